"""Names of states, against lists that others keep: the Unicode locale data, ISO 3166, the United Nations, Correlates of War."""

from collections.abc import Iterator
from typing import Final

import pycountry
import pytest
from countrycode import countrycode

import dprkrel
from dprkrel import Actor, ActorKind, AmbiguousActorError, UnknownActorError

STATES: Final[list[Actor]] = [
    actor for actor in dprkrel.load().actors if actor.kind is ActorKind.STATE and actor.iso_alpha3
]

#: Lists of countrycode (older Ukrainian spellings among them), and how many of their names find their state. "Congo" alone is nobody's.
LISTS: Final = {
    "cldr.name.en": 197, "cldr.name.id": 195, "cldr.name.ru": 197, "cldr.name.ko": 197, "cldr.name.zh": 197,
    "cldr.name.zh_hant": 197, "cldr.name.ja": 197, "cldr.name.be": 197, "cldr.name.de": 197, "cldr.name.uk": 173,
    "cldr.name.fr": 197, "cldr.name.es": 196, "cow.name": 192, "un.name.en": 192, "un.name.ru": 191, "un.name.zh": 192,
}  # fmt: skip

#: Names of Korea in the languages of the sources, by whose they are; "" for names that are nobody's.
KOREAS: Final = {
    "dprk": [
        "Korea, Democratic People's Republic of", "Korea (the Democratic People's Republic of)", "DPR Korea", "D.P.R. of Korea", "Korea, North",
        "North Korea", "Korea Utara", "조선민주주의인민공화국", "조선", "북조선", "북한", "朝鲜", "朝鮮", "北韓", "北朝鮮", "朝鲜民主主义人民共和国",
        "朝鮮民主主義人民共和国", "КНДР", "Северная Корея", "Корейская Народно-Демократическая Республика", "Паўночная Карэя", "Nordkorea",
        "Demokratische Volksrepublik Korea", "Corea del Norte", "Corée du Nord", "Північна Корея", "Triều Tiên",
        "Пхеньян", "평양", "平壤", "平壌", "Pjöngjang", "Pyongyang",
    ],
    "south-korea": [
        "Korea, Republic of", "Korea (the Republic of)", "Republic of Korea", "Korea, South", "South Korea", "ROK", "Korea Selatan", "대한민국", "한국",
        "남조선", "남한", "韩国", "韓國", "韓国", "大韩民国", "大韓民國", "大韓民国", "南韓", "南朝鮮", "Республика Корея", "Южная Корея", "Паўднёвая Карэя",
        "Südkorea", "Republik Korea", "Corea del Sur", "Corée du Sud", "Південна Корея", "Сеул", "서울", "首尔", "首爾", "ソウル", "Seoul",
    ],
    "": ["Korea", "Корея", "Corea", "Corée", "Карэя", "코리아", "Republic", "People's Republic of Korea"],
}  # fmt: skip


def found(text: str) -> str | None:
    """Return who is found, None for nobody."""
    try:
        return str(dprkrel.find_actor(text).id)
    except (UnknownActorError, AmbiguousActorError):
        return None


def iso_names() -> Iterator[tuple[str, str]]:
    """Yield each name of the standard, the inverted form among them, with its state."""
    for state in STATES:
        country = pycountry.countries.get(alpha_3=state.iso_alpha3)
        assert country is not None
        for kind in ("name", "official_name", "common_name"):
            name = getattr(country, kind, None)
            if name:
                yield name, str(state.id)


@pytest.mark.parametrize(("kept", "least"), LISTS.items())
def test_a_name_in_a_list_finds_its_state_or_nobody(kept: str, least: int) -> None:
    """No name of a list finds another state, and all but the named few find theirs."""
    texts = countrycode([state.iso_alpha3 for state in STATES], origin="iso3c", destination=kept)
    results = [(text, str(state.id), found(text)) for state, text in zip(STATES, texts, strict=True) if text]

    # countrycode files the Papal States, until 1860, under the code of the Holy See
    assert [result for result in results if result[2] not in {None, result[1]}] == []
    assert sum(who == state for _, state, who in results) >= least, [each for each in results if each[2] is None]


def test_every_name_of_the_standard_finds_its_state_or_nobody() -> None:
    """Short, inverted and official names of ISO 3166 find their state; "Congo" is refused, since two states share it."""
    results = [(text, state, found(text)) for text, state in iso_names()]

    assert len(results) > 370
    assert [(text, who) for text, state, who in results if who != state] == [("Congo", None)]


def test_the_two_koreas_are_never_taken_for_each_other() -> None:
    """Each name of Korea finds the right one, and a name of the whole country finds nobody."""
    wrong = [
        (text, who) for state, texts in KOREAS.items() for text in texts if (who := found(text)) != (state or None)
    ]

    assert wrong == []
