"""Write the TOML of a page and of an event that it tells of, for a curator to fill in."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from dprkrel import codec
from dprkrel.curation.filing import file_of
from dprkrel.dataset import Dataset
from dprkrel.dates.when import When
from dprkrel.errors import RecordError, UnknownActorError, VocabularyError, close_matches, shown
from dprkrel.records.actors import Actor
from dprkrel.records.events import EVENT_CLASSES, Event, RelationChange
from dprkrel.records.roles import Role
from dprkrel.records.sources import SourceKind, Standing
from dprkrel.store.names import words_of

#: For each class of event, in the order of `EVENT_CLASSES`: who takes part, and fields that it needs beside the others.
_SHAPES: Final[tuple[tuple[tuple[Role, ...], tuple[str, ...]], ...]] = (
    ((Role.VISITOR, Role.HOST), ()),
    ((Role.HOST, Role.PARTICIPANT), ()),
    ((Role.SIGNATORY, Role.SIGNATORY), ()),
    ((Role.PARTY,), ('links = [{ link_type = "step_of", event_id = "" }]  # the treaty of which it is a step',)),
    ((Role.SPEAKER, Role.ADDRESSEE), ()),
    ((Role.APPOINTEE,), ('office_id = ""  # the office that is taken or left',)),
    ((Role.PARTY, Role.PARTY), ()),
    ((Role.VOTER,), ()),
    ((Role.SUPPLIER, Role.RECIPIENT), ()),
    ((Role.FORCE,), ()),
)

CLASSES: Final[Mapping[str, type[Event]]] = MappingProxyType(
    {re.sub(r"\B([A-Z])", r"-\1", event_class.__name__).lower(): event_class for event_class in EVENT_CLASSES}
)
"""The classes of event by the word that stands for them: `visit`, `treaty-action`, …"""

#: Words of a title that tell no page from another.
_DULL: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "dprk",
        "for",
        "from",
        "his",
        "in",
        "into",
        "its",
        "korea",
        "north",
        "of",
        "on",
        "s",
        "says",
        "the",
        "to",
        "with",
    ]
)
_WORDS: Final = 3


def scaffold(
    dataset: Dataset,
    *,
    url: str,
    title: str,
    publisher: str,
    published: str,
    language: str = "en",
    standing: str = Standing.SECONDARY.value,
    event_class: str = "visit",
) -> str:
    """Return the TOML of a page and of an event that it tells of; each `""` in it is to be filled in or left out.

    The compiler refuses empty text, so that nothing is forgotten. What
    follows from other fields is left out. Above both stands in which files
    they belong.

    Args:
        dataset: what the seeds hold already.
        url: the address of the page.
        title: the title that it bears.
        publisher: an actor, by id or any spelling.
        published: the day of the page, or a longer date that it lies in.
        language: ISO 639-1 code.
        standing: `primary`, `secondary` or `tertiary`.
        event_class: one of `CLASSES`.

    Raises:
        UnknownActorError: the publisher is not known; `suggestions` has the nearest.
        AmbiguousActorError: the publisher's name means several actors.
        DateError: the date cannot be read.
        RecordError: the page is in the seeds already, or the address or date is none of a page.
        DatasetError: something else cannot stand in a source.
        VocabularyError: no class of event is called so.
    """
    by, out = _publisher(dataset, publisher), When.parse(published)
    if event_class not in CLASSES:
        raise VocabularyError("event_class", event_class, CLASSES)
    if out.latest is None:
        raise RecordError("Source", "published", f"expected a date with a last day, got {published}")
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise RecordError("Source", "url", f"expected an address that begins with https://, got {shown(url)}")
    for source in dataset.sources:
        if source.url and _address(source.url) == _address(url):
            raise RecordError("Source", "url", f"the page is in the seeds already: cite {source.id}")
    row = {
        "id": _source_id(dataset, by, out, title, url),
        "kind": SourceKind.PAGE.value,
        "description": f"Page of {by.name}",
        "language": language,
        "publisher_id": by.id,
        "title": unicodedata.normalize("NFC", " ".join(title.split())),
        "standing": standing,
        "published": out.edtf,
        "url": url,
    }
    codec.record_from_dict("source", row)  # refuses what no source can hold
    page = ["[[source]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())]
    return "\n".join([*_places(row, event_class), "", *page, "", *_event(event_class), "", *_report(row)]) + "\n"


def _places(source: dict[str, str], event_class: str) -> Iterator[str]:
    """Yield in which files the records belong, as the head of the file in which they are filled in."""
    changes = CLASSES[event_class] is RelationChange
    event = "to the file of the state with which relations change" if changes else "to the file of its month"
    yield "# Fill this in as seeds/new.toml, and run `python -m dprkrel.curation tidy`. It moves the page to"
    yield f"# {file_of('source', source, {})}, the event {event}, and deletes new.toml."


def _publisher(dataset: Dataset, given: str) -> Actor:
    try:
        return dataset.find_actor(given)
    except UnknownActorError as error:
        near = [*error.suggestions, *close_matches(given, [actor.id for actor in dataset.actors])]
        raise UnknownActorError(given, dict.fromkeys(near), "enter it in the seeds first") from None


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|[/#]*$", "", url)


def _source_id(dataset: Dataset, by: Actor, out: When, title: str, url: str) -> str:
    """Return an id of its own in the manner of the seeds: the publisher, the date and a few words."""
    date = out.edtf if re.fullmatch(r"[0-9-]+", out.edtf) else str(out.earliest or out.latest)
    told = [word for word in words_of(title) if word.isascii() and word not in _DULL]
    words = told or [word for word in words_of(url.rstrip("/").rpartition("/")[2]) if word.isascii()]
    wanted = "-".join([by.id, date, *words[:_WORDS]])
    taken, number = {source.id for source in dataset.sources}, 1
    while (found := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return found


def _event(event_class: str) -> Iterator[str]:
    roles, more = _SHAPES[list(CLASSES).index(event_class)]
    types = sorted(event_type.value for event_type in CLASSES[event_class].EVENT_TYPES)
    plain = event_class if event_class in types else ""
    others = ", ".join(event_type for event_type in types if event_type != plain)
    yield "[[event]]"
    yield 'id = ""  # who, what and when, such as choe-visit-belarus-2025; an id is never used twice'
    yield f'event_type = "{plain}"  # {"or " if plain else ""}{others}'
    yield 'when = ""  # 2024-06-18/2024-06-19, 2024-06, [..2024-06-17]: as wide as the evidence, and no wider'
    yield 'place_id = ""  # leave the line out where no place is known'
    yield 'summary = ""  # one English sentence of our own'
    yield from more
    yield "participants = [  # leave out what the page does not say of them; add who else took part"
    yield '  # who acted for another state than its own has acted_for = "…"; who acted for none, acted_for = false'
    for role in roles:
        own = "" if role is Role.PARTY else ', office_id = ""'
        yield f'  {{ actor_id = "", role = "{role.value}"{own} }},'
    yield "]"


def _report(source: dict[str, str]) -> Iterator[str]:
    yield "[[event.reports]]"
    yield f'source_id = "{source["id"]}"'
    yield '# stance = "announces"  # or confirms, expects, alleges, denies, where the page does not assert it'
    yield 'when = ""  # the date that it gives; leave the line out where it gives none'
    if source["standing"] == Standing.TERTIARY:
        yield 'note = ""  # on how little this rests'
