"""Lines of cells: aligned where they fit, cut to a terminal and never elsewhere, whatever the letters are."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dprkrel.cli.layout import Brief, Shape, laid_out, shortened
from dprkrel.dates.when import When
from dprkrel.prose import UNPRINTABLE, display_width, wrapped
from tests.payloads import PAYLOADS

SHAPES = (
    Shape("when"), Shape("type", least=8), Shape("who", least=12, fills=True), Shape("place", least=5, spare=True), Shape("id", colour="36"),
)  # fmt: skip
LAVROV = ("2023-10-18/2023-10-19", "official_visit", Brief("Sergei Lavrov (Russia) → North Korea", "Sergei Lavrov → North Korea"), "Pyongyang", "lavrov-visit")  # fmt: skip
CHOE = ("2024-01", "visit", Brief("최선희 (North Korea) → Лавров (Russia)", "최선희 → Лавров"), "Moscow", "choe-visit")
TEXTS = st.text(max_size=30) | st.sampled_from(["최선희", "Лавров", *PAYLOADS])
DATES = st.sampled_from(["", "2024", "2023-10-18/2023-10-19", "[2024-02-09..2024-02-10]/[2024-02-25..2024-02-26]"])
ROWS = st.lists(st.tuples(DATES, TEXTS, TEXTS, TEXTS, st.text("abc-", min_size=1, max_size=40)), min_size=1, max_size=8)


def lines(*rows: tuple[str, ...], width: int | None, colour: bool = False) -> list[str]:
    """Return the lines of rows."""
    return [*laid_out(SHAPES, rows, width=width, colour=colour)]


class TestLines:
    """Rows in lines."""

    def test_nothing_is_cut_where_there_is_no_terminal(self) -> None:
        """Without a width every cell stands there whole, and columns are aligned by what a terminal would draw."""
        first, second = lines(LAVROV, CHOE, width=None)
        assert (
            first
            == "2023-10-18/2023-10-19  official_visit  Sergei Lavrov (Russia) → North Korea    Pyongyang  lavrov-visit"
        )
        places = [display_width(line[: line.index(word)]) for line, word in ((first, "Pyongyang"), (second, "Moscow"))]
        assert places[0] == places[1]

    def test_a_terminal_gets_what_fits(self) -> None:
        """First dates and names are told in fewer words, then the place is left out, and last names are cut."""
        assert lines(LAVROV, CHOE, width=90)[0] == (
            "2023-10-18/19  official_visit  Sergei Lavrov → North Korea  Pyongyang  lavrov-visit"
        )
        assert (
            lines(LAVROV, CHOE, width=78)[0]
            == "2023-10-18/19  official_visit  Sergei Lavrov → North Korea  lavrov-visit"
        )
        assert lines(LAVROV, CHOE, width=60)[0] == "2023-10-18/19  officia…  Sergei Lavrov → Nort…  lavrov-visit"

    def test_headings_stand_above_their_columns(self) -> None:
        """However many rows there are, a heading is no wider than its column, and a few long cells do not widen it."""
        rows = [(*LAVROV[:4], "a")] + [("2024", "b", "c", "d", "e")] * 30
        told = [*laid_out(SHAPES, rows, width=None, colour=False, headings=True)]
        assert told[0].split() == ["when", "type", "who", "place", "id"]
        assert [told[0].index(word) for word in ("type", "who", "place", "id")] == [
            told[-1].index(word) for word in ("b", "c", "d", "e")
        ]

    @given(rows=ROWS, width=st.integers(20, 160))
    def test_a_line_fits_unless_dates_and_ids_do_not(self, rows: list[tuple[str, ...]], width: int) -> None:
        """A line is wider than the terminal only if what is never cut, and the least of the rest, is."""
        dates = max(display_width(shortened(row[0])) for row in rows)
        for line, row in zip(lines(*rows, width=width), rows, strict=True):
            least = dates + 8 + 12 + display_width(row[-1]) + 3 * len("  ")
            assert display_width(line) <= max(width, least)

    @given(rows=ROWS, width=st.none() | st.integers(20, 160))
    def test_ids_stand_there_whole_and_no_terminal_is_steered(
        self, rows: list[tuple[str, ...]], width: int | None
    ) -> None:
        """Each row is one line that ends with its id, without control characters."""
        told = lines(*rows, width=width)
        assert [line.split("  ")[-1].strip() for line in told] == [row[-1] for row in rows]
        assert not {unicodedata.category(character) for line in told for character in line} & UNPRINTABLE

    def test_colour_adds_no_letter(self) -> None:
        """Without its colours a line is the same, and a row is coloured only where it is wanted."""
        painted = lines(LAVROV, CHOE, width=90, colour=True)
        assert all("\x1b[36m" in line for line in painted)
        assert [re.sub(r"\x1b\[[0-9]*m", "", line) for line in painted] == lines(LAVROV, CHOE, width=90)


class TestDates:
    """Dates that are shortened to fit a line."""

    @given(first=st.dates(), second=st.dates())
    def test_a_shortened_span_means_the_same(self, first: object, second: object) -> None:
        """What is left out of the second day stands in the first."""
        whole = f"{first}/{second}"
        day = shortened(whole).partition("/")[2]
        assert f"{first}"[: 10 - len(day)] + day == f"{second}"

    def test_what_is_not_of_whole_days_stays(self) -> None:
        """Dates in doubt, with open ends, of months or with sets are never shortened."""
        for text in (
            "2024-06~/2024-06-19~",
            "2016-09-19/[2024-07-24..]",
            "2023-10/2023-12",
            "[2024-06-18,2024-06-20]",
            "2024-XX",
        ):
            assert shortened(When(text).edtf) == When(text).edtf


class TestProse:
    """Text wrapped by what a terminal draws."""

    def test_wide_letters_count_twice(self) -> None:
        """Lines of Korean are no wider than lines of Latin."""
        text = " ".join(["조선민주주의인민공화국", "외무상", "최선희"] * 20)
        told = wrapped(text)
        assert max(map(display_width, told)) < 80
        assert " ".join(line.strip() for line in told) == text

    def test_marks_and_ascii_are_measured(self) -> None:
        """Combining marks take no room, and letters of other scripts one column."""
        assert [display_width(text) for text in ("abc", "é", "Лавров", "최", "平壌")] == [3, 1, 6, 2, 4]

    def test_a_cell_is_cut_between_letters(self) -> None:
        """As many columns are kept as there is room for beside the ellipsis; a wide letter that does not fit is left out."""
        shapes = [Shape("text", least=3, fills=True)]
        for width, cut in ((6, "최선…"), (5, "최선…"), (4, "최…")):
            assert [*laid_out(shapes, [("최선희 회담",)], width=width, colour=False, headings=False)] == [cut]
