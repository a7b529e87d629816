"""Names: one answer in every form of Unicode, no part of a name for the whole, and titles only of the owner's offices."""

import functools
import unicodedata
from typing import Final

from dprkrel import Actor, ActorKind, AmbiguousActorError, Dataset, DprkrelError, Name, NameKind, UnknownActorError
from dprkrel.errors import MAX_NAME_LENGTH, UnknownOfficeError
from dprkrel.questions.actors import read_name
from dprkrel.questions.office_titles import offices_asked_for
from dprkrel.records.fields import ActorId
from dprkrel.store.names import bare_name, joints_of, key_of, spaced, words_of
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.small import parts

_MORE: Final = (
    ("ri-yong-ho", "dprk", "Ri Yong Ho", "리용호"),
    ("ri-yong-ho-general", "dprk", "Ri Yong Ho (general)"),
    ("kim-song-nam", "dprk", "Kim Song Nam", "김성남", "Ким Сон Нам"),
    ("pak-thae-song", "dprk", "Pak Thae Song", "박태성"),
    ("sergei-shoigu", "russia", "Sergei Kuzhugetovich Shoigu", "Сергей Кужугетович Шойгу", "Shoigu"),
    ("maria-zakharova", "russia", "Maria Zakharova", "Мария Захарова"),
    ("lukasenka", "belarus", "Alyaksandr Łukašenka", "Александр Лукашенко"),
    ("cho-tae-yul", "south-korea", "Cho Tae-yul", "조태열", "趙兌烈"),
    ("nguyen", "russia", "Nguyễn Phú Trọng"),
)
_AROUND: Final = (
    "Minister", "Foreign Minister", "Menlu", "Menlu Korut", "the", "of", "of Russia", "President", "former", "Mr", "’s", "'s",
    "Министр иностранных дел", "외무상", "Premier", "DPRK", "PRK", "RUS", "(general)", ",", "-", "S.", "S", "V.", "\u0301", "\u200d",
)  # fmt: skip
TOKENS: Final = (
    *_AROUND,
    "Lavrov",
    "Kim",
    "Choe",
    "최선희",
    "Лавров",
    "Лаврова",
    "Путину",
    "Ri",
    "Rhee",
    "Łu",
    "šenka",
    "ß",
    "ﬁ",
    "İ",
)
_DAYS: Final = ("2024-07-24", "2000", "1850", "../..", "2024~", "x")


@functools.cache
def _data() -> Dataset:
    persons = [
        Actor(
            id=ActorId(actor_id),
            kind=ActorKind.PERSON,
            names=(
                Name(text=first, language="en", kind=NameKind.PRIMARY),
                *(Name(text=text, language="ru") for text in rest),
            ),
            state_id=ActorId(state),
        )
        for actor_id, state, first, *rest in _MORE
    ]
    return Dataset(**parts(*persons))


@functools.cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """Return each listed spelling with the id of its actor."""
    return tuple((name.text, actor.id) for actor in _data().actors for name in actor.names)


@functools.cache
def _listed() -> frozenset[str]:
    """Return the key of every listed name, bare name, id and code."""
    texts = [text for text, _ in _spellings()]
    codes = [code for actor in _data().actors for code in (actor.id, actor.iso_alpha2, actor.iso_alpha3) if code]
    return frozenset(map(key_of, (*texts, *filter(None, map(bare_name, texts)), *codes)))


def seeds() -> list[bytes]:
    """Return the first inputs."""
    texts = [text for text, _ in _spellings()]
    texts += [*TOKENS, "Menlu Korut Choe Son Hui", "Kim Jong-ŭn’s", "Choe", "", "x" * 201, "SergeiLavrov", "S. Lavrov",
              "Lavrov, Sergei", "Лаврова", "Сергею Лаврову", "CHOE SON HUI", "Choi Son-hee", "KDVR", "408", "RU"]  # fmt: skip
    return [
        *(b"\0" + text.encode() for text in texts),
        *(bytes([1, number, number % 7]) for number in range(0, len(texts), 2)),
        *(bytes([2, number, number + 3, number + 7, number]) for number in range(0, 30, 3)),
        *(bytes([3, number % 3]) + text.encode() for number, text in enumerate(_AROUND[:12])),
        *(bytes([4, number]) + text.encode() for number, text in enumerate(texts[:8])),
    ]


def check(data: bytes) -> None:
    """Check a text as a name, a part of a name, a name with words around it, or a title."""
    choices = Choices(data)
    mode = choices.below(5)
    if mode == 0:
        _check_name(choices.text())
    elif mode == 1:
        _check_part(choices)
    elif mode == 2:
        spellings = _spellings()
        words = [
            choices.pick(spellings)[0] if choices.flag() else choices.pick(_AROUND) for _ in range(1 + choices.below(4))
        ]
        _check_name(choices.pick((" ", "", "-", ", ")).join(words))
    elif mode == 3:
        _check_title(choices)
    else:
        _check_question(choices)


def _forms(text: str) -> list[str]:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    return [form for form in dict.fromkeys(forms) if len(form) <= MAX_NAME_LENGTH]


def _named(text: str) -> Actor | str | None:
    try:
        return read_name(_data(), text)
    except (UnknownActorError, AmbiguousActorError) as error:
        told(error)
        return type(error).__name__


def _check_name(text: str) -> None:
    words = words_of(text)
    hold(words_of(" ".join(words)) == words, text, words)
    hold(key_of(text) == "".join(words), text)
    hold(all(0 < joint < len(key_of(text)) for joint in joints_of(words)), text)
    hold(spaced(text).replace(" ", "") == text.replace(" ", ""), text)
    if len(text) > MAX_NAME_LENGTH:
        hold(_named(text) in ("UnknownActorError", None), text)
        return
    found = _named(text)
    if isinstance(found, Actor):
        hold(_data().actor(found.id) == found, text)
    for form in _forms(text):
        hold(_named(form) == found, text, form, found, _named(form))


def _check_part(choices: Choices) -> None:
    """Check that a word of a name, or some letters of it, names nobody, unless it is listed as it stands."""
    text, actor_id = choices.pick(_spellings())
    start = choices.below(len(text))
    part = text[start : start + 1 + choices.below(len(text))].strip()
    words = words_of(part)
    if len(words) != 1 or key_of(part) in _listed():
        return
    found = _named(part)
    hold(not isinstance(found, Actor), text, actor_id, part, found)


@functools.cache
def _owners() -> tuple[Actor, ...]:
    return tuple(actor for actor in _data().actors if any(office.of_id == actor.id for office in _data().offices))


def _offices(title: str, owner: Actor) -> frozenset[str] | str:
    try:
        return frozenset(offices_asked_for(_data(), title, owner))
    except UnknownOfficeError as error:
        told(error)
        return type(error).__name__


def _check_title(choices: Choices) -> None:
    owner = choices.pick(_owners())
    title = choices.text()
    found = _offices(title, owner)
    if not isinstance(found, str):
        hold(bool(found) and all(_data().office(office).of_id == owner.id for office in found), title, owner.id, found)
    for form in _forms(title):
        if len(title) <= MAX_NAME_LENGTH:
            hold(_offices(form, owner) == found, title, form, owner.id, found)


def _check_question(choices: Choices) -> None:
    """Check the public question, with the day on which a title was held, and what it suggests."""
    on = choices.pick((None, *_DAYS))
    text = choices.text()
    try:
        found = _data().find_actor(text, on=on)
    except UnknownActorError as error:
        told(error)
        hold(all(_data().actor(actor_id).id == actor_id for actor_id in error.suggestions), text, error)
    except AmbiguousActorError as error:
        told(error)
        hold(bool(error.candidates), text, error)
    except DprkrelError as error:
        told(error)
        hold(on == "x", text, on, error)
    else:
        hold(_data().find_actor(text) == found, text, on)  # on a day no more is found than without one
