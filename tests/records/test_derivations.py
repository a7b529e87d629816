"""Relative dates: each rule on the words of real texts, what is refused, and what holds for every anchor."""

import datetime
from typing import Any

import pytest
from hypothesis import given

from dprkrel import DateEnd, DateError, Derivation, DerivationRule, DprkrelError, RecordError, When
from dprkrel.strategies.drawn_records import derivations

Rule = DerivationRule
DAY = datetime.timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def derived(anchor: str, rule: Rule, value: str | None = None, **more: Any) -> When:
    """Return the date that a phrase means, written on a day given as text."""
    fields: dict[str, Any] = {"phrase": "as spelled", "value": value, **more}
    return Derivation(anchor=datetime.date.fromisoformat(anchor), rule=rule, **fields).resolve()


def days_of(when: When) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day that a date may touch."""
    assert when.earliest
    assert when.latest
    return when.earliest, when.latest


@pytest.mark.parametrize(
    ("phrase", "anchor", "rule", "value", "days", "expected"),
    [
        ("hari ini", "2024-07-24", Rule.SAME_DAY, None, 1, "2024-07-24"),
        ("three days from today", "2024-02-28", Rule.SAME_DAY, None, 3, "2024-02-28/2024-03-01"),
        ("the day before", "2024-03-01", Rule.PREVIOUS_DAY, None, 1, "2024-02-29"),
        ("yesterday", "2024-01-01", Rule.PREVIOUS_DAY, None, 1, "2023-12-31"),
        ("the two days before today's end", "2024-01-01", Rule.PREVIOUS_DAY, None, 2, "2023-12-31/2024-01-01"),
        ("Kamis", "2023-10-19", Rule.WEEKDAY_ON_OR_BEFORE, "thursday", 1, "2023-10-19"),
        ("Rabu", "2023-10-19", Rule.WEEKDAY_ON_OR_BEFORE, "wednesday", 1, "2023-10-18"),
        ("Jumat", "2023-10-19", Rule.WEEKDAY_ON_OR_BEFORE, "friday", 1, "2023-10-13"),
        ("Selasa", "2024-01-01", Rule.WEEKDAY_ON_OR_BEFORE, "tuesday", 1, "2023-12-26"),
        ("two days from Tuesday", "2024-06-18", Rule.WEEKDAY_ON_OR_AFTER, "tuesday", 2, "2024-06-18/2024-06-19"),
        ("Senin", "2024-06-18", Rule.WEEKDAY_ON_OR_AFTER, "monday", 1, "2024-06-24"),
        ("minggu ini", "2024-06-18", Rule.SAME_WEEK, None, 1, "[2024-06-17..2024-06-23]"),
        ("this week", "2024-06-17", Rule.SAME_WEEK, None, 1, "[2024-06-17..2024-06-23]"),
        ("this week", "2024-06-23", Rule.SAME_WEEK, None, 1, "[2024-06-17..2024-06-23]"),
        ("pekan lalu", "2024-06-18", Rule.PREVIOUS_WEEK, None, 1, "[2024-06-10..2024-06-16]"),
        ("last week", "2024-01-03", Rule.PREVIOUS_WEEK, None, 1, "[2023-12-25..2023-12-31]"),
        ("akhir pekan lalu", "2024-06-18", Rule.PREVIOUS_WEEKEND, None, 1, "2024-06-15/2024-06-16"),
        ("last weekend", "2024-06-17", Rule.PREVIOUS_WEEKEND, None, 1, "2024-06-15/2024-06-16"),
        ("last weekend", "2024-06-16", Rule.PREVIOUS_WEEKEND, None, 1, "2024-06-08/2024-06-09"),
        ("bulan ini", "2024-07-24", Rule.SAME_MONTH, None, 1, "2024-07"),
        ("bulan lalu", "2024-07-24", Rule.PREVIOUS_MONTH, None, 1, "2024-06"),
        ("last month", "2024-01-31", Rule.PREVIOUS_MONTH, None, 1, "2023-12"),
        ("last month", "2024-03-31", Rule.PREVIOUS_MONTH, None, 1, "2024-02"),
        ("September lalu", "2024-01-17", Rule.LAST_NAMED_MONTH, "09", 1, "2023-09"),
        ("last January", "2024-02-01", Rule.LAST_NAMED_MONTH, "01", 1, "2024-01"),
        ("last January", "2024-01-31", Rule.LAST_NAMED_MONTH, "01", 1, "2023-01"),
        ("last February", "2024-03-31", Rule.LAST_NAMED_MONTH, "02", 1, "2024-02"),
        ("August to February", "2024-06-18", Rule.LAST_NAMED_MONTH, "08/02", 1, "2023-08/2024-02"),
        ("February to March", "2024-03-18", Rule.LAST_NAMED_MONTH, "02/03", 1, "2023-02/2023-03"),
        ("February to April", "2024-06-18", Rule.LAST_NAMED_MONTH, "02/04", 1, "2024-02/2024-04"),
        ("akhir Agustus", "2023-10-19", Rule.LATE_LAST_NAMED_MONTH, "08", 1, "[2023-08-21..2023-08-31]"),
        ("late February", "2024-02-28", Rule.LATE_LAST_NAMED_MONTH, "02", 1, "[2023-02-21..2023-02-28]"),
        ("tanggal 23", "2024-07-24", Rule.SAME_MONTH, "23", 1, "2024-07-23"),
        ("23 to 25", "2024-07-24", Rule.SAME_MONTH, "23", 3, "2024-07-23/2024-07-25"),
        ("tahun ini", "2024-07-24", Rule.SAME_YEAR, None, 1, "2024"),
        ("in April", "2024-07-24", Rule.SAME_YEAR, "04", 1, "2024-04"),
        ("29 Februari", "2024-07-24", Rule.SAME_YEAR, "02-29", 1, "2024-02-29"),
        ("tahun lalu", "2024-07-24", Rule.PREVIOUS_YEAR, None, 1, "2023"),
        ("September tahun lalu", "2024-01-17", Rule.PREVIOUS_YEAR, "09", 1, "2023-09"),
        ("13 September tahun lalu", "2024-07-24", Rule.PREVIOUS_YEAR, "09-13", 1, "2023-09-13"),
        ("12-17 September tahun lalu", "2024-07-24", Rule.PREVIOUS_YEAR, "09-12", 6, "2023-09-12/2023-09-17"),
    ],
)
def test_a_phrase_means_its_date(
    phrase: str, anchor: str, rule: Rule, value: str | None, days: int, expected: str
) -> None:
    """Each rule gives the date that a reader on that day would take the words for."""
    when = derived(anchor, rule, value, phrase=phrase, days=days)

    assert str(when) == expected


def test_every_rule_has_a_case() -> None:
    """No rule goes without a case above."""
    mark = next(mark for mark in test_a_phrase_means_its_date.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]

    assert {case[2] for case in mark.args[1]} == set(DerivationRule)


@pytest.mark.parametrize(
    ("rule", "value", "days"),
    [
        (Rule.SAME_DAY, None, 0),
        (Rule.SAME_DAY, None, -1),
        (Rule.SAME_DAY, "thursday", 1),
        (Rule.WEEKDAY_ON_OR_BEFORE, None, 1),
        (Rule.WEEKDAY_ON_OR_BEFORE, "Kamis", 1),
        (Rule.WEEKDAY_ON_OR_BEFORE, "Thursday", 1),
        (Rule.WEEKDAY_ON_OR_AFTER, "4", 1),
        (Rule.SAME_WEEK, "thursday", 1),
        (Rule.PREVIOUS_MONTH, "06", 1),
        (Rule.LAST_NAMED_MONTH, None, 1),
        (Rule.LAST_NAMED_MONTH, "9", 1),
        (Rule.LAST_NAMED_MONTH, "00", 1),
        (Rule.LAST_NAMED_MONTH, "13", 1),
        (Rule.LAST_NAMED_MONTH, "09-13", 1),
        (Rule.LAST_NAMED_MONTH, "09/", 1),
        (Rule.LAST_NAMED_MONTH, "08/02", 2),
        (Rule.LATE_LAST_NAMED_MONTH, None, 1),
        (Rule.SAME_MONTH, "32", 1),
        (Rule.SAME_MONTH, "07-23", 1),
        (Rule.SAME_MONTH, None, 2),
        (Rule.SAME_YEAR, "", 1),
    ],
)
def test_values_that_do_not_fit_are_refused(rule: Rule, value: str | None, days: int) -> None:
    """A derivation whose value or length its rule cannot use is not built."""
    with pytest.raises(RecordError, match=r"^Derivation\.(value|days): "):
        derived("2024-07-24", rule, value, days=days)


@pytest.mark.parametrize(
    ("gives", "expected"),
    [(None, "2024-07-23"), (DateEnd.START, "2024-07-23/"), (DateEnd.END, "/2024-07-23")],
)
def test_one_end_leaves_the_other_unknown(gives: DateEnd | None, expected: str) -> None:
    """A text that gives one end of a date leaves the other unknown; one that gives both ends cannot give only one."""
    assert str(derived("2024-07-24", Rule.SAME_MONTH, "23", gives=gives)) == expected
    if gives:
        with pytest.raises(RecordError):
            derived("2024-07-24", Rule.SAME_MONTH, "23", days=2, gives=gives)


@pytest.mark.parametrize(
    "value",
    [
        "02-29",
        "13",
        "00-10",
        "September",
        "9",
    ],
)
def test_days_outside_the_calendar_are_refused(value: str) -> None:
    """A month and day that its year does not have is refused, at the latest when it is resolved."""
    with pytest.raises((RecordError, DateError)):
        derived("2024-07-24", Rule.PREVIOUS_YEAR, value)


@pytest.mark.parametrize("value", ["09/2024", "09~", "09-13?", "09-13/.."])
def test_a_month_and_day_is_no_more_than_that(value: str) -> None:
    """A value that is more than a month, or a month and day, is refused and makes no span or doubt of its own."""
    with pytest.raises((RecordError, DateError)):
        derived("2024-07-24", Rule.PREVIOUS_YEAR, value)


@pytest.mark.parametrize(
    ("anchor", "rule", "value", "days"),
    [
        ("0001-01-01", Rule.PREVIOUS_MONTH, None, 1),
        ("0001-01-01", Rule.PREVIOUS_DAY, None, 1),
        ("0001-01-01", Rule.PREVIOUS_WEEK, None, 1),
        ("9999-12-31", Rule.SAME_WEEK, None, 1),
        ("9999-12-31", Rule.WEEKDAY_ON_OR_AFTER, "saturday", 1),
        ("2024-07-24", Rule.SAME_DAY, None, 10**9),
    ],
)
def test_no_foreign_error_at_the_ends_of_the_calendar(anchor: str, rule: Rule, value: str | None, days: int) -> None:
    """Where a rule leads out of the calendar, the error is one of this library's."""
    with pytest.raises(DprkrelError):
        derived(anchor, rule, value, days=days)


def test_early_years_are_padded() -> None:
    """The month before one in the year 999 has a year of four digits, as EDTF asks."""
    assert derived("0999-05-05", Rule.PREVIOUS_MONTH) == When("0999-04")


@given(derivations(Rule.WEEKDAY_ON_OR_BEFORE, Rule.WEEKDAY_ON_OR_AFTER))
def test_a_weekday_is_the_nearest_on_its_side(derivation: Derivation) -> None:
    """A weekday rule gives that weekday, within six days of its anchor, on the side that the rule names."""
    first, last = days_of(derivation.resolve())
    distance = (first - derivation.anchor).days

    assert WEEKDAYS[first.weekday()] == derivation.value
    assert distance in (range(-6, 1) if derivation.rule is Rule.WEEKDAY_ON_OR_BEFORE else range(7))
    assert (last - first).days == derivation.days - 1


@given(derivations(Rule.SAME_WEEK, Rule.PREVIOUS_WEEK, Rule.PREVIOUS_WEEKEND))
def test_weeks_run_from_monday(derivation: Derivation) -> None:
    """A week is once within Monday to Sunday, a weekend the Saturday and Sunday before the anchor's Monday."""
    first, last = days_of(derivation.resolve())
    monday = derivation.anchor - derivation.anchor.weekday() * DAY
    expected = {
        Rule.SAME_WEEK: (monday, monday + 6 * DAY),
        Rule.PREVIOUS_WEEK: (monday - 7 * DAY, monday - DAY),
        Rule.PREVIOUS_WEEKEND: (monday - 2 * DAY, monday - DAY),
    }

    assert (first, last) == expected[derivation.rule]
    assert (first <= derivation.anchor <= last) == (derivation.rule is Rule.SAME_WEEK)


@given(derivations(Rule.SAME_MONTH, Rule.PREVIOUS_MONTH, Rule.LAST_NAMED_MONTH))
def test_months_are_whole_and_not_ahead(derivation: Derivation) -> None:
    """A month rule gives one whole month: the anchor's, the one before, or the last of its name before."""
    first, last = days_of(derivation.resolve())
    back = (derivation.anchor.year - first.year) * 12 + derivation.anchor.month - first.month

    assert (first.day, (last + DAY).day, last.month) == (1, 1, first.month)
    assert back in {Rule.SAME_MONTH: [0], Rule.PREVIOUS_MONTH: [1]}.get(derivation.rule, range(1, 13))
    assert derivation.value in (None, f"{first:%m}")


@given(derivations(Rule.SAME_YEAR, Rule.PREVIOUS_YEAR))
def test_years_count_from_the_anchor(derivation: Derivation) -> None:
    """A year rule gives the anchor's year or the one before, narrowed to the month or days that are named."""
    first, last = days_of(derivation.resolve())
    year = derivation.anchor.year - (derivation.rule is Rule.PREVIOUS_YEAR)

    assert first.isoformat().startswith(f"{year}-{derivation.value or '01-01'}")
    if derivation.value and len(derivation.value) == len("09-13"):
        assert (last - first).days == derivation.days - 1
    else:
        assert last.isoformat().startswith(f"{year}-{derivation.value or '12-31'}")


@given(derivations(Rule.SAME_DAY, Rule.PREVIOUS_DAY))
def test_days_count_from_the_anchor(derivation: Derivation) -> None:
    """A day rule gives the anchor's day or the one before, and as many days as it lasts."""
    first, last = days_of(derivation.resolve())

    assert first == derivation.anchor - (derivation.rule is Rule.PREVIOUS_DAY) * DAY
    assert (last - first).days == derivation.days - 1


@given(derivations())
def test_resolving_is_repeatable(derivation: Derivation) -> None:
    """The same derivation gives the same date each time, in bounds, without doubt."""
    when = derivation.resolve()

    assert when == derivation.resolve()
    assert None not in (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
    assert not when.approximate
    assert not when.uncertain
