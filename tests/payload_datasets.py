"""A dataset whose every text is a payload: the small one, with its words taken out and others put in their place."""

from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
from typing import Any, Final

import attrs

from dprkrel import (
    Actor,
    Change,
    Coverage,
    Dataset,
    Edit,
    Gap,
    Name,
    Participant,
    Place,
    Relation,
    Report,
    Source,
    Visit,
)
from dprkrel.errors import RecordError
from dprkrel.records.fields import fields_of
from tests.payloads import HELD, IDS
from tests.small import small

KEPT: Final = {
    "id",
    "edition",
    "record_kind",
    "record_id",
    "record_ids",
    "heir_id",
    "iso_alpha2",
    "iso_alpha3",
    "sha256",
    "file",
    "field",
}
"""Fields that name something, or are no text for people."""

TOLD_APART: Final = {"text", "new"}
"""Fields of which no two may hold the same: names, and what was corrected."""

ADDRESS: Final = "https://example.org/?a=1&b='onclick='alert(1)//javascript:alert(1)"
"""An address of the web that a source may have, of which only a part could be a link."""


@cache
def hostile(texts: tuple[str, ...] = HELD, *, ids: bool = False) -> Dataset:
    """Return the small dataset with each text replaced by the next of some texts, as far as its field takes it.

    Args:
        texts: the texts; of the same number of records each dataset has the same shape, whatever they are.
        ids: whether there are also actors, places and events with ids that mean something to others.
    """
    turn = enumerate(cycle(texts))
    tables = {name: [_spoilt(record, turn) for record in records] for name, records in _whole(ids=ids).items()}
    every: Any = tables
    return Dataset(edition=texts[0], **every)


def _whole(*, ids: bool) -> dict[str, list[Any]]:
    tables: dict[str, list[Any]] = {name: [*records] for name, records in small().tables().items()}
    tables["ledger"] = [
        Coverage(id="searched", summary="Visits.", when="2024", completeness="partial", searched="An agency.",
                 gaps=[Gap(when="2024-02", reason="Nobody looked.")], not_found=["A list."]),
    ]  # fmt: skip
    tables["changelog"] += [
        Change(id="edited", edition="2024.7.25", kind="corrected", record_kind="event", record_ids=["arms"], reason="A slip.",
               cause="coding", edits=[Edit(record_id="arms", field="summary", old="Before.", new="After.")]),
    ]  # fmt: skip
    tables["sources"] += [
        Source(id="page", kind="page", description="A page.", language="en", title="A title", standing="secondary",
               published="2024-06-30", url=ADDRESS, publisher_id="russia-mfa", note="A note."),
    ]  # fmt: skip
    told = [Report(source_id="page", stance="asserts", note="A note.", phrases=["a phrase"])]
    tables["events"] += [
        Visit(id="told-by-a-page", event_type="visit", when="2024-05-01", summary="It was told.", reports=told,
              participants=[Participant(actor_id="sergei-lavrov", role="visitor", acted_for="russia"),
                            Participant(actor_id="choe-son-hui", role="host", acted_for="dprk")]),
    ]  # fmt: skip
    for number, one in enumerate(IDS if ids else ()):
        tables["actors"].append(Actor(id=one, kind="state", names=[Name(text="A", language="en", kind="primary")]))
        tables["places"].append(Place(id=one, name="A", kind="country"))
        tables["events"].append(
            Visit(id=one, event_type="visit", when=f"2024-05-{number + 1:02}", summary="It was told.", reports=told, place_id=one,
                  participants=[Participant(actor_id=one, role="visitor", acted_for=one),
                                Participant(actor_id="choe-son-hui", role="host", acted_for="dprk")])
        )  # fmt: skip
        tables["relations"].append(
            Relation(id=one, relation_type="diplomatic_relations", subject_id=one, object_id="dprk", when="2024", summary="A tie.",
                     reports=told)
        )  # fmt: skip
    return tables


def _spoilt(record: Any, turn: Iterator[tuple[int, str]]) -> Any:
    """Return a record, or a part of one, with other texts in its fields and in those of its parts."""
    changed: dict[str, Any] = {}
    for field in fields_of(record.__class__):
        value = getattr(record, field.name) if field.init else None
        parts = value if type(value) is tuple else (value,)
        if parts and all(attrs.has(type(part)) and hasattr(part, "to_dict") for part in parts):
            several = tuple(_spoilt(part, turn) for part in parts)
            changed[field.name] = several if type(value) is tuple else several[0]
        elif field.init and field.name not in KEPT and field.type in (str, str | None, tuple[str, ...]):
            if type(value) is tuple and not value:
                continue
            for number, text in islice(turn, 4):  # what one field refuses, another takes when its turn comes again
                told = f"{text[:180]} n{number}" if field.name in TOLD_APART else text
                given = (told,) if type(value) is tuple else told
                if _takes(record, field.name, given):
                    changed[field.name] = given
                    break
    return attrs.evolve(record, **changed)


def _takes(record: Any, name: str, given: object) -> bool:
    try:
        attrs.evolve(record, **{name: given})
    except RecordError:
        return False
    return True


def texts_of(record: Any) -> Iterator[str]:
    """Yield the texts of a record and its parts that `hostile` put there."""
    for field in fields_of(record.__class__):
        value = getattr(record, field.name)
        for part in value if type(value) is tuple else (value,):
            if attrs.has(type(part)) and hasattr(part, "to_dict"):
                yield from texts_of(part)
            elif field.type in (str, str | None, tuple[str, ...]) and field.name not in KEPT and part is not None:
                yield part
