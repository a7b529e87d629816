"""The answer of an engine beside that of the library: the rows, their order, the columns, and one hash of all."""

import hashlib
import json
from typing import Any

import dprkrel


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """Return the rows of an Ibis table or of a table of the library, in their order."""
    if isinstance(answer, dprkrel.Table):
        return answer.to_dicts()
    rows: list[dict[str, Any]] = answer.to_pyarrow().to_pylist()
    return rows


def digest_of(rows: list[dict[str, Any]]) -> str:
    """Return one hash of rows, their order and their columns."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()


def assert_same(answer: Any, expected: dprkrel.Table) -> None:
    """See that an engine answers as the library does, row by row and by hash."""
    assert (*answer.columns,) == expected.columns
    found, wanted = rows_of(answer), rows_of(expected)
    assert [row.get("id") for row in found] == [row.get("id") for row in wanted]
    assert found == wanted
    assert digest_of(found) == digest_of(wanted)
