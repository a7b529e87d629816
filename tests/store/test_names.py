"""Names: every spelling is found however it is typed, and nothing is ever guessed."""

import contextlib
import re
import time
import unicodedata
from typing import Any

import attrs
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
    ("Russia's Putin", "vladimir-putin"),
    ("Russia’s President Putin", "vladimir-putin"),
    ("Putin's aide", None),
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
    ("Kim Jong Nun", "kim-jong-un"),
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
    """Where two persons share a name, the state or the office decides, and without one the name is ambiguous."""
    namesake = named("lavrov-of-belarus", ActorKind.PERSON, "Pavel Lavrov", "Lavrov", state="belarus")
    crowd = small_with(namesake)

    assert crowd.find_actor("Belarus Lavrov") == namesake
    for text in ("Menlu Rusia Lavrov", "Menlu Lavrov", "Lavrov, Menlu"):
        assert crowd.find_actor(text).id == "sergei-lavrov"
    for text in ("Lavrov", "Comrade Lavrov"):
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


def test_codes_never_hide_a_name() -> None:
    """A code finds its state in capitals or small letters, and is never taken for what may be a word of a name."""
    pak = named("pak", ActorKind.PERSON, "Pak", state="dprk")
    tok_hun = named("kim-tok-hun", ActorKind.PERSON, "Kim Tok Hun", state="dprk")
    pakistan = named("pakistan", ActorKind.STATE, "Pakistan", iso_alpha3="PAK")
    hungary = named("hungary", ActorKind.STATE, "Hungary", iso_alpha2="HU", iso_alpha3="HUN", cow_code=310)
    andorra = named("andorra", ActorKind.STATE, "Andorra", "Principality and Andorra", iso_alpha3="AND")
    crowd = small_with(pak, tok_hun, pakistan, hungary, andorra)
    found = {
        "PRK": "dprk", "prk": "dprk", " PRK\n": "dprk", "408": "dprk", "RUS": "russia", "365": "russia", "AND": "andorra",
        "HUN": "hungary", "HU": "hungary", "hu": "hungary", "310": "hungary", "Pak": "pak", "PAK": "pak", "pak": "pak",
    }  # fmt: skip

    assert {text: crowd.find_actor(text).id for text in found} == found
    for text in ("Hun", "hun", "Rus", "Prk", "and", "PRK Choe Son Hui", "P.R.K.", "40", "0408", "PR K"):
        with pytest.raises((UnknownActorError, AmbiguousActorError)):
            crowd.find_actor(text)


def test_a_number_of_two_codes_is_ambiguous() -> None:
    """The numbers of ISO 3166-1 and of the Correlates of War project are different; one that both have names two states."""
    china = named("china", ActorKind.STATE, "China", iso_alpha3="CHN", cow_code=710)
    lebanon = named("lebanon", ActorKind.STATE, "Lebanon", iso_alpha3="LBN", cow_code=660)  # in ISO 3166-1, Anguilla
    radio = named("radio", ActorKind.MEDIA, "China Radio", "CHN")
    south_africa = named("south-africa", ActorKind.STATE, "South Africa", iso_alpha3="ZAF", cow_code=560)
    crowd = small_with(china, south_africa, lebanon, radio)

    assert crowd.find_actor("156") == china
    candidates = {
        "710": {"china", "south-africa"},
        "660": {"lebanon"},
        "CHN": {"china", "radio"},
        "chn": {"china", "radio"},
    }
    for text, ids in candidates.items():
        with pytest.raises(AmbiguousActorError) as caught:
            crowd.find_actor(text)
        assert set(caught.value.candidates) == ids, text


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
    began = time.process_time()
    with contextlib.suppress(UnknownActorError, AmbiguousActorError):
        small().find_actor(words + name)

    assert time.process_time() - began < 1


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


MARKS = {
    "Łukaszenka": "Lukaszenka", "Işık": "IŞIK", "Sørensen": "Sorensen", "Đoković": "dokovic", "Groß": "GROSS", "Ærø": "Aeroe",
    "Æbelø": "aebelo", "Θεόδωρος": "Θεοδωρος", "Пётр": "петр", "Андрій": "Андріи",
}  # fmt: skip
"""Names with marks and letters of Latin, Greek and Cyrillic, and how else they are typed."""

LETTERS = [
    ("バリ", "パリ"), ("राम", "रोम"), ("किम जोंग उन", "कम जग उन"), ("ពូទីន", "ពាទន"), ("คิม", "คม"), ("김", "감"), ("קִים", "קים"),
]  # fmt: skip
"""Names of other scripts that differ by a mark or a vowel sign: two names."""


def spelled(*texts: str) -> dprkrel.Dataset:
    """Return a dataset in which each text is the name of a person of its own, p0, p1 and so on."""
    return dprkrel.Dataset(actors=[named(f"p{number}", ActorKind.PERSON, text) for number, text in enumerate(texts)])


def test_marks_of_latin_greek_and_cyrillic_may_be_left_out() -> None:
    """Marks on letters of these scripts, and letters that carry one of their own, do not matter."""
    data = spelled(*MARKS)
    wrong = [
        (text, typed)
        for number, (text, typed) in enumerate(MARKS.items())
        if typed != "Aeroe" and {data.find_actor(one).id for one in (text, typed, text.upper())} != {f"p{number}"}
    ]

    assert wrong == []


def test_marks_of_other_scripts_are_letters() -> None:
    """In other scripts a mark makes another letter, so that the name with it is not the name without it."""
    wrong = []
    for one, other in LETTERS:
        both, alone = spelled(one, other), spelled(one)
        if [both.find_actor(text).id for text in (one, other)] != ["p0", "p1"]:
            wrong.append(one)
        with pytest.raises(UnknownActorError):
            alone.find_actor(other)

    assert wrong == []


def test_an_exact_spelling_wins() -> None:
    """Of names that differ by marks alone each finds its own, and what is neither of them is ambiguous."""
    data = spelled("Kozlov", "Kožlov", "Köžlov")

    assert [data.find_actor(text).id for text in ("Kozlov", "KOŽLOV", "köžlov")] == ["p0", "p1", "p2"]
    with pytest.raises(AmbiguousActorError):
        data.find_actor("Közlov")


OTHER_WORDS = [
    ("Ri Mu Yong", "Rim U Yong"), ("Kim Yong Il", "Kim Yon Gil"), ("Mali", "Ma Li"), ("Kimchaek", "Kim Chaek"), ("U.N.", "Un A"),
    ("Peru", "Pe Ru"), ("Ri Mu Yong", "RimUYong"),
]  # fmt: skip
"""Names, and other words with the same letters."""

SAME_WORDS = [
    ("Kim Jong Un", "Kim Jongun"), ("Kim Jongun", "Kim Jong-un"), ("Sergei Lavrov", "SergeiLavrov"), ("DPRK", "D.P.R.K."),
    ("D.P.R.K.", "DPRK"), ("최선희", "최 선희"), ("조선민주주의인민공화국", "조선 민주주의 인민공화국"), ("Mac Donald", "MacDonald"),
    ("MacDonald", "MACDONALD"), ("Choe Son Hui", "choesonhui"),
]  # fmt: skip
"""Names, and the same words run together or apart."""


def test_words_that_run_together_into_a_name_are_not_the_name() -> None:
    """A name is found with its words run together, not by other words with the same letters."""
    found = [typed for name, typed in OTHER_WORDS if _found(spelled(name), typed) == "p0"]
    lost = [typed for name, typed in SAME_WORDS if _found(spelled(name), typed) != "p0"]

    assert (found, lost) == ([], [])
    assert _found(small_with(named("iran", ActorKind.STATE, "Iran", "이란")), "이 란") == "UnknownActorError"


def _found(data: dprkrel.Dataset, text: str, on: Any = None) -> str:
    """Return the id of the actor that a text names, or the name of the error."""
    try:
        return str(data.find_actor(text, on=on).id)
    except (UnknownActorError, AmbiguousActorError) as error:
        return type(error).__name__


class TestShared:
    """A name that somebody else bears, too, is never answered alone."""

    def test_a_short_name_that_is_a_word_of_another_name_is_ambiguous(self) -> None:
        """A surname listed for one person is ambiguous as soon as another has it, and the office tells them apart."""
        short = dprkrel.Name(text="Choe", language="en", kind="short")
        minister = small().actor("choe-son-hui")
        minister = attrs.evolve(minister, names=(*minister.names, short))
        premier = named("choe-yong-rim", ActorKind.PERSON, "Choe Yong Rim", state="dprk")
        held = spell("choe-yong-rim", "dprk-premier", "dprk", "2010/2013")
        crowd = small_with(minister, premier, office("dprk-premier", "dprk", "Premier"), held)

        assert small_with(minister).find_actor("Choe") == minister
        with pytest.raises(AmbiguousActorError) as caught:
            crowd.find_actor("choe")
        assert caught.value.candidates == ("choe-son-hui", "choe-yong-rim")
        assert crowd.find_actor("Foreign Minister Choe", on="2023") == minister
        with pytest.raises(UnknownActorError) as refused:
            crowd.find_actor("Premier Choe")  # part of his name, which is not listed for him
        assert refused.value.suggestions == ("choe-yong-rim",)

    def test_a_name_with_a_parenthesis_shares_the_name_before_it(self) -> None:
        """The bare name is ambiguous even where only one who bears it has a record, and the office tells who is meant."""
        vice = office("dprk-vice", "dprk", "Vice Minister", several=True)
        minister = named("ri-1", ActorKind.PERSON, "Ri Yong Ho (minister)", "리용호", state="dprk")
        general = named("ri-2", ActorKind.PERSON, "Ri Yong Ho (general)", "리영호", state="dprk")
        nobody = named("kim-jong-nam", ActorKind.PERSON, "Kim Jong Nam (vice-minister)", "김정남 (부상)", state="dprk")
        spells = [spell(one.id, "dprk-vice", "dprk", "2010/2013") for one in (minister, nobody)]
        crowd = small_with(vice, minister, general, nobody, *spells)

        for text in (
            "Ri Yong Ho",
            "Ri Yong-ho",
            "North Korea's Ri Yong Ho",
            "Comrade Ri Yong Ho",
            "Lee Yong-ho",
            "Ли Ён Хо",
        ):
            with pytest.raises(AmbiguousActorError) as caught:
                crowd.find_actor(text)
            assert set(caught.value.candidates) == {"ri-1", "ri-2"}, text
        for text in ("Kim Jong Nam", "김정남", "Kim Chong-nam", "김정남 동지"):
            with pytest.raises(AmbiguousActorError, match="or somebody else of that name") as caught:
                crowd.find_actor(text)
            assert caught.value.candidates == ("kim-jong-nam",), text
        assert _found(crowd, "Vice Minister Ri Yong Ho") == "ri-1"
        assert _found(crowd, "Kim Jong Nam, Vice Minister") == "kim-jong-nam"
        assert _found(crowd, "Ri Yong Ho (general)") == "ri-2"
        assert _found(crowd, "리용호") == "ri-1"

    def test_an_abbreviation_is_no_syllable(self) -> None:
        """An abbreviation that is a word of a name finds its body in capitals alone."""
        crowd = small_with(named("united-nations", ActorKind.ORGANIZATION, "United Nations", "UN"))

        assert _found(crowd, "UN") == "united-nations"
        assert {_found(crowd, text) for text in ("Un", "un")} <= {"UnknownActorError", "AmbiguousActorError"}

    def test_notes_that_know_of_a_namesake_are_heeded(self) -> None:
        """Whoever is known to share a name has no name in the bundled data that finds them without more."""
        knowing = [
            actor
            for actor in dprkrel.load().actors
            if actor.kind is ActorKind.PERSON
            and actor.note
            and re.search(r"\bsame (name|one)\b|also known as", actor.note, re.IGNORECASE)
        ]
        found = [
            (actor.id, bare)
            for actor in knowing
            for bare in {name.text.partition(" (")[0] for name in actor.names if " (" in name.text}
            if _found(dprkrel.load(), bare) != "AmbiguousActorError"
        ]

        assert len(knowing) > 8
        assert found == []
        assert [actor.id for actor in knowing if not any(" (" in name.text for name in actor.names)] == []


@for_each("text", ["Сергей ЛавровMr", "최선희Menlu", "Ｋｉｍ Ｊｏｎｇ Ｕｎ", "Kim Jong-ŭnMr", "ДомрачевМИД"])
def test_words_that_run_together_are_parted_in_every_form(text: str) -> None:
    """Where a capital begins a word does not depend on the form of Unicode: a mark of its own ends no word."""
    crowd = small_with(named("domracev", ActorKind.PERSON, "Йван Домрачёвий", state="russia"))
    for name in (text, f"Домрачёвий {text}", "Йван ДомрачёвийMr"):
        answers = {form: _found(crowd, unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
        assert len({*answers.values()}) == 1, answers
    assert _found(crowd, unicodedata.normalize("NFD", "Йван ДомрачёвийMr")) == "domracev"
