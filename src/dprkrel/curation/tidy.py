"""Move each record of the seeds to its file, and bring each file into order, without a change to what is written.

The text of a record is moved as it stands: from its `[[kind]]` to the next,
with the comments directly above it. A comment at the head of a file, with an
empty line below it, belongs to the file.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from attrs import frozen

from dprkrel.curation.compile import write_file
from dprkrel.curation.filing import file_of, order_of
from dprkrel.curation.rows import SeedRow, by_id
from dprkrel.errors import DatasetError, Fault
from dprkrel.process import undisturbed
from dprkrel.records.kinds import TABLE_OF

_HEADER: Final = re.compile(rf"[ \t]*\[\[[ \t]*({'|'.join(TABLE_OF)})[ \t]*\]\][ \t]*(#.*)?")


@frozen
class _Block:
    """The text of one record, with the file in which it was found, its kind and its fields."""

    file: str
    kind: str
    row: Mapping[str, object]
    text: str


def tidy(seeds: Path) -> list[str]:
    """Put all records of the seeds in their place; write only files that differ, and delete those left without any.

    Args:
        seeds: the folder of seeds.

    Returns:
        The files that were written or deleted, sorted, with what was done.

    Raises:
        DatasetError: a file cannot be read, so that nothing is moved.
    """
    paths = {path.relative_to(seeds).as_posix(): path for path in seeds.rglob("*.toml")}
    before = {file: path.read_bytes() for file, path in paths.items()}
    after = tidied(before)
    changed = sorted(file for file in before.keys() | after.keys() if before.get(file) != after.get(file))
    with undisturbed():  # a record that has left a file may not have come to its own yet
        for file in changed:
            if file in after:
                write_file(seeds / file, after[file])
        for file in (file for file in changed if file not in after):
            paths[file].unlink()
            for folder in paths[file].relative_to(seeds).parents[:-1]:
                if not any((seeds / folder).iterdir()):
                    (seeds / folder).rmdir()
    return [f"{'wrote' if file in after else 'deleted'} {file}" for file in changed]


def tidied(files: Mapping[str, bytes]) -> dict[str, bytes]:
    r"""Return all files as they should be; one without a record is as it was, or gone if it had one before.

    Args:
        files: the bytes of each TOML file by its path, relative to the seeds.

    Raises:
        DatasetError: with each file that is no TOML, or in which the records
            cannot be told apart by their headers.

    Examples:
        >>> page = b'[[source]]\nid = "tass-2024-06-19"\npublished = "2024-06-19"\n'
        >>> list(tidied({"new.toml": page}))
        ['sources/2024-06.toml']
    """
    faults: list[Fault] = []
    heads: dict[str, str] = {}
    blocks: list[_Block] = []
    for file in sorted(files):
        try:
            heads[file], found = _split(file, files[file].decode().replace("\r\n", "\n"))
        except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError among them
            faults.append(Fault(file, "file", "toml", str(error), "TOML in UTF-8, with each record below its [[kind]]"))
        else:
            blocks.extend(found)
    if faults:
        raise DatasetError(faults)
    return dict(_written(files, heads, blocks))


def _split(file: str, text: str) -> tuple[str, list[_Block]]:
    """Return what stands before the first record of a file, and each record.

    Raises:
        ValueError: this is no TOML, or a header stands where it begins no record.
    """
    tomllib.loads(text)  # the message of what is no TOML counts the lines of the whole file
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line)]
    begins = [_with_comments(lines, start) for start in starts]
    texts = ["\n".join(lines[begin:end]) for begin, end in pairwise([*begins, len(lines)])]
    head = "\n".join(lines[: begins[0]] if begins else lines)
    if not tomllib.loads(head).keys().isdisjoint(TABLE_OF):
        raise ValueError("records in another form")
    return head.strip(), [_block(file, text) for text in texts]


def _with_comments(lines: list[str], start: int) -> int:
    """Return the line at which the comments directly above a header begin."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _block(file: str, text: str) -> _Block:
    ((kind, (row,)),) = tomllib.loads(text).items()
    return _Block(file, kind, row, text.rstrip())


def _written(
    files: Mapping[str, bytes], heads: Mapping[str, str], blocks: Sequence[_Block]
) -> Iterator[tuple[str, bytes]]:
    rows: list[SeedRow] = [(block.file, block.kind, block.row) for block in blocks]
    actors = by_id(rows, "actor")
    held: defaultdict[str, list[_Block]] = defaultdict(list)
    for block in blocks:
        held[file_of(block.kind, block.row, actors) or block.file].append(block)
    left = {block.file for block in blocks} - held.keys()
    for file in sorted(heads.keys() | held.keys()):
        head = heads.get(file, "")
        if file in held:
            texts = [block.text for block in sorted(held[file], key=lambda block: order_of(block.kind, block.row))]
            yield file, ("\n\n".join([head, *texts] if head else texts) + "\n").encode()
        elif file not in left:
            yield file, files[file]
        elif tomllib.loads(head):  # more than comments, such as the edition
            yield file, f"{head}\n".encode()
