"""What four people write who have the README and the pages and nothing else; `tests/test_jobs.py` runs it as it stands."""
