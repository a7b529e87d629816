"""Names to actors, beside a dict, and beside other packages that find names: how fast, and how often right."""

import difflib
import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pycountry
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from rapidfuzz.utils import default_process

import dprkrel
from benchmarks.measuring import Goal, Ratio, Table, at_least, at_most, medians, microseconds, write_page

PACKAGES: Final = ("pycountry", "rapidfuzz")

_SAMPLE: Final = 40
"""How many spellings are looked up in one call of a candidate."""

_TYPOS: Final = 200
"""How many spellings are mistyped, each with one edit and with two."""

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

Suggest = Callable[[str], list[str]]


class _Spelling(NamedTuple):
    text: str
    actor: str


def main(_sizes: Sequence[int] | None, rounds: int | None) -> None:
    """Measure the names of the bundled data, and write the page."""
    dataset = dprkrel.load()
    known = [*_findable(dataset)]
    suggesters = {"dprkrel": _ours(dataset), **_rivals(known)}
    write_page("names", [_speed(dataset, known, suggesters, rounds), _quality(known, suggesters)], PACKAGES)


def _findable(dataset: dprkrel.Dataset) -> Iterator[_Spelling]:
    """Yield every spelling that means one actor, and whom."""
    for actor in dataset.actors:
        for name in actor.names:
            try:
                found = dataset.find_actor(name.text)
            except dprkrel.AmbiguousActorError:
                continue
            yield _Spelling(name.text, found.id)


def _speed(
    dataset: dprkrel.Dataset, known: Sequence[_Spelling], suggesters: Mapping[str, Suggest], rounds: int | None
) -> Table:
    """Return how much longer than in a dict each lookup takes."""
    by_text = {spelling.text: spelling.actor for spelling in known}
    sample = _sample(known, _SAMPLE)
    texts = [spelling.text for spelling in sample]
    messy = [_messy(text) for text in texts]
    typos = [_mistyped(text, 1, random.Random(text)) for text in texts]
    countries = [country.name for country in pycountry.countries][:_SAMPLE]
    calls: dict[str, tuple[Callable[[str], object], Sequence[str], Goal | None]] = {
        "a dict": (by_text.get, texts, None),
        "dprkrel, as spelled": (dataset.find_actor, texts, at_most(20, aim=10)),
        "dprkrel, with capitals, hyphens and accents": (dataset.find_actor, messy, at_most(40)),
        "pycountry, get by name": (lambda name: pycountry.countries.get(name=name), countries, None),
        "pycountry, lookup": (pycountry.countries.lookup, countries, None),
    }
    for name, suggest in suggesters.items():
        goal = at_most(150) if name == "dprkrel" else None
        calls[f"{name}, suggestions for a typo"] = (suggest, typos, goal)
    calls["pycountry, search_fuzzy"] = (pycountry.countries.search_fuzzy, countries, None)
    for spelling, text in zip(sample, messy, strict=True):
        if dataset.find_actor(text).id != spelling.actor:
            raise AssertionError(f"{text} is not found as {spelling.text}")
    candidates = {name: _each(call, asked) for name, (call, asked, _) in calls.items()}
    seconds = medians(candidates, rounds) if rounds else medians(candidates)
    table = Table("A name to its actor", ("lookup", "time", "× a dict"), f"Among {len(known):,} spellings.")
    for name, (_, asked, goal) in calls.items():
        table.add(name, microseconds(seconds[name] / len(asked)), Ratio(seconds[name] / seconds["a dict"], goal))
    return table


def _each(call: Callable[[str], object], asked: Sequence[str]) -> Callable[[], None]:
    def run() -> None:
        for text in asked:
            call(text)

    return run


def _quality(known: Sequence[_Spelling], suggesters: Mapping[str, Suggest]) -> Table:
    """Return in how many cases of a typo the right actor is among the first three."""
    sample = _sample([spelling for spelling in known if 5 <= len(spelling.text) <= 12], _TYPOS)
    edits = {"one edit": 1, "two edits": 2}
    table = Table(
        "The right actor among the first three, of mistyped names", ("by", *edits),
        f"Of {len(sample)} spellings of 5 to 12 letters, mistyped in the same way for all: a letter left out, put in, replaced, or two of them swapped.",
    )  # fmt: skip
    right: dict[str, list[int]] = {}
    for name, suggest in suggesters.items():
        right[name] = [
            sum(
                spelling.actor in suggest(_mistyped(spelling.text, edit, random.Random(spelling.text)))[:3]
                for spelling in sample
            )
            for edit in edits.values()
        ]
    best = right["difflib"]
    for name, numbers in right.items():
        goals = [at_least(number) if name == "dprkrel" else None for number in best]
        table.add(name, *map(Ratio, numbers, goals))
    return table


def _sample(known: Sequence[_Spelling], number: int) -> list[_Spelling]:
    return random.Random(number).sample([*known], min(number, len(known)))


def _messy(text: str) -> str:
    """Return a spelling as others type it: in capitals, with hyphens for spaces, and with an accent that it has not."""
    words = unicodedata.normalize("NFD", text.upper()).replace(" ", "-")
    return unicodedata.normalize("NFC", words.replace("O", "Ŏ", 1))


def _mistyped(text: str, edits: int, chance: random.Random) -> str:
    """Return a text with so many edits of one letter each."""
    for _ in range(edits):
        before = text
        while text == before:
            text = _edited(text, chance)
    return text


def _edited(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(len(text) - 1, 1))
    letter = chance.choice(_LETTERS)
    return chance.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :],
        )
    )


def _ours(dataset: dprkrel.Dataset) -> Suggest:
    """Return what gives the ids of those whom we suggest, or of the one whom we find."""

    def suggest(text: str) -> list[str]:
        try:
            return [dataset.find_actor(text).id]
        except dprkrel.UnknownActorError as error:
            return [*error.suggestions]
        except dprkrel.AmbiguousActorError as error:
            return [*error.candidates]

    return suggest


def _rivals(known: Sequence[_Spelling]) -> dict[str, Suggest]:
    """Return what others suggest, with the same spellings, which they are given without capitals and punctuation."""
    actors = [spelling.actor for spelling in known]
    spellings = [default_process(spelling.text) for spelling in known]
    by_text: dict[str, str] = dict(zip(spellings, actors, strict=True))

    def by(scorer: Any) -> Suggest:
        def suggest(text: str) -> list[str]:
            near = process.extract(default_process(text), spellings, scorer=scorer, limit=3)
            return [actors[place] for _, _, place in near]

        return suggest

    def by_difflib(text: str) -> list[str]:
        return [by_text[near] for near in difflib.get_close_matches(default_process(text), spellings, n=3)]

    return {
        "rapidfuzz, ratio": by(fuzz.ratio),
        "rapidfuzz, WRatio": by(fuzz.WRatio),
        "rapidfuzz, OSA": by(OSA.normalized_similarity),
        "difflib": by_difflib,
    }
