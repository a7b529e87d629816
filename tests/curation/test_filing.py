"""The rule of place: in which file of the seeds each record lies."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel.curation.filing import file_of, order_of
from dprkrel.records.kinds import TABLE_OF

ACTORS: dict[str, Any] = {
    actor["id"]: actor
    for actor in (
        {"id": "dprk", "kind": "state"},
        {"id": "mongolia", "kind": "state"},
        {"id": "russia", "kind": "state"},
        {"id": "choe-son-hui", "kind": "person", "state_id": "dprk"},
        {"id": "maria-knight", "kind": "person"},
        {"id": "smom", "kind": "organization"},
        {"id": "tass", "kind": "media", "state_id": "russia"},
        {"id": "the-west", "kind": "bloc"},
        {"id": "nameless", "kind": "planet"},
    )
}


def between(subject: str, other: str) -> dict[str, Any]:
    """Return a relation of two actors."""
    return {"id": "tie", "subject_id": subject, "object_id": other}


def event(event_type: str, when: str, *actor_ids: str) -> dict[str, Any]:
    """Return an event in which some take part."""
    return {"event_type": event_type, "when": when, "participants": [{"actor_id": one} for one in actor_ids]}


# The kind of a record, its fields, and its file.
PLACES: list[tuple[str, Any, str | None]] = [
    ("actor", ACTORS["mongolia"], "states/mongolia.toml"),
    ("actor", ACTORS["choe-son-hui"], "persons/dprk/choe-son-hui.toml"),
    ("actor", ACTORS["maria-knight"], "persons/maria-knight.toml"),
    ("actor", ACTORS["smom"], "organizations.toml"),
    ("actor", ACTORS["tass"], "media.toml"),
    ("actor", ACTORS["the-west"], "blocs.toml"),
    ("actor", ACTORS["nameless"], None),
    ("actor", {"id": "../mongolia", "kind": "state"}, None),
    ("actor", {"id": "", "kind": "state"}, None),
    ("actor", {"id": "a", "kind": "person", "state_id": "../b"}, None),
    ("actor", {"kind": "state"}, None),
    ("actor", "mongolia", None),
    ("office", {"of_id": "mongolia"}, "states/mongolia.toml"),
    ("office", {"of_id": "smom"}, "organizations.toml"),
    ("office", {"of_id": "mars"}, None),
    ("office", {"of_id": ["mongolia"]}, None),
    ("office", {}, None),
    ("relation", between("mongolia", "dprk"), "states/mongolia.toml"),
    ("relation", between("dprk", "mongolia"), "states/mongolia.toml"),
    ("relation", between("mongolia", "russia"), "states/mongolia.toml"),
    ("relation", between("russia", "mongolia"), "states/russia.toml"),
    ("relation", between("smom", "dprk"), "organizations.toml"),
    ("relation", between("dprk", "the-west"), "blocs.toml"),
    ("relation", {"subject_id": "choe-son-hui", "office_id": "dprk-foreign-minister"}, "persons/dprk/choe-son-hui.toml"),
    ("relation", between("dprk", "mars"), None),
    ("relation", {"subject_id": "dprk"}, None),
    ("event", event("visit", "2024-06-18/2024-06-19", "russia", "dprk"), "events/2024-06.toml"),
    ("event", event("visit", "2018-01-01"), "events/2018-01.toml"),
    ("event", event("visit", "2017-12-31/2018-01-01"), "events/2017.toml"),
    ("event", event("war", "0999"), "events/0999.toml"),
    ("event", event("visit", "[..2023-10-19]"), "events/2023-10.toml"),
    ("event", event("visit", "2024-05/2024-06"), "events/2024-05.toml"),
    ("event", event("visit", "soon"), None),
    ("event", {"event_type": "visit"}, None),
    ("event", {"event_type": "visit", "when": 2024}, None),
    ("event", {"event_type": ["visit"], "when": "2024-06"}, "events/2024-06.toml"),
    ("event", event("relations_established", "1948-10-15", "mongolia", "dprk"), "states/mongolia.toml"),
    ("event", event("mission_opened", "2016", "dprk", "mongolia", "russia"), "states/mongolia.toml"),
    ("event", event("recognition", "2022-07", "choe-son-hui", "dprk", "russia"), "states/russia.toml"),
    ("event", event("relations_established", "1990", "smom", "dprk"), "organizations.toml"),
    ("event", event("relations_severed", "1990", "dprk", "mars"), None),
    ("event", event("relations_severed", "1990", "dprk", "choe-son-hui"), "events/1990.toml"),
    ("event", event("appointment", "2024-06-27", "choe-son-hui", "dprk"), "events/2024-06.toml"),
    ("event", {"event_type": "recognition", "when": "1990", "participants": "dprk"}, "events/1990.toml"),
    ("event", {"event_type": "recognition", "when": "1990", "participants": ["dprk"]}, None),
    ("source", {"published": "2024-06-19"}, "sources/2024-06.toml"),
    ("source", {"published": "1962"}, "sources/1962.toml"),
    ("source", {"published": "[2024-10-14..2026-11-22]"}, "sources/2024-10.toml"),
    ("source", {"published": "[..2026-11-22]"}, "sources/undated.toml"),
    ("source", {}, "sources/undated.toml"),
    ("source", {"published": "soon"}, None),
    ("place", {"id": "minsk"}, "places.toml"),
    ("counting_rule", {}, "counting-rules.toml"),
    ("coverage", {}, "coverage.toml"),
    ("change", {"edition": "2026.11.22.1"}, "changes/2026.11.22.1.toml"),
    ("change", {"edition": "../2026"}, None),
    ("change", {}, None),
    ("edition", "2026.11.22", "edition.toml"),
    ("planet", {"id": "mars"}, None),
]  # fmt: skip


def test_each_record_has_one_file() -> None:
    """A record lies with the actor that it is about, or in its month; of one that is too faulty none can be said."""
    found = [(kind, row, file_of(kind, row, ACTORS)) for kind, row, _ in PLACES]

    assert [one for one, expected in zip(found, PLACES, strict=True) if one != expected] == []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from([*ACTORS, "..", "2024-06"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["actor_id", "id"]), inner),
    max_leaves=6,
)
FIELDS = ("id", "kind", "state_id", "of_id", "subject_id", "object_id", "published", "when", "edition", "event_type",
          "participants")  # fmt: skip


@given(kind=st.sampled_from([*TABLE_OF]), row=PLAIN | st.dictionaries(st.sampled_from(FIELDS), PLAIN))
def test_no_record_leads_out_of_the_seeds(kind: str, row: Any) -> None:
    """Whatever stands in a row, its file is none or lies within the seeds, and it can be sorted among others."""
    actors = ACTORS | ({row["id"]: row} if isinstance(row, dict) and isinstance(row.get("id"), str) else {})
    file = file_of(kind, row, actors)

    assert file is None or re.fullmatch(r"[a-z-]+(/[a-z0-9-]+){0,2}\.toml|changes/[0-9.]+\.toml", file)
    assert sorted([order_of(kind, row), order_of("event", {})])


@pytest.mark.parametrize("kind", ["event", "relation"])
def test_records_of_a_file_stand_in_the_order_of_answers(kind: str) -> None:
    """A subject comes first, then what it has, then what happened, each by its first day, its last day and its id."""
    dates = {"b": "1948", "c": "1948-10", "a": "1948-10", "e": "[..1949]", "d": "1950"}
    rows: list[tuple[str, Any]] = [(kind, {"id": one, "when": when}) for one, when in dates.items()]
    rows += [("office", {"id": "z"}), ("actor", {"id": "y"})]

    assert [row["id"] for _, row in sorted(rows, key=lambda pair: order_of(*pair))] == [*"yzbaced"]
