"""How many reports share no origin: of sets of origins, how many have nothing in common, two by two.

Whether there are two is found at once. How many there are at most is the
problem of packing sets, for which no method is known that is exact and always
quick. So what follows without trying is settled first, which is nearly
everything in practice; what is left is tried, up to a limit; and beyond it
two bounds are returned, between which the number lies.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from typing import Final, NamedTuple, TypeAlias

Origins: TypeAlias = frozenset[str]

_TRIES: Final = 20_000
"""How many sets are looked at, again and again, before bounds are returned instead of a number."""


class Independent(NamedTuple):
    """How many reports share no origin, two by two: a number, or two between which it lies.

    Attributes:
        at_least: so many were found.
        at_most: more there cannot be; the same number unless there were too many ways to choose to try them all.
    """

    at_least: int
    at_most: int

    def __str__(self) -> str:
        return str(self.at_least) if self.at_least == self.at_most else f"{self.at_least} to {self.at_most}"


def any_apart(sets: Collection[Origins]) -> bool:
    """Tell whether any two of these sets have nothing in common.

    Examples:
        >>> any_apart([frozenset("ab"), frozenset("bc"), frozenset("ca")])
        False
    """
    first = next(iter(sets), frozenset[str]())
    if any(first.isdisjoint(other) for other in sets if other is not first):
        return True
    holders: dict[str, int] = {}  # of each origin, the sets that have it, as bits
    for number, origins in enumerate(sets):
        for origin in origins:
            holders[origin] = holders.get(origin, 0) | 1 << number
    everyone = (1 << len(sets)) - 1
    for origins in sets:
        met = 0
        for origin in origins:
            met |= holders[origin]
        if met != everyone:
            return True
    return False


def most_apart(sets: Collection[Origins]) -> Independent:
    """Return how many of these sets, at most, have nothing in common, two by two; equal ones count once.

    Examples:
        >>> most_apart([frozenset("ab"), frozenset("bc"), frozenset("cd")])
        Independent(at_least=2, at_most=2)
    """
    choice = _Choice(sorted(set(sets), key=sorted))
    at_least = at_most = choice.settled()
    tries = [_TRIES]
    for part in _parts(choice.left()):
        exact = _tried(part, tries)
        at_least += _Choice(part).picked() if exact is None else exact
        at_most += _bound(part) if exact is None else exact
    if at_least == 1 < at_most and any_apart(sets):
        at_least = 2
    return Independent(at_least, at_most)


class _Choice:
    """Sets from which some are chosen, one after the other; whatever has an origin of a chosen one goes with it."""

    def __init__(self, sets: list[Origins]) -> None:
        self._sets = sets
        self._holders: dict[str, dict[int, None]] = {}
        for number, origins in enumerate(sets):
            for origin in origins:
                self._holders.setdefault(origin, {})[number] = None
        self._left = dict.fromkeys(range(len(sets)))
        self._waiting = list(self._left)

    def left(self) -> list[Origins]:
        """Return the sets that are neither chosen nor gone."""
        return [self._sets[number] for number in self._left]

    def settled(self) -> int:
        """Choose every set that is in some best choice for sure, and return how many these are.

        It is one that shares no more than one origin with others: of all
        that have this origin only one can be chosen, and no other leaves more.
        """
        chosen = 0
        while self._waiting:
            number = self._waiting.pop()
            if number in self._left and len(self._shared(number)) <= 1:
                self.take(number)
                chosen += 1
        return chosen

    def take(self, number: int) -> None:
        """Choose a set."""
        gone = {number: None}
        for origin in self._shared(number):
            gone |= self._holders[origin]
        for other in gone:
            del self._left[other]
            for origin in self._sets[other]:
                holders = self._holders[origin]
                del holders[other]
                if len(holders) == 1:
                    self._waiting.extend(holders)

    def picked(self) -> int:
        """Choose one after the other, those first that share the least, as long as any is left; return how many."""
        shared = {number: sum(len(self._holders[origin]) for origin in self._sets[number]) for number in self._left}
        number = 0
        for pick in sorted(shared, key=shared.__getitem__):
            if pick in self._left:
                self.take(pick)
                number += 1 + self.settled()
        return number

    def _shared(self, number: int) -> list[str]:
        return [origin for origin in self._sets[number] if len(self._holders[origin]) > 1]


def _parts(sets: list[Origins]) -> Iterator[list[Origins]]:
    """Yield the sets in parts, of which none shares an origin with another."""
    holders: dict[str, list[int]] = {}
    for number, origins in enumerate(sets):
        for origin in origins:
            holders.setdefault(origin, []).append(number)
    seen = set[int]()
    for start in range(len(sets)):
        if start in seen:
            continue
        seen.add(start)
        part, left = list[int](), [start]
        while left:
            number = left.pop()
            part.append(number)
            more = {other for origin in sets[number] for other in holders.pop(origin, ())} - seen
            seen |= more
            left.extend(more)
        yield [sets[number] for number in sorted(part)]


def _tried(sets: list[Origins], tries: list[int]) -> int | None:
    """Return the number, by trying with and without one set after the other; None if that takes more tries than are left."""
    # Trials within trials stand in a list, since calls within calls would be as deep as the sets are many.
    trials, found = [_trial(sets, tries)], None
    while trials:
        try:
            within = trials[-1].send(found)
        except StopIteration as done:
            trials.pop()
            found = done.value
        else:
            trials.append(_trial(within, tries))
            found = None
    return found


def _trial(sets: list[Origins], tries: list[int]) -> Generator[list[Origins], int | None, int | None]:
    """Yield the sets of which the number must be known, to be sent it, and return that of all."""
    tries[0] -= len(sets)
    if tries[0] < 0:
        return None
    choice = _Choice(sets)
    number = choice.settled()
    for part in _parts(choice.left()):
        pivot = part[_most_shared(part)]
        chosen = yield [other for other in part if other.isdisjoint(pivot)]
        if chosen is None:
            return None
        without = [other for other in part if other is not pivot]
        best = chosen + 1
        if best < _bound(without):
            passed = yield without
            if passed is None:
                return None
            best = max(best, passed)
        number += best
    return number


def _most_shared(sets: list[Origins]) -> int:
    counts: dict[str, int] = {}
    for origins in sets:
        for origin in origins:
            counts[origin] = counts.get(origin, 0) + 1
    return max(range(len(sets)), key=lambda number: (sum(counts[origin] for origin in sets[number]), -number))


def _bound(sets: list[Origins]) -> int:
    """Return a number that cannot be exceeded: each that is chosen uses up its origins, and there are only so many."""
    free, number = len(frozenset().union(*sets)), 0
    for size in sorted(map(len, sets)):
        free -= size
        if free < 0:
            break
        number += 1
    return number
