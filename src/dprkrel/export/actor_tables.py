"""The tables of actors, their names, places and sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from dprkrel.export.schema import (
    Schema,
    dates,
    integer,
    iso3_of,
    name_of,
    number,
    place_name,
    text,
    texts,
    url_of,
    urls_of,
)
from dprkrel.records.actors import Actor
from dprkrel.records.names import Name
from dprkrel.store.chains import country_of
from dprkrel.store.tables import Tables


class Named(NamedTuple):
    """One name of an actor."""

    actor: Actor
    number: int
    name: Name


def _names(_: Tables, actor: Actor) -> Iterator[Named]:
    return (Named(actor, number, name) for number, name in enumerate(actor.names, 1))


ACTORS: Final = Schema(
    "actors",
    "a state, person, organization, bloc or medium",
    ("id",),
    (
        text("id", "id of the actor; it is never reused", lambda _, actor: actor.id),
        text("kind", "state, person, organization, bloc or media", lambda _, actor: actor.kind.value),
        text("name", "the primary name", lambda _, actor: actor.name),
        text("state_id", "the state to which a person or body belongs", lambda _, actor: actor.state_id, "it is a state, or belongs to none", "actors.id"),
        text("state_iso3", "ISO 3166-1 alpha-3 code of this state", lambda data, actor: iso3_of(data, actor.state_id), "as for the id, or the state has none"),
        text("iso2", "ISO 3166-1 alpha-2 code of a present state", lambda _, actor: actor.iso_alpha2, "it is no state that has one"),
        text("iso3", "ISO 3166-1 alpha-3 code of a present state", lambda _, actor: actor.iso_alpha3, "it is no state that has one"),
        integer("cow", "number in the state list of the Correlates of War project", lambda _, actor: actor.cow_code, "it is no state that has one"),
        text("wikidata", "item in Wikidata", lambda _, actor: actor.wikidata, "none is recorded"),
        *dates("when it existed: the life of a person, the time of a state or body", lambda actor: actor.existed, "that was not looked up"),
        text("successor_of", "the actor whose place this one took", lambda _, actor: actor.successor_of, "none is recorded", "actors.id"),
        text("note", "what a user should know", lambda _, actor: actor.note, "nothing"),
        texts("existed_urls", "addresses of the sources that say when it existed", lambda data, actor: urls_of(data, actor.existed_source_ids)),
    ),
    lambda data: data.actors,
)  # fmt: skip

NAMES: Final = Schema(
    "names",
    "one spelling of the name of an actor",
    ("actor_id", "number"),
    (
        text("actor_id", "whose name", lambda _, row: row.actor.id, references="actors.id"),
        integer("number", "place in the order of the record, from 1", lambda _, row: row.number),
        text("name", "the spelling (Unicode NFC)", lambda _, row: row.name.text),
        text("language", "language in whose texts it is used, a tag of BCP 47", lambda _, row: row.name.language),
        text("kind", "primary, alias, exonym, misspelling, … (codebook)", lambda _, row: row.name.kind.value),
        text("scheme", "rule by which it is spelled (codebook)", lambda _, row: row.name.scheme.value),
        texts("source_ids", "texts in which it stands (`sources.id`)", lambda _, row: row.name.source_ids),
        text("note", "what is wrong with a misspelling, or what else to know", lambda _, row: row.name.note, "nothing"),
    ),
    lambda data: chain.from_iterable(_names(data, actor) for actor in data.actors),
    {"actors": _names},
)  # fmt: skip

PLACES: Final = Schema(
    "places",
    "a place",
    ("id",),
    (
        text("id", "id of the place; it is never reused", lambda _, place: place.id),
        text("name", "name in English", lambda _, place: place.name),
        text("kind", "region, country, area, city or site", lambda _, place: place.kind.value),
        text("within", "the place that contains it", lambda _, place: place.within, "none is recorded", "places.id"),
        text("country_id", "the country in which it lies; a country lies in itself", lambda data, place: country_of(data, place.id), "it lies in no one country", "places.id"),
        text("country", "name of this country", lambda data, place: place_name(data, country_of(data, place.id)), "as for the id"),
        number("latitude", "degrees north (WGS 84)", lambda _, place: place.latitude, "not recorded"),
        number("longitude", "degrees east (WGS 84)", lambda _, place: place.longitude, "not recorded"),
        text("note", "what is uncertain about it", lambda _, place: place.note, "nothing"),
    ),
    lambda data: data.places,
)  # fmt: skip

SOURCES: Final = Schema(
    "sources",
    "a text that was read, a public page, or background knowledge",
    ("id",),
    (
        text("id", "id of the source; it is never reused", lambda _, source: source.id),
        text("kind", "text, page or background", lambda _, source: source.kind.value),
        text("description", "what it is, in our own words", lambda _, source: source.description),
        text("language", "tag of BCP 47", lambda _, source: source.language),
        text("title", "the title that a page bears", lambda _, source: source.title, "none is recorded"),
        text("publisher_id", "who published the page", lambda _, source: source.publisher_id, "it is no page, or that is not known", "actors.id"),
        text("publisher", "name of the publisher", lambda data, source: name_of(data, source.publisher_id), "as for the id"),
        texts("agency_ids", "agencies or outlets that it credits (`actors.id`)", lambda _, source: source.agency_ids),
        text("standing", "how near it stands to what it tells: primary, secondary, tertiary", lambda _, source: source.standing and source.standing.value, "not graded"),
        *dates("date of the page; of an undated one the span in which it must lie", lambda source: source.published, "none is known"),
        text("dateline", "day on which its words were written, in EDTF", lambda _, source: source.dateline and source.dateline.edtf, "not known"),
        text("url", "address; http or https", lambda data, source: url_of(data, source.id), "none is known"),
        text("sha256", "hash of the bytes of the text that was read", lambda _, source: source.sha256, "it is no text"),
        integer("paragraph_count", "non-empty lines of the text that was read; 0 if it is no text", lambda _, source: source.paragraph_count),
        text("republication_of", "the source that it repeats", lambda _, source: source.republication_of, "it repeats none", "sources.id"),
        text("note", "how its dates were settled, and what is wrong with it", lambda _, source: source.note, "nothing"),
    ),
    lambda data: data.sources,
)  # fmt: skip
