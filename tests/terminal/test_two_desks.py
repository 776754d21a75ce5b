"""Two desks, and the command line, on the same books at the same time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store.store import Store
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

IDLE_SECONDS = float(os.environ.get("ALLIANCE_IDLE_SECONDS", "3"))
"""How long an idle screen is watched for bytes that nobody needs."""

Desk = Callable[..., Terminal]
Alliance = Callable[..., subprocess.CompletedProcess[str]]
Town = Callable[[], str]


@pytest.fixture
def on_schools(desk: Desk, sample_books: Path) -> Callable[[], Terminal]:
    """Open a desk whose cursor is on Brindle Weir School."""

    def start() -> Terminal:
        terminal = desk("--store", str(sample_books))
        terminal.wait_for("What needs attention")
        terminal.press("1", "down")
        terminal.wait_for("^›Brindle Weir School")
        return terminal

    return start


@pytest.fixture
def change(alliance: Alliance, sample_books: Path) -> Callable[..., None]:
    """Change the books by the command line, as a script or somebody else does."""

    def run(*words: str) -> None:
        done = alliance("--store", str(sample_books), *words)
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def school(open_store: Callable[..., Store], sample_books: Path) -> Callable[[str], object]:
    """One field of Brindle Weir School as the store's file has it."""
    store = open_store(sample_books, read_only=True)
    (found,) = store.find(School, name="Brindle Weir School (sample)")

    def read(attribute: str) -> object:
        return (store.get(School, str(found["key"])) or {}).get(attribute)

    return read


def go_to_field(terminal: Terminal, label: str) -> None:
    """Open the form of the record under the cursor and go to a field."""
    terminal.press("enter")
    terminal.wait_for("^›.Name")
    terminal.press(*["tab"] * [field.label for field in School.fields()].index(label))
    terminal.wait_for(f"^›.{label}")


def line_under(terminal: Terminal, label: str) -> str:
    """What stands under a field, its lines put together."""
    lines = terminal.lines()
    at = next(at for at, line in enumerate(lines) if line[2:].startswith(label))
    under = []
    for line in lines[at + 1 :]:
        if not line.startswith(" " * 12):
            break
        under.append(line.strip())
    return " ".join(under)


def test_a_desk_shows_within_two_seconds_what_a_script_wrote_and_keeps_its_place(
    on_schools: Callable[[], Terminal], change: Callable[..., None]
) -> None:
    terminal = on_schools()
    change("add", "schools", "name=Aspen Road School", "urn=100123")
    terminal.wait_for("^ Aspen Road School", terminal.within(2))
    terminal.wait_for("^›Brindle Weir School")
    terminal.wait_for("row 3 of 17")
    terminal.wait_for("Somebody else changed the books")
    change("set", "schools", "100123", "name=Zoar Street School")
    terminal.wait_for("^ Zoar Street School", terminal.within(2))
    terminal.wait_for("^›Brindle Weir School")
    terminal.wait_for("row 2 of 17")


def test_a_desk_shows_within_two_seconds_what_another_desk_saved(
    on_schools: Callable[[], Terminal],
) -> None:
    mine, theirs = on_schools(), on_schools()
    go_to_field(theirs, "Name")
    theirs.press(*" and Nursery", "ctrl+s")
    theirs.wait_for("Saved Brindle Weir School")
    mine.press("/", *"and nursery", "enter")
    mine.wait_for("^›Brindle Weir School", mine.within(2))
    mine.wait_for("/and nursery +1 of 16")


def test_what_is_being_typed_stays_while_others_write(
    on_schools: Callable[[], Terminal],
    change: Callable[..., None],
    school: Callable[[str], object],
) -> None:
    terminal = on_schools()
    go_to_field(terminal, "Town")
    terminal.press("ctrl+u", *"Marple")
    change("add", "schools", "name=Aspen Road School")
    terminal.settle(quiet=1.5)
    assert terminal.wait_for("^›.Town +(.*)$").group(1) == "Marple"
    terminal.press(*" Bridge", "ctrl+s")
    terminal.wait_for("Saved Brindle Weir School")
    assert school("town") == "Marple Bridge"


def test_the_same_field_changed_by_both_is_refused_shown_and_then_mine(
    on_schools: Callable[[], Terminal],
    change: Callable[..., None],
    school: Callable[[str], object],
) -> None:
    terminal = on_schools()
    go_to_field(terminal, "Postcode")
    terminal.press("ctrl+u", *"SK6 5EZ")
    change("set", "schools", "Brindle", "postcode=SK1 3XE")
    terminal.press("ctrl+s")
    terminal.wait_for("Not saved")
    terminal.wait_for("^›Postcode .*SK1 3XE +SK6 5EZ")
    terminal.press("escape")
    terminal.wait_for("^› Postcode +SK6 5EZ")
    said = line_under(terminal, "Postcode")
    assert "SK1 3XE" in said
    assert "SK6 5EZ" in said
    assert terminal.wait_for("Postcode +(.*)$").group(1) == "SK6 5EZ"
    assert school("postcode") == "SK1 3XE", "theirs stands until I save again"
    terminal.press("ctrl+s")
    terminal.wait_for("Saved Brindle Weir School")
    assert school("postcode") == "SK6 5EZ"


def test_a_third_change_is_refused_again(
    on_schools: Callable[[], Terminal],
    change: Callable[..., None],
    school: Callable[[str], object],
) -> None:
    terminal = on_schools()
    go_to_field(terminal, "Postcode")
    terminal.press("ctrl+u", *"SK6 5EZ")
    change("set", "schools", "Brindle", "postcode=SK1 3XE")
    terminal.press("ctrl+s")
    terminal.wait_for("^›Postcode .*SK1 3XE +SK6 5EZ")
    change("set", "schools", "Brindle", "postcode=M1 1AA")
    terminal.press("b", "ctrl+s")
    terminal.wait_for("^›Postcode +SK1 3XE +M1 1AA +SK6 5EZ")
    assert school("postcode") == "M1 1AA"


def test_different_fields_of_one_record_are_merged(
    on_schools: Callable[[], Terminal],
    change: Callable[..., None],
    school: Callable[[str], object],
) -> None:
    terminal = on_schools()
    go_to_field(terminal, "Pupils")
    terminal.press("ctrl+u", *"777")
    change("set", "schools", "Brindle", "postcode=SK1 3XE", "telephone=0161 496 0000")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved Brindle Weir School")
    assert (school("pupils"), school("postcode")) == (777, "SK1 3XE")
    assert school("telephone") == "0161 496 0000"


def test_saving_a_record_that_somebody_removed_is_refused_in_words(
    on_schools: Callable[[], Terminal], change: Callable[..., None]
) -> None:
    terminal = on_schools()
    # A school that has signed could not be removed: this one only asks.
    terminal.press("G")
    terminal.wait_for("^›Wagtail Lane")
    go_to_field(terminal, "Town")
    terminal.press("end", *" Bridge")
    change("remove", "schools", "Wagtail", "--yes")
    terminal.press("ctrl+s")
    terminal.wait_for("removed meanwhile")
    assert " Bridge" in terminal.text, "what was typed stays"


def test_nothing_is_sent_on_an_idle_screen(desk: Desk, sample_books: Path) -> None:
    terminals = []
    for keys in (["1"], ["4", "]", "right"], ["1", "enter"]):
        terminal = desk("--store", str(sample_books), size=(120, 40))
        terminal.wait_for("What needs attention")
        terminal.press(*keys)
        terminals.append(terminal)
    for terminal in terminals:
        terminal.settle(quiet=0.5)
    # What the others send meanwhile waits in their lines.
    sent = [terminals[0].bytes_within(IDLE_SECONDS)]
    sent += [terminal.bytes_within(0.1) for terminal in terminals[1:]]
    assert sent == [0, 0, 0]
