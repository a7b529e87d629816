"""Search: ids of actors and records by names and words; it lists what may be meant, and picks nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, TYPE, Answer, Field, View, made_table
from dprkrel.dataset import Dataset
from dprkrel.errors import AmbiguousActorError, DprkrelError, UnknownActorError, VocabularyError
from dprkrel.prose import wrapped
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.names import words_of

if TYPE_CHECKING:  # most answers are lines
    from dprkrel.tabular.table import Table


class Found(NamedTuple):
    """Something that a text may mean.

    Attributes:
        kind: the kind of record.
        id: its id.
        text: its name, title or summary.
        match: how it was found: `name` where the text names it beyond doubt, `possible` where it may, `near` where a name
            is spelled nearly so, `words` where all words stand in a text of it.
        matched: the name or text in which the words stand.
    """

    kind: str
    id: str
    text: str
    match: str
    matched: str


class Findings(View[Found]):
    """How what was found is shown."""

    noun: ClassVar[str] = "record"
    shapes: ClassVar[tuple[Shape, ...]] = (TYPE, Shape("match", colour="33"), Shape("text", least=20, fills=True), ID)
    hint = "`dprkrel why ID` explains an event, `dprkrel actor ID` an actor"

    def cells(self, row: Found) -> Row:
        """Return kind, how it was found, its words, and id."""
        told = row.text if row.matched in row.text else f"{row.text} ({row.matched})"
        return row.kind, row.match, told, row.id

    def detail(self, rows: Sequence[Found], width: int) -> Iterator[str]:
        """Yield each with the whole text in which the words stand."""
        for row in rows:
            yield f"{row.id}  {row.kind}, {row.match}"
            yield from wrapped(row.text, width=width)
            if row.matched not in row.text:
                yield from wrapped(f"found in: {row.matched}", width=width)
            yield ""

    def table(self, rows: Sequence[Found]) -> Table:
        """Return a table of what was found."""
        fields = (
            Field[Found]("kind", "text", "the kind of record", lambda row: row.kind),
            Field[Found]("id", "text", "its id", lambda row: row.id),
            Field[Found]("text", "text", "its name, title or summary", lambda row: row.text),
            Field[Found]("match", "text", "name, possible, near or words: how it was found", lambda row: row.match),
            Field[Found]("matched", "text", "the name or text that was found", lambda row: row.matched),
        )
        return made_table(self.data, "search", fields, rows)


_RANKS: Final = ("name", "possible", "near", "words")
"""How things are found, the surest first."""


def search(data: Dataset, asked: Namespace) -> Answer:
    """List what a text may mean."""
    for kind in asked.kind or ():
        if kind not in TABLE_OF:
            raise VocabularyError("kind", kind, TABLE_OF)
    words = frozenset(words_of(asked.text[:_LONGEST]))
    if not words:
        raise DprkrelError("there is no letter or number to search for; give a name or words in any script")
    found: dict[tuple[str, str], Found] = {}
    for one in (*_named(data, asked.text), *_worded(data, words)):
        if not asked.kind or one.kind in asked.kind:
            found.setdefault((one.kind, one.id), one)
    order = {kind: place for place, kind in enumerate(("actor", "event", "relation", *TABLE_OF))}
    listed = sorted(found.values(), key=lambda one: (_RANKS.index(one.match), order[one.kind]))
    return Answer(Findings(data), tuple(listed))


_LONGEST: Final = 200


def _named(data: Dataset, text: str) -> Iterator[Found]:
    """Yield the actors whom a text names, may name, or nearly names, as `find_actor` reads it."""
    match, ids = "name", tuple[str, ...]()
    try:
        ids = (data.find_actor(text).id,)
    except AmbiguousActorError as error:
        match, ids = "possible", error.candidates
    except UnknownActorError as error:
        match, ids = "near", error.suggestions
    for actor_id in ids:
        actor = data.actor(actor_id)
        yield Found("actor", actor.id, actor.name, match, actor.name)


def _worded(data: Dataset, words: frozenset[str]) -> Iterator[Found]:
    """Yield the records of which a name, title or summary has all the words."""
    for kind, record_id, title, texts in _texts(data):
        for text in texts:
            if words <= frozenset(words_of(text)):
                yield Found(kind, record_id, title, "words", text)
                break


def _texts(data: Dataset) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield every record with its kind, id, title, and the texts in which words are searched."""
    for actor in data.actors:
        yield "actor", actor.id, actor.name, (*(name.text for name in actor.names), actor.id)
    for office in data.offices:
        title = f"{office.title} of {data.actor(office.of_id).name}"
        yield "office", office.id, title, (title, *office.aliases, office.id)
    for place in data.places:
        yield "place", place.id, place.name, (place.name, place.id)
    for source in data.sources:
        title = source.title or source.description
        yield "source", source.id, title, (title, source.description, source.id)
    for event in data.events:
        where = f" ({data.place(event.place_id).name})" if event.place_id else ""
        yield "event", event.id, event.summary, (event.summary, f"{event.summary}{where}", event.id)
    for tie in data.relations:
        yield "relation", tie.id, tie.summary, (tie.summary, tie.id)
    for rule in data.counting_rules:
        yield "counting_rule", rule.id, rule.title, (rule.title, rule.definition, rule.id)
    for entry in data.ledger:
        yield "coverage", entry.id, entry.summary, (entry.summary, entry.searched, entry.id)
