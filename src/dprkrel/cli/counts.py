"""Commands about counting rules: which there are, and what they count."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from dprkrel.cli import lines
from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, STATUS, WHEN, Answer, Records, how_many
from dprkrel.dataset import Dataset
from dprkrel.prose import wrapped
from dprkrel.questions.counting import Count, CountedEvent
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.events import Event

if TYPE_CHECKING:  # most answers are lines
    pass


class Rules(Records[CountingRule]):
    """How counting rules are shown."""

    noun: ClassVar[str] = "rule"
    shapes: ClassVar[tuple[Shape, ...]] = (
        Shape("title", least=16, fills=True),
        Shape("publisher", least=10, spare=True),
        Shape("figures"),
        ID,
    )
    hint = "--detail shows their definitions and figures"

    def cells(self, row: CountingRule) -> Row:
        """Return what it counts, whose it is, how many figures were published under it, and its id."""
        figures = how_many(len(row.figures), "figure") if row.figures else ""
        return row.title, self.data.actor(row.publisher_id).name, figures, row.id

    def detail(self, rows: Sequence[CountingRule], width: int) -> Iterator[str]:
        """Yield each rule with its definition and figures."""
        for row in rows:
            yield f"{row.id}: {row.title}"
            yield from wrapped(f"publisher: {self.data.actor(row.publisher_id).name}", width=width)
            yield from wrapped(f"definition: {row.definition}", width=width)
            for figure in row.figures:
                sending = f", of {self.data.actor(figure.sending_id).name}" if figure.sending_id else ""
                why = f"; {figure.explanation}" if figure.explanation else ""
                yield from wrapped(
                    f"figure: {figure.number} in {figure.when}{sending} ({figure.source_id}){why}", width=width
                )
            yield ""

    def source_ids(self, rows: Sequence[CountingRule]) -> set[str]:
        """Return the ids of the sources in which the rules were published."""
        return {source_id for row in rows for source_id in row.source_ids}


def rules(data: Dataset, asked: Namespace) -> Answer:
    """List the counting rules."""
    del asked
    return Answer(Rules(data), data.counting_rules)


class Counted(Records[CountedEvent]):
    """How events are shown that a rule counts, or nearly."""

    noun: ClassVar[str] = "event"
    shapes: ClassVar[tuple[Shape, ...]] = (WHEN, STATUS, Shape("who", least=12, fills=True), ID)
    hint = "--detail gives the reasons, --near-misses what nearly counts"

    def __init__(self, data: Dataset, count: Count) -> None:
        super().__init__(data)
        self._count = count

    def cells(self, row: CountedEvent) -> Row:
        """Return date, how it stands under the rule unless it counts for certain, from whom to whom, and id."""
        admission = "" if row.admission == "counted" else row.admission.value
        return str(row.event.when), admission, lines.who(self.data, row.event), row.event.id

    def detail(self, rows: Sequence[CountedEvent], width: int) -> Iterator[str]:
        """Yield what counts and what nearly does, with the reasons."""
        misses = [row for row in self._count.near_misses if row not in rows]
        for title, results in (("", rows), ("near misses", misses)):
            if title and results:
                yield from ("", title)
            for row in results:
                reasons = f": {'; '.join(row.reasons)}" if row.reasons else ""
                yield from wrapped(f"{row.event.when}  {row.event.id} ({row.admission}){reasons}", width=width)

    def days(self, rows: Sequence[CountedEvent]) -> Sequence[Event]:
        """Return the events."""
        return [row.event for row in rows]

    def source_ids(self, rows: Sequence[CountedEvent]) -> set[str]:
        """Return the ids of the sources that report the events."""
        return {report.source_id for row in rows for report in row.event.reports}


def count(data: Dataset, asked: Namespace) -> Answer:
    """Answer `count_visits`."""
    end = asked.start if asked.end is None else asked.end
    found = data.count_visits(asked.rule, asked.start, end, sending=asked.sending)
    rows = found.counted.like((*found.counted, *(found.near_misses if asked.near_misses else ())))
    missed = f"; near misses: {len(found.near_misses)}" if found.near_misses else ""
    note = f"{found.number} counted, {found.certain} of them in every reading: {found.rule.title.rstrip('.')}{missed}"
    return Answer(Counted(data, found), rows, (note,))
