"""The count of spellings from outside tells right, helped, lost and wrong apart."""

import dprkrel
from tests.names_from_outside import counted, outcome
from tests.small import small

CASES = {
    ("Choe Son-hui", "choe-son-hui"): "right",
    ("Choe Son-hui", "kim-jong-un|choe-son-hui"): "right",
    ("Lavrov", "kim-jong-un"): "wrong",
    ("Lavrov", "unknown"): "wrong",
    ("Lavrof", "sergei-lavrov"): "helped",
    ("Lavrof", "unknown"): "right",
    ("Lavrof", "ambiguous"): "lost",
    ("Kim", "kim-jong-un"): "helped",
    ("Kim", "ambiguous"): "right",
    ("Kim", "unknown"): "right",
    ("Kim", "sergei-lavrov"): "lost",
    ("Atlantis", "russia"): "lost",
}
"""A text and whom it should mean, and what comes of it in the small dataset."""


def test_each_outcome_is_told_apart() -> None:
    """A refusal helps if it names who is meant, and an answer is wrong if another is meant or nobody."""
    told = {case: outcome(small(), {"text": case[0], "expect": case[1]}) for case in CASES}

    assert told == CASES


def test_outcomes_are_counted_by_kind() -> None:
    """Each kind has its own counts."""
    cases = [{"kind": expect, "text": text, "expect": expect} for text, expect in CASES]

    assert counted(small(), cases)["ambiguous"] == {"lost": 1, "right": 1}
    assert sum(sum(found.values()) for found in counted(dprkrel.load(), cases).values()) == len(CASES)
