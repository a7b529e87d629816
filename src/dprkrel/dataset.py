"""A dataset: tables that keep the laws and answer the questions; it knows nothing of the bundled data."""

import os
from collections.abc import Iterable
from itertools import chain
from typing import Any

import attrs

from dprkrel.errors import DatasetError
from dprkrel.laws.faults import faults_of
from dprkrel.questions import actors as actors_
from dprkrel.questions import as_of as as_of_
from dprkrel.questions import changes as changes_
from dprkrel.questions import conflicts as conflicts_
from dprkrel.questions import counting as counting_
from dprkrel.questions import coverage as coverage_
from dprkrel.questions import events as events_
from dprkrel.questions import evidence as evidence_
from dprkrel.questions import order as order_
from dprkrel.questions import relations as relations_
from dprkrel.questions import superlatives as superlatives_
from dprkrel.questions import verify as verify_
from dprkrel.questions import why as why_
from dprkrel.questions.arguments import ActorLike, actor_of, several
from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.events import Event
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.plain import digest_of
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source
from dprkrel.store.lines import Writable, write
from dprkrel.store.subset import around
from dprkrel.store.tables import UNRELEASED, Tables


@attrs.frozen(kw_only=True, repr=False)
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

    def __attrs_post_init__(self) -> None:
        Tables.__attrs_post_init__(self)
        faults = faults_of(self)
        if faults:
            raise DatasetError(faults)

    @property
    def digest(self) -> str:
        """SHA-256 of the records in canonical JSON: equal for equal records, whatever process made them."""
        plain = {name: [record.to_dict() for record in records] for name, records in self.tables().items()}
        return digest_of(plain)

    def extend(  # noqa: D417 - the tables are described together
        self,
        *,
        edition: str = UNRELEASED,
        actors: Iterable[Actor] = (),
        offices: Iterable[Office] = (),
        places: Iterable[Place] = (),
        sources: Iterable[Source] = (),
        events: Iterable[Event] = (),
        relations: Iterable[Relation] = (),
        counting_rules: Iterable[CountingRule] = (),
        ledger: Iterable[Coverage] = (),
        changelog: Iterable[Change] = (),
    ) -> "Dataset":
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
        records: dict[str, Any] = {
            table: chain(held, more[table]) if isinstance(more[table], Iterable) else more[table]
            for table, held in self.tables().items()
        }
        return Dataset(edition=edition, **records)

    def subset(self, *, actors: ActorLike | Iterable[ActorLike], edition: str = UNRELEASED) -> "Dataset":
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
        records: dict[str, Any] = around(self, {actor_of(self, actor).id for actor in several(actors)})
        return Dataset(edition=edition, **records)

    def write(self, file: str | os.PathLike[str] | Writable) -> None:
        """Write the dataset as lines of JSON, which `read` reads: a header with the edition, then one record a line.

        The same records give the same bytes. Under a path the file stands
        whole or not at all; one that was there before is replaced.

        Args:
            file: a path, or an open binary file.

        Raises:
            FileError: the file cannot be written.

        Examples:
            >>> import io
            >>> file = io.BytesIO()
            >>> dprkrel.Dataset(edition="mine").write(file)
            >>> print(file.getvalue().decode(), end="")
            {"record":"dataset","format":2,"edition":"mine"}
        """
        write(self, file)

    find_actor = actors_.find_actor
    visits_by_actor = events_.visits_by_actor
    events_between = events_.events_between
    events_of_dyad = events_.events_of_dyad
    meetings_of = events_.meetings_of
    agreements_of = events_.agreements_of
    treaty_actions = events_.treaty_actions
    statements_by = events_.statements_by
    relations_of = relations_.relations_of
    offices_of = relations_.offices_of
    office_holder = relations_.office_holder
    count_visits = counting_.count_visits
    coverage = coverage_.coverage
    changes = changes_.changes
    resolve = changes_.resolve
    as_of = as_of_.as_of
    evidence = evidence_.evidence
    confidence = evidence_.confidence
    conflicts = conflicts_.conflicts
    positions_on = evidence_.positions_on
    verify = verify_.verify
    why = why_.why
    superlatives = superlatives_.superlatives
    before = order_.before
    order = order_.order
    order_reasons = order_.order_reasons
    implied_when = order_.implied_when
