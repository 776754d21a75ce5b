"""Forty approvals after a week of governors' meetings.

It is Friday. Eight policies of six schools have been overdue for ten days. The minutes of four
meetings lie on the officer's table, and one school has rung up. Fir Tree's governors have not met.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogues.loading import bring_in
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.scenarios.reading import csv_rows, rows
from tests.tui.user import User, at_the_desk

FRIDAY = date(2026, 11, 20)
SCHOOLS = ("Alder Grove", "Birch Hill", "Cedar Court", "Damson Lane", "Elder Row", "Fir Tree")
POLICIES = (
    "Behaviour and written statement of principles", "School exclusions", "Careers guidance",
    "Charging and remissions", "Data protection privacy notice", "Equality objectives",
    "Governors' allowances (part 6)", "Health & safety",
)  # fmt: skip
"""What Northumberland asks of a community secondary school, whose admissions are the council's."""

LAST_TIME = date(2025, 11, 10)
LAST_TIME_EVERY_FOUR_YEARS = date(2022, 11, 10)


@pytest.fixture
def books(path: Path) -> Path:
    """Six members whose eight policies were all due on the tenth of November."""
    with Store.open(path, today=FRIDAY, create=True) as store:
        bring_in(store, "northumberland")
        asked = [each for each in store.find(Policy) if each["title"] in POLICIES]
        with store.operation("Enter what stood last year") as change:
            alliance = change.add(
                Alliance, {"name": "The Northern Alliance", "catalogues": "northumberland"}
            )
            for name in SCHOOLS:
                facts = {"name": name, "type": "01", "phase": "4", "low_age": 11, "high_age": 16}
                school = change.add(School, facts | {"settled_in": date(2025, 9, 1)})
                signed = {"statement_signed": date(2024, 9, 2), "signatory": "The head"}
                member = {"school": school, "alliance": alliance, "stage": "member"}
                change.add(Membership, member | signed)
                for policy in asked:
                    yearly = policy["renewal"] == "annual"
                    held = {"school": school, "policy": policy["key"], "stage": "in force"}
                    copy = change.add(SchoolPolicy, held)
                    last = LAST_TIME if yearly else LAST_TIME_EVERY_FOUR_YEARS
                    change.add(Review, {"school_policy": copy, "reviewed": last})
    return path


async def overdue_paper(officer: User, paper: Path) -> list[tuple[str, str]]:
    """Open Today's line of overdue policies, export its list, and read the file."""
    await officer.press("0", "enter", "x")
    await officer.fill_in({"Format": "CSV", "File": str(paper)}, "ctrl+s")
    officer.is_told("Wrote")
    return sorted((row["School"], row["Policy"]) for row in csv_rows(paper))


async def test_forty_approvals_of_five_meetings(books: Path, folder: Path) -> None:
    async with at_the_desk(path=books, today=FRIDAY) as officer:
        # On Friday morning everything is overdue, on the screen and on paper.
        officer.sees("Policies Overdue 48")
        before = await overdue_paper(officer, folder / "before.csv")
        assert before == sorted((school, policy) for school in SCHOOLS for policy in POLICIES)

        await officer.go_to("4", "Northumberland")
        keys_before = officer.keys_pressed

        # Alder Grove's governors approved everything. Space marks the whole row of the school,
        # and one approval is recorded for all of it: 8.
        await officer.press("space", "a")
        officer.sees("8 policies, Alder Grove", "1 not applicable left out")
        await officer.fill_in(
            {"Reviewed": "16/11/26", "Approved by": "Full governors", "Minute": "AG 26/4"}, "ctrl+s"
        )
        officer.is_told("Approved 16/11/2026, Full governors, AG 26/4: 8 policies, Alder Grove")
        await officer.press("escape")

        # Birch Hill's did the same a day later. The form begins as the last one ended, so only
        # the day and the minute are typed. It was the wrong minute: u, and once more. 16.
        await officer.move_to("Birch Hill")
        await officer.press("space", "a")
        assert officer.field("Approved by") == "Full governors"
        await officer.fill_in({"Reviewed": "17/11/26", "Minute": "BH 26/3"}, "ctrl+s")
        await officer.take_back("BH 26/3: 8 policies, Birch Hill")
        await officer.press("a")
        await officer.fill_in({"Minute": "BH 26/5"}, "ctrl+s")
        officer.is_told("Approved 17/11/2026, Full governors, BH 26/5: 8 policies, Birch Hill")
        await officer.press("escape")

        # Cedar Court rings up: its head has approved all of it this morning, and there is no
        # minute. A letter is enough: c. 24.
        await officer.move_to("Cedar Court")
        await officer.press("space", "c")
        officer.is_told("Approved today", "Cedar Court")
        await officer.press("escape")

        # Damson Lane and Elder Row are a federation whose governors went through one policy after
        # the other. The first is typed in; the full stop repeats it, and goes down a school.
        # A minute is one school's own until somebody says otherwise. 40.
        await officer.move_to("Damson Lane")
        await officer.press("right", "right", "a")
        officer.sees("Behaviour", "Damson Lane")
        await officer.fill_in(
            {"Reviewed": "18/11/26", "Approved by": "Federation", "Minute": "FED 26/9"}, "ctrl+s"
        )
        await officer.press(".")
        officer.is_told("Without the other school's minute and evidence", "Elder Row")
        for _ in POLICIES[1:]:
            await officer.press("right", "up", "up", ".", ".")
        officer.is_told("Approved 18/11/2026, Federation: Health & safety, Elder Row")

        # What Fir Tree says is typed in as well, though nothing is approved: its charges are
        # being drafted anew, its privacy notice waits for the governors.
        assert officer.at.startswith("Fir Tree")
        # It is the last row: after a letter the cursor goes on at the top of the next column.
        await officer.press(*["left"] * 4, "f", "G", "w", "G")
        assert officer.at.split()[2:] == ["n", *["O!"] * 8, "8"], "overdue all the same"
        assert officer.keys_pressed - keys_before <= 160, "four keys for an approval at most"

        # In the afternoon only Fir Tree is left, on the screen and on paper.
        await officer.press("0")
        officer.sees("Policies Overdue 8", "Fir Tree")
        after = await overdue_paper(officer, folder / "after.csv")
        assert after == sorted(("Fir Tree", policy) for policy in POLICIES)

    approved = {
        "Alder Grove": ("2026-11-16", "Full governors", "AG 26/4"),
        "Birch Hill": ("2026-11-17", "Full governors", "BH 26/5"),
        "Cedar Court": ("2026-11-20", None, None),
        "Damson Lane": ("2026-11-18", "Federation", "FED 26/9"),
        "Elder Row": ("2026-11-18", "Federation", None),
    }
    expected = [(name, title, *approved[name]) for name in SCHOOLS[:-1] for title in POLICIES]
    assert len(expected) == 40
    assert sorted(rows(books, NEW_REVIEWS), key=repr) == sorted(expected, key=repr)
    assert rows(books, STAGES_OF_FIR_TREE) == [
        ("Charging and remissions", "drafting"),
        ("Data protection privacy notice", "awaiting approval"),
    ]


NEW_REVIEWS = """
SELECT school.name, policy.title, reviewed, approved_by, minute
FROM review
JOIN school_policy ON school_policy.key = review.school_policy_id
JOIN school ON school.key = school_policy.school_id
JOIN policy ON policy.key = school_policy.policy_id
WHERE reviewed > '2026-01-01'
"""
STAGES_OF_FIR_TREE = """
SELECT policy.title, stage
FROM school_policy
JOIN school ON school.key = school_policy.school_id
JOIN policy ON policy.key = school_policy.policy_id
WHERE school.name = 'Fir Tree' AND stage <> 'in force'
ORDER BY policy.title
"""
