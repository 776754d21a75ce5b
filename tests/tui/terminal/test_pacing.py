"""A key that is held down on a slow line does not go on scrolling when it is let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.events import CursorPosition
from textual.geometry import Region, Size
from textual.strip import Strip

from tests.tui.compare_painters import EmulatedTerminal, differences
from tui.terminal.thin_line.display import ThinLine
from tui.terminal.thin_line.pacing import LIMIT, QUESTION, Answer, Pace

WIDTH, HEIGHT = 80, 24
STYLE = Style(color="#e0e0e0", bgcolor="#121212")


def line(text: str) -> Strip:
    return Strip([Segment(text, STYLE)]).adjust_cell_length(WIDTH, STYLE)


class FarAway(ThinLine[None]):
    """An app whose driver, clock and screen are in the hand of the test."""

    def __init__(self) -> None:
        super().__init__()
        size = Size(WIDTH, HEIGHT)
        self._front = SimpleNamespace(
            _compositor=SimpleNamespace(size=size), outer_size=size, _context=nullcontext
        )
        self.begin()

    def begin(self) -> None:
        """Be at the start, the first question asked."""
        self.now = 100.0
        self.pace = Pace(lambda: self.now)
        self.terminal = EmulatedTerminal(WIDTH, HEIGHT)
        self.paint_thinly()
        self._terminal = self.terminal.abilities
        self._behind, self._overdue = False, None
        self.lines = [line("")] * HEIGHT
        self.written = ""
        self.unanswered = 0
        self.frames = 0
        self.read: list[Answer] = []
        self.timers: list[tuple[float, Callable[[], object]]] = []
        self._driver = self  # type: ignore[assignment]
        self.batch = False
        self.ask()

    # The driver

    def write(self, text: str) -> None:
        self.written += text
        self.terminal.feed(text)

    def flush(self) -> None:
        self.frames += 1

    @property
    def is_inline(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "the app"

    def ask(self) -> None:
        self.pace.asked()
        self.unanswered += 1
        self.write(QUESTION)

    # The screen

    @property
    def screen(self) -> Any:
        return self._front

    def _is_shown(self) -> bool:
        return not self.batch

    def _begin_update(self) -> None:
        pass

    def _end_update(self) -> None:
        pass

    def post_display_hook(self) -> None:
        pass

    @contextmanager
    def _context(self) -> Iterator[None]:
        yield

    def _whole(self, screen: object) -> LayoutUpdate:
        return LayoutUpdate([[each] for each in self.lines], Region(0, 0, WIDTH, HEIGHT))

    def set_timer(self, delay: float, callback: Any = None, **_: Any) -> Any:
        timer = (self.now + delay, callback)
        self.timers.append(timer)
        return SimpleNamespace(stop=lambda: timer in self.timers and self.timers.remove(timer))

    # The test

    def show(self, *texts: str) -> None:
        """Change the first lines of the screen, as Textual tells of it: no more than they."""
        for y, text in enumerate(texts):
            self.lines[y] = line(text)
        spans = [(y, 0, WIDTH) for y in range(len(texts))]
        chops = [{0: each} for each in self.lines]
        self._display(self.screen, ChopsUpdate(chops, spans, [[WIDTH]] * HEIGHT))

    def answer(self, after: float = 0.0) -> None:
        """Have the terminal answer the oldest question, so many seconds later."""
        self.read_answer(after)
        self.take_answers()

    def read_answer(self, after: float = 0.0) -> None:
        """Have it read by the thread that reads, while the app is still at something else."""
        self.now += after
        self.unanswered -= 1
        answer = self.pace.answered()
        assert answer is not None
        self.read.append(answer)

    def take_answers(self) -> None:
        """Let the app hear of the answers that were read."""
        while self.read:
            self._take_answer(self.read.pop(0))

    def let_pass(self, seconds: float) -> None:
        """Let time pass, and what was to be done in it be done."""
        until = self.now + seconds
        while due := sorted((each for each in self.timers if each[0] <= until), key=lambda t: t[0]):
            self.timers.remove(due[0])
            self.now = max(self.now, due[0][0])
            due[0][1]()
        self.now = until

    @property
    def shows_all(self) -> bool:
        """Whether the terminal would show the newest screen if it had dealt with all."""
        colours = self.console._color_system or ColorSystem.TRUECOLOR
        return not differences(self.terminal, self.lines, colours)


@pytest.fixture(scope="module")
def made() -> FarAway:
    return FarAway()


@pytest.fixture
def app(made: FarAway) -> FarAway:
    made.begin()
    made.answer()
    made.show("begun")
    made.let_pass(5)
    return made


def fill(app: FarAway) -> None:
    """Show one thing after the other until no more is sent."""
    for number in range(200):
        before = app.frames
        app.show(*(f"{number} {y} " + "abc" * (number % 7 + 9) for y in range(3)))
        if app.frames == before:
            return
    raise AssertionError("The line was never full")


def test_no_more_is_sent_than_the_line_carries_and_then_the_newest_screen(app: FarAway) -> None:
    fill(app)
    assert LIMIT <= app.pace.on_its_way < 2 * LIMIT
    sent = len(app.written)
    for text in ("one", "two", "three"):
        app.show(text)
    assert len(app.written) == sent
    assert not app.shows_all
    while app.unanswered:
        app.answer(0.4)
    assert app.shows_all
    assert "one" not in app.written[sent:]


def test_what_was_held_back_comes_with_what_is_sent_next(app: FarAway) -> None:
    fill(app)
    app.show("one", "two", "three")
    while app.unanswered:
        app.read_answer(0.1)
    app.show("four")
    assert app.shows_all
    app.take_answers()
    assert app.shows_all


def test_a_little_never_waits_however_long_the_line_takes(app: FarAway) -> None:
    for number in range(8):
        app.show(f"{number} " * 30)
        assert app.shows_all
        app.let_pass(0.03)
    app.let_pass(60)
    app.show("after a rest")
    assert app.shows_all


def test_no_question_follows_what_is_small(app: FarAway) -> None:
    asked = app.written.count(QUESTION)
    for number in range(50):
        app.show(f"number {number}")
        app.let_pass(2)
    assert app.written.count(QUESTION) == asked


def test_what_was_sent_before_the_first_answer_is_asked_about_when_it_comes(
    made: FarAway,
) -> None:
    made.begin()
    made.show(*(f"{y} " * 30 for y in range(HEIGHT)))
    made.show("the second screen")
    assert made.shows_all
    made.answer(0.1)
    assert made.unanswered == 1
    made.show("the third screen")
    assert not made.shows_all
    made.answer(0.2)
    assert made.shows_all


def test_a_terminal_that_has_answered_nothing_is_never_waited_for(made: FarAway) -> None:
    made.begin()
    for number in range(50):
        made.show(*(f"{number} {y} " * 9 for y in range(HEIGHT)))
        assert made.shows_all
    assert made.unanswered == 1


def test_an_answer_that_is_lost_holds_the_screen_up_once_and_not_for_long(app: FarAway) -> None:
    fill(app)
    assert not app.shows_all
    app.let_pass(0.9)
    assert not app.shows_all
    app.let_pass(1.5)
    assert app.shows_all
    asked = app.unanswered
    for number in range(50):
        app.show(*(f"{number} {y} " * 9 for y in range(HEIGHT)))
        assert app.shows_all
    assert app.unanswered == asked


def test_no_answer_is_waited_for_once_nobody_is_left_to_read_it() -> None:
    # On a clock that stands still it would be waited for ever.
    pace = Pace(lambda: 0.0)
    pace.sent(1_000_000)
    pace.asked()
    looks = [True, True, False]
    pace.wait_for_answers(lambda: looks.pop(0))
    assert looks == []


def test_answers_that_come_after_all_are_relied_on_again(app: FarAway) -> None:
    fill(app)
    app.let_pass(5)
    while app.unanswered:
        app.answer()
    fill(app)
    assert not app.shows_all
    while app.unanswered:
        app.answer(0.3)
    assert app.shows_all


def test_a_line_that_carries_much_though_far_away_is_made_use_of(made: FarAway) -> None:
    made.begin()
    made.answer(0.2)

    def show_much(number: int) -> None:
        made.show(*(f"{number} {y} " * 20 for y in range(HEIGHT)))

    for number in range(8):
        show_much(number)
        while made.unanswered:
            made.answer(0.21)
    show_much(9)
    assert made.pace.on_its_way > LIMIT
    made.show("and a typed character")
    assert made.shows_all
    made.answer(2.0)
    assert made.pace.limit == LIMIT


def test_all_is_sent_again_at_once_when_asked_for(app: FarAway) -> None:
    fill(app)
    app._front.refresh = lambda: app._display(app.screen, app._whole(app.screen))
    app.repaint_all()
    assert app.shows_all


def test_what_may_not_be_shown_when_the_answer_comes_is_shown_soon_after(app: FarAway) -> None:
    fill(app)
    app.batch = True
    while app.unanswered:
        app.answer(0.1)
    app.let_pass(0.2)
    app.batch = False
    assert not app.shows_all
    app.let_pass(0.1)
    assert app.shows_all
    assert app.pace.is_full is False


STEPS = st.lists(
    st.one_of(
        st.lists(st.text("ab ─漢", max_size=70), min_size=1, max_size=8),
        st.sampled_from(["answer", "answer", "read", "time", "long", "batch"]),
    ),
    max_size=40,
)


def play(app: FarAway, steps: list[Any]) -> None:
    app.begin()
    app.show("begun")
    missed = False
    for step in [*steps, "open"]:
        if isinstance(step, list):
            full, before = app.pace.is_full, app.frames
            app.show(*step)
            missed |= app.batch
            assert not full or app.frames == before
        elif step in ("answer", "read"):
            if app.unanswered:
                app.read_answer(0.05)
            if step == "answer":
                app.take_answers()
        elif step in ("batch", "open"):
            app.batch = step == "batch" and not app.batch
            if missed and not app.batch:
                # As Textual does, which has shown none of it so far.
                app.show(*(each.text.rstrip() for each in app.lines))
                missed = False
        else:
            app.let_pass(0.1 if step == "time" else 10.0)


@given(STEPS)
def test_in_whatever_order_frames_and_answers_come_the_newest_screen_is_shown(
    made: FarAway, steps: list[Any]
) -> None:
    play(made, steps)
    made.take_answers()
    while made.unanswered:
        made.answer(0.05)
    made.let_pass(0.06)
    assert made.shows_all


@given(STEPS)
def test_nothing_is_lost_when_no_more_answers_come(made: FarAway, steps: list[Any]) -> None:
    play(made, steps)
    made.let_pass(60)
    assert made.shows_all


@pytest.mark.parametrize("place", [(1, 2), (1, 5), (1, 6), (12, 40), (200, 300)])
def test_no_answer_is_taken_for_a_key(place: tuple[int, int]) -> None:
    row, column = place
    for before in ("", "\x1b", "x", "\x1bOR"):
        found = list(XTermParser().feed(f"{before}\x1b[{row};{column}Rq"))
        assert [type(each) for each in found].count(CursorPosition) == 1
        assert isinstance(found[-2], CursorPosition)
        assert (found[-2].x, found[-2].y) == (column - 1, row - 1)
