"""What earlier releases wrote, kept as they wrote it: `python -m tests.frozen freeze NAME` adds what this one writes."""
