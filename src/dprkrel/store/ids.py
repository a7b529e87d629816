"""Records by kind and id."""

from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.store.tables import Tables


def record_with_id(tables: Tables, kind: str, record_id: str) -> Record | None:
    """Return the record of a kind that has an id, or None."""
    return tables.once(_by_id, kind).get(record_id)


def ids_of(tables: Tables, kind: str) -> list[str]:
    """Return the ids of all records of a kind, in the order of results."""
    return [record.id for record in tables.tables()[TABLE_OF[kind]]]


def _by_id(tables: Tables, kind: str) -> dict[str, Record]:
    return {record.id: record for record in tables.tables()[TABLE_OF[kind]]}
