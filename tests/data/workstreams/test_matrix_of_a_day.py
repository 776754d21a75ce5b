"""The matrix of any day shows the periods that hold on it, and undo leads back to the start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.exports.writing import write
from data.problems import Refused
from data.store.store import Store
from data.tables.cells import set_cells
from data.tables.listing import table_of
from data.tables.saving import change_record
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

FIRST = date(2024, 9, 2)
LETTERS = {"lead": "L", "contribute": "C", "receive": "R", "interested": "I", "paused": "P"}
RANKS = {"": 0, "I": 0, "P": 1, "R": 2, "C": 3, "L": 4}


@dataclass
class Oracle:
    """What was said to hold from which day on, by school and workstream: no periods at all."""

    said: dict[tuple[str, str], list[tuple[date, str, date]]] = field(default_factory=dict)

    def say(self, pair: tuple[str, str], since: date, letter: str, entered: date) -> None:
        """From this day on; what was said for later days is gone, and of this day replaced."""
        kept = [each for each in self.said.get(pair, []) if each[0] < since]
        self.said[pair] = [*kept, (since, letter, entered)]

    def entered_so(self, pair: tuple[str, str], day: date) -> date | None:
        """Since when the newest level holds, when it was entered on this day."""
        since, _, entered = self.said[pair][-1]
        return since if entered == day else None

    def letter(self, pair: tuple[str, str], day: date) -> str:
        held = [letter for since, letter, _ in self.said.get(pair, []) if since <= day]
        return held[-1] if held else ""

    def cell(self, pair: tuple[str, str], day: date) -> str:
        is_leap_day = (day.month, day.day) == (2, 29)
        before = (day - timedelta(1) if is_leap_day else day).replace(year=day.year - 1)
        now, was = self.letter(pair, day), self.letter(pair, before)
        sign = "↑" if RANKS[now] > RANKS[was] else "↓" if RANKS[now] < RANKS[was] else ""
        return f"{now or '-'}{sign}"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two members and two workstreams; each example takes back what it did."""
    where = tmp_path_factory.mktemp("books") / "books.db"
    with Store.open(where, today=FIRST, create=True, throw_away=True) as store:
        with store.operation("Begin") as change:
            northern = change.add(Alliance, {"name": "Northern"})
            for name in ("Ash Grove", "Birch Hill"):
                school = change.add(School, {"name": name})
                values: dict[str, Any] = {"alliance": northern, "school": school}
                signed = {"statement_signed": date(2020, 1, 6), "signatory": "A. Head"}
                change.add(Membership, values | signed | {"stage": "member"})
            for name in ("CPD", "Research"):
                change.add(Workstream, {"name": name, "alliance": northern})
        yield store


def exported(store: Store) -> bytes:
    """The list of all commitments as a file."""
    return write(table_of(store, Commitment), "csv")


def cells(store: Store) -> dict[tuple[str, str], str]:
    """What the matrix of the store's day shows, by the names of school and workstream."""
    matrix = commitments_matrix(store)
    names = list(matrix.full_labels.items())
    return {
        (str(row.cells[0]), label): row.cells[at].letter  # type: ignore[union-attr]
        for row in matrix.table.rows
        for at, (_, label) in enumerate(names, 2)
    }


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 1),
        st.sampled_from([*LETTERS, "none"]),
        st.integers(0, 200),
        st.sampled_from(["letter", "form", "form on a day"]),
        st.integers(0, 120),
    ),
    max_size=9,
)
PAIRS = [(school, stream) for school in ("Ash Grove", "Birch Hill")
         for stream in ("CPD", "Research")]  # fmt: skip


@given(STEPS, st.lists(st.integers(0, 2500), min_size=3, max_size=3))
@example([(0, 0, "lead", 1, "letter", 0), (0, 0, "contribute", 1, "form on a day", 1)], [0, 1, 2])
@settings(max_examples=40)
def test_the_matrix_of_any_day_is_what_was_said_to_hold_on_it_and_undo_leads_back(
    books: Store, steps: list[tuple[int, int, str, int, str, int]], looks: list[int]
) -> None:
    store, oracle, day = books, Oracle(), FIRST
    store.today = FIRST
    states = [exported(store)]
    done = 0
    try:
        for school, stream, level, days, way, back in steps:
            day += timedelta(days)
            store.today = day
            matrix = commitments_matrix(store)
            row, column = matrix.table.rows[school], list(matrix.column_keys)[stream]
            pair = (str(row.cells[0]), matrix.full_labels[column])
            letter = LETTERS.get(level, "")
            key = matrix.cells.get((row.key, column))
            since = day
            before = store.undoable()
            if way == "letter" or key is None or level == "none":
                set_cells(store, matrix, [(row.key, column)], level)
            else:
                new: dict[str, Any] = {"level": level}
                now = store.get(Commitment, key) or {}
                if way == "form on a day" and level != now["level"]:
                    since = day - timedelta(back)
                    new["began"] = since
                    if since == now["began"]:
                        # The day that stands there anyhow: the form cannot tell that it was meant.
                        since = oracle.entered_so(pair, day) or day
                elif level != now["level"]:
                    since = oracle.entered_so(pair, day) or day
                try:
                    change_record(store, Commitment, key, new, {})
                except Refused:
                    assert since < now["began"]
                    continue
            if store.undoable() > before:
                done += 1
                states.append(exported(store))
                oracle.say(pair, since, letter, day)
        turns = {since for said in oracle.said.values() for since, *_ in said}
        for look in {*turns, *(FIRST + timedelta(days) for days in looks)}:
            store.today = look
            assert cells(store) == {pair: oracle.cell(pair, store.today) for pair in PAIRS}
    finally:
        while done:
            assert exported(store) == states.pop()
            store.undo()
            done -= 1
        assert exported(store) == states.pop()
    assert store.find(Commitment) == []
