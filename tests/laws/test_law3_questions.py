"""Law 3: every question is the plain filter that its docstring describes, and its answer is in the one order."""

import datetime
import warnings
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import dprkrel
from dprkrel import (
    Actor,
    Certainty,
    Dataset,
    Event,
    EventType,
    Fit,
    HolderWarning,
    LinkType,
    Match,
    Office,
    Participant,
    Rank,
    Relation,
    RelationType,
    Role,
    Statement,
    Status,
    UnknownActorError,
    UnknownRecordError,
    VocabularyError,
    When,
)
from dprkrel.records.kinds import sort_key
from dprkrel.store.names import key_of
from dprkrel.strategies.drawn_values import days, optional, whens
from tests import implied
from tests.cases import for_each
from tests.datasets import served

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

CLASS_WORDS: Final = {
    "Visit": "visit",
    "Meeting": "meeting",
    "Agreement": "agreement",
    "TreatyAction": "treaty_action",
    "Statement": "statement",
    "Appointment": "appointment",
    "RelationChange": "relation_change",
    "Vote": "vote",
    "Transfer": "transfer",
    "MilitaryActivity": "military_activity",
}
"""The word for all types of a class; `meeting` and others are types as well, and then stand for the class."""


ON_A_VISIT: Final = (Role.VISITOR, Role.DELEGATE, Role.HOST, Role.GREETER, Role.PARTICIPANT)
TRAVELLERS: Final = (Role.VISITOR, Role.DELEGATE)


def _of_one_title(data: Dataset, office: Office) -> list[Office]:
    """Return the offices of the same owner that are asked for by the title of an office."""
    title = key_of(office.title)
    return [
        each for each in data.offices if each.of_id == office.of_id if title in {each.id, *map(key_of, each.titles)}
    ]


class Asked(NamedTuple):
    """Hold one question's arguments; each question takes those that it knows."""

    data: Dataset
    actor: str
    other: str | None
    role: Role
    rank: Rank | None
    start: datetime.date | None
    end: datetime.date | None
    match: Match
    how: Fit
    types: tuple[str, ...] | None
    ties: tuple[RelationType, ...] | None
    status: Status | tuple[Status, ...] | None

    def pick(self, *names: str) -> dict[str, Any]:
        """Return some arguments by name."""
        return {name: getattr(self, name) for name in names}


def _meant(part: Participant) -> set[str]:
    """Return who takes part: the actor, and the state for which it acts."""
    return {part.actor_id, part.acted_for or part.actor_id}


@st.composite
def asked(draw: DrawFn, datasets: SearchStrategy[Dataset] | None = None) -> Asked:
    """Draw a dataset and arguments that are about it."""
    data, span = draw(served() if datasets is None else datasets), sorted(draw(st.tuples(days(), days())))
    busy = sorted({actor for event in data.events for part in event.participants for actor in _meant(part)})
    everyone = st.sampled_from([actor.id for actor in data.actors])
    actors = st.sampled_from(busy) | everyone if busy else everyone
    types = st.sampled_from([*CLASS_WORDS.values(), *EventType])
    many = st.lists(st.sampled_from(Status), min_size=1, max_size=4).map(tuple)
    return Asked(
        data=data,
        actor=draw(actors),
        other=draw(optional(actors)),
        role=draw(st.sampled_from((Role.VISITOR, Role.VISITOR, *ON_A_VISIT))),
        rank=draw(st.sampled_from((None, None, *Rank))),
        start=draw(optional(st.just(span[0]))),
        end=draw(optional(st.just(span[1]))),
        match=draw(st.sampled_from(Match)),
        how=draw(st.sampled_from(Fit)),
        types=draw(optional(st.lists(types, min_size=2, max_size=6).map(tuple))),
        ties=draw(optional(st.lists(st.sampled_from(RelationType), min_size=2, max_size=6).map(tuple))),
        status=draw(st.sampled_from((None, None, Status.OCCURRED, *Status)) | many),
    )


def _timely(record: Event | Relation, asked: Asked, how: Fit | None = None) -> bool:
    """Tell whether the record's date and status are among those asked for."""
    if asked.status is not None:
        statuses = (asked.status,) if isinstance(asked.status, Status) else asked.status
        if record.status not in statuses:
            return False
    if asked.start is None and asked.end is None:
        return True
    window = When(f"{asked.start or '..'}/{asked.end or '..'}")
    answer = implied.fits(asked.data, record, window, within=(how or asked.how) == "within")
    wanted = [Certainty.CERTAIN] if asked.match == "certain" else [Certainty.CERTAIN, Certainty.POSSIBLE]
    return answer in wanted


def _in_it(event: Event, actor: str, *roles: Role) -> bool:
    """Tell whether someone takes part, in one of the roles if any is given, who is the actor or acts for it."""
    return any(
        part.role in roles or not roles for part in event.participants if actor in (part.actor_id, part.acted_for)
    )


def _visits_in(event: Event, actor: str, role: Role) -> bool:
    """Tell whether someone has a role in a visit who is the actor or acts for it; a delegate is a visitor, too."""
    return _of_class(event, "Visit") and _in_it(event, actor, *(TRAVELLERS if role is Role.VISITOR else (role,)))


def _ranked(event: Event, asked: Asked, *roles: Role) -> bool:
    """Tell whether someone's office, in one of the roles if any is given, is of the rank asked for or above."""
    offices = {office.id: office.rank for office in asked.data.offices}
    ranks = [offices[part.office_id] for part in event.participants if part.office_id and part.role in (roles or Role)]
    return asked.rank is None or any(rank >= asked.rank for rank in ranks)


def _both_in_it(event: Event, asked: Asked) -> bool:
    return _in_it(event, asked.actor) and (asked.other is None or _in_it(event, asked.other))


def _of_class(event: Event, name: str) -> bool:
    return type(event).__name__ == name


def _typed(event: Event, asked: Asked) -> bool:
    return asked.types is None or event.event_type in asked.types or CLASS_WORDS[type(event).__name__] in asked.types


def _stands_alone(event: Event, data: Dataset) -> bool:
    return not any(whole.id == event.part_of and _of_class(whole, "Visit") for whole in data.events)


STATEMENT_TYPES: Final = {"statement", *Statement.EVENT_TYPES}
DATES: Final = ("start", "end", "match", "how", "status")
Plain = Callable[[Event, Asked], bool]
EVENT_QUESTIONS: Final[dict[str, tuple[Callable[[Asked], Iterable[Event]], Plain]]] = {
    "visits_by_actor": (
        lambda asked: asked.data.visits_by_actor(asked.actor, **asked.pick("role", "rank", *DATES)),
        lambda event, asked: (
            _visits_in(event, asked.actor, asked.role)
            and _stands_alone(event, asked.data)
            and _ranked(event, asked, *TRAVELLERS)
        ),
    ),
    "events_between": (
        lambda asked: asked.data.events_between(
            asked.start, asked.end, actors=asked.actor, **asked.pick("types", "match", "how", "rank", "status")
        ),
        lambda event, asked: _typed(event, asked) and _in_it(event, asked.actor) and _ranked(event, asked),
    ),
    "events_between of two": (
        lambda asked: asked.data.events_between(
            asked.start,
            asked.end,
            actors=[asked.actor, asked.other or asked.actor],
            **asked.pick("match", "how", "status"),
        ),
        lambda event, asked: _in_it(event, asked.actor) or (asked.other is not None and _in_it(event, asked.other)),
    ),
    "events_between of all": (
        lambda asked: asked.data.events_between(asked.start, asked.end, **asked.pick("match", "how", "status")),
        lambda event, asked: event in asked.data.events,
    ),
    "events_of_dyad": (
        lambda asked: asked.data.events_of_dyad(
            asked.other or asked.actor, asked.actor, **asked.pick("types", "rank", *DATES)
        ),
        lambda event, asked: _typed(event, asked) and _both_in_it(event, asked) and _ranked(event, asked),
    ),
    "meetings_of": (
        lambda asked: asked.data.meetings_of(asked.actor, **asked.pick("other", "rank", *DATES)),
        lambda event, asked: _of_class(event, "Meeting") and _both_in_it(event, asked) and _ranked(event, asked),
    ),
    "agreements_of": (
        lambda asked: asked.data.agreements_of(asked.actor, **asked.pick("other", *DATES)),
        lambda event, asked: _of_class(event, "Agreement") and _both_in_it(event, asked),
    ),
    "statements_by": (
        lambda asked: asked.data.statements_by(asked.actor, **asked.pick("types", *DATES)),
        lambda event, asked: (
            _of_class(event, "Statement") and _typed(event, asked) and _in_it(event, asked.actor, Role.SPEAKER)
        ),
    ),
}


def _known_days(when: When) -> list[datetime.date]:
    bounds = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
    return [day for day in bounds if day]


def _place_in_order(record: Event | Relation) -> tuple[datetime.date, datetime.date, str]:
    known = _known_days(record.when) or [datetime.date.min]
    return min(known), max(known), record.id


def _finds_all_but_stops(data: Dataset, actor: Actor, role: Role) -> None:
    taking_part = [event for event in data.events if _visits_in(event, actor.id, role)]

    assert [*data.visits_by_actor(actor, role=role, status=None)] == [
        event for event in taking_part if _stands_alone(event, data)
    ]


class TestFilter:
    """Law 3: Every question answers as the plain filter over all records would."""

    @given(asked=asked())
    def test_event_questions(self, asked: Asked) -> None:
        """A question about events finds each event that fits the words of its arguments, once, in order."""
        for question, (ask, fits) in EVENT_QUESTIONS.items():
            plain = [event for event in asked.data.events if _timely(event, asked) and fits(event, asked)]
            if question == "statements_by" and asked.types and STATEMENT_TYPES.isdisjoint(asked.types):
                with pytest.raises(VocabularyError):
                    ask(asked)
                continue

            assert (question, list(ask(asked))) == (question, sorted(plain, key=_place_in_order))

    @given(data=served(), role=st.sampled_from(ON_A_VISIT), first=st.integers(0, 30))
    def test_stops_are_no_visits(self, data: Dataset, role: Role, first: int) -> None:
        """Of everyone's visits, all are found but those that are stops during another visit."""
        few = len(data.actors) <= 30
        for actor in data.actors if few else data.actors[first::31]:  # of all of the bundled ones once, below
            _finds_all_but_stops(data, actor, role)

    @for_each("actor", dprkrel.load().actors, brief=10)
    def test_stops_are_no_visits_of_anybody(self, actor: Actor) -> None:
        """The same holds of every actor of the bundled data, for the visits made and received."""
        for role in (Role.VISITOR, Role.HOST):
            _finds_all_but_stops(dprkrel.load(), actor, role)

    @given(asked=asked())
    def test_relations_of(self, asked: Asked) -> None:
        """The relations of an actor are all spells in which it stands on either side, and `other` on the other."""
        window = None if asked.start is asked.end is None else When(f"{asked.start or '..'}/{asked.end or '..'}")
        found = asked.data.relations_of(
            asked.actor, types=asked.ties, other=asked.other, on=window, **asked.pick("match", "status")
        )
        plain = [
            tie
            for tie in asked.data.relations
            if (
                (tie.subject_id == asked.actor and asked.other in (None, tie.object_id))
                or (tie.object_id == asked.actor and asked.other in (None, tie.subject_id))
            )
            and (asked.ties is None or tie.relation_type in asked.ties)
            and _timely(tie, asked, Fit.OVERLAPS)
        ]

        assert list(found) == sorted(plain, key=_place_in_order)

    @given(asked=asked(), on=whens())
    def test_offices_of(self, asked: Asked, on: When) -> None:
        """The offices of a person are the spells in which that person, and nobody else, held one."""
        if asked.data.actor(asked.actor).kind != "person":
            with pytest.raises(UnknownActorError):
                asked.data.offices_of(asked.actor)
            return
        found = asked.data.offices_of(asked.actor, on=on, match=asked.match)
        doubt = "~" if on.approximate or on.uncertain else ""
        first, last = (f"{day}{doubt}" if day else ".." for day in (on.earliest, on.latest))
        window = When(f"{first}/{last}")
        wanted = ["certain"] if asked.match == "certain" else ["certain", "possible"]
        plain = [
            tie
            for tie in asked.data.relations
            if tie.relation_type == "office_held" and tie.subject_id == asked.actor and tie.status == "occurred"
            if implied.fits(asked.data, tie, window, within=False) in wanted
        ]

        assert list(found) == sorted(plain, key=_place_in_order)

    @given(data=served(), chosen=st.integers(0, 99), on=days())
    def test_office_holder(self, data: Dataset, chosen: int, on: datetime.date) -> None:
        """The holder of an office is the one person who certainly held it on the day, or else nobody; what several hold has none."""
        office = data.offices[chosen % len(data.offices)]
        alike = _of_one_title(data, office)
        titled = [each.id for each in alike]
        holders = {
            tie.subject_id
            for tie in data.relations
            if tie.office_id in titled
            and tie.status == "occurred"
            and implied.fits(data, tie, When.parse(on), within=False) == "certain"
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HolderWarning)
            found = data.office_holder(office.title, of=office.of_id, on=on)

        if len(holders) > 1 or any(each.several for each in alike):
            holders = set()

        assert ({found.id} if found else set()) == holders

    @given(data=served(), chosen=st.integers(0, 99), on=whens())
    def test_office_holders(self, data: Dataset, chosen: int, on: When) -> None:
        """The holders of an office are those whose spells possibly overlap the time, those who certainly held it first."""
        office = data.offices[chosen % len(data.offices)]
        titled = {each.id for each in _of_one_title(data, office)}
        window = When.window(on, on)
        plain = [
            (implied.fits(data, tie, window, within=False), tie)
            for tie in sorted(data.relations, key=_place_in_order)
            if tie.office_id in titled and tie.status == "occurred"
        ]
        found = data.office_holders(office.title, of=office.of_id, on=on)

        assert [(each.certainty, each.relation, each.holder.id) for each in found] == [
            (sure, tie, tie.subject_id) for wanted in ("certain", "possible") for sure, tie in plain if sure == wanted
        ]

    @given(served())
    def test_treaty_actions(self, data: Dataset) -> None:
        """The life of an agreement is itself, what is linked to it as a step, and the agreements that replace it."""
        life = {("Agreement", LinkType.REPLACES), ("TreatyAction", LinkType.STEP_OF)}
        for asked in data.events:
            if not _of_class(asked, "Agreement"):
                with pytest.raises(UnknownRecordError):
                    data.treaty_actions(asked)
                continue
            plain = [
                event
                for event in data.events
                if event == asked
                or any(
                    (type(event).__name__, link.link_type) in life and link.event_id == asked.id for link in event.links
                )
            ]

            assert list(data.treaty_actions(asked.id)) == sorted(plain, key=_place_in_order)


class TestOrder:
    """Law 3: Results are sorted by a total order that no certain precedence of dates contradicts."""

    @given(served())
    def test_tables_are_in_the_one_order(self, data: Dataset) -> None:
        """Every table stands in the order of first known bound, last known bound, id, and no two share a place."""
        for table in (data.events, data.relations):
            keys = [_place_in_order(record) for record in table]

            assert keys == sorted(set(keys)) == [sort_key(record) for record in table]
        for name, others in data.tables().items():
            if name in ("events", "relations"):
                continue
            ids = [record.id for record in others]

            assert ids == sorted(set(ids))

    @given(whens(), whens())
    def test_no_certain_precedence_is_contradicted(self, first: When, second: When) -> None:
        """A date that is certainly before another sorts before it, also where a start or end is unknown."""
        if first.before(second) is Certainty.CERTAIN:
            assert first.sort_key < second.sort_key
        if first.sort_key <= second.sort_key:
            assert second.before(first) is not Certainty.CERTAIN

    @given(served())
    def test_no_later_result_is_certainly_earlier(self, data: Dataset) -> None:
        """Of two results, the date of the later in the list is never certainly before the other's."""
        for first, second in zip(data.events, data.events[1:], strict=False):
            assert second.when.before(first.when) is not Certainty.CERTAIN
