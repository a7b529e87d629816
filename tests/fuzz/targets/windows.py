"""Windows: each question about a time finds what a look at every record finds, in the one order."""

import functools
import random
import warnings
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from dprkrel import (
    Agreement,
    Dataset,
    DatasetError,
    DateError,
    Event,
    EventType,
    Fit,
    Match,
    Meeting,
    Rank,
    Relation,
    RelationType,
    Role,
    Stance,
    Statement,
    Status,
    Visit,
    When,
    WindowError,
)
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.implied import implied_bounds
from tests.small import happening, part, parts, said, spell, tie

WORLDS: Final = 6
_EVENTS: Final = 40
_DATES: Final = (
    "2024-01-01", "2024-01-02", "2024-01", "2024", "2024~", "2024-01?", "2023-12-31/2024-01-02", "2024-01-01/2024-01-05",
    "2024-01-02/[2024-01-03..2024-01-06]", "[2023-12-30..2024-01-04]", "[..2024-01-03]", "[2024-01-03..]", "2024-01-04/",
    "2024-21", "202X", "2023", "0001-01-01", "2023-12", "[2024-01-01,2024-01-07]", "2024-01-0X",
)  # fmt: skip
_EDGES: Final = (None, "..", *_DATES, "9999-12-31", "2023-12-31", "2024-01-03", "2024-12-31", "1", "2024-02-30", "")
TOKENS: Final = _DATES

_TYPES: Final = (
    (Visit, EventType.STATE_VISIT, Role.VISITOR, Role.HOST),
    (Visit, EventType.OFFICIAL_VISIT, Role.VISITOR, Role.HOST),
    (Meeting, EventType.TALKS, Role.PARTICIPANT, Role.PARTICIPANT),
    (Meeting, EventType.BANQUET, Role.HOST, Role.PARTICIPANT),
    (Agreement, EventType.TREATY, Role.PARTY, Role.PARTY),
    (Statement, EventType.MESSAGE, Role.SPEAKER, Role.ADDRESSEE),
)
_ACTORS: Final = (
    ("sergei-lavrov", "russia", "russia-foreign-minister"),
    ("vladimir-putin", "russia", "russia-president"),
    ("kim-jong-un", "dprk", None),
    ("choe-son-hui", "dprk", "dprk-foreign-minister"),
    ("maxim-ryzhenkov", "belarus", "belarus-foreign-minister"),
    ("belarus", None, None),
    ("dprk", None, None),
)
_STATES: Final = ("belarus", "dprk", "russia", "south-korea")
_IDS: Final = (*(actor_id for actor_id, _, _ in _ACTORS), "russia")
_STANCES: Final = (Stance.ASSERTS, Stance.ASSERTS, Stance.ANNOUNCES, Stance.ALLEGES, Stance.DENIES)


class _Known(NamedTuple):
    """An event or relation, with what the plain filter asks of it."""

    event: Any
    possible: tuple[tuple[int, int, int, int], ...]
    sure: tuple[tuple[int, int, int, int], ...]
    doubtful: bool
    ranks: tuple[tuple[Role, Rank], ...]


class _World(NamedTuple):
    data: Dataset
    known: tuple[_Known, ...]
    ties: tuple[_Known, ...]


@functools.cache
def _world(number: int) -> _World:
    """Return a dataset of events with dates of every form, the same for a number."""
    chance = random.Random(number)

    def made(place: int) -> Event:
        built, event_type, role, other = chance.choice(_TYPES)
        one, two = chance.sample(_ACTORS, 2)
        return happening(
            built, event_type, f"event-{place}", chance.choice(_DATES),
            part(one[0], role, one[1], one[2]), part(two[0], other, two[1], two[2]),
            reports=(said(1, stance=chance.choice(_STANCES)),),
        )  # fmt: skip

    def tied(place: int) -> Relation:
        kind = chance.choice((RelationType.MISSION, RelationType.DIPLOMATIC_RELATIONS, RelationType.REPRESENTATION))
        one, two = chance.sample(_STATES, 2)
        return tie(
            f"tie-{place}", kind, one, two, chance.choice(_DATES), reports=(said(1, stance=chance.choice(_STANCES)),)
        )

    spells = [spell(holder, office_id, str(state), "../..") for holder, state, office_id in _ACTORS if office_id]
    events = [made(place) for place in range(_EVENTS)]
    data = _lawful({**parts(), "events": events, "relations": [*spells, *map(tied, range(_EVENTS))], "changelog": ()})
    ranks = {office.id: office.rank for office in data.offices}
    return _World(
        data,
        tuple(
            _Known(
                event,
                *implied_bounds(data, event),
                event.when.doubtful,
                tuple((one.role, ranks[one.office_id]) for one in event.participants if one.office_id),
            )
            for event in data.events
        ),
        tuple(_Known(each, *implied_bounds(data, each), each.when.doubtful, ()) for each in data.relations),
    )


def _lawful(tables: dict[str, Any]) -> Dataset:
    """Return a dataset of those records that keep the laws together."""
    try:
        return Dataset(**tables)
    except DatasetError as error:
        refused = {fault.record for fault in error.faults}
        kept = [relation for relation in tables["relations"] if relation.id not in refused]
        hold(len(kept) < len(tables["relations"]), error)
        return _lawful({**tables, "relations": kept})


class _Asked(NamedTuple):
    window: When | None
    match: str
    how: str
    status: Any
    types: tuple[Any, ...] | None
    rank: Rank | None
    actors: tuple[str, ...]


def seeds() -> list[bytes]:
    """Return the first inputs."""
    return [
        bytes([one, one % 7, other, 0, one % 2, other % 2, one, *range(one % 5)])
        for one in range(0, 25, 2)
        for other in range(0, 25, 5)
    ]


def check(data: bytes) -> None:
    """Check a question of which the bytes choose the arguments."""
    choices = Choices(data)
    start, end = _edge(choices), _edge(choices)
    question = choices.pick(_QUESTIONS)
    world = _world(choices.below(WORLDS))
    match, how = str(choices.pick([*Match])), str(choices.pick([*Fit]))
    status = choices.pick((None, Status.OCCURRED, "planned", tuple(Status)[:2], [*Status]))
    types = tuple(choices.some([*(event_type for _, event_type, _, _ in _TYPES), "visit", "statement"], 2)) or None
    rank = choices.pick((None, None, Rank.MINISTER, Rank.HEAD_OF_STATE))
    actors = (choices.pick(_IDS), choices.pick(_IDS))
    try:
        window = When.window(start, end)
    except DateError as error:
        told(error)
        expected: type[DateError] | None = type(error)
        asked = None
    else:
        expected = None
        asked = _Asked(None if start is end is None else window, match, how, status, types, rank, actors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = question(world, asked or _Asked(None, match, how, status, types, rank, actors), start, end)
        except DateError as error:
            told(error)
            hold(expected is not None and isinstance(error, WindowError) == issubclass(expected, WindowError), error)
            return
    hold(expected is None, start, end)
    events, plain = found
    hold(events == plain, [event.id for event in events], [event.id for event in plain], asked)


def _edge(choices: Choices) -> Any:
    kind = choices.byte()
    if kind % 16 == 15:
        return choices.text()
    return _EDGES[kind % len(_EDGES)]


def _timely(known: _Known, asked: _Asked) -> bool:
    """Tell whether an event has a status that is asked for, and lies in the window as surely as is asked for."""
    statuses = (asked.status,) if isinstance(asked.status, str) else asked.status
    if statuses is not None and known.event.status not in statuses:
        return False
    if asked.window is None:
        return True  # also for certain: no time was asked for
    begin, end = asked.window.bounds[0], asked.window.bounds[3]
    if asked.match == "possible":
        return any(
            (begin <= start_by and end_from <= end)
            if asked.how == "within"
            else (start_from <= end and begin <= end_by)
            for start_from, start_by, end_from, end_by in known.possible
        )
    return not (known.doubtful or asked.window.doubtful) and all(
        (begin <= start_from and end_by <= end) if asked.how == "within" else (start_by <= end and begin <= end_from)
        for start_from, start_by, end_from, end_by in known.sure
    )


def _takes_part(event: Event, actor: str, *roles: Role) -> bool:
    return any(
        actor in (one.actor_id, one.acted_for) and (not roles or one.role in roles) for one in event.participants
    )


def _typed(event: Event, asked: _Asked) -> bool:
    return (
        asked.types is None
        or event.event_type in asked.types
        or ("visit" in asked.types and isinstance(event, Visit))
        or ("statement" in asked.types and isinstance(event, Statement))
    )


def _ranked(known: _Known, asked: _Asked, *roles: Role) -> bool:
    return asked.rank is None or any(rank >= asked.rank and (not roles or role in roles) for role, rank in known.ranks)


_Answer = tuple[list[Any], list[Any]]


def _plain(world: _World, asked: _Asked, fits: Callable[[_Known], bool]) -> list[Event]:
    return [known.event for known in world.known if _timely(known, asked) and fits(known)]


def _between(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    more = _criteria(asked, "types", "rank")
    found = world.data.events_between(start, end, **more)
    hold(world.data.count_events(start, end, **more) == len(found), asked)
    return [*found], _plain(world, asked, lambda known: _typed(known.event, asked) and _ranked(known, asked))


def _between_of(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    found = world.data.events_between(
        start, end, actors=asked.actors, match=asked.match, how=asked.how, status=asked.status
    )  # type: ignore[call-overload]
    return [*found], _plain(world, asked, lambda known: any(_takes_part(known.event, actor) for actor in asked.actors))


def _criteria(asked: _Asked, *also: str) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in ("match", "how", "status", *also)}


def _dyad(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    more = _criteria(asked, "types", "rank")
    found = world.data.events_of_dyad(*asked.actors, start=start, end=end, **more)
    return [*found], _plain(
        world, asked,
        lambda known: (
            _typed(known.event, asked)
            and _ranked(known, asked)
            and all(_takes_part(known.event, actor) for actor in asked.actors)
        ),
    )  # fmt: skip


def _visits(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    more = _criteria(asked, "rank")
    found = world.data.visits_by_actor(asked.actors[0], start=start, end=end, **more)
    travelling = (Role.VISITOR, Role.DELEGATE)
    return [*found], _plain(
        world, asked,
        lambda known: (
            isinstance(known.event, Visit)
            and _takes_part(known.event, asked.actors[0], *travelling)
            and _ranked(known, asked, *travelling)
        ),
    )  # fmt: skip


def _meetings(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    more = _criteria(asked, "rank")
    found = world.data.meetings_of(asked.actors[0], other=asked.actors[1], start=start, end=end, **more)
    return [*found], _plain(
        world, asked,
        lambda known: (
            isinstance(known.event, Meeting)
            and _ranked(known, asked)
            and all(_takes_part(known.event, actor) for actor in asked.actors)
        ),
    )  # fmt: skip


def _statements(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    more = _criteria(asked)
    found = world.data.statements_by(asked.actors[0], start=start, end=end, **more)
    return [*found], _plain(
        world, asked,
        lambda known: isinstance(known.event, Statement) and _takes_part(known.event, asked.actors[0], Role.SPEAKER),
    )  # fmt: skip


def _relations(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    on = None if start is end is None else When.window(start, end)
    actor, other = asked.actors[0], asked.actors[1] if asked.how == "within" else None
    found = world.data.relations_of(actor, other=other, on=on, match=asked.match, status=asked.status)  # type: ignore[arg-type]
    asked = asked._replace(how="overlaps")  # a relation may go on beyond the time that is asked for
    return [*found], [
        known.event
        for known in world.ties
        if _timely(known, asked)
        and (
            (known.event.subject_id == actor and other in (None, known.event.object_id))
            or (known.event.object_id == actor and other in (None, known.event.subject_id))
        )
    ]


def _missions(world: _World, asked: _Asked, start: Any, end: Any) -> _Answer:
    if start is end is None:
        start = "2024"
    on = When.window(start, end)
    found = world.data.missions_at_work(on=on, match=asked.match, types=("mission", "representation"))  # type: ignore[arg-type]
    asked = asked._replace(how="overlaps", window=on, status="occurred")
    return [*found], [
        known.event
        for known in world.ties
        if _timely(known, asked) and known.event.relation_type in ("mission", "representation")
    ]


_QUESTIONS: Final = (_between, _between_of, _dyad, _visits, _meetings, _statements, _relations, _missions)
