"""The life of a treaty, step by step."""

from __future__ import annotations

from dprkrel.errors import UnknownRecordError
from dprkrel.questions.subjects import EventLike, event_of
from dprkrel.records.events import Agreement, TreatyAction
from dprkrel.records.kinds import sort_key
from dprkrel.records.links import LinkType
from dprkrel.store.links import links_to
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


def treaty_actions(self: Tables, treaty: EventLike) -> Results[TreatyAction | Agreement]:
    """Return the steps in the life of a treaty, from its initialling to its end, and what replaced it.

    The term *treaty action* is that of the United Nations Treaty Collection.

    Args:
        treaty: a treaty or other agreement, or its id.

    Returns:
        The agreement itself, its steps (`step_of`) and the agreements that
        replace it, in the total order of results, whatever their status.

    Raises:
        UnknownRecordError: no agreement has this id.

    Examples:
        >>> for action in dprkrel.treaty_actions("russia-dprk-treaty-2024"):
        ...     print(action.when, action.event_type)
        2024-06-19 treaty
        2024-10-14 parliamentary_consent
        2024-10-24 parliamentary_consent
        2024-11-06 parliamentary_consent
        2024-11-09 ratification
        2024-11-11 ratification
        2024-12-04 entry_into_force
    """
    agreement = event_of(self, treaty)
    if not isinstance(agreement, Agreement):
        raise UnknownRecordError("agreement", treaty, reason=f"{agreement.id} is a {agreement.event_type.value}")
    steps = {Agreement: LinkType.REPLACES, TreatyAction: LinkType.STEP_OF}
    actions: dict[str, TreatyAction | Agreement] = {agreement.id: agreement}
    for event, link in links_to(self).get(agreement.id, ()):
        if isinstance(event, Agreement | TreatyAction) and link.link_type is steps[type(event)]:
            actions[event.id] = event
    return Results(sorted(actions.values(), key=sort_key), self, "events")
