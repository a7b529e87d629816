"""Whatever a dataset holds can leave the library in every form."""

import io
from typing import Any

import icalendar
import networkx
from hypothesis import given, settings

from dprkrel import Dataset
from dprkrel.export.calendar import to_icalendar
from dprkrel.export.graph import Level, to_networkx
from dprkrel.export.notebook import results_html
from dprkrel.strategies.drawn_datasets import datasets
from tests.export.test_notebook import Reader, shown

LEVELS: tuple[Level, ...] = ("actor", "state")


@settings(max_examples=30)
@given(datasets())
def test_every_form_takes_any_dataset(data: Dataset) -> None:
    """Networks can be written and read, calendars have each record once, notebooks show each record and table."""
    dated = (*data.events, *data.relations)
    for level in LEVELS:
        graph: Any = to_networkx(data, dated, level=level)
        file = io.BytesIO()
        networkx.write_graphml(graph, file)
        file.seek(0)
        assert networkx.read_graphml(file, force_multigraph=True).number_of_edges() == graph.number_of_edges()
        assert {key for *_, key in graph.edges(keys=True)} <= {record.id for record in dated}
        assert not any(first == second for first, second in graph.edges())
        mutual = {(first, second, key) for first, second, key, tie in graph.edges(keys=True, data="mutual") if tie}
        assert mutual == {(second, first, key) for first, second, key in mutual}
        assert level == "actor" or {data.actor(actor_id).kind for actor_id in graph} <= {"state"}

    entries: Any = icalendar.Calendar.from_ical(to_icalendar(data, dated)).subcomponents
    assert [str(entry["X-DPRKREL-ID"]) for entry in entries] == [record.id for record in dated]
    assert [str(entry["X-DPRKREL-WHEN"]) for entry in entries] == [record.when.edtf for record in dated]

    for table, records in data.tables().items():
        assert Reader(results_html(data, records, table)).text
        for record in records:
            assert str(getattr(record, "id", "")) in shown(record).text
