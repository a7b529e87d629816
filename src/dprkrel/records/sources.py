"""Sources: texts, public pages, background knowledge."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import ActorId, From, SourceId, ascending, slug, some
from dprkrel.records.plain import Plain


class SourceKind(Vocabulary):
    """The kinds of source."""

    #: A text that was read, hashed and cited by paragraph.
    TEXT = "text"
    #: A public page, cited by its address; it was read in part and not kept, so no copy can be checked.
    PAGE = "page"
    #: What a general reader knows beyond the texts; it never stands alone.
    BACKGROUND = "background"


SourceKindWord: TypeAlias = Literal["text", "page", "background"]
"""The words of `SourceKind`, for type checkers."""


class Standing(Vocabulary):
    """How near a source stands to what it reports, as historians grade sources."""

    #: An organ of a party to what it tells (a ministry, a state's news agency), or the document itself.
    PRIMARY = "primary"
    #: Press or scholarship that tells it from its own reporting, or credits from whom it has it.
    SECONDARY = "secondary"
    #: An encyclopedia, list, digest, headline, machine translation or copy of unknown care.
    TERTIARY = "tertiary"


StandingWord: TypeAlias = Literal["primary", "secondary", "tertiary"]
"""The words of `Standing`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Excuse(Plain):
    """The reason why some paragraphs of a text contain no fact."""

    paragraphs: tuple[int, ...] = field(converter=From[Iterable[int]], validator=[some, ascending])
    reason: str


@frozen(kw_only=True, eq=False, repr=False)
class Source(Plain):
    """A source: a text that was read, a public page, or background knowledge.

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

    id: SourceId = field(converter=From[str], validator=slug)
    kind: SourceKind = field(converter=From[SourceKind | SourceKindWord])
    description: str
    language: str
    publisher_id: ActorId | None = field(default=None, converter=From[str | None])
    agency_ids: tuple[ActorId, ...] = field(default=(), converter=From[Iterable[str]])
    author_ids: tuple[ActorId, ...] = field(default=(), converter=From[Iterable[str]])
    title: str | None = None
    standing: Standing | None = field(default=None, converter=From[Standing | StandingWord | None])
    published: When | None = field(default=None, converter=From[DateLike | None])
    dateline: When | None = field(default=None, converter=From[DateLike | None])
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    paragraph_count: int = 0
    excused: tuple[Excuse, ...] = field(default=(), converter=From[Iterable[Excuse]])
    republication_of: SourceId | None = field(default=None, converter=From[str | None])
    note: str | None = None

    @property
    def known_by(self) -> When | None:
        """The day by which its words were written: the dateline, or else the page date."""
        return self.dateline or self.published
