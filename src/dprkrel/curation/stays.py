"""Bounds for stays of which no source gives both ends: from where the visitor was next or before, and by rule.

Each bound becomes a report of the visit. That its visitor was elsewhere is told by
a source on something else, so its stance is `implies`. The coding rule of open
stays is told by nobody, and its stance is `supposes`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from dprkrel.curation.rows import Row, SeedRow, by_id, listed_in, primary_name, text_in, when_in
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.fields import members_of
from dprkrel.records.places import PlaceKind
from dprkrel.records.ranks import Rank
from dprkrel.records.roles import Role
from dprkrel.records.stances import Stance, Status
from dprkrel.records.statuses import status_from
from dprkrel.records.words import Word, word
from dprkrel.store.chains import chain

RULE: Final = "open-stays"
"""The source of the bounds that the coding rule gives; seeds without it are not completed."""


class _Longest(NamedTuple):
    """How the coding rule names a visitor, and how many days one stays at most."""

    phrase: str
    longest: int


class Journey(Word):
    """The kinds of journey, for each of which the coding rule has a bound of its own."""

    _data: _Longest

    #: To North Korea.
    GUEST = word("guest", _Longest(phrase="a guest in North Korea", longest=10))
    #: To anywhere else, led by someone of the rank of a head of government or of state, who may go by train.
    HEAD = word("head", _Longest(phrase="a head of government or of state elsewhere", longest=28))
    #: To anywhere else, led by anybody else.
    OTHER = word("other", _Longest(phrase="any other visitor elsewhere", longest=21))

    @property
    def phrase(self) -> str:
        """How the reports of the rule name the visitor."""
        return self._data.phrase

    @property
    def longest(self) -> int:
        """How many days a stay is taken to last at most, the first and the last included."""
        return self._data.longest


_HOME: Final = "dprk"
"""The place that is North Korea."""

_VISITS: Final = frozenset(TYPES_OF_CLASS["visit"])
_SHOW_WHERE: Final = _VISITS | frozenset(TYPES_OF_CLASS["meeting"])


class _Stay(NamedTuple):
    """What occurred and shows where someone was."""

    id: str
    row: Row
    country: str | None
    when: When

    is_visit: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """The ids of those who led the delegation of a visit."""
        parts = listed_in(self.row, "participants")
        return tuple(text_in(part, "actor_id") for part in parts if part.get("role") == Role.VISITOR)


class _Bound(NamedTuple):
    """A bound of a stay, from the first ordinal on which it may have begun to the last on which it may have ended."""

    low: int
    high: int
    report: Row


def bounded(rows: Iterable[SeedRow]) -> Iterator[SeedRow]:
    """Yield the rows, with bounds for each visit that occurred and of which no source gives them.

    Args:
        rows: the records, with all else that follows already added; those of
            seeds that do not have the coding rule as a source stay as they are.
    """
    rows = list(rows)
    stays = _Stays(rows)
    ruled = RULE in by_id(rows, "source")
    for file, kind, data in rows:
        stay = stays.by_id.get(text_in(data, "id")) if kind == "event" and isinstance(data, Mapping) else None
        yield file, kind, stays.bounded(stay) if stay and ruled else data


def measured(rows: Iterable[SeedRow]) -> dict[Journey, list[int]]:
    """Return of each kind of journey how many days the stays lasted at most of which both ends are known, ascending.

    An end is known where it lies on one day or on one of two, as that of a flight of which only the other end is dated.

    Args:
        rows: the records as the seeds have them, before bounds are added.
    """
    stays = _Stays(list(rows))
    lengths: dict[Journey, list[int]] = {journey: [] for journey in Journey}
    for stay in stays.by_id.values():
        first, latest_start, earliest_end, last = stay.when.bounds
        known = PAST < first >= latest_start - 1 and earliest_end + 1 >= last < FUTURE and not stay.when.doubtful
        if stay.is_visit and known and "part_of" not in stay.row:
            lengths[stays.journey(stay)].append(last - first + 1)
    return {journey: sorted(days) for journey, days in lengths.items()}


class _Stays:
    """What the rows tell of where people were."""

    def __init__(self, rows: Sequence[SeedRow]) -> None:
        self._events, self._places = by_id(rows, "event"), by_id(rows, "place")
        self._actors, self._offices = by_id(rows, "actor"), by_id(rows, "office")
        self._sources = by_id(rows, "source")
        self.by_id = {event_id: stay for event_id, row in self._events.items() if (stay := self._read(event_id, row))}
        self._of_person: dict[str, list[_Stay]] = defaultdict(list)
        for stay in self.by_id.values():
            for person, seen in _seen(stay):
                self._of_person[person].append(seen)

    def journey(self, stay: _Stay) -> Journey:
        """Return of which kind a visit is."""
        if stay.country == _HOME:
            return Journey.GUEST
        led = [part for part in listed_in(stay.row, "participants") if part.get("role") == Role.VISITOR]
        words = [text_in(self._offices.get(text_in(part, "office_id"), {}), "rank") for part in led]
        ranks = [rank for word, rank in members_of(Rank).items() if word in words]
        return Journey.HEAD if any(rank >= Rank.HEAD_OF_GOVERNMENT for rank in ranks) else Journey.OTHER

    def bounded(self, stay: _Stay) -> Row:
        """Return the row of an event; of a visit without bounds, with those that follow."""
        begin, latest_start, earliest_end, end = stay.when.bounds
        lacks_start, lacks_end = begin == PAST < latest_start, end == FUTURE > earliest_end
        if not stay.is_visit or not (lacks_start or lacks_end):
            return stay.row
        others = list(self._elsewhere(stay, lacks_start=lacks_start, lacks_end=lacks_end))
        rule = self._rule(stay, lacks_start=lacks_start, lacks_end=lacks_end)
        lowest = max(begin, *(one.low for one in (*others, rule)))
        highest = min(end, *(one.high for one in (*others, rule)))
        tight = [
            next((one.report for one in others if PAST < one.low == lowest), None),
            next((one.report for one in others if FUTURE > one.high == highest), None),
        ]
        reports = [*listed_in(stay.row, "reports"), *(report for report in tight if report), rule.report]
        when = _date(lowest, latest_start, earliest_end, highest)
        return {**stay.row, "when": when, "reports": reports}

    def _elsewhere(self, stay: _Stay, *, lacks_start: bool, lacks_end: bool) -> Iterator[_Bound]:
        """Yield the bounds that follow from where those who led the visit were at other times, sorted by the events."""
        _, begun, not_ended, _ = stay.when.bounds
        for person in stay.heads:
            for other in sorted(self._of_person[person]):
                if not self._apart(stay, other):
                    continue
                # They were not there during the stay, so it lies on one side: which, one certain day decides.
                if lacks_end and other.when.bounds[2] > begun and other.when.latest_start:
                    yield self._implied(other, person, other.when.latest_start, is_end=True)
                if lacks_start and other.when.bounds[1] < not_ended and other.when.earliest_end:
                    yield self._implied(other, person, other.when.earliest_end, is_end=False)

    def _apart(self, stay: _Stay, other: _Stay) -> bool:
        """Tell whether someone cannot have been on both at once: of another country, or a visit of its own."""
        if other.when.doubtful or stay.id in self._wholes(other) or other.id in self._wholes(stay):
            return False
        return other.is_visit or (None not in (stay.country, other.country) and other.country != stay.country)

    def _wholes(self, stay: _Stay) -> list[str]:
        return list(chain(stay.id, lambda event_id: text_in(self._events.get(event_id, {}), "part_of") or None))

    def _implied(self, other: _Stay, person: str, day: date, *, is_end: bool) -> _Bound:
        """Return the bound that a day elsewhere gives, as told by the first source of it."""
        name = primary_name(self._actors.get(person, {}))
        place = text_in(self._places.get(text_in(other.row, "place_id"), {}), "name")
        told = min((report for report in listed_in(other.row, "reports") if _tells(report)), key=self._published)
        ordinal = day.toordinal()
        low, high = (PAST, ordinal) if is_end else (ordinal, FUTURE)
        by = "by" if is_end and other.when.bounds[0] != ordinal else "on"
        report = {
            "source_id": told["source_id"],
            "stance": Stance.IMPLIES.value,
            **({"paragraphs": told["paragraphs"]} if "paragraphs" in told else {}),
            "when": f"/[..{day}]" if is_end else f"[{day}..]/",
            "note": f"{name} was in {place} {by} {day:%-d %B %Y}: {other.id}.",
        }
        return _Bound(low, high, report)

    def _published(self, report: Row) -> tuple[bool, str, str]:
        """Return a key by which the report comes first that was published first, those that give a date before others."""
        source = self._sources.get(text_in(report, "source_id"), {})
        when = when_in(source, "dateline") or when_in(source, "published")
        return "when" not in report, str(when.latest if when else FUTURE), text_in(report, "source_id")

    def _rule(self, stay: _Stay, *, lacks_start: bool, lacks_end: bool) -> _Bound:
        """Return the bound that the coding rule gives."""
        _, begun, not_ended, _ = stay.when.bounds
        journey = self.journey(stay)
        low = not_ended - journey.longest + 1 if lacks_start and not_ended > PAST else PAST
        high = begun + journey.longest - 1 if lacks_end and begun < FUTURE else FUTURE
        report = {
            "source_id": RULE,
            "stance": Stance.SUPPOSES.value,
            "when": _date(low, FUTURE, PAST, high),
            "note": f"By the coding rule of open stays, {journey.phrase} stays {journey.longest} days at most.",
        }
        return _Bound(low, high, report)

    def _read(self, event_id: str, row: Row) -> _Stay | None:
        when, country = when_in(row, "when"), self._country(text_in(row, "place_id"))
        if when is None or text_in(row, "event_type") not in _SHOW_WHERE:
            return None
        known = members_of(Stance)
        words = (report.get("stance", Stance.ASSERTS) for report in listed_in(row, "reports"))
        occurred = (
            status_from({known[word] for word in words if isinstance(word, str) and word in known}) is Status.OCCURRED
        )
        return _Stay(event_id, row, country, when, text_in(row, "event_type") in _VISITS) if occurred else None

    def _country(self, place_id: str) -> str | None:
        around = chain(place_id or None, lambda inner: text_in(self._places.get(inner, {}), "within") or None)
        countries = (place for place in around if self._places.get(place, {}).get("kind") == PlaceKind.COUNTRY)
        return next(countries, None)


def _seen(stay: _Stay) -> Iterator[tuple[str, _Stay]]:
    """Yield who was there, with the event as it shows that: a host was there once during a visit."""
    known = members_of(Role)
    begin, _, _, end = stay.when.bounds
    for part in listed_in(stay.row, "participants"):
        role = known.get(text_in(part, "role"))
        if role is None or not role.is_present:
            continue
        at_home = stay.is_visit and not role.travels
        once = When(_date(begin, end, begin, end)) if at_home else stay.when
        yield text_in(part, "actor_id"), stay._replace(when=once, is_visit=stay.is_visit and not at_home)


def _tells(report: Row) -> bool:
    return report.get("stance", Stance.ASSERTS) in {Stance.ASSERTS, Stance.CONFIRMS}


def _date(begin: int, latest_start: int, earliest_end: int, end: int) -> str:
    """Write the date with these bounds."""
    first, last, past, future = (
        None if bound in (PAST, FUTURE) else bound for bound in (begin, end, earliest_end, latest_start)
    )
    return When.of_ranges((first, future), (past, last)).edtf
