"""Write what the dprkrel that is importable writes, for all later ones to read.

`python tests/frozen/freezing.py FOLDER` imports nothing else of the tests, so that it runs over earlier releases, too:
`PYTHONPATH=OLD/src python tests/frozen/freezing.py FOLDER` made what is there of the editions before version 1.0.
"""

import datetime
import fractions
import inspect
import io
import json
import lzma
import pickle
import sys
import tarfile
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final

import attrs

import dprkrel

PROTOCOLS: Final = (2, 3, 4, 5)
LONGEST: Final = 12_000
"""How many bytes a pickle has at most, so that what is kept stays small; a dataset and its words are what is longest."""

TABLES: Final = (
    "actors",
    "offices",
    "places",
    "sources",
    "events",
    "relations",
    "counting_rules",
    "ledger",
    "changelog",
)
LONGEST_DATASET: Final = 8_000_000
"""How long the lines of the bundled data may be to be kept whole, packed to a tenth."""


ASKED: Final[tuple[tuple[str, Callable[[Any, Any], Any]], ...]] = (
    ("why", lambda ask, event: ask.why(event)),
    ("why sections", lambda ask, event: ask.why(event).sections[:2]),
    ("conflicts", lambda ask, _: ask.conflicts()[:2]),
    ("superlatives", lambda ask, _: ask.superlatives()[:2]),
    ("coverage", lambda ask, _: ask.coverage()[:1]),
    ("coverage_by_month", lambda ask, _: ask.coverage_by_month("Russia", start="2024-06", end="2024-07")),
    ("count_visits", lambda ask, _: ask.count_visits("rok-unification-ministry-exchanges", "2023-07", "2023-07")),
    ("panel", lambda ask, _: ask.panel("rok-unification-ministry-exchanges", "2023-07", "2023-07")),
    ("panel cells", lambda ask, _: ask.panel("rok-unification-ministry-exchanges", "2023-07", "2023-07").cells[:2]),
    ("positions_on", lambda ask, _: next(filter(None, map(ask.positions_on, (one.id for one in ask.events)))) [:2]),
    ("evidence", lambda ask, event: ask.evidence(event)),
    ("implied_when", lambda ask, event: ask.implied_when(event)),
    ("office_holders", lambda ask, _: ask.office_holders("foreign minister", of="DPRK", on="2023-07-26")),
    ("verify", lambda ask, _: ask.verify()),
    ("verify texts", lambda ask, _: ask.verify().texts[:2]),
    ("visits_by_actor", lambda ask, _: ask.visits_by_actor("Lavrov", start="2023-09", end="2025")),
    ("changes", lambda ask, _: ask.changes("2026.11.22")[:1]),
    ("table", lambda ask, _: ask.visits_by_actor("Lavrov", start="2023-09", end="2025").table().select("id", "start")),
    ("error of a name", lambda ask, _: ask.find_actor("Lavrovv")),
    ("error of a name with several bearers", lambda ask, _: ask.find_actor("Kim")),
    ("error of an office", lambda ask, _: ask.office_holders("minster of foreign", of="DPRK", on="2023-07-26")),
    ("error of a record", lambda ask, _: ask.why("no-such-event")),
    ("error of a word", lambda ask, _: ask.events_between("2024", "2025", status="occured")),
    ("error of an edition", lambda ask, _: ask.changes("edition of May")),
    ("error of texts", lambda ask, _: ask.verify(texts="no-such-folder")),
    ("error of a window", lambda ask, _: ask.events_between("2025", "2024")),
    ("error of a date", lambda _, __: dprkrel.When("2024-13")),
    ("error of a type of date", lambda _, __: dprkrel.When(5)),  # type: ignore[arg-type] # on purpose
    ("error of a record's field", lambda _, __: dprkrel.Place(id="x", name="", kind="city")),
    ("error of a dataset", lambda ask, _: dprkrel.Dataset(places=[attrs.evolve(ask.places[0], within="no-such-place")])),
    ("error of a file", lambda _, __: dprkrel.read("no-such-file")),
    ("error of a layout", lambda _, __: dprkrel.engines.read_parquet("no-such-folder")),
    ("error", lambda _, __: dprkrel.DprkrelError("said")),
    ("error of an engine", lambda _, __: dprkrel.EngineError("said")),
    ("error of what lacks", lambda _, __: dprkrel.LackingError("rank", "rank='minister'")),
    ("error of an extra", lambda _, __: dprkrel.MissingExtraError("arrow", "nanoarrow")),
    ("error of a plot", lambda _, __: dprkrel.PlotError((), "there is nothing to draw")),
    ("warning of coverage", lambda ask, _: ask.visits_by_actor("Lavrov", start="1999", end="2001")),
    ("warning of a successor", lambda ask, _: ask.events_of_dyad("Soviet Union", "DPRK", start="2001", end="2002")),
    ("warning of a holder", lambda ask, _: ask.office_holder("foreign minister", of="DPRK", on="1940-07-26")),
    ("warning of what lacks", lambda _, __: dprkrel.LackingWarning("rank", "rank='minister'")),
    ("warning of what is deprecated", lambda _, __: dprkrel.DprkrelDeprecationWarning("old", "new", "1.1", "2.0")),
    ("fault", lambda _, __: dprkrel.Fault("file", "record", "field", "found", "expected")),
)  # fmt: skip


def values() -> Iterator[tuple[str, Any]]:
    """Yield values of every public class, each with a name: records, dates, words, results, errors, warnings."""
    data = dprkrel.load()
    seen = set[str]()
    for table in TABLES:
        for record in getattr(data, table, ()):
            new = {type(thing).__name__ for thing in parts_of(record)} - seen
            if new and len(pickle.dumps(record, 4)) < LONGEST / 2:
                seen |= new
                yield f"record {table} {len(seen)}", record
    for name in dprkrel.__all__:
        public = getattr(dprkrel, name)
        if inspect.isclass(public) and issubclass(public, Enum):
            yield f"words {name}", [*public]
    for text in ("2024-06-19", "2024-07-23/[2024-07-25..2024-07-26]", "2024-07~", "/2001?"):
        yield f"date {text}", dprkrel.When(text)
    event = next(one.id for one in data.events if one.id == "lavrov-visit-dprk-2023" or not hasattr(data, "ledger"))
    for name, act in ASKED:
        made = outcome(act, data, event)
        if made is not None:
            yield name, made


def outcome(act: Callable[[Any, Any], Any], data: Any, event: Any) -> Any:
    """Return what a call returns, its error, or its first warning; None where this release knows no such call."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            made = act(data, event)
        except (AttributeError, StopIteration):
            return None
        except Exception as error:  # noqa: BLE001 - whatever a release raised
            made = error.with_traceback(None)
            made.__context__ = made.__cause__ = None
            return made if type(made).__module__.startswith("dprkrel") else None
    ours = [each.message for each in warned if type(each.message).__module__.startswith("dprkrel")]
    return ours[-1] if ours and not made else made


def parts_of(value: Any) -> Iterator[Any]:
    """Yield a value and the records in it."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            if not field.name.startswith("_"):
                yield from parts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts_of(each)


def plain_of(value: Any) -> Any:  # noqa: C901, PLR0911 - one return for each kind of value
    """Return what can be seen of a value, in the terms of JSON."""
    name = type(value).__name__
    if isinstance(value, Enum):
        return {"class": name, "word": value.value}
    if attrs.has(type(value)) and hasattr(value, "digest"):
        return {"class": name, "edition": value.edition, "events": len(value.events)}
    if attrs.has(type(value)):
        names = (field.name for field in attrs.fields(type(value)) if not field.name.startswith("_"))
        return {"class": name, **{each: plain_of(getattr(value, each)) for each in names}}
    if isinstance(value, BaseException):
        public = {each: held for each, held in vars(value).items() if not each.startswith("_")}
        return {"class": name, **{each: plain_of(held) for each, held in public.items()}}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {"class": name, **{each: plain_of(getattr(value, each)) for each in value._fields}}
    if isinstance(value, list | tuple):
        return [plain_of(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(plain_of, value), key=str)
    if name == "Table":
        return {"class": name, "name": value.name, "columns": [*value.columns], "rows": plain_of(value.rows)}
    if isinstance(value, fractions.Fraction):
        return {"fraction": str(value)}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, str | int | float | None):
        return value
    raise TypeError(f"nothing is known of {name}")


def write(folder: Path) -> Iterable[Path]:
    """Write everything into a folder that is new, and return the files."""
    folder.mkdir(parents=True)
    data = dprkrel.load()
    lines = (Path(str(dprkrel.__file__)).parent / "data" / "dprkrel.jsonl").read_bytes()
    if len(lines) < LONGEST_DATASET:
        (folder / "dataset.jsonl.xz").write_bytes(lzma.compress(lines, preset=9))
    small: Any = dprkrel.Dataset(edition="small", places=[one for one in data.places if one.within is None])
    if "examples" in dir(dprkrel):
        small = dprkrel.examples.tiny_dataset()
    kept = {}
    with tarfile.open(folder / "pickles.tar.xz", "w:xz", preset=9) as archive:
        for name, value in (*values(), ("dataset", small)):
            try:
                pickles = {protocol: pickle.dumps(value, protocol) for protocol in PROTOCOLS}
                plain_of([*map(pickle.loads, pickles.values())])  # what the release itself cannot read is lost
            except Exception as error:  # noqa: BLE001 - such as an error of before, which could not be pickled
                print("cannot be pickled:", name, error)
                continue
            if len(pickles[4]) > LONGEST:
                print("too long:", name, len(pickles[4]))
                continue
            kept[name] = plain_of(value)
            for protocol, content in pickles.items():
                _add(archive, f"{name}.{protocol}", content)
        _add(archive, "plain.json", json.dumps(kept, ensure_ascii=False, indent=0).encode())
    if hasattr(small, "write_sqlite"):
        small.write(folder / "small.jsonl")
        with tempfile.TemporaryDirectory() as place:
            small.write_sqlite(Path(place) / "small.sqlite")
            (folder / "small.sqlite.xz").write_bytes(lzma.compress((Path(place) / "small.sqlite").read_bytes()))
            small.write_package(Path(place) / "package")
            _zip(folder / "package.zip", Path(place) / "package")
            dprkrel.engines.write_parquet(small, Path(place) / "layout")
            _zip(folder / "layout.zip", Path(place) / "layout")
    return sorted(folder.iterdir())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size = len(content)
    archive.addfile(about, io.BytesIO(content))


def _zip(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())


if __name__ == "__main__":
    for path in write(Path(sys.argv[1])):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
