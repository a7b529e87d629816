"""What an extra brings when it is installed alone, in an environment without the others: `nox -s extras`.

The package must answer as without it, the libraries must do what it is there
for, and the last line says how many packages it added, and how large they are.
"""

import datetime
import io
import sys
import tempfile
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import dprkrel

NEEDED_ANYHOW = {
    *("attrs", "cattrs", "dprkrel", "python-dateutil", "six", "typing_extensions", "tzdata"),
    *("pip", "setuptools", "wheel"),
}
"""What an environment with the package alone has: its needs, what these need, and what installs them."""


def arrow() -> None:
    """A table is a stream of Arrow, whose columns nanoarrow reads with their types."""
    nanoarrow: Any = import_module("nanoarrow")
    visits = dprkrel.table("visits")
    read = nanoarrow.ArrayStream(visits).read_all()
    assert [field.name for field in read.schema.fields] == [*visits.columns]
    assert len(read) == len(visits)


def graph() -> None:
    """A graph with several edges between two nodes is written and read."""
    networkx: Any = import_module("networkx")
    drawn = networkx.MultiDiGraph()
    drawn.add_edge("lavrov", "choe", key="talks", when="2023-10-19")
    drawn.add_edge("lavrov", "choe", key="visit", when="2023-10-18")
    file = io.BytesIO()
    networkx.write_graphml(drawn, file)
    file.seek(0)
    assert networkx.read_graphml(file, force_multigraph=True).number_of_edges() == 2


def hypothesis() -> None:
    """Examples are drawn, and dates made of them."""
    from hypothesis import given, settings
    from hypothesis import strategies as st

    @settings(database=None, max_examples=10, deadline=None)
    @given(st.dates())
    def law(day: datetime.date) -> None:
        assert dprkrel.When(day).earliest == day

    law()


def ibis() -> None:
    """A dataset is written as Parquet, and DuckDB answers from there."""
    warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)  # ibis 12 with duckdb 2
    engines: Any = import_module("dprkrel.engines")
    with tempfile.TemporaryDirectory() as place:
        engines.write_parquet(dprkrel.load(), f"{place}/bundled")
        with engines.connect("duckdb", f"{place}/bundled") as engine:
            visits = engine.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
            assert len(visits.to_pyarrow()) == 3


def spark() -> None:
    """Spark reads a folder in the layout, and answers from there; it needs Java."""
    engines: Any = import_module("dprkrel.engines")
    with tempfile.TemporaryDirectory() as place:
        engines.write_parquet(dprkrel.load(), f"{place}/bundled")
        with engines.connect("pyspark", f"{place}/bundled", master="local[1]") as engine:
            assert engine.count_events("2024", "2024", types="visit", rank="minister").to_pyarrow().as_py() > 10


def ics() -> None:
    """An entry with Hangul in long lines is written and read."""
    icalendar: Any = import_module("icalendar")
    calendar, entry = icalendar.Calendar(), icalendar.Event()
    entry.add("summary", "북한 " * 40 + "!")
    entry.add("dtstart", datetime.date(2023, 10, 18))
    calendar.add_component(entry)
    (read,) = icalendar.Calendar.from_ical(calendar.to_ical()).walk("VEVENT")
    assert str(read["summary"]) == "북한 " * 40 + "!"


def plot() -> None:
    """A chart becomes a picture with text for screen readers, and a page that needs no network."""
    plots: Any = import_module("dprkrel.plots")
    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    chart, file = plots.timeline(visits), io.StringIO()
    chart.save(file, format="svg")
    assert 'aria-label="Vladimir Putin → North Korea: on 2024-06-19"' in file.getvalue()
    assert "https://cdn" not in chart.to_html()


USES: dict[str, Callable[[], None]] = {
    "arrow": arrow,
    "graph": graph,
    "hypothesis": hypothesis,
    "ibis": ibis,
    "ics": ics,
    "plot": plot,
    "spark": spark,
}


def added() -> tuple[list[str], float]:
    """Return the packages that are here because of the extra, and their size in MB."""
    here = [one for one in distributions() if one.metadata["Name"] not in NEEDED_ANYHOW]
    files = [Path(str(file.locate())) for one in here for file in one.files or () if file.suffix != ".pyc"]
    size = sum(file.stat().st_size for file in files)
    return sorted(f"{one.metadata['Name']} {one.version}" for one in here), size / 1e6


def main(extra: str) -> None:
    """Use an extra, or all of them, and print what it brought."""
    assert len(dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")) == 3
    for name, use in USES.items():
        if extra in (name, "all"):
            use()
    packages, size = added()
    print(f"{extra}: {len(packages)} packages, {size:.1f} MB: {', '.join(packages)}")


if __name__ == "__main__":
    main(sys.argv[1])
