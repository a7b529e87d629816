"""The questions of relations and offices, over the small dataset."""

import datetime
from typing import Any

import pytest

from dprkrel import (
    DateTypeError,
    Rank,
    RelationType,
    UnknownActorError,
    UnknownOfficeError,
    When,
)
from tests.small import ids, office, small, small_with, spell


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


@pytest.mark.parametrize(
    ("title", "of", "on", "holder"),
    [
        ("russia-foreign-minister", "Russia", "2024-07-24", "sergei-lavrov"),
        ("Foreign Minister", "Russia", "2024-07-24", "sergei-lavrov"),
        ("foreign minister", "Korut", "2024", "choe-son-hui"),
        ("menlu", "Belarus", datetime.date(2024, 7, 24), "maxim-ryzhenkov"),
        ("MINISTER OF FOREIGN AFFAIRS", small().actor("russia"), When("2010"), "sergei-lavrov"),
        ("presiden", "Rusia", "2012-05-07", "vladimir-putin"),
        ("President", "Russia", "2012-05-06", None),
        ("Menlu", "Belarus", "2024-06-26", None),
        ("Menlu", "Belarus", "2024-06", "maxim-ryzhenkov"),
        ("Menlu", "DPRK", "2022-06-15", None),
        ("Menlu", "DPRK", "2030", None),
    ],
)
def test_office_holder(title: str, of: Any, on: Any, holder: str | None) -> None:
    """The holder is who certainly held the office then, asked for by id, title or alias; unknown stays unknown."""
    found = small().office_holder(title, of=of, on=on)

    assert (found.id if found else None) == holder


def test_two_holders_are_no_holder() -> None:
    """Where several persons hold an office at a time, none is the holder, even while one alone is known."""
    crowd = small_with(
        office("vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER, several=True),
        spell("kim-jong-un", "vice", "dprk", "2010/2012"),
        spell("choe-son-hui", "vice", "dprk", "2011/2014"),
    )
    holders = [crowd.office_holder("vice minister", of="DPRK", on=year) for year in ("2010", "2012", "2014")]

    assert [holder and holder.id for holder in holders] == [None, None, None]


def test_two_offices_of_one_title_have_no_holder() -> None:
    """Where two offices of one title were held on a day, none is the holder; on another day the one who was is."""
    crowd = small_with(
        office("vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER),
        office("first-vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER),
        spell("kim-jong-un", "vice", "dprk", "2010/2012"),
        spell("choe-son-hui", "first-vice", "dprk", "2011/2014"),
    )
    holders = [crowd.office_holder("vice minister", of="DPRK", on=year) for year in ("2010", "2012", "2014")]

    assert [holder and holder.id for holder in holders] == ["kim-jong-un", None, "choe-son-hui"]


@pytest.mark.parametrize(
    ("title", "of", "nearest"),
    [
        ("Foreing Minister", "Russia", "Foreign Minister"),
        ("Presidentt", "Russia", "President"),
        ("President", "Belarus", "Foreign Minister"),
        ("Tsar", "Russia", "Foreign Minister"),
        ("", "Russia", "Foreign Minister"),
        ("dprk-foreign-minister", "Russia", "Foreign Minister"),
        ("Foreign Minister", "South Korea", None),
    ],
)
def test_an_unknown_office_is_told_with_the_nearest(title: str, of: str, nearest: str | None) -> None:
    """A title that no office of this actor bears is an error with the nearest titles, never an unknown holder."""
    with pytest.raises(UnknownOfficeError) as caught:
        small().office_holder(title, of=of, on="2024")

    assert caught.value.kind == "office"
    assert (caught.value.suggestions[0] if caught.value.suggestions else None) == nearest


@pytest.mark.parametrize("of", ["Russia", "Ministry of Foreign Affairs of Russia"])
def test_only_persons_hold_offices(of: str) -> None:
    """The offices of a state are asked for by another question, and the error says by which."""
    with pytest.raises(UnknownActorError, match="office_holder"):
        small().offices_of(of)


def test_a_stretch_with_two_holders_has_no_holder() -> None:
    """Who took office within a month is its holder on the day, and not for the month in which another may have held it."""
    shared = small_with(
        spell("sergei-lavrov", "belarus-foreign-minister", "belarus", "[..2024-06-01]/[2024-06-01..2024-06-27]")
    )

    assert shared.office_holder("Foreign Minister", of="Belarus", on="2024-07-01") == small().actor("maxim-ryzhenkov")
    assert shared.office_holder("Foreign Minister", of="Belarus", on="2024-06") is None


@pytest.mark.parametrize("on", [None, True, 5])
def test_a_holder_is_asked_for_on_a_day(on: Any) -> None:
    """Without a day there is no answer, and no guess at one."""
    with pytest.raises(DateTypeError):
        small().office_holder("Foreign Minister", of="Russia", on=on)
