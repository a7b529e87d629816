"""A new version takes nothing from those who use the last one without having announced it; what is added is free."""

import re
from datetime import date

import pytest

import dprkrel
from dprkrel import deprecations
from dprkrel.deprecations import Deprecation, deprecated_arguments
from tests.cases import for_each
from tests.released_api import Api, days_of_versions, gone_too_early, losses, released, version_of
from tests.test_house import public_api

TEXT = public_api()
BEFORE = Api(TEXT)

LOST: dict[str, tuple[str, str, list[str]]] = {
    "a function": ("\ndef why(", "\ndef because(", ["why is gone"]),
    "a class with all that it has": ("\nclass Visit(", "\nclass Journey(", ["Visit is gone"]),
    "a class that is a function": (
        "\nclass When(",
        "\ndef When(",
        ["When was of the kind class, and is of the kind def"],
    ),
    "a method": ("    to_csv(", "    as_csv(", ["Table.to_csv is gone"]),
    "a question of datasets": ("    why: the question", "    because: the question", ["Dataset.why is gone"]),
    "an attribute": ("    iso_alpha3: str | None\n", "", ["Actor.iso_alpha3 is gone"]),
    "an attribute that may be None": (
        "    columns: tuple[str, ...]",
        "    columns: tuple[str, ...] | None",
        ["Table.columns was tuple[str, ...], and is tuple[str, ...] | None"],
    ),
    "a base of an error": (
        "class AmbiguousActorError\n    is a DprkrelError, LookupError",
        "class AmbiguousActorError\n    is a DprkrelError",
        ["AmbiguousActorError is a LookupError is gone"],
    ),
    "what an error knows": ("    candidates: told", "    choices: told", ["AmbiguousActorError.candidates is gone"]),
    "an argument": (
        "def before(a: TimeLike, b: TimeLike)",
        "def before(a: TimeLike, then: TimeLike)",
        ["before(b=) is gone", "before(then=) is required, and was not there"],
    ),
    "the place of an argument": (
        "def before(a: TimeLike, b: TimeLike)",
        "def before(b: TimeLike, a: TimeLike)",
        ["before(a=) was at place 1, and is at place 2", "before(b=) was at place 2, and is at place 1"],
    ),
    "that an argument may be given by place": (
        "def resolve(record_id: str, kind",
        "def resolve(record_id: str, *, kind",
        ["resolve(kind=) was given by place or name, and is given by name"],
    ),
    "a default": (
        "kind: str = 'event'",
        "kind: str",
        ["resolve(kind=) was 'event' where it was not given, and is required"],
    ),
    "the value of a default": (
        "max_bytes: int | None = 67108864",
        "max_bytes: int | None = 1",
        ["read(max_bytes=) was 67108864 where it was not given, and is 1"],
    ),
    "that an argument need not be given": (
        "def load()",
        "def load(edition: str)",
        ["load(edition=) is required, and was not there"],
    ),
    "what an argument takes": (
        "def as_of(day: DateLike)",
        "def as_of(day: When)",
        ["as_of(day=) takes less than DateLike: When"],
    ),
    "what a name of a type stands for": (
        "DateLike = date | str | When",
        "DateLike = date | When",
        ["DateLike was date | str | When, and is date | When"],
    ),
    "what is returned": (
        "def load() -> Dataset",
        "def load() -> Dataset | None",
        ["load() returned Dataset, and returns Dataset | None"],
    ),
    "a word": ("    HOST = 'host'\n", "", ["Role 'host' is gone", "Role.HOST is gone"]),
    "the spelling of a word": ("    HOST = 'host'\n", "    HOST = 'hosts'\n", ["Role 'host' is gone"]),
    "a column": (
        "table visits\n    id: text\n",
        "table visits\n    visit_id: text\n",
        ["table visits.id is gone"],
    ),
    "the type of a column": (
        "table visits\n    id: text\n",
        "table visits\n    id: integer\n",
        ["table visits.id was text, and is integer"],
    ),
    "a table": ("\ntable visits\n", "\ntable journeys\n", ["table visits is gone"]),
    "a command": ("\ncommand why\n", "\ncommand because\n", ["command why is gone"]),
    "an option of all commands": ("    --as-of: optional\n", "", ["command * --as-of is gone"]),
    "the default of an option": (
        "    --kind: optional = 'event'",
        "    --kind: optional = 'actor'",
        ["command resolve --kind was optional = 'event', and is optional = 'actor'"],
    ),
    "the order of what a command takes": (
        "    first: required\n    second: required\n",
        "    second: required\n    first: required\n",
        ["command order was first, second, and is second, first"],
    ),
    "that a command asks for no more": (
        "command why\n",
        "command why\n    --because: required\n",
        ["command why --because is required, and was not there"],
    ),
}

GAINED: dict[str, tuple[str, str]] = {
    "a function": ("\ndef why(", "\ndef whence(event: EventLike) -> str\n\ndef why("),
    "an optional argument": ("def load()", "def load(*, edition: str | None = None)"),
    "an argument by place as well": ("def load()", "def load(edition: str | None = None)"),
    "what an argument takes": ("def as_of(day: DateLike)", "def as_of(day: DateLike | int)"),
    "what a name of a type stands for": ("DateLike = date | str | When", "DateLike = date | str | When | int"),
    "a narrower answer": ("iso_alpha2: str | None\n", "iso_alpha2: str\n"),
    "a word": ("    HOST = 'host'\n", "    HOST = 'host'\n    GUEST = 'guest'\n"),
    "a field with a default": (
        "    note: str | None = None,\n) -> None",
        "    note: str | None = None,\n    more: int = 0,\n) -> None",
    ),
    "what answers know": ("class Position(\n    *,\n", "class Position(\n    *,\n    more: int,\n"),
    "a column, at any place": ("table visits\n", "table visits\n    more: text\n"),
    "an option": ("command why\n", "command why\n    --more: optional\n"),
    "that less is asked": ("    second: required\n", "    second: optional ?\n"),
}


@for_each("what", LOST)
def test_what_is_lost_is_told(what: str) -> None:
    """Whatever is taken away, or takes less, or answers otherwise, is named, and nothing else."""
    old, new, told = LOST[what]
    assert old in TEXT
    assert [*losses(BEFORE, Api(TEXT.replace(old, new, 1)), "1.1.0")] == told


@for_each("what", GAINED)
def test_what_is_added_is_free(what: str) -> None:
    """A name, an optional argument, a word, a column may be added, and an argument may take more."""
    old, new = GAINED[what]
    assert old in TEXT
    assert [*losses(BEFORE, Api(TEXT.replace(old, new, 1)), "1.1.0")] == []


def test_each_line_is_missed() -> None:
    """No line of the file can go without a loss: every name, argument, attribute, word, base, column and option is compared."""
    unseen = []
    for block in TEXT.split("\n\n"):
        head, *lines = block.splitlines()
        whole = Api(block)
        for place, line in enumerate(lines):
            if line.strip() in {"*,", "/,"} or line.lstrip().startswith(")") or line.endswith("("):
                continue  # these hold a signature together
            left = "\n".join([head, *lines[:place], *lines[place + 1 :]])
            left = re.sub(r"\*,\n *\)", ")", left)  # a star needs names after it
            if not [*losses(whole, Api(left), "1.1.0")]:
                unseen.append(f"{head}: {line}")
    assert unseen == []


def test_what_was_deprecated_may_go_when_it_was_said_to() -> None:
    """An old name, argument or word is no loss while it works with a warning, nor in the version that was named; else it is one."""
    without = re.sub(r"\ndef why\(.*\n", "\ndef because(event: EventLike) -> Explanation\n", TEXT)
    without = without.replace("    why: the question", "    because: the question")
    without = without.replace("kind: str = 'event'", "sort: str = 'event'").replace("    HOST = 'host'\n", "")
    entries = (
        "\ndeprecated why: use because; since 1.1, until 2.0\n"
        "\ndeprecated resolve(kind=): use sort; since 1.1, until 2.0\n"
        "\ndeprecated Role 'host': use visitor; since 1.1, until 2.0\n"
    )
    assert [*losses(BEFORE, Api(without), "1.1.0")] == [
        "Dataset.why is gone",
        "Role 'host' is gone",
        "Role.HOST is gone",
        "resolve(kind=) is gone",
        "why is gone",
    ]
    assert [*losses(BEFORE, Api(without + entries), "1.1.0")] == ["Role.HOST is gone"]  # it stays as an alias
    announced = Api(TEXT + entries)
    assert [*losses(announced, Api(without), "2.0.0")] == []
    assert len([*losses(announced, Api(without), "1.2.0")]) == 5
    changed = without.replace("because(event: EventLike)", "because(event: Visit)")
    assert "why(event=) takes less than EventLike: Visit" in [*losses(BEFORE, Api(changed + entries), "1.1.0")]


def test_the_file_has_what_is_deprecated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Old names, words and arguments stand in the file of the API, from which the next version knows when they may go."""

    @deprecated_arguments(kind=Deprecation("types", "1.1", "2.0"))
    def asked(*, types: str = "all") -> str:
        return types

    monkeypatch.setattr(dprkrel, "load", asked)
    monkeypatch.setitem(deprecations.NAMES, "visits_of", Deprecation("visits_by_actor", "1.1", "2.0"))
    monkeypatch.setitem(deprecations.WORDS, "Role", {"guest": Deprecation("visitor", "1.2", "2.0")})
    text = public_api()

    assert "\ndef load(*, types: str = 'all') -> str\n" in text
    assert text.endswith(
        "\ndeprecated Role 'guest': use visitor; since 1.2, until 2.0\n"
        "\ndeprecated load(kind=): use types; since 1.1, until 2.0\n"
        "\ndeprecated visits_of: use visits_by_actor; since 1.1, until 2.0\n"
    )
    assert Api(text).since == {"Role 'guest'": "1.2", "load(kind=)": "1.1", "visits_of": "1.1"}


def test_this_version_takes_nothing_from_the_last_release() -> None:
    """What the last release had is there, and takes and answers what it did, unless it was deprecated until this version."""
    version, text = released()
    told = "; deprecate it (CONTRIBUTING, Releasing), or freeze the API anew where this version is that of the file and not released"

    assert version_of(version) <= version_of(dprkrel.__version__)
    assert [*losses(Api(text), BEFORE, dprkrel.__version__)] == [], told
    assert text == TEXT or version != dprkrel.__version__, "a version has one API: freeze it anew, or raise the version"


def test_what_is_deprecated_stays_for_a_year() -> None:
    """A name that was deprecated less than a year ago may not be gone, nor one of a version that has no day."""
    days = days_of_versions("# Changelog\n\n## 2.0 (unreleased)\n\n## 1.1.0 (2027-03-01)\n\n## 1.0.0 (2026-12-24)\n")
    before = Api("def load() -> Dataset\n\ndeprecated visits_of: use visits_by_actor; since 1.1, until 2.0\n")
    after = Api("def load() -> Dataset\n")

    assert days == {(1, 1, 0): date(2027, 3, 1), (1, 0, 0): date(2026, 12, 24)}
    assert [*gone_too_early(before, after, days, date(2028, 2, 28))] == [
        "visits_of is gone on 2028-02-28, and 1.1 deprecated it on 2027-03-01"
    ]
    assert [*gone_too_early(before, after, days, date(2028, 2, 29))] == []
    assert [*gone_too_early(before, before, days, date(2027, 3, 2))] == []
    assert len([*gone_too_early(before, after, {}, date(2030, 1, 1))]) == 1


def test_the_frozen_api_is_read_whole() -> None:
    """Every name of the package, every column and every command of the frozen file is compared."""
    _, text = released()
    items = Api(text).items
    named = re.findall(r"^(?:class|enum|def) ([\w.]+)", text, re.MULTILINE)
    assert set(named) <= items.keys()
    assert len(items) > 2_000
