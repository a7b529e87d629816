"""How the cost of each public question grows with the number of events: a table, and a plot."""

import io
import timeit
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import dprkrel
from benchmarks.generated import HOME, dataset
from benchmarks.measuring import PAGES, Table, exponent, medians, microseconds, sized, write_page

PACKAGES: Final = ("matplotlib",)

SIZES: Final = (1000, 3000, 10_000, 30_000, 100_000)
"""How many generated events there are, unless other sizes are asked for."""

_LONGEST: Final = 60.0
"""Seconds after which a question is not asked of more events, where it would take longer than this."""

Question = Callable[[], object]


def main(sizes: Sequence[int] | None, rounds: int | None) -> None:
    """Ask every question of each size, and write the page and the plot."""
    costs: dict[str, dict[int, float]] = {}
    first: dict[str, dict[int, float]] = {}
    answers: dict[str, object] = {}
    asked = sizes or SIZES
    for size in asked:
        for name, question in _questions(dataset(size)).items():
            if _too_long(first.get(name, {}), size):
                continue
            first.setdefault(name, {})[size] = timeit.timeit(question, number=1)
            costs.setdefault(name, {})[size] = medians({name: question}, rounds or 5)[name]
            answers[name] = question()
    table = Table(
        "Cost of each question against the number of events",
        ("question", *map(sized, asked), "exponent", f"first time at {sized(asked[-1])}", "its exponent", "answer"),
        "The first time has what is derived from the data only then. The exponent is that of the size, fitted to the "
        "times of all sizes: 0 is no growth, 1 is in proportion. The answer is that of the most events.",
    )
    for name, seconds in costs.items():
        times = [microseconds(seconds[size]) if size in seconds else "—" for size in asked]
        once = first[name].get(asked[-1])
        table.add(
            f"`{name}`", *times, _power(seconds), "—" if once is None else microseconds(once), _power(first[name]),
            _extent(answers[name]),
        )  # fmt: skip
    write_page("growth", [table], PACKAGES)
    _plot(costs, PAGES / "growth.svg")


def _too_long(costs: Mapping[int, float], size: int) -> bool:
    """Tell whether a question would take too long for this size, by how it grew so far, or else by its square."""
    if not costs:
        return False
    last = max(costs)
    power = exponent(costs)
    return costs[last] * (size / last) ** max(2 if power is None else power, 0) > _LONGEST


def _power(costs: Mapping[int, float]) -> str:
    power = exponent(costs)
    return "—" if power is None else f"{power:.2f}"


def _extent(answer: object) -> str:
    """Return how many records an answer has, where it is a tuple."""
    return f"{len(answer):,}" if isinstance(answer, tuple) else "1"


def _questions(data: dprkrel.Dataset) -> dict[str, Question]:
    """Return every public question, and what else is done with a dataset, as one call each.

    Raises:
        AssertionError: a public question is not among them.
    """
    person = next(actor for actor in data.actors if actor.state_id == "state-005")
    event = next(event for event in data.events if event.part_of)
    later = data.events[len(data.events) * 3 // 4]
    treaty = next(event for event in data.events if event.event_type == "treaty")
    change = data.changelog[-2] if len(data.changelog) > 1 else data.changelog[-1]
    window: dict[str, Any] = {"start": "1999-07-01", "end": "1999-07-29"}
    arguments: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
        "find_actor": ((person.name,), {}),
        "visits_by_actor": ((person,), window),
        "events_between": (("1999-07-01", "1999-07-29"), {"how": "within"}),
        "count_events": (("1999-07-01", "1999-07-29"), {}),
        "events_of_dyad": (("state-005", HOME), window),
        "meetings_of": ((person,), window),
        "agreements_of": ((person,), window),
        "treaty_actions": ((treaty,), {}),
        "statements_by": ((person,), window),
        "relations_of": ((person,), {}),
        "offices_of": ((person,), {}),
        "missions_at_work": ((), {"on": "1999-07-01", "receiving": "state-005"}),
        "office_holder": (("Foreign Minister",), {"of": "state-005", "on": "1999-07-01"}),
        "office_holders": (("Foreign Minister",), {"of": "state-005", "on": "1999-07-01"}),
        "count_visits": (("ministers", "1999-07-01", "1999-07-29"), {}),
        "panel": (("ministers", "1948", "2023"), {"freq": "year", "by": "rank"}),
        "coverage": ((), {}),
        "coverage_by_month": ((), {}),
        "changes": ((change.edition,), {}),
        "resolve": ((event.id,), {}),
        "as_of": (("1999-07-01",), {}),
        "evidence": ((event,), {}),
        "confidence": ((event,), {}),
        "conflicts": ((event,), {}),
        "positions_on": ((event,), {}),
        "verify": ((), {}),
        "why": ((event,), {}),
        "superlatives": ((), {}),
        "before": ((event, later), {}),
        "order": ((event, later), {}),
        "order_reasons": ((event, later), {}),
        "implied_when": ((event,), {}),
        "to_networkx": ((event,), {}),
        "to_icalendar": ((event,), {}),
    }
    public = {name for name in dprkrel.__all__ if name in vars(dprkrel.Dataset)}
    if public - arguments.keys():
        raise AssertionError(f"growth has no arguments for {sorted(public - arguments.keys())}")
    questions: dict[str, Question] = {
        name: _call(getattr(data, name), *given) for name, given in arguments.items() if hasattr(data, name)
    }
    tables: dict[str, Any] = data.tables()
    return questions | {
        "order, of an event and a date": lambda: data.order(event, later.when),
        "find_actor, a typo": lambda: _suggestions(data, f"{person.name[:3]}{person.name[4:]}"),
        "conflicts, of all": data.conflicts,
        "subset": lambda: data.subset(actors=["state-100"]),
        "digest": lambda: data.digest,
        "write": lambda: data.write(io.BytesIO()),
        "Dataset, with all laws": lambda: dprkrel.Dataset(edition=data.edition, **tables),
    }


def _call(question: Callable[..., object], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Question:
    return lambda: question(*arguments, **keywords)


def _suggestions(data: dprkrel.Dataset, text: str) -> object:
    try:
        return data.find_actor(text)
    except dprkrel.UnknownActorError as error:
        return error.suggestions


def _plot(costs: Mapping[str, Mapping[int, float]], file: Path) -> None:
    """Draw the costs as lines over the size, the same costs as the same file."""
    import matplotlib  # late: only the plot needs it

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "dprkrel", "svg.fonttype": "none", "font.size": 8})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 7))
    colours = matplotlib.colormaps["tab20"]
    last = {name: seconds[max(seconds)] for name, seconds in costs.items()}
    for place, name in enumerate(sorted(costs, key=lambda name: -last[name])):
        sizes = [*costs[name]]
        style = {"color": colours(place % 20), "linestyle": ("-", "--")[place // 20 % 2], "marker": ".", "linewidth": 1}
        axes.loglog(sizes, [costs[name][size] for size in sizes], label=name, **style)
    sizes = sorted({size for seconds in costs.values() for size in seconds})
    floor = min(min(seconds.values()) for seconds in costs.values())
    axes.loglog(sizes, [floor * size / sizes[0] for size in sizes], color="black", linestyle=":", label="in proportion")
    axes.set_xlabel("events")
    axes.set_ylabel("seconds a call")
    axes.grid(visible=True, alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    figure.savefig(file, metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    text = file.read_text("utf-8")
    file.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8", newline="\n")
