"""Code as users write it, for mypy to judge; it is never run."""
