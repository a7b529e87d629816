"""The names of actors."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import From, SourceId
from dprkrel.records.plain import Plain


class NameKind(Vocabulary):
    """The kinds of name that an actor has."""

    #: The one name under which dprkrel lists the actor.
    PRIMARY = "primary"
    #: Another correct name or spelling.
    ALIAS = "alias"
    #: A name by which another language knows it.
    EXONYM = "exonym"
    #: A shortened form that stands for this actor alone in this dataset.
    SHORT = "short"
    #: The adjective that goes with the name ("Russian").
    DEMONYM = "demonym"
    #: A capital or seat used for the actor ("Pyongyang").
    METONYM = "metonym"
    #: A former name.
    FORMER = "former"
    #: A wrong spelling that a source prints, kept so that it can be found.
    MISSPELLING = "misspelling"


NameKindWord: TypeAlias = Literal["primary", "alias", "exonym", "short", "demonym", "metonym", "former", "misspelling"]
"""The words of `NameKind`, for type checkers."""


class NameScheme(Vocabulary):
    """The rules by which names are spelled."""

    #: The form that DPRK publications use in English.
    DPRK_OFFICIAL = "dprk_official"
    #: McCune–Reischauer romanization.
    MCCUNE_REISCHAUER = "mccune_reischauer"
    #: Revised Romanization of Korean.
    REVISED = "revised"
    #: A Korean name read through its characters in Mandarin.
    PINYIN_READING = "pinyin_reading"
    #: The habit of the Indonesian press.
    INDONESIAN_PRESS = "indonesian_press"
    #: The habit of the English-language press.
    ENGLISH_PRESS = "english_press"
    #: The name in the script of its own language.
    NATIVE = "native"
    #: The form in the register of the state or body concerned.
    OFFICIAL = "official"
    #: No rule is known.
    UNSPECIFIED = "unspecified"


NameSchemeWord: TypeAlias = Literal[
    "dprk_official",
    "mccune_reischauer",
    "revised",
    "pinyin_reading",
    "indonesian_press",
    "english_press",
    "native",
    "official",
    "unspecified",
]
"""The words of `NameScheme`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Name(Plain):
    """One spelling of an actor's name.

    Attributes:
        text: the spelling, in NFC.
        language: ISO 639-1 code of the language in whose texts it is used.
        kind: what it is to the actor.
        scheme: the rule by which it is spelled.
        source_ids: the texts in which it stands; empty for background knowledge.
        note: what is wrong with a misspelling, or what else a reader should know of it.
    """

    text: str
    language: str
    kind: NameKind = field(default=NameKind.ALIAS, converter=From[NameKind | NameKindWord])
    scheme: NameScheme = field(default=NameScheme.UNSPECIFIED, converter=From[NameScheme | NameSchemeWord])
    source_ids: tuple[SourceId, ...] = field(default=(), converter=From[Iterable[str]])
    note: str | None = None
