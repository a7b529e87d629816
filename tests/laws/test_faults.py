"""The laws: each has a dataset that breaks it and nothing else, and one beside it that just keeps it."""

import datetime
from typing import Any

import attrs
import pytest

from dprkrel import (
    Actor,
    ActorKind,
    Cause,
    Change,
    ChangeKind,
    Completeness,
    CountingRule,
    Coverage,
    Dataset,
    DatasetError,
    Derivation,
    DerivationRule,
    EventType,
    Excuse,
    Fault,
    Link,
    LinkType,
    Meeting,
    Name,
    NameKind,
    Participant,
    PlaceKind,
    RelationType,
    Report,
    Role,
    Source,
    SourceKind,
    Stance,
    Standing,
    Superlative,
    SuperlativeKind,
    Visit,
    When,
)
from dprkrel.laws.faults import faults_of
from dprkrel.records.fields import ActorId, EventId, SourceId
from dprkrel.records.kinds import TABLE_OF, Record
from tests.cases import for_each
from tests.small import (
    TEXT,
    event,
    happening,
    known,
    named,
    office,
    part,
    parts,
    place,
    relation,
    said,
    small,
    small_with,
    spell,
    tie,
)

NAMELESS: Any = "nobody"


def faults(*replaced: Record) -> tuple[Fault, ...]:
    """Return the faults of the small dataset with some records added or replaced."""
    try:
        small_with(*replaced)
    except DatasetError as error:
        return error.faults
    return ()


def actor(actor_id: str, **changes: Any) -> Actor:
    """Return an actor of the small dataset, with some fields changed."""
    return attrs.evolve(small().actor(actor_id), **changes)


def text(**changes: Any) -> Source:
    """Return the text of the small dataset, with some fields changed."""
    return attrs.evolve(small().source(TEXT), **changes)


def linked(link_type: LinkType, to: str, **fields: Any) -> tuple[Link, ...]:
    """Return one link."""
    return (Link(link_type=link_type, event_id=event(to).id if to != NAMELESS else NAMELESS, **fields),)


def derived(when: str | None, rule: DerivationRule = DerivationRule.PREVIOUS_MONTH) -> Report:
    """Return a report whose date was derived from the dateline."""
    derivation = Derivation(phrase="bulan lalu", anchor=datetime.date(2024, 7, 24), rule=rule)
    return said(1, derivation=derivation, when=None if when is None else When(when))


def talks(event_id: str, when: str, where: str, *participants: Participant) -> Record:
    """Return talks at a place."""
    return happening(Meeting, EventType.TALKS, event_id, when, *participants, place_id=where)


def page(page_id: str = "page", **changes: Any) -> Source:
    """Return a page, with some fields changed."""
    usual: dict[str, Any] = {
        "id": page_id, "kind": SourceKind.PAGE, "description": "A page.", "language": "en",
        "url": f"https://example.org/{page_id}", "title": "A page", "standing": Standing.TERTIARY,
        "published": When("2024-07-24"),
    }  # fmt: skip
    return Source(**usual | changes)


def seen(page_id: str = "page", stance: Stance = Stance.ASSERTS, **fields: Any) -> Report:
    """Return what a page says."""
    return Report(source_id=SourceId(page_id), stance=stance, **fields)


def rule(**changes: Any) -> CountingRule:
    """Return the counting rule of the small dataset, with some fields changed."""
    return attrs.evolve(small().counting_rules[0], **changes)


def searched(**changes: Any) -> Coverage:
    """Return an entry of the coverage ledger, with some fields changed."""
    usual: dict[str, Any] = {
        "id": "searched", "summary": "Visits.", "when": When("2024"), "completeness": Completeness.PARTIAL,
        "searched": "A news agency.",
    }  # fmt: skip
    return Coverage(**usual | changes)


def change(kind: ChangeKind, *record_ids: str, of: str = "event", **changes: Any) -> Change:
    """Return what an edition did to some records."""
    usual: dict[str, Any] = {
        "id": "change", "edition": "2026.11.22", "kind": kind, "record_kind": of, "record_ids": record_ids,
        "reason": "It was so.", "cause": None if kind is ChangeKind.ADDED else Cause.CODING,
    }  # fmt: skip
    return Change(**usual | changes)


CHOE = part("choe-son-hui", Role.PARTICIPANT)
LAVROV_AS_MINISTER = part("sergei-lavrov", Role.PARTICIPANT, "russia", "russia-foreign-minister")

# The records that break it; the record and field at fault; words of what was found and expected.
REFERENCES: list[tuple[Record, str, str]] = [
    (actor("choe-son-hui", state_id=NAMELESS), "choe-son-hui", "state_id"),
    (actor("choe-son-hui", state_id="kim-jong-un"), "choe-son-hui", "state_id"),
    (event("treaty", participants=(part("dprk", Role.PARTY, "kim-jong-un"),)), "treaty", "participants[0].acted_for"),
    (actor("russia", successor_of=NAMELESS), "russia", "successor_of"),
    (actor("dprk", not_same_as=(NAMELESS,)), "dprk", "not_same_as[0]"),
    (named("x", ActorKind.STATE, "X", successor_of="x"), "x", "successor_of"),
    (actor("dprk", not_same_as=("dprk",)), "dprk", "not_same_as[0]"),
    (Actor(id="x", kind=ActorKind.STATE, names=(
        Name(text="X", language="en", kind=NameKind.PRIMARY, source_ids=(NAMELESS,)),)), "x", "names[0].source_ids[0]"),
    (office("khan", NAMELESS, "Khan"), "khan", "of_id"),
    (place("osan", PlaceKind.CITY, NAMELESS), "osan", "within"),
    (place("osan", PlaceKind.CITY, "osan"), "osan", "within"),
    (text(publisher_id=NAMELESS), TEXT, "publisher_id"),
    (text(author_ids=(NAMELESS,)), TEXT, "author_ids[0]"),
    (text(agency_ids=(NAMELESS,)), TEXT, "agency_ids[0]"),
    (text(republication_of=NAMELESS), TEXT, "republication_of"),
    (text(republication_of=TEXT), TEXT, "republication_of"),
    (event("treaty", place_id=NAMELESS), "treaty", "place_id"),
    (event("treaty", part_of=NAMELESS), "treaty", "part_of"),
    (event("treaty", part_of="treaty"), "treaty", "part_of"),
    (event("treaty", links=linked(LinkType.ABOUT, NAMELESS)), "treaty", "links[0].event_id"),
    (event("treaty", links=linked(LinkType.ABOUT, "treaty")), "treaty", "links[0].event_id"),
    (event("treaty", participants=(part(NAMELESS, Role.PARTY),)), "treaty", "participants[0].actor_id"),
    (event("treaty", participants=(part("dprk", Role.PARTY, NAMELESS),)), "treaty", "participants[0].acted_for"),
    (event("treaty", participants=(part("dprk", Role.PARTY, None, NAMELESS),)), "treaty", "participants[0].office_id"),
    (event("treaty", reports=(said(1, attributed_to=NAMELESS),)), "treaty", "reports[0].attributed_to"),
    (event("treaty", reports=(Report(source_id=NAMELESS, stance=Stance.ASSERTS),)), "treaty", "reports[0].source_id"),
    (event("treaty", links=linked(LinkType.ABOUT, "arms", reports=(said(attributed_to=NAMELESS),))), "treaty",
     "links[0].reports[0].attributed_to"),
    (event("treaty", superlatives=(Superlative(kind=SuperlativeKind.RARE, claim="first", reports=(said(attributed_to=NAMELESS),)),)), "treaty",
     "superlatives[0].reports[0].attributed_to"),
    (event("ryzhenkov-appointed", office_id=NAMELESS), "ryzhenkov-appointed", "office_id"),
    (relation("kims", subject_id=NAMELESS), "kims", "subject_id"),
    (relation("kims", object_id=NAMELESS), "kims", "object_id"),
    (relation("kims", place_id=NAMELESS), "kims", "place_id"),
    (relation("kims", opened_by=NAMELESS), "kims", "opened_by"),
    (relation("kims", closed_by=NAMELESS), "kims", "closed_by"),
    (spell("kim-jong-un", NAMELESS, "dprk", "2012/..", spell_id="x"), "x", "office_id"),
    (rule(publisher_id=NAMELESS), "ministers-visits", "publisher_id"),
    (rule(source_ids=(NAMELESS,)), "ministers-visits", "source_ids[0]"),
    (rule(figures=(attrs.evolve(rule().figures[0], source_id=NAMELESS),)), "ministers-visits", "figures[0].source_id"),
    (rule(figures=(attrs.evolve(rule().figures[0], sending_id=ActorId("kim-jong-un")),)), "ministers-visits", "figures[0].sending_id"),
    (rule(sending_ids=(NAMELESS,)), "ministers-visits", "sending_ids[0]"),
    (rule(sending_ids=("kim-jong-un",)), "ministers-visits", "sending_ids[0]"),
    (rule(receiving_ids=("russia-mfa",)), "ministers-visits", "receiving_ids[0]"),
    (rule(except_office_ids=(NAMELESS,)), "ministers-visits", "except_office_ids[0]"),
    (searched(dyad=(NAMELESS,)), "searched", "dyad[0]"),
    (searched(dyad=("dprk", "kim-jong-un")), "searched", "dyad[1]"),
    (change(ChangeKind.ADDED, NAMELESS), "change", "record_ids"),
    (change(ChangeKind.CORRECTED, "russia"), "change", "record_ids"),
    (change(ChangeKind.MERGED, "gone", heir_id=NAMELESS), "change", "record_ids"),
    (change(ChangeKind.WITHDRAWN, "treaty", id="treaty-corrected"), "treaty-corrected", "record_ids"),
    (change(ChangeKind.MERGED, "treaty", heir_id="denial", id="treaty-corrected"), "treaty-corrected", "record_ids"),
    (change(ChangeKind.ADDED, "treaty", of="planet"), "change", "record_kind"),
]  # fmt: skip

BROKEN: list[tuple[tuple[Record, ...], str, str, str]] = [
    ((actor("belarus", names=(*actor("belarus").names, Name(text="Belarus", language="fr"))),), "belarus", "names",
     "'Belarus' 2 times; expected each spelling once"),
    ((actor("belarus", names=(*actor("belarus").names, Name(text="\ufe70", language="en"))),), "belarus", "names",
     "at least one letter or digit"),
    ((actor("dprk", names=(*actor("dprk").names, Name(text="Korea Selatan", language="id"))),), "dprk", "names",
     "a name that south-korea does not have"),
    ((text(excused=(Excuse(paragraphs=(1,), reason="caption"),)),), TEXT, "excused", "paragraphs that no record cites"),
    ((text(file=None),), TEXT, "file", "the file name, sha256 and paragraph_count"),
    ((text(sha256=None),), TEXT, "file", "the file name, sha256 and paragraph_count"),
    ((text(excused=(Excuse(paragraphs=(10,), reason="caption"),)),), TEXT, "excused", "paragraphs from 1 to 9"),
    ((text(excused=(Excuse(paragraphs=(3,), reason="a"), Excuse(paragraphs=(3, 4), reason="b"))),), TEXT, "excused",
     "each once"),
    ((event("treaty", reports=(said(1), attrs.evolve(known(), note=None))),), "treaty", "reports[background]",
     "a note that says what is background knowledge"),
    ((event("treaty", reports=(said(1, stance=Stance.MISSTATES, note="a slip"),)),), "treaty", "reports",
     "no report that counts"),
    ((event("treaty", reports=(said(1), said(2, stance=Stance.MISSTATES))),), "treaty", f"reports[{TEXT}]",
     "a note that says what is wrong"),
    ((event("treaty", reports=(known(),)),), "treaty", "reports", "background knowledge alone; expected a text"),
    ((relation("kims", reports=(known(),)),), "kims", "reports", "background knowledge alone"),
    ((event("treaty", reports=(attrs.evolve(said(1), paragraphs=()),)),), "treaty", f"reports[{TEXT}]", "no paragraph"),
    ((event("treaty", reports=(said(9, 10),)),), "treaty", f"reports[{TEXT}]", "(9, 10); expected paragraphs from 1"),
    ((event("denial", links=linked(LinkType.ABOUT, "arms", reports=(said(10),))),), "denial", f"reports[{TEXT}]",
     "paragraphs from 1 to 9"),
    ((event("treaty", reports=(said(1), said(2, stance=Stance.MISSTATES))),), "treaty", f"reports[{TEXT}]",
     "a note that says what is wrong"),
    ((event("ryzhenkov-appointed", reports=(derived("2024-07"),), adopted_because="x"),), "ryzhenkov-appointed",
     f"reports[{TEXT}].when", "2024-07; expected 2024-06, as derived"),
    ((event("ryzhenkov-appointed", reports=(derived(None),)),), "ryzhenkov-appointed", f"reports[{TEXT}].when",
     "None; expected 2024-06, as derived"),
    ((event("treaty", when=When("2024-07-25")),), "treaty", "when", "not after 2024-07-24"),
    ((relation("belarus-mission", when=When("2024-08/..")),), "belarus-mission", "when", "not after 2024-07-24"),
    ((event("ryzhenkov-visit", reports=(said(8, when=When("2024-07-23")),)),), "ryzhenkov-visit", "adopted_because",
     "why [2024-07-25..2024-07-26] was adopted among 2024-07-23"),
    ((event("treaty", reports=(said(1, when=When("2000-02")), said(2, when=When("2001"))), when=When("2000-02")),),
     "treaty", "adopted_because", "among 2000-02, 2001"),
    ((event("lavrov-talks", when=When("2023-10-20")),), "lavrov-talks", "when", "law 4: a date within lavrov-visit"),
    ((event("lavrov-tower", part_of="lavrov-talks", when=When("2023-11")),
      event("lavrov-talks", when=When("2023"), participants=())), "lavrov-t", "order",
     "lavrov-talks is part of lavrov-visit"),
    ((event("lavrov-visit", part_of="lavrov-talks"), ), "lavrov-", "part_of", "no ring"),
    ((place("east-asia", PlaceKind.REGION, "tower"),), "east-asia", "within", "no ring"),
    ((actor("russia", successor_of="belarus"), actor("belarus", successor_of="russia")), "belarus", "successor_of",
     "no ring"),
    ((event("choe-visit", when=When("2023-09"), participants=()),), "choe-visit", "order",
     "choe-visit is the return visit for lavrov-visit (press-2024-07-24, paragraph 1)"),
    ((event("treaty", links=linked(LinkType.FOLLOWS, "lavrov-visit")),), "treaty", "order",
     "treaty began by 2000-02-09; treaty came after lavrov-visit (press-2024-07-24, paragraph 1)"),
    ((event("treaty", links=linked(LinkType.FIRST_SINCE, "denial")),), "treaty", "order",
     "law 4: dates and statements of order"),
    ((event("treaty", links=linked(LinkType.ANSWERS, "denial")),), "treaty", "order",
     "law 4: dates and statements of order"),
    ((event("denial", links=linked(LinkType.PREPARES, "treaty")),), "denial", "order",
     "law 4: dates and statements of order"),
    ((event("ryzhenkov-visit", links=(Link(link_type=LinkType.FOLLOWS, event_id=EventId("ryzhenkov-appointed"),
                                           within_days=20),)),), "ryzhenkov-visit", "order", "within 20 days"),
    ((relation("belarus-mission", when=When("1991/..")),), "belarus-mission", "when",
     "law 4: a date that all else leaves open: it lies within none of belarus-dprk ("),
    ((tie("again", RelationType.DIPLOMATIC_RELATIONS, "dprk", "belarus", "1993/1994"),), "again", "when",
     "a period that does not overlap belarus-dprk"),
    ((tie("again", RelationType.MISSION, "belarus", "dprk", "2017/2018"),), "again", "when",
     "a period that does not overlap belarus-mission"),
    ((spell("sergei-lavrov", "russia-foreign-minister", "russia", "2010/2011", spell_id="z"),), "z", "when",
     "a period that does not overlap sergei-lavrov"),
    ((spell("vladimir-putin", "russia-foreign-minister", "russia", "2010/2011", spell_id="z"),), "z", "when",
     "one holder at a time; sergei-lavrov"),
    ((spell("kim-jong-un", "russia-president", "dprk", "1990/1991", spell_id="z"),), "z", "object_id",
     "dprk; expected russia, whose office it is"),
    ((event("treaty", participants=(LAVROV_AS_MINISTER,)),), "treaty", "participants", "a day on which they held the office"),
    ((event("lavrov-talks", participants=(part("kim-jong-un", Role.PARTICIPANT, None, "dprk-foreign-minister"),)),),
     "lavrov-talks", "participants", "no period is known"),
    ((talks("far", "2023-10-19", "moscow", CHOE),), "far", "place_id", "law 5: choe-son-hui is in north-korea-land"),
    ((happening(Visit, EventType.VISIT, "far", "2023-10-18/2023-10-20", part("choe-son-hui", Role.DELEGATE),
                place_id="moscow"), event("lavrov-visit", links=(), superlatives=()),
      event("lavrov-banquet", participants=())), "far", "place_id", "law 5: choe-son-hui is in north-korea-land"),
    ((page(url=None),), "page", "url", "the url, title and standing of the page"),
    ((page(title=None),), "page", "url", "the url, title and standing of the page"),
    ((page(standing=None),), "page", "url", "the url, title and standing of the page"),
    ((page(published=None),), "page", "published", "a day by which it was written"),
    ((page(published=When("2024-07-24/..")),), "page", "published", "a day by which it was written"),
    ((page(file="page.html"),), "page", "file", "no file, since the source is not a text"),
    ((page(sha256="0" * 64),), "page", "file", "no file, since the source is not a text"),
    ((page(paragraph_count=1),), "page", "file", "no file, since the source is not a text"),
    ((attrs.evolve(small().source("background"), file="all.txt"),), "background", "file", "no file, since the source is not a text"),
    ((page(), event("treaty", reports=(said(1), seen(paragraphs=(1,), note="x")))), "treaty", "reports[page]",
     "(1,); expected no paragraphs, since the source is a page"),
    ((page(), event("treaty", when=When("2024-07-25"), reports=(seen(note="It rests on this alone."),))), "treaty",
     "when", "not after 2024-07-24"),
]  # fmt: skip

KEPT: list[tuple[Record, ...]] = [
    (event("treaty", when=When("2024-07-24")),),
    (event("treaty", when=When("2024-07-23/2024-07-30")),),
    (event("treaty", when=When("2024-07-25~")),),
    (event("treaty", when=When("2025"), reports=(said(1, stance=Stance.EXPECTS),)),),
    (event("treaty", reports=(said(1), said(2, stance=Stance.MISSTATES, note="It says 1999."))),),
    (event("treaty", when=When("2025"), reports=(said(1, stance=Stance.DENIES),)),),
    (event("ryzhenkov-visit", reports=(said(8, when=When("2024-07-23")),), adopted_because="The host says so."),),
    (event("ryzhenkov-appointed", reports=(derived("2024-06"),)),),
    (event("choe-visit", when=When("2023-10-19"), participants=()),),
    (event("ryzhenkov-visit", links=(Link(link_type=LinkType.FOLLOWS, event_id=EventId("ryzhenkov-appointed"),
                                          within_days=26),)),),
    (event("kim-visit", links=linked(LinkType.FOLLOWS, "choe-visit"), when=When("2023-01")),),
    (event("treaty", links=linked(LinkType.ABOUT, "lavrov-visit")),),
    (event("treaty", links=linked(LinkType.PREPARES, "lavrov-visit")),),
    (relation("belarus-mission", when=When("1992/..")),),
    (tie("other", RelationType.MISSION, "russia", "dprk", "1991/.."),),
    (tie("back", RelationType.MISSION, "dprk", "belarus", "2017/2018"),),
    (tie("before", RelationType.DIPLOMATIC_RELATIONS, "dprk", "belarus", "1980/1990"),),
    (spell("vladimir-putin", "russia-foreign-minister", "russia", "2000/2004-03-09"),),
    (office("vice", "dprk", "Vice Minister", several=True), spell("kim-jong-un", "vice", "dprk", "2010/2012"),
     spell("choe-son-hui", "vice", "dprk", "2010/2012")),
    (talks("far", "2023-10-19~", "moscow", CHOE),),
    (talks("far", "2023-10", "moscow", CHOE),),
    (talks("far", "2023-10-20", "moscow", CHOE),),
    (talks("far", "2023-10-19", "east-asia", CHOE),),
    (talks("far", "2023-10-19", "tower", CHOE),),
    (talks("far", "2023-10-19", "moscow", part("choe-son-hui", Role.SUBJECT)),),
    (talks("far", "2023-10-19", "moscow", part("choe-son-hui", Role.GREETER)),),
    (talks("far", "2023-10-19", "moscow", part("dprk", Role.PARTICIPANT)),),
    (happening(Visit, EventType.VISIT, "far", "2023-10-19/2023-10-21", part("choe-son-hui", Role.VISITOR),
               place_id="moscow"),),
    (page(),),
    (page(published=None, dateline=When("[2024-07-01..2024-07-24]")),),
    (text(standing=Standing.SECONDARY, title="A title"),),
    (page(), event("treaty", reports=(seen(),))),
    (page(), page("copy", republication_of="page"), event("treaty", reports=(seen(), seen("copy")))),
    (page(standing=Standing.SECONDARY), event("treaty", reports=(seen(),))),
    (page(standing=Standing.PRIMARY), relation("kims", reports=(seen(),))),
    (page(), event("treaty", when=When("2025"), reports=(seen(stance=Stance.ANNOUNCES),))),
    (rule(figures=(), source_ids=(), sending_ids=(), receiving_ids=(), rank=None),),
    (searched(), searched(id="other", dyad=("dprk", "russia"), when=When("2024-01-01/.."))),
    (change(ChangeKind.ADDED, "treaty", "denial"),),
    (change(ChangeKind.ADDED, "kims", of="relation"),),
    (change(ChangeKind.ADDED, "ministers-visits", of="counting_rule"),),
    (change(ChangeKind.WITHDRAWN, "gone"), change(ChangeKind.CORRECTED, "gone", "treaty", id="before")),
    (change(ChangeKind.MERGED, "gone", heir_id="treaty"),),
    (change(ChangeKind.MERGED, "gone", heir_id="late"), change(ChangeKind.WITHDRAWN, "late", id="then")),
]  # fmt: skip


@for_each(("record", "record_id", "field"), REFERENCES)
def test_references_resolve(record: Record, record_id: str, field: str) -> None:
    """Every id that a record names is that of another record of the right kind."""
    told = faults(record)

    assert {(fault.record, fault.field) for fault in told} == {(record_id, field)}


@for_each(("records", "record_id", "field", "said_of_it"), BROKEN)
def test_each_law_is_checked(records: tuple[Record, ...], record_id: str, field: str, said_of_it: str) -> None:
    """A dataset that breaks one law has one fault, which names record and field and says what was expected."""
    (fault,) = faults(*records)

    assert fault.record.startswith(record_id)
    assert fault.field == field
    assert said_of_it in str(fault)


@for_each("records", KEPT)
def test_what_may_be_true_breaks_no_law(records: tuple[Record, ...]) -> None:
    """What some reading of the dates allows, and what the laws do not speak of, is no fault."""
    assert faults(*records) == ()


def test_a_long_visit_and_a_meeting_elsewhere_collide() -> None:
    """Law 5 counts the days between arrival and departure of a visit, and not these days themselves."""
    stay = happening(Visit, EventType.VISIT, "stay", "2023-10-17/2023-10-20", CHOE, place_id="moscow")
    told = faults(stay)

    assert [(fault.record, fault.field) for fault in told] == [("stay", "place_id")] * 2
    assert all("law 5: choe-son-hui" in str(fault) for fault in told)


@pytest.mark.parametrize("table", TABLE_OF.values())
def test_ids_are_unique_in_every_table(table: str) -> None:
    """An id that two records of one table bear is a fault, whatever the records say."""
    tables = parts(searched())
    first = tables[table][0]
    tables[table] = (*tables[table], first)
    with pytest.raises(DatasetError) as caught:
        Dataset(**tables)

    assert [(fault.record, fault.field) for fault in caught.value.faults] == [(first.id, "id")]
    assert caught.value.faults[0].found == f"2 {table} with this id"


def test_all_faults_are_reported_sorted_and_once() -> None:
    """The faults of all records come in one error, sorted, none twice, and all in its message."""
    wrong = [records[0] for records, record_id, _, _ in BROKEN if record_id in ("belarus", "kims", "denial")]
    told = faults(*{record.id: record for record in wrong}.values())

    assert {fault.record for fault in told} == {"belarus", "kims", "denial"}
    assert list(told) == sorted(set(told))


def test_the_small_dataset_keeps_every_law() -> None:
    """The dataset of these tests has no fault, and neither has an empty one."""
    assert faults_of(small()) == ()
    assert faults_of(Dataset()) == ()
