"""Generated datasets as the laws use them, and records to plant in them."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import dprkrel
from dprkrel import Dataset, DatasetError, EventType, Fault, Participant, Stance, Visit, When
from dprkrel.records.fields import EventId
from dprkrel.strategies.drawn_datasets import datasets, standing, told


def served() -> SearchStrategy[Dataset]:
    """Draw generated datasets and, once it holds anything, the bundled one."""
    return st.deferred(lambda: datasets() | st.builds(dprkrel.load) if dprkrel.load().events else datasets())


def visit(event_id: str, when: When | str, *participants: Participant, **more: Any) -> Visit:
    """Return a visit that a text asserts, for planting."""
    fields: dict[str, Any] = {"reports": told(Stance.ASSERTS), **more}
    return Visit(
        id=EventId(event_id),
        event_type=EventType.VISIT,
        when=When.parse(when),
        summary="It was planted.",
        participants=participants,
        **fields,
    )


def grown(dataset: Dataset | None = None, **records: Iterable[Any]) -> Dataset:
    """Return a dataset with more records in its tables; without one, what stands in every generated dataset."""
    tables: dict[str, Any] = dict(dataset.tables() if dataset else standing())
    for table, more in records.items():
        tables[table] = [*tables.get(table, ()), *more]
    return Dataset(**tables)


def faults(dataset: Dataset | None = None, **records: Iterable[Any]) -> tuple[Fault, ...]:
    """Return the faults for which a dataset with these records more is refused; none when it is accepted."""
    try:
        grown(dataset, **records)
    except DatasetError as error:
        return error.faults
    return ()
