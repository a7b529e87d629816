// What scrolls can be reached with the keyboard; what does not scroll is no stop on the way.
"use strict";

const follow = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    for (const [name, value] of [
      ["tabindex", "0"],
      ["role", "group"],
      ["aria-label", target.localName === "pre" ? "Code, scrolls" : "Table, scrolls"],
    ]) {
      if (scrolls) target.setAttribute(name, value);
      else target.removeAttribute(name);
    }
  }
});
for (const element of document.querySelectorAll("pre, .table-wrapper")) follow.observe(element);
