"""The screen of letters: which there are, who gets them, and how each will read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from data.letters.alliances.composing import compose
from data.letters.files import FORMATS
from data.letters.filling import FILLED, MISSING
from data.letters.letter import Letter, Recipient
from data.letters.memberships.wanted import Wanted, all_wanted
from data.letters.writers.text import as_read
from models.alliances.letter import fields_of
from models.fields.dates import show_date
from tui.dialogs.ask import Ask, Show, Title
from tui.forms.field_lines import fitted
from tui.widgets.bars import PART, KeyBar, KeyHint, whole_parts
from tui.widgets.canvas import Canvas, Words
from tui.workbench.workbench import Workbench

_BESIDE = 150
"""Cells from which on the letter stands beside the list, and not below it."""

_ROOM_FOR_WHOM = 72
"""Columns in which there is room for whom a letter goes to."""


class LettersInFront:
    """The letters that are offered, and which of them is looked at."""

    def __init__(self, among: Collection[str]) -> None:
        self.among, self.only_these = list(among), bool(among)
        self.found: list[Wanted] = []
        self.index = self.at = self.top = 0
        self.format = "docx"
        self.letter: Letter | None = None

    @property
    def chosen(self) -> Wanted:
        """The letter of the cursor."""
        return self.found[self.index]

    @property
    def recipient(self) -> Recipient | None:
        """Whose letter is shown."""
        recipients = self.chosen.recipients
        return recipients[self.at] if self.at < len(recipients) else None

    async def read(self, bench: Workbench) -> None:
        """Read who gets which letter, keeping the one of the cursor."""
        name = self.found[self.index].maker.name if self.found else ""
        among = self.among if self.only_these else None
        self.found = await bench.books.read(lambda books: all_wanted(books, among=among))
        names = [each.maker.name for each in self.found]
        self.index = names.index(name) if name in names else 0
        self.at = min(self.at, max(0, len(self.chosen.recipients) - 1))
        await self.read_letter(bench)

    async def read_letter(self, bench: Workbench) -> None:
        """Read the letter that is looked at."""
        recipient, maker = self.recipient, self.chosen.maker
        self.letter = None
        if recipient is not None:
            self.letter = await bench.books.read(
                lambda books: compose(books, maker, recipient, marked=True)
            )


class LettersScreen(Ask["str | None"]):
    """The letters, to whom they go, and a preview of one; gives what is to be done next."""

    def __init__(self, front: LettersInFront) -> None:
        super().__init__()
        self._of = front
        self._view = _LettersView(front)
        self._keys = KeyBar(id="letters-keys")

    def compose(self) -> ComposeResult:
        """The title, the letters with the preview, the keys."""
        with Vertical():
            yield Title(f"Letters · {show_date(self.bench.today)}")
            yield self._view
            yield self._keys

    def on_mount(self) -> None:
        """Show what was read."""
        self._view.focus()
        self.show()

    def show(self) -> None:
        """Draw everything anew."""
        several = len(self._of.chosen.recipients) > 1
        count = len(self._of.chosen.recipients)
        hints = [
            KeyHint("Ctrl+S", f"write {count}", count > 0),
            KeyHint("→", "next", several),
            KeyHint("f", "format"),
            KeyHint("e", "the text"),
            KeyHint("o", "mail drafts", count > 0),
        ]
        if self._of.among:
            hints.insert(2, KeyHint("a", "all" if self._of.only_these else "only these"))
        self._keys.show([*hints, KeyHint("F1", "fields"), KeyHint("Esc", "leave")])
        self._view.redraw()

    def on_key(self, event: events.Key) -> None:
        """Choose a letter, leaf through them, or do something with them."""
        key = event.key
        event.stop()
        if key in ("escape", "q"):
            self.dismiss(None)
        elif key in ("ctrl+s", "f2", "enter"):
            self._do("write", needs=True)
        elif key == "o":
            self._of.format = "eml"
            self._do("write", needs=True)
        elif key == "e":
            self._do("text", needs=False)
        elif key == "f":
            names = list(FORMATS)
            self._of.format = names[(names.index(self._of.format) + 1) % len(names)]
            self.show()
        elif key == "f1":
            maker = self._of.chosen.maker
            lines: list[Words] = [
                [(f" {{{name}}}".ljust(22), "info"), (meaning, "")]
                for name, meaning in fields_of(maker.name).items()
            ]
            self.app.push_screen(Show(f"What the words of “{maker.title}” may name", lines))
        elif key in ("pagedown", "pageup", "space"):
            page = max(1, self._view.size.height - len(self._of.found) - 4)
            self._of.top = max(0, self._of.top + (-page if key == "pageup" else page))
            self.show()
        elif step := {"down": 1, "up": -1}.get(key):
            self._choose(max(0, min(self._of.index + step, len(self._of.found) - 1)), 0)
        elif step := {"right": 1, "left": -1}.get(key):
            last = max(0, len(self._of.chosen.recipients) - 1)
            self._choose(self._of.index, max(0, min(self._of.at + step, last)))
        elif key == "a" and self._of.among:
            self._of.only_these = not self._of.only_these
            self._of.at = self._of.top = 0
            self.run_worker(self._read_again(), exclusive=True)

    def on_letters_chosen(self, message: _LettersView.Chosen) -> None:
        """Show the letter that was clicked."""
        self._choose(message.index, 0)

    def _do(self, what: str, *, needs: bool) -> None:
        if not needs or self._of.chosen.recipients:
            self.dismiss(what)

    def _choose(self, index: int, at: int) -> None:
        if (index, at) != (self._of.index, self._of.at):
            self._of.index, self._of.at, self._of.top = index, at, 0
            self.run_worker(self._show_letter(), exclusive=True)

    async def _show_letter(self) -> None:
        with self.bench.keys_held():
            await self._of.read_letter(self.bench)
            self.show()

    async def _read_again(self) -> None:
        with self.bench.keys_held():
            await self._of.read(self.bench)
            self.show()


class _LettersView(Canvas, can_focus=True):
    """The list of letters, the addressee, and the letter as it will read."""

    DEFAULT_CSS = "_LettersView { height: 1fr; }"

    class Chosen(Message, namespace="letters"):
        """A letter was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, front: LettersInFront) -> None:
        super().__init__()
        self._of = front

    def draw(self, width: int, height: int) -> list[Words]:
        """All of it, in as many lines as there are."""
        of = self._of
        if not of.found:
            return []
        titles = max(len(each.maker.title) for each in of.found) + 2
        whom = max(len(each.maker.to) for each in of.found) + 2
        # On a narrow screen it is not said to whom, so that the counts stay whole.
        whom = whom if width >= _ROOM_FOR_WHOM else 0
        lines: list[Words] = [
            [(f" {'Letter':<{titles}}{'To' if whom else '':<{whom}}How many", "label")],
        ]
        for at, each in enumerate(of.found):
            mark = "›" if at == of.index else " "
            plain = "" if each.recipients else "quiet"
            style = "chosen" if at == of.index else plain
            lines.append(
                self.spot(
                    at,
                    (mark, "strong"),
                    (each.maker.title, style),
                    (" " * (titles - len(each.maker.title)), ""),
                    (f"{each.maker.to if whom else '':<{whom}}", plain),
                    (_how_many(each), "strong" if each.recipients else "quiet"),
                )
            )
        if of.letter is not None and width >= _BESIDE:
            beside = width * 2 // 5
            letter = self._letter(of.letter, width - beside - 1, height)
            lines += [[]] * (height - len(lines))
            letter += [[]] * (height - len(letter))
            return [
                [*fitted(one, beside), ("│", "label"), *two]
                for one, two in zip(lines, letter, strict=False)
            ]
        lines.append([("", "")])
        if of.letter is None:
            told = of.chosen.words if of.chosen.cannot else "Nobody needs this letter now."
            return [*lines, *_folded(told, width)]
        return [*lines, *self._letter(of.letter, width, height - len(lines))]

    def take(self, what: object) -> None:
        """Show the letter that was clicked."""
        if isinstance(what, int):
            self.post_message(self.Chosen(what))

    def scroll_lines(self, lines: int, over: object) -> None:
        """Read on in the letter, or what was before."""
        self._of.top = max(0, self._of.top + lines)
        self.redraw()

    def _letter(self, letter: Letter, width: int, height: int) -> list[Words]:
        of = self._of
        remarks = [line for each in letter.remarks[:2] for line in _folded(each, width, "warn")]
        remarks = remarks[:3] or [
            [
                (" Nothing is missing. Filled in: ", "label"),
                (" ".join(f"{{{name}}}" for name in letter.filled) or "nothing", ""),
            ]
        ]
        facts = (*letter.facts, f"from {letter.sender.name}")
        head: list[Words] = [
            [
                (f" {of.at + 1} of {len(of.chosen.recipients)}  ", "strong"),
                (letter.address[0], ""),
                (f" · {letter.recipient.place}", "label"),
            ],
            [
                (" As ", "label"),
                (FORMATS[of.format].label, ""),
                # What has no room is left out whole: half a day would be another day.
                ("   ", ""),
                (whole_parts(PART.join(facts), width - len(FORMATS[of.format].label) - 8), "label"),
            ],
            [("", "")],
        ]
        room = max(1, height - len(head) - len(remarks))
        text = as_shown(letter, min(76, width - 4))
        of.top = max(0, min(of.top, len(text) - room))
        return [*head, *text[of.top : of.top + room], *remarks]


def as_shown(letter: Letter, width: int) -> list[Words]:
    """A marked letter from its salutation on, as lines."""
    return [_marked(line) for line in as_read(letter, width).split("\n")]


def _how_many(wanted: Wanted) -> str:
    """To how many it goes, or in a few words why it cannot be written."""
    return "no text: F1" if wanted.cannot and not wanted.recipients else wanted.words


_PARTS = re.compile(f"{FILLED[0]}([^{FILLED[1]}]*){FILLED[1]}|{MISSING[0]}([^{MISSING[1]}]*)"
                    f"{MISSING[1]}")  # fmt: skip
_ALL_MARKS = re.compile(f"[{''.join((*FILLED, *MISSING))}]")


def _marked(line: str) -> Words:
    """A line of a letter: what was filled in is bright, what is missing is marked."""
    words: list[tuple[str, str]] = [("  ", "")]
    at = 0
    for found in _PARTS.finditer(line):
        words.append((line[at : found.start()], ""))
        words.append((found[1], "strong") if found[1] is not None else (found[2], "bad"))
        at = found.end()
    words.append((line[at:], ""))
    # What was filled in may go on in the next line, which then has but one of the two marks.
    return [(_ALL_MARKS.sub("", text), style) for text, style in words]


def _folded(text: str, width: int, style: str = "") -> list[Words]:
    return [[(f" {line}", style)] for line in textwrap.wrap(text, max(20, width - 2))]
