"""First use: whoever asks first, and from wherever, gets an answer or an error of ours, and nobody waits for ever.

Each case runs in a process of its own that has used nothing of the package, with a limit of time.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import dprkrel
from dprkrel import Dataset, errors, first_use
from dprkrel.dataset import _Question
from dprkrel.questions import QUESTIONS

ROOT = Path(__file__).parent.parent
ASK = """
import sys, warnings
import dprkrel
warnings.simplefilter("ignore")

def ask():
    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    assert len(visits.table()) == 3 and dprkrel.load().digest and visits[0].reports
    assert dprkrel.find_actor("Menlu Korut Choe Son Hui").id == "choe-son-hui" and dprkrel.relations_of("Belarus")
    assert str(dprkrel.confidence("putin-visit-dprk-2024")) == "high" and dprkrel.conflicts("ryzhenkov-visit-dprk-2024")
"""
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="it needs fork")


def run(code: str, limit: float = 90) -> str:
    """Run a program in a new process, and return what it prints."""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", ASK + code], capture_output=True, text=True, timeout=limit, check=False, cwd=ROOT,
        )  # fmt: skip
        # The lock of imports of Python 3.11 is lost where what interrupts it imports, too, whatever that is.
        if "in acquire\nKeyError: " not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_many_threads_ask_first() -> None:
    """Of thirty-two threads that begin at once each gets every answer, and all the same objects."""
    code = """
import threading
barrier, found, failed = threading.Barrier(32), [], []
sys.setswitchinterval(1e-4)
def first():
    barrier.wait()
    try:
        ask()
        data = dprkrel.load()
        found.append((id(data), tuple(map(id, data.events)), tuple(map(id, data.visits_by_actor("Lavrov")))))
    except BaseException as error:
        failed.append(repr(error))
threads = [threading.Thread(target=first) for _ in range(32)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)), failed[:2])
"""
    assert run(code) == "32 1 []"


@forks
@pytest.mark.parametrize("seconds", [0, 0.03])
def test_a_process_that_is_forked_while_another_thread_imports(seconds: float) -> None:
    """A child gets its answers, whatever another thread of its parent was doing when it was forked."""
    code = f"""
import os, signal, threading, time
begun = threading.Event()
thread = threading.Thread(target=lambda: (begun.set(), ask()))
thread.start(); begun.wait(); time.sleep({seconds})
child = os.fork()
if not child:
    signal.alarm(20)
    try: ask()
    except BaseException as error: os.write(2, repr(error).encode()); os._exit(1)
    os._exit(0)
_, status = os.waitpid(child, 0)
thread.join()
print(status)
"""
    assert run(code) == "0"


NESTED = """
import gc, os, signal

def nested():
    try: ask()
    except dprkrel.DprkrelError as error: assert "is still being imported" in str(error), error
    except (ImportError, AttributeError, NameError) as error: assert "partially initialized module" in str(error), error

from dprkrel.errors import DprkrelError  # so that its name can be asked for at any time
"""


@forks
@pytest.mark.usefixtures("unmeasured")
def test_a_call_that_interrupts_the_first() -> None:
    """At whatever call a first use is interrupted by another, as by a signal handler, both end, and the first has its answer."""
    code = f"""{NESTED}
def interrupted(number):
    calls = 0
    def count(frame, event, _):
        nonlocal calls
        calls += event == "call"
        if calls == number:
            sys.setprofile(None)
            nested()
    sys.setprofile(count)
    ask()
    sys.setprofile(None)
    ask()

statuses = set()
for number in (200, 900, 2_000, 5_000, 9_000, 25_000, 45_000):
    child = os.fork()
    if not child:
        signal.alarm(20)
        try: interrupted(number)
        except BaseException as error: os.write(2, f"{{number}}: {{error!r}}".encode()); os._exit(1)
        os._exit(0)
    statuses.add(os.waitpid(child, 0)[1])
print(*statuses)
"""
    assert run(code) == "0"


@pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="it needs timers")
def test_signal_handlers_and_finalizers_ask_during_first_use() -> None:
    """A timer that rings all the time, and a finalizer at each collection of garbage, ask while the first answers are looked for."""
    code = f"""{NESTED}
busy, asked = False, 0
def handler(*_):
    global busy, asked
    if not busy:  # as handlers guard themselves
        busy = True
        try: nested(); asked += 1
        finally: busy = False
class Dropped:
    def __init__(self): self.itself = self
    def __del__(self): handler(); again and Dropped()
again = True
gc.set_threshold(500, 2, 2)
Dropped()
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.003, 0.003)
ask()
signal.setitimer(signal.ITIMER_REAL, 0)
again = False
ask()
print(asked > 3)
"""
    assert run(code) == "True"


@forks
def test_processes_of_every_kind_ask_first(tmp_path: Path) -> None:
    """Workers that are spawned, forked or served, and pools of them, answer, and their answers come home."""
    (tmp_path / "main.py").write_text(
        f"""{ASK}
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

def visits(name):
    ask()
    return dprkrel.visits_by_actor(name)

if __name__ == "__main__":
    for method in ("fork", "forkserver", "spawn"):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:
            assert [len(found.table()) == len(found) > 3 for found in pool.map(visits, ["Lavrov"])] == [True]
    print("done")
""",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(tmp_path / "main.py")], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr


IMPORTING: Final = compile("import unfinished", "importing", "exec")
"""Code that imports a module; in the name space of a module of the package it is the package that does."""


@pytest.mark.parametrize(("asking", "waits"), [("dprkrel.made", True), ("stranger", False)])
def test_a_fork_waits_for_imports_of_the_package_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asking: str, waits: bool
) -> None:
    """Before a fork it is waited while another thread imports what the package needs, and not for what strangers import."""
    begun, go_on = threading.Event(), threading.Event()
    (tmp_path / "unfinished.py").write_text("import sys\nsys.begun.set()\nsys.go_on.wait(20)\n")
    monkeypatch.setattr(sys, "begun", begun, raising=False)
    monkeypatch.setattr(sys, "go_on", go_on, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(first_use, "_MOST_TRIES", 20)
    thread = threading.Thread(target=exec, args=(IMPORTING, {"__name__": asking}))
    thread.start()
    slept = list[float]()
    try:
        assert begun.wait(20)
        monkeypatch.setattr(time, "sleep", slept.append)
        first_use.wait_for_imports()
    finally:
        go_on.set()
        thread.join()
        sys.modules.pop("unfinished", None)

    assert len(slept) == (20 if waits else 0)  # at last it forks all the same


def test_an_error_of_a_call_that_interrupts_an_import_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where code of the package that is being imported is what was interrupted, the error is ours; else it is what it was."""
    error = ImportError("no such module")
    code = compile("told = ask(error)", "body of a module", "exec")
    names: dict[str, Any] = {"__name__": "dprkrel.made", "ask": first_use.interrupted, "error": error}
    exec(code, names)

    assert isinstance(names["told"], dprkrel.DprkrelError)
    assert "is still being imported" in str(names["told"])
    assert first_use.interrupted(error) is error
    monkeypatch.setitem(sys.modules, "dprkrel.errors", None)
    exec(code, names)
    assert str(names["told"]) == "no such module"


ASKED: Final[dict[str, tuple[str, Callable[[], object]]]] = {
    "a name": ("dprkrel.records.events", lambda: dprkrel.__getattr__("Visit")),
    "a question of a dataset": (
        "dprkrel.questions.visits",
        lambda: _Question("visits_by_actor").__get__(None, Dataset),
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_part_that_is_missing_is_told_apart_from_an_interruption(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    """Where a module is gone that is Python's error, and where it is being imported by what was interrupted it is ours."""
    module, ask = ASKED[asked]
    for name in [module, *dprkrel._MODULE_OF.values(), *QUESTIONS.values()]:
        monkeypatch.setitem(sys.modules, module if name == module else f"dprkrel.{name}", None)
    with pytest.raises(ImportError):
        ask()
    monkeypatch.delitem(sys.modules, "dprkrel.errors", raising=False)
    monkeypatch.setitem(sys.modules, "dprkrel.errors", errors)
    with pytest.raises(dprkrel.DprkrelError, match="still being imported"):
        exec(compile("ask()", "body of a module", "exec"), {"__name__": "dprkrel.made", "ask": ask})
