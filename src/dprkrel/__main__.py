"""The command line as a process: `dprkrel`, and `python -m dprkrel`."""

from dprkrel.process import run


def main() -> None:
    """Answer what the words of the process ask, and end it with a status."""
    run(_answer)


def _answer() -> int:
    from dprkrel.cli import main as answer  # late: a process is in order before anything is imported that takes time

    return answer()


if __name__ == "__main__":
    main()
