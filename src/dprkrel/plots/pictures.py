"""The charts, each with its words alone where no chart is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, ParamSpec

from dprkrel.calls import answering, check_call, flag_of
from dprkrel.dates.when import DateLike
from dprkrel.errors import MissingExtraError, PlotError
from dprkrel.plots.networks import Nodes, network_of
from dprkrel.plots.relations import numbers_of, spells_of
from dprkrel.plots.timelines import timeline_of
from dprkrel.plots.visits import visits_of
from dprkrel.questions.arguments import ActorLike, RelationTypesLike
from dprkrel.questions.panel import Panel
from dprkrel.records.events import Event
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.store.tables import Tables

if TYPE_CHECKING:  # Altair is slow to import
    import altair

P = ParamSpec("P")


@answering
def visits_by_month(panel: Panel, *, title: str | None = None, data: Tables | None = None) -> altair.FacetChart:
    """Draw how many visits there were in each month, quarter or year, in a lane for each direction and rank.

    A bar is solid up to the number of visits that certainly count and certainly began then, and pale up to the number
    of those that may. A period that was not searched is grey and hatched, one that was searched in part is grey, and
    only where nothing is grey does an empty place mean that there was no visit. A visit whose day is open is possible in
    each period in which it may have begun, so pale bars do not add up; the sums of the words count each visit once.

    Args:
        panel: what `panel` returns.
        title: a title instead of one that says what is drawn.
        data: the dataset from which the panel is; None for that of its cells.

    Returns:
        A chart of Altair, whose `description` says the same in words.

    Raises:
        PlotError: it is no panel, or it has no cell.
        MissingExtraError: Altair is not installed.

    Examples:
        >>> panel = dprkrel.panel("rok-unification-ministry-exchanges", "2024-01", "2024-06", by="direction")
        >>> chart = dprkrel.plots.visits_by_month(panel)
        >>> print(*chart.title.text)
        High-level exchanges between Russia and North Korea, by month
    """
    _check_extra()
    from dprkrel.plots.drawing import draw_visits  # late: Altair is slow to import

    return draw_visits(visits_of(panel, title=title, data=data))


@answering
def timeline(
    records: Iterable[Event | Relation],
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    title: str | None = None,
    data: Tables | None = None,
) -> altair.LayerChart:
    """Draw when each record was: solid on the days that are certain, pale on those that are only possible.

    Args:
        records: events or relations; each is a row, the earliest first.
        start: the first day that is drawn; None begins with the first that is known.
        end: the last day that is drawn; None ends with the last that is known.
        title: a title instead of one that says what is drawn.
        data: the dataset from which the records are; None for that of the results, else the bundled one.

    Returns:
        A chart of Altair, whose `description` says the same in words.

    Raises:
        PlotError: there are no records, or no day of any of them is known.
        DateError: `start` or `end` cannot be read, or is after the other (`WindowError`).
        MissingExtraError: Altair is not installed.

    Examples:
        >>> visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
        >>> chart = dprkrel.plots.timeline(visits)
        >>> print(chart.description[:71])
        Timeline of 3 visits, 2023-10-18 to 2025-07-13. All have certain days.
    """
    _check_extra()
    from dprkrel.plots.drawing import draw_timeline  # late: Altair is slow to import

    return draw_timeline(timeline_of(records, start=start, end=end, title=title, data=data))


@answering
def network(
    records: Iterable[Event],
    *,
    of: Nodes = "persons",
    least: int = 1,
    title: str | None = None,
    data: Tables | None = None,
) -> altair.LayerChart:
    """Draw who met whom: an actor is a dot, and the more often two met, the broader the line between them.

    Two met if both took part in an event in person, in roles that show that they were there, for different states. A
    visit, and the talks and banquets during it, are one occasion. On the left are those of the state that met most
    often, on the right all others, state by state; each column is put in the order of whom they met, so that lines
    cross little. The same records give the same picture.

    Args:
        records: meetings, visits, or other events.
        of: whether `persons` or `states` are joined.
        least: on how many occasions two must have met to be joined.
        title: a title instead of one that says what is drawn.
        data: the dataset from which the records are; None for that of the results, else the bundled one.

    Returns:
        A chart of Altair, whose `description` says the same in words.

    Raises:
        PlotError: there are no records, or nobody met anybody in them.
        VocabularyError: `of` is neither `persons` nor `states`.
        MissingExtraError: Altair is not installed.

    Examples:
        >>> talks = dprkrel.events_of_dyad("DPRK", "Russia", types="talks", start="2023-10", end="2024-01", rank="minister")
        >>> chart = dprkrel.plots.network(talks)
        >>> print(chart.description.partition("pairs, ")[2][:58])
        from 4 events. Choe Son Hui and Sergei Lavrov: 2 occasions
    """
    _check_extra()
    from dprkrel.plots.drawing import draw_network  # late: Altair is slow to import

    return draw_network(network_of(records, of=of, least=least, title=title, data=data))


@answering
def relations_over_time(
    records: Iterable[Relation] | None = None,
    *,
    of: ActorLike = "dprk",
    types: RelationTypesLike = RelationType.DIPLOMATIC_RELATIONS,
    each: bool = False,
    title: str | None = None,
    data: Tables | None = None,
) -> altair.LayerChart:
    """Draw with how many others an actor had relations over time, or with `each` the spells with every one of them.

    The line is the number with whom there were relations for certain, and the pale band reaches up to the number with
    whom there may have been. A relation that a list of 2025 still has, and of which nothing is known later, is certain
    up to that list, and the drawing ends with the last day that is known of any. Spells that are alleged are possible
    at most.

    Args:
        records: the relations; None for all of the dataset.
        of: the actor on one side; relations without it are left out.
        types: the types of relation that are drawn; None for all.
        each: whether to draw a row for each of the others, in the order in which relations began, and not their number.
        title: a title instead of one that says what is drawn.
        data: the dataset from which the records are; None for that of the results, else the bundled one.

    Returns:
        A chart of Altair, whose `description` says the same in words.

    Raises:
        PlotError: no relation is left, or no day of any of them is known.
        UnknownActorError: `of` is not known.
        AmbiguousActorError: a name means several actors.
        VocabularyError: a type is not understood.
        MissingExtraError: Altair is not installed.

    Examples:
        >>> chart = dprkrel.plots.relations_over_time()
        >>> print(*chart.title.text)
        Diplomatic relations with North Korea
    """
    _check_extra()
    from dprkrel.plots.drawing import draw_numbers, draw_timeline  # late: Altair is slow to import

    if flag_of("each", each):
        return draw_timeline(spells_of(records, of=of, types=types, title=title, data=data))
    return draw_numbers(numbers_of(records, of=of, types=types, title=title, data=data))


@answering
def in_words(plot: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> str:
    """Return what a chart would say in words, without drawing it; Altair is not needed.

    Args:
        plot: `visits_by_month`, `timeline`, `network` or `relations_over_time`.
        args: what it would be given.
        kwargs: what it would be given by name.

    Returns:
        The same text as the `description` of the chart.

    Raises:
        PlotError: `plot` is no function of charts, or cannot draw what it is given.

    Examples:
        >>> visits = dprkrel.visits_by_actor("Lavrov", start="2025", end="2025", rank="minister")
        >>> dprkrel.plots.in_words(dprkrel.plots.timeline, visits)
        'Timeline of 1 visit, 2025-07-11 to 2025-07-13. It has certain days. Sergei Lavrov → North Korea: from 2025-07-11 to 2025-07-13.'
    """
    told: Any = next((told for known, told in _TOLD.items() if known is plot), None)
    if told is None:
        raise PlotError(plot, f"expected one of {', '.join(known.__name__ for known in _TOLD)} of dprkrel.plots")
    check_call(plot, args, kwargs)
    words: str = told(*args, **kwargs).words.description
    return words


def _relations(records: Iterable[Relation] | None = None, **chosen: Any) -> Any:
    asked: dict[str, Any] = {
        "of": "dprk",
        "types": RelationType.DIPLOMATIC_RELATIONS,
        "title": None,
        "data": None,
        **chosen,
    }
    return (spells_of if flag_of("each", asked.pop("each", False)) else numbers_of)(records, **asked)


_TOLD: Final[dict[Callable[..., Any], Callable[..., Any]]] = {
    visits_by_month: visits_of,
    timeline: timeline_of,
    network: network_of,
    relations_over_time: _relations,
}
"""What each chart is drawn of, and has its words."""


def _check_extra() -> None:
    """Say which extra has what draws, where it is not installed."""
    from importlib.util import find_spec  # late, as above

    for package, module in (("altair", "altair"), ("vl-convert-python", "vl_convert")):
        if find_spec(module) is None:
            raise MissingExtraError("plot", package)
