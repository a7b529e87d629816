"""The codes of states, against libraries that know them: pycountry (ISO 3166-1), countrycode (Correlates of War)."""

from collections import defaultdict

import pycountry
from countrycode import countrycode

import dprkrel
from dprkrel import Actor, ActorKind
from dprkrel.store.names import key_of
from tests.cases import for_each

STATES: dict[str, Actor] = {actor.id: actor for actor in dprkrel.load().actors if actor.kind is ActorKind.STATE}

#: Former states, and those that the standard does not list (its ESH is the territory, not the republic).
WITHOUT_ISO = {
    "czechoslovakia", "donetsk-peoples-republic", "east-germany", "kosovo", "luhansk-peoples-republic",
    "north-yemen", "order-of-malta", "sahrawi-republic", "south-yemen", "soviet-union", "yugoslavia",
}  # fmt: skip

#: No members of the state system of Correlates of War.
WITHOUT_COW = {
    "cook-islands", "donetsk-peoples-republic", "holy-see", "luhansk-peoples-republic", "niue", "order-of-malta",
    "palestine", "sahrawi-republic",
}  # fmt: skip

#: Codes that countrycode does not reach from an alpha-3 code, with the name that it has for the number.
NAMED = {
    "czechoslovakia": "Czechoslovakia",
    "east-germany": "German Democratic Republic",
    "kosovo": "Kosovo",
    "north-yemen": "Yemen Arab Republic",
    "serbia": "Yugoslavia",  # one number for both, filed under the older name
    "south-yemen": "Yemen People's Republic",
    "soviet-union": "Russia",  # one number, too
    "yugoslavia": "Yugoslavia",
}


def but(*without: str) -> list[Actor]:
    """Return each state but these."""
    return [actor for state, actor in STATES.items() if state not in without]


def test_who_has_no_code_is_known_by_name() -> None:
    """No state is without a code by mistake."""
    assert {state for state, actor in STATES.items() if actor.iso_alpha3 is None} == WITHOUT_ISO
    assert {state for state, actor in STATES.items() if actor.iso_alpha2 is None} == WITHOUT_ISO
    assert {state for state, actor in STATES.items() if actor.cow_code is None} == WITHOUT_COW


@for_each("actor", but(*WITHOUT_ISO))
def test_iso_codes_are_those_of_the_standard(actor: Actor) -> None:
    """A present state bears the codes that the standard gives for one of its names or official names."""
    country = pycountry.countries.get(alpha_3=actor.iso_alpha3)

    assert country is not None
    assert actor.iso_alpha2 == country.alpha_2
    known = [country.name, *(getattr(country, kind, "") for kind in ("official_name", "common_name"))]
    assert any(key_of(name.text) in key_of(text) for name in actor.names if name.language == "en" for text in known)


def test_correlates_of_war_codes_follow_from_the_iso_codes() -> None:
    """A present state bears the number that countrycode gives for its alpha-3 code, or none where that has none."""
    states = but(*WITHOUT_ISO, *NAMED, "holy-see")  # countrycode files the Papal States, until 1860, under VAT
    numbers = countrycode([state.iso_alpha3 for state in states], origin="iso3c", destination="cown")

    assert len(numbers) > 190
    assert {state.id: state.cow_code for state in states} == {
        state.id: number for state, number in zip(states, numbers, strict=True)
    }


@for_each(("state", "name"), NAMED.items())
def test_correlates_of_war_codes_of_former_states_lead_to_their_names(state: str, name: str) -> None:
    """The number of a state that has ended, of Kosovo and of Serbia leads to its name."""
    assert countrycode(STATES[state].cow_code, origin="cown", destination="country.name.en") == name


def test_no_other_code_is_shared() -> None:
    """Two states share a number only where Correlates of War takes them for one, and none shares an ISO code."""
    owners: dict[str | int, set[str]] = defaultdict(set)
    for state, actor in STATES.items():
        for code in (actor.cow_code, actor.iso_alpha3, actor.iso_alpha2):
            if code is not None:
                owners[code].add(state)

    assert {code: states for code, states in owners.items() if len(states) > 1} == {
        345: {"serbia", "yugoslavia"},
        365: {"russia", "soviet-union"},
    }
