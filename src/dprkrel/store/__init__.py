"""Records in memory: tables, names, and what is derived from them once."""
