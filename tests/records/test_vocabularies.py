"""The vocabularies: words that are text to everyone, and what each member knows of itself."""

import copy
import csv
import io
import json
import operator
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import (
    ChangeKind,
    Confidence,
    DerivationRule,
    EventType,
    LinkType,
    OfficeFunction,
    Rank,
    RelationType,
    Role,
    Stance,
    Status,
)
from dprkrel.curation.stays import Journey
from dprkrel.curation.units import Unit
from dprkrel.records.event_types import EXCHANGES
from dprkrel.records.events import EVENT_CLASSES
from dprkrel.records.words import OrderedWord, Word

ORDERED = sorted(OrderedWord.__subclasses__(), key=lambda vocabulary: vocabulary.__name__)
VOCABULARIES = sorted({*Word.__subclasses__(), *ORDERED} - {OrderedWord}, key=lambda vocabulary: vocabulary.__name__)

#: The orders, the lowest first.
ORDERS: dict[type[OrderedWord], list[tuple[str, int]]] = {
    Rank: [("unknown", 0), ("other", 1), ("ambassador", 3), ("vice_minister", 4), ("minister", 5),
           ("head_of_government", 6), ("head_of_state", 7)],
    Confidence: [("low", 1), ("medium", 2), ("high", 3)],
}  # fmt: skip

COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge]

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
    (Stance, "dates", "asserts confirms alleges denies declines_to_confirm announces expects cancels implies"),
    (Stance, "takes_a_stand",
     "asserts confirms alleges denies declines_to_confirm announces expects cancels misstates"),
    (Status, "stands", "occurred planned expected"),
    (RelationType, "directed", """mission dormant_mission representation office_held membership affiliation kinship sponsorship
     sanctions occupation"""),
    (ChangeKind, "removes", "merged withdrawn"),
    (DerivationRule, "needs_value", "weekday_on_or_before weekday_on_or_after last_named_month late_last_named_month"),
    (DerivationRule, "gives_day", "same_day previous_day weekday_on_or_before weekday_on_or_after"),
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


#: What PLOVER makes of the codes of CAMEO that are used here: its conversion table of 17 September 2021, without modes and contexts.
#: It converts neither statements (01) nor appeals (02).
PLOVER_OF = {
    "030": "AGREE", "036": "AGREE", "040": "CONSULT", "041": "CONSULT", "042": "CONSULT",
    "043": "CONSULT", "046": "CONSULT", "050": "SUPPORT", "051": "SUPPORT", "054": "SUPPORT", "057": "SUPPORT",
    "061": "COOPERATE", "070": "AID", "071": "AID", "072": "AID", "111": "ACCUSE", "112": "ACCUSE",
    "120": "REJECT", "129": "REJECT", "150": "MOBILIZE", "160": "SANCTION", "161": "SANCTION",
    "190": "ASSAULT",
}  # fmt: skip

#: The modes that PLOVER has for the types used here.
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
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


def test_a_rule_of_derivation_takes_the_values_that_are_meant() -> None:
    """Each rule knows what its value may be."""
    assert {rule.value: rule.forms for rule in DerivationRule if rule.forms} == {
        "weekday_on_or_before": ("weekday",), "weekday_on_or_after": ("weekday",), "same_month": ("DD",),
        "last_named_month": ("MM", "MM/MM"), "late_last_named_month": ("MM",),
        "same_year": ("MM", "MM-DD"), "previous_year": ("MM", "MM-DD"),
    }  # fmt: skip


def test_every_group_is_written_out_above() -> None:
    """No member's data are left without a check here."""
    checked = {(vocabulary, group) for vocabulary, group, _ in GROUPS}
    checked |= {
        (OrderedWord, "number"),
        (Status, "borne_out_by"),
        (EventType, "plover"),
        (EventType, "cameo"),
        (LinkType, "begins"),
        (DerivationRule, "forms"),
        (LinkType, "phrase"),
        (OfficeFunction, "titles"),
        (OfficeFunction, "shared_titles"),
        (Journey, "phrase"),
        (Journey, "longest"),
        (Unit, "ordinal"),
    }
    held = {(vocabulary, name) for vocabulary in (*VOCABULARIES, OrderedWord)
            for name, value in vars(vocabulary).items() if isinstance(value, property)}  # fmt: skip
    assert held == checked


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_member_without_data_cannot_be_written(vocabulary: type[Word]) -> None:
    """A new member says all that its vocabulary asks, or the vocabulary does not load."""
    with pytest.raises((ValueError, RuntimeError)):  # Python 3.11 wraps it
        Word("Short", {"MEMBER": "member"})
    data: Any = type(next(iter(vocabulary))._data)
    if data in (int, bool):  # the place in an order, or a single statement
        return
    if data._field_defaults:  # a list of what is true, where most is not
        assert data._field_defaults == dict.fromkeys(data._fields, False)
        return
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
        assert json.dumps({member: member}) == f'{{"{member.value}": "{member.value}"}}'
        assert again(member) is member


def test_orders_are_those_that_are_meant() -> None:
    """Ranks and confidences are ordered by their numbers, which are public."""
    assert {vocabulary: [(word.value, word.number) for word in sorted(vocabulary)] for vocabulary in ORDERED} == ORDERS
    assert max(Rank) is Rank.HEAD_OF_STATE
    assert min(Confidence) is Confidence.LOW


@pytest.mark.parametrize("vocabulary", ORDERED, ids=lambda vocabulary: vocabulary.__name__)
@given(data=st.data())
def test_ordered_words_compare_by_number(vocabulary: type[OrderedWord], data: st.DataObject) -> None:
    """The order is total, it is that of the numbers, and sorting by it puts words as their numbers would be put."""
    words = data.draw(st.lists(st.sampled_from(list(vocabulary)), min_size=2))
    first, second = words[:2]
    for compare in COMPARISONS:
        assert compare(first, second) is compare(first.number, second.number)
    assert sorted(words) == sorted(words, key=lambda word: word.number)
    assert sorted((word, place) for place, word in enumerate(words)) == sorted(
        ((word, place) for place, word in enumerate(words)), key=lambda pair: (pair[0].number, pair[1])
    )
    assert max(words).number == max(word.number for word in words)
    assert min(words).number == min(word.number for word in words)


@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda compare: compare.__name__)
@pytest.mark.parametrize("other", ["other", "minister", 5, None, Confidence.LOW], ids=repr)
def test_ordered_words_compare_with_nothing_else(compare: Callable[[Any, Any], bool], other: object) -> None:
    """Neither text nor a number nor another vocabulary has a place in the order, on either side."""
    with pytest.raises(TypeError):
        compare(Rank.MINISTER, other)
    with pytest.raises(TypeError):
        compare(other, Rank.MINISTER)


def test_comparing_with_text_says_what_fits() -> None:
    """The error names the vocabulary and what was given."""
    with pytest.raises(TypeError, match=r"^Rank minister compares with a Rank, got str 'other'$"):
        sorted([Rank.MINISTER, "other"])


def test_ordered_words_travel_as_words() -> None:
    """They print as words, and come back from text, CSV and JSON."""
    assert f"{Rank.MINISTER}" == str(Rank.MINISTER) == "minister"
    assert f"{Rank.MINISTER:>10}" == "  minister"
    assert f"{Confidence.HIGH}" == "high"
    for vocabulary in ORDERED:
        written = io.StringIO()
        csv.writer(written).writerow(vocabulary)
        (row,) = csv.reader([written.getvalue()])
        assert row == [word.value for word in vocabulary]
        assert [vocabulary(text) for text in row] == json.loads(json.dumps(list(vocabulary))) == list(vocabulary)
        assert {str(word): word for word in vocabulary} == {word: word for word in vocabulary}


def test_codes_have_the_form_of_their_codebooks() -> None:
    """A code of PLOVER is a type, with a mode or without; one of CAMEO has three digits or four. None stands twice."""
    plover, cameo = re.compile(r"[A-Z]+(/[a-z]+(-[a-z]+)?)?"), re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{1,2}")
    for event_type in EventType:
        for codes, form in ((event_type.plover, plover), (event_type.cameo, cameo)):
            assert type(codes) is tuple, event_type
            assert [code for code in codes if not form.fullmatch(code)] == [], event_type
            assert len(set(codes)) == len(codes), event_type


def test_codes_of_both_codebooks_agree() -> None:
    """What PLOVER makes of a type's codes of CAMEO are its types of PLOVER, a mode apart; each mode is one of its type."""
    for event_type in EventType:
        converted = {PLOVER_OF[code] for code in event_type.cameo if code[:2] not in {"01", "02"}}
        if event_type != "appeal":  # which PLOVER's manual takes for a REQUEST
            assert {code.partition("/")[0] for code in event_type.plover} == converted, event_type
        for code in event_type.plover:
            named, _, mode = code.partition("/")
            assert not mode or mode in MODES.get(named, ()), event_type


def test_codes_are_data_alone() -> None:
    """What PLOVER and CAMEO have no word for is known, and so are the types of event that may be several things there."""
    assert {event_type for event_type in EventType if not event_type.cameo} == {
        "appointment", "office_vacated", "gift", "satellite_observation",
    }  # fmt: skip
    assert {event_type for event_type in EventType if not event_type.plover} == {
        "speech", "message", "article", "remark", "denial", "assessment", "policy_change",
        "appointment", "office_vacated", "gift", "satellite_observation",
    }  # fmt: skip
    assert {event_type.value: event_type.plover for event_type in EventType if len(event_type.plover) > 1} == {
        "vote": ("SUPPORT", "REJECT")
    }
    assert EventType.VISIT.cameo == ("042", "043")  # the visitor's and the host's


def test_each_type_of_event_belongs_to_one_class() -> None:
    """The classes of event share the types out among them."""
    assert sorted(event_type for event_class in EVENT_CLASSES for event_type in event_class.EVENT_TYPES) == sorted(
        EventType
    )


def test_exchanges_are_visits_and_meetings() -> None:
    """What a question is taken to ask for first, and what a counting rule counts."""
    assert {
        "visit", "state_visit", "official_visit", "site_visit", "meeting", "summit", "talks", "banquet", "welcome",
        "farewell", "briefing", "conference", "commission_session", "ceremony", "telephone_call",
    } == EXCHANGES  # fmt: skip


def test_a_word_cannot_be_changed() -> None:
    """A word of a vocabulary takes no attribute, since all who use it share it."""
    with pytest.raises(AttributeError, match="official_visit cannot change"):
        EventType.OFFICIAL_VISIT.label = "x"
