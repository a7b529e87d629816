"""The order of events: questions to one network of all dates and all statements of the sources about order.

Instants, not days, are ordered: an event begins at some instant of the day
on which it begins. So two events on one day have an order, which the
dates leave open and a source may give.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from attrs import frozen

from dprkrel.dates.edtf import FUTURE, OPEN_END, OPEN_START, PAST, within_calendar
from dprkrel.dates.network import DAY, ORIGIN, Bound, Instant
from dprkrel.dates.ranges import Range
from dprkrel.dates.when import Certainty, When
from dprkrel.questions.subjects import EventLike, RecordLike, event_of, record_of
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId, RelationId
from dprkrel.records.plain import Displayed
from dprkrel.records.relations import Relation
from dprkrel.store.spells import implied_spells
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import networks, statements

TimeLike: TypeAlias = EventLike | When | date
"""What stands for a time: an event or its id, a `When` or a date; text is an id."""


_ENDLESS: Final = {"began": "has no beginning", "ended": "has no end"}


@frozen(kw_only=True)
class ImpliedWhen(Displayed):
    """The date of an event or relation as narrowed by all else that is known.

    Attributes:
        record_id: the event or relation.
        stated: its adopted date.
        when: the date that follows, never wider than the adopted one.
        reasons: one line for each bound that is narrower than in the adopted
            date, with the statements from which it follows; empty if none is.
    """

    record_id: EventId | RelationId
    stated: When
    when: When
    reasons: tuple[str, ...]


def order(self: Tables, a: TimeLike, b: TimeLike) -> Certainty:
    """Tell whether `a` began before `b` began, though they may overlap.

    The answer follows from all dates together with what the sources say
    about order: which event is part of another, or followed, returned,
    answered or prepared it (see the codebook). For two events on one day
    the dates leave the order open; the sources may decide it. A date marked `~`, `?` or `%` makes no
    answer certain; what its bounds exclude stays impossible.

    Args:
        a: an event, the id of one, or a date (`date`, `datetime` or `When`), of which only its bounds are known; text is an id.
        b: likewise.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> str(dprkrel.order("krasnov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(self, a, b)
    return sides.answer(sides.start_a, sides.start_b, strictly=True)


def before(self: Tables, a: TimeLike, b: TimeLike) -> Certainty:
    """Tell whether `a` had ended when `b` began.

    If `before` is certain, so is `order`. The arguments, the basis of the
    answer and the errors are those of `order`.

    Examples:
        >>> str(dprkrel.before("putin-visit-dprk-2000", "putin-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(self, a, b)
    return sides.answer(sides.end_a, sides.start_b, strictly=False)


def order_reasons(self: Tables, a: TimeLike, b: TimeLike) -> tuple[str, ...]:
    """Return the statements from which the answer of `order` follows, one after the other.

    Args:
        a: as for `order`.
        b: likewise.

    Returns:
        Sentences in our own words, each with the paragraphs that it cites.
        If the answer is certain they lead from `a` to `b`, if it is
        impossible from `b` to `a`. Empty if the answer is possible, or if
        `a` and `b` are the same.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> for reason in dprkrel.order_reasons("ryzhenkov-arrival-2024", "choe-banquet-speech-2024"):
        ...     print(reason)
        ryzhenkov-banquet-2024 came after ryzhenkov-arrival-2024 (berita-2024-07-24, paragraph 9)
        choe-banquet-speech-2024 is part of ryzhenkov-banquet-2024
    """
    sides = _Sides(self, a, b)
    answer = sides.answer(sides.start_a, sides.start_b, strictly=True)
    if answer is Certainty.CERTAIN:
        return statements(sides.sure.chain(sides.start_b, sides.start_a)[::-1])
    if answer is Certainty.IMPOSSIBLE:
        return statements(sides.all.chain(sides.start_a, sides.start_b)[::-1])
    return ()


def implied_when(self: Tables, record: RecordLike) -> ImpliedWhen:
    """Return when an event took place, or a relation held, as narrowed by all else that is known.

    An event is narrowed by all dates and statements of order together, and
    by when those who take part lived and held their offices. A relation is
    narrowed by when its sides and the office existed, by other spells of
    the tie or holders of the office, and by the diplomatic relations in
    which a mission lies. The page on bounds lists the rules.

    Args:
        record: an event or relation, or the id of one.

    Returns:
        The date, never wider than the adopted one, with the chain of
        reasons for every bound that is narrower.

    Raises:
        UnknownRecordError: no such event or relation.

    Examples:
        >>> implied = dprkrel.implied_when("dprk-mission-in-zimbabwe")
        >>> print(implied.stated, "->", implied.when)
        [..1987-12-31]/[1992-01-01..] -> [1980-01-01..1987-12-31]/[1992-01-01..]
        >>> print(*implied.reasons)
        it began on 1980-01-01 or later: diplomatic relations (zimbabwe-dprk-diplomatic-relations) began on 1980-01-01 or later
    """
    asked = record_of(self, record)
    return _implied_spell(self, asked) if isinstance(asked, Relation) else _implied_event(self, asked)


def _implied_spell(tables: Tables, tie: Relation) -> ImpliedWhen:
    implied = implied_spells(tables).get(tie.id)
    if implied is None or implied.hull == tie.when.bounds:
        return ImpliedWhen(record_id=tie.id, stated=tie.when, when=tie.when, reasons=())
    ranges, said = list[Range](), list[str]()
    for is_end, verb, stated in ((False, "began", tie.when.start_range), (True, "ended", tie.when.end_range)):
        place = 2 * is_end
        first, last = (
            None if ordinal in (PAST, FUTURE) else ordinal for ordinal in implied.hull[place : place + 2]
        )  # fmt: skip
        endless = stated in (OPEN_START, OPEN_END)
        ranges.append(stated if endless else (first, last))
        for ordinal, adopted, words, reasons in zip(
            (first, last), stated, ("on {} or later", "by {}"), implied.reasons[place : place + 2], strict=True
        ):
            if ordinal is not None and ordinal != adopted and reasons:
                said.append(f"it {verb} {words.format(date.fromordinal(ordinal))}: {'; '.join(reasons)}")
    when = When.of_ranges(*ranges, qualifier=_qualifier(tie.when, doubtful=implied.doubtful))
    return ImpliedWhen(record_id=tie.id, stated=tie.when, when=when, reasons=tuple(said))


def _qualifier(stated: When, *, doubtful: bool) -> str:
    """Return the mark of a date that follows from a date and perhaps from others in doubt."""
    marks = "~" * stated.approximate + "?" * stated.uncertain or "~" * doubtful
    return "%" if marks == "~?" else marks


def _implied_event(tables: Tables, asked: Event) -> ImpliedWhen:
    _, network = networks(tables, [asked])
    ranges, reasons, doubtful = list[Range](), list[str](), list[Bound]()
    for is_end, verb, stated in ((False, "began", asked.when.start_range), (True, "ended", asked.when.end_range)):
        instant = Instant(asked.id, is_end=is_end)
        since, until = network.distance(instant, ORIGIN), network.distance(ORIGIN, instant)
        # An instant that lies on midnight begins one day, or ends the one before.
        first = None if since is None else (-since - is_end) // DAY
        last = None if until is None else (until - is_end) // DAY
        endless = first is not None and first >= OPEN_END[0] if is_end else last is not None and last <= OPEN_START[0]
        found: Range = (OPEN_END if is_end else OPEN_START) if endless else within_calendar(first, last)
        ranges.append(found)
        for side, said in enumerate(("on {} or later", "by {}")):
            ordinal = found[side]
            if ordinal is None or found == stated or ordinal == stated[side] or (endless and side == is_end):
                continue
            chain = network.chain(ORIGIN, instant)[::-1] if side else network.chain(instant, ORIGIN)
            day = _ENDLESS[verb] if endless else f"{verb} {said.format(date.fromordinal(ordinal))}"
            reasons.append(f"it {day}: {'; '.join(statements(chain))}")
            doubtful.extend(bound for bound in chain if bound.doubtful)
    if not reasons:
        return ImpliedWhen(record_id=asked.id, stated=asked.when, when=asked.when, reasons=())
    when = When.of_ranges(*ranges, qualifier=_qualifier(asked.when, doubtful=bool(doubtful)))
    return ImpliedWhen(record_id=asked.id, stated=asked.when, when=when, reasons=tuple(reasons))


class _Sides:
    """The two sides of a question of order, and the networks that answer it."""

    def __init__(self, tables: Tables, a: TimeLike, b: TimeLike) -> None:
        sides = [When.parse(one) if isinstance(one, When | date) else event_of(tables, one) for one in (a, b)]
        names = [
            f"{side} (the {which} date)" if isinstance(side, When) else side.id
            for which, side in zip(("first", "second"), sides, strict=True)
        ]
        dates = {name: side for name, side in zip(names, sides, strict=True) if isinstance(side, When)}
        self.sure, self.all = networks(tables, [side for side in sides if not isinstance(side, When)], dates)
        self.start_a, self.end_a = (Instant(names[0], is_end=is_end) for is_end in (False, True))
        self.start_b = Instant(names[1], is_end=False)

    def answer(self, first: Instant, second: Instant, *, strictly: bool) -> Certainty:
        """Tell whether the one instant lies before the other; or, unless strictly, on it."""
        most = self.sure.distance(second, first)
        if most is not None and (most < 0 if strictly else most <= 0):
            return Certainty.CERTAIN
        most = self.all.distance(first, second)
        if most is not None and (most <= 0 if strictly else most < 0):
            return Certainty.IMPOSSIBLE
        return Certainty.POSSIBLE
