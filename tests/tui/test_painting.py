"""What a terminal shows after sparing updates is what the program means it to show."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.widgets import Input, Label

from data.tables import Column, Row
from models.states import State, Tone
from tui.grid import Grid, TableSource
from tui.painting import PLAIN, Pen, SparingCompositor, change_of_pen, pen_of

COLUMNS = (
    Column("name", "Name", width=20),
    Column("urn", "URN", "code", width=6),
    *[Column(f"c{number}", f"Policy {number}", "state", width=8) for number in range(9)],
)
STATES = (
    State("s", "Signed", Tone.GOOD),
    State("d", "Due", Tone.WARN),
    State("o", "Overdue", Tone.BAD),
    State("n", "None", Tone.QUIET),
)


def rows(count: int, step: int = 1) -> TableSource:
    return TableSource(
        COLUMNS,
        [
            Row(f"k{n}", (f"School {n}", f"{n:06}", *[STATES[(n + c) % 4] for c in range(9)]))
            for n in range(0, count * step, step)
        ],
    )


class Bench(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("Schools")
        yield Grid()
        yield Input(compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        grid = self.query_one(Grid)
        grid.show(rows(200))
        grid.focus()


class Terminal:
    """A terminal that is given every update that the program makes."""

    def __init__(self, width: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.console = Console(color_system="truecolor", force_terminal=True)
        self.sent = 0
        part, whole = SparingCompositor.render_partial_update, SparingCompositor.render_full_update

        def render_part(compositor: SparingCompositor) -> ChopsUpdate | None:
            update = part(compositor)
            if update is not None:
                self.feed(update.render_segments(self.console))
            return update

        def render_whole(compositor: SparingCompositor, simplify: bool = False) -> LayoutUpdate:
            update = whole(compositor, simplify)
            self.feed(update.render_segments(self.console))
            return update

        monkeypatch.setattr(SparingCompositor, "render_partial_update", render_part)
        monkeypatch.setattr(SparingCompositor, "render_full_update", render_whole)

    def feed(self, output: str) -> None:
        self.sent += len(output.encode())
        self.stream.feed(output)

    def cells(self) -> list[list[tuple[object, ...]]]:
        """What can be seen of each cell: of a plain blank, its background."""
        return [
            [
                (cell.bg,)
                if cell.data == " " and not (cell.reverse or cell.underscore)
                else (cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)
                for cell in (self.screen.buffer[y][x] for x in range(self.screen.columns))
            ]
            for y in range(self.screen.lines)
        ]


async def test_a_session_leaves_on_the_terminal_what_a_whole_repaint_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal(70, 20, monkeypatch)
    app = Bench()
    async with app.run_test(size=(70, 20)) as pilot:
        app.screen.refresh()
        await pilot.pause()
        grid = app.query_one(Grid)
        sessions = (
            ["down", "right", "down", "space", "down"],
            ["pagedown", "down", *["right"] * 8, "up"],
            [*["left"] * 4, "G", "space", "up", "up"],
            ["tab", "a", "b", "shift+tab", "g", "down"],
        )
        for number, keys in enumerate(sessions):
            await pilot.press(*keys)
            grid.show(rows(120 - number * 30, number + 1))
            await pilot.press("down")
            await pilot.pause()
            in_pieces = terminal.cells()
            terminal.screen.reset()
            app.screen.refresh()
            await pilot.pause()
            await pilot.pause()
            assert in_pieces == terminal.cells()
            assert "Overdue" in "\n".join(terminal.screen.display)


async def test_a_key_in_the_page_costs_less_than_250_bytes_in_any_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal(120, 40, monkeypatch)
    app = Bench()
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in COLUMNS[:-1]:
            await pilot.press("right")
            before = terminal.sent
            await pilot.press("down")
            await pilot.pause()
            assert 0 < terminal.sent - before < 220


STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "red", "#123456"]),
    bgcolor=st.sampled_from([None, "blue", "#654321"]),
    bold=st.booleans(),
    dim=st.booleans(),
    reverse=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    overline=st.booleans(),
)


def drawn(pen: str) -> object:
    screen = pyte.Screen(2, 1)
    pyte.Stream(screen).feed(pen + "x")
    return screen.buffer[0][0]


@given(STYLES, STYLES, st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.STANDARD]))
def test_a_change_of_pen_ends_in_the_same_pen_as_starting_afresh(
    old: Style, new: Style, colours: ColorSystem
) -> None:
    before, after = pen_of(old, colours), pen_of(new, colours)
    afresh = change_of_pen(PLAIN, after)
    assert drawn(change_of_pen(PLAIN, before) + change_of_pen(before, after)) == drawn(afresh)
    assert drawn(afresh + change_of_pen(after, PLAIN)) == drawn("")


def test_bold_that_ends_does_not_take_dim_along() -> None:
    both, dim = Pen(frozenset("12")), Pen(frozenset("2"))
    assert change_of_pen(both, dim) in ("\x1b[22;2m", "\x1b[0;2m")
    assert change_of_pen(dim, both) == "\x1b[1m"
