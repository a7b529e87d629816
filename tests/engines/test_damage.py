"""A file that was whole when its folder was opened, and is not when it is read: the error is ours, and names it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import dprkrel
from dprkrel import EngineError, LayoutError, engines
from tests.cases import for_each

TINY = dprkrel.examples.tiny_dataset()


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _flip_the_end(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-200:-100] = bytes(byte ^ 0xFF for byte in content[-200:-100])
    path.write_bytes(content)


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("cut off", _cut), ("gone", Path.unlink), ("five bytes", lambda path: path.write_bytes(b"PAR1\0")), ("spoiled", _flip_the_end),
]  # fmt: skip


class TestDuckDB:
    """What DuckDB says, in our words."""

    @for_each(("damage", "spoil"), DAMAGES)
    def test_a_file_that_is_damaged_later_is_named(
        self, tmp_path: Path, damage: str, spoil: Callable[[Path], object]
    ) -> None:
        """In every form in which an answer is executed; where DuckDB names no file, what finds it is told."""
        folder = tmp_path / f"a {damage} [x]'s"
        engines.write_parquet(TINY, folder)
        engine, later = (engines.connect("duckdb", folder, threads=1) for _ in range(2))
        asked = engine.table("events")
        path = min((folder / "events").rglob("*.parquet"))
        spoil(path)
        for execute in (asked.to_pyarrow, asked.to_pandas, asked.to_polars, lambda: later.table("events").to_pyarrow()):
            with pytest.raises(LayoutError) as raised:
                execute()
            told = "engines.check" if damage == "spoiled" else path.relative_to(folder).as_posix()
            assert told in str(raised.value)
            assert len(str(raised.value)) < 600
        with pytest.raises(LayoutError, match="the file events/"):
            engines.check(folder)

    def test_what_duckdb_cannot_compute_is_told(self, tmp_path: Path) -> None:
        """The reason is that of DuckDB, on one line."""
        engines.write_parquet(TINY, tmp_path / "tiny")
        with engines.connect("duckdb", tmp_path / "tiny") as engine:
            events = engine.table("events")
            with pytest.raises(EngineError, match="DuckDB could not answer: Conversion Error") as raised:
                events.select(number=events.id.cast("int64")).to_pyarrow()
        assert "\n" not in str(raised.value)
