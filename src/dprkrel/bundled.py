"""The bundled dataset, loaded on first use, and the questions over it."""

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError
from dprkrel.questions import changes as changes_questions
from dprkrel.questions import conflicts as conflicts_questions
from dprkrel.questions import counting as counting_questions
from dprkrel.questions import coverage as coverage_questions
from dprkrel.questions import events as events_questions
from dprkrel.questions import evidence as evidence_questions
from dprkrel.questions import order as order_questions
from dprkrel.questions import relations as relations_questions
from dprkrel.questions import superlatives as superlatives_questions
from dprkrel.questions import verify as verify_questions
from dprkrel.questions import why as why_questions
from dprkrel.store.tables import Tables

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
visits_by_actor = _over_bundled(events_questions.visits_by_actor)
events_between = _over_bundled(events_questions.events_between)
events_of_dyad = _over_bundled(events_questions.events_of_dyad)
meetings_of = _over_bundled(events_questions.meetings_of)
agreements_of = _over_bundled(events_questions.agreements_of)
treaty_actions = _over_bundled(events_questions.treaty_actions)
statements_by = _over_bundled(events_questions.statements_by)
relations_of = _over_bundled(relations_questions.relations_of)
offices_of = _over_bundled(relations_questions.offices_of)
office_holder = _over_bundled(relations_questions.office_holder)
count_visits = _over_bundled(counting_questions.count_visits)
coverage = _over_bundled(coverage_questions.coverage)
changes = _over_bundled(changes_questions.changes)
resolve = _over_bundled(changes_questions.resolve)
as_of = _over_bundled(Dataset.as_of)
evidence = _over_bundled(evidence_questions.evidence)
confidence = _over_bundled(evidence_questions.confidence)
conflicts = _over_bundled(conflicts_questions.conflicts)
positions_on = _over_bundled(evidence_questions.positions_on)
verify = _over_bundled(verify_questions.verify)
why = _over_bundled(why_questions.why)
superlatives = _over_bundled(superlatives_questions.superlatives)
before = _over_bundled(order_questions.before)
order = _over_bundled(order_questions.order)
order_reasons = _over_bundled(order_questions.order_reasons)
implied_when = _over_bundled(order_questions.implied_when)
