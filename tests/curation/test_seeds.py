"""What is not written in the seeds, since it follows; and that the seeds of the project keep both rules."""

import copy
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import DatasetError
from dprkrel.curation.filing import file_of
from dprkrel.curation.rows import SeedRow, by_id
from dprkrel.curation.seeds import completed, read_seeds, rows_of
from dprkrel.records.kinds import TABLE_OF
from tests.curation.test_compile import placed, row_of, toml, write
from tests.small import TEXT, small

SEEDS = Path(__file__).parents[2] / "seeds"
Row = dict[str, Any]
Rows = Mapping[str, Mapping[str, Any]]


def stated(rows: list[SeedRow]) -> Iterator[tuple[str, str, Row]]:
    """Yield what stands in the rows though it follows: the id of the record, the field, and the table in which it stands."""
    actors, offices = by_id(rows, "actor"), by_id(rows, "office")
    for _, kind, row in rows:
        assert isinstance(row, dict)
        for table, follows in tables_of(kind, row, actors, offices):
            for field, value in follows.items():
                if table.get(field) == value:
                    yield row["id"], field, table


def tables_of(kind: str, row: Row, actors: Rows, offices: Rows) -> Iterator[tuple[Row, Row]]:
    """Yield a record and the tables in it, each with what follows for it."""
    for part in listed(row, "participants"):
        actor = actors[part["actor_id"]]
        yield part, {"acted_for": actor["id"] if actor["kind"] == "state" else actor.get("state_id", False)}
    for told in (row, *listed(row, "links"), *listed(row, "superlatives")):
        yield from ((report, {"stance": "asserts"}) for report in listed(told, "reports"))
    if kind == "relation" and "office_id" in row:
        office = offices[row["office_id"]]
        body, holder = (name_of(actors[one]) for one in (office["of_id"], row["subject_id"]))
        summary = f"{holder} held the office of {office['title']} of {body}."
        yield row, {"relation_type": "office_held", "object_id": office["of_id"], "summary": summary}


def name_of(actor: Mapping[str, Any]) -> str:
    """Return the primary name of an actor."""
    (name,) = [one["text"] for one in actor["names"] if one.get("kind") == "primary"]
    return str(name)


def listed(row: Mapping[str, Any], field: str) -> list[Row]:
    """Return the tables in a list of a row."""
    tables: list[Row] = row.get(field, [])
    return tables


@pytest.fixture(scope="module")
def rows() -> list[SeedRow]:
    """Return the rows of the seeds of the project."""
    faults: list[Any] = []
    found = [row for row in rows_of(SEEDS, faults) if row[1] in TABLE_OF]
    assert faults == []
    return found


def test_nothing_is_written_that_follows(rows: list[SeedRow]) -> None:
    """The seeds say of no participant for whom it acts, and of no report and office held what follows anyway."""
    assert list(stated(rows)) == []
    assert len(list(stated(list(completed(rows))))) > 5000, "what follows is added, or the test sees nothing"


def test_each_record_lies_in_its_file(rows: list[SeedRow]) -> None:
    """Each record of the seeds lies where the rule says, and the rule says it of each."""
    actors = by_id(rows, "actor")

    assert [(file, row) for file, kind, row in rows if file_of(kind, row, actors) != file] == []


def test_one_file_has_what_is_known_of_a_state() -> None:
    """Who looks for what is known of Mongolia opens one file: the state, its offices, relations and missions, and since when."""
    tables = tomllib.loads((SEEDS / "states" / "mongolia.toml").read_text("utf-8"))

    assert [row["id"] for row in tables["actor"]] == ["mongolia"]
    assert {row["of_id"] for row in tables["office"]} == {"mongolia"}
    assert {row["relation_type"] for row in tables["relation"]} == {"diplomatic_relations", "mission"}
    assert {row.get("opened_by") for row in tables["relation"]} - {None} == {row["id"] for row in tables["event"]}


def test_what_opens_and_ends_relations_lies_with_them(rows: list[SeedRow]) -> None:
    """A change of relations or of a mission lies in the file of the relation that it opens or closes."""
    files = {row["id"]: file for file, kind, row in rows if kind == "event" and isinstance(row, Mapping)}
    apart = [
        (row["id"], row[end])
        for file, kind, row in rows
        if kind == "relation" and isinstance(row, Mapping) and "office_id" not in row
        for end in ("opened_by", "closed_by")
        if end in row and files[row[end]] != file
    ]

    assert apart == []


SMALL: list[SeedRow] = [
    ("", kind, row_of(record)) for kind, table in TABLE_OF.items() for record in small().tables()[table]
]
FOLLOWING = sorted({(record, field) for record, field, _ in stated(SMALL)})


def without(left_out: Collection[tuple[str, str]]) -> list[SeedRow]:
    """Return the rows of the small dataset without some of what follows: ids of records, and fields."""
    rows = copy.deepcopy(SMALL)
    for record, field, table in list(stated(rows)):
        if (record, field) in left_out:
            del table[field]
    return rows


@given(st.sets(st.sampled_from(FOLLOWING)))
def test_what_follows_may_be_left_out(left_out: set[tuple[str, str]]) -> None:
    """Whatever of it is left out, and whatever is written, the rows are completed to the same."""
    assert {field for _, field in FOLLOWING} == {"acted_for", "stance", "relation_type", "object_id"}
    assert list(completed(without(left_out))) == list(completed(SMALL))


def test_seeds_that_leave_out_what_follows_give_the_dataset(tmp_path: Path) -> None:
    """Seeds in which nothing is written that follows give the records that they stand for."""
    text = "\n\n".join(
        f"[[{kind}]]\n" + "\n".join(f"{field} = {toml(value)}" for field, value in row.items())
        for _, kind, row in without(FOLLOWING)
        if isinstance(row, dict)
    )
    write(tmp_path, placed(text) | {"edition.toml": b'edition = "small"'})

    assert 'stance = "asserts"' not in text
    assert read_seeds(tmp_path) == small()


PEOPLE: list[SeedRow] = [
    ("", "actor", {"id": "russia", "kind": "state", "names": [{"text": "Russia", "kind": "primary"}]}),
    ("", "actor", {"id": "tass", "kind": "media", "state_id": "russia", "names": []}),
    ("", "actor", {"id": "un", "kind": "organization", "names": [{"text": "UN", "kind": "primary"}]}),
    ("", "actor", {"id": "sergei-lavrov", "kind": "person", "state_id": "russia",
                   "names": [{"text": "Lavrov", "kind": "short"}, {"text": "Sergei Lavrov", "kind": "primary"}]}),
    ("", "office", {"id": "minister", "title": "Minister", "of_id": "russia"}),
]  # fmt: skip


def complete(kind: str, row: object) -> Any:
    """Return a row with what follows from it and from `PEOPLE`."""
    return list(completed([*PEOPLE, ("", kind, row)]))[-1][2]


@pytest.mark.parametrize(
    ("part", "acted_for"),
    [
        ({"actor_id": "russia"}, "russia"),
        ({"actor_id": "tass"}, "russia"),
        ({"actor_id": "sergei-lavrov"}, "russia"),
        ({"actor_id": "un"}, None),
        ({"actor_id": "nobody-known"}, None),
        ({"actor_id": 5}, None),
        ({}, None),
        ({"actor_id": "tass", "acted_for": False}, None),
        ({"actor_id": "sergei-lavrov", "acted_for": "un"}, "un"),
        ({"actor_id": "sergei-lavrov", "acted_for": ""}, ""),
        ({"actor_id": "sergei-lavrov", "acted_for": True}, True),
        ({"actor_id": "sergei-lavrov", "acted_for": 0}, 0),
    ],
)
def test_who_takes_part_acts_for_its_state(part: Row, acted_for: object) -> None:
    """A participant acts for its state unless the seeds name another, or say that it acted for none."""
    (found,) = complete("event", {"participants": [part]})["participants"]

    assert found.get("acted_for") is acted_for or found["acted_for"] == acted_for
    assert "acted_for" not in found or acted_for is not None
    assert found.get("actor_id") == part.get("actor_id")


def test_a_report_asserts() -> None:
    """A report of an event, of a link, of a superlative or of a relation asserts, unless it says what else it does."""
    reports = [{"source_id": "a"}, {"source_id": "b", "stance": "denies"}]
    told = [{"stance": "asserts", "source_id": "a"}, {"source_id": "b", "stance": "denies"}]
    event = complete(
        "event", {"reports": reports, "links": [{"reports": reports}], "superlatives": [{"reports": reports}]}
    )

    assert event == {"reports": told, "links": [{"reports": told}], "superlatives": [{"reports": told}]}
    assert complete("relation", {"reports": reports}) == {"reports": told}
    assert complete("source", {"reports": reports}) == {"reports": reports}


def test_an_office_held_repeats_nothing() -> None:
    """That someone held an office needs who, which and when; what else is written stays, and of an unknown office nothing follows."""
    held = {"id": "spell", "subject_id": "sergei-lavrov", "office_id": "minister"}
    follows = {"relation_type": "office_held", "object_id": "russia"}

    assert complete("relation", held) == {
        **held, **follows, "summary": "Sergei Lavrov held the office of Minister of Russia.",
    }  # fmt: skip
    assert complete("relation", {**held, "summary": "He leads."})["summary"] == "He leads."
    assert complete("relation", {**held, "object_id": "un"})["object_id"] == "un"
    assert complete("relation", {**held, "office_id": "tsar"}) == {
        **held,
        "office_id": "tsar",
        "relation_type": "office_held",
    }
    assert complete("relation", {**held, "subject_id": "tsar"}) == {**held, "subject_id": "tsar", **follows}
    assert complete("relation", {"subject_id": "russia"}) == {"subject_id": "russia"}


@pytest.mark.parametrize("row", [None, "event", [], {"participants": "russia"}, {"participants": ["russia", 5]},
                                 {"reports": {"source_id": "a"}}, {"links": [[]]}, {"office_id": ["minister"]},
                                 {"office_id": {}, "subject_id": []}])  # fmt: skip
def test_rows_that_are_no_records_are_left_to_the_compiler(tmp_path: Path, row: object) -> None:
    """Where a row is not what it should be, nothing is lost of it, and the compiler says what is wrong."""
    for kind in ("event", "relation"):
        found = complete(kind, row)
        assert found == (row if not isinstance(row, dict) else {**found, **row})
    text = f"event = [{toml(row)}]" if row is not None else "event = 5"
    write(tmp_path, {"edition.toml": b'edition = "small"', "new.toml": text.encode()})
    with pytest.raises(DatasetError):
        read_seeds(tmp_path)


def test_a_fault_of_what_follows_names_its_field(tmp_path: Path) -> None:
    """What is wrong with a field that could be left out is told with file, record and field, as ever."""
    text = f"""
[[event]]
id = "pact"
event_type = "treaty"
when = "2010"
summary = "A treaty."
participants = [{{ actor_id = "russia", role = "signatory", acted_for = "" }}]
reports = [{{ source_id = "{TEXT}", stance = "assert", paragraphs = [1] }}]
"""
    write(tmp_path, {"edition.toml": b'edition = "small"', "events/2010.toml": text.encode()})
    with pytest.raises(DatasetError) as caught:
        read_seeds(tmp_path)

    assert [(fault.file, fault.record, fault.field) for fault in caught.value.faults] == [
        ("events/2010.toml", "pact", "participants[0].acted_for"), ("events/2010.toml", "pact", "reports[0].stance"),
    ]  # fmt: skip
