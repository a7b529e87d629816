"""A dataset: tables that keep the laws and answer the questions; it knows nothing of the bundled data."""

import hashlib
import json
from datetime import date
from typing import Any

import attrs

from dprkrel.dates.when import DateLike
from dprkrel.errors import DatasetError
from dprkrel.laws.faults import faults_of
from dprkrel.questions import changes as changes_questions
from dprkrel.questions import conflicts as conflicts_questions
from dprkrel.questions import counting as counting_questions
from dprkrel.questions import coverage as coverage_questions
from dprkrel.questions import events as events_questions
from dprkrel.questions import evidence as evidence_questions
from dprkrel.questions import order as order_questions
from dprkrel.questions import relations as relations_questions
from dprkrel.questions import superlatives as superlatives_questions
from dprkrel.questions import verify as verify_questions
from dprkrel.questions import why as why_questions
from dprkrel.questions.as_of import tables_as_of
from dprkrel.store.tables import Tables


@attrs.frozen(kw_only=True, repr=False)
class Dataset(Tables):
    """Hold records of all kinds, immutable, checked against the laws, with every question as a method.

    Args:
        edition: which state of the data this is.
        actors: this and the other tables: any iterable of records, in any order.

    Raises:
        DatasetError: the records break a law; it lists all faults at once.

    Examples:
        >>> dprkrel.Dataset().events
        ()
    """

    def __attrs_post_init__(self) -> None:
        Tables.__attrs_post_init__(self)
        faults = faults_of(self)
        if faults:
            raise DatasetError(faults)

    @property
    def digest(self) -> str:
        """SHA-256 of the records in canonical JSON: equal for equal records, whatever process made them."""
        plain = attrs.asdict(self, filter=lambda attribute, _: attribute.init, value_serializer=_plain)
        del plain["edition"]
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def as_of(self, day: DateLike) -> "Dataset":
        """Return the dataset as it could be known from what was published by a day.

        Sources that were not certainly written by then are left out, with
        their reports and all that rests on these alone. Statuses follow
        from the reports that are left. A record of which only some reports
        are left gets the date that these allow, and events are told as
        they were told then (`earlier`), without participants whom only later
        texts name. What bears no report of its own stays as it is coded
        today: places, wholes, and the tables of actors, offices and
        places, save spellings that only later texts have. Background
        knowledge counts from the day on which it was written down.

        Args:
            day: the last day of publication, included; of a month or year its last day.

        Returns:
            A dataset of its own, which answers every question; itself, once all is published.

        Raises:
            DateError: the day is none, or a span, or marked as doubtful.
            DatasetError: what was published by then breaks a law.

        Examples:
            >>> for day in ("2023-10-19", "2024-06-18", "2024-07-24"):
            ...     print(day, dprkrel.as_of(day).event("putin-visit-dprk-2024").status)
            2023-10-19 planned
            2024-06-18 planned
            2024-07-24 occurred
        """
        changes = tables_as_of(self, day)
        return attrs.evolve(self, **changes) if changes else self

    visits_by_actor = events_questions.visits_by_actor
    events_between = events_questions.events_between
    events_of_dyad = events_questions.events_of_dyad
    meetings_of = events_questions.meetings_of
    agreements_of = events_questions.agreements_of
    treaty_actions = events_questions.treaty_actions
    statements_by = events_questions.statements_by
    relations_of = relations_questions.relations_of
    offices_of = relations_questions.offices_of
    office_holder = relations_questions.office_holder
    count_visits = counting_questions.count_visits
    coverage = coverage_questions.coverage
    changes = changes_questions.changes
    resolve = changes_questions.resolve
    evidence = evidence_questions.evidence
    confidence = evidence_questions.confidence
    conflicts = conflicts_questions.conflicts
    positions_on = evidence_questions.positions_on
    verify = verify_questions.verify
    why = why_questions.why
    superlatives = superlatives_questions.superlatives
    before = order_questions.before
    order = order_questions.order
    order_reasons = order_questions.order_reasons
    implied_when = order_questions.implied_when


def _plain(_: Any, __: Any, value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0  # -0.0 equals 0.0, and is written otherwise
    return value.isoformat() if isinstance(value, date) else value
