"""How values are pickled: by public names and plain values, so that a pickle outlives the modules in which classes stand.

A pickle of ours names one function of the package, `dprkrel._unpickled`, and
a public name as text. Where the class stands, which private parts it has, and
how it keeps its fields may change; what the pickle says may not.
"""

import sys
from enum import StrEnum
from typing import Any

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
