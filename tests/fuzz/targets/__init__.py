"""The targets: in which modules of the package each looks for new ways, and how long its inputs are at most.

This module imports nothing of the package, since atheris must be there first.
"""

from typing import Final, NamedTuple


class Target(NamedTuple):
    """A target.

    Attributes:
        modules: the modules under test, in which atheris counts.
        longest: of how many bytes an input is at most.
    """

    modules: tuple[str, ...]
    longest: int


TARGETS: Final[dict[str, Target]] = {
    "artifact": Target(
        ("dprkrel.store.artifact",),
        32,
    ),
    "command_line": Target(
        (
            "dprkrel.cli.actors",
            "dprkrel.cli.arguments",
            "dprkrel.cli.events",
            "dprkrel.cli.evidence",
            "dprkrel.cli.formats",
            "dprkrel.cli.layout",
            "dprkrel.cli.ledger",
            "dprkrel.cli.messages",
            "dprkrel.cli.parser",
            "dprkrel.cli.relations",
            "dprkrel.cli.run",
            "dprkrel.cli.tables",
            "dprkrel.cli.views",
            "dprkrel.process",
        ),
        96,
    ),
    "loader": Target(
        (
            "dprkrel.codec",
            "dprkrel.dataset",
            "dprkrel.errors",
            "dprkrel.laws.chronology",
            "dprkrel.laws.evidence",
            "dprkrel.laws.faults",
            "dprkrel.laws.references",
            "dprkrel.records.fields",
            "dprkrel.records.foreign",
            "dprkrel.records.events",
            "dprkrel.records.kinds",
            "dprkrel.records.plain",
            "dprkrel.records.derivations",
        ),
        512,
    ),
    "markup": Target(
        ("dprkrel.markup", "dprkrel.prose", "dprkrel.export.calendar", "dprkrel.export.notebook"),
        256,
    ),
    "names": Target(
        (
            "dprkrel.store.names",
            "dprkrel.store.finding",
            "dprkrel.store.around_names",
            "dprkrel.store.derived_names",
            "dprkrel.store.declension",
            "dprkrel.store.romanization",
            "dprkrel.store.misspellings",
            "dprkrel.store.suggestions",
            "dprkrel.store.state_names",
            "dprkrel.store.particles",
            "dprkrel.questions.actors",
            "dprkrel.questions.office_titles",
        ),
        128,
    ),
    "tables": Target(
        ("dprkrel.tabular.checks", "dprkrel.tabular.columns", "dprkrel.tabular.table", "dprkrel.files"),
        256,
    ),
    "when": Target(
        ("dprkrel.dates.edtf", "dprkrel.dates.extended", "dprkrel.dates.ranges", "dprkrel.dates.when"),
        96,
    ),
    "windows": Target(
        (
            "dprkrel.questions.events",
            "dprkrel.questions.missions",
            "dprkrel.questions.relations",
            "dprkrel.questions.selection",
            "dprkrel.questions.arguments",
            "dprkrel.store.index",
            "dprkrel.store.indexing",
            "dprkrel.store.results",
        ),
        64,
    ),
}
