"""The boundary: records go out as plain data and come back the same, and nothing else comes in."""

import copy
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Agreement, DatasetError, Fault, codec
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store import lines
from tests.cases import for_each
from tests.small import small, small_with

HEADER = '{"record":"dataset","format":2,"edition":"small"}'
GOOD = [HEADER, *lines.dumps(small()).splitlines()[1:]]  # without counts, so that lines can be changed
ROWS = {row["id"]: row for row in map(json.loads, GOOD[1:])}

# id of a record of the small dataset; the keys to change (None removes one); the fields that the faults name.
WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("belarus", {"id": 5}, ["id"]),
    ("belarus", {"id": "Belarus"}, ["id"]),
    ("belarus", {"id": "belarus\n"}, ["id"]),
    ("belarus", {"kind": "country"}, ["kind"]),
    ("belarus", {"kind": ["state"]}, ["kind"]),
    ("belarus", {"note": 5}, ["note"]),
    ("belarus", {"note": False}, ["note"]),
    ("belarus", {"cow_code": "370"}, ["cow_code"]),
    ("belarus", {"cow_code": 370.0}, ["cow_code"]),
    ("belarus", {"cow_code": True}, ["cow_code"]),
    ("belarus", {"names": "Belarus"}, ["names"]),
    ("belarus", {"names": {"text": "Belarus"}}, ["names"]),
    ("belarus", {"names": []}, ["names"]),
    ("belarus", {"names": None}, ["names"]),
    ("belarus", {"names": ["Belarus"]}, ["names[0]"]),
    ("belarus", {"names": [{"text": 5, "language": "en", "kind": "primary"}]}, ["names[0].text"]),
    ("belarus", {"names": [{"text": "B", "language": "en", "kind": "alias"}]}, ["names"]),
    ("belarus", {"not_same_as": "russia"}, ["not_same_as"]),
    ("belarus", {"not_same_as": [5]}, ["not_same_as[0]"]),
    ("belarus", {"nmae": "Belarus", "Id": "x"}, ["Id", "nmae"]),
    ("russia-president", {"several": "false"}, ["several"]),
    ("russia-president", {"several": 0}, ["several"]),
    ("russia-president", {"rank": 7}, ["rank"]),
    ("russia-president", {"rank": "HEAD_OF_STATE"}, ["rank"]),
    ("russia-president", {"aliases": "Menlu"}, ["aliases"]),
    ("russia-president", {"title": ""}, ["title"]),
    ("pyongyang", {"latitude": "39.03"}, ["latitude"]),
    ("pyongyang", {"latitude": 10**40}, ["latitude"]),
    ("pyongyang", {"latitude": True}, ["latitude"]),
    ("pyongyang", {"latitude": [39.0]}, ["latitude"]),
    ("pyongyang", {"name": "Pyo\u0306ngyang"}, ["name"]),
    ("pyongyang", {"name": " Pyongyang"}, ["name"]),
    ("pyongyang", {"name": "x" * 2001}, ["name"]),
    ("pyongyang", {"note": "null\x00"}, ["note"]),
    ("pyongyang", {"note": "\u202eright to left"}, ["note"]),
    ("pyongyang", {"note": "zero\u200bwidth"}, ["note"]),
    ("pyongyang", {"note": "\ufeffmark"}, ["note"]),
    ("pyongyang", {"note": "lone \ud800 surrogate"}, ["note"]),
    ("pyongyang", {"note": "line\u2028end"}, ["note"]),
    ("pyongyang", {"name": None, "kind": "town", "within": 5}, ["kind", "name", "within"]),
    ("press-2024-07-24", {"published": "July 2024"}, ["published"]),
    ("press-2024-07-24", {"published": 20240724}, ["published"]),
    ("press-2024-07-24", {"paragraph_count": "9"}, ["paragraph_count"]),
    ("press-2024-07-24", {"excused": [{"paragraphs": [2, 1], "reason": "caption"}]}, ["excused[0].paragraphs"]),
    ("treaty", {"event_type": "pact"}, ["event_type"]),
    ("treaty", {"event_type": None}, ["event_type"]),
    ("treaty", {"event_type": 5}, ["event_type"]),
    ("treaty", {"event_type": ["treaty"]}, ["event_type"]),
    ("treaty", {"office_id": "russia-president"}, ["office_id"]),
    ("treaty", {"when": "2000-02-30"}, ["when"]),
    ("treaty", {"when": "2001/2000"}, ["when"]),
    ("treaty", {"when": "2" * 100_000}, ["when"]),
    ("treaty", {"when": None}, ["when"]),
    ("treaty", {"reports": []}, ["reports"]),
    ("treaty", {"reports": None}, ["reports"]),
    ("treaty", {"reports": [{"source_id": "background", "stance": "says"}]}, ["reports[0].stance"]),
    ("treaty", {"participants": [{"actor_id": "dprk"}, {"role": "party"}]},
     ["participants[0].role", "participants[1].actor_id"]),
    ("treaty", {"superlatives": [{"kind": "rare", "claim": "first", "reports": []}]}, ["superlatives[0].reports"]),
    ("treaty", {"status": "occurred"}, ["status"]),
    ("ryzhenkov-appointed", {"office_id": None}, ["office_id"]),
    ("kims", {"relation_type": "friendship", "subject_id": None}, ["relation_type", "subject_id"]),
    ("kims", {"office_id": "russia-president"}, ["office_id"]),
    ("kims", {"relation_type": "office_held"}, ["office_id"]),
    ("press-2024-07-24", {"standing": "first"}, ["standing"]),
    ("press-2024-07-24", {"kind": "book"}, ["kind"]),
    ("ministers-visits", {"event_types": []}, ["event_types"]),
    ("ministers-visits", {"event_types": ["party"]}, ["event_types[0]"]),
    ("ministers-visits", {"rank": 5}, ["rank"]),
    ("ministers-visits", {"rank": "MINISTER"}, ["rank"]),
    ("ministers-visits", {"delegates": "yes"}, ["delegates"]),
    ("ministers-visits", {"figures": [{"when": "2023", "number": "2"}]}, ["figures[0].number", "figures[0].source_id"]),
    ("ministers-visits", {"definition": None, "publisher_id": None}, ["definition", "publisher_id"]),
    ("treaty-corrected", {"kind": "deleted"}, ["kind"]),
    ("treaty-corrected", {"cause": "whim"}, ["cause"]),
    ("treaty-corrected", {"cause": None}, ["cause"]),
    ("treaty-corrected", {"kind": "merged"}, ["heir_id"]),
    ("treaty-corrected", {"record_ids": "treaty"}, ["record_ids"]),
]  # fmt: skip

DERIVATIONS: list[dict[str, Any]] = [
    {"rule": "same_year", "value": "02-30"},
    {"rule": "same_year", "value": "spring"},
    {"rule": "previous_month", "anchor": "0001-01-01"},
    {"rule": "previous_week", "anchor": "0001-01-01"},
    {"rule": "same_day", "days": 10**12},
    {"rule": "same_day", "days": 0},
    {"rule": "same_day", "anchor": "2024-W30-3"},
    {"rule": "same_day", "anchor": "20240724"},
    {"rule": "same_day", "anchor": "2024-02-30"},
    {"rule": "same_day", "anchor": 5},
    {"rule": "thursday"},
]

PLACE = '{"record":"place","id":"nowhere","name":"Nowhere","kind":"city"'

# The lines after the header, and what one of the faults says.
HOSTILE = [
    (PLACE + ',"id":"nowhere"}', "the key 'id' stands twice"),
    (PLACE + ',"latitude":NaN}', "NaN"),
    (PLACE + ',"latitude":-Infinity}', "Infinity"),
    (PLACE + ',"latitude":1e400}', "too large"),
    (PLACE + ',"latitude":' + "9" * 5_000 + "}", "digits"),
    (PLACE + ',"note":' + "[" * 100_000 + "]" * 100_000 + "}", "nesting deeper than 32"),
    (PLACE + ',"note":' + "[" * 500 + "]" * 500 + "}", "nesting deeper than 32"),
    ('{"a":' * 100_000 + "1" + "}" * 100_000, "nesting deeper than 32"),
    ("[" * 100_000, "nesting deeper than 32"),
    (PLACE, "expected one JSON object"),
    (PLACE + "} {}", "expected one JSON object"),
    ("[]", "expected one JSON object"),
    ("null", "expected one JSON object"),
    ('"text"', "expected one JSON object"),
    ("\n" + PLACE + "}", "expected one JSON object"),
    ("\ufeff" + PLACE + "}", "BOM"),
    ("{}", "one of actor, office, place, source, event, relation"),
    (PLACE.replace("place", "planet") + "}", "one of actor, office, place, source, event, relation"),
    (PLACE.replace('"place"', "5") + "}", "one of actor, office, place, source, event, relation"),
    (HEADER, "a second header"),
    (PLACE.replace("place", "header") + "}", "one of actor, office, place, source, event, relation"),
    (PLACE + ',"wi\ud800thin":1}', "an unknown key"),
    (PLACE + ',"within":"atlantis"}', "the id of one of the places"),
    (PLACE + ',"within":"nowhere"}', "another record than itself"),
    (PLACE + ',"within":"elsewhere"}\n' + PLACE.replace("nowhere", "elsewhere") + ',"within":"nowhere"}', "no ring"),
    (PLACE + "}\n" + PLACE + "}", "an id that is used once"),
]

HEADERS = [
    "",
    "{}",
    "[]",
    "null",
    PLACE + "}",
    HEADER.replace("2", "0"),
    HEADER.replace("2", "99"),
    HEADER.replace("2", "true"),
    HEADER.replace("2", "2.0"),
    HEADER.replace("2", '"2"'),
    HEADER.replace('"format":2,', ""),
    HEADER.replace('"small"', "5"),
    HEADER.replace('"small"', "null"),
    HEADER.replace('"small"', '""'),
    HEADER.replace('"small"', '"\\ud800"'),
    HEADER.replace('"small"', '"\\u2028"'),
    HEADER.replace(',"edition":"small"', ""),
    HEADER.replace("}", ',"extra":1}'),
    "\ufeff" + HEADER,
    HEADER[:-1],
]


def changed(record_id: str, changes: dict[str, Any]) -> str:
    """Return the line of a record of the small dataset with some keys changed; None removes one."""
    row = {key: value for key, value in (ROWS[record_id] | changes).items() if value is not None}
    return json.dumps(row)


def refused(text: str | bytes) -> DatasetError:
    """Return the error with which a text is refused."""
    with pytest.raises(DatasetError) as caught:
        codec.loads(text)
    return caught.value


def test_the_small_dataset_survives_the_round_trip() -> None:
    """What is written is read back equal, from text and from bytes, and written again the same."""
    text = lines.dumps(small())

    assert codec.loads(text) == small() == codec.loads(text.encode())
    assert lines.dumps(codec.loads(text)) == text
    assert codec.loads(text).digest == small().digest


@for_each("record_id", ROWS)
def test_every_record_survives_the_round_trip(record_id: str) -> None:
    """Each record, as plain data of JSON and back, is equal to itself, and the data is left as it was."""
    row = copy.deepcopy(ROWS[record_id])
    kind = row.pop("record")
    before = copy.deepcopy(row)
    record = codec.record_from_dict(kind, row)

    assert record in small().tables()[TABLE_OF[kind]]
    assert record.to_dict() == row == before


@for_each(("record_id", "changes", "fields"), WRONG)
def test_nothing_is_coerced(record_id: str, changes: dict[str, Any], fields: list[str]) -> None:
    """A wrong type, word, text or key is a fault that names the line, the record and the field, all at once."""
    error = refused(HEADER + "\n" + changed(record_id, changes))
    wanted = changes["id"].replace("\n", "\\n") if isinstance(changes.get("id"), str) else record_id

    assert [fault.field for fault in error.faults] == fields
    assert {fault.file for fault in error.faults} == {"line 2"}
    assert all(fault.record == wanted or "without an id" in fault.record for fault in error.faults)
    assert all(fault.found and fault.expected for fault in error.faults)


@pytest.mark.parametrize("changes", DERIVATIONS, ids=str)
def test_a_derivation_that_gives_no_date_is_refused(changes: dict[str, Any]) -> None:
    """A relative date from which no day follows is a fault of its record, not an error of the calendar."""
    derivation = {"phrase": "then", "anchor": "2024-07-24"} | changes
    report = {"source_id": "press-2024-07-24", "stance": "asserts", "paragraphs": [1], "when": "2000-02-09"}
    lines = [line for line in GOOD if '"id":"treaty"' not in line]
    error = refused("\n".join([*lines, changed("treaty", {"reports": [report | {"derivation": derivation}]})]))

    assert {fault.record for fault in error.faults} == {"treaty"}
    assert all(fault.field.startswith("reports[0].derivation") for fault in error.faults)


@pytest.mark.parametrize(("lines", "said"), HOSTILE, ids=lambda part: part[:50])
def test_hostile_lines_are_told_and_nothing_worse(lines: str, said: str) -> None:
    """Whatever a line holds, reading it ends in a dataset error that says what is wrong with it, and where."""
    error = refused(HEADER + "\n" + lines)

    assert said in str(error)
    assert all(fault.file.startswith("line ") for fault in error.faults)
    assert len(str(error)) < 2_000


@pytest.mark.parametrize("number", [0, 99])
def test_another_format_is_told_apart(number: int) -> None:
    """A dataset of a format that was never written, or a later one, is refused with the number found and the one that is read."""
    (fault,) = refused(HEADER.replace("2", str(number))).faults

    assert (fault.record, fault.field) == ("dataset", "header")
    assert f"'format': {number}," in fault.found
    assert fault.expected == f"a dataset header of format {lines.FORMAT} or an earlier one"


@pytest.mark.parametrize("header", HEADERS)
def test_a_wrong_header_is_refused(header: str) -> None:
    """The first line must be the header of this format and of nothing else, with an edition that is sound text."""
    error = refused(header + "\n" + PLACE + "}")

    assert all(fault.record == "dataset" for fault in error.faults)
    assert {fault.field for fault in error.faults} <= {"header", "json", "edition", "extra"}


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", HEADER.encode("utf-16"), b"\xef\xbb\xbf" + HEADER.encode(), HEADER.encode()[:-3] + b'\xed\xa0\x80"}',
     b"", b"\x00", None, 5, [HEADER], bytearray(HEADER, "utf-8"), object()],
    ids=lambda data: repr(data)[:20],
)  # fmt: skip
def test_what_is_no_utf8_text_is_refused(data: Any) -> None:
    """Other encodings, byte order marks, surrogates in bytes and things that are no text are refused as datasets."""
    assert refused(data).faults[0].record == "dataset"


@pytest.mark.parametrize("as_bytes", [True, False])
def test_size_is_checked_before_anything_is_read(as_bytes: bool) -> None:
    """A text of one byte too many is refused, one of just the limit is read."""
    written = lines.dumps(small())
    text = written.encode() if as_bytes else written

    assert codec.loads(text, max_bytes=len(text)) == small() == codec.loads(text, max_bytes=None)

    with pytest.raises(DatasetError) as caught:
        codec.loads(text, max_bytes=len(text) - 1)

    assert caught.value.faults[0].expected.startswith(f"at most {len(text) - 1}; max_bytes=")


def test_the_documented_limit_holds_unless_another_is_given() -> None:
    """What is longer than `MAX_BYTES` is refused, with a word on how to read it, and read where it is asked for."""
    text = lines.dumps(small()).encode()
    long = text.replace(b"\n", b" " * codec.MAX_BYTES + b"\n", 1)
    (fault,) = refused(long).faults

    assert fault.found == f"{len(long)} bytes"
    assert "max_bytes=" in fault.expected
    assert codec.loads(long, max_bytes=None, limits=dprkrel.Limits(line_bytes=len(long))) == small()


@pytest.mark.parametrize("wrong", [-1, True, 1.5, "64 MiB", [5]])
def test_a_limit_is_a_number_of_bytes_or_none(wrong: Any) -> None:
    """What is no number of bytes is refused before anything is read."""
    for read in (codec.read, codec.loads):
        with pytest.raises(DatasetError, match="max_bytes"):
            read(lines.dumps(small()).encode(), max_bytes=wrong)


def in_bytes(text: bytes, size: int) -> str:
    """Return the faults with which a file is refused that gives so many bytes at a time."""
    file = io.BytesIO(text)
    sips = Sips(file, size)
    with pytest.raises(DatasetError) as caught:
        codec.read(sips)
    return str(caught.value)


class Sips:
    """A file that gives a few bytes at a time."""

    def __init__(self, file: io.BytesIO, size: int) -> None:
        self.file = file
        self.size = size

    def read(self, size: int, /) -> bytes:
        """Give some of the bytes."""
        return self.file.read(min(size, self.size))


BROKEN: list[bytes] = [
    b"", b"\n", b"\n\n", b"{}", b"\xff", b"\xe2", b"\xe2\x82", HEADER.encode() + b"\n\xe2\n", HEADER.encode() + b"\n{}\n\n",
    HEADER.encode() + b"\n" + "\u20ac".encode() + b"\n\xe2\x82", HEADER.encode() + b"\n{\n\xed\xa0\x80\n", b"{\n{\n[]",
    HEADER.encode() + b"\r\n{\r\n",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[-12:]))
def test_a_broken_file_is_told_of_the_same_however_it_comes(text: bytes) -> None:
    """The faults are those of the text as a whole, wherever the parts end in which a file gives it."""
    whole = str(refused(text))

    assert {in_bytes(text, size) for size in (1, 2, 3, 1 << 20)} == {whole}
    assert whole == as_python_says(text)


def as_python_says(text: bytes) -> str:
    """Return the faults of a text that is read as a whole: those of its characters, or that it has none."""
    try:
        return str(refused(text.decode()))
    except UnicodeDecodeError as error:
        return str(DatasetError([Fault("", "dataset", "text", str(error), "UTF-8")]))


def test_equal_ids_and_participants_are_one_object_and_types_are_told_apart() -> None:
    """Records that are read share what is equal in them, but never what is only equal to it, such as 1 to true."""
    row = {key: value for key, value in ROWS["treaty"].items() if key != "record"}
    first, second = (codec.record_from_dict("event", copy.deepcopy(row)) for _ in range(2))

    assert isinstance(first, Agreement)
    assert isinstance(second, Agreement)
    assert first == second
    assert first.when is second.when
    assert first.participants
    assert all(one is other for one, other in zip(first.participants, second.participants, strict=True))
    for key, wrong in (("role", 1), ("acted_for", True), ("actor_id", ["dprk"]), ("office_id", 0)):
        with pytest.raises(DatasetError, match=key):
            codec.record_from_dict("event", row | {"participants": [row["participants"][0] | {key: wrong}]})


def test_all_faulty_lines_are_reported_together() -> None:
    """The faults of all lines come in one error, sorted, and hide none of each other."""
    lines = [
        changed("treaty", {"when": "soon"}),
        "{",
        changed("belarus", {"kind": "x", "note": 5}),
        changed("kims", {}),
    ]
    faults = refused("\n".join([HEADER, *lines])).faults

    assert {(fault.file, fault.record, fault.field) for fault in faults} == {
        ("line 2", "treaty", "when"), ("line 3", "dataset", "json"), ("line 4", "belarus", "kind"),
        ("line 4", "belarus", "note"),
    }  # fmt: skip
    assert list(faults) == sorted(faults)


def test_a_broken_law_names_the_line_of_its_record() -> None:
    """Where each record is sound but a law is broken, the fault still says on which line its record stands."""
    lines = [line for line in GOOD if '"id":"tower"' not in line]
    (fault,) = refused("\n".join(lines)).faults

    assert (fault.record, fault.field, fault.found) == ("lavrov-tower", "place_id", "tower")
    assert '"id":"lavrov-tower"' in lines[int(fault.file.removeprefix("line ")) - 1]


def test_records_of_two_tables_may_share_an_id_and_keep_their_lines() -> None:
    """An id is unique within its table; a fault names the line of the record that it is about."""
    namesake = changed("tower", {"id": "belarus"})
    broken = changed("belarus", {"state_id": "atlantis"})
    lines = [line for line in GOOD if '"record":"actor","id":"belarus"' not in line]
    (fault,) = refused("\n".join([*lines, broken, namesake])).faults

    assert (fault.record, fault.field) == ("belarus", "state_id")
    assert f"line {len(lines) + 1}" in fault.file


@given(st.text() | st.binary() | st.text().map(lambda text: HEADER + "\n" + text))
def test_any_text_is_a_dataset_or_refused(text: str | bytes) -> None:
    """Whatever is read, nothing but a dataset error comes of it."""
    told: tuple[object, ...] = ()
    try:
        told = (codec.loads(text).edition,)
    except DatasetError as error:
        told = error.faults

    assert all(told)
    assert told


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(sorted(ROWS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(ROWS)), st.data())
def test_any_value_in_any_field_is_kept_or_refused(record_id: str, data: st.DataObject) -> None:
    """A value in a field is refused with a fault that names record and field, or comes back exactly as it went in."""
    row = copy.deepcopy(ROWS[record_id])
    kind = row.pop("record")
    field = data.draw(st.sampled_from(sorted(row.keys() - {"id"})))
    row[field] = data.draw(JSON)
    faults: tuple[Fault, ...] = ()
    back = row
    try:
        back = codec.record_from_dict(kind, row).to_dict()
    except DatasetError as error:
        faults = error.faults

    assert row[field] is None or back.get(field, row[field]) == row[field]
    assert all(fault.record == record_id for fault in faults)
    assert all(fault.field.startswith((field, "names", "office_id")) for fault in faults)


@for_each("data", [None, 5, "x", [], [("id", "x")], {5: 1, "x": 2}, {None: None}])
@for_each("kind", [*TABLE_OF, "planet", "", 5, None])
def test_what_is_no_table_is_no_record(kind: Any, data: Any) -> None:
    """A record is built from a table with text for keys, of a known kind; all else is a dataset error."""
    with pytest.raises(DatasetError) as caught:
        codec.record_from_dict(kind, data, file="seed.toml")

    assert {fault.file for fault in caught.value.faults} == {"seed.toml"}


def test_defaults_are_left_out_and_order_is_the_order_of_results() -> None:
    """The text holds one record a line, tables in their order, records sorted, without fields at their default."""
    rows = [json.loads(line) for line in GOOD]
    shuffled = small_with(*reversed([record for table in small().tables().values() for record in table]))

    assert [row["id"] for row in rows[1:]] == [record.id for table in small().tables().values() for record in table]
    assert ROWS["belarus"].keys() == {"record", "id", "kind", "names"}
    assert lines.dumps(shuffled) == lines.dumps(small())


class Unasked:
    """A value of a stranger whose attributes cannot be asked for."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)


def test_what_cannot_be_asked_whether_it_is_a_file_is_none() -> None:
    """A value that raises whatever it likes when it is asked for `read` is refused as any other that is no file."""
    with pytest.raises(DatasetError, match="Unasked"):
        dprkrel.read(Unasked())


def test_what_nests_deeper_than_python_reads_is_a_fault_of_its_line() -> None:
    """Where somebody allows more depth than Python reads, a line that has it is told like any other fault."""
    deep = "[" * 200_000 + "]" * 200_000
    with pytest.raises(DatasetError, match="nesting deeper than Python reads"):
        dprkrel.read(f"{HEADER}\n{deep}".encode(), limits=dprkrel.Limits(depth=1_000_000, items=1_000_000))


def test_lines_that_no_edition_has_are_not_those_of_a_released_one() -> None:
    """Lines that call themselves a released edition and have a record of another kind are refused as any others."""
    header = HEADER.replace("small", "2026.11.22")
    error = refused(f'{header}\n{{"record":"plane","id":"x"}}')

    assert [fault.found for fault in error.faults] == ["str 'plane'"]


def test_an_event_of_no_known_type_is_counted_like_any_other_fault() -> None:
    """Also of the faults that are no longer listed each is counted, whatever is wrong with the record."""
    lines = [HEADER, *('{"record":"event","event_type":"picnic"}' for _ in range(5))]
    with pytest.raises(DatasetError) as caught:
        dprkrel.read("\n".join(lines).encode(), limits=dprkrel.Limits(faults=2))

    assert (len(caught.value.faults), caught.value.count) == (2, 5)
