"""Tests of how the desk draws also look at a terminal that was sent only what differs."""

from __future__ import annotations

from typing import Any

import pytest
from rich.color import ColorSystem
from textual._compositor import Compositor

from models.subjects import SUBJECTS
from tests.tui.compare_painters import EmulatedTerminal, differences, is_painted, whole_screen
from tests.tui.user import User
from tui.desk.app import Desk


class Watch:
    """The terminals of the desks that a test opens."""

    def __init__(self) -> None:
        self.terminals: dict[Desk, EmulatedTerminal] = {}
        self.compared = 0

    def paint(self, desk: Desk, screen: Any, update: Any) -> None:
        """Send an update to the desk's terminal."""
        if update is None or not desk._running or desk._batch_count or desk._driver is None:
            return
        width, height = screen._compositor.size
        terminal = self.terminals.get(desk)
        if terminal is None:
            terminal = self.terminals[desk] = EmulatedTerminal(width, height)
        if (terminal.screen.columns, terminal.screen.lines) != (width, height):
            terminal.screen.resize(height, width)
        terminal.feed(desk._sequence_for(screen, update, terminal.abilities))

    def differences(self, desk: Desk) -> str:
        """Where the terminal shows anything but what it is meant to, when all is painted."""
        terminal = self.terminals.get(desk)
        if terminal is None or desk._exit or not is_painted(desk):
            return ""
        self.compared += 1
        colours = desk.console._color_system or ColorSystem.TRUECOLOR
        return differences(terminal, whole_screen(desk), colours)

    async def compare(self, user: User) -> None:
        """See that the terminal shows what it is meant to, at the latest when all has its turn."""
        for _ in range(100):
            found = self.differences(user.desk)
            if not found:
                return
            await user.pilot.pause(0.01)
        raise AssertionError(f"The terminal does not show what it is meant to:\n{found}")


@pytest.fixture(autouse=True)
def terminal_with_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever terminal the tester has, that of the desk has all colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


NOT_COMPARED = frozenset({"commands", "sections", *SUBJECTS})
"""Folders whose tests are about what is done, on screens that are drawn in others as well."""


def _draw_only_for_readers(compositor: Compositor, *_: Any, **__: Any) -> None:
    """Draw nothing for a terminal that nobody looks at; the test draws what it reads."""
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Watch:
    """Compare both ways of painting whenever the person at the desk waits for it."""
    watch = Watch()
    if request.path.parent.name in NOT_COMPARED:
        if request.node.get_closest_marker("drawn") is None:
            monkeypatch.setattr(Compositor, "render_update", _draw_only_for_readers)
        return watch
    display, settled = Desk._display, User.settled

    def paint(desk: Desk, screen: Any, update: Any) -> None:
        watch.paint(desk, screen, update)
        display(desk, screen, update)

    async def compare(user: User) -> None:
        await settled(user)
        await watch.compare(user)

    monkeypatch.setattr(Desk, "_display", paint)
    monkeypatch.setattr(User, "settled", compare)
    return watch
