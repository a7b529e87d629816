"""What every target checks: errors are ours, and their messages can be printed and are no longer than one reads."""

from typing import Final

from dprkrel.errors import DprkrelError
from dprkrel.prose import is_unprintable

MOST: Final = 8_000
"""How many characters a line of a message has at most: two values that are cut, and what stands around them."""


class BrokenError(AssertionError):
    """A promise that does not hold."""


def hold(promise: bool, *about: object) -> None:
    """Raise an error if a promise does not hold; it says about what."""
    if not promise:
        raise BrokenError(", ".join(map(repr, about)))


def told(error: DprkrelError) -> DprkrelError:
    """Return an error whose message does no harm to a terminal, and is not too long."""
    message = str(error)
    hold(bool(message), type(error))
    for line in message.split("\n"):
        hold(not any(map(is_unprintable, line)), message)
        hold(len(line) <= MOST, len(line), message)
    return error
