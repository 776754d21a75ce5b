"""The grid as its user meets it: what stands on the screen, where the cursor goes, what is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from data.tables.table import Column, Row
from models.fields.states import State, Tone
from tui.grid.grid import Grid
from tui.grid.source import Source, TableSource

SIGNED = State("s", "Signed", Tone.GOOD)
OVERDUE = State("o", "Overdue", Tone.BAD)

COLUMNS = (
    Column("name", "Name", width=20),
    Column("urn", "URN", "code", width=6),
    Column("fee", "Subscription", "money", width=12),
    Column("signed", "Signed on", "date", width=10),
    Column("state", "Statement", "state", width=7),
)


def school(number: int, name: str = "") -> Row:
    return Row(
        f"k{number}",
        (
            name or f"School {number}",
            f"{100000 + number}",
            number * 100,
            date(2026, 1, 1 + number % 28),
            SIGNED if number % 2 else OVERDUE,
        ),
    )


def schools(numbers: Iterable[int]) -> TableSource:
    return TableSource(COLUMNS, [school(number) for number in numbers])


class PartSource:
    """A long table of which only some rows are loaded, as a view of the register is."""

    def __init__(self, count: int) -> None:
        self.columns: Sequence[Column] = COLUMNS
        self.count = count
        self.loaded: set[int] = set()
        self.asked = 0

    @property
    def keys(self) -> list[str]:
        return [f"k{index}" for index in range(self.count)]

    def __len__(self) -> int:
        return self.count

    def row(self, index: int) -> Row | None:
        self.asked += 1
        return school(index) if index in self.loaded else None

    def index_of(self, key: str) -> int | None:
        return int(key[1:])


class Bench(App[None]):
    """A grid on a screen, with a field to take the focus, that notes all messages."""

    def __init__(self, source: Source, *, empty: str = "No schools.") -> None:
        super().__init__()
        self.grid = Grid(empty=empty, id="grid")
        self.first = source
        self.messages: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid
        yield Input(compact=True)

    def on_mount(self) -> None:
        self.grid.show(self.first)
        self.grid.focus()

    def on_grid_rows_wanted(self, message: Grid.RowsWanted) -> None:
        self.messages.append(message)

    def on_grid_moved(self, message: Grid.Moved) -> None:
        self.messages.append(message)

    def on_grid_opened(self, message: Grid.Opened) -> None:
        self.messages.append(message)

    def on_grid_cell_typed(self, message: Grid.CellTyped) -> None:
        self.messages.append(message)

    def on_grid_marked(self, message: Grid.Marked) -> None:
        self.messages.append(message)

    def heard(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind since the last question."""
        found = [message for message in self.messages if isinstance(message, kind)]
        self.messages.clear()
        return found


def lines(grid: Grid) -> list[str]:
    """The grid as it stands on the screen."""
    strips = grid.screen._compositor.render_strips()
    area = grid.region
    shown = [strip.crop(area.x, area.right).text for strip in strips[area.y : area.bottom]]
    # The sign at the right edge of the cursor's row has a test of its own.
    return [shown[0], *(line[:-1] + " " if line.endswith("‹") else line for line in shown[1:])]


def names(grid: Grid) -> list[str]:
    return [line[1:21].rstrip() for line in lines(grid)[1:] if line.strip()]


def styles_at(grid: Grid, x: int, y: int) -> tuple[bool, bool, bool]:
    """Whether a cell is bold, reversed, underlined."""
    strip = grid.screen._compositor.render_strips()[grid.region.y + y].crop(x, x + 1)
    style = next(segment.style for segment in strip)
    assert style is not None
    return bool(style.bold), bool(style.reverse), bool(style.underline)


class Watch:
    """Notes which cells the grid asks to have sent."""

    def __init__(self, grid: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
        self.regions: list[Region] = []
        inner = grid._set_dirty

        def note(*regions: Region) -> None:
            self.regions += regions or [grid.size.region]
            inner(*regions)

        monkeypatch.setattr(grid, "_set_dirty", note)

    def cells(self) -> int:
        """How many cells were to be sent since the last question."""
        total = sum(region.area for region in self.regions)
        self.regions.clear()
        return total


# What is shown


async def test_rows_stand_below_their_headings_in_columns() -> None:
    async with Bench(schools(range(3))).run_test(size=(80, 24)) as pilot:
        shown = lines(pilot.app.query_one(Grid))
        assert [line.rstrip() for line in shown[:4]] == [
            " Name                 URN    Subscription Signed on  Statement",
            "›School 0             100000        £0.00 01/01/2026 Overdue",
            " School 1             100001        £1.00 02/01/2026 Signed",
            " School 2             100002        £2.00 03/01/2026 Overdue",
        ]
        assert not "".join(shown[4:]).strip()


async def test_a_state_shows_its_letter_where_its_word_does_not_fit() -> None:
    columns = (Column("name", "Name", width=72), Column("state", "State", "state", width=6))
    rows = [Row("a", ("A" * 72, OVERDUE)), Row("b", ("B", SIGNED))]
    async with Bench(TableSource(columns, rows)).run_test(size=(80, 24)) as pilot:
        ends = [line[73:].strip() for line in lines(pilot.app.query_one(Grid))[1:3]]
        assert ends == ["o!", "Signed"]


async def test_room_to_spare_goes_to_what_is_cut_and_to_the_first_column_first() -> None:
    columns = (Column("name", "Name", width=10), Column("town", "Town", width=10))
    source = TableSource(columns, [Row("a", ("n" * 40, "t" * 60))])
    async with Bench(source).run_test(size=(80, 24)) as pilot:
        line = lines(pilot.app.query_one(Grid))[1]
        assert line == "›" + "n" * 40 + " " + "t" * 36 + "… "


async def test_what_was_typed_is_neither_obeyed_nor_read_as_markup() -> None:
    nasty = "[/b][#12]\x1b]52;c;eA==\x07\x9b2J\u202eabc\nd\te\u2066f\ud800"
    columns = (Column("name", "Name", width=60),)
    source = TableSource(columns, [Row("a", (nasty,))])
    async with Bench(source).run_test(size=(80, 24)) as pilot:
        shown = lines(pilot.app.query_one(Grid))[1]
        assert shown.rstrip() == "›[/b][#12]�]52;c;eA==��2Jabc ⏎ d ef�"


@pytest.mark.parametrize("name", ["学校" * 12, "e\u0301" * 30, "🏫" * 15, "👩‍🏫❤️ a", "\u0301x", ""])
async def test_wide_and_combining_characters_leave_the_columns_aligned(name: str) -> None:
    async with Bench(TableSource(COLUMNS, [school(1, name)])).run_test(size=(72, 24)) as pilot:
        grid = pilot.app.query_one(Grid)
        strip = grid.render_line(1)
        assert strip.cell_length == 72
        assert strip.crop(grid._layout.slots[1].x, 72).text.startswith("100001")


async def test_an_empty_source_says_so_and_moving_in_it_does_no_harm() -> None:
    app = Bench(schools([]), empty="No schools yet: press a to add one [a].")
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("down", "right", "space", "enter", "pagedown", "G")
        shown = [line.rstrip() for line in lines(app.grid)]
        assert shown[1:4] == [" No schools yet: press a to", " add one [a].", ""]
        assert app.grid.cursor_key is None
        assert not app.heard(Grid.Opened)


async def test_the_order_is_marked_in_its_heading() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.sorted_by = (("name", False),)
        await pilot.pause()
        assert lines(app.grid)[0].startswith(" Name ▲ ")
        app.grid.sorted_by = (("fee", True),)
        await pilot.pause()
        assert "Subscripti… ▼" not in lines(app.grid)[0]
        assert "Subscript… ▼ Signed on" in lines(app.grid)[0]
        assert "▲" not in lines(app.grid)[0]
        app.grid.sorted_by = (("state", False), ("name", True))
        await pilot.pause()
        assert lines(app.grid)[0].startswith(" Name ▼2")
        assert "▲1" in lines(app.grid)[0]


async def test_the_row_of_the_cursor_is_told_at_both_edges_with_the_key_that_goes_there() -> None:
    app = Bench(schools(range(9)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down")
        strips = app.grid.screen._compositor.render_strips()
        edges = [(strip.text[0], strip.text[-1]) for strip in strips[1:6]]
        assert edges == [(" ", " "), (" ", " "), ("›", "‹"), (" ", " "), (" ", " ")]


async def test_the_words_of_a_filter_are_shown_where_they_stand() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.matches = [("", "hool"), ("fee", "0"), ("", "s")]
        app.grid.show(schools(range(3)))
        await pilot.pause()
        underlined = [styles_at(app.grid, x, 2)[2] for x in range(1, 8)]
        assert underlined == [False, False, True, True, True, True, False], "no single letter"
        assert not styles_at(app.grid, 22, 2)[2], "only the fee was asked for a nought"


async def test_the_last_columns_stay_in_view_where_they_are_to() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(58, 10)) as pilot:
        app.grid.pinned = 1
        app.grid.show(schools(range(3)))
        await pilot.press("right")
        assert lines(app.grid)[0].rstrip().endswith("›Statem…")
        assert "Signed on" not in lines(app.grid)[0]
        await pilot.press("right", "right")
        assert "Signed on" in lines(app.grid)[0]
        assert lines(app.grid)[1].rstrip().endswith("Overdue")


# Moving


async def test_the_cursor_goes_where_the_keys_say() -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.grid.size.height - 1
        for key, index in (
            ("down", 1),
            ("down", 2),
            ("up", 1),
            ("pagedown", 1 + page),
            ("pageup", 1),
            ("G", 99),
            ("down", 99),
            ("g", 0),
            ("up", 0),
            ("ctrl+end", 99),
            ("ctrl+home", 0),
        ):
            await pilot.press(key)
            assert app.grid.cursor_index == index, key
            assert f"›School {index}" in "\n".join(lines(app.grid)), key
        for key, name in (("end", "state"), ("home", "name")):
            await pilot.press(key)
            assert app.grid.cursor_column is not None
            assert (app.grid.cursor_index, app.grid.cursor_column.name) == (0, name)


async def test_the_header_stays_and_the_rows_scroll_by_single_lines() -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.grid.size.height - 1
        await pilot.press(*["down"] * (page + 1))
        assert lines(app.grid)[0].startswith(" Name")
        assert names(app.grid) == [f"School {n}" for n in range(2, page + 2)]
        await pilot.press(*["up"] * page)
        assert names(app.grid)[0] == "School 1"


async def test_columns_that_do_not_fit_are_reached_sideways_with_the_first_fixed() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(46, 10)) as pilot:
        assert lines(app.grid)[0] == " Name                 URN    Subscription    ›"
        await pilot.press("right", "right", "right")
        assert lines(app.grid)[0] == "‹Name                 Subscription Signed on ›"
        assert lines(app.grid)[1] == "›School 0                    £0.00 01/01/2026 "
        await pilot.press("right")
        assert lines(app.grid)[1].rstrip() == "›School 0             01/01/2026 Overdue"
        assert lines(app.grid)[0][-1] == " "
        await pilot.press("left", "left", "left")
        assert lines(app.grid)[1].rstrip() == "›School 0             100000        £0.00"


async def test_a_window_made_smaller_keeps_the_cursor_in_view() -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(80, 40)) as pilot:
        app.grid.move_to(index=35, column="state")
        await pilot.resize_terminal(45, 12)
        await pilot.pause()
        assert any(line.startswith("›School 35") for line in lines(app.grid))
        assert "Overdue" in lines(app.grid)[1] or "Signed" in lines(app.grid)[1]
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert any(line.startswith("›School 35 ") for line in lines(app.grid))
        assert not lines(app.grid)[0].startswith("‹")


async def test_the_current_cell_is_reversed_and_quieter_without_the_focus() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right")
        assert styles_at(app.grid, 22, 2) == (False, True, False)
        # The name is as in other rows: the sign before it costs less to move.
        assert styles_at(app.grid, 0, 2) == (False, False, False)
        assert styles_at(app.grid, 1, 2) == (False, False, False)
        assert styles_at(app.grid, 22, 1) == (False, False, False)
        await pilot.press("tab")
        await pilot.pause()
        assert styles_at(app.grid, 22, 2) == (True, False, False)
        await pilot.press("shift+tab")
        await pilot.pause()
        assert styles_at(app.grid, 22, 2) == (False, True, False)


async def test_moving_is_told_once_a_move_and_not_when_nothing_moved() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert len(app.heard(Grid.Moved)) == 1
        await pilot.press("up")
        assert not app.heard(Grid.Moved)
        await pilot.press("down", "right")
        assert len(app.heard(Grid.Moved)) == 2
        app.grid.show(schools([1, 0, 2]))
        await pilot.pause()
        assert not app.heard(Grid.Moved)
        assert app.grid.cursor_key == "k1"
        app.grid.show(schools([0, 2]))
        await pilot.pause()
        assert len(app.heard(Grid.Moved)) == 1


async def test_the_mouse_goes_to_a_cell_and_a_second_click_opens_it() -> None:
    app = Bench(schools(range(60)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.grid, offset=(24, 3))
        column = app.grid.cursor_column
        assert (app.grid.cursor_index, column and column.name) == (2, "urn")
        assert not app.heard(Grid.Opened)
        await pilot.click(app.grid, offset=(24, 3))
        assert len(app.heard(Grid.Opened)) == 1
        await pilot.click(app.grid, offset=(2, 0))
        assert app.grid.cursor_index == 2


async def test_the_wheel_scrolls_and_takes_the_cursor_along() -> None:
    app = Bench(schools(range(60)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot._post_mouse_events([_wheel()], app.grid, offset=(5, 5))
        await pilot.pause()
        assert names(app.grid)[0] == "School 3"
        assert app.grid.cursor_key == "k3"


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


# Marks, opening, letters


async def test_space_marks_and_goes_down_and_marks_outlive_a_new_order() -> None:
    app = Bench(schools(range(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "space", "up", "space")
        assert app.grid.marks == {"k0"}
        assert len(app.heard(Grid.Marked)) == 3
        app.grid.show(schools([4, 3, 0]))
        await pilot.pause()
        assert [line[0] for line in lines(app.grid)[1:4]].count("•") == 1
        assert lines(app.grid)[3].startswith("•School 0")
        app.grid.clear_marks()
        await pilot.pause()
        assert "•" not in "".join(lines(app.grid))


async def test_enter_opens_and_other_keys_are_left_to_the_owner() -> None:
    class Owner(Bench):
        BINDINGS = [("x", "note", "Note"), ("l", "note", "Note")]
        noted = 0

        def action_note(self) -> None:
            self.noted += 1

    app = Owner(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert len(app.heard(Grid.Opened)) == 1
        await pilot.press("x", "l")
        assert app.noted == 2
        assert not app.heard(Grid.CellTyped)


async def test_a_letter_typed_in_a_matrix_is_told_before_any_command_has_it() -> None:
    app = Bench(schools(range(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.cell_letters = {"g": "gone", "-": "nothing"}
        await pilot.press("down", "right")
        app.heard(Grid.Moved)
        await pilot.press("g", "G", "minus", "l")
        typed = [m for m in app.heard(Grid.CellTyped) if isinstance(m, Grid.CellTyped)]
        assert [(m.character, m.meaning) for m in typed] == [
            ("g", "gone"),
            ("g", "gone"),
            ("-", "nothing"),
        ]
        assert (app.grid.cursor_index, app.grid.size.height > 0) == (1, True)
        app.grid.next_cell()
        column = app.grid.cursor_column
        assert (app.grid.cursor_index, column and column.name) == (2, "urn")


async def test_in_a_matrix_cells_are_marked_each_with_a_sign_before_it() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.cell_columns = ("fee", "state")
        app.grid.move_to(column="fee")
        await pilot.press("space", "right", "right", "space")
        assert app.grid.marked_cells == [("k0", "fee"), ("k1", "state")]
        first, second = lines(app.grid)[1:3]
        assert (first.count("•"), second.count("•")) == (1, 1)
        assert first[0] == second[0] == " "
        assert first.index("•") == first.index("0.00") - 9
        assert second[second.index("•") + 1 :].startswith("S")
        app.grid.move_to(index=0, column="name")
        await pilot.press("space")
        assert app.grid.marked_cells[:2] == [("k0", "fee"), ("k0", "state")]
        assert lines(app.grid)[1].startswith("•School 0")
        app.grid.cell_columns = ("fee",)
        assert app.grid.marked_cells == [("k0", "fee")]
        assert app.grid.marked_count == 1


async def test_the_marks_of_a_column_come_and_go_together() -> None:
    app = Bench(schools(range(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.cell_columns = ("fee", "state")
        app.grid.move_to(column="fee")
        await pilot.press("space")
        app.grid.toggle_column()
        assert app.grid.marked_count == 50
        app.grid.move_to(column="name")
        app.grid.toggle_column()
        assert app.grid.marked_count == 100
        app.grid.move_to(column="fee")
        app.grid.toggle_column()
        assert {name for _, name in app.grid.marked_cells} == {"state"}
        app.grid.forget_marks({"k0", "k1"})
        assert app.grid.marked_count == 48


async def test_a_mark_on_a_cell_sends_that_cell_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Bench(schools(range(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.cell_columns = ("fee", "state")
        app.grid.move_to(column="state")
        await pilot.pause()
        watch = Watch(app.grid, monkeypatch)
        app.grid.toggle_mark()
        await pilot.pause()
        assert [(region.width, region.height) for region in watch.regions] == [(1, 1)]


# Keeping the place


async def test_the_place_is_kept_by_the_record_at_its_height_on_the_screen() -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.move_to(key="k50", column="fee")
        await pilot.press("up", "up", "up")
        height = next(y for y, line in enumerate(lines(app.grid)) if line[0] == "›")
        app.grid.show(schools([*range(200, 220), *range(100)]))
        await pilot.pause()
        assert app.grid.cursor_key == "k47"
        assert app.grid.cursor_index == 67
        assert lines(app.grid)[height].startswith("›School 47 ")
        column = app.grid.cursor_column
        assert column is not None
        assert column.name == "fee"


async def test_when_the_record_is_gone_the_cursor_is_on_the_row_in_its_place() -> None:
    app = Bench(schools(range(10)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.move_to(key="k4")
        app.grid.show(schools([0, 1, 2, 3, 5, 6]))
        assert app.grid.cursor_key == "k5"
        app.grid.show(schools([0, 1]))
        assert app.grid.cursor_key == "k1"
        app.grid.show(schools([]))
        assert app.grid.cursor_key is None
        app.grid.show(schools(range(3)), cursor_key="k2", cursor_column="urn")
        await pilot.pause()
        assert lines(app.grid)[3].startswith("›School 2")


async def test_the_place_is_kept_when_the_rows_were_reordered_where_they_stood() -> None:
    source = schools(range(10))
    app = Bench(source)
    async with app.run_test(size=(80, 24)):
        app.grid.move_to(key="k4")
        source.rows = list(reversed(source.rows))
        source._places = None
        app.grid.show(source)
        assert (app.grid.cursor_key, app.grid.cursor_index) == ("k4", 5)


async def test_the_record_is_remembered_while_its_row_is_not_loaded() -> None:
    app = Bench(schools(range(10)))
    async with app.run_test(size=(80, 24)):
        app.grid.move_to(key="k4")
        app.grid.show(PartSource(50))
        assert app.grid.cursor_row is None
        assert app.grid.cursor_key == "k4"
        app.grid.show(schools([7, 8, 9, 4]))
        assert app.grid.cursor_index == 3


async def test_other_columns_keep_the_column_by_its_name() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.move_to(column="fee")
        app.grid.show(TableSource((COLUMNS[0], COLUMNS[2]), [Row("k1", ("One", 5))]))
        await pilot.pause()
        column = app.grid.cursor_column
        assert column is not None
        assert column.name == "fee"
        assert lines(app.grid)[1].rstrip() == "›One                         £0.05"


# Rows that come later


async def test_rows_not_loaded_are_asked_for_once_and_shown_when_they_come() -> None:
    source = PartSource(52_000)
    app = Bench(source)
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.grid.size.height - 1
        wanted = [m for m in app.heard(Grid.RowsWanted) if isinstance(m, Grid.RowsWanted)]
        assert [(m.first, m.last) for m in wanted] == [(0, 2 * page - 1)]
        assert lines(app.grid)[2].rstrip() == " …"
        await pilot.press("down", "down")
        assert not app.heard(Grid.RowsWanted)
        await pilot.press(*["down"] * (page - 1), "g", "down", "down")
        wanted = [m for m in app.heard(Grid.RowsWanted) if isinstance(m, Grid.RowsWanted)]
        assert [(m.first, m.last) for m in wanted] == []
        await pilot.press("pagedown", "g", "pagedown")
        wanted = [m for m in app.heard(Grid.RowsWanted) if isinstance(m, Grid.RowsWanted)]
        assert [(m.first, m.last) for m in wanted] == [(2 * page, 3 * page - 1)]
        await pilot.press("g", "down", "down")
        app.messages.clear()
        source.loaded.update(range(2 * page))
        app.grid.rows_loaded(0, 2 * page - 1)
        await pilot.pause()
        assert lines(app.grid)[3].startswith("›School 2 ")
        assert len(app.heard(Grid.Moved)) == 1
        await pilot.press("G")
        wanted = [m for m in app.heard(Grid.RowsWanted) if isinstance(m, Grid.RowsWanted)]
        assert [(m.first, m.last) for m in wanted] == [(52_000 - 2 * page, 51_999)]


async def test_the_work_does_not_grow_with_the_rows() -> None:
    asked = []
    for count in (2_000, 52_000):
        source = PartSource(count)
        source.loaded = set(range(count))
        app = Bench(source)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "pagedown", "G", "g")
            app.grid.show(source)
            await pilot.pause()
        asked.append(source.asked)
    assert asked[1] < asked[0] * 1.2
    assert asked[1] < 2_000


# What is sent


async def test_a_move_in_the_page_sends_only_the_cells_that_look_different(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right", "right", "right")
        watch = Watch(app.grid, monkeypatch)
        await pilot.press("down")
        # Sign, name and date in two lines.
        assert 0 < watch.cells() <= 2 * (1 + 20 + 10)
        await pilot.press("up", "down", "space", "up")
        assert watch.cells() < 300


async def test_showing_the_same_again_sends_nothing_and_one_change_only_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(120, 40)) as pilot:
        watch = Watch(app.grid, monkeypatch)
        app.grid.show(schools(range(100)))
        await pilot.pause()
        assert watch.cells() == 0
        source = schools(range(100))
        source.rows = [school(5, "School 5b") if row.key == "k5" else row for row in source.rows]
        app.grid.show(source)
        await pilot.pause()
        assert watch.cells() == 1
        assert lines(app.grid)[6].startswith(" School 5b ")
        source = schools(range(100))
        source.rows[5] = school(5, "School 5b")
        source.rows[7] = school(7, "Blue Coat")
        source.rows[99] = school(99, "Out of sight")
        app.grid.show(source)
        await pilot.pause()
        assert watch.cells() == len("Blue Coat")
        assert lines(app.grid)[8].startswith(" Blue Coat ")


async def test_the_focus_coming_and_going_sends_the_current_cell_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(120, 40)) as pilot:
        watch = Watch(app.grid, monkeypatch)
        await pilot.press("tab")
        await pilot.pause()
        assert 0 < watch.cells() <= 20


async def test_another_theme_is_taken_up_by_every_line() -> None:
    app = Bench(schools(range(3)))
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.grid.render_line(2)._segments[0].style
        app.theme = "textual-light"
        await pilot.pause()
        await pilot.pause()
        after = app.grid.render_line(2)._segments[0].style
        assert before is not None
        assert after is not None
        assert before.bgcolor != after.bgcolor
        assert after.bgcolor == app.screen.styles.background.rich_color


async def _play(pilot: Pilot[None], app: Bench) -> None:
    """A session in which every way of repainting has its turn."""
    await pilot.press("down", "right", "space", "pagedown", "down", "right", "right", "right")
    app.grid.show(schools([*range(40, 90), *range(10)]))
    await pilot.press("G", "up", "space", "tab", "shift+tab", "g", "left")


async def test_what_was_sent_in_pieces_is_what_a_whole_repaint_would_show() -> None:
    app = Bench(schools(range(100)))
    async with app.run_test(size=(60, 20)) as pilot:
        await _play(pilot, app)
        await pilot.pause()
        in_pieces = [app.grid.render_line(y)._segments for y in range(app.grid.size.height)]
        app.grid._painted.clear()
        app.grid._lines.clear()
        app.grid._looks = None
        afresh = [app.grid.render_line(y)._segments for y in range(app.grid.size.height)]
        assert in_pieces == afresh
