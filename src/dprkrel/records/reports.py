"""Evidence: sources, what they report, and what their reports add up to."""

from collections.abc import Iterable

from attrs import field, frozen

from dprkrel.dates.when import When
from dprkrel.errors import RecordError
from dprkrel.records.derivations import Derivation
from dprkrel.records.fields import ActorId, SourceId, ascending, checked, slug, some
from dprkrel.vocab import SourceKind, Stance, Standing, Status


@frozen(kw_only=True, field_transformer=checked)
class Excuse:
    """Hold why some paragraphs of a source carry no fact."""

    paragraphs: tuple[int, ...] = field(validator=[some, ascending])
    reason: str


@frozen(kw_only=True, field_transformer=checked)
class Source:
    """Hold a text that was read, a public page, or the background knowledge of their readers.

    Attributes:
        id: a slug that is never reused.
        kind: a text, a page, or background knowledge.
        description: what it is, in our own words.
        language: ISO 639-1 code.
        publisher_id: who published the page.
        agency_ids: the agencies or outlets that it credits.
        author_ids: the persons whom it credits, for words or photographs.
        title: the title that a page bears.
        standing: how near it stands to what it tells, where that was graded.
        published: the date of the page; of an undated one the span in which it must lie.
        dateline: the day on which its words were written, from which its relative dates count.
        url: its address, when known.
        file: the name of the file that was read.
        sha256: the hash of that file's bytes.
        paragraph_count: lines that are non-empty once stripped, no-break spaces included.
        excused: the paragraphs that hold no fact, with the reason.
        republication_of: the source that it repeats.
        note: how its dates were settled, and what is wrong with it.
    """

    id: SourceId = field(validator=slug)
    kind: SourceKind
    description: str
    language: str
    publisher_id: ActorId | None = None
    agency_ids: tuple[ActorId, ...] = ()
    author_ids: tuple[ActorId, ...] = ()
    title: str | None = None
    standing: Standing | None = None
    published: When | None = None
    dateline: When | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    paragraph_count: int = 0
    excused: tuple[Excuse, ...] = ()
    republication_of: SourceId | None = None
    note: str | None = None

    @property
    def known_by(self) -> When | None:
        """The day by which its words were written: the dateline, or else the page date."""
        return self.dateline or self.published


@frozen(kw_only=True, field_transformer=checked)
class Quantity:
    """Hold how much of something a report speaks of.

    Attributes:
        unit: what is counted.
        low: the least; None when no least is given.
        best: the figure given, when one is.
        high: the most; None when no most is given.
        alternative_group: quantities of one report with the same group exclude each other.
        note: how the source qualifies it.
    """

    unit: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    alternative_group: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        known = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if not known or known != sorted(known):
            raise RecordError(
                "Quantity",
                "best",
                f"expected low <= best <= high with one known, got {self.low}, {self.best}, {self.high}",
            )


@frozen(kw_only=True, field_transformer=checked)
class Report:
    """Hold what one source says of one record.

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

    source_id: SourceId
    stance: Stance
    paragraphs: tuple[int, ...] = field(default=(), validator=ascending)
    phrases: tuple[str, ...] = ()
    attributed_to: ActorId | None = None
    when: When | None = None
    derivation: Derivation | None = None
    quantities: tuple[Quantity, ...] = ()
    note: str | None = None


def citation(report: Report) -> str:
    """Return the source and paragraphs of a report, as text.

    Examples:
        >>> citation(Report(source_id="press", stance=Stance.ASSERTS, paragraphs=(2, 28)))
        'press, paragraphs 2, 28'
    """
    plural = "s" if len(report.paragraphs) > 1 else ""
    where = f", paragraph{plural} {', '.join(map(str, report.paragraphs))}" if report.paragraphs else ""
    return f"{report.source_id}{where}"


def status_of(reports: Iterable[Report]) -> Status:
    """Add up what reports say of a record.

    The first clause that fits decides: confirmed, or asserted and not
    denied, it `occurred`; asserted and denied, or alleged, it is `alleged`;
    then `cancelled`, `not_occurred` (denied), `planned` (announced) and
    `expected`. Declining to confirm changes nothing,
    nor does a source's evident error.

    Examples:
        >>> status_of([Report(source_id="background", stance=Stance.ANNOUNCES)]).value
        'planned'
    """
    stances = {report.stance for report in reports}
    denied = Stance.DENIES in stances
    if Stance.CONFIRMS in stances or (Stance.ASSERTS in stances and not denied):
        return Status.OCCURRED
    if stances & {Stance.ASSERTS, Stance.ALLEGES}:
        return Status.ALLEGED
    if Stance.CANCELS in stances:
        return Status.CANCELLED
    if denied:
        return Status.NOT_OCCURRED
    return Status.PLANNED if Stance.ANNOUNCES in stances else Status.EXPECTED
