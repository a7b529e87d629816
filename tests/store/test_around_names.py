"""Titles and states around names: on either side, in every language, and never around somebody whose they are not."""

import time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import ActorKind, AmbiguousActorError, Name, NameKind, UnknownActorError
from tests.small import named, office, small, small_with, spell


def _with_names(actor_id: str, **names: str) -> dprkrel.Actor:
    """Return an actor of the small dataset with one name more in each language."""
    actor = small().actor(actor_id)
    more = [Name(text=text, language=language, kind=NameKind.EXONYM) for language, text in names.items()]
    return attrs.evolve(actor, names=(*actor.names, *more))


def crowd() -> dprkrel.Dataset:
    """Return the small dataset with names and titles in more languages."""
    minister = (
        "Foreign Minister",
        "Menlu",
        "министр иностранных дел",
        "глава МИД",
        "외무상",
        "외무장관",
        "外相",
        "外长",
        "Minister of Foreign Affairs",
    )
    return small_with(
        _with_names("dprk", ru="КНДР", ko="북한", zh="朝鲜", en="North Korean", ja="北朝鮮"),
        _with_names("russia", en="Russian", ko="러시아", ja="ロシア", zh="俄罗斯"),
        _with_names("belarus", ru="Беларусь", be="Расія"),
        _with_names("choe-son-hui", ru="Цой Сон Хи", zh="崔善姬"),
        _with_names("kim-jong-un", ru="Ким Чен Ын", ja="金正恩"),
        _with_names("vladimir-putin", ru="Владимир Путин", ko="푸틴", ja="プーチン", zh="普京"),
        _with_names("sergei-lavrov", ko="라브로프", zh="拉夫罗夫"),
        _with_names("maxim-ryzhenkov", ru="Максим Рыженков"),
        *(office(f"{state}-foreign-minister", state, *minister) for state in ("belarus", "dprk", "russia")),
        office("russia-president", "russia", "President", "Presiden", "президент", "대통령", "大統領", "总统", "Secretary of the Security Council"),
        office("dprk-leader", "dprk", "leader", "лидер", "총비서", "総書記"),
        spell("kim-jong-un", "dprk-leader", "dprk", "2011-12-17/[2024-07-24..]"),
    )  # fmt: skip


READ = {
    "choe-son-hui": [
        "глава МИД КНДР Цой Сон Хи", "министр иностранных дел КНДР Цой Сон Хи", "министра иностранных дел КНДР Цой Сон Хи",
        "북한 외무상 최선희", "최선희 외무상", "최선희외무상", "최선희 북한 외무상", "북한외무상최선희", "외무상 최선희 동지", "최선희 씨", "朝鲜外相崔善姬",
        "崔善姬外相", "北朝鮮の崔善姬外相", "North Korea's Choe Son Hui", "Choe Son Hui, Foreign Minister of North Korea", "Ms Choe Son Hui", "최선희 여사",
        "Choe Son Hui (North Korea)", "DPRK's Foreign Minister, Comrade Choe Son Hui", "北朝鮮の外相の崔善姬氏",
    ],
    "kim-jong-un": [
        "лидер КНДР Ким Чен Ын", "лидера КНДР Ким Чен Ына", "North Korean leader Kim Jong Un", "Marshal Kim Jong Un",
        "Kim Jong Un of North Korea", "김정은 총비서", "金正恩総書記", "金正恩氏", "김정은 동지께서", "Respected Comrade Kim Jong Un",
    ],
    "vladimir-putin": [
        "푸틴 대통령", "푸틴대통령", "러시아의 푸틴 대통령", "プーチン大統領", "ロシアのプーチン大統領", "普京总统", "俄罗斯总统普京", "президент России Владимир Путин",
        "Президента России Владимира Путина", "Vladimir Putin, President of Russia", "Russia's Putin", "Russian President Vladimir Putin",
        "former Russian President Putin", "Secretary of the Russian Security Council Vladimir Putin", "г-н Владимир Путин", "Bapak Presiden Putin",
        "Pak Putin", "The President of Russia, Mr Putin",
    ],
    "sergei-lavrov": ["Russia’s Foreign Minister Lavrov", "라브로프 외무장관", "拉夫罗夫外长", "Russian Foreign Minister Sergei Lavrov", "Menlu Rusia Lavrov"],
    "maxim-ryzhenkov": ["министр иностранных дел Беларуси Максим Рыженков"],
}  # fmt: skip
"""Whom texts name with titles and states around the name."""

NOT_READ = [
    "Russian Kim Jong Un", "DPRK Foreign Minister Lavrov", "Lavrov, Foreign Minister of the DPRK", "북한 푸틴 대통령", "라브로프 대통령", "プーチン外相",
    "Friend of Sergei Lavrov", "Putin's aide", "Putin and Russia", "Russia and Putin", "Lavrov Putin", "Pak Choe Son Hui", "General Lavrov", "Mrs Putin", "г-жа Лаврова", "Ibu Lavrov", "푸틴 여사", "プーチン元帥",
    "외무상", "President of Russia", "Лавров и Путин", "김정은의", "김정은혜", "Secretary of the Russian Security Council Lavrov", "Mr", "former",
]  # fmt: skip
"""What names nobody, though a name or title is in it."""


def test_titles_and_states_stand_on_either_side_in_every_language() -> None:
    """A name is found with titles, states, possessives and polite words before and after it, with and without spaces."""
    data = crowd()
    lost = [(text, found) for actor, texts in READ.items() for text in texts if (found := _found(data, text)) != actor]

    assert lost == []


def test_what_does_not_go_with_a_name_is_refused() -> None:
    """A title that somebody never held, a state that is not theirs, and any other word make a name unknown."""
    found = {text: found for text in NOT_READ if (found := _found(crowd(), text)) not in REFUSED}

    assert found == {"김정은의": "kim-jong-un"}  # a name with a particle is still the name


REFUSED = ("UnknownActorError", "AmbiguousActorError")


def _found(data: dprkrel.Dataset, text: str, on: Any = None) -> str:
    try:
        return str(data.find_actor(text, on=on).id)
    except (UnknownActorError, AmbiguousActorError) as error:
        return type(error).__name__


def test_a_former_title_is_not_of_the_day() -> None:
    """Whoever is called a former minister need not be one on the day, but must have been one."""
    spells = spell("maxim-ryzhenkov", "russia-president", "russia", "2000/2004")
    data = small_with(spells)

    for text in ("Former President Ryzhenkov", "Ryzhenkov, ex-President"):
        assert _found(data, text, "2024-07-24") == "maxim-ryzhenkov"
        assert _found(data, text.replace("President", "Menlu"), "1999") == "maxim-ryzhenkov"
    assert _found(data, "President Ryzhenkov", "2024-07-24") == "UnknownActorError"
    assert _found(data, "Former President Lavrov") == "UnknownActorError"


def test_the_day_tells_namesakes_apart() -> None:
    """Of two of one name who held one office, the day says who is meant."""
    first = named("ri-1", ActorKind.PERSON, "Ri Yong Ho (first)", state="dprk")
    second = named("ri-2", ActorKind.PERSON, "Ri Yong Ho (second)", state="dprk")
    data = small_with(
        first, second, office("dprk-premier", "dprk", "Premier"),
        spell("ri-1", "dprk-premier", "dprk", "2001/2004"), spell("ri-2", "dprk-premier", "dprk", "2010/2014"),
    )  # fmt: skip

    assert [_found(data, "Premier Ri Yong Ho", on) for on in ("2002", "2012")] == ["ri-1", "ri-2"]
    assert [_found(data, "Ri Yong Ho, Premier of the DPRK", on) for on in (None, "2020")] == [*reversed(REFUSED)]


@pytest.mark.parametrize(
    "words",
    ["Russia ", "조선", "외무상", "조선 외무상 ", "の", "北朝鮮", "России ", "министра иностранных дел ", "сергея лаврова ", "Lavrov ",
     "Secretary of the Russian Security Council ", "S. ", "x y ", "президента России ", "Choe Son ", "최선희"],
)  # fmt: skip
def test_long_texts_of_any_script_take_no_time(words: str) -> None:
    """The time to read a text does not grow with the number of ways to take it apart."""
    data = crowd()
    for text in (
        (words * 200)[:200],
        f"{words * 200}Lavrov"[-200:],
        f"Lavrov {words * 200}"[:200],
        f"{words * 200}김정은"[-200:],
    ):
        began = time.process_time()
        _found(data, text)
        assert time.process_time() - began < 1


WORDS = ["Menlu", "Korut", "Russia's", "of", "최선희", "외무상", "북한", "Лавров", "Сергея", "России", "プーチン", "大統領", "氏", "Kim", "Jong", "Un", "former", "Choe", "A"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=7), st.sampled_from(["", " "]))
def test_whoever_is_found_is_named_in_the_text(words: list[str], between: str) -> None:
    """Whatever stands around it, an answer is somebody of whom a word of the text is a word of a name."""
    data = crowd()
    text = between.join(words)
    found = _found(data, text)
    if found not in REFUSED:
        names = " ".join(name.text for name in data.actor(found).names).lower()
        assert any(word.lower().removesuffix("'s")[:5] in names for word in words), (text, found)
