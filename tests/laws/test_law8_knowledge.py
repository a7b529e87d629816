"""What was known when: a dataset as of a day holds what had been published by then, and nothing that came later."""

import datetime
import inspect
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import dprkrel
from dprkrel import (
    Actor,
    ActorKind,
    Agreement,
    ConflictField,
    Count,
    CountingRule,
    Dataset,
    Event,
    EventType,
    Link,
    NameKind,
    Relation,
    RelationType,
    Report,
    Source,
    SourceKind,
    Stance,
    Superlative,
    UnknownRecordError,
    When,
    codec,
)
from dprkrel.laws.faults import faults_of
from dprkrel.questions import QUESTIONS as ROOM_OF
from dprkrel.questions.rivals import fits
from dprkrel.records.fields import ActorId, CountingRuleId, RelationId, SourceId
from dprkrel.records.statuses import status_of
from dprkrel.store import lines
from dprkrel.strategies.drawn_datasets import datasets, source
from dprkrel.strategies.drawn_values import FIRST, LAST, days, optional, whens
from tests.datasets import grown, served

pytestmark = [  # neither what was searched nor why nobody is named changes an answer
    pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning"),
    pytest.mark.filterwarnings("ignore::dprkrel.HolderWarning"),
]

ONE: Final = datetime.timedelta(days=1)
SILENT: Final = (Stance.MISSTATES, Stance.DECLINES_TO_CONFIRM, Stance.IMPLIES, Stance.SUPPOSES)
TELLING: Final = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.MISSTATES)
QUESTIONS: Final = sorted(name for name, room in ROOM_OF.items() if room.startswith("questions."))


@cache
def _bundled(day: datetime.date) -> Dataset:
    return dprkrel.load().as_of(day)


def known(data: Dataset, day: datetime.date) -> Dataset:
    """Return a dataset as of a day; the bundled one is asked once for each day."""
    return _bundled(day) if data is dprkrel.load() else data.as_of(day)


def written(one: Source) -> datetime.date:
    """Return the day by which the words of a source had certainly been written."""
    when = one.dateline or one.published
    assert when
    assert when.latest
    return when.latest


def published(data: Dataset, day: datetime.date) -> set[SourceId]:
    """Return the sources of a dataset that had certainly been written by a day."""
    return {one.id for one in data.sources if written(one) <= day}


def paged_after(one: Source, day: datetime.date) -> bool:
    """Tell whether the page on which a source was read came out after a day."""
    return bool(one.published and one.published.earliest and one.published.earliest > day)


class Dated(NamedTuple):
    """Hold a dataset, two days, and the dataset as of each."""

    data: Dataset
    first: datetime.date
    last: datetime.date

    @property
    def earlier(self) -> Dataset:
        """The dataset as of the first day."""
        return known(self.data, self.first)

    @property
    def later(self) -> Dataset:
        """The dataset as of the last day."""
        return known(self.data, self.last)


@cache
def _bundled_days() -> list[datetime.date]:
    near = days_near(dprkrel.load())
    return near[:: len(near) // 24]


def days_near(data: Dataset) -> list[datetime.date]:
    """Return the days of the sources of a dataset, and those just before and after them, in their order."""
    return sorted({written(one) + step * ONE for one in data.sources for step in (-1, 0, 1)})


@st.composite
def dated(draw: DrawFn) -> Dated:
    """Draw a dataset and two days in their order, each on, just before or just after the day of a source.

    Of the bundled dataset some two dozen such days are tried, which lie evenly
    among them, and all laws look at the same, so that each is computed once.
    """
    data = draw(served())
    near = st.sampled_from(_bundled_days() if data is dprkrel.load() else days_near(data))
    return Dated(data, *sorted(draw(st.tuples(near, near))))


def records_of(data: Dataset) -> dict[tuple[str, str], Event | Relation]:
    """Return the events and relations of a dataset by class and id."""
    return {(type(record).__name__, record.id): record for record in (*data.events, *data.relations)}


def told(reports: tuple[Report, ...], sources: set[SourceId]) -> tuple[Report, ...]:
    """Return the reports of some sources."""
    return tuple(report for report in reports if report.source_id in sources)


def is_named(actor: Actor, sources: set[SourceId]) -> bool:
    """Tell whether an actor is named by some sources, or is known without any."""
    named_by = {source_id for name in actor.names for source_id in name.source_ids}
    return not named_by or not named_by.isdisjoint(sources)


def parts_of(record: Event | Relation) -> tuple[Link | Superlative, ...]:
    """Return the links and claims of a record, which have reports of their own."""
    return () if isinstance(record, Relation) else (*record.links, *record.superlatives)


def told_by_sources(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports of sources; what a coding rule supposes is counted anew from the days that were known."""
    return tuple(report for report in reports if report.stance is not Stance.SUPPOSES)


class TestSources:
    """A source counts from the day by which its words were certainly written: its dateline, or else its page date."""

    @given(dated())
    def test_what_had_been_written_is_left(self, dated: Dated) -> None:
        """The sources that are left are those written by the day, without what only a later page of them tells."""
        data, day = dated.data, dated.first
        written_by_then = published(data, day)
        left = [one for one in data.sources if one.id in written_by_then]

        assert dated.earlier.sources == tuple(
            attrs.evolve(one, published=None, url=one.url if one.kind is SourceKind.PAGE else None, note=None)
            if paged_after(one, day)
            else one
            for one in left
        )
        assert [actor.id for actor in dated.earlier.actors] == [actor.id for actor in data.actors]
        assert dated.earlier.places == data.places
        assert len(dated.earlier.offices) == len(data.offices)
        for then, now in zip(dated.earlier.offices, data.offices, strict=True):
            assert attrs.evolve(then, existed=now.existed) == now
            if now.existed != then.existed:  # what is not known of it is what came later
                assert now.existed is not None
                begun, over = now.existed.earliest, now.existed.latest
                assert (begun and begun > day) if then.existed is None else (over and over > day)
        assert dated.earlier.ledger == data.ledger

    @given(dated())
    def test_counting_rules_come_with_what_was_published_under_them(self, dated: Dated) -> None:
        """Every counting rule stays, with the sources and the figures that had been published, and nothing else of it changes."""
        left = published(dated.data, dated.first)

        assert dated.earlier.counting_rules == tuple(
            attrs.evolve(
                rule,
                source_ids=tuple(one for one in rule.source_ids if one in left),
                figures=tuple(figure for figure in rule.figures if figure.source_id in left),
            )
            for rule in dated.data.counting_rules
        )

    @given(dated())
    def test_later_editions_are_no_news_of_then(self, dated: Dated) -> None:
        """What editions changed is left out, except where all had been published, and the dataset is itself."""
        assert dated.earlier.changelog == (dated.data.changelog if dated.earlier is dated.data else ())

    @given(served())
    def test_the_latest_day_gives_the_whole(self, data: Dataset) -> None:
        """Once all is published the answer is the dataset itself, the same object, on every later day."""
        last = max(
            max(written(one), one.published.latest if one.published and one.published.latest else FIRST)
            for one in data.sources
        )

        assert data.as_of(last) is data.as_of(last + ONE) is data.as_of("9999") is data
        assert known(data, max(map(written, data.sources)) - ONE) is not data

    @given(served())
    def test_a_day_before_every_source_gives_nothing(self, data: Dataset) -> None:
        """Before the first source there is no event, relation or source, and no law is broken by that."""
        before = known(data, min(map(written, data.sources)) - ONE)

        assert (before.events, before.relations, before.sources) == ((), (), ())
        assert before.actors != ()

    @given(data=datasets(), month=st.sampled_from(("2024-01", "2024-02", "2024-03", "2023", "2024")))
    def test_a_longer_date_is_its_last_day(self, data: Dataset, month: str) -> None:
        """A month or year stands for its last day."""
        assert data.as_of(month).tables() == data.as_of(When(month).latest or LAST).tables()


class TestRecords:
    """A record stands from the day on which a report that counts for its status was published; its status follows from the reports published by then."""

    @given(dated())
    def test_what_was_told_stands(self, dated: Dated) -> None:
        """A record stands exactly where a text or page that is left says that it is so, will be so or is not so."""
        left = published(dated.data, dated.first)
        read = {source.id for source in dated.data.sources if source.kind is not SourceKind.BACKGROUND}
        standing = {
            key
            for key, record in records_of(dated.data).items()
            if any(report.stance not in SILENT and report.source_id in read for report in told(record.reports, left))
        }

        assert set(records_of(dated.earlier)) == standing

    @given(dated())
    def test_status_follows_from_what_is_left(self, dated: Dated) -> None:
        """The reports of a record are those of the sources that are left, in their order, and its status is theirs."""
        left, records = published(dated.data, dated.first), records_of(dated.data)
        for key, record in records_of(dated.earlier).items():
            assert told_by_sources(record.reports) == told_by_sources(told(records[key].reports, left))
            assert record.status is status_of(told(records[key].reports, left))

    @given(dated())
    def test_a_record_that_is_told_in_full_keeps_its_date(self, dated: Dated) -> None:
        """A record all of whose reports had been published has the date that it has today, for the same reason."""
        left, records = published(dated.data, dated.first), records_of(dated.data)
        for key, record in records_of(dated.earlier).items():
            if all(report.source_id in left for report in records[key].reports):
                assert (record.when, record.adopted_because) == (records[key].when, records[key].adopted_because)

    @given(dated())
    def test_links_and_claims_come_with_their_reports(self, dated: Dated) -> None:
        """A link stands where both events do and one of its own reports had been published, if it has any; so does a claim that the event fitted then."""
        data, now, left = dated.data, dated.earlier, published(dated.data, dated.first)
        ids = {event.id for event in now.events}
        for event in now.events:
            full = data.event(event.id)

            assert [(it.link_type, it.event_id, it.within_days, it.reports) for it in event.links] == [
                (it.link_type, it.event_id, it.within_days, told(it.reports, left))
                for it in full.links
                if it.event_id in ids and (not it.reports or told(it.reports, left))
            ]
            assert [(claim.claim, claim.reports) for claim in event.superlatives] == [
                (claim.claim, told(claim.reports, left))
                for claim in full.superlatives
                if told(claim.reports, left) and (claim.scope is None or fits(now, event, claim.scope))
            ]
            assert event.part_of == (full.part_of if full.part_of in ids else None)
        for tie in now.relations:
            whole = data.relation(tie.id)

            assert (tie.opened_by, tie.closed_by) == tuple(
                event_id if event_id in ids else None for event_id in (whole.opened_by, whole.closed_by)
            )

    @given(dated())
    def test_events_are_told_as_they_were_told_then(self, dated: Dated) -> None:
        """The words for an event are those of its first telling that no published source had ended, or today's, and all who were named take part."""
        left = published(dated.data, dated.first)
        for event in dated.earlier.events:
            full = dated.data.event(event.id)
            telling = next((one for one in full.earlier if one.until not in left), None)

            assert event.summary == (telling.summary if telling else full.summary)
            assert event.event_type is ((telling and telling.event_type) or full.event_type)
            assert type(event) is type(full)
            assert (event.place_id, event.id) == (full.place_id, full.id)
            assert [(part.actor_id, part.role, part.acted_for) for part in event.participants] == [
                (part.actor_id, part.role, part.acted_for)
                for part in full.participants
                if is_named(dated.data.actor(part.actor_id), left)
            ]


class TestGrowth:
    """What is known grows: nothing that was published is taken back."""

    @given(dated())
    def test_an_earlier_day_knows_no_more(self, dated: Dated) -> None:
        """Sources, records, reports, links, claims and spellings of an earlier day are among those of a later one."""
        before, after = records_of(dated.earlier), records_of(dated.later)

        assert {one.id for one in dated.earlier.sources} <= {one.id for one in dated.later.sources}
        assert set(before) <= set(after)
        for key, record in before.items():
            assert {*told_by_sources(record.reports)} <= {*told_by_sources(after[key].reports)}
            told_then, told_later = (
                {(str(one), report) for one, report in said_in(each)} for each in (record, after[key])
            )
            assert told_then <= told_later
        for then, later in zip(dated.earlier.actors, dated.later.actors, strict=True):
            assert {name.text for name in then.names} <= {name.text for name in later.names}

    @given(dated())
    def test_knowledge_of_a_later_day_holds_that_of_an_earlier(self, dated: Dated) -> None:
        """What was known on the first day is the same, whether asked of all there is or of what was known on the last."""
        assert dated.later.as_of(dated.first).tables() == dated.earlier.tables()


def said_in(record: Event | Relation) -> Iterator[tuple[str, Report | None]]:
    """Yield each link and claim of a record, by what it says, with each of its reports, or None where it has none."""
    for part in parts_of(record):
        words = f"{part.link_type} {part.event_id}" if isinstance(part, Link) else part.claim
        yield words, None
        yield from ((words, report) for report in part.reports)


Word = tuple[str, str]
"""A key of the JSON and a text that stands under it."""


def words_in(plain: Any, key: str = "") -> Iterator[Word]:
    """Yield every text in plain data with the key under which it stands."""
    if isinstance(plain, str):
        yield key, plain
    elif isinstance(plain, dict):
        for inner, value in plain.items():
            yield from words_in(value, inner)
    elif isinstance(plain, list):
        for value in plain:
            yield from words_in(value, key)


def words_of_sources(data: Dataset, sources: set[SourceId]) -> Iterator[Word]:
    """Yield every text that some sources brought, under its key: their own records, what they say, how they spell."""
    for one in data.sources:
        if one.id in sources:
            yield from (word for word in words_in(one.to_dict()) if word[0] in ("file", "sha256", "url", "note"))
            yield from (("source_id", one.id), ("source_ids", one.id), ("republication_of", one.id), ("until", one.id))
    for record in (*data.events, *data.relations):
        for reports in (record.reports, *(part.reports for part in parts_of(record))):
            for report in told(reports, sources):
                yield from (("phrases", phrase) for phrase in report.phrases)
                yield from (("note", note) for note in (report.note, *(one.note for one in report.quantities)) if note)
                if report.derivation:
                    yield "phrase", report.derivation.phrase
    for actor in data.actors:
        for name in actor.names:
            if name.kind is not NameKind.PRIMARY and not sources.isdisjoint(name.source_ids):
                yield from (("text", name.text), *([("note", name.note)] if name.note else []))


class TestLeaks:
    """Links and claims come with their own reports, spellings with the first text that has them."""

    @given(dated())
    def test_nothing_later_leaks(self, dated: Dated) -> None:
        """No id, phrase, note or spelling that only later sources have stands anywhere in what is written of the day."""
        left = published(dated.data, dated.first)
        later = {one.id for one in dated.data.sources} - left
        brought = set(words_of_sources(dated.data, later)) - set(words_of_sources(dated.data, left))
        names = {("text", name.text) for actor in dated.data.actors for name in actor.names if not name.source_ids}
        text = lines.dumps(dated.earlier)
        stands = {word for line in text.splitlines() for word in words_in(json.loads(line))}

        assert bool(brought) == bool(later)
        assert (brought - names) & stands == set()
        assert {value for key, value in stands if key != "kind"}.isdisjoint(later)

    @given(dated())
    def test_spellings_come_with_their_texts(self, dated: Dated) -> None:
        """A spelling stands once a text that is left has it, or if none is needed; the primary name always does."""
        left = published(dated.data, dated.first)
        for now, actor in zip(dated.earlier.actors, dated.data.actors, strict=True):
            assert [(name.text, name.kind, name.note, name.source_ids) for name in now.names] == [
                (name.text, name.kind, name.note, tuple(one for one in name.source_ids if one in left))
                for name in actor.names
                if name.kind is NameKind.PRIMARY or not name.source_ids or not left.isdisjoint(name.source_ids)
            ]


class Told(NamedTuple):
    """Hold three texts of three days and what they report of one tie."""

    days: tuple[datetime.date, ...]
    reports: tuple[Report, ...]

    @property
    def data(self) -> Dataset:
        """A dataset with that tie, of whose date no more is adopted than that it has one."""
        tie = Relation(
            id=RelationId("told"),
            relation_type=RelationType.HOSTILITY,
            subject_id=ActorId("state-0"),
            object_id=ActorId("state-1"),
            when=When("/"),
            summary="They were opposed.",
            reports=self.reports,
            adopted_because="It cannot be known.",
        )
        return grown(sources=[source(f"text-{n}", day) for n, day in enumerate(self.days)], relations=[tie])


@st.composite
def tellings(draw: DrawFn, dates: SearchStrategy[When | None]) -> Told:
    """Draw what three texts report of one tie: the first says that it is so, the last comes last."""
    written_on = sorted(draw(st.lists(days(FIRST, LAST), min_size=3, max_size=3, unique=True)))
    numbers = [0, *draw(st.lists(st.integers(0, 1), max_size=2)), 2]
    stances = [Stance.ASSERTS, *(draw(st.sampled_from(Stance)) for _ in numbers[1:])]
    return Told(
        tuple(written_on),
        tuple(
            Report(
                source_id=SourceId(f"text-{n}"), stance=stance, paragraphs=(1,), when=draw(dates), note="It says so."
            )
            for n, stance in zip(numbers, stances, strict=True)
        ),
    )


PAST, FUTURE = 0, datetime.date.max.toordinal() + 1
DAYS: Final = (PAST, *range(datetime.date(2023, 12, 1).toordinal(), datetime.date(2025, 2, 1).toordinal()), FUTURE)
"""Every day that a drawn date may name, some on either side, and two that stand for no beginning and no end."""

Ends = frozenset[int]


def days_between(first: datetime.date | None, last: datetime.date | None) -> Ends:
    """Return the days between two, both included; None is no limit."""
    low, high = first.toordinal() if first else PAST, last.toordinal() if last else FUTURE
    return frozenset(day for day in DAYS if low <= day <= high)


def starts(when: When) -> Ends:
    """Return every day on which something may have begun; what has no beginning began on none that is named."""
    return frozenset({PAST}) if when.open_start else days_between(when.earliest_start, when.latest_start)


def stops(when: When) -> Ends:
    """Return every day on which something may have ended."""
    return frozenset({FUTURE}) if when.open_end else days_between(when.earliest_end, when.latest_end)


def together(said: list[Ends]) -> Ends:
    """Return the days that all say, or, where there are none, every day from the first to the last that any says."""
    common = frozenset(DAYS).intersection(*said)
    return common or frozenset(day for day in DAYS if min(map(min, said)) <= day <= max(map(max, said)))


def day_of(ordinal: int) -> datetime.date | None:
    """Return a day; None for the two that stand for no beginning and no end."""
    return None if ordinal in (PAST, FUTURE) else datetime.date.fromordinal(ordinal)


def left_open(one: Told, reports: list[Report]) -> tuple[Ends, Ends]:
    """Return the days on which a tie may have begun and ended, by all that some reports say of it."""
    dates = [report.when for report in reports if report.when and report.stance is not Stance.MISSTATES]
    began, ended = together([starts(when) for when in dates]), together([stops(when) for when in dates])
    telling = [one.days[int(report.source_id[-1])].toordinal() for report in reports if report.stance in TELLING]
    past = frozenset(day for day in DAYS if day <= min(telling))
    began = began & past or past
    return frozenset(day for day in began if day <= max(ended)), frozenset(day for day in ended if day >= min(began))


class TestDates:
    """Where only some of its reports were, its date is what these allow together, or, of an end on which they disagree, what any of them says; what was told as past had begun by the day of the telling."""

    @given(one=tellings(optional(whens(qualifiers=""))), later=st.integers(0, 1))
    def test_the_date_is_what_the_reports_leave_open(self, one: Told, later: int) -> None:
        """The bounds are those of an enumeration of all days on which the published reports let it begin and end."""
        tie = one.data.as_of(one.days[later]).relation("told")
        began, ended = left_open(one, [report for report in one.reports if int(report.source_id[-1]) <= later])

        assert (tie.when.earliest_start, tie.when.latest_start) == (day_of(min(began)), day_of(max(began)))
        assert (tie.when.earliest_end, tie.when.latest_end) == (day_of(min(ended)), day_of(max(ended)))
        assert (tie.when.open_start, tie.when.open_end) == (began == {PAST}, ended == {FUTURE})

    @given(one=tellings(optional(whens())), later=st.integers(0, 1))
    def test_doubtful_dates_stay_doubtful(self, one: Told, later: int) -> None:
        """A date with any bound that rests on one marked ~ or ? bears the same marks, and one that rests on none bears none."""
        tie = one.data.as_of(one.days[later]).relation("told")
        dates = [report.when for report in tie.reports if report.when and report.stance is not Stance.MISSTATES]
        bounds = (tie.when.earliest_start, tie.when.latest_start, tie.when.earliest_end, tie.when.latest_end)

        assert tie.when.approximate == (any(bounds) and any(when.approximate for when in dates))
        assert tie.when.uncertain == (any(bounds) and any(when.uncertain for when in dates))

    @given(one=tellings(optional(whens())), later=st.integers(0, 1))
    def test_a_date_kept_wide_says_so(self, one: Told, later: int) -> None:
        """Whatever the reports give, the result keeps the laws: where they conflict, there is a reason."""
        data = one.data.as_of(one.days[later])

        conflicts = data.conflicts("told")

        assert faults_of(data) == ()
        assert all(conflict.reason for conflict in conflicts)
        if not {ConflictField.START, ConflictField.END}.isdisjoint(conflict.field for conflict in conflicts):
            assert data.relation("told").adopted_because


def asked(data: Dataset) -> dict[str, Any]:
    """Return something to ask of, for each argument that a question needs."""
    person = next(actor.id for actor in data.actors if actor.kind is ActorKind.PERSON)
    office = data.offices[0]
    event = data.events[-1].id if data.events else "no-event"
    agreed = next((event.id for event in data.events if isinstance(event, Agreement)), "no-event")
    rule = CountingRule(
        id=CountingRuleId("visits"), title="Visits.", publisher_id=ActorId(person), definition="All visits.",
        event_types=(EventType.VISIT,),
    )  # fmt: skip
    return {
        "actor": person, "person": person, "text": person, "title": office.id, "of": office.of_id,
        "start": "2024-01", "end": "2024-03", "on": "2024-02-01", "day": FIRST,
        "a": event, "b": event, "event": event, "record": event, "record_id": event, "treaty": agreed,
        "rule": rule, "since": "2024.1.1",
    }  # fmt: skip


def records_in(answer: Any) -> Iterator[Event | Relation]:
    """Yield the events and relations in an answer."""
    if isinstance(answer, tuple):
        for one in answer:
            yield from records_in(one)
    elif isinstance(answer, Count):
        yield from (one.event for one in (*answer.counted, *answer.near_misses))
    elif isinstance(answer, Event | Relation):
        yield answer


def assert_sound(data: Dataset) -> None:
    """Assert that a dataset has no faults, is equal to one built of its records, and comes back from JSON."""
    assert faults_of(data) == ()
    assert Dataset(edition=data.edition, **data.tables()) == data  # type: ignore[arg-type]
    assert codec.loads(lines.dumps(data)) == data


@cache
def _bundled_laws_are_kept(day: datetime.date) -> None:
    assert_sound(_bundled(day))


class TestAnswers:
    """A dataset as of a day is a dataset of its own: it keeps every law and answers every question."""

    @given(dated())
    def test_the_laws_are_kept(self, dated: Dated) -> None:
        """What was known on a day has no faults, also when it is built of its records again or comes out of JSON."""
        if dated.data is dprkrel.load():
            _bundled_laws_are_kept(dated.first)
        else:
            assert_sound(dated.earlier)

    @given(dated())
    def test_every_question_is_answered(self, dated: Dated) -> None:
        """Each question is answered from what was known, as of any day; of what was not known then there is no record."""
        data = dated.earlier
        for question in QUESTIONS:
            ask: Callable[..., Any] = getattr(data, question)
            has = inspect.signature(getattr(dprkrel, question)).parameters
            needed = {name: asked(data)[name] for name, one in has.items() if one.default is inspect.Parameter.empty}
            if question == "events_of_dyad":
                needed = {"a": data.actors[0].id, "b": data.actors[-1].id}
            elif "no-event" in needed.values():
                with pytest.raises(UnknownRecordError):
                    ask(**needed)
                continue

            assert (question, set(records_in(ask(**needed))) - {*data.events, *data.relations}) == (question, set())
