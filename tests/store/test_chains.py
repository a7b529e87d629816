"""Walks up chains: kept answers are those of a walk for each."""

from hypothesis import given
from hypothesis import strategies as st

from dprkrel.dates.when import When
from dprkrel.records.fields import PlaceId, SourceId
from dprkrel.records.places import Place, PlaceKind
from dprkrel.records.sources import Source, SourceKind
from dprkrel.store.chains import chain, country_of, end_of, lies_in, original_of, places_around
from dprkrel.store.tables import Tables

PARENTS = st.integers(0, 12).flatmap(lambda size: st.tuples(*(st.integers(-1, number - 1) for number in range(size))))
"""For each of some numbers a smaller one that stands above it, or -1 where none does."""


@given(PARENTS, st.data())
def test_places_lie_in_what_is_around_them(parents: tuple[int, ...], data: st.DataObject) -> None:
    """A place lies in itself and in every place on the way up from it, and the first country there is its country."""
    kinds = data.draw(st.tuples(*(st.sampled_from(PlaceKind) for _ in parents)))
    places = [
        Place(
            id=PlaceId(f"place-{number}"), name=f"Place {number}", kind=kind,
            within=None if above < 0 else PlaceId(f"place-{above}"),
        )
        for number, (kind, above) in enumerate(zip(kinds, parents, strict=True))
    ]  # fmt: skip
    tables = Tables(places=data.draw(st.permutations(places)))
    for inner in data.draw(st.permutations(places)):
        around = [*places_around(tables, inner.id)]
        assert [outer.id for outer in places if lies_in(tables, inner.id, outer.id)] == sorted(around, key=_number)
        countries = [one for one in around if tables.place(one).kind is PlaceKind.COUNTRY]
        assert country_of(tables, inner.id) == next(iter(countries), None)


def _number(place_id: str) -> int:
    return int(place_id.rpartition("-")[2])


def test_nothing_lies_nowhere() -> None:
    """What has no place lies in none."""
    place = Place(id=PlaceId("pyongyang"), name="Pyongyang", kind=PlaceKind.CITY)
    tables = Tables(places=[place])
    assert not lies_in(tables, None, place.id)
    assert country_of(tables, None) is None


@given(PARENTS, st.data())
def test_ends_of_chains_are_kept(parents: tuple[int, ...], data: st.DataObject) -> None:
    """The original of a copy is the last on the way up from it, whichever copy was asked for before."""
    sources = [
        Source(
            id=SourceId(f"source-{number}"), kind=SourceKind.PAGE, description="A page.", language="en",
            published=When("2024"), republication_of=None if above < 0 else SourceId(f"source-{above}"),
        )
        for number, above in enumerate(parents)
    ]  # fmt: skip
    tables, ends = Tables(sources=sources), dict[int, int]()
    above = {number: outer for number, outer in enumerate(parents) if outer >= 0}
    for number in data.draw(st.permutations(range(len(parents)))):
        *_, last = chain(number, above.get)
        assert original_of(tables, sources[number]) is sources[last]
        assert end_of(number, above.get, ends) == last
    assert len(ends) == len(parents)
