"""The command line of those who curate the seeds: `python -m dprkrel.curation COMMAND`."""

from collections.abc import Sequence

from dprkrel.process import run, status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return the status of the process, as the command line of the package has them."""

    def answered() -> int:
        from dprkrel.curation.commands import answered  # late: where the package is not whole, that is told

        return answered(arguments)

    return status("dprkrel.curation", answered)


if __name__ == "__main__":
    run(main)
