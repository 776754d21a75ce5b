"""How much is still on its way to the terminal, judged by its answers to questions.

A line takes all that is written to it at once and delivers it when it can: what is sent for each
key of one that is held down goes on arriving long after the key is let go. So a question is sent
along now and then, and while too much is on its way that the terminal has not answered for,
nothing more is sent. What it shows in the end is the same, with fewer screens in between.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import NamedTuple

QUESTION = "\x1b[6n"
"""Where is the cursor? Every terminal answers it; what Textual asks, some leave unanswered.

Textual takes any answer for one before it looks for a key: none becomes a Shift+F3.
"""

LIMIT = 1200
"""Bytes on their way from which on nothing more is sent: about what 57,600 bit/s carry at once."""

_MOST = 1 << 16
_PATIENCE = 1.0
"""Seconds that an answer may be late before it counts as lost."""

_PARTING = 0.5
"""Seconds more that are waited for the last answers, so that none is left to whoever is next."""

_TURN = 0.05
"""Seconds of waiting after which a look is taken at what has happened meanwhile."""

_SLOWEST = 2000
"""Bytes a second that even a very slow line carries."""


class Answer(NamedTuple):
    """An answer: when it was asked for, how long it took, and what was on its way before it."""

    asked: float
    seconds: float
    size: int


class _Asked(NamedTuple):
    moment: float
    position: int
    size: int

    @property
    def due(self) -> float:
        return self.moment + _PATIENCE + self.size / _SLOWEST


class Pace:
    """The bytes sent, the questions asked, and how far the terminal has got with them.

    Answers come in another thread than all else.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = LIMIT
        self._clock = clock
        self._trusted = False
        self._sent = self._asked_at = self._dealt_with = 0
        self._sent_at = 0.0
        self._shortest = float("inf")
        self._asked: deque[_Asked] = deque()
        self._awaited = False
        self._news: SimpleQueue[None] = SimpleQueue()

    @property
    def on_its_way(self) -> int:
        """How many bytes were sent that the terminal may not have dealt with yet."""
        return self._sent - self._dealt_with

    @property
    def is_full(self) -> bool:
        """Whether nothing more is to be sent before an answer comes."""
        return self._trusted and bool(self._asked) and self.on_its_way >= self.limit

    @property
    def is_time_to_ask(self) -> bool:
        """Whether enough was sent since the last question for another one."""
        since = self._sent - max(self._asked_at, self._dealt_with)
        return self._trusted and since >= LIMIT // 2

    @property
    def awaits_answer(self) -> bool:
        """Whether the terminal was asked something that it has not answered."""
        return bool(self._asked)

    @property
    def seconds_left(self) -> float:
        """How long to go on waiting for the next answer; nothing when it counts as lost."""
        try:
            return max(0.0, self._asked[0].due - self._clock())
        except IndexError:
            return 0.0

    def sent(self, size: int) -> None:
        """Count bytes that were sent."""
        now = self._clock()
        # What was too little to ask about has long been dealt with after a rest.
        if not self._asked and now - self._sent_at > _PATIENCE:
            self.begin_again()
        self._sent_at = now
        self._sent += size

    def asked(self) -> None:
        """The question is sent, after all that was sent before."""
        self._asked_at = self._sent
        self._asked.append(_Asked(self._clock(), self._sent, self.on_its_way))

    def answered(self) -> Answer | None:
        """An answer came; None when nobody had asked."""
        try:
            asked = self._asked.popleft()
        except IndexError:
            return None
        took = self._clock() - asked.moment
        self._dealt_with = max(self._dealt_with, asked.position)
        self._trusted = True
        self._adapt(took, asked.size)
        if self._awaited:
            self._news.put(None)
        return Answer(asked.moment, took, asked.size)

    def _adapt(self, took: float, size: int) -> None:
        """Allow more to be on its way where that much took hardly any time."""
        if took < self._shortest or took > 3 * self._shortest:
            self._shortest = min(self._shortest, took)
            self.limit = LIMIT
        elif took <= 1.5 * self._shortest:
            self.limit = min(_MOST, max(self.limit, 2 * size))

    def give_up(self) -> None:
        """Send as if there were no questions, unless an answer comes after all."""
        self._trusted = False

    def begin_again(self) -> None:
        """Whatever was sent is of no interest any more."""
        self._dealt_with = self._sent

    def forget(self) -> None:
        """Expect no answer to what was asked: the terminal was somebody else's meanwhile."""
        self.begin_again()
        self._asked.clear()

    def wait_for_answers(self, may_come: Callable[[], bool] = lambda: True) -> None:
        """Wait a moment for answers that may still arrive."""
        if not self.seconds_left:
            return
        self._awaited = True
        until = self._clock() + _PARTING + self.on_its_way / _SLOWEST
        while self._asked and may_come() and (left := until - self._clock()) > 0:
            # Unlike an event's, its lock may be held by what a signal has interrupted. And what a
            # signal calls waits for the next turn, when the system gave it to another thread.
            with suppress(Empty):
                self._news.get(timeout=min(left, _TURN))
        self._awaited = False
