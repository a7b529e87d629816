"""Reading datasets: whatever a file or a row holds, it is a dataset that is written and read the same, or refused."""

import copy
import functools
import io
import json
from typing import Any, Final

from dprkrel import Dataset, DatasetError, codec
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.lines import FORMAT, dumps
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.payloads import PAYLOADS
from tests.small import small

_KINDS: Final = (*TABLE_OF, "planet", "", "dataset")
TOKENS: Final = (
    '{"record":"', '"id":"', '":[', "\\u0000", "\\ud800", "\\u202e", "\ufeff", "NaN", "-Infinity", "1e400", "null", "true",
    "9" * 40, "[[[[", '{"":{"":', ",", "}\n{", '"format":2', '"edition":"',
)  # fmt: skip
_ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 5, 2**53, 2**53 + 1, 2**63, 10**40, 1.5, 1e308, float("inf"), "", " ", "x", "5", "russia", "dprk",
    "treaty", "2024", "2024-07-23/..", "2024-02-30", "2001/2000", [], {}, [5], [[]], [None], ["x"], ["russia", "dprk"], {"": 5},
    {"id": "x"}, {"rule": "same_day", "anchor": "2024-07-24", "phrase": "today"}, {"source_id": "background", "stance": "asserts"},
    [{"actor_id": "dprk", "role": "party"}], "x" * 2001, "https://user:password@example.org/", *PAYLOADS[-16:],
)  # fmt: skip


@functools.cache
def _lines() -> tuple[str, ...]:
    return tuple(dumps(small()).splitlines())


@functools.cache
def _rows() -> tuple[str, ...]:
    """Return the lines of the small dataset that differ most: two of each kind, and an event of each class."""
    kept: dict[tuple[str, str], list[str]] = {}
    for line in _lines()[1:]:
        row = json.loads(line)
        kept.setdefault((row["record"], row.get("event_type", "")), []).append(line)
    return tuple(line for lines in kept.values() for line in lines[:2])


@functools.cache
def _keys() -> tuple[str, ...]:
    """Return every key of every row, and some that are none."""
    found: dict[str, None] = {}

    def add(value: Any) -> None:
        if isinstance(value, dict):
            found.update(dict.fromkeys(value))
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            add(part)

    for line in _rows():
        add(json.loads(line))
    return (*found, "Id", "", "nmae", "\x1b[31m", "derivation", "earlier", "adopted_because", "excused", "gaps", "url")


def seeds() -> list[bytes]:
    """Return the first inputs."""
    header = f'{{"record":"dataset","format":{FORMAT},"edition":"x"}}'
    place = '{"record":"place","id":"nowhere","name":"Nowhere","kind":"city"}'
    texts = ["", header, f"{header}\n{place}\n", f"{header}\n{place}\n{place}", f"{header}\r\n{place}", f"\ufeff{header}",
             f"{header}\n[]\n{{}}\nnull\n5", header.replace("2", "1"), header.replace("x", "\\u202e"), place]  # fmt: skip
    return [
        *(bytes([mode]) + text.encode() for text in texts for mode in (0, 1)),
        *(bytes([2, number, 1, 0, number * 3 % 250, number]) for number in range(0, 60, 2)),
        *(bytes([2, number, 2, 1, number * 7 % 250, number, 2, number % 50, 3, number]) for number in range(0, 60, 3)),
        *(bytes([4, 1 + number % 2, number, 2, 1, 1, *range(number, number + 9)]) for number in range(0, 60, 4)),
        *(bytes([3, number % 5, number, number + 9, number * 5 % 250, number]) for number in range(0, 60, 6)),
    ]


def check(data: bytes) -> None:
    """Check a file of these bytes, or rows that are changed as they choose."""
    choices = Choices(data)
    mode = choices.below(8)
    if mode == 0:
        _check_file(choices.rest())
    elif mode == 1:
        _check_text(choices.rest().decode("utf-8", "surrogateescape"))
    elif mode == 3:
        _check_file(_assembled(choices).encode("utf-8", "surrogatepass"))
    elif mode == 4:
        _check_file(_closed(choices).encode("utf-8", "surrogatepass"))
    else:
        row = _changed(choices.pick(_rows()), choices)
        _check_row(choices.pick(_KINDS) if choices.byte() % 16 == 15 else row.pop("record", ""), row)


def _changed(line: str, choices: Choices) -> Any:
    """Return a row with values of its own replaced, left out, doubled or added at places that are chosen."""
    row = json.loads(line)
    for _ in range(choices.below(4)):
        holder = row
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            key = choices.pick(keys) if keys else None
            inner = None if key is None else holder[key]
            if not isinstance(inner, dict | list) or not inner or choices.flag():
                break
            holder = inner
        # A copy, since what is changed next may lie within it.
        value = choices.text() if choices.byte() % 4 == 3 else copy.deepcopy(choices.pick(_ODD))
        _change(holder, key, value, choices)
    return row


def _change(holder: Any, key: Any, value: Any, choices: Choices) -> None:
    how = choices.below(4)
    if isinstance(holder, list):
        if how == 0 and key is not None:
            holder[key] = value
        elif how == 1 and key is not None:
            del holder[key]
        else:
            holder.append(value if key is None or how == 2 else copy.deepcopy(holder[key]))
    elif how == 1 and key is not None:
        del holder[key]
    elif how == 0 and key is not None:
        holder[key] = value
    else:
        holder[choices.pick(_keys())] = value


def _assembled(choices: Choices) -> str:
    """Return a header and some rows, whole, changed or broken off."""
    header = {"record": "dataset", "format": FORMAT, "edition": "x"}
    if choices.byte() % 8 == 7:
        _change(header, choices.pick(list(header)), copy.deepcopy(choices.pick(_ODD)), choices)
    lines = [json.dumps(header)]
    for _ in range(choices.below(4)):
        line, how = choices.pick(_lines()), choices.below(4)
        if how == 1:
            line = json.dumps(_changed(line, choices))
        elif how == 2:
            line = line[: choices.below(len(line))]
        lines.append(line)
    return "\n".join(lines)


_OF_A_VISIT: Final = (
    "belarus", "dprk", "north-korea-land", "east-asia", "pyongyang", "maxim-ryzhenkov", "choe-son-hui", "belarus-foreign-minister",
    "dprk-foreign-minister", "maxim-ryzhenkov-belarus-foreign-minister", "choe-son-hui-dprk-foreign-minister", "press-2024-07-24",
    "ryzhenkov-visit", "south-korea",
)  # fmt: skip


@functools.cache
def _visit() -> tuple[str, ...]:
    """Return the lines of a small dataset that keeps all laws: a visit, and what it refers to."""
    return tuple(line for line in _lines()[1:] if json.loads(line)["id"] in _OF_A_VISIT)


def _closed(choices: Choices) -> str:
    """Return a dataset of which some rows are changed, or stand twice, so that the laws are asked."""
    lines = [f'{{"record":"dataset","format":{FORMAT},"edition":"x"}}', *_visit()]
    for _ in range(choices.below(3)):
        place = 1 + choices.below(len(lines) - 1)
        how = choices.below(8)
        if how == 0:
            lines.append(lines[place])
        elif how == 1:
            del lines[place]
        else:
            lines[place] = json.dumps(_changed(lines[place], choices))
    return "\n".join(lines)


def _check_row(kind: Any, row: Any) -> None:
    try:
        record = codec.record_from_dict(kind, row, file="line 2")
    except DatasetError as error:
        told(error)
        _check_faults(error)
        return
    plain = record.to_dict()
    again = codec.record_from_dict(kind, plain)
    hold(again == record and again.to_dict() == plain, plain)
    hold(json.loads(json.dumps(plain)) == plain, plain)


def _check_faults(error: DatasetError) -> None:
    hold(bool(error.faults), error)


def _check_file(content: bytes) -> None:
    read = _read(content)
    # Part by part it is the same file.
    hold(_outcome(read) == _outcome(_read(io.BytesIO(content))), content)
    _check_round_trip(read)


def _check_text(text: str) -> None:
    _check_round_trip(_read(text))


def _read(content: Any) -> Dataset | DatasetError:
    try:
        return codec.read(content) if isinstance(content, io.BytesIO) else codec.loads(content)
    except DatasetError as error:
        told(error)
        _check_faults(error)
        return error


def _outcome(read: Dataset | DatasetError) -> object:
    return read.faults if isinstance(read, DatasetError) else (read.edition, read.tables())


def _check_round_trip(read: Dataset | DatasetError) -> None:
    if isinstance(read, Dataset):
        written = dumps(read)
        again = codec.loads(written)
        hold(again.tables() == read.tables() and again.edition == read.edition, written)
        hold(dumps(again) == written, written)
