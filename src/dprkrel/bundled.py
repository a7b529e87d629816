"""The bundled dataset, loaded on first use, and the questions over it."""

import os
from collections.abc import Callable
from errno import EMFILE, ENFILE, ENOMEM
from functools import wraps
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from dprkrel.dataset import Dataset
from dprkrel.errors import FileError, close_matches
from dprkrel.questions import QUESTIONS
from dprkrel.store.artifact import Artifact, broken

LINES: Final = "dprkrel.jsonl"
INDEX: Final = "dprkrel.index"
"""The files that the compiler writes and the loader reads, in the folder `data` of the package."""

_opened: dict[str, Dataset] = {}


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
    dataset = _opened.get("bundled")
    # No lock: of two threads that come here at once both open it, which costs little, and one is kept.
    return dataset or _opened.setdefault("bundled", _open())


def _open() -> Dataset:
    artifact = Artifact(_content(LINES), _content(INDEX))
    artifact.reopen = load
    return Dataset.over(artifact, artifact.edition)


def _content(name: str) -> bytes:
    """Return the content of a file of the package, which may stand in an archive.

    It is read and not mapped: a map changes with the file, also after its checksum was compared, and where the
    file becomes shorter the system ends the process.
    """
    path = os.path.join(os.path.dirname(__file__), "data", name)  # noqa: PTH118, PTH120 - pathlib is slow to import
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - a pipe would have no end
            raise IsADirectoryError("it is no file")  # noqa: TRY301 - one advice for all
        content: bytes = __spec__.loader.get_data(path)  # type: ignore[union-attr] # every loader that imported this has it
    except MemoryError:
        raise
    except Exception as error:  # an archive that is damaged raises what its format has
        if getattr(error, "errno", None) in (EMFILE, ENFILE, ENOMEM):  # it is whole, and the system is not up to it
            raise FileError(path, "read", error) from error
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise broken(f"data/{name} cannot be read from the installed package ({reason})") from error
    return content


def _over_bundled(name: str) -> Callable[..., Any]:
    """Turn a question of any dataset into the same question of the bundled one, which is opened when it is asked."""
    method = getattr(Dataset, name)

    @wraps(MethodType(method, Dataset))  # wrapped as bound, so that its signature begins after `self`
    def ask(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(load(), *args, **kwargs)
        except TypeError as error:
            if type(error) is TypeError:
                _check_call(ask, args, kwargs)
            raise

    ask.__module__ = "dprkrel"
    return ask


def _check_call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise the error of a call with wrong arguments in terms of the function, where Python counts the dataset, too."""
    from inspect import Parameter, signature  # late: only errors need it

    parameters = signature(function).parameters
    try:
        signature(function).bind(*args, **kwargs)
    except TypeError as error:
        unknown = [name for name in kwargs if name not in parameters]
        if unknown:
            near = close_matches(unknown[0], parameters)[:1]
            nearest = f"the nearest is {near[0]}; " if near else ""
            takes = f"{nearest}it takes {', '.join(parameters)}" if parameters else "it takes none"
            raise TypeError(f"{function.__name__}(): {error}; {takes}") from None
        by_name = [name for name, parameter in parameters.items() if parameter.kind is Parameter.KEYWORD_ONLY]
        too_many = len(args) > len(parameters) - len(by_name)
        named = f"; give {', '.join(by_name)} by name" if by_name and too_many else ""
        raise TypeError(f"{function.__name__}(): {error}{named}") from None


if TYPE_CHECKING:
    _bundled: Final = Dataset()
    agreements_of: Final = _bundled.agreements_of
    as_of: Final = _bundled.as_of
    before: Final = _bundled.before
    changes: Final = _bundled.changes
    cite: Final = _bundled.cite
    confidence: Final = _bundled.confidence
    conflicts: Final = _bundled.conflicts
    count_events: Final = _bundled.count_events
    count_visits: Final = _bundled.count_visits
    coverage: Final = _bundled.coverage
    coverage_by_month: Final = _bundled.coverage_by_month
    events_between: Final = _bundled.events_between
    events_of_dyad: Final = _bundled.events_of_dyad
    evidence: Final = _bundled.evidence
    find_actor: Final = _bundled.find_actor
    implied_when: Final = _bundled.implied_when
    json_schema: Final = _bundled.json_schema
    meetings_of: Final = _bundled.meetings_of
    missions_at_work: Final = _bundled.missions_at_work
    office_holder: Final = _bundled.office_holder
    office_holders: Final = _bundled.office_holders
    offices_of: Final = _bundled.offices_of
    order: Final = _bundled.order
    order_reasons: Final = _bundled.order_reasons
    panel: Final = _bundled.panel
    positions_on: Final = _bundled.positions_on
    relations_of: Final = _bundled.relations_of
    resolve: Final = _bundled.resolve
    statements_by: Final = _bundled.statements_by
    superlatives: Final = _bundled.superlatives
    table: Final = _bundled.table
    to_icalendar: Final = _bundled.to_icalendar
    to_networkx: Final = _bundled.to_networkx
    treaty_actions: Final = _bundled.treaty_actions
    verify: Final = _bundled.verify
    visits_by_actor: Final = _bundled.visits_by_actor
    why: Final = _bundled.why
    write_package: Final = _bundled.write_package
    write_sqlite: Final = _bundled.write_sqlite
else:

    def __getattr__(name: str) -> Callable[..., Any]:
        if name not in QUESTIONS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        return globals().setdefault(name, _over_bundled(name))
