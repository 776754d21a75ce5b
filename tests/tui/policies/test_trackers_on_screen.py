"""Trackers at the desk: few keys, names and columns put right on the plan, and remembered."""

from __future__ import annotations

import csv
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

TITLES = ("Behaviour", "Complaints", "Attendance")
FOREIGN = ("Name of school", "Policy title", "Date ratified", "Committee", "Min. no.", "RAG")


@filled_once
def books(path: Path) -> None:
    """Four schools and three policies, one of which stands in two catalogues."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            for at, name in enumerate(("Ash Grove", "Beech Lane", "Cedar Rise", "Dale Hill")):
                change.add(School, {"name": f"{name} School", "urn": f"10000{at}"})
            for title in TITLES:
                change.add(Policy, {"title": title, "catalogue": "dfe"})
            change.add(Policy, {"title": "Attendance", "catalogue": "northumberland"})


def tracker(path: Path, heads: Sequence[str] = FOREIGN, *rows: Sequence[str]) -> Path:
    """Twelve rows: each policy of each school, one school called by half its name."""
    made = rows or [
        (school, title, f"{day:02}.10.25", "FGB", f"FGB {day}", "green")
        for school in ("Ash Grove School", "Beech Lane School", "Cedar Rise School", "Dale Hil")
        for day, title in enumerate(TITLES, start=1)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *made])
    return path


async def open_plan(user: User, file: Path) -> None:
    await user.press("4", "i", "t")
    await user.paste(str(file))
    await user.press("enter")


async def test_twelve_rows_under_foreign_headings_come_in_with_few_keys(
    books: Path, tmp_path: Path
) -> None:
    file = tracker(tmp_path / "tracker.csv")
    keys = ["i", "t", "enter", "enter", "a", "y", "y"]
    assert len(keys) <= 25
    async with at_the_desk(path=books) as user:
        await user.press("4")
        await user.press(*keys[:2])
        await user.paste(str(file))
        await user.press(keys[2])
        await user.until("Some titles stand in several catalogues")
        await user.press("down", keys[3])
        await user.until("9 new   0 changed   0 unchanged   0 rejected   3 to answer")
        user.sees("3 rows near “Dale Hil” Dale Hill School? y or n")
        user.sees("Date ratified Approved 01.10.25 01/10/2025", "RAG – not used green")
        await user.press(keys[4], keys[5])
        await user.until("12 new   0 changed   0 unchanged   0 rejected")
        await user.press(keys[6])
        await user.until("Imported 12 schools' policies from the tracker tracker.csv")
        reviews = await user.ask(lambda store: store.find(Review))
        assert len(reviews) == 12
        assert {each["approved_by"] for each in reviews} == {"FGB"}
        await user.press("u")
        assert await user.ask(lambda store: store.find(Review)) == []
        assert await user.ask(lambda store: store.find(SchoolPolicy)) == []


async def test_esc_on_the_plan_changes_nothing(books: Path, tmp_path: Path) -> None:
    row = ("Ash Grove School", "Behaviour", "1.10.25")
    file = tracker(tmp_path / "t.csv", FOREIGN[:3], row)
    async with at_the_desk(path=books) as user:
        await open_plan(user, file)
        await user.until("1 new   0 changed")
        await user.press("escape")
        assert user.said == "Nothing was imported."
        assert await user.ask(lambda store: store.find(SchoolPolicy)) == []
        assert not books.with_name("alliance.db-headings.json").exists()


async def test_a_column_is_put_right_on_the_plan_and_read_so_the_next_time(
    books: Path, tmp_path: Path
) -> None:
    heads = ("Place", "Policy", "Governors met")
    file = tracker(tmp_path / "t.csv", heads, ("Ash Grove School", "Behaviour", "1.10.25"))
    async with at_the_desk(path=books) as user:
        await open_plan(user, file)
        await user.until("No column is read as School, so nothing can come in")
        assert "import" not in user.keys
        await user.press("c")
        assert "Place → not used" in user.text
        assert "for example Ash Grove School" in user.text
        await user.press("p", "l", "enter", "s", "c", "h", "enter")
        await user.until("1 blank")
        await user.press("c", "g", "enter", "a", "p", "p", "enter")
        await user.until("1 new   0 changed")
        await user.press("y")
        await user.until("Imported 1 school's policy")
        kept = books.with_name("alliance.db-headings.json")
        if sys.platform != "win32":
            assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        # Another file with the same headings, in another order, months later.
        order = (heads[2], heads[1], heads[0])
        second = tracker(tmp_path / "s.csv", order, ("2.10.25", "Complaints", "Ash Grove School"))
        await open_plan(user, second)
        await user.until("1 new   0 changed")


async def test_names_that_are_refused_stay_out_and_their_rows_go_to_a_file(
    books: Path, tmp_path: Path
) -> None:
    rows = [("Dale Hil", "Behaviour", "1.10.25"), ("Ash Grove School", "Complaints", "1.10.25")]
    file = tracker(tmp_path / "t.csv", FOREIGN[:3], *rows)
    async with at_the_desk(path=books) as user:
        await open_plan(user, file)
        await user.until("1 to answer")
        await user.press("a", "n")
        await user.until("1 to answer")
        await user.press("y")
        await user.until("t-rejected.csv")
        assert len(await user.ask(lambda store: store.find(Review))) == 1
        rejected = (tmp_path / "t-rejected.csv").read_text(encoding="utf-8-sig")
        assert "“Dale Hil” is only near Dale Hill School" in rejected


async def test_what_cannot_be_used_is_put_right_on_the_plan_and_known_the_next_time(
    books: Path, tmp_path: Path
) -> None:
    rows = [
        ("Dale Hil", "Behaviour", "1.10.25"),
        ("St Nobody", "Complaints", "1.10.25"),
        ("Ash Grove School", "Uniform", "2.10.25"),
        ("Beech Lane School", "Lone working", "3.10.25"),
        ("Cedar Rise School", "Behaviour", "31.02.26"),
    ]
    heads = (*FOREIGN[:2], "Governors met")
    file = tracker(tmp_path / "t.csv", heads, *rows)
    async with at_the_desk(path=books) as user:
        await open_plan(user, file)
        # A column is put right in its line, a name is answered in its own.
        await user.press("down", "down", "down", "enter", *"app", "enter")
        await user.until("1 to answer")
        user.sees("Governors met Approved ▾")
        await user.press("down", "down", "down", "down")
        assert "Dale Hil" in user.line_of("›")
        await user.press("y")
        await user.until("1 new   0 changed   0 unchanged   4 rejected")
        # Another school is named; titles that no catalogue has come into our own list.
        await user.press(*["down"] * 4, "enter")
        user.sees("“St Nobody” (1 row) means")
        await user.press(*"ash grove", "enter")
        await user.until("2 new   0 changed   0 unchanged   3 rejected")
        await user.press(*["down"] * 4, "enter")
        user.sees("“Uniform” (1 row) is in no catalogue")
        await user.press("a")
        await user.until("4 new   0 changed   0 unchanged   1 rejected")
        user.sees("“31.02.26”", "Added to Our own: “Uniform”, “Lone working”.")
        await user.press(*["down"] * 4, "enter", "ctrl+u", *"28.02.26", "enter")
        await user.until("5 new   0 changed   0 unchanged   0 rejected")
        await user.press("ctrl+s")
        await user.until("Imported 5 schools' policies")
        own = [each["title"] for each in await user.ask(lambda store: store.find(Policy))
               if each["catalogue"] == "own"]  # fmt: skip
        assert own == ["Uniform", "Lone working"]
        # One undo takes the policies back as well; the next such file asks none of it again.
        await user.press("u")
        assert len(await user.ask(lambda store: store.find(Policy))) == 4
        again = tracker(tmp_path / "s.csv", heads, *rows[:2], ("Dale Hil", "Complaints", "xyz"))
        await open_plan(user, again)
        await user.until("2 new   0 changed   0 unchanged   1 rejected")
        user.sees("Governors met Approved")
        await user.press("w")
        await user.until("The rejected rows, with reasons, are in")
        assert "xyz" in (tmp_path / "s-rejected.csv").read_text(encoding="utf-8-sig")
