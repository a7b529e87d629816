"""Many cases in one test: each is tried whatever became of the others, and all that fail are listed."""

import inspect
import reprlib
import textwrap
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar

import pytest
from hypothesis import settings

T = TypeVar("T")


def for_each(
    names: str | tuple[str, ...], cases: Iterable[Any], *, brief: int = 1
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test once over all cases, where `pytest.mark.parametrize` makes a test of each.

    For cases that are records, or products of questions and wrong values: they
    grow with the data, and as tests of their own they would hide all others.
    Where properties are tried on few examples, so are slow cases: on one in `brief`.
    """
    listed = list(cases)
    named = (names,) if isinstance(names, str) else names

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(*fixtures: Any, **more: Any) -> None:
            assert listed, "there are no cases, so that nothing is tested"
            failed, skipped = [], set[str]()
            tried = some(listed, brief)
            for case in tried:
                values = dict(zip(named, (case,) if isinstance(names, str) else case, strict=True))
                try:
                    test(*fixtures, **more, **values)
                except pytest.skip.Exception as reason:
                    skipped.add(str(reason))
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever fails is listed
                    failed.append(f"{described(values)}: {reason_of(error)}")
            if failed:
                whole = "\n".join([f"{len(failed)} of {len(tried)} cases fail:", *failed])
                pytest.fail(textwrap.indent(whole, "  ").strip(), pytrace=False)
            if skipped:
                pytest.skip("; ".join(sorted(skipped)))

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in named]
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined] # where pytest reads fixtures
        return run

    return decorate


def some(cases: Sequence[T], brief: int) -> Sequence[T]:
    """Return all cases, or one in `brief` where properties are tried on few examples."""
    return cases[:: brief if settings.get_current_profile_name() == "brief" else 1]


def described(values: dict[str, Any]) -> str:
    """Return the values of a case on one line, records by their ids."""
    return ", ".join(f"{name}={shown(value)}" for name, value in values.items())


def shown(value: Any) -> str:
    """Return a value in a few characters, even one that is too long to be shown or refuses it."""
    try:
        return value.__name__ if isinstance(value, type) else reprlib.repr(getattr(value, "id", value))
    except Exception:  # noqa: BLE001 - some cases are there to be rude
        return f"<{type(value).__name__}>"


def reason_of(error: BaseException) -> str:
    """Return what went wrong, with the line of the test where it did."""
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_name.startswith("test_")]
    place = f"line {lines[-1]}, " if lines else ""
    said = "" if isinstance(error, pytest.fail.Exception | AssertionError) else f"{type(error).__name__}: "
    return f"{place}{said}{error}"
