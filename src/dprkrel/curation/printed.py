"""Find offices that seem to change hands on the day on which it was printed, and not on that on which it happened."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from dprkrel.records.fields import RelationId, SourceId
from dprkrel.records.relations import Relation
from dprkrel.store.tables import Tables

NEXT_DAY: Final = frozenset({"kcna", "rodong-sinmun"})
"""The media that print the acts of their state on the day after."""


@frozen(kw_only=True)
class Printed:
    """An end of a spell that is a day on which media printed that tell of acts on the day after.

    Attributes:
        relation_id: the spell.
        end: `begins` or `ends`.
        day: the day.
        source_ids: what was printed then, by id.
    """

    relation_id: RelationId
    end: str
    day: datetime.date
    source_ids: tuple[SourceId, ...]

    def __str__(self) -> str:
        return f"{self.relation_id} {self.end} on {self.day}, when this was printed: {', '.join(self.source_ids)}"


def printed_days(tables: Tables) -> tuple[Printed, ...]:
    """Return the spells of offices that begin or end on a day on which media of the state printed, and do not say why.

    Lists of ministers often have the day of the paper for that of the act,
    which was the day before. A spell of which `adopted_because` says why
    its days were adopted is passed over.

    Args:
        tables: the seeds.

    Returns:
        One for each end of a spell, in the order of the spells.
    """
    sources = _by_day(tables)
    return tuple(
        Printed(relation_id=spell.id, end=end, day=day, source_ids=sources[state, day])
        for spell in tables.relations
        if spell.office_id and not spell.adopted_because
        for state in [_state_of(tables, spell.object_id)]
        for end, day in _known_days(spell)
        if (state, day) in sources
    )


def _by_day(tables: Tables) -> dict[tuple[str, datetime.date], tuple[SourceId, ...]]:
    """Return what the media of each state that print on the day after printed on a day."""
    found: dict[tuple[str, datetime.date], list[SourceId]] = defaultdict(list)
    for source in tables.sources:
        published = source.published
        if published and published.earliest and published.earliest == published.latest:
            for medium in sorted(NEXT_DAY.intersection([source.publisher_id or "", *source.agency_ids])):
                found[_state_of(tables, medium), published.earliest].append(source.id)
    return {key: tuple(dict.fromkeys(ids)) for key, ids in found.items()}


def _state_of(tables: Tables, actor_id: str) -> str:
    return tables.actor(actor_id).state_id or actor_id


def _known_days(spell: Relation) -> Iterator[tuple[str, datetime.date]]:
    when = spell.when
    for end, first, last in (
        ("begins", when.earliest_start, when.latest_start),
        ("ends", when.earliest_end, when.latest_end),
    ):
        if first and first == last:
            yield end, first
