"""The screen of exports: papers under their readers, found by any word, with a live preview."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from data.exports.writers.cells import clean_line
from data.exports.writers.plain_text import readable, table_lines
from data.files.typed_paths import completions, kind_at
from data.tables.circulation import told_of_circulation
from data.tables.table import Summary
from models.fields.dates import show_date
from models.fields.field import DeskField
from tui.dialogs.ask import Title
from tui.forms.entry import Offered
from tui.forms.form_pane import Finder
from tui.forms.path_pane import PathPane
from tui.forms.questions import FieldsScreen, Problems
from tui.widgets.bars import KeyHint
from tui.widgets.canvas import Canvas, Words

_LOWEST_FORM, _PREVIEW = 13, 9
"""Lines: of the form on a small screen, and of the least preview that is worth its room."""


class Preview(NamedTuple):
    """A preview of the export: a table with its first rows, their number, and the file.

    `problem` says why it cannot be, in place of all that.
    """

    summary: Summary | None = None
    rows: int = 0
    path: Path | None = None
    problem: str = ""


_MOST_SAID, _ROOMY = 2, 12
"""Lines of the sentence that a paper begins with, where there are so many lines for a preview."""

Previewer = Callable[[Mapping[str, str]], Awaitable[Preview | None]]
"""Makes the preview of what stands in the form; None when somebody typed on meanwhile."""


class ExportPane(PathPane):
    """A form that tells of every key that it took, and completes paths."""

    class Edited(Message):
        """Something stands in it otherwise, or something else is chosen."""

    def on_key(self, event: events.Key) -> None:
        """Edit, complete a path, or move on."""
        super().on_key(event)
        self.post_message(self.Edited())

    def take(self, what: object) -> None:
        """Take what was clicked, and tell of it."""
        super().take(what)
        self.post_message(self.Edited())

    def scroll_lines(self, lines: int, over: object) -> None:
        """Choose among what is offered, and tell of it."""
        super().scroll_lines(lines, over)
        self.post_message(self.Edited())

    def on_paste(self, event: events.Paste) -> None:
        """Tell of pasted text, which the form has taken by the time that this is heard."""
        self.post_message(self.Edited())

    @property
    def texts_shown(self) -> dict[str, str]:
        """The text of every field, with the chosen suggestion in the current one."""
        texts = self.texts
        if found := self._found():
            texts[self.current.name] = found
        return texts

    def _found(self) -> str:
        """The suggestion chosen in the current field, or found by the words in it."""
        entry = self.current
        if entry.chosen is not None and entry.chosen < len(entry.suggestions):
            return entry.suggestions[entry.chosen][0]
        if entry.name not in self.finds or not entry.typed or entry.name in self.completes:
            return ""
        names = [name for name, _ in entry.suggestions]
        return names[0] if names and entry.editor.text not in names else ""

    def _leave_field(self, *, take: bool) -> None:
        """Take what was found by the words; else as every form does."""
        if take and (found := self._found()):
            self.current.editor.put(found)
            self.current.chosen = None
        super()._leave_field(take=take)


class ExportScreen(FieldsScreen):
    """Asks what is to be written, as what and where; below it the first rows of just that."""

    FORM_KEYS: ClassVar[Sequence[KeyHint]] = (
        KeyHint("Ctrl+S", "make it"),
        KeyHint("Enter", "next field"),
        KeyHint("↓", "choose"),
        KeyHint("Tab", "complete, next"),
        KeyHint("Esc", "leave"),
    )
    DEFAULT_CSS = f"ExportScreen ExportPane {{ height: {_LOWEST_FORM}; }}"

    def __init__(
        self,
        fields: Sequence[tuple[str, DeskField]],
        shown: Mapping[str, str],
        today: date,
        check: Callable[[dict[str, str]], Problems],
        offered: Offered,
        finds: Mapping[str, Finder],
        group_of: Callable[[str], str],
        preview: Previewer,
    ) -> None:
        super().__init__("Export", fields, shown, today, check, offered=offered)
        self._finds, self._group_of, self._preview = finds, group_of, preview
        self._rows = PreviewRows()
        self._last: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The title, the form, the preview, a message, the keys."""
        with Vertical():
            yield Title(f"Export · as at {show_date(self._today)}")
            yield ExportPane(self._today)
            yield self._rows
            yield self._message
            yield self._foot

    def rows_wanted(self, width: int) -> int | None:
        """None: the preview takes what the fields leave."""
        return None

    def on_mount(self) -> None:
        """Begin at the first field."""
        pane = self.query_one(ExportPane)
        pane.finds, pane.group_of = self._finds, self._group_of
        pane.completes = {"file": completions}
        super().on_mount()
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        """Give the preview what the form does not need."""
        room = event.size.height - _PREVIEW - 3
        height = max(len(self._fields) + 2, min(room, 2 * _LOWEST_FORM))
        pane = self.query_one(ExportPane)
        pane.styles.height = height
        pane.most_offered = max(3, height - len(self._fields))

    def on_export_pane_edited(self, _: ExportPane.Edited) -> None:
        """Show what would be written now."""
        self.look()

    def look(self) -> None:
        """Make the preview anew when something else is wanted than is shown."""
        texts = self.query_one(ExportPane).texts_shown
        if texts != self._last:
            self._last = texts
            self.run_worker(self._look(texts), exclusive=True, group="preview")

    async def _look(self, texts: dict[str, str]) -> None:
        found = await self._preview(texts)
        if found is not None:
            self._rows.show(found)


def _folded(text: str, width: int, style: str, most: int) -> list[Words]:
    """A text on as many lines as it needs, of at most so many; the last says that it goes on."""
    lines = textwrap.wrap(text, max(20, width - 2), max_lines=max(1, most), placeholder=" …")
    return [[(f" {line}", style)] for line in lines]


class PreviewRows(Canvas):
    """The first rows of what would be written, under the sentence that it begins with."""

    DEFAULT_CSS = "PreviewRows { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._given = Preview()

    def show(self, given: Preview) -> None:
        """Show this."""
        self._given = given
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """The sentence, the rows, where the file goes."""
        given = self._given
        if given.problem:
            return _folded(given.problem, width, "warn", height)
        summary = given.summary
        if summary is None:
            return []
        said = _sentence(summary)
        left_out = [clean_line(told) for told in told_of_circulation(summary)]
        lines = _folded(said, width, "strong", _MOST_SAID if height >= _ROOMY else 1)
        # How much is left out is why it is looked at: it is never cut.
        lines += [line for told in left_out for line in _folded(told, width, "warn", height)]
        where = [_where(given.path, width)] if given.path else []
        room = max(0, height - len(lines) - len(where) - 1)
        if summary.columns and room > 1:
            shown = readable(summary, width - 2)
            head, _, *rows = table_lines(shown, width - 2)
            lines.append([(f" {head}", "label")])
            lines += [[(f" {row}", "quiet")] for row in rows[: room - 1]]
            more = given.rows - min(len(rows), room - 1)
            lines.append([(f" ↓ {more:,} more" if more > 0 else "", "label")])
        lines = lines[: height - len(where)]
        lines += [[("", "")]] * (height - len(where) - len(lines))
        return [*lines, *where]


def _sentence(summary: Summary) -> str:
    """The answer of the paper, or else how many rows it has."""
    if summary.paper is not None and summary.paper.answer:
        return clean_line(" ".join(summary.paper.answer))
    told = [note for note in summary.notes if not note.startswith("For circulation")]
    return clean_line(told[0] if told else summary.title)


def _where(path: Path, width: int) -> Words:
    """The file that would be written, and whether one is there; its name is never cut."""
    said: list[tuple[str, str]] = [(" New file: ", "label")]
    if kind_at(path) == "file":
        written = date.fromtimestamp(path.stat().st_mtime)
        said = [(" Replaces the file of ", "label"), (show_date(written), "warn"), (": ", "label")]
    room = max(20, width - sum(len(text) for text, _ in said) - 1)
    shown = str(path)
    return [*said, (shown if len(shown) <= room else f"…{shown[1 - room :]}", "")]
