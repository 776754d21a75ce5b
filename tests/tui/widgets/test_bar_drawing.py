"""Bars: what is there is seen, what is not whole is not full, and no bar is too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tables.charts import Bar, Chart, ChartKind
from tui.widgets.bar_drawing import row_bar, sparkline, whole_bar
from tui.widgets.chart_lines import chart_lines


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 8, "░░░░"),
        (1, 8, "▌░░░"),
        (4, 8, "██░░"),
        (8, 8, "████"),
        (1, 1000, "▏░░░"),
        (999, 1000, "███▉"),
    ],
)
def test_a_bar_alone_shows_its_part_in_eighths(part: int, whole: int, shown: str) -> None:
    assert "".join(whole_bar(part, whole, 4)) == shown


@pytest.mark.parametrize(
    ("part", "shown"), [(0, "░░░░"), (1, "█░░░"), (500, "██░░"), (700, "███░"), (999, "███░")]
)
def test_a_font_without_eighths_has_whole_blocks(part: int, shown: str) -> None:
    assert "".join(whole_bar(part, 1000, 4, in_eighths=False)) == shown


def test_a_bar_in_a_table_has_a_solid_and_a_lined_part() -> None:
    assert row_bar(12, 2, 16, 16) == ("━" * 12, "──")
    assert row_bar(5, 4, 11, 11) == ("━" * 5, "────")
    assert row_bar(1, 0, 4, 2) == ("╸", "")
    assert row_bar(0, 0, 0, 8) == ("", "")


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(2, 60))
def test_what_is_there_is_seen_and_no_bar_is_too_long(
    solid: int, lined: int, rest: int, room: int
) -> None:
    whole = solid + lined + rest
    first, second = row_bar(solid, lined, whole, room)
    assert len(first) + len(second) <= room
    assert (first == "", second == "") == (solid == 0, lined == 0)
    full, empty = whole_bar(solid, whole, room)
    assert len(full) + len(empty) == room
    assert (full == "█" * room) == (solid == whole > 0)
    assert (full == "") == (solid == 0)


def test_a_sparkline_begins_at_nothing() -> None:
    assert sparkline([0, 5, 10]) == "▁▅█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"


def test_a_name_in_a_chart_loses_what_stands_in_brackets_before_a_letter_of_its_own() -> None:
    bars = [Bar("Larkrise High School (sample)", 3, 0, 4), Bar("The Blue Coat School", 4, 0, 4)]
    chart = Chart(ChartKind.SHARES, "Found", "Drawn", "in order", "overdue", bars)
    _, first, second, _ = chart_lines(chart, 40)
    assert [first[0][0].strip(), second[0][0].strip()] == [
        "Larkrise High School", "The Blue Coat School",
    ]  # fmt: skip
    assert first[-1][0] == "3 of 4"
