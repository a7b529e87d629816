"""Commands about sources: which there are, and whether the data agree with copies of the texts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, TYPE, Answer, Records
from dprkrel.dataset import Dataset
from dprkrel.dates.when import Certainty, When
from dprkrel.errors import VocabularyError
from dprkrel.prose import counted, wrapped
from dprkrel.questions.verify import CheckedText, Verification
from dprkrel.records.sources import Source, SourceKind
from dprkrel.store.names import words_of
from dprkrel.terminal import waiting

if TYPE_CHECKING:  # most answers are lines
    pass


class Sources(Records[Source]):
    """How sources are shown."""

    noun: ClassVar[str] = "source"
    shapes: ClassVar[tuple[Shape, ...]] = (
        Shape("when"),
        TYPE,
        Shape("publisher", least=10, spare=True),
        Shape("title", least=16, fills=True),
        ID,
    )
    hint = "--detail shows their addresses, --format csv all of them"

    def cells(self, row: Source) -> Row:
        """Return when it was published, what it is, by whom, its title, and id."""
        publisher = self.data.actor(row.publisher_id).name if row.publisher_id else ""
        return str(row.known_by or ""), row.kind.value, publisher, row.title or row.description, row.id

    def detail(self, rows: Sequence[Source], width: int) -> Iterator[str]:
        """Yield each source with its title, address and notes."""
        for row in rows:
            yield f"{row.id}  {row.kind}, {row.language}{f', {row.known_by}' if row.known_by else ''}"
            told = (
                row.title,
                row.description,
                row.standing and f"standing: {row.standing}",
                row.url and f"<{row.url}>",
                row.note,
            )
            for text in filter(None, told):
                yield from wrapped(text, width=width)
            yield ""

    def plain(self, row: Source) -> dict[str, Any]:
        """Return the source as plain data."""
        return {"record": "source", **row.to_dict()}


def sources(data: Dataset, asked: Namespace) -> Answer:
    """List sources."""
    for kind in asked.kind or ():
        if kind not in [*SourceKind]:
            raise VocabularyError("kind", kind, SourceKind)
    publisher = None if asked.publisher is None else data.find_actor(asked.publisher).id
    window = None if asked.start is None and asked.end is None else When.window(asked.start, asked.end)
    words = frozenset(words_of(asked.text or ""))
    found = tuple(
        source
        for source in data.sources
        if (not asked.kind or source.kind in asked.kind)
        and (publisher is None or publisher in (source.publisher_id, *source.agency_ids))
        and (window is None or (source.known_by is not None and source.known_by.overlaps(window) is not Certainty.IMPOSSIBLE))
        and words <= frozenset(words_of(" ".join(filter(None, (source.id, source.title, source.description, source.url)))))
    )  # fmt: skip
    return Answer(Sources(data), found)


class Texts(Records[CheckedText]):
    """How texts are shown that were checked."""

    noun: ClassVar[str] = "text"
    shapes: ClassVar[tuple[Shape, ...]] = (ID, TYPE, Shape("extent"))


def verify(data: Dataset, asked: Namespace) -> Answer:
    """Answer `verify`; without texts, say how to get them."""
    with waiting("checking the citations"):
        verification = data.verify(texts=asked.texts)
    view = Texts(data)
    if asked.texts is None:
        return Answer(
            view,
            verification.texts,
            lines=lambda width: _without_texts(data, verification, width),
            whole=True,
            counted=False,
        )

    def lines(_: int) -> Iterator[str]:
        yield from str(verification).split("\n")

    return Answer(view, verification.texts, passed=verification.passed, lines=lines, whole=True, counted=False)


def _without_texts(data: Dataset, verification: Verification, width: int) -> Iterator[str]:
    """Yield that there is nothing to check against, and which texts there could be."""
    texts = [data.source(text.source_id) for text in verification.texts]
    yield from wrapped(
        "There is nothing to check against: no folder of texts was given, so nothing was checked and nothing failed.",
        first="", hanging="", width=width,
    )  # fmt: skip
    if not texts:
        yield from wrapped(
            "The data cite no text, so no folder could bear them out.", first="", hanging="", width=width
        )
        return
    of_pages = f"{counted(sum(source.kind is SourceKind.PAGE for source in data.sources), 'public page')}"
    yield ""
    yield from wrapped(
        f"The data cite {counted(len(texts), 'text')} by paragraph. They are their publishers', and are not shipped with "
        "the package. Get copies of them, save each as plain text in UTF-8 under any name in one folder, and name the folder:",
        first="", hanging="", width=width,
    )  # fmt: skip
    yield ""
    yield "  dprkrel verify --texts FOLDER"
    yield ""
    for text in texts:
        yield f"  {text.id}"
        yield from wrapped(text.description, first="    ", hanging="    ", width=width)
        yield f"    sha256 {text.sha256}"
        if text.url:
            yield f"    <{text.url}>"
    yield ""
    yield from wrapped(
        f"A copy is the text that was read only if its SHA-256 is the one above. The {of_pages} cannot be checked like "
        "this, since no copy was kept; `dprkrel sources --kind page --format csv` has their addresses.",
        first="", hanging="", width=width,
    )  # fmt: skip
