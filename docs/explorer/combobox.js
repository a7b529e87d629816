/* A field for the name of an actor, with suggestions (the combobox pattern of ARIA 1.2). */
"use strict";

const Combobox = (() => {
  const { el, byId, counted } = Dom;

  function describe(actor) {
    const { kind, state } = DPRKREL.actors[actor];
    const whose = state === undefined ? "" : `, ${DPRKREL.actors[state].name}`;
    return `${kind}${whose} · ${counted(Names.times(actor), "event")}`;
  }

  /* Make a field of an input and its list; `choose` gets the id of an actor, or the text if none was chosen. */
  function make(name, choose) {
    const input = byId(name);
    const list = byId(`${name}-list`);
    let options = [];
    let active = -1;
    let shown = "";

    function mark(place) {
      options[active]?.element.removeAttribute("aria-selected");
      active = place;
      options[active]?.element.setAttribute("aria-selected", "true");
      options[active]?.element.scrollIntoView({ block: "nearest" });
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[active].element.id);
    }

    function open() {
      options = Names.suggest(input.value).map(({ actor, spelling }, place) => {
        const { name: primary } = DPRKREL.actors[actor];
        const element = el("li", { role: "option", id: `${name}-option-${place}` },
          el("span", { class: "name" }, primary),
          spelling === primary ? null : el("span", { class: "spelling" }, ` ${spelling}`),
          el("span", { class: "muted" }, describe(actor)));
        element.addEventListener("pointerdown", (event) => {
          event.preventDefault(); // keeps the focus in the field
          commit(DPRKREL.actors[actor].id);
        });
        return { actor, element };
      });
      list.replaceChildren(...options.map((option) => option.element));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    function close() {
      list.hidden = true;
      options = [];
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function commit(value) {
      close();
      shown = input.value;
      choose(value);
    }

    input.addEventListener("input", open);
    input.addEventListener("blur", () => {
      if (input.value !== shown) commit(input.value.trim());
      else close();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (options.length) mark((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        commit(active < 0 ? input.value.trim() : DPRKREL.actors[options[active].actor].id);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });

    /* Show the actor that an id or text stands for, by its name. */
    function show(value) {
      const found = value ? Names.find(value) : {};
      shown = found.actor === undefined ? value : DPRKREL.actors[found.actor].name;
      input.value = shown;
      close();
    }

    return { show };
  }

  return { make, describe };
})();
