"""Targets for fuzzing, the corpora that they have grown, and what runs them: see `CONTRIBUTING.md`.

A target is a module in `targets/` with a function `check` of some bytes, which raises if what it promises does not
hold for them. It needs nothing but the package, so that the tests can try every input of the corpora on every Python;
atheris, which looks for new ones, is needed by `tests.fuzz.process` alone.
"""
