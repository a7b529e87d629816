"""Words that stand around names without naming an office or a state, in the languages of the data, as they are filed."""

from __future__ import annotations

from typing import Final

#: What may stand before any name.
ARTICLES: Final = frozenset(("the", "of"))

#: What joins titles and states to each other and to the name of a person.
JOINING: Final = frozenset(
    (
        "the", "of", "dari", "de", "der", "die", "das", "von",
        "의", "的", "の",
    )
)  # fmt: skip

#: What is said before or after the name of a person out of politeness.
POLITE: Final = frozenset(
    (
        "mr", "dr", "sir", "comrade", "comrades", "respected", "dear", "esteemed", "excellency", "hisexcellency", "herexcellency",
        "tuan", "bapak", "kamerad", "kawan", "saudara",
        "господин", "господина", "господину", "господином", "гн",
        "товарищ", "товарища", "товарищу", "товарищем", "тов", "спадар", "спадара", "таварыш",
        "herr", "herrn", "genosse", "genossin",
        "씨", "님", "동지", "동지께서", "각하", "선생",
        "同志", "先生", "阁下", "閣下", "氏", "さん", "様",
    )
)  # fmt: skip

#: The same to a woman: before a surname alone it may be the wife or daughter.
POLITE_TO_WOMEN: Final = frozenset(
    (
        "mrs", "ms", "madam", "nyonya", "ibu", "bu", "госпожа", "госпожи", "госпоже", "госпожу", "гжа", "спадарыня", "frau", "여사", "女士",
    )
)  # fmt: skip

#: What is said out of politeness in Indonesian, and is a surname in Korea.
POLITE_BUT_NOT_KOREAN: Final = frozenset(("pak",))

#: Ranks of armed forces: they do not say which office somebody holds, and many bear a surname.
MILITARY: Final = frozenset(
    (
        "general", "marshal", "vicemarshal", "admiral", "colonel", "colonelgeneral", "lieutenantgeneral", "majorgeneral", "armygeneral",
        "jenderal", "marsekal", "laksamana", "kolonel",
        "генерал", "генерала", "маршал", "маршала", "адмирал", "полковник", "адмірал",
        "장군", "원수", "차수", "대장", "상장", "중장", "소장", "将军", "將軍", "元帅", "元帥", "大将", "上将",
    )
)  # fmt: skip

#: What says that somebody no longer holds the office.
FORMER: Final = frozenset(
    (
        "former", "ex", "formerly", "late", "then", "mantan", "eks", "almarhum", "ehemaliger", "ehemalige",
        "бывший", "бывшего", "бывшая", "экс", "тогдашний", "былы",
        "전", "전임", "前", "元", "前任", "原",
    )
)  # fmt: skip

#: What says that somebody holds it.
PRESENT: Final = frozenset(
    (
        "current", "incumbent", "acting", "now", "new",
        "нынешний", "действующий", "новый", "цяперашні",
        "현", "现", "現", "现任", "現任",
    )
)  # fmt: skip

NEEDING_FULL_NAME: Final = POLITE_TO_WOMEN | MILITARY
"""Those that do not go with a surname alone."""

WORDS: Final = JOINING | POLITE | POLITE_TO_WOMEN | POLITE_BUT_NOT_KOREAN | MILITARY | FORMER | PRESENT
"""All of them."""

SURNAME_FIRST: Final = frozenset(("dprk", "south-korea", "china"))
"""The states in which the surname comes first, and both names are written as one word."""
