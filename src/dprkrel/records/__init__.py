"""The records and the words that they are written with; what holds for records of every kind.

The types of fields name the classes of parts by this package (`"records.Report"`), which fetches each when it is asked
for: to read a record does not import the parts at which nobody looks, and yet `typing.get_type_hints` finds them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dprkrel.records.derivations import Derivation as Derivation
    from dprkrel.records.links import Link as Link
    from dprkrel.records.participants import Participant as Participant
    from dprkrel.records.reports import Report as Report
    from dprkrel.records.superlatives import Superlative as Superlative
    from dprkrel.records.tellings import Earlier as Earlier

_PARTS: Final = {
    "Report": "reports", "Derivation": "derivations", "Participant": "participants", "Link": "links",
    "Superlative": "superlatives", "Earlier": "tellings",
}  # fmt: skip
"""The classes of the parts of records, each with its module."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        return getattr(import_module(f"{__name__}.{_PARTS[name]}"), name)
