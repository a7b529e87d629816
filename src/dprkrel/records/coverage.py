"""What a dataset says of itself: how others count, what was searched, what an edition changed."""

from attrs import field, frozen

from dprkrel.answers import Cause, ChangeKind, Completeness
from dprkrel.dates.when import When
from dprkrel.errors import RecordError
from dprkrel.records.event_types import EventType
from dprkrel.records.fields import (
    ActorId,
    ChangeId,
    CountingRuleId,
    CoverageId,
    OfficeId,
    SourceId,
    checked,
    slug,
    some,
)
from dprkrel.vocab import Rank, RelationType


@frozen(kw_only=True, field_transformer=checked)
class Figure:
    """Hold a number that was published under a counting rule.

    Attributes:
        when: the period counted, in days.
        number: how many.
        source_id: where it was published.
        sending_id: the state whose visits alone it counts; None for all of the rule.
        explanation: why the data give another number, where they do.
    """

    when: When
    number: int
    source_id: SourceId
    sending_id: ActorId | None = None
    explanation: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class CountingRule:
    """Hold a published definition of what counts as an exchange.

    Attributes:
        id: a slug that is never reused.
        title: what it counts, in a few words.
        publisher_id: whose definition it is.
        definition: the definition in our own words, with what it leaves open and how that is read here.
        event_types: the types that count.
        source_ids: where it was published.
        sending_ids: the states whose visits count; empty for every state.
        receiving_ids: the states in which they count; empty for every state.
        rank: the least rank of an office of the visitor.
        except_office_ids: offices that do not count, whatever their rank.
        open_office_ids: offices of which the definition leaves open whether they count; a visit in one is borderline.
        delegates: whether the rank of a member of the delegation suffices.
        figures: numbers published under it.
    """

    id: CountingRuleId = field(validator=slug)
    title: str
    publisher_id: ActorId
    definition: str
    event_types: tuple[EventType, ...] = field(validator=some)
    source_ids: tuple[SourceId, ...] = ()
    sending_ids: tuple[ActorId, ...] = ()
    receiving_ids: tuple[ActorId, ...] = ()
    rank: Rank | None = None
    except_office_ids: tuple[OfficeId, ...] = ()
    open_office_ids: tuple[OfficeId, ...] = ()
    delegates: bool = False
    figures: tuple[Figure, ...] = ()


@frozen(kw_only=True, field_transformer=checked)
class Coverage:
    """Hold what was searched for, and how far: an entry of the coverage ledger.

    Attributes:
        id: a slug that is never reused.
        summary: what the entry covers, in our own words.
        when: the period that it covers.
        completeness: how far it was searched.
        searched: with which sources, in our own words.
        dyad: the states between which; one stands for all ties of that state, none for everything.
        event_types: which types of event; empty with `relation_types` for no events, without for all.
        relation_types: which types of relation; empty with `event_types` for none, without for all.
        rank: the least rank that was searched for; None for all.
        not_found: what was looked for and not found.
    """

    id: CoverageId = field(validator=slug)
    summary: str
    when: When
    completeness: Completeness
    searched: str
    dyad: tuple[ActorId, ...] = ()
    event_types: tuple[EventType, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    rank: Rank | None = None
    not_found: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len(self.dyad) > 2 or len(set(self.dyad)) < len(self.dyad):
            raise RecordError("Coverage", "dyad", f"expected at most two states, each once, got {self.dyad}")
        if self.when.doubtful or self.when.earliest is None:
            raise RecordError("Coverage", "when", f"expected a period with a first day and no doubt, got {self.when}")


@frozen(kw_only=True, field_transformer=checked)
class Change:
    """Hold what an edition did to some records, and why; of what was merged or withdrawn it is the tombstone.

    Attributes:
        id: a slug that is never reused.
        edition: the edition that did it.
        kind: what it did.
        record_kind: `actor`, `office`, `place`, `source`, `event`, `relation`, `counting_rule` or `coverage`.
        record_ids: to which records.
        reason: why, in our own words.
        cause: whether sources or their coding changed; None of what was added.
        heir_id: the record that holds the evidence of what was merged.
    """

    id: ChangeId = field(validator=slug)
    edition: str
    kind: ChangeKind
    record_kind: str
    record_ids: tuple[str, ...] = field(validator=some)
    reason: str
    cause: Cause | None = None
    heir_id: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.kind is ChangeKind.ADDED) != (self.cause is None):
            raise RecordError("Change", "cause", f"expected one for every kind but added (change {self.id})")
        if (self.kind is ChangeKind.MERGED) != (self.heir_id is not None):
            raise RecordError(
                "Change", "heir_id", f"expected one where records were merged, and nowhere else ({self.id})"
            )
