"""Tidying: whatever file a record was written in, it comes to lie in its own, word by word as it was written."""

import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import DatasetError
from dprkrel.curation.__main__ import main
from dprkrel.curation.seeds import read_seeds
from dprkrel.curation.tidy import tidied, tidy
from tests.curation.test_compile import placed, tables, write
from tests.small import small

SEEDS = Path(__file__).parents[2] / "seeds"
TABLES = tables()
WHOLE = placed("\n\n".join(TABLES))
FILES = ("new.toml", "a/b/c.toml", "places.toml", "states/russia.toml", "events/2023-10.toml")
TOWN = '[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\n'
RIVER = '[[place]]\nid = "amnok"\nname = "Amnok"\nkind = "area"\n'
EVENT = """
[[event]]  # of which two pages tell
id = "pact"
when = "2024-06"
summary = '''
Of the form
[[place]] or [place], which begins no record.'''

# The first.
[[event.reports]]
source_id = "a"

[[event.reports]]
source_id = "b"
"""


@given(homes=st.lists(st.sampled_from(FILES), min_size=len(TABLES), max_size=len(TABLES)), order=st.randoms())
def test_records_scattered_over_any_files_come_together(homes: list[str], order: Random) -> None:
    """However the records are scattered over files, and in whatever order, each comes to its place, and then stays there."""
    shuffled = list(zip(homes, TABLES, strict=True))
    order.shuffle(shuffled)
    files = {home: "\n\n\n".join(text for at, text in shuffled if at == home).encode() for home in homes}

    assert tidied(files) == WHOLE
    assert tidied(WHOLE) == WHOLE


@given(st.lists(st.sampled_from(["# of it", "#", "  # [[place]]", "# ключ"]), max_size=3), st.booleans())
def test_comments_above_a_record_go_with_it(comments: list[str], at_the_head: bool) -> None:
    """The comments directly above a record, and those within it, are moved with it; what stands apart at the head is not."""
    above = "".join(f"{line}\n" for line in comments)
    head = "# Towns.\n\n" if at_the_head else ""
    within = 'id = "osan"  # south of Seoul\n# so it is spelled\n'
    town = above + TOWN.replace('id = "osan"\n', within)
    found = tidied({"towns.toml": f"{head}{town}".encode(), "places.toml": f"# All places.\n\n{RIVER}".encode()})

    assert found == {"places.toml": f"# All places.\n\n{RIVER}\n{town}".encode()}
    assert tidied(found) == found


def test_text_is_moved_as_it_stands() -> None:
    """Tables within a record, texts of several lines and comments are moved word by word; only empty lines between records go."""
    found = tidied(
        {"new.toml": f"\n\n{TOWN}\n\n\n{EVENT}\n\n\n".encode(), "old.toml": RIVER.replace("\n", "\r\n").encode()}
    )

    assert found == {"places.toml": f"{RIVER}\n{TOWN}".encode(), "events/2024-06.toml": EVENT.lstrip().encode()}


def test_files_without_records_are_left_as_they_are() -> None:
    """The edition, notes and empty files stay to the letter; a file that its records leave is gone, save for what else it has."""
    others = {"edition.toml": b'edition = "small"\r\n\r\n', "notes.toml": b"# To do.\n\n\n", "empty.toml": b""}
    mixed = {
        "mixed.toml": f'# Mixed.\nedition = "other"\n\n{TOWN}'.encode(),
        "gone.toml": f"# Gone.\n\n{RIVER}".encode(),
    }

    assert tidied(others | mixed) == others | {
        "mixed.toml": b'# Mixed.\nedition = "other"\n', "places.toml": f"{RIVER}\n{TOWN}".encode(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '[[office]]\nid = "tsar"\nof_id = "mars"\n',
        '[[event]]\nid = "pact"\nwhen = ""\n',
        '[[actor]]\nid = "osan"\n',
        "[[event]]\n",
        '[[change]]\nid = "c"\nedition = "next"\n',
    ],
)
def test_what_has_no_place_yet_stays(text: str) -> None:
    """A record of which its place cannot be said stays in the file in which it stands, beside others that are moved."""
    assert tidied({"new.toml": f"{TOWN}\n{text}".encode()}) == {"new.toml": text.encode(), "places.toml": TOWN.encode()}


def test_numbers_that_equal_nothing_are_moved_too() -> None:
    """A value that no record may have, such as no number, is moved with its record, for the compiler to refuse."""
    town = TOWN + "latitude = nan\n"

    assert tidied({"new.toml": town.encode()}) == {"places.toml": town.encode()}


def test_an_id_used_twice_is_lost_by_neither() -> None:
    """Of two records with one id both are kept, for the compiler to refuse."""
    other = TOWN.replace("Osan", "Osan City")
    found = tidied({"b.toml": TOWN.encode(), "a.toml": other.encode()})

    assert found == {"places.toml": f"{other}\n{TOWN}".encode()}


BAD: list[bytes] = [
    b"[[place]\n",
    b'[[place]]\nid = "a"\nid = "b"\n',
    b"\xff\xfe",
    b"\xef\xbb\xbf" + TOWN.encode(),
    b'place = [{ id = "osan" }]\n',
    b'[place]\nid = "osan"\n',
    b"[[place]]\nnote = '''\n[[event]]\n'''\n",
    b"[[place]]\nnote = '''\n# '''\n[[place]]\n",
    b"[[ 'place' ]]\nid = \"osan\"\n" + RIVER.encode(),
    b"place = " + b"[" * 5_000,
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad[:30]))
def test_seeds_that_cannot_be_read_are_not_touched(tmp_path: Path, bad: bytes) -> None:
    """Where one file cannot be read, or its records not be told apart by their headers, nothing is moved, and each such file is named."""
    files = {"new.toml": TOWN.encode(), "bad.toml": bad, "worse.toml": b"="}
    write(tmp_path, files)
    with pytest.raises(DatasetError) as caught:
        tidy(tmp_path)

    assert [(fault.file, fault.field) for fault in caught.value.faults] == [
        ("bad.toml", "toml"),
        ("worse.toml", "toml"),
    ]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_only_what_differs_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command names what it wrote and deleted; where all is in its place it writes nothing, and leaves no empty folder."""
    new = "\n\n".join(TABLES)
    write(
        tmp_path, {"edition.toml": b'edition = "small"', "in/box/new.toml": new.encode(), "in/box.toml": TOWN.encode()}
    )
    write(tmp_path, {"places.toml": WHOLE["places.toml"], "editions/note.txt": b""})

    assert main(["tidy", "--seeds", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {"deleted in/box/new.toml", "deleted in/box.toml", "wrote states/dprk.toml", "wrote places.toml"} <= {*lines}
    assert not (tmp_path / "in").exists()
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert main(["tidy", "--seeds", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "everything is in its place\n"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_tidied_seeds_compile(tmp_path: Path) -> None:
    """Records in a wrong file are refused, each with the right one; once they are moved, the seeds give the dataset."""
    write(tmp_path, {"edition.toml": b'edition = "small"', "new.toml": "\n\n".join(TABLES).encode()})
    with pytest.raises(DatasetError) as caught:
        read_seeds(tmp_path)
    faults = caught.value.faults
    assert {(fault.file, fault.field, fault.found) for fault in faults} == {("new.toml", "file", "new.toml")}
    for fault in faults:
        file = fault.expected.removesuffix(": run tidy")
        rows = [row for rows in tomllib.loads(WHOLE[file].decode()).values() for row in rows]
        assert fault.record in {row["id"] for row in rows}

    tidy(tmp_path)
    assert len(faults) == len(TABLES)
    assert read_seeds(tmp_path) == small()


def test_the_edition_has_a_file_of_its_own(tmp_path: Path) -> None:
    """An edition that stands in another file is refused with the right one; it is no record, so that nothing moves it."""
    write(tmp_path, WHOLE | {"year.toml": b'edition = "small"'})
    with pytest.raises(DatasetError) as caught:
        read_seeds(tmp_path)

    assert [str(fault) for fault in caught.value.faults] == [
        "year.toml: dataset: file: found year.toml; expected edition.toml"
    ]
    assert tidy(tmp_path) == []


def test_the_seeds_are_tidy() -> None:
    """The files of the project are as tidying leaves them, the order of their records included."""
    files = {path.relative_to(SEEDS).as_posix(): path.read_bytes() for path in SEEDS.rglob("*.toml")}

    assert len(files) > 500
    assert tidied(files) == files
