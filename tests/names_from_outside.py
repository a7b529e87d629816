"""Try spellings from outside: `python -m tests.names_from_outside FILE` counts by kind how many are found, helped, lost and wrong.

Each line of the file is an object of JSON: the `kind` and `text` of a
spelling, perhaps `on`, a day, and in `expect` the id of the actor who is
meant, several ids joined by `|`, `ambiguous` or `unknown`.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import dprkrel

OUTCOMES: Final = ("right", "helped", "lost", "wrong")


def outcome(data: dprkrel.Dataset, case: Mapping[str, str]) -> str:
    """Return what a spelling leads to.

    It is `helped` where it is refused and the error names who is meant,
    first of all suggestions or among the candidates, and `lost` where it does
    not; it is `wrong` only where another actor is answered.
    """
    expected = set(case["expect"].split("|"))
    try:
        return "right" if data.find_actor(case["text"], on=case.get("on")).id in expected else "wrong"
    except dprkrel.AmbiguousActorError as error:
        if expected <= {"ambiguous", "unknown"}:
            return "right"
        return "lost" if expected.isdisjoint(error.candidates) else "helped"
    except dprkrel.UnknownActorError as error:
        if expected == {"unknown"}:
            return "right"
        return "lost" if expected.isdisjoint(error.suggestions[:1]) else "helped"


def counted(data: dprkrel.Dataset, cases: Iterable[Mapping[str, str]]) -> dict[str, Counter[str]]:
    """Return how often each outcome occurs among the spellings of each kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        counts[case["kind"]][outcome(data, case)] += 1
    return dict(counts)


def main(path: str) -> None:
    """Print the counts of a file, and every spelling that is not found as it should be."""
    data = dprkrel.load()
    cases = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    counts = counted(data, cases)
    counts["all"] = sum(counts.values(), Counter())
    lines = ["".join([f"{'kind':40}", *(f"{name:>8}" for name in OUTCOMES)])]
    lines += ["".join([f"{kind:40}", *(f"{found[name]:8}" for name in OUTCOMES)]) for kind, found in counts.items()]
    for case in cases:
        found = outcome(data, case)
        if found != "right":
            lines.append("\t".join([found, case["kind"], case["text"], case.get("on", ""), case["expect"]]))
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main(*sys.argv[1:])
