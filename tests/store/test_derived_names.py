"""Names that follow by rule: other orders, initials, patronymics, cases and romanizations; never against a listed name."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Actor, ActorKind, AmbiguousActorError, Dataset, Name, NameKind, UnknownActorError
from dprkrel.records.fields import ActorId
from dprkrel.store.declension import nominatives
from dprkrel.store.names import words_of
from tests.cases import for_each

REFUSED: Final = ("UnknownActorError", "AmbiguousActorError")


def person(actor_id: str, *names: str, state: str | None = None) -> Actor:
    """Build a person; the first name is the primary one."""
    return Actor(id=ActorId(actor_id), kind=ActorKind.PERSON, names=spelled(names), state_id=state)


def state(actor_id: str, *names: str) -> Actor:
    """Build a state."""
    return Actor(id=ActorId(actor_id), kind=ActorKind.STATE, names=spelled(names))


def spelled(names: Sequence[str]) -> list[Name]:
    """Build the names of an actor, of which the first is the primary one."""
    kinds = [NameKind.PRIMARY, *(NameKind.ALIAS for _ in names[1:])]
    return [Name(text=text, language="en", kind=kind) for text, kind in zip(names, kinds, strict=True)]


DATA: Final = Dataset(
    actors=[
        state("dprk", "North Korea", "КНДР"), state("russia", "Russia", "Россия"), state("belarus", "Belarus", "Беларусь"),
        person("lavrov", "Sergei Lavrov", "Lavrov", "Лавров", "Сергей Лавров", "Сергей Викторович Лавров", state="russia"),
        person("putin", "Vladimir Putin", "Putin", "Путин", "Владимир Путин", "Владимир Владимирович Путин", state="russia"),
        person("matsegora", "Alexander Matsegora", "Мацегора", "Александр Мацегора", state="russia"),
        person("medinsky", "Vladimir Medinsky", "Владимир Мединский", state="russia"),
        person("shoigu", "Sergei Shoigu", "Сергей Шойгу", state="russia"),
        person("ilya", "Ilya Klebanov", "Илья Клебанов", state="russia"),
        person("igor", "Igor Krasnov", "Игорь Краснов", state="russia"),
        person("irina", "Irina Podnosova", "Ирина Подносова", state="russia"),
        person("lukashenko", "Alexander Lukashenko", "Аляксандр Лукашэнка", state="belarus"),
        person("kim-jong-un", "Kim Jong Un", "김정은", "Ким Чен Ын", state="dprk"),
        person("choe", "Choe Son Hui", "최선희", "Цой Сон Хи", state="dprk"),
        person("kim-kye-gwan", "Kim Kye Gwan", "김계관", state="dprk"),
        person("ri-ryong-nam", "Ri Ryong Nam", "리룡남", state="dprk"),
        person("pak", "Pak Pong Ju", "박봉주", state="dprk"),
        person("ro", "Ro Tu Chol", "로두철", state="dprk"),
        person("thae", "Choe Thae Bok", "최태복", state="dprk"),
    ]
)  # fmt: skip

DERIVED: Final = {
    "lavrov": [
        "Lavrov Sergei", "LAVROV, Sergei", "Sergei Viktorovich Lavrov", "Lavrov Sergei Viktorovich", "SERGEY V. LAVROV", "S. Lavrov", "S.V. Lavrov",
        "Лавров С.В.", "С. Лавров", "Лавров Сергей Викторович", "Сергея Лаврова", "Сергею Викторовичу Лаврову", "Лаврова", "Лавровым",
        "Сергеем Лавровым", "Sergej Lawrow", "Sergueï Lavrov", "Sergey Lavrov", "Sergej Wiktorowitsch Lawrow", "Лавровым Сергеем",
    ],
    "putin": ["Путина", "Путину", "Путиным", "Владимире Путине", "Wladimir Putin", "Vladimir Poutine", "Vladímir Vladímirovitx Putin", "В. В. Путин"],
    "matsegora": ["Александра Мацегоры", "Александру Мацегоре", "Александром Мацегорой", "Мацегору Александра"],
    "medinsky": ["Владимира Мединского", "Владимиру Мединскому", "Владимиром Мединским", "Wladimir Medinskij"],
    "shoigu": ["Сергея Шойгу", "SERGEY SHOYGU", "Sergej Schoigu"],
    "ilya": ["Ильи Клебанова", "Ильёй Клебановым"],
    "igor": ["Игоря Краснова", "Игорем Красновым"],
    "irina": ["Ирины Подносовой", "Ирину Подносову", "Ириной Подносовой"],
    "lukashenko": ["Аляксандра Лукашэнкі", "Аляксандрам Лукашэнкам"],
    "kim-jong-un": [
        "Jong-un Kim", "Gim Jeong-eun", "Kim Chŏng-ŭn", "Kim Chong Un", "Kim Jŏngŭn", "Ким Чон Ын", "Ким Чен Ына", "Ким Чен Ыном",
        "Ким Ченын", "Чен Ын Ким",
    ],
    "choe": ["Choi Seon-hui", "Ch'oe Sŏn-hŭi", "Son Hui Choe", "Чхве Сон Хи", "Сон Хи Цой"],
    "kim-kye-gwan": ["Kim Kye-kwan", "Gim Gye-gwan"],
    "ri-ryong-nam": ["Lee Ryong-nam", "Yi Ryong Nam", "Rhee Ryong-nam", "이룡남", "이용남"],
    "pak": ["Park Bong-ju", "PAK PONG CHU", "Пак Пон Джу", "Пак Пон Чжу", "Bong Ju Park"],
    "ro": ["No Tu-ch'ŏl", "Roh Tu Chol", "Noh Du-cheol", "노두철"],
    "thae": ["Ch'oe T'ae Bok", "Choi Tae-bok", "Choe Thae Pok"],
}  # fmt: skip

NOT_DERIVED: Final = [
    "Sergei Petrovich Lavrov", "Lavrov Sergei Petrovich", "SERGEY P. LAVROV", "V. Lavrov", "Лавров В.С.", "Лавров С.П.", "С. В. П. Лавров",
    "Сергея Лаврову", "Сергею Лаврова", "Путиной", "Мацегорой Александра", "Alexander Ivanovich Matsegora", "A. I. Matsegora",
    "Kim Un Jong", "Jong Un", "Un Kim Jong", "Kim Chong Nun", "Kim Jong In", "Lee Yong-nam", "Ri Yong Nam", "Ким Чен Ир", "Choi Jong Un", "Choe Hui Son",
    "Сергей", "Сергея", "Виктор Лавров", "Шойгу", "Lavrov Lavrov", "김은정", "이남용", "Ын Ким", "Vladimir Vladimirovich",
]  # fmt: skip
"""What follows from no name: another patronymic, other initials, words in two cases, parts of a name, other syllables."""


def found(data: Dataset, text: str, on: Any = None) -> str:
    """Return the id of the actor that a text names, or the name of the error."""
    try:
        return str(data.find_actor(text, on=on).id)
    except (UnknownActorError, AmbiguousActorError) as error:
        return type(error).__name__


def test_what_follows_from_a_listed_name_is_found() -> None:
    """Orders, initials, patronymics, cases and romanizations lead to the person from whose listed name they follow."""
    lost = [(text, got) for actor, texts in DERIVED.items() for text in texts if (got := found(DATA, text)) != actor]

    assert lost == []


def test_what_does_not_follow_is_refused() -> None:
    """Nobody is found by a patronymic or initial that is not theirs or is not known, by a mixture of cases or by half a name."""
    wrong = [(text, got) for text in NOT_DERIVED if (got := found(DATA, text)) not in REFUSED]

    assert wrong == []


def test_titles_stand_around_derived_names() -> None:
    """States and polite words may stand around a name that follows by rule, and states are declined, too."""
    texts = [
        "Russia's Sergej Lawrow",
        "Comrade Lawrow Sergej",
        "г-на Сергея Лаврова",
        "России Сергей Викторович Лавров",
    ]

    assert [found(DATA, text) for text in texts] == ["lavrov", "lavrov", "UnknownActorError", "lavrov"]


def test_nothing_follows_from_a_slip() -> None:
    """A misspelling finds its person as it is printed, but no other spelling follows from it."""
    slip = Name(text="문철동", language="ko", kind=NameKind.MISSPELLING)
    mun = person("mun", "Mun Chol", "문철", state="dprk")
    data = Dataset(actors=[state("dprk", "North Korea"), attrs.evolve(mun, names=(*mun.names, slip))])

    assert [found(data, text) for text in ("문철동", "Moon Cheol", "Mun Chol Tong")] == [
        "mun",
        "mun",
        "UnknownActorError",
    ]


def test_a_listed_name_is_never_taken_for_a_derived_one() -> None:
    """Where a spelling is listed for one and would follow from the name of another, the one who is listed is found."""
    jon = person("jon", "Jon Chol", "전철", state="dprk")
    chon = person("chon", "Chon Chol", "천철", state="dprk")
    data = Dataset(actors=[state("dprk", "North Korea"), jon, chon])
    both = Dataset(actors=[state("dprk", "North Korea"), jon, person("chon", "Thon Chol", "천철", state="dprk")])

    assert [found(data, text) for text in ("Jon Chol", "Chon Chol", "Jeon Cheol")] == ["jon", "chon", "jon"]
    assert found(both, "Chon Chol") == "AmbiguousActorError"


INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""The consonants before a vowel, in the order of Unicode."""

SYSTEMS: Final = {
    "dprk": ("k kk n t tt r m p pp s ss - j jj ch kh th ph h", "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
    "mccune_reischauer": ("k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h", "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"),
    "revised": ("g kk n d tt r m b pp s ss - j jj ch k t p h", "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
}  # fmt: skip
"""The consonants and vowels of each system, where they begin a word."""

FINALS: Final = {0: "", 1: "k", 4: "n", 8: "l", 16: "m", 17: "p", 19: "t", 21: "ng"}
"""The consonants after a vowel that names have, by their number in Unicode."""


def romanized(name: str, system: str) -> str:
    """Return a name in Hangul in one system, syllable by syllable."""
    initials, vowels = (letters.split() for letters in SYSTEMS[system])
    syllables = []
    for syllable in name:
        code = ord(syllable) - ord("가")
        syllables.append(initials[code // 588].strip("-") + vowels[code // 28 % 21] + FINALS[code % 28])
    return f"{syllables[0]} {'-'.join(syllables[1:])}"


def _syllables() -> Iterator[str]:
    for initial, vowel, final in itertools.product(range(19), range(21), FINALS):
        yield chr(ord("가") + (initial * 21 + vowel) * 28 + final)


@given(st.lists(st.sampled_from([*_syllables()]), min_size=2, max_size=3), st.sampled_from([*SYSTEMS]))
def test_every_system_finds_every_name(syllables: list[str], system: str) -> None:
    """A name in Hangul is found in each of the three systems, with and without marks, whatever its syllables."""
    surname, *given_name = syllables
    name = "김" + "".join(given_name)
    data = Dataset(actors=[state("dprk", "North Korea"), person("one", name, state="dprk")])
    text = romanized(name, system)

    assert {found(data, one) for one in (text, text.upper(), text.replace("-", " "), " ".join(words_of(text)))} == {
        "one"
    }, surname


@for_each("system", SYSTEMS)
def test_no_romanization_answers_somebody_else(system: str) -> None:
    """In the bundled data a romanization finds whom it is of, or one of whom it is a listed spelling, or is ambiguous."""
    data = dprkrel.load()
    wrong = []
    for actor in data.actors:
        for name in _hangul_names(actor):
            got = found(data, romanized(name, system))
            if got not in (actor.id, "AmbiguousActorError") and not _is_listed(data, got, romanized(name, system)):
                wrong.append((actor.id, romanized(name, system), got))

    assert wrong == []


def _hangul_names(actor: Actor) -> Iterator[str]:
    """Yield the names in Hangul of a person, of two to four syllables that the tables of this test have."""
    for name in actor.names if actor.kind is ActorKind.PERSON else ():
        text = name.text.partition(" (")[0]
        syllables = [(ord(letter) - ord("가")) for letter in text]
        is_hangul = all(0 <= code <= ord("힣") - ord("가") and code % 28 in FINALS for code in syllables)
        if is_hangul and name.kind is not NameKind.MISSPELLING and 2 <= len(text) <= 4:
            yield text


def _is_listed(data: Dataset, actor_id: str, text: str) -> bool:
    known = {actor.id: actor for actor in data.actors}.get(ActorId(actor_id))
    return known is not None and any(words_of(name.text) == words_of(text) for name in known.names)


def test_every_listed_name_finds_its_actor_however_it_is_written() -> None:
    """Every spelling of the bundled data finds its actor or is ambiguous among those who bear it, and nobody else, in any order."""
    data = dprkrel.load()
    wrong = []
    for actor in data.actors:
        for name in actor.names:
            words = words_of(name.text)
            forms = {name.text, name.text.swapcase(), " ".join(words)}
            if actor.kind is ActorKind.PERSON and len(words) == 2 and "(" not in name.text:
                forms.add(" ".join(reversed(words)))
            for text in forms:
                try:
                    got = {data.find_actor(text).id}
                except AmbiguousActorError as error:
                    got = {*map(ActorId, error.candidates)}
                except UnknownActorError:
                    got = set()
                if actor.id not in got and not (len(name.text) <= 4 and name.text.isupper() and text != name.text):
                    wrong.append((actor.id, text, got))

    assert wrong == []


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        (("сергея", "лаврова"), [("сергеи", "лавров")]),
        (("сергею", "лаврова"), []),
        (("ирины", "подносовои"), [("ирина", "подносова")]),
        (("россии",), [("россия",)]),
        (("севернои", "кореи"), [("северная", "корея")]),
        (("лавров",), []),
    ],
)
def test_words_are_declined_together(words: tuple[str, ...], forms: list[tuple[str, ...]]) -> None:
    """All words of a name are in one case."""
    known = {"сергеи", "лавров", "ирина", "подносова", "россия", "северная", "корея"}

    assert [*nominatives(words, known.__contains__)] == forms


def test_answers_do_not_hang_on_what_is_remembered_of_surnames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for ever more names gets the same answers, also where what was remembered is dropped in between."""

    def answers() -> list[str]:
        data = Dataset(actors=DATA.actors)
        found = list[str]()
        for name in ("Choi Son Hui", "Tsoi Son Khi", "Rhee Yong Ho", "Choy Son Hui", "Choi Son Hui"):
            try:
                found.append(data.find_actor(name).id)
            except (UnknownActorError, AmbiguousActorError) as error:
                found.append(type(error).__name__)
        return found

    remembered = answers()
    monkeypatch.setattr("dprkrel.store.derived_names._REMEMBERED", 1)
    assert answers() == remembered
    assert remembered[0] == remembered[-1] == "choe"
