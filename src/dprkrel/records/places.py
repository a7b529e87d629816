"""Places."""

from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import From, PlaceId, slug
from dprkrel.records.plain import Plain


class PlaceKind(Vocabulary):
    """The kinds of place; a country lies within regions only."""

    #: An area wider than a country, or one that crosses borders.
    REGION = "region"
    #: A country.
    COUNTRY = "country"
    #: A part of a country.
    AREA = "area"
    #: A city or town.
    CITY = "city"
    #: A building, square, port, plant or launch site.
    SITE = "site"


PlaceKindWord: TypeAlias = Literal["region", "country", "area", "city", "site"]
"""The words of `PlaceKind`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Place(Plain):
    """A place.

    Attributes:
        id: a slug that is never reused.
        name: the name in English.
        kind: what it is.
        within: the place that contains it.
        latitude: degrees north (WGS 84), when known.
        longitude: degrees east (WGS 84), when known.
        note: what is uncertain about it.
    """

    id: PlaceId = field(converter=From[str], validator=slug)
    name: str
    kind: PlaceKind = field(converter=From[PlaceKind | PlaceKindWord])
    within: PlaceId | None = field(default=None, converter=From[str | None])
    latitude: float | None = field(default=None, converter=From[float | None])
    longitude: float | None = field(default=None, converter=From[float | None])
    note: str | None = None
