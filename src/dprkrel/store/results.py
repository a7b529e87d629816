"""Results: the answer to a question, a tuple that knows its dataset, so that tables, graphs and calendars can be made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, SupportsIndex, TypeVar, overload

from dprkrel.errors import DprkrelError
from dprkrel.pickles import Reduced, pickled, public

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from networkx import MultiDiGraph

    from dprkrel.store.tables import Tables
    from dprkrel.tabular.table import Table

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")

_SHOWN = 10


class Results(tuple[R_co, ...]):  # noqa: SLOT001 - what has no fixed size can have no slots
    """What a question returns: a tuple of records, or of what was found about them, in the order that the question states.

    Give `results.table()` to software for tables, not the results themselves:
    `pandas.DataFrame(results)` would be one column of objects.

    Examples:
        >>> visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
        >>> visits
        <3 visits of edition 2026.11.28; .table() for pandas, polars, CSV>
          2023-10-18/2023-10-19  lavrov-visit-dprk-2023
          2024-06-19  putin-visit-dprk-2024
          2025-07-11/2025-07-13  lavrov-wonsan-2025-07
        >>> visits.table("reports").columns[:2]
        ('record_kind', 'record_id')
    """

    _home: Any
    _name: str
    _certain: Callable[[], AbstractSet[str]] | None
    _about: Any

    def __new__(
        cls,
        found: Iterable[R_co],
        data: Tables,
        name: str,
        *,
        certain: Callable[[], AbstractSet[str]] | None = None,
        about: object = None,
    ) -> Results[R_co]:
        """Keep what was found.

        Args:
            found: the records, or what was found about them.
            data: the dataset that was asked.
            name: the table of which they are rows.
            certain: what returns the ids of those that certainly lie in the window; None where no window was asked for.
            about: the record about which was asked, where that does not stand in what was found.
        """
        results = super().__new__(cls, found)
        vars(results).update(_home=data, _name=name, _certain=certain, _about=about)
        return results

    @property
    def data(self) -> Tables:
        """The dataset that was asked.

        Results that come from another process come without it. If it is the bundled one, it is that of this process.

        Raises:
            DprkrelError: it is not here, or the bundled one is of another edition.
        """
        data: Tables = self._asked()
        return data

    def _asked(self) -> Any:
        home = self._home  # a Dataset, whose questions tables do not know
        return home.opened() if isinstance(home, _Elsewhere) else home

    @property
    def name(self) -> str:
        """The table of which they are rows."""
        return self._name

    @property
    def about(self) -> Any:
        """The record about which was asked, where that does not stand in the results; else None."""
        return self._about

    def certain_ids(self) -> AbstractSet[str] | None:
        """Return the ids of those that certainly lie in the window that was asked for; None where none was."""
        return self._certain() if self._certain is not None else None

    def like(self, found: Iterable[R], name: str | None = None) -> Results[R]:
        """Return other records as results of the same question.

        Args:
            found: the records, or what was found about them, of the same dataset.
            name: the table of which they are rows; None for that of these results.

        Examples:
            >>> visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
            >>> len(visits.like(visit for visit in visits if visit.place_id == "wonsan").table())
            1
        """
        return Results(found, self._home, name or self._name, certain=self._certain, about=self._about)

    def table(self, name: str | None = None) -> Table:
        """Return a table of the results, with typed columns; see `dprkrel.table`.

        Args:
            name: of which table they are to be rows: None for their own (`visits`), or one that lists parts of them, such
                as `participants` or `reports`.

        Returns:
            The table, its rows in the order of the results. The column `match` tells what certainly lies in the window
            that was asked for.

        Raises:
            VocabularyError: there is no such table of these results.

        Examples:
            >>> visits = dprkrel.visits_by_actor("Lavrov", start="2025", end="2025", rank="minister")
            >>> visits.table("participants").select("name", "role").to_dicts()[0]
            {'name': 'Sergei Lavrov', 'role': 'visitor'}
        """
        table: Table = self._asked().table(self, name)
        return table

    def to_networkx(self, *, level: Literal["actor", "state"] = "actor") -> MultiDiGraph[str]:
        """Return the events and relations among the results as a network; see `dprkrel.to_networkx`.

        Args:
            level: what the nodes are: `actor` or `state`.

        Raises:
            MissingExtraError: networkx is not installed; the extra `graph` brings it.
            UnknownRecordError: they are no events or relations.

        Examples:
            >>> summits = dprkrel.meetings_of("Putin", other="Kim Jong Il", end="2011", rank="head_of_state")
            >>> sorted(summits.to_networkx(level="state"))
            ['dprk', 'russia']
        """
        graph: MultiDiGraph[str] = self._asked().to_networkx(self, level=level)
        return graph

    def to_icalendar(self) -> str:
        """Return the events and relations among the results as the text of a calendar; see `dprkrel.to_icalendar`.

        Raises:
            MissingExtraError: icalendar is not installed; the extra `ics` brings it.
            UnknownRecordError: they are no events or relations.

        Examples:
            >>> visits = dprkrel.visits_by_actor("Lavrov", start="2025", end="2025", rank="minister")
            >>> visits.to_icalendar().count("BEGIN:VEVENT") == len(visits)
            True
        """
        text: str = self._asked().to_icalendar(self)
        return text

    if not TYPE_CHECKING:  # to checkers a name that is not above is an error

        def __getattr__(self, name: str) -> Any:
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(
                message if name.startswith("_") else f"{message}; {_advice(self, name)}", name=name, obj=self
            )

    def _repr_html_(self) -> str:
        html: str = self._asked()._html_of(self)  # noqa: SLF001 - the dataset whose results they are
        return html

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> R_co: ...
    @overload
    def __getitem__(self, place: slice, /) -> Results[R_co]: ...

    def __getitem__(self, place: Any, /) -> Any:
        found: Any = super().__getitem__(place)
        return self.like(found) if isinstance(place, slice) else found

    def __repr__(self) -> str:
        if not self:
            return "()"
        from dprkrel.prose import counted_of  # late: most answers are not shown

        edition = self._home.edition
        head = f"<{counted_of(len(self), self._name)} of edition {edition}; .table() for pandas, polars, CSV>"
        lines = [_line(record) for record in self[:_SHOWN]]
        more = [f"  … and {len(self) - _SHOWN} more"] if len(self) > _SHOWN else []
        return "\n".join([head, *lines, *more])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"results cannot change (attribute {name!r})", name=name, obj=self)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"results cannot change (attribute {name!r})", name=name, obj=self)

    def __copy__(self) -> Self:
        return self  # as of all that cannot change

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> Reduced:
        # Without the dataset, which would be sent with every answer.
        home = self._home
        left = home if isinstance(home, _Elsewhere) else _Elsewhere.of(home)
        bundled = left.reopen is not None
        return pickled(
            Results, tuple(self), left.edition, left.digest, bundled, self._name, self.certain_ids(), self._about
        )

    @classmethod
    def _unpickled(  # the dataset is opened as soon as somebody needs it
        cls, found: tuple[Any, ...], edition: str, digest: str, bundled: bool, name: str, certain: Any, about: object
    ) -> Results[Any]:
        home: Any = _Elsewhere(edition, digest, public("load") if bundled else None)
        return Results(found, home, name, certain=None if certain is None else lambda: certain, about=about)


class _Elsewhere(NamedTuple):
    """The dataset of results that came from another process."""

    edition: str
    digest: str
    reopen: Callable[[], Tables] | None

    @classmethod
    def of(cls, data: Tables) -> _Elsewhere:
        """Return what tells another process of a dataset."""
        from dprkrel.store.tables import opener_of  # late: it imports every class of record

        reopen = opener_of(data)
        return cls(data.edition, data.digest if reopen else "", reopen)

    def opened(self) -> Tables:
        """Return the dataset, if it can be opened here."""
        if self.reopen is None:
            raise DprkrelError(
                f"these results came from another process without their dataset (edition {self.edition}); make the table "
                "there, or send the dataset, too, and ask data.table(tuple(results))"
            )
        data = self.reopen()
        if data.digest != self.digest:
            raise DprkrelError(
                f"these results are of edition {self.edition}, and the package that is installed here has {data.edition}; "
                "ask the question again, or install the same version"
            )
        return data


def _received(found: tuple[Any, ...], home: Any, name: str, certain: Any, about: object) -> Results[Any]:
    """Return results of which a pickle of before 1.0 names this function."""
    return Results(found, home, name, certain=None if certain is None else lambda: certain, about=about)


def _advice(results: Results[Any], name: str) -> str:
    """Return what has the attribute that results do not have."""
    from dprkrel.tabular.table import Table  # late: only errors need it

    if hasattr(Table, name):
        return f"their table has it: .table().{name}"
    if results and hasattr(results[0], name):
        return f"each of them has it: [each.{name} for each in results]"
    return ".table() is for pandas, polars and CSV, and dprkrel.plots draws charts"


def _line(found: object) -> str:
    record_id, when = getattr(found, "id", None), getattr(found, "when", None)
    if record_id is not None:
        return f"  {when}  {record_id}" if when is not None else f"  {record_id}"
    text = repr(found)
    return f"  {text if len(text) <= 100 else f'{text[:99]}…'}"
