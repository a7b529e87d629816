"""How much work a call is, counted: a guard against growth that does not depend on the machine.

Lines run, calls and calls of functions in C are counted. What Python does within one such call, such as to look through
a list for `in`, is not.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import dprkrel

PACKAGE: Final = str(Path(dprkrel.__file__).parent)


def operations(act: Callable[[], object]) -> int:
    """Return how many lines of the package are run and calls are made while something is done."""
    return counted(act)[0]


def counted(act: Callable[[], object]) -> tuple[int, Any]:
    """Return how many operations something takes, and its result."""
    count = 0

    def line(*_: object) -> Any:
        nonlocal count
        count += 1
        return line

    def call(frame: FrameType, *_: object) -> Any:
        nonlocal count
        count += 1
        return line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def call_of_c(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(call)
    sys.setprofile(call_of_c)
    try:
        result = act()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count, result
