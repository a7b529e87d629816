"""An index of dated records: their bounds and words as columns of numbers, and in which of them each actor stands.

A question names whom and what it is about, and when. Whom and what are
settled first: the postings of actors and two columns of words give the
positions of the records concerned, which are kept as `Spans`. Of these the
days are asked, by bisection. The page "How answers are found" explains the method.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from dprkrel.dates.edtf import FUTURE, PAST

R = TypeVar("R")

Numbers: TypeAlias = Sequence[int]
"""Numbers in a row: an array, or a view of a file."""

STATUS: Final = 0x0F
"""The bits of a mark that hold the number of the status."""

DOUBTFUL: Final = 0x10
"""The bit of a mark which says that a date is approximate or uncertain."""

STOP: Final = 0x20
"""The bit of a mark which says that the record is a stop during a visit."""

SUPPOSED: Final = 0x40
"""The bit of a mark which says that a coding rule alone bounds an end of the date."""

_PER_ROW: Final = 8
"""How many bounds are implied of a date: four that everything sets, four that dates in no doubt set."""

ANY: Final = -1
"""The bits of all roles."""


class Columns(NamedTuple):
    """What an index knows of each record, in the order of results.

    Attributes:
        first: the first bound that is known, as an ordinal; it ascends.
        latest_start: the bound of that name, as an ordinal; `PAST` where there is no beginning.
        earliest_end: the bound of that name.
        latest_end: the bound of that name.
        unbounded: the positions of those of which no first day is known on which they may have begun.
        types: the number of the type of each.
        marks: its status and flags.
        narrowed: the positions of those of which all that is known implies a narrower date than the bounds above;
            one stands here more than once where its date is one of several.
        implied: what is implied of each of these, eight numbers: the four bounds that everything sets, then the
            four that dates in no doubt set.
    """

    first: Numbers
    latest_start: Numbers
    earliest_end: Numbers
    latest_end: Numbers
    unbounded: Numbers
    types: bytes | memoryview
    marks: bytes | memoryview
    narrowed: Numbers = ()
    implied: Numbers = ()

    def at(self, positions: Numbers) -> "Columns":
        """Return the columns of some of the records."""
        beyond = set(self.unbounded)
        kept = [*self._rows_of(positions)] if len(self.narrowed) else []
        bounds = [array("i", map(column.__getitem__, positions)) for column in self[:4]]
        return Columns(
            bounds[0],
            bounds[1],
            bounds[2],
            bounds[3],
            array("i", (number for number, position in enumerate(positions) if position in beyond)),
            bytes(map(self.types.__getitem__, positions)),
            bytes(map(self.marks.__getitem__, positions)),
            array("i", [number for number, _ in kept]),
            array("i", [day for _, row in kept for day in self.implied[_PER_ROW * row : _PER_ROW * (row + 1)]]),
        )

    def _rows_of(self, positions: Numbers) -> Iterator[tuple[int, int]]:
        """Yield, for each row of what is implied of one of some positions, the place of that position and the row."""
        for number, position in enumerate(positions):
            row = bisect_left(self.narrowed, position)
            while row < len(self.narrowed) and self.narrowed[row] == position:
                yield number, row
                row += 1


class Posting(NamedTuple):
    """In which records an actor stands, and how.

    Attributes:
        positions: of the records, ascending.
        roles: the roles in each, as a number of `Index.role_sets`.
    """

    positions: Numbers
    roles: Numbers


class Matches(NamedTuple):
    """Which records of `Spans` match: those of `head`, then a slice without `gaps`, then those of `tail`; all ascending."""

    head: Numbers
    start: int
    stop: int
    gaps: Numbers
    tail: Numbers

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.head) + self.stop - self.start - len(self.gaps) + len(self.tail)

    def of(self, records: Sequence[R]) -> tuple[R, ...]:
        """Return these records."""
        fetch, start = records.__getitem__, self.start
        if self.gaps:
            between = list[R]()
            for gap in self.gaps:
                between += records[start:gap]
                start = gap + 1
            middle = (*between, *records[start : self.stop])
        else:
            middle = tuple(records[start : self.stop])
        # To add nothing to a tuple copies nothing.
        return tuple(map(fetch, self.head)) + middle + tuple(map(fetch, self.tail))


class _Reach:
    """Which of many spans that begin before a day reach it, in the order of their beginnings.

    The spans are filed by the bit length of their length. Of a class whose
    spans last from n to m days, those reach a day that begin at most n days
    before it, and of those that begin at most m days before it some: one
    slice is taken whole, another is looked through.
    """

    def __init__(self, first: Numbers, last: Numbers) -> None:
        self._first, self._last = first, last
        classes: dict[int, array[int]] = {}
        for number, (begin, end) in enumerate(zip(first, last, strict=True)):
            if end > begin:
                classes.setdefault((end - begin).bit_length(), array("i")).append(number)
        self._classes: list[tuple[int, int, array[int]]] = []
        for bits in sorted(classes):
            shortest, numbers = 1 << (bits - 1), classes[bits]
            # One class more costs as much as to look through a few spans.
            if self._classes and len(self._classes[-1][2]) < _FEW:
                shortest, _, others = self._classes.pop()
                numbers = array("i", sorted([*others, *numbers]))
            self._classes.append((shortest, (1 << bits) - 1, numbers))

    def to(self, day: int) -> list[int]:
        """Return the numbers of the spans that begin before a day and end on it or later, ascending."""
        first, last, reaching = self._first, self._last, list[int]()
        begun = bisect_left(first, day)  # the numbers of spans ascend with their beginnings
        slices = 0
        for shortest, longest, numbers in self._classes:
            stop = bisect_left(numbers, begun)
            sure = bisect_left(numbers, bisect_left(first, day - shortest, hi=begun), hi=stop)
            maybe = bisect_left(numbers, bisect_left(first, day - longest, hi=begun), hi=sure)
            before = len(reaching)
            reaching += [number for number in numbers[maybe:sure] if last[number] >= day]
            reaching += numbers[sure:stop]
            slices += len(reaching) > before
        if slices > 1:
            reaching.sort()
        return reaching


_FEW: Final = 32
"""A class of fewer spans is put together with the next."""


class Spans(Generic[R]):
    """Dated records in the order of results, and the questions of time that they answer without being looked through."""

    def __init__(self, columns: Columns, records: Sequence[R]) -> None:
        self.records = records
        self._columns = columns
        # What follows is derived when it is first needed.
        self._reaches: dict[str, _Reach] = {}
        self._lacking: dict[str, Numbers] = {}
        self._first_days: Numbers | None = None
        self._last_days: Numbers | None = None
        self._rows: dict[bool, _Rows] = {}
        self._marked: dict[int, Numbers] = {}

    def __len__(self) -> int:
        return len(self._columns.first)

    def all(self) -> Matches:
        """Return all of them."""
        return Matches((), 0, len(self), (), ())

    def overlapping(self, begin: int, end: int, *, certain: bool) -> Matches:
        """Return those that share a day with a window: possibly, or certainly.

        Args:
            begin: the ordinal of its first day; `PAST` where it is open.
            end: that of its last day; `FUTURE` where it is open.
            certain: whether every reading of the dates must say so.
        """
        matches = self._overlapping(begin, end, certain=certain)
        rows = self._implied_rows(certain=certain)
        return self._with(matches, rows, rows and rows.spans.overlapping(begin, end, certain=certain))

    def within(self, begin: int, end: int, *, certain: bool) -> Matches:
        """Return those of which every day lies in a window: possibly, or certainly."""
        matches = self._within(begin, end, certain=certain)
        rows = self._implied_rows(certain=certain)
        return self._with(matches, rows, rows and rows.spans.within(begin, end, certain=certain))

    def _with(self, matches: Matches, rows: "_Rows | None", found: "Matches | None") -> Matches:
        """Return what matches by adopted dates, where nothing is narrower, with those that match by what is implied."""
        if rows is None or found is None:
            return matches
        numbers = found.of(rows.numbers)
        fitting = {*numbers}
        if rows.times:  # each date that one of several may be must match
            counted = Counter(numbers)
            fitting = {number for number in fitting if counted[number] == rows.times.get(number, 1)}
        gone = (number for number in _cut(rows.narrowed, matches.start, matches.stop) if number not in fitting)
        return Matches(
            sorted([*matches.head, *(number for number in fitting if number < matches.start)]),
            matches.start,
            matches.stop,
            sorted({*(number for number in matches.gaps if number not in fitting), *gone}),
            sorted([*matches.tail, *(number for number in fitting if number >= matches.stop)]),
        )

    def _implied_rows(self, *, certain: bool) -> "_Rows | None":
        """Return the dates that are implied of those that are narrowed, as spans of their own; None where none is."""
        if not len(self._columns.narrowed):
            return None
        rows = self._rows.get(certain)
        if rows is None:
            rows = self._rows[certain] = _Rows.of(self._columns, certain=certain)
        return rows

    def _overlapping(self, begin: int, end: int, *, certain: bool) -> Matches:
        start, stop = self._slice(begin, end)
        if not certain:
            return Matches(self._reaching("latest_end", begin), start, stop, (), self._without("earliest_start", stop))
        late = self._columns.latest_start
        head = [number for number in self._reaching("earliest_end", begin) if late[number] <= end]
        gaps = self._gaps(start, stop, self._reaching("latest_start", end + 1), "earliest_end" if begin > PAST else "")
        early = self._columns.earliest_end
        tail = [number for number in self._without("latest_start", stop) if early[number] >= begin]
        return self._unmarked(Matches(head, start, stop, gaps, tail), DOUBTFUL)

    def _within(self, begin: int, end: int, *, certain: bool) -> Matches:
        start, stop = self._slice(begin, end)
        if certain:
            gaps = self._gaps(
                start, stop, self._reaching("latest_end", end + 1), "earliest_start" if begin > PAST else ""
            )
            return self._unmarked(Matches((), start, stop, gaps, ()), DOUBTFUL | SUPPOSED)
        early = self._columns.earliest_end
        head = [number for number in self._reaching("latest_start", begin) if early[number] <= end]
        gaps = self._gaps(start, stop, self._reaching("earliest_end", end + 1), "latest_start" if begin > PAST else "")
        tail = self._without("earliest_end", stop)
        if begin > PAST:
            late = self._columns.latest_start
            tail = [number for number in tail if late[number] > PAST]
        return Matches(head, start, stop, gaps, tail)

    def count_overlapping(self, begin: int, end: int) -> int:
        """Return how many possibly share a day with a window: those that have begun by its end, less those that ended before."""
        if len(self._columns.narrowed):
            return self._count_as_implied(begin, end)
        if self._last_days is None:
            self._last_days = array("i", sorted(self._columns.latest_end))
        stop = self._slice(begin, end)[1]
        return stop + len(self._without("earliest_start", stop)) - bisect_left(self._last_days, begin)

    def _count_as_implied(self, begin: int, end: int) -> int:
        """Return how many possibly share a day with a window, some of which are narrowed."""
        columns, rows = self._columns, self._implied_rows(certain=True)
        if rows and rows.times:
            return self.overlapping(begin, end, certain=False).number
        if self._last_days is None or self._first_days is None:
            first, last = [*columns.first], [*columns.latest_end]
            for number in columns.unbounded:
                first[number] = PAST
            for row, number in enumerate(columns.narrowed):
                first[number], last[number] = columns.implied[_PER_ROW * row], columns.implied[_PER_ROW * row + 3]
            self._first_days, self._last_days = array("i", sorted(first)), array("i", sorted(last))
        return bisect_right(self._first_days, end) - bisect_left(self._last_days, begin)

    def _slice(self, begin: int, end: int) -> tuple[int, int]:
        """Return between which numbers those lie whose first known bound lies in a window."""
        first = self._columns.first
        start = 0 if begin == PAST else bisect_left(first, begin)
        return start, len(first) if end == FUTURE else bisect_right(first, end, lo=start)

    def _reaching(self, column: str, day: int) -> list[int]:
        """Return the numbers of those whose first known bound is before a day, and this bound not."""
        if day <= PAST or day > FUTURE:
            return []
        reach = self._reaches.get(column)
        if reach is None:
            last: Numbers = getattr(self._columns, column)
            if len(self._columns.narrowed):  # these are found by what is implied of them
                last = array("i", last)
                for number in self._columns.narrowed:
                    last[number] = PAST
            reach = self._reaches[column] = _Reach(self._columns.first, last)
        return reach.to(day)

    def _without(self, column: str, start: int, stop: int | None = None) -> Numbers:
        """Return the numbers of those that lack a bound, from one number up to another or to the end."""
        numbers = self._lacking.get(column)
        if numbers is None:
            unbounded = self._columns.unbounded
            if len(self._columns.narrowed):  # as above
                narrowed = {*self._columns.narrowed}
                unbounded = array("i", (number for number in unbounded if number not in narrowed))
            if column == "earliest_start":
                numbers = unbounded
            else:
                bound: Numbers = getattr(self._columns, column)
                numbers = array("i", (number for number in unbounded if bound[number] == PAST))
            self._lacking[column] = numbers
        return _cut(numbers, start, stop)

    def _gaps(self, start: int, stop: int, numbers: list[int], lacking: str) -> list[int]:
        """Return which of some numbers lie in a slice, with those of the slice that lack a bound."""
        inside = [number for number in numbers if start <= number < stop]
        more = self._without(lacking, start, stop) if lacking else ()
        return sorted({*inside, *more}) if more else inside

    def _unmarked(self, matches: Matches, flags: int) -> Matches:
        """Return which of some records match for certain: those whose dates do not have these marks."""
        marks = self._columns.marks
        marked = self._marked.get(flags)
        if marked is None:
            marked = array("i", (number for number, mark in enumerate(marks) if mark & flags))
            self._marked[flags] = marked
        if not len(marked):
            return matches
        return Matches(
            [number for number in matches.head if not marks[number] & flags],
            matches.start,
            matches.stop,
            sorted({*matches.gaps, *_cut(marked, matches.start, matches.stop)}),
            [number for number in matches.tail if not marks[number] & flags],
        )


class _Rows(NamedTuple):
    """The dates that are implied of records that are narrowed, as spans in the order of their own first bounds.

    Attributes:
        spans: the dates; whose they are stands beside them.
        numbers: the number of the record of each.
        narrowed: the numbers of all these records, ascending.
        times: how many dates each has that may have one of several; only asked for what is certain.
    """

    spans: "Spans[int]"
    numbers: Numbers
    narrowed: Numbers
    times: Mapping[int, int]

    @classmethod
    def of(cls, columns: Columns, *, certain: bool) -> "_Rows":
        """Return the dates that are possible, or those that are sure."""
        begin = 4 if certain else 0
        dated = []
        for row, number in enumerate(columns.narrowed):
            bounds = columns.implied[_PER_ROW * row + begin : _PER_ROW * row + begin + 4]
            known = min((bound for bound in bounds if PAST < bound < FUTURE), default=PAST + 1)
            dated.append((known, number, *bounds))
        dated.sort()
        first, numbers, earliest, late, early, last = (array("i", each) for each in zip(*dated, strict=True))
        unbounded = array("i", (row for row, day in enumerate(earliest) if day == PAST))
        marks = bytes(columns.marks[number] & DOUBTFUL for number in numbers)
        counted = Counter(columns.narrowed)
        times = {number: count for number, count in counted.items() if count > 1} if certain else {}
        own = Columns(first, late, early, last, unbounded, bytes(len(numbers)), marks)
        return cls(Spans(own, numbers), numbers, array("i", counted), times)


def _cut(numbers: Numbers, start: int, stop: int | None) -> Numbers:
    """Return those of some ascending numbers that are at least `start` and less than `stop`."""
    return numbers[bisect_left(numbers, start) : None if stop is None else bisect_left(numbers, stop)]


_LEAST: Final = 64
"""What it costs to keep the spans of a question, even of one without records; in records."""

Side: TypeAlias = tuple[str, int]
"""The id of an actor, and the roles that count, as the sum of their bits."""


class Index(Generic[R]):
    """The index of a table of dated records.

    Args:
        columns: what is known of each record.
        postings: in which records each actor stands, by id.
        role_sets: every set of roles in which an actor stands in a record, as the sum of their bits.
        records: the records themselves, in the same order.
    """

    def __init__(
        self, columns: Columns, postings: Mapping[str, Posting], role_sets: Sequence[int], records: Sequence[R]
    ) -> None:
        self.columns: Columns = columns
        self.postings: Mapping[str, Posting] = postings
        self.role_sets: Sequence[int] = role_sets
        self._records = records
        self._all = Spans(columns, records)
        self._spans: dict[object, Spans[R]] = {}
        self._cost = 0

    def posting(self, actor_id: str) -> Posting:
        """Return in which records an actor stands, by position."""
        return self.postings.get(actor_id) or Posting((), ())

    def spans(
        self,
        *,
        sides: Sequence[Side] = (),
        any_side: bool = False,
        types: frozenset[int] | None = None,
        statuses: frozenset[int] | None = None,
        without: int = 0,
    ) -> Spans[R]:
        """Return the records about some actors, of some types and statuses; the same object for the same question.

        Args:
            sides: who must stand in them: all of these, or with `any_side` one of them; empty for anybody.
            any_side: whether one of the sides suffices.
            types: the numbers of the types that pass; None for all.
            statuses: the numbers of the statuses that pass; None for all.
            without: a flag that none of them may have; 0 for none.
        """
        key = (tuple(sides), any_side, types, statuses, without)
        spans = self._spans.get(key)
        if spans is None:
            spans = self._chosen(self._by_side(sides, any_side), types, statuses, without)
            self._keep(key, spans)
        return spans

    def _keep(self, key: object, spans: Spans[R]) -> None:
        """Keep the spans of a question, and let go of the oldest where all that is kept outgrows the table."""
        self._spans[key] = spans
        self._cost += _LEAST + len(spans)
        room = max(4 * len(self._all), 100_000)
        if self._cost <= room:
            return
        # Down to half, so that not every further question counts all of them; anew, as threads may have miscounted.
        kept = [*self._spans.items()]
        cost = sum(_LEAST + len(old) for _, old in kept)
        for other, old in kept:
            if cost > room / 2 and other != key:
                self._spans.pop(other, None)
                cost -= _LEAST + len(old)
        self._cost = cost

    def _by_side(self, sides: Sequence[Side], any_side: bool) -> Numbers | None:
        """Return the positions of the records in which the sides stand, or None for all."""
        if not sides:
            return None
        each = [self._in_roles(*side) for side in sides]
        if any_side:
            return each[0] if len(each) == 1 else sorted({position for positions in each for position in positions})
        few, *others = sorted(each, key=len)
        for many in others:
            few = [position for position in few if _has(many, position)]
        return few

    def _in_roles(self, actor_id: str, roles: int) -> Numbers:
        posting = self.posting(actor_id)
        if roles == ANY:
            return posting.positions
        counted = {number for number, held in enumerate(self.role_sets) if held & roles}
        return [position for position, number in zip(*posting, strict=True) if number in counted]

    def _chosen(
        self, positions: Numbers | None, types: frozenset[int] | None, statuses: frozenset[int] | None, without: int
    ) -> Spans[R]:
        columns, tests = self.columns, []
        if types is not None:
            tests.append((columns.types, bytes(number in types for number in range(256))))
        if statuses is not None or without:
            passing = (_passes(mark, statuses, without) for mark in range(256))
            tests.append((columns.marks, bytes(passing)))
        chosen = positions
        for column, table in tests:
            if chosen is None:
                chosen = array("i", compress(range(len(column)), bytes(column).translate(table)))
            else:
                chosen = array("i", [position for position in chosen if table[column[position]]])
        if chosen is None or len(chosen) == len(self._all):
            return self._all
        return Spans(columns.at(chosen), picked(self._records, chosen))


def _has(positions: Numbers, position: int) -> bool:
    number = bisect_left(positions, position)
    return number < len(positions) and positions[number] == position


def _passes(mark: int, statuses: frozenset[int] | None, without: int) -> bool:
    return not mark & without and (statuses is None or mark & STATUS in statuses)


class Picked(Sequence[R]):
    """Some of the records of a sequence that reads each when it is asked for."""

    def __init__(self, records: Sequence[R], positions: Numbers) -> None:
        self._records, self._positions = records, positions

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, number: Any) -> Any:
        chosen = self._positions[number]
        return self._records[chosen] if isinstance(chosen, int) else [self._records[position] for position in chosen]


def picked(records: Sequence[R], positions: Numbers) -> Sequence[R]:
    """Return the records at these positions: at once where they are held, each on demand where they are read."""
    return tuple(map(records.__getitem__, positions)) if isinstance(records, tuple) else Picked(records, positions)
