"""The questions, each a plain function of the tables; what callers may give is read here once."""
