"""The states that answer to the country codes of other data, each on the days on which it existed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.errors import DprkrelError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.fields import ActorId
from dprkrel.store.tables import Tables

FORMER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CSK": "czechoslovakia",
        "DDR": "east-germany",
        "SUN": "soviet-union",
        "YMD": "south-yemen",
        "YUG": "yugoslavia",
    }
)
"""The codes that ISO 3166-3 keeps for states that are no more, with the ids of these in the bundled data."""

CAMEO: Final[Mapping[str, str]] = MappingProxyType({"MTN": "MNE", "ROM": "ROU", "TMP": "TLS"})
"""The codes of states in CAMEO that differ from ISO 3166-1 alpha-3, with the code that ISO has."""

PLOVER: Final[Mapping[str, str]] = MappingProxyType({})
"""As `CAMEO`, of PLOVER."""

PLOVER_IDS: Final[Mapping[str, str]] = MappingProxyType({"KOS": "kosovo"})
"""The codes of states in PLOVER to which ISO gives none, with their ids in the bundled data."""


class Answer(NamedTuple):
    """A state that answers to a code on some days.

    Attributes:
        code: the code.
        first: the first such day, as a day number; `PAST` for no limit.
        last: the last; `FUTURE` for no limit.
        state: the state.
    """

    code: str
    first: int
    last: int
    state: Actor


def answers(dataset: Tables, alike: Mapping[str, str], ids: Mapping[str, str]) -> list[Answer]:
    """Return which state of a dataset answers to which code on which days.

    A state answers to its code of ISO 3166-1 while it existed. On earlier days the state answers that it succeeded
    (`successor_of`): RUS is the Soviet Union before December 1991.

    Args:
        dataset: whose states.
        alike: codes that stand for a code of ISO.
        ids: codes that stand for the state with an id.

    Raises:
        DprkrelError: two states of the dataset answer to one code on one day.
    """
    states = [actor for actor in dataset.actors if actor.kind is ActorKind.STATE]
    by_id = {state.id: state for state in states}
    others: dict[str, list[str]] = {}
    for code, iso in alike.items():
        others.setdefault(iso, []).append(code)
    found = list[Answer]()
    for state in states:
        if state.iso_alpha3:
            for code in (state.iso_alpha3, *others.get(state.iso_alpha3, ())):
                found += _over_time(code, state, by_id)
    for code, state_id in ids.items():
        if ActorId(state_id) in by_id:
            found += _over_time(code, by_id[ActorId(state_id)], {})
    return _apart(found)


def _over_time(code: str, state: Actor, by_id: Mapping[ActorId, Actor]) -> Iterator[Answer]:
    """Yield the state itself, and before it the one that it succeeded."""
    first, by, last = _life(state)
    before = by_id.get(state.successor_of) if state.successor_of else None
    if before is not None and by > PAST:
        # While it may have begun both existed; the code stands for the older one until the younger surely does.
        begun, _, ended = _life(before)
        yield Answer(code, begun, min(ended, by - 1), before)
        first = by
    yield Answer(code, first, last, state)


def _life(state: Actor) -> tuple[int, int, int]:
    """Return the first and the last day on which it may have begun, and the last on which it may have ended."""
    if state.existed is None:
        return PAST, PAST, FUTURE
    begin, by, _, end = state.existed.bounds
    return begin, by, end


def _apart(found: Iterable[Answer]) -> list[Answer]:
    """Return the answers in order, if no two of a code share a day."""
    ordered = sorted(found, key=lambda answer: (answer.code, answer.first, answer.last, answer.state.id))
    kept = list[Answer]()
    for answer in ordered:
        if answer.last < answer.first:
            continue
        if kept and kept[-1].code == answer.code and kept[-1].last >= answer.first:
            both = f"{kept[-1].state.id} and {answer.state.id}"
            raise DprkrelError(
                f"two states of the dataset answer to the code {answer.code}: {both}; leave one of them away"
            )
        kept.append(answer)
    return kept
