"""Curation: pages to fill in, likely doubles with their reasons, and the answers that the seeds would change."""

import functools
import itertools
import re
import shlex
import shutil
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import (
    ActorKind,
    AmbiguousActorError,
    CountingRule,
    DatasetError,
    DateError,
    EventType,
    Figure,
    Link,
    LinkType,
    Meeting,
    Rank,
    RecordError,
    Relation,
    Role,
    Source,
    Standing,
    Status,
    UnknownActorError,
    Visit,
    VocabularyError,
    When,
    codec,
)
from dprkrel.curation import __main__ as curate
from dprkrel.curation import answers
from dprkrel.curation import commands as curator
from dprkrel.curation import compile as compiler
from dprkrel.curation.doubles import Double, double_events, double_persons
from dprkrel.curation.printed import printed_days
from dprkrel.curation.scaffold import CLASSES, scaffold
from dprkrel.curation.seeds import read_seeds
from dprkrel.curation.tidy import tidied, tidy
from dprkrel.records.events import EVENT_CLASSES, Event
from dprkrel.records.fields import ActorId, CountingRuleId, EventId, PlaceId, SourceId, text_fault
from dprkrel.store.lines import dumps
from dprkrel.store.tables import Tables
from tests.curation.test_compile import placed, write
from tests.curation.test_compile import tables as small_tables
from tests.small import TEXT, event, happening, named, office, part, parts, small, small_with, spell

ROOT = Path(__file__).parents[2]
PAGE: dict[str, Any] = {
    "url": "https://mfa.example/news/2024/1-korea-talks", "title": 'Lavrov and Choe on the "new level" of relations',
    "publisher": "russia-mfa", "published": "2024-07-21",
}  # fmt: skip
LAVROV = {"actor_id": "sergei-lavrov", "office_id": "russia-foreign-minister"}
CHOE = {"actor_id": "choe-son-hui", "office_id": "dprk-foreign-minister"}
FILLED = {
    "id": "lavrov-choe-new", "when": "2024-07-20", "place_id": "pyongyang", "summary": "It is new.",
    "event_id": "treaty", "note": "Told by one page.", "office_id": "russia-foreign-minister",
}  # fmt: skip


def filled(text: str, event_type: str) -> str:
    """Fill in each field that is marked, as a curator would."""
    people = itertools.cycle([LAVROV, CHOE])
    lines = []
    for line in text.splitlines():
        known = next(people) if "actor_id" in line else FILLED | {"event_type": event_type}
        for field in re.findall(r'(\w+) = ""', line):
            line = line.replace(f'{field} = ""', f'{field} = "{known[field]}"')  # noqa: PLW2901 - it is filled in
        lines.append(line)
    return "\n".join(lines)


def sown(folder: Path, text: str) -> Path:
    """Write the seeds of the small dataset, and a text beside them that is moved to its place, instead of what was there."""
    for path in folder.rglob("*.toml"):
        path.unlink()
    write(folder, placed("\n\n".join([*small_tables(), text])) | {"edition.toml": b'edition = "small"'})
    return folder


@pytest.mark.parametrize("standing", ["primary", "secondary", "tertiary"])
@pytest.mark.parametrize("word", CLASSES)
def test_a_scaffold_compiles_once_it_is_filled_in(tmp_path: Path, word: str, standing: str) -> None:
    """What `scaffold` prints is, once the marked fields are filled in, what the compiler takes, for each class of event."""
    text = scaffold(small(), **PAGE, event_class=word, standing=standing)
    for event_type in CLASSES[word].EVENT_TYPES:
        data = read_seeds(sown(tmp_path, filled(text, event_type.value)))
        (source,) = set(data.sources) - set(small().sources)
        (new,) = set(data.events) - set(small().events)

        assert (source.id, source.kind.value) == ("russia-mfa-2024-07-21-lavrov-choe-new", "page")
        assert (source.title, source.url) == (PAGE["title"], PAGE["url"])
        assert (type(new), new.status) == (CLASSES[word], Status.OCCURRED)
        assert new.reports[0].source_id == source.id
        assert {part.acted_for for part in new.participants} <= {"dprk", "russia"}
        assert (new.reports[0].note is None) == (standing != "tertiary")


@pytest.mark.parametrize("word", CLASSES)
def test_what_is_not_filled_in_is_told(tmp_path: Path, word: str) -> None:
    """A scaffold does not compile while any one of its fields is left empty; the fault names the event, not the source."""
    (event_type, *_) = sorted(CLASSES[word].EVENT_TYPES)
    text = scaffold(small(), **PAGE, event_class=word, standing="tertiary")
    whole = filled(text, event_type.value).splitlines()
    seen = 0
    for number, line in enumerate(text.splitlines()):
        for field in re.findall(r'\w+ = ""', line):
            key = field.partition(" ")[0]
            empty = [*whole[:number], re.sub(rf'\b{key} = "[^"]*"', field, whole[number]), *whole[number + 1 :]]
            seen += 1
            with pytest.raises(DatasetError) as caught:
                read_seeds(sown(tmp_path, "\n".join(empty)))
            assert {fault.record for fault in caught.value.faults} == {
                FILLED["id"] if key != "id" else "an event without an id"
            }
    assert seen >= 7


def test_each_class_of_event_has_a_scaffold_of_its_own() -> None:
    """The types that a scaffold offers are those of its class, and the parts are roles."""
    assert list(CLASSES.values()) == list(EVENT_CLASSES)
    for word, event_class in CLASSES.items():
        line = next(line for line in scaffold(small(), **PAGE, event_class=word).splitlines() if "event_type" in line)
        assert set(re.findall(r"\w+", line)) - {"event_type", "or"} == {one.value for one in event_class.EVENT_TYPES}
        plain = word if word in event_class.EVENT_TYPES else ""
        assert line.startswith(f'event_type = "{plain}"'), "no type is guessed"


@pytest.mark.parametrize(
    ("changed", "error", "said"),
    [
        ({"publisher": "rusia-mfa"}, UnknownActorError, "russia-mfa"),
        ({"publisher": "Kemlu"}, AmbiguousActorError, "dprk-mfa, russia-mfa"),
        ({"published": "July 2024"}, DateError, "accepted forms"),
        ({"published": "[2024-07-01..]"}, RecordError, "a last day"),
        ({"url": "mfa.example/news"}, RecordError, "https://"),
        ({"url": "https://mfa.example/a b"}, RecordError, "https://"),
        ({"title": " "}, DatasetError, "empty"),
        ({"title": "Кочья\u202e"}, DatasetError, "U+202E"),
        ({"standing": "high"}, DatasetError, "tertiary"),
        ({"event_class": "dance"}, VocabularyError, "treaty-action"),
    ],
)
def test_a_scaffold_refuses_what_it_does_not_understand(
    changed: dict[str, str], error: type[Exception], said: str
) -> None:
    """Unknown publishers, dates, addresses and words are refused with what would be right."""
    with pytest.raises(error, match=re.escape(said)):
        scaffold(small(), **PAGE | changed)


@pytest.mark.parametrize("url", [PAGE["url"], PAGE["url"] + "/", "http://www.mfa.example/news/2024/1-korea-talks#top"])
def test_a_page_is_entered_once(tmp_path: Path, url: str) -> None:
    """A page that the seeds have is refused with its id, however its address is written; another gets an id of its own."""
    data = read_seeds(sown(tmp_path, filled(scaffold(small(), **PAGE), "visit")))
    if "#" in url:
        url = url.partition("#")[0] + "#"
    with pytest.raises(RecordError, match="russia-mfa-2024-07-21-lavrov-choe-new"):
        scaffold(data, **PAGE | {"url": url})
    assert 'id = "russia-mfa-2024-07-21-lavrov-choe-new-2"' in scaffold(data, **PAGE | {"url": "https://mfa.example/2"})


@pytest.mark.parametrize(
    ("title", "published", "found"),
    [
        ("Visits", "2024-06-17", "2024-06-17-visits"),
        ("The visit of Kim to Russia", "2024-06", "2024-06-visit-kim-russia"),
        ("최선희 외무상 모스크바 도착", "2024-06-17", "2024-06-17-1-korea-talks"),
        ("Ли Хи Ён в Москве: 2025", "[2024-06-17..2024-06-18]", "2024-06-17-2025"),
        ("North Korea", "[..2024-06-18]", "2024-06-18-1-korea-talks"),
    ],
)
def test_ids_of_pages_follow_the_seeds(title: str, published: str, found: str) -> None:
    """The id of a page has its publisher, its date and a few telling words of the title, or else of the address."""
    text = scaffold(small(), **PAGE | {"title": title, "published": published})
    assert f'id = "russia-mfa-{found}"\n' in text


@given(st.text(min_size=1), st.text("abc/-._?=&%1é", max_size=20))
def test_any_title_gives_sound_toml_or_a_reason(title: str, path: str) -> None:
    """Whatever a page is called, its scaffold is TOML whose source is sound; else the error says why not."""
    page = PAGE | {"title": title, "url": f"https://example.org/{path}"}
    words = " ".join(unicodedata.normalize("NFC", title).split())
    if text_fault(words) or not any(letter.isalnum() for letter in words):
        with pytest.raises(DatasetError, match="title"):
            scaffold(small(), **page)
        return
    (row,) = tomllib.loads(scaffold(small(), **page))["source"]
    assert codec.record_from_dict("source", row).to_dict() == row


@pytest.mark.parametrize(
    ("word", "event_file"),
    [("visit", "the file of its month"), ("relation-change", "the file of the state with which relations change")],
)
def test_a_scaffold_says_in_which_files_it_belongs(word: str, event_file: str) -> None:
    """Above the records stand the file of the page and that of the event; that comment is gone with the file once they are moved."""
    text = scaffold(small(), **PAGE, event_class=word)
    (event_type, *_) = sorted(CLASSES[word].EVENT_TYPES)

    assert f"sources/2024-07.toml, the event to {event_file}, " in text.replace("\n# ", " ")
    assert 'acted_for = ""' not in text
    files = tidied(placed("\n\n".join(small_tables())) | {"new.toml": filled(text, event_type.value).encode()})
    assert "new.toml" not in files
    assert [file for file, content in files.items() if b"Fill this in" in content] == []
    assert "sources/2024-07.toml" in files


# --- printing days ---


@pytest.mark.parametrize(
    ("when", "published", "found"),
    [
        ("2021-01-18/2022", "2021-01-18", ["begins"]),
        ("2020/2021-01-18", "2021-01-18", ["ends"]),
        ("2021-01-17/2022", "2021-01-18", []),
        ("[..2021-01-18]/2022", "2021-01-18", []),
        ("2021-01-18/2022", "[2021-01-17..2021-01-18]", []),
    ],
)
def test_a_spell_that_begins_on_a_printing_day_is_listed(when: str, published: str, found: list[str]) -> None:
    """Where state media that tell of acts on the day after printed on a known end of a spell, a curator is told."""
    seeds = small_with(
        named("kcna", ActorKind.MEDIA, "KCNA", state="dprk"),
        Source(
            id=SourceId("kcna-page"),
            kind="page",
            description="A page crediting KCNA.",
            language="en",
            title="A page",
            url="https://example.org/1",
            standing="secondary",
            published=published,
            agency_ids=("kcna",),
        ),
        spell("kim-jong-il", "dprk-foreign-minister", "dprk", when),
        spell("sergei-lavrov", "belarus-foreign-minister", "belarus", when),
    )

    assert [(one.relation_id, one.end, one.source_ids) for one in printed_days(seeds)] == [
        ("kim-jong-il-dprk-foreign-minister", end, ("kcna-page",)) for end in found
    ]
    assert [str(one) for one in printed_days(seeds)] == [
        f"kim-jong-il-dprk-foreign-minister {end} on 2021-01-18, when this was printed: kcna-page" for end in found
    ]


def test_the_seeds_date_no_office_by_the_day_of_the_paper() -> None:
    """In the seeds no office changes hands on a day on which state media printed it, or the record says why."""
    assert [str(one) for one in printed_days(dprkrel.load())] == []


# --- doubles ---


def again(original: Event, **changes: Any) -> Event:
    """Return an event entered a second time, with some changes."""
    copy: Event = attrs.evolve(original, id=EventId(f"{original.id}-again"), superlatives=(), **{"links": ()} | changes)
    return copy


def found(*events: Event) -> list[Double]:
    """Return the likely doubles once these events stand beside those of the small dataset."""
    usual = {double.ids for double in double_events(small())}
    return [double for double in double_events(small_with(*events)) if double.ids not in usual]


VISIT = event("lavrov-visit")
GUEST, HOST = VISIT.participants


@pytest.mark.parametrize(
    ("changes", "score"),
    [
        ({}, 3 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-18/2023-10-20")}, 2 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-19/2023-10-21")}, 2 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-20")}, 1 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-17")}, 1 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-26")}, 0 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10-11")}, 0 + 2 + 2 + 1 + 1),
        ({"when": When("2023")}, 0 + 2 + 2 + 1 + 1),
        ({"when": When("2023-10")}, 2 + 2 + 2 + 1 + 1),
        ({"place_id": PlaceId("north-korea-land")}, 3 + 2 + 2 + 1 + 1),
        ({"place_id": PlaceId("tower")}, 3 + 2 + 2 + 1 + 1),
        ({"place_id": PlaceId("moscow")}, 3 + 2 + 2 + 1),
        ({"place_id": None}, 3 + 2 + 2 + 1),
        ({"event_type": EventType.VISIT}, 3 + 2 + 2 + 1),
        ({"participants": (GUEST, part("kim-jong-un", Role.HOST, "dprk"))}, 3 + 1 + 1 + 1),
        ({"participants": (GUEST, part("dprk", Role.HOST))}, 3 + 1 + 2 + 1 + 1),
        ({"participants": (GUEST, HOST, part("kim-jong-un", Role.HOST, "dprk"))}, 3 + 2 + 2 + 1 + 1),
        ({"participants": (part("russia", Role.VISITOR), part("dprk", Role.HOST))}, 3 + 1 + 1),
    ],
)
def test_an_event_told_twice_is_found(changes: dict[str, Any], score: int) -> None:
    """Two events of one dyad and class near in time are told with both ids, both dates, and what each thing shared weighs."""
    (double,) = found(second := again(VISIT, **changes))

    assert set(double.ids) == {VISIT.id, second.id}
    assert set(double.dates) == {VISIT.when, second.when}
    assert double.score == score == sum(weight for _, weight in double.reasons)
    line = str(double)
    assert "\n" not in line
    assert line.split()[:3] == [str(score), *double.ids]
    assert all(f"{reason} {weight:+}" in line for reason, weight in double.reasons)
    assert all(weight for _, weight in double.reasons)


@pytest.mark.parametrize(
    "changes",
    [
        {"when": When("2023-10-27")},
        {"when": When("2023-10-10")},
        {"when": When("2022")},
        {"when": When("[2023-10-22..2023-12-31]")},
        {"when": When("2023-10-26"), "participants": (GUEST, part("kim-jong-un", Role.HOST, "dprk"))},
        {"when": When("[2023-10-18..]")},
        {"when": When("[..2023-10-19]")},
        {"part_of": VISIT.id},
        {"links": (Link(link_type=LinkType.ABOUT, event_id=VISIT.id),)},
        {"participants": (part("vladimir-putin", Role.VISITOR, "russia"), part("kim-jong-un", Role.HOST, "dprk"))},
        {"participants": (part("choe-son-hui", Role.VISITOR, "dprk"), part("sergei-lavrov", Role.HOST, "russia"))},
        {"participants": (part("sergei-lavrov", Role.VISITOR, "russia"), part("belarus", Role.HOST))},
        {"participants": (part("russia", Role.VISITOR), part("dprk", Role.HOST)), "event_type": EventType.VISIT},
    ],
)
def test_what_cannot_be_one_event_is_not_told(changes: dict[str, Any]) -> None:
    """Events far apart or of open dates, tied to each other, of other people, sides or states are no doubles."""
    assert found(again(VISIT, **changes)) == []


def test_of_whom_an_event_only_speaks_it_is_not_told_twice() -> None:
    """Whom two statements address counts for nothing where others speak; on no visit, host and guest are one side."""
    message, talks = event("putin-message"), event("lavrov-talks")
    assert len(found(again(message))) == 1
    assert (
        found(again(message, participants=(part("sergei-lavrov", Role.SPEAKER, "russia"), message.participants[1])))
        == []
    )

    guest = attrs.evolve(talks.participants[0], role=Role.VISITOR)
    (double,) = [one for one in found(again(talks, participants=(guest, talks.participants[1]))) if talks.id in one.ids]
    assert {("choe-son-hui", 1), ("sergei-lavrov", 1)} < set(double.reasons)


def test_many_shared_persons_weigh_as_three() -> None:
    """However many persons two events share, three count."""
    crowd = [part(person, Role.DELEGATE, "russia") for person in ("vladimir-putin", "maxim-ryzhenkov")]
    visit = attrs.evolve(VISIT, participants=(*VISIT.participants, *crowd))
    (double,) = found(visit, again(visit))

    shared = {reason for reason, weight in double.reasons if weight == 1} & {actor.id for actor in small().actors}
    assert len(shared) == 3


def test_the_link_of_either_tells_two_events_apart() -> None:
    """Whichever of two events names the other as its whole or in a link, they are not told as doubles."""
    second = again(VISIT)
    linked = attrs.evolve(VISIT, links=(Link(link_type=LinkType.ABOUT, event_id=second.id),))
    inside = attrs.evolve(VISIT, part_of=second.id)
    tables = Tables(**parts(second))
    for first in (linked, inside):
        events = tuple(first if one.id == first.id else one for one in tables.events)
        pairs = [set(double.ids) for double in double_events(attrs.evolve(tables, events=events))]
        assert {first.id, second.id} not in pairs


def test_events_entered_side_by_side_weigh_less() -> None:
    """Two parts of one whole are likelier two happenings than two events of which each was entered by itself."""
    talks = event("lavrov-talks")
    ids = (talks.id, f"{talks.id}-again")
    (beside,) = [double for double in found(again(talks)) if double.ids == ids]
    (apart,) = [double for double in found(again(talks, part_of=None)) if double.ids == ids]

    assert beside.reasons[-1] == ("both entered in lavrov-visit", -2)
    assert apart.score == beside.score + 2


def test_the_likeliest_double_comes_first() -> None:
    """Doubles are sorted by score, then by ids."""
    visits = [again(VISIT), attrs.evolve(VISIT, id=EventId("later"), when=When("2023-10-26"), superlatives=())]
    doubles = double_events(small_with(*visits))

    assert doubles[0].ids == ("lavrov-visit", "lavrov-visit-again")
    assert [(-double.score, double.ids) for double in doubles] == sorted((-one.score, one.ids) for one in doubles)


def test_every_event_told_twice_is_found() -> None:
    """Were each event of the data entered again, each would be found with its copy, save open dates and nobody's events."""
    data = dprkrel.load()
    copies = tuple(again(one) for one in data.events)
    doubles = double_events(Tables(**dict[str, Any](data.tables()) | {"events": (*data.events, *copies)}))
    pairs = {frozenset(double.ids) for double in doubles}
    missed = [one for one in data.events if frozenset((one.id, f"{one.id}-again")) not in pairs]

    assert [one.id for one in missed if one.when.earliest and one.when.latest and len(one.participants) > 1] == []
    assert all(len({one.split("-again")[0] for one in pair}) <= 2 for pair in pairs)


@pytest.mark.parametrize(
    ("spelled", "weight"),
    [
        ("Maksim Ryzhenkov", None),
        ("Maxim Ryzhenko", 1),
        ("Maxim Ryzhenkoff", None),
        ("Maxim Rizhenkov", 1),
        ("Maxim Ryzhenkova", 1),
        ("Ryzhenkov Maxim", 3),
        ("MAXIM  Ryzhen-kov", 3),
        ("Ryzhenko", 1),
        ("Maxim", None),
    ],
)
def test_a_person_entered_twice_is_found(spelled: str, weight: int | None) -> None:
    """Persons of one state whose names differ by a letter, or only in the order of their words, are told."""
    double = named("another", ActorKind.PERSON, spelled, state="belarus")
    told = double_persons(Tables(**parts(double)))

    assert [(one.ids, one.score) for one in told] == ([(("another", "maxim-ryzhenkov"), weight)] if weight else [])
    assert all(f"{spelled} and " in str(one) and one.dates == () for one in told)


def test_short_names_are_compared_whole() -> None:
    """In a short name one letter makes another person; the order of its words does not."""
    names = {"one": "Pak Il", "two": "Pak Im", "three": "Il Pak"}
    told = double_persons(Tables(actors=[named(key, ActorKind.PERSON, name) for key, name in names.items()]))

    assert [(double.ids, double.score) for double in told] == [(("one", "three"), 3)]


def test_persons_who_are_told_apart_are_no_doubles() -> None:
    """Persons of two states, in one event, or of whom the data say that they are two, are not told; an office both held weighs."""
    again = named("another", ActorKind.PERSON, "Sergey Lavrov", state="russia")
    other = attrs.evolve(again, state_id=ActorId("belarus"))
    told_apart = attrs.evolve(again, not_same_as=(ActorId("sergei-lavrov"),))
    together = attrs.evolve(VISIT, participants=(*VISIT.participants, part("another", Role.DELEGATE, "russia")))
    held = spell("another", "russia-foreign-minister", "russia", "1998/1999")

    assert [double.score for double in double_persons(Tables(**parts(again)))] == [1]
    assert [double.score for double in double_persons(Tables(**parts(again, held)))] == [3]
    for records in ([other], [told_apart], [again, together]):
        assert double_persons(Tables(**parts(*records))) == ()


# --- moved ---


def diff(*records: Event | Relation) -> list[str]:
    """Return the lines that leave and come when records of the small dataset are put in place of others; counts apart."""
    before, after = (attrs.evolve(data, counting_rules=()) for data in (small(), small_with(*records)))
    lines = answers.moved(before, after)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_what_moved_is_told_and_nothing_else() -> None:
    """A date that changes moves the answers in which it stands, each once, and no other."""
    assert diff() == []
    assert diff(event("choe-visit", when=When("2024-01-15"))) == [
        "-visits_by_actor dprk: 2024-01 choe-visit (low)",
        "+visits_by_actor dprk: 2024-01-15 choe-visit (low)",
    ]
    assert diff(event("choe-visit", place_id=None)) == []
    new = happening(Meeting, EventType.TALKS, "talks-2024", "2024-02", part("choe-son-hui", Role.PARTICIPANT, "dprk"))
    assert diff(new) == [
        "-confidence low: 13",
        "+confidence low: 14",
        "-events of choe-son-hui: 2 visits received, 2 meetings",
        "+events of choe-son-hui: 2 visits received, 3 meetings",
        "-events talks occurred: 1",
        "+events talks occurred: 2",
        "+meetings_of dprk 2024: 1",
    ]
    moved = answers.moved(small(), attrs.evolve(small_with(new), edition="next"))
    assert moved[:2] == ["--- edition small", "+++ edition next"]


def test_counts_are_asked_under_each_rule() -> None:
    """Each counting rule counts the period of each figure published under it, beside that figure, and each year with an answer."""
    both: dict[str, Any] = {"when": When("2023/2024"), "source_id": SourceId(TEXT)}
    rule = CountingRule(
        id=CountingRuleId("visits"), title="Visits.", publisher_id=ActorId("dprk-mfa"), definition="Any visit.",
        event_types=(EventType.OFFICIAL_VISIT, EventType.VISIT),
        figures=(Figure(number=5, **both), Figure(number=2, sending_id=ActorId("russia"), **both)),
    )  # fmt: skip
    text = attrs.evolve(small().source(TEXT), standing=Standing.PRIMARY)
    data = small_with(rule, text, event("choe-visit", when=When("2024~")))

    assert [line for line in answers.answers(data) if line.startswith("count_visits visits ")] == [
        "count_visits visits 2023-01-01/2023-12-31: 1, 1 near misses",
        "count_visits visits 2023/2024 sending=russia: 1, 0 near misses; published 2",
        "count_visits visits 2023/2024: 3 (borderline: choe-visit), 0 near misses; published 5",
        "count_visits visits 2024-01-01/2024-12-31: 2 (borderline: choe-visit), 0 near misses",
        "count_visits visits 2025-01-01/2025-12-31: 0, 1 near misses",
    ]


def test_offices_are_asked_for_from_ministers_upwards() -> None:
    """Who held an office is told in spells of days; of offices below a minister's or of several holders nobody asks."""
    offices = {"vice": Rank.VICE_MINISTER, "deputies": Rank.MINISTER, "premier": Rank.HEAD_OF_GOVERNMENT}
    posts = [office(one, "dprk", one.title(), rank=rank, several=one == "deputies") for one, rank in offices.items()]
    spells = [spell("kim-jong-il", one, "dprk", "1991/2001") for one in offices]
    lines = [line for line in answers.answers(small_with(*posts, *spells)) if "kim-jong-il" in line]

    assert lines == ["office_holder premier: 1992-01-01..2000-08-01 kim-jong-il"]


def test_the_commands_answer_from_the_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command reads the seeds that it is given, prints its answer, and tells their faults instead, if they have any."""
    visit = again(VISIT).to_dict()
    text = scaffold(small(), **PAGE)
    person = '[[actor]]\nid = "choe-son-hi"\nkind = "person"\nstate_id = "dprk"\nnames = [{ text = "Choe Son Hi", language = "en", kind = "primary" }]\n'
    seeds = sown(tmp_path, person + filled(text, "visit"))
    (tmp_path.parent / "before.jsonl").write_text(dumps(small()), "utf-8")
    assert visit["id"] == "lavrov-visit-again"

    def run(*words: str) -> tuple[int, list[str]]:
        code = curate.main([words[0], "--seeds", str(seeds), *words[1:]])
        told = capsys.readouterr()
        return code, (told.out or told.err).splitlines()

    page = [f"--{name}={value}" for name, value in PAGE.items()]
    assert run("scaffold", *page)[0] == 1
    page[0] = "--url=https://example.org/2"
    code, lines = run("scaffold", *page, "--treaty-action", "--standing", "tertiary", "--language", "ru")
    assert code == 0
    assert {'standing = "tertiary"', 'language = "ru"', 'note = ""  # on how little this rests'} <= set(lines)
    assert any("step_of" in line for line in lines)
    assert run("scaffold", *page[:2], "--publisher=rusia-mfa", page[3])[1][0].endswith(
        "the nearest: russia, russia-mfa"
    )
    data = read_seeds(seeds)
    assert run("doubles") == (0, [str(double) for double in (*double_events(data), *double_persons(data))])
    code, lines = run("moved", "--since", str(tmp_path.parent / "before.jsonl"))
    assert code == 0
    assert "+visits_by_actor russia: 2024-07-20 lavrov-choe-new (medium)" in lines
    assert run("moved")[1][0] == f"--- edition {dprkrel.load().edition}"
    (tmp_path.parent / "before.jsonl").write_text(dumps(read_seeds(seeds)), "utf-8")
    assert run("moved", "--since", str(tmp_path.parent / "before.jsonl")) == (0, ["no answer moved"])
    assert run("moved", "--since", str(tmp_path / "nowhere"))[0] == 1
    (seeds / "new.toml").write_text(text, "utf-8")
    for command in ("doubles", "moved"):
        code, lines = run(command)
        assert code == 1
        assert "fault(s)" in lines[0]
    curate.main(["doubles", "--seeds", str(seeds)])
    assert capsys.readouterr().out == ""
    for command in ("check", "compile", "release", "tidy"):
        assert curate.main([command, "--seeds", str(tmp_path / "nowhere\x1b[31m\n")]) == 1
        told = capsys.readouterr().err
        assert "is no folder" in told
        assert told.removesuffix("\n").isprintable()


def test_the_commands_of_the_guide_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What CONTRIBUTING tells to type for curation is understood, and leaves a copy of the seeds of the project as they are."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8").replace("\\\n", "")
    commands = re.findall(r"^python -m dprkrel\.curation (.+)$", guide, re.MULTILINE)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "src" / "dprkrel" / "data", tmp_path / "data")
    monkeypatch.setattr(compiler, "_DATA", tmp_path / "data")
    monkeypatch.setattr(curator, "read_seeds", functools.cache(read_seeds))  # no command changes them
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}

    told = {"tidy", "scaffold", "check", "doubles", "printed", "abroad", "moved", "compile"}
    assert {command.split()[0] for command in commands} == told
    for command in commands:
        assert curate.main(shlex.split(command)) == 0, capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_seeds_of_the_guide_compile(tmp_path: Path) -> None:
    """What CONTRIBUTING tells to write may be written into any file: once it is moved, the compiler takes it."""
    blocks = re.findall(r"```toml\n(.+?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "new.toml").write_text("\n\n".join(blocks), "utf-8")

    assert tidy(tmp_path / "seeds") == ["wrote events/2025-03.toml", "deleted new.toml", "wrote sources/2025-03.toml"]
    visit = read_seeds(tmp_path / "seeds").event("choe-visit-belarus-2025")
    assert isinstance(visit, Visit)
    assert visit.status is Status.OCCURRED
    assert [one.acted_for for one in visit.participants] == ["dprk", "belarus"]


def test_no_double_is_an_answer_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing seems to stand twice, the command says so."""
    (tmp_path / "edition.toml").write_text('edition = "empty"', "utf-8")

    assert curate.main(["doubles", "--seeds", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "nothing seems to stand in the seeds twice\n"


TIE = (
    "relations_of belarus diplomatic_relations dprk: "
    "1992-01-01 possible, 2000-08-01..2024-07-24 certain, 2025-07-01..2026-07-01 possible"
)


def test_visits_are_asked_of_those_who_made_them() -> None:
    """A visit of the small dataset is an answer for the state that made it, and for the state and persons that received it."""
    lines = answers.answers(small())

    assert isinstance(VISIT, Visit)
    assert lines == sorted(set(lines))
    assert "visits_by_actor russia: 2023-10-18/2023-10-19 lavrov-visit (low)" in lines
    assert "visits_by_actor dprk role=host 2023: lavrov-visit" in lines
    assert "visits_by_actor sergei-lavrov: lavrov-visit" in lines
    assert TIE in lines
    assert not any("kim-visit" in line for line in lines), "a plan is no visit"
