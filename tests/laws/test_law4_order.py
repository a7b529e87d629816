"""Law 4: what must come in order does; planted violations are refused, and what only may violate is not."""

import datetime
from collections.abc import Sequence
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import dprkrel
from dprkrel import (
    ActorKind,
    Certainty,
    Dataset,
    Fault,
    Link,
    LinkType,
    Participant,
    Relation,
    RelationType,
    Report,
    Role,
    Source,
    SourceKind,
    Stance,
    When,
)
from dprkrel.laws.faults import faults_of
from dprkrel.records.fields import ActorId, EventId, OfficeId, RelationId, SourceId
from dprkrel.strategies.drawn_datasets import actor, datasets, told
from dprkrel.strategies.drawn_values import FIRST, days, spans, whens
from tests.datasets import faults, grown, visit

ONE: Final = datetime.timedelta(days=1)
TELLING: Final = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES)
DATES: Final = spans() | whens()
ENDED: Final = (LinkType.RECIPROCATES, LinkType.FOLLOWS, LinkType.FIRST_SINCE, LinkType.REPLACES)
LATER: Final = (*ENDED, LinkType.ANSWERS, LinkType.IMPLEMENTS)
NOT_YET: Final = (Stance.ANNOUNCES, Stance.EXPECTS, Stance.CANCELS, Stance.DENIES)


@st.composite
def apart(draw: DrawFn) -> tuple[When, When]:
    """Draw two spans of days of which the first has certainly ended before the second begins."""
    start, end, again, last = sorted(draw(st.lists(days(), min_size=4, max_size=4)))
    return When(f"{start - ONE}/{end - ONE}"), When(f"{again}/{last}")


def tie(
    relation_id: str, relation_type: RelationType, subject: str, object_: str, when: When, office: str | None = None
) -> Relation:
    """Return a relation that a text asserts, for planting."""
    return Relation(
        id=RelationId(relation_id),
        relation_type=relation_type,
        subject_id=ActorId(subject),
        object_id=ActorId(object_),
        when=when,
        summary="It was planted.",
        reports=told(Stance.ASSERTS),
        office_id=OfficeId(office) if office else None,
    )


def part_within(whole: When, part: When, data: Dataset | None = None) -> tuple[Fault, ...]:
    """Return the faults of a visit with a part."""
    return faults(data, events=[visit("whole", whole), visit("part", part, part_of=EventId("whole"))])


def returned(
    first: When, back: When, data: Dataset | None = None, as_what: LinkType = LinkType.RECIPROCATES
) -> tuple[Fault, ...]:
    """Return the faults of a visit with one that returns, follows or answers it."""
    link = Link(link_type=as_what, event_id=EventId("first"))
    return faults(data, events=[visit("first", first), visit("back", back, links=(link,))])


def acted_in_office(spell: When, act: When, data: Dataset | None = None) -> tuple[Fault, ...]:
    """Return the faults of someone who held an office and travelled in that office."""
    holder = Participant(actor_id=ActorId("holder"), role=Role.VISITOR, office_id=OfficeId("deputy-0"))
    return faults(
        data,
        actors=[actor("holder", ActorKind.PERSON, "state-0")],
        relations=[tie("spell", RelationType.OFFICE_HELD, "holder", "state-0", spell, "deputy-0")],
        events=[visit("act", act, holder)],
    )


def mission_kept(relations: Sequence[When], mission: When, data: Dataset | None = None) -> tuple[Fault, ...]:
    """Return the faults of two states with spells of relations and a mission."""
    kind = RelationType.DIPLOMATIC_RELATIONS
    return faults(
        data,
        actors=[actor("sender", ActorKind.STATE), actor("receiver", ActorKind.STATE)],
        relations=[
            *(tie(f"relations-{n}", kind, "receiver", "sender", when) for n, when in enumerate(relations)),
            tie("mission", RelationType.MISSION, "sender", "receiver", mission),
        ],
    )


def reported(by: When, when: When, *stances: Stance, data: Dataset | None = None) -> tuple[Fault, ...]:
    """Return the faults of a visit that a source of some date reports."""
    source = Source(
        id=SourceId("early"),
        kind=SourceKind.TEXT,
        description="what was read",
        language="en",
        dateline=by,
        file="1.txt",
        sha256="0" * 64,
        paragraph_count=1,
    )
    reports = tuple(Report(source_id=source.id, stance=stance, paragraphs=(1,)) for stance in stances)
    return faults(data, sources=[source], events=[visit("reported", when, reports=reports)])


def assert_refused(found: tuple[Fault, ...], record: str) -> None:
    """Assert that there are faults, and that all of them are of one record and name law 4."""
    assert {fault.record for fault in found} == {record}
    assert all(fault.expected.startswith("law 4: ") for fault in found)


class TestParts:
    """Law 4: A part lies possibly within its whole."""

    @given(data=datasets(), times=apart(), part_first=st.booleans())
    def test_a_part_outside_its_whole_is_refused(
        self, data: Dataset, times: tuple[When, When], part_first: bool
    ) -> None:
        """A part that had ended before its whole, or began after it, makes the dataset refused by its name."""
        part, whole = times if part_first else times[::-1]

        assert_refused(part_within(whole, part, data), "part")

    @given(whole=DATES, part=DATES)
    def test_a_part_that_may_lie_within_is_accepted(self, whole: When, part: When) -> None:
        """A part is refused exactly when no reading of the dates puts all of it within the whole."""
        refused = bool(part_within(whole, part))

        assert refused == (part.within(whole) is Certainty.IMPOSSIBLE)


class TestReturns:
    """Law 4: Dates and statements of order can all be true."""

    @given(data=datasets(), times=apart(), as_what=st.sampled_from(LATER))
    def test_a_return_visit_before_the_visit_is_refused(
        self, data: Dataset, times: tuple[When, When], as_what: LinkType
    ) -> None:
        """A visit that had ended before the one it returns, follows or answers began is refused by its name."""
        back, first = times

        assert_refused(returned(first, back, data, as_what), "back")

    @given(data=datasets(), times=apart())
    def test_what_prepares_after_the_event_is_refused(self, data: Dataset, times: tuple[When, When]) -> None:
        """What prepares an event had begun before it."""
        first, late = times

        assert_refused(returned(first, late, data, LinkType.PREPARES), "back")

    @given(first=DATES, about=DATES)
    def test_words_may_be_about_what_comes(self, first: When, about: When) -> None:
        """What is about an event may lie before or after it."""
        assert returned(first, about, as_what=LinkType.ABOUT) == ()

    @given(first=DATES, back=DATES, as_what=st.sampled_from(ENDED))
    def test_a_return_visit_that_may_be_later_is_accepted(self, first: When, back: When, as_what: LinkType) -> None:
        """What followed a visit is refused exactly when it began on a day before the visit ended, in every reading."""
        refused = bool(returned(first, back, as_what=as_what))

        latest, earliest = back.start_range[1], first.end_range[0]
        firm = not any(one.approximate or one.uncertain for one in (first, back))

        assert refused == (firm and latest is not None and earliest is not None and latest < earliest)

    @given(first=DATES, answer=DATES)
    def test_an_answer_that_may_be_later_is_accepted(self, first: When, answer: When) -> None:
        """What answers an event is refused exactly when it began on an earlier day, in every reading."""
        refused = bool(returned(first, answer, as_what=LinkType.ANSWERS))

        latest, earliest = answer.start_range[1], first.start_range[0]
        firm = not any(one.approximate or one.uncertain for one in (first, answer))

        assert refused == (firm and latest is not None and earliest is not None and latest < earliest)

    @given(times=apart(), stance=st.sampled_from(NOT_YET))
    def test_what_did_not_occur_binds_nothing(self, times: tuple[When, When], stance: Stance) -> None:
        """An order that was only planned, or is denied, contradicts no date."""
        back, first = times
        link = Link(link_type=LinkType.FOLLOWS, event_id=EventId("first"), reports=told(stance))

        assert faults(events=[visit("first", first), visit("back", back, links=(link,))]) == ()

    @given(start=days(FIRST, FIRST), later=st.integers(0, 20), within=st.integers(0, 20))
    def test_a_distance_in_days_binds(self, start: datetime.date, later: int, within: int) -> None:
        """What came within so many days of another is refused when it came later, by more than the hours of a day."""
        link = Link(link_type=LinkType.FOLLOWS, event_id=EventId("first"), within_days=within)
        after = When.parse(start + datetime.timedelta(days=later))
        found = faults(events=[visit("first", When.parse(start)), visit("back", after, links=(link,))])

        assert bool(found) == (later > within + 1)

    @given(data=datasets())
    def test_the_shortest_chain_is_told(self, data: Dataset) -> None:
        """A ring of three, each said to follow the next, is told as a chain of three statements and no more."""
        after = {
            one: (Link(link_type=LinkType.FOLLOWS, event_id=EventId(other)),)
            for one, other in (("one", "two"), ("two", "three"), ("three", "one"))
        }
        wide = When("[2023..2025]")
        (fault,) = faults(data, events=[visit(one, wide, links=links) for one, links in after.items()])

        assert sorted(fault.found.split("; ")) == [
            "one came after two (text, paragraph 1)",
            "three came after one (text, paragraph 1)",
            "two came after three (text, paragraph 1)",
        ]


class TestOffices:
    """Law 4: Whoever acts in an office possibly holds it then."""

    @given(data=datasets(), times=apart(), act_first=st.booleans())
    def test_an_act_outside_the_spell_is_refused(
        self, data: Dataset, times: tuple[When, When], act_first: bool
    ) -> None:
        """An act before or after its only spell in the office makes the dataset refused by its name."""
        act, spell = times if act_first else times[::-1]

        assert_refused(acted_in_office(spell, act, data), "act")

    @given(spell=DATES, act=DATES)
    def test_an_act_that_may_lie_in_the_spell_is_accepted(self, spell: When, act: When) -> None:
        """An act is refused exactly when it cannot share a day with the spell."""
        refused = bool(acted_in_office(spell, act))

        assert refused == (act.overlaps(spell) is Certainty.IMPOSSIBLE)

    @given(data=datasets(), when=whens())
    def test_an_act_without_any_spell_is_refused(self, data: Dataset, when: When) -> None:
        """Nobody acts in an office that they are not known to have held."""
        stranger = Participant(actor_id=ActorId("press"), role=Role.VISITOR, office_id=OfficeId("minister-0"))

        assert_refused(faults(data, events=[visit("act", when, stranger)]), "act")


class TestMissions:
    """Law 4: A mission possibly lies within one spell of relations."""

    @given(data=datasets(), times=apart())
    def test_a_mission_before_relations_is_refused(self, data: Dataset, times: tuple[When, When]) -> None:
        """A mission that opened before the two states had relations makes the dataset refused by its name."""
        mission, relations = times

        assert_refused(mission_kept([relations], mission, data), "mission")

    @given(first=DATES, mission=DATES, second=apart())
    def test_a_mission_that_may_lie_within_relations_is_accepted(
        self, first: When, mission: When, second: tuple[When, When]
    ) -> None:
        """A mission is refused exactly when it can lie within no spell of relations, and no date is in doubt."""
        for relations in ([first], second):
            refused = {fault.record for fault in mission_kept(relations, mission)}
            doubtful = any(when.doubtful for when in (mission, *relations))
            outside = all(mission.within(spell) is Certainty.IMPOSSIBLE for spell in relations)

            assert ("mission" in refused) == (outside and not doubtful)

    @given(whens())
    def test_a_mission_without_known_relations_is_accepted(self, mission: When) -> None:
        """Where no relations are known of, a mission stands: what is not recorded is not denied."""
        assert mission_kept([], mission) == ()


class TestReports:
    """Law 4: What occurred was not certainly after the report that says so."""

    @given(data=datasets(), times=apart(), stance=st.sampled_from(TELLING))
    def test_what_occurred_after_its_report_is_refused(
        self, data: Dataset, times: tuple[When, When], stance: Stance
    ) -> None:
        """An event that began after the words that say it happened makes the dataset refused by its name."""
        known, event = times

        assert_refused(reported(known, event, stance, data=data), "reported")

    @given(known=DATES, event=DATES, stance=st.sampled_from(TELLING))
    def test_what_may_have_occurred_before_its_report_is_accepted(
        self, known: When, event: When, stance: Stance
    ) -> None:
        """An event that occurred is refused exactly when it certainly began after the report."""
        refused = {fault.record for fault in reported(known, event, stance)}

        assert ("reported" in refused) == (event.after(known) is Certainty.CERTAIN)
        assert ("early" in refused) == (known.latest is None)

    @given(times=apart(), stance=st.sampled_from(NOT_YET))
    def test_what_did_not_occur_may_be_reported_before(self, times: tuple[When, When], stance: Stance) -> None:
        """What is announced, expected, called off, denied or not confirmed lies as far ahead as it likes."""
        known, event = times

        assert reported(known, event, stance) == ()
        assert reported(known, event, stance, Stance.DECLINES_TO_CONFIRM) == ()


class TestAllAtOnce:
    """Laws 1 to 5: building a dataset checks them, and the error tells all violations at once."""

    @given(times=apart(), data=datasets())
    def test_all_violations_are_reported_together(self, times: tuple[When, When], data: Dataset) -> None:
        """Two records that break the law are both named by the one error."""
        link = Link(link_type=LinkType.RECIPROCATES, event_id=EventId("whole"))
        wrong = [
            visit("whole", times[1]),
            visit("part", times[0], part_of=EventId("whole")),
            visit("back", times[0], links=(link,)),
        ]
        found = faults(data, events=wrong)

        assert {fault.record for fault in found} == {"part", "back"}
        assert list(found) == sorted(found)

    @given(data=datasets())
    def test_generated_datasets_keep_the_laws(self, data: Dataset) -> None:
        """A dataset that was built has no faults, and neither has one built of its records again."""
        assert faults_of(data) == ()
        assert grown(data).tables() == data.tables()

    def test_bundled_data_keep_the_laws(self) -> None:
        """The bundled dataset has no faults."""
        assert faults_of(dprkrel.load()) == ()
