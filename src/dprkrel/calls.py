"""Public calls: what goes wrong in one is said by an error of ours, and what callers give is read without trusting it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import wraps
from types import FunctionType
from typing import Any, Final, NoReturn, TypeVar

from dprkrel.errors import CallError, DprkrelError, VocabularyError, close_matches, shown
from dprkrel.pickles import Reduced, pickled

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type[Any])
T = TypeVar("T")

MOST: Final = 10_000_000
"""How many items of one argument are read; what has more has perhaps no end."""

_UNDER: Final = frozenset(
    {"altair", "attr", "attrs", "cattr", "cattrs", "dateutil", "duckdb", "hypothesis", "ibis", "icalendar", "nanoarrow"}
    | {"networkx", "pyspark"}
)
"""The packages that we call; what they raise was not raised by what a caller gave."""


def answering(function: F) -> F:
    """Let a public function or method say in our words what Python says of wrong arguments; a decorator.

    A call that is answered passes through; only what a failing one raises is looked at.
    """

    @wraps(function)
    def ask(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            told(ask, error, args, kwargs)
            raise

    return ask  # type: ignore[return-value] # it takes and returns what the function does


def answering_class(made: C) -> C:
    """Let the constructor and the public methods that a class defines do as `answering` does; a decorator."""
    for name, value in [*vars(made).items()]:
        if name.startswith("_") and name not in _CONSTRUCTORS:
            continue
        if isinstance(value, FunctionType) and not hasattr(value, "__wrapped__"):
            setattr(made, name, answering(value))
        elif isinstance(value, classmethod | staticmethod) and not hasattr(value.__func__, "__wrapped__"):
            setattr(made, name, type(value)(answering(value.__func__)))
    return made


_CONSTRUCTORS: Final = ("__init__", "__new__")


def told(called: Callable[..., Any], error: Exception, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise `CallError` where the arguments of a call do not fit it, or one of them failed; return where neither is so."""
    if isinstance(error, DprkrelError | Warning | MemoryError) or error.__traceback__ is None:
        return
    if type(error) is TypeError and error.__traceback__.tb_next is None:  # raised by the call itself
        check_call(called, args, kwargs)
    if isinstance(error, ReferenceError) or _failed_outside(error):
        raise CallError(_name_of(called, args), f"what was given fails when it is read: {_of(error)}") from error


def _name_of(called: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """Return a function as messages name it: a method with its class, a constructor as the class that is made."""
    *owners, name = called.__qualname__.rpartition("<locals>.")[2].split(".")
    if name in _CONSTRUCTORS and args:
        made = args[0] if name == "__new__" else type(args[0])
        return f"{made.__name__}()"
    return f"{'.'.join([*owners, name])}()"


def _of(error: BaseException) -> str:
    text = shown(error)
    return text if text.startswith(type(error).__name__) else f"{type(error).__name__}: {text}"


def _failed_outside(error: BaseException) -> bool:
    """Tell whether an error was raised by code of the caller that we called, such as a method of what was given.

    It was if the last code that ran is neither ours, nor of Python, nor of a package that we call, nor of one that lies beside
    such a package and was called by it. What a method raises that is written in C leaves no trace, and is taken for an error of ours.
    """
    outside, called_in, trace = False, "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        file = trace.tb_frame.f_code.co_filename
        if module == "dprkrel":
            outside, called_in = False, ""
        elif module in _UNDER:
            outside, called_in = False, file.rpartition(f"{os.sep}{module}{os.sep}")[0]
        # Scripts may be called as modules of Python are, and lie elsewhere. Of code that cattrs writes nobody is told the module.
        elif not (module in sys.stdlib_module_names and file.startswith(_PYTHON)) and not file.startswith("<cattrs "):
            # Scripts and consoles are `__main__`, as is the command line, which is ours and below everything.
            outside = not called_in or not file.startswith(called_in)
        trace = trace.tb_next
    return outside


_PYTHON: Final = (os.path.dirname(os.__file__), "<frozen ")  # noqa: PTH120 - pathlib is slow to import
"""How the files of Python's own modules begin."""


def check_call(called: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise the error of a call with wrong arguments in terms of what it takes."""
    from inspect import Parameter, signature  # late: only errors need it

    taken = signature(called)
    try:
        taken.bind(*args, **kwargs)
    except TypeError as error:
        names = {name: each for name, each in taken.parameters.items() if name not in _OWN}
        unknown = [name for name in kwargs if name not in names]
        name = _name_of(called, args)
        if unknown:
            near = close_matches(unknown[0], names)[:1]
            nearest = f"the nearest is {near[0]}; " if near else ""
            takes = f"{nearest}it takes {', '.join(names)}" if names else "it takes none"
            raise CallError(name, f"{error}; {takes}") from None
        by_name = [one for one, each in names.items() if each.kind is Parameter.KEYWORD_ONLY]
        in_order = sum(each.kind is not Parameter.KEYWORD_ONLY for each in taken.parameters.values())
        named = f"; give {', '.join(by_name)} by name" if by_name and len(args) > in_order else ""
        raise CallError(name, f"{error}{named}") from None


_OWN: Final = ("self", "cls")
"""What Python gives, and no caller."""


def text_of(given: object) -> str | None:
    """Return text as it is, of whatever class, so that no method of that class is called; None of what is no text."""
    return given if type(given) is str else str.__str__(given) if isinstance(given, str) else None


def flag_of(field: str, given: object) -> bool:
    """Return whether something is true, or say that it is neither true nor false."""
    if given is True or given is False:
        return given
    try:
        return bool(given)
    except Exception as error:
        raise CallError(field, f"expected True or False, got {shown(given)}") from error


def items_of(field: str, given: Any, most: int | None = None) -> Iterator[Any]:
    """Yield what a caller gave several of, one by one; what fails on the way, or does not end, is refused.

    Args:
        field: what it was given for.
        given: anything.
        most: how many there may be; None for `MOST`.

    Raises:
        CallError: it has no items, fails, or has too many.
    """
    if type(given) is tuple or type(given) is list:
        yield from given
        return
    limit = MOST if most is None else most
    try:
        found = iter(given)
    except Exception as error:
        raise _no_items(field, given, error) from error
    for _ in range(limit):
        try:
            item = next(found)
        except StopIteration:
            return
        except Exception as error:
            raise _no_items(field, given, error) from error
        yield item
    raise CallError(field, f"{shown(given)} has more than {limit:,} items, or no end")


def _no_items(field: str, given: object, error: Exception) -> CallError:
    if isinstance(error, DprkrelError | Warning | MemoryError):  # as of a generator that asks us
        raise error
    return CallError(field, f"the items of {shown(given)} cannot be read: {_of(error)}")


class Vocabulary(StrEnum):
    """Words of which each is its own text; one that is not among them is refused with those that are."""

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise VocabularyError(cls.__name__, value, cls)

    def __reduce_ex__(self, _: object) -> Reduced:
        """Return what a pickle holds, whatever its protocol: the word, and the public name of its vocabulary."""
        return pickled(type(self), self._value_)

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("_"):  # as those are with which Python makes a member
            raise AttributeError(
                f"{type(self).__name__} {self} cannot change (attribute {name!r})", name=name, obj=self
            )
        super().__setattr__(name, value)


def one_of(field: str, given: object, words: Iterable[str]) -> Any:
    """Return the word that is meant, of a vocabulary or of any other words, or say which there are."""
    text = text_of(given)
    for word in words:
        if word == text:
            return word
    raise VocabularyError(field, given, words)
