"""Installations that are not whole: a right answer, or the advice to install again, and nothing else."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dprkrel
from dprkrel import DprkrelError, bundled
from dprkrel.cli import main
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.artifact import Artifact
from tests.cases import for_each

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")

PACKAGE = Path(dprkrel.__file__).parent
DATA = {name: (PACKAGE / "data" / name).read_bytes() for name in (bundled.LINES, bundled.INDEX)}
ADVICE = r"install dprkrel again"
PAGE = 4096

QUESTIONS: dict[str, tuple[Any, ...]] = {
    "visits_by_actor": ("Lavrov",),
    "count_events": ("2024", "2024"),
    "find_actor": ("최선희",),
    "offices_of": ("Choe Son Hui",),
    "why": ("lavrov-visit-dprk-2023",),
    "events_of_dyad": ("DPRK", "Belarus"),
}


def asked(data: dprkrel.Dataset) -> dict[str, object]:
    """Return what a dataset answers; an answer that is refused is the refusal."""
    return {name: answer(data, name) for name in QUESTIONS}


def answer(data: dprkrel.Dataset, name: str) -> object:
    """Return one answer, or why there is none."""
    try:
        return getattr(data, name)(*QUESTIONS[name])
    except DprkrelError as error:
        return str(error)


@pytest.fixture(scope="module")
def right() -> dict[str, object]:
    """Return the answers of the whole package."""
    return asked(dprkrel.load())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a copy of the data, which the package opens when it is next asked."""
    for name, content in DATA.items():
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_bytes(content)
    monkeypatch.setattr(bundled, "__file__", str(tmp_path / "bundled.py"))
    monkeypatch.setattr(bundled, "_opened", {})
    return tmp_path / "data"


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


HARMS: dict[str, Callable[[Path], object]] = {
    "gone": _gone,
    "a folder": _folder,
    "a pipe that nobody writes to": _pipe,
    "a link to itself": _loop,
    "a device without an end": _device,
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "twice": lambda path: path.write_bytes(path.read_bytes() * 2),
    "of the other": lambda path: path.write_bytes(DATA[bundled.LINES if path.name == bundled.INDEX else bundled.INDEX]),
    "text of a server": lambda path: path.write_text("<!doctype html><title>404</title>\n", "utf-8"),
    "in other ends of lines": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
    "a pointer of Git LFS": lambda path: path.write_text("version https://git-lfs.github.com/spec/v1\n", "utf-8"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
@for_each(("harm", "name"), [(harm, name) for harm in HARMS for name in DATA])
def test_a_file_that_is_not_what_was_installed(place: Path, harm: str, name: str) -> None:
    """Whatever stands in the place of a file of the data, whoever asks is told to install again, and then it works again."""
    path = place / name
    HARMS[harm](path)
    with pytest.raises(DprkrelError, match=ADVICE):
        dprkrel.load()
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(["visits", "Lavrov"]) == 1
        assert main(["count", "--help"]) == 1  # it lists the rules, which stand in the data
    assert (out.getvalue(), " ".join(err.getvalue().split()).count(ADVICE)) == ("", 2)
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(DATA[name])
    assert dprkrel.load().edition
    bundled._opened.clear()  # for the next case


def test_a_file_that_became_shorter_is_found_at_once(place: Path) -> None:
    """A file of which the end is missing, after any page, is found when it is opened, not when a line of it is asked for."""
    for name, content in DATA.items():
        with (place / name).open("r+b") as file:
            last = len(content) - len(content) % PAGE
            pages = range(last, 0, -PAGE * (29 if len(content) > 1 << 20 else 7))
            for size in (len(content) - 1, *pages, 1):
                file.truncate(size)
                with pytest.raises(DprkrelError, match=ADVICE):
                    dprkrel.load()
        (place / name).write_bytes(content)


@settings(max_examples=settings().max_examples // 2 if settings().max_examples < 1000 else 10_000)
@given(
    name=st.sampled_from([*QUESTIONS]),
    places=st.lists(
        st.tuples(st.sampled_from([*DATA]), st.floats(0, 1, exclude_max=True), st.integers(1, 255)),
        min_size=1,
        max_size=3,
    ),
)
def test_any_byte_may_be_another(right: dict[str, object], name: str, places: list[tuple[str, float, int]]) -> None:
    """Bytes that differ, anywhere, give the right answers or the advice; never another answer or error."""
    contents = {name: bytearray(content) for name, content in DATA.items()}
    for file, part, flip in places:
        contents[file][int(part * len(contents[file]))] ^= flip
    whole = {file: bytes(content) for file, content in contents.items()}
    if whole == DATA:
        return
    first = DATA[bundled.LINES].index(b"\n") + 1
    if whole[bundled.INDEX] != DATA[bundled.INDEX] or whole[bundled.LINES][:first] != DATA[bundled.LINES][:first]:
        with pytest.raises(DprkrelError, match=ADVICE):
            Artifact(*whole.values())
        return
    artifact = Artifact(*whole.values())
    found = answer(dprkrel.Dataset.over(artifact, artifact.edition), name)
    assert found == right[name] or ADVICE in str(found)
    kind, number = _record_at(artifact, places)
    with pytest.raises(DprkrelError, match=ADVICE):
        _ = artifact.rows(kind)[number]


def _record_at(artifact: Artifact, places: list[tuple[str, float, int]]) -> tuple[str, int]:
    """Return which record stands where a line was changed."""
    lines, whole = artifact.content()[0], DATA[bundled.LINES]
    for name, part, _ in places:
        place = int(part * len(whole))
        if name == bundled.LINES and lines[place] != whole[place]:
            for kind in TABLE_OF:
                starts = artifact._numbers(f"{kind}.starts")
                if starts[0] <= place < starts[-1]:
                    return kind, next(number for number in range(len(starts)) if place < starts[number + 1])
    raise AssertionError("no line was changed")


@for_each("byte", range(9))
def test_each_byte_of_the_checksum_counts(byte: int) -> None:
    """The checksum itself is checked, with the end of its line."""
    index = bytearray(DATA[bundled.INDEX])
    for flip in (1, 32, 128):
        index[byte] ^= flip
        with pytest.raises(DprkrelError, match=ADVICE):
            Artifact(DATA[bundled.LINES], bytes(index))
        index[byte] ^= flip


def test_what_was_opened_does_not_change_with_the_file(place: Path, right: dict[str, object]) -> None:
    """Files that are overwritten or cut off where they stand change nothing in a process that has opened them, and do not end it."""
    data = dprkrel.load()
    for name in DATA:
        with (place / name).open("r+b") as file:
            file.write(b"\0" * PAGE)
            file.truncate(PAGE)

    assert asked(data) == right


def test_an_index_belongs_to_its_lines() -> None:
    """An index of other lines, of nothing, or with something before or after it is refused."""
    whole = DATA[bundled.INDEX]
    for lines in (b"", DATA[bundled.LINES][:-1], DATA[bundled.LINES].replace(b'"edition":"2', b'"edition":"3', 1)):
        with pytest.raises(DprkrelError, match=rf"belongs to other lines; {ADVICE}"):
            Artifact(lines, whole)
    for index in (b"", b"00000000", b"00000000\n", whole[:-1], whole + b" ", b" " + whole):
        with pytest.raises(DprkrelError, match=rf"differs from its checksum; {ADVICE}"):
            Artifact(DATA[bundled.LINES], index)


def test_an_index_of_another_version_is_told_by_its_version() -> None:
    """An index of a form to come, with other entries, is refused as one of another version."""
    import zlib

    rest = b'{"format": 99}\n'
    with pytest.raises(DprkrelError, match=rf"another version; {ADVICE}"):
        Artifact(DATA[bundled.LINES], b"%08x\n" % zlib.crc32(rest) + rest)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package without its data."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(PACKAGE, root / "dprkrel", ignore=shutil.ignore_patterns("__pycache__", "data"))
    return root


def run(*words: str, path: Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python with a copy of the package."""
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, timeout=120, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


class TestInArchives:
    """A package in a zip file that is damaged."""

    @for_each("harm", ["without data", "with damaged data", "with half of the data"])
    def test_the_advice_is_the_same(self, copy: Path, tmp_path: Path, harm: str) -> None:
        """Data that are missing from an archive, or damaged in it, are told as elsewhere."""
        archive = tmp_path / "dprkrel.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for member in sorted(copy.rglob("*.py")):
                file.write(member, member.relative_to(copy).as_posix())
            for name, content in DATA.items() if harm != "without data" else ():
                file.writestr(f"dprkrel/data/{name}", content if harm == "with damaged data" else content[:99_000])
                info = file.getinfo(f"dprkrel/data/{name}")
        if harm == "with damaged data":
            damaged = bytearray(archive.read_bytes())
            damaged[info.header_offset + 5_000 : info.header_offset + 5_100] = b"\xff" * 100
            archive.write_bytes(damaged)
        ended = run("-P", "-m", "dprkrel", "visits", "Lavrov", path=archive)

        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr.startswith("dprkrel: ")
        assert ADVICE in " ".join(ended.stderr.split())


@for_each(
    ("file", "content", "told"),
    [
        ("cli/events.py", None, "No module named 'dprkrel.cli.events'"),
        ("cli/events.py", "def visits(", "SyntaxError"),
        ("cli/events.py", "\0", "null bytes"),
        ("questions/selection.py", "", "cannot import name"),
        ("cli/completions/dprkrel.bash", None, "dprkrel.bash cannot be read"),
    ],
)
def test_other_files_of_the_package(copy: Path, tmp_path: Path, file: str, content: str | None, told: str) -> None:
    """A module or script that is missing or cut off is told in one message, with the same advice."""
    broken = tmp_path / "dprkrel"
    shutil.rmtree(broken, ignore_errors=True)
    shutil.copytree(copy / "dprkrel", broken)
    (broken / "data").symlink_to(PACKAGE / "data")
    (broken / file).unlink()
    if content is not None:
        (broken / file).write_text(content, "utf-8")
    words = ["completion", "bash"] if file.startswith("cli/comp") else ["visits", "Lavrov"]
    ended = run("-P", "-m", "dprkrel", *words, path=tmp_path)
    said = " ".join(ended.stderr.split())

    assert (ended.returncode, ended.stdout) == (1, "")
    assert said.startswith("dprkrel: ")
    assert told in said
    assert ADVICE in said


def test_tests_of_others_pass_beside_a_package_without_data(copy: Path, tmp_path: Path) -> None:
    """The plugins for pytest and Hypothesis leave the runs of others alone, also where the data of the package are missing and warnings are errors."""
    (tmp_path / "test_theirs.py").write_text(
        """
import pytest
from hypothesis import given, strategies as st

@given(st.integers())
def test_theirs(number):
    assert number == number

def test_tiny(dprkrel_dataset):
    assert dprkrel_dataset.events

def test_broken():
    import dprkrel
    with pytest.raises(dprkrel.DprkrelError, match="install dprkrel again"):
        dprkrel.load()
""",
        "utf-8",
    )
    ended = run(
        "-W",
        "error",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        str(tmp_path),
        path=copy,
        folder=tmp_path,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 passed" in ended.stdout
