"""Text pasted into a field: all of it or, with a word, nothing; and never a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store.store import Store
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Desk = Callable[..., Terminal]


def new_school(desk: Desk, path: Path) -> Terminal:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    terminal.press("1", "a")
    terminal.wait_for("New school")
    return terminal


def name_saved(open_store: Callable[..., Store], path: Path) -> object:
    (school,) = open_store(path, read_only=True).find(School)
    return school["name"]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Ash \x1b[31mGrove\x1b[0m", "Ash Grove"),
        ("Ash \x1b]52;c;" + "ZHE" * 40 + "\x07Grove", "Ash Grove"),
        ("Ash \x1b]0;title\x1b\\Grove", "Ash Grove"),
        ("Ash \x1bP" + "q" * 60 + "\x1b\\Grove", "Ash Grove"),
        ("Ash \x1b[38;2;100;100;100;48;2;200;200;200;1;4mGrove", "Ash Grove"),
        ("Ash Grove\x1b[", "Ash Grove"),
    ],
    ids=["colours", "clipboard", "title", "device", "long", "half"],
)
def test_a_pasted_sequence_is_dropped_whole(
    desk: Desk, path: Path, open_store: Callable[..., Store], pasted: str, kept: str
) -> None:
    terminal = new_school(desk, path)
    terminal.paste(pasted)
    terminal.wait_for(kept)
    terminal.press("ctrl+s")
    terminal.wait_for(f"Added {kept}")
    assert name_saved(open_store, path) == kept


def test_three_megabytes_are_refused_with_a_word_and_the_next_keys_work(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = new_school(desk, path)
    terminal.press(*"Holy ")
    terminal.paste("line of the minutes\n" * 150_000)
    terminal.wait_for("Not pasted: .* more than 20,000\\s+characters")
    terminal.press(*"Trinity")
    terminal.wait_gone("Not pasted")
    terminal.press("ctrl+s")
    terminal.wait_for("Added Holy Trinity")
    assert name_saved(open_store, path) == "Holy Trinity"


def test_a_note_is_not_cut_off_by_what_does_not_fit(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = new_school(desk, path)
    terminal.press(*"Ash Grove", *["tab"] * (len(School.fields()) - 1))
    terminal.wait_for("^›.Notes")
    terminal.paste("a" * 19_000)
    terminal.wait_for("aaa")
    terminal.paste("b" * 1_001)
    terminal.wait_for("Not pasted")
    terminal.paste("c" * 1_000)
    terminal.wait_for("ccc")
    terminal.press("ctrl+s")
    terminal.wait_for("Added Ash Grove")
    (school,) = open_store(path, read_only=True).find(School)
    assert school["notes"] == "a" * 19_000 + "c" * 1_000


def test_a_filter_takes_words_and_no_book(desk: Desk, sample_books: Path) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1", "/", *"ash")
    terminal.paste("x" * 301)
    terminal.wait_for("Not pasted: .* more than 300 characters")
    terminal.press(*"enfold")
    terminal.wait_for("/ ashenfold")
    terminal.press("enter")
    terminal.wait_for("/ashenfold +1 of 16")
