"""The answers to a fixed list of public questions, and which of them differ between two datasets."""

import difflib
import itertools
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from dprkrel.dataset import Dataset
from dprkrel.errors import CoverageWarning, HolderWarning
from dprkrel.questions.counting import Admission, Count
from dprkrel.questions.selection import Match
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.events import Event
from dprkrel.records.offices import Office
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.records.roles import Role

DAYS: Final = (
    "1950-06-01", "1975-01-01", "1992-01-01", "2000-08-01", "2012-01-01", "2018-01-01",
    "2022-01-01", "2023-10-18", "2024-07-24", "2025-07-01", "2026-07-01",
)  # fmt: skip
"""The days on which relations and offices are asked for."""


_OFTEN: Final = 3


_SHOWN: Final = 60


def answers(dataset: Dataset) -> list[str]:
    """Return the answers to a fixed list of public questions, a line each, sorted; what is empty or zero has no line.

    Of each state: the visits that it made and its agreements, one by one;
    the visits that it received, its meetings and statements by the year in which
    they may have begun at the earliest. Of each person who takes part in
    three events or more: the visits made, and how many of the others. Of
    each pair of states: diplomatic relations and missions on each of `DAYS`.
    Of each office of the rank of a minister or above: who held it on each of
    `DAYS`. Of each counting rule: the count for each period of which a figure
    was published, and for each year. All conflicts, all superlatives with their
    verdicts, and how many events there are by type and status, and by confidence.
    """
    with warnings.catch_warnings():
        for warning in (CoverageWarning, HolderWarning):
            warnings.simplefilter("ignore", warning)
        return sorted({line for question in _QUESTIONS for line in question(dataset)})


def _of_states(data: Dataset) -> Iterator[str]:
    for state in (actor for actor in data.actors if actor.kind is ActorKind.STATE):
        for visit in data.visits_by_actor(state):
            yield f"visits_by_actor {state.id}: {visit.when} {visit.id} ({data.confidence(visit)})"
        yield from _by_year(f"visits_by_actor {state.id} role=host", data.visits_by_actor(state, role=Role.HOST))
        yield from _by_year(f"meetings_of {state.id}", data.meetings_of(state), listed=False)
        for agreement in data.agreements_of(state):
            yield f"agreements_of {state.id}: {agreement.when} {agreement.id}"
        yield from _by_year(f"statements_by {state.id}", data.statements_by(state), listed=False)


def _by_year(question: str, events: Iterable[Event], *, listed: bool = True) -> Iterator[str]:
    for year, group in itertools.groupby(events, lambda event: str(event.when.earliest or "open")[:4]):
        ids = [event.id for event in group]
        yield f"{question} {year}: {', '.join(ids) if listed else len(ids)}"


def _of_persons(data: Dataset) -> Iterator[str]:
    for person in data.actors:
        if person.kind is ActorKind.PERSON and len(data.events_between(None, None, actors=person)) >= _OFTEN:
            yield from _of_person(data, person)


def _of_person(data: Dataset, person: Actor) -> Iterator[str]:
    made, received = data.visits_by_actor(person), data.visits_by_actor(person, role=Role.HOST)
    if made:
        yield f"visits_by_actor {person.id}: {', '.join(visit.id for visit in made)}"
    counts = {
        "visits received": len(received),
        "meetings": len(data.meetings_of(person)),
        "agreements": len(data.agreements_of(person)),
        "statements": len(data.statements_by(person)),
    }
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    yield f"events of {person.id}: {told}" if told else f"events of {person.id}: none of these"


def _of_ties(data: Dataset) -> Iterator[str]:
    for tie in sorted({(tie.relation_type, tie.subject_id, tie.object_id) for tie in data.relations}):
        if tie[0] in (RelationType.DIPLOMATIC_RELATIONS, RelationType.MISSION):
            yield from _on_days(f"relations_of {tie[1]} {tie[0].value} {tie[2]}", partial(_held, data, tie))


def _held(data: Dataset, tie: tuple[RelationType, str, str], day: str) -> str:
    """Return how surely a tie held on a day; empty where it did not."""
    kind, subject, other = tie
    for match in (Match.CERTAIN, Match.POSSIBLE):
        spells = data.relations_of(subject, other=other, types=kind, on=day, match=match)
        if any(spell.subject_id == subject for spell in spells):
            return match.value
    return ""


def _of_offices(data: Dataset) -> Iterator[str]:
    for office in data.offices:
        if office.rank >= Rank.MINISTER:
            yield from _on_days(f"office_holder {office.id}", partial(_holder, data, office))


def _holder(data: Dataset, office: Office, day: str) -> str:
    holder = data.office_holder(office.id, of=office.of_id, on=day)
    return holder.id if holder else ""


def _on_days(question: str, ask: Callable[[str], str]) -> Iterator[str]:
    """Yield one line for what is so on some of the days; of days in a row with one answer it has the first and last."""
    told = []
    for answer, group in itertools.groupby(DAYS, ask):
        first, *_, last = [*group] * 2
        told += [f"{first}{'' if first == last else f'..{last}'} {answer}"] if answer else []
    if told:
        yield f"{question}: {', '.join(told)}"


def _of_rules(data: Dataset) -> Iterator[str]:
    first = min((event.when.earliest for event in data.events if event.when.earliest), default=None)
    last = max((event.when.latest for event in data.events if event.when.latest), default=None)
    years = [str(year) for year in range(first.year, last.year + 1)] if first and last else []
    for rule in data.counting_rules:
        for figure in rule.figures:
            count = data.count_visits(rule, figure.when, figure.when, sending=figure.sending_id)
            sent = f" sending={figure.sending_id}" if figure.sending_id else ""
            yield f"count_visits {rule.id} {figure.when}{sent}: {_counted(count)}; published {figure.number}"
        for count in (data.count_visits(rule, year, year) for year in years):
            if count.counted or count.near_misses:
                yield f"count_visits {rule.id} {count.when}: {_counted(count)}"


def _counted(count: Count) -> str:
    open_ = [one.event.id for one in count.counted if one.admission is Admission.BORDERLINE]
    borderline = f" (borderline: {', '.join(open_)})" if open_ else ""
    return f"{count.number}{borderline}, {len(count.near_misses)} near misses"


def _of_conflicts(data: Dataset) -> Iterator[str]:
    for conflict in data.conflicts():
        values = " | ".join(_shortened(value.value) for value in conflict.values)
        of = f" of {_shortened(conflict.of)}" if conflict.of else ""
        adopted = _shortened(conflict.adopted or "none")
        yield f"conflicts {conflict.record_id} {conflict.field.value}{of}: {values}; {adopted}, {conflict.corroboration.value}"


def _of_superlatives(data: Dataset) -> Iterator[str]:
    for judged in data.superlatives():
        by = f" by {', '.join(judged.by)}" if judged.by else ""
        yield f"superlatives {judged.event_id}: {_shortened(judged.superlative.claim)}: {judged.verdict.value}{by}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _of_types(data: Dataset) -> Iterator[str]:
    told = sorted(f"{event.event_type.value} {event.status.value}" for event in data.events)
    for kind, group in itertools.groupby(told):
        yield f"events {kind}: {len([*group])}"
    sure = sorted(str(data.confidence(event)) for event in data.events)
    for grade, grades in itertools.groupby(sure):
        yield f"confidence {grade}: {len([*grades])}"


_QUESTIONS: Final[tuple[Callable[[Dataset], Iterator[str]], ...]] = (
    _of_states, _of_persons, _of_ties, _of_offices, _of_rules, _of_conflicts, _of_superlatives, _of_types,
)  # fmt: skip


def moved(before: Dataset, after: Dataset) -> list[str]:
    """Return which of the `answers` differ between two datasets, as a unified diff; empty where none does.

    Examples:
        >>> moved(dprkrel.load(), dprkrel.load())
        []
    """
    if before == after:
        return []
    names = f"edition {before.edition}", f"edition {after.edition}"
    return list(difflib.unified_diff(answers(before), answers(after), *names, n=0, lineterm=""))
