"""Whatever a tracker says: brought in twice it changes nothing more, and undo takes all of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from data.policies.tracker.carrying_out import carry_out
from data.policies.tracker.planning import make_plan
from data.store.store import Store
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from tests.policy_books import PolicyBooks

DAYS = st.dates(date(2019, 1, 1), date(2027, 6, 1)).map(
    lambda day: f"{day.day}.{day.month}.{day.year % 100:02}"
)
WORDS = st.sampled_from(
    ("", "N/A", "live", "draft", "tbc", "due 1/5/2027", "due Mar 2028", "in place", "gone", "#N/A")
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("Ash", "Beech", "Nowhere")),
        st.sampled_from(("Behaviour", "Complaints policy", "Central record", "Juggling")),
        DAYS | WORDS,
        st.sampled_from(("", "tbc", "Sep 2027")) | DAYS,
        st.sampled_from(("", "Yes", "no", "https://a.example/b")) | DAYS,
        st.sampled_from(("", "FGB", "Resources")),
        st.sampled_from(("", "Head", "Bursar")),
        st.sampled_from(("", "N/A", "Draft", "Approved", "green")),
    ),
    min_size=1,
    max_size=8,
)
HEADINGS = ("School", "Policy", "Ratified", "Due", "Website", "Committee", "Lead", "Status")


@settings(max_examples=15)
@given(first=ROWS, second=ROWS)
def test_a_tracker_twice_is_a_tracker_once_and_undo_takes_it_back(
    open_store: Callable[..., Store],
    tmp_path: Path,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
) -> None:
    store = open_store(tmp_path / f"{next(_NUMBERS)}.db", create=True)
    books = PolicyBooks(store)
    for name in ("Ash", "Beech"):
        books.school(name, opened=date(2020, 9, 1))
    for title, renewal in (("Behaviour", "annual"), ("Complaints", "2 years"),
                           ("Central record", "live")):  # fmt: skip
        books.policy(title, renewal=renewal)
    file = tmp_path / "tracker.csv"
    for rows in (first, second):
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([HEADINGS, *rows])
        before = store.find(SchoolPolicy), store.find(Review)
        plan = make_plan(store, file)
        carry_out(store, plan)
        again = make_plan(store, file)
        assert again.steps == [], [step.told for step in again.steps]
        assert len(again.rejected) == len(plan.rejected)
        if plan.steps:
            after = store.find(SchoolPolicy), store.find(Review)
            store.undo()
            assert (store.find(SchoolPolicy), store.find(Review)) == before
            store.redo()
            assert (store.find(SchoolPolicy), store.find(Review)) == after
    store.close()


_NUMBERS = count()
