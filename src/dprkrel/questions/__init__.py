"""The questions, each written as the method of a dataset that it is; what callers may give is read here once."""
