"""An earlier day is shown as the books stood then, whatever was recorded since."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.policies.letters import POLICY_LETTERS, set_policy
from data.problems import Refused
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.listing import table_of
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from tests.policy_books import PolicyBooks

BEGINNING = date(2026, 9, 1)
DAYS = [BEGINNING + timedelta(days=13 * each) for each in range(7)]


def shown_on(path: Path, day: date) -> dict[str, object]:
    """Every answer about policies, and the lists of what they are made of, on a day."""
    with Store.open(path, today=day) as store:
        found: dict[str, object] = {}
        for name, maker in SUMMARIES.items():
            if maker.subject == "policies":
                made = maker.make(store)
                found[name] = (made.title, made.notes, [row.cells for row in made.rows])
        for kind in (SchoolPolicy, Review):
            made = table_of(store, kind)
            found[kind.kind] = [(row.key, row.cells) for row in made.rows]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_every_answer_of_a_day_is_what_it_was_on_that_day(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "books.db"
    with Store.open(path, today=BEGINNING, create=True) as store:
        books = PolicyBooks(store)
        cells = [
            (books.school(school), policy)
            for policy in [books.policy(title) for title in ("Behaviour", "Attendance", "SEND")]
            for school in (f"Aspen {policy[:4]}", f"Birch {policy[:4]}")
        ]
    for day in DAYS:
        with Store.open(path, today=day) as store:
            for _ in range(4):
                cell = chance.choice(cells)
                meaning = chance.choice([*POLICY_LETTERS.values()])
                reason = "No such pupils" if meaning == "not applicable" else None
                try:
                    with store.operation("A letter") as change:
                        set_policy(change, *cell, meaning, day, reason)
                except Refused:
                    continue
                if chance.random() < 0.2:
                    store.undo()
        shutil.copy(path, tmp_path / f"{day}.db")
    for day in DAYS:
        assert shown_on(path, day) == shown_on(tmp_path / f"{day}.db", day), day


def test_an_approval_of_tomorrow_is_not_shown_today(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    with Store.open(path, today=date(2026, 11, 20), create=True) as store:
        books = PolicyBooks(store)
        held = books.hold(books.school("Aspen"), books.policy("Behaviour"), date(2025, 11, 3))
        books.review(held, date(2026, 11, 20))
    with Store.open(path, today=date(2026, 11, 20)) as store:
        assert PolicyBooks(store).rows("policies-overdue") == []
    with Store.open(path, today=date(2026, 11, 19)) as store:
        (row,) = PolicyBooks(store).rows("policies-overdue")
        assert row["due"] == date(2026, 11, 3)
        assert row["approved"] == date(2025, 11, 3)


def test_what_was_typed_in_late_stood_on_its_day(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    with Store.open(path, today=date(2026, 11, 20), create=True) as store:
        books = PolicyBooks(store)
        books.hold(books.school("Aspen"), books.policy("Behaviour"), date(2026, 3, 2))
    with Store.open(path, today=date(2026, 6, 1)) as store:
        (row,) = table_of(store, SchoolPolicy).rows
        assert "In force" in [str(cell) for cell in row.cells]
