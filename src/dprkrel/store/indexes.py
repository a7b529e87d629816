"""The index of the events or relations of a dataset: the one that was compiled with it, or one made when it is first needed."""

from __future__ import annotations

from typing import Any

from dprkrel.store.index import Index
from dprkrel.store.tables import Tables, compiled_index


def index_of(tables: Tables, kind: str) -> Index[Any]:
    """Return the index of the events or relations of tables: the one that was compiled with them, or else one made now."""
    return tables.once(_index, kind)


def _index(tables: Tables, kind: str) -> Index[Any]:
    compiled = compiled_index(tables, kind)
    if compiled is not None:
        return compiled
    from dprkrel.store.indexing import index_made  # late: compiled data have their own

    return index_made(tables, kind)
