"""One officer's morning: the books are opened, kept, exported, closed, and found again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.store.store import Store
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.terminal.real_terminal import Terminal

SCHOOL = "Yarrow Bank Primary School"
TODAY = date(2026, 11, 21)


def line_under(terminal: Terminal, label: str) -> str:
    """What stands under a field of the form in front."""
    lines = terminal.lines()
    # A wide form has two columns, with a line between them.
    field = re.compile(rf"(?:^|│)[ ›*]+{label}")
    at, found = next((at, found) for at, line in enumerate(lines) if (found := field.search(line)))
    return lines[at + 1][found.start() :].strip("│ ")


def wait_for_cells(terminal: Terminal, letters: str) -> None:
    """Wait until the school's row in a matrix begins with words of these letters."""
    # The cell of the cursor is bracketed.
    words = "[ \\]]+\\[?".join(f"{re.escape(letter)}\\w*[↑↓]?" for letter in letters)
    terminal.wait_for(f"^.{SCHOOL[:12]}.*?[ \\[]{words}")


def visit_all_tabs(terminal: Terminal) -> None:
    for key, sections in {
        "0": ["What needs attention .*\n.*Policies +Overdue"],
        "1": ["Name .*\n.*Ashenfold High School", "Name .*\n.*Alder|Name .*\n.*\\(sample\\)"],
        "2": ["The Northern Alliance", "Ashenfold High School.*Paused"],
        "3": ["Initial Teacher", "Ashenfold High School.*Paused", "Ashenfold.*Initial"],
        "4": ["Admission arrangements", "Ashenfold High .* F ", "No school|Ashenfold"],
    }.items():
        terminal.press(key)
        for at, words in enumerate(sections):
            if at:
                terminal.press("]")
            terminal.wait_for(words)
        terminal.press(*"[" * (len(sections) - 1))


def add_the_school(terminal: Terminal) -> None:
    terminal.press("1", "a")
    terminal.wait_for("New school")
    terminal.press(*SCHOOL, "tab", *"100123", "tab", "tab", "tab", *"oldham", "tab", *"primary")
    terminal.wait_for("Local authority +Oldham")
    fields = [field.attribute for field in School.fields()]
    for _ in range(fields.index("postcode") - fields.index("phase")):
        terminal.press("tab")
    terminal.wait_for("› Postcode")
    terminal.type("OL1 3QQQ")
    terminal.press("ctrl+s")
    terminal.wait_for("Not saved yet")
    assert line_under(terminal, "Postcode").startswith("“OL1 3QQQ”: it is not a")
    terminal.press("backspace", "ctrl+s")
    terminal.wait_for(f"Added {SCHOOL}")


def sign_its_statement(terminal: Terminal) -> None:
    terminal.press("2", "]", "a")
    terminal.wait_for("New membership")
    terminal.press(*"yarrow", "down", "tab", *"member", "tab", "tab", *"Phonics", "ctrl+s")
    terminal.wait_for("Not saved yet")
    assert "signed" in line_under(terminal, "Statement signed")
    text = terminal.text
    assert SCHOOL in text, "what was typed stays"
    assert "Phonics" in text
    terminal.press(*"1/9/2026", "tab", *"Amal Reed", "ctrl+s")
    terminal.wait_for(f"Added {SCHOOL} · The Northern Alliance")


def set_three_commitments(terminal: Terminal) -> None:
    terminal.press("3", "]")
    terminal.wait_for("›Who does what")
    terminal.press("G")
    terminal.wait_for(f"^›{SCHOOL[:20]}.* Member")
    terminal.press("l")
    terminal.wait_for(f"Lead[:,] .*{SCHOOL}")
    # After the last school the next column begins.
    terminal.press("G", "c")
    terminal.wait_for(f"Contribute[:,] .*{SCHOOL}")
    terminal.press("G", "r")
    terminal.wait_for(f"Receive[:,] .*{SCHOOL}")
    terminal.press("G")
    terminal.wait_for(f"^›{SCHOOL[:20]}.* Member +L↑ +C↑ +R↑")


def record_approvals(terminal: Terminal) -> None:
    terminal.press("4", "]")
    wait_for_cells(terminal, "??n")
    terminal.press("G", "c")
    terminal.wait_for("Approved today: .*Admission arrangements")
    terminal.press("G", "enter")
    terminal.wait_for("An approval +its day, by whom")
    terminal.press("a")
    terminal.wait_for("^›.Reviewed")
    terminal.press(*"3 nov 2026", "tab", *"Full governing body", "tab", *"FGB 26/11.4")
    terminal.press("ctrl+s")
    terminal.wait_for("Approved 03/11/2026, Full governing body, FGB 26/11.4: B")


def undo_and_redo(terminal: Terminal) -> None:
    terminal.press("u")
    terminal.wait_for("Undone: Approved 03/11/2026, Full governing body, FGB 26/11.4")
    terminal.press("u")
    terminal.wait_for("Undone: Approved today: Admission arrangements(.|\n)*Ctrl\\+R")
    wait_for_cells(terminal, "??n")
    terminal.press("ctrl+r")
    terminal.wait_for("Redone: Approved today: Admission arrangements(.|\n)*undoes")
    terminal.press("ctrl+r")
    terminal.wait_for("Redone: Approved 03/11/2026, Full governing body, FGB 26/11.4")
    wait_for_cells(terminal, "CCn")


def export(terminal: Terminal, home: Path) -> None:
    terminal.press("x")
    terminal.wait_for("What is shown: Northumberland")
    terminal.press("tab", *"excel", "tab", *"matrix.xlsx", "ctrl+s")
    terminal.wait_for("Wrote .*")
    terminal.until((home / "matrix.xlsx").exists)
    terminal.press("x")
    terminal.wait_for("For circulation")
    terminal.press(*"membership reg", "down", "tab", *"markdown", "tab", *"register.md", "ctrl+s")
    terminal.until((home / "register.md").exists)
    terminal.wait_gone("For circulation")


def what_the_workbook_says(path: Path) -> dict[str, Any]:
    """The row of the school in the exported matrix, by the heading."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    headings = next(row for row in rows if row and row[0] == "School")
    values = next(row for row in rows if row and row[0] == SCHOOL)
    assert len([row for row in rows if row and row[0]]) >= 17
    return dict(zip((str(heading) for heading in headings), values, strict=True))


def check_the_store(store: Store) -> None:
    (school,) = store.find(School, urn="100123")
    assert (school["name"], school["postcode"]) == (SCHOOL, "OL1 3QQ")
    assert (school["local_authority"], school["phase"]) == ("353", "2")
    (membership,) = store.find(Membership, school=school["key"])
    assert membership["stage"] == "member"
    assert membership["statement_signed"] == date(2026, 9, 1)
    assert (membership["signatory"], membership["interests"]) == ("Amal Reed", "Phonics")
    commitments = store.find(Commitment, membership=membership["key"])
    levels = {
        store.name_of(Workstream, str(each["workstream"])): each["level"] for each in commitments
    }
    assert sorted(levels.values()) == ["contribute", "lead", "receive"]
    assert all(each["began"] == TODAY for each in commitments)
    reviews = {}
    for held in store.find(SchoolPolicy, school=school["key"]):
        assert held["stage"] == "in force"
        (review,) = store.find(Review, school_policy=held["key"])
        reviews[store.name_of(Policy, str(held["policy"]))] = review
    assert reviews["Admission arrangements"]["reviewed"] == TODAY
    behaviour = reviews["Behaviour and written statement of principles"]
    assert behaviour["reviewed"] == date(2026, 11, 3)
    assert behaviour["minute"] == "FGB 26/11.4"
    assert behaviour["approved_by"] == "Full governing body"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_a_morning_with_the_books(
    desk: Callable[..., Terminal],
    sample_books: Path,
    home: Path,
    open_store: Callable[..., Store],
    size: tuple[int, int],
) -> None:
    terminal = desk("--store", str(sample_books), size=size)
    terminal.wait_for("What needs attention")
    visit_all_tabs(terminal)
    add_the_school(terminal)
    sign_its_statement(terminal)
    set_three_commitments(terminal)
    record_approvals(terminal)
    undo_and_redo(terminal)
    export(terminal, home)
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not terminal.screen.alternate

    row = what_the_workbook_says(home / "matrix.xlsx")
    assert (row["Admissions"], row["Behaviour"]) == ("Current", "Current")
    assert row["Exclusions"] == "Type unknown"
    register = (home / "register.md").read_text(encoding="utf-8")
    assert SCHOOL in register
    assert "01/09/2026" in register
    check_the_store(open_store(sample_books, read_only=True))

    terminal = desk("--store", str(sample_books), size=size)
    terminal.wait_for("What needs attention")
    terminal.press("1", "G")
    terminal.wait_for(f"^›{SCHOOL}")
    terminal.press("4", "]")
    wait_for_cells(terminal, "CCn")
    terminal.press("u")
    terminal.wait_for("Undone: Approved 03/11/2026, Full governing body, FGB 26/11.4")
    wait_for_cells(terminal, "C?n")
