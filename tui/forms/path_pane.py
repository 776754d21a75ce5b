"""Forms in which paths are typed: files are suggested, and Tab completes as far as it can."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual import events

from data.files.typed_paths import completions
from tui.forms.entry import Entry
from tui.forms.form_pane import Finder, FormPane
from tui.widgets.canvas import Words

_LAST_NAME = re.compile(r"[^/\\]+[/\\]?$")

Completer = Callable[[str], list[str]]
"""How a text that was begun can go on."""


def completions_of_last(text: str) -> list[str]:
    """How the last of several paths can go on that are parted by commas, after those before it."""
    before, comma, last = text.rpartition(",")
    begun = last.lstrip()
    kept = f"{before}{comma}{last.removesuffix(begun)}"
    return [f"{kept}{each}" for each in completions(begun)]


def finder_of(complete: Completer, earlier: Sequence[str] = ()) -> Finder:
    """The suggestions of a field of paths for what is typed; first the `earlier` ones."""
    return lambda typed: [(each, "") for each in (complete(typed) if typed else earlier)]


class PathPane(FormPane):
    """A form that completes paths."""

    completes: Mapping[str, Completer] = {}
    """How what is typed into fields can go on, by their names."""

    def on_key(self, event: events.Key) -> None:
        """Complete a path, or do what every form does."""
        entered = event.key == "enter" and self._went_into_folder()
        if entered or (event.key == "tab" and self._completed()):
            event.stop()
            event.prevent_default()
            self.redraw()
        else:
            super().on_key(event)

    def _completed(self) -> bool:
        """Put as much of a path as all that can be meant have in common; whether there was any."""
        entry = self.current
        complete = self.completes.get(entry.name)
        if complete is None or not entry.typed or entry.chosen is not None:
            return False
        further = _shared_beginning(complete(entry.editor.text))
        if len(further) <= len(entry.editor.text):
            return False
        entry.editor.put(further)
        self._edited()
        return True

    def _went_into_folder(self) -> bool:
        """Put the folder that is chosen among what is offered, and offer what lies in it."""
        entry = self.current
        if entry.name not in self.completes or entry.chosen is None:
            return False
        chosen = entry.suggestions[entry.chosen][0]
        if not chosen.endswith("/"):
            return False
        entry.editor.put(chosen)
        self._edited()
        return True

    def _offers(self, entry: Entry, label_width: int) -> list[Words]:
        """The suggestions; where paths are too long for the line, only their last names."""
        whole = self._offered
        room = self.size.width - label_width - 2
        if entry.name in self.completes and any(cell_len(path) > room for path, _ in whole):
            self._offered = [(_last_name(name), told) for name, told in whole]
        lines = super()._offers(entry, label_width)
        self._offered = whole
        return lines


def _last_name(path: str) -> str:
    """The last name of a path, with the stroke after a folder."""
    found = _LAST_NAME.search(path)
    return found[0] if found else path


def _shared_beginning(texts: Sequence[str]) -> str:
    """The letters with which all of these begin."""
    alike = 0
    for letters in zip(*texts, strict=False):
        if len(set(letters)) > 1:
            break
        alike += 1
    return texts[0][:alike] if texts else ""
