"""Generated datasets of any size, the same for the same size and seed.

Of the events 90 per cent last one to five days, 6 per cent up to 120 days, 3 per cent up to ten years, and 1 per
cent has no end. One start in five lies within bounds, one in a hundred is not known, and one date in a hundred is
doubtful. North Korea takes part in 85 of 100 events; the other states follow Zipf's law. Every event has one report.
"""

import datetime
import functools
import random
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import dprkrel

FIRST: Final = datetime.date(1948, 9, 9)
"""The first day on which a generated event may begin."""

LAST: Final = datetime.date(2026, 11, 22)
"""The last day on which a generated event may begin."""

_YEARS: Final = 79
"""The years from the first to the last, in each of which another person may hold an office."""

STATES: Final = 200
"""How many states there are."""

HOME: Final = "north-korea"
"""The state that takes part in most events."""

_FIRST_SYLLABLES: Final = [
    "ba",
    "bel",
    "bor",
    "chu",
    "da",
    "dor",
    "el",
    "fa",
    "gor",
    "ha",
    "ka",
    "kor",
    "la",
    "lin",
    "ma",
    "mo",
    "na",
    "nor",
    "pa",
    "ra",
    "san",
    "sel",
    "ta",
    "tor",
    "va",
    "zu",
]
_LAST_SYLLABLES: Final = ("bana", "dia", "gan", "kov", "land", "lia", "nia", "rov", "stan", "tal", "yang", "zan")


_STANDINGS: Final[tuple[dprkrel.StandingWord, ...]] = ("secondary", "tertiary")
"""How near the sources stand to what they report, one of each for every year."""


class _Pattern(NamedTuple):
    """How often a type of event occurs, in what roles, and whether persons act for the states."""

    weight: int
    event_type: str
    roles: tuple[dprkrel.RoleWord, dprkrel.RoleWord]
    by_persons: bool


_PATTERNS: Final = (
    _Pattern(140, "visit", ("visitor", "host"), True),
    _Pattern(17, "official_visit", ("visitor", "host"), True),
    _Pattern(2, "state_visit", ("visitor", "host"), True),
    _Pattern(57, "meeting", ("participant", "participant"), True),
    _Pattern(27, "talks", ("visitor", "host"), True),
    _Pattern(18, "summit", ("participant", "participant"), True),
    _Pattern(12, "banquet", ("visitor", "host"), True),
    _Pattern(11, "ceremony", ("participant", "participant"), True),
    _Pattern(30, "message", ("speaker", "addressee"), True),
    _Pattern(23, "remark", ("speaker", "subject"), True),
    _Pattern(10, "announcement", ("speaker", "addressee"), True),
    _Pattern(19, "agreement", ("signatory", "signatory"), True),
    _Pattern(40, "relations_established", ("party", "party"), False),
    _Pattern(41, "mission_opened", ("sending_state", "receiving_state"), False),
    _Pattern(40, "mission_closed", ("sending_state", "receiving_state"), False),
    _Pattern(5, "arms_transfer", ("supplier", "recipient"), False),
    _Pattern(5, "exercise", ("force", "subject"), False),
)
"""The commonest types of the bundled data with their numbers there, but fewer of relations established."""


@functools.cache
def dataset(size: int, seed: int = 0) -> dprkrel.Dataset:
    """Return a dataset with so many events; the same object each time."""
    return dprkrel.Dataset(**tables(size, seed))


def tables(size: int, seed: int = 0) -> dict[str, Any]:
    """Return the arguments of such a dataset, whose records are built and whose laws are not yet checked."""
    return _World(size, random.Random(seed)).tables()


class Person(NamedTuple):
    """A person of a state, who holds its office from one year to another."""

    id: str
    since: int
    until: int


class _World:
    """The actors of a dataset of some size, and what happens among them."""

    def __init__(self, size: int, chance: random.Random) -> None:
        self._size, self._chance = size, chance
        self._states = [HOME, *(f"state-{number:03}" for number in range(1, STATES))]
        self._weights = [1 / (rank + 3) for rank in range(1, STATES)]
        each = min(max(size // 5000, 2), 20)
        self._persons = {
            state: _succession(state, min(each * 5, _YEARS) if state == HOME else each) for state in self._states
        }
        self._names = _names(chance)

    def tables(self) -> dict[str, Any]:
        """Return the records of every kind."""
        events = [*self._events()]
        return {
            "edition": f"2026.11.22.{self._size}",
            "actors": [*self._actors()],
            "offices": [_office(state) for state in self._states],
            "sources": [_source(year, standing) for year in range(1948, 2027) for standing in _STANDINGS],
            "events": events,
            "relations": [*self._offices_held(), *self._representations()],
            "counting_rules": [_rule()],
            "ledger": [_searched()],
            "changelog": [_addition(number, events[number].id) for number in range(0, self._size, 100)],
        }

    def _actors(self) -> Iterator[dprkrel.Actor]:
        yield _actor("gazette", "media", "Gazette")
        for state in self._states:
            yield _actor(state, "state", "Home" if state == HOME else next(self._names))
            for person in self._persons[state]:
                yield _actor(person.id, "person", f"{next(self._names)} {next(self._names)}", state)

    def _events(self) -> Iterator[dprkrel.Event]:
        weights = [pattern.weight for pattern in _PATTERNS]
        previous: dprkrel.Event | None = None
        treaty = ""
        for number in range(self._size):
            pattern = self._chance.choices(_PATTERNS, weights)[0]
            day = self._chance.randint(FIRST.toordinal(), LAST.toordinal())
            fields: dict[str, Any] = {"when": self._when(day), "event_type": pattern.event_type}
            if number % 40 == 39 and previous and previous.part_of is None:
                fields |= {"when": previous.when, "part_of": previous.id}
                day = _day_of(previous.when)
            elif number % 250 == 0:
                fields["event_type"], treaty = "treaty", f"event-{number}"
            elif number % 250 == 1:
                link = dprkrel.Link(link_type="step_of", event_id=treaty)
                fields |= {"event_type": "ratification", "links": [link]}
            previous = self._event(f"event-{number}", datetime.date.fromordinal(day), pattern, fields)
            yield previous

    def _event(self, event_id: str, day: datetime.date, pattern: _Pattern, fields: dict[str, Any]) -> dprkrel.Event:
        roles: tuple[dprkrel.RoleWord, dprkrel.RoleWord] = ("party", "party")
        if fields["event_type"] == pattern.event_type:
            roles = pattern.roles
        by_persons = pattern.by_persons and "party" not in roles
        parts = [
            self._participant(state, role, day, by_persons) for state, role in zip(self._dyad(), roles, strict=True)
        ]
        reports = [dprkrel.Report(source_id=_source_id(day.year, self._standing()), stance="asserts")]
        if roles[0] == "visitor" and self._chance.random() < 0.005:
            scope = dprkrel.Scope(event_types=fields["event_type"], role="visitor", actor_id=parts[0].actor_id)
            claim = dprkrel.Superlative(kind="first", claim="It was the first.", reports=reports, scope=scope)
            fields["superlatives"] = [claim]
        event_class = _CLASSES[fields["event_type"]]
        event: dprkrel.Event = event_class(
            id=event_id, summary="They dealt with each other.", reports=reports, participants=parts, **fields
        )
        return event

    def _standing(self) -> dprkrel.StandingWord:
        return self._chance.choice(_STANDINGS)

    def _dyad(self) -> tuple[str, str]:
        first, second = self._chance.choices(self._states[1:], self._weights, k=2)
        if first == second or self._chance.random() < 0.85:
            second = HOME
        return (first, second) if self._chance.random() < 0.5 else (second, first)

    def _participant(
        self, state: str, role: dprkrel.RoleWord, day: datetime.date, by_persons: bool
    ) -> dprkrel.Participant:
        if not by_persons or self._chance.random() < 0.4:
            return dprkrel.Participant(actor_id=state, role=role, acted_for=state)
        person = self._chance.choice(self._persons[state])
        held = person.since <= day.year <= person.until
        office = f"{state}-minister" if held else None
        return dprkrel.Participant(actor_id=person.id, role=role, acted_for=state, office_id=office)

    def _when(self, day: int) -> str:
        """Return a date that begins on a day or soon after, as text."""
        kind, length, start = self._chance.random(), self._length(), datetime.date.fromordinal(day)
        if kind < 0.01:
            return f"/{start:%Y-%m}"
        if kind < 0.02:
            return f"{start}~"
        latest_start = day + self._chance.randint(1, 30) if kind < 0.22 else day
        end = datetime.date.fromordinal(latest_start + length - 1) if length else ".."
        if latest_start > day:
            return f"[{start}..{datetime.date.fromordinal(latest_start)}]/{end}"
        return f"{start}" if length == 1 else f"{start}/{end}"

    def _length(self) -> int:
        """Return for how many days an event lasts; 0 if it has no end."""
        share = self._chance.random()
        if share < 0.90:
            return self._chance.randint(1, 5)
        if share < 0.96:
            return self._chance.randint(6, 120)
        return self._chance.randint(121, 3650) if share < 0.99 else 0

    def _offices_held(self) -> Iterator[dprkrel.Relation]:
        for state, persons in self._persons.items():
            for person in persons:
                yield _relation(
                    f"{person.id}-in-office", "office_held", (person.id, state), (person.since, person.until),
                    office_id=f"{state}-minister",
                )  # fmt: skip

    def _representations(self) -> Iterator[dprkrel.Relation]:
        """Yield posts that states kept in North Korea, one year in two, on days that do not overlap."""
        each = max(self._size // 20 // STATES, 1)
        for state in self._states[1:]:
            for number, year in enumerate(self._chance.sample(range(1948, 2026), min(each, 78))):
                yield _relation(f"{state}-post-{number}", "representation", (state, HOME), (year, year))


def _succession(state: str, count: int) -> list[Person]:
    """Return the persons of a state, each of whom holds its office after the one before."""
    starts = [1948 + _YEARS * number // count for number in range(count + 1)]
    return [Person(f"{state}-person-{number}", starts[number], starts[number + 1] - 1) for number in range(count)]


def _names(chance: random.Random) -> Iterator[str]:
    """Yield names without end, each once."""
    known = set[str]()
    while True:
        name = "".join(chance.choices(_FIRST_SYLLABLES, k=chance.randint(1, 3))) + chance.choice(_LAST_SYLLABLES)
        if name not in known:
            known.add(name)
            yield name.capitalize()


def _day_of(when: dprkrel.When) -> int:
    return (when.earliest_start or when.earliest_end or FIRST).toordinal()


def _actor(actor_id: str, kind: dprkrel.ActorKindWord, name: str, state: str | None = None) -> dprkrel.Actor:
    names = [dprkrel.Name(text=name, language="en", kind="primary")]
    return dprkrel.Actor(id=actor_id, kind=kind, names=names, state_id=state)


def _office(state: str) -> dprkrel.Office:
    return dprkrel.Office(id=f"{state}-minister", title="Foreign Minister", of_id=state, rank="minister")


def _source_id(year: int, standing: dprkrel.StandingWord) -> str:
    return f"gazette-{year}-{standing}"


def _source(year: int, standing: dprkrel.StandingWord) -> dprkrel.Source:
    return dprkrel.Source(
        id=_source_id(year, standing), kind="page", description="A page of the gazette", language="en",
        publisher_id="gazette", title=f"[{year} in review]", standing=standing, published=f"{year}-12-31",
        url=f"https://gazette.example/{year}/{standing}",
    )  # fmt: skip


def _relation(
    relation_id: str,
    relation_type: dprkrel.RelationTypeWord,
    sides: tuple[str, str],
    years: tuple[int, int],
    **fields: str,
) -> dprkrel.Relation:
    since, until = years
    return dprkrel.Relation(
        id=relation_id, relation_type=relation_type, subject_id=sides[0], object_id=sides[1], summary="A tie.",
        when=f"{since}-01-01/{until}-12-31", reports=[dprkrel.Report(source_id=_source_id(since, "secondary"), stance="asserts")],
        **fields,
    )  # fmt: skip


def _rule() -> dprkrel.CountingRule:
    return dprkrel.CountingRule(
        id="ministers", title="Visits of ministers", publisher_id="gazette", definition="Visits of ministers.",
        event_types=("visit",), rank="minister",
    )  # fmt: skip


def _searched() -> dprkrel.Coverage:
    """Return an entry that covers everything, so that no question warns."""
    return dprkrel.Coverage(
        id="all", summary="Everything.", when="1900-01-01/..", completeness="complete", searched="Generated."
    )


def _addition(number: int, event_id: str) -> dprkrel.Change:
    return dprkrel.Change(
        id=f"change-{number}", edition=f"2026.11.22.{number or 1}", kind="added", record_kind="event", record_ids=[event_id],
        reason="It was generated.",
    )  # fmt: skip


_CLASSES: Final[dict[str, Any]] = {
    event_type: event_class
    for event_class in (
        dprkrel.Visit, dprkrel.Meeting, dprkrel.Agreement, dprkrel.TreatyAction, dprkrel.Statement,
        dprkrel.RelationChange, dprkrel.Transfer, dprkrel.MilitaryActivity,
    )
    for event_type in event_class.EVENT_TYPES
}  # fmt: skip
