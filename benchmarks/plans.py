"""What DuckDB reads for each question: `python -m benchmarks.plans FOLDER`, one line of JSON for each."""

import argparse
import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from benchmarks.asking import CORES, QUESTIONS
from dprkrel import engines

ASKED: Final = ("narrow", "certain", "wide, counted", "wide, ids", "dyad, a year", "dyad", "count")
"""The questions whose plans are looked at; that of a panel joins tables that are not in files."""


def main() -> None:
    """Ask each question with its plan."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plans", description="Tell what DuckDB reads.")
    parser.add_argument("folder", help="the layout")
    warnings.simplefilter("ignore")  # what was searched is not the subject here
    with engines.connect("duckdb", parser.parse_args().folder, threads=CORES) as engine:
        for name in ASKED:
            print(json.dumps({"question": name, **_read(engine, name)}), flush=True)


def _read(engine: Any, name: str) -> dict[str, Any]:
    """Return how many files and bytes a question reads, and the processor time of its execution."""
    import ibis

    question = QUESTIONS[name]
    found = question.ask(engine)
    if question.columns is not None:
        found = found.select(*question.columns)
    sql = str(ibis.to_sql(found, dialect="duckdb"))
    told = engine.backend.con.execute(f"EXPLAIN (ANALYZE, FORMAT json) {sql}").fetchall()[0][1]
    plan = json.loads(told)
    scans = [each["extra_info"] for each in _operators(plan) if "Total Files Read" in each.get("extra_info", {})]
    read = sum(int(scan["Total Files Read"]) for scan in scans)
    # Where no folder is ruled out, nothing is said of how many there are.
    there = sum(int(scan.get("Scanning Files", "/" + scan["Total Files Read"]).partition("/")[2]) for scan in scans)
    return {"files": read, "of": there, "bytes": plan["io"]["total_bytes_read"], "seconds": plan["query"]["cpu_time"]}


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in plan.get("operator", plan.get("children", [])):
        yield each
        yield from _operators(each)


if __name__ == "__main__":
    main()
