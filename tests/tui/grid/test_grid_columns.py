"""Texts that fit their cells, columns that fit the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from data.tables.table import Column
from tui.grid.columns import clean, cut, cut_name, fit, lay_out, left_for

TEXTS = st.text() | st.text("aé學👩‍🏫❤️\u0301\u0308\x1b\u202e \n[]x🇬🇧", max_size=40)


@given(TEXTS, st.integers(0, 40), st.booleans())
def test_a_fitted_text_takes_exactly_the_cells_it_is_given(
    text: str, width: int, right: bool
) -> None:
    assert cell_len(fit(clean(text), width, right)) == width


@given(TEXTS, st.integers(0, 40))
def test_a_cut_text_is_a_beginning_of_the_whole_and_splits_nothing(text: str, width: int) -> None:
    whole = clean(text)
    short = cut(whole, width)
    assert cell_len(short) <= width
    if short == whole or width == 0:
        return
    assert short.endswith("…")
    kept = short[:-1]
    assert whole.startswith(kept)
    assert not unicodedata.combining(whole[len(kept)])


@given(TEXTS)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    for character in clean(text):
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb", "a ⏎ b"),
        ("a\tb", "a b"),
        ("\x1b[2J", "�[2J"),
        ("\u202egpj\u202c", "gpj"),
        ("nb\u00a0sp", "nb sp"),
        ("Ysgol Llangefni ŵ", "Ysgol Llangefni ŵ"),
    ],
)
def test_cleaning(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=12),
    st.integers(0, 130),
    st.integers(0, 11),
    st.integers(0, 15),
)
def test_whatever_the_size_the_columns_stand_apart_and_the_cursors_is_in_view(
    widths: list[int], width: int, cursor: int, left: int
) -> None:
    columns = [Column(f"c{at}", "", width=cells) for at, cells in enumerate(widths)]
    needs = [50] * len(columns)
    cursor = min(cursor, len(columns) - 1)
    left = left_for(columns, needs, width, left, cursor)
    layout = lay_out(columns, needs, width, left)
    edge = 0
    for slot in layout.slots:
        assert slot.x == edge + 1
        edge = slot.right_edge
    assert edge <= max(width, 0)
    if width >= 5:
        assert layout.slot_of(cursor) is not None
        assert layout.more_left == (len(layout.slots) > 1 and layout.slots[1].column > 1)
        assert layout.more_right == (layout.slots[-1].column < len(columns) - 1)


def test_a_wide_screen_shows_names_whole_before_further_columns_come_in() -> None:
    columns = [
        Column("school", "School", "text", 23),
        Column("alliance", "Alliance", "text", 14),
        *(Column(f"day-{at}", "Day", "date", 10) for at in range(12)),
    ]
    needs = [40, 19, *[10] * 12]

    def widths(width: int) -> list[int]:
        return [slot.width for slot in lay_out(columns, needs, width, 1).slots]

    assert widths(144)[:2] == [40, 19]
    assert len(widths(144)) == 2 + 7
    # Where there is less room the columns come first, and the names have what these leave.
    assert widths(80)[:2] == [30, 14]


def test_what_is_very_long_takes_the_room_that_nothing_else_needs() -> None:
    columns = [Column("name", "Name", "text", 20), Column("notes", "Notes", "text", 20)]
    for need, widths in ((55, (30, 55)), (90, (30, 90)), (400, (30, 117))):
        layout = lay_out(columns, (30, need), 150, 1)
        assert tuple(slot.width for slot in layout.slots) == widths
    # As long as others are cut it makes way for them.
    short = lay_out((columns[1], columns[0]), (400, 55), 100, 1)
    assert [slot.width for slot in short.slots] == [60, 37]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "Skylark Edge School (sample) · Single central record"),
        (43, "Skylark Edge School · Single central record"),
        (30, "Skylark Edge School · Single…"),
    ],
)
def test_a_name_of_several_parts_loses_what_stands_in_brackets_before_anything_else(
    width: int, shown: str
) -> None:
    assert cut_name("Skylark Edge School (sample) · Single central record", width) == shown
