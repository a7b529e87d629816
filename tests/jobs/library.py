"""The author of a library on top of this one: a pinned edition, events of his own beside ours, a page that cites them."""

from concurrent.futures import ProcessPoolExecutor

import dprkrel

EDITIONS = {"2026.11.28"}
"""The editions with which this library was tried."""


def together(own: dprkrel.Dataset) -> dprkrel.Dataset:
    """Return the bundled data together with the author's own."""
    ours = dprkrel.load()
    if ours.edition not in EDITIONS:
        raise RuntimeError(f"tried with {EDITIONS}, and this is {ours.edition}")
    return ours.extend(
        edition=f"{ours.edition}+own", actors=own.actors, offices=own.offices, places=own.places, sources=own.sources,
        events=own.events, relations=own.relations,
    )  # fmt: skip


def visits_of(name: str) -> dprkrel.Results[dprkrel.Visit]:
    """Return visits, in whichever process."""
    return dprkrel.visits_by_actor(name, start="2024", end="2024-10", rank="minister")


def page(data: dprkrel.Dataset, event: dprkrel.Event) -> str:
    """Return a page of a generated site."""
    return f"# {event.summary}\n\n{event.when}, {event.status}\n\n{data.cite(event)}\n"


if __name__ == "__main__":
    data = together(dprkrel.examples.tiny_dataset())
    print(data.edition, len(data.visits_by_actor("Graustark", start="2024", end="2024")))
    with ProcessPoolExecutor(1) as pool:
        (visits,) = pool.map(visits_of, ["Lavrov"])
    print(visits.table().select("id", "receiving_iso3").to_dicts())
    print(page(data, visits[0]))
