"""Datasets that can be made as large as one likes, each in one direction, for the tests of how costs grow."""

import datetime
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import attrs

from dprkrel import (
    ActorKind,
    Agreement,
    Cause,
    Change,
    ChangeKind,
    Completeness,
    Coverage,
    EventType,
    Gap,
    Link,
    LinkType,
    Meeting,
    Name,
    NameKind,
    PlaceKind,
    Quantity,
    Rank,
    RelationType,
    Report,
    Role,
    Scope,
    Source,
    SourceKind,
    Stance,
    Standing,
    Statement,
    Superlative,
    SuperlativeKind,
    TreatyAction,
    Visit,
    When,
)
from dprkrel.records.fields import ActorId, ChangeId, CoverageId, EventId, PlaceId, SourceId
from dprkrel.records.kinds import Record
from dprkrel.store.tables import Tables
from tests.small import happening, known, named, office, part, parts, place, said, spell, tie

LONG_TEXT: Final = SourceId("long-text")


class Subject(NamedTuple):
    """About whom and what a dataset is asked; every dataset has two such subjects, so that one can be asked second."""

    event: str
    other: str
    relation: str
    person: str
    spelling: str
    state: str
    title: str
    of: str
    day: str
    gone: str

    @property
    def treaty(self) -> str:
        """A treaty that every dataset has."""
        return f"treaty-{self.day[-1]}"


class Shape(NamedTuple):
    """A dataset of some size, its subjects, and the texts that it cites.

    Attributes:
        tables: the records, by table.
        subjects: about whom and what it is asked.
        text: the content of the text `LONG_TEXT`, where it has one.
    """

    tables: dict[str, Any]
    subjects: tuple[Subject, Subject]
    text: str = ""

    def fresh(self) -> Tables:
        """Return the records in tables from which nothing has been derived yet; the laws are not checked."""
        return Tables(**self.tables)


def day(number: int) -> str:
    """Return one of the days on which what grows takes place, all before those of the subjects."""
    return (datetime.date(2001, 1, 1) + datetime.timedelta(number)).isoformat()


def word(number: int) -> str:
    """Return a word without digits, another for each number.

    Examples:
        >>> word(0), word(27)
        ('aaa', 'bba')
    """
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(3))


def _subjects() -> Iterator[tuple[Subject, list[Record]]]:
    for number in range(2):
        of, name = f"envoy-{number}", ("Ivan Sorok", "Boris Dvadtsat")[number]
        at, treaty = f"2019-05-1{number}", EventId(f"treaty-{number}")
        step = Link(link_type=LinkType.STEP_OF, event_id=treaty)
        records: list[Record] = [
            named(of, ActorKind.PERSON, name, state="russia"),
            office(f"{of}-post", "russia", f"Envoy for {word(number)}", rank=Rank.AMBASSADOR),
            spell(of, f"{of}-post", "russia", "2019-03-01/2020-01-01"),
            happening(
                Visit, EventType.VISIT, f"visit-{number}", at, part(of, Role.VISITOR, "russia", f"{of}-post"),
                part("choe-son-hui", Role.HOST, "dprk"),
            ),
            happening(
                Statement, EventType.REMARK, f"remark-{number}", at, part(of, Role.SPEAKER, "russia"),
                links=(Link(link_type=LinkType.ABOUT, event_id=EventId(f"visit-{number}")),),
            ),
            happening(Agreement, EventType.TREATY, treaty, at, part("russia", Role.PARTY), part("dprk", Role.PARTY)),
            happening(
                TreatyAction, EventType.RATIFICATION, f"ratified-{number}", "2019-08-01", part("russia", Role.PARTY),
                links=(step,),
            ),
            tombstone(f"gone-{number}", heir=f"visit-{number}"),
        ]  # fmt: skip
        subject = Subject(
            event=f"visit-{number}", other=treaty, relation=f"{of}-{of}-post", person=of, spelling=name,
            state=("russia", "belarus")[number], title=f"{of}-post", of="russia", day=at, gone=f"gone-{number}",
        )  # fmt: skip
        yield subject, records


def tombstone(gone: str, heir: str, edition: str = "2024.7.24") -> Change:
    """Return the change by which an event was merged into another."""
    return Change(
        id=ChangeId(f"merged-{gone}"), edition=edition, kind=ChangeKind.MERGED, record_kind="event",
        record_ids=(gone,), reason="It was the same.", cause=Cause.CODING, heir_id=heir,
    )  # fmt: skip


SUBJECTS: Final = tuple(_subjects())
"""The two subjects of every dataset, each with the records that it needs."""

Grown = tuple[list[Record], dict[str, Any], dict[str, Any]]
"""Records to add, and what differs in the first and in the second subject."""


def _visit(event_id: str, when: str, visitor: str = "envoy-0", **fields: Any) -> Any:
    """Build a visit of a Russian."""
    parts_ = part(visitor, Role.VISITOR, "russia"), part("choe-son-hui", Role.HOST, "dprk")
    return happening(Visit, EventType.VISIT, event_id, when, *parts_, **fields)


def _many(size: int) -> Grown:
    """Many visits of two actors to two countries, one after the other."""
    records = [
        _visit(
            f"many-{n}", f"{day(4 * n)}/{day(4 * n + 2)}", f"envoy-{n % 2}",
            place_id=PlaceId(("pyongyang", "moscow")[n // 2 % 2]),
        )
        for n in range(size)
    ]  # fmt: skip
    return records, {"event": f"many-{size // 2}"}, {"event": f"many-{size // 3}", "other": f"many-{size // 4}"}


def _linked(size: int, built: Callable[..., Any] = _visit, **fields: Any) -> Grown:
    link = (Link(link_type=LinkType.FOLLOWS, event_id=EventId(f"linked-{n}")) for n in range(size - 1))
    linked = [built("linked-0", "2002", **fields)]
    records = [
        *linked,
        *(built(f"linked-{n}", "2002", links=(follows,), **fields) for n, follows in enumerate(link, 1)),
    ]
    return records, _between("linked", size // 2, 0), _between("linked", size // 3, size - 1)


def _between(name: str, first: int, second: int) -> dict[str, Any]:
    return {"event": f"{name}-{first}", "other": f"{name}-{second}"}


def _planned(size: int) -> Grown:
    """Plans of which each follows another, as sources announce."""
    return _linked(size, reports=(said(1, stance=Stance.ANNOUNCES),))


def _wrong(size: int) -> Grown:
    """A chain of links that leads back in time: its first event is dated after its last, all others between."""
    records, *subjects = _linked(size)
    events: list[Any] = [*records]
    dates = ["2004", *("[2000..2005]" for _ in range(size - 2)), "2001"]
    dated = [attrs.evolve(record, when=When(edtf)) for record, edtf in zip(events, dates, strict=True)]
    return dated, *subjects  # type: ignore[return-value]


def _nested(size: int) -> Grown:
    """Parts of parts."""
    records = [
        happening(
            Meeting, EventType.TALKS, f"nested-{n}", "2002-05-05", part("envoy-0", Role.PARTICIPANT, "russia"),
            part_of=EventId(f"nested-{n - 1}") if n else None,
        )
        for n in range(size)
    ]  # fmt: skip
    return list(records), _between("nested", size - 1, 0), _between("nested", size // 2, size // 3)


def _whole(size: int) -> Grown:
    """One visit of many parts."""
    records: list[Record] = [_visit("whole", "2002-05-05")]
    for n in range(size):
        parts_ = part("choe-son-hui", Role.HOST, "dprk"), part("envoy-0", Role.PARTICIPANT, "russia")
        records.append(
            happening(Meeting, EventType.BANQUET, f"part-{n}", "2002-05-05", *parts_, part_of=EventId("whole"))
        )
    return records, {"event": f"part-{size // 2}", "other": "whole"}, {"event": f"part-{size // 3}"}


def _discussed(size: int) -> Grown:
    """One event that many statements are about, all of them reported by one text."""
    links = (Link(link_type=LinkType.ABOUT, event_id=EventId("visit-0")),)
    speaker = part("vladimir-putin", Role.SPEAKER, "russia")
    records: list[Record] = [
        happening(Statement, EventType.REMARK, f"said-{n}", day(n), speaker, links=links) for n in range(size)
    ]
    attributed = said(1, attributed_to=ActorId("vladimir-putin"))
    return [*records, _visit("visit-0", "2019-05-10", reports=(attributed,))], {}, {"event": f"said-{size // 2}"}


def _copied(size: int) -> Grown:
    """Pages of which each repeats another, and an event for each."""
    records: list[Record] = []
    for n in range(size):
        records += [
            page(n, republication_of=SourceId(f"page-{n - 1}") if n else None),
            _visit(f"copied-{n}", "2000", reports=(_seen(n),)),
        ]
    return records, {"event": f"copied-{size // 2}"}, {"event": f"copied-{size - 1}"}


def page(number: int, **fields: Any) -> Source:
    """Return a page with a number."""
    return Source(
        id=SourceId(f"page-{number}"), kind=SourceKind.PAGE, description="A page.", language="en", title="A page",
        url=f"https://example.org/{number}", standing=Standing.SECONDARY, published=When(day(number)), **fields,
    )  # fmt: skip


def _seen(number: int, **fields: Any) -> Report:
    return Report(source_id=SourceId(f"page-{number}"), **{"stance": Stance.ASSERTS} | fields)


def _placed(size: int) -> Grown:
    """Places within places, a visit to each, and the claims that two of them were the first there."""
    records: list[Record] = []
    for n in range(size):
        outer = f"place-{n - 1}" if n else "north-korea-land"
        scope = Scope(event_types=(EventType.VISIT,), role=Role.VISITOR, place_id=PlaceId(f"place-{n}"))
        claim = Superlative(kind=SuperlativeKind.FIRST, claim="first there", reports=(said(1),), scope=scope)
        claims = (claim,) if n in (size - 2, size - 3) else ()
        at = PlaceId(f"place-{n}")
        records += [
            place(f"place-{n}", PlaceKind.SITE, outer),
            _visit(f"placed-{n}", day(n), place_id=at, superlatives=claims),
        ]
    return records, {"event": f"placed-{size - 2}"}, {"event": f"placed-{size - 3}"}


def _spells(size: int) -> Grown:
    """Many spells of one tie."""
    records: list[Record] = [
        tie(f"spell-{n}", RelationType.PARTNERSHIP, "russia", "dprk", f"{day(2 * n)}/{day(2 * n + 1)}")
        for n in range(size)
    ]
    return records, {"relation": f"spell-{size // 2}"}, {"relation": f"spell-{size // 3}"}


def _holders(size: int) -> Grown:
    """Many holders of one office, each of whom acted in it once."""
    records: list[Record] = [office("long-post", "russia", "Keeper", rank=Rank.MINISTER)]
    for n in range(size):
        holder = f"holder-{n}"
        acting = part(holder, Role.VISITOR, "russia", "long-post"), part("choe-son-hui", Role.HOST, "dprk")
        records += [
            named(holder, ActorKind.PERSON, f"Holder {word(n).title()}", state="russia"),
            spell(holder, "long-post", "russia", f"{day(9 * n)}/{day(9 * n + 8)}"),
            happening(Visit, EventType.VISIT, f"acted-{n}", day(9 * n + 4), *acting),
        ]
    asked = [
        {
            "event": f"acted-{n}", "relation": f"holder-{n}-long-post", "person": f"holder-{n}",
            "spelling": f"Keeper Holder {word(n)}", "title": "Keeper", "day": day(9 * n + 4),
        }
        for n in (size // 2, size // 3)
    ]  # fmt: skip
    return records, *asked  # type: ignore[return-value]


def _vague(size: int) -> Grown:
    """Many holders of one office, of whom is known when each took it and not when each left it."""
    records: list[Record] = [office("long-post", "russia", "Keeper", rank=Rank.MINISTER)]
    for n in range(size):
        holder = f"holder-{n}"
        records += [
            named(holder, ActorKind.PERSON, f"Holder {word(n).title()}", state="russia", existed=When("1950/")),
            spell(holder, "long-post", "russia", f"{day(9 * n)}/[{day(9 * n + 5)}..]"),
        ]
    asked = [
        {"relation": f"holder-{n}-long-post", "person": f"holder-{n}", "title": "Keeper", "day": day(9 * n + 4)}
        for n in (size // 2, size // 3)
    ]
    return records, *asked  # type: ignore[return-value]


def _broken_off(size: int) -> Grown:
    """Two states that broke off relations again and again, each time with a mission of which the end is not known."""
    records: list[Record] = []
    for n in range(size):
        records += [
            tie(
                f"ties-{n}",
                RelationType.DIPLOMATIC_RELATIONS,
                "russia",
                "south-korea",
                f"{day(9 * n)}/{day(9 * n + 6)}",
            ),
            tie(f"mission-{n}", RelationType.MISSION, "russia", "south-korea", f"{day(9 * n + 2)}/"),
        ]
    return records, {"relation": f"mission-{size // 2}"}, {"relation": f"ties-{size // 3}"}


def _emptied(size: int) -> Grown:
    """As `_broken_off`, and of no mission is known when it was opened; each was emptied for a time."""
    records, *_ = _broken_off(size)
    for n in range(size):
        records += [
            tie(f"mission-{n}", RelationType.MISSION, "russia", "south-korea", f"[2001..{day(9 * n)}]/"),
            tie(
                f"idle-{n}", RelationType.DORMANT_MISSION, "russia", "south-korea", f"{day(9 * n + 3)}/{day(9 * n + 4)}"
            ),
        ]
    last = {"day": day(9 * size)}
    return records, {"relation": f"mission-{size // 2}"} | last, {"relation": f"ties-{size // 3}"} | last


def _terms(size: int) -> Grown:
    """One person who held one office again and again, and acted in it each time."""
    records: list[Record] = [office("long-post", "russia", "Keeper", rank=Rank.MINISTER)]
    for n in range(size):
        acting = part("envoy-0", Role.VISITOR, "russia", "long-post"), part("choe-son-hui", Role.HOST, "dprk")
        records += [
            spell("envoy-0", "long-post", "russia", f"{day(9 * n)}/{day(9 * n + 5)}", spell_id=f"term-{n}"),
            happening(Visit, EventType.VISIT, f"acted-{n}", day(9 * n + 4), *acting),
        ]
    asked = [
        {"event": f"acted-{n}", "relation": f"term-{n}", "title": "Keeper", "day": day(9 * n + 4)}
        for n in (size // 2, size // 3)
    ]
    return records, *asked  # type: ignore[return-value]


def _reported(size: int, second: Callable[[int], int] = lambda n: n + 1) -> Grown:
    """One event with many reports, of which each credits two agencies, and which agree on little."""
    records: list[Record] = [named(f"agency-{n}", ActorKind.MEDIA, f"Agency {word(n)}") for n in range(size + 1)]
    reports = []
    for n in range(size):
        agencies = tuple(ActorId(f"agency-{one}") for one in sorted({n, second(n)}))
        records.append(page(n, agency_ids=agencies))
        figure = Quantity(unit=("pieces", "tons")[n % 2], best=n)
        # It is confirmed from the first, so that it never had another status.
        stance = (Stance.ASSERTS if n else Stance.CONFIRMS, Stance.ASSERTS, Stance.DENIES)[n % 3]
        when = None if stance is Stance.DENIES else When(f"199{n % 7}")
        reports.append(_seen(n, stance=stance, when=when, quantities=(figure,)))
    reported = _visit("reported", "1993", reports=tuple(reports), adopted_because="It is the likeliest.")
    return [*records, reported], {"event": "reported"}, {}


def _credited(size: int) -> Grown:
    """As `_reported`, but the agencies are shared in no order."""
    return _reported(size, lambda n: (7 * n + 3) % size)


def _voiced(size: int) -> Grown:
    """One event on which many actors have their say."""
    records: list[Record] = [page(0)]
    reports = []
    for n in range(size):
        records.append(named(f"voice-{n}", ActorKind.PERSON, f"Voice {word(n)}"))
        stance = Stance.DENIES if n % 2 else Stance.ASSERTS
        reports.append(said(n % 9 + 1, stance=stance, attributed_to=ActorId(f"voice-{n}")))
    return [*records, _visit("voiced", "2002", reports=tuple(reports))], {"event": "voiced"}, {}


def _merged(size: int) -> Grown:
    """Editions of which each merged what the one before had kept."""
    heirs = [f"old-{n + 1}" for n in range(size - 1)] + ["visit-0"]
    records: list[Record] = [
        tombstone(f"old-{n}", heir, edition=f"{2000 + n // 28}.1.{n % 28 + 1}") for n, heir in enumerate(heirs)
    ]
    return records, {"gone": "old-0"}, {"gone": f"old-{size // 3}"}


def _namesakes(size: int) -> Grown:
    """Persons who share two of the three words of their names, each known not to be the next."""
    records: list[Record] = [
        named(
            f"kim-{n}", ActorKind.PERSON, f"Kim Ok {word(n).title()}", state="dprk",
            not_same_as=(ActorId(f"kim-{n - 1}"),) if n else (),
        )
        for n in range(size)
    ]  # fmt: skip
    asked = [{"person": f"kim-{n}", "spelling": f"KIM Ok-{word(n)}"} for n in (size // 2, size // 3)]
    return records, *asked  # type: ignore[return-value]


def _spelled(size: int) -> Grown:
    """One person with many spellings, every other of them an error of a page."""
    own = named("envoy-0", ActorKind.PERSON, "Ivan Sorok", state="russia")
    names = [
        Name(
            text=f"Ivan {word(n)}", language="en", source_ids=(SourceId(f"page-{n}"),), note="It is a slip.",
            kind=(NameKind.ALIAS, NameKind.MISSPELLING)[n % 2],
        )
        for n in range(size)
    ]  # fmt: skip
    spelled = attrs.evolve(own, names=(*own.names, *names))
    return [spelled, *map(page, range(size))], {"spelling": f"Ivan {word(size // 2)}"}, {}


def _titled(size: int) -> Grown:
    """Many states, each with an office of the same title and its holder."""
    records: list[Record] = []
    for n in range(size):
        state, holder, post = f"state-{n}", f"holder-{n}", f"post-{n}"
        records += [
            named(state, ActorKind.STATE, f"Land {word(n)}"),
            named(holder, ActorKind.PERSON, f"Holder {word(n)}", state=state),
            office(post, state, "Keeper"),
            spell(holder, post, state, "2001/2020"),
        ]
    asked = [
        {"relation": f"holder-{n}-post-{n}", "person": f"holder-{n}", "spelling": f"Keeper Holder {word(n)}",
         "title": "Keeper", "of": f"state-{n}", "state": f"state-{n}"} for n in (size // 2, size // 3)
    ]  # fmt: skip
    return records, *asked  # type: ignore[return-value]


def _searched(size: int) -> Grown:
    """A ledger with an entry for each of many dyads, some of which were not searched."""
    records: list[Record] = []
    for n in range(size):
        records += [
            named(f"state-{n}", ActorKind.STATE, f"Land {word(n)}"),
            Coverage(
                id=CoverageId(f"entry-{n}"), summary="Their ties.", when=When("2000/2024"), searched="Everything.",
                completeness=(Completeness.COMPLETE, Completeness.NOT_SEARCHED)[n % 5 == 4],
                dyad=(ActorId("dprk"), ActorId(f"state-{n}")),
            ),
        ]  # fmt: skip
    return records, {"state": f"state-{size // 2}"}, {"state": f"state-{size // 3}"}


def _gapped(size: int) -> Grown:
    """A ledger with one entry of many gaps, and many entries of one dyad, each of which was searched for some days."""
    dyad = (ActorId("dprk"), ActorId("russia"))
    usual: dict[str, Any] = {
        "summary": "Their ties.", "searched": "Everything.", "completeness": Completeness.PARTIAL, "dyad": dyad
    }  # fmt: skip
    gaps = [Gap(when=When(day(2 * n)), reason="Nobody looked.") for n in range(size)]
    records: list[Record] = [Coverage(id=CoverageId("gapped"), when=When("2000/2024"), gaps=tuple(gaps), **usual)]
    records += [Coverage(id=CoverageId(f"entry-{n}"), when=When(day(4 * n)), **usual) for n in range(size)]
    return records, {"state": "russia"}, {"state": "russia"}


def _claimed(size: int) -> Grown:
    """Many persons, who visited once each, and first in their state's history, as is claimed."""
    records: list[Record] = []
    for n in range(size):
        scope = Scope(event_types=(EventType.VISIT,), role=Role.VISITOR, actor_id=ActorId(f"person-{n}"))
        claim = Superlative(
            kind=SuperlativeKind.FIRST, claim="the first", reports=(said(1),), scope=scope, since=When("1990")
        )
        records += [
            named(f"person-{n}", ActorKind.PERSON, f"Person {word(n)}", state="russia"),
            _visit(f"claimed-{n}", day(n), f"person-{n}", superlatives=(claim,)),
            _visit(f"before-{n}", "1980", f"person-{n}"),
        ]
    return records, {"event": f"claimed-{size // 2}"}, {"event": f"claimed-{size // 3}"}


def _cited(size: int) -> Grown:
    """A long text, of which each paragraph is cited for an event of its own."""
    text = Source(
        id=LONG_TEXT, kind=SourceKind.TEXT, description="A text.", language="en", dateline=When("2024-07-24"),
        file="long.txt", sha256="0" * 64, paragraph_count=size,
    )  # fmt: skip
    records: list[Record] = [
        _visit(
            f"cited-{n}", day(n),
            reports=(Report(source_id=LONG_TEXT, stance=Stance.ASSERTS, paragraphs=(n + 1,), phrases=(word(n),)), known()),
        )
        for n in range(size)
    ]  # fmt: skip
    return [text, *records], {"event": f"cited-{size // 2}"}, {"event": f"cited-{size // 3}"}


SHAPES: Final[dict[str, Callable[[int], Grown]]] = {
    "many": _many,
    "linked": _linked,
    "planned": _planned,
    "wrong": _wrong,
    "nested": _nested,
    "whole": _whole,
    "discussed": _discussed,
    "copied": _copied,
    "placed": _placed,
    "spells": _spells,
    "holders": _holders,
    "terms": _terms,
    "vague": _vague,
    "broken_off": _broken_off,
    "emptied": _emptied,
    "reported": _reported,
    "credited": _credited,
    "voiced": _voiced,
    "merged": _merged,
    "namesakes": _namesakes,
    "spelled": _spelled,
    "titled": _titled,
    "searched": _searched,
    "gapped": _gapped,
    "claimed": _claimed,
    "cited": _cited,
}
"""The ways in which a dataset may grow."""

BROKEN: Final = frozenset({"wrong"})
"""Those that break a law, so that no dataset can be built of them."""


@cache
def grown(shape: str, size: int) -> Shape:
    """Return a dataset of so many records, or twice or thrice as many, which has grown in one way."""
    records, *differing = SHAPES[shape](size)
    subjects, base = [], list[Record]()
    for (subject, own), changes in zip(SUBJECTS, differing, strict=True):
        subjects.append(subject._replace(**changes))
        base += own
    added = {record.id: record for record in (*base, *records)}
    text = "\n".join(f"It is {word(n)}." for n in range(size)) if shape == "cited" else ""
    first, second = subjects
    return Shape(parts(*added.values()), (first, second), text)
