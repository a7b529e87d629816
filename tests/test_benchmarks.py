"""What the benchmarks stand on: generated data that keep the laws, and tables that say which goals were reached."""

from benchmarks.generated import HOME, dataset, tables
from benchmarks.measuring import Ratio, Table, at_least, at_most, exponent, shown, sized


def test_generated_data_are_the_same_for_the_same_size_and_seed() -> None:
    """A dataset is generated from its size and seed alone, and another seed gives other events."""
    again = dataset(300).__class__(**tables(300))
    assert again.digest == dataset(300).digest
    assert dataset(300, seed=1).digest != dataset(300).digest


def test_generated_events_last_as_long_as_the_documentation_says() -> None:
    """Of the events one in a hundred has no end, one start in five lies within bounds, and most are short."""
    events = dataset(2000).events
    dates = [event.when for event in events if event.part_of is None]
    shares = {
        "open": sum(when.open_end for when in dates) / len(dates),
        "bounded": sum(when.edtf.startswith("[") for when in dates) / len(dates),
        "unknown": sum(when.earliest is None for when in dates) / len(dates),
        "doubtful": sum(when.doubtful for when in dates) / len(dates),
        "home": sum(any(part.acted_for == HOME for part in event.participants) for event in events) / len(events),
    }
    wanted = {"open": 0.01, "bounded": 0.2, "unknown": 0.01, "doubtful": 0.01, "home": 0.85}
    assert {name for name in wanted if not wanted[name] / 2 < shares[name] < wanted[name] * 2} == set()


def test_a_table_names_the_goals_that_were_missed() -> None:
    """A goal stands beside its figure, a figure that misses it is bold, and what could not be measured misses it."""
    table = Table("Title", ("what", "ratio"))
    for ratio in (Ratio(1.5, at_most(1.6, aim=1.2)), Ratio(39, at_least(40)), Ratio(None, at_most(1)), Ratio(7)):
        table.add("row", ratio)
    cells = [
        line.split(" | ")[1].removesuffix(" |") for line in table.markdown().splitlines() if line.startswith("| row")
    ]
    assert cells == ["1.50 (≤ 1.6, aim 1.2)", "**39.0** (≥ 40)", "**—** (≤ 1)", "7.00"]
    assert table.markdown().endswith("Goals: 1 of 3 reached.")


def test_figures_are_short() -> None:
    """Figures have the digits that count, sizes their unit, and growth is a power of the size."""
    assert [shown(number) for number in (0.0123, 1.234, 12.34, 1234.5)] == ["0.012", "1.23", "12.3", "1,234"]
    assert [sized(size) for size in (52, 3000, 1_000_000)] == ["52", "3k", "1M"]
    assert exponent({10: 1.0, 100: 100.0, 1000: 10_000.0}) == 2
