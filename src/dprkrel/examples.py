"""A dataset to try things on: two states and a minister that do not exist, and two newspapers that never appeared."""

from functools import cache
from typing import Final

from dprkrel.calls import answering
from dprkrel.dataset import Dataset
from dprkrel.records.actors import Actor
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage, Gap
from dprkrel.records.events import Agreement, Event, Transfer, Visit
from dprkrel.records.names import Name
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.places import Place
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Report
from dprkrel.records.sources import Source
from dprkrel.records.stances import StanceWord

__all__ = ["tiny_dataset"]

EDITION: Final = "fictional"
"""The edition of the dataset, so that nobody takes an answer from it for a fact."""


@cache
@answering
def tiny_dataset() -> Dataset:
    """Return a fictional dataset of three actors, with one of each thing that software on top of this must get right.

    The states come from novels, their ISO codes from those that the standard
    leaves to its users, and the addresses end in `.example`, which leads
    nowhere. Nothing in it can be mistaken for a fact. It holds

    - a visit of which both days are certain, `vold-visits-graustark`;
    - one that took place on an unknown day at the end of March or the beginning of April, `graustark-visits-ruritania`;
    - one that is announced and not known to have occurred, `state-visit-announced`;
    - an agreement whose day the two sources give differently, `trade-agreement`;
    - a delivery of arms that one source alleges and the other denies, `arms-alleged`;
    - an office, who held it, and diplomatic relations;
    - a coverage ledger with a gap, February, in which nothing was searched;
    - a counting rule, `all-visits`.

    Returns:
        The dataset, the same object each time.

    Examples:
        >>> from dprkrel.examples import tiny_dataset
        >>> data = tiny_dataset()
        >>> data
        <Dataset fictional: 3 actors, 1 offices, 4 places, 2 sources, 5 events, 2 relations, 1 counting_rules, 1 ledger, 0 changelog>
        >>> for event in data.events:
        ...     print(event.id, event.when, event.status)
        vold-visits-graustark 2024-01-15/2024-01-17 occurred
        arms-alleged 2024-02~ alleged
        graustark-visits-ruritania [2024-03-28..2024-04-02] occurred
        trade-agreement 2024-05-13 occurred
        state-visit-announced 2024-09 planned
    """
    return Dataset(
        edition=EDITION,
        actors=_actors(),
        offices=[
            Office(
                id="ruritania-foreign-minister", title="Minister of Foreign Affairs", of_id="ruritania", rank="minister",
                function="foreign_minister",
            )
        ],
        places=[
            Place(id="graustark-land", name="Graustark", kind="country"),
            Place(id="edelweiss", name="Edelweiss", kind="city", within="graustark-land"),
            Place(id="ruritania-land", name="Ruritania", kind="country"),
            Place(id="strelsau", name="Strelsau", kind="city", within="ruritania-land"),
        ],
        sources=[_page("gazette", "The Gazette", "2024-07-01"), _page("herald", "The Herald", "2024-07-02")],
        events=_events(),
        relations=_relations(),
        counting_rules=[
            CountingRule(
                id="all-visits", title="All visits", publisher_id="ruritania", event_types=["visit"],
                definition="Visits of Ruritania and Graustark to each other.",
                sending_ids=["graustark", "ruritania"], receiving_ids=["graustark", "ruritania"],
            )
        ],
        ledger=[
            Coverage(
                id="ruritania-graustark", summary="Visits between Ruritania and Graustark.", when="2024-01-01/2024-06-30",
                completeness="partial", searched="Both newspapers, which are invented.", dyad=["graustark", "ruritania"],
                gaps=[Gap(when="2024-02-01/2024-02-29", reason="February was not searched.")],
            )
        ],
    )  # fmt: skip


def _actors() -> list[Actor]:
    def names(text: str, russian: str, korean: str) -> list[Name]:
        return [
            Name(text=text, language="en", kind="primary"),
            Name(text=russian, language="ru"),
            Name(text=korean, language="ko"),
        ]

    return [
        Actor(
            id="ruritania", kind="state", names=names("Ruritania", "Руритания", "루리타니아"), iso_alpha2="XR",
            iso_alpha3="XRU", note="The kingdom of a novel by Anthony Hope.",
        ),
        Actor(
            id="graustark", kind="state", names=names("Graustark", "Граустарк", "그라우스타크"), iso_alpha2="XG",
            iso_alpha3="XGR", note="The principality of a novel by George Barr McCutcheon.",
        ),
        Actor(
            id="mina-vold", kind="person", names=names("Mina Vold", "Мина Волд", "미나 볼트"), state_id="ruritania",
            note="She is invented.",
        ),
    ]  # fmt: skip


def _page(source_id: str, description: str, published: str) -> Source:
    return Source(
        id=source_id, kind="page", description=f"{description}, which is invented", language="en",
        title="Half a year between Ruritania and Graustark", standing="secondary", published=published,
        url=f"https://{source_id}.example/half-a-year",
    )  # fmt: skip


def _told(source_id: str, stance: StanceWord = "asserts", when: str | None = None) -> Report:
    return Report(source_id=source_id, stance=stance, when=when)


def _events() -> list[Event]:
    vold = Participant(
        actor_id="mina-vold", role="visitor", acted_for="ruritania", office_id="ruritania-foreign-minister"
    )
    return [
        Visit(
            id="vold-visits-graustark", event_type="official_visit", when="2024-01-15/2024-01-17", place_id="edelweiss",
            summary="Mina Vold, Minister of Foreign Affairs of Ruritania, visited Graustark.",
            participants=[vold, Participant(actor_id="graustark", role="host")],
            reports=[_told("gazette"), _told("herald", "confirms")],
        ),
        Transfer(
            id="arms-alleged", event_type="arms_transfer", when="2024-02~",
            summary="Ruritania is said to have delivered arms to Graustark.",
            participants=[
                Participant(actor_id="ruritania", role="supplier"), Participant(actor_id="graustark", role="recipient"),
            ],
            reports=[_told("gazette", "alleges"), _told("herald", "denies")],
        ),
        Visit(
            id="graustark-visits-ruritania", event_type="visit", when="[2024-03-28..2024-04-02]", place_id="strelsau",
            summary="A delegation of Graustark visited Ruritania.",
            participants=[
                Participant(actor_id="graustark", role="visitor"), Participant(actor_id="ruritania", role="host"),
            ],
            reports=[_told("herald")],
        ),
        Agreement(
            id="trade-agreement", event_type="agreement", when="2024-05-13",
            summary="Ruritania and Graustark signed an agreement on trade.",
            participants=[
                Participant(actor_id="ruritania", role="party"), Participant(actor_id="graustark", role="party"),
            ],
            reports=[_told("gazette", when="2024-05-13"), _told("herald", when="2024-05-14")],
            adopted_because="The Gazette had a reporter at the signing.",
        ),
        Visit(
            id="state-visit-announced", event_type="state_visit", when="2024-09",
            summary="Graustark announced a state visit to Ruritania.",
            participants=[
                Participant(actor_id="graustark", role="visitor"), Participant(actor_id="ruritania", role="host"),
            ],
            reports=[_told("gazette", "announces")],
        ),
    ]  # fmt: skip


def _relations() -> list[Relation]:
    return [
        Relation(
            id="graustark-ruritania", relation_type="diplomatic_relations", subject_id="graustark", object_id="ruritania",
            when="1894/[2024-07-01..]", summary="They have had diplomatic relations since 1894.", reports=[_told("gazette")],
        ),
        Relation(
            id="vold-foreign-minister", relation_type="office_held", subject_id="mina-vold", object_id="ruritania",
            when="2023-05/[2024-07-01..]", office_id="ruritania-foreign-minister",
            summary="Mina Vold held the office of Minister of Foreign Affairs of Ruritania.", reports=[_told("gazette")],
        ),
    ]  # fmt: skip
