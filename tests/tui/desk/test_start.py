"""The start: the first screen stands at once, and nothing is loaded that it does not need."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from data.files.configuration import Configuration
from data.problems import StoreProblem
from data.sample.store import open_sample
from data.store.backups import backups_of
from data.store.store import Store
from data.store.thread import StoreThread
from models.people.person import Person
from tests.tui.user import TODAY, User, at_the_desk
from tui.desk import starting
from tui.desk.app import Desk
from tui.desk.options import DeskOptions
from tui.sections.section import Prepared
from tui.sections.today import today_prepared


@pytest.fixture
def books() -> Iterator[StoreThread]:
    """The sample in its thread."""
    thread = StoreThread(lambda: open_sample(TODAY))
    yield thread
    thread.close()


def desk_on(books: StoreThread, first: Future[Prepared]) -> Desk:
    """A desk on these books that shows Today once it is there."""
    configuration = Configuration(Path("/no/configuration.toml"))
    return Desk(DeskOptions(None, True, False, True, TODAY, configuration), books, first)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_screen_is_painted_once_with_the_cursor_where_it_stays(
    size: tuple[int, int], books: StoreThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates: list[Any] = []
    layouts: list[bool] = []
    display, lay_out = App._display, Screen._refresh_layout

    def displayed(app: App[Any], screen: Screen[Any], update: Any) -> None:
        if update is not None:
            updates.append(update)
        display(app, screen, update)

    def laid_out(screen: Screen[Any], *arguments: Any, **options: Any) -> None:
        # Textual tells a screen its first size several times.
        layouts.append(not arguments)
        lay_out(screen, *arguments, **options)

    monkeypatch.setattr(App, "_display", displayed)
    monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
    first = books.submit(today_prepared)
    assert first.exception() is None
    desk = desk_on(books, first)
    async with desk.run_test(size=size) as pilot:
        user = User(desk, pilot)
        await user.settled()
        assert user.at
        assert user.style(user.at[:8], 5).reverse
        assert len(updates) == 1
        assert not any(layouts)
        await user.press("h")
        assert "Open a line with Enter" in user.said
        assert len(updates) == 2


NOT_NEEDED = {
    # Of others: what writes and reads files, what only some screens show, and the network.
    "argcomplete", "docx", "holidays", "icalendar", "lxml", "markdown_it", "openpyxl", "pygments",
    "python_calamine", "sqlite3", "ssl", "typst", "xlrd", "_hashlib",
    "textual.command", "textual.widgets._data_table", "textual.widgets._directory_tree",
    "textual.widgets._input", "textual.widgets._markdown", "textual.widgets._option_list",
    "textual.widgets._select", "textual.widgets._text_area", "typing_extensions", "xlsxwriter",
    # Of ours: what a key or a verb asks for first.
    "data.catalogues.loading", "data.exports.exports", "data.exports.writing",
    "data.imports.importing", "data.policies.approvals", "data.policies.document_parts",
    "data.policies.matrix", "data.sample.records", "data.sample.store",
    "data.store.change", "data.store.undo",
    "data.summaries.policies.policy_matrix", "data.summaries.registry", "data.tables.cells",
    "data.tables.charts", "data.tables.details", "data.tables.finding", "data.tables.matrix",
    "data.tables.paper", "tui.command_line.changing", "tui.command_line.completers",
    "tui.command_line.exporting", "tui.command_line.history", "tui.command_line.importing",
    "tui.command_line.looking", "tui.command_line.store_files", "tui.schools.verbs",
    "tui.commands.exporting", "tui.commands.help_page",
    "tui.commands.importing", "tui.commands.lists", "tui.commands.records", "tui.desk.another_day",
    "tui.desk.first_run", "tui.desk.going", "tui.desk.palette", "tui.dialogs.ask",
    "tui.dialogs.finder", "tui.dialogs.history_page", "tui.forms.form_pane",
    "tui.forms.record_form", "tui.meetings.sections", "tui.policies.sections",
    "tui.schools.sections", "tui.sections.lettered", "tui.sections.matrix", "tui.sections.view",
    "tui.workstreams.sections",
    # Of ours, and what they need of others: the parser of verbs, and where drafts are read.
    "argparse", "data.files.drafts", "gettext", "tui.command_line.paging",
    "tui.command_line.parsing", "tui.command_line.verbs",
    # Of ours: what another process reads Today with.
    "data.today.matters", "data.today.screen", "models.alliances.alliance",
    "models.calendar.calendars", "models.policies.policy", "models.policies.school_policy",
    "models.schools.school",
    "data.charges.recovery", "data.indicators.returns", "data.memberships.as_of",
    "data.policies.standing", "data.support.standing", "models.meetings.meeting",
    "models.memberships.membership", "models.support.deployment", "models.workstreams.commitment",
}  # fmt: skip

_OPEN = """
import gc, json, os, sys

def report():
    # The desk has shown its first screen, and begins to look for garbage. What is printed is
    # Textual's, which keeps the end of it.
    print(json.dumps(sorted(sys.modules)), file=sys.__stdout__, flush=True)
    os._exit(0)

gc.freeze = report
import tui.command_line.main, tui.desk.opening
sys.argv[1:] = ["--store", sys.argv[1]]
tui.desk.opening.run = tui.desk.opening._run
sys.exit(tui.command_line.main.main())
"""


async def test_the_desk_stands_while_today_is_read_and_shows_it_once_it_is(
    books: StoreThread,
) -> None:
    first: Future[Prepared] = Future()
    desk = desk_on(books, first)
    async with desk.run_test(size=(120, 40)) as pilot:
        user = User(desk, pilot)
        await user.press("1")
        assert "row 1 of" in user.text, "nobody waits for Today who wants the schools"
        await user.press("0")
        styles = [user.style(word, 39) for word in ("open", "filter")]
        assert styles[0] == styles[1], "what can be done as soon as it is read is not dim"
        first.set_result(books.submit(today_prepared).result())
        await user.settled()
        assert "What needs attention" in user.text
        assert user.style(user.at[:8], 5).reverse


async def test_books_that_cannot_be_read_end_a_desk_that_stands_already_in_words(
    books: StoreThread,
) -> None:
    first: Future[Prepared] = Future()
    desk = desk_on(books, first)
    async with desk.run_test(size=(80, 24)):
        first.set_exception(StoreProblem("The disk is full."))
    assert desk.return_value == StoreProblem.exit_code


def test_what_is_left_out_while_libraries_are_loaded_is_whole_for_whoever_asks_later() -> None:
    code = """
from tui.desk.loading import peewee_alone, textual_alone
with peewee_alone():
    import hashlib, peewee
import sqlite3, apsw
assert peewee.SqliteDatabase.server_version == tuple(map(int, apsw.sqlite_lib_version().split(".")))
assert sqlite3.connect(":memory:").execute("SELECT 1").fetchone() == (1,)
assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf")
with textual_alone():
    import textual.app
import rich.table, textual.command, typing, typing_extensions
assert rich.table.Table.add_column
assert textual.app.CommandPalette is not textual.command.CommandPalette
assert textual.command.CommandPalette.__init__.__annotations__
assert typing_extensions.deprecated and typing_extensions.Self is typing.Self
import ssl
ssl.create_default_context
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr


def test_the_first_screen_loads_nothing_that_only_a_later_one_needs(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    Store.open(path, today=TODAY, create=True).close()
    headless = {"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"}
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    ran = subprocess.run(
        [sys.executable, "-c", _OPEN, str(path)],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ | headless | home,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    loaded = set(json.loads(ran.stdout))
    assert {"tui.desk.app", "textual.app", "data.today.beside"} <= loaded
    assert sorted(loaded & NOT_NEEDED) == []


async def test_a_desk_ends_with_a_word_where_the_store_is_damaged_and_no_backup_is_made_of_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Add") as change:
        change.add(Person, {"name": "Ann Example"})
    content = bytearray(path.read_bytes())
    # The name stands differently in the table than in its index: Today reads neither.
    at = content.rindex(b"Ann Example")
    content[at : at + 3] = b"Zoe"
    path.write_bytes(content)
    monkeypatch.setattr(starting, "_LOOKED_AFTER", 0.01)
    async with at_the_desk(path=path) as user:
        async with asyncio.timeout(5):
            while not user.desk._exit:
                await asyncio.sleep(0.01)
        assert user.desk.return_code == 4
    assert not backups_of(path)
