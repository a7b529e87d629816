"""The vocabularies: words that are text to everyone, and what each member knows of itself."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from dprkrel import LinkType, RelationType, Role, Stance, Status
from dprkrel.records.changes import ChangeKind
from dprkrel.records.words import Word

VOCABULARIES = sorted(Word.__subclasses__(), key=lambda vocabulary: vocabulary.__name__)

#: Every group with the words of its members, written out once more: what is coded here and there must be meant.
GROUPS: list[tuple[type[Word], str, str]] = [
    (Role, "travels", "visitor delegate"),
    (Role, "receives", "host greeter"),
    (Role, "in_visits", "visitor delegate host greeter participant"),
    (Role, "is_present", "visitor delegate host participant signatory"),
    (Role, "acts", "visitor delegate host participant signatory speaker"),
    (Role, "is_side", """visitor delegate host participant signatory party speaker addressee invitee appointer appointee
     predecessor sending_state receiving_state voter supplier recipient force target"""),
    (Stance, "affirms", "asserts confirms alleges announces expects"),
    (Stance, "tells_of_past", "asserts confirms alleges misstates"),
    (Stance, "counts_for_status", "asserts confirms alleges denies announces expects cancels"),
    (Status, "stands", "occurred planned expected"),
    (RelationType, "directed", """mission representation office_held membership affiliation kinship sponsorship
     sanctions occupation"""),
    (ChangeKind, "removes", "merged withdrawn"),
]  # fmt: skip

BORNE_OUT_BY = {
    "occurred": {"asserts", "confirms"},
    "alleged": {"asserts", "alleges"},
    "planned": {"announces"},
    "expected": {"expects"},
    "cancelled": {"cancels"},
    "not_occurred": {"denies"},
}

BEGINS = {
    "before_its_start": {"prepares"},
    "after_its_start": {"answers", "implements"},
    "after_its_end": {"reciprocates", "follows", "first_since", "replaces"},
    None: {"about", "step_of", "leg_of"},
}


@pytest.mark.parametrize(("vocabulary", "group", "words"), GROUPS, ids=lambda given: getattr(given, "__name__", given))
def test_groups_have_the_members_that_are_meant(vocabulary: type[Word], group: str, words: str) -> None:
    """A group is a property that is true of its members, and false of all others."""
    assert {member.value: getattr(member, group) for member in vocabulary} == {
        member.value: member in words.split() for member in vocabulary
    }


def test_a_status_is_borne_out_by_the_stances_that_are_meant() -> None:
    """Each status knows which stances bear it out."""
    assert {status.value: status.borne_out_by for status in Status} == BORNE_OUT_BY


def test_a_link_knows_what_it_says_of_order() -> None:
    """Each type of link says when its event began, or nothing, and has words for what it says."""
    assert {begins: {link for link in LinkType if link.begins == begins} for begins in BEGINS} == BEGINS
    assert len({link.phrase for link in LinkType}) == len(LinkType)


def test_every_group_is_written_out_above() -> None:
    """No member's data are left without a check here."""
    checked = {(vocabulary, group) for vocabulary, group, _ in GROUPS}
    checked |= {(Status, "borne_out_by"), (LinkType, "begins"), (LinkType, "phrase")}
    held = {(vocabulary, name) for vocabulary in VOCABULARIES
            for name, value in vars(vocabulary).items() if isinstance(value, property)}  # fmt: skip
    assert held == checked


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_member_without_data_cannot_be_written(vocabulary: type[Word]) -> None:
    """A new member says all that its vocabulary asks, or the vocabulary does not load."""
    with pytest.raises((ValueError, RuntimeError)):  # Python 3.11 wraps it
        Word("Short", {"MEMBER": "member"})
    data = type(next(iter(vocabulary))._data)
    with pytest.raises(TypeError):
        data()
    with pytest.raises(TypeError):
        data(**dict(list(next(iter(vocabulary))._data._asdict().items())[1:]))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda word: pickle.loads(pickle.dumps(word))],
                         ids=["copy", "deepcopy", "pickle"])  # fmt: skip
def test_words_with_data_are_words(again: Callable[[Any], Any]) -> None:
    """A member equals, hashes, prints and travels as its word, and is found by it."""
    for member in (member for vocabulary in VOCABULARIES for member in vocabulary):
        assert member == member.value == str(member) == f"{member}"
        assert hash(member) == hash(member.value)
        assert type(member)(member.value) is member
        assert again(member) is member
