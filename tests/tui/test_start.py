"""The start: the first screen stands at once, and nothing is loaded that it does not need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from data.configuration import Configuration
from data.sample_store import open_sample
from data.store_thread import StoreThread
from tests.tui.user import TODAY, User
from tui.desk import Desk
from tui.options import DeskOptions
from tui.sections import today_prepared


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
        desk = Desk(options, books, books.submit(today_prepared).result())
        async with desk.run_test(size=size) as pilot:
            user = User(desk, pilot)
            await user.settled()
            assert user.at
            assert user.style(user.at[:8], 3).reverse
            assert len(updates) == 1
            assert not any(layouts)
            await user.press("h")
            assert "Open a line with Enter" in user.said
            assert len(updates) == 2
    finally:
        books.close()
