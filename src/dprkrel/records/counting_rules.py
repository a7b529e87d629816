"""Published definitions of what counts, with the figures published under them."""

from collections.abc import Iterable

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.records.event_types import EXCHANGES, EventType, event_types_of
from dprkrel.records.fields import (
    ActorId,
    CountingRuleId,
    From,
    OfficeId,
    SourceId,
    StateId,
    lettered,
    not_negative,
    slug,
    some,
)
from dprkrel.records.plain import Plain
from dprkrel.records.ranks import Rank, RankWord


@frozen(kw_only=True, eq=False, repr=False)
class Figure(Plain):
    """A number that was published under a counting rule.

    Attributes:
        when: the period counted, in days.
        number: how many.
        source_id: where it was published.
        sending_id: the state whose visits alone it counts; None for all of the rule.
        explanation: why the data give another number, where they do.
    """

    when: When = field(converter=From[DateLike])
    number: int = field(validator=not_negative)
    source_id: SourceId = field(converter=From[str])
    sending_id: StateId | None = field(default=None, converter=From[str | None])
    explanation: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class CountingRule(Plain):
    """A published definition of what counts as an exchange.

    Attributes:
        id: a slug that is never reused.
        title: what it counts, in a few words.
        publisher_id: whose definition it is.
        definition: the definition in our own words, with what it leaves open and how that is read here.
        event_types: the types that count: types of visits and meetings. As in questions, a class or its word (`"visit"`)
            stands for all of its types; `EventType.VISIT` is the one type, as is the word in plain data (`from_dict`).
        source_ids: where it was published.
        sending_ids: the states whose visits count; empty for every state.
        receiving_ids: the states in which they count; empty for every state.
        rank: the least rank of an office of the visitor.
        except_office_ids: offices that do not count, whatever their rank.
        open_office_ids: offices of which the definition leaves open whether they count; a visit in one is borderline.
        delegates: whether the rank of a member of the delegation suffices.
        figures: numbers published under it.
    """

    id: CountingRuleId = field(converter=From[str], validator=slug)
    title: str = field(validator=lettered)
    publisher_id: ActorId = field(converter=From[str])
    definition: str
    event_types: tuple[EventType, ...] = field(converter=event_types_of, validator=some)
    source_ids: tuple[SourceId, ...] = field(default=(), converter=From[Iterable[str]])
    sending_ids: tuple[StateId, ...] = field(default=(), converter=From[Iterable[str]])
    receiving_ids: tuple[StateId, ...] = field(default=(), converter=From[Iterable[str]])
    rank: Rank | None = field(default=None, converter=From[Rank | RankWord | None])
    except_office_ids: tuple[OfficeId, ...] = field(default=(), converter=From[Iterable[str]])
    open_office_ids: tuple[OfficeId, ...] = field(default=(), converter=From[Iterable[str]])
    delegates: bool = False
    figures: tuple[Figure, ...] = field(default=(), converter=From[Iterable[Figure]])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        others = [event_type for event_type in self.event_types if event_type not in EXCHANGES]
        if others:
            raise RecordError(
                "CountingRule",
                "event_types",
                f"expected types of visits and meetings, which are what can be counted, got {', '.join(others)}",
            )
