"""A dataset: tables that keep the laws and answer the questions; it knows nothing of the bundled data."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from dprkrel import records
from dprkrel.calls import answering, answering_class, items_of
from dprkrel.errors import DatasetError
from dprkrel.first_use import interrupted
from dprkrel.pickles import Reduced, pickled
from dprkrel.questions import QUESTIONS
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import UNRELEASED, Tables

if TYPE_CHECKING:  # what a question needs is imported when it is asked
    from dprkrel.export import calendar as calendar_
    from dprkrel.export import citation as citation_
    from dprkrel.export import graph as graph_
    from dprkrel.export import json_schema as json_schema_
    from dprkrel.export import package as package_
    from dprkrel.export import sqlite as sqlite_
    from dprkrel.export import tables as tables_
    from dprkrel.files import Writable
    from dprkrel.questions import actors as actors_
    from dprkrel.questions import as_of as as_of_
    from dprkrel.questions import changes as changes_
    from dprkrel.questions import conflicts as conflicts_
    from dprkrel.questions import counting as counting_
    from dprkrel.questions import coverage as coverage_
    from dprkrel.questions import events as events_
    from dprkrel.questions import evidence as evidence_
    from dprkrel.questions import missions as missions_
    from dprkrel.questions import offices as offices_
    from dprkrel.questions import order as order_
    from dprkrel.questions import panel as panel_
    from dprkrel.questions import relations as relations_
    from dprkrel.questions import superlatives as superlatives_
    from dprkrel.questions import treaties as treaties_
    from dprkrel.questions import verify as verify_
    from dprkrel.questions import why as why_
    from dprkrel.questions.arguments import ActorLike
    from dprkrel.store.results import Results

D = TypeVar("D", bound="Dataset")


class _Question:
    """A question of a dataset, which is imported when it is first asked: a process that asks one loads one module."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, dataset: Dataset | None, owner: type) -> Any:
        try:
            question: Any = answering(getattr(import_module(f"dprkrel.{QUESTIONS[self.name]}"), self.name))
        except (ImportError, AttributeError, NameError) as error:
            told = interrupted(error)
            if told is error:
                raise
            raise told from error
        setattr(Dataset, self.name, question)  # from now on it is a method like any other
        return question.__get__(dataset, owner)


@answering_class
class Dataset(Tables):
    """An immutable dataset: records of all kinds, checked against the laws, with every question as a method.

    Args:
        edition: which state of the data this is.
        actors: this and the other tables: any iterable of records, in any order.

    Raises:
        DatasetError: the records break a law; it lists all faults at once.

    Examples:
        >>> dprkrel.Dataset().events
        ()
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        from dprkrel.laws.faults import faults_of  # late: compiled data have been checked

        Tables.__attrs_post_init__(self)
        faults = faults_of(self)
        if faults:
            raise DatasetError(faults)

    def __copy__(self) -> Self:
        return self  # as of all that cannot change

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> Reduced:
        # Late: few datasets go to another process.
        from dprkrel.store.artifact import Artifact, compiled
        from dprkrel.store.lines import lines_of

        if isinstance(self._store, Artifact):
            return pickled(type(self), *self._store.content())
        lines = [*lines_of(self)]
        return pickled(type(self), b"".join(lines), compiled(self, lines))

    @classmethod
    def _unpickled(cls, lines: bytes, index: bytes) -> Self:
        return _unpickled(cls, lines, index)

    def _repr_html_(self) -> str:
        from dprkrel.export.notebook import dataset_html  # late: only notebooks need it

        return dataset_html(self)

    def _html_of(self, results: Results[Any]) -> str:
        """Return results as notebooks show them, which know their dataset and not what is above it."""
        from dprkrel.export.notebook import results_html  # late, as above

        return results_html(self, results, results.name)

    def extend(  # noqa: D417 - the tables are described together
        self,
        *,
        edition: str = UNRELEASED,
        actors: Iterable[records.Actor] = (),
        offices: Iterable[records.Office] = (),
        places: Iterable[records.Place] = (),
        sources: Iterable[records.Source] = (),
        events: Iterable[records.Event] = (),
        relations: Iterable[records.Relation] = (),
        counting_rules: Iterable[records.CountingRule] = (),
        ledger: Iterable[records.Coverage] = (),
        changelog: Iterable[records.Change] = (),
    ) -> Dataset:
        """Return a dataset with the records of this one and more.

        Args:
            edition: what the new dataset is called.
            actors: this and the other tables: the records to add, in any order.

        Raises:
            DatasetError: together the records break a law, such as that an id is used once; all faults are listed.

        Examples:
            >>> place = dprkrel.Place(id="mount-myohyang", name="Mount Myohyang", kind="site")
            >>> dprkrel.load().extend(places=[place]).place("mount-myohyang").name
            'Mount Myohyang'
        """
        more = {
            "actors": actors, "offices": offices, "places": places, "sources": sources, "events": events,
            "relations": relations, "counting_rules": counting_rules, "ledger": ledger, "changelog": changelog,
        }  # fmt: skip
        # What is no list of records is handed on as it is, to be refused by its table.
        tables: dict[str, Any] = {
            table: chain(held, items_of(table, more[table])) if isinstance(more[table], Iterable) else more[table]
            for table, held in self.tables().items()
        }
        return Dataset(edition=edition, **tables)

    def subset(self, *, actors: ActorLike | Iterable[ActorLike], edition: str = UNRELEASED) -> Dataset:
        """Return the part of the dataset that is about some actors, with all that it needs to stand by itself.

        These are the actors, the events in which they take part or on whose
        behalf others do, their relations, and the entries of the coverage
        ledger for their dyads; then whatever these refer to: other actors,
        sources, places, wholes, linked events. Counting rules and changes
        of editions stay behind; `extend` can add them.

        Args:
            actors: one or several, as ids, names or records.
            edition: what the new dataset is called.

        Raises:
            UnknownActorError: no actor is called so.
            AmbiguousActorError: a name means several actors.

        Examples:
            >>> part = dprkrel.load().subset(actors=["Mongolia", "Laos"])
            >>> len(part.actors) < 100 < len(dprkrel.load().actors)
            True
        """
        # Late, as is all that is seldom needed.
        from dprkrel.questions.arguments import actor_of, several
        from dprkrel.store.subset import around

        tables: dict[str, Any] = around(self, {actor_of(self, actor).id for actor in several("actors", actors)})
        return Dataset(edition=edition, **tables)

    def write(self, file: str | os.PathLike[str] | Writable) -> None:
        """Write the dataset as lines of JSON, which `read` reads: a header with the edition, then one record a line.

        The same records give the same bytes. The header also has the number of records of each table and
        their digest, by which `read` notices a file that was cut short or changed. Under a path the file
        stands whole or not at all; one that was there before is replaced.

        Args:
            file: a path, or an open binary file.

        Raises:
            FileError: the file cannot be written.

        Examples:
            >>> import io
            >>> file = io.BytesIO()
            >>> dprkrel.Dataset(edition="mine").write(file)
            >>> print(file.getvalue().decode()[:65])
            {"record":"dataset","format":3,"edition":"mine","counts":{"actors
        """
        from dprkrel.store.lines import write  # late, as is all that is seldom needed

        write(self, file)

    if TYPE_CHECKING:
        find_actor: Final = actors_.find_actor
        visits_by_actor: Final = events_.visits_by_actor
        events_between: Final = events_.events_between
        events_of_dyad: Final = events_.events_of_dyad
        meetings_of: Final = events_.meetings_of
        agreements_of: Final = events_.agreements_of
        treaty_actions: Final = treaties_.treaty_actions
        statements_by: Final = events_.statements_by
        relations_of: Final = relations_.relations_of
        offices_of: Final = relations_.offices_of
        missions_at_work: Final = missions_.missions_at_work
        office_holder: Final = offices_.office_holder
        office_holders: Final = offices_.office_holders
        count_events: Final = events_.count_events
        count_visits: Final = counting_.count_visits
        panel: Final = panel_.panel
        coverage: Final = coverage_.coverage
        coverage_by_month: Final = coverage_.coverage_by_month
        changes: Final = changes_.changes
        resolve: Final = changes_.resolve
        as_of: Final = as_of_.as_of
        evidence: Final = evidence_.evidence
        confidence: Final = evidence_.confidence
        conflicts: Final = conflicts_.conflicts
        positions_on: Final = evidence_.positions_on
        verify: Final = verify_.verify
        why: Final = why_.why
        superlatives: Final = superlatives_.superlatives
        before: Final = order_.before
        order: Final = order_.order
        order_reasons: Final = order_.order_reasons
        implied_when: Final = order_.implied_when
        table: Final = tables_.table
        cite: Final = citation_.cite
        json_schema: Final = json_schema_.json_schema
        write_package: Final = package_.write_package
        write_sqlite: Final = sqlite_.write_sqlite
        to_icalendar: Final = calendar_.to_icalendar
        to_networkx: Final = graph_.to_networkx
    else:
        locals().update({name: _Question(name) for name in QUESTIONS})


def _unpickled(dataset_class: type[D], lines: bytes, index: bytes) -> D:
    """Return the dataset of compiled data, whose laws were checked before; of another version's they are checked again."""
    from dprkrel.store.artifact import Artifact, is_current  # late, as above

    if is_current(index):
        artifact = Artifact(lines, index)
        return dataset_class.over(artifact, artifact.edition)
    return _read_again(dataset_class, lines)


def _read_again(dataset_class: type[D], lines: bytes) -> D:
    """Return the dataset of lines that another version wrote."""
    import json  # late, as above

    from dprkrel.records.kinds import record_of_plain
    from dprkrel.store.artifact import broken
    from dprkrel.store.released import is_released
    from dprkrel.store.tables import Held

    plain: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    try:
        header, *rows = map(json.loads, lines.decode().removesuffix("\n").split("\n"))
        edition = header["edition"]
        for row in rows:
            plain[TABLE_OF[row.pop("record")]].append(row)
        tables: dict[str, Any] = {
            table: tuple(record_of_plain(kind, row) for row in plain[table]) for kind, table in TABLE_OF.items()
        }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise broken(f"its lines cannot be read ({type(error).__name__})") from error
    if is_released(edition, plain):
        return dataset_class.over(Held(tables), edition)
    return dataset_class(edition=edition, **tables)
