"""The units of the quantities in the seeds: one word for each, so that figures of several sources can be compared."""

from collections.abc import Iterator, Mapping, Sequence

from dprkrel.curation.rows import Row, SeedRow, listed_in, text_in
from dprkrel.errors import Fault, close_matches
from dprkrel.prose import nameless
from dprkrel.records.words import Word, word


class Unit(Word):
    """What the quantities of the bundled data count; the units of other datasets are any text."""

    _data: bool

    #: Heavy guns' shells of that calibre.
    SHELLS = word("152 mm artillery shells", False)
    #: Rockets for launchers of that calibre.
    ROCKETS = word("122 mm multiple rocket launcher rounds", False)
    #: Shipping containers.
    CONTAINERS = word("containers", False)
    #: Generals, by name or not.
    GENERALS = word("generals", False)
    #: Members of a delegation who head a university.
    HEADS_OF_UNIVERSITIES = word("heads of universities", False)
    #: How long talks lasted.
    HOURS = word("hours", False)
    #: Soldiers sent to build.
    BUILDERS = word("military builders", False)
    #: Regions of a state.
    REGIONS = word("regions", False)
    #: Soviet roubles.
    ROUBLES = word("roubles", False)
    #: Soldiers sent to clear mines.
    SAPPERS = word("sappers", False)
    #: States that took part.
    STATES = word("states", False)
    #: States and organizations that took part, where they are counted together.
    STATES_AND_ORGANIZATIONS = word("states and organizations", False)
    #: Soldiers of any kind.
    TROOPS = word("troops", False)
    #: Dollars of the United States.
    DOLLARS = word("US dollars", False)
    #: Visits of one person, or of one kind.
    VISITS = word("visits", False)
    #: Votes for a resolution.
    VOTES_IN_FAVOUR = word("votes in favour", False)
    #: Journeys of ships.
    VOYAGES = word("voyages", False)
    #: Years in a row in which something was done.
    YEARS_RUNNING = word("years running", False)
    #: Which conference of its series.
    CONFERENCE = word("conference number", True)
    #: Which congress of its party or series.
    CONGRESS = word("congress number", True)
    #: Which forum of its series.
    FORUM = word("forum number", True)
    #: Which state to recognise another.
    RECOGNITION = word("recognition number", True)
    #: Which round of a dialogue.
    ROUND = word("round number", True)
    #: Which session or meeting of a commission, committee or working group.
    SESSION = word("session number", True)
    #: Which summit of its series.
    SUMMIT = word("summit number", True)
    #: Which term in an office.
    TERM = word("term number", True)

    @property
    def ordinal(self) -> bool:
        """Whether it is a place in a row, such as that of a session, and no number of things."""
        return self._data


def unit_faults(rows: Sequence[SeedRow]) -> Iterator[Fault]:
    """Yield each quantity of the seeds in a unit that is not listed."""
    known = [unit.value for unit in Unit]
    for file, kind, data in rows:
        if kind in ("event", "relation") and isinstance(data, Mapping):
            for unit in _units(data):
                if unit not in known:
                    nearest = close_matches(unit, known) or known
                    record = text_in(data, "id") or nameless(kind)
                    yield Fault(file, record, "quantities", unit, f"a listed unit, such as {', '.join(nearest)}")


def _units(row: Row) -> Iterator[str]:
    for told in (row, *listed_in(row, "links"), *listed_in(row, "superlatives")):
        for report in listed_in(told, "reports"):
            yield from (text_in(quantity, "unit") for quantity in listed_in(report, "quantities"))
