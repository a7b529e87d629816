"""The questions, each over the small dataset, with the answers that a reader of it would give."""

import datetime
from typing import Any, cast

import pytest
from attrs import evolve

import dprkrel
from dprkrel import (
    Agreement,
    Certainty,
    Event,
    EventType,
    HolderWarning,
    Link,
    LinkType,
    Match,
    Meeting,
    Rank,
    Role,
    Stance,
    Status,
    TreatyAction,
    UnknownActorError,
    UnknownRecordError,
    Visit,
    VocabularyError,
    When,
)
from dprkrel.records.fields import EventId
from dprkrel.records.ranks import RankWord
from tests.cases import for_each
from tests.small import event, happening, ids, part, said, small, small_with

VISIT_OF_LAVROV = ["lavrov-visit"]


PAST = ["lavrov-visit", "choe-visit", "ryzhenkov-visit"]


VISITS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("Lavrov", {}, VISIT_OF_LAVROV),
    ("sergei-lavrov", {}, VISIT_OF_LAVROV),
    ("Russia", {}, VISIT_OF_LAVROV),
    ("Rusia", {"start": "2023", "end": "2023"}, VISIT_OF_LAVROV),
    ("Belarus", {}, ["ryzhenkov-visit"]),
    ("Menlu Belarus Ryzhenkov", {}, ["ryzhenkov-visit"]),
    ("Korut", {}, ["choe-visit"]),
    ("DPRK", {"role": "host"}, ["lavrov-visit", "ryzhenkov-visit"]),
    ("Choe Son Hui", {"role": Role.HOST}, ["lavrov-visit", "ryzhenkov-visit"]),
    ("Lavrov", {"role": "host"}, ["choe-visit"]),
    ("Putin", {"role": "host"}, []),
    ("Kim Jong Un", {}, []),
    ("Kim Jong Un", {"status": "planned"}, ["kim-visit"]),
    ("Kim Jong Un", {"status": Status.PLANNED, "end": "2024"}, []),
    ("DPRK", {"status": ["planned", "occurred"]}, ["choe-visit", "kim-visit"]),
    ("DPRK", {"status": None}, ["choe-visit", "kim-visit"]),
    ("South Korea", {}, []),
    ("DPRK", {"start": "2024-01-31"}, ["choe-visit"]),
    ("DPRK", {"start": "2024-02"}, []),
    ("DPRK", {"start": "2024-01-31", "match": "certain"}, []),
    ("DPRK", {"start": "2024-01-01", "end": "2024-01-31", "match": "certain"}, ["choe-visit"]),
    ("DPRK", {"start": "2024-01-05", "end": "2024-01-10", "how": "within"}, ["choe-visit"]),
    ("DPRK", {"start": "2024-01-05", "end": "2024-01-10", "how": "within", "match": "certain"}, []),
    ("Belarus", {"end": "2024-07-25", "how": "within"}, ["ryzhenkov-visit"]),
    ("Belarus", {"end": "2024-07-25", "how": "within", "match": "certain"}, []),
    ("Belarus", {"end": "2024-07-26", "how": "within", "match": "certain"}, ["ryzhenkov-visit"]),
    ("Belarus", {"end": "2024-07-24", "how": "within"}, []),
    ("Belarus", {"start": "2024-07-26"}, ["ryzhenkov-visit"]),
    ("Belarus", {"start": "2024-07-26", "match": Match.CERTAIN}, []),
    ("Belarus", {"start": "2024-07-25", "match": "certain"}, ["ryzhenkov-visit"]),
    ("Belarus", {"start": "2024-07-27"}, []),
    ("Russia", {"rank": "minister"}, VISIT_OF_LAVROV),
    ("Russia", {"rank": Rank.VICE_MINISTER, "role": "visitor"}, VISIT_OF_LAVROV),
    ("Russia", {"rank": "head_of_government"}, []),
    ("Korut", {"rank": "unknown"}, []),
    ("Korut", {"rank": None}, ["choe-visit"]),
    ("DPRK", {"role": "host", "rank": "minister"}, ["lavrov-visit", "ryzhenkov-visit"]),
    ("DPRK", {"role": "host", "rank": "head_of_state"}, []),
    ("DPRK", {"role": "delegate"}, []),
    ("DPRK", {"role": "greeter"}, []),
]


BETWEEN: list[tuple[Any, Any, dict[str, Any], list[str]]] = [
    ("1990", "2000", {}, ["belarus-relations", "treaty"]),
    ("1992-06-01", "1992-06-02", {}, ["belarus-relations"]),
    ("1992-06-01", "1992-06-02", {"match": "certain"}, []),
    ("1992", "1992", {"match": "certain", "how": "within"}, ["belarus-relations"]),
    ("2023-10-19", "2023-10-19", {}, ["lavrov-tower", "lavrov-visit", "lavrov-talks"]),
    ("2023-10-19", "2023-10-19", {"match": "certain"}, ["lavrov-visit", "lavrov-talks"]),
    ("2023-10-19", "2023-10-19", {"how": "within"}, ["lavrov-tower", "lavrov-talks"]),
    (
        datetime.date(2023, 10, 18),
        datetime.datetime(2023, 10, 18, 23, 59, tzinfo=datetime.UTC),
        {"types": "meeting"},
        ["lavrov-banquet"],
    ),
    (When("2023-10"), "2023-10", {"types": "banquet"}, ["lavrov-banquet"]),
    ("2023-10-18/2023-10-19", None, {"types": "talks"}, ["lavrov-talks"]),
    (None, None, {"types": "visit"}, ["lavrov-tower", *PAST]),
    (None, None, {"types": EventType.OFFICIAL_VISIT}, ["lavrov-visit"]),
    (None, None, {"types": ["banquet", EventType.TALKS, "agreement"]}, ["treaty", "lavrov-banquet", "lavrov-talks"]),
    (None, None, {"types": "statement"}, ["denial", "putin-message"]),
    (None, None, {"types": "relation_change"}, ["belarus-relations"]),
    (None, None, {"types": {"appointment"}}, ["ryzhenkov-appointed"]),
    (None, None, {"types": "transfer"}, []),
    (None, None, {"types": "transfer", "status": "alleged"}, ["arms"]),
    (None, None, {"types": "transfer", "status": None}, ["arms"]),
    (None, None, {"types": "military_activity"}, []),
    ("2024", None, {"actors": "Russia"}, ["choe-visit", "putin-message"]),
    ("2024", None, {"actors": ["Lavrov", "Kim Jong Un"]}, ["choe-visit", "putin-message"]),
    ("2024", None, {"actors": "Belarus"}, ["ryzhenkov-visit"]),
    (None, None, {"actors": "Kim Jong Il"}, []),
    (None, "1999", {"actors": small().actor("dprk")}, ["belarus-relations"]),
    ("2025", "2025", {}, []),
    ("2025-12-31", None, {"status": "planned"}, ["kim-visit"]),
    ("2026", None, {"status": None}, []),
    ("2023", "2023", {"rank": "minister"}, ["lavrov-visit", "lavrov-talks"]),
    ("2023", "2023", {"rank": "minister", "types": "meeting"}, ["lavrov-talks"]),
    ("2023", "2023", {"rank": Rank.HEAD_OF_STATE}, []),
]


ORDERS: list[tuple[Any, Any, str, str]] = [
    ("lavrov-banquet", "lavrov-talks", "certain", "certain"),
    ("lavrov-talks", "lavrov-banquet", "impossible", "impossible"),
    ("lavrov-visit", "lavrov-talks", "certain", "impossible"),
    ("lavrov-visit", "choe-visit", "certain", "certain"),
    ("lavrov-tower", "lavrov-talks", "possible", "possible"),
    ("lavrov-tower", "lavrov-visit", "impossible", "impossible"),
    ("lavrov-tower", "choe-visit", "certain", "certain"),
    ("lavrov-visit", "lavrov-banquet", "possible", "impossible"),
    (When("2024-03-01/.."), When("2025"), "certain", "impossible"),
    (When("2024-03-01/"), When("2025"), "certain", "possible"),
    (When("2023-10-18"), When("2023-10-18"), "possible", "possible"),
    (datetime.date(2023, 10, 17), "lavrov-banquet", "certain", "certain"),
    (datetime.datetime(2023, 10, 17, 23, tzinfo=datetime.UTC), datetime.date(2023, 10, 18), "certain", "certain"),
    (When("2023-10-19"), "lavrov-banquet", "impossible", "impossible"),
    ("lavrov-talks", "lavrov-talks", "impossible", "impossible"),
    ("arms", "denial", "possible", "possible"),
    (When("1991"), "belarus-relations", "certain", "certain"),
    (When("1992"), "belarus-relations", "possible", "possible"),
    (When("../2024"), When("2024"), "certain", "possible"),
    (event("treaty"), event("lavrov-visit"), "certain", "certain"),
    (event("treaty"), When("2000-02-10"), "certain", "certain"),
]


@for_each(("actor", "asked", "answer"), VISITS)
def test_visits_by_actor(actor: str, asked: dict[str, Any], answer: list[str]) -> None:
    """Visits are those made by the actor or on its behalf, in the role, window and status asked for, stops left out."""
    assert ids(small().visits_by_actor(actor, **asked)) == answer


def test_a_site_visit_is_a_stop_and_no_visit_of_its_own() -> None:
    """A stop during a visit is found among events, and among visits only once it is part of none."""
    alone = small_with(event("lavrov-tower", part_of=None))

    assert "lavrov-tower" in ids(small().events_between("2023", "2023", types="site_visit"))
    assert ids(alone.visits_by_actor("Lavrov")) == ["lavrov-tower", "lavrov-visit"]


def test_a_visit_counts_for_the_state_that_was_acted_for() -> None:
    """A person's visit is no visit of the person's state unless the person acted for it then."""
    private = small_with(event("choe-visit", participants=(event("choe-visit").participants[1],)))

    assert ids(private.visits_by_actor("DPRK")) == []
    assert ids(private.visits_by_actor("Russia", role="host")) == ["choe-visit"]


def test_a_delegate_is_a_visitor_and_a_greeter_no_host() -> None:
    """Who travels in a delegation makes the visit, with their rank; who only meets a visitor does not receive the visit."""
    visit = event("choe-visit")
    deputy = part("maxim-ryzhenkov", Role.DELEGATE, "belarus", "belarus-foreign-minister")
    met = part("vladimir-putin", Role.GREETER, "russia", "russia-president")
    joined = small_with(
        event("choe-visit", participants=(*visit.participants, deputy, met), when=When("2024-07-01")),
    )
    found = joined.event("choe-visit")

    assert isinstance(found, Visit)
    assert (found.visitors, found.hosts) == (("choe-son-hui", "maxim-ryzhenkov"), ("sergei-lavrov",))
    assert ids(joined.visits_by_actor("Ryzhenkov")) == ["choe-visit", "ryzhenkov-visit"]
    assert ids(joined.visits_by_actor("Ryzhenkov", role="delegate")) == ["choe-visit"]
    assert ids(joined.visits_by_actor("Choe Son Hui", role="delegate")) == []
    assert ids(joined.visits_by_actor("Putin", role="host")) == []
    assert ids(joined.visits_by_actor("Putin", role="greeter")) == ["choe-visit"]
    assert ids(joined.visits_by_actor("DPRK", rank="minister")) == ["choe-visit"]
    assert ids(joined.visits_by_actor("DPRK", rank="head_of_state")) == []
    assert ids(joined.events_between("2024-07-01", "2024-07-01", rank="head_of_state")) == ["choe-visit"]


@pytest.mark.parametrize("least", Rank)
def test_ranks_are_asked_for_by_member_or_name(least: Rank) -> None:
    """A member and its name ask for the same: offices of that rank and above, and never for one that is not known."""
    offices = {office.id: office.rank for office in small().offices}
    fitting = [
        event.id
        for event in small().events
        if any(part.office_id and offices[part.office_id] >= least for part in event.participants)
    ]

    assert ids(small().events_between(None, None, rank=least, status=None)) == fitting
    assert ids(small().events_between(None, None, rank=cast("RankWord", least.value), status=None)) == fitting


def step(event_id: str, event_type: EventType, when: str, of: str, **fields: Any) -> Event:
    """Build a step in the life of a treaty."""
    link = Link(link_type=LinkType.STEP_OF, event_id=EventId(of))
    return happening(TreatyAction, event_type, event_id, when, links=(link,), **fields)


def test_treaty_actions() -> None:
    """The life of a treaty is itself, its steps of any status, and what replaced it; what is only about it is not."""
    ratified = step("ratified", EventType.RATIFICATION, "2000-03", "treaty")
    old = happening(Agreement, EventType.TREATY, "old-treaty", "1961-07-06", part("dprk", Role.PARTY))
    replaced = Link(link_type=LinkType.REPLACES, event_id=EventId("old-treaty"))
    praise = Link(link_type=LinkType.ABOUT, event_id=EventId("treaty"))
    data = small_with(
        old,
        event("treaty", links=(replaced,)),
        ratified,
        step("initialled", EventType.INITIALLING, "1999", "treaty"),
        step("ended", EventType.TERMINATION, "2025", "treaty", reports=(said(1, stance=Stance.EXPECTS),)),
        step("other", EventType.RATIFICATION, "1961-09", "old-treaty"),
        event("putin-message", links=(praise,)),
        happening(TreatyAction, EventType.RATIFICATION, "loose", "2000-04", links=(praise,)),
        happening(Agreement, EventType.AGREEMENT, "like", "2001", links=(evolve(praise, link_type=LinkType.STEP_OF),)),
    )

    assert ids(data.treaty_actions("treaty")) == ["initialled", "treaty", "ratified", "ended"]
    assert ids(data.treaty_actions(old)) == ["old-treaty", "other", "treaty"]
    assert ids(small().treaty_actions("treaty")) == ["treaty"]
    assert ids(data.events_between("2000-03", "2000-03", types="treaty_action")) == ["ratified"]
    assert ids(data.agreements_of("DPRK")) == ["old-treaty", "treaty"]


@pytest.mark.parametrize(("start", "end", "asked", "answer"), BETWEEN, ids=str)
def test_events_between(start: Any, end: Any, asked: dict[str, Any], answer: list[str]) -> None:
    """Events are those that may touch the window, or surely do, or lie within it, of the types and actors asked for."""
    assert ids(small().events_between(start, end, **asked)) == answer


@pytest.mark.parametrize(
    ("a", "b", "asked", "answer"),
    [
        ("Belarus", "DPRK", {}, ["belarus-relations", "ryzhenkov-visit"]),
        ("Belarus", "DPRK", {"start": "2000"}, ["ryzhenkov-visit"]),
        ("Belarus", "DPRK", {"types": "visit"}, ["ryzhenkov-visit"]),
        ("Russia", "DPRK", {"types": ["arms_transfer", "agreement"]}, ["treaty"]),
        ("Russia", "DPRK", {"types": "arms_transfer", "status": "alleged"}, ["arms"]),
        ("Lavrov", "Choe Son Hui", {"end": "2023-10-18", "match": "certain"}, ["lavrov-banquet", "lavrov-visit"]),
        ("Lavrov", "Choe Son Hui", {"end": "2023-10-18", "how": "within"}, ["lavrov-banquet"]),
        ("Putin", "Kim Jong Un", {"status": None}, ["putin-message", "kim-visit"]),
        ("Belarus", "Russia", {}, []),
        ("Lavrov", "Choe Son Hui", {"rank": "minister"}, ["lavrov-visit", "lavrov-talks"]),
    ],
)
def test_events_of_dyad(a: str, b: str, asked: dict[str, Any], answer: list[str]) -> None:
    """Both take part, themselves or through those who act for them, and their order does not matter."""
    assert ids(small().events_of_dyad(a, b, **asked)) == answer
    assert ids(small().events_of_dyad(b, a, **asked)) == answer


@pytest.mark.parametrize(
    ("question", "actor", "asked", "answer"),
    [
        ("meetings_of", "Lavrov", {}, ["lavrov-banquet", "lavrov-talks"]),
        ("meetings_of", "DPRK", {"other": "Russia", "start": "2023-10-19"}, ["lavrov-talks"]),
        ("meetings_of", "DPRK", {"other": "Belarus"}, []),
        ("meetings_of", "Lavrov", {"status": "planned"}, []),
        ("meetings_of", "Lavrov", {"end": "2023-10-18", "how": "within", "match": "certain"}, ["lavrov-banquet"]),
        ("meetings_of", "Lavrov", {"rank": "minister"}, ["lavrov-talks"]),
        ("meetings_of", "Lavrov", {"rank": "minister", "other": "DPRK"}, ["lavrov-talks"]),
        ("agreements_of", "Russia", {}, ["treaty"]),
        ("agreements_of", "Russia", {"other": "Korut", "start": "2000-02-10"}, []),
        ("agreements_of", "Belarus", {}, []),
        ("statements_by", "Putin", {}, ["putin-message"]),
        ("statements_by", "Russia", {}, ["putin-message"]),
        ("statements_by", "Kim Jong Un", {}, []),
        ("statements_by", "DPRK", {}, ["denial"]),
        ("statements_by", "DPRK", {"types": "message"}, []),
        ("statements_by", "DPRK", {"types": ("denial", "message"), "start": "2024-04-02"}, ["denial"]),
        ("statements_by", "DPRK", {"types": "statement", "end": "2024-04-01"}, []),
        ("statements_by", "South Korea", {}, []),
    ],
)
def test_questions_by_kind(question: str, actor: str, asked: dict[str, Any], answer: list[str]) -> None:
    """Meetings and agreements are of those who take part, statements of those who speak or are spoken for."""
    assert ids(getattr(small(), question)(actor, **asked)) == answer


@pytest.mark.parametrize(("a", "b", "order", "before"), ORDERS, ids=str)
def test_order_and_before(a: Any, b: Any, order: str, before: str) -> None:
    """`order` compares beginnings, `before` the end with the beginning, of events, ids and dates alike."""
    assert small().order(a, b) == order
    assert small().before(a, b) == before
    assert type(small().order(a, b)) is type(small().before(a, b)) is Certainty


@pytest.mark.parametrize("question", ["order", "before"])
def test_an_unknown_event_is_told_with_the_nearest(question: str) -> None:
    """An id that no event bears is an error with the nearest ids."""
    with pytest.raises(UnknownRecordError) as caught:
        getattr(small(), question)("treaty", "lavrov-visits")

    assert (caught.value.kind, caught.value.given) == ("event", "lavrov-visits")
    assert caught.value.suggestions[0] == "lavrov-visit"


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # most states' visits to Russia were not searched for
def test_the_other_side_of_a_visit() -> None:
    """With `other`, visits made are those that the other received, and visits received those that the other made."""
    data = dprkrel.load()
    made = data.visits_by_actor("Russia", other="DPRK")
    received = data.visits_by_actor("DPRK", role="host", other="Russia")
    hosts = {event.id for event in data.visits_by_actor("DPRK", role="host")}

    assert made == received
    assert made == tuple(visit for visit in data.visits_by_actor("Russia") if visit.id in hosts)
    assert len(made) < len(data.visits_by_actor("Russia"))
    assert data.visits_by_actor("Lavrov", other="Choe Son Hui", start="2023", end="2023")


@pytest.mark.parametrize("nothing", [{"types": ()}, {"status": []}, {"types": {}}, {"types": b""}])
def test_a_choice_of_nothing_is_no_answer(nothing: dict[str, Any]) -> None:
    """An empty choice is refused: an empty answer never stands for a question that was not understood."""
    with pytest.raises(VocabularyError):
        small().events_between(None, None, **nothing)


def test_a_choice_of_nobody_is_no_answer() -> None:
    """No actors at all is refused, where None asks for everybody's events."""
    with pytest.raises(UnknownActorError, match="one actor or several"):
        small().events_between(None, None, actors=[])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("visits_by_actor", {"role": "speaker"}),
        ("statements_by", {"types": "visit"}),
        ("statements_by", {"types": [Visit, Meeting]}),
    ],
)
def test_what_no_answer_could_fit_is_refused(question: str, asked: dict[str, Any]) -> None:
    """A role that no visit has, or a type that no statement is, is refused with those that are understood."""
    with pytest.raises(VocabularyError):
        getattr(small(), question)("Lavrov", **asked)


def test_a_class_stands_for_its_types() -> None:
    """Classes of event and their names ask for the same."""
    assert small().events_between(None, None, types=Visit) == small().events_between(None, None, types="visit")
    assert small().events_between(None, None, types=[Visit, "treaty"]) == small().events_between(
        None, None, types=["visit", EventType.TREATY]
    )


def test_a_doubtful_window_makes_nothing_certain() -> None:
    """A window marked ~ or ? gives possible answers, and no certain one."""
    asked: dict[str, Any] = {"types": "visit", "status": None}

    assert small().events_between("2023~", "2023", **asked) == small().events_between("2023", "2023", **asked) != ()
    assert small().events_between("2023", "2023?", match="certain", **asked) == ()
    with pytest.warns(HolderWarning, match="vladimir-putin"):
        assert small().office_holder("President", of="Russia", on="2024?") is None


def test_types_are_whatever_text_is_equal_to_their_word() -> None:
    """Text of a class of someone else's, as numpy has it, names a type or class of event as plain text does."""
    text = type("Text", (str,), {})

    assert small().events_between(None, None, types=text("visit")) == small().events_between(None, None, types="visit")
    assert small().events_between(None, None, types=[text("visit"), text("speech")], status=None) == (
        small().events_between(None, None, types=["visit", "speech"], status=None)
    )
