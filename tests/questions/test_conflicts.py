"""Disagreement: who stands behind a value, where sources conflict, and what nothing may take away."""

from functools import cache
from itertools import chain, combinations, permutations
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import (
    Actor,
    ActorKind,
    Conflict,
    ConflictField,
    Corroboration,
    Dataset,
    Event,
    EventType,
    Link,
    LinkType,
    Name,
    NameKind,
    Quantity,
    Relation,
    RelationType,
    Report,
    Role,
    Source,
    SourceKind,
    Stance,
    Statement,
    Superlative,
    SuperlativeKind,
    UnknownRecordError,
    When,
)
from dprkrel.dates.ranges import Range, common
from dprkrel.questions import conflicts, evidence
from dprkrel.questions.evidence import independent, origins_of
from dprkrel.records.fields import ActorId, EventId, SourceId
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import datasets
from dprkrel.strategies.drawn_values import whens
from tests.datasets import grown, served, visit
from tests.small import (
    BACKGROUND,
    TEXT,
    event,
    happening,
    known,
    named,
    part,
    parts,
    relation,
    said,
    small,
    small_with,
    tie,
)

UNIQUE, CONFIRMED = Corroboration.UNIQUE, Corroboration.CONFIRMED
MAJORITY, CONTESTED = Corroboration.MAJORITY, Corroboration.CONTESTED
ASSERTS, DENIES, MISSTATES = Stance.ASSERTS, Stance.DENIES, Stance.MISSTATES


def paper(source_id: str, day: str = "2024-07-24", *agencies: str, of: str | None = None, **fields: Any) -> Source:
    """Build a text of a day, with the agencies that it credits and its publisher."""
    return Source(
        id=SourceId(source_id), kind=SourceKind.TEXT, description="A news text.", language="id",
        dateline=When(day), file="press.txt", sha256="0" * 64, paragraph_count=9,
        agency_ids=tuple(map(ActorId, agencies)), publisher_id=ActorId(of) if of else None, **fields,
    )  # fmt: skip


def by(source_id: str, stance: Stance = ASSERTS, *paragraphs: int, **fields: Any) -> Report:
    """Build what one of the papers says."""
    return Report(source_id=SourceId(source_id), stance=stance, paragraphs=paragraphs or (1,), **fields)


MEDIA: Final = tuple(
    named(actor_id, ActorKind.MEDIA, actor_id.upper()) for actor_id in ("reuters", "afp", "asia-one", "daily", "weekly")
)
PAPERS: Final = (
    paper("wire", "2024-07-01", "reuters"),
    paper("wire-again", "2024-07-02", "reuters", of="daily"),
    paper("both", "2024-07-03", "afp", "reuters", of="weekly"),
    paper("others", "2024-07-04", "afp", "asia-one"),
    paper("own", "2024-07-05", of="daily"),
    paper("own-again", "2024-07-06", of="daily"),
    paper("unknown", "2024-07-07"),
    paper("copy", "2024-07-08", "asia-one", of="weekly", republication_of=SourceId("wire")),
    paper("copy-of-copy", "2024-07-09", of="weekly", republication_of=SourceId("copy")),
    paper("copy-of-unknown", "2024-07-10", "afp", republication_of=SourceId("unknown")),
)


def world(*records: Any) -> Dataset:
    """Return the small dataset with the papers, and some records added or replaced."""
    return small_with(*MEDIA, *PAPERS, *records)


@cache
def world_once() -> Dataset:
    """Return the small dataset with the papers, built once."""
    return world()


def unchecked(*records: Any) -> Tables:
    """Return the same tables without the laws, which ask how an event was told before its status changed."""
    return Tables(**parts(*MEDIA, *PAPERS, *records))


class TestOrigins:
    """Who says so is counted by origins, and reports that may come from one origin are one voice."""

    @pytest.mark.parametrize(
        ("report", "origins"),
        [
            (by("wire", attributed_to=ActorId("russia")), {"russia"}),
            (by("copy-of-copy", attributed_to=ActorId("dprk-mfa")), {"dprk-mfa"}),
            (by("wire"), {"reuters"}),
            (by("wire-again"), {"reuters"}),
            (by("both"), {"afp", "reuters"}),
            (by("own"), {"daily"}),
            (by("unknown"), {"unknown"}),
            (by("copy"), {"reuters"}),
            (by("copy-of-copy"), {"reuters"}),
            (by("copy-of-unknown"), {"unknown"}),
        ],
    )
    def test_origins(self, report: Report, origins: set[str]) -> None:
        """They are the speaker, or else the agencies, the publisher or the text itself, of what is repeated in the end."""
        assert origins_of(world(), report) == origins

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ((), 0),
            ((BACKGROUND,), 0),
            (("wire", BACKGROUND), 1),
            (("wire", "wire"), 1),
            (("wire", "wire-again", "copy", "copy-of-copy"), 1),
            (("wire", "both"), 1),
            (("wire", "both", "others"), 2),
            (("both", "others"), 1),
            (("own", "own-again", "wire-again"), 2),
            (("unknown", "copy-of-unknown"), 1),
            (("wire", "others", "own", "unknown"), 4),
        ],
    )
    def test_how_many_are_independent(self, told: tuple[str, ...], count: int) -> None:
        """The wire of an agency in two outlets counts once, and background knowledge does not count."""
        assert independent(world(), map(by, told)) == (count, count)

    def test_one_speaker_in_many_texts_is_one_voice(self) -> None:
        """What someone said is told once, by however many; what two said is told twice, in one text even."""
        both = [by(source, attributed_to=ActorId(who)) for source in ("wire", "own") for who in ("russia", "belarus")]

        assert independent(world(), both[::2]) == (1, 1)
        assert independent(world(), both[:2]) == (2, 2)

    @given(st.lists(st.sampled_from([by(one.id) for one in PAPERS]), max_size=6))
    def test_independence_is_that_of_all_choices(self, told: list[Report]) -> None:
        """It is the size of the largest choice of reports no two of which share an origin, and grows with the reports."""
        tables = world_once()
        found, at_most = independent(tables, told)
        choices = chain.from_iterable(combinations(told, size) for size in range(len(told) + 1))

        assert found == max(
            len(chosen)
            for chosen in choices
            if all(
                origins_of(tables, one).isdisjoint(origins_of(tables, other)) for one, other in combinations(chosen, 2)
            )
        )
        assert found == at_most <= len(told)
        assert found >= independent(tables, told[1:]).at_least

    @given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=7))
    def test_independence_of_any_agencies(self, credited: list[set[str]]) -> None:
        """Of texts that credit any agencies, it is the size of the largest choice of which no two credit the same."""
        tables = Tables(sources=[paper(f"paper-{n}", "2024-07-24", *sorted(of)) for n, of in enumerate(credited)])
        choices = chain.from_iterable(combinations(credited, size) for size in range(len(credited) + 1))
        largest = max(len(chosen) for chosen in choices if sum(map(len, chosen)) == len(set().union(*chosen)))

        assert independent(tables, [by(f"paper-{n}") for n in range(len(credited))]) == (largest, largest)


def dated(source_id: str, when: str, stance: Stance = ASSERTS) -> Report:
    """Build what a paper says, with the date that it gives."""
    return by(source_id, stance, when=When(when), note="It says so.")


def backed(when: str) -> Report:
    """Build what background knowledge says, with a date."""
    return known(when=When(when))


def found(
    *records: Any, of: str = "treaty"
) -> tuple[tuple[str, str | None, list[tuple[str, tuple[str, ...]]], str | None, str], ...]:
    """Return the conflicts of a record: field, what of it, values with their sources, adopted value, agreement."""
    return tuple(
        (
            each.field,
            each.of,
            [(value.value, value.source_ids) for value in each.values],
            each.adopted,
            each.corroboration,
        )
        for each in world(*records).conflicts(of)
    )


def treaty(when: str, *reports: Report, **fields: Any) -> Event:
    """Return the treaty with another date and other reports."""
    return event(
        "treaty", **{"when": When(when), "reports": reports, "adopted_because": "It is in the archive."} | fields
    )


SPAN: Final = "2000-02-09/2000-02-11"


class TestDates:
    """Two dates conflict at an end where the ranges in which they put that end have no day in common."""

    @pytest.mark.parametrize(
        ("event", "agreement"),
        [
            (treaty(SPAN, dated("wire", SPAN), backed("2000-02-10/2000-02-11")), UNIQUE),
            (treaty(SPAN, dated("wire", SPAN), dated("wire", "2000-02-10/2000-02-11", MISSTATES)), UNIQUE),
            (treaty(SPAN, dated("wire", SPAN), dated("own", SPAN), backed("2000-02-10/2000-02-11")), CONFIRMED),
            (treaty(SPAN, dated("wire", SPAN), dated("own", SPAN), dated("others", "2000-02-10/2000-02-11")), MAJORITY),
            (treaty(SPAN, dated("wire", SPAN), dated("own", "2000-02"), dated("others", "2000-02-10/2000-02-11")), CONTESTED),
            (treaty(SPAN, dated("wire", SPAN), dated("others", "2000-02-10/2000-02-11")), CONTESTED),
            (treaty(SPAN, dated("wire", SPAN), dated("others", "2000-02-10/2000-02-11", MISSTATES)), CONTESTED),
            (treaty(SPAN, dated("wire", SPAN), dated("wire-again", SPAN), dated("others", "2000-02-10/2000-02-11")), CONTESTED),
            (treaty("[2000-02-09..2000-02-10]/2000-02-11", dated("wire", SPAN), dated("own", SPAN),
                    dated("others", "2000-02-10/2000-02-11")), CONTESTED),
            (treaty(SPAN, by("wire"), dated("others", "2000-02-10/2000-02-11")), CONTESTED),
        ],
    )  # fmt: skip
    def test_agreement(self, event: Event, agreement: Corroboration) -> None:
        """A value is borne out by one, by several, by most or by no more than others; a slip beside the right date weighs nothing."""
        ((field, of, _, adopted, told),) = found(event)

        assert (field, of, told) == (ConflictField.START, None, agreement)
        assert adopted == ("[2000-02-09..2000-02-10]" if "[" in str(event.when) else "2000-02-09")

    def test_the_end(self) -> None:
        """A conflict tells the values that are in dispute with their sources in the order of publication, and the reason."""
        right, wrong = dated("own", SPAN), dated("wire", "2000-02-09/2000-02-12")
        (conflict,) = world(treaty(SPAN, backed(SPAN), right, wrong, dated("others", "2000-02"))).conflicts("treaty")

        assert conflict == Conflict(
            record_id="treaty",
            field=ConflictField.END,
            of=None,
            values=conflict.values,
            adopted="2000-02-11",
            reason="It is in the archive.",
            corroboration=CONTESTED,
        )
        assert [(value.value, value.source_ids, value.reports) for value in conflict.values] == [
            ("2000-02-12", ("wire",), (wrong,)),
            ("2000-02-11", ("own", BACKGROUND), (right, backed(SPAN))),
        ]

    def test_a_day_conflicts_at_both_ends(self) -> None:
        """Two different days are two conflicts, the beginning first."""
        both = found(treaty("2000-02-09", dated("wire", "2000-02-09"), dated("own", "2000-02-10")))
        values = [("2000-02-09", ("wire",)), ("2000-02-10", ("own",))]

        assert both == tuple((field, None, values, "2000-02-09", CONTESTED) for field in ("start", "end"))

    def test_an_end_that_is_not_known_is_no_value(self) -> None:
        """A date that gives the other end only says nothing of this one: neither against a value nor beside it."""
        silent = (dated("own", "2000-02-09/"), dated("unknown", "/2000-02-11"), dated("others", "2000-02"))

        assert found(treaty(SPAN, dated("wire", SPAN), *silent)) == ()
        assert found(treaty(SPAN, dated("wire", SPAN), *silent[:2], dated("both", "2000-02-09/2000-02-12"))) == (
            ("end", None, [("2000-02-11", ("wire", "unknown")), ("2000-02-12", ("both",))], "2000-02-11", MAJORITY),
        )

    @pytest.mark.parametrize(
        ("adopted", "told"),
        [
            ("[..2000-02-09]", "2000-02-12"),
            ("[2000-02-09..]", "2000-02-07"),
            ("2000-02-09/..", SPAN),
            (SPAN, "2000-02-09/.."),
            ("../2000-02-11", SPAN),
        ],
    )
    def test_an_end_that_is_bounded_is_a_value(self, adopted: str, told: str) -> None:
        """What began or ended by a day, since a day, or never, is something else than what did so on another day."""
        conflicts = world(treaty(adopted, dated("wire", adopted), dated("own", told))).conflicts("treaty")

        assert conflicts
        assert all(len(conflict.values) == 2 for conflict in conflicts)

    def test_a_misstated_date_is_no_wording(self) -> None:
        """An error that gives a date conflicts by that date, and not by its words as well."""
        slip = dated("own", "2000-02-10/2000-02-11", MISSTATES)

        assert [each[0] for each in found(treaty(SPAN, dated("wire", SPAN), slip))] == ["start"]

    def test_relations_conflict_like_events(self) -> None:
        """The spell of a tie is a date like any other."""
        mission = relation(
            "belarus-mission", reports=(dated("wire", "2016/"), dated("own", "2017/")), adopted_because="A guess."
        )

        assert found(mission, of="belarus-mission") == (
            ("start", None, [("2016", ("wire",)), ("2017", ("own",))], "2016", CONTESTED),
        )

    @given(a=whens(), b=whens())
    def test_dates_conflict_exactly_where_they_do_not_agree(self, a: When, b: When) -> None:
        """Two reports conflict exactly when no stretch of days could be meant by both, and so do a report and the record."""
        reports = tuple(attrs.evolve(by("text"), when=when) for when in (a, b))
        told = {"adopted_because": "It is so."}
        between = grown(events=[visit("told", "/", reports=reports, **told)])
        against = grown(events=[visit("told", a, reports=reports[1:], **told)])

        for data in (between, against):
            fields = {conflict.field for conflict in data.conflicts("told")}

            assert bool(fields) == (not a.agrees(b))
            assert fields <= {ConflictField.START, ConflictField.END}
            if ConflictField.START in fields:
                assert (
                    not met((a.earliest_start, a.latest_start), (b.earliest_start, b.latest_start))
                    or a.open_start != b.open_start
                )
            if ConflictField.END in fields:
                assert (
                    not met((a.earliest_end, a.latest_end), (b.earliest_end, b.latest_end)) or a.open_end != b.open_end
                )


def met(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    """Tell whether two ranges of days share a day; None is no limit."""
    return all(low is None or high is None or low <= high for low, high in ((one[0], other[1]), (other[0], one[1])))


def figures(
    *told: tuple[int | None, int | None, int | None], group: str | None = None, unit: str = "shells"
) -> tuple[Quantity, ...]:
    """Build figures: least, best, most."""
    return tuple(
        Quantity(unit=unit, low=low, best=best, high=high, alternative_group=group) for low, best, high in told
    )


def exact(number: int, **words: Any) -> tuple[Quantity, ...]:
    """Build one exact figure."""
    return figures((None, number, None), **words)


def shipped(*reports: Report) -> Event:
    """Return the transfer with other reports, and a reason."""
    return event("arms", reports=reports, adopted_because="It cannot be known.")


def claimed(source_id: str, quantities: tuple[Quantity, ...], stance: Stance = Stance.ALLEGES) -> Report:
    """Build a claim of figures."""
    return by(source_id, stance, quantities=quantities)


class TestQuantities:
    """Two figures of one unit conflict where they have no number in common."""

    def test_figures_conflict_by_unit(self) -> None:
        """A conflict is of one unit, adopts nothing, and writes figures and ranges out."""
        told = found(
            shipped(
                claimed("wire", exact(100) + exact(3, unit="ships")),
                claimed("own", figures((200, None, 300)) + exact(3, unit="ships")),
                claimed("others", figures((None, None, 5))),
                claimed("unknown", figures((400, None, None))),
            ),
            of="arms",
        )

        assert told == (
            (
                "quantity",
                "shells",
                [("100", ("wire",)), ("..5", ("others",)), ("200..300", ("own",)), ("400..", ("unknown",))],
                None,
                CONTESTED,
            ),
        )

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (exact(100), exact(100)),
            (exact(100), figures((50, None, 150))),
            (exact(100), figures((50, 60, 150))),
            (exact(100), figures((100, None, None))),
            (exact(100), exact(200, unit="ships")),
            (exact(100) + exact(200), ()),
            (figures((None, 100, None), (None, 200, None), group="either"), ()),
            (figures((None, 100, None), (None, 200, None), group="either"), exact(200)),
        ],
    )
    def test_figures_that_can_both_be_right(self, one: tuple[Quantity, ...], other: tuple[Quantity, ...]) -> None:
        """Ranges that meet, other units, and alternatives that exclude each other in one report are no conflict."""
        assert found(shipped(claimed("wire", one), claimed("own", other)), of="arms") == ()

    def test_alternatives_conflict_with_what_is_none_of_them(self) -> None:
        """Whoever gives a figure beyond all alternatives of another contradicts them."""
        either = figures((None, 100, None), (None, 200, None), group="either")
        told = found(shipped(claimed("wire", either), claimed("own", exact(300))), of="arms")

        assert [(field, of) for field, of, *_ in told] == [("quantity", "shells")]

    def test_who_denies_gives_no_figure(self) -> None:
        """The figure in a denial is that of the claim which it denies."""
        told = found(shipped(claimed("wire", exact(100)), claimed("own", exact(200), DENIES)), of="arms")

        assert [field for field, *_ in told] == ["status"]


class TestStatus:
    """A record, a link or a claim conflicts where one report says that it is so and another denies it."""

    @pytest.mark.parametrize(
        ("stances", "adopted", "agreement"),
        [
            ({"wire": ASSERTS, "own": DENIES}, "alleged", CONTESTED),
            ({"wire": Stance.ALLEGES, "unknown": ASSERTS, "own": DENIES}, "alleged", CONTESTED),
            ({"wire": Stance.CONFIRMS, "own": DENIES}, "occurred", CONTESTED),
            ({"wire": Stance.CONFIRMS, "unknown": ASSERTS, "own": DENIES}, "occurred", MAJORITY),
            ({"wire": Stance.ANNOUNCES, "own": DENIES}, "not_occurred", CONTESTED),
            ({"wire": Stance.EXPECTS, "own": DENIES, "unknown": DENIES}, "not_occurred", MAJORITY),
            ({"wire": Stance.ANNOUNCES, "own": DENIES, "unknown": Stance.CANCELS}, "cancelled", CONTESTED),
        ],
    )
    def test_records(self, stances: dict[str, Stance], adopted: str, agreement: Corroboration) -> None:
        """What is said and denied is a conflict, whose adopted value is the status that follows from the reports."""
        denied = treaty("2000-02-09", *(by(source, stance) for source, stance in stances.items()), adopted_because=None)
        (conflict,) = conflicts.conflicts(unchecked(denied), "treaty")
        yes, no = conflict.values

        assert (conflict.field, conflict.of) == (ConflictField.STATUS, None)
        assert (conflict.adopted, conflict.corroboration) == (adopted, agreement) == (denied.status, agreement)
        assert (yes.value, no.value) == ("so", "not so")
        assert {*no.source_ids} == {source for source, stance in stances.items() if stance is DENIES}
        assert not {*yes.source_ids} & {"nobody", *no.source_ids}
        assert conflict.reason

    def test_background_denies_without_weight(self) -> None:
        """What background knowledge denies is a conflict all the same, in which it has no voice."""
        denied = treaty(
            "2000-02-09",
            by("wire", Stance.CONFIRMS, note="It signed."),
            attrs.evolve(known("It did not."), stance=DENIES),
            adopted_because=None,
        )
        (conflict,) = conflicts.conflicts(unchecked(denied), "treaty")

        assert conflict.corroboration is UNIQUE
        assert "It signed." in conflict.reason

    @pytest.mark.parametrize(
        "stances",
        [
            (ASSERTS,),
            (ASSERTS, Stance.DECLINES_TO_CONFIRM),
            (DENIES,),
            (Stance.ANNOUNCES, Stance.CANCELS),
            (Stance.ALLEGES, Stance.EXPECTS),
        ],
    )
    def test_what_nobody_both_says_and_denies(self, stances: tuple[Stance, ...]) -> None:
        """To decline an answer, to call off, to expect or to deny alone contradicts nobody."""
        assert found(treaty("2000-02-09", *(by("wire", stance) for stance in stances), adopted_because=None)) == ()

    def test_links_and_claims(self) -> None:
        """A denied link is told by its type and event, a denied claim by its words."""
        both = (by("wire"), by("own", DENIES))
        link = Link(link_type=LinkType.IMPLEMENTS, event_id=EventId("belarus-relations"), reports=both)
        claim = Superlative(kind=SuperlativeKind.RARE, claim="It is rare.", reports=both)
        values = [("so", ("wire",)), ("not so", ("own",))]

        assert found(event("treaty", links=(link,), superlatives=(claim,))) == (
            ("status", "implements belarus-relations", values, "alleged", CONTESTED),
            ("status", "It is rare.", values, "alleged", CONTESTED),
        )


def spelled(*names: tuple[str, NameKind, tuple[str, ...]], note: str | None = "A slip.") -> Actor:
    """Return Choe Son Hui with other spellings, each with the texts that have it."""
    choe = small().actor("choe-son-hui")
    primary = attrs.evolve(choe.names[0], source_ids=(SourceId("own"),))
    more = (
        Name(text=text, language="id", kind=kind, source_ids=tuple(map(SourceId, of)), note=note)
        for text, kind, of in names
    )
    return attrs.evolve(choe, names=(primary, *more))


class TestNamesAndWording:
    """Correct spellings do not conflict, however they differ; an error of a source does."""

    @pytest.mark.parametrize(
        "kind", [kind for kind in NameKind if kind not in (NameKind.PRIMARY, NameKind.MISSPELLING)]
    )
    def test_spelling_variants_are_no_conflict(self, kind: NameKind) -> None:
        """Aliases, exonyms, former and shortened names of other texts contradict nobody."""
        assert found(spelled(("Choe Sŏn-hŭi", kind, ("wire",))), of="choe-son-hui") == ()

    @pytest.mark.parametrize(
        ("right", "wrong", "agreement"),
        [
            ((), ("wire",), CONTESTED),
            ((), ("own",), UNIQUE),
            (("wire",), ("wire",), CONFIRMED),
            (("wire",), ("others",), MAJORITY),
            (("own-again",), ("wire", "wire-again"), CONTESTED),
        ],
    )
    def test_an_error_is_weighed(
        self, right: tuple[str, ...], wrong: tuple[str, ...], agreement: Corroboration
    ) -> None:
        """A misspelling stands against all correct spellings together; that of a text that has it right weighs nothing."""
        choe = spelled(("Choi Son Hee", NameKind.ALIAS, right), ("Cho Son-hui", NameKind.MISSPELLING, wrong))
        values = [("Choe Son Hui", ("own", *right)), ("Cho Son-hui", wrong)]
        ((field, of, told, adopted, agreed),) = found(choe, of="choe-son-hui")

        assert (field, of, adopted, agreed) == ("name", None, "Choe Son Hui", agreement)
        assert [(value, {*sources}) for value, sources in told] == [(value, {*sources}) for value, sources in values]
        assert world(choe).conflicts(choe)[0].reason == "A slip."

    def test_spellings_are_told_in_the_order_of_publication(self) -> None:
        """The texts that have a spelling stand in the order in which they were published, however the record lists them."""
        choe = spelled(
            ("Choi", NameKind.ALIAS, ("unknown", "wire")), ("Cho Son-hui", NameKind.MISSPELLING, ("others", "both"))
        )
        ((_, _, told, _, _),) = found(choe, of="choe-son-hui")

        assert told == [("Choe Son Hui", ("wire", "own", "unknown")), ("Cho Son-hui", ("both", "others"))]

    def test_a_misspelling_of_no_text_is_no_conflict(self) -> None:
        """What is listed for those who type it, and printed by nobody, contradicts nobody."""
        assert found(spelled(("Cho Son-hui", NameKind.MISSPELLING, ())), of="choe-son-hui") == ()

    def test_wording(self) -> None:
        """An error without a date is told in its own words beside the summary, with its note as the reason."""
        slip = by("others", MISSTATES, phrases=("a trade", "of treaties"), note="It garbles the sentence.")
        wordless = by("unknown", MISSTATES, note="It says so.")
        treaty_ = treaty("2000-02-09", by("wire"), slip, wordless, adopted_because=None)

        assert found(treaty_) == (
            (
                "wording",
                None,
                [("It is treaty.", ("wire",)), ("a trade; of treaties", ("others",))],
                "It is treaty.",
                CONTESTED,
            ),
            (
                "wording",
                None,
                [("It is treaty.", ("wire",)), ("It says so.", ("unknown",))],
                "It is treaty.",
                CONTESTED,
            ),
        )
        assert [conflict.reason for conflict in world(treaty_).conflicts("treaty")] == [slip.note, wordless.note]

    def test_a_slip_beside_the_right_words(self) -> None:
        """The slip of a text that also has it right leaves that text the one that gives it."""
        slip = by("wire", MISSTATES, 3, phrases=("of treaties",), note="It garbles the sentence.")

        assert [each[-1] for each in found(treaty("2000-02-09", by("wire"), slip, adopted_because=None))] == [UNIQUE]


class TestAsking:
    """`conflicts` takes an event, a relation, an actor, the id of one, or nothing."""

    def test_a_record_or_its_id(self) -> None:
        """The record itself and its id ask for the same, and the record may be of another dataset."""
        choe = spelled(("Cho Son-hui", NameKind.MISSPELLING, ("wire",)))
        mission = relation(
            "belarus-mission", reports=(dated("wire", "2016/"), dated("own", "2017/")), adopted_because="x"
        )
        data = world(choe, mission)

        assert data.conflicts("choe-son-hui") == data.conflicts(small().actor("choe-son-hui")) != ()
        assert data.conflicts("belarus-mission") == data.conflicts(small().relation("belarus-mission")) != ()
        assert (
            data.conflicts("ryzhenkov-visit")
            == data.conflicts(event("ryzhenkov-visit"))
            == small().conflicts("arms")[:0]
        )
        assert data.conflicts() == (
            *data.conflicts("arms"),
            *data.conflicts("belarus-mission"),
            *data.conflicts("choe-son-hui"),
        )

    def test_an_id_that_several_kinds_bear(self) -> None:
        """Of an event, a relation and an actor of one id, the record itself asks for its own conflicts only."""
        both = (dated("wire", "2016/"), dated("own", "2017/"))
        shared = tie("dprk", RelationType.MISSION, "russia", "dprk", "2016/", reports=both, adopted_because="x")
        data = world(shared, treaty("2000", *both, id=EventId("dprk")))

        assert data.conflicts(small().actor("dprk")) == ()
        assert [conflict.field for conflict in data.conflicts(shared)] == [ConflictField.START]
        assert data.conflicts(shared)[0].adopted == "2016"

    @pytest.mark.parametrize(
        ("given_id", "nearest"),
        [
            ("treatys", "treaty"),
            ("belarus-missions", "belarus-mission"),
            ("choe-sun-hui", "choe-son-hui"),
            ("zzz", None),
        ],
    )
    def test_an_unknown_id_is_told_with_the_nearest(self, given_id: str, nearest: str | None) -> None:
        """An id that no event, relation or actor bears is an error with the nearest ids of all three."""
        with pytest.raises(UnknownRecordError) as caught:
            small().conflicts(given_id)

        assert caught.value.given == given_id
        assert caught.value.suggestions[:1] == ((nearest,) if nearest else ())

    @pytest.mark.parametrize(
        "stranger",
        [
            named("atlantis", ActorKind.STATE, "Atlantis"),
            attrs.evolve(event("treaty"), id=EventId("atlantis")),
            tie("atlantis", RelationType.MISSION, "russia", "dprk", "2016/"),
            5,
        ],
        ids=["actor", "event", "relation", "number"],
    )
    @pytest.mark.parametrize("question", ["conflicts", "evidence", "positions_on"])
    def test_a_stranger_is_an_error(self, question: str, stranger: Any) -> None:
        """What the dataset does not hold, or what is no record at all, gets an error and never an empty answer."""
        with pytest.raises(UnknownRecordError):
            getattr(small(), question)(stranger)

    @given(served())
    def test_all_conflicts_are_those_of_the_records(self, data: Dataset) -> None:
        """All conflicts are those of all events, relations and actors, one record after the other, each of its own."""
        records: tuple[Event | Relation | Actor, ...] = (*data.events, *data.relations, *data.actors)
        by_record = [(record, data.conflicts(record)) for record in records]

        assert data.conflicts() == tuple(conflict for _, own in by_record for conflict in own)
        for record, own in by_record:
            assert {conflict.record_id for conflict in own} <= {record.id}
            order = [tuple(ConflictField).index(conflict.field) for conflict in own]
            assert order == sorted(order)
            assert all(conflict.reason for conflict in own)


class TestPositions:
    """A denial deletes nothing, and an allegation proves nothing: all stand beside each other."""

    def test_one_for_each_speaker_and_stance(self) -> None:
        """What several texts tell of one actor's one stance is one position; texts in their own voice each have theirs."""
        speaker = {"attributed_to": ActorId("south-korea")}
        reports = (
            by("own", Stance.ALLEGES, 2, **speaker),
            by("wire", Stance.ALLEGES, 1, **speaker),
            by("wire", DENIES, 4, **speaker),
            by("wire", DENIES, 5, attributed_to=ActorId("dprk-mfa")),
            by("wire-again", ASSERTS),
            by("own", ASSERTS, 7),
            by("own", ASSERTS, 8),
            known(),
        )
        data = world(event("arms", reports=reports))
        told = [(one.actor_id, one.stance, one.source_ids, one.origins) for one in data.positions_on("arms")]

        assert told == [
            ("dprk-mfa", DENIES, ("wire",), ("dprk-mfa",)),
            ("south-korea", Stance.ALLEGES, ("wire", "own"), ("south-korea",)),
            ("south-korea", DENIES, ("wire",), ("south-korea",)),
            (None, ASSERTS, ("wire-again",), ("reuters",)),
            (None, ASSERTS, ("own",), ("daily",)),
            (None, ASSERTS, (BACKGROUND,), (BACKGROUND,)),
        ]
        assert [one.known_by for one in data.positions_on("arms")][:4] == [
            *[When("2024-07-01")] * 3,
            When("2024-07-02"),
        ]
        assert data.positions_on("arms")[1].reports == (reports[1], reports[0])

    def test_what_was_said_and_when(self) -> None:
        """A position has the statements about the event that its speaker made and that stand in the same paragraphs."""
        about = (Link(link_type=LinkType.ABOUT, event_id=EventId("arms")),)
        speaks = part("dprk-mfa", Role.SPEAKER, "dprk")

        def spoken(event_id: str, when: str, *reports: Report, **fields: Any) -> Event:
            more = {"links": about, "participants": (speaks,), "reports": reports} | fields
            return attrs.evolve(happening(Statement, EventType.DENIAL, event_id, when), **more)

        tables = unchecked(
            event("arms", reports=(said(5), by("wire", DENIES, 2, 6, attributed_to=ActorId("dprk-mfa")))),
            event("denial", links=()),
            spoken("later", "2024-04-09", by("wire", ASSERTS, 6, 7)),
            spoken("sooner", "2024-04-02", by("wire", ASSERTS, 2)),
            spoken("elsewhere", "2024-04-01", by("own", ASSERTS, 6)),
            spoken("other-paragraph", "2024-04-01", by("wire", ASSERTS, 3)),
            spoken("other-speaker", "2024-04-01", by("wire", ASSERTS, 6), participants=(part("russia", Role.SPEAKER),)),
            spoken("spoken-to", "2024-04-01", by("wire", ASSERTS, 6), participants=(part("dprk-mfa", Role.ADDRESSEE),)),
            spoken("of-another", "2024-04-01", by("wire", ASSERTS, 6), links=()),
        )
        own, denial = sorted(evidence.positions_on(tables, "arms"), key=lambda position: position.actor_id or "")

        assert (denial.statement_ids, denial.said) == (("sooner", "later"), When("2024-04-02"))
        assert (own.statement_ids, own.said) == ((), None)

    def test_who_spoke_for_a_state(self) -> None:
        """The statement of whoever acted for a state is that of the state."""
        answer = happening(
            Statement, EventType.DENIAL, "answer", "2024-04-02", part("choe-son-hui", Role.SPEAKER, "dprk"),
            links=(Link(link_type=LinkType.ABOUT, event_id=EventId("arms")),), reports=(said(6),),
        )  # fmt: skip
        data = world(event("arms", reports=(said(5), said(6, stance=DENIES, attributed_to=ActorId("dprk")))), answer)
        (denial,) = [one for one in data.positions_on("arms") if one.actor_id]

        assert (denial.actor_id, denial.statement_ids) == ("dprk", ("answer",))

    def test_figures_keep_their_alternatives(self) -> None:
        """All figures of one stance stand together, each once, and those that exclude each other say so."""
        either = figures((None, 100, None), (None, 200, None), group="either")
        speaker = {"attributed_to": ActorId("south-korea")}
        data = world(
            shipped(
                by("wire", Stance.ALLEGES, quantities=either, **speaker),
                by("own", Stance.ALLEGES, quantities=(*exact(150), *either), **speaker),
            )
        )
        (position,) = data.positions_on("arms")

        assert position.quantities == (*either, *exact(150))
        assert [one.alternative_group for one in position.quantities] == ["either", "either", None]

    def test_relations_have_positions(self) -> None:
        """A tie is asserted and denied like an event."""
        denied = relation(
            "belarus-mission", reports=(said(2), said(3, stance=DENIES, attributed_to=ActorId("belarus")))
        )

        assert [(one.actor_id, one.stance) for one in world(denied).positions_on("belarus-mission")] == [
            (None, ASSERTS),
            ("belarus", DENIES),
        ]

    @given(data=datasets(), attributed=st.booleans())
    def test_a_denial_takes_nothing_away(self, data: Dataset, attributed: bool) -> None:
        """A denial by whoever had not spoken is one position more, and leaves every other as it was."""
        denier, paper_ = named("denier", ActorKind.MEDIA, "Denier"), paper("denial", "2024-03-05")
        denial = by("denial", DENIES, attributed_to=denier.id if attributed else None)
        for record in (*data.events, *data.relations):
            denied: Any = attrs.evolve(record, reports=(*record.reports, denial))
            tables: dict[str, Any] = dict(data.tables())
            table = "relations" if isinstance(record, Relation) else "events"
            tables[table] = [denied if one is record else one for one in tables[table]]
            tables |= {"actors": [*data.actors, denier], "sources": [*data.sources, paper_]}
            before, now = data.positions_on(record), evidence.positions_on(Tables(**tables), denied)

            assert [one for one in now if one in before] == list(before)
            assert [(one.actor_id, one.stance, one.reports) for one in now if one not in before] == [
                (denial.attributed_to, DENIES, (denial,))
            ]

    @given(served())
    def test_every_report_is_in_one_position(self, data: Dataset) -> None:
        """Each report that takes a stand is in exactly one position, that of its speaker or voice and its stance, in order."""
        for record in (*data.events, *data.relations):
            positions = data.positions_on(record)
            told = [report for position in positions for report in position.reports]
            keys = [(one.known_by.sort_key, one.actor_id or "", one.stance) for one in positions if one.known_by]

            stands = [report for report in record.reports if report.stance not in ("implies", "supposes")]
            assert sorted(map(repr, told)) == sorted(map(repr, stands))
            assert len({(one.actor_id, one.actor_id or one.source_ids, one.stance) for one in positions}) == len(
                positions
            )
            assert keys == sorted(keys)
            for one in positions:
                assert {(report.attributed_to, report.stance) for report in one.reports} == {(one.actor_id, one.stance)}
                assert {*one.source_ids} == {report.source_id for report in one.reports}


class TestEvidence:
    """What a record rests on: its reports in the order in which their sources were written."""

    def test_order(self) -> None:
        """The first written comes first, of one day by id and paragraph, and background knowledge last."""
        reports = (known(), by("own"), by(TEXT, ASSERTS, 4), by("wire"), by(TEXT, DENIES, 2), by("both"))
        told = evidence.evidence(unchecked(event("arms", reports=reports)), "arms")

        assert [(one.source_id, one.paragraphs) for one in told] == [
            ("wire", (1,)), ("both", (1,)), ("own", (1,)), (TEXT, (2,)), (TEXT, (4,)), (BACKGROUND, ()),
        ]  # fmt: skip

    def test_old_background_comes_last_too(self) -> None:
        """Background knowledge has no day that counts, however early it was written down."""
        old = attrs.evolve(small().source(BACKGROUND), published=When("1999"))

        assert [one.source_id for one in world(old).evidence("belarus-relations")] == [TEXT, BACKGROUND]

    @given(served())
    def test_nothing_is_lost(self, data: Dataset) -> None:
        """The evidence of a record is all of its reports, each as often as it stands there, in the order of their days."""
        for record in (*data.events, *data.relations):
            reports = data.evidence(record.id)
            days = [data.source(report.source_id).known_by for report in reports]
            background = [data.source(report.source_id).kind is SourceKind.BACKGROUND for report in reports]
            texts = [day.sort_key for day, last in zip(days, background, strict=True) if day and not last]

            assert sorted(map(repr, reports)) == sorted(map(repr, record.reports))
            assert background == sorted(background)
            assert texts == sorted(texts)

    @given(data=datasets(), number=st.integers(0, 9))
    def test_the_order_of_the_record_does_not_matter(self, data: Dataset, number: int) -> None:
        """However a record lists its reports, the evidence of different paragraphs comes in one order."""
        record = data.events[number % len(data.events)]
        places = [(report.source_id, report.paragraphs) for report in data.evidence(record)]
        for reports in permutations(record.reports):
            tables = Tables(sources=data.sources, events=[attrs.evolve(record, reports=reports)])
            again = evidence.evidence(tables, record.id)

            assert [(report.source_id, report.paragraphs) for report in again] == places


BOUNDS = st.none() | st.integers(0, 6)


def _range(one: int | None, other: int | None) -> Range:
    """Return the range between two bounds, in whatever order they are given."""
    return (one, other) if one is None or other is None else (min(one, other), max(one, other))


RANGES = st.builds(_range, BOUNDS, BOUNDS)


@given(st.lists(RANGES), RANGES)
def test_ranges_that_meet_are_counted_as_one_by_one(ranges: list[Range], asked: Range) -> None:
    """How many ranges meet another is what a comparison with each of them says."""
    assert conflicts._Ranges(ranges).meeting(asked) == sum(common([asked, one]) is not None for one in ranges)
