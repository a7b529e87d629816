"""What charts say in words, and how records are called in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from dprkrel.bundled import load
from dprkrel.calls import items_of, text_of
from dprkrel.dates.when import When
from dprkrel.errors import PlotError, UnknownRecordError
from dprkrel.prose import counted, escaped
from dprkrel.records.events import Event, Visit
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.roles import Role
from dprkrel.store.chains import country_of, states_in_role
from dprkrel.store.tables import Tables

_LISTED: Final = 40
"""How many records a description lists; it says how many it leaves out."""

_NAMED: Final = 2
"""How many of several actors a label names."""


class Words(NamedTuple):
    """What every chart says: its title, the lines below it, and the whole of it in words."""

    title: str
    subtitle: tuple[str, ...]
    description: str


def titled(given: object, usual: str) -> str:
    """Return the title that was given, or the usual one; never with what no terminal or file should obey."""
    if given is None:
        return usual
    text = text_of(given)
    if not text or text.isspace() or len(text) > _LONGEST_TITLE:
        expected = f"some of at most {_LONGEST_TITLE} characters, or None for one that says what is drawn"
        raise PlotError(given, f"title is no text; give {expected}")
    return escaped(text)


_LONGEST_TITLE: Final = 20_000
"""How many characters a title may have."""


def records_of(given: Any, *classes: type, expected: str) -> list[Any]:
    """Return the records that were given, or say what was expected."""
    if isinstance(given, classes):
        return [given]
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise PlotError(given, f"expected {expected}, as the questions return them")
    records = []
    for record in items_of("records", given):
        if not isinstance(record, classes):
            raise PlotError(record, f"expected {expected}, as the questions return them")
        records.append(record)
    if not records:
        raise PlotError(given, f"there is nothing to draw; expected one or more of {expected}; ask a wider question")
    return records


def dataset_of(records: Any, data: Tables | None) -> Tables:
    """Return the dataset that knows the names: the one that was given, that of the results, or the bundled one."""
    if data is None:
        data = getattr(records, "data", None)  # of Results
    if data is None:
        return load()
    if not isinstance(data, Tables):
        raise PlotError(data, "data is no Dataset; give the one from which the records are, or None")
    return data


class Names:
    """What actors, places and records are called."""

    def __init__(self, data: Tables) -> None:
        self.data = data

    def actor(self, actor_id: str) -> str:
        """Return the name of an actor."""
        try:
            return escaped(self.data.actor(actor_id).name)
        except UnknownRecordError as error:
            raise PlotError(
                actor_id, "no actor of the dataset has this id; give data=, the dataset from which the records are"
            ) from error

    def listed(self, actor_ids: Iterable[str]) -> str:
        """Return the names of the first of some actors, and how many more there are."""
        ids = list(dict.fromkeys(actor_ids))
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED + 1 else ""
        return ", ".join(map(self.actor, ids[: _NAMED if more else _NAMED + 1])) + more

    def record(self, record: Event | Relation, *, bare: bool = False, shared: str | None = None) -> str:
        """Return what a record is called in a row of a chart; bare without its kind, and without the side that all share."""
        kind = "" if bare else f": {kind_of(record)}"
        if isinstance(record, Relation):
            if record.relation_type is RelationType.OFFICE_HELD and record.office_id:
                return f"{self.actor(record.subject_id)}, {escaped(self.data.office(record.office_id).title)}"
            if bare and shared is not None:
                return self.actor(record.object_id if record.subject_id == shared else record.subject_id)
            arrow = "→" if record.relation_type.directed else "–"
            return f"{self.actor(record.subject_id)} {arrow} {self.actor(record.object_id)}{kind}"
        if isinstance(record, Visit):
            visitors = record.in_role(Role.VISITOR) or record.visitors
            where = self._destination(record)
            if visitors and where:
                return f"{self.listed(visitors)} → {where}"
        sides = [part.actor_id for part in record.participants if part.role.acts]
        sides = sides or [part.actor_id for part in record.participants if part.role.is_side]
        return f"{self.listed(sides)}{kind}" if sides else escaped(record.summary)

    def _destination(self, visit: Event) -> str:
        """Return the state that a visit leads to, or the place if no host is known."""
        hosts = states_in_role(self.data, visit, {Role.HOST})
        if hosts:
            return self.listed(hosts)
        place = country_of(self.data, visit.place_id) or visit.place_id
        return escaped(self.data.place(place).name) if place else ""


def when_in_words(when: When) -> str:
    """Return a date as known in words, with no day that is not known.

    Examples:
        >>> when_in_words(dprkrel.When("2024-07-23/[2024-07-25..2024-07-26]"))
        'from 2024-07-23 to some day from 2024-07-25 to 2024-07-26'
        >>> when_in_words(dprkrel.When("2024-07~"))
        'within 2024-07-01 to 2024-07-31, a date in doubt'
        >>> when_in_words(dprkrel.When("2024-07-23/"))
        'from 2024-07-23 to a day that is not known, 2024-07-23 or later'
        >>> when_in_words(dprkrel.When("2024-07-23/..")), when_in_words(dprkrel.When("2024-06-19"))
        ('from 2024-07-23 on, without end', 'on 2024-06-19')
    """
    start, end = (when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)
    doubt = ", a date in doubt" if when.doubtful else ""
    if start == end and not (when.open_start or when.open_end):
        first, last = start
        if first == last and first:
            return f"on {first}{doubt}"
        if first and last:
            return f"within {first} to {last}{doubt}"
    begun = "always" if when.open_start else f"from {_day(*start)}"
    if when.open_end:
        ended = "on, without end" if not when.open_start else "without end"
        return f"{begun} {ended}{doubt}"
    return f"{begun} to {_day(*end)}{doubt}"


def _day(first: datetime.date | None, last: datetime.date | None) -> str:
    if first == last and first:
        return str(first)
    if first and last:
        return f"some day from {first} to {last}"
    if first:
        return f"a day that is not known, {first} or later"
    return f"a day that is not known, {last} or earlier" if last else "a day that is not known"


def list_of(lines: Iterable[str]) -> str:
    """Return the first lines as sentences, and how many more there are."""
    told = list(lines)
    more = [f"And {len(told) - _LISTED} more."] if len(told) > _LISTED else []
    return " ".join([*(f"{line.rstrip('.')}." for line in told[:_LISTED]), *more])


def shared_by(records: Iterable[Event | Relation]) -> str | None:
    """Return the one actor that is a side of all records, if all are relations between different others and it."""
    sides = [{*_sides(record)} for record in records]
    common = set.intersection(*sides) if sides else set()
    return common.pop() if len(common) == 1 and len(sides) > 1 else None


def _sides(record: Event | Relation) -> tuple[str, ...]:
    if isinstance(record, Relation) and record.relation_type is not RelationType.OFFICE_HELD:
        return record.subject_id, record.object_id
    return ()


def kind_of(record: Event | Relation) -> str:
    """Return of which kind a record is: a class of events, which a type may narrow, or a type of relation."""
    if isinstance(record, Relation):
        return record.relation_type.value.replace("_", " ")
    if isinstance(record, Visit):
        return "visit"
    return record.event_type.value.replace("_", " ")


def kinds_of(records: Iterable[Event | Relation]) -> str:
    """Return how many records of which kind there are, in words.

    Examples:
        >>> kinds_of(dprkrel.meetings_of("Putin", other="Kim Jong Il", end="2011", rank="head_of_state"))
        '3 summits'
    """
    numbers: dict[str, int] = {}
    for record in records:
        numbers[kind_of(record)] = numbers.get(kind_of(record), 0) + 1
    if len(numbers) > 2:
        return counted(sum(numbers.values()), "record")
    return " and ".join(_several(number, kind) for kind, number in sorted(numbers.items()))


def _several(number: int, kind: str) -> str:
    """Return a number of records of a kind in words."""
    if kind == "office held":
        return f"{counted(number, 'spell')} in office"
    if kind == "talks":
        return f"{number} talks"
    if kind.endswith("s"):
        return f"{counted(number, 'spell')} of {kind}"
    return counted(number, kind)
