"""An app that asks its terminal questions, to learn how slow the line is and how far it has got."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message

from tui.terminal.thin_line.pacing import QUESTION, Answer, Pace

Result = TypeVar("Result")


class Asking(App[Result]):
    """An app that is told when its terminal has answered, beginning with a question at the start.

    On Windows nothing is asked.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.pace = Pace()

    def ask_terminal(self) -> None:
        """Have the terminal say when it has dealt with what was sent so far."""
        ask = getattr(self._driver, "ask", None)
        if ask is not None:
            ask()

    def terminal_answered(self, answer: Answer) -> None:
        """Told of an answer; to be extended."""

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, which keeps answers to itself."""
        driver = super().get_driver_class()
        return driver if sys.platform == "win32" else _asking(driver)

    def _take_answer(self, answer: Answer) -> None:
        # Textual's timers find the app by this, and know nothing of the thread that reads.
        with self._context():
            self.terminal_answered(answer)


def _asking(driver_class: type[Driver]) -> type[Driver]:
    class AskingDriver(driver_class):  # type: ignore[misc, valid-type]
        """Asks at the start, tells of answers, and leaves none to whoever has the terminal next."""

        _may_ask = _has_asked = False

        def start_application_mode(self) -> None:
            """Begin, and ask one thing more."""
            super().start_application_mode()
            self._may_ask = not self.is_inline
            if not self._has_asked:
                self.ask()

        def ask(self) -> None:
            """Send the question, unless the answer would be somebody else's to read."""
            app = self._app
            assert isinstance(app, Asking)
            if self._may_ask:
                self._has_asked = True
                app.pace.asked()
                self.write(QUESTION)
                self.flush()

        def process_message(self, message: Message) -> None:
            """Pass it on unless it is an answer; called in the thread that reads."""
            app = self._app
            assert isinstance(app, Asking)
            if isinstance(message, events.CursorPosition) and (answer := app.pace.answered()):
                # The loop is closed when the answer comes at the very end.
                with suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(app._take_answer, answer)
                return
            super().process_message(message)

        def disable_input(self) -> None:
            """Read what was asked for, and then no more."""
            self._may_ask = False
            app = self._app
            assert isinstance(app, Asking)
            thread = getattr(self, "_key_thread", None)
            if thread is not None and thread.is_alive():
                # It ends when the terminal is gone: then nobody answers any more.
                app.pace.wait_for_answers(thread.is_alive)
            app.pace.forget()
            super().disable_input()

    return AskingDriver
