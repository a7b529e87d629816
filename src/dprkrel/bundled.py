"""The bundled dataset, loaded on first use, and the questions over it."""

import functools
import threading
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from dprkrel import codec
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError

DATA: Final = "data/dprkrel.jsonl"
"""Where the compiler writes and the loader reads, within the package."""

_lock = threading.Lock()
_loaded: list[Dataset] = []


def load() -> Dataset:
    """Return the bundled dataset, the same object each time.

    The first call reads and checks it; no call touches the network, the
    clock, the locale or the environment.

    Returns:
        The dataset, with `events`, `actors`, `relations`, `offices`,
        `places` and `sources` as sorted tuples, and `edition`.

    Examples:
        >>> dprkrel.load() is dprkrel.load()
        True
    """
    with _lock:  # functools.cache would load once for each thread that comes at the same time
        if not _loaded:
            _loaded.append(_read())
        return _loaded[0]


def _read() -> Dataset:
    import pkgutil  # late: importing dprkrel must stay cheap

    data = pkgutil.get_data("dprkrel", DATA)
    if data is None:
        raise DprkrelError(f"{DATA} is missing from the installed package; install dprkrel again")
    return codec.loads(data)


def questions() -> dict[str, Callable[..., Any]]:
    """Return the questions that a dataset answers, by name."""
    return {
        name: method
        for name, method in vars(Dataset).items()
        if isinstance(method, FunctionType) and method.__module__.startswith("dprkrel.questions.")
    }


def _over_bundled(method: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a question of any dataset into the same question of the bundled one, which is loaded when it is asked."""

    @functools.wraps(MethodType(method, Dataset))  # wrapped as bound, so that its signature begins after `self`
    def ask(*args: Any, **kwargs: Any) -> Any:
        return method(load(), *args, **kwargs)

    ask.__module__ = "dprkrel"
    return ask


if TYPE_CHECKING:
    _bundled = Dataset()
    agreements_of = _bundled.agreements_of
    as_of = _bundled.as_of
    before = _bundled.before
    changes = _bundled.changes
    confidence = _bundled.confidence
    conflicts = _bundled.conflicts
    count_visits = _bundled.count_visits
    coverage = _bundled.coverage
    events_between = _bundled.events_between
    events_of_dyad = _bundled.events_of_dyad
    evidence = _bundled.evidence
    find_actor = _bundled.find_actor
    implied_when = _bundled.implied_when
    meetings_of = _bundled.meetings_of
    office_holder = _bundled.office_holder
    offices_of = _bundled.offices_of
    order = _bundled.order
    order_reasons = _bundled.order_reasons
    positions_on = _bundled.positions_on
    relations_of = _bundled.relations_of
    resolve = _bundled.resolve
    statements_by = _bundled.statements_by
    superlatives = _bundled.superlatives
    treaty_actions = _bundled.treaty_actions
    verify = _bundled.verify
    visits_by_actor = _bundled.visits_by_actor
    why = _bundled.why
else:
    globals().update({name: _over_bundled(method) for name, method in questions().items()})
