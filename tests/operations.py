"""How much work a call is, counted: a guard against growth that does not depend on the machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import dprkrel

PACKAGE = str(Path(dprkrel.__file__).parent)


def operations(call: Callable[[], Any]) -> int:
    """Return how many lines of the package are run by a call."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call" and not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
