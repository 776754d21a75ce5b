"""`python -m tests.terminal.random_keys`: a desk that is sent anything at all, and stays sound.

Keys, bytes of any kind, broken sequences, pastes without an end and windows of any size go to a
desk on books that are thrown away. It may be left by the keys that leave it, and is opened again;
it may not fail, nor stop answering, nor harm its books.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.store.store import Store
from tests.terminal.emulated_screen import key_bytes
from tests.terminal.home import environment_of, write_sample
from tests.terminal.real_terminal import Terminal

TODAY = date(2026, 11, 21)
PATIENCE = 30.0
"""Seconds within which the desk has dealt with all that it was sent."""

BATCH = 200
"""Keys between two looks at whether the desk still answers."""

FORBIDDEN = (b"Traceback", b"Exception ignored", b"Error:")
"""What may never be on the screen."""

NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"),
    *("enter", "escape", "space", "backspace", "delete", "insert", "f1", "f2", "f5", "f12"),
    *("ctrl+a", "ctrl+c", "ctrl+d", "ctrl+e", "ctrl+h", "ctrl+k", "ctrl+l", "ctrl+n", "ctrl+o"),
    *("ctrl+p", "ctrl+r", "ctrl+s", "ctrl+u", "ctrl+w", "ctrl+z", "ctrl+\\", "ctrl+]"),
    *("shift+up", "shift+down", "ctrl+left", "ctrl+home", "ctrl+end", "alt+x", "shift+f3"),
)
LETTERS = "01234abcdefghijklmnoprstuvwxyzADFNYG?=[]., <>:;!+-*"
WORDS = ("Holy Trinity", "100123", "21/11/26", "+2w", "École", "学校 🏫", "[b]x[/]", "£420.50")
# The report of a focus that follows tells that Escape was pressed alone.
ESCAPE = b"\x1b\x1b[I"
LEAVES = ESCAPE + b"y" + ESCAPE
SENTENCES = (
    *(b"1a%s\x13", b"1e%s\x13", b"2a%s\x13", b"a%s\t%s\x13", b"e\t%s\t%s\x13", b"\x10%s\r"),
    *(b"4]\x1b[Cc", b"4]\x1b[B\x1b[Co", b"3]]l", b"uu", b"dy", b"/%s\r", b"g  =", b"x%s", b"i%s"),
)
TERMINALS = (
    {}, {}, {"TERM": "vt100"}, {"TERM": "dumb"}, {"TERM": "linux", "COLORTERM": ""},
    {"TERM": "screen-256color"}, {"NO_COLOR": "1"},
)  # fmt: skip
# No path may be typed that leads out of the home.
BYTES = bytes(set(range(256)) - set(b"/~"))


@dataclass
class Figures:
    """What was sent and what came of it; times in seconds."""

    keys: int = 0
    pastes: int = 0
    sizes: int = 0
    opened: int = 0
    saved: int = 0
    answers: int = 0
    slowest: float = 0.0
    received: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.keys:,} keys, {self.pastes} of them pastes, and {self.sizes} sizes of the"
            f" window in {self.seconds:.0f} s; the desk was opened {self.opened} times, saved"
            f" {self.saved} times, and answered {self.answers} of {self.answers} times, at the"
            f" latest after {self.slowest:.2f} s; {self.received:,} bytes received; no traceback,"
            f" no hang, the store is sound"
        )


class RandomKeys:
    """A desk in a home of its own, and somebody who presses anything."""

    def __init__(self, home: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.home = home
        self.store = home / "books.db"
        self.figures = Figures()
        self._environment = environment_of(home)
        write_sample(self.store, TODAY)

    def play(self, keys: int) -> Figures:
        """Send so many keys. Raises AssertionError when anything is not as it should be."""
        began = time.monotonic()
        while self.figures.keys < keys:
            with self._opened() as terminal:
                while self.figures.keys < keys and not terminal.has_ended():
                    for _ in range(min(BATCH, keys - self.figures.keys)):
                        self._send_something(terminal)
                    self._see_that_it_answers(terminal)
                self._leave(terminal)
        self.figures.seconds = time.monotonic() - began
        with Store.open(self.store, today=TODAY) as store:
            assert store.check() == []
            self.figures.saved = len(store.history(limit=keys)) - 1
        return self.figures

    def _opened(self) -> Terminal:
        command = [sys.executable, "-m", "tui", "--today", TODAY.isoformat()]
        command += ["--store", str(self.store)]
        environment = self._environment | self.random.choice(TERMINALS)
        terminal = Terminal(command, env=environment, cwd=self.home)
        terminal.wait_for("0 Today", timeout=PATIENCE)
        self.figures.opened += 1
        return terminal

    # What is sent

    def _send_something(self, terminal: Terminal) -> None:
        kinds: list[Callable[[], bytes]] = [
            self._letter, self._named, self._word, self._sentence, self._bytes, self._sequence,
            self._paste,
        ]  # fmt: skip
        if self.random.random() < 0.02:
            small = self.random.random() < 0.3
            widest, highest = (6, 6) if small else (200, 60)
            terminal.resize(self.random.randint(1, widest), self.random.randint(1, highest))
            self.figures.sizes += 1
        (kind,) = self.random.choices(kinds, (40, 35, 5, 5, 8, 5, 2))
        terminal.write(kind())
        self.figures.keys += 1

    def _letter(self) -> bytes:
        # To leave the desk takes long, and is not what this is about.
        letters = "q" if self.random.random() < 0.003 else LETTERS
        return self.random.choice(letters).encode()

    def _named(self) -> bytes:
        return key_bytes(self.random.choice(NAMED))

    def _word(self) -> bytes:
        word = self.random.choice(WORDS)
        return word.encode(self.random.choice(("utf-8", "latin-1")), "replace")

    def _sentence(self) -> bytes:
        """What adds or changes a record, mostly after leaving what was in front."""
        before = LEAVES if self.random.random() < 0.8 else b""
        return before + self.random.choice(SENTENCES).replace(b"%s", self._word())

    def _bytes(self) -> bytes:
        return bytes(self.random.choices(BYTES, k=self.random.randint(1, 8)))

    def _sequence(self) -> bytes:
        numbers = ";".join(
            str(self.random.choice((0, 1, 5, 27, 48, 97, 200, 201, 2026, 57441, 10**12)))
            for _ in range(self.random.randint(0, 6))
        )
        begins = self.random.choice((b"\x1b[", b"\x1b[<", b"\x1b[?", b"\x1b]", b"\x1bO", b"\x1bP"))
        return begins + numbers.encode() + self.random.choice((b"u", b"R", b"M", b"t", b"y", b""))

    def _paste(self) -> bytes:
        self.figures.pastes += 1
        text = self._word() + b"\r" + self._bytes() + b"\x1b[31m"
        text *= self.random.choice((1, 3, 3000))
        # What follows one without an end is taken for more of it, so these are few.
        return b"\x1b[200~" + text + (b"\x1b[201~" if self.random.random() < 0.9 else b"")

    # What is looked at

    def _see_that_it_answers(self, terminal: Terminal) -> None:
        """Whether it comes to paint its screen again when it is asked to, after all before."""
        began = time.monotonic()
        terminal.write(b"\x1b[201~")
        terminal.resize(80, 24)
        # One closes what takes every key for itself; where that asks something, one answers it.
        terminal.press("escape", "escape")
        terminal.settle(timeout=PATIENCE)
        terminal.screen.feed(b"\x1b[1;1H#####")
        terminal.press("ctrl+l")
        terminal.until(
            lambda: terminal.has_ended() or not terminal.lines()[0].startswith("#####"), PATIENCE
        )
        self._see_that_nothing_failed(terminal)
        self.figures.answers += 1
        self.figures.slowest = max(self.figures.slowest, time.monotonic() - began)

    def _see_that_nothing_failed(self, terminal: Terminal) -> None:
        for words in FORBIDDEN:
            assert words not in terminal.output, f"{words!r} was on the screen\n{terminal.text}"
        logs = list(self.home.rglob("*error*.log"))
        assert not logs, logs[0].read_text(encoding="utf-8")

    def _leave(self, terminal: Terminal) -> None:
        # A Ctrl+\ that comes when the desk has given the terminal back ends whatever is there.
        expected = {0, -signal.SIGQUIT} if terminal.has_ended() else {128 + signal.SIGTERM}
        terminal.signal(signal.SIGTERM)
        code = terminal.exit_code(PATIENCE)
        self._see_that_nothing_failed(terminal)
        assert code in expected, f"It ended with exit code {code}.\n{terminal.text}"
        self.figures.received += terminal.bytes_received


def main() -> int:
    """Send what the call says; prints the figures, or fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.terminal.random_keys")
    parser.add_argument("--keys", type=int, default=2000, help="how many keys to send (2000)")
    parser.add_argument("--seed", type=int, default=1, help="the same one sends the same (1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="alliance-random-keys-") as home:
        print(RandomKeys(Path(home), options.seed).play(options.keys))
    return 0


if __name__ == "__main__":
    sys.exit(main())
