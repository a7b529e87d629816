"""Corpora as text: one input a line, so that a reader of a change sees what was added."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

CORPUS: Final = Path(__file__).parent / "corpus"

_ESCAPE: Final = re.compile(rb"\\(?:x([0-9a-f]{2})|(\\))")


def line_of(data: bytes) -> str:
    r"""Return bytes as a line of text: what is printable UTF-8 as it is, a backslash twice, all else as `\xff`.

    Examples:
        >>> print(line_of("최\n".encode() + b"\xff\\"))
        최\x0a\xff\\
    """
    text = data.replace(b"\\", b"\\\\").decode("utf-8", "surrogateescape")
    return "".join(
        letter
        if letter.isprintable()
        else "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "surrogateescape"))
        for letter in text
    )


def data_of(line: str) -> bytes:
    """Return the bytes of a line, as `line_of` writes them."""
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()) if found[1] else b"\\", line.encode())


def corpus_of(target: str) -> Iterator[bytes]:
    """Yield the inputs of a target that reach most, and those that once broke a promise, which are kept for good."""
    for name in (f"{target}.txt", f"{target}.broke.txt"):
        path = CORPUS / name
        if path.exists():
            yield from map(data_of, path.read_text("utf-8").removesuffix("\n").split("\n"))


def write_corpus(target: str, inputs: Iterable[bytes]) -> None:
    """Write the corpus of a target: the shortest inputs first, none twice."""
    CORPUS.mkdir(exist_ok=True)
    ordered = sorted(set(inputs), key=lambda data: (len(data), data))
    text = "".join(f"{line_of(data)}\n" for data in ordered)
    (CORPUS / f"{target}.txt").write_text(text, "utf-8", newline="\n")
