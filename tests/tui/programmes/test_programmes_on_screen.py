"""Programmes at the keyboard: the figures of a cohort's schools, placements, closing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.programmes.cohort import Cohort, CohortPlace
from models.programmes.placement import Placement
from models.programmes.programme import Programme
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.filled_books import filled_once
from tests.tui.user import TODAY, at_the_desk

SCHOOLS = 20


@filled_once
def books(path: Path) -> None:
    """A cohort that has begun, of an alliance with 20 members."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        work = change.add(Workstream, {"name": "Leadership", "alliance": alliance})
        programme = change.add(
            Programme, {"title": "Leaders", "framework": "npqsl", "workstream": work}
        )
        given = {"programme": programme, "name": "Autumn", "began": TODAY - timedelta(days=40)}
        change.add(Cohort, given | {"target": 50})
        signed = TODAY - timedelta(days=400)
        for number in range(SCHOOLS):
            school = change.add(School, {"name": f"School {number:02}"})
            change.add(
                Membership,
                {"alliance": alliance, "school": school, "stage": "member", "signatory": "Head",
                 "statement_signed": signed, "signatory_role": "Headteacher"},
            )  # fmt: skip


async def test_the_numbers_of_20_schools_take_45_keys(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Cohorts")
        user.keys_pressed = 0
        numbers = [number % 4 + 1 for number in range(SCHOOLS)]
        numbers[3] = 12
        await user.press("tab")
        for number in numbers:
            await user.press(*str(number), "enter")
        assert user.keys_pressed <= 45
        places = await user.ask(lambda store: store.find(CohortPlace))
        names = await user.ask(lambda store: store.names(School))
        found = {names[str(each["school"])]: each["started"] for each in places}
        assert found == {f"School {at:02}": number for at, number in enumerate(numbers)}
        assert {each["as_of"] for each in places} == {TODAY}
        user.sees(f"{sum(numbers)} of 50 started")
        await user.press("u")
        assert len(await user.ask(lambda store: store.find(CohortPlace))) == SCHOOLS - 1


async def test_a_placement_moves_on_and_asks_for_the_reference_and_never_a_name() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Placements")
        await user.move_to("S-001")
        await user.press("m", "enter")
        user.sees("Filled: S-001", "Trainee", "Filled", "21/11/2026", "Route")
        await user.press(*"Amy Smith", "ctrl+s")
        user.sees("This looks like a name")
        await user.fill_in({"Trainee": "MU-0500"}, "ctrl+s")
        user.is_told("Filled: S-001")
        (found,) = await user.ask(lambda store: store.find(Placement, reference="S-001"))
        assert (found["status"], found["trainee_ref"]) == ("filled", "MU-0500")
        await user.take_back("Filled: S-001")


async def test_closing_a_programme_asks_what_came_of_it() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Programmes")
        await user.move_to("Coaching colleagues")
        await user.press("m")
        user.sees("Close Coaching colleagues (sample)", "Ended", "21/11/2026", "Outcome")
        await user.press("ctrl+s")
        user.is_told("Closed without outcome: what came of it?")
        await user.press("m", *"24 coach now", "ctrl+s")
        user.is_told("Closed Coaching colleagues (sample)")
