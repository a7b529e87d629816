"""Reports: what one source says of one record."""

from collections.abc import Iterable

from attrs import field, frozen

from dprkrel import records
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.prose import paragraphs_listed
from dprkrel.records.fields import ActorId, From, SourceId, ascending, lettered, not_negative
from dprkrel.records.plain import Plain
from dprkrel.records.stances import Stance, StanceWord


@frozen(kw_only=True, eq=False, repr=False)
class Quantity(Plain):
    """A figure in a report: how much of something.

    Attributes:
        unit: what is counted.
        low: the least; None when no least is given.
        best: the figure given, when one is.
        high: the most; None when no most is given.
        alternative_group: quantities of one report with the same group exclude each other.
        note: how the source qualifies it.
    """

    unit: str = field(validator=lettered)
    low: int | None = field(default=None, validator=not_negative)
    best: int | None = field(default=None, validator=not_negative)
    high: int | None = field(default=None, validator=not_negative)
    alternative_group: str | None = None
    note: str | None = None

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        known = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if not known or known != sorted(known):
            raise RecordError(
                "Quantity",
                "best",
                f"expected low <= best <= high, at least one of them known, got {self.low}, {self.best}, {self.high}",
            )


@frozen(kw_only=True, eq=False, repr=False)
class Report(Plain):
    """What one source says about one record.

    Attributes:
        source_id: the source.
        stance: how it stands to the record.
        paragraphs: where it says so (1-based, over non-empty lines); empty for background knowledge.
        phrases: the short words that carry the fact, as spelled there.
        attributed_to: who said it, according to the source; None for the source's own voice.
        when: the date that this report gives, when it gives one.
        derivation: how that date was resolved, when the source gives it relatively.
        quantities: the figures that it gives.
        note: what else a reader should know, such as an error of the source.
    """

    source_id: SourceId = field(converter=From[str])
    stance: Stance = field(converter=From[Stance | StanceWord])
    paragraphs: tuple[int, ...] = field(default=(), converter=From[Iterable[int]], validator=ascending)
    phrases: tuple[str, ...] = field(default=(), converter=From[Iterable[str]])
    attributed_to: ActorId | None = field(default=None, converter=From[str | None])
    when: When | None = field(default=None, converter=From[DateLike | None])
    derivation: "records.Derivation | None" = None
    quantities: tuple[Quantity, ...] = field(default=(), converter=From[Iterable[Quantity]])
    note: str | None = None


def citation(report: Report) -> str:
    """Return the source and paragraphs of a report, as text.

    Examples:
        >>> citation(Report(source_id="press", stance=Stance.ASSERTS, paragraphs=(2, 28)))
        'press, paragraphs 2, 28'
    """
    where = [report.source_id, *([paragraphs_listed(report.paragraphs)] if report.paragraphs else [])]
    return ", ".join(where)
