"""What the reports of a record add up to."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from dprkrel.records.stances import Stance, Status

if TYPE_CHECKING:
    from dprkrel.records.reports import Report


def status_of(reports: "Iterable[Report]") -> Status:
    """Add up what reports say of a record.

    The first clause that fits decides: confirmed, or asserted and not
    denied, it `occurred`; asserted and denied, or alleged, it is `alleged`;
    then `cancelled`, `not_occurred` (denied), `planned` (announced) and
    `expected`. Declining to confirm changes nothing,
    nor does a source's evident error, nor what only bounds a date.

    Examples:
        >>> status_of([dprkrel.Report(source_id="background", stance="announces")]).value
        'planned'
    """
    return status_from({report.stance for report in reports})


def status_from(stances: AbstractSet[Stance]) -> Status:
    """Add up the stances of reports, as `status_of` does."""
    denied = Stance.DENIES in stances
    if Stance.CONFIRMS in stances or (Stance.ASSERTS in stances and not denied):
        return Status.OCCURRED
    if not stances.isdisjoint({Stance.ASSERTS, Stance.ALLEGES}):
        return Status.ALLEGED
    if Stance.CANCELS in stances:
        return Status.CANCELLED
    if denied:
        return Status.NOT_OCCURRED
    return Status.PLANNED if Stance.ANNOUNCES in stances else Status.EXPECTED
