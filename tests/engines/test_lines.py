"""Published files are read line by line, whatever they are packed in, and none is passed over."""

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import DprkrelError, FileError
from dprkrel.engines.foreign import lines as reading
from dprkrel.engines.foreign.lines import LONGEST, published
from tests.cases import for_each


def texts(*paths: Path) -> list[str]:
    """Return the text of all lines."""
    return [text for text, _ in read(*paths)]


def read(*paths: Path) -> list[tuple[str, str | None]]:
    """Return all lines, with what is wrong with each."""
    tables = [table for file in published(paths) for table in file.lines()]
    return [row for table in tables for row in zip(table["text"].to_pylist(), table["fault"].to_pylist(), strict=True)]


class TestLines:
    """Every line is there, in its place."""

    @given(more=st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=8))
    def test_no_line_is_lost(self, tmp_path_factory: pytest.TempPathFactory, more: list[bytes]) -> None:
        """There are as many lines as line breaks, and each is its bytes, with what is not UTF-8 made visible."""
        content = [b"first", *more]  # what begins as a packed file is read as one
        path = tmp_path_factory.mktemp("lines") / "rows.csv"
        path.write_bytes(b"".join(line + b"\n" for line in content))
        assert texts(path) == [line.decode(errors="backslashreplace") for line in content]

    def test_the_mark_of_unicode_is_no_text(self, tmp_path: Path) -> None:
        """Some programs write a mark before the first line; it belongs to no column."""
        path = tmp_path / "rows.csv"
        path.write_bytes(b"\xef\xbb\xbfa\nb\n")
        assert texts(path) == ["a", "b"]
        assert published(path)[0].first_line() == "a"

    @for_each("block", [1, 2, 3, 7])
    def test_blocks_do_not_matter(self, tmp_path: Path, block: int) -> None:
        """Lines are the same wherever a block ends, also within a letter."""
        path = tmp_path / "rows.csv"
        path.write_bytes("평양\n\nPyongyang\r\nend".encode())
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(reading, "_BLOCK", block)
            assert texts(path) == ["평양", "", "Pyongyang\r", "end"]

    def test_lines_are_numbered(self, tmp_path: Path) -> None:
        """Lines are numbered from 1 in each file, and files from 0."""
        for name in ("a", "b"):
            (tmp_path / name).write_bytes(b"1\n2\n3")
        tables = [table for file in published([tmp_path / "a", tmp_path / "b"]) for table in file.lines()]
        found = [
            row for table in tables for row in zip(table["file"].to_pylist(), table["line"].to_pylist(), strict=True)
        ]
        assert found == [(file, line) for file in (0, 1) for line in (1, 2, 3)]

    def test_a_line_that_never_ends_is_cut(self, tmp_path: Path) -> None:
        """What has no line breaks does not fill the memory; the lines after it are read."""
        path = tmp_path / "rows.csv"
        path.write_bytes(b"short\n" + b"x" * (3 * LONGEST) + b"\nnext\n")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(reading, "_BLOCK", LONGEST // 2)
            found = read(path)
        assert [(text[:5], len(text), fault) for text, fault in found] == [
            ("short", 5, None), ("xxxxx", LONGEST, "long"), ("next", 4, None),
        ]  # fmt: skip

    def test_what_is_not_utf_8_is_said(self, tmp_path: Path) -> None:
        """A line that is no text is there, and so are those beside it."""
        path = tmp_path / "rows.csv"
        path.write_bytes(b"a\nBre\x9eice\nb\n")
        assert read(path) == [("a", None), (r"Bre\x9eice", "encoding"), ("b", None)]


class TestPacking:
    """Files are read as they are published."""

    def test_packed_files_are_read_as_plain_ones(self, tmp_path: Path) -> None:
        """By gzip or in an archive, whatever the file is called; a file of an archive has a name of its own."""
        content = b"a\tb\nc\td\n"
        (tmp_path / "plain").write_bytes(content)
        (tmp_path / "packed").write_bytes(gzip.compress(content))
        with zipfile.ZipFile(tmp_path / "year.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.mkdir("months")
            archive.writestr("months/one.txt", content)
            archive.writestr("months/two.txt", content)
        for name in ("plain", "packed"):
            assert texts(tmp_path / name) == ["a\tb", "c\td"], name
        found = published(tmp_path / "year.zip")
        assert [file.name for file in found] == ["year.zip/months/one.txt", "year.zip/months/two.txt"]
        assert texts(tmp_path / "year.zip") == ["a\tb", "c\td"] * 2
        assert [file.first_line() for file in found] == ["a\tb"] * 2

    @for_each(
        "content",
        [gzip.compress(bytes(9_999))[:-9], gzip.compress(b"a\n" * 9_999)[:40], b"PK\x03\x04 no archive", b"\x1f\x8b?"],
    )
    def test_what_is_cut_off_is_named(self, tmp_path: Path, content: bytes) -> None:
        """A file that cannot be read to its end is an error that names it, and not a short table."""
        path = tmp_path / "cut.gz"
        path.write_bytes(content)
        with pytest.raises(FileError, match="cannot be read") as caught:
            texts(path)
        assert caught.value.given == path

    def test_what_is_not_there_is_named(self, tmp_path: Path) -> None:
        """So is a file that is not there, and a folder."""
        for path in (tmp_path / "none", tmp_path):
            with pytest.raises(FileError, match="cannot be read") as caught:
                texts(path)
            assert caught.value.given == path

    @for_each("files", [[], [7], 7, None, b"rows.csv", [None]])
    def test_what_is_no_path_is_refused(self, files: object) -> None:
        """What is given must be one path or several."""
        with pytest.raises(DprkrelError, match="path"):
            published(files)  # type: ignore[arg-type] # what a caller may pass
