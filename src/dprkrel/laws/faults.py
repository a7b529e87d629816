"""All faults of a dataset, reported together."""

from dprkrel.errors import Fault
from dprkrel.laws.chronology import (
    acts_fit_lives,
    nobody_is_in_two_places,
    offices_are_held,
    order_is_possible,
    parts_lie_within_wholes,
    spells_do_not_overlap,
    ties_fit_what_else_is_known,
)
from dprkrel.laws.evidence import (
    choices_have_reasons,
    claims_fit_their_event,
    evidence_suffices,
    names_are_distinct,
    tellings_fit_their_time,
)
from dprkrel.laws.references import chains_have_an_end, ids_are_unique, references_resolve
from dprkrel.store.tables import Tables


def faults_of(tables: Tables) -> tuple[Fault, ...]:
    """Return every violation of a law, sorted; empty if there is none."""
    found = ids_are_unique(tables)
    if not found:  # the laws follow references, so these must resolve first
        found = [*references_resolve(tables)]
    if not found:
        found = [*chains_have_an_end(tables)]
    if not found:
        laws = (
            names_are_distinct,
            evidence_suffices,
            choices_have_reasons,
            tellings_fit_their_time,
            claims_fit_their_event,
            parts_lie_within_wholes,
            order_is_possible,
            spells_do_not_overlap,
            ties_fit_what_else_is_known,
            acts_fit_lives,
            offices_are_held,
            nobody_is_in_two_places,
        )
        found = [fault for law in laws for fault in law(tables)]
    return tuple(sorted(set(found)))
