"""How a relative date was resolved: the phrase, the day it counts from, the rule; recomputed, never trusted."""

import datetime
from typing import Final

from attrs import frozen

from dprkrel.checks import checked
from dprkrel.dates import When
from dprkrel.errors import RecordError
from dprkrel.vocab import DerivationRule, Precision

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_RULES: Final = frozenset({DerivationRule.WEEKDAY_ON_OR_BEFORE, DerivationRule.WEEKDAY_ON_OR_AFTER})
_YEAR_RULES: Final = frozenset({DerivationRule.SAME_YEAR, DerivationRule.PREVIOUS_YEAR})


@frozen(kw_only=True, field_transformer=checked)
class Derivation:
    """Hold how a relative date follows from the day on which it was written.

    Attributes:
        phrase: the words of the source, as spelled there.
        anchor: the day from which they count: the dateline, not the page date.
        rule: how they count.
        value: what the rule needs of the phrase: a weekday in English
            (`thursday`), a month (`09`), or a month and day (`09-13`).
        days: how many days it lasts, counted from the first, where the rule gives a day.

    Examples:
        >>> Derivation(
        ...     phrase="bulan lalu",
        ...     anchor=datetime.date(2024, 7, 24),
        ...     rule=DerivationRule.PREVIOUS_MONTH,
        ... ).resolve()
        When(edtf='2024-06')
    """

    phrase: str
    anchor: datetime.date
    rule: DerivationRule
    value: str | None = None
    days: int = 1

    def __attrs_post_init__(self) -> None:
        if self.days < 1:
            raise RecordError("Derivation", "days", f"expected 1 or more, got {self.days}")
        accepted = (
            self.value in _WEEKDAYS if self.rule in _WEEKDAY_RULES
            else self.value in {f"{month:02}" for month in range(1, 13)} if self.rule is DerivationRule.LAST_NAMED_MONTH
            else self.rule in _YEAR_RULES or self.value is None
        )  # fmt: skip
        if not accepted:
            raise RecordError(
                "Derivation",
                "value",
                f"{self.value!r} does not fit {self.rule.value}; weekdays are written 'thursday', months '09'",
            )
        try:
            self.resolve()
        except (ValueError, OverflowError) as error:
            raise RecordError("Derivation", "value", f"no date follows from {self.anchor} by it: {error}") from None

    def resolve(self) -> When:
        """Compute the date that the phrase means.

        Returns:
            The day, month or year, or the days within which it lies.

        Raises:
            DateError: the rule and value name a day that is not in the calendar.
        """
        from dateutil.relativedelta import relativedelta, weekday  # late: importing dprkrel must stay cheap

        anchor, rule, value = self.anchor, self.rule, self.value
        if rule in _WEEKDAY_RULES and value is not None:
            step = -1 if rule is DerivationRule.WEEKDAY_ON_OR_BEFORE else 1
            return self._lasting(anchor + relativedelta(weekday=weekday(_WEEKDAYS.index(value), step)))
        if rule is DerivationRule.LAST_NAMED_MONTH and value is not None:
            month = anchor + relativedelta(day=1, month=int(value))
            if month >= anchor.replace(day=1):
                month -= relativedelta(years=1)
            return When(f"{month:%Y-%m}")
        if rule in _YEAR_RULES:
            year = anchor.year - (rule is DerivationRule.PREVIOUS_YEAR)
            named = When(f"{year:04}-{value}" if value else f"{year:04}")
            first = named.earliest if named.precision is Precision.DAY else None
            return self._lasting(first) if first else named
        if rule in (DerivationRule.SAME_DAY, DerivationRule.PREVIOUS_DAY):
            return self._lasting(anchor - relativedelta(days=rule is DerivationRule.PREVIOUS_DAY))
        if rule in (DerivationRule.SAME_MONTH, DerivationRule.PREVIOUS_MONTH):
            return When(f"{anchor - relativedelta(months=rule is DerivationRule.PREVIOUS_MONTH):%Y-%m}")
        monday = anchor + relativedelta(weekday=weekday(0, -1))
        if rule is DerivationRule.PREVIOUS_WEEKEND:
            saturday = monday - relativedelta(days=2)
            return When(f"{saturday}/{saturday + relativedelta(days=1)}")
        monday -= relativedelta(weeks=rule is DerivationRule.PREVIOUS_WEEK)
        return When(f"[{monday}..{monday + relativedelta(days=6)}]")

    def _lasting(self, first: datetime.date) -> When:
        if self.days == 1:
            return When.parse(first)
        return When(f"{first}/{first + datetime.timedelta(days=self.days - 1)}")
