"""What later keys need is loaded while nobody presses one, and keeps no key waiting."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.tui.user import at_the_desk
from tui.desk import app, loading_ahead

_LOAD = """
import sys
from tui.desk import loading_ahead
needed = {"tui.forms.record_form", "tui.commands.records", "tui.policies.sections",
          "tui.meetings.sections", "tui.sections.matrix"}
assert not needed & set(sys.modules)
steps = sum(1 for _ in loading_ahead.pieces())
assert needed <= set(sys.modules), needed - set(sys.modules)
assert steps > 3, "a key waits for one of them at most"
assert not {"tui.support.sections", "tui.charges.sections"} & set(sys.modules)
assert not list(loading_ahead.pieces())
"""


def test_the_first_form_and_the_first_matrix_have_nothing_left_to_load() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr


async def test_it_is_loaded_once_the_first_screen_stands_and_a_key_goes_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = asyncio.Event()

    def pieces() -> Iterator[None]:
        yield
        loaded.set()

    monkeypatch.setattr(app, "_AT_LEISURE", 0.001)
    monkeypatch.setattr(loading_ahead, "pieces", pieces)
    async with at_the_desk() as user:
        async with asyncio.timeout(5):
            await loaded.wait()
        loaded.clear()
        with user.desk.keys_held():
            task = asyncio.create_task(loading_ahead.load_ahead(user.desk))
            await user.pilot.pause(3 * loading_ahead._BETWEEN)
            assert not loaded.is_set()
        async with asyncio.timeout(5):
            await task
        assert loaded.is_set()
