"""The start: the first screen stands at once, and nothing is loaded that it does not need."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from data.files.configuration import Configuration
from data.sample.store import open_sample
from data.store.backups import backups_of
from data.store.store import Store
from data.store.thread import StoreThread
from models.people.person import Person
from tests.tui.user import TODAY, User, at_the_desk
from tui.desk import starting
from tui.desk.app import Desk
from tui.desk.options import DeskOptions
from tui.sections.today import today_prepared


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_screen_is_painted_once_with_the_cursor_where_it_stays(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
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
    configuration = Configuration(Path("/no/configuration.toml"))
    options = DeskOptions(None, True, False, True, TODAY, configuration)
    books = StoreThread(lambda: open_sample(TODAY))
    try:
        first = books.submit(today_prepared)
        assert first.exception() is None
        desk = Desk(options, books, first)
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
    finally:
        books.close()


NOT_NEEDED = {
    # Of others: what writes and reads files, what only some screens show, and the network.
    "argcomplete", "docx", "holidays", "icalendar", "lxml", "markdown_it", "openpyxl", "pygments",
    "python_calamine", "ssl", "typst", "xlrd",
    "textual.command", "textual.widgets._data_table", "textual.widgets._directory_tree",
    "textual.widgets._input", "textual.widgets._markdown", "textual.widgets._option_list",
    "textual.widgets._select", "textual.widgets._text_area", "typing_extensions", "xlsxwriter",
    # Of ours: what a key or a verb asks for first.
    "data.catalogues.loading", "data.exports.exports", "data.exports.writing",
    "data.imports.importing", "data.policies.approvals", "data.policies.document_parts",
    "data.policies.matrix", "data.sample.records", "data.sample.store",
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
    # Of ours: what another process reads Today with.
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


def test_what_is_left_out_while_textual_is_loaded_is_whole_for_whoever_asks_later() -> None:
    code = """
from tui.desk.loading import textual_alone
with textual_alone():
    import textual.app
import textual.command, typing, typing_extensions
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
