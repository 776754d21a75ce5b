"""Answers given earlier while the desk is open, offered when the question comes again."""

from __future__ import annotations

from typing import cast

from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.fields.text import folded
from models.fields.text_fields import TextField
from tui.forms.form_pane import Finder
from tui.workbench.workbench import Workbench

_REMEMBERED = "answers"
_MOST = 5


def answered_before(bench: Workbench, name: str, field: DeskField) -> list[str]:
    """Earlier answers to a question of this name and label, the newest first."""
    kept = cast("dict[tuple[str, str], list[str]]", bench.remembered.get(_REMEMBERED, {}))
    return kept.get((name, field.label), [])


def keep_answer(bench: Workbench, name: str, field: DeskField, text: str) -> None:
    """Keep what was answered; choices and names of records are offered anyhow."""
    if text and isinstance(field, (TextField, DateField)):
        kept = bench.remembered.setdefault(_REMEMBERED, {})
        others = [each for each in answered_before(bench, name, field) if each != text]
        kept[name, field.label] = [text, *others][:_MOST]


def finder_of_earlier(earlier: list[str]) -> Finder:
    """The suggestions among these: those that begin with the typed text, or all for none."""
    return lambda typed: [
        (each, "as before") for each in earlier if folded(each).startswith(folded(typed))
    ]
