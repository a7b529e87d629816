"""Whatever strangers hand to the library ends in one of its errors, at once, with a message that can be printed."""

import itertools
import json
import time
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from dprkrel import Dataset, DatasetError, DprkrelError, Fault, Limits, codec
from dprkrel.prose import UNPRINTABLE
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.lines import dumps
from tests.cases import for_each
from tests.hostile.cases import CASES, ESCAPES, HEADER, PLACE, STATE, Case
from tests.hostile.messages import MESSAGES, loaded, sections
from tests.small import small

ALL = [case for cases in CASES.values() for case in cases]


@for_each("case", ALL)
def test_every_case_is_refused_by_an_error_that_can_be_printed(case: Case) -> None:
    """Each case ends in an error of ours in short time; its message has no character that a terminal obeys."""
    began = time.process_time()
    error = loaded(case)

    assert isinstance(error, DprkrelError), error
    assert time.process_time() - began < 2
    assert unprintable(str(error)) == []
    assert max(map(len, str(error).split("\n"))) < 8_000
    faults = error.faults if isinstance(error, DatasetError) else ()
    assert [part for fault in faults for part in fault if unprintable(part) or "\n" in part] == []
    assert all(fault.record and fault.field and fault.found and fault.expected for fault in faults)
    assert isinstance(error, DatasetError) is str(error).startswith(f"{getattr(error, 'count', 0)} fault(s)")


def unprintable(text: str) -> list[str]:
    """Return the characters of a message that no message may have; it ends its own lines."""
    return [letter for letter in text if unicodedata.category(letter) in UNPRINTABLE and letter != "\n"]


def test_messages_are_those_that_were_read_by_people() -> None:
    """The messages of all cases are those in `messages.txt`; `python -m tests.hostile` writes them anew, to be read."""
    assert "".join(sections()) == MESSAGES.read_text("utf-8")


def test_there_are_many_cases_and_each_has_a_name_of_its_own() -> None:
    """The corpus has more than 150 cases of each way in, and none stands there twice."""
    names = [case.name for case in ALL]

    assert len(names) > 300
    assert sorted(names) == sorted(set(names))


def test_what_is_cut_short_is_noticed_wherever_it_is_cut() -> None:
    """A written file that lost one line, or its end from any line on, is refused, and says of which table how many are there."""
    lines = dumps(small()).splitlines(keepends=True)
    for number in range(1, len(lines)):
        for cut in (lines[:number], lines[:number] + lines[number + 1 :]):
            with pytest.raises(DatasetError) as caught:
                codec.loads("".join(cut))
            assert any(fault.field.startswith("counts.") for fault in caught.value.faults)


def test_a_file_whose_header_says_nothing_is_not_compared() -> None:
    """Who edits a file takes counts and digest out of its header, and reads it; so is a file of the form before."""
    first, *rest = dumps(small()).splitlines()
    header = {key: value for key, value in json.loads(first).items() if key not in ("counts", "digest")}

    for kept in (header, header | {"format": 2}):
        assert codec.loads("\n".join([json.dumps(kept), *rest])) == small()
    assert codec.loads("\n".join([json.dumps(json.loads(first) | {"edition": "other"}), *rest])).edition == "other"


def test_data_written_otherwise_are_the_same_data() -> None:
    """The digest is that of the records: fields in another order, or written with escapes, change nothing."""
    first, *rest = dumps(small()).splitlines()
    turned = [json.dumps(dict(reversed(json.loads(line).items()))) for line in rest]

    assert codec.loads("\n".join([first, *turned])).digest == small().digest == json.loads(first)["digest"]


def _bad_json(number: int) -> str:
    return "\n".join([HEADER, *["{"] * number])


def _bad_records(number: int) -> str:
    return "\n".join([HEADER, *[json.dumps({"record": "place", **PLACE, "kind": "town", "name": 5})] * number])


def _unknown_kinds(number: int) -> str:
    return "\n".join([HEADER, *["{}"] * number])


def _one_id(number: int) -> str:
    return "\n".join([HEADER, *[json.dumps({"record": "place", **PLACE})] * number])


def _no_references(number: int) -> str:
    rows = ({"record": "place", **PLACE, "id": f"p{n}", "within": "nowhere"} for n in range(number))
    return "\n".join([HEADER, *map(json.dumps, rows)])


def _unknown_keys(number: int) -> str:
    return f"{HEADER}\n{json.dumps({'record': 'place', **PLACE, **{f'k{n}': n for n in range(number)}})}"


def _bad_names(number: int) -> str:
    return f"{HEADER}\n{json.dumps({'record': 'actor', **STATE, 'names': [{'text': 5}] * number})}"


def _quotes(number: int) -> str:
    return f'{HEADER}\n"{chr(92)}"' + '"' * number * 10 + "[" * 40


def _nested(number: int) -> str:
    return f"{HEADER}\n" + '{"a":[' * number * 10


SHAPES: list[Callable[[int], str]] = [
    _bad_json,
    _bad_records,
    _unknown_kinds,
    _one_id,
    _no_references,
    _unknown_keys,
    _bad_names,
    _quotes,
    _nested,
]


@for_each("shape", SHAPES)
def test_no_shape_takes_longer_than_its_length(shape: Callable[[int], str]) -> None:
    """Eight times as long a file takes some ten times as long to refuse, and not the square of it, with bounded faults."""
    limits = Limits(items=10**6, faults=100)
    times = []
    for number in (250, 2_000):
        text, taken = shape(number), []
        for _ in range(3):  # the quickest is that of the library, and the rest of what else the machine does
            began = time.process_time()
            with pytest.raises(DatasetError) as caught:
                codec.loads(text, limits=limits)
            taken.append(time.process_time() - began)
        times.append(min(taken))
        assert len(caught.value.faults) <= max(100, number)

    assert times[1] < 25 * max(times[0], 0.02)


PAGE = {"record": "source", "id": "page", "kind": "page", "description": "A page.", "language": "en", "title": "A page",
        "standing": "primary", "published": "2025-01-01", "url": "https://example.org/1"}  # fmt: skip
TIE = {"record": "relation", "relation_type": "diplomatic_relations", "subject_id": "arcadia", "object_id": "other",
       "when": "2001/2002", "summary": "A tie.", "reports": [{"source_id": "page", "stance": "asserts"}]}  # fmt: skip
TALKS = {"record": "event", "event_type": "talks", "when": "2001-01-01", "summary": "Talks.", "reports": TIE["reports"]}


def _state(actor_id: str, **more: Any) -> dict[str, Any]:
    names = [{"text": actor_id, "language": "en", "kind": "primary"}]
    return {"record": "actor", "id": actor_id, "kind": "state", "names": names, **more}


def _spells(number: int) -> Iterator[dict[str, Any]]:
    yield from (PAGE, _state("arcadia"), _state("other"))
    yield from ({**TIE, "id": f"t{each}"} for each in range(number))


def _holders(number: int) -> Iterator[dict[str, Any]]:
    yield from (PAGE, _state("arcadia"))
    yield {"record": "office", "id": "king", "title": "King", "of_id": "arcadia", "rank": "head_of_state"}
    for each in range(number):
        yield _state(f"p{each}", kind="person", state_id="arcadia")
        yield {**TIE, "id": f"t{each}", "relation_type": "office_held", "office_id": "king", "subject_id": f"p{each}",
               "object_id": "arcadia", "when": "2001-01-01/2002-01-01"}  # fmt: skip


def _whereabouts(number: int) -> Iterator[dict[str, Any]]:
    yield from (PAGE, _state("kim", kind="person"))
    for each in range(number):
        yield {"record": "place", "id": f"c{each}", "name": f"C{each}", "kind": "country"}
        yield {**TALKS, "id": f"e{each}", "place_id": f"c{each}",
               "participants": [{"actor_id": "kim", "role": "participant"}]}  # fmt: skip


def _confused(number: int) -> Iterator[dict[str, Any]]:
    yield {**_state("big"), "names": _names(number)}
    yield from (_state(f"s{each}", not_same_as=["big"]) for each in range(number))
    yield {**_state("twice"), "names": [*_names(3), *_names(3)[1:]]}


BROKEN = [_spells, _holders, _whereabouts, _confused]


@for_each("shape", BROKEN)
def test_no_broken_law_takes_longer_than_there_are_records(shape: Callable[[int], Iterator[dict[str, Any]]]) -> None:
    """Eight times as many records that break a law take some ten times as long; each is told of, but not with each other."""
    times = []
    for number in (60, 480):
        tables: dict[str, Any] = {}
        for row in shape(number):
            kind, rest = row["record"], {key: value for key, value in row.items() if key != "record"}
            tables.setdefault(TABLE_OF[kind], []).append(codec.record_from_dict(kind, rest))
        began = time.process_time()
        with pytest.raises(DatasetError) as caught:
            Dataset(**tables)
        times.append(time.process_time() - began)
        assert len(caught.value.faults) <= 20 * number

    assert times[1] < 25 * max(times[0], 0.02)


def test_faults_without_number_take_bounded_memory() -> None:
    """Of many bad lines, each of which is long, a few faults are kept, each cut, and all are counted."""

    class Lines:
        """An open file of bad lines."""

        left = 300

        def read(self, size: int, /) -> bytes:
            """Give a line."""
            del size
            self.left -= 1
            return HEADER.encode() + b"\n" if self.left == 299 else self.left * b"x" and b"{" + b"x" * 100_000 + b"\n"

    tracemalloc.start()
    try:
        with pytest.raises(DatasetError) as caught:
            dprkrel.read(Lines(), limits=Limits(faults=20))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert caught.value.count == 298
    assert len(caught.value.faults) == 20
    assert most < 3_000_000


def test_a_fault_is_safe_by_itself() -> None:
    """A fault escapes and cuts what it is made of, stays the same when it is made again, and tells of itself on one line."""
    fault = Fault(ESCAPES, ESCAPES * 1_000, ESCAPES, ESCAPES * 1_000, ESCAPES)

    assert Fault(*fault) == fault
    assert all(not unprintable(part) and "\n" not in part for part in fault)
    assert len(str(fault)) < 8_000
    assert unprintable(str(fault._replace(found=ESCAPES))) == []
    assert "\n" not in str(fault._replace(found=ESCAPES))


def _warned() -> Iterator[Warning]:
    entry = dprkrel.Coverage(id="x", summary="x", when="2024", completeness="partial", searched="x")
    gap: Any = type("Gap", (), {"when": ESCAPES, "rank": ESCAPES, "sending_id": ESCAPES, "completeness": "partial",
                                "reason": ESCAPES * 100})()  # fmt: skip
    actor: Any = type("Actor", (), {"id": ESCAPES, "name": ESCAPES * 100, "existed": ESCAPES})()
    yield dprkrel.CoverageWarning(entry, [(entry, gap)] * 5)
    yield dprkrel.SuccessionWarning(actor, ESCAPES, predecessors=[actor] * 2, successors=[actor])
    yield dprkrel.HolderWarning(ESCAPES, ESCAPES, "several", [ESCAPES] * 50, ESCAPES)
    yield dprkrel.LackingWarning(ESCAPES, ESCAPES * 1_000)
    yield dprkrel.DprkrelDeprecationWarning(ESCAPES, ESCAPES, ESCAPES, ESCAPES)


def _raised() -> Iterator[Exception]:
    yield DprkrelError(ESCAPES)
    yield dprkrel.CallError(ESCAPES, ESCAPES * 1_000)
    yield dprkrel.DateError(ESCAPES, ESCAPES * 1_000)
    yield dprkrel.DateTypeError(ESCAPES, ESCAPES)
    yield dprkrel.WindowError(ESCAPES, ESCAPES)
    yield dprkrel.VocabularyError(ESCAPES, ESCAPES, [ESCAPES])
    yield dprkrel.EditionError(ESCAPES, ESCAPES, [ESCAPES] * 9_000, ESCAPES, ESCAPES)
    yield dprkrel.RecordError(ESCAPES, ESCAPES, ESCAPES)
    yield dprkrel.UnknownRecordError(ESCAPES, ESCAPES, [ESCAPES * 1_000], ESCAPES)
    yield dprkrel.UnknownActorError(ESCAPES, [ESCAPES], ESCAPES)
    yield dprkrel.UnknownOfficeError(ESCAPES, [ESCAPES], ESCAPES)
    yield dprkrel.AmbiguousActorError(ESCAPES, [ESCAPES] * 1_000)
    yield dprkrel.EngineError(ESCAPES)
    yield dprkrel.LackingError(ESCAPES, ESCAPES)
    yield dprkrel.LayoutError(ESCAPES, ESCAPES)
    yield dprkrel.FileError(ESCAPES, "read", OSError(5, ESCAPES))
    yield dprkrel.MissingExtraError(ESCAPES, ESCAPES)
    yield dprkrel.PlotError(ESCAPES, ESCAPES)
    yield dprkrel.TextsError(ESCAPES, ESCAPES)
    yield DatasetError([Fault(*[ESCAPES] * 5)._replace(record=ESCAPES)])
    yield from _warned()
    with pytest.raises(AttributeError) as caught:
        getattr(dprkrel.Place.from_dict(PLACE), ESCAPES)
    yield caught.value


@for_each("error", [*_raised()])
def test_no_message_of_any_class_is_obeyed_by_a_terminal(error: Exception) -> None:
    """Every error and warning escapes and cuts whatever it is made of, of whatever class."""
    known = {getattr(dprkrel, name) for name in dprkrel.__all__ if name.endswith(("Error", "Warning"))}
    told = str(error)

    assert unprintable(told) == []
    assert ("\n" in told) is isinstance(error, DatasetError)
    assert len(told) < 8_000
    assert known <= {type(each) for each in _raised()}


@for_each("number", [100_000])
def test_an_actor_of_a_hundred_thousand_names_is_read_or_refused_at_once(number: int) -> None:
    """Beyond the limit such an actor is refused; within a limit that was asked for it is checked in a time that grows as it."""
    line = json.dumps({"record": "actor", **STATE, "names": _names(number)})
    with pytest.raises(DatasetError, match=r"100000 values in one list, at most 20000; limits=Limits\(items=…\)"):
        codec.loads(f"{HEADER}\n{line}")
    times = []
    for many in (250, 2_000):
        began = time.process_time()
        actor = dprkrel.Actor.from_dict({**STATE, "names": _names(many)})
        assert len(Dataset(actors=[actor]).actors[0].names) == many
        times.append(time.process_time() - began)

    assert times[1] < 25 * max(times[0], 0.02)


def _names(number: int) -> list[dict[str, str]]:
    rest = itertools.islice(itertools.count(), number - 1)
    return [
        {"text": "Arcadia", "language": "en", "kind": "primary"},
        *({"text": f"Arcadia {each}", "language": "en"} for each in rest),
    ]


def test_files_that_are_no_files_are_not_waited_for(tmp_path: Path) -> None:
    """An open pipe is read as it is given; its path alone is refused, without a writer and with one."""
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(dprkrel.FileError, match="it is a pipe and no file"):
        dprkrel.read(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(dumps(small())))
    writer.start()
    with pipe.open("rb") as opened:
        assert dprkrel.read(opened) == small()
    writer.join()
