"""The form of a letter's words, with the letter as it will read beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.worker import WorkType

from data.letters.alliances.composing import compose
from data.letters.letter import Letter
from data.letters.memberships.wanted import wanted
from data.letters.registry import LETTERS
from data.store.books import Books
from data.tables.parsing import read_values
from models.alliances.letter import LetterText, fields_of
from models.records.record import Values
from tui.alliances.letters_screen import as_shown
from tui.dialogs.ask import Title
from tui.forms.form_pane import FormPane
from tui.forms.record_form import KEYS, RecordForm
from tui.widgets.bars import KeyHint
from tui.widgets.canvas import Canvas, Words

_WIDE = 110
"""Columns from which on both have room."""
_READ = KeyHint("F6", "as it will read")


class Reading(NamedTuple):
    """A letter as it will read to somebody, and the name of its kind; None when nobody gets it."""

    name: str = ""
    letter: Letter | None = None


def reading_of(books: Books, typed: Mapping[str, str], seen: Values) -> Reading:
    """The letter with the words that are being typed, to the first whom it could go to."""
    values, _ = read_values(books, LetterText, typed)
    values = seen | values
    maker = LETTERS.get(str(values.get("letter")))
    alliance = values.get("alliance")
    if maker is None or not alliance:
        return Reading()
    own = str(values.get("subject") or ""), str(values.get("text") or "")
    found = wanted(books, maker, alliance=str(alliance)).recipients
    found = found or wanted(books, maker, alliance=str(alliance), anybody=True).recipients
    if not found:
        return Reading(maker.name)
    return Reading(maker.name, compose(books, maker, found[0], marked=True, own=own))


class LetterTextForm(RecordForm):
    """The form of the words of a letter; on a narrow screen F6 shows how they will read."""

    DEFAULT_CSS = """
    LetterTextForm Horizontal { height: 1fr; }
    LetterTextForm _Reads { width: 1fr; display: none; }
    """

    def __init__(self, record: type[LetterText]) -> None:
        super().__init__(record)
        self._reads = _Reads()
        self._alone = False

    def compose(self) -> ComposeResult:
        """The title, the form with the letter beside it, a message, the keys."""
        with Vertical():
            yield Title()
            with Horizontal():
                yield _WordsPane(self.bench.today)
                yield self._reads
            yield self._message
            yield self._foot

    def begin(self) -> None:
        """Fill the form, and show how the letter reads."""
        super().begin()
        self._alone = False
        self._arrange()
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        """Put the letter beside its words where both have room."""
        self._arrange()

    def on_key(self, event: events.Key) -> None:
        """Change between the words and how they will read, where there is room for one."""
        if event.key == "f6":
            event.stop()
            self._alone = not self._alone
            self._arrange()

    def on_words_pane_edited(self, _: _WordsPane.Edited) -> None:
        """Show how it reads now."""
        self._look()

    def _arrange(self) -> None:
        wide = self.size.width >= _WIDE
        pane = self.query_one(FormPane)
        self._foot.show(KEYS if wide else [*KEYS[:2], _READ, *KEYS[2:]])
        self._reads.display = wide or self._alone
        pane.styles.width = "1fr"
        # It keeps the keys also where it is not seen.
        pane.styles.max_width = None if wide or not self._alone else 0
        self._reads.redraw()

    def _look(self) -> None:
        typed, seen = self.query_one(FormPane).texts, self._seen
        typed = {name: text for name, text in typed.items() if text.strip()}

        async def look() -> None:
            self._reads.show(await self.bench.books.read(lambda b: reading_of(b, typed, seen)))

        # Of keys that come together only the last is read for; nothing is begun for the others.
        work: WorkType[None] = look
        self.run_worker(work, exclusive=True, group="reading")


class _WordsPane(FormPane):
    """A form that tells of every key that it took."""

    class Edited(Message, namespace="words_pane"):
        """Something stands in it otherwise."""

    def on_key(self, event: events.Key) -> None:
        """Edit, and tell of it."""
        super().on_key(event)
        self.post_message(self.Edited())

    def on_paste(self, event: events.Paste) -> None:
        """Tell of pasted text, which the form has taken by the time that this is heard."""
        self.post_message(self.Edited())


class _Reads(Canvas):
    """How a letter will read, and under it what its words may name."""

    def __init__(self) -> None:
        super().__init__()
        self._given = Reading()

    def show(self, given: Reading) -> None:
        """Show this."""
        self._given = given
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """To whom, the letter, what is missing in it, what may be named."""
        name, letter = self._given
        if not name:
            return [[(" How it will read is shown when alliance and letter are chosen.", "quiet")]]
        named = " ".join(f"{{{each}}}" for each in fields_of(name))
        last = [[(" May be named", "label")], *_folded(named, width, "info")]
        if letter is None:
            return [[(" Nobody would get this letter now.", "quiet")], [("", "")], *last]
        # What may be named stands under them already.
        told = [each.partition(": this letter fills in ")[0] for each in letter.remarks[:2]]
        remarks = [line for each in told for line in _folded(each, width, "warn")]
        head: list[Words] = [
            [(" To ", "label"), (letter.address[0], ""), (f" · {letter.recipient.place}", "label")]
        ]
        room = max(1, height - len(head) - len(remarks) - len(last))
        text = as_shown(letter, min(76, width - 4))[:room]
        text += [[("", "")]] * (room - len(text))
        return [*head, *text, *remarks, *last]


def _folded(text: str, width: int, style: str) -> list[Words]:
    return [[(f" {line}", style)] for line in textwrap.wrap(text, max(20, width - 2))]
