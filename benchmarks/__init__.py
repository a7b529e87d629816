"""Measurements beside rivals, outside the tests; `python -m benchmarks` runs them all."""
