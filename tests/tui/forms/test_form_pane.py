"""The form as it is drawn: in its width, with the caret in view, whatever stands in its fields."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events

from models.fields.choice_fields import YesNoField
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.fields.text_fields import NoteField, TextField
from models.schools.school import School
from tests.tui.user import TODAY
from tui.forms.form_pane import FormPane
from tui.grid.columns import clean
from tui.widgets.canvas import Words

FIELDS: list[tuple[str, DeskField]] = [
    ("name", TextField("Name", "What it is called.")),
    ("notes", NoteField("Notes", "What there is to say of it, at length.")),
    ("opened", DateField("Opened on the day", "When it was opened.")),
    ("nursery", YesNoField("Nursery")),
]
for attribute, each in FIELDS:
    cast(Any, each).name = attribute

TEXTS = st.text(st.sampled_from("abc éß漢字👩–\n "), max_size=120)
KEYS = st.sampled_from(
    ("left", "right", "up", "down", "tab", "shift+tab", "home", "end", "ctrl+o", "ctrl+left",
     "backspace", "delete", "ctrl+k", "a", "漢", "pagedown", "pageup", "ctrl+z")
)  # fmt: skip


class Pane(FormPane):
    """A form without a screen: what it posts is kept."""

    def __init__(self, shown: dict[str, str], at: int = 0) -> None:
        super().__init__(TODAY)
        self.posted: list[object] = []
        self.begin(FIELDS, shown, at=at)

    def post_message(self, message: object) -> bool:  # type: ignore[override]
        self.posted.append(message)
        return True

    def refresh(self, *regions: Any, **options: Any) -> Any:
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.on_key(events.Key(key, key if len(key) == 1 else None))

    def paste(self, text: str) -> None:
        self.on_paste(cast(Any, SimpleNamespace(text=text, stop=lambda: None)))


def width_of(words: Words) -> int:
    return sum(cell_len(clean(text)) for text, _ in words)


def caret_of(lines: list[Words]) -> tuple[int, int] | None:
    """Line and column of the caret, or of the text that the next key replaces."""
    for y, words in enumerate(lines):
        x = 0
        for text, style in words:
            if style in ("caret", "chosen"):
                return y, x
            x += cell_len(text)
    return None


@given(
    st.fixed_dictionaries({"name": TEXTS, "notes": TEXTS}),
    st.integers(0, 3),
    st.lists(KEYS, max_size=25),
    st.integers(28, 130),
    st.integers(3, 30),
)
def test_the_caret_is_always_in_view_and_its_line_within_the_width(
    shown: dict[str, str], at: int, keys: list[str], width: int, height: int
) -> None:
    pane = Pane({"name": shown["name"].replace("\n", " "), "notes": shown["notes"]}, at)
    for key in ["", *keys]:
        if key:
            pane.press(key)
        lines = pane.draw(width, height)
        assert len(lines) <= height
        place = caret_of(lines)
        assert place is not None, "the caret is out of view"
        assert place[1] < width
        if lines[place[0]][1][1] != "chosen":
            assert width_of(lines[place[0]]) <= width


@given(TEXTS, st.integers(28, 100))
def test_a_note_is_shown_whole_while_it_is_typed(note: str, width: int) -> None:
    pane = Pane({"notes": note}, at=1)
    lines = pane.draw(width, 1000)
    words = [text for line in lines for text, style in line if style in ("field", "caret")]
    assert "".join(words).replace(" ", "") == note.replace(" ", "").replace("\n", "")


def test_the_first_character_replaces_a_fresh_value_and_mends_a_name() -> None:
    pane = Pane({"name": "Blue", "opened": "01/09/2020"})
    pane.press("x")
    assert pane.texts["name"] == "Bluex"
    pane.press("tab", "tab", "t", "o", "d", "a", "y", "tab")
    assert pane.texts["opened"] == "21/11/2026"
    pane.press("shift+tab", "end", "backspace", "5")
    assert pane.texts["opened"] == "21/11/2025"


def test_a_fresh_value_is_emptied_by_backspace_and_kept_by_passing_through() -> None:
    pane = Pane({"opened": "01/09/2020"}, at=2)
    pane.press("tab", "shift+tab", "down", "up")
    assert pane.texts["opened"] == "01/09/2020"
    assert pane.typed == {}
    pane.press("backspace")
    assert pane.texts["opened"] == ""
    pane.press("ctrl+z")
    assert pane.texts["opened"] == "01/09/2020"


def test_a_problem_goes_when_the_old_value_is_typed_again() -> None:
    pane = Pane({"opened": "01/09/2020"}, at=2)
    pane.press("9", "9", "tab")
    assert pane.entries[2].problem
    assert pane.texts["opened"] == "99"
    pane.press("shift+tab", "ctrl+u", *"01/09/2020", "tab")
    assert pane.entries[2].problem == ""


def test_a_problem_stays_while_nothing_is_done_about_it() -> None:
    pane = Pane({})
    pane.show_problems({"name": "Name is needed."})
    pane.press("tab", "shift+tab", "tab")
    assert pane.entries[0].problem == "Name is needed."


@pytest.mark.parametrize("width", [40, 60, 80])
def test_what_is_wrong_and_what_is_meant_are_folded_and_not_cut_off(width: int) -> None:
    pane = Pane({})
    problem = "This is a long sentence that says what is wrong with it. For example: something else"
    pane.show_problems({"name": problem})
    lines = pane.draw(width, 30)
    told = " ".join(text for line in lines for text, style in line if style == "bad")
    assert told == problem
    assert all(width_of(line) <= width for line in lines)


def test_every_field_of_a_school_comes_into_view_on_the_way_down_and_up() -> None:
    pane = Pane({})
    pane.begin([(field.attribute, field) for field in School.fields()], {})
    for key in ("tab", "shift+tab"):
        for _ in School.fields():
            lines = pane.draw(58, 16)
            label = "".join(
                text
                for text, style in next(line for line in lines if line and line[0][1] == "strong")
            )
            assert pane.current.field.label[:12] in label
            pane.press(key)
