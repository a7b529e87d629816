"""A political scientist: North Korea and every state by month, under a definition of her own, merged on COW numbers."""

import pandas as pd

import dprkrel

data = dprkrel.load()
states = [actor.id for actor in data.actors if actor.kind == "state" and actor.id != "dprk"]
rule = dprkrel.CountingRule(
    id="ministers-from-abroad", title="Visits of ministers to North Korea", publisher_id="me", rank="minister",
    definition="Visits of ministers and above.", event_types=["visit"], sending_ids=states, receiving_ids=["dprk"],
)  # fmt: skip
visits = pd.DataFrame(data.panel(rule, "2024-01", "2024-12", by="direction").table())
visits["month"] = visits["period"].str[:7]
trade = pd.read_csv("trade.csv")
keys = {"ccode1": "sending_cow", "ccode2": "receiving_cow"}
merged = trade.merge(visits.rename(columns={new: old for old, new in keys.items()}), how="left", on=[*keys, "month"])
merged[["ccode1", "ccode2", "month", "least", "expected", "most", "searched"]].to_csv("merged.csv", index=False)
