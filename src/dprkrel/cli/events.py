"""Commands about events: visits, meetings, agreements, statements, and all events of a period or dyad."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from dprkrel.cli import lines
from dprkrel.cli.arguments import status_of
from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, STATUS, TYPE, WHEN, Answer, Records
from dprkrel.dataset import Dataset
from dprkrel.records.events import Event


class Events(Records[Event]):
    """How events are shown."""

    noun: ClassVar[str] = "event"
    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN,
        TYPE,
        Shape("who", least=12, fills=True),
        Shape("place", least=5, spare=True),
        STATUS,
        ID,
    )
    hint = "--detail shows them, `dprkrel why ID` explains one"

    def __init__(self, data: Dataset, noun: str = "event", asked: str | None = None) -> None:
        super().__init__(data)
        self.noun = noun  # type: ignore[misc] # of this answer alone
        self._asked = asked

    def cells(self, row: Event) -> Row:
        """Return date, type, from whom to whom, place, status unless it occurred, and id."""
        who, place = lines.who(self.data, row, self._asked), lines.place(self.data, row)
        return str(row.when), row.event_type.value, who, place, lines.unless_occurred(row), row.id

    def detail(self, rows: Sequence[Event], width: int) -> Iterator[str]:
        """Yield each event with all that is recorded of it, and then the sources."""
        from dprkrel.cli.detail import records_in_full

        return records_in_full(self.data, rows, width)

    def plain(self, row: Event) -> dict[str, Any]:
        """Return the event as plain data."""
        return {"record": "event", "status": row.status.value, **row.to_dict()}

    def days(self, rows: Sequence[Event]) -> Sequence[Event]:
        """Return the events themselves."""
        return rows

    def source_ids(self, rows: Sequence[Event]) -> set[str]:
        """Return the ids of the sources that report the events."""
        return {report.source_id for row in rows for report in row.reports}


def _window(asked: Namespace) -> dict[str, Any]:
    return {
        "start": asked.start,
        "end": asked.end,
        "match": asked.match,
        "how": asked.how,
        "status": status_of(asked.status),
    }


def visits(data: Dataset, asked: Namespace) -> Answer:
    """Answer `visits_by_actor`."""
    found = data.visits_by_actor(asked.actor, other=asked.other, role=asked.role, rank=asked.rank, **_window(asked))
    return Answer(Events(data, "visit", data.find_actor(asked.actor).id), found)


def events(data: Dataset, asked: Namespace) -> Answer:
    """Answer `events_between`; of one date alone, those of its days."""
    found = data.events_between(
        asked.start, asked.start if asked.end == "" else asked.end,
        types=asked.types, actors=asked.actors, rank=asked.rank,
        match=asked.match, how=asked.how, status=status_of(asked.status),
    )  # fmt: skip
    return Answer(Events(data), found)


def dyad(data: Dataset, asked: Namespace) -> Answer:
    """Answer `events_of_dyad`."""
    return Answer(
        Events(data), data.events_of_dyad(asked.a, asked.b, types=asked.types, rank=asked.rank, **_window(asked))
    )


def meetings(data: Dataset, asked: Namespace) -> Answer:
    """Answer `meetings_of`."""
    found = data.meetings_of(asked.actor, other=asked.other, rank=asked.rank, **_window(asked))
    return Answer(Events(data, "meeting", data.find_actor(asked.actor).id), found)


def agreements(data: Dataset, asked: Namespace) -> Answer:
    """Answer `agreements_of`."""
    found = data.agreements_of(asked.actor, other=asked.other, **_window(asked))
    return Answer(Events(data, "agreement", data.find_actor(asked.actor).id), found)


def treaty(data: Dataset, asked: Namespace) -> Answer:
    """Answer `treaty_actions`."""
    return Answer(Events(data, "step"), data.treaty_actions(asked.event))


def statements(data: Dataset, asked: Namespace) -> Answer:
    """Answer `statements_by`."""
    found = data.statements_by(asked.actor, types=asked.types, **_window(asked))
    return Answer(Events(data, "statement", data.find_actor(asked.actor).id), found)
