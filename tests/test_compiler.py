"""The compiler: seeds become the artifact, always the same one, and everything wrong with them is told at once."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dprkrel import DatasetError, Derivation, DerivationRule, codec, compiler
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
     "a spell that does not overlap"),
    (f'[[relation]]\nid = "r"\nwhen = "2013/2014"\n{LAVROV}office_id = "russia-president"\n{SPELL}', "r", "when",
     "one holder at a time"),
    (f'[[relation]]\nid = "r"\nwhen = "1990/1991"\nsubject_id = "dprk"\nobject_id = "belarus"\n{MISSION}', "r", "when",
     "law 4: no mission before relations exist"),
]  # fmt: skip


def toml(value: Any) -> str:
    """Write plain data as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def tables(backwards: bool = False) -> list[str]:
    """Return the records of the small dataset as TOML tables."""
    found = [
        f"[[{kind}]]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in codec.record_to_dict(record).items())
        for kind, table in codec.TABLE_OF.items()
        for record in small().tables()[table]
    ]
    return found[::-1] if backwards else found


Seeds = Callable[..., Path]


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    """Return what writes the seeds of the small dataset, with other files beside them."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "seeds"
        folder.mkdir()
        for name, content in ({"edition": 'edition = "small"', "good": "\n\n".join(tables())} | files).items():
            (folder / f"{name}.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the compiler writes during the test."""
    path = tmp_path / "data" / "small.jsonl"
    monkeypatch.setattr(compiler, "_ARTIFACT", path)
    return path


def refused(folder: Path) -> DatasetError:
    """Return the error with which seeds are refused."""
    with pytest.raises(DatasetError) as caught:
        compiler.read_seeds(folder)
    return caught.value


@pytest.mark.parametrize(("bad", "record", "field", "said"), BAD, ids=lambda part: part[:40])
def test_each_rule_has_its_fault(seeds: Seeds, bad: str, record: str, field: str, said: str) -> None:
    """A seed that breaks one rule gives one fault, which names file, record and field and what was expected."""
    (fault,) = refused(seeds(bad=bad)).faults

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
    found = [(fault.file, fault.record, fault.field) for fault in refused(folder).faults]

    assert found == [
        ("a.toml", "osan", "colour"), ("a.toml", "osan", "kind"), ("a.toml", "osan", "name"), ("b.toml", "file", "toml"),
        ("c.toml", "ban", "event_type"), ("c.toml", "pact", "reports"), ("c.toml", "pact", "when"),
        ("edition.toml", "dataset", "edition"), ("edition.toml", "file", "edition"),
    ]  # fmt: skip


def test_all_broken_laws_are_told_at_once(seeds: Seeds) -> None:
    """Where every record is sound by itself, all laws that they break together are reported in one run."""
    folder = seeds(
        a=f'[[event]]\nid = "pact"\nwhen = "2025"\n{EVENT}{REPORT}',
        b=f'[[event]]\nid = "far"\n{TALKS}{MOSCOW}',
    )
    found = {(fault.file, fault.record, fault.field) for fault in refused(folder).faults}

    assert found == {("a.toml", "pact", "when"), ("b.toml", "far", "place_id")}


def test_an_id_used_twice_names_both_files(seeds: Seeds) -> None:
    """Where two files use one id, the fault names both, since either may be the wrong one."""
    place = '[[place]]\nid = "osan"\nname = "Osan"\nkind = "city"'
    (fault,) = refused(seeds(a=place, b=place)).faults

    assert (fault.record, fault.field, fault.found) == ("osan", "id", "2 places with this id")
    assert "a.toml" in fault.file
    assert "b.toml" in fault.file


def test_seeds_without_an_edition_are_refused(seeds: Seeds, tmp_path: Path) -> None:
    """Seeds have exactly one edition; a folder that is empty or missing has none."""
    folder = seeds()
    (folder / "edition.toml").unlink()

    for where in (folder, tmp_path, tmp_path / "nowhere"):
        assert [fault.found for fault in refused(where).faults] == ["0 editions"]
        assert refused(where).faults[0].field == "edition"


def test_good_seeds_give_the_dataset(seeds: Seeds) -> None:
    """Seeds give the records that they hold, equal to those built by hand."""
    assert compiler.read_seeds(seeds()) == small()


@pytest.mark.parametrize("anchor", ["2024-07-24", '"2024-07-24"'])
def test_days_may_be_dates_of_toml(seeds: Seeds, anchor: str) -> None:
    """A day that a phrase counts from is read the same as a date of TOML and as text."""
    derivation = f'derivation = {{ phrase = "bulan lalu", anchor = {anchor}, rule = "previous_month" }}'
    report = REPORT.replace("[1]", f'[1], when = "2024-06", {derivation}')
    built = compiler.read_seeds(seeds(a=f'[[event]]\nid = "pact"\nwhen = "2024-06"\n{EVENT}{report}')).event("pact")

    assert built.reports[0].derivation == Derivation(
        phrase="bulan lalu", anchor=datetime.date(2024, 7, 24), rule=DerivationRule.PREVIOUS_MONTH
    )


def test_order_and_names_of_files_change_nothing(seeds: Seeds, tmp_path: Path) -> None:
    """The artifact has the same bytes whatever the files are called and in what order their tables stand."""
    written = compiler.artifact(compiler.read_seeds(seeds()))
    other = tmp_path / "other" / "deep"
    other.mkdir(parents=True)
    (other.parent / "year.toml").write_text('edition = "small"', "utf-8")
    for number, table in enumerate(tables(backwards=True)):
        (other / f"{number:03}.toml").write_text(table, "utf-8")
    again = compiler.artifact(compiler.read_seeds(other.parent))

    assert list(again.values()) == list(written.values())


def test_compiling_writes_what_the_loader_reads(seeds: Seeds, target: Path) -> None:
    """The compiler writes the records and, beside them, edition, counts and digest; then it finds nothing stale."""
    folder = str(seeds())

    assert compiler.main(["--seeds", folder]) == 0
    assert codec.loads(target.read_bytes()) == small()
    assert json.loads(target.with_name("edition.json").read_text("utf-8")) == {
        "edition": "small",
        "format": codec.FORMAT,
        "counts": {name: len(records) for name, records in small().tables().items()},
        "digest": small().digest,
    }
    assert b"\r" not in target.read_bytes()
    assert compiler.main(["--seeds", folder, "--check"]) == 0


@pytest.mark.parametrize("name", ["small.jsonl", "edition.json"])
@pytest.mark.parametrize("stale", [b"", b"old", b"\xff", None])
def test_a_stale_artifact_fails_the_check(
    seeds: Seeds, target: Path, capsys: pytest.CaptureFixture[str], name: str, stale: bytes | None
) -> None:
    """With `--check`, a file that is missing or differs is named and left as it is, and the command fails."""
    folder = str(seeds())
    compiler.main(["--seeds", folder])
    path = target.with_name(name)
    path.unlink()
    if stale is not None:
        path.write_bytes(stale)
    code = compiler.main(["--seeds", folder, "--check"])
    told = capsys.readouterr().err

    assert code == 1
    assert told == f"{name} is stale: run python -m dprkrel.compiler and commit the result\n"
    assert (path.read_bytes() if path.exists() else None) == stale
    assert compiler.main(["--seeds", folder]) == 0
    assert compiler.main(["--seeds", folder, "--check"]) == 0


def test_faulty_seeds_write_nothing(seeds: Seeds, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seeds with faults end in exit code 1, the faults on standard error, and no artifact."""
    folder = seeds(bad='[[place]]\nid = "osan"\nname = 5\nkind = "town"')
    code = compiler.main(["--seeds", str(folder)])
    told = capsys.readouterr()

    assert code == 1
    assert told.out == ""
    assert "2 fault(s)" in told.err
    assert "bad.toml: osan: name: found int 5; expected text" in told.err
    assert not target.exists()
