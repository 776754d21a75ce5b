"""A terminal that is sent only what differs shows what the program means it to show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.tui.compare_painters import EmulatedTerminal, differences
from tests.tui.conftest import Watch
from tests.tui.user import at_the_desk
from tui.desk import showing
from tui.desk.details import DetailsBeside
from tui.terminal.thin_line.pens import PLAIN, Pen, change_of_pen, pen_of
from tui.terminal.thin_line.picture import Part, Picture
from tui.terminal.thin_line.terminals import Abilities, abilities
from tui.widgets.bars import MessageLine
from tui.widgets.detail_pane import DetailPane

COLOURS = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "default", "red", "#123456", "#9e9e9e", "#5fafff"]),
    bgcolor=st.sampled_from([None, "default", "blue", "#654321", "#080808", "#000000"]),
    bold=st.booleans(),
    dim=st.booleans(),
    italic=st.booleans(),
    reverse=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
)
FEW_STYLES = st.sampled_from(
    [
        Style(color="#e0e0e0", bgcolor="#121212"),
        Style(color="#a0a0a0", bgcolor="#121212"),
        Style(color="#e0e0e0", bgcolor="#121212", bold=True, reverse=True),
        Style(color="red", bgcolor="blue", underline=True),
        Style(),
        Style(bold=True),
    ]
)
TEXTS = st.one_of(
    st.text("abcé ─…", max_size=12),
    st.integers(1, 30).map(lambda count: " " * count),
    st.integers(1, 30).map(lambda count: "─" * count),
    st.text("漢字かな한글🏫e\u0301\u0308★→ a", max_size=6),
    st.sampled_from(
        ["👨\u200d👩\u200d👧", "☂\ufe0f", "1\ufe0f\u20e3", "🇬🇧", "\u0301", "\x1b[2J\t"]
    ),
)
SEGMENTS = st.builds(Segment, TEXTS, st.one_of(FEW_STYLES, STYLES), st.none())
LINES = st.lists(SEGMENTS, max_size=5)
COLOUR = ColorSystem.TRUECOLOR
ABILITIES = st.builds(Abilities, st.booleans(), st.booleans(), st.booleans())


def fitted(segments: list[Segment], width: int) -> Strip:
    return Strip(segments).adjust_cell_length(width)


@st.composite
def frames(draw: st.DrawFn) -> list[list[Strip]]:
    """Screens one after the other: lines change, move up, down or aside, and some or none stay."""
    width, height = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    lines = [fitted(draw(LINES), width) for _ in range(height)]
    found = [lines]
    for _ in range(draw(st.integers(1, 5))):
        lines = list(lines)
        top, bottom = sorted((draw(st.integers(0, height - 1)), draw(st.integers(0, height - 1))))
        by = draw(st.integers(-3, 3))
        for y in range(top, bottom + 1):
            if top <= y + by <= bottom:
                lines[y] = found[-1][y + by]
        some = st.lists(st.integers(0, height - 1), max_size=4)
        for y in draw(st.one_of(some, st.just(range(height)))):
            lines[y] = fitted(draw(LINES), width)
        for y in draw(st.lists(st.integers(0, height - 1), max_size=2)):
            by = draw(st.integers(0, 9))
            put_in = [draw(SEGMENTS), *lines[y]]
            lines[y] = fitted(list(lines[y].crop(by)) if by else put_in, width)
        found.append(lines)
    return found


def parts(lines: list[Strip]) -> list[Part]:
    return [(y, 0, strip.cell_length, strip) for y, strip in enumerate(lines)]


@given(frames(), ABILITIES, COLOURS)
def test_whatever_changes_the_terminal_shows_each_screen_as_it_was_meant(
    screens: list[list[Strip]], able: Abilities, colours: ColorSystem
) -> None:
    width, height = screens[0][0].cell_length, len(screens[0])
    terminal = EmulatedTerminal(width, height, able)
    picture = Picture(able, width, height, colours)
    for lines in screens:
        terminal.feed(picture.show(parts(lines)))
        assert not differences(terminal, lines, colours)
        assert picture.show(parts(lines)) == ""


def test_a_screen_of_its_own_is_written_on_ground_that_was_erased_at_once() -> None:
    ground, bar = Style(color="#e0e0e0", bgcolor="#121212"), Style(bgcolor="#22303a")
    full = [fitted([Segment("word " * 16, ground)], 80) for _ in range(23)]
    few = [fitted([Segment(f"{y}" if y % 5 == 0 else "", ground)], 80) for y in range(23)]
    foot = fitted([Segment("Esc leave", bar)], 80)
    picture, terminal = (
        Picture(Abilities(True), 80, 24, ColorSystem.TRUECOLOR),
        EmulatedTerminal(80, 24, Abilities(True)),
    )
    for lines in (full, few):
        sent = picture.show(parts([*lines, foot]))
        terminal.feed(sent)
        assert not differences(terminal, [*lines, foot], ColorSystem.TRUECOLOR)
    assert len(sent.encode()) < 150


def test_of_a_line_that_moved_aside_only_what_is_new_is_sent() -> None:
    style = Style(color="#e0e0e0", bgcolor="#121212")
    picture, terminal = Picture(Abilities(True), 80, 1, COLOUR), EmulatedTerminal(80, 1)
    common = "i import  / filter  v views  u undo  Space mark  d remove"
    for text in (f"a add  {common}", f"a add  m settle in  {common}", f"a add  {common}"):
        lines = [fitted([Segment(text, style)], 80)]
        sent = picture.show(parts(lines))
        terminal.feed(sent)
        assert not differences(terminal, lines, COLOUR)
    assert len(sent) < 25


def test_one_cell_below_the_other_takes_a_line_feed_where_it_keeps_the_column() -> None:
    style = Style(color="#e0e0e0", bgcolor="#121212")
    sizes = []
    for able in (Abilities(True), Abilities(True, keeps_column=True)):
        picture = Picture(able, 40, 12, ColorSystem.TRUECOLOR)
        for letter in "CD":
            sent = picture.show(parts([fitted([Segment(f"{'':30}{letter}", style)], 40)] * 12))
        sizes.append(len(sent))
    assert sizes[1] < 12 * 3 + 8 < sizes[0]


def test_a_colour_that_has_a_number_is_sent_by_its_number() -> None:
    for colour, code in (("#121212", "38;5;233"), ("#87d787", "38;5;114"), ("#808080", "38;5;244")):
        assert pen_of(Style(color=colour), ColorSystem.TRUECOLOR).foreground == code
    for colour in ("#22303a", "#131313", "#f8f8f8"):
        assert pen_of(Style(color=colour), ColorSystem.TRUECOLOR).foreground.startswith("38;2;")


def drawn(pen: str) -> object:
    screen = pyte.Screen(2, 1)
    pyte.Stream(screen).feed(pen + "x")
    return screen.buffer[0][0]


@given(STYLES, STYLES, COLOURS)
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


@pytest.mark.parametrize(
    ("environment", "able"),
    [
        ({"TERM": "xterm-256color"}, Abilities(erases_in_colour=True)),
        ({"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(390)"}, Abilities(True, True)),
        ({"TERM": "xterm-kitty"}, Abilities(True, True)),
        ({"TERM": "alacritty"}, Abilities(True, True)),
        ({"TERM": "linux"}, Abilities(erases_in_colour=True)),
        ({"TERM": "screen-256color"}, Abilities()),
        ({"TERM": "screen-256color-bce"}, Abilities(erases_in_colour=True)),
        ({"TERM": "tmux-256color"}, Abilities()),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/tmux"}, Abilities()),
        ({"TERM": "xterm-kitty", "MOSH_KEY": "1"}, Abilities(erases_in_colour=True)),
        ({"TERM": "dumb"}, None),
        ({"TERM": "vt100"}, None),
        ({"TERM": "emacs"}, None),
        ({}, None),
    ],
)
def test_only_what_every_terminal_of_a_name_can_do_is_made_use_of(
    environment: dict[str, str], able: Abilities | None
) -> None:
    assert abilities(environment, "linux") == able


def test_a_terminal_that_draws_doubtful_characters_otherwise_shows_the_rest_as_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    style = Style(color="#e0e0e0", bgcolor="#121212")
    colours = ColorSystem.TRUECOLOR
    for width in (1, 2):
        widths = {True: 1, False: width}
        for module in ("tests.terminal.emulated_screen", "pyte.screens"):
            monkeypatch.setattr(
                f"{module}.wcwidth", lambda each, widths=widths: widths[each.isascii()]
            )
        terminal = EmulatedTerminal(20, 1)
        picture = Picture(terminal.abilities, 20, 1, colours)
        for text in ("ab★cd漢字ef→gh", "abxcd漢ef→gh", "ab★cdxyzzef gh", "plain again"):
            line = fitted([Segment(text, style)], 20)
            terminal.feed(picture.show(parts([line])))
            shown = terminal.screen.buffer[0]
            x = 0
            for each in text:
                if each.isascii():
                    assert shown[x].data == each, (width, text, each)
                x += cell_len(each)
        assert terminal.screen.display[0].rstrip() == "plain again"


def test_nothing_is_sent_when_nothing_differs_and_little_when_little_does() -> None:
    style = Style(color="#e0e0e0", bgcolor="#121212")
    colours = ColorSystem.TRUECOLOR
    picture = Picture(Abilities(True), 80, 24, colours)

    def show(*texts: str) -> str:
        return picture.show(parts([fitted([Segment(text, style)], 80) for text in texts]))

    texts = [f"School {number} of this alliance in its place" for number in range(100, 124)]
    show(*texts)
    assert show(*texts) == ""
    assert len(show(*texts[:-1], "Schoon 123 of this alliance in its place")) < 12
    # One line moved in, all others up.
    assert len(show(*texts[1:-1], "Schoon 123 of this alliance in its place", "A new one")) < 50


async def test_the_cursor_of_the_grid_costs_at_most_150_bytes_within_the_page(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    # Too narrow for the details beside the list, which come whenever the cursor rests.
    async with at_the_desk(size=(90, 40)) as user:
        await user.press("1", "down")
        await user.pilot.pause()
        await user.settled()
        terminal = watch.terminals[user.desk]
        for key in ("down", "down", "up", "right", "right", "left"):
            before = len(terminal.sent.encode())
            await user.press(key)
            await user.pilot.pause()
            # With what tells the terminal to show it all at once.
            assert 16 < len(terminal.sent.encode()) - before + 16 <= 150
        assert watch.compared > 5


async def test_a_form_is_drawn_colour_by_colour_with_the_signs_of_its_choices(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("1")
        terminal = watch.terminals[user.desk]
        before = len(terminal.sent.encode())
        await user.press("e")
        assert user.text.count("▾") > 5
        assert 500 < len(terminal.sent.encode()) - before <= 1_250


@pytest.mark.parametrize("place", [("2", "]"), ("3", "]"), ("4", "]")])
async def test_so_it_does_in_other_lists_and_matrices_until_it_rests(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, place: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    # What is told of a cell comes when the cursor rests.
    monkeypatch.setattr(MessageLine, "show_record", lambda line, lines: None)
    async with at_the_desk(size=(90, 40)) as user:
        # The first cell beside the names that takes letters also brings them to the footer.
        await user.press(*place, "down", "right", "right")
        await user.pilot.pause()
        terminal = watch.terminals[user.desk]
        for key in ("down", "up", "right", "down", "up", "left"):
            before = len(terminal.sent.encode())
            await user.press(key)
            await user.pilot.pause()
            assert 16 < len(terminal.sent.encode()) - before + 16 <= 150, (place, key)


async def test_what_is_told_of_a_cell_comes_when_the_cursor_rests_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk(size=(100, 30)) as user:
        await user.press("4", "]", "right")
        before = user.said
        assert "OVERDUE" in before
        # So that however slow the machine, the next line is read before it has rested.
        monkeypatch.setattr(showing, "_REST_IN_CELL", 60.0)
        await user.pilot.press("down")
        user.desk.cursor_moved(user.desk.section)
        assert user.said == before
        await user.settled()
        assert user.said not in ("", before)


async def test_details_do_not_run_past_with_the_list_and_are_back_when_it_rests() -> None:
    async with at_the_desk(size=(120, 14)) as user:
        pane = user.desk.screen_stack[0].query_one(DetailPane)
        await user.press("1", "G")
        await user.until("▏ Head  ")
        await user.press("up")
        await user.until("▏ Head  ")
        await user.press(*["up"] * 8)
        assert not pane._given
        await user.until("▏ Head  ")
        assert pane._given


def test_details_follow_a_letter_once_the_cursor_rests_and_a_change_in_its_place_at_once() -> None:
    async def found() -> SimpleNamespace:
        return SimpleNamespace(title=grid.cursor_key, lines=[], charts=())

    def set_timer(delay: float, read: Callable[[], None]) -> SimpleNamespace:
        delays.append(delay)
        read()
        return SimpleNamespace(stop=lambda: None)

    delays: list[float] = []
    pane = SimpleNamespace(display=True, show=lambda *told: None)
    screen = SimpleNamespace(query_one=lambda kind: pane)
    app: Any = SimpleNamespace(line_is_slow=False, bottom_screen=screen, set_timer=set_timer)
    grid = SimpleNamespace(cursor_key="first", scroll_y=0.0)
    section: Any = SimpleNamespace(grid=grid, display=True, details_subject=1, details=found)
    beside = DetailsBeside(app, lambda work, name: asyncio.run(cast(Any, work)))
    beside.show(section)
    beside.bring_up_to_date(section)
    grid.cursor_key = "second"
    beside.bring_up_to_date(section)
    assert delays[1] < delays[0] == delays[2]
