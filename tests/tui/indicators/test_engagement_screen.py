"""Engagement and recovery on the screen: what stands there, and what Enter leads to."""

from __future__ import annotations

from data.indicators.rates import MEMBERS, engagement
from data.memberships.chosen_alliance import first_alliance
from data.store.store import Store
from models.indicators.periods import period_of
from tests.tui.user import at_the_desk


def rates_of_members(store: Store) -> dict[str, int]:
    alliance, year = first_alliance(store), period_of(store.today, whole_year=True)
    assert alliance is not None
    return {each.name: each.count for each in engagement(store, alliance, year, MEMBERS).rates}


async def test_a_rate_leads_to_its_schools_and_esc_comes_back() -> None:
    async with at_the_desk(size=(80, 40)) as user:
        await user.press("ctrl+p", *"go to engagement", "enter")
        assert "members only" in user.text
        rates = await user.ask(rates_of_members)
        line = user.line_of("Professional development").split()
        assert line[2:4] == [str(rates["Professional development"]), "11"]
        await user.press("down", "down", "enter")
        assert "only: take part" in user.text
        assert "Larkrise High School" in user.text


async def test_recovery_says_what_is_short_and_leads_to_its_lines() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("ctrl+p", *"go to recovery", "enter")
        line = user.line_of("Professional develop")
        assert line.split()[-1] == "£245.00"
        assert "a list, not a ledger" in user.text
        await user.press("}")
        assert "Valley Partnership" in user.said
        assert "No money is recorded" in user.text
        await user.press("{", "down", "enter")
        user.sees("c Charges 1 charge", "m Money lines 3 money lines")
        await user.press("m")
        assert "Speakers of the autumn" in user.text


async def test_letters_set_who_shares_what() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("ctrl+p", *"go to who shares", "enter")
        assert "Broadband" in user.text
        await user.press("home", "right", "right", "down", "down", "down", "down", "u")
        assert "Uses: Broadband and filtering" in user.text
        await user.press("u")
