"""The hostile corpus: one table of whatever may be loaded and is no sound dataset.

Each case is loaded in one of the ways in which data come in, and must end in one of our errors. What it says stands
in `messages.txt`, where a reviewer can read all of them: `python -m tests.hostile` writes it anew.
"""

import bz2
import gzip
import io
import itertools
import json
import lzma
import os
import zipfile
from collections import UserDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

import dprkrel
from dprkrel import Limits, codec
from dprkrel.curation.seeds import read_seeds
from dprkrel.store.lines import dumps
from tests.small import small

FREELY: Final[Any] = dprkrel
"""The package as programs use it that no type checker has seen."""

FREELY_CODEC: Final[Any] = codec

HEADER: Final = '{"record":"dataset","format":3,"edition":"mine"}'
WRITTEN: Final = dumps(small())
"""The small dataset as it is written, with counts and digest."""

PLACE: Final = {"id": "minsk", "name": "Minsk", "kind": "city"}
PAGE: Final = {"id": "page", "kind": "page", "description": "A page.", "language": "en", "title": "A page", "standing": "primary",
               "published": "2024-01-01", "url": "https://example.org/1"}  # fmt: skip
STATE: Final = {"id": "arcadia", "kind": "state", "names": [{"text": "Arcadia", "language": "en", "kind": "primary"}]}
OFFICE: Final = {"id": "king", "title": "King", "of_id": "arcadia", "rank": "head_of_state"}
REPORT: Final = {"source_id": "page", "stance": "asserts"}
VISIT: Final = {"id": "visit", "event_type": "visit", "when": "2024-01-01", "summary": "A visit.", "reports": [REPORT]}
RELATION: Final = {"id": "tie", "relation_type": "diplomatic_relations", "subject_id": "arcadia", "object_id": "ruritania",
                   "when": "2024", "summary": "A tie.", "reports": [REPORT]}  # fmt: skip
RULE: Final = {
    "id": "rule",
    "title": "Visits",
    "publisher_id": "arcadia",
    "definition": "Visits.",
    "event_types": ["visit"],
}
ENTRY: Final = {"id": "entry", "summary": "All.", "when": "2024", "completeness": "partial", "searched": "All."}
CHANGE: Final = {"id": "change", "edition": "2024.1.1", "kind": "corrected", "cause": "source", "record_kind": "place",
                 "record_ids": ["minsk"], "reason": "Why."}  # fmt: skip

ESCAPES: Final = "\x1b]0;owned\x07\x1b[2J\r\n\u202egnp.exe\u2066\u200b\ud800\x9b31m\ue000"
"""What moves cursors, turns text around, begins lines, and is not seen."""


class Case(NamedTuple):
    """Something that is loaded.

    Attributes:
        name: what it is, in a few words.
        load: loads it; it is given a folder of its own.
    """

    name: str
    load: Callable[[Path], object]


def _read(name: str, content: bytes | str, **limits: Any) -> Case:
    return Case(name, lambda _: FREELY.read(content if isinstance(content, bytes) else content.encode(), **limits))


def _lines(name: str, *lines: str, **limits: Any) -> Case:
    """Return a case of lines below a header."""
    return Case(name, lambda _: codec.loads("\n".join([HEADER, *lines]), **limits))


def _line(kind: str, row: Mapping[str, Any], /, **changes: Any) -> str:
    """Return a line of a record with some fields changed; Ellipsis takes one out."""
    changed = {key: value for key, value in {"record": kind, **row, **changes}.items() if value is not ...}
    return json.dumps(changed)


def _field(kind: str, row: Mapping[str, Any], /, **changes: Any) -> Case:
    """Return a case of one wrong field, which is named after it."""
    said = ", ".join(f"{kind}.{key}={_short(value)}" for key, value in changes.items())
    return _lines(said, _line(kind, row, **changes))


def _each(kind: str, row: Mapping[str, Any], name: str, values: Iterable[Any]) -> list[Case]:
    """Return a case of each of some wrong values of a field."""
    return [_field(kind, row, **{name: value}) for value in values]


def _short(value: object) -> str:
    told = "nothing" if value is ... else ascii(value)
    return told if len(told) <= 160 else f"{told[:140]}... of {len(told)}"


def _dict(name: str, made: type[Any], data: Any) -> Case:
    return Case(f"{made.__name__}.from_dict: {name}", lambda _: made.from_dict(data))


def _made(name: str, made: Callable[[], object]) -> Case:
    return Case(f"constructor: {name}", lambda _: made())


def _seeds(name: str, files: Mapping[str, str | bytes | Callable[[Path], object]]) -> Case:
    """Return a case of seeds: files by their paths, or what makes one there."""

    def load(folder: Path) -> object:
        for path, content in {"edition.toml": 'edition = "2024.1.1"\n', **files}.items():
            at = folder / path
            at.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(at)
            else:
                at.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return read_seeds(folder)

    return Case(f"seeds: {name}", load)


def _path(name: str, make: Callable[[Path], object]) -> Case:
    def load(folder: Path) -> object:
        make(folder / "mine.jsonl")
        return dprkrel.read(folder / "mine.jsonl")

    return Case(f"path: {name}", load)


def _without(*numbers: int) -> str:
    """Return the lines of the small dataset without some of them; line 0 is the header."""
    lines = WRITTEN.splitlines(keepends=True)
    gone = {number % len(lines) for number in numbers}
    return "".join(line for number, line in enumerate(lines) if number not in gone)


def _reheaded(**changes: Any) -> str:
    """Return the small dataset under a header of which some keys are changed."""
    first, _, rest = WRITTEN.partition("\n")
    header = {key: value for key, value in (json.loads(first) | changes).items() if value is not ...}
    return f"{json.dumps(header)}\n{rest}"


class Liar(Mapping[str, object]):
    """A mapping that does what it was told to do when it is asked."""

    def __init__(self, **answers: Callable[[], Any]) -> None:
        self._answers = answers

    def __getitem__(self, key: str) -> object:
        return self._answers.get("item", lambda: PLACE[key])()

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers.get("keys", lambda: PLACE)())

    def __repr__(self) -> str:
        return "<Liar>"

    def __len__(self) -> int:
        return int(self._answers.get("length", lambda: len(PLACE))())


class Text(str):
    """Text of a stranger's class."""

    __slots__ = ()


class Number(int):
    """A number of a stranger's class."""


class Rows(list[Any]):
    """A list of a stranger's class, which says that it has no end."""

    def __iter__(self) -> Iterator[Any]:
        return itertools.repeat(REPORT)


class Rude:
    """What cannot be shown, compared or measured."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    __hash__ = object.__hash__

    def __len__(self) -> int:
        raise RuntimeError("no")


class Breaks(io.BytesIO):
    """An open file that breaks off."""

    def read(self, _: int | None = -1) -> bytes:
        """Raise what no file raises."""
        raise RuntimeError(ESCAPES)


class Turns(io.BytesIO):
    """An open file that gives bytes, then text."""

    given = 0

    def read(self, _: int | None = -1) -> Any:
        """Give a part of another kind each time."""
        self.given += 1
        return [HEADER.encode(), "\n{}", b""][self.given - 1]


def _fails() -> Any:
    raise RuntimeError(ESCAPES)


def _cycle() -> dict[str, Any]:
    row: dict[str, Any] = dict(PLACE)
    row["note"] = row
    row["within"] = [row]
    return row


def _nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def _named(number: int) -> list[dict[str, str]]:
    return [
        {"text": "Arcadia", "language": "en", "kind": "primary"},
        *({"text": f"Arcadia {n}", "language": "en"} for n in range(number)),
    ]


def _zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo("mine.jsonl"), WRITTEN)


def _pair(field: str, value: Any) -> list[str]:
    """Return the lines of a state and a place that refers to another."""
    return [_line("actor", STATE), _line("place", PLACE, **{field: value})]


JSON: Final = [
    _lines("an empty line", "", ""),
    _lines("a line of white space", "   \t "),
    _lines("a line of text", "minsk"),
    _lines("a number for a record", "5"),
    _lines("null for a record", "null"),
    _lines("a text for a record", '"minsk"'),
    _lines("a list for a record", "[1, 2]"),
    _lines("an empty record", "{}"),
    _lines("a record that breaks off", _line("place", PLACE)[:-8]),
    _lines("a record that breaks off in an escape", '{"record":"place","id":"\\u26'),
    _lines("two records on a line", _line("place", PLACE) + _line("place", PLACE)),
    _lines("a comment", "// records of places"),
    _lines("single quotes", "{'record': 'place'}"),
    _lines("a key that stands twice", '{"record":"place","id":"minsk","id":"minsk","name":"Minsk","kind":"city"}'),
    _lines("a key that stands twice in a part", _line("actor", STATE).replace('"text":', '"language": "en", "text":')),
    _lines("a key that stands twice, with escapes", '{"a\\u001b[31m":1,"a\\u001b[31m":2}'),
    _lines("NaN", '{"record":"place","latitude":NaN}'),
    _lines("Infinity", '{"record":"place","latitude":Infinity}'),
    _lines("-Infinity", '{"record":"place","latitude":-Infinity}'),
    _lines("an exponent that is too large", '{"record":"place","latitude":1e999}'),
    _lines("a negative exponent that is too large", '{"record":"place","latitude":-1e999}'),
    _lines("a number of 5,000 digits in a line", '{"record":"place","latitude":' + "9" * 5_000 + "}"),
    _lines("a negative number of 100,000 digits", '{"record":"place","latitude":-' + "9" * 100_000 + "}"),
    _lines("a number of 400 digits", _line("place", PLACE)[:-1] + ',"latitude":' + "9" * 400 + "}"),
    _lines("a number that begins with 0", '{"record":"place","latitude":007}'),
    _lines("100,000 brackets", "[" * 100_000),
    _lines("100,000 brackets, closed", "[" * 100_000 + "]" * 100_000),
    _lines("100,000 braces", '{"a":' * 100_000),
    _lines("brackets in a field", _line("place", PLACE)[:-1] + ',"note":' + "[" * 500 + "]" * 500 + "}"),
    _lines("brackets deeper than asked for", _line("actor", STATE), limits=Limits(depth=2)),
    _lines("brackets and quotes that do not close", '"\\"' * 1_000 + "[" * 1_000),
    _lines("a byte order mark within", "\ufeff" + _line("place", PLACE)),
    _lines("a NUL", _line("place", PLACE).replace("Minsk", "Min\0sk")),
    _lines("a tab in a text", _line("place", PLACE).replace("Minsk", "Min\tsk")),
    _lines("an unknown escape", '{"record":"place","name":"\\x41"}'),
    _lines("lines that end with CR", _line("place", PLACE) + "\r" + _line("place", PLACE, id="mahilyow")),
    _lines("a line end within a record", '{"record":"place",', '"id":"minsk"}'),
    _lines("an unknown kind", _line("planet", PLACE)),
    _lines("a kind that is nearly right", _line("plase", PLACE)),
    _lines("a kind with escapes", _line(ESCAPES, PLACE)),
    _lines("a kind that is a number", _line("place", PLACE, record=5)),
    _lines("a kind that is a list", _line("place", PLACE, record=["place"])),
    _lines("a kind in capitals", _line("Place", PLACE)),
    _lines("no kind", _line("place", PLACE, record=...)),
    _lines("a second header", HEADER),
    _lines("an unknown field", _line("place", PLACE, nmae="Minsk")),
    _lines("unknown fields with escapes", _line("place", PLACE, **{ESCAPES: 1, "\u202ekind": 2})),
    _lines("100 unknown fields", _line("place", PLACE, **{f"f{n}": n for n in range(100)}), limits=Limits(faults=3)),
    _lines("wrong types and wrong values", _line("place", PLACE, kind="town", latitude=91, longitude="E", within="X Y", note="")),
    _lines("wrong values in parts", _line("actor", STATE, cow_code="1", iso_alpha2="k", names=[{"text": "—", "language": "EN", "kind": "x"}])),
    _lines("faults of several lines", "{", _line("place", PLACE, kind="town", name=...), "[]", _line("planet", {})),
]  # fmt: skip

HEADERS: Final = [
    _read("an empty file", b""),
    _read("an empty line alone", b"\n"),
    _read("NUL bytes", b"\0" * 100),
    _read("no header", _line("place", PLACE)),
    _read("a header that breaks off", HEADER[:-5]),
    _read("a header with a byte order mark", b"\xef\xbb\xbf" + HEADER.encode()),
    _read("a header of a format that never was", HEADER.replace("3", "0")),
    _read("a header of a later format", HEADER.replace("3", "99")),
    _read("a header with the format as text", HEADER.replace("3", '"3"')),
    _read("a header with the format true", HEADER.replace("3", "true")),
    _read("a header with the format 3.0", HEADER.replace("3", "3.0")),
    _read("a header without a format", HEADER.replace('"format":3,', "")),
    _read("a header without an edition", HEADER.replace(',"edition":"mine"', "")),
    _read("a header with a number as edition", HEADER.replace('"mine"', "5")),
    _read("a header with no edition", HEADER.replace('"mine"', "null")),
    _read("a header with a list as edition", HEADER.replace('"mine"', '["mine"]')),
    _read("a header with an empty edition", HEADER.replace('"mine"', '""')),
    _read("a header with escapes in the edition", HEADER.replace('"mine"', json.dumps(ESCAPES))),
    _read("a header with a surrogate in the edition", HEADER.replace('"mine"', '"\\udc80"')),
    _read("a header with an unknown key", HEADER.replace("}", ',"extra":1}')),
    _read("a header of format 2 with counts", HEADER.replace("3", "2").replace("}", ',"counts":{}}')),
    _read("a header that counts planets", HEADER.replace("}", ',"counts":{"planets":1}}')),
    _read("a header that counts with text", HEADER.replace("}", ',"counts":{"places":"1"}}')),
    _read("a header that counts below 0", HEADER.replace("}", ',"counts":{"places":-1}}')),
    _read("a header that counts true", HEADER.replace("}", ',"counts":{"places":true}}')),
    _read("a header that counts nothing", HEADER.replace("}", ',"counts":null}')),
    _read("a header with a digest of 4 digits", HEADER.replace("}", ',"digest":"beef"}')),
    _read("a header with a digest in capitals", HEADER.replace("}", f',"digest":"{"A" * 64}"}}')),
    _read("a header with a number as digest", HEADER.replace("}", ',"digest":5}')),
]

WHOLE: Final = [
    _read("a file cut short at a line end", _without(*range(-3, 0))),
    _read("a file of which all but the header is gone", WRITTEN.partition("\n")[0]),
    _read("a file cut short within a line", WRITTEN[:-700]),
    _read("a file without a line in the middle", _without(5)),
    _read("a file with a line too many", WRITTEN + _line("place", PLACE)),
    _read("a file with a line for another", _without(1) + _line("place", PLACE)),
    _read("a file in which a word was changed", WRITTEN.replace("Pyongyang", "Phyongyang")),
    _read("a file that counts another number", _reheaded(counts={"places": 1})),
    _read("a file that counts one table for another", f'{HEADER[:-1]},"counts":{{"actors":1}}}}\n{_line("place", PLACE)}'),
    _read("a released edition with half of a surrogate pair",
          HEADER.replace("mine", "2026.11.22") + '\n{"record":"place","id":"minsk","kind":"city","name":"\\ud800"}'),
    _read("a file with the digest of another", _reheaded(digest="0" * 64)),
    _read("a file that lost the half and its digest", _reheaded(digest=...)[:4_000]),
    _read("a file changed so that it breaks a law", _reheaded(counts=...).replace('"place_id":"tower"', '"place_id":"towel"')),
    _read("UTF-16", WRITTEN.encode("utf-16")),
    _read("UTF-16 of the other order, unmarked", WRITTEN.encode("utf-16-be")),
    _read("UTF-16, unmarked", WRITTEN.encode("utf-16-le")),
    _read("UTF-32", WRITTEN.encode("utf-32")),
    _read("UTF-32, unmarked", WRITTEN.encode("utf-32-be")),
    _read("Latin-1", HEADER.encode() + b"\n" + '{"name":"Pyöngyang"}'.encode("latin-1")),
    _read("EUC-KR", HEADER.encode() + b"\n" + '{"name":"평양"}'.encode("euc-kr")),
    _read("a surrogate in bytes", HEADER.encode() + b'\n{"name":"\xed\xa0\x80"}'),
    _read("an overlong sequence", HEADER.encode() + b'\n{"name":"\xc0\xaf"}'),
    _read("UTF-8 that breaks off", HEADER.encode() + b'\n{"name":"\xe2\x82'),
    _read("gzip", gzip.compress(WRITTEN.encode(), mtime=0)),
    _read("bzip2", bz2.compress(WRITTEN.encode())),
    _read("xz", lzma.compress(WRITTEN.encode())),
    _read("zstd", b"(\xb5/\xfd" + bytes(range(200))),
    _read("an SQLite database", b"SQLite format 3\0" + bytes(200)),
    _read("a Parquet file", b"PAR1" + bytes(200)),
    _read("a PDF file", b"%PDF-1.7\n" + bytes(200)),
    _read("a pickle", b"\x80\x04\x95" + bytes(200)),
    _read("a file longer than asked for", WRITTEN, max_bytes=1_000),
    _read("a line longer than asked for", WRITTEN, limits=Limits(line_bytes=500)),
    _read("a line longer than asked for, without an end", b"x" * 5_000, limits=Limits(line_bytes=500)),
    Case("numbers for limits", lambda _: FREELY.read(b"", limits=5)),
    Case("a limit of no bytes", lambda _: FREELY.read(b"", max_bytes=-1)),
    Case("a limit of true bytes", lambda _: FREELY.read(b"", max_bytes=True)),
    Case("None for a file", lambda _: FREELY.read(None)),
    Case("a number for a file", lambda _: FREELY.read(3)),
    Case("a list for a file", lambda _: FREELY.read([HEADER])),
    Case("text for an open file", lambda _: FREELY.read(io.StringIO(HEADER[:-1]))),
    Case("an open file that breaks off", lambda _: FREELY.read(Breaks())),
    Case("an open file that gives text and bytes", lambda _: FREELY.read(Turns())),
    Case("text of a stranger's class", lambda _: codec.loads(Text(HEADER[:-1]))),
]  # fmt: skip

PATHS: Final = [
    _path("nothing there", lambda _: None),
    _path("a folder", lambda path: path.mkdir()),
    _path("a pipe that nobody writes to", os.mkfifo),
    _path("a link to nothing", lambda path: path.symlink_to(path.with_name("gone"))),
    _path("a link to itself", lambda path: path.symlink_to(path)),
    _path("a device without an end", lambda path: path.symlink_to("/dev/zero")),
    _path("an empty device", lambda path: path.symlink_to("/dev/null")),
    _path("a ZIP file", _zipped),
    _path("an empty file", lambda path: path.write_bytes(b"")),
    Case("path: with a NUL", lambda _: FREELY.read("a\0b")),
    Case("path: with escapes", lambda _: dprkrel.read(f"no-{ESCAPES[:-1]}".replace("\ud800", ""))),
    Case("path: 5,000 letters", lambda _: FREELY.read("x" * 5_000)),
]

_IDS: Final[list[Any]] = [
    "", " ", "Minsk", "minsk ", "min sk", "min_sk", "-minsk", "minsk-", "min--sk", "Mínsk", "ｍinsk", "minsk\n", "мinsk", "minsk\u0301", "x" * 201,
    "x" * 3_000, ESCAPES, 5, True, None, ["minsk"], {"id": "minsk"}, 1.5, ...,
]  # fmt: skip

FIELDS: Final = [
    *_each("place", PLACE, "id", _IDS),
    *_each("place", PLACE, "within", ("Minsk", "MINSK", 5, ["x"], True, "", ESCAPES)),
    *_each("place", PLACE, "latitude", (90.5, -91, 1e300, True, "39", [39], 10**40, 2**63)),
    *_each("place", PLACE, "longitude", (180.5, -181, False, "E 27")),
    *_each("place", PLACE, "name", ("", "—", "...", "\u3164", "\u2800", "\u0301", " Minsk", "Mi\u0301nsk", "x" * 2_001, ESCAPES, 5, True, None, ["Minsk"], ...)),
    *_each("place", PLACE, "kind", ("town", "City", "", 5, None, ["city"], ESCAPES, ...)),
    *_each("place", PLACE, "note", ("\ufeffnote", "no\u200bte", "no\u2028te", "no\ud800te", "no\x00te", "no\ue000te", [])),
    *_each("actor", STATE, "iso_alpha2", ("kp", "PRK", "K", "КР", 5)),
    *_each("actor", STATE, "iso_alpha3", ("prk", "KP", "P K")),
    *_each("actor", STATE, "cow_code", (0, -731, 1000, "731", 731.0, True, 10**30)),
    *_each("actor", STATE, "wikidata", ("423", "q423", "Q0", "Q" + "9" * 50, "https://www.wikidata.org/wiki/Q423")),
    *_each("actor", STATE, "names", ([], "Arcadia", {}, [5], [[]], [{"text": "Arcadia", "language": "en", "kind": "primary"}] * 2, [{"text": "A", "language": "en"}], None, ...)),
    *(_field("actor", STATE, names=[{"text": text, "language": language, "kind": "primary", **more}])
      for text, language, more in (("?!", "en", {}), ("Kim", "ko", {"scheme": "native"}), ("A", "EN", {}), ("A", "english", {}), ("A", "en_US", {}), ("A", "", {}),
                                   ("A", "x", {}), ("A", "en-", {}), ("A", "en", {"scheme": "latin"}), ("A", "en", {"source_ids": ["Tass"]}), ("A", "en", {"source_ids": "tass"}))),
    *_each("actor", STATE, "existed", ("soon", "2024-13", "2024-02-30", "2025/2024", "", 2024, "2" * 10_000, ESCAPES)),
    *_each("source", PAGE, "url", ("example.org", "ftp://example.org", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org",
                                                       "https://", "https:///x", "https://kim:secret@example.org/", "https://kim@example.org", "https://example.org:99999999/",
                                                       "https://exa mple.org", "https://example.org/<script>", 'https://example.org/"onload=', "https://example.org\\@evil.org", "", 5)),
    *_each("source", PAGE, "language", ("EN", "korean", "k", "en--US", "ko_KP", 5)),
    *_each("source", PAGE, "sha256", ("beef", "A" * 64, "0" * 63, "0" * 65, 0)),
    *_each("source", PAGE, "file", ("../secret", "/etc/passwd", "a/b.txt", "a\\b.txt", "..", ".", "C:x", "")),
    *_each("source", PAGE, "paragraph_count", (-1, 1.0, "9", True, 10**30)),
    _field("source", PAGE, title="***"),
    _field("source", PAGE, excused=[{"paragraphs": [0], "reason": "x"}, {"paragraphs": [], "reason": ""}]),
    _field("source", PAGE, published=20240101, dateline="yesterday", standing="first"),
    _field("office", OFFICE, rank="king"), _field("office", OFFICE, several=1), _field("office", OFFICE, aliases=["—"]),
    _field("office", OFFICE, title="—"), _field("office", OFFICE, function="kingship"),
    *_each("event", VISIT, "event_type", ("visits", "", None, 5, ["visit"], ESCAPES, ...)),
    *_each("event", VISIT, "when", ("soon", "0000", None, 2024, "2024-01-01T00:00", "2024-01-01 ", ESCAPES)),
    *_each("event", VISIT, "reports", ([], None, {}, REPORT, [REPORT, 5], [{"source_id": "page"}], [{**REPORT, "stance": "says"}])),
    _field("event", VISIT, reports=[{**REPORT, "paragraphs": [2, 1]}]), _field("event", VISIT, reports=[{**REPORT, "paragraphs": [0, 1]}]),
    _field("event", VISIT, reports=[{**REPORT, "quantities": [{"unit": "person", "low": -5}]}]),
    _field("event", VISIT, reports=[{**REPORT, "quantities": [{"unit": "person", "low": 5, "high": 4}]}]),
    _field("event", VISIT, reports=[{**REPORT, "quantities": [{"unit": "—", "best": 1.0}]}]),
    _field("event", VISIT, reports=[{**REPORT, "derivation": {"phrase": "then", "anchor": "2024-02-30", "rule": "same_day"}}]),
    _field("event", VISIT, reports=[{**REPORT, "derivation": {"phrase": "then", "anchor": "2024-02-03", "rule": "same_day", "days": 0}}]),
    _field("event", VISIT, participants=[{"actor_id": "Arcadia", "role": "guest"}]),
    _field("event", VISIT, participants=[{"actor_id": 1, "role": 1, "acted_for": True, "office_id": []}]),
    _field("event", VISIT, links=[{"link_type": "follows", "event_id": "other", "within_days": -1}]),
    _field("event", VISIT, superlatives=[{"kind": "first", "claim": "First.", "reports": [REPORT]}]),
    _field("event", VISIT, office_id="king"), _field("event", VISIT, status="occurred"),
    _field("relation", RELATION, office_id="king"), _field("relation", RELATION, relation_type="friendship"),
    _field("relation", RELATION, when="2024/2023"),
    _field("counting_rule", RULE, event_types=[]), _field("counting_rule", RULE, event_types=["speech"]),
    _field("counting_rule", RULE, figures=[{"when": "2024", "number": -1, "source_id": "page"}]), _field("counting_rule", RULE, delegates="yes"),
    _field("coverage", ENTRY, completeness="all"), _field("coverage", ENTRY, dyad=["a", "b", "c"]), _field("coverage", ENTRY, when="../2024"),
    _field("coverage", ENTRY, gaps=[{"when": "2023", "reason": "x"}]), _field("coverage", ENTRY, completeness="complete", gaps=[{"when": "2024", "reason": "x"}]),
    _field("change", CHANGE, kind="deleted"), _field("change", CHANGE, cause=...), _field("change", CHANGE, record_ids=[]),
    _field("change", CHANGE, record_ids=["Minsk"]), _field("change", CHANGE, heir_id="minsk"),
    _field("change", CHANGE, edits=[{"record_id": "minsk", "field": "name", "old": "x", "new": "x"}]),
]  # fmt: skip

MAPPINGS: Final = [
    _dict("None", dprkrel.Place, None),
    _dict("a text", dprkrel.Place, "minsk"),
    _dict("pairs", dprkrel.Place, [*PLACE.items()]),
    _dict("a table without anything", dprkrel.Place, {}),
    _dict("a class", dprkrel.Place, dict),
    _dict("keys that are no text", dprkrel.Place, {**PLACE, 5: 1, None: 2}),
    _dict("a key of a stranger's class", dprkrel.Place, {**PLACE, Rude(): 1}),
    _dict("keys without an end", dprkrel.Place, Liar(keys=lambda: map(str, itertools.count()), item=lambda: "x")),
    _dict("one key without an end", dprkrel.Place, Liar(keys=lambda: itertools.repeat("name"))),
    _dict("keys that raise", dprkrel.Place, Liar(keys=_fails)),
    _dict("values that raise", dprkrel.Place, Liar(item=_fails)),
    _dict("a length that raises", dprkrel.Place, Liar(length=_fails, item=lambda: 5)),
    _dict("a mapping of a stranger's class", dprkrel.Place, UserDict(PLACE, kind="town")),
    _dict("a table that holds itself", dprkrel.Place, _cycle()),
    _dict("100,000 lists in each other", dprkrel.Place, {**PLACE, "note": _nested(100_000)}),
    _dict("text of a stranger's class", dprkrel.Place, {**PLACE, "name": Text("Minsk")}),
    _dict("a number of a stranger's class", dprkrel.Actor, {**STATE, "cow_code": Number(5)}),
    _dict("a list of a stranger's class", dprkrel.Visit, {**VISIT, "reports": Rows()}),
    _dict("a tuple for a list", dprkrel.Visit, {**VISIT, "reports": (REPORT,)}),
    _dict("a generator for a list", dprkrel.Visit, {**VISIT, "reports": (REPORT for _ in "x")}),
    _dict("what cannot be shown", dprkrel.Place, {**PLACE, "name": Rude()}),
    _dict("a number of 5,000 digits", dprkrel.Place, {**PLACE, "latitude": 10**5_000}),
    _dict("infinity", dprkrel.Place, {**PLACE, "latitude": float("inf")}),
    _dict("no number", dprkrel.Place, {**PLACE, "longitude": float("nan")}),
    _dict("bytes", dprkrel.Place, {**PLACE, "name": b"Minsk"}),
    _dict("a mapping within that raises", dprkrel.Visit, {**VISIT, "reports": [Liar(keys=_fails)]}),
    _dict("escapes everywhere", dprkrel.Place, {"id": ESCAPES, "name": ESCAPES, "kind": ESCAPES, ESCAPES: ESCAPES}),
    _dict("another class of event", dprkrel.Meeting, VISIT),
    Case("event_from_dict: a mapping that raises", lambda _: dprkrel.event_from_dict(Liar(keys=_fails))),
    Case("event_from_dict: None", lambda _: dprkrel.event_from_dict(None)),
    Case("event_from_dict: an empty table", lambda _: dprkrel.event_from_dict({})),
    Case("event_from_dict: an event with escapes", lambda _: dprkrel.event_from_dict({"id": ESCAPES, "event_type": ESCAPES})),
    Case("record_from_dict: a list as kind", lambda _: FREELY_CODEC.record_from_dict(["place"], PLACE)),
    Case("record_from_dict: a file with escapes", lambda _: codec.record_from_dict("place", {}, file=ESCAPES)),
]  # fmt: skip

_P: Final[dict[str, Any]] = dict(PLACE)
_FREE: Final[Any] = dprkrel.Place(id="minsk", name="Minsk", kind="city")
_MINSK: Final = dprkrel.Place(id="minsk", name="Minsk", kind="city")
_ARCADIA: Final = dprkrel.Actor.from_dict(STATE)

CONSTRUCTORS: Final = [
    _made("Visit of which most is missing", lambda: FREELY.Visit(id="x")),
    _made("Place of which all is missing", FREELY.Place),
    _made("Place with a field that is nearly right", lambda: FREELY.Place(**_P, latitud=5)),
    _made("Place with many unknown fields", lambda: FREELY.Place(**_P, **{f"field{n}": n for n in range(50)})),
    _made("Place with a field of escapes", lambda: FREELY.Place(**_P, **{ESCAPES: 1})),
    _made("Place by position", lambda: FREELY.Place("minsk")),
    _made("Place with escapes as id", lambda: FREELY.Place(**{**_P, "id": ESCAPES})),
    _made("Place with a name that cannot be shown", lambda: FREELY.Place(**{**_P, "name": Rude()})),
    _made("Actor with a set of names", lambda: FREELY.Actor(id="x", kind="state", names={1})),
    _made("evolve to an unknown field", lambda: attrs.evolve(_FREE, knd="city")),
    _made("evolve to a wrong value", lambda: attrs.evolve(_MINSK, latitude=100)),
    _made("Dataset with an unknown table", lambda: FREELY.Dataset(event=[])),
    _made("Dataset with a record for a table", lambda: FREELY.Dataset(places=_MINSK)),
    _made("Dataset with records of another kind", lambda: FREELY.Dataset(places=[_ARCADIA])),
    _made("Dataset with text for records", lambda: FREELY.Dataset(places="minsk")),
    _made("Dataset with None for records", lambda: FREELY.Dataset(places=None)),
    _made("Dataset with a record twice", lambda: FREELY.Dataset(places=[_MINSK, _MINSK])),
    _made("Dataset with a number as edition", lambda: FREELY.Dataset(edition=5)),
    _made("Dataset with escapes as edition", lambda: FREELY.Dataset(edition=ESCAPES)),
    _made("Dataset with a reference to nothing", lambda: FREELY.Dataset(places=[attrs.evolve(_MINSK, within="atlantis")])),
    _made("extend by a record that is there", lambda: FREELY.Dataset(places=[_MINSK]).extend(places=[_MINSK])),
    _made("extend by what is no record", lambda: FREELY.Dataset().extend(places=[PLACE])),
    _made("extend by a number", lambda: FREELY.Dataset().extend(places=5)),
    _made("Limits with no depth", lambda: FREELY.Limits(depth=0)),
    _made("Limits with text", lambda: FREELY.Limits(items="many")),
    _made("Limits with an unknown name", lambda: FREELY.Limits(bytes=5)),
]  # fmt: skip

LAWS: Final = [
    _lines("an id twice", _line("place", PLACE), _line("place", PLACE)),
    _lines("ids that differ by case", _line("place", PLACE), _line("place", PLACE, id="MINSK")),
    _lines("ids that differ by Unicode form", _line("place", PLACE), _line("place", PLACE, id="m\u0131nsk"), _line("place", PLACE, id="ｍｉｎｓｋ")),
    _lines("a place within nothing", *_pair("within", "atlantis")),
    _lines("a place within itself", *_pair("within", "minsk")),
    _lines("a place within an actor", *_pair("within", "arcadia")),
    _lines("places within each other", _line("place", PLACE, within="brest"), _line("place", PLACE, id="brest", within="minsk")),
    _lines("a report of no source", _line("actor", STATE), _line("event", VISIT)),
    _lines("a name that stands twice", _line("actor", STATE, names=[{"text": "Arcadia", "language": "en", "kind": "primary"}, {"text": "X", "language": "en"}, {"text": "X", "language": "en"}])),
    _lines("a page without an address", _line("source", PAGE, url=...)),
    _lines("a change of planets", _line("change", CHANGE, record_kind="planet")),
    _lines("20,001 names of an actor", _line("actor", STATE, names=_named(20_000))),
    _lines("more names than asked for", _line("actor", STATE, names=_named(10)), limits=Limits(items=10)),
    _lines("1,500 bad lines", *["{"] * 1_500, limits=Limits(faults=5)),
    _lines("3,000 bad records", *[_line("place", PLACE, kind="town", name=5)] * 3_000, limits=Limits(faults=4)),
    _lines("3,000 times an id", *[_line("place", PLACE)] * 3_000),
    _lines("1,500 references to nothing", *[_line("place", PLACE, id=f"p{n}", within="nowhere") for n in range(1_500)], limits=Limits(faults=5)),
]  # fmt: skip

_TOML: Final = '[[place]]\nid = "minsk"\nname = "Minsk"\nkind = "city"\n'

SEEDS: Final = [
    _seeds("none at all", {"edition.toml": lambda _: None}),
    _seeds("two editions", {"other.toml": 'edition = "2024.1.2"\n'}),
    _seeds("an edition that is a number", {"edition.toml": "edition = 2024\n"}),
    _seeds("an edition with escapes", {"edition.toml": f"edition = {json.dumps(chr(0x1B) + '[31m')}\n"}),
    _seeds("no TOML", {"places.toml": "places: minsk\n"}),
    _seeds("a key twice", {"places.toml": _TOML + 'id = "brest"\n'}),
    _seeds("a number of 5,000 digits", {"places.toml": _TOML + f"latitude = {'9' * 5_000}\n"}),
    _seeds("no number", {"places.toml": _TOML + "latitude = nan\n"}),
    _seeds("an exponent that is too large", {"places.toml": _TOML + "longitude = 1e999\n"}),
    _seeds("a day for text", {"places.toml": _TOML + "note = 2024-01-01\n"}),
    _seeds("a kind that is unknown", {"places.toml": '[[planet]]\nid = "x"\n'}),
    _seeds("a table for a list", {"places.toml": '[place]\nid = "minsk"\n'}),
    _seeds("a number for records", {"places.toml": "place = 5\n"}),
    _seeds("numbers for records", {"places.toml": "place = [5, [], 'x']\n"}),
    _seeds("fields that are unknown", {"places.toml": _TOML + 'nmae = "x"\n'}),
    _seeds("wrong values", {"places.toml": _TOML + 'latitude = 91\nwithin = "Belarus"\n'}),
    _seeds("20,000 lists in each other", {"places.toml": "x = " + "[" * 20_000}),
    _seeds("UTF-16", {"places.toml": _TOML.encode("utf-16")}),
    _seeds("a byte order mark", {"places.toml": "\ufeff" + _TOML}),
    _seeds("a surrogate", {"places.toml": _TOML + 'note = "\ud800"\n'}),
    _seeds("a NUL", {"places.toml": _TOML + 'note = "\0"\n'}),
    _seeds("a record in a file of another", {"media.toml": _TOML}),
    _seeds("a folder", {"places.toml": lambda path: path.mkdir()}),
    _seeds("a pipe that nobody writes to", {"places.toml": os.mkfifo}),
    _seeds("a link to nothing", {"places.toml": lambda path: path.symlink_to("gone")}),
    _seeds("a link to itself", {"places.toml": lambda path: path.symlink_to(path)}),
    _seeds("a device without an end", {"places.toml": lambda path: path.symlink_to("/dev/zero")}),
    _seeds("a file of 17 MiB", {"places.toml": lambda path: path.write_bytes(b"#" * (17 << 20))}),
    _seeds("a file named with escapes", {"x\x1b[31m.toml": "?"}),
    _seeds("a manifest that is a pipe", {"editions/2023.1.1.txt": os.mkfifo}),
    _seeds("a manifest of other lines", {"editions/2023.1.1.txt": ESCAPES}),
    _seeds("records of an edition that are a folder", {"editions/2023.1.1.txt": "", "editions/2023.1.1.jsonl": lambda path: path.mkdir()}),
    _seeds("records of an edition that are none", {"editions/2023.1.1.txt": "", "editions/2023.1.1.jsonl": f"{{}}\n{ESCAPES[:-3]}"}),
    _seeds("a manifest of no edition", {"editions/soon.txt": ""}),
]  # fmt: skip

CASES: Final[dict[str, list[Case]]] = {
    "Lines of JSON": JSON,
    "Headers": HEADERS,
    "Whole files": WHOLE,
    "Paths": PATHS,
    "Fields": FIELDS,
    "Mappings": MAPPINGS,
    "Constructors": CONSTRUCTORS,
    "Datasets": LAWS,
    "Seeds": SEEDS,
}
"""The cases, by where the fault lies."""
