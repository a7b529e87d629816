"""The house-keeping: the public face, the cost of importing it, and papers that agree with the code.

`python -m tests.test_house` writes tests/public_api.txt and the tables of
docs/codebook.md anew, and before the release of the version tests/released_api.txt; the diff is what a reviewer reads.
"""

import ast
import enum
import importlib
import inspect
import itertools
import math
import re
import subprocess
import sys
import textwrap
import tomllib
import typing
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

import dprkrel
import dprkrel.engines
import dprkrel.examples
import dprkrel.plots
import dprkrel.strategies
from dprkrel.cli.arguments import SHARED, Argument
from dprkrel.cli.commands import COMMANDS
from dprkrel.curation.seeds import rows_of
from dprkrel.curation.stays import measured
from dprkrel.dates import edtf
from dprkrel.engines import layout
from dprkrel.export.tables import SCHEMAS
from dprkrel.questions import QUESTIONS
from dprkrel.records.event_types import TYPES_OF_CLASS, EventType
from dprkrel.records.events import CLASS_OF, EVENT_CLASSES
from dprkrel.records.fields import fields_of
from tests.cases import for_each
from tests.released_api import deprecated_in, freeze, released

ROOT = Path(__file__).parents[1]
PUBLIC_API = ROOT / "tests" / "public_api.txt"
CODEBOOK = ROOT / "docs" / "codebook.md"
COLUMNS = ROOT / "docs" / "tables.md"
CHANGELOG = ROOT / "CHANGELOG.md"
ENGINES = ROOT / "docs" / "engines.md"
IMPORT_EACH_ALONE = """
import importlib, sys, traceback, dprkrel
always = set(sys.modules)
for module in sys.argv[1:]:
    for name in [name for name in set(sys.modules) - always if name.startswith("dprkrel.")]:
        folder, _, room = name.rpartition(".")
        del sys.modules[name]
        if folder in sys.modules:
            delattr(sys.modules[folder], room)
    try:
        importlib.import_module(f"dprkrel.{module}")
    except Exception:
        print(module, traceback.format_exc())
"""
PUBLIC_ROOMS: Mapping[str, Any] = {
    "engines": dprkrel.engines,
    "examples": dprkrel.examples,
    "plots": dprkrel.plots,
    "strategies": dprkrel.strategies,
}
"""The public modules beside the package itself."""

REGENERATE = "run python -m tests.test_house and read the diff"
PACKAGE = ROOT / "src" / "dprkrel"
MODULES = sorted(".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")
                 if path.stem not in ("__init__", "__main__"))  # fmt: skip
ROOMS = [importlib.import_module(f"dprkrel.{module}") for module in MODULES]
ENUMS = sorted((member for room in ROOMS for member in vars(room).values()
                if inspect.isclass(member) and issubclass(member, enum.Enum) and len(member) and member.__module__ == room.__name__),
               key=lambda member: member.__name__)  # fmt: skip


WORDS = {name: str(value).removeprefix("typing.") for room in ROOMS for name, value in vars(room).items()
         if name.endswith("Word") and typing.get_origin(value) is typing.Literal}  # fmt: skip


SPELLED_SHORT = {
    "DateLike": "date | str | When",
    "EventTypeLike": "EventType | EventTypeWord | EventClassWord | type[EventClass]",
}
"""Aliases that Python writes out in signatures."""


def spelled(subject: object) -> str:
    """Return a type or signature as text, whatever the version of Python, and wherever its types are defined."""
    text = re.sub(r"<(\w+\.\w+): [^>]*>", r"\1", str(subject))
    text = re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", text)
    text = re.sub(r"\['(\w+)'\]", r"[\1]", text)  # the classes of parts are named in quotes
    text = re.sub(r"(?<=: )'([^']*)'|(?<=-> )'([^']*)'", r"\1\2", text)
    for name, word in sorted(WORDS.items(), key=lambda item: -len(item[1])):
        text = text.replace(word, name)
    inner = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    before, flat = "", rf"((?:[^\[\]]|(?:type|Iterable|tuple){inner})+)"  # what is in brackets, but for these
    while before != text:
        before = text
        text = re.sub(rf"Optional\[{flat}\]", r"\1 | None", text)
        text = re.sub(rf"Union\[{flat}\]", lambda union: union[1].replace(", ", " | "), text)
    text = text.replace("NoneType", "None").replace("datetime.", "")
    for name, alias in SPELLED_SHORT.items():
        text = text.replace(alias, name) if text != alias else text  # but not where it is told what the alias is
    return text.replace(" | ".join(built.__name__ for built in EVENT_CLASSES), "Event")


def signature(subject: Any) -> str:
    """Return a signature, with one argument a line where it is long."""
    whole = spelled(inspect.signature(subject))
    arguments, _, returned = whole[1:].rpartition(") -> ")
    depths = itertools.accumulate((character in "[(") - (character in ")]") for character in arguments)
    ends = [place for place, depth in enumerate(depths) if depth == 0 and arguments[place : place + 2] == ", "]
    lines = [arguments[start:end] for start, end in zip([0, *(end + 2 for end in ends)], [*ends, None], strict=True)]
    return whole if len(whole) <= 100 else "".join(["(\n", *(f"    {line},\n" for line in lines), f") -> {returned}"])


def public_api() -> str:
    """Return each public name with its signature, members and methods; the tables, the commands, and what is deprecated."""
    named = [(name, getattr(dprkrel, name)) for name in dprkrel.__all__]
    named += [
        (f"{room}.{name}", getattr(room_, name)) for room, room_ in PUBLIC_ROOMS.items() for name in room_.__all__
    ]
    blocks = [described(*one) for one in named]
    for schema in SCHEMAS.values():
        columns = "".join(f"    {column.name}: {column.column_type}\n" for column in schema.columns)
        blocks.append(f"table {schema.name}\n{columns}")
    for name, taken in {"*": SHARED, **{name: command.arguments for name, command in COMMANDS.items()}}.items():
        blocks.append(f"command {name}\n" + "".join(f"    {taken_by_a_command(one)}\n" for one in taken))
    for name, (instead, since, until) in sorted(deprecated_in(dprkrel).items()):
        blocks.append(f"deprecated {name}: use {instead}; since {since}, until {until}\n")
    return "\n".join(blocks)


def taken_by_a_command(argument: Argument) -> str:
    """Return what the file of the public API says about an argument of a command."""
    more = argument.more
    how = ("optional", *(str(more[key]) for key in ("action", "nargs") if key in more))
    needed = not argument.flags[0].startswith("-") and more.get("nargs") not in {"?", "*"}
    default = f" = {more['default']!r}" if "default" in more else ""
    return f"{', '.join(argument.flags)}: {'required' if needed else ' '.join(how)}{default}"


def described(name: str, subject: Any) -> str:
    """Return what the file of the public API says about one name."""
    if name.endswith(("Like", "Word")):
        words_of = {enum.__name__ for enum in ENUMS} & {name.removesuffix("Word")}
        words = " | ".join(map(repr, typing.get_args(subject))) if name.endswith("Word") else spelled(subject)
        return f"{name} = {f'the words of {words_of.pop()}' if words_of else words}\n"
    if inspect.isclass(subject) and issubclass(subject, enum.Enum):
        words = "".join(f"    {word} = {member.value!r}\n" for word, member in subject.__members__.items())
        return f"enum {name}\n{of_which_it_is(subject)}{words}" + "".join(
            f"    {known}: {returned(inspect.getattr_static(subject, known))}\n" for known in facts(subject)
        )
    if inspect.isclass(subject):
        # How errors and warnings are made is not public, but what they are and know.
        head = f"class {name}{'' if issubclass(subject, Exception) else signature(subject)}\n"
        return head + of_which_it_is(subject) + textwrap.indent("".join(members(subject)), "    ")
    if isinstance(subject, typing.NewType):
        return f"{name}: {subject.__supertype__.__name__}, of its own type for type checkers\n"
    if callable(subject):
        return f"def {name}{signature(subject)}\n"
    return f"{name} = {' | '.join(member.__name__ for member in typing.get_args(subject))}\n"


def of_which_it_is(subject: type) -> str:
    """Return what the file of the public API says about the built-in and public classes below a class."""
    kept = [base.__name__ for base in subject.__mro__[1:] if base.__module__ == "builtins" and base is not object]
    public = [base.__name__ for base in subject.__mro__[1:] if base.__name__ in dprkrel.__all__]
    names = [name for name in (*public, *kept) if name not in {"Exception", "BaseException"}]
    return f"    is a {', '.join(names)}\n" if names else ""


def attributes(subject: Any) -> dict[str, str]:
    """Return the attributes of a class that are no properties: of a record its fields, of an error what its docstring lists."""
    if attrs.has(subject):
        return {field.name: type_spelled(field.type) for field in fields_of(subject) if field.init}
    if issubclass(subject, tuple) and hasattr(subject, "_fields"):
        hints = typing.get_type_hints(subject)
        return {name: type_spelled(hints[name]) for name in subject._fields}
    listed = [
        re.findall(r"^    (\w+): ", (inspect.getdoc(base) or "").partition("Attributes:\n")[2], re.MULTILINE)
        for base in subject.__mro__
        if issubclass(base, Exception) and base.__module__.startswith("dprkrel")
    ]
    return dict.fromkeys(sorted({name for names in listed for name in names}), "told in its docstring")


def type_spelled(declared: Any) -> str:
    """Return the type of an attribute as text."""
    return spelled(inspect.formatannotation(declared))


def returned(subject: property) -> str:
    """Return the type of a property."""
    return spelled(inspect.signature(subject.fget or str)).rpartition(" -> ")[2]


def members(subject: type) -> Iterator[str]:
    """Yield what the file of the public API says about each public member of a class."""
    for name, held in attributes(subject).items():
        yield f"{name}: {held}\n"
    for name, value in sorted(inspect.getmembers(subject)):
        inherited = (Exception, tuple)  # what every error and every tuple has
        if (
            name.startswith("_")
            or name in attributes(subject)
            or any(issubclass(subject, base) and hasattr(base, name) for base in inherited)
        ):
            continue
        if isinstance(value, property):
            yield f"{name}: {returned(value)}\n"
        elif subject is dprkrel.Dataset and name in QUESTIONS:
            yield f"{name}: the question of this name\n"
        elif callable(value):
            yield f"{name}{signature(value)}\n"


def comments(vocabulary: type[enum.Enum]) -> dict[str, str]:
    """Return what the comment above each member of a vocabulary says."""
    source = inspect.getsource(sys.modules[vocabulary.__module__]).splitlines()
    tree = ast.parse("\n".join(source))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == vocabulary.__name__)
    said = {}
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            above = itertools.takewhile(lambda line: "#: " in line, reversed(source[: node.lineno - 1]))
            said[node.targets[0].id] = " ".join(reversed([line.partition("#: ")[2] for line in above]))
    return said


def facts(vocabulary: type[enum.Enum]) -> dict[str, str]:
    """Return what the members of a vocabulary know of themselves: the names of their properties, with what these say."""
    held = ((name, value) for room in reversed(vocabulary.__mro__) for name, value in vars(room).items())
    return {name: inspect.getdoc(value) or "" for name, value in held if isinstance(value, property)}


def cell(fact: Any) -> str:
    """Return what a member knows of itself as a cell of the codebook."""
    if isinstance(fact, bool) or fact is None:
        return "yes" if fact else ""
    if isinstance(fact, int):
        return str(fact)
    if isinstance(fact, Mapping):
        return "; ".join(f"{language}: {', '.join(texts)}" for language, texts in fact.items())
    words = [fact] if isinstance(fact, str) else sorted(fact) if isinstance(fact, frozenset) else fact
    return ", ".join(f"`{word}`" for word in words)


def table(vocabulary: type[enum.Enum]) -> str:
    """Return the table of the codebook that lists a vocabulary, and what its columns say."""
    said, known = comments(vocabulary), facts(vocabulary)
    rows = [["value", "meaning", *(f"`{name}`" for name in known)], ["---"] * (2 + len(known))]
    for member in vocabulary:
        rows += [[f"`{member.value}`", said[member.name], *(cell(getattr(member, name)) for name in known)]]
    if vocabulary is EventType:
        classes = ["class", "---", *(f"`{CLASS_OF[event_type].__name__}`" for event_type in EventType)]
        rows = [[named, *row] for named, row in zip(classes, rows, strict=True)]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([lines, *([""] if known else []), *(f"- `{name}`: {text}" for name, text in known.items())])


def codebook() -> str:
    """Return the codebook with its tables written anew."""
    text = CODEBOOK.read_text("utf-8")
    for vocabulary in ENUMS:
        begin, end = f"<!-- begin {vocabulary.__name__} -->", f"<!-- end {vocabulary.__name__} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        assert found, f"docs/codebook.md has no table of {vocabulary.__name__}; add {begin} and {end}"
        assert closed, f"docs/codebook.md does not close the table of {vocabulary.__name__}"
        text = f"{before}{begin}\n\n{table(vocabulary)}\n\n{end}{after}"
    before, _, rest = text.partition("<!-- begin stays -->")
    _, closed, after = rest.partition("<!-- end stays -->")
    assert closed, "docs/codebook.md has no table of the lengths of stays"
    return f"{before}<!-- begin stays -->\n\n{lengths()}\n\n{closed}{after}"


def columns_page() -> str:
    """Return the page of tables with the columns of each written anew."""
    before, begin, _ = COLUMNS.read_text("utf-8").partition("<!-- columns -->\n")
    assert begin, "docs/tables.md has no <!-- columns -->"
    parts = [before + begin]
    for schema in SCHEMAS.values():
        key = f" Key: {', '.join(f'`{name}`' for name in schema.key)}." if schema.key else ""
        whole = "" if schema.rows else " Of results alone."
        rows = [
            f"| `{column.name}` | {column.column_type} | {column.meaning} | {column.null or ''} |"
            for column in schema.columns
        ]
        head = [f"### {schema.name}", "", f"A row is {schema.about}.{key}{whole}", ""]
        parts.append(
            "\n".join([*head, "| column | type | meaning | no value |", "| --- | --- | --- | --- |", *rows, ""])
        )
    return "\n".join(parts)


def keys_page() -> str:
    """Return the page of engines with the keys of each table written anew."""
    before, begin, _ = ENGINES.read_text("utf-8").partition("<!-- keys -->\n")
    assert begin, "docs/engines.md has no <!-- keys -->"
    parts = [before + begin]
    for name, keys in layout.KEYS.items():
        rows = [f"| `{key.name}` | {key.column_type} | {key.meaning} | {key.null or ''} |" for key in keys]
        head = [f"### Keys of {name}", "", "| column | type | meaning | no value |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*head, *rows, ""]))
    return "\n".join(parts)


def lengths() -> str:
    """Return the table of the codebook that says how long stays last, as far as both ends are known."""
    rows = [["`Journey`", "stays with both ends known", "half last at most", "nine in ten at most", "the longest"]]
    rows.append(["---"] * len(rows[0]))
    for journey, days in measured(rows_of(ROOT / "seeds", [])).items():
        share = [days[math.ceil(len(days) * part) - 1] for part in (0.5, 0.9)]
        rows.append([f"`{journey}`", *map(str, (len(days), *(f"{most} days" for most in (*share, days[-1]))))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def test_public_api_is_the_committed_one() -> None:
    """Every public name, signature, member and method stands in a file, so that no change to them goes unseen."""
    assert PUBLIC_API.read_text("utf-8") == public_api(), REGENERATE


def test_public_names_are_sorted_and_documented() -> None:
    """`__all__` is sorted, and each name in it has a docstring."""
    assert dprkrel.__all__ == sorted(dprkrel.__all__)
    aliases = {
        "Event",
        *(name for name in dprkrel.__all__ if name.endswith(("Like", "Word"))),
    }  # an alias has no docstring at run time
    assert [name for name in dprkrel.__all__ if not getattr(dprkrel, name).__doc__ and name not in aliases] == []


def test_import_is_cheap() -> None:
    """Importing the package loads neither the data nor the packages that only answers need."""
    heavy = "{'cattrs', 'dateutil', 'hypothesis', 'importlib.resources', 'dprkrel.records.foreign'}"
    code = f"import sys, dprkrel; print(*sorted({heavy} & set(sys.modules)))"
    assert python("-c", code).stdout == "\n"


def test_each_module_imports_alone() -> None:
    """Each module imports where none was imported before but those that the package always imports."""
    assert python("-c", IMPORT_EACH_ALONE, *MODULES).stdout == ""


def test_no_test_grows_with_the_data(request: pytest.FixtureRequest) -> None:
    """No test is made once for each bundled record, and none is made more than 60 times: `for_each` tries many cases in one."""
    made = [item for item in request.session.items if isinstance(item, pytest.Function)]
    counts = Counter(item.nodeid.partition("[")[0] for item in made)
    bundled = {id(record) for table in dprkrel.load().tables().values() for record in table}
    values = {item.nodeid: item.callspec.params.values() for item in made if hasattr(item, "callspec")}

    assert {name: count for name, count in counts.items() if count > 60} == {}
    assert [name for name, given in values.items() if not bundled.isdisjoint(map(id, given))] == []


def test_every_case_that_fails_is_listed() -> None:
    """A loop over cases tries all of them, also with others inside, and names each that fails with the reason."""

    @for_each("first", [2, 3])
    @for_each(("then", "last"), [(1, 1), (0, 1), (1, 0)])
    def test_division(first: int, then: int, last: int) -> None:
        assert first / then > 2 * last

    with pytest.raises(pytest.fail.Exception) as caught:
        test_division()

    lines = [re.sub("line [0-9]+, ", "", line.strip()) for line in str(caught.value).splitlines()]
    assert lines == [
        "2 of 2 cases fail:",
        "first=2: 2 of 3 cases fail:",
        "then=1, last=1: assert (2 / 1) > (2 * 1)",
        "then=0, last=1: ZeroDivisionError: division by zero",
        "first=3: 1 of 3 cases fail:",
        "then=0, last=1: ZeroDivisionError: division by zero",
    ]


def test_a_loop_without_cases_fails() -> None:
    """A test over no case is no test; one whose cases are all skipped says so."""

    @for_each("case", [])
    def nothing(case: str) -> None:
        raise AssertionError(case)

    @for_each("case", ["first", "second"])
    def skipped(case: str) -> None:
        pytest.skip(f"no {case}")

    with pytest.raises(AssertionError, match="there are no cases"):
        nothing()
    with pytest.raises(pytest.skip.Exception, match="no first; no second"):
        skipped()


def test_types_and_data_are_shipped() -> None:
    """The package says that it is typed, and has its data beside its code."""
    package = Path(dprkrel.__file__).parent
    assert (package / "py.typed").exists()
    assert {path.name for path in (package / "data").iterdir()} == {"dprkrel.jsonl", "dprkrel.index", "edition.json"}


def test_codebook_has_every_word_of_every_vocabulary() -> None:
    """The codebook's tables are those of the vocabularies, with the meaning that stands in the code."""
    assert CODEBOOK.read_text("utf-8") == codebook(), REGENERATE


def test_words_for_checkers_are_those_of_the_vocabularies() -> None:
    """Beside each vocabulary whose words callers may give stands a literal type with the same words."""
    literals = {name.removesuffix("Word"): typing.get_args(value) for room in ROOMS for name, value in vars(room).items()
                if name.endswith("Word") and typing.get_origin(value) is typing.Literal}  # fmt: skip
    words = {enum.__name__: tuple(map(str, enum)) for enum in ENUMS}

    words["EventClass"] = tuple(TYPES_OF_CLASS)

    assert {name: words[name] for name in literals} == literals
    assert {"Role", "EventType", "Rank", "Status", "Stance", "Match"} <= literals.keys()


def test_the_page_of_tables_has_every_column() -> None:
    """Each table stands on its page with every column: its type, what it means, and when it has no value."""
    assert COLUMNS.read_text("utf-8") == columns_page(), REGENERATE


def test_the_page_of_engines_has_every_key() -> None:
    """Each key of the layout stands on its page with what it means."""
    assert ENGINES.read_text("utf-8") == keys_page(), REGENERATE


def test_codebook_has_every_form_of_date() -> None:
    """Every accepted form of date, and every field that follows from one, stands in the codebook."""
    text = CODEBOOK.read_text("utf-8")
    examples = [word for form in edtf.ACCEPTED_FORMS for word in re.findall(r"[\[\]0-9X.,/~?%-]{4,}", form)]
    assert [example for example in examples if f"`{example}`" not in text] == []


def test_design_shows_the_layers_that_are_kept() -> None:
    """The layers on the page of the design are those of the contract that import-linter keeps."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    rows = re.findall(r"^\| (`.+?`) \|", (ROOT / "docs" / "design.md").read_text("utf-8"), re.MULTILINE)
    assert [row.replace("`", "").replace(", ", " | ") for row in rows] == contracts[0]["layers"]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """The second command of the Quick start is, to the letter, the one that CI runs."""
    quick_start = (ROOT / "README.md").read_text("utf-8").partition("\n## Quick start\n")[2].partition("\n## ")[0]
    first, second = re.findall(r"```sh\n(.+)\n```", quick_start)[:2]
    assert first.endswith('-m dprkrel visits "Lavrov"')
    *_, last = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert last == second


def test_readme_of_an_index_leads_nowhere_else() -> None:
    """Links of the README lead to files that are there; in what a package index shows of it, none leads to a file."""
    readme = (ROOT / "README.md").read_text("utf-8")
    hook = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["metadata"]["hooks"]
    shown = readme
    for one in hook["fancy-pypi-readme"]["substitutions"]:
        shown = re.sub(one["pattern"], one["replacement"], shown)
    beside = re.compile(
        r"""\]\((?!https?://|#)([^)#]*)|(?:src|href)="(?!https?://|#)([^"]*)|^\[.+\]: (?!http)(.*)""", re.MULTILINE
    )

    assert [found for found in beside.findall(readme) if not (ROOT / "".join(found)).exists()] == []
    assert beside.findall(shown) == []
    assert len(beside.findall(readme)) > 5
    assert "tutorial (`docs/tutorial.md`)" in shown


def test_citation_names_no_other_version() -> None:
    """The citation file names the version of the package or none."""
    cited = re.findall(r"^version: *[\"']?([^\"'\n]+)", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited in ([], [dprkrel.__version__])


def test_changelog_tells_code_and_data_apart() -> None:
    """Each version of the changelog has its changes of code and of data under headings of their own."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for version in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        assert re.findall(r"^### (\w+)", version, re.MULTILINE) == ["Code", "Data"]


def python(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own, apart from the user's settings."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True)


if __name__ == "__main__":
    PUBLIC_API.write_text(public_api(), "utf-8", newline="\n")
    if released()[0] == dprkrel.__version__ and f"## {dprkrel.__version__} (unreleased)" in CHANGELOG.read_text(
        "utf-8"
    ):
        freeze()  # what nobody has yet may still change
    CODEBOOK.write_text(codebook(), "utf-8", newline="\n")
    COLUMNS.write_text(columns_page(), "utf-8", newline="\n")
    ENGINES.write_text(keys_page(), "utf-8", newline="\n")
