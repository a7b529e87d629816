"""The tables of relations, of offices, and of those who hold an office on a day."""

from __future__ import annotations

from typing import Final

from dprkrel.export.schema import (
    Schema,
    boolean,
    codes,
    dates,
    name_of,
    place_name,
    sourced,
    text,
    texts,
)
from dprkrel.questions.evidence import confidence
from dprkrel.records.fields import ActorId
from dprkrel.store.tables import Tables


def _state(data: Tables, actor_id: ActorId) -> ActorId | None:
    """Return the state that an actor is or belongs to."""
    actor = data.actor(actor_id)
    return actor.id if actor.kind.value == "state" else actor.state_id


_ITS_STATE: Final = "the state that it is or belongs to"
_NO_STATE: Final = "it is no state and belongs to none"

RELATIONS: Final = Schema(
    "relations",
    "one continuous period of a relation between two actors",
    ("id",),
    (
        text("id", "id of the relation; it is never reused", lambda _, tie: tie.id),
        text("relation_type", "the tie (codebook, relation types)", lambda _, tie: tie.relation_type.value),
        boolean("directed", "whether subject and object cannot change places", lambda _, tie: tie.relation_type.directed),
        text("status", "what the reports add up to; occurred says that it exists or existed", lambda _, tie: tie.status.value),
        *dates("the adopted date", lambda tie: tie.when),
        text("subject_id", "the first side; of a directed tie the one that acts: the sending state, the holder", lambda _, tie: tie.subject_id, references="actors.id"),
        text("subject_name", "its name", lambda data, tie: name_of(data, tie.subject_id)),
        *codes("subject", _ITS_STATE, lambda data, tie: _state(data, tie.subject_id), _NO_STATE),
        text("object_id", "the other side", lambda _, tie: tie.object_id, references="actors.id"),
        text("object_name", "its name", lambda data, tie: name_of(data, tie.object_id)),
        *codes("object", _ITS_STATE, lambda data, tie: _state(data, tie.object_id), _NO_STATE),
        text("office_id", "the office that is held", lambda _, tie: tie.office_id, "no office is held", "offices.id"),
        text("office", "title of the office", lambda data, tie: data.office(tie.office_id).title if tie.office_id else None, "as for the id"),
        text("place_id", "the seat of a mission", lambda _, tie: tie.place_id, "none is recorded", "places.id"),
        text("place", "name of the seat", lambda data, tie: place_name(data, tie.place_id), "as for the id"),
        text("opened_by", "the event that began it", lambda _, tie: tie.opened_by, "none is recorded", "events.id"),
        text("closed_by", "the event that ended it", lambda _, tie: tie.closed_by, "none is recorded", "events.id"),
        text("confidence", "how well the evidence supports it (codebook, confidence)", lambda data, tie: confidence(data, tie).value),
        text("summary", "what it is, in one sentence of ours", lambda _, tie: tie.summary),
        text("adopted_because", "where reports disagree, why these values were adopted", lambda _, tie: tie.adopted_because, "nothing had to be chosen"),
        *sourced(lambda tie: tie.reports),
    ),
    lambda data: data.relations,
)  # fmt: skip

OFFICES: Final = Schema(
    "offices",
    "an office that persons hold; who held it stands in relations (`office_held`)",
    ("id",),
    (
        text("id", "id of the office; it is never reused", lambda _, office: office.id),
        text("title", "title in English, without the name of the state", lambda _, office: office.title),
        text("of_id", "the state or body whose office it is", lambda _, office: office.of_id, references="actors.id"),
        text("of_name", "its name", lambda data, office: name_of(data, office.of_id)),
        *codes("of", _ITS_STATE, lambda data, office: _state(data, office.of_id), _NO_STATE),
        text("rank", "its place in the order of protocol", lambda _, office: office.rank.value),
        text("function", "what it is for", lambda _, office: office.function and office.function.value, "none was given"),
        boolean("several", "whether more than one person may hold it at a time", lambda _, office: office.several),
        texts("aliases", "other titles, in any language", lambda _, office: office.aliases),
        *dates("when there was such an office", lambda office: office.existed, "that was not looked up"),
    ),
    lambda data: data.offices,
)  # fmt: skip

OFFICE_HOLDERS: Final = Schema(
    "office_holders",
    "someone who certainly or possibly held an office at the time that was asked for",
    ("relation_id",),
    (
        text("holder_id", "who", lambda _, found: found.holder.id, references="actors.id"),
        text("holder_name", "the primary name", lambda _, found: found.holder.name),
        text("certainty", "certain or possible", lambda _, found: found.certainty.value),
        text("office_id", "the office", lambda _, found: found.relation.office_id, references="offices.id"),
        text("office", "title of the office", lambda data, found: data.office(found.relation.office_id).title),
        text("relation_id", "the period for which it was held", lambda _, found: found.relation.id, references="relations.id"),
        *dates("this period", lambda found: found.relation.when),
        *sourced(lambda found: found.relation.reports),
    ),
)  # fmt: skip
