"""The journalist again: a sentence that says no more than is known, with its source."""

import dprkrel

count = dprkrel.count_visits("rok-unification-ministry-exchanges", "2024-01-01", "2024-06-11")
print(f"From January to 11 June 2024 there were {count.certain} to {count.number} high-level exchanges.")
print(dprkrel.cite())
