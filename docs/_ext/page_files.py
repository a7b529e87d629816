"""The files of pages that are made from records, on every file system."""

from __future__ import annotations

import hashlib
import re

_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows gives to no file, whatever comes after a dot."""

LONGEST = 120
"""How many letters the name of a file keeps of an id, so that every file system takes it, and a path of it."""


def file_of(record_id: str) -> str:
    """Return the name of the file of a record's page, without its end: the id, unless no file can be called so.

    An id has no capitals, dots, slashes or underscores, so that no two ids lead to one file, and none out of its folder.

    Args:
        record_id: the id.
    """
    if len(record_id) > LONGEST:
        return f"{record_id[:LONGEST]}_{hashlib.sha256(record_id.encode()).hexdigest()[:16]}"
    return f"{record_id}_" if _RESERVED.fullmatch(record_id) else record_id
