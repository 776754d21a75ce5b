"""Half-terms to start from: six records of the usual days, which are edited afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.calendar.usual_half_terms import NOTE, fill_in, kept_half_terms, stayed, usual_half_terms
from data.imports import importing as imports
from data.problems import Refused
from data.store.store import Store
from models.calendar.calendars import calendar_for, calendars
from models.calendar.half_term_dates import HalfTermDates
from models.fields.half_terms import HALF_TERM_NAMES, half_terms
from models.records.record import Values

NORTHUMBERLAND, OLDHAM = "929", "353"


def of(store: Store, authority: str | None, year: int) -> dict[str, tuple[object, object]]:
    """First and last day of each half-term in the books."""
    found = store.find(HalfTermDates, local_authority=authority, school_year=year)
    return {str(each["half_term"]): (each["first_day"], each["last_day"]) for each in found}


def test_six_half_terms_of_a_year_come_in_one_operation_as_they_usually_fall(store: Store) -> None:
    fill_in(store, 2026, NORTHUMBERLAND)
    usual = {half.name: (half.first, half.last) for half in half_terms(2026)}
    assert of(store, NORTHUMBERLAND, 2026) == usual
    assert {each["notes"] for each in store.find(HalfTermDates)} == {NOTE}
    assert store.history()[0].label == "Filled in the half-terms of 2026/27, Northumberland"
    store.undo()
    assert store.count(HalfTermDates) == 0


def test_filling_in_moves_no_day_until_one_is_edited(store: Store) -> None:
    before = calendars(store)[None].half_terms(2026)
    fill_in(store, 2026, OLDHAM)
    assert calendar_for(calendars(store), OLDHAM).half_terms(2026) == before
    (autumn,) = store.find(HalfTermDates, half_term="Autumn 1")
    with store.operation("As the authority set it") as change:
        change.set(HalfTermDates, str(autumn["key"]), {"last_day": date(2026, 10, 16)})
    assert calendar_for(calendars(store), OLDHAM).half_terms(2026)[0].last == date(2026, 10, 16)
    assert calendar_for(calendars(store), NORTHUMBERLAND).half_terms(2026) == before


def test_an_authority_starts_from_the_days_that_are_kept_for_every_authority(store: Store) -> None:
    fill_in(store, 2026)
    (autumn,) = store.find(HalfTermDates, half_term="Autumn 2")
    with store.operation("Ours") as change:
        change.set(HalfTermDates, str(autumn["key"]), {"last_day": date(2026, 12, 17)})
    fill_in(store, 2026, OLDHAM)
    assert of(store, OLDHAM, 2026)["Autumn 2"][1] == date(2026, 12, 17)
    assert calendars(store)[OLDHAM].half_terms(2026) == calendars(store)[None].half_terms(2026)


def spring(first_day: date, last_day: date) -> Values:
    return {
        "school_year": 2026,
        "half_term": "Spring 1",
        "local_authority": OLDHAM,
        "first_day": first_day,
        "last_day": last_day,
    }


def test_what_is_missing_of_a_year_is_filled_in_and_what_was_there_stays_and_is_said(
    store: Store,
) -> None:
    with store.operation("One") as change:
        change.add(HalfTermDates, spring(date(2027, 1, 6), date(2027, 2, 11)))
    assert fill_in(store, 2026, OLDHAM) == ["Spring 1"]
    found = of(store, OLDHAM, 2026)
    assert len(found) == store.count(HalfTermDates) == 6
    assert found.pop("Spring 1") == (date(2027, 1, 6), date(2027, 2, 11))
    usual = {half.name: (half.first, half.last) for half in half_terms(2026)}
    assert found.items() < usual.items()
    store.undo()
    assert kept_half_terms(store) == {(OLDHAM, 2026): ["Spring 1"]}
    assert stayed(["Spring 1"]) == "Spring 1 was in the books already and stays as it is."
    assert stayed(["Autumn 1", "Autumn 2", "Spring 1"]).startswith("Autumn 1, Autumn 2 and Spring")


def test_a_year_that_is_there_whole_is_refused_with_one_that_is_free(store: Store) -> None:
    fill_in(store, 2026)
    fill_in(store, 2026, OLDHAM)
    fill_in(store, 2027, OLDHAM)
    with pytest.raises(Refused, match=r"All 6 .*2026/27 \(every authority\) are in the.*2027/28"):
        fill_in(store, 2026)
    with pytest.raises(Refused, match="for example 2028/29"):
        fill_in(store, 2026, OLDHAM)
    assert store.count(HalfTermDates) == 3 * 6


def test_usual_days_that_overlap_those_of_the_authority_are_refused_whole(store: Store) -> None:
    with store.operation("One") as change:
        change.add(HalfTermDates, spring(date(2027, 1, 6), date(2027, 2, 25)))
    with pytest.raises(Refused, match=r"Spring 2 as it usually falls \(22/02/2027.*It overlaps"):
        fill_in(store, 2026, OLDHAM)
    assert kept_half_terms(store) == {(OLDHAM, 2026): ["Spring 1"]}


@pytest.mark.parametrize("year", range(2020, 2041))
def test_the_usual_half_terms_of_any_year_obey_the_rules(year: int, store: Store) -> None:
    fill_in(store, year)
    fill_in(store, year + 1)
    days = [each["first_day"] for each in usual_half_terms(store, year)]
    assert days == sorted(days, key=str)
    assert [each["half_term"] for each in usual_half_terms(store, year)] == list(HALF_TERM_NAMES)


def test_rows_of_a_file_that_overlap_or_lie_elsewhere_are_rejected_in_words(
    store: Store, tmp_path: Path
) -> None:
    rows = [
        ",".join(column.label for column in imports.template(HalfTermDates, store.today).columns),
        "Northumberland,2026/27,Autumn 1,02/09/2026,23/10/2026,",
        "Northumberland,2026/27,Autumn 2,20/10/2026,18/12/2026,",
        "Northumberland,2026/27,Spring 1,05/01/2027,12/02/2026,",
        "Northumberland,2026/27,Spring 2,22/02/2028,31/03/2028,",
        "Northumberland,2026/28,Summer 1,12/04/2027,28/05/2027,",
        "Northumberland,2026/27,Summer 3,07/06/2027,21/07/2027,",
        "Oldham,2026/27,Autumn 2,20/10/2026,18/12/2026,",
    ]
    file = tmp_path / "half-terms.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    plan = imports.plan(store, HalfTermDates, file)
    reasons = {row.line: row.reason for row in plan.rejected}
    assert list(reasons) == [3, 4, 5, 6, 7]
    assert "overlaps Autumn 1 2026/27 (02/09/2026 to 23/10/2026)" in reasons[3]
    assert "is before first day" in reasons[4]
    assert "is not in the school year 2026/27" in reasons[5]
    assert "a school year ends in the year after it begins" in reasons[6]
    assert "“Summer 3”: it is not one of the choices. For example: Summer 2" in reasons[7]
    imports.carry_out(store, plan)
    assert kept_half_terms(store) == {
        (NORTHUMBERLAND, 2026): ["Autumn 1"],
        (OLDHAM, 2026): ["Autumn 2"],
    }
