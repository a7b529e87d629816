"""The job of the political scientist, in pandas and in R, as it stands in `tests/jobs`."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import dprkrel
from dprkrel.cli import main
from tests.installed import ROOT, run_installed

JOBS = ROOT / "tests" / "jobs"

TRADE = """\
iso1,iso2,ccode1,ccode2,month,million
RUS,PRK,365,731,2024-03,40
RUS,PRK,365,731,2024-04,40
RUS,PRK,365,731,2026-01,40
MNG,PRK,712,731,2024-03,2
"""


def merged(folder: Path) -> list[tuple[object, ...]]:
    """Return the month, what was searched and the least of each row that was written, None where there is none."""
    frame = pd.read_csv(folder / "merged.csv").sort_values(["month", "searched"])
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in frame[["month", "searched", "least"]].itertuples(index=False)
    ]


def test_pandas(tmp_path: Path) -> None:
    """A panel of a definition of one's own, of all states, keeps every row of the other table, and what was not searched is missing."""
    (tmp_path / "trade.csv").write_text(TRADE, "utf-8")
    run_installed(tmp_path, str(JOBS / "scientist.py"))

    (mongolia, march, april, january) = merged(tmp_path)
    assert mongolia == ("2024-03", "not", None)
    assert march == ("2024-03", "searched", 1)
    assert april == ("2024-04", "searched", 0)
    assert january == ("2026-01", None, None)  # the panel ends before


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed (Debian: apt-get install r-base-core)")
def test_r(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R has the same from the panel of the command line: what was not searched is NA."""
    (tmp_path / "trade.csv").write_text(TRADE, "utf-8")
    main(["panel", "rok-unification-ministry-exchanges", "2024", "2026-01", "--by", "direction", "--format", "csv"])
    (tmp_path / "panel.csv").write_text(capsys.readouterr().out, "utf-8")
    subprocess.run(["Rscript", str(JOBS / "scientist.R")], cwd=tmp_path, check=True, capture_output=True)

    found = {(month, searched): least for month, searched, least in merged(tmp_path)}
    cells = dprkrel.panel("rok-unification-ministry-exchanges", "2024-03", "2024-04", by="direction").cells
    least = {cell.period.edtf[:7]: cell.least for cell in cells if cell.sending_id == "russia"}
    assert found[("2024-03", "searched")] == least["2024-03"] > 0
    assert found[("2024-04", "searched")] == least["2024-04"] == 0
    assert found[("2026-01", "not")] is None
