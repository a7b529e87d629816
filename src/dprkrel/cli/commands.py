"""The commands: what each is for, what it takes, in which module it is answered, and an example.

Help, choices, completions, formats, the tests and the page on the command line
are all made of this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from dprkrel.cli.arguments import (
    ACTOR,
    END,
    EVENT,
    HOW,
    MATCH,
    ON,
    OTHER,
    PERIOD,
    RANK,
    RULE,
    SENDING,
    START,
    STATUS,
    TIES,
    TYPES,
    Argument,
)


class Command(NamedTuple):
    """A command.

    Attributes:
        module: the module of this package that answers it, in a function of its name.
        help: what it is for, in a line.
        arguments: what it takes beside what all take.
        example: words that ask the bundled data something of use.
    """

    module: str
    help: str
    arguments: tuple[Argument, ...]
    example: str


_WINDOW = (START, END, MATCH, HOW, STATUS)
_SPAN = (
    Argument(("start",), START.help),
    Argument(("end",), f"{END.help}; without it, the last day of start", more={"nargs": "?"}),
)

COMMANDS: Final[Mapping[str, Command]] = MappingProxyType({
    "visits": Command(
        "events", "the visits that an actor made or received",
        (ACTOR, OTHER, Argument(("--role",), "in which part the actor took part", "roles", {"default": "visitor"}),
         RANK._replace(help="the lowest rank of a visitor"), *_WINDOW),
        "visits Lavrov --start 2023-09 --end 2025",
    ),
    "events": Command(
        "events", "the events of a period, or between two dates",
        (*PERIOD, TYPES,
         Argument(("--actors",), "an id or name; can be repeated, at least one of them takes part", more={"action": "append"}),
         RANK, MATCH, HOW, STATUS),
        "events 2024-06 --rank minister",
    ),
    "dyad": Command(
        "events", "the events in which both of two actors take part",
        (Argument(("a",), ACTOR.help), Argument(("b",), "the other"), TYPES, RANK, *_WINDOW),
        "dyad DPRK Belarus --start 2025",
    ),
    "meetings": Command(
        "events", "the talks, summits, banquets and other meetings of an actor", (ACTOR, OTHER, RANK, *_WINDOW),
        'meetings Putin --other "Kim Jong Un"',
    ),
    "agreements": Command(
        "events", "the treaties, agreements, plans and understandings of an actor", (ACTOR, OTHER, *_WINDOW),
        "agreements DPRK --other Russia --start 2024",
    ),
    "treaty": Command(
        "events", "the life of a treaty, step by step", (Argument(("event",), "the id of an agreement"),),
        "treaty russia-dprk-treaty-2024",
    ),
    "statements": Command(
        "events", "what an actor said, and those who act for a state",
        (ACTOR, Argument(("--types",), "a type of statement; can be repeated", "statement types", {"action": "append"}), *_WINDOW),
        "statements Putin --start 2024",
    ),
    "relations": Command(
        "relations", "the relations of an actor", (ACTOR, TIES, OTHER, ON._replace(help="a day, month or year in which the relation existed"), MATCH, STATUS),
        "relations Belarus --on 2024-07-24",
    ),
    "offices": Command(
        "relations", "the offices that a person held", (ACTOR._replace(help="a person: an id or name"), ON, MATCH),
        "offices 최선희",
    ),
    "holders": Command(
        "relations", "who held an office, and how surely",
        (Argument(("title",), "the office as id or title, or by its function (foreign minister, глава МИД, 외무상)"),
         Argument(("--of",), "the state or body whose office it is", more={"required": True}),
         Argument(("--on",), "a day, month or year", more={"required": True})),
        'holders "foreign minister" --of DPRK --on 2022',
    ),
    "missions": Command(
        "relations", "the embassies and other posts that were at work on a day",
        (Argument(("--on",), "a day, month or year", more={"required": True}),
         Argument(("--sending",), "the state whose missions"), Argument(("--receiving",), "the state in which they are"),
         Argument(("--types",), "can be repeated (default: mission)", "missions", {"action": "append"}), MATCH),
        "missions --on 2025-02-21 --receiving DPRK",
    ),
    "actor": Command(
        "actors", "the actor that a name means, with other names and offices",
        (Argument(("text",), ACTOR.help), ON._replace(help="a day, month or year in which the title around the name was held")),
        'actor "Menlu Korut Choe Son Hui"',
    ),
    "actors": Command(
        "actors", "all actors, or those of a kind or state",
        (Argument(("--kind",), "can be repeated", "actor kinds", {"action": "append"}), Argument(("--state",), "the state to which they belong")),
        "actors --state Belarus --kind person",
    ),
    "search": Command(
        "search", "ids of actors and records by names and words",
        (Argument(("text",), "a name in any script, or words that stand in a name, title or summary"),
         Argument(("--kind",), "can be repeated", "kinds", {"action": "append"})),
        "search Лавров",
    ),
    "sources": Command(
        "sources", "the sources, all or those of some words, publisher or time",
        (Argument(("text",), "words of its id, title, description or address", more={"nargs": "?"}),
         Argument(("--kind",), "can be repeated", "source kinds", {"action": "append"}),
         Argument(("--publisher",), "who published it: an id or name"), START, END),
        "sources --publisher KCNA --start 2024-06 --end 2024-06",
    ),
    "table": Command(
        "tables", "a whole table of the data",
        (Argument(("name",), "which table", "tables"),), "table places --columns id,name,kind --limit 3",
    ),
    "reports": Command("evidence", "what each source says of an event or relation, by publication",
                       (Argument(("record",), "the id of an event or relation"),), "reports lavrov-visit-dprk-2023"),
    "why": Command("evidence", "the evidence for an event, who disputes it, and when it was", (EVENT,), "why lavrov-visit-dprk-2023"),
    "positions": Command("evidence", "what each actor said of an event", (EVENT,), "positions dprk-munitions-to-russia-2023"),
    "conflicts": Command(
        "evidence", "where sources disagree",
        (Argument(("record",), "the id of an event, relation or actor; without it, all conflicts", more={"nargs": "?"}),),
        "conflicts ryzhenkov-visit-dprk-2024",
    ),
    "superlatives": Command(
        "evidence", "claims to be the first, last or rare, compared with the data",
        (EVENT._replace(help="the id of an event; without it, all claims", more={"nargs": "?"}),),
        "superlatives putin-visit-dprk-2024",
    ),
    "order": Command(
        "evidence", "whether one event began before another, and why",
        (Argument(("first",), EVENT.help), Argument(("second",), "the id of another")),
        "order krasnov-visit-dprk-2024 ryzhenkov-visit-dprk-2024",
    ),
    "implied": Command("evidence", "the date of an event or relation, narrowed by all else that is known",
                       (Argument(("record",), "the id of an event or relation"),), "implied kim-il-sung-minsk-1984"),
    "resolve": Command(
        "ledger", "what an id of this or an earlier edition stands for",
        (Argument(("record",), "the id"), Argument(("--kind",), "of which kind of record", "kinds", {"default": "event"})),
        "resolve putin-visit-dprk-2024",
    ),
    "rules": Command("counts", "the counting rules, with the figures published under them", (), "rules"),
    "count": Command(
        "counts", "how many exchanges a published rule counts",
        (RULE, *_SPAN, SENDING,
         Argument(("--near-misses",), "list also what fails one criterion, and which", more={"action": "store_true"})),
        "count rok-unification-ministry-exchanges 2024-01-01 2024-06-11",
    ),
    "panel": Command(
        "panels", "what a rule counts in each month, quarter or year, by direction and rank",
        (RULE, *_SPAN,
         Argument(("--freq",), "how long the periods are", "frequencies", {"default": "month"}),
         Argument(("--by",), "by what events are told apart; can be repeated (default: direction and rank)", "panel sides", {"action": "append"}),
         Argument(("--chart",), "draw it into a file, too: svg, png, pdf or html, by the end of its name", completes="file", more={"metavar": "FILE"})),
        "panel rok-unification-ministry-exchanges 2024-01 2024-03 --by direction",
    ),
    "coverage": Command(
        "ledger", "what was searched, how thoroughly, and what was not found",
        (Argument(("actors",), "no actor for all entries, one actor, or two for their dyad", more={"nargs": "*"}),
         Argument(("--months",), "how far each month was searched", more={"action": "store_true"}), START, END,
         TYPES._replace(help="with --months, an event type or class; can be repeated"),
         RANK._replace(help="with --months, the lowest rank"),
         SENDING._replace(help="with --months, a state; only whether its visits were searched for")),
        "coverage DPRK Belarus",
    ),
    "changes": Command(
        "ledger", "what later editions changed, and why",
        (Argument(("since",), "the edition that you have, such as 2026.11.22", "editions"),), "changes 2026.11.22",
    ),
    "verify": Command(
        "sources", "check every citation against copies of the texts",
        (Argument(("--texts",), "a folder with copies of the texts", more={"metavar": "DIR"}, completes="directory"),), "verify",
    ),
    "cite": Command(
        "citations", "how to cite the data, or records with their sources",
        (Argument(("records",), "ids of events, relations or other records; none for the data alone", more={"nargs": "*"}),
         Argument(("--style",), "as what", "styles", {"default": "text"})),
        "cite krasnov-visit-dprk-2024",
    ),
    "export": Command(
        "exports", "write all data to a file or folder: a data package, a database, lines of JSON, their schema",
        (Argument(("kind",), "as what", "exports"), Argument(("path",), "the file; of a package, the folder", completes="file")),
        "export package my-folder",
    ),
    "completion": Command(
        "completion", "the script by which a shell completes commands, options and words",
        (Argument(("shell",), "which shell", more={"choices": ("bash", "zsh", "tcsh")}),), "completion bash",
    ),
})  # fmt: skip
"""All commands, in the order in which help lists them."""
