"""No key is lost and none lands in the wrong field, however fast it follows the one before."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tui.typing_ahead import TypingAhead

FIELDS = 12
NEW = ["", "100002", *[""] * (FIELDS - 2)]

Answer = tuple[list[str], bool]


class Form(ModalScreen[Answer]):
    """Twelve fields; the second holds something to correct."""

    BINDINGS = [
        Binding("ctrl+s", "save(False)", "Save"),
        Binding("ctrl+n", "save(True)", "Save and next"),
    ]

    def __init__(self, answer_after: Callable[[], Any]) -> None:
        super().__init__()
        self.answer_after = answer_after

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for number, value in enumerate(NEW):
                field = Input(value, id=f"f{number}", compact=True, select_on_focus=False)
                field.cursor_blink = False
                yield field

    @on(Input.Submitted)
    def next_field(self) -> None:
        self.focus_next()

    @work
    async def action_save(self, again: bool) -> None:
        with self.app.keys_held():  # type: ignore[attr-defined]
            await self.answer_after()
            self.dismiss(([field.value for field in self.query(Input)], again))


class Books:
    """What both desks do: a list, a form on `a`, and a store in a thread of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.executor = ThreadPoolExecutor(max_workers=1)
        self.wait_for_store: Callable[[], None] = lambda: None
        self.records: list[list[str]] = []
        self.opened = 0

    async def store(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.executor, self.wait_for_store)


class DeskOfTheTests(Books, TypingAhead[None]):
    BINDINGS = [Binding("a", "add", "Add"), Binding("ctrl+q", "quit", "Quit", priority=True)]

    def compose(self) -> ComposeResult:
        yield OptionList("one", "two", "three")

    @work
    async def action_add(self) -> None:
        with self.keys_held():
            again = True
            while again:
                await self.store()
                self.opened += 1
                values, again = await self.push_screen_wait(Form(self.store))
                self.records.append(values)
                await self.store()
                self.query_one(OptionList).add_option(values[0])
