"""A data journalist: the visits for a spreadsheet, and a chart by month that can be printed."""

import dprkrel

visits = dprkrel.events_of_dyad("DPRK", "Russia", types="visit", start="2023")
visits.table().to_csv("visits.csv", spreadsheet_safe=True)
panel = dprkrel.panel("rok-unification-ministry-exchanges", "2023-07", "2026-06", by="direction")
dprkrel.plots.visits_by_month(panel).save("visits.svg")
