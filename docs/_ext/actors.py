"""A page for each state, person, body and bloc, and the lists of them (directive `actors`), from the bundled data.

A page says what the records say and nothing else: what no record tells is not said to be none. Media have no page;
they are in the sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from babel import Locale
from docutils import nodes
from made_pages import TEMPLATES, Page, add_pages
from markupsafe import Markup
from page_files import file_of
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import dprkrel
from dprkrel import Actor, Dataset, Event, NameKind, Relation, Report, Source

HEADS = {
    "state": ("State", "In other scripts", "Existed", "Diplomatic relations with North Korea", "Events"),
    "person": ("Person", "In other scripts", "Lived", "Last office in the data", "Events"),
    "body": ("Body", "In other scripts", "Existed", "Office", "Events"),
}
"""The heads of the table of each list."""

KINDS = {"state": ("state",), "person": ("person",), "body": ("organization", "bloc")}
"""The lists, and the kinds of actor in each."""

LANGUAGES = Locale("en").languages
"""The English name of each language."""

SCRIPTS = ("ko", "ru", "zh", "ja")
"""The languages of which a name stands below the title, in other scripts than the title's."""

GROUPS: dict[str, Callable[[Event, set[str]], bool]] = {
    "Visits made": lambda event, roles: isinstance(event, dprkrel.Visit) and _plays(roles, "travels"),
    "Visits received": lambda event, roles: isinstance(event, dprkrel.Visit) and _plays(roles, "receives"),
    "Other visits with a part in": lambda event, _: isinstance(event, dprkrel.Visit),
    "Meetings": lambda event, _: isinstance(event, dprkrel.Meeting),
    "Agreements": lambda event, _: isinstance(event, dprkrel.Agreement | dprkrel.TreatyAction),
    "Relations and missions begun, changed or ended": lambda event, _: isinstance(event, dprkrel.RelationChange),
    "Statements and messages": lambda event, _: isinstance(event, dprkrel.Statement),
    "Arms, goods and money": lambda event, _: isinstance(event, dprkrel.Transfer),
    "Military activity": lambda event, _: isinstance(event, dprkrel.MilitaryActivity),
    "Appointments": lambda event, _: isinstance(event, dprkrel.Appointment),
    "Votes": lambda event, _: isinstance(event, dprkrel.Vote),
}
"""The sections of a page that list events, with what belongs in each; an event is in the first that takes it."""


def _plays(roles: set[str], what: str) -> bool:
    return any(getattr(role, what) for role in roles)


FOLDED = 60
"""The rows from which on a section is folded into groups."""
BY_YEAR = 2010
"""The year from which on the groups are years; before there is less, by decade."""


class Section(NamedTuple):
    """One section of a page: a table of records, or one for each group of many."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    groups: list[str]
    """The group of each row."""

    def folded(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows by group; of a short section, all of them as one group without a name."""
        folded: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row, group in zip(self.rows, self.groups, strict=True):
            folded[group if len(self.rows) > FOLDED else ""].append(row)
        return folded


class Pages:
    """The pages of the actors of a dataset."""

    def __init__(self, data: Dataset, explorer: str | None) -> None:
        self.data = data
        self.explorer = explorer
        tables = data.tables()
        self.listed: dict[str, list[Actor]] = {
            shown: sorted((actor for actor in tables["actors"] if actor.kind in kinds), key=lambda actor: actor.name)
            for shown, kinds in KINDS.items()
        }
        self.with_page = {actor.id for actors in self.listed.values() for actor in actors}
        self.events: dict[str, list[tuple[Event, set[Any]]]] = defaultdict(list)
        for event in tables["events"]:
            roles: dict[str, set[Any]] = defaultdict(set)
            for part in event.participants:
                for actor_id in (part.actor_id, part.acted_for):
                    roles[actor_id].add(part.role)
            for actor_id, played in roles.items():
                self.events[actor_id].append((event, played))
        self.relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in tables["relations"]:
            for actor_id in {relation.subject_id, relation.object_id}:
                self.relations[actor_id].append(relation)

    def pages(self) -> Iterator[Page]:
        """Yield the page of each actor."""
        template = TEMPLATES.get_template("actor.html")
        for shown, actors in self.listed.items():
            for actor in actors:
                sections = list(self.sections(actor))
                body = template.render(
                    actor=actor,
                    shown=shown,
                    sections=sections,
                    pages=self,
                    names=self.names(actor),
                    edtf=edtf,
                    up="../",
                )
                yield Page(
                    name=f"actors/{file_of(actor.id)}",
                    title=actor.name,
                    body=body,
                    sections=(*((section.id, section.title) for section in sections), ("names", "Names")),
                    also=tuple(name.text for name in actor.names),
                    words=" ".join(
                        sorted({office for relation in self.offices(actor) for office in self.titles(relation)})
                    ),
                )

    def sections(self, actor: Actor) -> Iterator[Section]:
        """Yield what the records tell of an actor."""
        held = self.offices(actor)
        if held:
            rows = [self.held(one) for one in held]
            yield Section("offices", "Offices held", ("When", "Office", "Sources"), rows, [_years(one) for one in held])
        ties = [one for one in self.relations[actor.id] if one.relation_type != "office_held"]
        if ties:
            ties.sort(key=_by_type)
            heads, rows = ("Tie", "When", "What", "Sources"), [self.tie(one) for one in ties]
            yield Section("relations", "Relations and missions", heads, rows, [row[0] for row in rows])
        grouped: dict[str, list[Event]] = defaultdict(list)
        for event, roles in self.events[actor.id]:
            grouped[next(title for title, takes in GROUPS.items() if takes(event, roles))].append(event)
        for title in GROUPS:
            if grouped[title]:
                rows = [self.happened(event, actor) for event in grouped[title]]
                heads, groups = ("When", "What", "Who", "Sources"), [_years(event) for event in grouped[title]]
                yield Section(_slug(title), title, heads, rows, groups)
        holders = [one for one in self.relations[actor.id] if one.office_id and one.object_id == actor.id]
        if holders:
            holders.sort(key=lambda one: self.data.office(one.office_id).title)
            heads, rows = ("Office", "Holder", "When", "Sources"), [self.holder(one) for one in holders]
            yield Section("holders", "Offices and their holders", heads, rows, [_initial(row[0]) for row in rows])

    def offices(self, actor: Actor) -> list[Relation]:
        """Return the offices that a person held."""
        return [one for one in self.relations[actor.id] if one.office_id and one.subject_id == actor.id]

    def titles(self, relation: Relation) -> tuple[str, str]:
        """Return the title of an office that was held, and whose it is."""
        return self.data.office(relation.office_id).title, self.data.actor(relation.object_id).name

    def held(self, relation: Relation) -> tuple[Any, ...]:
        """Return the row of an office that a person held."""
        title, _ = self.titles(relation)
        office = Markup("{}, {}").format(title, self.link(relation.object_id))
        return _when(relation), office + _status(relation), self.cited(relation.reports)

    def holder(self, relation: Relation) -> tuple[Any, ...]:
        """Return the row of an office that somebody held."""
        who = self.link(relation.subject_id) + _status(relation)
        return self.titles(relation)[0], who, _when(relation), self.cited(relation.reports)

    def tie(self, relation: Relation) -> tuple[Any, ...]:
        """Return the row of any other relation."""
        kind = str(relation.relation_type).replace("_", " ")
        sides = [self.link(one) for one in (relation.subject_id, relation.object_id)]
        arrow = "→" if relation.relation_type.directed else "–"
        what = Markup("{} {} {}<br>{}").format(sides[0], arrow, sides[1], relation.summary) + _status(relation)
        return kind, _when(relation), what, self.cited(relation.reports)

    def happened(self, event: Event, actor: Actor) -> tuple[Any, ...]:
        """Return the row of an event."""
        what = Markup("{}").format(event.summary)
        if self.explorer:
            address = f"../{self.explorer}#event={event.id}"
            what = Markup('<a class="reference internal" href="{}">{}</a>').format(address, event.summary)
        kind = Markup(' <span class="tag">{}</span>').format(str(event.event_type).replace("_", " "))
        others = dict.fromkeys(part.actor_id for part in event.participants if part.actor_id != actor.id)
        who = Markup(", ").join(self.link(one) for one in others)
        return _when(event), what + kind + _status(event), who, self.cited(event.reports)

    def link(self, actor_id: str, up: str = "../") -> Markup:
        """Return the name of an actor, with a link to its page if it has one."""
        name = self.data.actor(actor_id).name
        if actor_id not in self.with_page:
            return Markup("{}").format(name)
        return Markup('<a class="reference internal" href="{}actors/{}.html">{}</a>').format(
            up, file_of(actor_id), name
        )

    def item(self, wikidata: str) -> Markup:
        """Return an item of Wikidata, with a link if it is one."""
        if not re.fullmatch("Q[1-9][0-9]*", wikidata):
            return Markup("{}").format(wikidata)
        link = Markup('<a class="reference external" href="https://www.wikidata.org/wiki/{}">{}</a>')
        return link.format(wikidata, wikidata)

    def cited(self, reports: Iterable[Report]) -> Markup:
        """Return the sources of a record, each with its stance where it does not just assert it."""
        stances: dict[str, dict[str, None]] = defaultdict(dict)
        for report in reports:
            stances[report.source_id][str(report.stance)] = None
        return Markup("; ").join(
            self.source(self.data.source(source_id))
            + ("" if list(said) == ["asserts"] else Markup(" ({})").format(", ".join(said)))
            for source_id, said in stances.items()
        )

    def source(self, source: Source) -> Markup:
        """Return a source as publisher and day, with a link to the page."""
        if source.kind == "background":
            return Markup('<span title="{}">{}</span>').format(source.description, source.description.partition(":")[0])
        publisher = self.data.actor(source.publisher_id).name if source.publisher_id else source.description
        said = f"{publisher}, {source.known_by}" if source.known_by else publisher
        if source.url and source.url.startswith(("https://", "http://")):
            link = Markup('<a class="reference external" href="{}" title="{}">{}</a>')
            return link.format(source.url, source.title or source.description, said)
        return Markup('<span title="{}">{}</span>').format(source.description, said)

    def names(self, actor: Actor) -> list[tuple[Any, ...]]:
        """Return the rows of the names of an actor, by language."""
        rows = []
        for name in sorted(actor.names, key=lambda name: name.kind != NameKind.PRIMARY):
            text = Markup('<span lang="{}">{}</span>').format(name.language, name.text)
            scheme = "" if name.scheme == "unspecified" else str(name.scheme).replace("_", " ")
            note = Markup("<br>{}").format(name.note) if name.note else ""
            sources = Markup("; ").join(self.source(self.data.source(one)) for one in name.source_ids)
            rows.append((text + note, LANGUAGES.get(name.language, name.language), name.kind, scheme, sources))
        return rows

    def in_scripts(self, actor: Actor) -> Markup:
        """Return a name of an actor in each of the other scripts, as they stand below the title."""
        kinds = (NameKind.PRIMARY, NameKind.ALIAS, NameKind.EXONYM, NameKind.SHORT)
        first = {name.language: name.text for name in reversed(actor.names) if name.kind in kinds}
        spelled = [Markup('<span lang="{}">{}</span>').format(one, first[one]) for one in SCRIPTS if one in first]
        return Markup(" · ").join(spelled)

    def lists(self, shown: str) -> Iterator[tuple[str, list[Actor]]]:
        """Yield the sections of a list: persons and bodies by state, states by the first letter."""
        groups: dict[str, list[Actor]] = defaultdict(list)
        for actor in self.listed[shown]:
            if shown == "state":
                groups[actor.name[0]].append(actor)
            else:
                groups[self.data.actor(actor.state_id).name if actor.state_id else "Of no state"].append(actor)
        yield from sorted(groups.items(), key=lambda item: (item[0] == "Of no state", item[0]))

    def row(self, shown: str, actor: Actor) -> tuple[Any, ...]:
        """Return the row of an actor in a list."""
        if shown == "state":
            ties = [one for one in self.relations[actor.id] if one.relation_type == "diplomatic_relations"]
            told = Markup("<br>").join(
                ("none, " if one.status == "not_occurred" else "") + _when(one)
                for one in ties
                if "dprk" in _sides(one) and actor.id != "dprk"
            )
        else:
            told = ", ".join(self.titles(self.offices(actor)[-1])) if self.offices(actor) else ""
        return self.link(actor.id, ""), self.in_scripts(actor), edtf(actor.existed), told, len(self.events[actor.id])


def _sides(relation: Relation) -> tuple[str, str]:
    return relation.subject_id, relation.object_id


def _by_type(relation: Relation) -> int:
    return list(dprkrel.RelationType).index(relation.relation_type)


def _years(record: Event | Relation) -> str:
    """Return the year or decade in which a record began, or from which to which it may have begun."""
    first, last = (bound and _year(bound.year) for bound in (record.when.earliest_start, record.when.latest_start))
    return (first or "No year known") if first == last else f"{first or ''}–{last or ''}"


def _year(year: int) -> str:
    return str(year) if year >= BY_YEAR else f"{year // 10}0s"


def _initial(title: str) -> str:
    return title[0]


def _slug(title: str) -> str:
    return title.partition(",")[0].lower().replace(" ", "-")


def _when(record: Event | Relation) -> Markup:
    """Return a date as the data have it, and which of its ends only the coding rule bounds."""
    supposed = [str(end) for end in getattr(record, "supposed", ())]
    said = f"{' and '.join(supposed)} bounded by rule" if supposed else ""
    return edtf(record.when) + (Markup('<br><span class="tag">{}</span>').format(said) if said else "")


def edtf(when: dprkrel.When | None) -> Markup:
    """Return a date as the data have it, which breaks between days alone."""
    parts = re.split(r"(/|(?<!\[)\.\.(?!\]))", str(when or ""))
    days = (
        Markup('<span class="day">{}</span>').format(day + mark)
        for day, mark in zip_longest(parts[::2], parts[1::2], fillvalue="")
    )
    return Markup("<wbr>").join(days)


def _status(record: Event | Relation) -> Markup | str:
    """Return the status of a record that is not just so."""
    if record.status == "occurred":
        return ""
    return Markup(' <strong class="status">{}</strong>').format(str(record.status).replace("_", " "))


def _pages_of(app: Sphinx) -> Pages:
    if not hasattr(app, "_actors"):
        explorer = "explorer/index.html" if "explorer" in app.extensions else None
        app._actors = Pages(dprkrel.load(), explorer)  # type: ignore[attr-defined]  # noqa: SLF001
    return app._actors  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001


class ActorList(SphinxDirective):
    """List the pages of all actors of a kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section with a table for each group."""
        pages = _pages_of(self.env.app)
        template = TEMPLATES.get_template("list.html")
        shown = self.arguments[0]
        sections = []
        for title, actors in pages.lists(shown):
            section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(f"{shown}-{title}")])
            rows = [pages.row(shown, actor) for actor in actors]
            body = template.render(heads=HEADS[shown], rows=rows, label=title)
            # The search finds their own pages.
            section += nodes.container("", nodes.raw("", body, format="html"), classes=["no-search"])
            sections.append(section)
        return sections


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the pages, and the directive that lists them."""
    app.setup_extension("made_pages")
    app.add_directive("actors", ActorList)
    add_pages(app, lambda app: _pages_of(app).pages())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
