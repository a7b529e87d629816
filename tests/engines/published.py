"""Rows in the forms of GDELT and POLECAT, written by us: no row of anybody else is in the tests."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

WIDTHS = {57: 0, 58: 0, 61: 3}
"""How many more columns stand before the day of adding than in GDELT 1.0."""

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts"
    "\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID"
    "\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title"
    "\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID"
    "\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
)
"""The first line of a file of POLECAT."""


def gdelt_row(
    number: object,
    day: str,
    code: str,
    first: str = "",
    second: str = "",
    *,
    width: int = 61,
    kinds: tuple[str, str] = ("", ""),
    changed: dict[int, str] | None = None,
) -> str:
    """Return a row of GDELT, of an event in Pyongyang.

    Args:
        number: the id.
        day: the date in eight digits; the row was added on that day.
        code: the code of the event.
        first: the code of the country of the first actor.
        second: that of the second.
        width: how many columns it has.
        kinds: what the actors are, such as `GOV`.
        changed: other values of columns, by their numbers from 1.
    """
    more = WIDTHS[width]
    fields = [""] * width
    fields[:5] = [str(number), day, day[:6], day[:4], f"{day[:4]}.5"]
    for start, country, kind in ((5, first, kinds[0]), (15, second, kinds[1])):
        fields[start : start + 3] = [f"{country}{kind}", "A NAME" if country else "", country]
        fields[start + 7] = kind
    fields[25:34] = ["1", code, code[:3], code[:2], "1", "1.9", "2", "1", "2"]
    fields[34] = "-1.5"
    place = 49 + (2 if more else 0)
    fields[place : place + 3] = ["4", "Pyongyang, P'yongyang-si, North Korea", "KN"]
    fields[53 + more : 55 + more] = ["39.0194", "125.755"]
    fields[56 + more] = day if width < 61 else f"{day}120000"
    if width > 57:
        fields[57 + more] = f"https://example.org/{number}"
    for column, value in (changed or {}).items():
        fields[column - 1] = value
    return "\t".join(fields)


def polecat_row(event_id: str, day: str, event_type: str, mode: str, actors: str, recipients: str, **more: str) -> str:
    """Return a row of POLECAT; `more` gives other columns by their names, with `_` for a space."""
    names = HEADER.lower().split("\t")
    known = {
        "event id": event_id, "event date": day, "event type": event_type, "event mode": mode,
        "actor country": actors, "recipient country": recipients,
        "latitude": "39.0194", "longitude": "125.755", "placename": "Pyongyang",
    }  # fmt: skip
    known.update({name.replace("_", " "): value for name, value in more.items()})
    assert set(known) <= set(names)
    return "\t".join(known.get(name, "None") for name in names)


def written(path: Path, *rows: str | bytes) -> Path:
    """Write rows to a file, one a line, and return it."""
    path.write_bytes(b"".join((row.encode() if isinstance(row, str) else row) + b"\n" for row in rows))
    return path


def aside_of(folder: Path) -> list[dict[str, Any]]:
    """Return the rows that are kept aside, in their order."""
    rows: list[dict[str, Any]] = pq.read_table(folder / "aside").to_pylist()
    return rows


def events_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the events of a layout by id."""
    return {row["id"]: row for row in pq.read_table(folder / "events").to_pylist()}
