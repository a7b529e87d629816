"""Hypothesis strategies for every record, for dates and for whole datasets: to test software that builds on dprkrel.

They need the extra `hypothesis`. Whatever they draw is accepted by its constructor, and is
read back from its plain form; `datasets` draws datasets that keep every law. Names,
days and events are invented.

`hypothesis.strategies.from_type` knows them, also where this module was not imported.
"""

from dprkrel.errors import MissingExtraError

try:
    import hypothesis as _  # noqa: F401 - asked for first, so that the error says how to get it
except ImportError:
    raise MissingExtraError("hypothesis", "hypothesis") from None

from dprkrel.strategies.drawn_datasets import datasets as datasets
from dprkrel.strategies.drawn_records import actors as actors
from dprkrel.strategies.drawn_records import changes as changes
from dprkrel.strategies.drawn_records import counting_rules as counting_rules
from dprkrel.strategies.drawn_records import coverages as coverages
from dprkrel.strategies.drawn_records import derivations as derivations
from dprkrel.strategies.drawn_records import edits as edits
from dprkrel.strategies.drawn_records import events as events
from dprkrel.strategies.drawn_records import excuses as excuses
from dprkrel.strategies.drawn_records import figures as figures
from dprkrel.strategies.drawn_records import gaps as gaps
from dprkrel.strategies.drawn_records import links as links
from dprkrel.strategies.drawn_records import names as names
from dprkrel.strategies.drawn_records import offices as offices
from dprkrel.strategies.drawn_records import participants as participants
from dprkrel.strategies.drawn_records import places as places
from dprkrel.strategies.drawn_records import quantities as quantities
from dprkrel.strategies.drawn_records import records as records
from dprkrel.strategies.drawn_records import relations as relations
from dprkrel.strategies.drawn_records import reports as reports
from dprkrel.strategies.drawn_records import scopes as scopes
from dprkrel.strategies.drawn_records import sources as sources
from dprkrel.strategies.drawn_records import superlatives as superlatives
from dprkrel.strategies.drawn_records import tellings as tellings
from dprkrel.strategies.drawn_values import days as days
from dprkrel.strategies.drawn_values import ids as ids
from dprkrel.strategies.drawn_values import periods as periods
from dprkrel.strategies.drawn_values import spans as spans
from dprkrel.strategies.drawn_values import spellings as spellings
from dprkrel.strategies.drawn_values import texts as texts
from dprkrel.strategies.drawn_values import whens as whens

__all__ = [
    "actors", "changes", "counting_rules", "coverages", "datasets", "days", "derivations", "edits", "events", "excuses",
    "figures", "gaps", "ids", "links", "names", "offices", "participants", "periods", "places", "quantities", "records",
    "relations", "reports", "scopes", "sources", "spans", "spellings", "superlatives", "tellings", "texts", "whens",
]  # fmt: skip
