"""The questions of relations, and of the offices of a person, over the small dataset."""

import datetime
from typing import Any

import pytest

import dprkrel
from dprkrel import RelationType, UnknownActorError
from tests.small import ids, small


@pytest.mark.parametrize(
    ("actor", "asked", "answer"),
    [
        ("Belarus", {}, ["belarus-dprk", "belarus-mission", "maxim-ryzhenkov-belarus-foreign-minister"]),
        ("Belarus", {"other": "Korea Utara"}, ["belarus-dprk", "belarus-mission"]),
        ("DPRK", {"other": "Belarus"}, ["belarus-dprk", "belarus-mission"]),
        ("DPRK", {"other": "DPRK"}, []),
        ("Belarus", {"types": "mission"}, ["belarus-mission"]),
        ("Belarus", {"types": [RelationType.MISSION, "office_held"], "on": "2020"}, ["belarus-mission"]),
        ("Belarus", {"on": "1991-12-31"}, []),
        ("Belarus", {"on": "1992-01-01"}, ["belarus-dprk"]),
        ("Belarus", {"on": "1992-01-01", "match": "certain"}, []),
        ("Belarus", {"on": "1992", "match": "certain"}, ["belarus-dprk"]),
        ("Belarus", {"on": "2030", "types": "mission"}, ["belarus-mission"]),
        ("Belarus", {"on": "2030", "types": "mission", "match": "certain"}, []),
        ("Kim Jong Un", {}, ["kims"]),
        ("Kim Jong Un", {"on": datetime.date(2011, 12, 18)}, []),
        ("Kim Jong Un", {"status": "alleged"}, []),
        ("Russia", {"types": "office_held"},
         ["sergei-lavrov-russia-foreign-minister", "vladimir-putin-russia-president"]),
        ("South Korea", {}, []),
    ],
    ids=str,
)  # fmt: skip
def test_relations_of(actor: str, asked: dict[str, Any], answer: list[str]) -> None:
    """Ties are found from either side, by type, other side and day."""
    assert ids(small().relations_of(actor, **asked)) == answer


@pytest.mark.parametrize(
    ("person", "asked", "answer"),
    [
        ("Lavrov", {}, ["sergei-lavrov-russia-foreign-minister"]),
        ("Lavrov", {"on": "2004-03-08"}, []),
        ("Ryzhenkov", {"on": "2024-06"}, ["maxim-ryzhenkov-belarus-foreign-minister"]),
        ("Lavrov", {"on": "2030"}, ["sergei-lavrov-russia-foreign-minister"]),
        ("Lavrov", {"on": "2030", "match": "certain"}, []),
        ("Kim Jong Il", {}, []),
    ],
)
def test_offices_of(person: str, asked: dict[str, Any], answer: list[str]) -> None:
    """Offices are those that the person held, not those that are the person's to give."""
    assert ids(small().offices_of(person, **asked)) == answer


@pytest.mark.parametrize("of", ["Russia", "Ministry of Foreign Affairs of Russia"])
def test_only_persons_hold_offices(of: str) -> None:
    """The offices of a state are asked for by another question, and the error says by which."""
    with pytest.raises(UnknownActorError, match="office_holder"):
        small().offices_of(of)


def test_what_is_no_post_is_not_at_work() -> None:
    """Of relations that are no missions nobody asks whether they are at work; the error names what may be asked."""
    with pytest.raises(dprkrel.VocabularyError, match=r"diplomatic_relations.*mission"):
        dprkrel.missions_at_work(on="2024", types=["diplomatic_relations"])
