"""Charts of results, relations and panels, drawn by Altair (`pip install "dprkrel[plot]"`); see the page on charts."""

from dprkrel.plots.pictures import in_words as in_words
from dprkrel.plots.pictures import network as network
from dprkrel.plots.pictures import relations_over_time as relations_over_time
from dprkrel.plots.pictures import timeline as timeline
from dprkrel.plots.pictures import visits_by_month as visits_by_month

__all__ = ["in_words", "network", "relations_over_time", "timeline", "visits_by_month"]
