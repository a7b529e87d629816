"""The references of a record follow from the types of its fields."""

import re

import attrs
import pytest

import dprkrel
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.references import references
from tests.small import small


def test_every_reference_of_the_bundled_data_is_found() -> None:
    """A path that is gone or new here is a field of an id type that was removed or added."""
    found = [
        (table, re.sub(r"\[[0-9]+\]", "[]", path))
        for table, records in dprkrel.load().tables().items()
        for record in records
        for path, _, _ in references(record)
    ]

    assert len({*found}) == 48
    assert len(found) > 13_000


def test_each_reference_names_a_record_of_its_kind() -> None:
    """In a sound dataset each reference leads to a record of the table that its kind names."""
    ids = {kind: {record.id for record in small().tables()[table]} for kind, table in TABLE_OF.items()}
    ids["state"] = {actor.id for actor in small().actors if actor.kind is dprkrel.ActorKind.STATE}
    found = [
        (kind, record_id)
        for table in small().tables().values()
        for record in table
        for _, kind, record_id in references(record)
    ]

    assert {kind for kind, _ in found} == {"actor", "state", "office", "place", "source", "event"}
    assert [(kind, record_id) for kind, record_id in found if record_id not in ids[kind]] == []


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        ("lavrov-talks", {"participants[0].actor_id", "reports[0].source_id", "part_of"}),
        ("lavrov-visit", {"superlatives[0].scope.acted_for", "superlatives[0].reports[0].source_id", "place_id"}),
    ],
)
def test_a_reference_has_the_place_where_it_stands(record_id: str, expected: set[str]) -> None:
    """The path of a reference leads through fields and numbers to the very value."""
    event = small().event(record_id)
    found = {path: reference for path, _, reference in references(event)}

    assert expected <= found.keys()
    for path, reference in found.items():
        value: object = event
        for name, number in re.findall(r"(\w+)(?:\[([0-9]+)\])?\.?", path):
            value = getattr(value, name)
            value = value[int(number)] if number and isinstance(value, tuple) else value
        assert value == reference


def test_the_own_id_is_no_reference() -> None:
    """A record that refers to none has no references, though it has an id."""
    place = attrs.evolve(small().place("tower"), within=None)

    assert list(references(place)) == []
