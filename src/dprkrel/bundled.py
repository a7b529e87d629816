"""The bundled dataset, loaded on first use, and the questions over it."""

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from dprkrel import (
    claims,
    counting,
    disagreement,
    editions,
    explanation,
    queries,
    reach,
    relations,
    sequence,
    verification,
    voices,
)
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError
from dprkrel.tables import Tables

P = ParamSpec("P")
R = TypeVar("R")

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
    import pkgutil  # late, as is the codec: importing dprkrel must stay cheap

    from dprkrel import codec

    data = pkgutil.get_data("dprkrel", DATA)
    if data is None:
        raise DprkrelError(f"{DATA} is missing from the installed package; install dprkrel again")
    return codec.loads(data)


def _over_bundled(question: Callable[Concatenate[Dataset, P], R]) -> Callable[P, R]:
    """Turn a question about any dataset into the same question about the bundled one."""

    @functools.wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        return question(load(), *args, **kwargs)

    signature = inspect.signature(question)
    shown = signature.replace(parameters=list(signature.parameters.values())[1:])
    ask.__signature__ = shown  # type: ignore[attr-defined]
    ask.__module__ = "dprkrel"
    ask.__qualname__ = question.__name__
    return ask


find_actor = _over_bundled(Tables.find_actor)
visits_by_actor = _over_bundled(queries.visits_by_actor)
events_between = _over_bundled(queries.events_between)
events_of_dyad = _over_bundled(queries.events_of_dyad)
meetings_of = _over_bundled(queries.meetings_of)
agreements_of = _over_bundled(queries.agreements_of)
treaty_actions = _over_bundled(queries.treaty_actions)
statements_by = _over_bundled(queries.statements_by)
relations_of = _over_bundled(relations.relations_of)
offices_of = _over_bundled(relations.offices_of)
office_holder = _over_bundled(relations.office_holder)
count_visits = _over_bundled(counting.count_visits)
coverage = _over_bundled(reach.coverage)
changes = _over_bundled(editions.changes)
resolve = _over_bundled(editions.resolve)
as_of = _over_bundled(Dataset.as_of)
evidence = _over_bundled(voices.evidence)
confidence = _over_bundled(voices.confidence)
conflicts = _over_bundled(disagreement.conflicts)
positions_on = _over_bundled(voices.positions_on)
verify = _over_bundled(verification.verify)
why = _over_bundled(explanation.why)
superlatives = _over_bundled(claims.superlatives)
before = _over_bundled(sequence.before)
order = _over_bundled(sequence.order)
order_reasons = _over_bundled(sequence.order_reasons)
implied_when = _over_bundled(sequence.implied_when)
