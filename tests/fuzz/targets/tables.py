"""Tables: what is written as CSV and JSON Lines is read back the same, and no cell is a formula where that is asked for."""

import csv
import datetime
import io
import json
import math
from typing import Any, Final

from dprkrel import Column, ColumnType, DprkrelError, Table
from dprkrel.tabular.table import joined
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.payloads import PAYLOADS

TOKENS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", '"', '""', ",", "|", "\\", "\\|", "\r", "\n", "\r\n", "\t", "'",
                 "\x85", "\u2028", "\ufeff", "\x00", "\ud800", "=cmd|' /C calc'!A0", "NaN", "null")  # fmt: skip
_TYPES: Final = tuple(ColumnType)
_VALUES: Final[dict[ColumnType, tuple[Any, ...]]] = {
    ColumnType.INTEGER: (0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**63),
    ColumnType.NUMBER: (0.0, -0.0, 1.5, 1e300, 5e-324, 0.1, math.inf, math.nan),
    ColumnType.BOOLEAN: (False, True),
    ColumnType.DATE: (datetime.date.min, datetime.date(2024, 2, 29), datetime.date.max),
}


def seeds() -> list[bytes]:
    """Return the first inputs."""
    texts = [text.encode("utf-8", "surrogatepass")[:200] for text in (*PAYLOADS, *TOKENS)]
    return [
        *(bytes([0, 0, 0, 2]) + text + b"\xff" for text in texts),
        *(bytes([0, number, number + 1, 1, *range(number, 40, 3)]) for number in range(len(_TYPES))),
        b"\x01" + b"\xff".join(texts[:6]),
    ]


def check(data: bytes) -> None:
    """Check a table of which columns and cells are read from some bytes."""
    choices = Choices(data)
    types = [choices.pick(_TYPES) for _ in range(1 + choices.below(3))]
    names = [f"c{number}" if choices.byte() % 8 else choices.text() for number in range(len(types))]
    rows = [tuple(_value(kind, choices) for kind in types) for _ in range(choices.below(4))]
    try:
        schema = [
            Column(name=name, column_type=kind, meaning="what is tried", null="none")
            for name, kind in zip(names, types, strict=True)
        ]
        table = Table("tried", schema, rows)
    except DprkrelError as error:
        told(error)
        return
    _check_csv(table)
    _check_lines(table)


def _value(kind: ColumnType, choices: Choices) -> Any:
    if choices.byte() % 8 == 7:
        return None
    among = _VALUES.get(kind)
    if among:
        return choices.pick(among)
    if kind is ColumnType.LIST:
        return tuple(choices.text() for _ in range(choices.below(4)))
    return choices.text()


def _split(cell: str) -> list[str]:
    r"""Return the texts of a list that stands in one cell: the way back of `joined`, of which an empty list has none."""
    texts, escaped = [""], False
    for letter in cell:
        if escaped or letter not in "\\|":
            texts[-1] += letter
            escaped = False
        elif letter == "|":
            texts.append("")
        else:
            escaped = True
    return texts


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return joined(value) if isinstance(value, tuple) else str(value)


def _check_csv(table: Table) -> None:
    text = table.to_csv()
    read = list(csv.reader(io.StringIO(text, newline="")))
    hold(read[0] == list(table.columns), table.columns, read[0])
    # A line of one empty cell is written in quotes, so that it is no empty line.
    hold(read[1:] == [[*map(_cell, row)] for row in table.rows], table.rows, read)
    for row in table.rows:
        for value in row:
            if isinstance(value, tuple) and value:
                hold(_split(joined(value)) == list(value), value)
    text.encode()
    safe = list(csv.reader(io.StringIO(table.to_csv(spreadsheet_safe=True), newline="")))
    texts = [column.column_type in (ColumnType.TEXT, ColumnType.LIST) for column in table.schema]
    for plain, kept, is_text in (
        (plain, kept, is_text or place == 0)
        for place, (one, other) in enumerate(zip(read, safe, strict=True))
        for plain, kept, is_text in zip(one, other, texts, strict=True)
    ):
        if is_text:
            hold(not kept.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")), kept)
        hold(kept.replace("'", "") == plain.replace("'", "") and len(kept) >= len(plain), plain, kept)


def _check_lines(table: Table) -> None:
    text = table.to_jsonl()
    text.encode()
    hold(text.isascii() or len(text.splitlines()) == len(table), text)
    rows = [json.loads(line) for line in text.splitlines()]
    plain = [
        {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in row.items()}
        for row in table.to_dicts()
    ]
    hold(rows == plain, rows, plain)
