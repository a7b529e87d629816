"""Offices."""

from collections.abc import Iterable

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.records.fields import ActorId, From, OfficeId, lettered, slug
from dprkrel.records.office_functions import OfficeFunction, OfficeFunctionWord
from dprkrel.records.plain import Plain
from dprkrel.records.ranks import Rank, RankWord


@frozen(kw_only=True, eq=False, repr=False)
class Office(Plain):
    """An office that persons hold.

    Attributes:
        id: a slug that is never reused.
        title: the title in English, without the name of the state.
        of_id: the state or body whose post it is.
        rank: its place in the order of protocol.
        function: what it is for, from which its titles in other languages follow; None where none was given.
        aliases: other titles, in any language, under which it can be asked for.
        several: whether more than one person may hold it at a time (vice-ministers).
        existed: when there was such an office; None where that was not looked up.
    """

    id: OfficeId = field(converter=From[str], validator=slug)
    title: str = field(validator=lettered)
    of_id: ActorId = field(converter=From[str])
    rank: Rank = field(converter=From[Rank | RankWord])
    function: OfficeFunction | None = field(default=None, converter=From[OfficeFunction | OfficeFunctionWord | None])
    aliases: tuple[str, ...] = field(default=(), converter=From[Iterable[str]], validator=lettered)
    several: bool = False
    existed: When | None = field(default=None, converter=From[DateLike | None])

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles by which it can be asked for: its own and its aliases, also the other way round, and those of its function."""
        by_language = self.function.titles if self.function else {}
        own = (self.title, *self.aliases)
        turned = (_turned(title) for title in own)
        return (*own, *filter(None, turned), *(title for titles in by_language.values() for title in titles))

    @property
    def shared_titles(self) -> tuple[str, ...]:
        """The titles of its function that other offices bear, too, so that they are known before a name alone."""
        by_language = self.function.shared_titles if self.function else {}
        return tuple(title for titles in by_language.values() for title in titles)


def _turned(title: str) -> str:
    """Return "Governor of Primorye" as "Primorye Governor", and nothing of a title that cannot be turned so."""
    head, of, rest = title.partition(" of ")
    is_simple = of and " " not in head and " of " not in rest and not {*"(,"} & {*rest}
    return f"{rest.removeprefix('the ')} {head}" if is_simple else ""
