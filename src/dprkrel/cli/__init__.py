"""The command line: ask the bundled dataset, one line for each record, or a table, a calendar or every detail of it."""

from collections.abc import Sequence

from dprkrel.process import status


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question about the bundled dataset.

    Args:
        arguments: the words of the command line; None takes those of the process.

    Returns:
        The status of a process, each of which `EPILOG` of the parser explains:
        0 for an answer, also an empty one. Wrong usage and help exit as
        argparse does, with 2 and 0.
    """

    def answered() -> int:
        from dprkrel.cli.run import answered  # late: where the package is not whole, that is told

        return answered(arguments)

    return status("dprkrel", answered)
