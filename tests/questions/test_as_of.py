"""What was known when, on datasets small enough to hold in the head and on the bundled one."""

import datetime
import gc
import weakref
from functools import cache
from typing import Any, Final

import attrs
import pytest

import dprkrel
from dprkrel import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    DatasetError,
    DateError,
    DateTypeError,
    Earlier,
    Event,
    EventType,
    HolderWarning,
    Link,
    LinkType,
    Name,
    NameKind,
    Participant,
    Quantity,
    Relation,
    RelationType,
    Report,
    Role,
    Scope,
    SourceKind,
    Stance,
    Status,
    Superlative,
    SuperlativeKind,
    UnknownActorError,
    UnknownRecordError,
    Visit,
    When,
)
from dprkrel.dates.edtf import FUTURE
from dprkrel.questions import as_of as as_of_module
from dprkrel.records.fields import ActorId, EventId, OfficeId, RelationId, SourceId
from dprkrel.store import lines
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import BACKGROUND, actor, page, source, standing
from tests.datasets import grown, visit
from tests.small import named, office, small, small_with, spell

ONE, TWO, THREE = "2024-01-31", "2024-02-10", "2024-02-20"
"""The days of the texts `one`, `two` and `three`."""

TEXTS: Final = [
    source(name, datetime.date.fromisoformat(day)) for name, day in (("one", ONE), ("two", TWO), ("three", THREE))
]
ASSERTS, ANNOUNCES, DENIES, MISSTATES = Stance.ASSERTS, Stance.ANNOUNCES, Stance.DENIES, Stance.MISSTATES
PLAN: Final = Earlier(until=SourceId("two"), summary="It was planned.")


def by(source_id: str, stance: Stance = ASSERTS, when: str | None = None, **fields: Any) -> Report:
    """Build what one of the texts says, with the date that it gives."""
    return Report(
        source_id=SourceId(source_id), stance=stance, paragraphs=() if source_id == BACKGROUND else (1,),
        when=When(when) if when else None, note="It says so.", **fields,
    )  # fmt: skip


def event(when: str, *reports: Report, event_id: str = "event", **fields: Any) -> Visit:
    """Build a visit of which these reports are made, with a reason for its date."""
    return attrs.evolve(visit(event_id, when, reports=reports), **{"adopted_because": "It was weighed."} | fields)


def tie(when: str, *reports: Report, **fields: Any) -> Relation:
    """Build a tie of which these reports are made."""
    usual: dict[str, Any] = {
        "relation_type": RelationType.HOSTILITY, "subject_id": ActorId("state-0"), "object_id": ActorId("state-1"),
    }  # fmt: skip
    return Relation(id=RelationId("tie"), when=When(when), summary="It was a tie.", reports=reports, **usual | fields)


MINISTER: Final = Participant(actor_id=ActorId("person-0-0"), role=Role.VISITOR, office_id=OfficeId("minister-0"))


def held(*reports: Report) -> Relation:
    """Build the spell of the minister in office."""
    spell: dict[str, Any] = {"relation_type": RelationType.OFFICE_HELD, "office_id": OfficeId("minister-0")}
    return tie("2023/..", *reports, subject_id=ActorId("person-0-0"), object_id=ActorId("state-0"), **spell)


def world(*records: Any, **tables: Any) -> Dataset:
    """Return a dataset with the three texts and some records."""
    return grown(
        sources=TEXTS,
        events=[one for one in records if isinstance(one, Visit)],
        relations=[one for one in records if isinstance(one, Relation)],
        **tables,
    )


def then(day: str, *records: Any) -> Event:
    """Return the event as it was known on a day."""
    return world(*records).as_of(day).event("event")


class TestDays:
    """From which day a source counts, and for which day one may ask."""

    @pytest.mark.parametrize(
        ("dates", "day", "known"),
        [
            ({"dateline": When("2024-02-05")}, "2024-02-04", False),
            ({"dateline": When("2024-02-05")}, "2024-02-05", True),
            ({"dateline": When("2024-02-05"), "published": When("2024-02-15")}, "2024-02-06", True),
            ({"dateline": When("2024-02-05"), "published": When("2024-02-01")}, "2024-02-04", False),
            ({"dateline": None, "published": When("2024-02-05")}, "2024-02-04", False),
            ({"dateline": None, "published": When("2024-02-05")}, "2024-02-05", True),
            ({"dateline": When("[2024-02-05..2024-02-07]")}, "2024-02-06", False),
            ({"dateline": When("[2024-02-05..2024-02-07]")}, "2024-02-07", True),
            ({"dateline": When("2024-02")}, "2024-02-28", False),
            ({"dateline": When("2024-02")}, "2024-02-29", True),
        ],
    )
    def test_a_source_counts_once_it_was_certainly_written(self, dates: dict[str, Any], day: str, known: bool) -> None:
        """The dateline decides, whatever the page says, or else the page; of several days it is the last."""
        text = attrs.evolve(TEXTS[0], id=SourceId("asked"), **dates)
        data = grown(sources=[text], events=[event("2024-01", by("asked"))]).as_of(day)

        assert [one.id for one in data.sources] == (["asked"] if known else [])
        assert [one.id for one in data.events] == (["event"] if known else [])

    def test_a_page_that_came_later_tells_nothing(self) -> None:
        """While only the words were out, neither the day nor the address of the page that was read is known."""
        read = attrs.evolve(
            TEXTS[0],
            id=SourceId("asked"),
            published=When("2024-02-15"),
            url="https://example.org/1",
            note="Dated anew.",
        )
        data = grown(sources=[read])

        assert data.as_of("2024-02-14").source("asked") == attrs.evolve(read, published=None, url=None, note=None)
        assert data.as_of("2024-02-15").source("asked") == read

    def test_a_page_keeps_its_address(self) -> None:
        """A public page whose words were out before it is cited as it is today, since it is nothing but its address."""
        seen = page("asked", datetime.date(2024, 2, 15), dateline=When("2024-02-05"), note="Dated anew.")
        data = grown(sources=[seen])

        assert data.as_of("2024-02-04").sources == ()
        assert data.as_of("2024-02-14").source("asked") == attrs.evolve(seen, published=None, note=None)
        assert data.as_of("2024-02-15").source("asked") == seen

    @pytest.mark.parametrize(
        ("day", "sources"),
        [
            ("2024-02-10", ["one", "two"]),
            (datetime.date(2024, 2, 9), ["one"]),
            (datetime.datetime(2024, 2, 10, 23, tzinfo=datetime.UTC), ["one", "two"]),
            (When("2024-01"), ["one"]),
            ("2024-02", ["one", "three", "two"]),
            ("2023", []),
        ],
    )
    def test_forms_of_a_day(self, day: Any, sources: list[str]) -> None:
        """A day is given as text or date, and a month or year is its last day."""
        assert [one.id for one in world().as_of(day).sources] == sources

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ("yesterday", DateError),
            ("2024-02-10~", DateError),
            ("2024?", DateError),
            ("2023/2024-02-10", DateError),
            ("[2024..2024-02-10]", DateError),
            ("2024/..", DateError),
            (None, DateTypeError),
            (2024, DateTypeError),
        ],
    )
    def test_what_is_no_day_is_refused(self, wrong: Any, error: type[DateError]) -> None:
        """What cannot be read as a date, or names no one day, is an error, and never today."""
        with pytest.raises(error):
            small().as_of(wrong)

    def test_the_edition_says_of_which_day_it_is(self) -> None:
        """A dataset as of a day is told from the whole by its edition, and the whole stays as it was."""
        data = world(event("2024-01", by("one"), by("two")))
        text = lines.dumps(data)

        assert data.as_of(ONE).edition == f"unreleased, as of {ONE}"
        assert data.as_of(ONE) != data
        assert lines.dumps(data) == text
        assert world(event("2024-01", by("one"))).as_of(ONE).events == (event("2024-01", by("one")),)

    def test_the_days_asked_last_are_kept(self) -> None:
        """The same day gives the same object, in whatever form it is asked for, for a few days and no more."""
        data = world(event("2024-01", by("one"), by("two")))
        first = data.as_of("2024-01")

        assert first is data.as_of(datetime.date(2024, 1, 31)) is data.as_of(ONE)
        assert data.as_of("2025") is data is data.as_of("2025-12-31")

        gone = weakref.ref(first)
        del first
        for year in range(2000, 2010):
            assert data.as_of(str(year)) is data.as_of(f"{year}-12-31")
        gc.collect()

        assert gone() is None

    def test_an_office_held_on_and_off(self) -> None:
        """Whoever held an office for several spells took part in it on their days, and on no day between them."""
        spells = ["../2001", "2003-02/2003-04", "2003-04/2005", "2007/..", "2006~"]
        days = ["2000", "2001-12-31", "2002", "2003-01-31", "2003-02-01", "2004/2006", "2005-12-31", "2006-06", "[2001..2002]",
                "2007-01-01", "2050", "/", "../1990"]  # fmt: skip
        when = [When(spell) for spell in spells]
        for held_for in (when, when[1:3], when[:1], when[3:4], when[1:2]):
            ties = [
                attrs.evolve(held(by("one")), id=RelationId(f"tie-{number}"), when=spell)
                for number, spell in enumerate(held_for)
            ]
            asked = [
                event(day, by("one"), event_id=f"event-{number}", participants=(MINISTER,))
                for number, day in enumerate(days)
            ]
            # Not a dataset, whose laws know nobody who was not in office.
            tables = Tables(**(standing() | {"sources": TEXTS, "events": asked, "relations": ties}))
            then = as_of_module.as_of(tables, ONE)
            wrong = [
                str(one.when)
                for one in then.events
                if (one.participants[0].office_id is not None)
                != any(spell.overlaps(one.when) is not Certainty.IMPOSSIBLE for spell in held_for)
            ]

            assert len(then.events) == len(days)
            assert wrong == []


class TestStanding:
    """What stands on a day, and with what."""

    @pytest.mark.parametrize("stance", [MISSTATES, Stance.DECLINES_TO_CONFIRM])
    def test_what_does_not_count_makes_no_record(self, stance: Stance) -> None:
        """An error or a declined answer tells of no event by itself, and stands with it once it is told."""
        data = world(event("2024-01", by("one", stance), by("two"), by("three")))

        assert data.as_of(ONE).events == ()
        assert data.as_of(TWO).event("event").reports == (by("one", stance), by("two"))

    def test_background_alone_makes_no_record(self) -> None:
        """Of what no text had told yet there is no record, though a general reader knew of it."""
        old = attrs.evolve(small().source(BACKGROUND), published=When("2020"))
        data = small_with(old).as_of("2021")

        assert [one.id for one in data.sources] == [BACKGROUND]
        assert (data.events, data.relations) == ((), ())

    def test_later_is_another_status(self) -> None:
        """What was announced, then told as past and then denied had each status in its time, told in the words of the time."""
        told = (PLAN, attrs.evolve(PLAN, until=SourceId("three"), summary="It took place."))
        data = world(event("2024-02-05", by("one", ANNOUNCES), by("two"), by("three", DENIES), earlier=told))
        events = [data.as_of(day).event("event") for day in (ONE, TWO, THREE)]

        assert [(one.status, one.summary, len(one.earlier)) for one in events] == [
            (Status.PLANNED, "It was planned.", 0),
            (Status.OCCURRED, "It took place.", 1),
            (Status.ALLEGED, "It was planted.", 2),
        ]

    def test_types_of_each_time(self) -> None:
        """Each telling has its own type, today's where it names none, whether one asks of all or of what was known later."""
        told = (PLAN, attrs.evolve(PLAN, until=SourceId("three"), event_type=EventType.STATE_VISIT))
        data = world(event("2024-02-20", by("one", ANNOUNCES), by("two", ANNOUNCES), by("three"), earlier=told))

        assert [data.as_of(day).event("event").event_type for day in (ONE, TWO, THREE)] == [
            "visit",
            "state_visit",
            "visit",
        ]
        assert data.as_of(TWO).as_of(ONE).event("event").event_type == "visit"

    def test_what_rests_on_later_texts_is_left_out(self) -> None:
        """Links to what was not known, wholes, claims and openings go with the texts that told of them."""
        whole = event("2024-01", by("two"), event_id="whole")
        links = tuple(
            Link(link_type=LinkType.ABOUT, event_id=EventId(to), reports=tuple(map(by, of)))
            for to, of in (("known", ()), ("known", ("one", "two")), ("known", ("two",)), ("whole", ("one",)))
        )
        claims = tuple(
            Superlative(kind=SuperlativeKind.RARE, claim=f"Told by {' and '.join(of)}.", reports=tuple(map(by, of)))
            for of in (("one", "two"), ("two",))
        )
        known = event("2024-01", by("one"), event_id="known")
        part = event("2024-01-05", by("one"), part_of=EventId("whole"), links=links, superlatives=claims)
        opened = tie("2024", by("one"), opened_by=EventId("whole"), closed_by=EventId("known"))
        data = world(whole, known, part, opened)
        now = data.as_of(ONE)

        assert now.event("event").links == (links[0], attrs.evolve(links[1], reports=(by("one"),)))
        assert now.event("event").superlatives == (attrs.evolve(claims[0], reports=(by("one"),)),)
        assert now.event("event").part_of is None
        assert (now.relation("tie").opened_by, now.relation("tie").closed_by) == (None, "known")
        assert data.as_of(TWO).event("event") == part
        with pytest.raises(UnknownRecordError):
            now.event("whole")

    @pytest.mark.parametrize(
        ("day", "office_then", "person_then"),
        [
            ("2015-01-01", None, "1950-01-01/"),
            ("2016-07-01", "2016-06-29/", "1950-01-01/"),
            ("2024-07-23", "2016-06-29/2020-01-01", "1950-01-01/2022-05-05"),
        ],
    )
    def test_no_office_or_life_ends_before_it_does(
        self, day: str, office_then: str | None, person_then: str | None
    ) -> None:
        """When an office was made or abolished, and a person died, was not known before, though no source is named."""
        chair = office("chair", "dprk", "Chairman", existed="2016-06-29/2020-01-01")
        late = named("late", ActorKind.PERSON, "Late Person", existed="1950-01-01/2022-05-05")
        then = small_with(chair, late, spell("late", "chair", "dprk", "2016-06-29/")).as_of(day)

        assert (then.office("chair").existed, then.actor("late").existed) == (
            office_then and When(office_then),
            person_then and When(person_then),
        )

    def test_no_view_of_the_bundled_data_knows_a_later_end(self) -> None:
        """No actor or office of a view begins or ends to exist after its day."""
        found = []
        for day in ("1995-01-01", "2012-01-01", "2018-07-01", "2021-04-02"):
            view, last = dprkrel.as_of(day), When(day).bounds[0]
            lives = {each.id: each.existed for each in view.actors} | {each.id: each.existed for each in view.offices}
            found += [
                f"{day}: {name} {existed}"
                for name, existed in lives.items()
                if existed is not None and (existed.bounds[0] > last or last < existed.bounds[3] < FUTURE)
            ]

        assert not found, "\n".join(found)

    def test_an_office_that_was_not_known_is_not_named(self) -> None:
        """Who acted in an office acts without it for as long as no text had told that they held it."""
        data = world(event("2024-01", by("one"), participants=(MINISTER,)), held(by("two")))

        assert data.as_of(ONE).event("event").participants == (attrs.evolve(MINISTER, office_id=None),)
        assert data.as_of(TWO).event("event").participants == (MINISTER,)

    def test_tellings_out_of_order_are_refused(self) -> None:
        """Tellings stand in the order in which they ended, so that each time has the one that held then."""
        told = (attrs.evolve(PLAN, until=SourceId("three")), attrs.evolve(PLAN, until=SourceId("two")))
        with pytest.raises(DatasetError, match="descriptions in the order of publication"):
            world(event("2024-02-20", by("one", ANNOUNCES), by("two", ANNOUNCES), by("three"), earlier=told))

    @pytest.mark.parametrize("claimed", [False, True], ids=["no claim", "a claim"])
    def test_whom_nobody_had_named_takes_no_part(self, claimed: bool) -> None:
        """Who stands in later texts only takes no part yet, and what is claimed of them is not claimed yet."""
        guest = actor("guest", ActorKind.PERSON)
        guest = attrs.evolve(guest, names=(attrs.evolve(guest.names[0], source_ids=(SourceId("two"),)),))
        parts = (Participant(actor_id=guest.id, role=Role.VISITOR), attrs.evolve(MINISTER, office_id=None))
        scope = Scope(event_types=(EventType.VISIT,), role=Role.VISITOR, actor_id=guest.id)
        claim = Superlative(kind=SuperlativeKind.FIRST, claim="The first.", scope=scope, reports=(by("one"),))
        came = event("2024-01", by("one"), by("two"), participants=parts, superlatives=(claim,) if claimed else ())
        data = world(came, actors=[guest])

        assert data.as_of(ONE).event("event").participants == parts[1:]
        assert data.as_of(ONE).event("event").superlatives == ()
        assert data.as_of(TWO).event("event") == came

    @pytest.mark.parametrize("later", ["office", "type"])
    def test_a_claim_whose_scope_was_not_known_breaks_no_law(self, later: str) -> None:
        """Where a claim names an office or a type that a later text brought, the data as they were before can be asked for."""
        scope = Scope(event_types=(EventType.VISIT,), role=Role.VISITOR, office_id=OfficeId("minister-0"))
        claim = Superlative(kind=SuperlativeKind.FIRST, claim="The first.", scope=scope, reports=(by("one"),))
        telling = attrs.evolve(PLAN, event_type=EventType.OFFICIAL_VISIT)
        claimed = event(
            "2024-01", by("one"), by("two"), participants=(MINISTER,), superlatives=(claim,),
            earlier=(telling,) if later == "type" else (),
        )  # fmt: skip
        data = world(claimed, held(by("two" if later == "office" else "one")))

        assert data.as_of(ONE).event("event").reports == (by("one"),)
        assert data.as_of(TWO).event("event") == claimed

    def test_a_repetition_that_came_first_stands_by_itself(self) -> None:
        """A text whose original had not certainly been written is left, and tells nothing of the original."""
        original = source("original", datetime.date(2024, 2, 15))
        copy = source("copy", datetime.date(2024, 2, 14), republication_of=original.id)
        data = grown(sources=[original, copy], events=[event("2024-02", by("copy"))])

        assert data.as_of("2024-02-14").source("copy") == attrs.evolve(copy, republication_of=None)
        assert data.as_of("2024-02-15").source("copy") == copy


class TestDates:
    """The date of a record of which only some reports had been published."""

    @pytest.mark.parametrize(
        ("adopted", "told", "date"),
        [
            ("2024-01-05", [by("one", when="2024-01-05"), by("three")], "2024-01-05"),
            ("2024-01-05", [by("one", when="2024-01"), by("three", when="2024-01-05")], "2024-01"),
            ("2024-01-05", [by("one", when="2024-01"), by("two", when="2024-01-05"), by("three")], "2024-01-05"),
            ("2024-01-05/2024-01-07", [by("one", when="2024-01-05/"), by("two", when="/2024-01-07"), by("three")],
             "2024-01-05/2024-01-07"),
            ("2024-01-05", [by("one", when="2024-01-05"), by("two", when="2024-01-09"), by("three")],
             "[2024-01-05..2024-01-09]"),
            ("2024-01-05/2024-01-07", [by("one", when="2024-01-05/2024-01-07"), by("two", when="2024-01-05/2024-01-09"),
                                       by("three")], "2024-01-05/[2024-01-07..2024-01-09]"),
            ("2024-01-05", [by("one"), by("three", when="2024-01-05")], f"[..{ONE}]/"),
            ("2024-01-05", [by("one"), by("two"), by("three", when="2024-01-05")], f"[..{ONE}]/"),
            ("2024-02-05", [by("one", ANNOUNCES, "2024-02"), by("two"), by("three", when="2024-02-05")],
             f"[2024-02-01..{TWO}]/2024-02"),
            ("2024-02-05", [by("one", ANNOUNCES), by("three", ANNOUNCES, "2024-02-05")], "/"),
            ("2024-01-05~", [by("one", when="2024-01~"), by("three", when="2024-01-05~")], "2024-01~"),
            ("2024-01-05?", [by("one", when="2024-01?"), by("two", when="2024-01-05"), by("three")], "2024-01-05?"),
            ("2024-01-05%", [by("one", when="2024-01~"), by("two", when="2024-01-05?"), by("three")], "2024-01-05%"),
            ("2024-01-05/..", [by("one", when="2024-01-05/.."), by("three")], "2024-01-05/.."),
            ("../2024-01-05", [by("one", when="../2024-01-05"), by("three")], "../2024-01-05"),
        ],
    )  # fmt: skip
    def test_the_date_of_what_is_left(self, adopted: str, told: list[Report], date: str) -> None:
        """It is what the reports allow together, or any of them where they disagree; what was told as past had begun."""
        earlier = (PLAN,) if told[0].stance is ANNOUNCES and told[1].stance is ASSERTS else ()
        two = then(TWO, event(adopted, *told, earlier=earlier))

        assert two.when == When(date)
        assert two.status is (Status.PLANNED if told[-1].stance is ANNOUNCES else Status.OCCURRED)

    @pytest.mark.parametrize(
        "told",
        [
            [
                by("one", quantities=(Quantity(unit="ships", best=1),)),
                by("two", quantities=(Quantity(unit="ships", best=2),)),
            ],
            [by("one", when="2024-01-05"), by("two", MISSTATES, "2024-01-03")],
            [by("one", ANNOUNCES, "2024-02-15"), by("two")],
            [by("one", when="2024-01-05"), by("two", when="2024-01-09")],
        ],
        ids=["figures", "an error", "a plan that was early", "dates"],
    )
    def test_a_conflict_of_then_has_a_reason(self, told: list[Report]) -> None:
        """Where the reports that are left disagree on anything, the record says why it has the value that it has."""
        earlier = (PLAN,) if told[0].stance is ANNOUNCES else ()
        data = world(event("2024-01-05", *told, by("three"), earlier=earlier)).as_of(TWO)

        assert data.conflicts("event") != ()
        assert all(conflict.reason for conflict in data.conflicts("event"))

    def test_no_reason_outlives_its_conflict(self) -> None:
        """A reason that rests on later texts is no more told than these, and one told in full is told as it is."""
        full = event("2024-01-05", by("one", when="2024-01-05"), by("two", when="2024-01-09"))

        assert then(ONE, full).adopted_because != then(TWO, full).adopted_because == "It was weighed."
        assert then(ONE, event("2024-01-05", by("one"), by("two"), adopted_because=None)).adopted_because is None


class TestNames:
    """Spellings come with the first text that has them, background knowledge at once."""

    def test_spellings(self) -> None:
        """A name is found once a text of the time has it, and the primary name always."""
        person = next(actor for actor in standing()["actors"] if actor.id == "person-0-0")
        names = [
            ("Early", ("one",), NameKind.ALIAS),
            ("Late", ("two", "three"), NameKind.ALIAS),
            ("Layt", ("two",), NameKind.MISSPELLING),
            ("Always", (), NameKind.ALIAS),
        ]
        more = tuple(
            Name(text=text, language="en", kind=kind, source_ids=tuple(map(SourceId, of)), note="It is so.")
            for text, of, kind in names
        )
        named: Actor = attrs.evolve(
            person, names=(attrs.evolve(person.names[0], source_ids=(SourceId("three"),)), *more)
        )
        tables = standing() | {"sources": [*standing()["sources"], *TEXTS]}
        tables["actors"] = [named if one is person else one for one in tables["actors"]]
        data = Dataset(**tables)
        found = [[name.text for name in data.as_of(day).actor(person.id).names] for day in ("2023", ONE, TWO)]

        assert found == [
            ["Person-0-0", "Always"],
            ["Person-0-0", "Early", "Always"],
            [name.text for name in named.names],
        ]
        assert data.as_of(TWO).actor(person.id).names[2].source_ids == ("two",)
        assert data.as_of(TWO).find_actor("Layt") == data.as_of(TWO).actor(person.id)
        assert [conflict.field for conflict in data.as_of(TWO).conflicts(person.id)] == ["name"]
        with pytest.raises(UnknownActorError):
            data.as_of(ONE).find_actor("Late")


def test_offices_are_the_frame() -> None:
    """An office can be asked for before anybody is known to hold it, as one whose holder is not known."""
    data = world(held(by("one")))
    holder = data.as_of(ONE).office_holder("minister", of="state-0", on="2024")

    with pytest.warns(HolderWarning, match="nobody is known"):
        assert data.as_of("2023").office_holder("minister", of="state-0", on="2024") is None
    assert (holder and holder.id) == "person-0-0"


PUTIN: Final = [
    ("2023-10-19", Status.PLANNED, EventType.VISIT),
    ("2024-06-18", Status.PLANNED, EventType.VISIT),
    ("2024-07-24", Status.OCCURRED, EventType.STATE_VISIT),
]


@cache
def bundled(day: str) -> Dataset:
    """Return the bundled dataset as of a day, computed once."""
    return dprkrel.as_of(day)


class TestBundled:
    """The real case: five texts of nine months, each of which knew what the one before had not."""

    @pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer
    @pytest.mark.parametrize(("day", "status", "event_type"), PUTIN)
    def test_a_visit_from_plan_to_past(self, day: str, status: Status, event_type: EventType) -> None:
        """Putin's visit was to come in October 2023 and on the eve of it, and was a state visit once it was past."""
        data = bundled(day)
        visit = data.event("putin-visit-dprk-2024")

        assert (visit.status, visit.event_type) == (status, event_type)
        assert ("was to" in visit.summary) == (status is Status.PLANNED)
        assert (visit in data.visits_by_actor("Putin")) == (status is Status.OCCURRED)
        assert visit in data.visits_by_actor("Putin", status=status)
        assert visit.when.after(day) is not Certainty.CERTAIN or status is Status.PLANNED

    def test_its_date_became_sharper(self) -> None:
        """In October 2023 nobody knew when it would be; on the eve it was announced for two days."""
        dates = [bundled(day).event("putin-visit-dprk-2024").when for day, *_ in PUTIN]

        assert (dates[0].latest, dates[1].earliest, dates[1].latest) == (
            None, datetime.date(2024, 6, 18), datetime.date(2024, 6, 19),
        )  # fmt: skip
        assert dates[1].within(dates[0]) is not Certainty.IMPOSSIBLE

    @pytest.mark.parametrize(
        ("day", "sources", "nothing_of"),
        [
            ("2023-10-18", 0, "lavrov-reception-2023"),
            ("2023-10-19", 2, "choe-visit-russia-2024"),
            ("2024-01-17", 3, "russia-dprk-treaty-2024"),
            ("2024-06-18", 4, "ryzhenkov-visit-dprk-2024"),
            ("2024-07-24", 5, "nothing"),
        ],
    )
    def test_what_was_not_known_is_not_there(self, day: str, sources: int, nothing_of: str) -> None:
        """Each text brings its events, and before it there is no trace of them."""
        data = bundled(day)

        assert sum(one.kind is SourceKind.TEXT for one in data.sources) == sources
        assert "background" not in {one.id for one in data.sources}
        assert nothing_of not in {event.id for event in data.events}
        assert f'"{nothing_of}"' not in lines.dumps(data)

    def test_an_office_of_the_time(self) -> None:
        """In October 2023 Lavrov was foreign minister for all that was known; who was to follow others was not."""
        day = "2023-10-19"
        data = bundled(day)
        holder = data.office_holder("foreign minister", of="Russia", on=day)

        assert (holder and holder.id) == "sergei-lavrov"
        with pytest.warns(HolderWarning, match="not for certain|for certain"):
            assert data.office_holder("foreign minister", of="Belarus", on="2024-07-24") is None
        assert dprkrel.office_holder("foreign minister", of="Belarus", on="2024-07-24") is not None

    def test_a_misspelling_of_its_time(self) -> None:
        """The name in half a Chinese reading is known since the text that prints it, and no name before."""
        with pytest.raises(UnknownActorError):
            bundled("2024-01-17").find_actor("Cui Shanhui")

        assert bundled("2024-07-24").find_actor("Cui Shanhui").id == "choe-son-hui"
        assert "Cui Shanhui" not in lines.dumps(bundled("2024-06-18"))

    @pytest.mark.parametrize("day", ["2023-10-19", "2024-01-17", "2024-06-18", "2024-07-24"])
    def test_doubtful_dates_stay_doubtful(self, day: str) -> None:
        """What was told with a mark of doubt bears it on every day, and what was told without bears none."""
        data, today = bundled(day), dprkrel.load()
        redated = [
            (event, today.event(event.id)) for event in data.events if event.reports != today.event(event.id).reports
        ]
        for event, _ in redated:
            told = [report.when for report in event.reports if report.when and report.stance is not MISSTATES]
            bounds = (
                event.when.earliest_start,
                event.when.latest_start,
                event.when.earliest_end,
                event.when.latest_end,
            )
            if any(bounds):
                assert event.when.approximate == any(when.approximate for when in told)
                assert event.when.uncertain == any(when.uncertain for when in told)

        assert redated
