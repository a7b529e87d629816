"""What a question selects: the window, match, rank, status and participants that a record must have."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Literal, TypeAlias

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.questions.arguments import StatusLike, word, words
from dprkrel.records.actors import Actor
from dprkrel.records.events import Event, Participant
from dprkrel.records.offices import Rank
from dprkrel.records.relations import Relation
from dprkrel.records.roles import Role
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables


class Match(StrEnum):
    """Say how sure a match of dates must be."""

    #: Keep what some reading of the dates puts there.
    POSSIBLE = "possible"
    #: Keep only what no reading of the dates could take out.
    CERTAIN = "certain"


MatchWord: TypeAlias = Literal["possible", "certain"]
"""The words of `Match`, for type checkers."""


class How(StrEnum):
    """Say how an event must lie to a window."""

    #: They share at least one day.
    OVERLAPS = "overlaps"
    #: Every day of the event is a day of the window.
    WITHIN = "within"


HowWord: TypeAlias = Literal["overlaps", "within"]
"""The words of `How`, for type checkers."""


def record_filter(
    start: DateLike | None,
    end: DateLike | None,
    match: Match | str,
    how: How | str,
    status: StatusLike,
) -> Callable[[Event | Relation], bool]:
    """Read the arguments once, and return the test that they make together."""
    window = None if start is None and end is None else When.window(start, end)
    sure = word("match", match, Match) is Match.CERTAIN
    inside = word("how", how, How) is How.WITHIN
    wanted = words("status", status, Status)

    def keep(record: Event | Relation) -> bool:
        if wanted is not None and record.status not in wanted:
            return False
        if window is None:
            return True
        answer = record.when.within(window) if inside else record.when.overlaps(window)
        return answer is Certainty.CERTAIN or (not sure and answer is Certainty.POSSIBLE)

    return keep


def has_rank(tables: Tables, event: Event, least: Rank | None, roles: Iterable[Role] | None = None) -> bool:
    """Tell whether someone takes part, in one of the roles if given, in an office known to be of this rank or higher."""
    return least is None or any(
        part.office_id is not None and tables.office(part.office_id).rank >= least
        for part in event.participants
        if roles is None or part.role in roles
    )


def takes_part(event: Event, actor: Actor, roles: frozenset[Role] | None = None) -> bool:
    """Tell whether an actor, or someone acting for it, is among the participants, in one of the roles if given."""

    def is_meant(participant: Participant) -> bool:
        return actor.id in (participant.actor_id, participant.acted_for) and (
            roles is None or participant.role in roles
        )

    return any(map(is_meant, event.participants))
