"""No key is lost and none lands in the wrong field, however fast it follows the one before.

The keys of a test are all in the app's queue before the first of them is handled, as when a
terminal delivers them in one write.
"""

from __future__ import annotations

import asyncio
import json
import os
import pty
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from textual import on, work
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tui.terminal.typing_ahead import TypingAhead

END, BACKSPACE, SAVE, SAVE_AND_NEXT, QUIT = "\x1b[F", "\x7f", "\x13", "\x0e", "\x11"
NAMES = ("Blue Coat", "St Mary's", "Ashington")


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def record(number: int) -> tuple[str, list[str]]:
    """What is typed into the twelve fields of a form, and what must be in them."""
    typed = f"{NAMES[number]}xy{BACKSPACE}{BACKSPACE}\t{END}{BACKSPACE}{BACKSPACE}99\r"
    fields = [f"{place} of {number}" for place in range(10)]
    typed += "\t".join(f"{field}?{BACKSPACE}" for field in fields)
    return typed, [NAMES[number], "100099", *fields]


class Form(ModalScreen[tuple[list[str], bool]]):
    """Twelve fields; the second holds something to correct."""

    BINDINGS = [
        Binding("ctrl+s", "save(False)", "Save"),
        Binding("ctrl+n", "save(True)", "Save and next"),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for place in range(12):
                field = Input("100002" if place == 1 else "", compact=True, select_on_focus=False)
                field.cursor_blink = False
                yield field

    @on(Input.Submitted)
    def next_field(self) -> None:
        self.focus_next()

    @work
    async def action_save(self, another: bool) -> None:
        assert isinstance(self.app, Desk)
        with self.app.keys_held():
            await self.app.reach_store()
            self.dismiss(([field.value for field in self.query(Input)], another))


class Page(Widget, can_focus=True):
    """What a tab mounts when it is first shown; it needs to know how much of it is seen."""

    def on_key(self) -> None:
        assert isinstance(self.app, Desk)
        self.app.pages_seen.append(self.size.height)


class Desk(TypingAhead, App[None]):
    """A list, a form on `a`, and a store in a thread of its own."""

    BINDINGS = [
        Binding("a", "add", "Add"),
        Binding("o", "open", "Open"),
        Binding("f", "fail", "Fail"),
        Binding("b", "block", "Block"),
        Binding("p", "page", "Page"),
        Binding("x", "explode", "Explode"),
        Binding("n", "count", "Count"),
        Binding("ctrl+q", "quit", "Quit", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.store = ThreadPoolExecutor(max_workers=1)
        self.store_answers = Event()
        self.store_answers.set()
        self.list_goes_on = asyncio.Event()
        self.records: list[list[str]] = []
        self.pages_seen: list[int] = []
        self.counted: list[bool] = []
        self.ready_with: str | None = None

    def compose(self) -> ComposeResult:
        yield OptionList("one", "two", "three")

    async def reach_store(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self.store, self.store_answers.wait, 10)

    @work
    async def action_add(self) -> None:
        with self.keys_held():
            another = True
            while another:
                await self.reach_store()
                values, another = await self.push_screen_wait(Form())
                await self.reach_store()
                self.records.append(values)

    @work
    async def action_open(self) -> None:
        await self.open_screen(Form())
        assert self.focused is not None
        self.ready_with = f"{self.focused.size.width > 0} {len(self._waiting_keys)}"

    @work(exit_on_error=False)
    async def action_fail(self) -> None:
        with self.keys_held():
            await self.reach_store()
            raise OSError("The store is gone")

    def action_block(self) -> None:
        self.query_one(OptionList).call_later(self.list_goes_on.wait)

    async def action_page(self) -> None:
        page = Page()
        page.styles.height = 7
        await self.mount(page)
        page.focus()

    def action_explode(self) -> None:
        raise ValueError("A fault in the program")

    def action_count(self) -> None:
        self.counted.append(self.store_answers.is_set())


def type_at_once(app: Desk, typed: str) -> None:
    for event in XTermParser().feed(typed):
        app.post_message(event)


def values_of(app: Desk) -> list[str]:
    return [field.value for field in app.screen.query(Input)]


async def test_a_record_typed_behind_the_key_that_opens_its_form_is_saved_as_typed() -> None:
    typed, expected = record(0)
    app = Desk()
    async with app.run_test():
        type_at_once(app, "a" + typed + SAVE)
        await app.keys_settled()
        assert app.records == [expected]


async def test_save_and_next_puts_what_follows_into_the_next_form() -> None:
    typed, expected = zip(*(record(number) for number in range(3)), strict=True)
    app = Desk()
    async with app.run_test():
        type_at_once(app, "a" + SAVE_AND_NEXT.join(typed) + SAVE)
        await app.keys_settled()
        assert app.records == list(expected)


async def test_keys_after_a_save_wait_until_the_opener_has_taken_the_answer() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, "aone" + SAVE + "atwo" + SAVE)
        await app.keys_settled()
        assert [values[0] for values in app.records] == ["one", "two"]


async def test_pasted_text_keeps_its_place_between_keys() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, f"aab{pasted('PASTE')}c\t{END}q{pasted('[b]')}r")
        await app.keys_settled()
        assert values_of(app)[:2] == ["abPASTEc", "100002q[b]r"]


async def test_a_field_that_selects_on_focus_selects_before_the_next_key() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, "a")
        await app.keys_settled()
        for field in app.screen.query(Input):
            field.select_on_focus = True
        type_at_once(app, f"x\t{END}9\t\x1b[Z7")
        await app.keys_settled()
        assert values_of(app)[:2] == ["x", "7"]


async def test_held_keys_wait_as_long_as_the_store_takes() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.store_answers.clear()
        type_at_once(app, "fnn")
        await pilot.pause()
        held = list(app.counted)
        app.store_answers.set()
        await app.keys_settled()
        assert held == []
        assert app.counted == [True, True]


async def test_a_command_that_fails_or_is_cancelled_gives_the_keys_back() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.store_answers.clear()
        type_at_once(app, "fn")
        await pilot.pause()
        assert app.counted == []
        app.workers.cancel_all()
        await app.keys_settled()
        assert app.counted == [False]
        app.store_answers.set()


async def test_nested_holds_end_with_the_outermost() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        with app.keys_held():
            with app.keys_held():
                type_at_once(app, "n")
            await pilot.pause()
            assert app.counted == []
        await app.keys_settled()
        assert app.counted == [True]


async def test_an_opened_screen_is_laid_out_before_a_key_that_waits_reaches_it() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, "oxy")
        await app.keys_settled()
        assert app.ready_with == "True 2"
        assert values_of(app)[0] == "xy"


async def test_a_widget_mounted_by_a_key_has_its_size_when_the_next_key_comes() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, "p ")
        await app.keys_settled()
        assert app.pages_seen == [7]


async def test_a_fault_ends_the_app_though_keys_are_waiting() -> None:
    app = Desk()

    async def session() -> None:
        async with app.run_test():
            type_at_once(app, "nxnnn")
            await app.keys_settled()

    with pytest.raises(ValueError, match="A fault in the program"):
        await session()
    assert app.counted == [True]


async def test_keys_typed_behind_the_one_that_quits_are_dropped() -> None:
    app = Desk()
    async with app.run_test():
        type_at_once(app, f"n{QUIT}nn")
        await app.keys_settled()
        assert app.counted == [True]


async def test_a_widget_that_never_comes_to_an_end_does_not_freeze_the_keyboard() -> None:
    app = Desk()
    app.KEY_PATIENCE = 0.05  # type: ignore[misc]
    async with app.run_test():
        type_at_once(app, "b")
        await app.keys_settled()
        app.screen.set_focus(None)
        type_at_once(app, "nn")
        await app.keys_settled()
        assert app.counted == [True, True]
        app.list_goes_on.set()


async def test_pilot_presses_reach_the_form() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("a", "h", "i", "tab", "end", "3")
        await app.keys_settled()
        assert values_of(app)[:2] == ["hi", "1000023"]


async def test_nothing_runs_when_no_key_waits() -> None:
    app = Desk()
    async with app.run_test():
        app.post_message(Key("down", None))
        await app.keys_settled()
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "keys in order"]


def test_one_write_to_a_real_terminal_saves_three_records_and_quits(tmp_path: Path) -> None:
    typed, expected = zip(*(record(number) for number in range(3)), strict=True)
    answer = tmp_path / "records.json"
    terminal, program_end = pty.openpty()
    root = Path(__file__).parents[3]
    program = subprocess.Popen(
        [sys.executable, __file__, str(answer)],
        stdin=program_end,
        stdout=program_end,
        stderr=program_end,
        start_new_session=True,
        env={
            **os.environ,
            "TERM": "xterm-256color",
            "LINES": "24",
            "COLUMNS": "80",
            "PYTHONPATH": str(root),
        },
    )
    os.close(program_end)
    try:
        shown = b""
        while b"three" not in shown and select.select([terminal], [], [], 20)[0]:
            shown += os.read(terminal, 65536)
        data = ("a" + SAVE_AND_NEXT.join(typed) + SAVE + QUIT).encode()
        assert os.write(terminal, data) == len(data)
        while select.select([terminal], [], [], 20)[0]:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                # Linux says that the program has closed its end by an error, not by no bytes.
                break
        assert program.wait(20) == 0
    finally:
        program.kill()
        os.close(terminal)
    assert json.loads(answer.read_text()) == list(expected)


if __name__ == "__main__":
    desk = Desk()
    desk.run()
    Path(sys.argv[1]).write_text(json.dumps(desk.records))
