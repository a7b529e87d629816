"""Dates as known: EDTF text to bounds, three-valued relations, ranges, networks of instants."""
