"""The public API of the last release, and what a new version may not take from those who use it.

`tests/public_api.txt` is the API of today, `tests/released_api.txt` that of the
last release, with its version in the first line. Additions are free. What is
gone, or takes less or answers otherwise than before, is a fault, unless the
last release said of it that it is deprecated until this version.
`python -m tests.released_api` freezes the API of today, which is a step of a release; it refuses where something that
was deprecated is gone before its time.

griffe was tried for this (2.4.1): it compares what modules define. The names
here are fetched from `_NAMES` and `QUESTIONS`, so that it saw none go from
there, and took for a loss what only moved from one module to another.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import dprkrel
from dprkrel import deprecations

HERE: Final = Path(__file__).parent
TODAY: Final = HERE / "public_api.txt"
RELEASED: Final = HERE / "released_api.txt"
A_YEAR: Final = 365
"""How many days what is deprecated works at least, from the release that deprecated it."""

_HEAD: Final = "# The public API of version "


class Parameter(NamedTuple):
    """A parameter: how it is given, at which place, of which type, and what stands for it where it is not given."""

    kind: str
    place: int
    taken: ast.expr | None
    default: str | None


class Signature(NamedTuple):
    """What can be called: its parameters by name, and what it returns."""

    parameters: dict[str, Parameter]
    returned: ast.expr | None


class Item(NamedTuple):
    """A thing on which others rely: what it is, and what is known of it."""

    kind: str
    known: Any = None


def version_of(text: str) -> tuple[int, ...]:
    """Return a version as three numbers that can be compared."""
    numbers = [int(part) for part in text.split(".")]
    return tuple([*numbers, 0, 0][:3])


def deprecated_in(package: Any) -> dict[str, tuple[str, str, str]]:
    """Return what is deprecated: for each old name, argument and word, what stands in its place, since when and until when."""
    found: dict[str, tuple[str, str, str]] = {**deprecations.NAMES}
    for vocabulary, words in deprecations.WORDS.items():
        found |= {f"{vocabulary} {word!r}": entry for word, entry in words.items()}
    for name in package.__all__:
        old: Mapping[str, Any] = getattr(getattr(package, name), "deprecated_arguments", {})
        found |= {f"{name}({argument}=)": entry for argument, entry in old.items()}
    return found


class Api:
    """What a file of the public API says, by the name under which it is used.

    Args:
        text: the file.
    """

    def __init__(self, text: str) -> None:
        self.items: dict[str, Item] = {}
        self.aliases: dict[str, ast.expr] = {}
        self.deprecated: dict[str, tuple[str, tuple[int, ...]]] = {}
        self.since: dict[str, str] = {}
        for block in text.strip().split("\n\n"):
            self._enter(_whole_lines(block))

    def _enter(self, lines: list[str]) -> None:
        head, *body = lines
        word, _, rest = head.partition(" ")
        if word == "deprecated":
            name, _, told = rest.partition(": use ")
            self.deprecated[name] = told.partition(";")[0], version_of(told.rpartition("until ")[2])
            self.since[name] = told.partition("since ")[2].partition(",")[0]
            return
        if word not in {"class", "enum", "def", "table", "command"}:
            name, _, held = head.replace(": ", " = ", 1).partition(" = ")
            self.items[name] = Item("name of a type", held)
            if " of " not in held:
                self.aliases[name] = _type(held)
            return
        kind, name = (word, rest) if word in {"class", "enum", "def"} else ("class", f"{word} {rest}")
        if kind == "enum":
            self.items[name] = Item("enum")
        elif "(" in rest:
            name = rest.partition("(")[0]
            self.items[name] = Item(kind, _signature(rest[len(name) :]))
        else:
            self.items[name] = Item(kind)
        for line in body:
            self._enter_member(word, name, line)
        if word == "command":  # what is given by its place, in that order
            by_place = [line.partition(": ")[0] for line in body if not line.startswith("-")]
            self.items[name] = Item("command", ", ".join(by_place) or "nothing")

    def _enter_member(self, word: str, owner: str, line: str) -> None:
        if line.startswith("is a "):
            for base in line.removeprefix("is a ").split(", "):
                self.items[f"{owner} is a {base}"] = Item("base")
        elif word == "enum" and " = " in line:
            name, _, value = line.partition(" = ")
            self.items[f"{owner}.{name}"] = Item("member", value)
            self.items.setdefault(f"{owner} {value}", Item("word"))
        elif word == "command":
            flags, _, how = line.partition(": ")
            self.items[f"{owner} {flags}"] = Item("argument of a command", how)
        elif "(" in line.partition(":")[0]:
            name = line.partition("(")[0]
            self.items[f"{owner}.{name}"] = Item("def", _signature(line[len(name) :]))
        else:
            name, _, held = line.partition(": ")
            told_elsewhere = held in {"the question of this name", "told in its docstring"}
            self.items[f"{owner}.{name}"] = Item("attribute", None if told_elsewhere else _type(held))

    def alternatives(self, declared: ast.expr) -> list[ast.expr]:
        """Return of which types a type is one, with the names of types written out."""
        if isinstance(declared, ast.BinOp) and isinstance(declared.op, ast.BitOr):
            return [*self.alternatives(declared.left), *self.alternatives(declared.right)]
        if isinstance(declared, ast.Name) and declared.id in self.aliases:
            alias = self.aliases[declared.id]
            if not (isinstance(alias, ast.Name) and alias.id == declared.id):
                return self.alternatives(alias)
        return [declared]


def _whole_lines(block: str) -> list[str]:
    """Return the lines of a block, with a signature of several lines as one, and no space before any."""
    lines: list[str] = []
    for line in block.splitlines():
        is_open = bool(lines) and lines[-1].count("(") > lines[-1].count(")")
        lines[len(lines) - is_open :] = [f"{lines[-1] if is_open else ''}{line.strip()}"]
    return lines


@cache  # most lines of two versions are the same
def _type(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@cache
def _signature(text: str) -> Signature:
    """Return what a signature says, written as in Python."""
    (function,) = ast.parse(f"def f{text}: ...").body
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    by_place = [*given.posonlyargs, *given.args]
    defaults = [*[None] * (len(by_place) - len(given.defaults)), *given.defaults]
    found: dict[str, Parameter] = {}
    for place, (one, default) in enumerate(zip(by_place, defaults, strict=True)):
        kind = "by place" if one in given.posonlyargs else "by place or name"
        found[one.arg] = Parameter(kind, place, one.annotation, ast.unparse(default) if default else None)
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        found[one.arg] = Parameter("by name", -1, one.annotation, ast.unparse(default) if default else None)
    for star, rest in (("*", given.vararg), ("**", given.kwarg)):
        if rest is not None:
            found[f"{star}{rest.arg}"] = Parameter(star, -1, rest.annotation, "")
    return Signature(found, function.returns)


def fits(part: ast.expr | None, of: Api, whole: ast.expr | None, within: Api) -> bool:
    """Tell whether a type takes all that another does, as far as both are written out."""
    if part is None or whole is None:
        return whole is None
    if ast.dump(part) == ast.dump(whole):  # of the name of a type that takes less now it is told once
        return True
    wider = within.alternatives(whole)
    return all(any(_fits_one(one, of, other, within) for other in wider) for one in of.alternatives(part))


def _fits_one(part: ast.expr, of: Api, whole: ast.expr, within: Api) -> bool:
    if ast.dump(part) == ast.dump(whole) or (isinstance(whole, ast.Name) and whole.id in {"Any", "object"}):
        return True
    if not (isinstance(part, ast.Subscript) and isinstance(whole, ast.Subscript)):
        return False
    if ast.dump(part.value) != ast.dump(whole.value) or ast.unparse(part.value) == "Callable":
        return False
    inner = [one.slice.elts if isinstance(one.slice, ast.Tuple) else [one.slice] for one in (part, whole)]
    return len(inner[0]) == len(inner[1]) and all(fits(a, of, b, within) for a, b in zip(*inner, strict=True))


def losses(before: Api, after: Api, version: str) -> Iterator[str]:
    """Yield what those who used one API lose in another, sorted, but for what was deprecated until this version."""

    def is_due(name: str) -> bool:
        _, until = before.deprecated.get(name, ("", None))
        return until is not None and until <= version_of(version)

    def may_go(name: str) -> bool:
        return name in after.deprecated or is_due(name)

    for name, held in sorted(before.items.items()):
        if any(owner in before.items and owner not in after.items for owner in _owners(name)):
            continue  # it is told of the whole
        prefix = "Dataset." if name.startswith("Dataset.") else ""
        own = name.removeprefix(prefix)  # the old name of a question is that of the method, too
        instead, _ = after.deprecated.get(own, ("", None))
        now = after.items.get(name) or after.items.get(f"{prefix}{instead}")
        if now is not None:
            yield from _item_losses(name, held, now, before, after, may_go)
        elif not may_go(own) and not _goes_with_its_word(name, before, is_due):
            yield f"{name} is gone"
    yield from _demands(before, after)


def _item_losses(
    name: str, held: Item, now: Item, before: Api, after: Api, may_go: Callable[[str], bool]
) -> Iterator[str]:
    if held.kind != now.kind:
        yield f"{name} was of the kind {held.kind}, and is of the kind {now.kind}"
    elif isinstance(held.known, Signature):
        yield from _signature_losses(name, held.known, now.known, before, after, may_go)
    elif not _is_as_good(name, held, now, before, after):
        was, found = (one.known if isinstance(one.known, str) else ast.unparse(one.known) for one in (held, now))
        yield f"{name} was {was}, and is {found}"


def _is_as_good(name: str, held: Item, now: Item, before: Api, after: Api) -> bool:
    """Tell whether whoever relied on what was told of a name can rely on what is told of it now."""
    if held.kind == "attribute":
        return fits(now.known, after, held.known, before)
    if name in before.aliases and name in after.aliases:
        return fits(before.aliases[name], before, after.aliases[name], after)
    if held.kind == "command":  # what it takes by place, in that order
        return held.known == "nothing" or f"{now.known}, ".startswith(f"{held.known}, ")
    return (
        held.kind == "member"  # what became of its word is told of the word
        or held.known == now.known
        or (held.known == "required" and now.known.startswith("optional"))
    )


def _owners(name: str) -> set[str]:
    return {name.rpartition(".")[0], name.rpartition(" ")[0], name.partition(" is a ")[0]} - {name}


def _goes_with_its_word(name: str, before: Api, is_due: Callable[[str], bool]) -> bool:
    """Tell whether a member of a vocabulary goes with the word that it was; until then its name stays, as an alias."""
    held = before.items[name]
    return held.kind == "member" and is_due(f"{name.partition('.')[0]} {held.known}")


def _demands(before: Api, after: Api) -> Iterator[str]:
    """Yield what commands ask for, and did not."""
    for name, now in sorted(after.items.items()):
        command = " ".join(name.split(" ")[:2])
        is_new = now.kind == "argument of a command" and command in before.items and name not in before.items
        if is_new and now.known.startswith("required"):
            yield f"{name} is required, and was not there"


def _signature_losses(
    name: str, held: Signature, now: Signature, before: Api, after: Api, may_go: Callable[[str], bool]
) -> Iterator[str]:
    for one, was in held.parameters.items():
        label, found = f"{name}({one}=)", now.parameters.get(one)
        if found is not None:
            yield from _parameter_losses(label, was, found, before, after)
        elif not may_go(label):
            yield f"{label} is gone"
    for one in sorted(now.parameters.keys() - held.parameters.keys()):
        if now.parameters[one].default is None and not _is_made_by_answers(name, held, before):
            yield f"{name}({one}=) is required, and was not there"
    if not fits(now.returned, after, held.returned, before):
        yield f"{name}() returned {held.returned and ast.unparse(held.returned)}, and returns {now.returned and ast.unparse(now.returned)}"


def _parameter_losses(label: str, was: Parameter, found: Parameter, before: Api, after: Api) -> Iterator[str]:
    if was.kind != found.kind and not (was.kind in {"by name", "by place"} and found.kind == "by place or name"):
        yield f"{label} was given {was.kind}, and is given {found.kind}"
    elif was.place not in {-1, found.place}:
        yield f"{label} was at place {was.place + 1}, and is at place {found.place + 1}"
    if was.default is not None and was.default != found.default:
        yield f"{label} was {was.default} where it was not given, and is {found.default or 'required'}"
    if was.taken and found.taken and not fits(was.taken, before, found.taken, after):
        yield f"{label} takes less than {ast.unparse(was.taken)}: {ast.unparse(found.taken)}"


def _is_made_by_answers(name: str, held: Signature, before: Api) -> bool:
    """Tell whether only answers hold objects of a class, such as a `Position`, so that a new attribute of it asks nothing of anybody."""
    is_class = before.items[name].kind == "class" and name != "Dataset"
    return (
        is_class
        and f"{name}.from_dict" not in before.items
        and {one.kind for one in held.parameters.values()} == {"by name"}
    )


def gone_too_early(before: Api, after: Api, days: Mapping[tuple[int, ...], date], day: date) -> Iterator[str]:
    """Yield what was deprecated and is gone, though the version that deprecated it is not a year old on the day."""
    for name, since in sorted(before.since.items()):
        released_on = days.get(version_of(since))
        if name not in after.deprecated and (released_on is None or (day - released_on).days < A_YEAR):
            yield f"{name} is gone on {day}, and {since} deprecated it on {released_on}"


def days_of_versions(changelog: str) -> dict[tuple[int, ...], date]:
    """Return the day of each released version, as the headings of the changelog say."""
    headings = re.findall(r"^## ([0-9.]+) \((\d{4}-\d{2}-\d{2})\)$", changelog, re.MULTILINE)
    return {version_of(version): date.fromisoformat(day) for version, day in headings}


def released() -> tuple[str, str]:
    """Return the version of the last release, and its public API."""
    head, _, text = RELEASED.read_text("utf-8").partition("\n")
    assert head.startswith(_HEAD), f"{RELEASED.name} does not begin with {_HEAD!r}"
    return head.removeprefix(_HEAD), text


def freeze() -> None:
    """Write the public API of today as that of the release of this version, or say why it cannot be released."""
    days = days_of_versions((HERE.parent / "CHANGELOG.md").read_text("utf-8"))
    before, after = Api(released()[1]), Api(TODAY.read_text("utf-8"))
    day = days.get(version_of(dprkrel.__version__), date.min)
    faults = [*losses(before, after, dprkrel.__version__), *gone_too_early(before, after, days, day)]
    if faults and days:  # before the first release nobody relies on anything
        sys.exit("\n".join(faults))
    RELEASED.write_text(f"{_HEAD}{dprkrel.__version__}\n{TODAY.read_text('utf-8')}", "utf-8", newline="\n")


if __name__ == "__main__":
    freeze()
