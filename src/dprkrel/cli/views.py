"""What an answer is, and how the rows of each kind are shown: as lines, in full, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from dprkrel.cli.layout import Row, Shape

if TYPE_CHECKING:  # a command imports what it needs, and no more
    from dprkrel.dataset import Dataset
    from dprkrel.records.events import Event
    from dprkrel.records.relations import Relation
    from dprkrel.tabular.table import Table, Value

T = TypeVar("T")
D = TypeVar("D", bound="Event | Relation")

ID = Shape("id", colour="36")
WHEN = Shape("when")
TYPE = Shape("type", least=8, colour="2")
STATUS = Shape("status", colour="33")
TEXT = Shape("text", least=16, fills=True)


class View(Generic[T]):
    """How rows of one kind are shown.

    A subclass says what a row is in cells, in full, and as columns of a table.

    Attributes:
        noun: what a row is called where rows are counted.
        shapes: how the cells of a line are laid out; the last is what it is called by.
        headings: whether lines stand below headings.
        hint: what else can be asked, after the count of the rows.
    """

    noun: ClassVar[str] = "row"
    shapes: ClassVar[tuple[Shape, ...]] = ()
    headings: ClassVar[bool] = False
    hint: ClassVar[str] = "--detail shows all of each"

    def __init__(self, data: Dataset) -> None:
        self.data = data

    if TYPE_CHECKING:  # what an answer without lines of its own asks

        def cells(self, row: T) -> Row:
            """Return the cells of a line."""

        def detail(self, rows: Sequence[T], width: int) -> Iterator[str]:
            """Yield all of the rows in lines of a width."""

        def table(self, rows: Sequence[T]) -> Table:
            """Return a table of the rows."""

    def plain(self, row: T) -> dict[str, Any] | None:
        """Return a row as the record that it is, in plain data; None for what is no record."""
        del row
        return None

    def plains(self, rows: Sequence[T]) -> list[dict[str, Any]] | None:
        """Return rows as the records that they are, in plain data; None of what are no records."""
        plain = [self.plain(row) for row in rows]
        return None if None in plain else [row for row in plain if row is not None]

    def days(self, rows: Sequence[T]) -> Sequence[Event | Relation] | None:
        """Return the events and relations of which a calendar can be made; None where the rows are none."""
        del rows
        return None

    def source_ids(self, rows: Sequence[T]) -> set[str] | None:
        """Return the ids of the sources on which rows rest; None where they rest on none."""
        del rows
        return None


class Records(View[T]):
    """How records are shown of which the package makes tables."""

    def table(self, rows: Sequence[T]) -> Table:
        """Return the table that the package makes of them."""
        return self.data.table(rows)


class Dated(Records[D]):
    """How events and relations are shown.

    Attributes:
        kind: which of the two, as in plain data.
    """

    kind: ClassVar[str]
    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN,
        TYPE,
        Shape("who", least=12, fills=True),
        Shape("place", least=5, spare=True),
        STATUS,
        ID,
    )

    def detail(self, rows: Sequence[D], width: int) -> Iterator[str]:
        """Yield each with all that is recorded of it, and then the sources."""
        from dprkrel.cli.detail import records_in_full  # late: most answers are lines

        return records_in_full(self.data, rows, width)

    def plain(self, row: D) -> dict[str, Any]:
        """Return the record as plain data."""
        return {"record": self.kind, "status": row.status.value, **row.to_dict()}

    def days(self, rows: Sequence[D]) -> Sequence[D]:
        """Return the records themselves."""
        return rows

    def source_ids(self, rows: Sequence[D]) -> set[str]:
        """Return the ids of the sources that report them."""
        return {report.source_id for row in rows for report in row.reports}


class Answer(NamedTuple):
    """What a command answers.

    Attributes:
        view: how its rows are shown.
        rows: the rows, in the order of the question.
        notes: what there is to know of the answer.
        passed: whether what was to be shown is so.
        lines: what is printed instead of a line for each row; None for these lines.
        whole: whether those are all that there is, so that `--detail` prints the same.
        counted: whether to tell how many rows there are.
    """

    view: View[Any]
    rows: Sequence[Any]
    notes: tuple[str, ...] = ()
    passed: bool = True
    lines: Callable[[int], Iterable[str]] | None = None
    whole: bool = False
    counted: bool = True


class Field(NamedTuple, Generic[T]):
    """A column of a table that the command line makes itself.

    Attributes:
        name: what it is called.
        column_type: a member of `ColumnType`, as text.
        meaning: what it says.
        value: takes it from a row.
    """

    name: str
    column_type: str
    meaning: str
    value: Callable[[T], Value]


def made_table(data: Dataset, name: str, fields: Sequence[Field[Any]], rows: Iterable[Any]) -> Table:
    """Return a table of rows of which the package makes none, with the edition of the data at the end, as in all tables."""
    from dprkrel.export.schema import EDITION  # late: most answers are lines
    from dprkrel.tabular.columns import Column, ColumnType
    from dprkrel.tabular.table import Table

    columns = [  # a list without entries is no null
        Column(
            field.name,
            ColumnType(field.column_type),
            field.meaning,
            None if field.column_type == ColumnType.LIST else "nothing",
        )
        for field in fields
    ]
    cells = ((field.value(row) for field in fields) for row in rows)
    return Table(
        name, [*columns, EDITION], ((*(None if cell == "" else cell for cell in row), data.edition) for row in cells)
    )
