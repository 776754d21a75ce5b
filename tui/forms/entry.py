"""One field of a form while it is filled in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from models.fields.field import DeskField
from tui.widgets.line_editor import LineEditor


@dataclass
class Entry:
    """One field of the form: what is typed into it, and what is wrong with that.

    A `fresh` field was just entered: what stands in it is replaced by the first character typed.
    `mark` tells where its value comes from, until it is changed.
    A `warning` is what is strange about it, and hinders nobody.
    `refused` is the text that stood in it when `problem` was found. When it `adds`, the last
    suggestion stands for none of the records that there are, but for a new one.
    """

    name: str
    field: DeskField
    editor: LineEditor
    began_as: str = ""
    mark: str = ""
    fresh: bool = False
    problem: str = ""
    warning: str = ""
    refused: str = ""
    suggestions: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    adds: bool = False
    chosen: int | None = None
    group: str = ""
    """The heading above it, where it is the first field of a group."""

    @property
    def label(self) -> str:
        """Its label, and the mark of where its value is from."""
        return self.field.label if self.typed else f"{self.field.label} {self.mark}".rstrip()

    def said(self, also: str = "") -> list[tuple[str, str]]:
        """The lines below it, each with the name of its style."""
        warning = "" if self.problem else self.warning
        told = (also, "bad"), (self.problem, "bad"), (warning, "warn")
        return [each for each in told if each[0]]

    @property
    def typed(self) -> bool:
        """Whether somebody changed it."""
        return self.editor.text.strip() != self.began_as.strip()


Offered = Callable[[str, Mapping[str, str]], Collection[str] | None]
"""Which choices of a field make sense beside what stands in all fields; None when each does."""
