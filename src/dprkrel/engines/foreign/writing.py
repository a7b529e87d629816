"""Events that others coded, written in the columnar layout by DuckDB, with an account of what became of each row."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from dprkrel.calls import answering_class
from dprkrel.engines.foreign.coding import Form
from dprkrel.engines.foreign.countries import answers
from dprkrel.engines.foreign.lines import ENCODING, LONG, PathLike, published
from dprkrel.engines.foreign.rows import Progress, keep_doubled, read_rows
from dprkrel.engines.foreign.tables import lacking, write_aside, write_events, write_rest
from dprkrel.engines.manifest import write_manifest
from dprkrel.engines.packages import package
from dprkrel.engines.staging import staged
from dprkrel.engines.writing import check_progress, check_years
from dprkrel.errors import DprkrelError, FileError, shown
from dprkrel.pickles import Pickled
from dprkrel.store.tables import Tables

REASONS: Final[Mapping[str, str]] = {
    ENCODING: "its bytes are not UTF-8",
    LONG: "it is longer than any row: more than a million bytes",
    "header": "it names the columns",
    "columns": "it has a number of columns that the form does not have",
    "id": "it has no id, or one that is not understood",
    "date": "its date is no day of the calendar, is at odds with its month and year, or is later than the day on which the row was added",
    "shifted": "its columns are out of place: one holds what it never holds",
    "crowded": "it names more than a thousand countries or sectors on a side",
    "no_code": "it has no code of an event",
    "unknown_code": "its code is not one of the coding",
    "doubled": "an earlier row has the same id",
}
"""Why a row is kept aside, the first reason that holds, with what it means."""


@answering_class
@frozen(kw_only=True)
class ForeignReport(Pickled):
    """What became of the rows of foreign data: each is an event, or kept aside.

    Attributes:
        rows: how many rows were read; the first line of a file of POLECAT, which names the columns, is none.
        events: how many of them are events.
        aside: how many are kept aside, by reason.
        types: how many events have a type of ours, by type.
        untyped: how many have none since their code has none, by code, the most frequent first.
        within: how many have none because all their actors are of one state, so that nothing took place between states.
        without_actor: how many events have no actor that is a state of the dataset.
        unanswered: how many actors have a code to which no state of the dataset answers on that day, by code.
        not_the_state: how many actors are of a country of the dataset but not part of its state, by what they are.
        emptied: how many values were left away because they could not be read, by column.
    """

    rows: int
    events: int
    aside: dict[str, int]
    types: dict[str, int]
    untyped: dict[str, int]
    within: int
    without_actor: int
    unanswered: dict[str, int]
    not_the_state: dict[str, int]
    emptied: dict[str, int]


def write_foreign(
    form: Form,
    files: PathLike | Iterable[PathLike],
    folder: PathLike,
    *,
    dataset: Tables | None,
    years: int,
    whole_country: bool,
    progress: Progress | None,
    memory_limit: str | None,
) -> ForeignReport:
    """Write published files of a form in the columnar layout; the arguments and errors are those of `write_gdelt`."""
    data = _dataset(dataset)
    check_years(years)
    check_progress(progress)
    if not isinstance(whole_country, bool):
        raise DprkrelError(f"whole_country={shown(whole_country)} is not understood; give True or False")
    answering = answers(data, form.countries, form.country_ids)
    sources = published(files)
    with staged(folder) as place:
        with _database(folder, place, memory_limit) as connection:
            read_rows(connection, form, sources, answering, whole_country, progress)
            keep_doubled(connection, sources)
            write_events(connection, form, place, years)
            write_aside(connection, sources, place)
            report = _report(connection)
        write_rest(data, place)
        write_manifest(place, edition=form.name, years=years, lacking=lacking(form))
    return report


def _dataset(given: Tables | None) -> Tables:
    if given is None:
        from dprkrel.bundled import load  # late: whoever brings a dataset needs no bundled data

        return load()
    if not isinstance(given, Tables):
        raise DprkrelError(f"expected a dataset, as dprkrel.load() or dprkrel.read(…) returns, got {shown(given)}")
    return given


@contextmanager
def _database(folder: PathLike, place: Path, memory_limit: str | None) -> Iterator[Any]:
    """Give a database on the disk beside what is written, so that rows need no memory; it is removed at the end."""
    duckdb = package("duckdb", "ibis")
    work = place / ".rows"
    work.mkdir()
    try:
        with duckdb.connect(str(work / "rows.duckdb")) as connection:
            connection.execute("SET enable_progress_bar = false")
            _limit(connection, memory_limit)
            yield connection
    except duckdb.Error as error:
        raise FileError(folder, "written", error) from error
    shutil.rmtree(work)


def _limit(connection: Any, memory_limit: str | None) -> None:
    duckdb = package("duckdb", "ibis")
    if memory_limit is not None:
        if not isinstance(memory_limit, str):
            raise DprkrelError(f"memory_limit={shown(memory_limit)} is not understood; give it as '4GB'")
        try:
            connection.execute("SET memory_limit = ?", [memory_limit])
        except (duckdb.Error, RuntimeError) as error:  # RuntimeError: of text that no bytes of UTF-8 can hold
            raise DprkrelError(f"memory_limit={shown(memory_limit)} is not understood; give it as '4GB'") from error


def _report(connection: Any) -> ForeignReport:
    def number(condition: str) -> int:
        (found,) = connection.execute(f"SELECT count(*) FROM rows WHERE {condition}").fetchone()  # noqa: S608 - text of ours
        return int(found)

    def counted(word: str, condition: str) -> dict[str, int]:
        words = f"SELECT {word} AS word FROM rows WHERE {condition}"  # noqa: S608 - text of ours
        query = f"SELECT word, count(*) FROM ({words}) GROUP BY word ORDER BY count(*) DESC, word"  # noqa: S608
        return dict(connection.execute(query).fetchall())

    good = "reason IS NULL"
    aside = counted("reason", "reason IS NOT NULL")
    return ForeignReport(
        rows=number("true"),
        events=number(good),
        aside={reason: aside[reason] for reason in REASONS if reason in aside},
        types=counted("event_type", f"{good} AND event_type IS NOT NULL"),
        untyped=counted("code", f"{good} AND event_type IS NULL AND NOT within"),
        within=number(f"{good} AND within"),
        without_actor=number(f"{good} AND len(taking) = 0"),
        unanswered=counted("unnest(unanswered)", good),
        not_the_state=counted("unnest(outside)", good),
        emptied=counted("unnest(emptied)", good),
    )
