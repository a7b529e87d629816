"""Questions about offices: who held them, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from attrs import frozen

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import HolderWarning, warn_caller
from dprkrel.pickles import Vocabulary
from dprkrel.questions.arguments import ActorLike, actor_of
from dprkrel.questions.ledger import warn_beyond
from dprkrel.questions.office_titles import offices_asked_for
from dprkrel.questions.selection import Criteria, Match
from dprkrel.records.actors import Actor
from dprkrel.records.fields import ActorId, OfficeId
from dprkrel.records.plain import Displayed
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.index import ANY, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


class NoHolder(Vocabulary):
    """Why `office_holder` names nobody."""

    #: There was no such office then.
    NO_OFFICE = "no_office"
    #: Several persons hold the office at a time.
    SEVERAL_HOLD = "several_hold"
    #: Several certainly held it: it changed hands on that day, or within the longer date, or two offices bear the title.
    CHANGED = "changed"
    #: One certainly held it, and others may have held it within the longer date.
    OTHERS_MAY = "others_may"
    #: Nobody certainly held it; who may have is named.
    UNCERTAIN = "uncertain"
    #: Nobody is known who may have held it.
    NOT_KNOWN = "not_known"


@frozen(kw_only=True)
class OfficeHolder(Displayed):
    """One who held an office, or may have.

    Attributes:
        holder: the person.
        certainty: whether the person certainly or possibly held it then.
        relation: the spell for which the person held it.
    """

    holder: Actor
    certainty: Certainty
    relation: Relation


def office_holders(self: Tables, title: str, *, of: ActorLike, on: DateLike) -> Results[OfficeHolder]:
    """Return all who certainly or possibly held an office on a day.

    Args:
        title: the office as id, title or alias, or by its function in any language of
            the data ("foreign minister", "Menlu", "глава МИД"), with or without
            the name of the state ("Premier of North Korea").
        of: the state or body whose office it is.
        on: the day, or a longer date: then all who held it on some day of it.

    Returns:
        The holders with the spells for which they held it, those who certainly
        did first, and then by the total order of the spells. Empty where
        nobody is known, and where there was no such office.

    Raises:
        UnknownOfficeError: no office of this actor bears this title.
        UnknownActorError: `of` is not known.
        AmbiguousActorError: `of` means several actors.
        DateError: `on` cannot be read.

    Examples:
        >>> for each in dprkrel.office_holders("foreign minister", of="Belarus", on="2024"):
        ...     print(each.holder.name, each.certainty.value, each.relation.when)
        Sergei Aleinik certain 2022-12-13/2024-06-27
        Maxim Ryzhenkov certain 2024-06-27/[2026-02-19..]
    """
    return Results(_asked(self, title, of, on).holders, self, "office_holders")


def office_holder(self: Tables, title: str, *, of: ActorLike, on: DateLike) -> Actor | None:
    """Return who certainly held an office on a day, or None if that is not known.

    Args:
        title: the office, as in `office_holders`.
        of: the state or body whose office it is.
        on: the day, or a longer date in which only one person may have held it.

    Returns:
        The holder; None if nobody is known to have held it then, if several
        persons hold it at a time (such as vice-ministers), even if only one
        is known, or if several may have held it within a longer date.
        `HolderWarning` says which of these it is, and `office_holders` has all
        who may have held it.

    Raises:
        UnknownOfficeError: no office of this actor bears this title.
        UnknownActorError: `of` is not known.
        AmbiguousActorError: `of` means several actors.
        DateError: `on` cannot be read.

    Examples:
        >>> dprkrel.office_holder("foreign minister", of="Belarus", on="2024-07-24").name
        'Maxim Ryzhenkov'
        >>> import warnings
        >>> with warnings.catch_warnings(record=True) as caught:
        ...     warnings.simplefilter("always")
        ...     print(dprkrel.office_holder("foreign minister", of="Belarus", on="2024"))
        None
        >>> caught[-1].message.reason, caught[-1].message.candidates
        ('changed', ('sergei-aleinik', 'maxim-ryzhenkov'))
    """
    asked = _asked(self, title, of, on)
    sure = _ids(each for each in asked.holders if each.certainty is Certainty.CERTAIN)
    everybody = _ids(asked.holders)
    why = _why_nobody(self, asked, sure, everybody)
    if why is None:
        return self.actor(sure[0])
    existed = [f"{office_id} {self.office(office_id).existed}" for office_id in sorted(asked.offices)]
    told = f"it existed: {', '.join(existed)}" if why is NoHolder.NO_OFFICE else ""
    warn_caller(HolderWarning(title, on, why, everybody, _SAID[why], told))
    return None


_SAID = {
    NoHolder.NO_OFFICE: "there was no such office then",
    NoHolder.SEVERAL_HOLD: "several persons hold it at a time",
    NoHolder.CHANGED: "several persons held it then",
    NoHolder.OTHERS_MAY: "others may have held it then, too",
    NoHolder.UNCERTAIN: "nobody held it for certain",
    NoHolder.NOT_KNOWN: "nobody is known who held it",
}


class _Asked(NamedTuple):
    """What a question about an office means, and who held it."""

    offices: frozenset[OfficeId]
    window: When
    holders: tuple[OfficeHolder, ...]


def _asked(tables: Tables, title: str, of: ActorLike, on: DateLike) -> _Asked:
    owner = actor_of(tables, of)
    offices = offices_asked_for(tables, title, owner)
    window = When.window(When.parse(on), on)  # parsed first: without a day there is no answer
    rank = min(tables.office(office_id).rank for office_id in offices)
    warn_beyond(tables, [owner], window, relations=[RelationType.OFFICE_HELD], rank=rank)
    index: Index[Relation] = index_of(tables, "relation")
    held = index.spans(
        sides=[(dated.office_key(office_id), ANY) for office_id in sorted(offices)],
        any_side=True,
        statuses=dated.statuses(frozenset({Status.OCCURRED})),
    )
    sure, maybe = (Criteria(window, match).matches(held).of(held.records) for match in (Match.CERTAIN, Match.POSSIBLE))
    certain = {tie.id for tie in sure}
    ordered = [*sure, *(tie for tie in maybe if tie.id not in certain)]
    holders = tuple(
        OfficeHolder(
            holder=tables.actor(tie.subject_id),
            certainty=Certainty.CERTAIN if tie.id in certain else Certainty.POSSIBLE,
            relation=tie,
        )
        for tie in ordered
    )
    return _Asked(offices, window, holders)


def _ids(holders: Iterable[OfficeHolder]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(each.holder.id for each in holders))


def _why_nobody(
    tables: Tables, asked: _Asked, sure: tuple[ActorId, ...], everybody: tuple[ActorId, ...]
) -> NoHolder | None:
    """Say why an office has no one holder, or return None where it has."""
    meant = [tables.office(office_id) for office_id in asked.offices]
    if any(office.several for office in meant):
        return NoHolder.SEVERAL_HOLD
    if len(sure) > 1:
        return NoHolder.CHANGED
    if sure:
        one_day = asked.window.same_day(asked.window) is Certainty.CERTAIN
        return None if one_day or everybody == sure else NoHolder.OTHERS_MAY
    if everybody:
        return NoHolder.UNCERTAIN
    existed = [office.existed for office in meant]
    gone = all(when is not None and when.overlaps(asked.window) is Certainty.IMPOSSIBLE for when in existed)
    return NoHolder.NO_OFFICE if gone else NoHolder.NOT_KNOWN
