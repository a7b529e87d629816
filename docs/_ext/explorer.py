"""Write the explorer into the built site: the pages of `docs/explorer/`, and the bundled data as a script beside them.

The data are answers of dprkrel, so that the pages have nothing to decide but
what to show. They are a script because a page that is opened as a file may
run scripts beside it and read nothing else.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from page_files import file_of

import dprkrel
from dprkrel.questions.coverage import reasons_of
from dprkrel.questions.ledger import UNASKED, Asked, stretches_of
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.fields import ActorId
from dprkrel.records.ranks import Rank
from dprkrel.store.spellings import spellings
from dprkrel.store.timeline import implied_events

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES: Final = Path(__file__).parents[1] / "explorer"
"""Where the pages, styles and scripts are."""

FOLDER: Final = "explorer"
"""Where they go, in the site."""

DATA: Final = "data.js"
"""The script that holds the data."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the explorer after the pages of the site."""
    app.connect("build-finished", _write_into_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write_into_site(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        write_explorer(Path(app.outdir) / FOLDER)


def write_explorer(folder: Path) -> None:
    """Write the explorer over the bundled data into a folder of the site, with links to the pages of actors that stand there."""
    write_pages(folder, with_pages(explorer_data(dprkrel.load()), folder.parent))


def with_pages(data: Mapping[str, Any], site: Path) -> dict[str, Any]:
    """Return the data with the address of each actor's page that stands in a site."""
    written = {page.stem for page in (site / "actors").glob("*.html")}
    linked = [
        {**actor, "page": f"../actors/{file}.html"} if (file := file_of(actor["id"])) in written else actor
        for actor in data["actors"]
    ]
    return {**data, "actors": linked}


def write_pages(folder: Path, data: Mapping[str, Any]) -> None:
    """Write the pages and the data into a folder, which is the whole explorer.

    Args:
        folder: where; what is in it is replaced.
        data: as `explorer_data` returns them.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(PAGES, folder)
    (folder / DATA).write_text(script(data), "utf-8", newline="\n")


def script(data: Mapping[str, Any]) -> str:
    """Return data as a script that gives them the name `DPRKREL`."""
    # JSON is a part of JavaScript, so nothing in a text can end the literal.
    return f"const DPRKREL = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def explorer_data(data: dprkrel.Dataset) -> dict[str, Any]:
    """Return what the explorer shows of a dataset, as plain data.

    Actors, sources and offices are numbered by their place, and a date that
    is one known day is its ordinal. Absent values are left out.

    Args:
        data: the dataset.
    """
    return _Writer(data).all()


class _Writer:
    """What the explorer shows of a dataset, with the numbers by which its parts name each other."""

    def __init__(self, data: dprkrel.Dataset) -> None:
        self._data = data
        self._actors = _numbers(actor.id for actor in data.actors)
        self._offices = _numbers(
            dict.fromkeys(part.office_id for event in data.events for part in event.participants if part.office_id)
        )
        self._sources = _numbers(
            dict.fromkeys(
                report.source_id
                for event in data.events
                for told in (event, *event.links, *event.superlatives)
                for report in told.reports
            )
        )

    def all(self) -> dict[str, Any]:
        """Return everything."""
        data = self._data
        return {
            "edition": data.edition,
            "version": dprkrel.__version__,
            "classes": {name: [str(word) for word in types] for name, types in TYPES_OF_CLASS.items()},
            "ranks": [str(rank) for rank in sorted(Rank)],
            "statuses": [str(status) for status in dprkrel.Status],
            "present": [str(role) for role in dprkrel.Role if role.is_present or role.receives],
            "sides": [str(role) for role in dprkrel.Role if role.is_side or role.receives],
            "confidences": [str(grade) for grade in sorted(dprkrel.Confidence)],
            "actors": [self._actor(actor) for actor in data.actors],
            "names": self._names(),
            "offices": [self._office(office_id) for office_id in self._offices],
            "places": {place.id: _present(name=place.name, within=place.within) for place in data.places},
            "sources": [self._source(source_id) for source_id in self._sources],
            "events": self._events(),
            "coverage": _Searched(data).all(),
        }

    def _actor(self, actor: dprkrel.Actor) -> dict[str, Any]:
        others = dict.fromkeys(name.text for name in actor.names if name.text != actor.name)
        return _present(
            id=actor.id, name=actor.name, kind=actor.kind.value, others=[*others],
            state=actor.state_id and self._actors[actor.state_id],
        )  # fmt: skip

    def _names(self) -> dict[str, str]:
        """Return what each key of a name stands for, as the library files it: `actor:joints:standing`, several by spaces."""
        filed = spellings(self._data.actors, self._data.offices)["names"]
        names = {}
        for key, entries in filed.items():
            if key.startswith("@"):  # titles of offices, which nobody is found by alone
                continue
            named = (entry.partition(":") for entry in entries)
            names[key] = " ".join(f"{self._actors[actor_id]}{colon}{rest}" for actor_id, colon, rest in named)
        return names

    def _office(self, office_id: str) -> list[Any]:
        office = self._data.office(office_id)
        return [office.title, self._actors[office.of_id], str(office.rank)]

    def _source(self, source_id: str) -> dict[str, Any]:
        source = self._data.source(source_id)
        by = source.publisher_id or next(iter(source.agency_ids), None)
        return _present(
            id=source.id, title=source.title or source.description, by=by and self._actors[by],
            url=source.url if source.url and source.url.startswith(("http://", "https://")) else None,
            date=source.published and source.published.edtf, language=source.language,
            standing=source.standing and str(source.standing), kind=None if source.kind == "page" else source.kind.value,
        )  # fmt: skip

    def _events(self) -> list[dict[str, Any]]:
        implied = implied_events(self._data)
        conflicts: dict[str, list[dprkrel.Conflict]] = {}
        for conflict in self._data.conflicts():
            conflicts.setdefault(conflict.record_id, []).append(conflict)
        return [
            {
                **self._event(event),
                **_present(
                    implied=event.id in implied and [implied[event.id].possible, implied[event.id].sure],
                    conflicts=[self._conflict(conflict) for conflict in conflicts.get(event.id, ())],
                ),
            }
            for event in self._data.events
        ]

    def _event(self, event: dprkrel.Event) -> dict[str, Any]:
        reports = self._data.evidence(event)
        narrowed = self._data.implied_when(event)
        ranks = [
            sorted(Rank).index(self._data.office(part.office_id).rank) for part in event.participants if part.office_id
        ]
        return _present(
            id=event.id,
            type=event.event_type.value,
            when=event.when.edtf,
            days=_days(event.when),
            doubtful=event.when.doubtful,
            supposed=[end.value for end in event.supposed],
            narrowed=narrowed.when != event.when and [narrowed.when.edtf, _days(narrowed.when), *narrowed.reasons],
            status=str(event.status),
            confidence=str(self._data.confidence(event)),
            summary=event.summary,
            place=event.place_id,
            rank=max(ranks, default=None),
            parts=[self._participant(part) for part in event.participants],
            reports=[self._report(report) for report in reports],
            positions=[self._position(position, reports) for position in self._data.positions_on(event)],
            within=event.part_of,
            links=[self._link(event, link) for link in event.links],
            claims=[self._claim(claim) for claim in event.superlatives],
            why=event.adopted_because,
        )

    def _participant(self, part: dprkrel.Participant) -> list[Any]:
        numbers = [
            -1 if number is None else number
            for number in (
                part.acted_for and self._actors[part.acted_for],
                part.office_id and self._offices[part.office_id],
            )
        ]
        return [self._actors[part.actor_id], str(part.role), *numbers]

    def _report(self, report: dprkrel.Report) -> dict[str, Any]:
        derived = report.derivation
        return _present(
            source=self._sources[report.source_id],
            stance=str(report.stance),
            by=report.attributed_to and self._actors[report.attributed_to],
            where=report.paragraphs,
            phrases=report.phrases,
            when=report.when and report.when.edtf,
            derived=derived and [derived.phrase, derived.anchor.isoformat()],
            figures=[_figure(quantity) for quantity in report.quantities],
            note=report.note,
        )

    def _position(self, position: dprkrel.Position, reports: Sequence[dprkrel.Report]) -> list[Any]:
        """Return who, the stance, the numbers of the reports, and where it is known when it was said, in which statements."""
        actor = -1 if position.actor_id is None else self._actors[position.actor_id]
        numbers = [number for number, report in enumerate(reports) if report in position.reports]
        said = [] if position.said is None else [position.said.edtf, *position.statement_ids]
        return [actor, str(position.stance), numbers, *said]

    def _conflict(self, conflict: dprkrel.Conflict) -> dict[str, Any]:
        return _present(
            field=conflict.field.value, of=conflict.of, adopted=conflict.adopted, reason=conflict.reason,
            corroboration=conflict.corroboration.value,
            values=[[one.value, *(self._sources[source_id] for source_id in one.source_ids)] for one in conflict.values],
        )  # fmt: skip

    def _link(self, event: dprkrel.Event, link: dprkrel.Link) -> dict[str, Any]:
        status = event.status_of_link(link)
        return _present(
            to=link.event_id, phrase=link.link_type.phrase, status=status != event.status and str(status),
            reports=[self._report(report) for report in link.reports],
        )  # fmt: skip

    def _claim(self, claim: dprkrel.Superlative) -> dict[str, Any]:
        return {"claim": claim.claim, "reports": [self._report(report) for report in claim.reports]}


class _Searched:
    """How far each day was searched, for every question that the ledger can tell apart.

    The entries of the ledger name few states, types and ranks. To it, all other
    states are alike, and so are types that stand in the same entries and gaps.
    """

    def __init__(self, data: dprkrel.Dataset) -> None:
        self._data, self._stretches = data, stretches_of(data)
        self._reasons: dict[str, int] = {}
        self._answers: dict[str, int] = {}

    def all(self) -> dict[str, Any]:
        """Return what was searched by dyad, then by kind of types, then by rank, the lowest first."""
        kinds, wanted = self._kinds_of_types()
        rows = {
            dyad: [[self._answer(states, types, rank) for rank in sorted(Rank)] for types in wanted]
            for dyad, states in self._dyads().items()
        }
        return {
            "states": sorted({state for entry in self._data.ledger for state in entry.dyad}),
            "kinds": kinds,
            "unasked": sorted(Rank).index(UNASKED),
            "rows": rows,
            "answers": [json.loads(answer) for answer in self._answers],
            "reasons": [*self._reasons],
        }

    def _dyads(self) -> dict[str, tuple[ActorId, ...]]:
        """Return states and dyads by name; `*` is a state that no entry names."""
        named = sorted({state for entry in self._data.ledger for state in entry.dyad})
        unnamed = [actor.id for actor in self._data.actors if actor.kind == "state" and actor.id not in named]
        states = [*((state, state) for state in map(ActorId, named)), *(("*", state) for state in unnamed[:2])]
        dyads: dict[str, tuple[ActorId, ...]] = {"": ()}
        for number, (name, state) in enumerate(states):
            dyads[name] = (state,)
            dyads.update({f"{name} {other}": (state, another) for other, another in states[number + 1 :]})
        return dyads

    def _kinds_of_types(self) -> tuple[dict[str, int], list[frozenset[dprkrel.EventType] | None]]:
        """Return the number of the kind of every type, class and of no type; and the types of each kind."""
        parts = (
            part for entry in self._data.ledger for part in list[dprkrel.Coverage | dprkrel.Gap]((entry, *entry.gaps))
        )
        scopes = [part.event_types for part in parts]
        stands_in = {word: tuple(word in scope for scope in scopes) for word in dprkrel.EventType}
        asked: dict[str, frozenset[dprkrel.EventType] | None] = {"": None}
        asked.update({word.value: frozenset({word}) for word in dprkrel.EventType})
        asked.update({name: frozenset(map(dprkrel.EventType, words)) for name, words in TYPES_OF_CLASS.items()})
        numbers = dict[object, int]()
        kinds, wanted = dict[str, int](), list[frozenset[dprkrel.EventType] | None]()
        for name, types in asked.items():
            kind = None if types is None else frozenset(stands_in[word] for word in types)
            kinds[name] = numbers.setdefault(kind, len(numbers))
            if kinds[name] == len(wanted):
                wanted.append(types)
        return kinds, wanted

    def _answer(self, states: tuple[ActorId, ...], types: frozenset[dprkrel.EventType] | None, rank: Rank) -> int:
        """Return the number of what was searched: stretches of first day, last day, how far, and the numbers of the reasons."""
        asked = Asked(states, types, frozenset(), rank, None, None, of_everybody=True)
        rows = [
            [stretch.first, stretch.last, stretch.searched.value, *map(self._reason, reasons_of(stretch))]
            for stretch in self._stretches(asked)
        ]
        return self._answers.setdefault(json.dumps(rows), len(self._answers))

    def _reason(self, reason: str) -> int:
        return self._reasons.setdefault(reason, len(self._reasons))


def _numbers(words: Iterable[str]) -> dict[str, int]:
    """Return the place of each word."""
    return {word: number for number, word in enumerate(words)}


def _present(**values: Any) -> dict[str, Any]:
    """Return the values that are there."""
    return {name: value for name, value in values.items() if value is not False and value not in (None, "", (), [])}


def _days(when: dprkrel.When) -> int | list[int]:
    """Return the four bounds of a date, or the one day that all of them are."""
    return when.bounds[0] if len({*when.bounds}) == 1 else [*when.bounds]


def _figure(quantity: dprkrel.Quantity) -> str:
    """Return a figure as words: "at least 1,000,000 shells"."""
    low, best, high = (
        None if number is None else f"{number:,}" for number in (quantity.low, quantity.best, quantity.high)
    )
    span = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else ""
    number = f"{best} ({span})" if best and span else best or span
    return f"{number} {quantity.unit.replace('_', ' ')}{f' ({quantity.note})' if quantity.note else ''}"
