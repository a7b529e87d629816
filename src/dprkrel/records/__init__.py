"""The records and the words that they are written with; what holds for records of every kind.

Types that stand in quotes name the classes by this package (`"records.Report"`), which fetches each when it is asked
for: to read a record does not import the parts at which nobody looks, and yet `typing.get_type_hints` finds them.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from dprkrel.records.actors import Actor as Actor
    from dprkrel.records.changes import Change as Change
    from dprkrel.records.changes import Edit as Edit
    from dprkrel.records.counting_rules import CountingRule as CountingRule
    from dprkrel.records.coverage import Coverage as Coverage
    from dprkrel.records.derivations import DateEnd as DateEnd
    from dprkrel.records.derivations import Derivation as Derivation
    from dprkrel.records.events import Event as Event
    from dprkrel.records.links import Link as Link
    from dprkrel.records.names import Name as Name
    from dprkrel.records.offices import Office as Office
    from dprkrel.records.participants import Participant as Participant
    from dprkrel.records.places import Place as Place
    from dprkrel.records.relations import Relation as Relation
    from dprkrel.records.reports import Report as Report
    from dprkrel.records.sources import Source as Source
    from dprkrel.records.superlatives import Superlative as Superlative
    from dprkrel.records.tellings import Earlier as Earlier

    # What constructors take for the parts of a record. They have names, because pyrefly reads no class in quotes there.
    Edits: TypeAlias = Iterable[Edit]
    Links: TypeAlias = Iterable[Link]
    Names: TypeAlias = Iterable[Name]
    Participants: TypeAlias = Iterable[Participant]
    Reports: TypeAlias = Iterable[Report]
    Superlatives: TypeAlias = Iterable[Superlative]
    Tellings: TypeAlias = Iterable[Earlier]
else:
    Edits, Links, Names, Participants, Reports, Superlatives, Tellings = (
        Iterable[f"records.{part}"]  # found when somebody asks for the types of a constructor
        for part in ("Edit", "Link", "Name", "Participant", "Report", "Superlative", "Earlier")
    )

_MODULE_OF: Final = {
    "Actor": "actors",
    "Change": "changes",
    "CountingRule": "counting_rules",
    "Coverage": "coverage",
    "DateEnd": "derivations",
    "Derivation": "derivations",
    "Earlier": "tellings",
    "Edit": "changes",
    "Event": "events",
    "Link": "links",
    "Name": "names",
    "Office": "offices",
    "Participant": "participants",
    "Place": "places",
    "Relation": "relations",
    "Report": "reports",
    "Source": "sources",
    "Superlative": "superlatives",
}
"""The classes of record and of their parts, each with its module."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
