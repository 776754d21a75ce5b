"""The text of one field: whatever keys are pressed, nothing goes but what the key says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields.text import harmless
from tui.widgets.line_editor import LineEditor

MOVES = ("left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+left", "ctrl+right")
CUTS_BEFORE = ("backspace", "ctrl+h", "ctrl+w", "ctrl+u")
CUTS_AFTER = ("delete", "ctrl+d", "ctrl+delete", "ctrl+k")
KEYS = st.sampled_from((*MOVES, *CUTS_BEFORE, *CUTS_AFTER, "ctrl+o", "ctrl+z"))
TEXTS = st.text(st.sampled_from("ab é–.,'12 \n"), max_size=12)


def at(text: str, *, several_lines: bool = False) -> LineEditor:
    """An editor of this text, the caret where | stands."""
    before, _, after = text.partition("|")
    editor = LineEditor(several_lines=several_lines)
    editor.put(before + after)
    editor.caret = len(before)
    return editor


def shown(editor: LineEditor) -> str:
    return f"{editor.text[: editor.caret]}|{editor.text[editor.caret :]}"


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("Blue| Coat", "left", "Blu|e Coat"),
        ("|Blue", "left", "|Blue"),
        ("Blue|", "right", "Blue|"),
        ("Blue Coat|", "ctrl+left", "Blue |Coat"),
        ("Blue |Coat", "ctrl+left", "|Blue Coat"),
        ("|Blue Coat", "ctrl+right", "Blue| Coat"),
        ("Blue| Coat", "ctrl+right", "Blue Coat|"),
        ("Blue C|oat", "home", "|Blue Coat"),
        ("Blue C|oat", "end", "Blue Coat|"),
        ("Blue| Coat", "backspace", "Blu| Coat"),
        ("|Blue", "backspace", "|Blue"),
        ("Blue| Coat", "delete", "Blue|Coat"),
        ("Blue|", "delete", "Blue|"),
        ("St Anne's CofE |School", "ctrl+w", "St Anne's |School"),
        ("Blue |Coat School", "ctrl+delete", "Blue | School"),
        ("Blue |Coat", "ctrl+u", "|Coat"),
        ("Blue |Coat", "ctrl+k", "Blue |"),
        ("Blue| Coat", "ctrl+o", "Blue| Coat"),
    ],
)
def test_a_key_does_what_it_says(before: str, key: str, after: str) -> None:
    editor = at(before)
    assert editor.press(key)
    assert shown(editor) == after


def test_home_and_end_stay_in_their_line_and_ctrl_o_begins_another() -> None:
    editor = at("one\ntwo| three\nfour", several_lines=True)
    editor.press("home")
    assert shown(editor) == "one\n|two three\nfour"
    editor.press("end")
    assert shown(editor) == "one\ntwo three|\nfour"
    editor.press("ctrl+o")
    assert shown(editor) == "one\ntwo three\n|\nfour"


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        ("Blue\nCoat\r\nSchool", "Blue Coat School"),
        ("Blue\tCoat", "Blue Coat"),
        ("Blue\x0bCoat\x0cSchool", "Blue Coat School"),
        ("\x1b]52;c;aGk=\x07Blue\x1b[31m Coat\u202e", "Blue Coat"),
        ("[b]Blue[/b]", "[b]Blue[/b]"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_pasted_text_is_made_harmless_and_loses_no_word(pasted: str, typed: str) -> None:
    editor = at("(|)")
    editor.insert(pasted)
    assert shown(editor) == f"({typed}|)"


def test_other_keys_are_not_the_editors() -> None:
    editor = at("Blue|")
    assert not editor.press("f5")
    assert not editor.press("tab")
    assert shown(editor) == "Blue|"


@given(TEXTS, st.lists(KEYS | TEXTS.map(lambda text: f"={text}"), max_size=30), st.booleans())
def test_no_keys_ever_lose_text_but_what_they_say(
    begun: str, pressed: list[str], several_lines: bool
) -> None:
    editor = LineEditor(several_lines=several_lines)
    editor.put(begun if several_lines else begun.replace("\n", " "))
    past: list[tuple[str, int]] = []
    for key in pressed:
        text, caret = editor.text, editor.caret
        before, after = text[:caret], text[caret:]
        if key.startswith("="):
            editor.insert(key[1:])
            typed = harmless(key[1:]) if several_lines else " ".join(key[1:].split("\n"))
            assert editor.text == before + typed + after
            assert editor.caret == caret + len(typed)
        else:
            assert editor.press(key)
            if key == "ctrl+z":
                assert (editor.text, editor.caret) == (past.pop() if past else (text, caret))
            else:
                _check(key, editor, before, after)
        assert 0 <= editor.caret <= len(editor.text)
        assert several_lines or "\n" not in editor.text
        if key != "ctrl+z" and editor.text != text:
            past.append((text, caret))


def _check(key: str, editor: LineEditor, before: str, after: str) -> None:
    text = before + after
    if key in MOVES:
        assert editor.text == text
        lower = key in ("left", "home", "ctrl+a", "ctrl+left")
        assert editor.caret <= len(before) if lower else editor.caret >= len(before)
    elif key in CUTS_BEFORE:
        assert editor.text == before[: editor.caret] + after
    elif key in CUTS_AFTER:
        assert editor.caret == len(before)
        assert editor.text.startswith(before)
        assert after.endswith(editor.text[len(before) :])
    elif key == "ctrl+o":
        assert editor.text in (text, f"{before}\n{after}")


@given(
    TEXTS, st.lists(st.sampled_from(("backspace", "delete", "ctrl+w", "ctrl+k", "=x")), max_size=9)
)
def test_ctrl_z_takes_every_change_back_to_what_stood_at_first(
    begun: str, pressed: list[str]
) -> None:
    editor = LineEditor(several_lines=True)
    editor.put(begun)
    for key in pressed:
        if key == "=x":
            editor.insert("x")
        else:
            editor.press(key)
    for _ in pressed:
        editor.press("ctrl+z")
    assert (editor.text, editor.caret) == (begun, len(begun))
