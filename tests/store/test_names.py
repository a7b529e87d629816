"""Names: every spelling is found however it is typed, and nothing is ever guessed."""

import contextlib
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import ActorKind, AmbiguousActorError, UnknownActorError
from dprkrel.store.names import key_of, words_of
from tests.cases import for_each
from tests.small import named, office, small, small_with, spell

SPELLINGS = [(name.text, actor.id) for actor in small().actors for name in actor.names if name.text != "Kemlu"]

FOUND = [
    ("choe-son-hui", "choe-son-hui"),
    ("CHOE SON HUI", "choe-son-hui"),
    ("choe son-hui", "choe-son-hui"),
    ("ChoeSonHui", "choe-son-hui"),
    ("  Choe   Son\u00a0Hui ", "choe-son-hui"),
    ("Choe\tSon\nHui", "choe-son-hui"),
    ("Ch'oe Sŏn-hŭi", "choe-son-hui"),
    ("Choe Son\u2013hui", "choe-son-hui"),
    ("Choe\u200bSon\u200dHui\ufeff", "choe-son-hui"),
    ("\u202eLavrov", "sergei-lavrov"),
    ("Ｌａｖｒｏｖ", "sergei-lavrov"),
    ("СЕРГЕЙ ЛАВРОВ", "sergei-lavrov"),
    ("сергеи лавров", "sergei-lavrov"),
    ("최선희", "choe-son-hui"),
    ("최 선희", "choe-son-hui"),
    ("김 정은", "kim-jong-un"),
    ("조선", "dprk"),
    ("korut", "dprk"),
    ("KORÉA-UTARA", "dprk"),
    ("D.P.R.K.", "dprk"),
    ("россия", "russia"),
    ("the Russia", "russia"),
]

TITLED = [
    ("Menlu Korut Choe Son Hui", "choe-son-hui"),
    ("Menlu Korea Utara Choe Son Hui", "choe-son-hui"),
    ("Menlu DPRK, Choe Son-hui", "choe-son-hui"),
    ("North Korea Foreign Minister Choe Son Hui", "choe-son-hui"),
    ("Minister of Foreign Affairs of the DPRK Choe Son Hui", "choe-son-hui"),
    ("Comrade Choe Son Hui", "choe-son-hui"),
    ("Foreign Minister Lavrov", "sergei-lavrov"),
    ("foreign-minister lavrov", "sergei-lavrov"),
    ("Menlu\tLavrov", "sergei-lavrov"),
    ("Menlu\nRusia\nLavrov", "sergei-lavrov"),
    ("Menlu Rusia Сергей Лавров", "sergei-lavrov"),
    ("Presiden Putin", "vladimir-putin"),
    ("Russia's Putin", None),
    ("Menlu Rusia Choe Son Hui", None),
    ("South Korea Choe Son Hui", None),
    ("Menlu Korea Selatan Choe Son Hui", None),
    ("Menlu Korut Lavrov", None),
    ("Lavrov Choe Son Hui", None),
    ("Gardener Lavrov", None),
]

AMBIGUOUS = [
    ("Kim", ("kim-jong-il", "kim-jong-un")),
    ("kim jong", ("kim-jong-il", "kim-jong-un")),
    ("Korea", ("dprk", "south-korea")),
    ("Ministry of Foreign Affairs", ("dprk-mfa", "russia-mfa")),
    ("Kemlu", ("dprk-mfa", "russia-mfa")),
]

UNKNOWN = [
    ("Kim Jong Gyu", "kim-jong-un"),
    ("Kim Jong Eun", "kim-jong-un"),
    ("Lavrof", "sergei-lavrov"),
    ("Choe", "choe-son-hui"),
    ("Foreign Minister of Russia", None),
    ("Menlu Rusia", None),
    ("President Russia", None),
    ("Foreign Minister", None),
    ("Atlantis", None),
    ("Korea Tengah", None),
]

REFUSED: list[Any] = [
    "", " ", "\t\n", "---", "«…»", "\u200b", "x" * 10_000, "Lavrov " * 1_000, None, 5, True, 1.5, b"Lavrov", ["Lavrov"],
    object(),
]  # fmt: skip


@for_each(("text", "actor_id"), [*SPELLINGS, *FOUND])
def test_every_spelling_is_found_however_it_is_typed(text: str, actor_id: str) -> None:
    """A spelling is found regardless of case, hyphens, spacing, diacritics, invisible characters and Unicode form."""
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}

    assert {small().find_actor(form).id for form in forms} == {actor_id}


@pytest.mark.parametrize(("text", "actor_id"), TITLED)
def test_titles_may_stand_before_a_name(text: str, actor_id: str | None) -> None:
    """Offices and a person's own state may stand before the name; any other word or state is refused."""
    try:
        found = small().find_actor(text).id
    except UnknownActorError:
        found = None

    assert found == actor_id


@pytest.mark.parametrize(("text", "candidates"), AMBIGUOUS)
def test_a_shared_name_is_ambiguous(text: str, candidates: tuple[str, ...]) -> None:
    """A name that fits several actors raises an error that says among whom to choose."""
    with pytest.raises(AmbiguousActorError) as caught:
        small().find_actor(text)

    assert tuple(sorted(caught.value.candidates)) == candidates
    assert caught.value.given == text
    assert all(candidate in str(caught.value) for candidate in candidates)


@pytest.mark.parametrize(("text", "nearest"), UNKNOWN)
def test_a_near_miss_is_unknown_with_suggestions(text: str, nearest: str | None) -> None:
    """What is no spelling in the data is unknown, never the nearest actor; the nearest is only suggested."""
    with pytest.raises(UnknownActorError) as caught:
        small().find_actor(text)

    assert caught.value.given == text
    assert nearest is None or caught.value.suggestions[0] == nearest


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text)[:12])
def test_what_is_no_name_is_refused(text: Any) -> None:
    """What cannot be a name raises the documented error, shortly, whatever its type and length."""
    with pytest.raises(UnknownActorError) as caught:
        small().find_actor(text)

    assert caught.value.given is text
    assert len(str(caught.value)) < 300


def test_korea_utara_is_never_south_korea() -> None:
    """The Indonesian name of the North finds the North, alone or before a person's name."""
    found = {small().find_actor(text).id for text in ("Korea Utara", "korea utara", "KOREA-UTARA", "KoreaUtara")}

    assert found == {"dprk"}
    with pytest.raises(UnknownActorError) as caught:
        small().find_actor("Utara")
    assert caught.value.suggestions == ("dprk",)


def test_an_office_is_neither_a_state_nor_its_holder() -> None:
    """The words of an office send the caller to the questions about offices."""
    with pytest.raises(UnknownActorError, match="use office_holder or offices_of"):
        small().find_actor("Foreign Minister of Russia")


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("Menlu Ryzhenkov", "2024-07-24", True),
        ("Menlu Ryzhenkov", "2024", True),
        ("Menlu Ryzhenkov", "2024-06", True),
        ("Menlu Ryzhenkov", "2024-06-26", False),
        ("Menlu Belarus Ryzhenkov", "2010", False),
        ("President Lavrov", "2024-07-24", False),
        ("Presiden Putin", "2024-07-24", True),
        ("Ryzhenkov", "2010", True),
        ("Comrade Ryzhenkov", "2010", True),
    ],
)
def test_on_checks_the_title_and_not_the_name(text: str, on: str, found: bool) -> None:
    """With `on`, a title must be one that the person may have held then; a bare name needs no office."""
    try:
        known = bool(small().find_actor(text, on=on))
    except UnknownActorError as error:
        known = error.suggestions[0] not in ("maxim-ryzhenkov", "sergei-lavrov")

    assert known is found


@pytest.mark.parametrize("text", ["Lavrov", "Menlu Lavrov", "russia"])
@pytest.mark.parametrize("on", [5, True, "July", "2024-02-30", b"2024"])
def test_an_unreadable_day_is_refused_with_every_name(text: str, on: Any) -> None:
    """`on` is read even where no title stands before the name, so that a mistake is never passed over."""
    with pytest.raises(dprkrel.DateError):
        small().find_actor(text, on=on)


def test_a_namesake_is_told_apart_by_state_and_by_office() -> None:
    """Where two persons share a name, the state before it decides, and without one the name is ambiguous."""
    namesake = named("lavrov-of-belarus", ActorKind.PERSON, "Pavel Lavrov", "Lavrov", state="belarus")
    crowd = small_with(namesake)

    assert crowd.find_actor("Belarus Lavrov") == namesake
    assert crowd.find_actor("Menlu Rusia Lavrov").id == "sergei-lavrov"
    for text in ("Lavrov", "Menlu Lavrov", "Comrade Lavrov"):
        with pytest.raises(AmbiguousActorError) as caught:
            crowd.find_actor(text)
        assert set(caught.value.candidates) == {"lavrov-of-belarus", "sergei-lavrov"}


def test_the_office_of_a_body_stands_before_a_name() -> None:
    """An office whose owner is a ministry may stand before the name of its holder, the ministry itself may not."""
    desk = office("dprk-mfa-spokesperson", "dprk-mfa", "Spokesperson", "Juru Bicara")
    crowd = small_with(desk, spell("choe-son-hui", desk.id, "dprk-mfa", "2010/2012"))

    assert crowd.find_actor("Spokesperson of the DPRK Choe Son Hui", on="2011").id == "choe-son-hui"
    for text, on in (
        ("Spokesperson of the DPRK Choe Son Hui", "2024"),
        ("Ministry of Foreign Affairs of the DPRK Choe Son Hui", None),
    ):
        with pytest.raises(UnknownActorError):
            crowd.find_actor(text, on=on)


def test_codes_are_codes_in_capitals_alone() -> None:
    """An ISO 3166-1 code finds its state in capitals, and never hides or becomes the name of a person who is spelled so."""
    pak = named("pak", ActorKind.PERSON, "Pak", state="dprk")
    pakistan = named("pakistan", ActorKind.STATE, "Pakistan", iso_alpha3="PAK")
    hungary = named("hungary", ActorKind.STATE, "Hungary", iso_alpha3="HUN")
    crowd = small_with(pak, pakistan, hungary)

    assert [crowd.find_actor(text).id for text in ("PRK", "RUS", "HUN")] == ["dprk", "russia", "hungary"]
    assert [crowd.find_actor(text).id for text in ("Pak", "PAK", "pak")] == ["pak"] * 3
    for text in ("Hun", "hun", "Rus", "PRK Choe Son Hui", " PRK", "P.R.K."):
        with pytest.raises((UnknownActorError, AmbiguousActorError)):
            crowd.find_actor(text)


def test_a_code_of_two_states_is_ambiguous() -> None:
    """A code that two actors bear names both, and finds neither."""
    crowd = small_with(named("rus", ActorKind.STATE, "Rus", iso_alpha3="RUS"), named("ruthenia", ActorKind.STATE, "R", iso_alpha3="XRU"),
                       named("red-ruthenia", ActorKind.STATE, "RR", iso_alpha3="XRU"))  # fmt: skip
    with pytest.raises(AmbiguousActorError) as caught:
        crowd.find_actor("XRU")

    assert set(caught.value.candidates) == {"ruthenia", "red-ruthenia"}


@pytest.mark.parametrize(
    "text", ["President Lavrov", "Presiden Choe Son Hui", "Menlu Kim Jong Un", "President Foreign Minister Lavrov"]
)
def test_a_title_that_was_never_held_is_refused(text: str) -> None:
    """A title before a name must be of an office that the person held some time, or the name is unknown."""
    with pytest.raises(UnknownActorError, match="no office of this title"):
        small().find_actor(text)


def test_part_of_a_name_after_a_title_is_still_part_of_a_name() -> None:
    """A title does not turn part of a name into a name, and does not hide among whom it is ambiguous."""
    with pytest.raises(AmbiguousActorError) as caught:
        small().find_actor("President Kim")

    assert {"kim-jong-un", "kim-jong-il"} <= set(caught.value.candidates)


@pytest.mark.parametrize(
    "words",
    ["Menlu " * 33, "Kemlu " * 17, "of the " * 28, "Menlu Kemlu " * 16, "Foreign Minister " * 11, "Kim " * 49],
    ids=lambda words: str(words.split()[0]),
)
@pytest.mark.parametrize("name", ["Lavrov", "Russia", "Nobody", ""])
def test_heaps_of_titles_take_no_time(words: str, name: str) -> None:
    """The time to read titles before a name does not grow with the number of ways to read them."""
    began = time.perf_counter()
    with contextlib.suppress(UnknownActorError, AmbiguousActorError):
        small().find_actor(words + name)

    assert time.perf_counter() - began < 1


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["Menlu", "Kemlu", "Korut", "of", "the", "Kim", "Korea", "Lavrov", "x"])).map(" ".join)
)
def test_any_text_is_answered_or_refused(text: str) -> None:
    """Any text whatever names an actor of the data or raises one of the two documented errors with ids of the data."""
    answers: set[str] = set()
    least = 1
    try:
        answers = {small().find_actor(text).id}
    except UnknownActorError as error:
        answers, least = set(error.suggestions), 0
    except AmbiguousActorError as error:
        answers, least = set(error.candidates), 2

    assert answers <= {actor.id for actor in small().actors}
    assert len(answers) >= least


@given(st.text(max_size=40))
def test_keys_are_settled(text: str) -> None:
    """A key is the key of itself, of its Unicode forms and of its upper case, and holds no white space."""
    key = key_of(text)

    assert key == "".join(words_of(text))
    assert key_of(key) == key
    assert {key_of(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")} == {key}
    assert not any(character.isspace() for character in key)
