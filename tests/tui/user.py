"""Somebody at the keyboard of the desk: types ahead, reads the screen as lines of text."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from data.files.configuration import Configuration, Keys
from data.problems import Problem
from data.sample.store import open_sample
from data.store.store import Store
from data.store.thread import StoreThread
from tui.desk.app import Desk
from tui.desk.options import DeskOptions
from tui.dialogs.ask import Ask, Title
from tui.widgets.bars import MessageLine

TODAY = date(2026, 11, 21)
_MOST_SECTIONS, _MOST_FIELDS = 30, 40
Result = TypeVar("Result")


@dataclass
class User:
    """A person at the desk. `store` is the second view of the books that a test may keep."""

    desk: Desk
    pilot: Pilot[Any]
    keys_pressed: int = 0
    """How many keys the person has pressed so far."""
    clicked_at: tuple[int, int] = (0, 0)
    """Where the person clicked last: column and line."""
    looks_by_itself: bool = True
    """Whether the desk looks each second whether somebody else has changed the books."""

    # What the person does

    async def press(self, *keys: str | events.Paste) -> None:
        """Press these keys without waiting between them, then wait until all is done.

        What is pasted comes between them.
        """
        self.keys_pressed += len(keys)
        for key in keys:
            sent = _event_of(key, self.desk) if isinstance(key, str) else key
            self.desk._driver.send_message(sent)
        await self.settled()

    async def go_to(self, tab: str, section: str) -> None:
        """Press the key of a tab, then ] until this section is in front, and Home to the names."""
        await self.press(tab)
        for _ in range(_MOST_SECTIONS):
            if f"›{section}" in self.bar:
                await self.press("home")
                return
            await self.press("]")
        raise AssertionError(f"Tab {tab} has no section “{section}”:\n{self.text}")

    async def move_to(self, words: str) -> None:
        """Press the arrow keys until the cursor is on the row that begins with these words.

        Where none does it is the first that has them.
        """
        rows = [line[1:] for line in self.rows]
        found = [at for at, row in enumerate(rows) if row.startswith(words)]
        found = found or [at for at, row in enumerate(rows) if words in row]
        assert found, f"No row has “{words}”:\n{self.text}"
        way = found[0] - next(at for at, line in enumerate(self.rows) if line[0] == "›")
        await self.press(*["down" if way > 0 else "up"] * abs(way))

    async def fill_in(self, answers: Mapping[str, str], *then: str) -> None:
        """Type each answer into the field of its label, instead of what stands in it; go on."""
        for label, answer in answers.items():
            await self.go_to_field(label)
            if self.field(label):
                await self.press("end", "ctrl+u")
            await self.press(*answer)
        await self.press(*then)

    async def go_to_field(self, label: str) -> None:
        """Press Tab until the cursor is in this field, or Shift+Tab when it stands above."""
        lines = self._form_lines()
        here = next(at for at, line in enumerate(lines) if line.startswith("›"))
        above = any(line[2:].startswith(f"{label} ") for line in lines[:here])
        for _ in range(_MOST_FIELDS):
            if self.in_field(label):
                return
            await self.press("shift+tab" if above else "tab")
        raise AssertionError(f"There is no field “{label}”:\n{self.text}")

    async def take_back(self, words: str) -> None:
        """Press u, and be told that this was taken back."""
        await self.press("u")
        self.is_told(words)

    async def type(self, text: str) -> None:
        """Type this text."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste this text."""
        self.desk._driver.send_message(events.Paste(text))
        await self.settled()

    async def click(self, words: str, *, within: str = "", times: int = 1) -> None:
        """Click on the first such words of the screen, or on those of the line with others."""
        self.clicked_at = self._place_of(words, within)
        for _ in range(times):
            self._click()
        await self.settled()

    async def click_again(self) -> None:
        """Click where the mouse is, whatever stands there now."""
        self._click()
        await self.settled()

    def _click(self) -> None:
        for event in (events.MouseDown, events.MouseUp):
            self._send_mouse(event, *self.clicked_at, button=1)

    async def turn_wheel(self, words: str, *, up: bool = False, times: int = 1) -> None:
        """Turn the wheel with the mouse on the first such words of the screen."""
        x, y = self._place_of(words, "")
        for _ in range(times):
            self._send_mouse(events.MouseScrollUp if up else events.MouseScrollDown, x, y)
        await self.settled()

    def _place_of(self, words: str, within: str) -> tuple[int, int]:
        for y, line in enumerate(self.lines):
            if words in line and within in line:
                return cell_len(line[: line.index(words)]) + cell_len(words) // 2, y
        raise AssertionError(f"“{words}” is not on the screen:\n{self.text}")

    def _send_mouse(self, kind: type[events.MouseEvent], x: int, y: int, button: int = 0) -> None:
        event = kind(None, x, y, 0, 0, button, False, False, False, x, y)
        event.set_sender(self.desk)
        self.desk._driver.send_message(event)

    async def settled(self) -> None:
        """Wait until nothing is left to do, save what waits for the person."""
        for _ in range(2):
            if self.desk._exit:
                return
            await self._taken_up()
            await self.desk.keys_settled()
            for worker in list(self.desk.workers):
                if _comes_to_an_end(worker):
                    with suppress(WorkerCancelled):
                        await worker.wait()
        while self.desk.screen._layout_required and self.desk._exception is None:
            await self.pilot._wait_for_screen()
        if self.desk._beside_timer is not None and self.desk._running:
            # Whoever reads what is told of a cell rests there.
            self.desk.refresh_bars()
            await self.pilot._wait_for_screen()

    async def _taken_up(self) -> None:
        """Wait until the desk has taken up what it was sent."""
        # The driver hands a message over in turns of the loop of its own.
        for _ in range(3):
            await asyncio.sleep(0)
        taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def take() -> None:
            if not taken.done():
                taken.set_result(None)

        if self.desk.call_later(take):
            await asyncio.wait([taken], timeout=5)

    async def until(self, words: str) -> None:
        """Wait for what the desk does by itself until these words are on the screen."""
        for _ in range(200):
            if words in self.text:
                return
            await self.pilot.pause(0.01)
            await self.settled()
        raise AssertionError(f"“{words}” has not come:\n{self.text}")

    async def ask(self, question: Callable[[Store], Result]) -> Result:
        """What the books say."""
        return await self.desk.books.write(question)

    async def look_around(self) -> None:
        """Let the desk look whether somebody else has changed the books."""
        await self.desk._look()
        self.desk._looking = not self.looks_by_itself
        # No key set this off, so nothing that deals with keys waits for it.
        await self.pilot._wait_for_screen()
        await self.settled()

    # What the person sees

    def sees(self, *words: str) -> None:
        """See all of these on the screen; a sentence may go on in the next line."""
        shown = " ".join(self.text.split())
        for each in words:
            assert each in shown, f"“{each}” is not on the screen:\n{self.text}"

    def does_not_see(self, *words: str) -> None:
        """See none of these on the screen."""
        shown = " ".join(self.text.split())
        for each in words:
            assert each not in shown, f"“{each}” is on the screen:\n{self.text}"

    def is_told(self, *words: str) -> None:
        """Find all of these in what the desk last said."""
        for each in words:
            assert each in self.said, f"“{each}” was not said, but “{self.said}”:\n{self.text}"

    def in_field(self, label: str) -> bool:
        """Whether the cursor is in the field of this label."""
        here = [part[2:] for part in self._form_lines() if part.startswith("›")]
        return any(part.startswith(f"{label} ") for part in here)

    def _form_lines(self) -> list[str]:
        """The lines of a form, those of its second column after those of its first."""
        parts = [line.split("│") for line in self.lines[self._title.bottom :]]
        return [each[0] for each in parts] + [each[1] for each in parts if len(each) > 1]

    @property
    def lines(self) -> list[str]:
        """The screen, a text for each line."""
        return [strip.text for strip in self._strips()]

    def _strips(self) -> list[Strip]:
        """The lines as they are drawn, with what is seen of the screens behind the one in front."""
        visible_screen_stack.set(self.desk._background_screens)
        return self.desk.screen._compositor.render_strips()

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def said(self) -> str:
        """What the desk last said: the line above the keys, or those down to the foot.

        Where it said nothing, what is told there of the record under the cursor.
        """
        lines = self.lines[self._message_lines]
        message = next(iter(self.desk.screen.query(MessageLine)), None)
        if message is not None and message.said_below and message.text:
            lines = lines[-1:]
        return " ".join(line.strip() for line in lines)

    @property
    def _message_lines(self) -> slice:
        for message in self.desk.screen.query(MessageLine):
            if message.display and message.region.height > 1:
                return slice(message.region.y, message.region.bottom)
        return slice(-2, -1)

    @property
    def question(self) -> str:
        """The words of what is asked, which may stand at the foot; empty when nothing is."""
        asked = self.lines[self._title.y : self._title.bottom]
        return " ".join(" ".join(line.strip(" ─") for line in asked).split())

    @property
    def question_text(self) -> str:
        """All of what is asked, without the list that it is about."""
        return "\n".join(line.rstrip() for line in self.lines[self._title.y :])

    @property
    def _title(self) -> Region:
        title = next(iter(self.desk.screen.query(Title)), None)
        return Region() if title is None else title.region

    @property
    def bar(self) -> str:
        """The sections, what the list is narrowed to, and the place."""
        return self.lines[1].strip()

    @property
    def keys(self) -> str:
        """The keys at the foot."""
        return self.lines[-1]

    @property
    def rows(self) -> list[str]:
        """The lines of the grid under its headings, those with something in them."""
        grid = self.desk.section.grid
        top = grid.region.y + grid.head
        end = top + max(1, min(grid._page, len(grid.source) - grid._top))
        shown = [line.replace("‹", " ") for line in self.lines[top:end]]
        if grid.cell_columns:
            # In a matrix the cursor's cell is bracketed.
            shown = [re.sub(r"[\[\]]", " ", line) for line in shown]
        return [line for line in shown if line.strip()]

    @property
    def first_words(self) -> list[str]:
        """The first column of the rows, as far as it is shown."""
        return [line[1:].split("  ")[0].strip() for line in self.rows]

    @property
    def at(self) -> str:
        """The row with the cursor."""
        return next((line[1:].rstrip() for line in self.rows if line[0] == "›"), "")

    def row_of(self, words: str) -> str:
        """The row of the grid that begins with these words, single-spaced; empty without one."""
        rows = [" ".join(line[1:].split()) for line in self.rows]
        return next((row for row in rows if row.startswith(words)), "")

    def line_of(self, words: str) -> str:
        """The first line with these words."""
        found = [line for line in self.lines if words in line]
        assert found, f"“{words}” is not on the screen:\n{self.text}"
        return found[0].rstrip()

    def under(self, label: str) -> str:
        """What stands under the field of this label."""
        lines = self.lines[self._title.bottom :]
        at = next(at for at, line in enumerate(lines) if line[2:].startswith(label))
        return lines[at + 1].strip()

    def field(self, label: str) -> str:
        """What stands in the field of this label."""
        line = next(line for line in self._form_lines() if line[2:].startswith(label + " "))
        return line[2 + len(label) :].strip().removesuffix(" ▾")

    def style(self, words: str, line: int) -> Style:
        """The style that these words of a line are drawn in."""
        strip = self._strips()[line]
        at = strip.text.index(words)
        x = 0
        for segment in strip:
            x += len(segment.text)
            if x > at:
                return segment.style or Style()
        raise AssertionError(words)


def _event_of(key: str, desk: Desk) -> events.Key:
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character: str | None
    if len(key) == 1:
        character = key
    else:
        try:
            character = unicodedata.lookup(
                _get_unicode_name_from_key(REPLACED_KEYS.get(name, name))
            )
        except KeyError:
            character = None
    event = events.Key(name, character)
    event.set_sender(desk)
    return event


def _comes_to_an_end(worker: Any) -> bool:
    """Whether a worker ends by itself: a command may wait for what the person does next."""
    if worker.group != "default":
        return True
    return not isinstance(worker.node, (Desk, Ask))


@asynccontextmanager
async def at_the_desk(
    opening: Callable[[], Store] | None = None,
    *,
    path: Path | None = None,
    size: tuple[int, int] = (80, 24),
    read_only: bool = False,
    today: date = TODAY,
    keys: Mapping[str, Keys] | None = None,
    slow_line: bool | None = None,
    first_run: bool = False,
    looks_by_itself: bool = True,
    tour: bool = False,
) -> AsyncIterator[User]:
    """Open the desk: on the sample, on the store of this path, or on what `opening` opens.

    On the `first_run` there is no store yet, and the desk asks how to begin. Unless it
    `looks_by_itself`, what others save comes on the screen when the person looks around.
    """

    def sample() -> Store:
        return open_sample(today, read_only=read_only)

    def own() -> Store:
        assert path is not None
        return Store.open(path, today=today, read_only=read_only, create=True)

    configuration = Configuration(Path("/no/configuration.toml"), keys=dict(keys or {}))
    options = DeskOptions(
        path, path is None, read_only, True, today, configuration, slow_line=slow_line, tour=tour
    )
    chosen: Future[DeskOptions] = Future()

    def as_chosen() -> Store:
        return sample() if chosen.result().sample else own()

    if not first_run:
        chosen.set_result(options)
    books = StoreThread(opening or as_chosen)
    try:
        desk = Desk(options, books, choose=chosen.set_result if first_run else None)
        desk._looking = not looks_by_itself
        async with desk.run_test(size=size) as pilot:
            user = User(desk, pilot, looks_by_itself=looks_by_itself)
            await user.settled()
            yield user
    finally:
        if not chosen.done():
            chosen.set_exception(Problem("Nothing was chosen."))
        books.close()
