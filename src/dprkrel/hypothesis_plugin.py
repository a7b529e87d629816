"""The entry point for Hypothesis: `from_type` knows every record, date and id of the package.

Hypothesis imports this module whenever it is imported itself, also for tests that have nothing to do with the package. So
little is done at once: the classes are registered when somebody first uses the package, and the strategies are built when
the first of them is asked for.
"""

import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

import dprkrel

DRAWN_BY: Final = MappingProxyType(
    {
        "Actor": "actors",
        "Change": "changes",
        "CountingRule": "counting_rules",
        "Coverage": "coverages",
        "Dataset": "datasets",
        "Derivation": "derivations",
        "Earlier": "tellings",
        "Edit": "edits",
        "Excuse": "excuses",
        "Figure": "figures",
        "Gap": "gaps",
        "Link": "links",
        "Name": "names",
        "Office": "offices",
        "Participant": "participants",
        "Place": "places",
        "Quantity": "quantities",
        "Relation": "relations",
        "Report": "reports",
        "Scope": "scopes",
        "Source": "sources",
        "Superlative": "superlatives",
        "When": "whens",
    }
)
"""Which strategy draws a class; classes of event and types of ids have one that takes them as its argument."""


def register_when_used() -> None:
    """Register the classes of the package with Hypothesis: now if it is in use, and else when it is first used."""
    if "dprkrel.records" in sys.modules:
        register()
    else:
        dprkrel._on_first_use.append(register)  # noqa: SLF001 - it is there for this


def register() -> None:
    """Register the classes of the package with Hypothesis, each with what builds its strategy when it is asked for."""
    from hypothesis import strategies as st

    from dprkrel.records.events import EVENT_CLASSES
    from dprkrel.records.references import ID_TYPES

    for name, strategy in DRAWN_BY.items():
        st.register_type_strategy(getattr(dprkrel, name), _drawing(strategy))
    for event_class in EVENT_CLASSES:
        st.register_type_strategy(event_class, _drawing("events", event_class))
    for id_type in ID_TYPES:
        st.register_type_strategy(id_type, _drawing("ids", id_type))


def _drawing(strategy: str, *arguments: Any) -> Callable[[Any], Any]:
    """Return what builds a strategy for Hypothesis, which hands over the class."""

    def draw(_: Any) -> Any:
        from dprkrel import strategies  # late: it is slow to import

        return getattr(strategies, strategy)(*arguments)

    return draw
