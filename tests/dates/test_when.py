"""Dates as known: every accepted form with its bounds, everything refused, and what another library makes of them."""

import datetime
import operator
import sqlite3
import time
import warnings
from contextlib import closing
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from dprkrel import Certainty, DateError, DateTypeError, Precision, When, WindowError
from dprkrel.dates.edtf import ACCEPTED_FORMS, FUTURE, MAX_EDTF_LENGTH
from tests.cases import for_each
from tests.operations import operations

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # edtf builds its grammar with what pyparsing now warns of
    import edtf

FORMS: Final[dict[str, tuple[str | None, str | None, str | None, str | None]]] = {
    "2024-07-23": ("2024-07-23", "2024-07-23", "2024-07-23", "2024-07-23"),
    "2024-07": ("2024-07-01", "2024-07-31", "2024-07-01", "2024-07-31"),
    "2024-02": ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28", "1900-02-01", "1900-02-28"),
    "2024": ("2024-01-01", "2024-12-31", "2024-01-01", "2024-12-31"),
    "0001": ("0001-01-01", "0001-12-31", "0001-01-01", "0001-12-31"),
    "9999-12": ("9999-12-01", "9999-12-31", "9999-12-01", "9999-12-31"),
    "2024-07~": ("2024-07-01", "2024-07-31", "2024-07-01", "2024-07-31"),
    "2024?": ("2024-01-01", "2024-12-31", "2024-01-01", "2024-12-31"),
    "2024-07-23%": ("2024-07-23", "2024-07-23", "2024-07-23", "2024-07-23"),
    "2024-07-23/2024-07-26": ("2024-07-23", "2024-07-23", "2024-07-26", "2024-07-26"),
    "2024-07-23/2024-07": ("2024-07-23", "2024-07-23", "2024-07-23", "2024-07-31"),
    "2024/2024-07": ("2024-01-01", "2024-07-31", "2024-07-01", "2024-07-31"),
    "2024-07/2024": ("2024-07-01", "2024-07-31", "2024-07-01", "2024-12-31"),
    "2023~/2024-07?": ("2023-01-01", "2023-12-31", "2024-07-01", "2024-07-31"),
    "2024-07-23/..": ("2024-07-23", "2024-07-23", None, None),
    "2024-07-23/": ("2024-07-23", "2024-07-23", "2024-07-23", None),
    "../2024": (None, None, "2024-01-01", "2024-12-31"),
    "/2024": (None, "2024-12-31", "2024-01-01", "2024-12-31"),
    "../..": (None, None, None, None),
    "/": (None, None, None, None),
    "[2024-07-01..2024-07-23]": ("2024-07-01", "2024-07-23", "2024-07-01", "2024-07-23"),
    "[2024-06..2024-07~]": ("2024-06-01", "2024-07-31", "2024-06-01", "2024-07-31"),
    "[..2024-07-23]": (None, "2024-07-23", None, "2024-07-23"),
    "[2024-07-01..]": ("2024-07-01", None, "2024-07-01", None),
    "2024-07-23/[2024-07-25..2024-07-26]": ("2024-07-23", "2024-07-23", "2024-07-25", "2024-07-26"),
    "2024-04-16/[2024-04-17..]": ("2024-04-16", "2024-04-16", "2024-04-17", None),
    "[..2024-06-18]/2024-06-19": (None, "2024-06-18", "2024-06-19", "2024-06-19"),
    "[2024-06-17..2024-06-18]/[2024-06-18..2024-06-20]": ("2024-06-17", "2024-06-18", "2024-06-18", "2024-06-20"),
}

SEASONS_OF_THE_NORTH: Final = {
    "2024-25": ("2024-03-01", "2024-06-21"),
    "2024-26": ("2024-06-01", "2024-09-23"),
    "2024-27": ("2024-09-01", "2024-12-22"),
    "2024-28": ("2024-01-01", "2025-03-21"),
}
RARE_FORMS: Final[dict[str, tuple[str, str]]] = {
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "1985-XX-31": ("1985-01-31", "1985-12-31"),
    "1984-1X": ("1984-10-01", "1984-12-31"),
    "1984-0X": ("1984-01-01", "1984-09-30"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "0XXX": ("0001-01-01", "0999-12-31"),
    "156X-12-25": ("1560-12-25", "1569-12-25"),
    "200X-02-29": ("2000-02-29", "2008-02-29"),
    "1950S2": ("1900-01-01", "1999-12-31"),
    "1950S4": ("1950-01-01", "1950-12-31"),
    "2001-21": ("2001-03-01", "2001-12-22"),
    "2001-22": ("2001-01-01", "2002-03-21"),
    "9999-24": ("9999-01-01", "9999-03-21"),
    **SEASONS_OF_THE_NORTH,
    "2024-29": ("2024-09-01", "2024-12-22"),
    "2024-33": ("2024-01-01", "2024-03-31"),
    "2001-34": ("2001-04-01", "2001-06-30"),
    "2024-36": ("2024-10-01", "2024-12-31"),
    "2024-37": ("2024-01-01", "2024-04-30"),
    "2024-40": ("2024-01-01", "2024-06-30"),
    "2024-41": ("2024-07-01", "2024-12-31"),
    "2004-06-XX/2004-07-03": ("2004-06-01", "2004-07-03"),
    "2004-06-~01/2004-06-~20": ("2004-06-01", "2004-06-20"),
    "2004-06~-11": ("2004-06-11", "2004-06-11"),
    "?2004-06-~11": ("2004-06-11", "2004-06-11"),
    "?2024": ("2024-01-01", "2024-12-31"),
    "2024?-07": ("2024-07-01", "2024-07-31"),
    "[1667,1668,1670..1672]": ("1667-01-01", "1672-12-31"),
    "[1760-12,1667]": ("1667-01-01", "1760-12-31"),
    "[2024-06-18,2024-06-19]": ("2024-06-18", "2024-06-19"),
    "{1980..1985}": ("1980-01-01", "1985-12-31"),
}
"""Forms that few dates have, with the first and last day that they may touch."""

REFUSED: Final = (
    "",
    " ",
    "2024-07-24/2024-07-23",
    "2024-08/2024-07",
    "[2024-07-24..2024-07-23]",
    "2024-07-23/[2024-07-21..2024-07-22]",
    "2024-13",
    "2024-13-01",
    "2024-00",
    "2024-00-10",
    "2024-07-00",
    "2024-02-30",
    "2023-02-29",
    "1900-02-29",
    "2024-04-31",
    "0000",
    "0000-01-01",
    "２０２４",
    "２０２４-07",
    "٢٠٢٤",
    "2024-٠7",
    " 2024",
    "2024 ",
    "2024\n",
    "2024-07-23\n",
    "2024 -07",
    "2024-07-23 / 2024-07-26",
    "2024\u00a0",
    "2024-7",
    "2024-7-3",
    "24-07-23",
    "20240723",
    "2024-W30",
    "2024-205",
    "-0044",
    "+2024",
    "Y12024",
    "Y170000002",
    "Y-17E7",
    "-1985",
    "-1985-04",
    "XXXX",
    "XXXX-12-25",
    "2024-2X",
    "2024-42",
    "2024-20",
    "2024-21-01",
    "2023-02-3X",
    "2024-02-30/2024-XX-3X",
    "1950S0",
    "1950S5",
    "0000S4",
    "X2024",
    "2O24",
    "[2024,]",
    "[,2024]",
    "[2024,..2025]",
    "[2024..,2025]",
    "[2024,2025",
    "{2024,2025}",
    "{2024,2026-01}",
    "{2025..2024}",
    "{..2024}",
    "{2024}",
    "{}",
    "2024?~",
    "?~2024",
    "2024-07-23T25:00:00",
    "2024-07-23T10:00",
    "2024-07-23T10:00:00+99",
    "2024-02-30T10:00:00",
    "T10:00:00",
    "12024",
    "2024/2024/2024",
    "2024/2024/2024/2024",
    "[..]",
    "[]",
    "[2024]",
    "[2024..2025..2026]",
    "[2024..2025",
    "2024..2025",
    "..",
    "2024~?",
    "July 2024",
    "23/07/2024",
    "today",
    "unknown",
    "None",
    "2024\u2012" + "07",
    "2024-07-23\x00",
    "\ud800",
)


@pytest.mark.parametrize("text", FORMS)
def test_accepted_forms_have_their_bounds(text: str) -> None:
    """Each form is read as the first and last day on which it may have begun and ended, and written as it was."""
    when = When(text)
    bounds = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)

    assert tuple(str(day) if day else None for day in bounds) == FORMS[text]
    assert (when.earliest, when.latest) == (when.earliest_start, when.latest_end)
    assert str(when) == text


@for_each("text", RARE_FORMS)
def test_rare_forms_are_read_as_the_stretch_that_contains_them(text: str) -> None:
    """Each rarer form of EDTF is read as the days within which it lies, and written as it was."""
    when = When(text)

    assert (str(when.earliest), str(when.latest)) == RARE_FORMS[text]
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    ["1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04", "1985-04-12T00:20:30+04:30"],
)
def test_of_a_time_its_day_counts(text: str) -> None:
    """A date with a time of day is the day that stands there, whatever the time zone, as with a datetime."""
    assert When(text) == When.parse(text) == When("1985-04-12") == When(datetime.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/05/2018", "stand between slashes: write the year first, with hyphens"),
        ("2024/06/18", "stand between slashes"),
        ("19.06.2024", "stand between points"),
        ("2018-07-05 / 2018-07-07", "a date has no spaces"),
        ("20240723", "with hyphens it is 2024-07-23"),
        ("2024-7-3", "a month and a day two"),
        ("-1985", "outside of the years 1 to 9999"),
        ("Y170000002", "outside of the years 1 to 9999"),
        ("XXXX", "says nothing"),
        ("2023-02-3X", "no day of the calendar"),
        ("{2024,2026}", "one unbroken stretch; make one for each"),
    ],
)
def test_what_is_wrong_with_a_date_is_said(text: str, said: str) -> None:
    """Dates as people write them are refused with their true cause, and never guessed at."""
    with pytest.raises(DateError) as refused:
        When(text)
    assert said in str(refused.value)


def test_values_of_other_libraries_are_refused_with_a_way_out() -> None:
    """What is a date to numpy or pandas alone is refused, and the message says what to give."""

    class Period:
        """Stands for the class of pandas."""

    class NaT(datetime.datetime):
        """Stands for the value of pandas that is no date, though it says that it is one."""

        def __eq__(self, other: object) -> bool:
            return False

        def __ne__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    with pytest.raises(DateTypeError, match="give str\\(\\) of it"):
        When.parse(Period())  # type: ignore[arg-type]
    with pytest.raises(DateTypeError, match="got NaT"):
        When.parse(NaT(2024, 1, 1))


def test_dates_as_known_have_no_order() -> None:
    """To sort dates is refused by an error that names the key, since "before" has three answers; SQLite takes their text."""
    with pytest.raises(TypeError, match="sort by `sort_key`"):
        sorted([When("2024"), When("2023")])
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute("select ?", (When("2024-07~"),)).fetchone() == ("2024-07~",)


@pytest.mark.parametrize("form", ACCEPTED_FORMS)
def test_the_forms_in_messages_are_read(form: str) -> None:
    """Every example in the list of accepted forms can be read."""
    for text in form.partition(" (")[0].split(" and "):
        assert When(text).edtf == text


@pytest.mark.parametrize(
    ("text", "precision", "approximate", "uncertain"),
    [
        ("2024-07-23", Precision.DAY, False, False),
        ("2024-07~", Precision.MONTH, True, False),
        ("2024?", Precision.YEAR, False, True),
        ("2024-07-23%", Precision.DAY, True, True),
        ("2024-07-23/2024", Precision.YEAR, False, False),
        ("2024-07-23/..", Precision.DAY, False, False),
        ("2024-07~/2024-07-26?", Precision.MONTH, True, True),
        ("[2024-07-01..2024-08?]", Precision.MONTH, False, True),
        ("2024-07-23/[2024-07-25..2024~]", Precision.YEAR, True, False),
        ("../..", Precision.NONE, False, False),
        ("/", Precision.NONE, False, False),
        ("2004-06-XX", Precision.MONTH, False, False),
        ("2004-XX", Precision.YEAR, False, False),
        ("1984-1X", Precision.YEAR, False, False),
        ("201X?", Precision.DECADE, False, True),
        ("20XX-12-25", Precision.CENTURY, False, False),
        ("1950S3", Precision.DECADE, False, False),
        ("2001-21~", Precision.SEASON, True, False),
        ("?2004-06-~11", Precision.DAY, True, True),
        ("[2024-06-18,2024-07~]", Precision.MONTH, True, False),
    ],
)
def test_precision_and_doubt_are_those_of_the_coarsest_part(
    text: str, precision: Precision, approximate: bool, uncertain: bool
) -> None:
    """A date is as coarse as its coarsest part, and doubtful where any part is."""
    when = When(text)

    assert (when.precision, when.approximate, when.uncertain) == (precision, approximate, uncertain)


@for_each("text", REFUSED)
def test_other_text_is_refused(text: str) -> None:
    """Text of no accepted form is refused by a message that shows it and lists the forms."""
    for read in (When, When.parse):
        with pytest.raises(DateError, match="cannot read") as refused:
            read(text)

        assert refused.value.given == text
        assert all(form in str(refused.value) for form in ACCEPTED_FORMS)


@pytest.mark.parametrize("value", [True, False, 2024, 20240723, 0, 2024.5, None, b"2024", ["2024"], ("2024",), object])
def test_what_is_no_date_is_refused(value: Any) -> None:
    """A value that is neither a date nor text is refused, as ValueError and TypeError, saying what was expected."""
    for read in (When, When.parse):
        with pytest.raises(DateTypeError, match="expected a date, a datetime, EDTF text or a When") as refused:
            read(value)

        assert type(value).__name__ in str(refused.value)
        assert isinstance(refused.value, TypeError | ValueError)
        assert refused.value.given is value


@pytest.mark.parametrize("text", ["2024-07-23/" * 10_000, "9" * 100_000, "[" * 100_000, "2024" + " " * 100_000])
def test_very_long_text_is_refused_at_once(text: str) -> None:
    """A text of 100 kB is refused before it is looked at, in a message of readable length."""
    began = time.process_time()
    with pytest.raises(DateError, match=f"more than {MAX_EDTF_LENGTH}") as refused:
        When(text)

    assert time.process_time() - began < 0.5
    assert len(str(refused.value)) < 1_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(2024, 7, 23), "2024-07-23"),
        (datetime.date.min, "0001-01-01"),
        (datetime.date.max, "9999-12-31"),
        (datetime.datetime(2024, 7, 23), "2024-07-23"),  # noqa: DTZ001
        (datetime.datetime(2024, 7, 23, 23, 59, 59, 999_999), "2024-07-23"),  # noqa: DTZ001
        (datetime.datetime(2024, 7, 23, 23, 59, tzinfo=datetime.UTC), "2024-07-23"),
        (datetime.datetime(2024, 7, 23, 0, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=14))), "2024-07-23"),
        (datetime.datetime(2024, 7, 23, 23, 0, tzinfo=datetime.timezone(-datetime.timedelta(hours=12))), "2024-07-23"),
        ("2024-07", "2024-07"),
        (When("2024/.."), "2024/.."),
    ],
)
def test_dates_and_moments_are_their_calendar_day(value: Any, text: str) -> None:
    """A date or datetime is read as the day that it shows, in whatever zone it is."""
    assert str(When.parse(value)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2023-09", "2024-07", "2023-09-01/2024-07-31"),
        ("2024", "2024", "2024-01-01/2024-12-31"),
        (datetime.date(2024, 7, 23), datetime.date(2024, 7, 23), "2024-07-23/2024-07-23"),
        ("2024-07~", None, "2024-07-01~/.."),
        (None, "2024?", "../2024-12-31~"),
        (None, None, "../.."),
        ("2023-09-12/2023-09-17", "2023-09-12/2023-09-17", "2023-09-12/2023-09-17"),
        ("2024-07-23/..", "../2024", "2024-07-23/2024-12-31"),
        ("../2024", "2024/..", "../.."),
        (When("[2024-07-01..2024-07-23]"), "2024-07-02", "2024-07-01/2024-07-02"),
        ("2024-07-23", "2024-07", "2024-07-23/2024-07-31"),
    ],
)
def test_windows_run_from_first_to_last_day(start: Any, end: Any, text: str) -> None:
    """A window runs from the first day that its start may mean to the last day that its end may mean."""
    assert str(When.window(start, end)) == text


DAYS: Final = st.sampled_from(
    ["0001-01-01", "2024-07-23", "9999-12-31", "2024-02", "2023", "2024~", "2024-07-23?", "/", "[..2024]"]
)


@given(st.none() | DAYS, st.none() | DAYS)
def test_a_window_is_what_its_text_says(start: str | None, end: str | None) -> None:
    """A window, which is built without reading its text, has the bounds, precision and doubt of a date read from it."""
    try:
        window = When.window(start, end)
    except WindowError:
        return
    again = When(window.edtf)

    assert window == again
    assert hash(window) == hash(again)
    assert repr(window) == repr(again)
    for name in ("start_range", "end_range", "open_start", "open_end", "precision", "approximate", "uncertain"):
        assert getattr(window, name) == getattr(again, name), name


def test_equal_dates_read_soon_after_each_other_are_one() -> None:
    """`parse` gives the same object for equal dates, in whatever form, and never one of another date."""
    day = When.parse("2024-07-23")

    assert When.parse(datetime.date(2024, 7, 23)) is day is When.parse(day)
    assert When.parse("2024-07") != day == When("2024-07-23")


@pytest.mark.parametrize(("start", "end"), [("2024-07-24", "2024-07-23"), ("2024", "2023-12"), ("2024/..", "2023")])
def test_reversed_windows_are_refused(start: str, end: str) -> None:
    """A window that ends before it begins is refused, and the other way round is proposed."""
    with pytest.raises(WindowError, match=f"did you mean {end} to {start}"):
        When.window(start, end)


def test_relations_of_the_examples() -> None:
    """July is not 31 days of something: what happened in July may or may not have been before the 23rd."""
    july, visit = When("2024-07"), When("2024-07-23/[2024-07-25..2024-07-26]")

    assert july.before(visit) is Certainty.POSSIBLE
    assert july.within(When("2024")) is Certainty.POSSIBLE
    assert july.within(When("2024-07-01/2024-07-31")) is Certainty.CERTAIN
    assert july.within(july) is Certainty.POSSIBLE
    assert When("2024-06").before(visit) is Certainty.CERTAIN
    assert When("2024-06~").before(visit) is Certainty.POSSIBLE
    assert visit.overlaps(When("2024-07-25")) is Certainty.CERTAIN
    assert visit.overlaps(When("2024-07-26")) is Certainty.POSSIBLE
    assert visit.overlaps(When("2024-07-27")) is Certainty.IMPOSSIBLE
    assert visit.agrees(When("2024-07-23/2024-07-25"))
    assert not visit.agrees(When("2024-07-23"))


def struct(text: str, bound: str) -> str | None:
    """Return the outer bound that edtf gives, as text; None where it has none."""
    found = getattr(edtf.parse_edtf(text), bound)()
    return f"{found.tm_year:04}-{found.tm_mon:02}-{found.tm_mday:02}" if hasattr(found, "tm_year") else None


def theirs(text: str) -> tuple[str | None, str | None]:
    """Return both outer bounds that edtf gives."""
    return struct(text, "lower_strict"), struct(text, "upper_strict")


def ours(text: str) -> tuple[str | None, str | None]:
    """Return both outer bounds that this library gives."""
    when = When(text)
    return str(when.earliest) if when.earliest else None, str(when.latest) if when.latest else None


KNOWN_DIFFERENCES: Final[tuple[tuple[str, Any, Any, str], ...]] = (
    (
        "2024-07-23/",
        ("2024-07-23", "2034-07-23"),
        ("2024-07-23", None),
        "edtf guesses ten years; unknown stays unknown",
    ),
    ("/2024", ("2014-12-31", "2024-12-31"), (None, "2024-12-31"), "edtf guesses ten years; unknown stays unknown"),
    ("[2024-07..2025]", None, ("2024-07-01", "2025-12-31"), "edtf reads sets of one precision only"),
    ("/", None, (None, None), "edtf reads no span of which nothing is known; a tie may have no known dates"),
    ("2024-07-24/2024-07-23", ("2024-07-24", "2024-07-23"), None, "edtf reads reversed spans; they are mistakes"),
    ("[2024..2023]", ("2024-01-01", "2023-12-31"), None, "edtf reads reversed ranges; they are mistakes"),
    ("2023-02-29", ("2023-02-29", "2023-02-29"), None, "edtf reads days that are not in the calendar"),
    ("0000", ("0000-01-01", "0000-12-31"), None, "edtf has a year 0; datetime.date has none"),
    ("-0044", ("-044-01-01", "-044-12-31"), None, "edtf has years before 1; datetime.date has none"),
    (" 2024", ("2024-01-01", "2024-12-31"), None, "edtf skips white space; here it is a mistake"),
    (
        "2024-21",
        ("2024-03-01", "2024-05-31"),
        ("2024-03-01", "2024-12-22"),
        "edtf takes spring for that of the north; here it is not said of which half of the earth",
    ),
    ("[2024..2025?]", None, ("2024-01-01", "2025-12-31"), "qualifiers in sets are level 2, which edtf reads elsewhere"),
    (
        "2024-07-23/[2024-07-25..2024-07-26]",
        None,
        ("2024-07-23", "2024-07-26"),
        "ends of spans that lie within a range go beyond the standard",
    ),
)


@pytest.mark.parametrize(("text", "theirs_", "ours_", "why"), KNOWN_DIFFERENCES)
def test_known_differences_from_edtf(text: str, theirs_: Any, ours_: Any, why: str) -> None:
    """Where the two libraries differ, each still answers as is written here; None is a refusal."""

    def answer(read: Any, refusal: type[Exception]) -> Any:
        try:
            return read(text)
        except refusal:
            return None

    assert answer(theirs, edtf.parser.edtf_exceptions.EDTFParseException) == theirs_, why
    assert answer(ours, DateError) == ours_, why
    assert theirs_ != ours_


@st.composite
def shared(draw: DrawFn) -> str:
    """Draw texts that both libraries read: days, months, years, doubt, spans, open ends, ranges of one precision."""
    days = sorted(draw(st.tuples(*[st.dates(datetime.date.min, datetime.date(9998, 12, 31))] * 2)))
    lengths = draw(st.tuples(*[st.sampled_from((10, 7, 4))] * 2))
    doubts = draw(st.tuples(*[st.sampled_from(("", "~", "?", "%"))] * 2))
    one, other = (f"{day}"[:length] + doubt for day, length, doubt in zip(days, lengths, doubts, strict=True))
    low, high = (f"{day}"[: lengths[0]] for day in days)
    forms = (one, f"{one}/{other}", f"{one}/..", f"../{one}", f"[{low}..{high}]", f"[..{low}]", f"[{low}..]")
    chosen: str = draw(st.sampled_from(forms))
    return chosen


@given(shared())
@settings(max_examples=60)
def test_outer_bounds_agree_with_edtf(text: str) -> None:
    """Of days, months, years, doubt, spans, open ends and ranges, edtf gives the same first and last day."""
    assert ours(text) == theirs(text)


DAY: Final = datetime.date(2024, 7, 23).toordinal()


@for_each(
    ("start", "end"),
    [
        ((-23, None), (DAY, DAY)),
        ((None, -23), (DAY, DAY)),
        ((DAY, DAY), (DAY, 10**9)),
        ((0, DAY), (DAY, DAY)),
        ((DAY, None), (0, 0)),
        ((FUTURE, FUTURE), (DAY, DAY)),
    ],
)
def test_ranges_beyond_the_calendar_are_no_date(start: Any, end: Any) -> None:
    """No date is made of days that the calendar does not have, nor of an end without a beginning that never comes."""
    with pytest.raises(DateError):
        When.of_ranges(start, end)


def test_unknown_digits_take_no_look_at_every_year() -> None:
    """A date is read in few steps, also where digits of the year are unknown and few of its years have the day."""
    assert str(When("XXX4-02-29").earliest) == "0004-02-29"
    for text in ("2021-XX-XX", "XXX1-XX-XX", "XXX6-02-29", "202X-02-29", "20XX"):
        assert operations(lambda text=text: When(text)) < 4_000  # type: ignore[misc]


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_dates_have_no_order_of_their_own(compare: Any) -> None:
    """Whether one vague date is less than another is not for an operator to say; the error names what says it."""
    with pytest.raises(TypeError, match="order"):
        compare(When("2024"), When("2025"))
