"""The questions over Parquet by other engines: DuckDB on one machine (`pip install "dprkrel[ibis]"`), Spark on many (`dprkrel[spark]`)."""

from dprkrel.engines.checking import check as check
from dprkrel.engines.connecting import connect as connect
from dprkrel.engines.counting import Criterion as Criterion
from dprkrel.engines.counting import numbers_of as numbers_of
from dprkrel.engines.engine import Engine as Engine
from dprkrel.engines.foreign.gdelt import write_gdelt as write_gdelt
from dprkrel.engines.foreign.polecat import write_polecat as write_polecat
from dprkrel.engines.foreign.writing import ForeignReport as ForeignReport
from dprkrel.engines.manifest import File as File
from dprkrel.engines.manifest import Files as Files
from dprkrel.engines.manifest import Manifest as Manifest
from dprkrel.engines.reading import read_parquet as read_parquet
from dprkrel.engines.writing import write_parquet as write_parquet

__all__ = [
    "Criterion",
    "Engine",
    "File",
    "Files",
    "ForeignReport",
    "Manifest",
    "check",
    "connect",
    "numbers_of",
    "read_parquet",
    "write_gdelt",
    "write_parquet",
    "write_polecat",
]
