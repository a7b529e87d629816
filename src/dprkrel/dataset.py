"""A dataset: tables that keep the laws and answer the questions; it knows nothing of the bundled data."""

import hashlib
import json
from datetime import date
from typing import Any

import attrs

from dprkrel import queries, sequence
from dprkrel.errors import DatasetError
from dprkrel.laws import faults_of
from dprkrel.tables import Tables


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

    visits_by_actor = queries.visits_by_actor
    events_between = queries.events_between
    events_of_dyad = queries.events_of_dyad
    meetings_of = queries.meetings_of
    agreements_of = queries.agreements_of
    statements_by = queries.statements_by
    relations_of = queries.relations_of
    offices_of = queries.offices_of
    office_holder = queries.office_holder
    before = sequence.before
    order = sequence.order
    order_reasons = sequence.order_reasons
    implied_when = sequence.implied_when


def _plain(_: Any, __: Any, value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0  # -0.0 equals 0.0, and is written otherwise
    return value.isoformat() if isinstance(value, date) else value
