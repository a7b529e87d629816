"""The bundled dataset, loaded on first use, and the questions over it."""

import os
from collections.abc import Callable
from errno import EMFILE, ENFILE, ENOMEM
from functools import wraps
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from dprkrel.calls import answering, told
from dprkrel.dataset import Dataset
from dprkrel.errors import FileError
from dprkrel.first_use import interrupted
from dprkrel.questions import QUESTIONS
from dprkrel.store.artifact import Artifact, broken

LINES: Final = "dprkrel.jsonl"
INDEX: Final = "dprkrel.index"
"""The files that the compiler writes and the loader reads, in the folder `data` of the package."""

_opened: dict[str, Dataset] = {}


@answering
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
    method: Any = getattr(Dataset, name).__wrapped__  # as it is written: this says the rest itself

    @wraps(MethodType(method, Dataset))  # wrapped as bound, so that its signature begins after `self`
    def ask(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(load(), *args, **kwargs)
        except Exception as error:
            cause = interrupted(error) if isinstance(error, ImportError | AttributeError | NameError) else error
            if cause is not error:
                raise cause from error
            told(ask, error, args, kwargs)
            raise

    ask.__module__ = "dprkrel"
    return ask


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
