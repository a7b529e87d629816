"""What earlier releases wrote is read by this one: lines of every format, pickles, databases, packages and layouts."""

import functools
import io
import json
import lzma
import pickle
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import dprkrel
from dprkrel import Dataset, pickles
from dprkrel.curation.editions import manifest
from dprkrel.export.sqlite import SCHEMA_VERSION, write_sqlite
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.lines import READ_FORMATS
from dprkrel.store.released import RELEASED
from tests.cases import for_each
from tests.frozen.__main__ import FOLDER, listed, sums
from tests.frozen.freezing import plain_of

ROOT: Final = FOLDER.parents[1]
RELEASES: Final = sorted(path.name for path in FOLDER.iterdir() if (path / "pickles.tar.xz").exists())
EDITIONS: Final = sorted(path.stem for path in (ROOT / "seeds" / "editions").glob("*.txt"))
WHOLE: Final = {path.parent.name.partition("-")[2]: path for path in sorted(FOLDER.glob("*/dataset.jsonl.xz"))}
CHANGED: Final = {
    "0.1.0-2026.11.22": {
        "words AgreementClass": "a vocabulary that is gone",
        "words How": "a vocabulary that is gone",
        "words Rank": "they were numbers, and are words since",
        "conflicts": "they have a corroboration since",
        "superlatives": "they have other fields since",
        "implied_when": "its event_id is its record_id since",
        "error of a dataset": "faults are tuples since",
        "fault": "faults are tuples since",
    },
    "0.1.0-2026.11.22.1": {"implied_when": "its event_id is its record_id since"},
}
"""What was pickled before 1.0 and differs today, with the reason: answers and errors, and no record."""

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer


@functools.cache
def whole(edition: str) -> Dataset:
    """Return a released edition, as the release wrote it."""
    return dprkrel.read(lzma.decompress(WHOLE[edition].read_bytes()))


@functools.cache
def pickled(release: str) -> dict[str, bytes]:
    """Return what was pickled, by name and protocol, with `plain.json`, which says what can be seen of each value."""
    with tarfile.open(FOLDER / release / "pickles.tar.xz") as archive:
        return {each.name: archive.extractfile(each).read() for each in archive}  # type: ignore[union-attr] # all are files


def missing(old: Any, new: Any, where: str = "") -> list[str]:
    """Return what a value of before has that it does not have today; more fields are no difference."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [each for key in old for each in missing(old[key], new.get(key, "nothing"), f"{where}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            each
            for number, (a, b) in enumerate(zip(old, new, strict=True))
            for each in missing(a, b, f"{where}[{number}]")
        ]
    if isinstance(old, int) and where.endswith("rank.word"):  # ranks were numbers once
        new = dprkrel.Rank(new).number
    return [] if old == new else [f"{where}: {old!r}, today {new!r}"]


def test_what_is_frozen_is_never_rewritten() -> None:
    """Every file has the SHA-256 that was listed when it was written, and none is gone."""
    kept = {path: digest for release in RELEASES for path, digest in sums(FOLDER / release).items()}

    assert kept == listed()
    assert {release.partition("-")[2] for release in RELEASES} >= {*EDITIONS}


@for_each("edition", EDITIONS)
def test_released_editions_are_read(edition: str) -> None:
    """A released edition is read as what it was, whatever laws and checks came after it: digest, and manifest."""
    data = whole(edition)

    assert (data.edition, data.digest) == (edition, RELEASED[edition])
    assert manifest(data) == (ROOT / "seeds" / "editions" / f"{edition}.txt").read_text("utf-8")
    assert data.visits_by_actor("Lavrov", start="2023", end="2024")


def test_a_released_edition_is_known_by_its_records() -> None:
    """Lines that call themselves a released edition, and differ from it, are checked like any others."""
    lines = lzma.decompress(WHOLE["2026.11.22.1"].read_bytes())
    changed = lines.replace(b'"text":"21cir"', b'"text":"22cir"', 1)

    assert changed != lines
    with pytest.raises(dprkrel.DatasetError, match="law 4"):  # a law that is younger than the edition
        dprkrel.read(changed)


def test_every_format_of_lines_is_frozen() -> None:
    """Of each format that was ever written there is a file, and it is read."""
    files = [lzma.decompress(path.read_bytes()) for path in WHOLE.values()]
    files += [path.read_bytes() for path in FOLDER.glob("*/small.jsonl")]
    formats = {json.loads(content.partition(b"\n")[0])["format"] for content in files}

    assert formats >= {form for form in READ_FORMATS if form < 3} | {1, 2}
    for path in FOLDER.glob("*/small.jsonl"):
        assert dprkrel.read(path).digest == dprkrel.read(path.read_bytes()).digest


@for_each("release", RELEASES)
def test_pickles_are_read(release: str) -> None:
    """Records, dates, words, results, errors and datasets, pickled by protocols 2 to 5, are what they were."""
    kept = pickled(release)
    plain: dict[str, Any] = json.loads(kept["plain.json"])
    differing = []
    for name in plain.keys() - CHANGED.get(release, {}).keys():
        for protocol in range(2, 6):
            value = pickles.loads(kept[f"{name}.{protocol}"])
            differing += missing(plain[name], json.loads(json.dumps(plain_of(value))), f"{name}.{protocol}")
    assert len(plain) > 40
    assert differing == []
    assert not [name for name in CHANGED.get(release, {}) if name.startswith(("record", "date", "dataset"))]


def test_records_that_gained_fields_have_their_defaults() -> None:
    """A record that was pickled before its class had a field has the default of it, and is a record like any other."""
    kept = pickled("0.1.0-2026.11.22.1")
    gained = dict[str, set[str]]()
    for name, plain in json.loads(kept["plain.json"]).items():
        if not name.startswith("record"):
            continue
        record = pickle.loads(kept[f"{name}.4"])
        new = [field for field in attrs.fields(type(record)) if field.name not in plain]
        assert all(getattr(record, field.name) == field.default for field in new)
        again = type(record).from_dict(record.to_dict())
        assert (record, hash(record), repr(record)) == (again, hash(again), repr(again))
        assert attrs.evolve(record) == pickle.loads(pickle.dumps(record)) == record
        gained.setdefault(type(record).__name__, set()).update(field.name for field in new)

    assert gained["Actor"] >= {"existed"}
    assert gained["Office"] >= {"function"}
    assert gained["Change"] == {"edits"}


def test_only_classes_are_unpickled() -> None:
    """A pickle that names something public that is no class is refused, and does not call it."""
    forged = pickle.dumps(dprkrel.When("2024")).replace(b"\x04When", b"\x04load")

    with pytest.raises(pickle.UnpicklingError, match="load is no class"):
        pickle.loads(forged)


@for_each("path", sorted(FOLDER.glob("*/small.sqlite.xz")))
def test_databases_have_the_columns_of_before(path: Path, tmp_path: Path) -> None:
    """A database of this release has every table and column that one of before had, or another version of its layout."""
    (tmp_path / "old").write_bytes(lzma.decompress(path.read_bytes()))
    write_sqlite(dprkrel.read(path.with_name("small.jsonl")), tmp_path / "new")
    old, new = (columns_of(tmp_path / name) for name in ("old", "new"))
    version = version_of(tmp_path / "old")

    assert version_of(tmp_path / "new") == SCHEMA_VERSION
    assert version in range(1, SCHEMA_VERSION + 1)
    assert {*old} >= {"events.id", "search.text", "metadata.value"}
    assert version < SCHEMA_VERSION or old <= new


def columns_of(path: Path) -> set[str]:
    """Return the columns of a database, with their tables."""
    database = sqlite3.connect(path)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
    columns = {f"{table}.{row[1]}" for table in tables for row in database.execute(f"PRAGMA table_info({table})")}
    database.close()
    return {column for column in columns if not column.startswith("search_")}


def version_of(path: Path) -> int:
    """Return the version of the layout of a database."""
    database = sqlite3.connect(path)
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    database.close()
    return version


@for_each("path", sorted(FOLDER.glob("*/package.zip")))
def test_packages_have_the_columns_of_before(path: Path, tmp_path: Path) -> None:
    """A Data Package of this release has every table and column of before, of the same type."""
    dprkrel.read(path.with_name("small.jsonl")).write_package(tmp_path / "package")
    with zipfile.ZipFile(path) as archive:
        old = fields_of(archive.read("datapackage.json"))
    new = fields_of((tmp_path / "package" / "datapackage.json").read_bytes())

    assert len(old) > 100
    assert {name: new.get(name) for name in old} == old


def fields_of(package: bytes) -> dict[str, str]:
    """Return the types of the columns of a Data Package, by table and name."""
    resources = json.loads(package)["resources"]
    schemas = {each["name"]: each["schema"]["fields"] for each in resources if "fields" in each.get("schema", {})}
    return {f"{table}.{field['name']}": field["type"] for table, fields in schemas.items() for field in fields}


def test_pickles_name_no_module() -> None:
    """A pickle of this release names one function of ours; classes may move, and the pickle is still read."""
    named = {
        f"{module}.{name}"
        for value in (*dprkrel.load().events[:3], dprkrel.load().places, dprkrel.Role.HOST, dprkrel.When("2024"),
                      dprkrel.conflicts()[:2], dprkrel.why("lavrov-visit-dprk-2023"), dprkrel.DateError("x", "y"),
                      dprkrel.Fault("a", "b", "c", "d", "e"), dprkrel.examples.tiny_dataset(),
                      dprkrel.examples.tiny_dataset().table("events"), dprkrel.count_visits("rok-unification-ministry-exchanges", "2024", "2024"))
        for module, name in globals_of(pickle.dumps(value))
    }  # fmt: skip

    assert {each for each in named if each.startswith("dprkrel")} == {"dprkrel._unpickled"}


class _Listing(pickle.Unpickler):
    """An unpickler that keeps a list of what a pickle names."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.named: list[tuple[str, str]] = []

    def find_class(self, module: str, name: str) -> Any:
        """Return what is named, and list it."""
        self.named.append((module, name))
        return super().find_class(module, name)


def globals_of(content: bytes) -> list[tuple[str, str]]:
    """Return what a pickle names: the module and the name of each."""
    listing = _Listing(content)
    listing.load()
    return listing.named


def test_every_kind_of_record_is_frozen() -> None:
    """The latest release kept a pickle of every class of record, every vocabulary, and every class of error and warning."""
    text = pickled(RELEASES[-1])["plain.json"].decode()
    words = {name for name in dprkrel.__all__ if f'"words {name}"' in text}
    classes = {name for name in dprkrel.__all__ if f'"class": "{name}"' in text}
    kinds = {type(record).__name__ for table in TABLE_OF.values() for record in getattr(dprkrel.load(), table)}

    assert kinds <= classes
    assert len(words) > 25
    lost = (
        {"LackingWarning", "DprkrelDeprecationWarning"} if RELEASES[-1].startswith("0.1.0") else set()
    )  # which it could not read, or did not have
    assert {name for name in dprkrel.__all__ if name.endswith(("Error", "Warning"))} - classes == lost
