"""How well a record is borne out: the rule of the codebook, case by case and by brute force."""

import datetime
import itertools
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from dprkrel import (
    ActorKind,
    Confidence,
    Dataset,
    Relation,
    RelationType,
    Report,
    SourceKind,
    Stance,
    Standing,
    Status,
    UnknownRecordError,
    When,
)
from dprkrel.records.fields import ActorId, RelationId, SourceId
from dprkrel.records.statuses import status_of
from dprkrel.strategies.drawn_datasets import BACKGROUND, actor, page, source
from dprkrel.strategies.drawn_values import optional
from tests.datasets import grown, visit

DAY: Final = datetime.date(2024, 2, 20)
OUTLETS: Final = ("daily", "weekly", "wire")
P, S, T = Standing.PRIMARY, Standing.SECONDARY, Standing.TERTIARY
LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
ASSERTS, CONFIRMS, DENIES, ALLEGES = Stance.ASSERTS, Stance.CONFIRMS, Stance.DENIES, Stance.ALLEGES

SAYING: Final[dict[Status, set[Stance]]] = {
    Status.OCCURRED: {ASSERTS, CONFIRMS},
    Status.ALLEGED: {ASSERTS, ALLEGES},
    Status.PLANNED: {Stance.ANNOUNCES},
    Status.EXPECTED: {Stance.EXPECTS},
    Status.CANCELLED: {Stance.CANCELS},
    Status.NOT_OCCURRED: {DENIES},
}
"""The stances of the reports that say what a record of each status is taken for."""


class Said(NamedTuple):
    """Hold what one page says: its standing, whether it has one, from whom it has it, and how it stands to the record."""

    standing: Standing | None
    stance: Stance = ASSERTS
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    speaker: str | None = None
    repeats: int | None = None

    def origins(self, others: tuple["Said", ...], number: int) -> frozenset[str]:
        """Return from whom the words may come."""
        if self.speaker:
            return frozenset({self.speaker})
        if self.repeats is not None:
            return others[self.repeats]._replace(speaker=None).origins(others, self.repeats)
        return frozenset(self.agencies or {self.publisher or f"page-{number}"})


def world(*said: Said) -> Dataset:
    """Return a dataset with a visit of which each of these pages says something."""
    pages, reports = [], []
    for number, one in enumerate(said):
        fields: dict[str, Any] = {
            "publisher_id": one.publisher,
            "agency_ids": one.agencies,
            "standing": one.standing,
            "republication_of": None if one.repeats is None else SourceId(f"page-{one.repeats}"),
        }
        build = page if one.standing else source
        pages.append(build(f"page-{number}", DAY, **fields))
        reports.append(
            Report(
                source_id=SourceId(f"page-{number}"),
                stance=one.stance,
                paragraphs=() if one.standing else (1,),
                attributed_to=ActorId(one.speaker) if one.speaker else None,
                note="It says so.",
            )
        )
    return grown(
        actors=[actor(outlet, ActorKind.MEDIA) for outlet in OUTLETS],
        sources=pages,
        events=[visit("event", "2024-02-10", reports=tuple(reports), adopted_because="It was weighed.")],
    )


def rated(*said: Said) -> Confidence:
    """Return how well that visit is borne out."""
    return world(*said).confidence("event")


CASES: Final[list[tuple[list[Said], Confidence]]] = [
    ([Said(P)], HIGH),
    ([Said(S)], MEDIUM),
    ([Said(T)], LOW),
    ([Said(None)], LOW),
    ([Said(None), Said(None)], LOW),
    ([Said(P), Said(T)], HIGH),
    ([Said(S), Said(S)], HIGH),
    ([Said(S), Said(T)], MEDIUM),
    ([Said(S), Said(None)], MEDIUM),
    ([Said(T), Said(T)], MEDIUM),
    ([Said(T), Said(T), Said(T)], MEDIUM),
    ([Said(T), Said(None)], LOW),
    # One origin is one voice.
    ([Said(S, publisher="daily"), Said(S, publisher="daily")], MEDIUM),
    ([Said(S, publisher="daily"), Said(S, publisher="weekly")], HIGH),
    ([Said(S, publisher="daily", agencies=("wire",)), Said(S, publisher="weekly", agencies=("wire",))], MEDIUM),
    ([Said(S, publisher="daily", agencies=("wire",)), Said(S, publisher="weekly")], HIGH),
    ([Said(S, agencies=("wire", "daily")), Said(S, agencies=("daily", "weekly"))], MEDIUM),
    ([Said(S), Said(S, repeats=0)], MEDIUM),
    ([Said(T), Said(T, repeats=0)], LOW),
    ([Said(S, speaker="person-0-0"), Said(S, speaker="person-0-0")], MEDIUM),
    ([Said(S, speaker="person-0-0"), Said(S, speaker="person-1-0")], HIGH),
    ([Said(T, speaker="press"), Said(T, publisher="press")], LOW),
    ([Said(S, publisher="daily"), Said(T, publisher="daily")], MEDIUM),
    # Only those count that say what the record is taken for.
    ([Said(T), Said(P, DENIES), Said(T, CONFIRMS)], MEDIUM),
    ([Said(T), Said(P, Stance.ANNOUNCES)], LOW),
    ([Said(T), Said(P, Stance.MISSTATES)], LOW),
    ([Said(T), Said(P, Stance.DECLINES_TO_CONFIRM)], LOW),
    ([Said(T), Said(P, ALLEGES)], LOW),
    ([Said(T), Said(P, CONFIRMS)], HIGH),
    ([Said(P, Stance.ANNOUNCES)], HIGH),
    ([Said(T, Stance.ANNOUNCES), Said(P, Stance.EXPECTS)], LOW),
    ([Said(S, Stance.EXPECTS)], MEDIUM),
    ([Said(S, ALLEGES), Said(S, ALLEGES), Said(P, DENIES)], HIGH),
    ([Said(T, ASSERTS), Said(S, ALLEGES), Said(P, DENIES)], MEDIUM),
    ([Said(S, ASSERTS), Said(P, DENIES)], MEDIUM),
    ([Said(P, DENIES)], HIGH),
    ([Said(P, Stance.ANNOUNCES), Said(T, Stance.CANCELS)], LOW),
]


@st.composite
def sayings(draw: DrawFn, *, stances: tuple[Stance, ...] = tuple(Stance)) -> Said:
    """Draw what a page says."""
    return Said(
        draw(optional(st.sampled_from(Standing))),
        draw(st.sampled_from(stances)),
        draw(optional(st.sampled_from(OUTLETS))),
        tuple(draw(st.lists(st.sampled_from(OUTLETS), max_size=2, unique=True))),
        draw(st.sampled_from((None, None, "person-0-0", "daily"))),
    )


def voices(said: list[frozenset[str]]) -> int:
    """Return how many of these, at most, share no origin, by trying all."""
    return max(
        len(some)
        for number in range(len(said) + 1)
        for some in itertools.combinations(said, number)
        if all(one.isdisjoint(other) for one, other in itertools.combinations(some, 2))
    )


def expected(said: tuple[Said, ...]) -> Confidence:
    """Return what the codebook says."""
    status = status_of([Report(source_id=BACKGROUND, stance=one.stance) for one in said])
    bearing = [(one.standing, one.origins(said, n)) for n, one in enumerate(said) if one.stance in SAYING[status]]
    secondary = voices([origins for standing, origins in bearing if standing is S])
    graded = voices([origins for standing, origins in bearing if standing])
    if any(standing is P for standing, _ in bearing) or secondary >= 2:
        return HIGH
    return MEDIUM if secondary == 1 or graded >= 2 else LOW


class TestRule:
    """A primary source makes it high, and so do two independent secondary ones; one secondary or two independent tertiary ones make it medium; all else is low."""

    @pytest.mark.parametrize(("said", "confidence"), CASES)
    def test_cases(self, said: list[Said], confidence: Confidence) -> None:
        """The table of the rule, whatever the order of the reports."""
        assert rated(*said) is confidence is expected(tuple(said))
        if all(one.repeats is None for one in said):
            assert rated(*said[::-1]) is confidence

    @given(first=sayings(stances=(ASSERTS, ALLEGES, DENIES, Stance.ANNOUNCES)), others=st.lists(sayings(), max_size=4))
    def test_it_is_that_of_all_choices(self, first: Said, others: list[Said]) -> None:
        """Independent voices are counted as by trying every choice of reports that share no origin."""
        assert rated(first, *others) is expected((first, *others))

    @given(
        said=st.lists(sayings(stances=(ASSERTS, CONFIRMS, Stance.EXPECTS)), max_size=3),
        first=sayings(stances=(ASSERTS, CONFIRMS)),
        more=sayings(stances=(ASSERTS, CONFIRMS)),
    )
    def test_another_who_asserts_it_never_lowers_it(self, said: list[Said], first: Said, more: Said) -> None:
        """What occurred is borne out no less by one report more that it did."""
        assert rated(first, *said) <= rated(first, *said, more)

    @given(said=st.lists(sayings(stances=(ASSERTS, CONFIRMS)), min_size=1, max_size=4), number=st.integers(0, 3))
    def test_a_higher_standing_never_lowers_it(self, said: list[Said], number: int) -> None:
        """What occurred is borne out no less where one of its sources stands nearer to it."""
        grades = (None, T, S, P)
        one = said[number % len(said)]
        better = one._replace(standing=grades[min(grades.index(one.standing) + 1, 3)])

        assert rated(*said) <= rated(*(better if each is one else each for each in said))


class TestRecords:
    """It is asked of events and relations."""

    def test_background_knowledge_is_no_voice(self) -> None:
        """What a general reader knows makes nothing surer."""
        known = Report(source_id=BACKGROUND, stance=ASSERTS, note="It is known.")
        seen = Report(source_id=SourceId("page-0"), stance=ASSERTS)
        data = grown(sources=[page("page-0", DAY)], events=[visit("event", "2024-02-10", reports=(seen, known))])

        assert data.source(BACKGROUND).kind is SourceKind.BACKGROUND
        assert data.confidence("event") is LOW

    def test_relations_are_borne_out_likewise(self) -> None:
        """A tie is asked for by itself or its id, and what is no record is refused."""
        tie = Relation(
            id=RelationId("tie"),
            relation_type=RelationType.HOSTILITY,
            subject_id=ActorId("state-0"),
            object_id=ActorId("state-1"),
            when=When("2024"),
            summary="They were opposed.",
            reports=(Report(source_id=SourceId("page-0"), stance=ASSERTS),),
        )
        data = grown(sources=[page("page-0", DAY, standing=S)], relations=[tie])

        assert data.confidence("tie") is data.confidence(tie) is MEDIUM
        with pytest.raises(UnknownRecordError):
            data.confidence("page-0")

    def test_it_follows_from_what_was_known_then(self) -> None:
        """As of a day it is that of the reports that had been published."""
        early, late = page("early", DAY), page("late", DAY + datetime.timedelta(days=1), standing=P)
        reports = tuple(Report(source_id=one.id, stance=ASSERTS) for one in (early, late))
        data = grown(sources=[early, late], events=[visit("event", "2024-02-10", reports=reports)])

        assert data.as_of(DAY).confidence("event") is LOW
        assert data.confidence("event") is HIGH
        assert LOW < MEDIUM < HIGH
