"""The whole dataset as a Data Package: CSV files with a description that software in any language reads."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Final

from dprkrel.errors import FileError
from dprkrel.export.json_schema import json_schema
from dprkrel.export.schema import Schema, meaning_of, references_of
from dprkrel.export.tables import WHOLE, table
from dprkrel.files import write_blocks
from dprkrel.store.lines import dumps
from dprkrel.store.tables import Tables
from dprkrel.tabular.columns import Column, ColumnType
from dprkrel.tabular.table import SEPARATOR

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES: Final = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.LIST: "string",
}

_RECORDS: Final = "dprkrel.jsonl"
_SCHEMA: Final = "dprkrel.schema.json"


def write_package(self: Tables, folder: str | os.PathLike[str]) -> None:
    """Write the whole dataset to a folder, as CSV with a Frictionless Data Package, and as lines of JSON with a JSON Schema.

    There is one CSV file for each table of the whole dataset (`dprkrel.table`): UTF-8, a line of
    names, days as 2024-06-19, lists joined by `|`, nothing where there is no value.
    `datapackage.json` (Data Package, version 2) describes every column and key, with
    the size and the hash of each file. `dprkrel.jsonl` has the records, as
    `Dataset.write` writes them, and `dprkrel.schema.json` their schema. The same data give the same bytes.

    Args:
        folder: where to; it is made if there is none, and other files in it are left alone.

    Raises:
        FileError: the folder or a file cannot be written.

    Examples:
        >>> import json, tempfile, pathlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     dprkrel.write_package(folder)
        ...     package = json.loads((pathlib.Path(folder) / "datapackage.json").read_text("utf-8"))
        >>> package["resources"][0]["path"], package["version"] == dprkrel.load().edition
        ('visits.csv', True)
    """
    if isinstance(folder, str) and not folder:  # to Python the working directory
        raise FileError(folder, "written", ValueError("it names no folder"))
    try:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, TypeError) as error:
        raise FileError(folder, "written", error) from error
    resources = []
    for name, schema in WHOLE.items():
        content = table(self, name).to_csv().encode()
        write_blocks(place / f"{name}.csv", [content])
        resources.append(_resource(schema, content))
    records = dumps(self).encode()
    write_blocks(place / _RECORDS, [records])
    write_blocks(place / _SCHEMA, [_json(json_schema(self))])
    # No resource, since it is no table, for which software takes every file of lines of JSON.
    described = {"path": _RECORDS, "schema": _SCHEMA, **_checked(records)}
    write_blocks(place / "datapackage.json", [_json({**_package(self), "resources": resources, "records": described})])


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def _package(data: Tables) -> dict[str, Any]:
    return {
        "$schema": _PROFILE,
        "name": "dprkrel",
        "title": "dprkrel: North Korea's foreign relations",
        "description": f"Who met whom, when, and who says so. Digest of the data: {data.digest}.",
        "version": data.edition,
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "keywords": ["North Korea", "DPRK", "diplomacy", "foreign relations", "event data"],
    }


def _checked(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _resource(schema: Schema, content: bytes) -> dict[str, Any]:
    columns = schema.columns
    foreign = [
        {"fields": [name], "reference": {"resource": "" if other == schema.name else other, "fields": [key]}}
        for name, other, key in references_of(columns)
    ]
    return {
        "name": schema.name,
        "type": "table",
        "path": f"{schema.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": f"A row is {schema.about}.",
        **_checked(content),
        "schema": {
            "fields": [_field(column, unique=schema.key == (column.name,)) for column in columns],
            "missingValues": [""],
            **({"primaryKey": [*schema.key]} if schema.key else {}),
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _field(column: Column, *, unique: bool) -> dict[str, Any]:
    is_list = column.column_type is ColumnType.LIST
    constraints = {"required": True} if column.null is None and not is_list else {}
    return {
        "name": column.name,
        "type": _TYPES[column.column_type],
        "description": f"{meaning_of(column)}{f'; a list, joined by {SEPARATOR}' if is_list else ''}",
        **({"constraints": constraints | ({"unique": True} if unique else {})} if constraints else {}),
    }
