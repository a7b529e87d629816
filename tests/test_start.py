"""What a first answer costs: which modules it imports, which records it builds, how much it reads; and where it works."""

import os
import pickle
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import Dataset, DprkrelError, Fault, bundled, codec
from dprkrel.questions import QUESTIONS
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.artifact import Artifact, SortedLines
from tests.cases import for_each
from tests.small import small
from tests.test_errors import ASKED

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

PACKAGE = Path(dprkrel.__file__).parent

FIRST = {
    "visits": 'dprkrel.visits_by_actor("Lavrov")',
    "events": 'dprkrel.events_between("2024-06", "2024-06")',
    "actor": 'dprkrel.find_actor("Lavrov")',
    "relations": 'dprkrel.relations_of("Belarus")',
    "count": 'dprkrel.count_events("2024-06", "2024-06")',
    "office": 'dprkrel.office_holder("foreign minister", of="DPRK", on="2023-07-26")',
}
"""First answers, as a program asks for them."""

NEVER = {
    "calendar", "locale", "cattrs", "dateutil", "importlib.resources", "hashlib", "difflib", "pathlib", "textwrap", "hypothesis",
    "dprkrel.codec", "dprkrel.laws", "dprkrel.cli", "dprkrel.curation", "dprkrel.records.foreign",
    "dprkrel.records.reports", "dprkrel.records.derivations", "dprkrel.records.superlatives",
    "dprkrel.questions.conflicts", "dprkrel.questions.why", "dprkrel.store.timeline", "dprkrel.store.indexing",
}  # fmt: skip
"""What no first answer imports: the slow packages, the laws, other questions, the parts at which nobody has looked."""

OWN = {"visits": 40, "events": 40, "actor": 26, "relations": 40, "count": 40, "office": 44}
"""How many modules of the package a first answer imports at most."""


def run(code: str, *words: str, **environment: str) -> str:
    """Run a program in a process of its own, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *words],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def opened() -> tuple[Dataset, Artifact]:
    """Return the bundled data, opened anew."""
    artifact = Artifact(*((PACKAGE / "data" / name).read_bytes() for name in (bundled.LINES, bundled.INDEX)))
    return Dataset.over(artifact, artifact.edition), artifact


def read(artifact: Any) -> dict[str, int]:
    """Return how many records of each kind have been read."""
    return {kind: len(artifact.rows(kind)._read) for kind in TABLE_OF if artifact.rows(kind)._read}


class TestFace:
    """The package names everything and imports nothing before it is asked for."""

    def test_importing_imports_nothing(self) -> None:
        """`import dprkrel` imports the list of questions and what a first use meets, and no package at all."""
        new = run("import sys; before = set(sys.modules); import dprkrel; print(*sorted(set(sys.modules) - before))")

        assert new == "dprkrel dprkrel.first_use dprkrel.questions"

    def test_no_question_needs_the_tools_of_curators(self, tmp_path: Path) -> None:
        """Where the compiler and the command line cannot be imported, every question is answered and every file written."""
        code = """
import sys
sys.modules.update(dict.fromkeys(["dprkrel.curation", "dprkrel.cli"]))
from tests.test_errors import ASKED, DATA
for name, (arguments, options) in ASKED.items():
    getattr(DATA, name)(*arguments, **options)
folder, *writers = sys.argv[1:]
for name in writers:
    getattr(DATA, name)(f"{folder}/{name}")
"""
        writers = sorted(QUESTIONS.keys() - ASKED.keys())

        assert all(name.startswith("write_") for name in writers)
        run(code, str(tmp_path), *writers)
        assert sorted(file.name for file in tmp_path.iterdir()) == writers

    def test_every_name_is_there(self) -> None:
        """`dir`, the star and `hasattr` know every name, in a process that has used none."""
        assert run("import dprkrel; print(set(dprkrel.__all__) <= set(dir(dprkrel)))") == "True"
        assert run("from dprkrel import *; print(Visit, find_actor)").startswith(
            "<class 'dprkrel.records.events.Visit'>"
        )
        assert run("import dprkrel; print(hasattr(dprkrel, 'Visit'), hasattr(dprkrel, 'Visits'))") == "True False"

    def test_a_name_is_the_same_each_time(self) -> None:
        """What was fetched once is an attribute like any other."""
        assert dprkrel.visits_by_actor is vars(dprkrel)["visits_by_actor"]

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        """A wrong name is an `AttributeError` that says which name is the nearest."""
        with pytest.raises(AttributeError, match="no attribute 'visit_by_actor'; the nearest is visits_by_actor"):
            _ = dprkrel.visit_by_actor  # type: ignore[attr-defined]
        with pytest.raises(AttributeError, match="no attribute 'visit_by_actor'"):
            _ = bundled.visit_by_actor  # type: ignore[attr-defined]
        with pytest.raises(AttributeError, match="'Dataset' object has no attribute 'visits'"):
            _ = dprkrel.load().visits  # type: ignore[attr-defined]
        with pytest.raises(AttributeError, match="no attribute 'events'; the nearest: count_events, events_between"):
            _ = dprkrel.events  # type: ignore[attr-defined]

    def test_modules_for_users_are_there(self) -> None:
        """Charts and examples need no import of their own; what needs an extra says how it is imported; `dir` has what is public."""
        assert run("import dprkrel; print(dprkrel.plots.__name__, dprkrel.examples.__name__)") == (
            "dprkrel.plots dprkrel.examples"
        )
        assert (
            run("import dprkrel\ntry: dprkrel.strategies\nexcept AttributeError as error: print(error)")
            == "module 'dprkrel' has no attribute 'strategies' before it is imported: import dprkrel.strategies"
        )
        named = set(re.findall(r"`(\w+)`", dprkrel.__doc__ or ""))
        assert len(named) > 20
        assert named <= {*dprkrel.__all__, "engines", "examples", "plots"}
        shown = {name for name in dir(dprkrel) if not name.startswith("__")}
        assert shown == {*dprkrel.__all__, "engines", "examples", "plots"}
        assert "altair" not in run("import dprkrel, sys; dprkrel.plots; print(*sys.modules)").split()


class TestFirstAnswer:
    """A first answer reads and builds what it needs, and no more."""

    @pytest.mark.usefixtures("unmeasured")
    @for_each("name", FIRST)
    def test_it_imports_what_it_needs(self, name: str) -> None:
        """Neither a slow package nor another question is on the way to a first answer."""
        code = f"import sys, warnings, dprkrel; warnings.simplefilter('ignore'); {FIRST[name]}; print(*sorted(sys.modules))"
        modules = run(code).split()
        own = [module for module in modules if module.partition(".")[0] == "dprkrel"]

        assert [module for module in modules if {module, module.rpartition(".")[0]} & NEVER] == []
        assert len(own) <= OWN[name], own

    def test_it_builds_no_record_but_those_of_the_answer(self) -> None:
        """Of the events only those of the answer are built; beside them the actor who was asked for, and the ledger."""
        data, artifact = opened()
        assert read(artifact) == {}
        assert data.find_actor("Lavrov").id == "sergei-lavrov"
        assert read(artifact) == {"actor": 1}
        visits = data.visits_by_actor("Lavrov")
        ledger = len(artifact.rows("coverage"))
        assert read(artifact) == {"actor": 1, "event": len(visits), "coverage": ledger}
        assert data.count_events("2024", "2024", status=None) > 100
        assert read(artifact) == {"actor": 1, "event": len(visits), "coverage": ledger}
        assert repr(data) == repr(dprkrel.load())

    def test_it_reads_few_bytes(self) -> None:
        """From the lines only those of the answer are read, and the index is searched, not read."""
        lines, index = (Counted((PACKAGE / "data" / name).read_bytes()) for name in (bundled.LINES, bundled.INDEX))
        artifact = Artifact(lines, index)
        header = index.bytes_read
        data = Dataset.over(artifact, artifact.edition)
        visits = data.visits_by_actor("Lavrov")
        read_of_lines, read_of_index = lines.bytes_read, index.bytes_read - header
        answer = sum(
            len(line)
            for line in bytes(lines).split(b"\n")
            if any(f'"id":"{visit.id}"'.encode() in line for visit in visits)
        )

        assert answer < read_of_lines < answer + len(lines) // 100  # the ledger, and the actor
        assert read_of_index < len(index) // 100

    def test_parts_of_records_are_read_when_they_are_touched(self) -> None:
        """A visit is there without its reports; once touched they stay, the same object each time."""
        data, _ = opened()
        visit: Any = data.event("putin-visit-dprk-2024")

        assert visit._unread.keys() >= {"reports", "participants"}
        assert visit.reports is visit.reports
        assert "reports" not in visit._unread
        with pytest.raises(AttributeError, match="'Visit' object has no attribute 'report'"):
            _ = visit.report


class Counted(bytes):
    """Bytes that count how many of them are read by slices."""

    bytes_read = 0

    def __getitem__(self, place: Any) -> Any:
        """Return what stands at a place, and count it."""
        found = super().__getitem__(place)
        self.bytes_read += len(found) if isinstance(found, bytes) else 1
        return found


class TestCompiledData:
    """Compiled data give the records that were compiled, or say that they are not whole."""

    def test_all_records_are_those_built_eagerly(self) -> None:
        """Every record of the bundled data, read on demand, equals the one that is built and checked from its line."""
        data, _ = opened()
        built = codec.read(PACKAGE / "data" / bundled.LINES)

        assert data.tables() == built.tables()
        assert (data, hash(data), data.digest) == (built, hash(built), built.digest)
        assert [*map(repr, data.events)] == [*map(repr, built.events)]
        assert {type(table) for table in data.tables().values()} == {tuple}

    def test_a_record_is_one_object(self) -> None:
        """The record of an answer is the one of the table and the one of its id."""
        data, artifact = opened()
        visit = data.visits_by_actor("Lavrov")[0]

        assert data.event(visit.id) is visit
        assert any(event is visit for event in data.events)
        assert artifact.rows("event")[-1] is data.events[-1]
        with pytest.raises(IndexError):
            _ = artifact.rows("event")[len(data.events)]

    def test_a_dataset_changed_by_evolve_is_no_longer_the_edition(self) -> None:
        """What changes opened data is noticed, though none of them had been read."""
        data, _ = opened()

        assert attrs.evolve(data).edition == data.edition
        assert attrs.evolve(opened()[0], changelog=()).edition == "unreleased"

    def test_names_are_sorted_lines(self) -> None:
        """Texts are found by bisection, and by a dictionary once many were looked up."""
        content = b"alpha\t1\nbeta\t2\t3\n".replace(b"\n", b"")
        lines = SortedLines(content, 0, [0, 7, len(content)])

        for _ in range(3):
            assert (lines["alpha"], lines["beta"]) == (("1",), ("2", "3"))
            assert [lines.get(text) for text in ("alp", "\ud800", "beta\t2")] == [None, None, None]
        assert [*lines] == ["alpha", "beta"]

    def test_a_key_with_a_tab_is_no_key(self) -> None:
        """What looks like a key with a value behind it is not found, neither by bisection nor by the dictionary."""
        many = [b"%03d\t1\t2" % number for number in range(100)]
        lines = SortedLines(b"".join(many), 0, range(0, 7 * 101, 7))

        assert [lines.get("007\t1") for _ in range(9)] == [None] * 9
        assert lines["007"] == ("1", "2")


class Mine(Dataset):
    """A user's class of dataset."""


class TestPickle:
    """Datasets go to other processes with what was checked."""

    def test_laws_are_not_checked_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A pickle holds compiled data; reading it checks their checksum, and no law."""
        pickles = [pickle.dumps(data) for data in (small(), opened()[0])]
        monkeypatch.setattr("dprkrel.laws.faults.faults_of", lambda _: pytest.fail("the laws were checked"))
        again, bundle = map(pickle.loads, pickles)

        assert (again, again.edition, again.digest) == (small(), "small", small().digest)
        assert again.events_between(None, None) == small().events_between(None, None)
        assert bundle == dprkrel.load()

    def test_the_class_is_kept(self) -> None:
        """A dataset of a user's class is one of that class when it was pickled."""
        mine = Mine(edition="mine", **small().tables())  # type: ignore[arg-type]
        again = pickle.loads(pickle.dumps(mine))

        assert (type(again), again) == (Mine, mine)
        assert type(pickle.loads(pickle.dumps(again))) is Mine

    def test_data_of_other_words_are_checked_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Compiled data of a version with other vocabularies are built and checked like any other."""
        whole = pickle.dumps(small())
        checked: list[Dataset] = []

        def faults_of(data: Dataset) -> list[Fault]:
            checked.append(data)
            return []

        monkeypatch.setattr("dprkrel.store.dated.fingerprint", lambda: 0)
        monkeypatch.setattr("dprkrel.laws.faults.faults_of", faults_of)

        assert pickle.loads(whole) == small()
        assert len(checked) == 1

    def test_a_released_edition_of_another_version_keeps_the_laws_of_its_day(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was released is not checked again, whatever laws there are by now."""
        whole, data = pickle.dumps(small()), small()
        checked = list[object]()
        monkeypatch.setattr("dprkrel.store.dated.fingerprint", lambda: 0)
        monkeypatch.setattr("dprkrel.store.released.RELEASED", {data.edition: data.digest})
        monkeypatch.setattr("dprkrel.laws.faults.faults_of", lambda *given, **_: checked.append(given))

        assert pickle.loads(whole) == data
        assert checked == []

    def test_damaged_lines_of_another_version_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lines that another version compiled, and that are not whole, are an error of ours."""
        whole = pickle.dumps(small())
        monkeypatch.setattr("dprkrel.store.dated.fingerprint", lambda: 0)

        for damaged in (
            whole.replace(b'"record":"place"', b'"record":"plane"'),
            whole.replace(b'{"record":"p', b'["record":"p'),
            whole.replace(b'"edition":', b'"audition"'),
            whole.replace(b'"edition":"', b'"revised":"'),
        ):
            assert damaged != whole
            with pytest.raises(DprkrelError, match="compiled data cannot be used"):
                pickle.loads(damaged)

    def test_damage_is_found(self) -> None:
        """A pickle whose bytes differ is refused."""
        whole = bytearray(pickle.dumps(small()))
        place = whole.index(b"checksums") + 40
        whole[place] ^= 1

        with pytest.raises((DprkrelError, pickle.UnpicklingError)):
            pickle.loads(bytes(whole))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package as an archive."""
    path = tmp_path_factory.mktemp("archive") / "dprkrel.zip"
    with zipfile.ZipFile(path, "w") as file:
        for member in sorted(PACKAGE.rglob("*")):
            if member.suffix != ".pyc" and member.is_file():
                file.write(member, member.relative_to(PACKAGE.parent).as_posix())
    return path


class TestPlaces:
    """The first answer comes wherever the package lies, and whoever asks."""

    def test_from_an_archive(self, archive: Path) -> None:
        """A package in a zip file answers."""
        code = "import dprkrel; print(dprkrel.__file__, len(dprkrel.visits_by_actor('Lavrov')))"
        place, number = run(code, PYTHONPATH=str(archive)).split()

        assert (place, int(number)) == (
            str(archive / "dprkrel" / "__init__.py"),
            len(dprkrel.visits_by_actor("Lavrov")),
        )

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
    def test_after_a_fork_in_the_middle_of_loading(self) -> None:
        """Children that are forked while threads open the data answer: nothing is locked across a load."""
        code = """
import os, signal, sys, threading, dprkrel
from dprkrel import bundled
stop = threading.Event()
def load():
    while not stop.is_set():
        bundled._opened.clear()
        dprkrel.visits_by_actor("Lavrov")
dprkrel.visits_by_actor("Lavrov")  # so that nothing is left to import, which tests/test_first_use.py tries
threads = [threading.Thread(target=load) for _ in range(3)]
for thread in threads: thread.start()
codes = []
for _ in range(20):
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        bundled._opened.clear()
        os._exit(0 if len(dprkrel.visits_by_actor("Lavrov")) > 3 else 1)
    codes.append(os.waitpid(child, 0)[1])
stop.set()
for thread in threads: thread.join()
print(set(codes))
"""
        assert run(code) == "{0}"

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        """An answer leaves the package as it was, so that it works where nobody may write."""
        copy = tmp_path / "dprkrel"
        for member in PACKAGE.rglob("*"):
            if member.is_file() and member.suffix != ".pyc":
                (copy / member.relative_to(PACKAGE)).parent.mkdir(parents=True, exist_ok=True)
                (copy / member.relative_to(PACKAGE)).write_bytes(member.read_bytes())
        before = sorted(copy.rglob("*"))
        code = "import dprkrel; dprkrel.visits_by_actor('Lavrov'); print(dprkrel.__file__)"

        assert run(code, PYTHONPATH=str(tmp_path), PYTHONDONTWRITEBYTECODE="1") == str(copy / "__init__.py")
        assert sorted(copy.rglob("*")) == before
