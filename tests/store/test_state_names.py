"""Names of states in other forms: inverted, abbreviated, declined, of their people, twice, and what was not meant."""

from typing import Final

import pytest

import dprkrel
from dprkrel import Actor, ActorKind, AmbiguousActorError, Dataset, Name, NameKind, UnknownActorError
from dprkrel.records.fields import ActorId


def state(
    actor_id: str, *names: str, adjective: str = "", kind: ActorKind = ActorKind.STATE, of: str | None = None
) -> Actor:
    """Build a state or body; the first name is the primary one."""
    spelled = [
        Name(text=text, language="en", kind=NameKind.ALIAS if number else NameKind.PRIMARY)
        for number, text in enumerate(names)
    ]
    spelled += [Name(text=adjective, language="en", kind=NameKind.DEMONYM)] if adjective else []
    return Actor(id=ActorId(actor_id), kind=kind, names=spelled, state_id=of)


DATA: Final = Dataset(
    actors=[
        state("dprk", "North Korea", "DPRK", "Democratic People's Republic of Korea", "КНДР", "Северная Корея", adjective="North Korean"),
        state("south-korea", "South Korea", "Republic of Korea", adjective="South Korean"),
        state("russia", "Russia", "Россия", "Russian Federation", adjective="Russian"),
        state("congo", "Congo", "Republic of the Congo"), state("dr-congo", "Democratic Republic of the Congo"),
        state("iran", "Iran", "Islamic Republic of Iran"), state("saint-kitts", "Saint Kitts"),
        state("united-states", "United States", "America"),
        state("fiji", "Fiji"), state("fiji-government", "Government of Fiji", kind=ActorKind.ORGANIZATION, of="fiji"),
        state("navy", "Navy of North Korea", kind=ActorKind.ORGANIZATION, of="dprk"),
    ]
)  # fmt: skip

FOUND: Final = {
    "dprk": ["Korea, North", "Korea (North)", "N. Korea", "N Korea", "Korea, N.", "Korea, Democratic People's Republic of", "North Koreans",
             "Korea (the Democratic People’s Republic of)", "Dem. People's Rep. of Korea", "North Korea (DPRK)", "Северной Кореи", "Северную Корею"],
    "south-korea": ["Korea, South", "S. Korea", "Korea, Republic of", "Korea (the Republic of)", "Rep. of Korea", "KOREA, REP. OF", "South Koreans"],
    "congo": ["Congo, Republic of the", "Congo (the Republic of the)", "Congo, Rep."],
    "dr-congo": ["Congo, Dem. Rep.", "Congo (the Democratic Republic of the)", "Dem. Rep. of the Congo"],
    "iran": ["Iran, Islamic Republic of", "Iran (Islamic Republic of)"],
    "russia": ["России", "Россией", "Russians", "Russia (Россия)"],
    "saint-kitts": ["St. Kitts", "St Kitts"],
}  # fmt: skip

REFUSED: Final = [
    "Korea", "Korea, Central", "Koreas", "People's Republic of Korea", "Democratic Korea", "North Korea (Russia)", "Americas", "Irans", "S. Kitts",
    "North", "N", "Republic of", "Korea, of", "Navy", "North Korea, South Korea", "Korea ()", "DPRK government", "()", "Congo (Russia",
]  # fmt: skip


def _found(text: str) -> str:
    try:
        return str(DATA.find_actor(text).id)
    except (UnknownActorError, AmbiguousActorError) as error:
        return type(error).__name__


def test_a_state_is_found_in_every_form_of_its_name() -> None:
    """What lists invert or abbreviate, Russian declines and English makes plural is the state all the same."""
    lost = [(text, got) for actor, texts in FOUND.items() for text in texts if (got := _found(text)) != actor]

    assert lost == []


def test_other_words_are_no_form_of_a_name() -> None:
    """Parts of names, plurals of names that are no adjectives, and two states at once are refused."""
    wrong = [(text, got) for text in REFUSED if not (got := _found(text)).endswith("Error")]

    assert wrong == []


SUGGESTED: Final = [
    ("DPRK government", ("dprk",)),
    ("Government of DPRK", ("dprk",)),
    ("the Fiji Government", ("fiji",)),
    ("Friend of Russia and Iran", ("iran", "russia")),
    ("Severance hospital, Seoul, Republic of Korea", ("south-korea",)),
    ("Navy of the DPRK", ("dprk",)),
    ("Russie", ("russia",)),
    ("Atlantis", ()),
]


@pytest.mark.parametrize(("text", "ids"), SUGGESTED)
def test_who_stands_in_the_text_is_suggested(text: str, ids: tuple[str, ...]) -> None:
    """First come those whose listed name stands in the text; nobody of another state than the one that was named."""
    given: tuple[str, ...] = ()
    try:
        pytest.fail(DATA.find_actor(text).id)
    except UnknownActorError as error:
        given = error.suggestions
    except AmbiguousActorError as error:
        given = error.candidates

    assert set(given[: len(ids)]) == set(ids)
    assert not ({"fiji-government"} & set(given) and "Fiji" not in text)


def test_who_held_the_office_is_suggested() -> None:
    """A title before part of a name leaves those who held the office, as far as there are any."""
    with pytest.raises(AmbiguousActorError) as several:
        dprkrel.find_actor("Foreign Minister Ri")

    assert {"ri-su-yong", "ri-son-gwon", "ri-yong-ho"} <= set(several.value.candidates)
    assert "ri-yong-gil" not in several.value.candidates
