"""What is refused, warned of and reported of programmes, cohorts and placements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.programmes.cohort import Cohort, CohortPlace, newest_by
from models.programmes.placement import PLACEMENT_STATES, Placement
from models.programmes.programme import Programme
from models.records.rules import Severity
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.books import TODAY, BooksInMemory, messages_of, messages_on_removal

EARLIER = date(2026, 10, 12)


@pytest.fixture
def books() -> BooksInMemory:
    """Two alliances, a programme with a cohort that has begun, and a school in it."""
    books = BooksInMemory()
    books.add(School, "one", name="One", low_age=5, high_age=11)
    books.add(School, "two", name="Two")
    books.add(Organisation, "scitt", name="Nexus")
    for key, name in (("north", "Northern"), ("south", "Southern")):
        books.add(Alliance, key, name=name)
        books.add(Workstream, f"itt-{key}", name="Teaching", alliance=key)
    books.add(Programme, "npq", title="Leaders", framework="npqsl", workstream="itt-north")
    books.add(Cohort, "autumn", programme="npq", name="Autumn", began=date(2026, 10, 1), target=10)
    books.add(CohortPlace, "then", cohort="autumn", school="one", as_of=EARLIER, started=6)
    return books


def place(books: BooksInMemory, *severities: Severity, **values: Any) -> dict[str, str]:
    given = {"cohort": "autumn", "school": "one", "as_of": TODAY}
    return dict(messages_of(books, CohortPlace, given | values, *severities))


def placement(books: BooksInMemory, *severities: Severity, **values: Any) -> dict[str, str]:
    given = {
        "school": "one", "provider": "scitt", "workstream": "itt-north", "school_year": 2026,
        "phase": "ks2", "subjects": "primary",
    }  # fmt: skip
    return dict(messages_of(books, Placement, given | values, *severities))


FILLED: dict[str, Any] = {"status": "filled", "trainee_ref": "MN-0417", "filled": EARLIER}


@pytest.mark.parametrize(
    ("figures", "at"),
    [
        ({"started": 5, "completed": 5, "passed": 5}, ""),
        ({"started": 5, "withdrawn": 1, "completed": 4}, ""),
        ({"started": 5, "withdrawn": 1, "completed": 5}, "completed"),
        ({"completed": 1}, "completed"),
        ({"started": 2, "withdrawn": 3}, "withdrawn"),
        ({"started": 5, "completed": 3, "passed": 4}, "passed"),
        ({"applied": 3, "started": 5}, ""),
    ],
)
def test_nobody_completes_who_has_not_started_or_passes_who_has_not_completed(
    books: BooksInMemory, figures: dict[str, int], at: str
) -> None:
    assert list(place(books, **figures)) == ([at] if at else [])


def test_counts_of_earlier_days_stay_and_today_is_corrected(books: BooksInMemory) -> None:
    kept = books.get(CohortPlace, "then")
    assert kept is not None
    told = place(books, **{**kept, "started": 7})["started"]
    assert told.startswith("The count of 12/10/2026 stays")
    assert [each for each, _ in messages_on_removal(books, CohortPlace, "then")] == [""]
    books.add(CohortPlace, "now", cohort="autumn", school="one", as_of=TODAY, started=7)
    assert place(books, key="now", started=8) == {}
    assert messages_on_removal(books, CohortPlace, "now") == []
    assert "change it there" in place(books, started=9)["as_of"]
    assert "still to come" in place(books, as_of=TODAY + timedelta(days=1))["as_of"]


def test_a_number_that_becomes_less_is_asked_about(books: BooksInMemory) -> None:
    assert place(books, Severity.WARN, started=6) == {}
    told = place(books, Severity.WARN, started=5)["started"]
    assert told == "Started was 6 on 12/10/2026: is 5 right?"


def test_the_newest_count_that_is_not_after_a_day_holds_on_it() -> None:
    def count(as_of: date, started: int) -> dict[str, Any]:
        return {"cohort": "c", "school": "s", "as_of": as_of, "started": started}

    counts = [count(date(2026, 3, 1), 2), count(date(2026, 1, 1), 1), count(date(2026, 5, 1), 3)]
    for day, started in ((date(2025, 12, 31), None), (date(2026, 1, 1), 1),
                         (date(2026, 4, 30), 2), (date(2026, 5, 1), 3)):  # fmt: skip
        found = newest_by(counts, day).get(("c", "s"))
        assert (found["started"] if found else None) == started


def test_a_cohort_behind_its_target_is_reported_while_others_may_join(
    books: BooksInMemory,
) -> None:
    def reported(**values: Any) -> str:
        whole = (books.get(Cohort, "autumn") or {}) | values
        return dict(messages_of(books, Cohort, whole, Severity.REPORT)).get("target", "")

    assert reported() == "6 have started, of 10; applications closed on 01/10/2026."
    assert reported(target=6) == ""
    assert reported(began=date(2026, 9, 21)) != ""
    assert reported(began=date(2026, 9, 20)) == "", "two months are over"
    soon = {"began": TODAY + timedelta(days=40), "closes": TODAY + timedelta(days=28)}
    assert reported(**soon) == "0 have applied, of 10; applications close in 28 days."
    assert reported(**soon | {"closes": TODAY + timedelta(days=29)}) == ""


def test_a_programme_that_is_closed_without_outcome_is_warned_of_and_reported(
    books: BooksInMemory,
) -> None:
    whole = (books.get(Programme, "npq") or {}) | {"ended": TODAY}
    for severity in (Severity.WARN, Severity.REPORT):
        assert dict(messages_of(books, Programme, whole, severity)) == {
            "outcome": "Closed without outcome: what came of it?"
        }
        assert messages_of(books, Programme, whole | {"outcome": "18 passed"}, severity) == []
    later = whole | {"ended": TODAY + timedelta(days=1)}
    assert "still to come" in dict(messages_of(books, Programme, later))["ended"]


@pytest.mark.parametrize(
    "reference", ["Amy Smith", "Amy Smith 2", "amy smith", "Smith", "A. Smith1", "Smith-Jones 3"]
)
def test_a_trainee_never_stands_in_the_books_by_name(books: BooksInMemory, reference: str) -> None:
    told = placement(books, **FILLED | {"trainee_ref": reference})["trainee_ref"]
    assert told.startswith("This looks like a name")


@pytest.mark.parametrize("reference", ["MN-0417", "2026/14", "T17", "0417", "SCITT 26-3"])
def test_a_providers_reference_is_taken(books: BooksInMemory, reference: str) -> None:
    assert placement(books, **FILLED | {"trainee_ref": reference}) == {}


def test_a_trainee_is_counted_by_one_alliance_and_the_second_is_told_which(
    books: BooksInMemory,
) -> None:
    books.add(
        Placement, "first", reference="P2026-001", school="two", provider="scitt",
        workstream="itt-south", school_year=2026, phase="ks2", subjects="primary", **FILLED,
    )  # fmt: skip
    told = placement(books, **FILLED | {"trainee_ref": "mn 0417"})["counted_by"]
    assert told == (
        "mn 0417 of Nexus is counted by Southern in 2026/27 (P2026-001): name Southern here, too, "
        "or correct that placement."
    )
    assert placement(books, **FILLED, counted_by="south") == {}
    assert placement(books, **FILLED | {"school_year": 2025}) == {}
    assert placement(books, **FILLED | {"trainee_ref": "MN-0418"}) == {}
    assert placement(books, **FILLED, workstream="itt-south") == {}, "another term of the same"


def test_a_placement_has_what_its_state_needs(books: BooksInMemory) -> None:
    assert placement(books) == {}
    assert "trainee_ref" in placement(books, status="filled")
    assert "An offer has no trainee yet" in placement(books, trainee_ref="MN-1")["trainee_ref"]
    ended = FILLED | {"status": "ended", "ended": TODAY, "outcome": "qts"}
    assert placement(books, **ended, first_post="alliance") == {}
    assert "outcome" in placement(books, **ended | {"outcome": None})
    withdrew = ended | {"outcome": "withdrew", "first_post": "alliance"}
    assert "follows QTS" in placement(books, **withdrew)["first_post"]
    assert "not ended yet" in placement(books, **FILLED, outcome="qts")["outcome"]
    assert "is before filled" in placement(books, **ended | {"ended": date(2026, 10, 1)})["ended"]


@pytest.mark.parametrize("before", PLACEMENT_STATES)
@pytest.mark.parametrize("to", PLACEMENT_STATES)
def test_a_placement_reaches_no_state_without_the_one_before(
    books: BooksInMemory, before: str, to: str
) -> None:
    follows = {
        "offered": {"filled", "withdrawn"},
        "filled": {"running", "withdrawn", "offered"},
        "running": {"ended", "filled"},
        "ended": {"running"},
        "withdrawn": {"offered"},
    }
    books.add(Placement, "p", status=before)
    assert ("status" in placement(books, key="p", status=to)) == (
        to != before and to not in follows[before]
    )


def test_a_placement_outside_the_ages_of_its_school_is_asked_about(books: BooksInMemory) -> None:
    told = placement(books, Severity.WARN, phase="ks4")["phase"]
    assert told == "One teaches from 5 to 11: is Key stage 4 right?"
    assert placement(books, Severity.WARN, phase="ks2") == {}
    assert placement(books, Severity.WARN, phase="ks4", school="two") == {}
