"""Generated events straight into the columnar layout: as many as the disk holds, by DuckDB, without a record in memory.

What each event is follows from its number alone, by arithmetic that every release does alike. `events` makes records of
the same rows, so that a dataset of them and the layout can be compared: they hold the same, value by value.

Of the events 90 per cent last one to five days, 6 per cent up to 120 days, 3 per cent up to ten years, and 1 per cent
has no end. One start in five lies within bounds, one in a hundred is not known, and one date in a hundred is doubtful.
North Korea takes part in 10 of 100 events; the other states and their persons follow Zipf's law, nearly.
"""

import argparse
import datetime
import math
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import dprkrel
from benchmarks.__main__ import size_of
from benchmarks.generated import FIRST as _CALENDAR_BEGINS
from benchmarks.generated import HOME, LAST
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.engines import write_parquet
from dprkrel.engines.layout import LONGER, POSSIBLE, SPANS, folder_of, sql_types
from dprkrel.engines.manifest import write_manifest
from dprkrel.engines.staging import staged
from dprkrel.records.ranks import Rank
from dprkrel.records.roles import Role

FIRST: Final = _CALENDAR_BEGINS.replace(month=1, day=1)
"""The first day on which a generated event may begin."""

_DAYS: Final = LAST.toordinal() - FIRST.toordinal() + 1
_PRIME: Final = 2_147_483_647
_STRIDE: Final = 7_919
"""By what the numbers of events are multiplied for their ids, so that ids do not ascend with dates."""

_AROUND: Final = 5
"""How many days before and after a visit the date of some stops during it may lie, until the visit narrows it."""

_ROW_GROUP: Final = 122_880


class World(NamedTuple):
    """How many actors there are.

    Attributes:
        states: how many states, North Korea among them.
        persons: how many persons each has.
    """

    states: int = 200
    persons: int = 100


class _Pattern(NamedTuple):
    """How often a type of event occurs, in what roles, and whether persons act for the states."""

    weight: int
    event_type: str
    event_class: str
    roles: tuple[dprkrel.RoleWord, dprkrel.RoleWord]
    by_persons: bool = True


_PATTERNS: Final = (
    _Pattern(220, "visit", "visit", ("visitor", "host")),
    _Pattern(50, "official_visit", "visit", ("visitor", "host")),
    _Pattern(10, "state_visit", "visit", ("visitor", "host")),
    _Pattern(120, "meeting", "meeting", ("participant", "participant")),
    _Pattern(90, "talks", "meeting", ("participant", "participant")),
    _Pattern(40, "summit", "meeting", ("participant", "participant")),
    _Pattern(20, "banquet", "meeting", ("visitor", "host")),
    _Pattern(150, "message", "statement", ("speaker", "addressee")),
    _Pattern(120, "remark", "statement", ("speaker", "subject")),
    _Pattern(90, "agreement", "agreement", ("signatory", "signatory")),
    _Pattern(60, "arms_transfer", "transfer", ("supplier", "recipient"), by_persons=False),
    _Pattern(30, "exercise", "military_activity", ("force", "subject"), by_persons=False),
)
"""The types of event in a thousand."""

_STATUSES: Final = (
    (950, "occurred", "asserts"), (20, "planned", "announces"), (10, "alleged", "alleges"),
    (10, "cancelled", "cancels"), (10, "not_occurred", "denies"),
)  # fmt: skip
"""The statuses in a thousand, each with the stance of the only report."""

_STANDINGS: Final[tuple[tuple[int, dprkrel.StandingWord, str], ...]] = (
    (300, "primary", "high"), (400, "secondary", "medium"), (300, "tertiary", "low"),
)  # fmt: skip
"""How near the sources stand to what they report, in a thousand, with the confidence that follows for one report."""

_OFFICES: Final[tuple[tuple[int, str, dprkrel.RankWord], ...]] = (
    (1, "President", "head_of_state"), (1, "Prime Minister", "head_of_government"), (10, "Minister", "minister"),
    (20, "Deputy Minister", "vice_minister"), (20, "Ambassador", "ambassador"), (38, "Member of Parliament", "other"),
)  # fmt: skip
"""The offices of each state, with how many of a hundred persons hold them; the others hold none."""


def generate(
    folder: str | os.PathLike[str], size: int, *, seed: int = 0, years: int = 1, actors: World | None = None
) -> None:
    """Write so many events into a new folder in the columnar layout; the same files for the same arguments and releases.

    Args:
        folder: where to; as `write_parquet`.
        size: how many events; no multiple of 7919.
        seed: other events for another number.
        years: how many years of events a part of the tables holds.
        actors: how many actors there are.
    """
    sized = actors or World()
    data = world(size, sized)
    with staged(folder) as place:
        write_parquet(data, place / "world", years=years)
        for path in sorted((place / "world").iterdir()):
            path.rename(place / path.name)
        (place / "world").rmdir()
        shutil.rmtree(place / "events")
        shutil.rmtree(place / "participants")
        _Writing(data, place, size, seed, years, sized).write()
        write_manifest(place, edition=data.edition, years=years)


def world(size: int, actors: World) -> dprkrel.Dataset:
    """Return the dataset of all but events: actors, offices and who holds them, sources, a rule, and what was searched.

    Args:
        size: of how many events the edition speaks.
        actors: how many actors there are.
    """
    return dprkrel.Dataset(**_world(size, actors))


def dataset(size: int, *, seed: int = 0, actors: World | None = None) -> dprkrel.Dataset:
    """Return the dataset of which `generate` writes the layout."""
    tables = _world(size, actors or World())
    return dprkrel.Dataset(**{**tables, "events": [*events(size, seed=seed, actors=actors)]})


def _world(size: int, actors: World) -> dict[str, Any]:
    persons = [*_persons(actors)]
    return {
        "edition": f"2026.11.22.{size}",
        "actors": [
            _actor("gazette", "media", "Gazette"),
            *(_actor(state, "state", _title(number)) for number, state in enumerate(_states(actors))),
            *(_actor(person.id, "person", person.name, person.state) for person in persons),
        ],
        "offices": [
            dprkrel.Office(id=_office_id(state, rank), title=title, of_id=state, rank=rank, several=True)
            for state in _states(actors)
            for _, title, rank in _OFFICES
        ],
        "sources": [_source(year, standing) for year in range(FIRST.year, LAST.year + 1) for _, standing, _ in _STANDINGS],
        "relations": [*_offices_held(persons), *_representations(actors)],
        "counting_rules": [
            dprkrel.CountingRule(
                id="ministers", title="Visits of ministers", publisher_id="gazette", definition="Visits of ministers.",
                event_types=("visit",), rank="minister", delegates=True,
            )
        ],
        "ledger": [
            dprkrel.Coverage(id="all", summary="Everything.", when="1900-01-01/..", completeness="complete", searched="Generated.")
        ],
    }  # fmt: skip


class _Person(NamedTuple):
    """A person of a state, who holds an office or none."""

    number: int
    state_number: int
    state: str
    rank: dprkrel.RankWord | None

    @property
    def id(self) -> str:
        return f"{self.state}-person-{self.number % 1000:03}"

    @property
    def name(self) -> str:
        return f"Person {self.number} of {_title(self.state_number)}"


def _states(actors: World) -> list[str]:
    return [HOME, *(f"state-{number:03}" for number in range(1, actors.states))]


def _title(number: int) -> str:
    return f"State {number:03}" if number else "North Korea"


def _persons(actors: World) -> Iterator[_Person]:
    """Yield the persons of each state, those of the highest ranks first."""
    ranks: list[dprkrel.RankWord | None] = [rank for count, _, rank in _OFFICES for _ in range(count)]
    for state_number, state in enumerate(_states(actors)):
        for place in range(actors.persons):
            office = place * 100 // actors.persons
            rank = ranks[office] if office < len(ranks) else None
            yield _Person(state_number * 1000 + place, state_number, state, rank)


def _office_id(state: str, rank: str) -> str:
    return f"{state}-{rank.replace('_', '-')}"


def _actor(actor_id: str, kind: dprkrel.ActorKindWord, name: str, state: str | None = None) -> dprkrel.Actor:
    names = [dprkrel.Name(text=name, language="en", kind="primary")]
    return dprkrel.Actor(id=actor_id, kind=kind, names=names, state_id=state)


def _source_id(year: int, standing: str) -> str:
    return f"gazette-{year}-{standing}"


def _source(year: int, standing: dprkrel.StandingWord) -> dprkrel.Source:
    return dprkrel.Source(
        id=_source_id(year, standing), kind="page", description="A page of the gazette", language="en",
        publisher_id="gazette", title=f"[{year} in review]", standing=standing, published=f"{year + 1}-12-31",
        url=_url(year, standing),
    )  # fmt: skip


def _url(year: int, standing: str) -> str:
    return f"https://gazette.example/{year}/{standing}"


def _offices_held(persons: Sequence[_Person]) -> Iterator[dprkrel.Relation]:
    """Yield that persons hold their offices, of which nobody knows since when, so that no date of an event follows."""
    for person in persons:
        if person.rank:
            yield _relation(
                f"{person.id}-in-office", "office_held", (person.id, person.state), "/..",
                office_id=_office_id(person.state, person.rank),
            )  # fmt: skip


def _representations(actors: World) -> Iterator[dprkrel.Relation]:
    """Yield posts that states kept in North Korea, one year in ten."""
    for number, state in enumerate(_states(actors)[1:]):
        for year in range(FIRST.year + number % 10, LAST.year, 10):
            yield _relation(
                f"{state}-post-{year}", "representation", (state, HOME), f"{year}-01-01/{year}-12-31", year=year
            )


def _relation(
    relation_id: str, relation_type: dprkrel.RelationTypeWord, sides: tuple[str, str], when: str,
    year: int = FIRST.year, office_id: str | None = None,
) -> dprkrel.Relation:  # fmt: skip
    reports = [dprkrel.Report(source_id=_source_id(year, "secondary"), stance="asserts")]
    return dprkrel.Relation(
        id=relation_id, relation_type=relation_type, subject_id=sides[0], object_id=sides[1], summary="A tie.",
        when=when, reports=reports, office_id=office_id,
    )  # fmt: skip


def _share(draw: str, shares: Sequence[tuple[int, str]]) -> str:
    """Return SQL that tells in which of some shares, each in a thousand, a draw lies."""
    limit, cases = 0, []
    for share, value in shares[:-1]:
        limit += share
        cases.append(f"WHEN {draw} % 1000 < {limit} THEN {value}")
    return f"CASE {' '.join(cases)} ELSE {shares[-1][1]} END"


def _draw(number: str, place: int, seed: int) -> str:
    """Return SQL for a whole number below a prime that follows from the number of an event and the place of the draw.

    Two rounds of multiplication and shifts, all of which stay below what a BIGINT holds up to a billion events.
    """
    start = f"(({number}) * 2654435761 + {(place * 2_654_435_769 + seed * 40_503) % _PRIME}) % {_PRIME}"
    first = f"(xor({start}, ({start}) >> 15) * 739982445) % {_PRIME}"
    return f"(xor({first}, ({first}) >> 13) * 695872825) % {_PRIME}"


_NAMES: Final = (
    "dating", "length_class", "length", "slack", "pattern", "home", "first_state", "second_state", "turned",
    "by_person_a", "person_a", "office_a", "by_person_b", "person_b", "office_b", "delegated", "delegate", "office_c",
    "status", "standing",
)  # fmt: skip
"""What is drawn of each event; the order is part of what the same seed gives."""

_DATES: Final = frozenset({"dating", "length_class", "length", "slack", "status"})
"""What a part of an event has of its whole."""


class _Plan:
    """The rows of events as SQL: what each is, from its number, in plain columns; and the tables that are joined to it."""

    def __init__(self, data: Mapping[str, Any], size: int, seed: int, actors: World) -> None:
        import duckdb

        if math.gcd(size, _STRIDE) != 1:
            raise ValueError(f"expected a number of events that is no multiple of {_STRIDE}, got {size}")
        self._size, self._seed, self._actors = size, seed, actors
        self.base = duckdb.connect()
        self.base.execute("SET threads TO 2; SET preserve_insertion_order TO true")
        persons = {person.id: person for person in _persons(actors)}
        names = {actor.id: actor.names[0].text for actor in data["actors"]}
        titles = {office.id: office.title for office in data["offices"]}
        self._load(
            "patterns", "number BIGINT, event_type VARCHAR, event_class VARCHAR, role_a VARCHAR, role_b VARCHAR, travels_a BOOLEAN, is_side_b BOOLEAN, by_persons BOOLEAN, plover VARCHAR[], cameo VARCHAR[]",
            [
                (
                    number, kind.event_type, kind.event_class, *kind.roles, Role(kind.roles[0]).travels, Role(kind.roles[1]).is_side,
                    kind.by_persons, [*dprkrel.EventType(kind.event_type).plover], [*dprkrel.EventType(kind.event_type).cameo],
                )
                for number, kind in enumerate(_PATTERNS)
            ],
        )  # fmt: skip
        self._load(
            "states", "number BIGINT, id VARCHAR, name VARCHAR",
            [(number, state, names[state]) for number, state in enumerate(_states(actors))],
        )  # fmt: skip
        self._load(
            "persons", "number BIGINT, id VARCHAR, name VARCHAR, office_id VARCHAR, office VARCHAR, rank VARCHAR, rank_number INTEGER",
            [
                (
                    person.number, person.id, names[person.id],
                    *((None,) * 4 if person.rank is None else (
                        _office_id(person.state, person.rank), titles[_office_id(person.state, person.rank)],
                        person.rank, Rank(person.rank).number,
                    )),
                )
                for person in persons.values()
            ],
        )  # fmt: skip

    def _load(self, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        import pyarrow as pa

        names = [column.split()[0] for column in columns.split(", ")]
        given = pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})
        self.base.register("given", given)
        self.base.execute(f"CREATE TABLE {table} ({columns}); INSERT INTO {table} SELECT {', '.join(names)} FROM given")
        self.base.unregister("given")

    def numbers_of(self, begin: int, end: int) -> tuple[int, int]:
        """Return from which number on, up to which, events begin on some days, or are parts of those that do."""
        first, last = (max(0, day - FIRST.toordinal()) * self._size // _DAYS for day in (begin, end + 1))
        return max(0, first - 2), min(self._size, last + 2)

    def rows(self, first: int, last: int, where: str = "true") -> str:
        """Return the query for the rows of some numbers, in plain columns."""
        drawn = ", ".join(
            f"{_draw('whole' if name in _DATES else 'own', place, self._seed)} AS d_{name}"
            for place, name in enumerate(_NAMES)
        )
        number_of_kind = _share("d_pattern", [(kind.weight, str(number)) for number, kind in enumerate(_PATTERNS)])
        whole_kind = _share(
            f"({_draw('whole', _NAMES.index('pattern'), self._seed)})",
            [(kind.weight, str(int(kind.event_class == "visit"))) for kind in _PATTERNS],
        )
        states = self._actors.states
        zipf = f"CAST(floor(pow({states}, {{}} / {_PRIME}.0)) AS BIGINT)"
        person = f"CAST(floor({self._actors.persons} * pow({{}} / {_PRIME}.0, 2)) AS BIGINT)"
        return f"""
WITH numbered AS (
  SELECT range AS own, CASE WHEN range % 40 = 39 THEN range - 1 ELSE range END AS whole FROM range({first}, {last})
), drawn AS (
  SELECT own, whole, {FIRST.toordinal()} + whole * {_DAYS} // {self._size} AS day, {drawn},
    ({whole_kind}) = 1 AS whole_is_visit FROM numbered
), told AS (
  SELECT *,
    CASE WHEN d_dating % 100 < 1 THEN 'unknown' WHEN d_dating % 100 < 2 THEN 'doubtful'
      WHEN d_dating % 100 < 22 THEN 'within' ELSE 'known' END AS dating,
    CASE WHEN d_length_class % 100 < 90 THEN 1 + d_length % 5 WHEN d_length_class % 100 < 96 THEN 6 + d_length % 115
      WHEN d_length_class % 100 < 99 THEN 121 + d_length % 3530 END AS days,
    {_share("d_status", [(share, f"'{status}'") for share, status, _ in _STATUSES])} AS status,
    {_share("d_status", [(share, f"'{stance}'") for share, _, stance in _STATUSES])} AS stance,
    {_share("d_standing", [(share, f"'{standing}'") for share, standing, _ in _STANDINGS])} AS standing,
    {_share("d_standing", [(share, f"'{confidence}'") for share, _, confidence in _STANDINGS])} AS confidence,
    {number_of_kind} AS kind_number,
    {zipf.format("d_first_state")} AS drawn_a,
    {zipf.format("d_second_state")} AS drawn_b
  FROM drawn
), sided AS (
  SELECT *,
    CASE WHEN d_home % 100 < 10 THEN 0 WHEN drawn_a = drawn_b THEN drawn_b % {states - 1} + 1 ELSE drawn_b END AS other,
    CASE WHEN dating = 'within' THEN day + 1 + d_slack % 30 ELSE day END AS last_start
  FROM told
), dated AS (
  SELECT *,
    CASE WHEN d_turned % 2 = 0 THEN drawn_a ELSE other END AS a_number,
    CASE WHEN d_turned % 2 = 0 THEN other ELSE drawn_a END AS b_number,
    CASE WHEN dating = 'doubtful' THEN day ELSE last_start + days - 1 END AS last_end,
    own <> whole AND own % 400 = 39 AND dating <> 'unknown' AND status = 'occurred'
      AND (dating = 'doubtful' OR days IS NOT NULL) AS around,
    whole % 40 = 38 AND whole + 1 < {self._size} AND dating = 'doubtful' AND status = 'occurred' AS tied
  FROM sided
)
SELECT {self._id("own")} AS id, CASE WHEN own <> whole THEN {self._id("whole")} END AS part_of,
  own <> whole AND whole_is_visit AND kind.event_class = 'visit' AS stop,
  day, dating, last_start, last_end, around, tied, tied AND own % 400 = 38 AS held, dated.status, stance, standing, confidence,
  kind.event_type, kind.event_class, kind.role_a, kind.role_b, kind.travels_a, kind.is_side_b, kind.plover, kind.cameo,
  a.id AS a_state, a.name AS a_state_name, b.id AS b_state, b.name AS b_state_name,
  pa.id AS a_person, pa.name AS a_person_name, pb.id AS b_person, pb.name AS b_person_name, pc.id AS c_person, pc.name AS c_person_name,
  {self._office("pa", "a")}, {self._office("pb", "b")}, {self._office("pc", "c")}
FROM dated
JOIN patterns kind ON kind.number = kind_number
JOIN states a ON a.number = a_number
JOIN states b ON b.number = b_number
LEFT JOIN persons pa ON pa.number = CASE WHEN kind.by_persons AND d_by_person_a % 10 < 6 THEN a_number * 1000 + {person.format("d_person_a")} END
LEFT JOIN persons pb ON pb.number = CASE WHEN kind.by_persons AND d_by_person_b % 10 < 6 THEN b_number * 1000 + {person.format("d_person_b")} END
LEFT JOIN persons pc ON pc.number = CASE WHEN kind.event_class = 'visit' AND d_delegated % 10 < 3 AND {person.format("d_delegate")} <> {person.format("d_person_a")} THEN a_number * 1000 + {person.format("d_delegate")} END
WHERE {where}"""

    def _id(self, number: str) -> str:
        return f"'event-' || lpad((({number}) * {_STRIDE} % {self._size})::VARCHAR, {len(str(self._size - 1))}, '0')"

    @staticmethod
    def _office(person: str, side: str) -> str:
        """Return SQL for the office in which a person takes part, which is known of four in five."""
        known = f"d_office_{side} % 5 < 4"
        columns = ("office_id", "office", "rank", "rank_number")
        return ", ".join(f"CASE WHEN {known} THEN {person}.{column} END AS {side}_{column}" for column in columns)


def events(size: int, *, seed: int = 0, actors: World | None = None) -> Iterator[dprkrel.Event]:
    """Yield the events of which `generate` writes the rows, as records."""
    sized = actors or World()
    plan = _Plan(_world(size, sized), size, seed, sized)
    answer = plan.base.execute(plan.rows(0, size))
    names = [column[0] for column in answer.description]
    while rows := answer.fetchmany(10_000):
        for row in rows:
            yield _event(dict(zip(names, row, strict=True)))


def _event(row: Mapping[str, Any]) -> dprkrel.Event:
    year = datetime.date.fromordinal(row["day"]).year
    report = dprkrel.Report(source_id=_source_id(year, row["standing"]), stance=row["stance"])
    event: dprkrel.Event = _CLASSES[row["event_class"]](
        id=row["id"], event_type=row["event_type"], when=_when(row), summary="They dealt with each other.",
        reports=[report], participants=[*_participants(row)], part_of=row["part_of"],
    )  # fmt: skip
    return event


def _when(row: Mapping[str, Any]) -> str:
    start = datetime.date.fromordinal(row["day"])
    end = row["last_end"] and datetime.date.fromordinal(row["last_end"])
    if row["around"]:
        around = datetime.timedelta(_AROUND)
        return f"[{start - around}..{end + around}]"
    if row["dating"] == "unknown":
        return f"/{start:%Y-%m}"
    if row["dating"] == "doubtful":
        return f"{start}~"
    if row["dating"] == "within":
        return f"[{start}..{datetime.date.fromordinal(row['last_start'])}]/{end or '..'}"
    return f"{start}" if end == start else f"{start}/{end or '..'}"


def _participants(row: Mapping[str, Any]) -> Iterator[dprkrel.Participant]:
    for side, role in (("a", row["role_a"]), ("b", row["role_b"])):
        state, person = row[f"{side}_state"], row[f"{side}_person"]
        office = row[f"{side}_office_id"]
        yield dprkrel.Participant(actor_id=person or state, role=role, acted_for=state, office_id=office)
    if row["c_person"]:
        yield dprkrel.Participant(
            actor_id=row["c_person"], role="delegate", acted_for=row["a_state"], office_id=row["c_office_id"]
        )


_CLASSES: Final[dict[str, Any]] = {
    "visit": dprkrel.Visit, "meeting": dprkrel.Meeting, "statement": dprkrel.Statement, "agreement": dprkrel.Agreement,
    "transfer": dprkrel.Transfer, "military_activity": dprkrel.MilitaryActivity,
}  # fmt: skip


class _Writing:
    """What writes the events, participants and reports of a layout, one period after the other."""

    def __init__(self, data: dprkrel.Dataset, place: Path, size: int, seed: int, years: int, actors: World) -> None:
        self._plan = _Plan(data.tables(), size, seed, actors)
        self._place, self._size, self._years, self._edition = place, size, years, data.edition

    def write(self) -> None:
        """Write all parts of the tables."""
        for period in range(FIRST.year // self._years * self._years, LAST.year + 1, self._years):
            begin, end = _first_day_of(period), _first_day_of(period + self._years) - 1
            first, last = self._plan.numbers_of(begin, end)
            self._gather(self._plan.rows(first, last, f"dating <> 'unknown' AND day BETWEEN {begin} AND {end}"))
            for span in (*SPANS, LONGER):
                self._write_part(span, period)
        self._gather(self._plan.rows(0, self._size, "dating = 'unknown'"))
        self._write_part(LONGER, 0)

    def _gather(self, rows: str) -> None:
        """Keep the rows of a period with their dates, in the order of results."""
        self._plan.base.execute(f"CREATE OR REPLACE TEMP TABLE dated AS {_WITH_DATES.format(rows=rows)}")

    def _write_part(self, span: str, period: int) -> None:
        for table, rows in (("events", _EVENTS), ("participants", _PARTICIPANTS), ("reports", _REPORTS)):
            folder = self._place / folder_of(table, span=span, period=period)
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"part-{len([*folder.iterdir()])}.parquet"
            values = {**_VALUES[table], "edition": f"'{self._edition}'"}
            columns = ", ".join(
                f'CAST({values.get(name, "NULL")} AS {column_type}) AS "{name}"'
                for name, column_type in sql_types(table).items()
            )
            self._plan.base.execute(
                f"COPY (SELECT {columns} FROM ({rows}) WHERE span = '{span}') TO '{file}' "
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
            )


def _first_day_of(year: int) -> int:
    return datetime.date(year, 1, 1).toordinal()


def _on(day: str) -> str:
    """Return SQL for the date of a day number; null beyond the calendar."""
    return f"CASE WHEN {day} BETWEEN 1 AND {FUTURE - 1} THEN DATE '0001-01-01' + CAST({day} - 1 AS INTEGER) END"


def _by_dating(around: str, unknown: str, otherwise: str) -> str:
    return f"CASE WHEN around THEN {around} WHEN dating = 'unknown' THEN {unknown} ELSE {otherwise} END"


_MONTH: Final = tuple(
    f"({function} - DATE '0001-01-01' + 1)"
    for function in (f"CAST(date_trunc('month', {_on('day')}) AS DATE)", f"last_day({_on('day')})")
)
"""The first and last day of the month in which an event may have begun."""

_END: Final = f"coalesce(last_end, {FUTURE})"
_ADOPTED: Final = (
    _by_dating(f"day - {_AROUND}", str(PAST), "day"),
    _by_dating(f"last_end + {_AROUND}", _MONTH[1], "last_start"),
    _by_dating(f"day - {_AROUND}", _MONTH[0], _END),
    _by_dating(f"last_end + {_AROUND}", _MONTH[1], _END),
)
"""The four bounds of the adopted date."""

_IMPLIED: Final = ("day", "last_end", "day", "last_end")
"""The same of those that what they are part of narrows."""

_UNSURE: Final = (str(PAST), str(FUTURE), str(PAST), str(FUTURE))
_SURE: Final = tuple(
    f"CASE WHEN around AND tied THEN adopted_{place} WHEN held THEN {beside} WHEN tied THEN {unsure} END"
    for place, (beside, unsure) in enumerate(
        zip((str(PAST), f"day + {_AROUND}", f"day - {_AROUND}", str(FUTURE)), _UNSURE, strict=True)
    )
)
"""The bounds that dates in no doubt set, where one in doubt is that of a whole and its part: it sets none itself."""

_EDTF: Final = f"""
CASE WHEN around THEN '[' || {_on(f"day - {_AROUND}")} || '..' || {_on(f"last_end + {_AROUND}")} || ']'
  WHEN dating = 'unknown' THEN '/' || strftime({_on("day")}, '%Y-%m')
  WHEN dating = 'doubtful' THEN {_on("day")} || '~'
  WHEN dating = 'within' THEN '[' || {_on("day")} || '..' || {_on("last_start")} || ']/' || coalesce({_on("last_end")}::VARCHAR, '..')
  WHEN last_end = day THEN {_on("day")}::VARCHAR ELSE {_on("day")} || '/' || coalesce({_on("last_end")}::VARCHAR, '..') END
"""

_WITH_DATES: Final = f"""
WITH planned AS ({{rows}}), bounded AS (
  SELECT *, {", ".join(f"{bound} AS adopted_{place}" for place, bound in enumerate(_ADOPTED))}, {_EDTF} AS edtf,
    year({_on("day")}) AS year
  FROM planned
), found AS (
  SELECT *, {", ".join(f"CASE WHEN around THEN {bound} ELSE adopted_{place} END AS possible_{place}" for place, bound in enumerate(_IMPLIED))},
    CASE WHEN adopted_0 > {PAST} THEN adopted_0 ELSE adopted_2 END AS first_day,
    CASE WHEN adopted_3 < {FUTURE} THEN adopted_3 ELSE adopted_1 END AS last_day
  FROM bounded
)
SELECT *, CASE {" ".join(f"WHEN possible_0 > {PAST} AND possible_3 - possible_0 <= {days} THEN '{span}'" for span, days in SPANS.items())} ELSE '{LONGER}' END AS span
FROM found ORDER BY first_day, last_day, id
"""


def _listed(*values: str) -> str:
    """Return SQL for the list of some values, as far as there are any."""
    return f"list_filter([{', '.join(values)}], lambda each: each IS NOT NULL)"


def _if(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} END"


def _word(number: str) -> str:
    """Return SQL for the rank of a number."""
    cases = " ".join(f"WHEN {rank.number} THEN '{rank.value}'" for rank in Rank)
    return f"CASE {number} {cases} END"


_VISIT: Final = "event_class = 'visit'"
_HOSTED: Final = "role_b = 'host'"
_TRAVELLING_RANK: Final = "greatest(CASE WHEN travels_a THEN a_rank_number END, c_rank_number)"
_HIGHEST_RANK: Final = "greatest(a_rank_number, b_rank_number, c_rank_number)"
_SOURCE: Final = "'gazette-' || year || '-' || standing"
_ADDRESS: Final = "'https://gazette.example/' || year || '/' || standing"
_DATED: Final = {
    "when": "edtf",
    **{
        name: _on(f"adopted_{place}")
        for place, name in enumerate(("start_earliest", "start_latest", "end_earliest", "end_latest"))
    },
    "when_doubtful": "dating = 'doubtful' AND NOT around",
}

_VALUES: Final[dict[str, dict[str, str]]] = {
    "events": {
        "id": "id", "event_type": "event_type", "event_class": "event_class", "status": "status", **_DATED,
        "when_supposed": "[]",
        "sending_id": _if(_VISIT, "a_state"), "sending_name": _if(_VISIT, "a_state_name"),
        "receiving_id": _if(_VISIT, "b_state"), "receiving_name": _if(_VISIT, "b_state_name"),
        "sending_ids": _listed(_if(_VISIT, "a_state")), "receiving_ids": _listed(_if(_VISIT, "b_state")),
        "state_ids": "[a_state, b_state]", "state_iso3s": "[]",
        "visitors": _listed(_if("travels_a", "coalesce(a_person_name, a_state_name)"), "c_person_name"),
        "visitor_ids": _listed(_if("travels_a", "coalesce(a_person, a_state)"), "c_person"),
        "hosts": _listed(_if(_HOSTED, "coalesce(b_person_name, b_state_name)")),
        "host_ids": _listed(_if(_HOSTED, "coalesce(b_person, b_state)")),
        "rank": _word(f"CASE WHEN {_VISIT} THEN {_TRAVELLING_RANK} ELSE {_HIGHEST_RANK} END"),
        "confidence": "confidence", "part_of": "part_of", "summary": "'They dealt with each other.'",
        "plover": "plover", "cameo": "cameo", "source_ids": f"[{_SOURCE}]", "urls": f"[{_ADDRESS}]",
        "first_day": "first_day", "last_day": "last_day",
        **{name: f"possible_{place}" for place, name in enumerate(POSSIBLE)},
        **{name.replace("possible", "sure"): bound for name, bound in zip(POSSIBLE, _SURE, strict=True)}, "narrowed": "around OR tied", "open_start": "false", "stop": "stop",
        "actor_ids": _listed("a_person", "a_state", "b_person", "b_state", "c_person"),
        "role_keys": _listed(
            "role_a || ':' || a_person", "role_a || ':' || a_state", "role_b || ':' || b_person", "role_b || ':' || b_state",
            "'delegate:' || c_person", _if("c_person IS NOT NULL", "'delegate:' || a_state"),
        ),
        "side_ids": _listed("a_state", _if("is_side_b", "b_state")),
        "travelling_rank": _TRAVELLING_RANK, "highest_rank": _HIGHEST_RANK,
    },
    "participants": {
        "event_id": "id", "number": "part.number", "actor_id": "coalesce(part.person, part.state)",
        "name": "coalesce(part.person_name, part.state_name)", "role": "part.role",
        "state_id": "part.state", "state_name": "part.state_name",
        "office_id": "part.office_id", "office": "part.office", "rank": "part.rank", "rank_number": "part.rank_number",
        "is_person": "part.person IS NOT NULL",
    },
    "reports": {
        "record_kind": "'event'", "record_id": "id", "event_id": "id", "path": "'reports[0]'", "source_id": _SOURCE,
        "stance": "stance", "paragraphs": "[]", "phrases": "[]", "url": _ADDRESS,
    },
}  # fmt: skip
"""What stands in each column; in those that are not named there is no value."""


def _part(number: int, side: str, role: str, state: str) -> str:
    values = {
        "number": str(number), "person": f"{side}_person", "person_name": f"{side}_person_name",
        "state": f"{state}_state", "state_name": f"{state}_state_name", "role": role,
        **{name: f"{side}_{name}" for name in ("office_id", "office", "rank", "rank_number")},
    }  # fmt: skip
    return "{" + ", ".join(f"'{name}': {value}" for name, value in values.items()) + "}"


_EVENTS: Final = "SELECT * FROM dated"
_PARTICIPANTS: Final = f"""
SELECT id, span, unnest(list_filter([
  {_part(1, "a", "role_a", "a")}, {_part(2, "b", "role_b", "b")},
  CASE WHEN c_person IS NOT NULL THEN {_part(3, "c", "'delegate'", "a")} END
], lambda each: each IS NOT NULL)) AS part FROM dated
"""
_REPORTS: Final = _EVENTS


def main() -> None:
    """Generate a layout: `python -m benchmarks.columnar 1M FOLDER`."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.columnar", description="Generate events in a new folder."
    )
    parser.add_argument("size", type=size_of, help="how many events, such as 1M")
    parser.add_argument("folder", help="a new folder")
    given = parser.parse_args()
    generate(given.folder, given.size)


if __name__ == "__main__":
    main()
