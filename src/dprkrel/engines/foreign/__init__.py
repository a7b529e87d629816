"""Readers of event data that others coded: GDELT and POLECAT."""
