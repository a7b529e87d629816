"""How values are pickled: by public names and plain values, so that a pickle outlives the modules in which classes stand.

A pickle of ours names one function of the package, `dprkrel._unpickled`, and
a public name as text. Where the class stands, which private parts it has, and
how it keeps its fields may change; what the pickle says may not.
"""

import io
import pickle
import sys
from enum import StrEnum
from functools import partial
from typing import Any, Self

_PACKAGE: Any = sys.modules["dprkrel"]

Reduced = tuple[Any, tuple[Any, ...]]
"""What `__reduce__` returns."""


def pickled(value_class: type, *given: object) -> Reduced:
    """Return what a pickle holds of a value: its class by public name, and what that takes to make the value anew.

    A class that has no public name, such as a subclass that a user wrote, is named by its module.
    """
    name = value_class.__name__
    for prefix in ("", "engines."):
        module = sys.modules.get(f"dprkrel.{prefix}".rstrip("."))
        if name in getattr(module, "__all__", ()) and getattr(module, name) is value_class:
            return _PACKAGE._unpickled, (f"{prefix}{name}", *given)  # noqa: SLF001 - a part of the package
    return _PACKAGE._unpickled, (value_class, *given)  # noqa: SLF001 - as above


def public(name: str) -> Any:
    """Return what bears a public name.

    Examples:
        >>> public("Visit") is dprkrel.Visit
        True
    """
    found = _PACKAGE
    for part in name.split("."):
        found = getattr(found, part)
    return found


def unpickled(named: str | type, *given: object) -> Any:
    """Return the value of which `pickled` says what a pickle holds."""
    value_class = public(named) if isinstance(named, str) else named
    if not isinstance(value_class, type):
        raise pickle.UnpicklingError(f"{named} is no class of dprkrel")
    return getattr(value_class, "_unpickled", value_class)(*given)


class Pickled:
    """What is pickled by its fields: those that a later release adds take their defaults when an old pickle is read."""

    __slots__ = ()

    def __reduce__(self) -> Reduced:
        from attrs import fields  # late: few values go to another process

        value_class: Any = type(self)
        return pickled(value_class, {field.name: getattr(self, field.name) for field in fields(value_class)})

    @classmethod
    def _unpickled(cls, values: dict[str, Any]) -> Any:
        from attrs import fields  # late, as above

        value_class: Any = cls
        known = {field.name for field in fields(value_class)}
        return value_class(**{name: value for name, value in values.items() if name in known})


class Vocabulary(StrEnum):
    """A vocabulary: an enumeration of words, each of which is pickled as the word and the public name of its vocabulary."""

    def __reduce_ex__(self, _: object) -> Reduced:
        """Return what a pickle holds, whatever its protocol."""
        return pickled(type(self), self._value_)


class _Gone(tuple[Any, ...]):
    """A part of a value that later releases do not have."""

    __slots__ = ()

    def __new__(cls, *parts: object) -> Self:
        """Take whatever it was made of."""
        return super().__new__(cls, parts)


class _Unpickler(pickle.Unpickler):
    """Looks for a name among the public ones where the module that a pickle names is gone, or has it no more."""

    def find_class(self, module: str, name: str, /) -> Any:
        """Return what has a name."""
        try:
            return super().find_class(module, name)
        except (ImportError, AttributeError):
            if module.partition(".")[0] != "dprkrel":
                raise
            found = getattr(_PACKAGE, name, _Gone)
            return partial(_word, found) if isinstance(found, type) and issubclass(found, Vocabulary) else found


def _word(vocabulary: Any, word: object) -> Any:
    """Return a word that may be written as its number, as ranks once were."""
    return next((each for each in vocabulary if type(word) is int and each.number == word), None) or vocabulary(word)


def loads(content: bytes) -> Any:
    """Return the value of a pickle of any release, also of those before 1.0, which name modules that are gone.

    As with `pickle.loads`, a pickle from a stranger may run whatever the stranger wishes.

    Args:
        content: the bytes of the pickle.

    Examples:
        >>> loads(pickle.dumps(dprkrel.When("2024-06")))
        When(edtf='2024-06')
    """
    return _Unpickler(io.BytesIO(content)).load()
