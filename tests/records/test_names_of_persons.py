"""Names of persons: the Hangul of each North Korean against the spelling that DPRK publications use, and how many have which script."""

import re
import unicodedata
from typing import Final

import dprkrel
from dprkrel import Actor, ActorKind

INITIALS: Final = [
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "-",
    "j",
    "jj",
    "ch",
    "kh",
    "th",
    "ph",
    "h",
]
VOWELS: Final = [
    "a",
    "ae",
    "ya",
    "yae",
    "o",
    "e",
    "yo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "u",
    "ui",
    "i",
]
FINALS: Final = [
    "-",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
VOICED: Final = {"k": "g", "t": "d", "p": "b"}
FIRST_SYLLABLE: Final = 0xAC00

#: Of how many of the 183 North Koreans a name in a script is known.
LEAST: Final = {"HANGUL": 163, "CJK": 72, "CYRILLIC": 22}

#: What the rule gives where the list has another spelling: the founder kept his own, which is older than the rule, and two of the
#: first ministers and speakers are listed as the press abroad wrote them.
EXCEPTIONS: Final = {"choe-won-taek": "Choe Won Thaek", "ho-dam": "Ho Tam", "kim-il-sung": "Kim Il Song"}


def syllable(character: str, *, inside: bool) -> str:
    """Romanize one syllable as DPRK publications do; plain stops are voiced inside a given name."""
    number = ord(character) - FIRST_SYLLABLE
    initial, vowel, final = INITIALS[number // 588], VOWELS[number % 588 // 28], FINALS[number % 28]
    return (VOICED.get(initial, initial) if inside else initial).strip("-") + vowel + final.strip("-")


def romanized(hangul: str) -> str:
    """Romanize a name: surname, then the given name syllable by syllable."""
    return " ".join(syllable(character, inside=place > 1).capitalize() for place, character in enumerate(hangul))


def bare(text: str) -> str:
    """Return a name without what parts it from another's in parentheses."""
    return re.sub(r" \(.*\)$", "", text)


def has_script(actor: Actor, script: str) -> bool:
    """Tell whether a name of an actor has a letter of a script, by the names of its letters."""
    return any(unicodedata.name(letter, "").startswith(script) for name in actor.names for letter in name.text)


def north_koreans() -> list[Actor]:
    """Return every person of the DPRK."""
    return [each for each in dprkrel.load().actors if each.kind is ActorKind.PERSON and each.state_id == "dprk"]


def test_the_rule_writes_names_as_publications_of_the_dprk_do() -> None:
    """The rule that the next test goes by gives known spellings, and does not give South Korean ones."""
    assert [romanized(text) for text in ("김정은", "최룡해", "박태성", "리혁권", "백남순")] == [
        "Kim Jong Un", "Choe Ryong Hae", "Pak Thae Song", "Ri Hyok Gwon", "Paek Nam Sun",
    ]  # fmt: skip
    assert romanized("이선권") != "Ri Son Gwon"


def test_hangul_and_dprk_spelling_are_of_one_name() -> None:
    """By rule the Hangul of a North Korean gives the listed spelling; no Hangul was guessed or is another's."""
    pairs = [
        (str(person.id), romanized(bare(name.text)), {bare(listed.text) for listed in person.names})
        for person in north_koreans()
        for name in person.names
        if name.language == "ko" and name.scheme == "native" and name.kind == "alias"
    ]

    assert len(pairs) >= 161
    assert [pair for pair in pairs if pair[1] not in {EXCEPTIONS.get(pair[0]), *pair[2]}] == []
    assert not EXCEPTIONS.keys() - {pair[0] for pair in pairs}


def test_most_persons_have_the_scripts_of_the_sources() -> None:
    """As many have Hangul, Han and Cyrillic as were found; the numbers only grow."""
    koreans = north_koreans()
    russians = [
        each
        for each in dprkrel.load().actors
        if each.kind is ActorKind.PERSON and each.state_id in {"russia", "belarus", "soviet-union"}
    ]
    count = {script: sum(has_script(each, script) for each in koreans) for script in LEAST}

    assert {script: least for script, least in LEAST.items() if count[script] < least} == {}, count
    assert [each.id for each in russians if not has_script(each, "CYRILLIC")] == ["roman-kurynin"]
