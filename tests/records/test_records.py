"""Records: what cannot be said truly cannot be built, and what was built cannot be changed."""

import contextlib
import datetime
import itertools
from typing import Any

import attrs
import pytest

from dprkrel import (
    Actor,
    ActorKind,
    Appointment,
    Cause,
    Change,
    ChangeKind,
    Completeness,
    CountingRule,
    Coverage,
    Dataset,
    Derivation,
    DerivationRule,
    Event,
    EventType,
    Excuse,
    Figure,
    Gap,
    Link,
    LinkType,
    Name,
    NameKind,
    Office,
    Participant,
    Place,
    PlaceKind,
    Quantity,
    Rank,
    RecordError,
    Relation,
    RelationType,
    Report,
    Role,
    Source,
    SourceKind,
    Stance,
    Status,
    Superlative,
    SuperlativeKind,
    TreatyAction,
    Visit,
    VocabularyError,
    When,
)
from dprkrel.records.events import CLASS_OF, EVENT_CLASSES
from dprkrel.records.fields import MAX_TEXT_LENGTH, EventId, text_fault
from dprkrel.records.kinds import TABLE_OF, sort_key
from dprkrel.records.statuses import status_of
from tests.cases import for_each
from tests.small import small

ASSERTED: dict[str, Any] = {"source_id": "press", "stance": Stance.ASSERTS}
NAMED: dict[str, Any] = {"text": "Russia", "language": "en", "kind": NameKind.PRIMARY}
HAPPENED: dict[str, Any] = {
    "id": "x",
    "event_type": EventType.VISIT,
    "when": When("2024"),
    "summary": "It happened.",
    "reports": (Report(**ASSERTED),),
}
TIED: dict[str, Any] = {
    "id": "x",
    "relation_type": RelationType.ALLIANCE,
    "subject_id": "dprk",
    "object_id": "russia",
    "when": When("2024"),
    "summary": "They are allies.",
    "reports": (Report(**ASSERTED),),
}
DERIVED: dict[str, Any] = {
    "phrase": "then",
    "anchor": datetime.date(2024, 7, 24),
    "rule": DerivationRule.SAME_DAY,
}

SEARCHED: dict[str, Any] = {
    "id": "x",
    "summary": "Visits of ministers.",
    "when": When("2024-01-01/2024-12-31"),
    "completeness": Completeness.PARTIAL,
    "searched": "Two news agencies.",
}
GAP: dict[str, Any] = {"when": When("2024-02"), "reason": "Nobody looked."}
CHANGED: dict[str, Any] = {
    "id": "x",
    "edition": "2026.11.22",
    "kind": ChangeKind.CORRECTED,
    "record_kind": "event",
    "record_ids": ("treaty",),
    "reason": "A source was read again.",
    "cause": Cause.SOURCE,
}
COUNTED: dict[str, Any] = {
    "id": "x",
    "title": "Exchanges.",
    "publisher_id": "press",
    "definition": "Visits of ministers.",
    "event_types": (EventType.VISIT,),
}

# For each class, values from which it can be built.
GOOD: dict[type[Any], dict[str, Any]] = {
    Name: NAMED,
    Actor: {"id": "russia", "kind": ActorKind.STATE, "names": (Name(**NAMED),)},
    Office: {"id": "tsar", "title": "Tsar", "of_id": "russia", "rank": Rank.OTHER},
    Place: {"id": "osan", "name": "Osan", "kind": PlaceKind.CITY},
    Source: {"id": "press", "kind": SourceKind.TEXT, "description": "A text.", "language": "id"},
    Excuse: {"paragraphs": (1, 3), "reason": "A caption."},
    Quantity: {"unit": "shells", "low": 1, "best": 2, "high": 3},
    Report: ASSERTED,
    Derivation: DERIVED,
    Participant: {"actor_id": "dprk", "role": Role.PARTY},
    Link: {"link_type": LinkType.ABOUT, "event_id": "x"},
    Superlative: {"kind": SuperlativeKind.RARE, "claim": "It is the first.", "reports": (Report(**ASSERTED),)},
    Visit: HAPPENED,
    Appointment: HAPPENED | {"event_type": EventType.APPOINTMENT, "office_id": "tsar"},
    TreatyAction: HAPPENED | {"event_type": EventType.RATIFICATION},
    Relation: TIED,
    Figure: {"when": When("2024-01-01/2024-06-11"), "number": 18, "source_id": "press"},
    CountingRule: COUNTED,
    Coverage: SEARCHED,
    Gap: GAP,
    Change: CHANGED,
}

WRONG: list[tuple[type[Any], str, Any]] = [
    (Visit, "reports", ()),
    (Visit, "reports", ("press",)),
    (Visit, "summary", ""),
    (Visit, "summary", None),
    (Visit, "participants", "dprk"),
    (Visit, "participants", ("dprk",)),
    (Visit, "event_type", EventType.TALKS),
    (Appointment, "event_type", EventType.VISIT),
    (Appointment, "office_id", None),
    (Relation, "reports", ()),
    (Relation, "office_id", "tsar"),
    (Relation, "relation_type", RelationType.OFFICE_HELD),
    (Link, "within_days", 5),
    (Link, "within_days", "5"),
    (Superlative, "reports", ()),
    (Superlative, "since", "soon"),
    (Actor, "names", ()),
    (Actor, "names", (Name(**NAMED), Name(**NAMED | {"text": "Rusia"}))),
    (Actor, "names", (Name(**NAMED | {"kind": NameKind.ALIAS}),)),
    (Actor, "kind", SourceKind.TEXT),
    (Actor, "cow_code", "365"),
    (Actor, "cow_code", True),
    (Actor, "cow_code", 365.0),
    (Actor, "not_same_as", "dprk"),
    (Actor, "note", 5),
    (Name, "text", "Ko\u0301rea"),
    (Name, "text", "Korea\u202e"),
    (Name, "text", "Ko\u200brea"),
    (Name, "text", "Korea\x00"),
    (Name, "text", "Korea\ud800"),
    (Name, "text", " Korea"),
    (Name, "text", "x" * (MAX_TEXT_LENGTH + 1)),
    (Name, "text", b"Korea"),
    (Office, "rank", 7),
    (Office, "rank", True),
    (Office, "several", 1),
    (Office, "aliases", "Caesar"),
    (Office, "aliases", ("Caesar", "")),
    (Office, "aliases", ("Caesar", 5)),
    (Place, "latitude", "39.0"),
    (Place, "latitude", float("nan")),
    (Place, "longitude", float("inf")),
    (Source, "paragraph_count", "9"),
    (Source, "paragraph_count", True),
    (Excuse, "paragraphs", ()),
    (Excuse, "paragraphs", (0,)),
    (Excuse, "paragraphs", (2, 1)),
    (Excuse, "paragraphs", (1, 1)),
    (Excuse, "paragraphs", (1.0,)),
    (Report, "paragraphs", (2, 1)),
    (Report, "paragraphs", (-1,)),
    (Report, "quantities", (5,)),
    (Derivation, "days", 0),
    (Derivation, "value", "thursday"),
    (TreatyAction, "event_type", EventType.TREATY),
    (Appointment, "event_type", EventType.RECOGNITION),
    (Source, "title", ""),
    (Figure, "number", "18"),
    (Figure, "number", True),
    (CountingRule, "event_types", ()),
    (CountingRule, "sending_ids", "dprk"),
    (CountingRule, "rank", 5),
    (CountingRule, "delegates", None),
    (CountingRule, "figures", (18,)),
    (Coverage, "dyad", ("dprk", "russia", "china")),
    (Coverage, "dyad", ("dprk", "dprk")),
    (Coverage, "dyad", "dprk"),
    (Coverage, "when", When("../2024")),
    (Coverage, "when", When("/2024")),
    (Coverage, "when", When("[..2024]")),
    (Coverage, "when", When("2024~")),
    (Coverage, "when", When("2024-01-01/2024-12-31?")),
    (Coverage, "not_found", ("",)),
    (Coverage, "gaps", ("2024-02",)),
    (Coverage, "gaps", (Gap(**GAP | {"when": When("2023-12/2024-01")}),)),
    (Coverage, "gaps", (Gap(**GAP | {"when": When("2024-12-31/..")}),)),
    (Coverage, "gaps", (Gap(**GAP), Gap(**GAP))),
    (Coverage, "gaps", (Gap(**GAP), Gap(**GAP | {"completeness": Completeness.PARTIAL}))),
    (Coverage, "gaps", (Gap(**GAP), Gap(**GAP | {"when": When("2024-01-31/2024-02-01"), "rank": Rank.MINISTER}))),
    (Coverage, "gaps", (Gap(**GAP | {"sending_id": "dprk"}),)),
    (Gap, "when", When("2024~")),
    (Gap, "when", When("../2024")),
    (Gap, "reason", ""),
    (Gap, "completeness", Completeness.COMPLETE),
    (Gap, "rank", 5),
    (Gap, "event_types", ("party",)),
    (Change, "record_ids", ()),
    (Change, "record_ids", "treaty"),
    (Change, "kind", ChangeKind.ADDED),
    (Change, "kind", ChangeKind.MERGED),
    (Change, "cause", None),
    (Change, "heir_id", "other-treaty"),
    (Change, "edition", ""),
]

STATUSES: list[tuple[set[Stance], Status]] = [
    ({Stance.ASSERTS}, Status.OCCURRED),
    ({Stance.CONFIRMS}, Status.OCCURRED),
    ({Stance.CONFIRMS, Stance.DENIES}, Status.OCCURRED),
    ({Stance.ASSERTS, Stance.ANNOUNCES}, Status.OCCURRED),
    ({Stance.ASSERTS, Stance.CANCELS}, Status.OCCURRED),
    ({Stance.ASSERTS, Stance.ALLEGES}, Status.OCCURRED),
    ({Stance.ASSERTS, Stance.DENIES}, Status.ALLEGED),
    ({Stance.ALLEGES}, Status.ALLEGED),
    ({Stance.ALLEGES, Stance.DENIES}, Status.ALLEGED),
    ({Stance.ALLEGES, Stance.DECLINES_TO_CONFIRM}, Status.ALLEGED),
    ({Stance.ALLEGES, Stance.CANCELS, Stance.ANNOUNCES}, Status.ALLEGED),
    ({Stance.CANCELS}, Status.CANCELLED),
    ({Stance.CANCELS, Stance.DENIES, Stance.ANNOUNCES}, Status.CANCELLED),
    ({Stance.DENIES}, Status.NOT_OCCURRED),
    ({Stance.DENIES, Stance.ANNOUNCES, Stance.EXPECTS}, Status.NOT_OCCURRED),
    ({Stance.ANNOUNCES}, Status.PLANNED),
    ({Stance.ANNOUNCES, Stance.EXPECTS}, Status.PLANNED),
    ({Stance.EXPECTS}, Status.EXPECTED),
    ({Stance.ASSERTS, Stance.MISSTATES}, Status.OCCURRED),
    ({Stance.DENIES, Stance.MISSTATES}, Status.NOT_OCCURRED),
    ({Stance.ANNOUNCES, Stance.MISSTATES}, Status.PLANNED),
]


@for_each(("built", "field", "value"), WRONG)
def test_a_wrong_value_is_refused(built: type[Any], field: str, value: Any) -> None:
    """A value of another type, word or form is refused with an error that names the record's class and the field."""
    with pytest.raises(RecordError) as caught:
        built(**GOOD[built] | {field: value})

    at_fault = {"relation_type": {field, "office_id"}, "kind": {field, "cause", "heir_id"}}.get(field, {field})
    assert caught.value.record == built.__name__
    assert caught.value.field in at_fault
    assert str(caught.value).startswith(f"{built.__name__}.{caught.value.field}: ")


@for_each("built", [cls for cls in GOOD if "id" in attrs.fields_dict(cls)])
@for_each("bad", ["", "Putin", "kim_jong_un", "-x", "x-", "a--b", "x y", "조선", "x\n", "１", None, 5])
def test_ids_are_slugs(built: type[Any], bad: Any) -> None:
    """An id is made of lower-case ASCII letters and digits with single hyphens between, and of nothing else."""
    with pytest.raises(RecordError) as caught:
        built(**GOOD[built] | {"id": bad})

    assert caught.value.field == "id"


@pytest.mark.parametrize("when", ["2024-01-01/2024-12-31", "2024-01-01/..", "2024", "2024-01-01/", "[2024-01-01..]"])
def test_a_period_that_was_searched_may_go_on(when: str) -> None:
    """What was searched has a first day, and need not have a last one."""
    assert Coverage(**SEARCHED | {"when": When(when)}).when.earliest == datetime.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("kind", "cause", "heir_id", "fits"),
    [
        (ChangeKind.ADDED, None, None, True),
        (ChangeKind.ADDED, Cause.SOURCE, None, False),
        (ChangeKind.ADDED, None, "heir", False),
        (ChangeKind.CORRECTED, Cause.CODING, None, True),
        (ChangeKind.CORRECTED, None, None, False),
        (ChangeKind.MERGED, Cause.CODING, "heir", True),
        (ChangeKind.MERGED, Cause.CODING, None, False),
        (ChangeKind.MERGED, None, "heir", False),
        (ChangeKind.WITHDRAWN, Cause.SOURCE, None, True),
        (ChangeKind.WITHDRAWN, Cause.SOURCE, "heir", False),
    ],
)
def test_a_change_says_why_and_what_became_of_it(
    kind: ChangeKind, cause: Cause | None, heir_id: str | None, fits: bool
) -> None:
    """All but what was added has a cause, and what was merged, and nothing else, an heir."""
    with contextlib.nullcontext() if fits else pytest.raises(RecordError, match=r"^Change\.(cause|heir_id): "):
        Change(**CHANGED | {"kind": kind, "cause": cause, "heir_id": heir_id})


@pytest.mark.parametrize("built", GOOD, ids=lambda built: built.__name__)
def test_records_are_frozen_slotted_and_keyword_only(built: type[Any]) -> None:
    """A record built from sound values takes no positional values, has no dict, and refuses to be changed."""
    record = built(**GOOD[built])
    name = attrs.fields(built)[0].name

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, name, getattr(record, name))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(record, name)
    with pytest.raises(AttributeError):
        record.nothing_like_it = 1
    with pytest.raises(TypeError):
        built(*GOOD[built].values())
    assert not hasattr(record, "__dict__")
    assert hash(record) == hash(built(**GOOD[built]))
    assert record == attrs.evolve(record)


@pytest.mark.parametrize(("days", "fits"), [(0, True), (36_525, True), (-1, False), (36_526, False)])
def test_a_distance_of_links_is_in_days_of_a_century(days: int, fits: bool) -> None:
    """What followed another did so within no days or more, up to a century."""
    with contextlib.nullcontext() if fits else pytest.raises(RecordError, match=r"^Link\.within_days: "):
        Link(link_type=LinkType.FOLLOWS, event_id=EventId("x"), within_days=days)


@pytest.mark.parametrize(("built", "field"), [(Visit, "reports"), (Relation, "reports"), (Superlative, "reports")])
def test_nothing_stands_without_a_report(built: type[Any], field: str) -> None:
    """An event, a relation and a claim cannot be built without a report, left out or empty."""
    without = {key: value for key, value in GOOD[built].items() if key != field}

    with pytest.raises(TypeError):
        built(**without)
    with pytest.raises(RecordError, match="expected at least one, got none"):
        built(**without, **{field: ()})


@pytest.mark.parametrize(
    ("stances", "status"), STATUSES, ids=lambda part: "+".join(sorted(part)) if isinstance(part, set) else part
)
def test_status_is_what_the_reports_add_up_to(stances: set[Stance], status: Status) -> None:
    """The first clause that fits decides; neither the order of reports nor their number nor a mere no-comment does."""
    for order in itertools.permutations([*stances, *stances, Stance.DECLINES_TO_CONFIRM][:4]):
        reports = [Report(**ASSERTED | {"stance": stance}) for stance in (*order, *stances)]

        assert status_of(reports) is status


def test_every_set_of_stances_has_one_status() -> None:
    """Whatever is reported, the status is one of the vocabulary, and more than no-comment is needed to say anything."""
    found = {
        status_of([Report(**ASSERTED | {"stance": stance}) for stance in stances])
        for size in range(1, len(Stance) + 1)
        for stances in itertools.combinations(Stance, size)
    }

    assert found == set(Status)


@for_each("event_type", EventType)
def test_every_event_type_belongs_to_one_class(event_type: EventType) -> None:
    """Each type is accepted by exactly one class of event, and that is the class which the codec builds."""
    accepting = []
    for event_class in EVENT_CLASSES:
        values = HAPPENED | {"event_type": event_type} | ({"office_id": "x"} if event_class is Appointment else {})
        try:
            accepting.append(type(event_class(**values)))
        except RecordError as error:
            accepting += [] if error.field == "event_type" else [event_class, event_class]

    assert accepting == [CLASS_OF[event_type]]


@pytest.mark.parametrize(
    ("figures", "accepted"),
    [
        ({"best": 5}, True),
        ({"low": 5}, True),
        ({"high": 0}, True),
        ({"low": 1, "high": 1}, True),
        ({"low": 1, "best": 1, "high": 2}, True),
        ({}, False),
        ({"low": 2, "high": 1}, False),
        ({"low": 2, "best": 1}, False),
        ({"best": 2, "high": 1}, False),
        ({"best": 1.0}, False),
        ({"best": True}, False),
        ({"best": "5"}, False),
    ],
)
def test_quantities_have_sound_bounds(figures: dict[str, Any], accepted: bool) -> None:
    """A quantity has at least one figure, whole, and its least, given and most figures stand in that order."""
    try:
        built = attrs.asdict(Quantity(unit="shells", **figures)).items() >= figures.items()
    except RecordError as error:
        built = error.record != "Quantity"

    assert built is accepted


@pytest.mark.parametrize("sign", [1, -1])
def test_figures_too_long_to_print_are_refused(sign: int) -> None:
    """A number with more digits than Python prints is refused as any other wrong value, not by an error of Python."""
    figure = sign * 10**5_000

    with pytest.raises(RecordError):
        Derivation(**DERIVED | {"days": figure})
    with pytest.raises(RecordError):
        Quantity(unit="shells", low=figure, best=-figure, high=figure)


@pytest.mark.parametrize("text", ["Korea", "최선희", "Кочья", "a\u00a0b", "x" * MAX_TEXT_LENGTH, "é", "“so”", "名"])
def test_sound_text_has_no_fault(text: str) -> None:
    """Text in NFC of any script, with printable characters and inner white space, is accepted."""
    assert text_fault(text) is None
    assert Name(text=text, language="en").text == text


@for_each("event", small().events)
def test_properties_follow_from_the_fields(event: Event) -> None:
    """Roles are read in the order of the record, and the sort key is the bounds and then the id."""
    asked = event.in_role(Role.VISITOR, Role.HOST)

    assert asked == tuple(one.actor_id for one in event.participants if one.role in (Role.VISITOR, Role.HOST))
    assert not isinstance(event, Visit) or event.visitors + event.hosts == asked
    assert event.status is status_of(event.reports)
    assert sort_key(event) == (*event.when.sort_key, event.id)
    assert min(event.when.sort_key[0], event.when.sort_key[1]) == event.when.sort_key[0]


@for_each("table", TABLE_OF.values())
@for_each("wrong", [None, 5, "x", (None,), ({"id": "x"},), (When("2024"),), ...])
def test_a_table_holds_records_of_its_kind_alone(table: str, wrong: Any) -> None:
    """A dataset is built from iterables of records, each in the table of its kind; all else is refused by our error."""
    if wrong is ...:
        wrong = small().actors if table != "actors" else small().events
    tables: dict[str, Any] = {table: wrong}
    with pytest.raises(RecordError) as caught:
        Dataset(**tables)

    assert caught.value.record == "Dataset"
    assert caught.value.field == table


@pytest.mark.parametrize("edition", [None, 5, "", "a\u2028b", "\ud800", b"2024"])
def test_an_edition_is_sound_text(edition: Any) -> None:
    """The edition of a dataset is text that can be written to its header and read back."""
    with pytest.raises(RecordError) as caught:
        Dataset(edition=edition)

    assert (caught.value.record, caught.value.field) == ("Dataset", "edition")


def test_roles_are_words_of_the_vocabulary() -> None:
    """Asking an event for a role that there is not is refused, with those that there are."""
    visit = small().event("lavrov-visit")

    assert visit.in_role(Role.VISITOR) == ("sergei-lavrov",)
    with pytest.raises(VocabularyError):
        visit.in_role("vistor")  # type: ignore[arg-type]
    with pytest.raises(VocabularyError, match="roles"):
        visit.in_role(["visitor"])  # type: ignore[arg-type]
    assert visit.in_role("visitor") == visit.in_role(Role.VISITOR)
