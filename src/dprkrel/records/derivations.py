"""How a relative date was resolved: the phrase, the day it counts from, the rule; recomputed, never trusted."""

import datetime
import re
from typing import Final, Literal, NamedTuple, TypeAlias

from attrs import field, frozen

from dprkrel.dates.edtf import Precision
from dprkrel.dates.when import When
from dprkrel.errors import RecordError
from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import From
from dprkrel.records.plain import Plain
from dprkrel.records.words import Word, word


class _Reading(NamedTuple):
    forms: tuple[str, ...]
    needs_value: bool
    gives_day: bool


class DerivationRule(Word):
    """The rules by which a relative date follows from its anchor; `value` is the part that the text names."""

    _data: _Reading

    #: The anchor's own day ("today").
    SAME_DAY = word("same_day", _Reading(forms=(), needs_value=False, gives_day=True))
    #: The day before the anchor ("the day before").
    PREVIOUS_DAY = word("previous_day", _Reading(forms=(), needs_value=False, gives_day=True))
    #: The named weekday on the anchor or last before it ("on Thursday", in a report).
    WEEKDAY_ON_OR_BEFORE = word("weekday_on_or_before", _Reading(forms=("weekday",), needs_value=True, gives_day=True))
    #: The named weekday on the anchor or next after it ("on Thursday", in a preview).
    WEEKDAY_ON_OR_AFTER = word("weekday_on_or_after", _Reading(forms=("weekday",), needs_value=True, gives_day=True))
    #: Once within the Monday-to-Sunday week of the anchor.
    SAME_WEEK = word("same_week", _Reading(forms=(), needs_value=False, gives_day=False))
    #: Once within the Monday-to-Sunday week before the anchor's.
    PREVIOUS_WEEK = word("previous_week", _Reading(forms=(), needs_value=False, gives_day=False))
    #: The Saturday and Sunday last before the anchor.
    PREVIOUS_WEEKEND = word("previous_weekend", _Reading(forms=(), needs_value=False, gives_day=False))
    #: The anchor's month; `value` may name a day in it.
    SAME_MONTH = word("same_month", _Reading(forms=("DD",), needs_value=False, gives_day=False))
    #: The month before the anchor's.
    PREVIOUS_MONTH = word("previous_month", _Reading(forms=(), needs_value=False, gives_day=False))
    #: The named month (01 to 12), the last one that began before the anchor's month; of two (`08/02`), from the one to the other.
    LAST_NAMED_MONTH = word("last_named_month", _Reading(forms=("MM", "MM/MM"), needs_value=True, gives_day=False))
    #: The last days of that month, from the 21st.
    LATE_LAST_NAMED_MONTH = word("late_last_named_month", _Reading(forms=("MM",), needs_value=True, gives_day=False))
    #: The anchor's year; `value` may name a month or a month and day in it.
    SAME_YEAR = word("same_year", _Reading(forms=("MM", "MM-DD"), needs_value=False, gives_day=False))
    #: The year before the anchor's; `value` may name a month or a month and day in it.
    PREVIOUS_YEAR = word("previous_year", _Reading(forms=("MM", "MM-DD"), needs_value=False, gives_day=False))

    @property
    def forms(self) -> tuple[str, ...]:
        """What `value` may be: an English weekday, a day, a month, a month and day, or two months; empty where it is none."""
        return self._data.forms

    @property
    def needs_value(self) -> bool:
        """Whether there must be a `value`."""
        return self._data.needs_value

    @property
    def gives_day(self) -> bool:
        """Whether the date is a day, also where `value` names none; `days` may count on from a day alone."""
        return self._data.gives_day


DerivationRuleWord: TypeAlias = Literal[
    "same_day",
    "previous_day",
    "weekday_on_or_before",
    "weekday_on_or_after",
    "same_week",
    "previous_week",
    "previous_weekend",
    "same_month",
    "previous_month",
    "last_named_month",
    "late_last_named_month",
    "same_year",
    "previous_year",
]
"""The words of `DerivationRule`, for type checkers."""


class DateEnd(Vocabulary):
    """The two ends of a stretch of days."""

    #: Its beginning.
    START = "start"
    #: Its end.
    END = "end"


DateEndWord: TypeAlias = Literal["start", "end"]
"""The words of `DateEnd`, for type checkers."""


_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


#: What a `value` of each form is, as patterns.
_FORMS: Final = {
    "weekday": "|".join(_WEEKDAYS),
    "DD": "[0-3][0-9]",
    "MM": "0[1-9]|1[0-2]",
    "MM-DD": "(0[1-9]|1[0-2])-[0-3][0-9]",
    "MM/MM": "(0[1-9]|1[0-2])/(0[1-9]|1[0-2])",
}


@frozen(kw_only=True, eq=False, repr=False)
class Derivation(Plain):
    """How a relative date follows from the day on which it was written.

    Attributes:
        phrase: the words of the source, as spelled there.
        anchor: the day from which they count: the dateline, not the page date.
        rule: how they count.
        value: what the rule needs of the phrase: a weekday in English
            (`thursday`), a month (`09`), two months (`08/02`), a month and day (`09-13`), or a day (`23`).
        days: how many days it lasts, counted from the first; more than 1 only where the rule gives a day.
        gives: which end of the date it gives, where the text leaves the other unknown; None for all of it.

    Examples:
        >>> Derivation(
        ...     phrase="bulan lalu",
        ...     anchor=datetime.date(2024, 7, 24),
        ...     rule=DerivationRule.PREVIOUS_MONTH,
        ... ).resolve()
        When(edtf='2024-06')
    """

    phrase: str
    anchor: datetime.date = field(converter=From[datetime.date | str])
    rule: DerivationRule = field(converter=From[DerivationRule | DerivationRuleWord])
    value: str | None = None
    days: int = 1
    gives: DateEnd | None = field(default=None, converter=From[DateEnd | DateEndWord | None])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        form = next((form for form in self.rule.forms if re.fullmatch(_FORMS[form], self.value or "")), None)
        by_day = self.rule.gives_day or form in {"DD", "MM-DD"}
        if self.days < 1 or (self.days > 1 and not by_day):
            raise RecordError("Derivation", "days", f"expected {'1 or more' if by_day else '1'}, got {self.days}")
        if form is None and (self.value or self.rule.needs_value):
            raise RecordError(
                "Derivation",
                "value",
                f"{self.value!r} is not a value for the rule {self.rule.value}; write weekdays as 'thursday', months as '09'",
            )
        try:
            self.resolve()
        except (ValueError, OverflowError) as error:
            raise RecordError(
                "Derivation", "value", f"the rule {self.rule.value} gives no date from {self.anchor}: {error}"
            ) from None

    def resolve(self) -> When:
        """Compute the date that the phrase means.

        Returns:
            The day, month or year, or the days within which it lies.

        Raises:
            DateError: the rule and value name a day that is not in the calendar.
        """
        whole = self._whole()
        if self.gives is None:
            return whole
        return When(f"{whole}/" if self.gives is DateEnd.START else f"/{whole}")

    def _whole(self) -> When:
        from dateutil.relativedelta import relativedelta, weekday  # late: importing dprkrel must stay cheap

        anchor, rule, value = self.anchor, self.rule, self.value
        if value in _WEEKDAYS:
            step = -1 if rule is DerivationRule.WEEKDAY_ON_OR_BEFORE else 1
            return self._lasting(anchor + relativedelta(weekday=weekday(_WEEKDAYS.index(value), step)))
        if rule is DerivationRule.LAST_NAMED_MONTH and value is not None:
            *before, last = value.split("/")
            months = [until := self._last_named(last, anchor), *(self._last_named(month, until) for month in before)]
            return When("/".join(month.isoformat()[: len("2023-08")] for month in reversed(months)))
        if rule is DerivationRule.LATE_LAST_NAMED_MONTH and value is not None:
            month = self._last_named(value, anchor)
            return When(f"[{month.replace(day=21)}..{month + relativedelta(day=31)}]")
        if rule in (DerivationRule.SAME_YEAR, DerivationRule.PREVIOUS_YEAR):
            year = anchor.year - (rule is DerivationRule.PREVIOUS_YEAR)
            return self._named(f"{year:04}-{value}" if value else f"{year:04}")
        if rule in (DerivationRule.SAME_DAY, DerivationRule.PREVIOUS_DAY):
            return self._lasting(anchor - relativedelta(days=rule is DerivationRule.PREVIOUS_DAY))
        if rule in (DerivationRule.SAME_MONTH, DerivationRule.PREVIOUS_MONTH):
            month = anchor - relativedelta(months=rule is DerivationRule.PREVIOUS_MONTH)
            return self._named(f"{month.year:04}-{month.month:02}{f'-{value}' if value else ''}")
        monday = anchor + relativedelta(weekday=weekday(0, -1))
        if rule is DerivationRule.PREVIOUS_WEEKEND:
            saturday = monday - relativedelta(days=2)
            return When(f"{saturday}/{saturday + relativedelta(days=1)}")
        monday -= relativedelta(weeks=rule is DerivationRule.PREVIOUS_WEEK)
        return When(f"[{monday}..{monday + relativedelta(days=6)}]")

    def _last_named(self, month: str, anchor: datetime.date) -> datetime.date:
        """Return the first day of the named month that last began before the anchor's month."""
        from dateutil.relativedelta import relativedelta  # late, as above

        named = anchor.replace(day=1) + relativedelta(month=int(month))
        return named if named < anchor.replace(day=1) else named - relativedelta(years=1)

    def _named(self, text: str) -> When:
        """Return the date of this text; of a day, so many days from it."""
        named = When(text)
        return self._lasting(named.earliest) if named.precision is Precision.DAY and named.earliest else named

    def _lasting(self, first: datetime.date) -> When:
        if self.days == 1:
            return When.parse(first)
        return When(f"{first}/{first + datetime.timedelta(days=self.days - 1)}")
