"""What is deprecated: old names, arguments and words, which still work, warn, and say what stands in their place.

Each is entered at one place: a name in `NAMES`, a word in `WORDS`, an argument
by the decorator of the question that takes it. The page on compatibility says
how long an entry stays; `tests/test_deprecations.py` holds the entries to it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

from dprkrel.calls import check_call
from dprkrel.errors import CallError, DprkrelDeprecationWarning, warn_caller

P = ParamSpec("P")
T = TypeVar("T")


class Deprecation(NamedTuple):
    """That something is deprecated.

    Attributes:
        instead: what stands in its place.
        since: the version that deprecated it.
        until: the version in which it is gone.
    """

    instead: str
    since: str
    until: str


NAMES: Final[dict[str, Deprecation]] = {}
"""Old names of the package. That of a question is also the old name of the method."""

WORDS: Final[dict[str, dict[str, Deprecation]]] = {}
"""Old words, by the name of their vocabulary. The old name of a member stays beside the new one, as an alias of `enum`."""


def warn_deprecated(name: str, deprecation: Deprecation) -> None:
    """Warn of what is deprecated, as of the line outside the package that uses it."""
    warn_caller(DprkrelDeprecationWarning(name, *deprecation))


def name_now(name: str) -> str | None:
    """Return the name that stands in the place of an old one, and warn; None if there was no such name.

    Examples:
        >>> name_now("visits") is None
        True
    """
    found = NAMES.get(name)
    if found is None:
        return None
    warn_deprecated(name, found)
    return found.instead


def word_now(vocabulary: type, word: str) -> str:
    """Return the word that stands in the place of an old one, and warn; any other word as it is.

    Examples:
        >>> word_now(dprkrel.Role, "host")
        'host'
    """
    found = WORDS.get(vocabulary.__name__, {}).get(word)
    if found is None:
        return word
    warn_deprecated(f"{vocabulary.__name__} {word!r}", found)
    return found.instead


def deprecated_arguments(**old: Deprecation) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function take arguments by their old names, too, warn of them, and hand them on by the new."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> T:
            for name in old.keys() & kwargs.keys():
                if old[name].instead in kwargs:
                    raise CallError(
                        f"{function.__name__}()", f"got {name}, and {old[name].instead} that stands in its place"
                    )
                warn_deprecated(f"{function.__name__}({name}=)", old[name])
                kwargs[old[name].instead] = kwargs.pop(name)
            try:
                return function(*args, **kwargs)
            except TypeError as error:
                if type(error) is TypeError and error.__traceback__ and error.__traceback__.tb_next is None:
                    check_call(function, args, kwargs)
                raise

        call.deprecated_arguments = old  # type: ignore[attr-defined] # read by the list of the public API
        return call

    return decorate
