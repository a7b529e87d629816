"""The packages that engines need: each is imported on first use, and one that is missing says how to get it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dprkrel.errors import MissingExtraError


def pyarrow() -> Any:
    """Return pyarrow, which holds rows as Arrow."""
    return package("pyarrow", "ibis")


def pyarrow_parquet() -> Any:
    """Return the part of pyarrow that reads and writes Parquet."""
    return package("pyarrow.parquet", "ibis")


def package(name: str, extra: str) -> Any:
    """Return a module by its dotted name, or say which extra brings it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(extra, name.partition(".")[0]) from error
