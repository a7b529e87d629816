"""No chain in the data is too long: whatever leads to something that leads further is walked in loops, not by calls in calls."""

import copy
import datetime
import functools
import io
import pickle
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs
from hypothesis import settings

import dprkrel
from dprkrel import (
    ActorKind,
    Dataset,
    EventType,
    LinkType,
    Meeting,
    PlaceKind,
    RelationType,
    Report,
    Role,
    Stance,
    Visit,
)
from dprkrel.records.fields import SourceId
from dprkrel.records.kinds import TABLE_OF, Record, class_of
from dprkrel.records.plain import built
from dprkrel.store.tables import Held, Tables
from tests.growing import SUBJECTS, Subject, page, tombstone
from tests.small import happening, named, office, part, parts, place, said, spell, tie
from tests.test_growth import CASES

IS_DEEP: Final = settings.get_current_profile_name() == "deep"

DEPTH: Final = 10_000 if IS_DEEP else 1_100
"""How long each chain is: longer than Python lets calls be in calls, or ten times as long by name."""


def _like(record: Record, fields: Callable[[int], dict[str, Any]]) -> Iterator[Any]:
    """Yield so many records, each like one, with some fields in plain data of its own."""
    plain: dict[str, Any] = record.to_dict()
    for number in range(DEPTH):
        yield built(
            type(record), {name: value for name, value in (plain | fields(number)).items() if value is not None}
        )


def _chain(record: Record, *above: str, **fields: Callable[[int], Any]) -> Iterator[Any]:
    """Yield so many records, each like one; the fields `above` hold the id of the one before."""

    def changed(number: int) -> dict[str, Any]:
        before = f"{record.id}-{number - 1}" if number else None
        return {
            "id": f"{record.id}-{number}",
            **dict.fromkeys(above, before),
            **{name: value(number) for name, value in fields.items()},
        }

    return _like(record, changed)


def _linked_to(name: str, number: int) -> list[dict[str, Any]]:
    """Return links of every type with the neighbours in a chain; what prepares comes before what it prepares."""
    others = {known: number + 1 if known.begins == "before_its_start" else number - 1 for known in LinkType}
    return [
        {"link_type": known.value, "event_id": f"{name}-{other}"}
        for known, other in others.items()
        if 0 <= other < DEPTH
    ]


def _day(number: int) -> str:
    return (datetime.date(1990, 1, 1) + datetime.timedelta(number)).isoformat()


def _deep() -> Iterator[Any]:
    """Yield chains of every kind."""
    visit = part("envoy-0", Role.VISITOR, "russia"), part("choe-son-hui", Role.HOST, "dprk")
    announced = (said(1, stance=Stance.ANNOUNCES),)
    yield from _chain(place("place", PlaceKind.SITE), "within")
    yield from _chain(
        named("land", ActorKind.STATE, "A land"),
        "successor_of",
        "state_id",
        joined_by=lambda n: [f"land-{n - 2}"] if n > 1 else None,
    )
    yield from _chain(named("body", ActorKind.ORGANIZATION, "A body"), state_id=lambda n: f"land-{n}")
    yield from _chain(
        named("holder", ActorKind.PERSON, "A holder", state="russia"),
        not_same_as=lambda n: [f"holder-{n - 1}"] if n else None,
        names=lambda n: [{"text": f"Holder {n}", "language": "en", "kind": "primary"}],
    )
    yield office("long-post", "russia", "Keeper")
    yield from _chain(office("post", "dprk", "Keeper of posts"), of_id=lambda n: f"body-{n}")
    yield from _chain(
        spell("holder-0", "long-post", "russia", "2001", spell_id="spell"),
        subject_id=lambda n: f"holder-{n}",
        when=_day,
    )
    yield from _chain(
        tie("member", RelationType.MEMBERSHIP, "body-0", "body-1", "2001/2020"),
        subject_id=lambda n: f"body-{n}",
        object_id=lambda n: f"body-{(n or 2) - 1}",
    )
    yield from _chain(attrs.evolve(page(0), id="page"), "republication_of", url=lambda n: f"https://example.org/{n}")
    yield from _chain(
        happening(Visit, EventType.VISIT, "linked", "2002", *visit), links=functools.partial(_linked_to, "linked")
    )
    yield from _chain(
        happening(Visit, EventType.VISIT, "planned", "2002", *visit, reports=announced),
        links=functools.partial(_linked_to, "planned"),
    )
    yield from _chain(
        happening(Meeting, EventType.TALKS, "within", "2002-05-05", part("envoy-0", Role.PARTICIPANT, "russia")),
        "part_of",
        place_id=lambda n: f"place-{n}",
    )
    yield from _chain(
        attrs.evolve(page(0), id="credit"),
        agency_ids=lambda n: [f"land-{n}", f"land-{(n or 2) - 1}"],
        url=lambda n: f"https://example.org/credit/{n}",
    )
    for name, among in (("reported", "credit"), ("copied", "page")):
        reports = [Report(source_id=SourceId(f"{among}-{n}"), stance=Stance.ASSERTS) for n in range(DEPTH)]
        yield happening(Visit, EventType.VISIT, name, "2000", *visit, reports=tuple(reports))
    yield from _chain(
        tombstone("old-0", "old-1"),
        record_ids=lambda n: [f"old-{n}"],
        heir_id=lambda n: f"old-{n + 1}" if n < DEPTH - 1 else "visit-0",
    )


@functools.cache
def deep() -> Dataset:
    """Return a dataset of all these chains, beside what every question can be asked of; the laws are not checked."""
    found: dict[str, Any] = parts(*(record for _, own in SUBJECTS for record in own))
    found.pop("edition")
    tables = {table: {record.id: record for record in records} for table, records in found.items()}
    for record in _deep():
        tables[next(TABLE_OF[kind] for kind in TABLE_OF if isinstance(record, class_of(kind)))][record.id] = record
    rows: dict[str, Any] = {table: records.values() for table, records in tables.items()}
    return Dataset.over(Held(Tables(**rows).tables()), "deep")


def _ends() -> Iterator[Subject]:
    """Yield who and what stands at the ends of the chains."""
    first, _ = SUBJECTS[0]
    last = DEPTH - 1
    for name in ("linked", "planned", "within"):
        yield first._replace(event=f"{name}-{last}", other=f"{name}-0")
    yield first._replace(event="reported", other="within-0")
    yield first._replace(event="copied", relation=f"spell-{last}", person=f"holder-{last}", spelling=f"Holder {last}")
    yield first._replace(
        title="Keeper",
        relation=f"member-{last}",
        state=f"land-{last}",
        day=_day(DEPTH // 2),
        gone="old-0",
    )


def test_chains_are_longer_than_calls_can_be_in_calls() -> None:
    """Whoever walked the chains of these tests by calls in calls would fail."""
    assert sys.getrecursionlimit() < DEPTH
    assert min(len(deep().actors), len(deep().events), len(deep().sources), len(deep().places)) > DEPTH


def test_every_question_is_answered_at_the_ends_of_long_chains() -> None:
    """Parts of parts, links of links, places in places, heirs of heirs, copies of copies: each question has an answer."""
    with warnings.catch_warnings():
        for warning in (dprkrel.CoverageWarning, dprkrel.HolderWarning):
            warnings.simplefilter("ignore", warning)
        for question, cases in CASES.items():
            for case in cases:
                for subject in [*_ends()][: 1 if question in ("as_of", "verify") else None]:
                    assert case.ask(deep(), subject) is not None, question
    assert deep().resolve("old-0").id == "visit-0"


def test_long_chains_are_sent_written_and_read() -> None:
    """What is pickled, copied, written and read again is the same; to read it checks the laws, which it keeps."""
    data = deep()
    written = io.BytesIO()
    data.write(written)
    again = dprkrel.read(written.getvalue())

    assert again == data
    assert pickle.loads(pickle.dumps(data)) == data
    assert copy.deepcopy(data) is data
    assert repr(again) == repr(data)
    assert hash(again) == hash(data)


def test_what_a_part_of_the_data_needs_is_found_to_the_end_of_each_chain() -> None:
    """A subset of one state has all whose place it took, and those whose place these took, and so on."""
    lands = deep().subset(actors=[f"land-{DEPTH - 1}"]).actors

    assert len([actor for actor in lands if actor.id.startswith("land-")]) == DEPTH
