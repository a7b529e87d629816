"""The bundled data against the texts that it was read from, as far as they are at hand."""

import os
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import dprkrel
from dprkrel import Actor, Confidence, EventType, NameKind, Report, Source, SourceKind, Stance, Status
from dprkrel.questions.verify import fold, paragraphs_of, verify
from dprkrel.records.kinds import placed_reports
from dprkrel.store.names import key_of
from tests.cases import for_each

ROOT = Path(__file__).parents[1]
DATA = dprkrel.load()
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip
TITLED = {
    "Menteri Luar Negeri Belarusia Rezhenkov": "maxim-ryzhenkov",
    "Menteri Luar Negeri Choe Son Hui": "choe-son-hui",
    "Presiden Belarusia Lukashenko": "alexander-lukashenko",
    "pemimpin Korea Utara Kim Jong-un": "kim-jong-un",
    "Wakil Menteri Luar Negeri Kim Son-kyung": "kim-son-gyong",
    "Menteri Luar Negeri Belarusia Aleynik": "sergei-aleinik",
    "Wakil Menteri Luar Negeri Belarusia Shestakov": "evgeny-shestakov",
    "Wakil Menteri Luar Negeri Im Tianyi": "im-chon-il",
    "Duta Besar Rusia untuk Korea Utara Matsegora": "alexander-matsegora",
    "Presiden Rusia Vladimir Putin": "vladimir-putin",
    "Jaksa Agung Rusia Krasnov": "igor-krasnov",
    "Menlu Korut Choe Son-hui": "choe-son-hui",
    "Menlu Rusia Sergei Lavrov": "sergei-lavrov",
    "juru bicara Kremlin Dmitry Peskov": "dmitry-peskov",
    "Ajudan Putin, Yuri Ushakov": "yuri-ushakov",
    "Presiden Korea Utara Kim Jong Un": "kim-jong-un",
    "Juru bicara Keamanan Nasional AS John Kirby": "john-kirby",
    "Presiden Ukraina Volodymyr Zelensky": "volodymyr-zelensky",
    "Menteri Pertahanan AS Lloyd Austin": "lloyd-austin",
    "pemimpin Tiongkok Xi Jinping": "xi-jinping",
    "Kantor berita TASS": "tass",
    "Ambassador Matsegora": "alexander-matsegora",
    "Foreign Minister Lavrov": "sergei-lavrov",
    "President Putin": "vladimir-putin",
    "Deputy Foreign Minister Shestakov": "evgeny-shestakov",
    "Menteri Luar Negeri Rusia Sergey Lavrov": "sergei-lavrov",
    "Pemimpin Kim Jong-un": "kim-jong-un",
}
TEXTS = [source for source in DATA.sources if source.kind is SourceKind.TEXT]

_MONTH = f"(?:{'|'.join(MONTHS)})"
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_FROM_NOW = "(?:lalu|ini|itu|depan|mendatang|terakhir|lampau|silam)"
_UNIT = "(?:jam|hari|malam|pagi|siang|sore|pekan|minggu|bulan|tahun|dekade|abad|saat|masa|kali)"
RELATIVE = re.compile(
    "|".join(
        [
            # A day or month without its year.
            rf"(?:\d{{1,2}} (?:hingga|sampai|dan) )?\d{{1,2}} {_MONTH}(?! \d{{4}})(?: (?:tahun )?{_FROM_NOW})?",
            rf"(?:(?:awal|akhir|pertengahan) )?{_MONTH}(?! \d{{4}}|\w)(?: dan {_MONTH})?(?: (?:tahun )?{_FROM_NOW})?",
            rf"tanggal \d{{1,2}}\b(?! (?:hingga|sampai|dan|{_MONTH})\b)",
            # A weekday without its date.
            rf"(?:(?:pada|mulai) )?(?:hari )?{_WEEKDAY}\b(?!, \d{{1,2}} {_MONTH} \d{{4}})(?: (?:pagi|siang|sore|malam))?",
            # A time counted from the day of writing, from another time, or not measured at all.
            rf"\b(?:(?:awal|akhir|pertengahan|beberapa) )?{_UNIT} {_FROM_NOW}",
            r"\b(?:awal|akhir|pertengahan) (?:pekan|minggu|bulan|tahun)\b",
            r"\b(?:belum )?(?:se|beberapa )(?:jam|hari|pekan|minggu|bulan|tahun) (?:sebelum|setelah|sesudah|sejak)\b",
            r"\bsetelah (?:lebih dari )?\w+ (?:hari|pekan|minggu|bulan|tahun|dekade)\b",
            r"\b(?:tak lama|tepat|segera) (?:setelah|sebelum)\b|\bbaru saja\b|\bbaru-baru ini\b|\bbertahun-tahun\b",
            r"\bwaktu yang tepat\b",
            r"\b(?:kini|sekarang|kemarin|besok|lusa|tadi|nanti|dahulu|sebelumnya|kemudian|berikutnya)\b",
        ]
    ),
    re.IGNORECASE,
)
"""What dates relatively in Indonesian; words that only order (after, since, when) are no dates but links."""

BACK = "points back to a date that the same paragraph or the one before gives, and that a derivation has"
TODAY = "says what holds while it is said, and dates no event"
VAGUE = "is too vague for any date to follow"
ORDER = "says in what order, and how soon, one event followed another: a link has it"
NOT_DERIVED = {
    ("berita-2024-07-24", 2, "tepat setelah"): ORDER,
    ("berita-2024-07-24", 9, "malam itu"): BACK,
    ("berita-2024-07-24", 16, "belum sebulan sejak"): ORDER,
    ("berita-2024-07-24", 18, "saat itu"): BACK,
    ("berita-2024-07-24", 22, "bertahun-tahun"): VAGUE,
    ("berita-2024-07-24", 24, "tahun ini"): "asks of the time that an earlier paragraph begins with the year",
    ("berita-2024-07-24", 26, "tak lama setelah"): ORDER,
    ("berita-2024-07-24", 26, "saat itu"): BACK,
    ("berita-2024-07-24", 28, "baru saja"): ORDER,
    ("berita-2024-07-24", 31, "beberapa tahun terakhir"): VAGUE,
    ("huyen-le-2023-10-19", 3, "malam itu"): BACK,
    ("huyen-le-2023-10-19", 4, "masa mendatang"): VAGUE,
    ("medcom-2024-01-17", 6, "saat ini"): TODAY,
    ("medcom-2024-01-17", 7, "saat itu"): "points back to the year 2022, which the paragraph gives in full",
    ("medcom-2024-01-17", 10, "kini"): TODAY,
    ("medcom-2024-01-17", 13, "saat ini"): TODAY,
    ("medcom-2024-01-17", 14, "saat ini"): TODAY,
    ("medcom-2024-01-17", 14, "waktu yang tepat"): VAGUE,
    ("medcom-2024-01-17", 19, "hari terakhir"): "counts within a year that the paragraph gives in full",
    ("review-bekasi-2024-10-10", 7, "setelah lebih dari dua dekade"): "bounds a claim, whose `since` has it",
    ("review-bekasi-2024-10-10", 13, "beberapa jam mendatang"): VAGUE,
    ("review-bekasi-2024-10-10", 14, "sebelumnya"): ORDER,
    ("review-bekasi-2024-10-10", 19, "beberapa bulan terakhir"): VAGUE,
    ("review-bekasi-2024-10-10", 21, "pekan lalu"): "dates the message that the same sentence puts on 12 June",
    ("review-bekasi-2024-10-10", 21, "masa depan"): "means the future of a friendship, and dates nothing",
    ("review-bekasi-2024-10-10", 26, "beberapa hari setelah"): ORDER,
    ("review-bekasi-2024-10-10", 36, "kali ini"): "means the visit itself, and dates nothing",
    ("review-bekasi-2024-10-10", 39, "bertahun-tahun"): VAGUE,
    ("review-bekasi-2024-10-10", 42, "sebelumnya"): VAGUE,
    ("tempo-2023-10-19", 7, "sebelumnya"): "means the reception, which a later paragraph puts on Wednesday",
    ("tempo-2023-10-19", 11, "kemudian"): ORDER,
    ("tempo-2023-10-19", 22, "baru-baru ini"): VAGUE,
}
"""The relative expressions of the texts, by source and paragraph, that no derivation resolves, and why none need."""


def reports() -> Iterator[tuple[str, Report]]:
    """Yield every report of the dataset with the id of its record."""
    for record in (*DATA.relations, *DATA.events):
        yield from ((record.id, report) for _, report in placed_reports(record))


def text_of(source: Source) -> list[str]:
    """Return the paragraphs of a source, folded; skip the test where its text is not at hand."""
    folder = os.environ.get("DPRKREL_TEXTS")
    path = Path(folder, str(source.file)) if folder else None
    if path is None or not path.is_file():
        pytest.skip("DPRKREL_TEXTS names no folder that holds this text")
    return paragraphs_of(path.read_bytes().decode())


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    """Return every eight words in a row."""
    words = [word.casefold() for word in re.findall(r"\w+", text)]
    return set(zip(*(words[shift:] for shift in range(8)), strict=False))


def test_every_citation_stands_in_its_text() -> None:
    """Paragraphs, phrases, derived phrases and names are those of the texts, which are the ones that were read."""
    folder = os.environ.get("DPRKREL_TEXTS")
    if not folder:
        pytest.skip("DPRKREL_TEXTS names no folder of the texts")
    result = verify(DATA, texts=folder)

    assert result.passed, str(result)


def test_every_paragraph_is_cited_or_excused() -> None:
    """No paragraph of a text is left without a record or a reason, which the records alone can tell."""
    assert verify(DATA).failures == ()


@for_each("source", TEXTS)
def test_every_relative_date_is_derived(source: Source) -> None:
    """Each relative expression of time in a cited paragraph has a derivation there, or a reason why it needs none."""
    derived: dict[int, list[str]] = {}
    for _, report in reports():
        if report.source_id == source.id:
            for number in report.paragraphs:
                derived.setdefault(number, []).extend([fold(report.derivation.phrase)] if report.derivation else [])
    paragraphs = text_of(source)
    bare = set()
    for number, phrases in derived.items():
        text = paragraphs[number - 1]
        spans = [match.span() for phrase in phrases for match in re.finditer(re.escape(phrase), text)]
        for found in RELATIVE.finditer(text):
            if not any(begin < found.end() and found.start() < end for begin, end in spans):
                bare.add((number, found.group().lower()))

    assert bare == {(number, words) for source_id, number, words in NOT_DERIVED if source_id == source.id}


def test_no_adopted_date_is_narrower_than_its_reports() -> None:
    """Each bound of an adopted date is given by the date of a report, or by the day on which what is past was told."""
    for record in (*DATA.events, *DATA.relations):
        told = [report for report in record.reports if report.stance is not Stance.MISSTATES]
        dates = [report.when for report in told if report.when]
        by = [DATA.source(report.source_id).known_by for report in told if report.stance.tells_of_past]
        known = [when.latest for when in by if when]
        starts = [when.earliest_start for when in dates]

        assert (record.id, _given(record.when.earliest_start, max, starts)) == (record.id, True)
        assert (record.id, _given(record.when.latest_start, min, [*(when.latest_start for when in dates), *known])) == (
            record.id, True,
        )  # fmt: skip
        assert (record.id, _given(record.when.earliest_end, max, [*(when.earliest_end for when in dates), *starts])) == (
            record.id, True,
        )  # fmt: skip
        assert (record.id, _given(record.when.latest_end, min, [*(when.latest_end for when in dates), *known])) == (
            record.id, True,
        )  # fmt: skip


def _given(bound: date | None, choose: Callable[[list[date]], date], days: list[date | None]) -> bool:
    """Tell whether a bound is no narrower than the narrowest of some days."""
    known = [day for day in days if day]
    return bound is None or (bool(known) and choose([bound, choose(known)]) == choose(known))


def test_what_rests_on_little_says_so() -> None:
    """What occurred, by the word of one page of no standing alone, has a note that says so."""
    silent = [
        record.id
        for record in (*DATA.events, *DATA.relations)
        if record.status is Status.OCCURRED
        and dprkrel.confidence(record) is Confidence.LOW
        and (pages := [report for report in record.reports if DATA.source(report.source_id).kind is SourceKind.PAGE])
        and not any(report.note for report in pages)
    ]

    assert silent == []


def test_no_phrase_is_long() -> None:
    """Evidence is a short phrase, never a sentence of a source."""
    long = [phrase for _, report in reports() for phrase in report.phrases if len(phrase.split()) > 7]

    assert long == []


def test_no_sentence_of_a_text_is_shipped() -> None:
    """No eight words in a row of a text stand in the data, the code, the pages or the tests."""
    copied = {run: source.id for source in TEXTS for run in runs_of_words("\n".join(text_of(source)))}
    files = [
        path
        for folder in ("src", "seeds", "tests", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml", ".md", ".txt", ".jsonl", ".js", ".html", ".svg", ".json"}
        and "_build" not in path.parts
    ]

    assert len(files) > 60
    assert len({*copied.values()}) == len(TEXTS)
    found = [(path.name, copied.keys() & runs_of_words(path.read_text("utf-8"))) for path in files]
    assert [(name, {copied[run] for run in runs}) for name, runs in found if runs] == []


def test_the_dataset_is_as_large_as_was_searched() -> None:
    """Hundreds of events, relations and actors, and every class of event."""
    classes = {type(event) for event in DATA.events}

    assert len(DATA.events) > 700
    assert len(DATA.relations) > 700
    assert len(DATA.actors) > 800
    assert len(classes) == 10


AMBIGUOUS = {"Belousov", "Белоусов", "Choe", "CRI", "KN", "NAM"}
"""The short names that are words of the names of others, and the abbreviations that are codes of states."""

CAPITALS = {"SUN", "UK", "UN"}
"""The abbreviations that are syllables of names."""


@for_each("actor", DATA.actors)
def test_every_spelling_finds_its_actor(actor: Actor) -> None:
    """Each name in the data resolves to its own actor, in any case, Unicode form, or with hyphens for spaces.

    A short name that is a word of another's name is ambiguous, and so is an
    abbreviation that is a code. One that is a syllable is found in capitals.
    """
    for name in actor.names:
        if name.text in AMBIGUOUS:
            with pytest.raises(dprkrel.AmbiguousActorError):
                dprkrel.find_actor(name.text)
            continue
        if name.text in CAPITALS:
            assert dprkrel.find_actor(name.text).id == actor.id
            continue
        typed = (
            name.text,
            name.text.upper(),
            unicodedata.normalize("NFD", name.text),
            unicodedata.normalize("NFKD", name.text.lower()),
            name.text.replace(" ", "-"),
            f"  {name.text.replace('-', ' ')}  ",
        )

        assert {dprkrel.find_actor(text).id for text in typed} == {actor.id}


@for_each(("text", "actor"), TITLED.items())
def test_persons_are_found_with_the_titles_that_the_texts_give_them(text: str, actor: str) -> None:
    """A name with office and state before it, as the texts print it, finds the person."""
    assert dprkrel.find_actor(text).id == actor


@pytest.mark.parametrize(
    "text",
    [
        "Soviet President Putin",
        "Ajudan Putin",
        "President Xi",
        "Menlu Rusia",
        "Presiden Lavrov",
        "Kim Jong Gu",
        "Jong Un",
    ],
)
def test_what_is_no_name_is_not_guessed_at(text: str) -> None:
    """An office, part of a name, a title never held and a namesake are unknown, with suggestions or a hint."""
    with pytest.raises(dprkrel.UnknownActorError, match=r"nearest|office"):
        dprkrel.find_actor(text)


def test_no_spelling_belongs_to_two_actors() -> None:
    """A name that means two actors is left out and found ambiguous, not filed twice."""
    keys = Counter(key for actor in DATA.actors for key in {key_of(name.text) for name in actor.names})

    assert [key for key, count in keys.items() if count > 1] == []


def test_short_names_and_metonyms_are_marked() -> None:
    """Every actor's primary name is its own, and no bare surname of several persons is filed."""
    filed = {name.text for actor in DATA.actors for name in actor.names}

    assert filed.isdisjoint({"Kim", "Korea", "Ministry of Foreign Affairs", "Kementerian Luar Negeri"})


def test_the_errors_of_the_texts_are_kept_apart() -> None:
    """A wrong month, a nonsense route and a garbled sentence are kept as such and explained."""
    read = {source.id for source in TEXTS}
    wrong = {
        record_id: report.note
        for record_id, report in reports()
        if report.stance is Stance.MISSTATES and report.source_id in read
    }

    assert set(wrong) == {
        "russia-ukraine-war",
        "ussr-dprk-relations-1948",
        "dprk-military-aid-to-russia-2024",
        "russia-dprk-answer-condemnation",
        "kim-vostochny-visit-2023",
        "dprk-ferry-rajin-2023",
        "un-sanctions-on-dprk",
        "naval-mine-exercise-2023",
        "g7-ukraine-loan-2024",
    }
    assert all(wrong.values())


def test_the_summit_is_planned_in_one_text_and_past_in_another() -> None:
    """The Pyongyang summit of 2024 is one event that one text announces and another asserts."""
    summit = DATA.event("putin-kim-summit-2024")
    stances = {(str(report.source_id), report.stance) for report in summit.reports}

    assert ("review-bekasi-2024-10-10", Stance.ANNOUNCES) in stances
    assert ("berita-2024-07-24", Stance.ASSERTS) in stances
    assert summit.status is Status.OCCURRED


def test_the_end_of_the_disputed_visit_is_that_of_the_departure() -> None:
    """Both announced ends of Ryzhenkov's visit are kept; the adopted one is the day on which he was seen off."""
    visit = DATA.event("ryzhenkov-visit-dprk-2024")
    announced = {
        report.attributed_to: str(report.when) for report in visit.reports if report.stance is Stance.ANNOUNCES
    }

    assert announced == {
        "belarus-foreign-ministry": "2024-07-23/2024-07-25",
        "kcna": "2024-07-23/2024-07-26",
    }
    assert (visit.when.earliest_end, visit.when.latest_end) == (date(2024, 7, 26), date(2024, 7, 26))
    assert str(DATA.event("ryzhenkov-departure-2024-07-26").when) == "2024-07-26"
    assert visit.adopted_because


def test_arms_transfers_are_alleged() -> None:
    """What two states allege and two deny is one alleged transfer with a position of each, never a fact."""
    arms = [event for event in DATA.events if event.event_type is EventType.ARMS_TRANSFER]
    containers = DATA.event("dprk-containers-to-russia")
    deniers = {report.attributed_to for report in containers.reports if report.stance is Stance.DENIES}

    assert {event.status for event in arms} == {Status.ALLEGED}
    assert deniers == {"russia", "dprk"}
    with pytest.warns(dprkrel.CoverageWarning, match="by-the-way"):
        assert dprkrel.events_between(None, None, types="arms_transfer") == ()


def test_a_state_finds_the_visits_of_those_who_acted_for_it() -> None:
    """Belarus finds the deputy minister's journey of April and the minister's of July 2024."""
    ids = [visit.id for visit in dprkrel.visits_by_actor("Belarus", start="2024", end="2024")]

    assert ids == ["shestakov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"]


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer
def test_announced_visits_are_not_visits_unless_asked_for() -> None:
    """Putin's journey to Hanoi was announced in the texts and never told as past."""
    asked = dprkrel.visits_by_actor("Putin", status=["planned", "expected"])

    assert [visit.id for visit in asked] == ["putin-visit-vietnam-2024"]
    assert "putin-visit-vietnam-2024" not in {visit.id for visit in dprkrel.visits_by_actor("Putin")}


def test_weekdays_named_in_the_texts_agree_with_the_calendar() -> None:
    """A day that a phrase gives in full with its weekday falls on that weekday."""
    dated = re.compile(rf"({'|'.join(WEEKDAYS)}), (\d+) ({'|'.join(MONTHS)}) (\d{{4}})")
    found = {match.groups() for _, report in reports() for phrase in report.phrases for match in dated.finditer(phrase)}
    wrong = [
        named
        for named in found
        for weekday, day, month, year in [named]
        if date(int(year), MONTHS.index(month) + 1, int(day)).weekday() != WEEKDAYS.index(weekday)
    ]

    assert len(found) == 2
    assert wrong == []


def test_a_weekday_in_a_report_is_that_of_its_date() -> None:
    """A report whose phrases or derived phrase name a weekday gives a date that certainly begins on it."""
    named = [
        (record_id, weekday, report.when)
        for record_id, report in reports()
        for phrase in (*report.phrases, *([report.derivation.phrase] if report.derivation else []))
        for weekday in re.findall(rf"\b{_WEEKDAY}\b", phrase)
    ]
    wrong = [
        (record_id, weekday, str(when))
        for record_id, weekday, when in named
        if not (when and when.earliest_start and when.earliest_start == when.latest_start)
        or WEEKDAYS[when.earliest_start.weekday()] != weekday
    ]

    assert {weekday for _, weekday, _ in named} == {"Senin", "Selasa", "Rabu", "Kamis"}
    assert wrong == []


@for_each("source", TEXTS)
def test_weekdays_in_the_texts_are_as_in_the_calendar(source: Source) -> None:
    """Each weekday that a text names is that of the date beside it, or of a derived date of a report of its paragraph."""
    derived: dict[int, set[str]] = {}
    for _, report in reports():
        if report.source_id == source.id and report.derivation and report.when and report.when.earliest_start:
            for number in report.paragraphs:
                derived.setdefault(number, set()).add(WEEKDAYS[report.when.earliest_start.weekday()])
    wrong = []
    for number, text in enumerate(text_of(source), 1):
        for found in re.finditer(rf"\b({_WEEKDAY})\b(?:, (\d{{1,2}}) ({_MONTH}) (\d{{4}}))?", text):
            weekday, day, month, year = found.groups()
            meant = derived.get(number, set())
            if day:
                meant = {WEEKDAYS[date(int(year), MONTHS.index(month) + 1, int(day)).weekday()]}
            if weekday not in meant:
                wrong.append((number, found.group()))

    assert wrong == []


def test_ministers_are_found_by_office() -> None:
    """The ministers and prosecutors of the texts hold their offices on the days on which the texts show them."""
    asked = [
        ("foreign minister", "North Korea", "2024-01-16", "choe-son-hui"),
        ("Menlu", "Rusia", "2023-10-19", "sergei-lavrov"),
        ("minister of foreign affairs", "Belarus", "2024-01-20", "sergei-aleinik"),
        ("minister of foreign affairs", "Belarus", "2024-07-23", "maxim-ryzhenkov"),
        ("Prosecutor General", "Russia", "2024-07-23", "igor-krasnov"),
        ("president", "Russia", "2024-06-18", "vladimir-putin"),
        ("leader", "DPRK", "2023-09-13", "kim-jong-un"),
    ]
    found = [(title, of, on, holder and holder.id) for title, of, on, _ in asked
             for holder in [dprkrel.office_holder(title, of=of, on=on)]]  # fmt: skip

    assert found == asked
    with (
        pytest.warns(dprkrel.HolderWarning, match="nobody is known"),
        pytest.warns(dprkrel.CoverageWarning, match="offices-of-belarus has the gap"),
    ):
        assert dprkrel.office_holder("foreign minister", of="Belarus", on="2010") is None


SUPREME: dict[str, list[tuple[str, str, str | None]]] = {
    "DPRK": [
        ("leader", "1950-06-25", "kim-il-sung"), ("leader", "1994-07-07", "kim-il-sung"),
        ("leader", "2000-07", "kim-jong-il"), ("leader", "2011-12-18", "kim-jong-un"),
        ("head of state", "1950", "kim-tu-bong"), ("head of state", "1965", "choe-yong-gon"),
        ("head of state", "1980", "kim-il-sung"), ("head of state", "1996", None),
        ("head of state", "2000", "kim-yong-nam"), ("head of state", "2023-07-26", "kim-jong-un"),
        ("president", "1986", "kim-il-sung"), ("president", "2000", None),
        ("Premier of the Cabinet", "1961", "kim-il-sung"), ("Premier of the Administration Council", "1985", "kang-song-san"),
        ("내각총리", "1999", "hong-song-nam"), ("premier", "2023", "kim-tok-hun"),
        ("국방위원장", "1992-04", "kim-il-sung"), ("국방위원장", "2000-07", "kim-jong-il"),
        ("First Chairman of the National Defence Commission", "2015", "kim-jong-un"),
        ("Chairman of the State Affairs Commission", "2016-06-28", None),
        ("Chairman of the State Affairs Commission", "2016-06-29", "kim-jong-un"),
        ("Supreme Commander", "1992", "kim-jong-il"), ("Chairman of the Supreme People's Assembly", "1963", "choe-won-taek"),
        ("foreign minister", "1950", "pak-hon-yong"), ("foreign minister", "1956", "nam-il"),
        ("foreign minister", "1965", "pak-song-chol"), ("foreign minister", "1975", "ho-dam"),
        ("foreign minister", "1990-09", "kim-yong-nam"), ("foreign minister", "2022-06-11", None),
        ("foreign minister", "2022-06-12", "choe-son-hui"),
    ],
    "Workers' Party of Korea": [
        ("general secretary", "1980", "kim-il-sung"), ("general secretary", "1996", None),
        ("general secretary", "2000", "kim-jong-il"), ("party leader", "2015", "kim-jong-un"),
        ("Chairman", "2018-06-12", "kim-jong-un"), ("general secretary", "2023", "kim-jong-un"),
    ],
    "Soviet Union": [
        ("premier", "1949-03", "joseph-stalin"), ("premier", "1956-06", "nikolai-bulganin"),
        ("premier", "1961-07-06", "nikita-khrushchev"), ("premier", "1965-02", "alexei-kosygin"),
        ("head of state", "1969-05", "nikolai-podgorny"), ("leader", "1966", "leonid-brezhnev"),
        ("foreign minister", "1949-03-17", "andrei-vyshinsky"), ("министр иностранных дел СССР", "1961-07-06", "andrei-gromyko"),
        ("foreign minister", "1986-01", "eduard-shevardnadze"), ("president", "1990-09", "mikhail-gorbachev"),
        ("head of state", "1989-12", "mikhail-gorbachev"), ("president", "1938", None),
    ],
    "Russia": [
        ("head of state", "2023-07-26", "vladimir-putin"), ("foreign minister", "1995", "andrei-kozyrev"),
        ("foreign minister", "1997", "yevgeny-primakov"), ("Speaker of the Federation Council", "2018-09", "valentina-matviyenko"),
    ],
}  # fmt: skip


@for_each("state", SUPREME)
@pytest.mark.filterwarnings("ignore::dprkrel.HolderWarning", "ignore::dprkrel.CoverageWarning")
def test_the_supreme_posts_have_their_holders_since_1948(state: str) -> None:
    """Who led, represented and governed these states on a day is known, and nobody held a post before it was made."""
    asked = SUPREME[state]
    holders = [dprkrel.office_holder(title, of=state, on=on) for title, on, _ in asked]

    assert [(title, on, holder and holder.id) for (title, on, _), holder in zip(asked, holders, strict=True)] == asked


def test_every_actor_has_a_primary_name_in_latin_script() -> None:
    """The primary name can be typed on any keyboard."""
    primary = [name.text for actor in DATA.actors for name in actor.names if name.kind is NameKind.PRIMARY]

    assert all(text.isascii() for text in primary)


def test_a_month_without_an_exchange_is_not_called_searched() -> None:
    """Where nothing is known of an exchange with Russia, the ledger says that it was not searched, or not well."""
    months = dprkrel.coverage_by_month("DPRK", "Russia", start="2023-07", end="2026-08")
    assert len(months) == 38
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dprkrel.CoverageWarning)
        empty = {
            row.month
            for row in months
            if not dprkrel.events_of_dyad(
                "DPRK", "Russia", types=["visit", "meeting"], rank="vice_minister", start=row.month, end=row.month
            )
        }

    assert [str(row.month) for row in months if row.month in empty and row.searched is dprkrel.Searched.SEARCHED] == []
    assert {str(row.month) for row in months if row.searched is dprkrel.Searched.NOT} == {"2026-01", "2026-02"}


def test_the_ledger_says_what_is_missing_where_it_can_be_asked() -> None:
    """What was looked for and not found is a fact or two; a period, or all of a rank in it, is a gap, which warns."""
    period = re.compile(
        r"\bmost of\b|\banything\b|\b(from|in|before|after) .*[0-9]{4}.*\bto\b|^(vice-)?ministers", re.IGNORECASE
    )
    told = [(entry.id, text) for entry in DATA.ledger for text in entry.not_found if period.search(text)]

    assert told == []


LEDGER_CASES: dict[str, tuple[Callable[[], object], str]] = {
    "winter": (lambda: dprkrel.events_of_dyad("DPRK", "Russia", start="2026-01", end="2026-03"), "2026-01-01/2026-03-20"),
    "vice-ministers": (lambda: dprkrel.visits_by_actor("Russia", start="2024-12", end="2024-12"), "2024-11-12/2024-12-31"),
    "Soviet leaders": (lambda: dprkrel.visits_by_actor("Soviet Union", rank="head_of_government"), "1948-09-09/1991-12-26"),
    "statements": (lambda: dprkrel.statements_by("Lavrov", start="2025-07", end="2025-07"), "2024-11-01/2026-03-20"),
    "posts": (lambda: dprkrel.relations_of("Somalia", other="DPRK", types="mission", on="1975"), "1948-09-09/1989-12-31"),
    "agreements": (lambda: dprkrel.agreements_of("Russia", other="DPRK", start="1995", end="1996"), "1991-12-26/2023-06-30"),
    "offices": (lambda: dprkrel.office_holder("Menlu", of="Rusia", on="2004-07-05"), "1991-07-10/2023-06-30"),
}  # fmt: skip
"""Questions about what was not searched, each with the days of the gap that it touches first."""


@pytest.mark.parametrize("case", LEDGER_CASES)
def test_a_gap_of_the_ledger_warns(case: str) -> None:
    """Whoever asks for what is known to be missing is told so, with the days of the gap and the reason."""
    ask, days = LEDGER_CASES[case]
    with pytest.warns(dprkrel.CoverageWarning) as caught:
        ask()
    (told,) = (one.message for one in caught)

    assert isinstance(told, dprkrel.CoverageWarning)
    assert str(told.gap.when) == days
    assert told.gap.reason.rstrip(".") in str(told)


def test_an_earlier_visit_of_a_minister_warns() -> None:
    """Lavrov's visits of 2004 and 2009 lie in years of which vice-ministers were not searched for, and ministers in part."""
    for year in ("2004", "2009"):
        with pytest.warns(dprkrel.CoverageWarning, match="not_searched, vice_minister and below"):
            dprkrel.visits_by_actor("Lavrov", start=year, end=year)
        with pytest.warns(dprkrel.CoverageWarning, match="Only foreign ministers were looked for"):
            assert dprkrel.visits_by_actor("Lavrov", start=year, end=year, rank="minister")
    assert dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")


def test_states_name_those_that_united_in_them() -> None:
    """Yemen and Germany name the states that ended by joining them, beside the one whose place they took."""
    assert (DATA.actor("yemen").successor_of, DATA.actor("yemen").joined_by) == ("north-yemen", ("south-yemen",))
    assert DATA.actor("germany").joined_by == ("east-germany",)


SUCCESSIONS = [
    ("Russia", "1961", ("soviet-union",), ()),
    ("Soviet Union", "2024", (), ("russia",)),
    ("Czechoslovakia", "2025", (), ("czech-republic", "slovakia")),
    ("Yemen", "1975", ("north-yemen", "south-yemen"), ()),
    ("East Germany", "2000", (), ("germany",)),
    ("Yugoslavia", "2010", (), ("bosnia-and-herzegovina", "croatia", "north-macedonia", "serbia", "slovenia")),
]
"""States asked for in years in which they did not exist, with whom to ask for instead."""


@pytest.mark.parametrize(("state", "year", "before", "after"), SUCCESSIONS)
def test_a_state_that_was_not_there_names_who_was(
    state: str, year: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """A question about North Korea and a state that did not exist then names the one or all that did."""
    with pytest.warns(dprkrel.SuccessionWarning) as caught:
        dprkrel.events_of_dyad("DPRK", state, start=year, end=year)
    (told,) = (one.message for one in caught)

    assert isinstance(told, dprkrel.SuccessionWarning)
    assert (told.predecessors, told.successors) == (before, after)


POSTS: Final = ("mission", "representation")
STAYED: Final = {"china", "cuba", "egypt", "laos", "mongolia", "russia", "syria", "vietnam"}
RETURNED: Final = {"brazil", "sweden", "iran", "poland", "india", "nigeria", "switzerland"}


@pytest.mark.parametrize(
    ("day", "counted", "uncounted"),
    [
        # Nine ambassadors and four chargés d'affaires, as the Russian embassy counted.
        ("2021-04-01", {*STAYED, "palestine", "india", "indonesia", "romania", "bulgaria"}, {"finland", "cambodia", "iran"}),
        # Nine embassies, as NK News listed.
        ("2021-10-11", {*STAYED, "palestine"}, {"finland"}),
        # Sixteen, as South Korea's Ministry of Unification counted.
        ("2025-02-21", {*STAYED, *RETURNED, "nicaragua"}, {"finland", "palestine"}),
    ],
)  # fmt: skip
def test_missions_at_work_are_those_that_were_counted(day: str, counted: set[str], uncounted: set[str]) -> None:
    """On the days of three published counts those counted certainly were at work, and of few others it is not known."""
    at_work = {
        match: {post.subject_id for post in DATA.missions_at_work(on=day, receiving="DPRK", types=POSTS, match=match)}
        for match in ("certain", "possible")
    }

    assert at_work == {"certain": counted, "possible": counted | uncounted}


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")
def test_twelve_missions_were_closed_in_april_2021() -> None:
    """The twelve that the Russian embassy named were there and were not at work."""
    named = {
        "united-kingdom", "venezuela", "brazil", "germany", "italy", "nigeria", "pakistan", "poland", "czech-republic",
        "sweden", "switzerland", "france",
    }  # fmt: skip
    dormant = DATA.relations_of("DPRK", types="dormant_mission", on="2021-04-01", match="certain")
    there = DATA.relations_of("DPRK", types=POSTS, on="2021-04-01")

    assert {each.subject_id for each in dormant} == named
    assert named <= {each.subject_id for each in there}


@pytest.mark.parametrize(
    ("actor", "asked"),
    [
        ("Saint Vincent and the Grenadines", {"on": "1948"}),
        ("Czechoslovakia", {"on": "2025"}),
        ("Comoros", {"on": "1984"}),
        ("Russia", {"on": "1985-01-01", "other": "DPRK"}),
        ("Czech Republic", {"on": "1980", "other": "DPRK"}),
        ("Zimbabwe", {"on": "1975", "types": "mission"}),
        ("Malaysia", {"on": "2022", "types": "mission"}),
    ],
)
@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")
def test_no_tie_is_possible_without_its_state_or_relations(actor: str, asked: dict[str, Any]) -> None:
    """No tie is possible before a state existed or after it ended, nor a mission without diplomatic relations."""
    assert DATA.relations_of(actor, **asked) == ()


def test_every_state_says_when_it_existed() -> None:
    """When a state existed is known of all states, with what says so."""
    states = [actor for actor in DATA.actors if actor.kind == "state"]

    assert [state.id for state in states if not (state.existed and state.existed_source_ids)] == []
