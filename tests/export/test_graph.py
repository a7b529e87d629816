"""Graphs: who is tied to whom by what, and files that networkx and others read back."""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import networkx
import pytest

import dprkrel
from dprkrel import Dataset, RelationType, Role, Status, UnknownRecordError, VocabularyError
from dprkrel.errors import MissingExtraError
from dprkrel.export.graph import DIRECTED, MUTUAL, to_networkx
from dprkrel.records.relations import Relation
from tests import small as by_hand
from tests.cases import for_each
from tests.payloads import HELD, REFUSED
from tests.small import part, parts, small, small_with

DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
OF_GEXF = {"id", "label", "type", "weight", "start", "end", "viz", "spells", "slices", "key"}
"""What GEXF means by an attribute of an edge, whatever the caller meant; `id` is meant so."""


MANY = (*dprkrel.load().events[::4], *dprkrel.load().relations[::4])
"""Records of every class and every kind of date, fewer than all."""


def edges(graph: Any) -> list[tuple[str, str, str]]:
    """Return who is tied to whom by which record, sorted."""
    return sorted(graph.edges(keys=True))


def between(*parts: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    """Return the edges of an event with these participants, with the roles in which they are tied."""
    changed = by_hand.event("putin-message", participants=parts)
    graph = to_networkx(small_with(changed), changed.id, **options)
    return sorted((a, b, tie["from_role"], tie["to_role"]) for a, b, tie in graph.edges(data=True))


LAVROV = part("sergei-lavrov", Role.VISITOR, "russia")
PUTIN = part("vladimir-putin", Role.PARTICIPANT, "russia")
CHOE = part("choe-son-hui", Role.HOST, "dprk")
RYZHENKOV = part("maxim-ryzhenkov", Role.PARTICIPANT, "belarus")


class TestTies:
    """What a record says of its participants decides who is tied to whom."""

    def test_who_travels_is_tied_to_who_receives(self) -> None:
        """A visit leads from each visitor and delegate to each host, greeter and other participant."""
        assert between(LAVROV, CHOE) == [("sergei-lavrov", "choe-son-hui", "visitor", "host")]
        assert between(LAVROV, attrs.evolve(PUTIN, role=Role.DELEGATE), CHOE, RYZHENKOV) == [
            ("sergei-lavrov", "choe-son-hui", "visitor", "host"),
            ("sergei-lavrov", "maxim-ryzhenkov", "visitor", "participant"),
            ("vladimir-putin", "choe-son-hui", "delegate", "host"),
            ("vladimir-putin", "maxim-ryzhenkov", "delegate", "participant"),
        ]

    def test_participants_are_tied_to_their_host_or_to_each_other(self) -> None:
        """Where nobody travels, participants are guests of a host; without a host they meet, but not their own side."""
        lavrov = attrs.evolve(LAVROV, role=Role.PARTICIPANT)

        assert between(lavrov, CHOE) == [("sergei-lavrov", "choe-son-hui", "participant", "host")]
        assert between(lavrov, PUTIN, RYZHENKOV) == [
            ("maxim-ryzhenkov", "sergei-lavrov", "participant", "participant"),
            ("maxim-ryzhenkov", "vladimir-putin", "participant", "participant"),
            ("sergei-lavrov", "maxim-ryzhenkov", "participant", "participant"),
            ("vladimir-putin", "maxim-ryzhenkov", "participant", "participant"),
        ]

    @for_each(("from_role", "to_role"), [(first, second) for first, several in DIRECTED.items() for second in several])
    def test_each_directed_pair_of_roles_gives_one_edge(self, from_role: Role, to_role: Role) -> None:
        """An edge leads from the one role to the other, and none back."""
        parts = part("sergei-lavrov", from_role, "russia"), part("choe-son-hui", to_role, "dprk")

        assert between(*parts) == [("sergei-lavrov", "choe-son-hui", str(from_role), str(to_role))]

    @for_each("role", MUTUAL)
    def test_what_is_mutual_leads_each_way_and_is_one_edge_without_direction(self, role: Role) -> None:
        """Both edges bear the same key, of which `to_undirected` makes one."""
        parts = part("sergei-lavrov", role, "russia"), part("choe-son-hui", role, "dprk")
        changed = by_hand.event("putin-message", participants=parts)
        graph = to_networkx(small_with(changed), changed)

        assert edges(graph) == [
            ("choe-son-hui", "sergei-lavrov", "putin-message"),
            ("sergei-lavrov", "choe-son-hui", "putin-message"),
        ]
        assert {tie["mutual"] for *_, tie in graph.edges(data=True)} == {True}
        assert graph.to_undirected().number_of_edges() == 1

    def test_several_roles_between_two_are_one_edge(self) -> None:
        """Whoever is addressed and spoken about is tied by one edge, which names both roles."""
        parts = (
            part("vladimir-putin", Role.SPEAKER, "russia"),
            part("choe-son-hui", Role.ADDRESSEE, "dprk"),
            part("choe-son-hui", Role.SUBJECT, "dprk"),
        )

        assert between(*parts) == [("vladimir-putin", "choe-son-hui", "speaker", "addressee, subject")]

    def test_of_states_only_what_is_between_two_of_them(self) -> None:
        """At the level of states everyone stands for the state for which they act, and none is tied to itself."""
        alone = part("kim-jong-il", Role.HOST)

        assert between(LAVROV, CHOE, attrs.evolve(CHOE, acted_for="russia"), alone, level="state") == [
            ("russia", "dprk", "visitor", "host")
        ]

    def test_relations_lead_from_subject_to_object(self) -> None:
        """A directed relation is one edge; a mutual one leads each way; an office held is none between states."""
        data = small()
        graph = to_networkx(data, data.relations)
        mutual = [one for one in data.relations if not one.relation_type.directed]

        assert Counter(key for *_, key in graph.edges(keys=True)) == {
            one.id: 1 + (one in mutual) for one in data.relations
        }
        assert 0 < len(mutual) < len(data.relations)
        states = to_networkx(data, data.relations, level="state")
        kinds = {tie["record_type"] for *_, tie in states.edges(data=True)}
        assert RelationType.OFFICE_HELD in {one.relation_type for one in data.relations}
        assert "office_held" not in kinds

    def test_every_participant_is_a_node(self) -> None:
        """Who is tied to nobody is in the network, too."""
        graph = to_networkx(small(), "ryzhenkov-appointed")

        assert (list(graph), edges(graph)) == (["maxim-ryzhenkov"], [])


class TestChoice:
    """Which records are in a network."""

    def test_all_that_occurred_by_default(self) -> None:
        """Without records, all events and relations that occurred are taken, and no others."""
        data = small()
        graph = to_networkx(data)
        keys = {key for *_, key in graph.edges(keys=True)}
        occurred = {one.id for one in (*data.events, *data.relations) if one.status is Status.OCCURRED}

        assert keys < occurred  # some tie nobody to anybody
        assert "arms" not in keys
        assert [tie["status"] for *_, tie in to_networkx(data, "arms").edges(data=True)] == ["alleged"]

    def test_records_are_given_in_any_form_and_counted_once(self) -> None:
        """A record, its id, several, what a count or office holders found: each record is there once."""
        data = small()
        visit = data.event("lavrov-visit")
        count = data.count_visits("ministers-visits", "2023", "2024")
        holders = data.office_holders("foreign minister", of="Russia", on="2024")

        assert edges(to_networkx(data, visit)) == edges(to_networkx(data, [visit, "lavrov-visit", visit]))
        assert {key for *_, key in to_networkx(data, holders).edges(keys=True)} == {one.relation.id for one in holders}
        assert edges(to_networkx(data, count)) == edges(to_networkx(data, count.counted)) != []

    @for_each("given", [5, "nobody", [None], [5], small().places[0], [small().places[0]]])
    def test_what_is_no_event_or_relation_is_refused(self, given: Any) -> None:
        """Anything else is an error that says what was expected."""
        with pytest.raises(UnknownRecordError, match="event or relation"):
            to_networkx(small(), given)

    def test_the_level_is_a_word(self) -> None:
        """Another level is refused with those that there are."""
        with pytest.raises(VocabularyError, match="level='states' is not understood; use one of actor, state"):
            to_networkx(small(), level="states")  # type: ignore[arg-type]

    def test_the_extra_is_named_where_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without networkx the error says what to install."""
        monkeypatch.setitem(sys.modules, "networkx", None)
        with pytest.raises(MissingExtraError, match=r'networkx is not installed; .*pip install "dprkrel\[graph\]"'):
            to_networkx(small())


def flat(graph: Any) -> Iterator[dict[str, Any]]:
    """Yield the attributes of every node and edge."""
    yield from (facts for _, facts in graph.nodes(data=True))
    yield from (facts for *_, facts in graph.edges(data=True))


class TestFiles:
    """Files of a network say what the network says."""

    def test_attributes_are_flat_and_dates_are_as_known(self) -> None:
        """Each attribute is text, a number or true or false; a bound that is not known is absent, no day is made up."""
        data = dprkrel.load()
        graph: Any = to_networkx(data)

        assert {type(value) for facts in flat(graph) for value in facts.values()} == {str, int, bool}
        assert not OF_GEXF - {"id"} & {name for facts in flat(graph) for name in facts}
        for _, _, key, tie in graph.edges(keys=True, data=True):
            record = data.relation(key) if tie["record_kind"] == "relation" else data.event(key)
            bounds = (
                record.when.earliest_start,
                record.when.latest_start,
                record.when.earliest_end,
                record.when.latest_end,
            )
            assert tie["when"] == record.when.edtf
            assert [tie.get(name) for name in DAYS] == [day and day.isoformat() for day in bounds]
            assert isinstance(record, Relation) == ("from_role" not in tie)

    @for_each(("write", "read"), [
        (networkx.write_graphml, lambda file: networkx.read_graphml(file, force_multigraph=True)),
        (networkx.write_gexf, networkx.read_gexf),
    ])  # fmt: skip
    def test_files_are_read_back(self, write: Any, read: Any) -> None:
        """GraphML and GEXF are read back with every node, edge and attribute."""
        graph = to_networkx(dprkrel.load(), MANY)
        file = io.BytesIO()
        write(graph, file)
        file.seek(0)
        again = read(file)

        assert {node: {**facts, "label": None} for node, facts in again.nodes(data=True)} == {
            node: {**facts, "label": None} for node, facts in graph.nodes(data=True)
        }
        assert by_id(again) == by_id(graph)

    def test_every_edge_has_an_id_of_its_own(self) -> None:
        """No two edges of a file have the same id, where the format asks for that and the key is that of the record."""
        graph = to_networkx(dprkrel.load(), MANY)
        file = io.BytesIO()
        networkx.write_graphml(graph, file, edge_id_from_attribute="id")
        file.seek(0)
        again: Any = networkx.read_graphml(file, force_multigraph=True)

        assert max(Counter(key for *_, key in again.edges(keys=True)).values()) == 1
        assert again.number_of_edges() == graph.number_of_edges()

    @for_each("payload", HELD)
    def test_hostile_text_comes_back_as_it_is(self, payload: str) -> None:
        """Whatever text a record holds is in the file as text."""
        data = small_with(by_hand.event("putin-message", summary=payload))
        file = io.BytesIO()
        networkx.write_graphml(to_networkx(data, "putin-message"), file)
        file.seek(0)

        assert [tie["summary"] for *_, tie in networkx.read_graphml(file).edges(data=True)] == [payload]

    @for_each("payload", REFUSED)
    def test_what_no_file_could_hold_is_in_no_record(self, payload: str) -> None:
        """Control, format and surrogate characters, which would make the file unreadable, are refused before."""
        with pytest.raises(dprkrel.RecordError):
            by_hand.event("putin-message", summary=payload)

    def test_the_same_records_give_the_same_file(self) -> None:
        """The order of nodes and edges is that of the records."""
        files = [io.BytesIO(), io.BytesIO()]
        for file in files:
            networkx.write_graphml(to_networkx(Dataset(**parts())), file)

        assert files[0].getvalue() == files[1].getvalue()


def by_id(graph: Any) -> dict[str, Any]:
    """Return the edges of a network by their ids, with what formats add left out."""
    return {
        facts["id"]: (first, second, {name: value for name, value in facts.items() if name != "networkx_key"})
        for first, second, facts in graph.edges(data=True)
    }


def test_the_page_has_each_pair_of_roles() -> None:
    """The table of the page on graphs is that of the code."""
    page = (Path(__file__).parents[2] / "docs" / "graph.md").read_text("utf-8")
    rows = [
        [re.findall(r"`([a-z_]+)`", cell) for cell in line.strip("| ").split(" | ")]
        for line in page.partition("| from | to |")[2].partition("\n\n")[0].splitlines()[2:]
    ]
    told = {(first, second) for firsts, seconds in rows for first in firsts for second in seconds}
    together = page.partition("Two who are both ")[2].partition(" are tied to each")[0]

    assert told == {
        ("participant", "host"),
        *((str(first), str(second)) for first, several in DIRECTED.items() for second in several),
    }
    assert re.findall(r"`([a-z_]+)`", together) == [str(role) for role in MUTUAL]
