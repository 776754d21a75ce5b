"""Typing ahead: every key waits its turn, so that none is lost or lands in the wrong field.

Textual gives each key to the widget that has the focus when the key arrives. A key that follows
fast can therefore overtake what the key before it set off: a form that is still being opened, a
focus that is still moving, a save that is still being written. `TypingAhead` puts keys and pasted
text in one queue and hands over the next only when the one before is completely dealt with.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, overload
from weakref import WeakSet

from textual import events
from textual.app import App, ReturnType
from textual.message_pump import MessagePump
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

_QUIET_TURNS = 3
"""Turns of the event loop without anything to do before a key counts as dealt with.

A worker that a key started takes its first step in the next turn, and a worker whose form was
dismissed goes on two turns later: both can then hold the keys before another one is handed over.
"""

_MOST_REFRESHES = 3
"""Refreshes of the screen that a key waits for: a callback may ask for another one for ever."""

_MOVES_FOCUS = frozenset({"focus", "set_focus", "action_focus_next", "action_focus_previous"})


class _Hold:
    """One `keys_held` block; it is lent while a form that its own task opened is waited for."""

    __slots__ = ("lent", "task")

    def __init__(self) -> None:
        self.lent = False
        self.task = asyncio.current_task()


class TypingAhead(App[ReturnType]):
    """Keeps keys and pasted text in order: `class Desk(TypingAhead, App)`.

    A key is dealt with when the app and every widget of the screen in front have emptied their
    message queues, the screen in front is mounted and the focused widget has its place on it.
    Nothing is done to mouse events, and nothing runs while no key is waiting.

    A command that must await the store, or anything else outside the message queues, works in an
    asynchronous worker and wraps its work, from the first line, in `keys_held`.
    """

    KEY_PATIENCE: ClassVar[float] = 5.0
    """Seconds that a key waits for one widget's handler that does not come to an end.

    The widget is then passed over until it is idle again, so that it cannot freeze the keyboard.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting_keys: deque[events.Event] = deque()
        # The screens of those keys among them that are meant for one alone.
        self._only_on: dict[int, Screen[Any]] = {}
        self._key_task: asyncio.Task[None] | None = None
        self._pump_task: asyncio.Task[Any] | None = None
        self._key_holds: list[_Hold] = []
        self._keys_free: asyncio.Future[None] | None = None
        self._turns: set[asyncio.Future[None]] = set()
        self._passed_over: WeakSet[MessagePump] = WeakSet()
        self._placed: WeakSet[Widget] = WeakSet()

    # What commands use

    @contextmanager
    def keys_held(self) -> Iterator[None]:
        """Keep later keys waiting until the block ends; blocks may be nested.

        Take it as the first thing in the worker that a key starts. The keys are released however
        the block ends, by an error or a cancelled worker as well. While the same worker waits in
        `push_screen_wait` the keys go to that screen.
        """
        hold = _Hold()
        self._key_holds.append(hold)
        try:
            yield
        finally:
            self._key_holds.remove(hold)
            self._release_if_free()

    async def open_screen(self, screen: Screen[Any] | str) -> None:
        """Push a screen, and return when it is mounted, laid out and has its focus.

        Keys typed meanwhile wait, and are handed to the new screen when this returns, unless the
        caller holds them still.
        """
        with self.keys_held():
            await self.push_screen(screen)
            await self._everything_dealt_with()

    @overload
    async def push_screen_wait(
        self, screen: Screen[ScreenResultType], *, mode: str | None = None
    ) -> ScreenResultType: ...

    @overload
    async def push_screen_wait(self, screen: str, *, mode: str | None = None) -> Any: ...

    async def push_screen_wait(
        self, screen: Screen[ScreenResultType] | str, *, mode: str | None = None
    ) -> ScreenResultType | Any:
        """Push a screen and wait for its result, from a worker.

        Inside `keys_held` the keys go to the screen as soon as it has its focus, and are held
        again from the moment that it is dismissed, before any later key is handed over.
        """
        task = asyncio.current_task()
        holds = [hold for hold in self._key_holds if hold.task is task and not hold.lent]

        def hold_again(_dismissed: asyncio.Future[Any]) -> None:
            for hold in holds:
                hold.lent = False

        await self._flush_next_callbacks()
        dismissed = self.push_screen(screen, wait_for_dismiss=True, mode=mode)
        for hold in holds:
            hold.lent = True
        dismissed.add_done_callback(hold_again)
        self._release_if_free()
        # A cancelled worker must not take the result away from the screen that is still open.
        return await asyncio.shield(dismissed)

    def key_comes(self) -> None:
        """Called before a key is handed over, to be extended by what ends with any key."""

    def put_back(self, key: events.Key) -> None:
        """Put a key back before all later ones, for the screen that comes after this one."""
        self._waiting_keys.appendleft(events.Key(key.key, key.character))
        self._hand_over()

    def press_on(self, screen: Screen[Any], key: events.Key) -> None:
        """Queue a key that the mouse pressed on this screen.

        It is dropped when another one is in front by then: it must not do there what was not meant.
        """
        self._only_on[id(key)] = screen
        self._waiting_keys.append(key)
        self._hand_over()

    async def keys_settled(self) -> None:
        """Wait until every key so far is dealt with and none is held: the meeting point of tests.

        Call it from outside the app's own handlers and workers.
        """
        while self._takes_keys:
            if self._key_task is not None:
                await asyncio.wait([self._key_task])
            elif self.keys_are_held:
                await self._until_released()
            else:
                await self._everything_dealt_with()
                if self._key_task is None and not self.keys_are_held:
                    return

    # What Textual calls

    async def on_event(self, event: events.Event) -> None:
        """Put a key or pasted text in the queue; everything else passes."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            # What Enter sends while a terminal still edits lines, before the program has begun.
            event = events.Key("enter", "\r")
        if isinstance(event, events.Key) and self._is_escape_and_letter(event):
            self._waiting_keys.append(events.Key("escape", "\x1b"))
            event = events.Key(str(event.character), event.character)
        self._waiting_keys.append(event)
        self._hand_over()

    def is_bound(self, key: str) -> bool:
        """Whether a key calls a command; to be overridden."""
        return False

    def _is_escape_and_letter(self, key: events.Key) -> bool:
        """Whether Escape and a letter came in one packet, which is also what Alt sends."""
        is_letter = key.character is not None and key.character.isalpha()
        return key.key.startswith("alt+") and is_letter and not self.is_bound(key.key)

    def _hand_over(self) -> None:
        if self._key_task is None:
            self._key_task = asyncio.create_task(self._hand_over_keys(), name="keys in order")

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self._stop_keys()

    def _on_mount(self) -> None:
        self._pump_task = asyncio.current_task()
        self.screen_change_signal.subscribe(self, self._look_again, immediate=True)

    async def _on_exit_app(self) -> None:
        # Textual calls the handler of each class itself: `App` has one of the same name.
        self._stop_keys()

    def _on_unmount(self) -> None:
        self._stop_keys()

    def _stop_keys(self) -> None:
        self._waiting_keys.clear()
        self._only_on.clear()
        if self._key_task is not None:
            self._key_task.cancel()
        self._look_again()

    # The queue

    async def _hand_over_keys(self) -> None:
        """Hand over what waits, one by one.

        The last key is not followed up: the next one does that when it comes, if one ever does.
        """
        try:
            while self._waiting_keys and self._takes_keys:
                await self._everything_dealt_with()
                if self.keys_are_held:
                    await self._until_released()
                    continue
                handed_over = asyncio.get_running_loop().create_future()
                if not self.call_later(self._hand_over_one, handed_over):
                    return
                await handed_over
        finally:
            self._key_task = None

    async def _hand_over_one(self, handed_over: asyncio.Future[None]) -> None:
        try:
            # A worker or the mouse may have set something off since the key's turn came.
            # Or the app has come to its end, and all keys are dropped.
            if self._waiting_keys and not self.keys_are_held and not self._busy_pumps():
                self.key_comes()
                key = self._waiting_keys.popleft()
                if not self._only_on or self._is_for_front(key):
                    await super().on_event(key)
        finally:
            if not handed_over.done():
                handed_over.set_result(None)

    def _is_for_front(self, key: events.Event) -> bool:
        return self._only_on.pop(id(key), self.screen) is self.screen

    @property
    def _takes_keys(self) -> bool:
        ending = self._exit or self._closing or self._closed or self._exception is not None
        return self._running and not ending

    @property
    def keys_are_held(self) -> bool:
        """Whether a key is still being dealt with, for which later ones wait."""
        return any(not hold.lent for hold in self._key_holds)

    async def _until_released(self) -> None:
        if self._keys_free is None:
            self._keys_free = asyncio.get_running_loop().create_future()
        await asyncio.wait([self._keys_free])

    def _release_if_free(self) -> None:
        if self._keys_free is not None and not self.keys_are_held:
            self._keys_free.set_result(None)
            self._keys_free = None

    # When a key is dealt with

    async def _everything_dealt_with(self) -> None:
        """Wait until nothing that a key caused is left to do."""
        quiet_turns = refreshes = 0
        while self._takes_keys:
            if busy := self._busy_pumps():
                await self._until_passed(busy)
                quiet_turns = 0
            elif refreshes < _MOST_REFRESHES and self._awaits_refresh():
                await self._until_refreshed()
                quiet_turns = 0
                refreshes += 1
            elif quiet_turns == _QUIET_TURNS:
                return
            else:
                await asyncio.sleep(0)
                quiet_turns += 1

    def _busy_pumps(self) -> list[MessagePump]:
        """Give the app and widgets of the screen in front that have something left to do."""
        own_task = asyncio.current_task()
        if own_task is not self._pump_task and not _is_idle(self):
            return [self]

        def is_busy(widget: Widget) -> bool:
            if _is_idle(widget):
                self._passed_over.discard(widget)
                return False
            # A widget without a task has ended: nothing will ever come out of its queue.
            return widget._task not in (None, own_task) and widget not in self._passed_over

        # A key goes up from the focused widget: the whole screen is looked at when they are idle.
        ancestor: Any = self.focused
        while isinstance(ancestor, Widget):
            if is_busy(ancestor):
                return [ancestor]
            ancestor = ancestor.parent
        widgets: list[Widget] = [self.screen]
        for widget in widgets:
            widgets += widget.children
        return [widget for widget in widgets if is_busy(widget)]

    async def _until_passed(self, pumps: Iterable[MessagePump]) -> None:
        """Wait until each pump has worked off what is in its queue now, or the screen changes."""
        loop = asyncio.get_running_loop()
        turn_over: asyncio.Future[None] = loop.create_future()
        self._turns.add(turn_over)
        remaining = set(pumps)

        def passed(pump: MessagePump) -> None:
            remaining.discard(pump)
            if not remaining and not turn_over.done():
                turn_over.set_result(None)

        def lost_patience() -> None:
            self._passed_over.update(remaining)
            if not turn_over.done():
                turn_over.set_result(None)

        ends: list[tuple[asyncio.Task[Any], Any]] = []
        patience = loop.call_later(self.KEY_PATIENCE, lost_patience)
        try:
            for pump in tuple(remaining):
                posted = pump.call_later(passed, pump)
                # A widget that is being removed may end without ever coming to the callback.
                if pump._task is not None:
                    ends.append((pump._task, lambda _task, pump=pump: passed(pump)))
                    pump._task.add_done_callback(ends[-1][1])
                elif not posted:
                    passed(pump)
            # A pump that is closed passes at once: let the others move before it is asked again.
            await asyncio.sleep(0)
            await turn_over
        finally:
            self._turns.discard(turn_over)
            patience.cancel()
            for task, callback in ends:
                task.remove_done_callback(callback)

    def _look_again(self, _screen: Screen[Any] | None = None) -> None:
        # A handler of the screen behind may be waiting for the screen that is now in front.
        for turn_over in self._turns:
            if not turn_over.done():
                turn_over.set_result(None)

    def _awaits_refresh(self) -> bool:
        """Whether the next key depends on the screen being laid out or refreshed first."""
        focused = self.focused
        if focused is not None and focused not in self._placed:
            self._placed.add(focused)
            if not focused.size:
                return True
        return any(_concerns_keys(callback) for callback, _pump in self.screen._callbacks)

    async def _until_refreshed(self) -> None:
        refreshed = asyncio.get_running_loop().create_future()

        def mark() -> None:
            if not refreshed.done():
                refreshed.set_result(None)

        if self.screen.call_after_refresh(mark):
            await asyncio.wait([refreshed], timeout=self.KEY_PATIENCE)


def _is_idle(pump: MessagePump) -> bool:
    """Whether a message pump has nothing queued, is handling nothing, and waits for a message."""
    queue: Any = pump._message_queue
    # An empty queue is not enough: the pump may still be in the handler of the last message.
    return not queue.values and bool(queue.ready_event._waiters)


def _concerns_keys(callback: Any) -> bool:
    """Whether what runs after the refresh can move the focus.

    Textual's own callbacks scroll and paint: to wait for them would cost a frame for each key.
    """
    function = getattr(callback, "func", callback)
    module = getattr(function, "__module__", None) or ""
    name = getattr(function, "__name__", "")
    return name in _MOVES_FOCUS or not module.startswith("textual.")
