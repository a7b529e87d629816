"""Check the citations of the data against copies of the texts.

The texts are cited and never shipped. With copies, every citation can be
checked; without them, the result says that nothing was checked.
"""

from __future__ import annotations

import hashlib
import os
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from attrs import frozen

from dprkrel.errors import Fault, TextsError, shown
from dprkrel.pickles import Vocabulary
from dprkrel.prose import WIDTH, counted, escaped, paragraphs_listed
from dprkrel.records.fields import SourceId
from dprkrel.records.kinds import placed_reports
from dprkrel.records.plain import Displayed
from dprkrel.records.reports import Report
from dprkrel.records.sources import Source, SourceKind
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


class TextState(Vocabulary):
    """The state in which a text was found, or that it was not."""

    #: A file is the text that was read, byte for byte.
    VERIFIED = "verified"
    #: No file is, but one bears its name.
    CHANGED = "changed"
    #: No file is, and none bears its name.
    MISSING = "missing"


@frozen(kw_only=True)
class CheckedText(Displayed):
    """The result of `verify` for one text.

    Attributes:
        source_id: the source whose text it is.
        state: whether a copy was found, and whether it is the text that was read.
        file: the name of the copy; None where there is none.
        paragraphs: how many paragraphs the copy has; 0 where it could not be read.
        reports: how many reports were looked up in it.
        phrases: how many phrases, derived phrases and names of actors were looked for in it.
    """

    source_id: SourceId
    state: TextState
    file: str | None = None
    paragraphs: int = 0
    reports: int = 0
    phrases: int = 0


@frozen(kw_only=True)
class Verification(Displayed):
    """The result of `verify`; it is true only if every text was checked and every citation of a text is correct.

    Attributes:
        texts: every source that is a text, by id.
        failures: every citation that is not in the texts as cited, sorted.
        unchecked: in words, what could not be checked.
    """

    SHOWN: ClassVar[tuple[str, ...]] = ("passed", "paragraphs", "reports", "phrases")

    texts: Results[CheckedText]
    failures: Results[Fault]
    unchecked: tuple[str, ...]

    def table(self) -> Table:
        """Return a table of the texts, one a row; `failures.table()` has the citations that are wrong.

        Examples:
            >>> dprkrel.verify().table().columns[:2]
            ('source_id', 'state')
        """
        return self.texts.table()

    @property
    def passed(self) -> bool:
        """Whether there is a text, every text is the one that was read, and nothing failed."""
        verified = [text.state is TextState.VERIFIED for text in self.texts]
        return bool(verified) and all(verified) and not self.failures

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the copies have."""
        return sum(text.paragraphs for text in self.texts)

    @property
    def reports(self) -> int:
        """How many reports were looked up."""
        return sum(text.reports for text in self.texts)

    @property
    def phrases(self) -> int:
        """How many phrases, derived phrases and names were looked for."""
        return sum(text.phrases for text in self.texts)

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        verified = sum(text.state is TextState.VERIFIED for text in self.texts)
        lines = [f"{text.source_id}: {text.state}{_extent(text) if text.file else ''}" for text in self.texts]
        if self.failures:
            lines += [f"{counted(len(self.failures), 'failure')}:", *(f"  {failure}" for failure in self.failures)]
        if self.unchecked:
            lines += ["not checked:", *(f"  {reason}" for reason in self.unchecked)]
        outcome = "passed" if self.passed else "not passed"
        lines.append(f"{outcome}: {verified} of {counted(len(self.texts), 'text')} verified{_extent(self)}")
        return "\n".join(
            part
            for line in map(escaped, lines)
            for part in textwrap.wrap(line, WIDTH, subsequent_indent="      ", break_on_hyphens=False)
        )


def _extent(of: CheckedText | Verification) -> str:
    counts = counted(of.paragraphs, "paragraph"), counted(of.reports, "report"), counted(of.phrases, "phrase")
    return f"; {', '.join(counts)}"


class _Copy(NamedTuple):
    """A file of the folder; its text is None if it is not UTF-8."""

    file: str
    sha256: str
    text: str | None


class _Cited(NamedTuple):
    """A report, with its record and its place there."""

    record: str
    where: str
    report: Report


class _Spelled(NamedTuple):
    """A spelling that an actor has from a text."""

    actor: str
    text: str


def verify(self: Tables, *, texts: str | os.PathLike[str] | None = None) -> Verification:
    """Check every citation of a text against copies of the texts.

    The files of the folder are matched to the sources by their SHA-256
    hash, whatever their names. A file with the name of a text but other
    content is a changed copy: it is checked, to show what no longer
    matches, but never passes. In each text, every cited paragraph must
    exist, each phrase and derived phrase of a report must be in a paragraph
    that the report cites, and each name that an actor has from the text must
    be there as whole words, in Unicode NFC and with white space normalized.
    Whether every paragraph is cited or excused is checked without the texts too.

    Args:
        texts: a folder with copies of the texts; its sub-folders are left alone. None when there is none.

    Returns:
        The state of each text, all failures, and what could not be checked.
        It is true if everything passed; `str` gives a summary.

    Raises:
        TextsError: there is no such folder, or it or one of its files cannot be read.

    Examples:
        >>> result = dprkrel.verify()
        >>> result.passed, len(result.failures)
        (False, 0)
        >>> {text.state.value for text in result.texts}
        {'missing'}
    """
    cited: dict[str, list[_Cited]] = {}
    for record in (*self.events, *self.relations):
        for where, report in placed_reports(record):
            cited.setdefault(report.source_id, []).append(_Cited(record.id, where, report))
    spelled: dict[str, list[_Spelled]] = {}
    for actor in self.actors:
        for name in actor.names:
            for source_id in name.source_ids:
                spelled.setdefault(source_id, []).append(_Spelled(actor.id, name.text))

    sources = tuple(source for source in self.sources if source.kind is SourceKind.TEXT)
    copies = {} if texts is None else _copies(sources, texts)
    found: list[CheckedText] = []
    failures: list[Fault] = []
    unchecked = [] if sources else ["there is no text among the sources"]
    for source in sources:
        reports, names, copy = cited.pop(source.id, []), spelled.get(source.id, []), copies.get(source.id)
        failures += _uncited(source, reports, copy)
        if copy:
            failures += _unlike(source, copy)
        if copy and copy.text is not None:
            paragraphs = paragraphs_of(copy.text)
            failures += _text_failures(source, copy.file, paragraphs, reports, names)
            found.append(_checked(source, copy, paragraphs, reports, names))
        else:
            because = "no copy in the folder" if texts is not None else "no folder of texts was given"
            because = "its copy is not UTF-8" if copy else because
            found.append(_checked(source, copy, [], [], []))
            unchecked.append(
                f"{source.id}: {because} ({counted(len(reports), 'report')}, {counted(len(names), 'name')})"
            )
    pages = {source.id for source in self.sources if source.kind is SourceKind.PAGE} & cited.keys()
    unchecked += [
        f"{source_id}: {counted(len(reports), 'report')} of background knowledge, with no text to check against"
        for source_id, reports in sorted(cited.items())
        if source_id not in pages
    ]
    if pages:
        reported = counted(sum(len(cited[page]) for page in pages), "report")
        unchecked.append(f"{counted(len(pages), 'public page')}: {reported}, of which no copy was kept; see their url")
    return Verification(
        texts=Results(found, self, "checked_texts"),
        failures=Results(sorted(set(failures)), self, "failures"),
        unchecked=tuple(unchecked),
    )


def paragraphs_of(text: str) -> list[str]:
    r"""Return the paragraphs of a text: its lines, folded, without those that are empty then.

    Examples:
        >>> paragraphs_of("One  and\u00a0two\r\n \nthree")
        ['One and two', 'three']
    """
    return [folded for folded in map(fold, text.splitlines()) if folded]


def fold(text: str) -> str:
    """Return a text in NFC, with one space for each run of white space and none at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _copies(sources: Iterable[Source], texts: str | os.PathLike[str]) -> dict[str, _Copy]:
    """Read the folder once, and return the copy of each source that has one."""
    from pathlib import Path  # late: importing dprkrel must stay cheap

    if isinstance(texts, str) and not texts:  # Path would take it for the working directory
        raise TextsError(texts, "an empty path")
    hashes, names = {source.sha256 for source in sources}, {source.file for source in sources}
    by_hash: dict[str | None, _Copy] = {}
    by_name: dict[str | None, _Copy] = {}
    try:
        for path in sorted(path for path in Path(texts).iterdir() if path.is_file()):
            content = path.read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            if sha256 in hashes or path.name in names:
                by_name[path.name] = copy = _Copy(path.name, sha256, _decoded(content))
                by_hash.setdefault(sha256, copy)
    except (OSError, TypeError, ValueError) as error:
        raise TextsError(texts, str(getattr(error, "strerror", None) or error)) from None
    found = ((source.id, by_hash.get(source.sha256) or by_name.get(source.file)) for source in sources)
    return {source_id: copy for source_id, copy in found if copy}


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _checked(
    source: Source, copy: _Copy | None, paragraphs: list[str], reports: list[_Cited], names: list[_Spelled]
) -> CheckedText:
    state = TextState.MISSING
    if copy:
        state = TextState.VERIFIED if copy.sha256 == source.sha256 else TextState.CHANGED
    return CheckedText(
        source_id=source.id,
        state=state,
        file=copy.file if copy else None,
        paragraphs=len(paragraphs),
        reports=len(reports),
        phrases=sum(len(_phrases(cited.report)) for cited in reports) + len(names),
    )


def _uncited(source: Source, reports: list[_Cited], copy: _Copy | None) -> Iterator[Fault]:
    """Look for paragraphs that are neither cited nor excused; this needs no text."""
    known = {number for cited in reports for number in cited.report.paragraphs}
    known.update(number for excuse in source.excused for number in excuse.paragraphs)
    left = [number for number in range(1, source.paragraph_count + 1) if number not in known]
    if left:
        file = copy.file if copy else source.file or ""
        found = f"{paragraphs_listed(left)} neither cited nor excused"
        yield Fault(file, source.id, "excused", found, "a report or a reason for every paragraph")


def _unlike(source: Source, copy: _Copy) -> Iterator[Fault]:
    """Yield how a copy differs from the text that was read."""
    if copy.sha256 != source.sha256:
        expected = f"{source.sha256}, the text that was read"
        yield Fault(copy.file, source.id, "sha256", copy.sha256, expected)
    if copy.text is None:
        yield Fault(copy.file, source.id, "file", "bytes that are not UTF-8", "a text in UTF-8")


def _text_failures(
    source: Source, file: str, paragraphs: list[str], reports: list[_Cited], names: list[_Spelled]
) -> Iterator[Fault]:
    if len(paragraphs) != source.paragraph_count:
        expected = counted(source.paragraph_count, "paragraph")
        yield Fault(file, source.id, "paragraph_count", counted(len(paragraphs), "paragraph"), expected)
    whole = "\n".join(paragraphs)
    for record, where, report in reports:
        beyond = [number for number in report.paragraphs if number > len(paragraphs)]
        if beyond:
            expected = f"paragraphs from 1 to {len(paragraphs)}"
            yield Fault(file, record, f"{where}.paragraphs", paragraphs_listed(beyond), expected)
        for part, phrase in _phrases(report):
            sought = fold(phrase)
            if not any(sought in paragraphs[number - 1] for number in report.paragraphs if number <= len(paragraphs)):
                # Only for the message; the whole is asked first, since most of what is wrong stands nowhere.
                among = enumerate(paragraphs, 1) if sought in whole else ()
                stands = [number for number, text in among if sought in text]
                found = f"{shown(phrase)} {f'in {paragraphs_listed(stands)}' if stands else 'nowhere in the text'}"
                expected = f"it in {paragraphs_listed(report.paragraphs) if report.paragraphs else 'a cited paragraph'}"
                yield Fault(file, record, f"{where}.{part}", found, expected)
    for actor, text in names:
        if not _as_words(fold(text)).search(whole):
            only = "only within longer words" if fold(text) in whole else "nowhere in the text"
            yield Fault(
                file, actor, f"names[{text}]", f"{shown(text)} {only}", f"the spelling as whole words in {source.id}"
            )


def _phrases(report: Report) -> list[tuple[str, str]]:
    """Return the phrases that a report cites from its text, each with its field."""
    phrases = [(f"phrases[{number}]", phrase) for number, phrase in enumerate(report.phrases)]
    return [*phrases, ("derivation", report.derivation.phrase)] if report.derivation else phrases


def _as_words(text: str) -> re.Pattern[str]:
    """Return a pattern that finds a text where it is no part of a longer word.

    A letter without case ends a word wherever it stands: Korean, Chinese and
    others write particles, or whole neighbours, without a space.
    """
    before, after = ("" if edge.isalpha() and edge.lower() == edge.upper() else r"\w" for edge in (text[0], text[-1]))
    return re.compile((f"(?<!{before})" if before else "") + re.escape(text) + (f"(?!{after})" if after else ""))
