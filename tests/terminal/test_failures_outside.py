"""Whatever part of the desk fails, it ends as after a failed command, and nothing typed is lost."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal
from tests.terminal.test_ends import is_offered_again, type_half_a_school

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")

Desk = Callable[..., Terminal]

FAILS = """
from tui.command_line.main import main
from tui.desk.app import Desk
from tui.forms.form_pane import FormPane

SECRET = "Holy Trinity has a secret"
pressed = FormPane.on_key

def on_key(pane, event):
    if event.key != "f12":
        pressed(pane, event)
    else:
        fail(pane.app)

FormPane.on_key = on_key

def error():
    secret = SECRET
    raise RuntimeError("broken on purpose")

{fail}
raise SystemExit(main())
"""

PLACES = {
    "the thread that reads": """
from tui.terminal.linux_driver import TerminalDriver
def fail(desk):
    TerminalDriver.process_message = lambda driver, message: error()
""",
    "the thread that writes": """
from tui.terminal.output import Output
def fail(desk):
    tries = Output._try
    def once(output, work):
        Output._try = tries
        tries(output, error)
    Output._try = once
""",
    "a timer": """
def fail(desk):
    desk.set_timer(0.01, error)
""",
    "a callback of the loop": """
import asyncio
def fail(desk):
    asyncio.get_running_loop().call_soon(error)
""",
    "a task that nobody waits for": """
import asyncio
async def in_vain():
    error()
def fail(desk):
    asyncio.create_task(in_vain())
""",
    "what Textual panics about": """
def fail(desk):
    desk.panic(SECRET)
""",
    "a handler": """
def fail(desk):
    error()
""",
    "the loop itself": """
def fail(desk):
    async def broken(): error()
    desk._shutdown = broken
    desk.exit()
""",
}


@pytest.mark.parametrize("fail", PLACES.values(), ids=list(PLACES))
def test_a_failure_ends_the_desk_with_one_line_a_private_log_and_the_draft(
    program: list[str], desk: Desk, sample_books: Path, fail: str
) -> None:
    usual = list(program)
    program[:] = [sys.executable, "-c", FAILS.format(fail=fail)]
    terminal = desk("--store", str(sample_books), size=(200, 24))
    type_half_a_school(terminal)
    terminal.press("f12")
    # A thread that reads or writes fails when it has something to do.
    for _ in range(100):
        if not terminal.has_ended():
            terminal.press("tab", delay=0.05)
    assert terminal.exit_code() == 1
    # One line of the program is two of the terminal.
    said = "".join(terminal.lines())
    assert said.startswith("alliance: the desk met an error of its own (RuntimeError) and closed")
    assert said.endswith("to its developers.")
    assert "secret" not in terminal.text
    log = sample_books.with_name("alliance-desk-error.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "secret" not in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
    program[:] = usual
    is_offered_again(desk("--store", str(sample_books)))
