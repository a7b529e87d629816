"""Files that are written: whole, by one writer each, and never through what somebody laid in their way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dprkrel.files import write_blocks


def test_two_files_that_are_written_in_turn_do_not_mix(tmp_path: Path) -> None:
    """What is written while another file in the same folder waits for its next part goes into its own file."""

    def blocks() -> Iterator[bytes]:
        yield b"first "
        write_blocks(tmp_path / "within", [b"another"])
        yield b"second"

    write_blocks(tmp_path / "around", blocks())

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "around": b"first second",
        "within": b"another",
    }


@pytest.mark.skipif(os.name != "posix", reason="it needs links")
def test_a_link_in_the_way_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write in the folder and guesses the name of a file that is not whole yet makes nobody write elsewhere."""
    monkeypatch.setattr("dprkrel.files._NUMBERS", iter([7]))
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / f".dprkrel-{os.getpid()}-7.part").symlink_to(victim)

    write_blocks(folder / "mine", [b"data"])

    assert victim.read_bytes() == b"precious"
    assert [path.name for path in folder.iterdir()] == ["mine"]
