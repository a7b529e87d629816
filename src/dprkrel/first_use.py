"""What a first use meets: a process that is forked while another thread imports, and a call that interrupts the one that does.

It is imported with the package, and so imports nothing that Python has not imported.
"""

import _frozen_importlib  # type: ignore[import-not-found, unused-ignore]
import _thread
import os
import sys
import time

TYPE_CHECKING = False  # as in `dprkrel`

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType
    from typing import Final

_PACKAGE: "Final" = "dprkrel"

_MODULE_LOCKS: "Final[Mapping[str, Callable[[], object]]]" = getattr(_frozen_importlib, "_module_locks", {})
"""The locks of the modules that are being imported, as CPython keeps them; where there are none, nobody waits."""

_MOST_TRIES: "Final" = 10_000
"""How often it is looked, a thousandth of a second apart, before a process forks all the same."""


def wait_for_imports() -> None:
    """Wait, before the process forks, until no other thread imports a module of the package, or one that the package needs.

    Python keeps a module locked while it is imported, and in the child nobody
    is left to unlock it: who asks there would wait for ever.
    """
    me = _thread.get_ident()
    for _ in range(_MOST_TRIES):
        owners: dict[int, bool] = {}
        for name, reference in [*_MODULE_LOCKS.items()]:
            owner = getattr(reference(), "owner", None)
            if owner not in (None, me):
                owners[owner] = owners.get(owner, False) or name.partition(".")[0] == _PACKAGE
        frames = sys._current_frames().items() if owners else ()  # noqa: SLF001 - nothing else tells what threads do
        if not any(owners.get(thread, False) or (thread in owners and _is_ours(frame)) for thread, frame in frames):
            return
        time.sleep(0.001)


def interrupted(error: Exception) -> Exception:
    """Return the error of a call that came while the same thread was importing what it needs; any other error as it is."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - as above
    while frame is not None and not _imports_ours(frame):
        frame = frame.f_back
    if frame is None:
        return error
    try:
        from dprkrel.errors import DprkrelError  # late, as all is here
    except (ImportError, AttributeError, NameError):  # it is what is being imported, or something that it needs
        return error
    return DprkrelError(
        "dprkrel is still being imported by the code that this call interrupted, as a signal handler or a finalizer may; "
        "ask the same once before these are set up, or ask again later"
    )


def _imports_ours(frame: "FrameType") -> bool:
    """Tell whether a frame is the body of a module of the package, or the part of Python that looks for one."""
    if frame.f_code.co_name == "_find_and_load":
        return str(frame.f_locals.get("name")).partition(".")[0] == _PACKAGE
    return frame.f_code.co_name == "<module>" and _is_named(frame)


def _is_ours(frame: "FrameType | None") -> bool:
    """Tell whether a thread is at work for the package."""
    while frame is not None and not _is_named(frame):
        frame = frame.f_back
    return frame is not None


def _is_named(frame: "FrameType") -> bool:
    """Tell whether a frame is of a module of the package."""
    return str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows, where no tests run, does not fork
    os.register_at_fork(before=wait_for_imports)
