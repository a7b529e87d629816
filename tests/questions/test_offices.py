"""The questions of who held an office, over the small dataset."""

import copy
import datetime
import pickle
from typing import Any

import pytest

import dprkrel
from dprkrel import (
    Certainty,
    Dataset,
    DateTypeError,
    HolderWarning,
    NoHolder,
    Office,
    OfficeFunction,
    Rank,
    UnknownOfficeError,
    When,
)
from dprkrel.questions import office_titles
from dprkrel.store.names import key_of
from tests.small import office, small, small_with, spell

ASKED_AS = [
    ("Premier of North Korea", "DPRK"), ("Korea Utara Premier", "DPRK"), ("the premier of the DPRK", "Korut"),
    ("North Korea's Premier", "DPRK"), ("Perdana Menteri Korea Utara", "Korut"), ("премьер-министр", "DPRK"),
    ("총리", "조선"), ("조선 총리", "조선"), ("조선총리", "조선"), ("首相", "DPRK"), ("прэм'ер", "DPRK"), ("PM", "DPRK"),
]  # fmt: skip


def why_nobody(data: Dataset, title: str, of: str, on: str) -> str:
    """Return why an office has no one holder, as the warning has it."""
    with pytest.warns(HolderWarning) as caught:
        assert data.office_holder(title, of=of, on=on) is None
    warning = caught[-1].message
    assert isinstance(warning, HolderWarning)
    return warning.reason


@pytest.mark.parametrize(
    ("title", "of", "on", "holder"),
    [
        ("russia-foreign-minister", "Russia", "2024-07-24", "sergei-lavrov"),
        ("Foreign Minister", "Russia", "2024-07-24", "sergei-lavrov"),
        ("foreign minister", "Korut", "2024", "choe-son-hui"),
        ("menlu", "Belarus", datetime.date(2024, 7, 24), "maxim-ryzhenkov"),
        ("MINISTER OF FOREIGN AFFAIRS", small().actor("russia"), When("2010"), "sergei-lavrov"),
        ("presiden", "Rusia", "2012-05-07", "vladimir-putin"),
        ("Menlu", "Belarus", "2024-06", "maxim-ryzhenkov"),
    ],
)
def test_office_holder(title: str, of: Any, on: Any, holder: str) -> None:
    """The holder is who certainly held the office then, asked for by id, title or alias."""
    found = small().office_holder(title, of=of, on=on)

    assert found == small().actor(holder)


@pytest.mark.parametrize(
    ("title", "of", "on", "reason", "candidates"),
    [
        ("President", "Russia", "2012-05-06", NoHolder.NOT_KNOWN, ()),
        ("Menlu", "Belarus", "2024-06-26", NoHolder.NOT_KNOWN, ()),
        ("Menlu", "DPRK", "2022-06-15", NoHolder.UNCERTAIN, ("choe-son-hui",)),
        ("Menlu", "DPRK", "2030", NoHolder.UNCERTAIN, ("choe-son-hui",)),
    ],
)
def test_who_is_not_known_stays_unknown(
    title: str, of: str, on: str, reason: NoHolder, candidates: tuple[str, ...]
) -> None:
    """Where nobody certainly held the office, nobody is named, and the warning says why and who may have."""
    with pytest.warns(HolderWarning) as caught:
        assert small().office_holder(title, of=of, on=on) is None

    warning = caught[0].message
    assert isinstance(warning, HolderWarning)
    assert (warning.title, warning.on, warning.reason, warning.candidates) == (title, on, reason, candidates)
    assert all(candidate in str(warning) for candidate in candidates)
    assert caught[0].filename == __file__


def test_two_holders_are_no_holder() -> None:
    """Where several persons hold an office at a time, none is the holder, even while one alone is known."""
    crowd = small_with(
        office("vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER, several=True),
        spell("kim-jong-un", "vice", "dprk", "2010/2012"),
        spell("choe-son-hui", "vice", "dprk", "2011/2014"),
    )
    for year in ("2010", "2012", "2014"):
        assert why_nobody(crowd, "vice minister", "DPRK", year) == NoHolder.SEVERAL_HOLD


def test_two_offices_of_one_title_have_no_holder() -> None:
    """Where two offices of one title were held on a day, none is the holder; on another day the one who was is."""
    crowd = small_with(
        office("vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER),
        office("first-vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER),
        spell("kim-jong-un", "vice", "dprk", "2010/2012"),
        spell("choe-son-hui", "first-vice", "dprk", "2011/2014"),
    )
    holders = [crowd.office_holder("vice minister", of="DPRK", on=year) for year in ("2010", "2014")]

    assert [holder and holder.id for holder in holders] == ["kim-jong-un", "choe-son-hui"]
    assert why_nobody(crowd, "vice minister", "DPRK", "2012") == NoHolder.CHANGED


@pytest.mark.parametrize(
    ("title", "of", "nearest"),
    [
        ("Foreing Minister", "Russia", "Foreign Minister"),
        ("Presidentt", "Russia", "President"),
        ("President", "Belarus", "Foreign Minister"),
        ("Tsar", "Russia", "Foreign Minister"),
        ("", "Russia", "Foreign Minister"),
        ("dprk-foreign-minister", "Russia", "Foreign Minister"),
        ("Foreign Minister", "South Korea", None),
    ],
)
def test_an_unknown_office_is_told_with_the_nearest(title: str, of: str, nearest: str | None) -> None:
    """A title that no office of this actor bears is an error with the nearest titles, never an unknown holder."""
    with pytest.raises(UnknownOfficeError) as caught:
        small().office_holder(title, of=of, on="2024")

    assert caught.value.kind == "office"
    assert (caught.value.suggestions[0] if caught.value.suggestions else None) == nearest


def test_a_stretch_with_two_holders_has_no_holder() -> None:
    """Who took office within a month is its holder on the day, and not for the month in which another may have held it."""
    shared = small_with(
        spell("sergei-lavrov", "belarus-foreign-minister", "belarus", "[..2024-06-01]/[2024-06-01..2024-06-27]")
    )

    assert shared.office_holder("Foreign Minister", of="Belarus", on="2024-07-01") == small().actor("maxim-ryzhenkov")
    assert why_nobody(shared, "Foreign Minister", "Belarus", "2024-06") == NoHolder.CHANGED
    perhaps = small_with(spell("sergei-lavrov", "belarus-foreign-minister", "belarus", "2022/[2023..2024-06-27]"))
    assert why_nobody(perhaps, "Foreign Minister", "Belarus", "2024-06") == NoHolder.OTHERS_MAY


@pytest.mark.parametrize("on", [None, True, 5])
def test_a_holder_is_asked_for_on_a_day(on: Any) -> None:
    """Without a day there is no answer, and no guess at one."""
    with pytest.raises(DateTypeError):
        small().office_holder("Foreign Minister", of="Russia", on=on)


@pytest.mark.parametrize(("title", "of"), ASKED_AS)
def test_an_office_is_asked_for_by_its_function(title: str, of: str) -> None:
    """A title of the function is understood in every language, with the name of the state on either side."""
    premier = office("dprk-premier", "dprk", "Head of the Cabinet", function=OfficeFunction.HEAD_OF_GOVERNMENT)
    crowd = small_with(premier, spell("choe-son-hui", premier.id, "dprk", "2020/2024"))

    assert crowd.office_holder(title, of=of, on="2022") == small().actor("choe-son-hui")


@pytest.mark.parametrize("title", ["Premier of Russia", "Premier of", "of the DPRK", "DPRK", "Premier Premier", "조선"])
def test_another_state_beside_a_title_is_not_passed_over(title: str) -> None:
    """Only the state that is asked for may stand beside the title, once, and there must be a title."""
    premier = office("dprk-premier", "dprk", "Head of the Cabinet", function=OfficeFunction.HEAD_OF_GOVERNMENT)
    crowd = small_with(premier)

    with pytest.raises(UnknownOfficeError):
        crowd.office_holder(title, of="DPRK", on="2022")


@pytest.mark.parametrize("title", ["ambassador", "посол", "Russian ambassador", "대사"])
def test_a_title_that_others_bear_is_refused(title: str) -> None:
    """A state has many ambassadors, even if the data have one: none is meant by the bare title, and the error lists them."""
    to_china = office("russia-ambassador-to-china", "russia", "Ambassador to China", function=OfficeFunction.AMBASSADOR)
    crowd = small_with(to_china, spell("sergei-lavrov", to_china.id, "russia", "2020/2024"))

    with pytest.raises(UnknownOfficeError, match="say which") as caught:
        crowd.office_holder(title.replace("Russian", "Russia"), of="Russia", on="2022")

    assert caught.value.suggestions == ("Ambassador to China",)
    assert crowd.find_actor("Посол Lavrov", on="2022").id == "sergei-lavrov"


def test_all_holders_are_returned_with_their_certainty() -> None:
    """Who certainly held the office stands first, then who may have, each in the order of the spells."""
    crowd = small_with(
        office("vice", "dprk", "Vice Minister", rank=Rank.VICE_MINISTER, several=True),
        spell("kim-jong-un", "vice", "dprk", "[2009..2011]/2012"),
        spell("choe-son-hui", "vice", "dprk", "2010/2014"),
        spell("kim-jong-il", "vice", "dprk", "[..2010]/[2010..]"),
    )

    def held(on: str) -> list[tuple[str, str]]:
        return [(each.holder.id, each.certainty.value) for each in crowd.office_holders("vice", of="DPRK", on=on)]

    assert held("2010") == [
        ("kim-jong-il", "certain"), ("choe-son-hui", "certain"), ("kim-jong-un", "possible"),
    ]  # fmt: skip
    assert held("2011-06") == [
        ("choe-son-hui", "certain"), ("kim-jong-un", "possible"), ("kim-jong-il", "possible"),
    ]  # fmt: skip
    assert held("2030") == [("kim-jong-il", "possible")]
    assert all(
        each.relation.subject_id == each.holder.id for each in crowd.office_holders("vice", of="DPRK", on="2010")
    )


def test_a_holder_travels() -> None:
    """Holders compare by what they say, and the warning keeps its attributes when it is copied."""
    first, again = (small().office_holders("Menlu", of="Belarus", on="2024-07-24") for _ in range(2))
    warning = HolderWarning("Menlu", "2030", NoHolder.UNCERTAIN, ("choe-son-hui",), "nobody held it for certain")

    assert first == again == copy.copy(first)
    assert first[0].certainty is Certainty.CERTAIN
    for other in (copy.copy(warning), pickle.loads(pickle.dumps(warning))):
        assert vars(other) == vars(warning)
        assert str(other) == str(warning)


def test_an_office_has_no_holder_before_it_was_made() -> None:
    """Before an office was made and after it was abolished there was none, which is more than that nobody is known."""
    chair = office("commission", "dprk", "Chairman of the Commission", existed="2016-06-29/2020-01-01")
    crowd = small_with(chair, spell("kim-jong-un", chair.id, "dprk", "2016-06-29/2018"))
    reasons = {on: why_nobody(crowd, "commission", "DPRK", on) for on in ("2016-06-28", "2019", "2020-01-02")}

    assert reasons == {"2016-06-28": "no_office", "2019": "not_known", "2020-01-02": "no_office"}
    assert crowd.office_holder("commission", of="DPRK", on="2016-06-29") == small().actor("kim-jong-un")


def test_functions_have_titles_in_every_language() -> None:
    """Each function but the rest has titles in each of the seven languages, none of them twice, and no word of a name."""
    languages = {"en", "id", "ru", "ko", "zh", "ja", "be"}
    faults: list[tuple[str, ...]] = []
    for function in OfficeFunction:
        keys = [key_of(title) for titles in (function.titles, function.shared_titles)
                for title in {key_of(text): text for texts in titles.values() for text in texts}.values()]  # fmt: skip
        told = {*function.titles} | {*function.shared_titles}
        if told != (set() if function is OfficeFunction.OTHER else languages):
            faults.append((function, "languages", *sorted(told)))
        faults += [(function, "twice", key) for key in {*keys} if keys.count(key) > 1]
        faults += [(function, "too short", key) for key in keys if len(key) < 2]

    assert faults == []


def test_every_office_of_the_data_has_a_function() -> None:
    """The offices of the bundled data say what they are for; no alias is a title that others of its state bear, too."""
    bare = {
        key_of(title)
        for function in (OfficeFunction.AMBASSADOR, OfficeFunction.MINISTER, OfficeFunction.DEPUTY_MINISTER)
        for titles in function.shared_titles.values()
        for title in titles
    }
    offices = dprkrel.load().offices

    assert [each.id for each in offices if each.function is None] == []
    assert [(each.id, title) for each in offices for title in each.titles if key_of(title) in bare] == []


def test_one_office_of_a_state_has_a_function_with_titles_of_its_own() -> None:
    """Of the offices of one holder no two of one state exist at a time whose function has the same titles."""
    offices = [each for each in dprkrel.load().offices if each.function and each.function.titles and not each.several]
    doubles = [
        (first.id, second.id)
        for place, first in enumerate(offices)
        for second in offices[place + 1 :]
        if (first.of_id, first.function) == (second.of_id, second.function)
        if not _followed(first, second) and not _followed(second, first)
    ]

    assert doubles == []


def _followed(first: Office, second: Office) -> bool:
    """Tell whether an office was abolished by the day on which another was made."""
    ended = first.existed.latest if first.existed else None
    began = second.existed.earliest if second.existed else None
    return ended is not None and began is not None and ended <= began


@pytest.mark.parametrize(
    ("title", "turned"),
    [
        ("Governor of Primorye", "Primorye Governor"),
        ("Director of the SVR", "SVR Director"),
        ("Minister of Foreign Affairs", "Foreign Affairs Minister"),
        ("Deputy Minister of Culture", None),
        ("Chairman of the Committee of the Union", None),
        ("Director of the Service (SVR)", None),
        ("Premier", None),
    ],
)
def test_a_title_is_known_the_other_way_round(title: str, turned: str | None) -> None:
    """A title of one word and what it is of is known as the press turns it; others have no such form that is sure."""
    office = Office(id="office", title=title, of_id="dprk", rank="minister")

    assert office.titles == ((title,) if turned is None else (title, turned))


def test_only_the_titles_of_the_owner_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first holder costs what the offices of one state have of titles, not what those of all have."""
    crowd = [office(f"post-{number}", "belarus", f"Keeper {number}") for number in range(50)]
    data, read = small_with(*crowd), list[str]()

    def reading(text: str) -> str:
        read.append(text)
        return key_of(text)

    monkeypatch.setattr(office_titles, "key_of", reading)
    data.office_holders("foreign minister", of="Russia", on="2024-01-01")

    assert read
    assert not [text for text in read if text.startswith("Keeper")]
