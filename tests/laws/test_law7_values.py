"""Law 7: records are values: nothing in them can change, and every way to copy them gives an equal one."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final, TypeVar

import attrs
import pytest
from hypothesis import given

import dprkrel
from dprkrel import (
    Actor,
    Change,
    CountingRule,
    Coverage,
    Dataset,
    DateError,
    Derivation,
    DerivationRule,
    Office,
    Place,
    PlaceKind,
    RecordError,
    Relation,
    Source,
    When,
    codec,
)
from dprkrel.records.fields import PlaceId
from dprkrel.records.kinds import Record
from dprkrel.store import lines
from dprkrel.strategies.drawn_datasets import datasets
from dprkrel.strategies.drawn_records import records
from dprkrel.strategies.drawn_values import whens
from tests.datasets import grown, visit

T = TypeVar("T")
KINDS: Final[dict[type, str]] = {
    Actor: "actor", Office: "office", Place: "place", Source: "source", Relation: "relation",
    CountingRule: "counting_rule", Coverage: "coverage", Change: "change",
}  # fmt: skip
ATOMS: Final = (str, int, float, bool, type(None), datetime.date)


def fields_of(thing: Any) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of the class of a record."""
    return tuple(attrs.fields(type(thing)))


def things_in(value: object) -> Iterator[object]:
    """Yield a value and everything that it holds, each once; the derived indexes of a dataset are no part of it."""
    left, seen = [value], set[int]()
    while left:
        thing = left.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        if attrs.has(type(thing)):
            fields = (field for field in fields_of(thing) if field.init or isinstance(thing, When))
            left.extend(getattr(thing, field.name) for field in fields)
        elif isinstance(thing, tuple):
            left.extend(thing)


def assert_frozen(value: object) -> None:
    """Assert that a value and everything in it is of a kind that cannot change."""
    for thing in things_in(value):
        if not attrs.has(type(thing)):
            assert type(thing) in ATOMS or isinstance(thing, Enum | tuple)
            continue
        assert not hasattr(thing, "__dict__")
        for name in [*(field.name for field in fields_of(thing)), "new"]:
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(thing, name, None)
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                delattr(thing, name)


def through_json(record: Record) -> Record:
    """Return what is left of a record that went through JSON."""
    text = json.dumps(record.to_dict())
    return codec.record_from_dict(KINDS.get(type(record), "event"), json.loads(text))


def copies_of(value: T) -> Iterator[T]:
    """Yield copies of a value, made in every way."""
    yield copy.copy(value)
    yield copy.deepcopy(value)
    yield attrs.evolve(value)  # type: ignore[misc]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        yield pickle.loads(pickle.dumps(value, protocol))


def assert_value(value: object, *others: object) -> None:
    """Assert that copies of a value are equal to it, with the same hash and the same looks."""
    for other in (*copies_of(value), *others):
        assert type(other) is type(value)
        assert other == value
        assert not other != value  # noqa: SIM202
        assert hash(other) == hash(value)
        assert repr(other) == repr(value)


class TestFrozen:
    """Law 7: Records are frozen all the way down."""

    @given(records() | whens())
    def test_records_cannot_change(self, value: Record | When) -> None:
        """Every field of a record, and of all that it holds, refuses to be set or deleted."""
        assert_frozen(value)

    @given(datasets())
    def test_datasets_cannot_change(self, data: Dataset) -> None:
        """Every field of a dataset, and of all records in it, refuses to be set or deleted."""
        assert_frozen(grown(data, events=[visit("planted", "2024-02")]))

    def test_bundled_data_cannot_change(self) -> None:
        """The bundled dataset holds nothing that could change."""
        changeable = {
            type(thing)
            for thing in things_in(dprkrel.load())
            if type(thing) not in ATOMS and not isinstance(thing, Enum | tuple) and not attrs.has(type(thing))
        }

        assert changeable == set()

    def test_the_index_of_names_cannot_change(self) -> None:
        """What a dataset shows of its indexes is methods, and no container that could be written to."""
        names = dprkrel.load().names
        shown = {name: getattr(names, name) for name in dir(names) if not name.startswith("_")}

        assert shown
        assert all(map(callable, shown.values()))


class TestCopies:
    """Law 7: hash, pickle, copy, evolve and JSON agree."""

    @given(records() | whens())
    def test_copies_of_records_are_equal(self, value: Record | When) -> None:
        """A record that is pickled, copied, or evolved without changes is equal to what it was."""
        assert_value(value)

    @given(records())
    def test_records_survive_json(self, record: Record) -> None:
        """A record that goes through JSON comes back equal, of the same class."""
        assert_value(record, through_json(record))

    @given(record=records(), other=records())
    def test_records_differ_with_their_fields(self, record: Record, other: Record) -> None:
        """Two records are equal exactly when they are of one class and their plain data are equal."""
        plain = [(type(one), json.dumps(one.to_dict())) for one in (record, other)]
        fields: dict[str, Any] = {"id": f"{record.id}-x"}
        renamed = attrs.evolve(record, **fields)

        assert (record == other) == (plain[0] == plain[1])
        assert record != renamed
        assert record.to_dict() != renamed.to_dict()

    @given(datasets())
    def test_copies_of_datasets_are_equal(self, data: Dataset) -> None:
        """A dataset that is pickled, copied, evolved, or written and read again is equal, with the same digest."""
        again = codec.loads(lines.dumps(data))

        assert_value(data, again, codec.loads(lines.dumps(data).encode()))
        assert again.digest == data.digest
        assert lines.dumps(again) == lines.dumps(data)

    def test_copies_of_the_bundled_data_are_equal(self) -> None:
        """The bundled dataset that is pickled, copied, or written and read again is equal to itself."""
        data = dprkrel.load()

        assert_value(data, codec.loads(lines.dumps(data)))

    def test_bundled_records_survive(self) -> None:
        """Every bundled record survives every way to copy it, and JSON."""
        for table in dprkrel.load().tables().values():
            for record in table:
                assert_value(record, through_json(record))


class TestEdges:
    """Law 7: hash, pickle, copy, evolve and JSON agree, also on the values at which they would part."""

    @pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf")])
    def test_coordinates_are_numbers(self, wrong: float) -> None:
        """A coordinate that is infinite or no number is refused, since it could not be written and read again."""
        with pytest.raises(RecordError):
            Place(id=PlaceId("nowhere"), name="Nowhere", kind=PlaceKind.SITE, latitude=wrong)

    def test_equal_datasets_have_equal_digests(self) -> None:
        """Two datasets that are equal have one digest and look alike, also on the equator."""
        north, south = (
            grown(places=[Place(id=PlaceId("line"), name="Line", kind=PlaceKind.SITE, latitude=degrees)])
            for degrees in (0.0, -0.0)
        )

        assert north == south
        assert north.digest == south.digest
        assert repr(north.places) == repr(south.places)

    @pytest.mark.parametrize("edition", [5, None, "\ud800"])
    def test_editions_are_text(self, edition: Any) -> None:
        """An edition that could not be written and read again is refused when the dataset is built."""
        with pytest.raises(RecordError):
            Dataset(edition=edition)

    def test_a_moment_is_no_day(self) -> None:
        """The day from which a phrase counts has no hour, which JSON would not bring back."""
        with pytest.raises((RecordError, DateError)):
            Derivation(phrase="today", anchor=datetime.datetime(2024, 7, 1, 5), rule=DerivationRule.SAME_DAY)  # noqa: DTZ001
