"""The editions that were released, by which every later release knows them again.

A later release may have laws and checks that an edition of before does not
keep. What was released is read all the same: it kept the laws of its day, and
its digest says that it is what was released.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from dprkrel.records.plain import digest_of

RELEASED: Final = MappingProxyType(
    {
        "2026.11.22": "4c9902d396918e8844bfd5e3ff9fb34b7e4940f2b3ca722ca91557d8a9192b4c",
        "2026.11.22.1": "99dac7a0c0ded9b874f18d119105fa3eaaecd0f440c17d047bba2f12ad6d57cb",
    }
)
"""The digest of each edition released; `python -m dprkrel.curation release` says what to add."""


def is_released(edition: object, plain: Mapping[str, Sequence[Any]]) -> bool:
    """Tell whether records are those of a released edition.

    Args:
        edition: which edition they are said to be.
        plain: their plain forms by table, each in the order in which they are written.
    """
    try:
        return isinstance(edition, str) and edition in RELEASED and digest_of(plain) == RELEASED[edition]
    except (UnicodeEncodeError, RecursionError):  # of what no JSON in UTF-8 holds there is no digest
        return False
