"""Commitments as periods: in whichever way a level is set, what was stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.exports.writing import write
from data.imports.importing import carry_out, plan
from data.problems import Refused
from data.store.store import Store
from data.tables.cells import set_cells
from data.tables.finding import find_one
from data.tables.saving import add_record, change_record, change_records, plan_removal
from data.tables.table import Column, Row, Summary
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

BEGAN = date(2024, 9, 1)
EARLIER = date(2026, 11, 20)


def fill(
    store: Store, level: str = "contribute", began: date | None = BEGAN, entered: date = EARLIER
) -> str:
    """Northern with Ash Grove in CPD, entered on a day; gives the key of its commitment."""
    store.today = entered
    with store.operation("Begin") as change:
        northern = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        signed: Values = {"statement_signed": date(2020, 1, 6), "signatory": "A. Head"}
        member: Values = {"alliance": northern, "school": school, "stage": "member"}
        membership = change.add(Membership, member | signed)
        named: Values = {"name": "CPD", "short_name": "Courses"}
        stream = change.add(Workstream, named | {"alliance": northern})
        values: Values = {"membership": membership, "workstream": stream}
        key = change.add(Commitment, values | {"level": level, "began": began})
    store.today = TODAY
    return key


def periods(store: Store) -> list[tuple[object, ...]]:
    """Level, first and last day of each period, in the order of time."""
    found = store.find(Commitment)
    found.sort(key=lambda each: (str(each["began"] or ""), str(each["ended"] or "9")))
    return [(each["level"], each["began"], each["ended"]) for each in found]


def by_a_letter(store: Store, key: str, tmp_path: Path) -> None:
    matrix = commitments_matrix(store)
    (row,), (column,) = matrix.table.rows, matrix.column_keys
    set_cells(store, matrix, [(row.key, column)], "lead")


def in_its_cell(store: Store, key: str, tmp_path: Path) -> None:
    (membership,), stream = store.find(Membership), store.get(Commitment, key)
    assert stream is not None
    cell = (str(membership["key"]), str(stream["workstream"]))
    set_cells(store, commitments_matrix(store), [cell], "lead")


def by_a_form(store: Store, key: str, tmp_path: Path) -> None:
    change_record(store, Commitment, key, {"level": "lead"}, store.get(Commitment, key) or {})


def for_all_marked(store: Store, key: str, tmp_path: Path) -> None:
    seen = {key: {"level": "contribute"}}
    change_records(store, Commitment, {"level": "lead"}, seen)


def by_a_file(store: Store, key: str, tmp_path: Path) -> None:
    made = plan(store, Commitment, file_of(tmp_path, ("Ash Grove · Northern", "CPD", "Lead")))
    assert (len(made.additions), len(made.changes), made.rejected) == (0, 1, [])
    carry_out(store, made)


def file_of(tmp_path: Path, *rows: tuple[Any, ...]) -> Path:
    """A file of commitments: membership, workstream, level, first and last day."""
    names = ("Membership", "Workstream", "Level", "Began", "Ended")
    columns = [Column(name.lower(), name, "date" if name in names[3:] else "text")
               for name in names]  # fmt: skip
    whole = [Row("", (*row, *[None] * (5 - len(row)))) for row in rows]
    path = tmp_path / "commitments.csv"
    path.write_bytes(write(Summary("c", "c", TODAY, columns, whole), "csv"))
    return path


WAYS = (by_a_letter, by_a_form, for_all_marked, by_a_file)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_another_level_ends_what_stood_today_and_begins_the_next_and_one_undo_restores_it(
    store: Store, tmp_path: Path, way: Callable[[Store, str, Path], None]
) -> None:
    key = fill(store)
    before = store.find(Commitment)
    way(store, key, tmp_path)
    assert periods(store) == [("contribute", BEGAN, TODAY), ("lead", TODAY, None)]
    store.undo()
    assert store.find(Commitment) == before


def test_a_day_that_is_given_is_the_day_on_which_the_next_one_begins(store: Store) -> None:
    key = fill(store)
    day = date(2026, 1, 5)
    asked: Values = {"level": "receive", "began": day, "asked_by": "The school itself"}
    change_record(store, Commitment, key, asked, {})
    assert periods(store) == [("contribute", BEGAN, day), ("receive", day, None)]
    first, second = sorted(store.find(Commitment), key=lambda each: str(each["began"]))
    assert (first["asked_by"], second["asked_by"]) == (None, "The school itself")


def test_only_the_day_it_began_is_corrected_in_place(store: Store) -> None:
    key = fill(store)
    change_record(store, Commitment, key, {"began": date(2024, 10, 1)}, {})
    assert periods(store) == [("contribute", date(2024, 10, 1), None)]
    change_record(store, Commitment, key, {"reason": "A new head"}, {})
    assert len(periods(store)) == 1


def test_another_level_from_before_the_one_that_stands_is_refused_with_the_way_out(
    store: Store,
) -> None:
    key = fill(store)
    with pytest.raises(Refused, match="From which day"):
        change_record(store, Commitment, key, {"level": "lead", "began": date(2023, 9, 1)}, {})
    assert periods(store) == [("contribute", BEGAN, None)]


def test_what_has_ended_keeps_its_level_and_is_not_removed(store: Store) -> None:
    key = fill(store)
    change_record(store, Commitment, key, {"ended": date(2026, 7, 20)}, {})
    with pytest.raises(Refused, match="Contribute ended on 20/07/2026"):
        change_record(store, Commitment, key, {"level": "lead"}, {})
    assert any("what has been is kept" in str(each) for each in
               plan_removal(store, Commitment, [key]).refusals)  # fmt: skip
    # What never was ends on its first day, and stands on no day.
    change_record(store, Commitment, key, {"ended": BEGAN}, {})
    assert plan_removal(store, Commitment, [key]).refusals == []


def test_a_period_entered_today_is_corrected_today(store: Store, tmp_path: Path) -> None:
    key = fill(store, entered=TODAY)
    change_record(store, Commitment, key, {"level": "lead"}, {})
    assert periods(store) == [("lead", BEGAN, None)]
    earlier = date(2023, 9, 1)
    change_record(store, Commitment, key, {"level": "receive", "began": earlier}, {})
    assert periods(store) == [("receive", earlier, None)]
    # A letter says from today on, and so does a day that is entered with the level.
    by_a_letter(store, key, tmp_path)
    assert periods(store) == [("receive", earlier, TODAY), ("lead", TODAY, None)]
    store.today = TODAY + timedelta(1)
    (now,) = store.find(Commitment, ended=None)
    change_record(store, Commitment, str(now["key"]), {"level": "contribute"}, {})
    assert periods(store)[2:] == [("contribute", TODAY + timedelta(1), None)]


def test_a_level_to_come_is_set_anew_and_not_ended_before_it_began(store: Store) -> None:
    key = fill(store, began=TODAY + timedelta(30))
    by_a_form(store, key, Path())
    assert periods(store) == [("lead", TODAY + timedelta(30), None)]
    matrix = commitments_matrix(store)
    (row,), (column,) = matrix.table.rows, matrix.column_keys
    set_cells(store, matrix, [(row.key, column)], "receive")
    assert periods(store) == [("receive", TODAY, None)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_file_with_both_periods_ends_the_one_and_adds_the_other(
    store: Store, tmp_path: Path, turned: bool
) -> None:
    fill(store)
    day = date(2026, 3, 1)
    name = "Ash Grove · Northern"
    rows = [(name, "CPD", "Contribute", BEGAN, day), (name, "CPD", "Lead", day)]
    made = plan(store, Commitment, file_of(tmp_path, *rows[:: -1 if turned else 1]))
    assert made.rejected == []
    carry_out(store, made)
    assert periods(store) == [("contribute", BEGAN, day), ("lead", day, None)]
    again = plan(store, Commitment, file_of(tmp_path, *rows))
    assert again.empty
    assert again.rejected == []


def test_a_file_may_tell_what_was_before_and_what_follows_an_end(
    store: Store, tmp_path: Path
) -> None:
    key = fill(store)
    name = "Ash Grove · Northern"
    early = date(2021, 9, 1), date(2022, 7, 20)
    carry_out(store, plan(store, Commitment, file_of(tmp_path, (name, "CPD", "Receive", *early))))
    assert periods(store) == [("receive", *early), ("contribute", BEGAN, None)]
    change_record(store, Commitment, key, {"ended": date(2026, 7, 20)}, {})
    back = date(2026, 9, 1)
    carry_out(store, plan(store, Commitment, file_of(tmp_path, (name, "CPD", "Lead", back))))
    assert periods(store)[1:] == [
        ("contribute", BEGAN, date(2026, 7, 20)), ("lead", back, None),
    ]  # fmt: skip


def test_a_file_that_would_write_over_what_was_is_rejected_in_the_plan(
    store: Store, tmp_path: Path
) -> None:
    key = fill(store)
    change_record(store, Commitment, key, {"ended": date(2026, 7, 20)}, {})
    row = ("Ash Grove · Northern", "CPD", "Lead", BEGAN, date(2026, 7, 20))
    made = plan(store, Commitment, file_of(tmp_path, row))
    assert ["Contribute ended" in each.reason for each in made.rejected] == [True]


def test_the_one_that_goes_on_is_meant_by_its_name_and_the_other_by_its_last_day(
    store: Store,
) -> None:
    key = fill(store)
    change_record(store, Commitment, key, {"level": "lead"}, {})
    (open_one,) = store.find(Commitment, ended=None)
    for name in ("Ash Grove CPD", "Ash Grove courses"):
        assert find_one(store, Commitment, name) == open_one["key"]
    assert find_one(store, Commitment, f"Ash Grove · Northern · CPD, until {TODAY:%d/%m/%Y}") == key


def test_one_that_begins_after_its_school_closes_is_warned_of(store: Store) -> None:
    fill(store)
    (ash,), (membership,) = store.find(School), store.find(Membership)
    closes = TODAY + timedelta(days=10)
    with store.operation("To close") as change:
        change.set(School, str(ash["key"]), {"status": "3", "closed": closes})
        stream = change.add(Workstream, {"name": "Research", "alliance": membership["alliance"]})
    for days, warned in ((0, False), (1, True)):
        values: Values = {"membership": membership["key"], "workstream": stream,
                          "level": "contribute", "began": closes + timedelta(days)}  # fmt: skip
        with store.operation("Begin") as change:
            change.add(Commitment, values)
            assert ("Ash Grove is to close on" in change.warned_of) is warned
        store.undo()


@pytest.mark.parametrize("entered", [EARLIER, TODAY])
def test_whoever_is_leaving_may_do_less_or_pause_and_take_on_nothing_higher(
    store: Store, tmp_path: Path, entered: date
) -> None:
    key = fill(store, entered=entered)
    (membership,) = store.find(Membership)
    (stream,) = store.find(Workstream)
    leaves: Values = {"stage": "leaving", "since": date(2026, 11, 2), "notice": date(2026, 11, 2)}
    with store.operation("Notice, and a workstream more") as change:
        change.set(Membership, str(membership["key"]), leaves)
        more = change.add(Workstream, {"name": "ITT", "alliance": membership["alliance"]})
    for entry in (in_its_cell, by_a_form, for_all_marked):
        with pytest.raises(Refused, match="nothing new, and Lead is more than Contribute"):
            entry(store, key, tmp_path)
    new: Values = {"membership": membership["key"], "workstream": more, "level": "receive"}
    with pytest.raises(Refused, match="nothing new"):
        add_record(store, Commitment, new | {"began": TODAY})
    lower = file_of(tmp_path, ("Ash Grove · Northern", "CPD", "Receive"))
    assert plan(store, Commitment, lower).rejected == []
    higher = file_of(tmp_path, ("Ash Grove · Northern", "CPD", "Lead"))
    assert len(plan(store, Commitment, higher).rejected) == 1
    for level in ("receive", "paused"):
        change_record(store, Commitment, key, {"level": level}, {})
        assert [each["level"] for each in store.find(Commitment) if not each["ended"]] == [level]
        store.undo()
    matrix = commitments_matrix(store)
    set_cells(store, matrix, [(str(membership["key"]), str(stream["key"]))], "paused")
    assert periods(store)[-1][0] == "paused"


def test_whoever_is_leaving_comes_back_from_a_pause_to_the_level_before_it_and_no_higher(
    store: Store,
) -> None:
    key = fill(store)
    (membership,) = store.find(Membership)
    leaves: Values = {"stage": "leaving", "since": date(2026, 11, 2), "notice": date(2026, 11, 2)}
    with store.operation("Notice") as change:
        change.set(Membership, str(membership["key"]), leaves)
    rests: Values = {"level": "paused", "began": TODAY - timedelta(days=9), "review": TODAY}
    store.today = EARLIER
    change_record(store, Commitment, key, rests, {})
    store.today = TODAY
    assert [level for level, *_ in periods(store)] == ["contribute", "paused"]
    (pause,) = (each for each in store.find(Commitment) if not each["ended"])
    key = str(pause["key"])
    with pytest.raises(Refused, match="nothing new, and Lead is more than Contribute"):
        change_record(store, Commitment, key, {"level": "lead"}, {})
    change_record(store, Commitment, key, {"level": "contribute"}, {})
    assert [level for level, *_ in periods(store)] == ["contribute", "paused", "contribute"]
