"""A long text in a field costs no more for each key than a short one."""

from __future__ import annotations

import pytest
import rich.cells

from models.fields.text_fields import TextField
from tests.tui.user import TODAY, at_the_desk
from tui.forms import field_lines
from tui.forms.form_pane import FormPane
from tui.grid import columns
from tui.widgets.line_editor import LineEditor


class Measured:
    """How many characters are measured when the form is drawn."""

    def __init__(self) -> None:
        self.characters = 0

    def cell_len(self, text: str) -> int:
        self.characters += len(text)
        return rich.cells.cell_len(text)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Measured:
    measured = Measured()
    for module in (field_lines, columns):
        monkeypatch.setattr(module, "cell_len", measured.cell_len)
    return measured


class Pane(FormPane):
    """A form without a screen."""

    def post_message(self, message: object) -> bool:  # type: ignore[override]
        return True


@pytest.mark.parametrize("caret", ["end", "home", "middle"])
def test_a_line_of_ten_thousand_lines_is_drawn_like_any_other(
    measured: Measured, caret: str
) -> None:
    pane = Pane(TODAY)
    pane.begin([("name", TextField("Name"))], {})
    editor = pane.current.editor
    editor.insert("\n".join(f"line {number} of the minutes" for number in range(10_000)))
    editor.caret = {"end": len(editor.text), "home": 0, "middle": len(editor.text) // 2}[caret]
    pane.draw(80, 24)
    assert measured.characters < 10_000 < len(editor.text)


def test_the_caret_of_a_long_line_stands_where_it_stood_when_all_of_it_was_measured() -> None:
    text = "".join(f"{number} 学校 é" for number in range(60))
    for caret in range(len(text) + 1):
        start, step, room = 0, 74 // 3, 74
        while rich.cells.cell_len(text[start:caret]) >= room:
            start += step
        assert field_lines._scrolled(text, caret, room) == start


async def test_what_is_too_long_for_its_field_is_said_when_it_is_pasted() -> None:
    async with at_the_desk() as user:
        await user.press("1", "a", "tab")
        await user.paste("x" * 400)
        told = " ".join(user.text.split())
        assert "it has 400 characters, and at most 300 fit" in told
        await user.press(*["backspace"] * 100, "tab")
        assert "at most 300" not in user.text


@pytest.mark.parametrize("text", ["x" * 200_000 + " a", "- " * 10_000, "word " * 4_000])
def test_going_by_words_ends_where_words_end_and_soon(text: str) -> None:
    # What took the square of a word's length would not end before the tests are given up.
    editor = LineEditor(several_lines=True)
    editor.put(text)
    editor.press("ctrl+left")
    before = text.rstrip(" -")
    assert editor.caret == (before.rfind(" ") + 1 if before else 0)
