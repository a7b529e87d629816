"""How names are written in other scripts by rule: Korean ones in Latin letters and Cyrillic, Russian ones in Latin letters.

Each rule gives a pattern of all spellings by the systems in use. A pattern is
matched against words without marks and apostrophes, as names are filed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

_REMEMBERED: Final = 2_000
"""How many patterns of each kind are kept; each is larger than the record of who is called so."""

_FIRST_SYLLABLE: Final = 0xAC00
_LAST_SYLLABLE: Final = 0xD7A3
_VOWELS: Final = 21
_FINALS: Final = 28

_INITIALS_LATIN: Final = (
    "[kg]", "kk|gg?", "n", "[td]", "tt|dd", "[rl]", "m", "[pb]", "pp|bb", "sh?", "ss", "", "ch|j", "tch|jj", "ch", "kh?", "th?", "ph?", "h",
)  # fmt: skip
"""The consonants before a vowel: DPRK, McCune–Reischauer without its marks, Revised."""

_VOWELS_LATIN: Final = (
    "a", "ae", "ya", "yae", "o|eo", "e", "yo|yeo", "ye", "o", "wa", "wae", "oe|oi", "yo", "u", "wo", "we", "wi", "yu", "u|eu", "ui|i", "i",
)  # fmt: skip

_FINALS_LATIN: Final = (
    "", "k|g", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "",
)  # fmt: skip

_INITIALS_CYRILLIC: Final = (
    "[кг]", "кк", "н", "[тд]", "тт", "р", "м", "[пб]", "пп", "с", "сс", "", "ч|дж|чж", "чч", "чх|ч", "кх|к", "тх|т", "пх|п", "х",
)  # fmt: skip
"""The consonants before a vowel by Kontsevich, and without the sign of breath, as Russian papers write them."""

_VOWELS_CYRILLIC: Final = (
    "а", "э|е", "я", "е|ия", "о|э|е", "е|э", "е|ио", "е", "о", "ва", "вэ|ве", "ве|о", "е|ио", "у", "во", "ве", "ви", "ю", "ы", "ы|ыи|и|і", "[иі]",
)  # fmt: skip
"""The vowels by Kontsevich; ё is filed as е, and й as и."""

_FINALS_CYRILLIC: Final = (
    "", "к", "к", "к", "н", "н", "н", "т", "ль?|р", "к", "м", "ль?", "ль?", "ль?", "п", "ль?", "м", "п", "п", "т", "т", "н", "т", "т", "к", "т", "п", "",
)  # fmt: skip

_SURNAMES_LATIN: Final = {
    "김": "kim|gim", "리": "ri|li|lee|yi|rhee|i", "박": "pak|park|bak", "최": "choe|choi", "정": "jong|chong|jung|chung|jeong",
    "조": "jo|cho", "강": "kang|gang", "장": "jang|chang", "림": "rim|lim|im|yim", "로": "ro|no|roh|noh", "류": "ryu|yu|yoo|lyu",
    "량": "ryang|yang|liang", "오": "o|oh", "우": "u|woo|wu", "윤": "yun|yoon", "안": "an|ahn", "신": "sin|shin", "서": "so|seo|suh",
    "백": "paek|baek|paik", "허": "ho|heo|huh|hur", "구": "ku|gu|koo", "고": "ko|go|koh", "전": "jon|chon|jeon|jun", "태": "thae|tae",
    "문": "mun|moon", "현": "hyon|hyeon|hyun", "주": "ju|chu|joo", "손": "son|sohn", "권": "kwon|gwon", "곽": "kwak|gwak",
    "렴": "ryom|yom|yeom|ryeom", "려": "ryo|yo|yeo|ryeo",
}  # fmt: skip
"""Surnames that are written in more ways than the systems give."""

_SURNAMES_CYRILLIC: Final = {"최": "цои|чхве|чве|чое", "리": "ли|ри|и", "로": "но|ро", "림": "лим|рим|им", "류": "лю|рю|ю", "량": "лян|рян|ян"}  # fmt: skip

_SOUTHERN: Final = {"리": "이", "림": "임", "로": "노", "류": "유", "량": "양", "려": "여", "렴": "염", "룡": "용", "련": "연", "렬": "열", "라": "나", "락": "낙", "례": "예", "륙": "육", "령": "영", "률": "율"}  # fmt: skip
"""Syllables that begin with r in the North, and in the South without it where they begin a word."""

_LONGEST: Final = 4
"""How many syllables a Korean name has at most."""


def is_korean_name(text: str) -> bool:
    """Tell whether a text may be the name of a Korean in Hangul: two to four syllables."""
    return 1 < len(text) <= _LONGEST and all(_FIRST_SYLLABLE <= ord(syllable) <= _LAST_SYLLABLE for syllable in text)


def southern(name: str) -> frozenset[str]:
    """Return how the South writes a Northern name.

    Examples:
        >>> sorted(southern("리룡남"))
        ['이룡남', '이용남']
    """
    surname = _SOUTHERN.get(name[0], name[0])
    given = _SOUTHERN.get(name[1], name[1]) if len(name) > _SYLLABLES_OF_SHORT_NAMES else name[1]
    return frozenset((surname + name[1:], surname + given + name[2:])) - {name}


_SYLLABLES_OF_SHORT_NAMES: Final = 2


class _Script(NamedTuple):
    """How the syllables of Korean are written in a script, as patterns by their numbers in Unicode.

    Attributes:
        initials: the consonants before a vowel.
        vowels: the vowels.
        finals: the consonants after a vowel.
        surnames: those that are written in more ways than these give.
        between: what may stand between two syllables of a given name.
    """

    initials: tuple[str, ...]
    vowels: tuple[str, ...]
    finals: tuple[str, ...]
    surnames: Mapping[str, str]
    between: str


_LATIN: Final = _Script(_INITIALS_LATIN, _VOWELS_LATIN, _FINALS_LATIN, _SURNAMES_LATIN, " ?")
_CYRILLIC: Final = _Script(_INITIALS_CYRILLIC, _VOWELS_CYRILLIC, _FINALS_CYRILLIC, _SURNAMES_CYRILLIC, "ъ? ?")


@lru_cache(_REMEMBERED)
def korean_pattern(name: str, *, in_cyrillic: bool) -> re.Pattern[str]:
    """Return the pattern of a Korean name in Latin letters or Cyrillic, its surname in front or behind.

    Examples:
        >>> pattern = korean_pattern("김계관", in_cyrillic=False)
        >>> [bool(pattern.fullmatch(text)) for text in ("kim kye kwan", "gim gye gwan", "kyegwan kim", "kim kye san")]
        [True, True, True, False]
        >>> bool(korean_pattern("최선희", in_cyrillic=True).fullmatch("чхве сон хи"))
        True
    """
    script = _CYRILLIC if in_cyrillic else _LATIN
    surname = surname_pattern(name[0], in_cyrillic=in_cyrillic).pattern
    given = script.between.join(_syllable(syllable, script) for syllable in name[1:])
    return re.compile(f"(?:{surname}) {given}|{given} (?:{surname})")


@lru_cache(_REMEMBERED)
def surname_pattern(surname: str, *, in_cyrillic: bool) -> re.Pattern[str]:
    """Return the pattern of a Korean surname in Latin letters or Cyrillic."""
    script = _CYRILLIC if in_cyrillic else _LATIN
    return re.compile(script.surnames.get(surname) or _syllable(surname, script))


def _syllable(syllable: str, script: _Script) -> str:
    code = ord(syllable) - _FIRST_SYLLABLE
    initial, vowel, final = code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS
    return f"(?:{script.initials[initial]})(?:{script.vowels[vowel]})(?:{script.finals[final]})"


_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v|w|ff?", "г": "g|gu|h", "д": "d", "е": "e|ye|je|ie|io|yo|jo|o", "ж": "zh|j|z|sch|sh", "з": "z|s", "и": "i|y|ii|iy|ij",
    "к": "k|c|ck", "л": "l|ll", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s|ss|sz", "т": "t|tt", "у": "u|ou|oe",
    "ф": "f|ph", "х": "kh|h|ch|x", "ц": "ts|tz|c|z", "ч": "ch|tsch|tch|cz|ci?|cs|tsj|t[jx]", "ш": "sh|sch|ch|sz|s", "щ": "shch|schtsch|chtch|sc|sch|s",
    "ъ": "", "ы": "y|i", "ь": "|y|i|j", "э": "e", "ю": "yu|iu|ju|you|iou|u", "я": "ya|ia|ja|a", "і": "i|y", "ґ": "g",
}  # fmt: skip
"""The letters of Russian, Belarusian and Ukrainian by the systems of English, scientific, German, French, Dutch and other papers."""


@lru_cache(_REMEMBERED)
def cyrillic_in_latin(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a name in Cyrillic, in Latin letters and in the same order.

    Examples:
        >>> pattern = cyrillic_in_latin(("сергеи", "лавров"))  # as it is filed
        >>> [bool(pattern.fullmatch(text)) for text in ("sergej lawrow", "sergey lavrov", "serge lavrov")]
        [True, True, False]
    """
    return re.compile(" ".join(map(_word_in_latin, words)))


def _word_in_latin(word: str) -> str:
    stem, ending = next(((word[: -len(end)], end) for end in _ENDINGS if word.endswith(end)), (word, ""))
    return "".join(f"(?:{_LETTERS.get(letter, letter)})" for letter in stem) + _ENDINGS.get(ending, "")


_ENDINGS: Final = {
    "ии": "(?:y|i|iy|ij|ii|yi|iï|ey|yj)",
    "еи": "(?:ei|ey|ej|eï|ay|eij)",
    "аи": "(?:ai|ay|aj|ail)",
    "ин": "(?:in|ine|yn)",
}
"""Endings that are written in ways of their own; й is filed as и."""


def first_sounds(word: str) -> frozenset[str]:
    """Return the Latin letters with which a word in Cyrillic may begin."""
    return frozenset(spelling[0] for spelling in _LETTERS.get(word[0], "").split("|") if spelling)
