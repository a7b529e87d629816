"""Verification: what stands in the texts passes, what does not is told, and what nobody could see never passes."""

import os
import re
import shutil
import tempfile
import unicodedata
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import (
    Actor,
    ActorKind,
    Derivation,
    DerivationRule,
    Event,
    EventType,
    Excuse,
    Link,
    LinkType,
    Name,
    Relation,
    RelationType,
    Report,
    Source,
    SourceKind,
    Stance,
    Statement,
    Superlative,
    SuperlativeKind,
    TextState,
    Visit,
    When,
)
from dprkrel.errors import DprkrelError, Fault, TextsError
from dprkrel.questions.verify import Verification, fold, paragraphs_of, verify
from dprkrel.records.events import EVENT_CLASSES
from dprkrel.records.fields import EventId, SourceId
from dprkrel.records.kinds import Record, placed_reports
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import page
from tests.small import TEXT, happening, known, named, said, tie

DATA = dprkrel.load()
TEXTS = os.environ.get("DPRKREL_TEXTS")
needs_texts = pytest.mark.skipif(not TEXTS, reason="DPRKREL_TEXTS names no folder of the texts")

PARAGRAPHS = (
    "Lavrov saw the tower.",
    "Belarus has had a mission since 2016.",
    "READ more",
    "The café was full, 조선은 알린다.",
    "Arms went north.",
    "Putin wrote on Saturday.",
    "A journey is planned.",
    "It ends late.",
    "Share",
)
TEXT_IN_FULL = "\n\n".join(PARAGRAPHS)
SATURDAY = said(
    6,
    phrases=("Putin wrote",),
    when=When("2024-07-20"),
    derivation=Derivation(
        phrase="on Saturday", anchor=date(2024, 7, 24), rule=DerivationRule.WEEKDAY_ON_OR_BEFORE, value="saturday"
    ),
)
ABSENT = said(2, phrases=("mission", "an embassy"))


def source(text: str | bytes = TEXT_IN_FULL, **changes: Any) -> Source:
    """Return a source as if it had been read from this text."""
    fields: dict[str, Any] = {
        "id": SourceId(TEXT), "kind": SourceKind.TEXT, "description": "A news text.", "language": "en",
        "file": "press.txt", "sha256": sha256(text if isinstance(text, bytes) else text.encode()).hexdigest(),
        "paragraph_count": 9, "excused": (Excuse(paragraphs=(3, 9), reason="furniture"),),
    }  # fmt: skip
    return Source(**(fields | changes))


def spelled(actor_id: str, *spellings: str) -> Actor:
    """Return an actor with names that stand in the text, besides one that is background knowledge."""
    actor = named(actor_id, ActorKind.STATE, "Background")
    credited = (Name(text=text, language="en", source_ids=(SourceId(TEXT),)) for text in spellings)
    return attrs.evolve(actor, names=(*actor.names, *credited))


def tower(*reports: Report, **changes: Any) -> Event:
    """Return the event of the first paragraph, with other reports or changes where they are given."""
    reports = reports or (said(1, 4, phrases=("saw the tower", "café was full")), known())
    return happening(Visit, EventType.SITE_VISIT, "tower", "2023-10", reports=reports, **changes)


def letter(*reports: Report) -> Event:
    """Return an event of two reports, one with a derived date."""
    reports = reports or (said(5), SATURDAY)
    return happening(Statement, EventType.MESSAGE, "letter", "2024-07-20", reports=reports)


def mission(*reports: Report) -> Relation:
    """Return a relation."""
    return tie("mission", RelationType.MISSION, "belarus", "dprk", "2016", reports=reports or (said(2),))


BACKGROUND = Source(
    id=SourceId("background"), kind=SourceKind.BACKGROUND, description="What is known.", language="en"
)  # fmt: skip
JOURNEY = happening(Visit, EventType.VISIT, "journey", "2025", reports=(said(7), said(8)))


def tables(*replaced: Record) -> Tables:
    """Return records over the text above, with some added, or put in place of those with the same id."""
    records = {
        record.id: record
        for record in (source(), BACKGROUND, spelled("dprk", "조선"), tower(), letter(), JOURNEY, mission(), *replaced)
    }.values()
    return Tables(
        actors=[record for record in records if isinstance(record, Actor)],
        sources=[record for record in records if isinstance(record, Source)],
        events=[record for record in records if isinstance(record, EVENT_CLASSES)],
        relations=[record for record in records if isinstance(record, Relation)],
    )


def folder(path: Path, text: str | bytes = TEXT_IN_FULL, name: str = "copy.txt") -> Path:
    """Write a text into a folder, and return the folder."""
    (path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(result: Verification) -> list[tuple[str, str]]:
    """Return record and field of each failure."""
    return [(failure.record, failure.field) for failure in result.failures]


@pytest.mark.parametrize("name", ["press.txt", "copy.txt", "zzz.bin"])
def test_the_right_copy_passes_under_any_name(tmp_path: Path, name: str) -> None:
    """A copy is known by its bytes, whatever it is called and whatever lies beside it, and everything is counted."""
    folder(tmp_path, name=name)
    folder(tmp_path, "something else", "notes.txt")
    (tmp_path / "more").mkdir()
    result = verify(tables(), texts=tmp_path)

    assert result.passed
    assert result.failures == ()
    assert [(text.source_id, text.state, text.file) for text in result.texts] == [(TEXT, TextState.VERIFIED, name)]
    assert (result.paragraphs, result.reports, result.phrases) == (9, 6, 4 + 1)  # four phrases, one name
    assert verify(tables(), texts=str(tmp_path)) == result


def test_without_a_folder_nothing_passes() -> None:
    """Where no texts are given, every text is missing, nothing fails, and the result says what was not checked."""
    result = verify(tables())

    assert not result.passed
    assert result.failures == ()
    assert [(text.state, text.file, text.phrases) for text in result.texts] == [(TextState.MISSING, None, 0)]
    assert result.unchecked == (
        f"{TEXT}: no folder of texts was given (6 reports, 1 name)",
        "background: 1 report of background knowledge, with no text to check against",
    )


def test_pages_are_no_texts(tmp_path: Path) -> None:
    """What rests on public pages cannot be checked: it is told as such, never fails, and keeps no text from passing."""
    pages = [page(f"page-{number}", date(2024, 7, 24)) for number in range(3)]
    seen = [Report(source_id=one.id, stance=Stance.ASSERTS, phrases=("nowhere",)) for one in pages[:2]]
    result = verify(tables(*pages, tower(said(1, 4), *seen), letter(said(5), said(6), seen[0])), texts=folder(tmp_path))

    assert result.passed
    assert [text.source_id for text in result.texts] == [TEXT]
    assert result.unchecked == ("2 public pages: 3 reports, of which no copy was kept; see their url",)


def test_one_text_at_hand_does_not_pass_for_another(tmp_path: Path) -> None:
    """Where one of two texts is missing the result does not pass, though nothing fails in the other."""
    excused = (Excuse(paragraphs=(1,), reason="all of it"),)
    other = source("Other.", id=SourceId("other"), file="other.txt", paragraph_count=1, excused=excused)
    result = verify(tables(other), texts=folder(tmp_path))

    assert [text.state for text in result.texts] == [TextState.MISSING, TextState.VERIFIED]
    assert result.failures == ()
    assert not result.passed


def test_a_text_that_is_not_in_the_folder_is_missing(tmp_path: Path) -> None:
    """An empty folder passes nothing, and neither does one that has the copy in a sub-folder only."""
    (tmp_path / "more").mkdir()
    folder(tmp_path / "more")
    folder(tmp_path, "something else", "notes.txt")
    result = verify(tables(), texts=tmp_path)

    assert not result.passed
    assert result.failures == ()
    assert [text.state for text in result.texts] == [TextState.MISSING]
    assert result.unchecked[0] == f"{TEXT}: no copy in the folder (6 reports, 1 name)"


def test_a_changed_copy_is_told_apart_and_checked(tmp_path: Path) -> None:
    """A file that bears the name of the text and is not it never passes, and what no longer stands in it is told."""
    changed = TEXT_IN_FULL.replace("saw the tower", "saw a tower")
    result = verify(tables(), texts=folder(tmp_path, changed, "press.txt"))
    whole = verify(tables(), texts=folder(tmp_path, f"{TEXT_IN_FULL}\n", "press.txt"))

    assert [(text.state, text.file, text.paragraphs) for text in result.texts] == [(TextState.CHANGED, "press.txt", 9)]
    assert told(result) == [(TEXT, "sha256"), ("tower", "reports[0].phrases[0]")]
    assert result.failures[0].found == sha256(changed.encode()).hexdigest()
    assert str(source().sha256) in result.failures[0].expected
    assert told(whole) == [(TEXT, "sha256")]
    assert not result.passed
    assert not whole.passed


def test_a_right_copy_counts_beside_a_changed_one(tmp_path: Path) -> None:
    """The bytes decide: another file that bears the name of the text does no harm."""
    folder(tmp_path, "something else", "press.txt")

    assert verify(tables(), texts=folder(tmp_path, name="z.txt")).passed


def test_two_texts_with_swapped_names_pass_together(tmp_path: Path) -> None:
    """Each text is found by its bytes, also where each bears the name of the other; one alone is not enough."""
    other = source("Other.", id=SourceId("other"), file="other.txt", paragraph_count=1, excused=())
    report = Report(source_id=other.id, stance=Stance.ASSERTS, paragraphs=(1,), phrases=("Other",))
    both = tables(other, tower(*tower().reports, report))
    alone = verify(both, texts=folder(tmp_path, name="other.txt"))
    result = verify(both, texts=folder(tmp_path, "Other.", "press.txt"))

    assert result.passed
    assert [(text.source_id, text.file) for text in result.texts] == [("other", "press.txt"), (TEXT, "other.txt")]
    assert [text.state for text in alone.texts] == [TextState.CHANGED, TextState.VERIFIED]
    assert not alone.passed


@pytest.mark.parametrize("wrong", ["no/such/folder", __file__, "", "\0", "\ud800", "x" * 9_999, 5, b".", ["."]])
def test_a_folder_that_cannot_be_read_is_an_error(wrong: Any) -> None:
    """What is no folder raises `TextsError` with what was given, and is never taken for an empty one."""
    with pytest.raises(TextsError) as caught:
        verify(tables(), texts=wrong)

    assert caught.value.given is wrong
    assert isinstance(caught.value, DprkrelError)
    assert isinstance(caught.value, ValueError)
    assert "give a folder with copies of the texts" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose bytes cannot be had might be any of the texts, so it is not passed over."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(TextsError, match="Permission denied"):
        verify(tables(), texts=folder(tmp_path))


def linked(report: Report) -> Event:
    """Return an event with a report on its link."""
    return tower(links=(Link(link_type=LinkType.FOLLOWS, event_id=EventId("letter"), reports=(said(6), report)),))


def claimed(report: Report) -> Event:
    """Return an event with a report on a claim about it."""
    return tower(superlatives=(Superlative(kind=SuperlativeKind.RARE, claim="a rare view", reports=(report,)),))


@pytest.mark.parametrize(
    ("record", "where", "found", "expected"),
    [
        (tower(said(1, 4, phrases=("Belarus has",))), "reports[0].phrases[0]", "'Belarus has' in paragraph 2",
         "it in paragraphs 1, 4"),
        (letter(said(5), said(6), said(2, phrases=("2016", "Arms"))), "reports[2].phrases[1]", "'Arms' in paragraph 5",
         "it in paragraph 2"),
        (mission(said(2), ABSENT), "reports[1].phrases[1]", "'an embassy' nowhere in the text", "it in paragraph 2"),
        (mission(said(2, phrases=("belarus has",))), "reports[0].phrases[0]", "'belarus has' nowhere in the text",
         "it in paragraph 2"),
        (mission(said(2), attrs.evolve(ABSENT, paragraphs=(), phrases=("mission",))), "reports[1].phrases[0]", "'mission' in paragraph 2",
         "it in a cited paragraph"),
        (letter(said(5, 6), attrs.evolve(SATURDAY, paragraphs=(7,), phrases=())), "reports[1].derivation",
         "'on Saturday' in paragraph 6", "it in paragraph 7"),
        (linked(ABSENT), "links[0].reports[1].phrases[1]", "'an embassy' nowhere in the text", "it in paragraph 2"),
        (claimed(ABSENT), "superlatives[0].reports[0].phrases[1]", "'an embassy' nowhere in the text",
         "it in paragraph 2"),
    ],
)  # fmt: skip
def test_a_phrase_that_does_not_stand_there_fails(
    tmp_path: Path, record: Record, where: str, found: str, expected: str
) -> None:
    """A phrase or derived phrase that no paragraph cited by its report has is told with record, report and place."""
    result = verify(tables(record), texts=folder(tmp_path))

    assert result.failures == (Fault("copy.txt", record.id, where, found, expected),)
    assert [text.state for text in result.texts] == [TextState.VERIFIED]
    assert not result.passed


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_form_and_white_space_do_not_matter(tmp_path: Path, form: Any) -> None:
    """A text that decomposes its letters and spaces oddly still has the phrases, names and paragraphs cited."""
    odd = unicodedata.normalize(form, TEXT_IN_FULL).replace(" ", "\u00a0 \t").replace("\n\n", "\r\n\u3000\r\n")
    result = verify(tables(source(odd)), texts=folder(tmp_path, odd))

    assert result.passed
    assert result.paragraphs == 9


def test_a_paragraph_neither_cited_nor_excused_fails(tmp_path: Path) -> None:
    """A paragraph without a record or a reason is told, with the text at hand or without it."""
    left_out = tables(source(excused=()))
    fault = (TEXT, "excused", "paragraphs 3, 9 neither cited nor excused", "a report or a reason for every paragraph")

    assert verify(left_out).failures == (Fault("press.txt", *fault),)
    assert verify(left_out, texts=folder(tmp_path)).failures == (Fault("copy.txt", *fault),)


def test_paragraphs_beyond_the_text_fail(tmp_path: Path) -> None:
    """A text with fewer paragraphs than its source says fails, and so does each report that cites one too many."""
    short = "\n".join(PARAGRAPHS[:7])
    result = verify(tables(source(short)), texts=folder(tmp_path, short))

    assert result.failures == (
        Fault("copy.txt", "journey", "reports[1].paragraphs", "paragraph 8", "paragraphs from 1 to 7"),
        Fault("copy.txt", TEXT, "paragraph_count", "7 paragraphs", "9 paragraphs"),
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Lavrov", None),
        ("조선", None),
        ("Putin wrote", None),
        ("Lavrow", "'Lavrow' nowhere in the text"),
        ("tow.r", "'tow.r' nowhere in the text"),
        ("tower. Belarus", "'tower. Belarus' nowhere in the text"),
        ("Lavr", "'Lavr' only within longer words"),
        ("elarus", "'elarus' only within longer words"),
        ("201", "'201' only within longer words"),
    ],
)
def test_names_stand_as_whole_words(tmp_path: Path, name: str, found: str | None) -> None:
    """A name that is credited to a text stands there as words of its own, or before a particle in a script without case."""
    result = verify(tables(spelled("dprk", name)), texts=folder(tmp_path))
    fault = Fault("copy.txt", "dprk", f"names[{name}]", str(found), f"the spelling as whole words in {TEXT}")

    assert result.failures == ((fault,) if found else ())
    assert result.phrases == 4 + 1


def test_a_text_that_is_not_utf_8_fails(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are a failure and nothing is checked in them, be they those that were read or not."""
    latin = TEXT_IN_FULL.encode("latin-1", "replace")
    result = verify(tables(source(latin)), texts=folder(tmp_path, latin, "press.txt"))
    changed = verify(tables(), texts=tmp_path)

    assert result.failures == (Fault("press.txt", TEXT, "file", "bytes that are not UTF-8", "a text in UTF-8"),)
    assert not result.passed
    assert [(text.state, text.paragraphs, text.reports) for text in result.texts] == [(TextState.VERIFIED, 0, 0)]
    assert f"{TEXT}: its copy is not UTF-8 (6 reports, 1 name)" in result.unchecked
    assert told(changed) == [(TEXT, "file"), (TEXT, "sha256")]


def broken() -> Tables:
    """Return records with a failure of each kind over the text above."""
    return tables(
        source(paragraph_count=10, excused=(Excuse(paragraphs=(3,), reason="furniture"),)),
        tower(said(1, 4, phrases=("saw", "an embassy")), said(8, phrases=("tower",))),
        spelled("dprk", "Put"),
    )


def test_all_failures_are_told_together_and_sorted(tmp_path: Path) -> None:
    """One failure hides no other, and their order is that of file, record and field."""
    result = verify(broken(), texts=folder(tmp_path))

    assert told(result) == [
        ("dprk", "names[Put]"),
        (TEXT, "excused"),
        (TEXT, "paragraph_count"),
        ("tower", "reports[0].phrases[1]"),
        ("tower", "reports[1].phrases[0]"),
    ]
    assert list(result.failures) == sorted(result.failures)


def test_the_result_is_true_only_where_it_passed(tmp_path: Path) -> None:
    """`assert verify(…)` means what it says."""
    assert verify(tables(), texts=folder(tmp_path))
    assert not verify(broken(), texts=tmp_path)
    assert not verify(tables())


def test_the_result_as_text(tmp_path: Path) -> None:
    """Printed, the result has a line for each text, then failures, what was not checked, and the outcome."""
    wrong = mission(said(2, phrases=("an embassy",)))
    alone = Tables(sources=(source("One.", paragraph_count=1, excused=()),), events=(tower(said(1)),))

    assert str(verify(tables(), texts=folder(tmp_path))) == (
        "press-2024-07-24: verified; 9 paragraphs, 6 reports, 5 phrases\n"
        "not checked:\n"
        "  background: 1 report of background knowledge, with no text to check against\n"
        "passed: 1 of 1 text verified; 9 paragraphs, 6 reports, 5 phrases"
    )
    assert str(verify(tables(wrong), texts=tmp_path)) == (
        "press-2024-07-24: verified; 9 paragraphs, 6 reports, 6 phrases\n"
        "1 failure:\n"
        "  copy.txt: mission: reports[0].phrases[0]: found 'an embassy' nowhere in the\n"
        "      text; expected it in paragraph 2\n"
        "not checked:\n"
        "  background: 1 report of background knowledge, with no text to check against\n"
        "not passed: 1 of 1 text verified; 9 paragraphs, 6 reports, 6 phrases"
    )
    assert str(verify(tables())) == (
        "press-2024-07-24: missing\n"
        "not checked:\n"
        "  press-2024-07-24: no folder of texts was given (6 reports, 1 name)\n"
        "  background: 1 report of background knowledge, with no text to check against\n"
        "not passed: 0 of 1 text verified; 0 paragraphs, 0 reports, 0 phrases"
    )
    assert str(verify(alone, texts=folder(tmp_path, "One."))) == (
        "press-2024-07-24: verified; 1 paragraph, 1 report, 0 phrases\n"
        "passed: 1 of 1 text verified; 1 paragraph, 1 report, 0 phrases"
    )


def test_the_text_fits_a_terminal_and_obeys_no_file_name(tmp_path: Path) -> None:
    """No line is wider than 79 columns, whatever is found, and the name of a file is not obeyed by a terminal."""
    strange = f"{'very-long-' * 20}\x1b[31m.txt"
    data = tables(source(file="changed.txt"), mission(said(2, phrases=("word " * 90 + "end", "x" * 300))))
    result = str(verify(data, texts=folder(tmp_path, name=strange)))
    changed = str(verify(data, texts=folder(tmp_path, "other", "changed.txt")))

    assert max(map(len, f"{result}\n{changed}".splitlines())) <= 79
    assert "\x1b" not in result
    assert r"\x1b[31m.txt" in result
    assert changed.splitlines()[-1].startswith("not passed")


@pytest.mark.parametrize("sources", [(), (BACKGROUND,)], ids=["nothing", "background"])
def test_a_dataset_without_texts_does_not_pass(tmp_path: Path, sources: tuple[Source, ...]) -> None:
    """Where there is no text at all there is nothing to pass."""
    for texts in (None, folder(tmp_path)):
        result = verify(Tables(sources=sources), texts=texts)

        assert not result.passed
        assert result.texts == ()
        assert result.unchecked == ("there is no text among the sources",)
        assert str(result).splitlines()[-1].startswith("not passed: 0 of 0 texts")


def test_a_text_without_a_phrase_must_be_at_hand_as_well(tmp_path: Path) -> None:
    """A text that is cited without a single phrase passes with its copy and not without."""
    bare = Tables(sources=(source("One.", paragraph_count=1, excused=()),), events=(tower(said(1)),))

    assert verify(bare, texts=folder(tmp_path, "One.")).passed
    assert verify(bare, texts=tmp_path).phrases == 0
    assert not verify(bare).passed


def test_reports_are_found_wherever_they_stand() -> None:
    """Reports on the record, its links and the claims about it are yielded, each with its place."""
    both = attrs.evolve(linked(ABSENT), superlatives=claimed(said(3)).superlatives)

    assert list(placed_reports(both)) == [
        ("reports[0]", tower().reports[0]),
        ("reports[1]", known()),
        ("links[0].reports[0]", said(6)),
        ("links[0].reports[1]", ABSENT),
        ("superlatives[0].reports[0]", said(3)),
    ]
    assert list(placed_reports(mission(ABSENT, known()))) == [("reports[0]", ABSENT), ("reports[1]", known())]


def within(value: object) -> list[Report]:
    """Return every report within a value, whatever its field is called."""
    if isinstance(value, Report):
        return [value]
    fields = [getattr(value, field.name) for field in getattr(value, "__attrs_attrs__", ())]
    return [report for part in (value if isinstance(value, tuple) else fields) for report in within(part)]


def test_no_report_of_the_bundled_data_is_passed_over() -> None:
    """Wherever a record of the data holds a report, it is among those that are checked."""
    for record in (*DATA.events, *DATA.relations):
        assert sorted(map(repr, within(record))) == sorted(repr(report) for _, report in placed_reports(record))


def without(text: str, place: int) -> str:
    """Return a text without one of its characters."""
    return text[:place] + text[place + 1 :]


@given(st.data(), st.lists(st.text("abé\u0301", min_size=1, max_size=4), min_size=1, max_size=6))
def test_a_lost_character_of_a_phrase_is_noticed(data: st.DataObject, words: list[str]) -> None:
    """Whatever the text, a phrase taken from it passes; less one of its characters the text never does."""
    text = fold(" ".join(words))
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    phrase, lost = text[begin:end], without(text, data.draw(st.integers(begin, end - 1)))
    if phrase != fold(phrase):
        phrase = text
    cited, read = (source(read, paragraph_count=1, excused=()) for read in (text, lost))
    event = tower(said(1, phrases=(phrase,)))
    with tempfile.TemporaryDirectory() as path:
        right = verify(Tables(sources=(cited,), events=(event,)), texts=folder(Path(path), text, "press.txt"))
        changed = verify(Tables(sources=(cited,), events=(event,)), texts=folder(Path(path), lost, "press.txt"))
        as_read = verify(Tables(sources=(read,), events=(event,)), texts=path)

    assert right.passed
    assert not changed.passed
    assert (TEXT, "sha256") in told(changed)
    assert (("tower", "reports[0].phrases[0]") in told(as_read)) is (phrase not in fold(lost))
    assert as_read.passed is (phrase in fold(lost))


CITED = [
    (record.id, f"{where}.phrases[{number}]", report, phrase)
    for record in (*DATA.events, *DATA.relations)
    for where, report in placed_reports(record)
    for number, phrase in enumerate(report.phrases)
    if report.paragraphs
]


def real(source_id: str) -> Path:
    """Return the file of a source among the real texts."""
    return Path(str(TEXTS), str(DATA.source(source_id).file))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy the real texts into a folder of the test's own."""
    for text in verify(DATA, texts=TEXTS).texts:
        shutil.copyfile(real(text.source_id), tmp_path / f"{text.source_id}.txt")
    return tmp_path


@needs_texts
def test_the_bundled_dataset_stands_in_its_texts(copied: Path) -> None:
    """Every citation of the bundled dataset stands in the real texts, under whatever names they lie."""
    result = verify(DATA, texts=copied)

    assert result.failures == ()
    assert result.passed
    assert (len(result.texts), result.paragraphs) == (5, 140)
    assert result.reports > 280
    assert result.phrases > len(CITED)


@needs_texts
@pytest.mark.parametrize("source_id", sorted({report.source_id for _, _, report, _ in CITED}))
def test_one_letter_changed_in_a_real_text_is_noticed(tmp_path: Path, source_id: str) -> None:
    """A real text with one letter changed is a changed copy, and a report whose words it altered is told."""
    text = real(source_id).read_bytes().decode()
    record, where, _, phrase = next(
        one for one in CITED
        if one[2].source_id == source_id and text.count(one[3]) == 1 and len(one[2].paragraphs) == 1
    )  # fmt: skip
    altered = text.replace(phrase, f"{phrase[:-1]}{'q' if phrase[-1] != 'q' else 'z'}")
    result = verify(DATA, texts=folder(tmp_path, altered, str(DATA.source(source_id).file)))
    states = {checked.source_id: checked.state for checked in result.texts}

    assert sum(one != other for one, other in zip(text, altered, strict=True)) == 1
    assert states.pop(SourceId(source_id)) is TextState.CHANGED
    assert set(states.values()) == {TextState.MISSING}
    assert {(source_id, "sha256"), (record, where)} <= set(told(result))
    assert not result.passed


@needs_texts
@pytest.mark.parametrize("source_id", sorted({report.source_id for _, _, report, _ in CITED}))
def test_a_corrupted_seed_is_noticed(source_id: str) -> None:
    """One phrase of the bundled data that is not as in its text is told with record and report, and nothing else is."""
    index = next(
        number for number, record in enumerate(DATA.events)
        if record.reports[0].source_id == source_id and record.reports[0].phrases
    )  # fmt: skip
    record = DATA.events[index]
    first, *rest = record.reports
    corrupted = attrs.evolve(first, phrases=(f"{first.phrases[0]}q", *first.phrases[1:]))
    events = (*DATA.events[:index], attrs.evolve(record, reports=(corrupted, *rest)), *DATA.events[index + 1 :])
    result = verify(attrs.evolve(DATA, events=events), texts=TEXTS)

    assert told(result) == [(record.id, "reports[0].phrases[0]")]
    assert result.failures[0].file == DATA.source(source_id).file
    assert not result.passed


@needs_texts
@given(st.data())
def test_a_lost_character_of_a_real_phrase_is_noticed(data: st.DataObject) -> None:
    """A real text that lost a character of a cited phrase never passes; if the phrase is gone, its report is told."""
    record, where, report, phrase = data.draw(st.sampled_from(CITED))
    cited = DATA.source(report.source_id)
    text = real(cited.id).read_bytes().decode()
    begin = data.draw(st.sampled_from([match.start() for match in re.finditer(re.escape(phrase), text)]))
    lost = without(text, begin + data.draw(st.integers(0, len(phrase) - 1)))
    paragraphs = paragraphs_of(lost)
    reread = tuple(
        attrs.evolve(one, sha256=sha256(lost.encode()).hexdigest()) if one is cited else one for one in DATA.sources
    )
    fields: dict[str, Any] = {**DATA.tables(), "sources": reread}
    with tempfile.TemporaryDirectory() as path:
        changed = verify(DATA, texts=folder(Path(path), lost, str(cited.file)))
        as_read = verify(Tables(**fields), texts=path)
    gone = not any(fold(phrase) in paragraphs[number - 1] for number in report.paragraphs)

    assert (cited.id, "sha256") in told(changed)
    assert not changed.passed
    assert (cited.id, "sha256") not in told(as_read)
    assert ((record, where) in told(as_read)) is gone
    assert ((record, where) in told(changed)) is gone
