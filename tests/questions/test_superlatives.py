"""Claims to be the first or last: weighed against the data, contradicted by name, never taken for facts."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import (
    Certainty,
    Dataset,
    Event,
    EventType,
    Link,
    LinkType,
    RecordError,
    Role,
    Scope,
    Stance,
    Status,
    Superlative,
    SuperlativeKind,
    Verdict,
    Visit,
    When,
)
from dprkrel.questions import rivals
from dprkrel.questions.rivals import Found, Rivals, fits
from dprkrel.records.fields import ActorId, EventId, PlaceId
from dprkrel.store.chains import wholes_of
from dprkrel.strategies.drawn_datasets import datasets
from tests.small import MINISTER, event, happening, part, said, small_with, spell

TYPES = (EventType.VISIT, EventType.OFFICIAL_VISIT)
PUTIN = part("vladimir-putin", Role.VISITOR, "russia", "russia-president")
IN_OFFICE = spell("vladimir-putin", "russia-president", "russia", "1999-12-31/..")
SCOPE = Scope(event_types=TYPES, role=Role.VISITOR, actor_id=ActorId("vladimir-putin"), place_id=PlaceId("pyongyang"))


def claimed(kind: SuperlativeKind, scope: Scope | None = SCOPE, **limits: Any) -> Superlative:
    """Return a claim of the small dataset's text."""
    return Superlative(kind=kind, claim="of its kind", scope=scope, reports=(said(1),), **limits)


def visited(event_id: str, when: str, *claims: Superlative, **more: Any) -> Event:
    """Return a visit of Vladimir Putin to Pyongyang."""
    fields: dict[str, Any] = {"place_id": PlaceId("pyongyang"), **more}
    return happening(Visit, EventType.VISIT, event_id, when, PUTIN, superlatives=claims, **fields)


def weighed(*visits: Event, of: str = "claimed") -> tuple[Verdict, tuple[str, ...], str]:
    """Return verdict, rivals and coverage of the one claim of an event."""
    (found,) = small_with(*visits, IN_OFFICE).superlatives(of)
    return found.verdict, found.by, found.basis


FIRST = claimed(SuperlativeKind.FIRST, since=When("2010"))
EVER = claimed(SuperlativeKind.FIRST)
LAST = claimed(SuperlativeKind.LAST, until=When("2020"))


@pytest.mark.parametrize(
    ("claim", "others", "verdict", "by"),
    [
        (FIRST, {"old": "2005"}, Verdict.CONSISTENT, ()),
        (FIRST, {"old": "2010"}, Verdict.CONSISTENT, ()),
        (FIRST, {}, Verdict.UNDECIDABLE, ()),
        (FIRST, {"later": "2020"}, Verdict.UNDECIDABLE, ()),
        (FIRST, {"old": "2005", "between": "2012"}, Verdict.CONTRADICTED, ("between",)),
        (FIRST, {"old": "2005", "perhaps": "[2005..2012]"}, Verdict.UNDECIDABLE, ("perhaps",)),
        (FIRST, {"between": "2012", "perhaps": "[2005..2012]"}, Verdict.CONTRADICTED, ("between",)),
        (FIRST, {"old": "2005", "doubtful": "2012~"}, Verdict.UNDECIDABLE, ("doubtful",)),
        (EVER, {"old": "2005"}, Verdict.CONTRADICTED, ("old",)),
        (EVER, {"later": "2020"}, Verdict.UNDECIDABLE, ()),
        (LAST, {"next": "2021"}, Verdict.CONSISTENT, ()),
        (LAST, {"next": "2020-03"}, Verdict.CONSISTENT, ()),
        (LAST, {"next": "2021", "between": "2017"}, Verdict.CONTRADICTED, ("between",)),
        (LAST, {"old": "2005"}, Verdict.UNDECIDABLE, ()),
        (claimed(SuperlativeKind.LAST), {"next": "2021"}, Verdict.CONTRADICTED, ("next",)),
        (claimed(SuperlativeKind.FIRST, since=When("2010~")), {"between": "2012"}, Verdict.UNDECIDABLE, ("between",)),
        (
            claimed(SuperlativeKind.FIRST, since=When("[2010..]")),
            {"between": "2012"},
            Verdict.UNDECIDABLE,
            ("between",),
        ),
        (claimed(SuperlativeKind.RARE, None), {"between": "2012"}, Verdict.UNDECIDABLE, ()),
    ],
    ids=str,
)
def test_verdicts(claim: Superlative, others: dict[str, str], verdict: Verdict, by: tuple[str, ...]) -> None:
    """A claim is contradicted by a certain rival, left open by a possible one, consistent where the data reach so far."""
    found = weighed(visited("claimed", "2015-06", claim), *(visited(name, when) for name, when in others.items()))

    assert found[:2] == (verdict, by)


@pytest.mark.parametrize(
    "spared",
    [
        visited("spared", "2012", place_id=PlaceId("moscow")),
        visited("spared", "2012", reports=(said(1, stance=Stance.ANNOUNCES),)),
        visited("spared", "2012", reports=(said(1, stance=Stance.ALLEGES),)),
        happening(Visit, EventType.STATE_VISIT, "spared", "2012", PUTIN, place_id=PlaceId("pyongyang")),
        happening(Visit, EventType.VISIT, "spared", "2012", part("vladimir-putin", Role.HOST, "russia"),
                  place_id=PlaceId("pyongyang")),
        happening(Visit, EventType.VISIT, "spared", "2012", part("kim-jong-un", Role.VISITOR), place_id=PlaceId("pyongyang")),
        visited("spared", "2012", place_id=None),
    ],
    ids=lambda spared: f"{spared.event_type} {spared.place_id} {spared.status}",
)  # fmt: skip
def test_what_lies_outside_the_scope_is_no_rival(spared: Event) -> None:
    """Another place, type, role, person, and what did not occur, leave the claim as it was."""
    found = weighed(visited("claimed", "2015-06", FIRST), visited("old", "2005"), spared)

    assert found[:2] == (Verdict.CONSISTENT, ())


def test_a_place_within_the_place_counts() -> None:
    """A visit to a tower in Pyongyang is a visit to Pyongyang."""
    tower = visited("between", "2012", place_id=PlaceId("tower"))

    assert weighed(visited("claimed", "2015-06", FIRST), tower)[:2] == (Verdict.CONTRADICTED, ("between",))


def test_parts_are_no_rivals_of_their_whole() -> None:
    """A stop of the visit itself, or the journey of which it is part, contradicts nothing."""
    whole = visited("whole", "2012/2015")
    stop = visited("stop", "2015-06", part_of=EventId("claimed"))
    claim = visited("claimed", "2015-06", FIRST, part_of=EventId("whole"))

    assert weighed(claim, whole, stop, visited("old", "2005"))[:2] == (Verdict.CONSISTENT, ())


def test_the_order_of_the_sources_counts() -> None:
    """A rival of the same month is settled by what a source says of the order."""
    rival = visited("rival", "2015-06")
    after = dprkrel.Link(link_type=LinkType.FOLLOWS, event_id=EventId("rival"))

    assert weighed(visited("claimed", "2015-06", FIRST), rival)[0] is Verdict.UNDECIDABLE
    assert weighed(visited("claimed", "2015-06", FIRST, links=(after,)), rival)[0] is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("rank", "verdict"), [("head_of_state", Verdict.CONTRADICTED), ("other", Verdict.CONTRADICTED)]
)
def test_a_rank_is_the_least(rank: str, verdict: Verdict) -> None:
    """Whoever holds an office of that rank or higher is meant; who holds none is not."""
    scope = Scope(event_types=TYPES, role=Role.VISITOR, rank=dprkrel.Rank(rank))
    claim = claimed(SuperlativeKind.FIRST, scope, since=When("2010"))
    nobody = happening(Visit, EventType.VISIT, "nobody", "2012", part("kim-jong-un", Role.VISITOR))
    minister = event("lavrov-visit", id="minister", when=When("2012"), superlatives=())

    assert weighed(visited("claimed", "2015-06", claim), nobody)[1] == ()
    assert weighed(visited("claimed", "2015-06", claim), visited("rival", "2012"))[0] is verdict
    assert (weighed(visited("claimed", "2015-06", claim), minister)[1] == ("minister",)) is (rank == "other")


def test_whoever_was_met_may_be_asked_for() -> None:
    """With an actor in the scope, visits to somebody else are no rivals."""
    scope = attrs.evolve(SCOPE, with_id=ActorId("kim-jong-un"))
    claim = claimed(SuperlativeKind.FIRST, scope, since=When("2010"))
    kim = part("kim-jong-un", Role.HOST, "dprk")
    met = attrs.evolve(visited("claimed", "2015-06", claim), participants=(PUTIN, kim))
    before = attrs.evolve(visited("between", "2012"), participants=(PUTIN, kim))

    assert weighed(met, visited("between", "2012"))[1] == ()
    assert weighed(met, before)[1] == ("between",)


def test_coverage_is_said() -> None:
    """Each verdict says how many events of its kind the data hold, and when."""
    others = visited("old", "2005"), visited("later", "2020")

    assert weighed(visited("claimed", "2015-06", FIRST))[2].startswith("The data hold no other event of this kind")
    assert (
        weighed(visited("claimed", "2015-06", FIRST), others[0])[2] == "The data hold 1 other event of this kind: 2005."
    )
    assert weighed(visited("claimed", "2015-06", FIRST), *others)[2].endswith(
        "2 other events of this kind: 2005, 2020."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": SuperlativeKind.FIRST, "scope": None},
        {"kind": SuperlativeKind.RARE, "scope": MINISTER},
        {"kind": SuperlativeKind.FIRST, "scope": MINISTER, "until": When("2020")},
        {"kind": SuperlativeKind.LAST, "scope": MINISTER, "since": When("2020")},
    ],
    ids=str,
)
def test_claims_that_cannot_be_weighed_are_not_built(fields: dict[str, Any]) -> None:
    """A first or last has a scope, what is rare has none; a first has no until, a last no since."""
    with pytest.raises(RecordError, match=r"^Superlative\."):
        Superlative(claim="of its kind", reports=(said(1),), **fields)


def test_an_event_lies_within_its_own_scope() -> None:
    """A claim whose scope leaves its own event out is refused."""
    with pytest.raises(dprkrel.DatasetError, match="a scope that includes the event itself"):
        small_with(visited("claimed", "2015", FIRST, place_id=PlaceId("moscow")))


@given(when=st.dates(), other=st.dates())
def test_one_rival_decides_by_its_day(when: Any, other: Any) -> None:
    """A first of all time is contradicted exactly by a visit of an earlier day."""
    recent = [day.replace(year=2000 + day.year % 20, day=min(day.day, 28)) for day in (when, other)]
    verdict, by, _ = weighed(visited("claimed", str(recent[0]), EVER), visited("rival", str(recent[1])))

    assert (verdict is Verdict.CONTRADICTED) == (recent[1] < recent[0])
    assert by == (("rival",) if recent[1] <= recent[0] else ())


def test_the_claims_of_the_texts() -> None:
    """Every claim of the texts is weighed; those for all time, and those without a measure, stay open."""
    found = {weigh.superlative.claim: weigh.verdict for weigh in dprkrel.superlatives()}

    assert found["first visit of a foreign minister of Belarus to North Korea"] is Verdict.UNDECIDABLE
    assert found["first visit of a prosecutor general of Russia to North Korea"] is Verdict.UNDECIDABLE
    assert found["first visit of Vladimir Putin to North Korea in more than two decades"] is Verdict.CONSISTENT
    assert found["last high-level delegation of Belarus in North Korea before April 2024"] is Verdict.CONSISTENT
    assert found["first destination of Maxim Ryzhenkov as foreign minister"] is Verdict.UNDECIDABLE
    assert Verdict.CONTRADICTED not in found.values()


def test_a_claim_of_the_texts_is_contradicted_by_a_planted_visit() -> None:
    """A visit of Putin in 2010 would contradict that of 2024 as the first in two decades, by its id."""
    data = dprkrel.load()
    planted = attrs.evolve(data.event("putin-visit-dprk-2000"), id=EventId("planted"), when=When("2010"), reports=(
        attrs.evolve(data.event("putin-visit-dprk-2000").reports[0], when=When("2010")),), superlatives=())  # fmt: skip
    office = [part_ for part_ in planted.participants if part_.role is Role.VISITOR]
    planted = attrs.evolve(planted, participants=tuple(attrs.evolve(one, office_id=None) for one in office))
    grown: Dataset = attrs.evolve(data, events=[*data.events, planted])
    verdicts = {
        weigh.superlative.claim: (weigh.verdict, weigh.by) for weigh in grown.superlatives("putin-visit-dprk-2024")
    }

    assert verdicts["first visit of Vladimir Putin to North Korea in more than two decades"] == (
        Verdict.CONTRADICTED, ("planted",),
    )  # fmt: skip


def compared(data: Dataset, event: Event, claim: Superlative) -> Found:
    """Return the rivals of an event as a look at each, one by one, finds them."""
    first = claim.kind is SuperlativeKind.FIRST
    assert claim.scope
    others = [
        other
        for other in data.events
        if other.status is Status.OCCURRED
        and fits(data, other, claim.scope)
        and other.id not in wholes_of(data, event)
        and event.id not in wholes_of(data, other)
    ]
    beside = [data.order(other, event) if first else data.order(event, other) for other in others]
    answers = beside
    limit = claim.since if first else claim.until
    if limit:
        day = limit.latest if first else limit.earliest
        answers = []
        for other, answer in zip(others, beside, strict=True):
            past = Certainty.POSSIBLE if day is None else other.when.after(day) if first else other.when.before(day)
            past = Certainty.POSSIBLE if limit.doubtful and past is Certainty.CERTAIN else past
            both = {answer, past}
            answers.append(
                Certainty.IMPOSSIBLE if Certainty.IMPOSSIBLE in both
                else Certainty.CERTAIN if both == {Certainty.CERTAIN}
                else Certainty.POSSIBLE
            )  # fmt: skip
    named = {
        certainty: tuple(other.id for other, answer in zip(others, answers, strict=True) if answer is certainty)
        for certainty in Certainty
    }
    against = named[Certainty.CERTAIN]
    perhaps = () if against else named[Certainty.POSSIBLE]
    return Found(len(others), tuple(others), against, perhaps, Certainty.CERTAIN in beside)


LIMITS = st.none() | st.sampled_from(("2000", "2010?", "[2005..]", "[..2015]", "2012-05", "/1999", "1990/.."))


@given(datasets(), st.sampled_from((SuperlativeKind.FIRST, SuperlativeKind.LAST)), LIMITS, LIMITS, st.data())
def test_rivals_are_those_that_a_look_at_each_finds(
    dataset: Dataset, kind: SuperlativeKind, since: str | None, until: str | None, draw: st.DataObject
) -> None:
    """What is found by bisection is what comparing an event with each other finds, whatever binds them."""
    role = draw.draw(
        st.sampled_from(sorted({part.role for event in dataset.events for part in event.participants} or Role))
    )
    scope = Scope(event_types=tuple(EventType), role=role)
    limits = {"since": since} if kind is SuperlativeKind.FIRST else {"until": until}
    claim = claimed(kind, scope, **limits)
    among = Rivals(dataset, scope)
    for one in dataset.events:
        assert among.found(one, claim) == compared(dataset, one, claim), one.id


def test_of_many_rivals_some_are_named() -> None:
    """Of more than twenty, the twenty that began first are named, or last; and how many more there are is said."""
    days = [str(date(2011, 1, 1) + timedelta(number)) for number in range(150)]
    visits = [visited(f"rival-{number:03}", day) for number, day in enumerate(days)]
    claims = claimed(SuperlativeKind.FIRST, since=When("2010")), claimed(SuperlativeKind.LAST, until=When("2020"))
    first = small_with(visited("claimed", "2015-06", claims[0]), *visits, IN_OFFICE).superlatives("claimed")[0]
    last = small_with(visited("claimed", "2010-06", claims[1]), *visits, IN_OFFICE).superlatives("claimed")[0]

    assert first.by == tuple(f"rival-{number:03}" for number in range(20))
    assert last.by == tuple(f"rival-{number:03}" for number in range(130, 150))
    assert first.basis.startswith("The data hold 150 other events of this kind: 2011-01-01, 2011-01-02, ")
    assert first.basis.endswith(f"{days[19]} and 130 more.")


def test_it_is_said_where_sources_say_more_of_an_order_than_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a chain of visits in one year the first is known; looked at in part, it cannot be told, and the basis says why."""
    links = [(), *((Link(link_type=LinkType.FOLLOWS, event_id=EventId(f"visit-{number}")),) for number in range(40))]
    visits = [visited(f"visit-{number}", "2012", *([EVER] if number in (0, 40) else []), links=link)
              for number, link in enumerate(links)]  # fmt: skip
    known, last = (small_with(*visits, IN_OFFICE).superlatives(f"visit-{number}")[0] for number in (0, 40))
    monkeypatch.setattr(rivals, "_LOOKED_AT", 30)
    unknown = small_with(*visits, IN_OFFICE).superlatives("visit-0")[0]
    found = small_with(*visits, IN_OFFICE).superlatives("visit-40")[0]

    assert (known.by, known.basis.endswith("and 20 more.")) == ((), True)
    assert (last.verdict, found.verdict) == (Verdict.CONTRADICTED, Verdict.CONTRADICTED)
    assert len(unknown.by) == 20
    assert unknown.basis.endswith("20 more. Sources say more of the order of these events than was looked at.")
