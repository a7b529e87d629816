"""The arguments of the commands: each is written once, and given to all commands that take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple


class Argument(NamedTuple):
    """An argument of a command.

    Attributes:
        flags: its name, or the options by which it is given.
        help: what it says, in a few words.
        words: the vocabulary of which it takes words, a key of `WORDS`; empty for none.
        more: what else `add_argument` of argparse is told.
        completes: what a shell completes it with: `file` or `directory`; empty for nothing else than its words.
    """

    flags: tuple[str, ...]
    help: str
    words: str = ""
    more: Mapping[str, Any] = {}
    completes: str = ""


def _of_enum(module: str, name: str) -> Callable[[], Iterable[str]]:
    def words() -> Iterable[str]:
        from importlib import import_module  # late: a vocabulary is read for help and completion alone

        return [member.value for member in getattr(import_module(f"dprkrel.{module}"), name)]

    return words


def _event_types() -> Iterable[str]:
    from dprkrel.records.event_types import TYPES_OF_CLASS, EventType

    return dict.fromkeys([*TYPES_OF_CLASS, *(member.value for member in EventType)])


def _statement_types() -> Iterable[str]:
    from dprkrel.records.event_types import TYPES_OF_CLASS

    return [*map(str, TYPES_OF_CLASS["statement"])]


def _roles() -> Iterable[str]:
    from dprkrel.records.roles import Role

    return [role.value for role in Role if role.in_visits]


def _kinds() -> Iterable[str]:
    from dprkrel.records.kinds import TABLE_OF

    return TABLE_OF


def _rules() -> Iterable[str]:
    from dprkrel.bundled import load

    return [rule.id for rule in load().counting_rules]


def _tables() -> Iterable[str]:
    from dprkrel.export.tables import WHOLE

    return WHOLE


def _exports() -> Iterable[str]:
    from dprkrel.cli.exports import WRITERS

    return WRITERS


def _editions() -> Iterable[str]:
    from dprkrel.bundled import load

    return sorted({change.edition for change in load().changelog})


WORDS: Final[Mapping[str, Callable[[], Iterable[str]]]] = MappingProxyType(
    {
        "event types": _event_types,
        "statement types": _statement_types,
        "relation types": _of_enum("records.relation_types", "RelationType"),
        "missions": lambda: ("mission", "representation"),
        "statuses": lambda: (*_of_enum("records.stances", "Status")(), "any"),
        "matches": _of_enum("questions.selection", "Match"),
        "fits": _of_enum("questions.selection", "Fit"),
        "ranks": _of_enum("records.ranks", "Rank"),
        "roles": _roles,
        "kinds": _kinds,
        "actor kinds": _of_enum("records.actors", "ActorKind"),
        "source kinds": _of_enum("records.sources", "SourceKind"),
        "frequencies": _of_enum("questions.panel", "Frequency"),
        "panel sides": lambda: (*_of_enum("questions.panel", "PanelBy")(), "none"),
        "styles": lambda: ("text", "bibtex", "csl"),
        "completeness": _of_enum("records.coverage", "Completeness"),
        "tables": _tables,
        "exports": _exports,
        "rules": _rules,
        "editions": _editions,
    }
)
"""What each vocabulary holds; read for help and completion alone, since every question refuses what is in none."""


def _bound(text: str) -> str | None:
    return None if text == ".." else text


ACTOR: Final = Argument(("actor",), "an id, or a name in any spelling, also with a title before it")
OTHER: Final = Argument(("--other",), "the state or actor on the other side")
START: Final = Argument(("--start",), "first day, month or year")
END: Final = Argument(("--end",), "last day, month or year")
ON: Final = Argument(("--on",), "a day, month or year")
MATCH: Final = Argument(
    ("--match",),
    "keep what may lie in the time asked for, or only what certainly does",
    "matches",
    {"default": "possible"},
)
HOW: Final = Argument(
    ("--how",),
    "whether one common day is enough, or all of it must lie in the time asked for",
    "fits",
    {"default": "overlaps"},
)
STATUS: Final = Argument(("--status",), "can be repeated (default: occurred)", "statuses", {"action": "append"})
RANK: Final = Argument(("--rank",), "the lowest rank of someone who takes part", "ranks")
TYPES: Final = Argument(("--types",), "an event type or class; can be repeated", "event types", {"action": "append"})
TIES: Final = Argument(("--types",), "a relation type; can be repeated", "relation types", {"action": "append"})
EVENT: Final = Argument(("event",), "the id of an event")
SENDING: Final = Argument(("--sending",), "a state; only its visits")
RULE: Final = Argument(("rule",), "the id of a counting rule; `dprkrel rules` lists them", "rules")
PERIOD: Final = (
    Argument(("start",), "first day, month or year; .. leaves it open", more={"type": _bound}),
    Argument(
        ("end",), "last day, month or year; .. leaves it open; without it, the last day of start",
        more={"nargs": "?", "default": "", "type": _bound},
    ),
)  # fmt: skip


def path(text: str) -> str:
    """Return the path of a file that was typed; where the locale knows ASCII only, as the system wants its bytes."""
    import os  # late, as above

    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return os.fsdecode(text.encode("utf-8", "surrogateescape"))
    return text


def number(text: str) -> int:
    """Return the number of rows that is asked for."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ValueError(text)
    return int(text)


number.__name__ = "number"  # as argparse calls it in its error

FORMATS: Final = ("table", "csv", "json", "jsonl", "ics")

SHARED: Final = (
    Argument(("--format",), "one line for each record, or for other software", more={"choices": FORMATS, "default": None}),
    Argument(("--json",), "the same as --format json", more={"action": "store_const", "const": "json", "dest": "format"}),
    Argument(("--detail",), "print all of each record, with the sources", more={"action": "store_true"}),
    Argument(("--limit",), "print at most so many records", more={"type": number, "metavar": "NUMBER"}),
    Argument(
        ("--columns",), "print these columns alone, as in id,when,urls; can be repeated",
        more={"action": "append", "metavar": "NAMES"},
    ),
    Argument(
        ("--spreadsheet-safe",), "in CSV, put ' before what a spreadsheet may take for a formula", more={"action": "store_true"}
    ),
    Argument(("--as-of",), "answer from what had been published by this day", more={"metavar": "DAY"}),
    Argument(("--data",), "ask the dataset in this file, not the bundled one", more={"metavar": "FILE"}, completes="file"),
)  # fmt: skip
"""What every command takes."""


def status_of(words: list[str] | None) -> Any:
    """Return the statuses that are asked for; the question itself refuses what is none."""
    words = words or ["occurred"]
    return None if "any" in words else words
