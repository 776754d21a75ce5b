"""Names that would give orders to the terminal, to Textual or to Excel are shown and do nothing."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

Desk = Callable[..., Terminal]

CLIPBOARD = "\x1b]52;c;RVZJTA==\x07"
EVIL = {
    "closing tag": "Abbey [/b] School",
    "link that quits": "Abbey [@click=app.exit]x[/] School",
    "unclosed bracket": "Abbey [#12 [b School",
    "colour": "Abbey \x1b[31mred\x1b[0m School",
    "8-bit sequence": "Abbey \x9b31mred School",
    "8-bit command": "Abbey \x9d52;c;RVZJTA==\x9c School",
    "clipboard": f"Abbey {CLIPBOARD} School",
    "title": "Abbey \x1b]0;owned\x07 School",
    "clear": "Abbey \x1b[2J\x1bc School",
    "carriage return": "Abbey\rXXX\nsecond\ttab School",
    "formula": '=HYPERLINK("http://evil.example","Abbey School")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0 Abbey School",
    "emoji": "Abbey 🏫👩\u200d🏫🇬🇧 School",
    "wide": "Abbey 学校教育 School",
    "accents": "Abbey E\u0301cole Ne\u0301e School",
    "right to left": "Abbey \u202elooh\u202c مدرسة School",
    "300 characters": "Abbey " + "x" * 287 + " School",
}
FORBIDDEN = (b"\x1b]52", b"RVZJTA==\x07", b"\x1b]0;owned", b"\x1b[31mred", b"\xc2\x9b", b"\xc2\x9d")
FORBIDDEN += (b"\x1bc", "\u202e".encode())


def columns_of(terminal: Terminal, pattern: str) -> set[int]:
    """The columns at which something begins, in whatever rows it is."""
    found = set()
    for row in range(terminal.screen.lines):
        cells = [terminal.cell(row, column).data for column in range(terminal.screen.columns)]
        line = "".join(cell[:1] or " " for cell in cells)
        found |= {match.start() for match in re.finditer(pattern, line)}
    return found


def check(terminal: Terminal) -> None:
    """Nothing that a name asked for was sent, and what stands beside a name is in its column."""
    for sequence in FORBIDDEN:
        assert sequence not in terminal.output, f"{sequence!r} reached the terminal"
    assert terminal.screen.title != "owned"
    assert len(columns_of(terminal, "▏")) <= 1, terminal.text


@pytest.fixture
def evil_books(open_store: Callable[..., Store], path: Path) -> Path:
    """A store into which somebody wrote such names past the desk, with a history of each."""
    with open_store(path) as store:
        with store.operation("An alliance and its schools") as change:
            alliance = change.add(Alliance, {"name": "The Northern Alliance"})
            keys = []
            for number in range(len(EVIL)):
                values = {"name": f"School {number:02}", "urn": f"1000{number:02}"}
                keys.append(change.add(School, values))
                change.add(
                    Membership, {"alliance": alliance, "school": keys[-1], "stage": "enquiry"}
                )
        with store.operation("Name them") as change:
            for key in keys:
                change.set(School, key, {"town": "Oldham"})
    connection = sqlite3.connect(path)
    for key, name in zip(keys, EVIL.values(), strict=True):
        connection.execute(
            "UPDATE school SET name = ?, town = ?, notes = ? WHERE key = ?", (name, name, name, key)
        )
        connection.execute(
            "UPDATE operation SET label = label || ? WHERE label = 'Name them'", (" " + name,)
        )
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_names_that_came_past_the_desk_are_shown_everywhere_and_do_nothing(
    desk: Desk, evil_books: Path, size: tuple[int, int]
) -> None:
    terminal = desk("--store", str(evil_books), size=size)
    terminal.wait_for("0 Today")
    check(terminal)
    terminal.press("1")
    terminal.wait_for(f"row 1 of {len(EVIL)}")
    is_wide = size[0] >= 110
    beside = r"\b1000\d\d" if is_wide else r"\bNorthern\b"
    terminal.wait_for(beside)
    assert ("▏" in terminal.text) == is_wide
    assert len(columns_of(terminal, beside)) == 1, terminal.text
    check(terminal)
    terminal.press(*["down"] * (len(EVIL) - 1), *["up"] * (len(EVIL) - 1), delay=0.02)
    terminal.settle()
    check(terminal)
    terminal.wait_for("Abbey")
    # A form takes the whole width, so one size is enough for those of all names.
    for row in range(len(EVIL) if size == (80, 24) else 1):
        if row:
            terminal.press("down")
            terminal.wait_for(f"row {row + 1} of {len(EVIL)}")
        terminal.press("enter")
        terminal.wait_for("^›.Name")
        terminal.press("escape")
        terminal.wait_for("0 Today")
    check(terminal)
    terminal.press("h")
    terminal.wait_for("History of")
    terminal.press("escape")
    terminal.wait_for("0 Today")
    terminal.press("d")
    terminal.wait_for("^─ Remove ")
    terminal.press("n")
    terminal.wait_for("Nothing was removed")
    check(terminal)
    terminal.press("tab")
    terminal.settle()
    terminal.press("tab", "ctrl+p")
    terminal.wait_for("Find anything by name")
    terminal.press(*"abbey")
    terminal.wait_for("Abbey")
    terminal.settle()
    check(terminal)
    terminal.press("escape")
    terminal.wait_for("0 Today")
    for keys in (["2", "]"], ["3", "]"], ["4", "]"], ["4", "]"]):
        terminal.press(*keys)
        terminal.settle()
        check(terminal)
    terminal.press("1", "/", *"abbey")
    terminal.settle()
    check(terminal)
    terminal.press("escape")
    terminal.wait_gone("/abbey")
    terminal.press("q")
    assert terminal.exit_code() == 0, "no name ended the desk"
    check(terminal)


def test_messages_and_undo_with_such_names_do_nothing(desk: Desk, evil_books: Path) -> None:
    terminal = desk("--store", str(evil_books))
    terminal.wait_for("0 Today")
    terminal.press("1")
    for row in range(len(EVIL)):
        terminal.wait_for(f"row {row + 1} of {len(EVIL)}")
        terminal.press("d")
        terminal.wait_for("^─ Remove ")
        terminal.press("y")
        terminal.wait_for("Removed ")
        terminal.press("u")
        terminal.wait_for("Undone: Removed ")
        terminal.press(*["up"] * len(EVIL), *["down"] * (row + 1))
    terminal.settle()
    check(terminal)


def test_such_names_typed_or_pasted_are_kept_without_what_a_terminal_would_obey(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    terminal.press("1", "a")
    terminal.wait_for("New school")
    for number, name in enumerate(EVIL.values()):
        terminal.paste(name)
        terminal.press("tab", *f"1000{number:02}", "ctrl+n")
    terminal.press("escape")
    terminal.wait_for(f"row \\d+ of {len(EVIL)}")
    check(terminal)
    schools = {school["urn"]: school for school in open_store(path, read_only=True).find(School)}
    assert len(schools) == len(EVIL)
    for number, given in enumerate(EVIL.values()):
        kept = str(schools[f"1000{number:02}"]["name"])
        assert "Abbey" in kept
        assert "School" in kept
        assert not set(kept) & {"\x1b", "\x9b", "\x9d", "\x07", "\r", "\n", "\t", "\u202e"}
        if given.isascii() and given.isprintable():
            assert kept == given


def test_exports_hold_the_names_and_run_none_of_them(
    desk: Desk,
    alliance: Callable[..., subprocess.CompletedProcess[str]],
    evil_books: Path,
    home: Path,
) -> None:
    terminal = desk("--store", str(evil_books))
    terminal.wait_for("0 Today")
    terminal.press("1")
    terminal.wait_for("row 1 of")
    for word, name in (("excel", "s.xlsx"), ("csv", "s.csv"), ("markdown", "s.md")):
        terminal.press("x")
        terminal.wait_for("For circulation")
        terminal.press("tab", *word, "tab", *name, "ctrl+s")
        terminal.until((home / name).exists)
        terminal.wait_for(f"Wrote .*|{name}")
    check(terminal)
    sheet = openpyxl.load_workbook(home / "s.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if cell.hyperlink and "evil" in str(cell.value)]
    text = (home / "s.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "-"))]
    for name in ("s.csv", "s.md"):
        assert "\x1b" not in (home / name).read_text(encoding="utf-8-sig")
    listed = alliance("--store", str(evil_books), "list", "schools")
    shown = alliance("--store", str(evil_books), "show", "schools", "100004")
    for said in (listed.stdout, listed.stderr, shown.stdout, shown.stderr):
        assert not set(said) & {"\x1b", "\x9b", "\x9d", "\x07", "\u202e"}


def test_a_name_of_ten_thousand_characters_is_refused_in_words_and_stays(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    terminal.press("1", "a")
    terminal.wait_for("New school")
    terminal.paste("y" * 10_000)
    terminal.press("ctrl+s")
    terminal.wait_for("Not saved yet")
    terminal.wait_for("it has\\s+10,000 characters, and at most 300")
    assert not open_store(path).find(School)
    terminal.press("ctrl+u", *"Holy Trinity", "ctrl+s")
    terminal.wait_for("Added Holy Trinity")


def test_notes_of_ten_thousand_characters_are_kept_and_shown(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path), size=(120, 40))
    terminal.wait_for("0 Today")
    terminal.press("1", "a", *"Holy Trinity", *["tab"] * (len(School.fields()) - 1))
    terminal.wait_for("› Notes")
    lines = "\r".join(f"line {number:04} [b] {'z' * 85}" for number in range(100))
    terminal.paste(lines)
    terminal.wait_for("line 0099")
    terminal.press("ctrl+s")
    terminal.wait_for("Added Holy Trinity")
    (school,) = open_store(path, read_only=True).find(School)
    assert str(school["notes"]).split("\n") == lines.split("\r")
    terminal.wait_for("line 0000")
    terminal.press("h")
    terminal.wait_for("History of Holy Trinity")
    check(terminal)
