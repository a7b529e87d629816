"""The compiler: seeds become the artifact, always the same one, and everything wrong with them is told at once."""

import datetime
import hashlib
import json
import re
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import Change, ChangeKind, Dataset, DatasetError, Derivation, DerivationRule, Fault, codec
from dprkrel.curation import compile as compiler
from dprkrel.curation import editions
from dprkrel.curation.__main__ import main
from dprkrel.curation.editions import identity
from dprkrel.curation.seeds import read_seeds
from dprkrel.curation.tidy import tidied, tidy
from dprkrel.records.fields import ChangeId
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.store import lines
from dprkrel.store.artifact import Artifact
from tests.small import TEXT, small

EVENT = 'event_type = "treaty"\nsummary = "A treaty."\n'
REPORT = f'reports = [{{ source_id = "{TEXT}", stance = "asserts", paragraphs = [1] }}]\n'
SPELL = 'relation_type = "office_held"\nsummary = "An office."\n' + REPORT
LAVROV = 'subject_id = "sergei-lavrov"\nobject_id = "russia"\n'
MISSION = 'relation_type = "mission"\nsummary = "An embassy."\n' + REPORT
TALKS = 'event_type = "talks"\nsummary = "Talks."\nwhen = "2023-10-18"\n' + REPORT
MOSCOW = 'place_id = "moscow"\nparticipants = [{ actor_id = "choe-son-hui", role = "participant" }]\n'

# What stands in the seed file bad.toml; the record and field of its one fault; words of what was found or expected.
BAD: list[tuple[str, str, str, str]] = [
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\ncolour = "red"', "osan", "colour", "an unknown key"),
    ('[[place]]\nid = "osan"\nname = 5\nkind = "city"', "osan", "name", "text"),
    ('[[place]]\nid = "osan"\nname = 2024-07-23\nkind = "city"', "osan", "name", "text"),
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "town"', "osan", "kind", "city"),
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\nlatitude = nan', "osan", "latitude", "nan"),
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\nlatitude = inf', "osan", "latitude", "inf"),
    ('[[place]]\nid = "osan"\nkind = "city"', "osan", "name", "nothing"),
    ('[[place]]\nname = "Osan"\nkind = "city"', "a place without an id", "id", "nothing"),
    ('[[place]]\nid = "Osan"\nname = "Osan"\nkind = "city"', "Osan", "id", "slug"),
    ('[[place]]\nid = "osan"\nname = "Oso\u0306n"\nkind = "city"', "osan", "name", "NFC"),
    ('[[place]]\nid = "osan"\nname = "Os\u202ean"\nkind = "city"', "osan", "name", "U+202E"),
    ('[[place]]\nid = "osan"\nname = "Os\\u0000an"\nkind = "city"', "osan", "name", "U+0000"),
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\nwithin = "mars"', "osan", "within", "mars"),
    ('[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"\nwithin = "osan"', "osan", "within", "than itself"),
    ('[[place]]\nid = "moscow"\nname = "Moscow"\nkind = "city"', "moscow", "id", "used once"),
    ('[[office]]\nid = "tsar"\ntitle = "Tsar"\nof_id = "russia"\nrank = "other"\naliases = "Caesar"', "tsar", "aliases",
     "a list"),
    ('place = ["osan"]', "a place without an id", "record", "a table"),
    ("[place]\nid = 'osan'", "file", "place", "[[place]]"),
    ("[[planet]]\nid = 'mars'", "file", "planet", "[[place]]"),
    ("title = 'seeds'", "file", "title", "[[place]]"),
    ("[[place]\nid = 'osan'", "file", "toml", "TOML"),
    ("id = 1\nid = 2", "file", "toml", "TOML"),
    ("place = " + "[" * 5_000, "file", "toml", "TOML"),
    ("place = " + "9" * 5_000, "file", "toml", "TOML"),
    ('edition = "second"', "dataset", "edition", "2 editions"),
    (f'[[event]]\nid = "pact"\nwhen = "July 2024"\n{EVENT}{REPORT}', "pact", "when", "accepted forms"),
    (f'[[event]]\nid = "pact"\nwhen = 2024-07-23\n{EVENT}{REPORT}', "pact", "when", "EDTF text"),
    (f'[[event]]\nid = "pact"\nwhen = "2020"\n{EVENT}reports = []', "pact", "reports", "at least one"),
    (f'[[event]]\nid = "pact"\nwhen = "2020"\n{EVENT}', "pact", "reports", "nothing"),
    (f'[[event]]\nid = "pact"\nwhen = "2020"\n{EVENT}{REPORT.replace(", paragraphs = [1]", "")}', "pact",
     f"reports[{TEXT}]", "no paragraph"),
    (f'[[event]]\nid = "pact"\nwhen = "2020"\n{EVENT}{REPORT.replace("[1]", "[10]")}', "pact", f"reports[{TEXT}]",
     "paragraphs from 1 to 9"),
    (f'[[event]]\nid = "pact"\nwhen = "2025"\n{EVENT}{REPORT}', "pact", "when", "not after 2024-07-24"),
    (f'[[event]]\nid = "pact"\nwhen = "2020"\npart_of = "treaty"\n{EVENT}{REPORT}', "pact", "when", "law 4"),
    (f'[[event]]\nid = "far"\n{TALKS}{MOSCOW}', "far", "place_id", "law 5"),
    (f'[[relation]]\nid = "r"\nwhen = "2010/2012"\n{LAVROV}office_id = "russia-foreign-minister"\n{SPELL}', "r", "when",
     "a period that does not overlap"),
    (f'[[relation]]\nid = "r"\nwhen = "2013/2014"\n{LAVROV}office_id = "russia-president"\n{SPELL}', "r", "when",
     "one holder at a time"),
    (f'[[relation]]\nid = "r"\nwhen = "1990/1991"\nsubject_id = "dprk"\nobject_id = "belarus"\n{MISSION}', "r", "when",
     "law 4: a date that all else leaves open"),
]  # fmt: skip


def toml(value: Any) -> str:
    """Write plain data as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def row_of(record: Record) -> dict[str, Any]:
    """Return a record as the seeds have it, with all that follows written, also that someone acted for nobody."""
    row = record.to_dict()
    for participant in row.get("participants", []):
        participant.setdefault("acted_for", False)
    return row


def tables() -> list[str]:
    """Return the records of the small dataset as TOML tables."""
    return [
        f"[[{kind}]]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in row_of(record).items())
        for kind, table in TABLE_OF.items()
        for record in small().tables()[table]
    ]


def placed(text: str) -> dict[str, bytes]:
    """Return files with these records, each in its place."""
    return tidied({"new.toml": text.encode()})


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files of seeds."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


Seeds = Callable[..., Path]


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    """Return what writes the seeds of the small dataset, with other files beside them."""

    def sown(**files: str | bytes) -> Path:
        folder = tmp_path / "seeds"
        good = files.pop("good", "\n\n".join(tables()))
        others = {"edition": 'edition = "small"'} | files
        write(folder, placed(str(good)))
        write(
            folder,
            {f"{name}.toml": text if isinstance(text, bytes) else text.encode() for name, text in others.items()},
        )
        return folder

    return sown


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the compiler writes during the test."""
    monkeypatch.setattr(compiler, "_DATA", tmp_path / "data")
    return tmp_path / "data" / "dprkrel.jsonl"


def refused(folder: Path) -> tuple[Fault, ...]:
    """Return the faults for which seeds are refused."""
    with pytest.raises(DatasetError) as caught:
        read_seeds(folder)
    return caught.value.faults


def refused_for_more(folder: Path) -> list[Fault]:
    """Return the faults for which seeds are refused, but for records that lie in a wrong file."""
    return [fault for fault in refused(folder) if fault.field != "file"]


@pytest.mark.parametrize(("bad", "record", "field", "said"), BAD, ids=lambda part: part[:40])
def test_each_rule_has_its_fault(seeds: Seeds, bad: str, record: str, field: str, said: str) -> None:
    """A seed that breaks one rule gives one fault, which names file, record and field and what was expected."""
    (fault,) = refused_for_more(seeds(bad=bad))

    assert (fault.record, fault.field) == (record, field)
    assert "bad.toml" in fault.file or (fault.file, fault.record) == ("edition.toml", "dataset")
    assert said in f"{fault.found}; {fault.expected}"


def test_all_faults_of_all_files_are_told_at_once(seeds: Seeds) -> None:
    """One run reports every fault of every record of every file, also of files that are no TOML."""
    folder = seeds(
        a='[[place]]\nid = "osan"\nname = 5\nkind = "town"\ncolour = "red"',
        b=b"\xff\xfe",
        c=f'[[event]]\nid = "pact"\nwhen = "soon"\n{EVENT}\n[[event]]\nid = "ban"\nevent_type = "ban"',
        edition="edition = 5",
    )
    found = [(fault.file, fault.record, fault.field) for fault in refused(folder)]

    assert found == [
        ("a.toml", "osan", "colour"), ("a.toml", "osan", "file"), ("a.toml", "osan", "kind"), ("a.toml", "osan", "name"), ("b.toml", "file", "toml"),
        ("c.toml", "ban", "event_type"), ("c.toml", "pact", "reports"), ("c.toml", "pact", "when"),
        ("edition.toml", "dataset", "edition"), ("edition.toml", "file", "edition"),
    ]  # fmt: skip


def test_all_broken_laws_are_told_at_once(seeds: Seeds) -> None:
    """Where every record is sound by itself, all laws that they break together are reported in one run."""
    folder = seeds(
        a=f'[[event]]\nid = "pact"\nwhen = "2025"\n{EVENT}{REPORT}',
        b=f'[[event]]\nid = "far"\n{TALKS}{MOSCOW}',
    )
    found = {(fault.file, fault.record, fault.field) for fault in refused(folder)}

    assert found == {
        ("a.toml", "pact", "when"), ("b.toml", "far", "place_id"), ("a.toml", "pact", "file"), ("b.toml", "far", "file"),
    }  # fmt: skip


def test_an_id_used_twice_names_both_files(seeds: Seeds) -> None:
    """Where two files use one id, the fault names both, since either may be the wrong one."""
    place = '[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"'
    (fault,) = refused_for_more(seeds(a=place, b=place))

    assert (fault.record, fault.field, fault.found) == ("osan", "id", "2 places with this id")
    assert "a.toml" in fault.file
    assert "b.toml" in fault.file


def test_seeds_without_an_edition_are_refused(seeds: Seeds, tmp_path: Path) -> None:
    """Seeds have exactly one edition; a folder that is empty or missing has none."""
    folder = seeds()
    (folder / "edition.toml").unlink()

    for where in (folder, tmp_path, tmp_path / "nowhere"):
        (fault,) = refused_for_more(where)
        assert (fault.field, fault.found) == ("edition", "0 editions")


def test_good_seeds_give_the_dataset(seeds: Seeds) -> None:
    """Seeds give the records that they hold, equal to those built by hand."""
    assert read_seeds(seeds()) == small()


@pytest.mark.parametrize("anchor", ["2024-07-24", '"2024-07-24"'])
def test_days_may_be_dates_of_toml(seeds: Seeds, anchor: str) -> None:
    """A day that a phrase counts from is read the same as a date of TOML and as text."""
    derivation = f'derivation = {{ phrase = "bulan lalu", anchor = {anchor}, rule = "previous_month" }}'
    report = REPORT.replace("[1]", f'[1], when = "2024-06", {derivation}')
    folder = seeds(a=f'[[event]]\nid = "pact"\nwhen = "2024-06"\n{EVENT}{report}')
    tidy(folder)
    built = read_seeds(folder).event("pact")

    assert built.reports[0].derivation == Derivation(
        phrase="bulan lalu", anchor=datetime.date(2024, 7, 24), rule=DerivationRule.PREVIOUS_MONTH
    )


def test_the_order_of_records_changes_nothing(seeds: Seeds) -> None:
    """The artifact has the same bytes in whatever order the records of each file stand."""
    folder = seeds()
    written = compiler.artifact(read_seeds(folder))
    for path in folder.rglob("*.toml"):
        path.write_text("\n\n".join(path.read_text("utf-8").strip().split("\n\n")[::-1]), "utf-8")

    assert list(compiler.artifact(read_seeds(folder)).values()) == list(written.values())


def test_compiling_writes_what_the_loader_reads(seeds: Seeds, target: Path) -> None:
    """The compiler writes the records and, beside them, edition, counts and digest; then it finds nothing stale."""
    folder = str(seeds())

    assert main(["compile", "--seeds", folder]) == 0
    assert codec.loads(target.read_bytes()) == small()
    artifact = Artifact(target.read_bytes(), target.with_name("dprkrel.index").read_bytes())
    assert Dataset.over(artifact, artifact.edition) == small()
    assert json.loads(target.with_name("edition.json").read_text("utf-8")) == {
        "edition": "small",
        "format": lines.FORMAT,
        "counts": {name: len(records) for name, records in small().tables().items()},
        "digest": small().digest,
    }
    assert b"\r" not in target.read_bytes()
    assert main(["check", "--seeds", folder]) == 0


@pytest.mark.parametrize("name", ["dprkrel.jsonl", "dprkrel.index", "edition.json"])
@pytest.mark.parametrize("stale", [b"", b"old", b"\xff", None])
def test_a_stale_artifact_fails_the_check(
    seeds: Seeds, target: Path, capsys: pytest.CaptureFixture[str], name: str, stale: bytes | None
) -> None:
    """`check` names a file that is missing or differs, leaves it as it is, and fails."""
    folder = str(seeds())
    main(["compile", "--seeds", folder])
    path = target.with_name(name)
    path.unlink()
    if stale is not None:
        path.write_bytes(stale)
    code = main(["check", "--seeds", folder])
    told = capsys.readouterr().err

    assert code == 1
    assert told == f"{name} is stale: run python -m dprkrel.curation compile and commit the result\n"
    assert (path.read_bytes() if path.exists() else None) == stale
    assert main(["compile", "--seeds", folder]) == 0
    assert main(["check", "--seeds", folder]) == 0


def test_what_stands_in_the_way_is_told(seeds: Seeds, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the system refuses, its reason is one line: a folder in the place of a file, a file in that of a folder."""
    folder = str(seeds())
    target.mkdir(parents=True)
    for command in ("check", "compile"):
        assert main([command, "--seeds", folder]) == 1
        assert re.fullmatch(r"dprkrel\.curation: .*Is a directory: .*\n", capsys.readouterr().err)
    target.rmdir()
    target.parent.rmdir()
    target.parent.write_text("in the way", "utf-8")
    assert main(["compile", "--seeds", folder]) == 74
    assert "cannot be written: File exists" in capsys.readouterr().err
    assert target.parent.read_text("utf-8") == "in the way"


def test_faulty_seeds_write_nothing(seeds: Seeds, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seeds with faults end in exit code 1, the faults on standard error, and no artifact."""
    folder = seeds(bad='[[place]]\nid = "osan"\nname = 5\nkind = "town"')
    code = main(["compile", "--seeds", str(folder)])
    told = capsys.readouterr()

    assert code == 1
    assert told.out == ""
    assert "3 fault(s)" in told.err
    assert "bad.toml: osan: name: found int 5; expected text" in told.err
    assert "bad.toml: osan: file: found bad.toml; expected places.toml: run tidy" in told.err
    assert not target.exists()


FIRST, SECOND, THIRD = "2026.11.22", "2026.11.22.1", "2026.12.1"
Places = dict[str, str]  # ids and names: all that the seeds of editions need to hold


def change(kind: str, *place_ids: str, edition: str = SECOND, **fields: Any) -> dict[str, Any]:
    """Return a change as the seeds have it."""
    cause = {} if kind == "added" else {"cause": "source"}
    change_id = f"{edition.replace('.', '-')}-{kind}-{'-'.join(place_ids)}"
    record: dict[str, Any] = {"id": change_id, "edition": edition, "kind": kind, "record_kind": "place"}
    return {**record, "record_ids": list(place_ids), "reason": "A reason.", **cause, **fields}


def sow(folder: Path, edition: str, places: Places, *changes: dict[str, Any]) -> Path:
    """Write seeds that hold places, and changes of editions, in place of those that were there."""
    rows = [("place", {"id": place_id, "name": name, "kind": "city"}) for place_id, name in places.items()]
    text = [
        f"[[{kind}]]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in row.items())
        for kind, row in (*rows, *(("change", change) for change in changes))
    ]
    for path in folder.rglob("*.toml"):
        path.unlink()
    write(folder, {"edition.toml": f'edition = "{edition}"'.encode()} | placed("\n\n".join(text)))
    return folder


def release(folder: Path) -> None:
    """Write what a release of the edition that the seeds are of leaves."""
    (folder / "editions").mkdir(exist_ok=True)
    for path, content in editions.release(read_seeds(folder), folder).items():
        path.write_bytes(content)


UNCHANGED = "\n\n".join(table for table in tables() if not table.startswith("[[change]]"))
TOWNS: Places = {"anju": "Anju", "kaesong": "Kaesong", "wonsan": "Wonsan"}


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Return seeds of which the first edition is released."""
    folder = sow(tmp_path / "seeds", FIRST, TOWNS)
    release(folder)
    return folder


def test_a_release_writes_a_manifest_and_changes_no_other_byte(seeds: Seeds, target: Path) -> None:
    """`release` writes a manifest with a sorted line for each record; the dataset stays as it was, also later."""
    folder = seeds(edition=f'edition = "{FIRST}"', good=UNCHANGED)
    assert main(["compile", "--seeds", str(folder)]) == 0
    before = target.read_bytes()
    assert main(["release", "--seeds", str(folder)]) == 0
    path = folder / "editions" / f"{FIRST}.txt"
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) == sum(map(len, small().tables().values())) - len(small().changelog)
    assert lines == sorted(lines)
    dprk = small().actor("dprk").to_dict()
    plain = json.dumps(dprk, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "조선" in plain
    assert f"actor dprk {hashlib.sha256(plain.encode()).hexdigest()[:16]}" in lines
    assert b"\r" not in path.read_bytes()
    for again in ("compile", "check", "release"):
        assert main([again, "--seeds", str(folder)]) == 0
        assert target.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["check", "release"], ["--check"], ["publish"]])
def test_one_command_is_run(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What checks writes nothing, so it cannot release; a call without a command, or with two, is refused."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: python -m dprkrel.curation" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (TOWNS | {"anju": "Anju City"}, ("places.toml", "anju", "place", "other content")),
        (TOWNS | {"haeju": "Haeju"}, ("places.toml", "haeju", "place", "a record that was not in it")),
        ({"anju": "Anju", "kaesong": "Kaesong"}, (f"editions/{FIRST}.txt", "wonsan", "place", "no record")),
    ],
)
def test_a_released_edition_is_frozen(
    released: Path, target: Path, capsys: pytest.CaptureFixture[str], places: Places, found: tuple[str, ...]
) -> None:
    """Nothing of an edition changes once it is released; the fault tells to raise the edition, and nothing is written."""
    manifest = (released / "editions" / f"{FIRST}.txt").read_bytes()
    (fault,) = refused(sow(released, FIRST, places))

    assert (fault.file, fault.record, fault.field, fault.found) == found
    assert fault.expected.endswith("raise the edition in edition.toml")
    assert main(["release", "--seeds", str(released)]) == 1
    assert "raise the edition" in capsys.readouterr().err
    assert (released / "editions" / f"{FIRST}.txt").read_bytes() == manifest
    assert not target.exists()


def test_what_came_too_late_for_an_edition_is_not_added_to_it(released: Path) -> None:
    """A record that is new in an edition already released is a fault, and nothing that this edition added."""
    release(sow(released, SECOND, more := TOWNS | {"haeju": "Haeju"}))
    (fault,) = refused(sow(released, SECOND, more | {"rason": "Rason"}))

    assert (fault.record, fault.found) == ("rason", "a record that was not in it")


def test_a_change_does_not_free_a_released_edition(released: Path) -> None:
    """A change that bears the first edition itself is refused: nothing came before it."""
    folder = sow(released, FIRST, TOWNS | {"anju": "Anju City"}, change("corrected", "anju", edition=FIRST))
    found = [(fault.record, fault.field, fault.expected) for fault in refused(folder)]

    assert found == [
        ("2026-11-22-corrected-anju", "edition", f"one later than {FIRST}, the first"),
        ("anju", "place", f"edition {FIRST} as it was released: raise the edition in edition.toml"),
    ]


# What a second edition has and says of it; the record, field and what was found of each fault; words of what was expected.
HERE, GONE = TOWNS | {"anju": "Anju City"}, {"anju": "Anju", "kaesong": "Kaesong"}
ACCOUNTS: list[tuple[Places, list[dict[str, Any]], list[tuple[str, str, str]], str]] = [
    (TOWNS, [], [], ""),
    (HERE, [change("corrected", "anju")], [], ""),
    (HERE, [change("corrected", "anju", cause="source"), change("corrected", "anju", id="c2", cause="coding")], [], ""),
    (GONE, [change("withdrawn", "wonsan")], [], ""),
    (GONE, [change("merged", "wonsan", heir_id="anju")], [], ""),
    (HERE, [], [("anju", "place", "other content")], f"of kind corrected in changes/{SECOND}.toml that names it"),
    (GONE, [], [("wonsan", "place", "no record")], "of kind merged or withdrawn"),
    (TOWNS, [change("corrected", "anju", id="c")], [("c", "record_ids", "anju")], f"edition {FIRST} that differs now"),
    (HERE, [change("corrected", "anju", "wonsan", id="c")], [("c", "record_ids", "wonsan")], "that differs now"),
    (HERE, [change("corrected", "anju", id="c", edition=FIRST)],
     [("anju", "place", "other content"), ("c", "edition", FIRST)], f"one of {SECOND}"),
    (HERE, [change("corrected", "anju", id="c", edition=THIRD)],
     [("anju", "place", "other content"), ("c", "edition", THIRD)], f"one of {SECOND}"),
    (TOWNS | {"haeju": "Haeju"}, [change("corrected", "haeju", id="c")], [("c", "record_ids", "haeju")], "that differs"),
    (TOWNS | {"haeju": "Haeju"}, [change("added", "haeju", id="c")], [("c", "kind", "added")], "told by the compiler"),
    (TOWNS, [change("withdrawn", "haeju", id="c")], [("c", "record_ids", "haeju")], f"edition {FIRST} that is no more"),
    (GONE, [change("withdrawn", "wonsan", id="c"), change("merged", "wonsan", id="d", heir_id="anju")],
     [("d", "record_ids", "wonsan")], "what no other change"),
    (GONE, [change("withdrawn", "wonsan"), change("corrected", "wonsan", id="c")], [("c", "record_ids", "wonsan")],
     "that differs now"),
    (TOWNS, [change("corrected", "anju", id="c", record_kind="actor")], [("c", "record_ids", "anju")], "id of a record"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "changes", "faults", "said"), ACCOUNTS)
def test_each_change_of_a_later_edition_is_accounted_for(
    released: Path, places: Places, changes: list[dict[str, Any]], faults: list[tuple[str, str, str]], said: str
) -> None:
    """What a later edition corrected, merged or withdrew stands in its changes, and nothing else stands there."""
    folder = sow(released, SECOND, places, *changes)
    if not faults:
        assert read_seeds(folder).edition == SECOND
        return
    found = refused(folder)
    assert sorted((fault.record, fault.field, fault.found) for fault in found) == sorted(faults)
    assert said in "; ".join(fault.expected for fault in found)
    assert {fault.file for fault in found} <= {
        "places.toml",
        f"editions/{SECOND}.txt",
        *(f"changes/{edition}.toml" for edition in (FIRST, SECOND, THIRD)),
    }


def test_what_an_edition_added_is_told_by_the_compiler(released: Path) -> None:
    """New records need no change by hand: each edition has one for each kind, which stays when later ones come."""
    more = TOWNS | {"haeju": "Haeju", "rason": "Rason"}
    second = read_seeds(sow(released, SECOND, more))
    (added,) = second.changes(FIRST)

    assert added == Change(
        id=ChangeId("2026-11-22-1-added-place"), edition=SECOND, kind=ChangeKind.ADDED, record_kind="place",
        record_ids=("haeju", "rason"), reason="New in this edition.",
    )  # fmt: skip
    release(released)
    assert read_seeds(released) == second
    less = {place_id: name for place_id, name in more.items() if place_id != "haeju"}
    third = read_seeds(sow(released, THIRD, less, gone := change("withdrawn", "haeju", edition=THIRD)))
    assert [one.id for one in third.changes(FIRST)] == [added.id, gone["id"]]
    assert third.resolve("haeju", "place") == third.changes(SECOND)[0]


def test_an_id_that_is_gone_never_comes_back(released: Path) -> None:
    """A record with the id of one that was withdrawn, or merged, is refused in every later edition."""
    second = sow(released, SECOND, GONE, gone := change("withdrawn", "wonsan"))
    release(second)
    faults = refused(sow(second, THIRD, GONE | {"wonsan": "Wonsan"}, gone))

    assert {(fault.field, fault.found) for fault in faults} == {("record_ids", "wonsan")}
    assert gone["id"] in {fault.record for fault in faults}


def test_an_id_never_comes_to_stand_for_something_else(released: Path) -> None:
    """A record of a released edition that became something else is refused, though its change is told."""
    folder = sow(released, SECOND, TOWNS, change("corrected", "anju"))
    places = folder / "places.toml"
    text = places.read_text("utf-8")
    places.write_text(text.replace('kind = "city"', 'kind = "site"', 1), "utf-8")
    (fault,) = refused(folder)

    assert (fault.record, fault.field, fault.found) == ("anju", "kind", "site")
    assert fault.expected.startswith(f"kind city, as in edition {FIRST}")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("event", {"event_type": "visit"}, {"event_type": "meeting"}),
        ("actor", {"kind": "state"}, {"kind": "body"}),
        ("relation", {"subject_id": "dprk"}, {"subject_id": "russia"}),
        ("office", {"of_id": "dprk"}, {"of_id": "russia"}),
    ],
)
def test_what_an_id_stands_for_is_known(kind: str, one: dict[str, str], other: dict[str, str]) -> None:
    """The class of an event, the kind of an actor, the sides of a relation and the body of an office are what ids stand for."""
    assert identity(kind, one) == identity(kind, one | {"summary": "Corrected."})
    assert identity(kind, one) != identity(kind, other)


def test_the_change_of_the_guide_is_one() -> None:
    """The account that CONTRIBUTING shows is a change as the compiler reads it."""
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    (block,) = re.findall(r"^```\n(\[\[change\]\]\n.+?)```", guide, re.DOTALL | re.MULTILINE)
    (row,) = tomllib.loads(block)["change"]
    shown = codec.record_from_dict("change", row)

    assert isinstance(shown, Change)
    assert shown.kind is ChangeKind.CORRECTED


@pytest.mark.parametrize(
    "bad", [bad for bad, *_ in BAD] + ['[[place]]\nid = "a\\u0000"\nname = "A"\nkind = "city"', "edition = 5"]
)
def test_faults_of_records_are_told_alone(seeds: Seeds, bad: str) -> None:
    """What is wrong with a record is told as ever once editions are released; their account is asked of sound records."""
    folder = seeds(edition=f'edition = "{SECOND}"', good=UNCHANGED, bad=bad)
    before = refused(folder)
    (folder / "editions").mkdir()
    (folder / "editions" / f"{FIRST}.txt").write_bytes(b"")

    assert refused(folder) == before


def test_each_kind_of_record_is_told_apart(seeds: Seeds) -> None:
    """Of whichever kind records are added, there is a change for it; changes themselves are none."""
    folder = seeds(edition=f'edition = "{SECOND}"', good=UNCHANGED)
    (folder / "editions").mkdir()
    (folder / "editions" / f"{FIRST}.txt").write_bytes(b"")
    dataset = read_seeds(folder)

    assert {change.record_kind: len(change.record_ids) for change in dataset.changes(FIRST)} == {
        kind: len(small().tables()[table])
        for kind, table in TABLE_OF.items()
        if kind != "change" and small().tables()[table]
    }


def test_the_account_of_earlier_editions_is_kept(released: Path) -> None:
    """The changes of an edition that is released itself cannot be dropped later, nor ids that are gone come back."""
    sow(released, SECOND, HERE, correction := change("corrected", "anju"))
    release(released)
    without = refused(sow(released, THIRD, HERE))
    assert [(fault.file, fault.record, fault.found) for fault in without] == [("places.toml", "anju", "other content")]
    assert f"changes/{SECOND}.toml" in without[0].expected
    assert read_seeds(sow(released, THIRD, HERE, correction)).edition == THIRD

    withdrawal = change("withdrawn", "wonsan", edition=THIRD)
    fewer = {place_id: name for place_id, name in HERE.items() if place_id != "wonsan"}
    sow(released, THIRD, fewer, correction, withdrawal)
    release(released)
    back = refused(sow(released, "2027.1.1", HERE, correction, withdrawal))
    assert ("wonsan", "no record, since it was merged or withdrawn") in {(one.found, one.expected) for one in back}


def edited(dataset: Dataset) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return the edition, record, field and the values before and after of each edit."""
    changes = dataset.changes("2000.1.1")
    return [(one.edition, edit.record_id, edit.field, edit.old, edit.new) for one in changes for edit in one.edits]


def test_corrections_tell_what_was_before(released: Path) -> None:
    """The compiler adds to each correction the fields before and after, of each edition those between it and the one before."""
    corrected = change("corrected", "anju")
    sow(released, SECOND, HERE, corrected)
    first = (SECOND, "anju", "name", "Anju", "Anju City")
    assert edited(read_seeds(released)) == [first]

    release(released)
    again = HERE | {"anju": "Anju Town"}
    sow(released, THIRD, again, corrected, change("corrected", "anju", edition=THIRD))
    expected = [first, (THIRD, "anju", "name", "Anju City", "Anju Town")]
    assert edited(read_seeds(released)) == expected

    release(released)
    assert edited(read_seeds(released)) == expected
    kept = {path.stem: path.read_text("utf-8").count("\n") for path in (released / "editions").glob("*.jsonl")}
    assert kept == {FIRST: 1, SECOND: 1, THIRD: len(again)}


def test_what_was_corrected_and_withdrawn_later_keeps_its_edits(released: Path) -> None:
    """A correction of a record that a later edition withdrew tells still what it corrected."""
    corrected = change("corrected", "anju")
    sow(released, SECOND, HERE, corrected)
    release(released)
    without = {place_id: name for place_id, name in HERE.items() if place_id != "anju"}
    dataset = read_seeds(sow(released, THIRD, without, corrected, change("withdrawn", "anju", edition=THIRD)))

    assert edited(dataset) == [(SECOND, "anju", "name", "Anju", "Anju City")]


@pytest.mark.parametrize(
    "bad",
    [
        '{"record":"place","id":"anju","name":"Other","kind":"city"}',
        '{"record":"place","id":"haeju","name":"Haeju","kind":"city"}',
        '{"id":"anju","name":"Anju","kind":"city"}',
        "[]",
        "5",
        "{",
        "[" * 100_000,
        "",
    ],
)
def test_kept_records_are_those_of_the_manifest(released: Path, bad: str) -> None:
    """A record that is kept of an edition is as its manifest has it; another is refused, as is one that is missing."""
    path = released / "editions" / f"{FIRST}.jsonl"
    path.write_text(f"{bad}\n", "utf-8")
    faults = refused(sow(released, SECOND, HERE, change("corrected", "anju")))
    assert [fault.file for fault in faults][:1] == [f"editions/{FIRST}.jsonl"]

    path.unlink()
    (missing,) = refused(released)
    assert (missing.file, missing.record, missing.found) == (f"editions/{FIRST}.jsonl", "anju", "no record")


def test_edits_are_written_by_no_hand(released: Path) -> None:
    """A change of the seeds that gives edits itself is refused."""
    by_hand = {"record_id": "anju", "field": "name", "old": "Anju", "new": "Anju City"}
    (fault,) = refused(sow(released, SECOND, HERE, change("corrected", "anju", edits=[by_hand])))

    assert (fault.field, fault.expected) == ("edits", "none: the compiler works them out")


@pytest.mark.parametrize("edition", ["2026", "2026.11", "2026.13.1", "2026.2.30", "2026.1.05", "2026.11.23.0", "next"])
def test_editions_are_days(released: Path, tmp_path: Path, target: Path, edition: str) -> None:
    """Once an edition is released, editions are days of the calendar, perhaps with a number; so is what is released."""
    (fault,) = refused(sow(released, edition, TOWNS))
    assert (fault.file, fault.field, fault.found) == ("edition.toml", "edition", edition)
    assert "2026.11.22.1" in fault.expected

    unreleased = sow(tmp_path / "others", edition, TOWNS)
    assert main(["release", "--seeds", str(unreleased)]) == 1
    assert not target.exists()
    assert not (unreleased / "editions").exists()
    assert main(["compile", "--seeds", str(unreleased)]) == 0


def test_without_an_edition_nothing_is_added_to_it(released: Path) -> None:
    """Seeds that have lost their edition have that one fault, whatever is new in them."""
    (sow(released, SECOND, TOWNS | {"haeju": "Haeju"}) / "edition.toml").unlink()
    (fault,) = refused(released)

    assert fault.found == "0 editions"


def test_no_edition_comes_before_one_that_is_released(released: Path) -> None:
    """An edition earlier than the latest released is refused, by time and not by the alphabet."""
    (fault,) = refused(sow(released, "2026.9.1", TOWNS))

    assert fault.found == "2026.9.1"
    assert FIRST in fault.expected
    assert read_seeds(sow(released, "2026.11.22.2", TOWNS)).edition == "2026.11.22.2"
    release(released)
    assert read_seeds(sow(released, "2026.11.22.10", TOWNS)).edition == "2026.11.22.10"


@pytest.mark.parametrize(
    "bad",
    [
        b"place wonsan 0000000000000000\nplace anju 0000000000000000\n",
        b"place anju 0000000000000000\nplace anju 0000000000000000\n",
        b"place anju 0000000000000000\nplace anju 1111111111111111\n",
        b"place anju 0000000000000000",
        b"place anju 0000\n",
        b"planet anju 0000000000000000\n",
        b"<<<<<<< HEAD\n",
        b"place anju 0000000000000000\r\n",
        b"\xff\xfe",
        b"\n",
    ],
)
def test_a_manifest_is_never_edited(released: Path, bad: bytes) -> None:
    """A manifest that no compiler wrote is refused, since it can no longer tell what an edition was."""
    (released / "editions" / f"{FIRST}.txt").write_bytes(bad)
    faults = refused(sow(released, SECOND, TOWNS))

    assert [(fault.file, fault.field) for fault in faults] == [(f"editions/{FIRST}.txt", "lines")]


def test_a_manifest_is_named_after_its_edition(released: Path) -> None:
    """A file among the manifests that is named after no edition is refused, together with all other faults."""
    (released / "editions" / "old.txt").write_text("", "utf-8")
    faults = refused(sow(released, SECOND, TOWNS | {"anju": ""}))

    assert [(fault.file, fault.record) for fault in faults] == [
        ("editions/old.txt", "manifest"),
        ("places.toml", "anju"),
    ]


def test_all_faults_of_an_account_are_told_at_once(released: Path) -> None:
    """One run tells every record without a change, and every change without a record."""
    places = {"anju": "Anju City", "kaesong": "Kaesong", "haeju": "Haeju"}
    faults = refused(sow(released, SECOND, places, change("corrected", "kaesong", "haeju", id="c")))

    assert [(fault.record, fault.found) for fault in faults] == [
        ("c", "haeju"), ("c", "kaesong"), ("wonsan", "no record"), ("anju", "other content"),
    ]  # fmt: skip


IDS = ("a", "b", "c", "d")
SUBSETS = st.sets(st.sampled_from(IDS))


@given(
    edited=SUBSETS, removed=SUBSETS, new=st.sets(st.sampled_from(("x", "y"))), lie=SUBSETS, lie_of_gone=SUBSETS,
)  # fmt: skip
def test_a_compile_is_faultless_if_the_changes_name_what_was_edited(
    edited: set[str], removed: set[str], new: set[str], lie: set[str], lie_of_gone: set[str]
) -> None:
    """After any edit the seeds compile if, and only if, the changes name exactly the records that were edited."""
    edited -= removed
    told, buried = edited ^ lie, removed ^ lie_of_gone  # often the truth: Hypothesis likes empty sets
    corrections = [change("corrected", one) for one in sorted(told)]
    withdrawal = [change("withdrawn", *sorted(buried))] if buried else []
    with tempfile.TemporaryDirectory() as folder:
        seeds = sow(Path(folder) / "seeds", FIRST, {one: one for one in IDS})
        release(seeds)
        places = {one: f"{one} anew" if one in edited else one for one in (*IDS, *sorted(new)) if one not in removed}
        sow(seeds, SECOND, places, *corrections, *withdrawal)
        if (told, buried) == (edited, removed):
            added = {record_id for one in read_seeds(seeds).changes(FIRST) for record_id in one.record_ids}
            assert added == edited | removed | new
        else:
            assert refused(seeds)


@given(st.lists(st.dictionaries(st.sampled_from(IDS), st.sampled_from(("old", "new"))), min_size=2, max_size=6))
def test_editions_keep_their_history(worlds: list[Places]) -> None:
    """Through any chain of editions, the changes between any two of them are those that the records show."""
    buried: set[str] = set()
    changes: list[dict[str, Any]] = []
    states: list[Places] = []
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        for number, world in enumerate(worlds, 1):
            edition, before = f"2026.1.{number}", states[-1] if states else {}
            places = {one: name for one, name in world.items() if one not in buried}
            for kind, ids in (
                ("corrected", {one for one in places if before.get(one, places[one]) != places[one]}),
                ("withdrawn", before.keys() - places.keys()),
            ):
                changes += [change(kind, *sorted(ids), edition=edition)] if ids else []
            buried |= before.keys() - places.keys()
            states.append(places)
            sow(seeds, edition, places, *changes)
            release(seeds)
            data = read_seeds(seeds)
            for since in range(1, number + 1):
                old = states[since - 1]
                told = {record_id for one in data.changes(f"2026.1.{since}") for record_id in one.record_ids}
                differ = {one for one in IDS if old.get(one) != places.get(one)}
                assert differ <= told <= {one for state in states[since - 1 :] for one in state}
