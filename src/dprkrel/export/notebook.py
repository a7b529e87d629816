"""Results and datasets as HTML for notebooks: with the names of actors and places, and links to the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NewType

import attrs

from dprkrel import markup
from dprkrel.markup import Markup
from dprkrel.prose import counted_of
from dprkrel.records import display
from dprkrel.records.actors import Actor
from dprkrel.records.events import AnyEvent
from dprkrel.records.fields import ActorId, OfficeId, PlaceId, SourceId, StateId
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Report
from dprkrel.records.roles import TRAVELLING
from dprkrel.records.sources import Source
from dprkrel.store.tables import Tables, record_with_id

_MOST_SOURCES = 3
"""How many sources of one record are named."""

_MOST_ACTORS = 5
"""How many participants of one event are named."""


def results_html(tables: Tables, results: Sequence[Any], name: str) -> str:
    """Return what a question found as HTML: a table that names actors, places and sources, cut to its first rows.

    Args:
        tables: the dataset that was asked.
        results: what was found, of one kind or of several.
        name: what they are, such as `visits`.
    """
    shown, whole = results[: markup.MOST_ROWS], len(results)
    caption = f"{counted_of(whole, name)} of edition {tables.edition}"
    classes: tuple[tuple[type[Any], Callable[[Tables, Any], dict[str, str]]], ...] = (
        (AnyEvent, _event), (Relation, _relation), (Actor, _actor), (Source, _source),
    )  # fmt: skip
    for record_class, row in classes:
        if shown and all(isinstance(record, record_class) for record in shown):
            told = [row(tables, record) for record in shown]
            heads = [head for head in told[0] if any(cells[head] for cells in told)]
            return markup.page(markup.table(caption, heads, [[cells[head] for head in heads] for cells in told], whole))
    if shown and attrs.has(type(shown[0])) and len({*map(type, shown)}) == 1:
        return markup.page(display.rows(caption, results, _known(tables)))
    rows = [[display.cell(record, None, _known(tables))] for record in shown]
    return markup.page(markup.table(caption, [name], rows, whole))


def dataset_html(tables: Tables) -> str:
    """Return a dataset as HTML: its edition, and how many records of each kind it has."""
    rows = [(table.replace("_", " "), f"{len(getattr(tables, table)):,}") for table in TABLE_OF.values()]
    return markup.page(markup.fields(f"{type(tables).__name__} {tables.edition}", rows))


def _event(tables: Tables, event: Any) -> dict[str, str]:
    travellers = [part for part in event.participants if part.role in TRAVELLING]
    others = [part for part in event.participants if part.role not in TRAVELLING]
    return {
        "when": event.when.edtf,
        "what": markup.linked(event.summary),
        "type": str(event.event_type),
        "status": str(event.status) if event.status != "occurred" else "",
        "travelled": _actors(tables, (part.actor_id for part in travellers)),
        "took part": _actors(tables, (part.actor_id for part in others)),
        "place": tables.place(event.place_id).name if event.place_id else "",
        "sources": _sources(tables, event.reports),
        "id": event.id,
    }


def _relation(tables: Tables, relation: Relation) -> dict[str, str]:
    return {
        "when": relation.when.edtf,
        "what": markup.linked(relation.summary),
        "type": str(relation.relation_type),
        "status": str(relation.status) if relation.status != "occurred" else "",
        "subject": tables.actor(relation.subject_id).name,
        "object": tables.actor(relation.object_id).name,
        "office": tables.office(relation.office_id).title if relation.office_id else "",
        "sources": _sources(tables, relation.reports),
        "id": relation.id,
    }


def _actor(tables: Tables, actor: Actor) -> dict[str, str]:
    return {
        "name": actor.name,
        "kind": str(actor.kind),
        "state": tables.actor(actor.state_id).name if actor.state_id else "",
        "iso3": actor.iso_alpha3 or "",
        "id": actor.id,
    }


def _source(tables: Tables, source: Source) -> dict[str, str]:
    return {
        "published": str(source.published or source.dateline or ""),
        "source": markup.link(source.url, source.title or source.description),
        "publisher": tables.actor(source.publisher_id).name if source.publisher_id else "",
        "standing": str(source.standing or ""),
        "id": source.id,
    }


def _actors(tables: Tables, actor_ids: Iterable[ActorId]) -> str:
    names = [tables.actor(actor_id).name for actor_id in dict.fromkeys(actor_ids)]
    more = [f"and {len(names) - _MOST_ACTORS} more"] if len(names) > _MOST_ACTORS else []
    return ", ".join([*names[:_MOST_ACTORS], *more])


def _sources(tables: Tables, reports: Iterable[Report]) -> Markup:
    source_ids = [*dict.fromkeys(report.source_id for report in reports)]
    source_ids.sort(key=lambda source_id: tables.source(source_id).url is None)  # first those that can be opened
    more = [markup.safe(f"and {len(source_ids) - _MOST_SOURCES} more")] if len(source_ids) > _MOST_SOURCES else []
    return Markup(", ".join([*(_source_link(tables, one) for one in source_ids[:_MOST_SOURCES]), *more]))


def _source_link(tables: Tables, source_id: str) -> Markup:
    source = tables.source(source_id)
    return markup.link(source.url, _publisher(tables, source), source.title or source.description)


def _publisher(tables: Tables, source: Source) -> str:
    return tables.actor(source.publisher_id).name if source.publisher_id else source.id


def _known(tables: Tables) -> Callable[[NewType, str], Markup | None]:
    """Return what names the record of an id, of actors, offices, places and sources of these tables."""
    named: dict[Any, tuple[str, Callable[[Any], Markup]]] = {
        ActorId: ("actor", lambda actor: markup.safe(actor.name)),
        StateId: ("actor", lambda actor: markup.safe(actor.name)),
        OfficeId: ("office", lambda office: markup.safe(office.title)),
        PlaceId: ("place", lambda place: markup.safe(place.name)),
        SourceId: ("source", lambda source: markup.link(source.url, source.id, source.title or source.description)),
    }

    def show(id_type: NewType, record_id: str) -> Markup | None:
        if id_type not in named:
            return None
        kind, shown = named[id_type]
        record = record_with_id(tables, kind, record_id)
        return shown(record) if record is not None else None

    return show
