"""Building records: constructors take words, dates and lists, and refuse all else with what they take."""

import datetime
import typing
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given

from dprkrel import (
    Actor,
    CountingRule,
    Coverage,
    Derivation,
    DerivationRule,
    Earlier,
    EventType,
    Link,
    Name,
    Participant,
    Place,
    Rank,
    RecordError,
    Relation,
    Report,
    Role,
    Scope,
    Source,
    Stance,
    Superlative,
    Visit,
    When,
)
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.kinds import Record
from dprkrel.strategies.drawn_records import records

REPORT = Report(source_id="press", stance="asserts")
VISIT: dict[str, Any] = {"id": "x", "event_type": "visit", "when": "2024-03-02", "summary": "X.", "reports": [REPORT]}

SCOPE = Scope(event_types=["visit"], role="visitor")
RULE: dict[str, Any] = {"id": "x", "title": "X", "publisher_id": "x", "definition": "X."}


class Taxonomy:
    """A class of someone else's, which is no class of event, whatever its attributes are called."""

    EVENT_TYPES = 5


class Text(str):
    """Text of someone else's class, as numpy has it."""

    __slots__ = ()


REFUSED: list[tuple[type[Any], dict[str, Any], str, str]] = [
    (Participant, {"actor_id": "x", "role": "visitr"}, "role", "got str 'visitr'; the nearest is visitor"),
    (Participant, {"actor_id": "x", "role": "Visitor"}, "role", "expected one of visitor, delegate, host"),
    (Participant, {"actor_id": "x", "role": Stance.ASSERTS}, "role", "expected one of visitor, delegate, host"),
    (Participant, {"actor_id": "x", "role": ["host"]}, "role", "got list ['host']"),
    (Participant, {"actor_id": 5, "role": "host"}, "actor_id", "expected an id as text, got int 5"),
    (Participant, {"actor_id": Role.HOST, "role": "host"}, "actor_id", "expected an id as text, got Role"),
    (Report, {"source_id": "x", "stance": "asserts", "when": "soon"}, "when", "cannot read 'soon' as a date"),
    (Report, {"source_id": "x", "stance": "asserts", "when": 2024}, "when", "write a year as text: '2024'"),
    (Report, {"source_id": "x", "stance": "asserts", "phrases": "left"}, "phrases", "expected a list of text, got str"),
    (Report, {"source_id": "x", "stance": "asserts", "phrases": {"left"}}, "phrases", "which has no order"),
    (Report, {"source_id": "x", "stance": "asserts", "phrases": {"left": 1}}, "phrases", "expected a list of text"),
    (
        Report,
        {"source_id": "x", "stance": "asserts", "paragraphs": 5},
        "paragraphs",
        "expected a list of a whole number",
    ),
    (Report, {"source_id": "x", "stance": "asserts", "paragraphs": b"\1\2"}, "paragraphs", "got bytes"),
    (Report, {"source_id": "x", "stance": "asserts", "quantities": [5]}, "quantities", "expected Quantity, got int 5"),
    (Visit, VISIT | {"participants": [{"actor_id": "x", "role": "host"}]}, "participants", "expected Participant"),
    (Visit, VISIT | {"participants": "x"}, "participants", "expected a list of Participant, got str 'x'"),
    (Visit, VISIT | {"event_type": "talks"}, "event_type", "got talks"),
    (Visit, VISIT | {"earlier": [Earlier(until="s", summary="X.", event_type="talks")]}, "earlier", "got talks"),
    (
        Superlative,
        {"kind": "first", "claim": "X.", "reports": [REPORT], "scope": SCOPE, "until": "2024"},
        "until",
        "until only",
    ),
    (
        Superlative,
        {"kind": "last", "claim": "X.", "reports": [REPORT], "scope": SCOPE, "since": "2024"},
        "since",
        "since only",
    ),
    (CountingRule, RULE | {"event_types": Taxonomy}, "event_types", "expected one of visit, state_visit"),
    (Derivation, {"phrase": "x", "anchor": "2024-07", "rule": "same_day"}, "anchor", "expected a day, got str"),
    (Derivation, {"phrase": "x", "anchor": "2024-W01-1", "rule": "same_day"}, "anchor", "expected a day, got str"),
    (Derivation, {"phrase": "x", "anchor": "2024-02-30", "rule": "same_day"}, "anchor", "expected a day, got str"),
    (Place, {"id": "x", "name": "X", "kind": "city", "latitude": True}, "latitude", "expected a number, got bool"),
    (Place, {"id": "x", "name": "X", "kind": "city", "latitude": 10**400}, "latitude", "expected a number, got int"),
]


@pytest.mark.parametrize(("built", "values", "field", "said"), REFUSED, ids=repr)
def test_what_cannot_be_read_is_refused_with_what_can(
    built: type[Any], values: dict[str, Any], field: str, said: str
) -> None:
    """The error names record and field, what was given, the words that are accepted, and the nearest."""
    with pytest.raises(RecordError) as caught:
        built(**values)

    assert (caught.value.record, caught.value.field) == (built.__name__, field)
    assert said in str(caught.value)


def loose(value: Any) -> Any:
    """Return a value as someone may give it who imports nothing but classes of record: words, texts, lists."""
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, Rank) else str(value.value)
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [loose(part) for part in value]
    return type(value)(**loosened(value)) if attrs.has(type(value)) else value


def loosened(record: Any) -> dict[str, Any]:
    """Return the fields of a record, each as `loose` gives it; but the word of a type may stand for a class."""
    return {
        field.name: [*record.event_types] if field.name == "event_types" else loose(getattr(record, field.name))
        for field in attrs.fields(type(record))
    }


@given(records())
def test_words_build_what_members_build(record: Record) -> None:
    """A record built from words, EDTF text, days in ISO 8601 and lists is the one built from members and tuples."""
    built = type(record)(**loosened(record))

    assert built == record
    assert hash(built) == hash(record)
    assert repr(built) == repr(record)
    assert attrs.evolve(record, **loosened(record)) == record


@pytest.mark.parametrize(
    "given_date",
    [
        "2024-03-02",
        datetime.date(2024, 3, 2),
        datetime.datetime(2024, 3, 2, 23, 59, tzinfo=datetime.UTC),
        When("2024-03-02"),
    ],
)
def test_a_date_is_whatever_questions_take_for_one(given_date: Any) -> None:
    """Text, a date, a datetime of which the day counts, and a `When` give one and the same date."""
    assert When(given_date) == When.parse(given_date) == When("2024-03-02")
    assert Visit(**VISIT | {"when": given_date}) == Visit(**VISIT)
    assert Source(id="s", kind="page", description="X.", language="en", published=given_date).published == When(
        "2024-03-02"
    )


def test_a_date_is_kept_as_plain_text() -> None:
    """Of text or a date of a class of someone else's the record keeps what it says, and not the object."""
    stranger = type("Stranger", (When,), {})("2024-03-02")
    visits = [Visit(**VISIT | {"when": when}) for when in (Text("2024-03-02"), stranger)]

    assert visits == [Visit(**VISIT)] * 2
    assert {(type(visit.when), type(visit.when.edtf)) for visit in visits} == {(When, str)}


def test_lists_become_tuples_of_their_own() -> None:
    """A record keeps what a list held when it was built, whatever happens to the list, and reads an iterator once."""
    parts = [Participant(actor_id="x", role="host")]
    visit = Visit(**VISIT, participants=parts)
    parts.clear()

    assert visit.participants == (Participant(actor_id="x", role="host"),)
    assert Visit(**VISIT, participants=iter(visit.participants)) == visit
    assert (
        Actor(id="x", kind="state", names=(Name(text=text, language="en", kind="primary") for text in ["X"])).name
        == "X"
    )


def test_optional_fields_take_words_and_none() -> None:
    """What may be left out may be None, and a word all the same."""
    rule = CountingRule(id="x", title="X", publisher_id="x", definition="X.", event_types=["visit"], rank="minister")

    assert rule.rank is Rank.MINISTER
    assert attrs.evolve(rule, rank=None).rank is None
    assert attrs.evolve(rule, rank="other").rank is Rank.OTHER
    assert Coverage(id="x", summary="X.", when="2024", completeness="partial", searched="X.", rank=None).rank is None


def test_a_whole_number_of_degrees_is_a_number() -> None:
    """Where a number with a point is kept, one without is taken, as type checkers do."""
    place = Place(id="x", name="X", kind="city", latitude=39, longitude=-125)

    assert (repr(place.latitude), repr(place.longitude)) == ("39.0", "-125.0")


def test_a_day_of_a_derivation_is_read_from_text() -> None:
    """The day from which a phrase counts is a date, or text in ISO 8601."""
    derivation = Derivation(phrase="bulan lalu", anchor="2024-07-24", rule="previous_month")

    assert derivation.anchor == datetime.date(2024, 7, 24)
    assert derivation.rule is DerivationRule.PREVIOUS_MONTH
    assert Link(link_type="follows", event_id="x").link_type == "follows"


@pytest.mark.parametrize(
    "given_types",
    ["visit", Visit, ["visit"], [Visit], iter(["visit", Visit]), ["official_visit", "visit"], list(Visit.EVENT_TYPES)],
)
def test_a_class_stands_for_its_types(given_types: Any) -> None:
    """Rules, scopes and the ledger take the name of a class or the class for all its types, as questions do."""
    rule = CountingRule(id="x", title="X", publisher_id="x", definition="X.", event_types=given_types)

    assert {*rule.event_types} == Visit.EVENT_TYPES
    assert len(rule.event_types) == len(Visit.EVENT_TYPES)


def test_a_member_stands_for_itself() -> None:
    """A member of the vocabulary is one type, also where a class is called the same."""
    rule = CountingRule(id="x", title="X", publisher_id="x", definition="X.", event_types=[EventType.VISIT, "summit"])

    assert rule.event_types == (EventType.VISIT, EventType.SUMMIT)
    assert CountingRule.from_dict(rule.to_dict()) == rule
    assert Scope(event_types="treaty_action", role="party").event_types[0] is EventType.INITIALLING
    assert Scope(event_types=[EventType.TALKS, "transfer"], role="party").event_types[1:] == TYPES_OF_CLASS["transfer"]


@pytest.mark.parametrize("wrong", ["visits", ["visits"], [5], 5, None, {"visit"}, [["visit"]], dict, [Actor], {}])
def test_types_that_there_are_not_are_refused(wrong: Any) -> None:
    """What is neither a type nor a class of event is refused with the types that there are."""
    cases: list[tuple[type[Any], dict[str, Any]]] = [
        (CountingRule, {"id": "x", "title": "X", "publisher_id": "x", "definition": "X."}),
        (Scope, {"role": "host"}),
    ]
    for built, values in cases:
        with pytest.raises(RecordError, match=r"^[A-Za-z]+\.event_types: expected"):
            built(**values, event_types=wrong)


@pytest.mark.parametrize("wrong", ["treaty", ["visit", "speech"], "statement"])
def test_what_cannot_be_counted_makes_no_rule(wrong: Any) -> None:
    """A rule counts visits and meetings; one of other types would count nothing, and is refused."""
    with pytest.raises(RecordError, match="types of visits and meetings"):
        CountingRule(id="x", title="X", publisher_id="x", definition="X.", event_types=wrong)


@pytest.mark.parametrize("record_class", [Visit, Relation, Report])
def test_the_types_of_fields_are_found_by_other_libraries(record_class: type[object]) -> None:
    """Types that stand in quotes, so that parts are imported late, are found by `typing`, and so by what reads it."""
    hints = typing.get_type_hints(record_class)

    assert hints.get("reports", tuple[Report, ...]) == tuple[Report, ...]
    assert hints.get("derivation", Derivation | None) == Derivation | None
    assert {"reports", "derivation"} & {*hints}
