"""A table copied from a spreadsheet and pasted into a list opens the plan of an import."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk

TABLE = "Name\tURN\tTown\r\nAsh Grove\t100001\tOldham\r\nBeech Lane\t100002\tBolton\r\n"


async def names(user: User) -> list[object]:
    return await user.ask(lambda store: sorted(str(each["name"]) for each in store.find(School)))


async def test_a_pasted_table_is_shown_as_a_plan_and_carried_out(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1")
        await user.paste(TABLE)
        user.sees("Import schools", "pasted table.tsv", "2 new", "of 2 rows")
        assert await names(user) == []
        await user.press("y")
        await user.until("Imported 2 schools from pasted table.tsv")
        assert await names(user) == ["Ash Grove", "Beech Lane"]
        await user.press("u")
        assert await names(user) == []


async def test_one_column_is_a_table_as_well(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1")
        await user.paste("School name\r\nAsh Grove\r\nBeech Lane\r\n")
        user.sees("Import schools", "2 new", "School name", "of 2 rows")
        await user.press("y")
        await user.until("Imported 2 schools")
        assert await names(user) == ["Ash Grove", "Beech Lane"]


async def test_approvals_that_are_pasted_among_policies_come_in_as_a_tracker(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove"})
        change.add(Policy, {"title": "Charging", "catalogue": "dfe"})
    async with at_the_desk(path=path) as user:
        await user.press("4")
        await user.paste("School\tPolicy\tDate ratified\r\nAsh Grove\tCharging\t12/09/2025\r\n")
        user.sees("Import school policies and reviews", "1 new")
        await user.press("ctrl+s")
        await user.until("Imported 1 school's policy")
        reviews = await user.ask(lambda store: store.find(Review))
        assert [each["reviewed"] for each in reviews] == [date(2025, 9, 12)]


async def test_rejected_rows_of_a_pasted_table_lie_beside_the_books(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    working_folder = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(working_folder)
    async with at_the_desk(path=path) as user:
        await user.press("1")
        await user.paste(f"{TABLE}Cedar\t12\tBury\r\n")
        await user.press("y")
        await user.until("u takes it all back. 1 row was")
    assert "Cedar" in path.with_name("pasted table-rejected.csv").read_text("utf-8-sig")
    assert list(working_folder.iterdir()) == []


async def test_what_is_no_table_changes_nothing(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1")
        await user.paste("d\ny\nd")
        user.is_told("Only a table is pasted into a list")
        await user.press("0")
        await user.paste(TABLE)
        user.is_told("Open a line with Enter first")
        assert await names(user) == []


async def test_nothing_is_pasted_into_books_that_are_only_looked_at(path: Path) -> None:
    Store.open(path, today=TODAY, create=True).close()
    async with at_the_desk(path=path, read_only=True) as user:
        await user.press("1")
        await user.paste(TABLE)
        user.is_told("look only")


async def test_words_pasted_into_a_filter_stay_words(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("1", "/")
        await user.paste(TABLE)
        user.does_not_see("Import schools")
