"""How to cite the data, and the sources of a record: as text, for BibTeX, and for software that reads CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from urllib.parse import quote, urlsplit

from dprkrel.dates.when import When
from dprkrel.errors import UnknownRecordError, VocabularyError, close_matches
from dprkrel.prose import paragraphs_listed
from dprkrel.questions.changes import edition_day
from dprkrel.questions.subjects import bearer
from dprkrel.records.fields import SourceId
from dprkrel.records.kinds import TABLE_OF, Record, class_of, placed_reports
from dprkrel.records.references import references
from dprkrel.records.sources import Source, SourceKind
from dprkrel.store.tables import Tables, ids_of, record_with_id

TITLE: Final = "dprkrel: North Korea's foreign relations as data"
AUTHOR: Final = "The dprkrel authors"
"""As in CITATION.cff."""

Format: TypeAlias = Literal["text", "bibtex", "csl"]


class _Work(NamedTuple):
    """Hold what is cited: the package with its data, or a source."""

    key: str
    kind: str
    title: str
    author: str | None = None
    publisher: str | None = None
    issued: When | None = None
    version: str | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


def cite(
    self: Tables,
    records: Record | str | Iterable[Record | str] = (),
    *,
    format: Format = "text",  # noqa: A002 - the word that everybody looks for
) -> str:
    """Return how to cite the data, or some of its records with their sources.

    The package is cited by its version, the data by their edition and digest,
    which tell exactly which data were used. The year is that of the edition. Data of an
    edition that is not named after a day are not ours: only the package is then
    cited as ours, and the note says which data it was used with.

    Args:
        records: what to cite: one or several events, relations, actors or other records of the dataset, the results of a
            question, or ids. Each source that they name is cited once, in the order of the records;
            last come the data. Without records the data alone are cited.
        format: `text`, one work a line; `bibtex`, entries of type `misc` with the fields of BibTeX and BibLaTeX in UTF-8;
            or `csl`, CSL-JSON, which Zotero, pandoc and other reference managers read.

    Returns:
        Text that ends without a line end. A source is dated as precisely as the data know, and a date that is not exact
        stands as EDTF.

    Raises:
        VocabularyError: the format is none of these.
        UnknownRecordError: something is neither a record of the dataset nor the id of one.

    Examples:
        >>> print(dprkrel.Dataset(edition="2024.3.5").cite().partition(", digest")[0])
        The dprkrel authors (2024). dprkrel: North Korea's foreign relations as data. Version 1.0.0, data of edition 2024.3.5
        >>> [line] = [one for one in dprkrel.cite("krasnov-visit-dprk-2024").splitlines() if "Kommersant" in one]
        >>> print(line)
        “Генпрокурор Краснов прибыл в КНДР” (2024-07-22). Kommersant. <https://kommersant.ru/doc/6849726>. secondary source.
    """
    if format not in _WRITERS:
        raise VocabularyError("format", format, _WRITERS)
    cited = [*_cited(self, [records])]
    paragraphs = _paragraphs(cited)
    works = [_source(self, source_id, paragraphs.get(source_id, set())) for source_id in _source_ids(cited)]
    return _WRITERS[format]([*works, _data(self, cited)])


def _cited(tables: Tables, given: Iterable[Any]) -> Iterator[Record]:
    for one in given:
        if isinstance(one, str) or hasattr(one, "id") or not isinstance(one, Iterable):
            yield _record(tables, one)
        else:
            yield from _cited(tables, one)


def _record(tables: Tables, given: Any) -> Record:
    """Return the record of these tables that is meant."""
    for kind in TABLE_OF:
        if isinstance(given, class_of(kind)):
            found: Record | None = record_with_id(tables, kind, given.id)
            if found is None:
                raise UnknownRecordError(kind, given.id, close_matches(given.id, ids_of(tables, kind)))
            return found
    named: Record = bearer(tables, "event, relation or other record", given, TABLE_OF)
    return named


def _source_ids(records: Iterable[Record]) -> Iterator[SourceId]:
    """Yield the sources of records, each once."""
    seen: dict[SourceId, None] = {}
    for record in records:
        if isinstance(record, Source):
            seen[record.id] = None
        else:
            seen.update((SourceId(found), None) for _, kind, found in references(record) if kind == "source")
    yield from seen


def _paragraphs(records: Iterable[Any]) -> dict[SourceId, set[int]]:
    """Return the paragraphs of each text in which something is told of the records."""
    found: dict[SourceId, set[int]] = {}
    for record in records:
        if hasattr(record, "reports"):
            for _, report in placed_reports(record):
                found.setdefault(report.source_id, set()).update(report.paragraphs)
    return found


def _data(tables: Tables, records: Iterable[Record]) -> _Work:
    """Return the package with the data, as ours where the edition is one of ours."""
    ids = [record.id for record in records]
    package = str(import_module("dprkrel").__version__)  # by name: to import-linter the package imports everything
    about = f"{'records' if len(ids) > 1 else 'record'} {', '.join(ids)}" if ids else ""
    edition, key = tables.edition, re.sub(r"[^A-Za-z0-9.]+", "-", tables.edition).strip("-")
    closed = edition_day(edition.partition(",")[0])
    if closed is None:
        with_data = f"used with data that are no released edition: {edition}, digest {tables.digest}"
        notes = f"{with_data}, {about}" if about else with_data
        return _Work(f"dprkrel:{key}", "software", TITLE, AUTHOR, version=package, notes=(notes,))
    version = f"{package}, data of edition {edition}"
    year = When(f"{closed.year:04}")
    told = (f"digest {tables.digest}", *([about] if about else []))
    return _Work(f"dprkrel:{key}", "dataset", TITLE, AUTHOR, issued=year, version=version, notes=told)


def _source(tables: Tables, source_id: SourceId, paragraphs: set[int]) -> _Work:
    source = tables.source(source_id)
    publisher = tables.actor(source.publisher_id).name if source.publisher_id else None
    notes = [paragraphs_listed(sorted(paragraphs))] if paragraphs else []
    if source.author_ids:  # for words or photographs, so that none of them is called the author
        notes.append(f"credits {', '.join(tables.actor(one).name for one in source.author_ids)}")
    if source.sha256:
        notes.append(f"text with the SHA-256 {source.sha256}")
    if source.kind is SourceKind.BACKGROUND:
        notes.append("background knowledge")
    # Background knowledge has no day; the one that its record may have only puts it before all sources.
    issued = None if source.kind is SourceKind.BACKGROUND else source.published or source.dateline
    if issued and issued.earliest is None:  # of an undated page only the day is known by which it must have been there
        notes.append(f"undated, written by {issued.latest}" if issued.latest else "undated")
        issued = None
    if source.standing:
        notes.append(f"{source.standing} source")
    return _Work(
        source.id, "webpage" if source.kind is SourceKind.PAGE else "document", source.title or f"[{source.description}]",
        None, publisher, issued, url=_link(source.url), language=source.language,
        notes=tuple(notes),
    )  # fmt: skip


def _link(url: str | None) -> str | None:
    """Return an address of the web as it can stand in any of the forms; None for anything else."""
    try:
        if url is None or urlsplit(url).scheme not in ("http", "https"):
            return None
    except ValueError:  # brackets that hold no address
        return None
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _text(works: list[_Work]) -> str:
    return "\n".join(map(_line, works))


def _line(work: _Work) -> str:
    title = work.title if work.author or work.title.startswith("[") else f"“{work.title}”"
    year = "" if work.author and not work.issued else f" ({work.issued or 'undated'})"
    head = [f"{work.author}{year}", title] if work.author else [f"{title}{year}"]
    last = ", ".join([*([f"Version {work.version}"] if work.version else []), *work.notes])
    parts = [*head, work.publisher, work.url and f"<{work.url}>", last]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _bibtex(works: list[_Work]) -> str:
    return "\n\n".join(map(_entry, works))


def _entry(work: _Work) -> str:
    """Return a work as an entry, whose author and title are in braces of their own, so that no style takes them apart."""
    issued = str(work.issued or "")
    notes = [*work.notes, *([f"dated {issued}"] if issued and not _EXACT.fullmatch(issued) else [])]
    fields = {
        "author": f"{{{_escaped(work.author)}}}" if work.author else "",
        "title": f"{{{_escaped(work.title)}}}",
        "howpublished": _escaped(work.publisher or ""),
        "year": _year(work.issued),
        "date": issued if _EXACT.fullmatch(issued) else "",
        "version": _escaped(work.version or ""),
        "url": work.url or "",
        "language": _escaped(work.language or ""),
        "note": _escaped("; ".join(notes)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{work.key}", *lines]) + "\n}"


def _year(when: When | None) -> str:
    """Return the year of a date, where all of it lies in one."""
    if when is None or when.doubtful or when.earliest is None or when.latest is None:
        return ""
    return f"{when.earliest.year:04}" if when.earliest.year == when.latest.year else ""


_DAY: Final = r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?"
_EXACT: Final = re.compile(f"{_DAY}(/{_DAY})?")
"""Days, months, years and spans without doubt, which every reader of BibLaTeX and CSL understands."""

_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "$&%#_"},
}  # fmt: skip
"""What has a meaning of its own in TeX. A brace is spelled out, since BibTeX counts those that are escaped, too."""


def _escaped(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _csl(works: list[_Work]) -> str:
    return json.dumps([*map(_item, works)], ensure_ascii=False, indent=2)


def _item(work: _Work) -> dict[str, Any]:
    held = {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "publisher": work.publisher,
        "issued": work.issued and _issued(str(work.issued)),
        "version": work.version,
        "URL": work.url,
        "language": work.language,
        "note": "; ".join(work.notes),
    }
    return {name: value for name, value in held.items() if value}


def _issued(text: str) -> dict[str, Any]:
    """Return a date as CSL has it; one that is not exact as text, from which no style makes a day."""
    if not _EXACT.fullmatch(text):
        return {"literal": text}
    return {"date-parts": [[int(part) for part in end.split("-")] for end in text.split("/")]}


_WRITERS: Final = {"text": _text, "bibtex": _bibtex, "csl": _csl}
