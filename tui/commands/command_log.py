"""The log of changes on the screen, as `alliance …` lines for a script."""

from __future__ import annotations

from textual import events

from data.tables.command_log import Logged, command_log, script_of
from tui.dialogs.ask import Show
from tui.widgets.bars import KeyHint
from tui.widgets.canvas import Words
from tui.workbench.workbench import Workbench


class CommandLog(Show):
    """Shows the lines, the newest first; `y` copies them to the clipboard of the terminal."""

    HINTS = (KeyHint("y", "copy as a script"),)

    def __init__(self, log: list[Logged]) -> None:
        super().__init__("What was done, as lines for a script", _lines(log))
        self._log = log

    def on_key(self, event: events.Key) -> None:
        """Copy; the keys that leave are those of every message."""
        if event.key != "y":
            return
        event.stop()
        self.app.copy_to_clipboard(script_of(self._log) + "\n")
        count = sum(len(each.lines) for each in self._log)
        self.bench.say(f"{count:,} lines sent to the terminal's clipboard.", "good")
        self.dismiss(True)


def _lines(log: list[Logged]) -> list[Words]:
    lines: list[Words] = []
    for each in reversed(log):
        lines.append([(f" {each.when}  ", "label"), (each.what, "strong")])
        lines += [[("   ", ""), (line, "")] for line in each.lines]
        lines.append([("", "")])
    return lines or [[(" Nothing has been changed yet.", "quiet")]]


async def show_command_log(bench: Workbench) -> None:
    """Show what was done as lines of the command, the newest first."""
    await bench.ask(CommandLog(await bench.books.read(command_log)))
