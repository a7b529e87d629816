"""Two states of a record, compared field by field."""

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel.curation.edits import edits

Plain = dict[str, Any]

CASES: Final[list[tuple[str, Plain, Plain, list[tuple[str, str | None, str | None]]]]] = [
    ("nothing", {"when": "2024"}, {"when": "2024"}, []),
    ("text", {"when": "2024"}, {"when": "2024-07"}, [("when", "2024", "2024-07")]),
    ("a field that is new", {}, {"place_id": "minsk"}, [("place_id", None, "minsk")]),
    ("a field that is gone", {"place_id": "minsk"}, {}, [("place_id", "minsk", None)]),
    ("a number", {"cow_code": 1}, {"cow_code": 2}, [("cow_code", "1", "2")]),
    ("a truth", {}, {"several": True}, [("several", None, "true")]),
    ("a part", {"derivation": {"rule": "a", "anchor": "b"}}, {"derivation": {"rule": "c", "anchor": "b"}},
     [("derivation.rule", "a", "c")]),
    ("a list of text", {"aliases": ["a", "b"]}, {"aliases": ["b", "c"]},
     [("aliases[a]", "a", None), ("aliases[c]", None, "c")]),
    ("a part of a list", {"reports": [{"source_id": "s", "when": "2024"}]}, {"reports": [{"source_id": "s"}]},
     [("reports[s].when", "2024", None)]),
    ("a new part", {}, {"reports": [{"source_id": "s"}]}, [("reports[s]", None, '{"source_id":"s"}')]),
    ("two parts with one name", {"reports": [{"source_id": "s", "note": "a"}, {"source_id": "s", "note": "b"}]},
     {"reports": [{"source_id": "s", "note": "a"}, {"source_id": "s", "note": "c"}]},
     [("reports[s, 2].note", "b", "c")]),
    ("another order", {"aliases": ["a", "b"]}, {"aliases": ["b", "a"]}, [("aliases", '["a","b"]', '["b","a"]')]),
    ("no text", {"names": [{"text": "A"}]}, {"names": 5}, [("names", '[{"text":"A"}]', "5")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_edits_are_what_differs(old: Plain, new: Plain, expected: list[tuple[str, str | None, str | None]]) -> None:
    """Each value that is new, gone or another is one edit, where it lies, and back again the same the other way round."""
    assert [(edit.field, edit.old, edit.new) for edit in edits("record", old, new)] == expected
    back = {(edit.field, edit.new, edit.old) for edit in edits("record", new, old)}
    assert back == set(expected)


def plain() -> st.SearchStrategy[Plain]:
    """Draw records in plain form, with parts and lists of parts."""
    words = st.sampled_from("abc")
    part = st.dictionaries(st.sampled_from(["source_id", "when", "note"]), words, max_size=3)
    values = words | st.booleans() | st.lists(words, max_size=3) | part.filter(bool) | st.lists(part, max_size=3)
    return st.dictionaries(st.sampled_from(["when", "names", "reports"]), values, max_size=3)


@given(old=plain(), new=plain())
def test_no_difference_is_left_out(old: Plain, new: Plain) -> None:
    """There are edits exactly where two states differ, each of another value than before, in text."""
    found = edits("record", old, new)

    assert bool(found) == (_without_empty(old) != _without_empty(new))
    assert all(edit.old != edit.new for edit in found)
    assert len({edit.field for edit in found}) == len(found)
    json.dumps([edit.to_dict() for edit in found])


def _without_empty(record: Plain) -> Plain:
    """Return a record without empty lists, which plain records do not have."""
    return {name: value for name, value in record.items() if value not in ([], {})}
