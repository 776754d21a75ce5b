"""Charges at the keyboard: of events and services, their invoices, and figures that stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store.store import Store
from models.charges.invoice import Invoice
from models.support.deployment import Deployment
from models.support.support_step import SupportStep
from models.support.visit import Visit
from tests.tui.user import TODAY, User, at_the_desk


async def go_to(user: User, place: str) -> None:
    await user.press("ctrl+p")
    await user.paste(f"go to {place.lower()}")
    await user.press("enter")


async def in_filter(user: User, words: str) -> None:
    await user.press("/")
    await user.type(words)
    await user.press("enter")


def used_one_of_one_and_a_half(store: Store) -> None:
    (one,) = store.find(Deployment, reference="D2026-007")
    of: dict[str, object] = {"deployment": one["key"]}
    with store.operation("A visit") as change:
        change.add(SupportStep, {**of, "step": "invoiced", "day": TODAY, "number": 9})
        change.add(Visit, {**of, "day": TODAY, "hours": 500, "kind_of_visit": "visit"})


async def test_from_who_came_to_the_invoices_of_all_and_back_on_a_small_screen() -> None:
    async with at_the_desk() as user:
        await go_to(user, "Events")
        await user.move_to("05/11/2026")
        await user.press("tab", *"aaaa", "escape", "m", "c", "tab")
        user.sees("Charge all who booked what they owe, £500.00?")
        await user.press("ctrl+s")
        user.is_told("Closed: Coaching for middle leaders", "5 charges made, £500.00")
        await go_to(user, "Charges")
        await in_filter(user, "Coaching")
        await user.press("*", "m")
        user.sees("5 invoices, one for each who pays, of 5 charges")
        await user.press("ctrl+s")
        user.is_told("5 invoices of 5 charges")
        await go_to(user, "Invoices")
        assert user.row_of("2026-004").endswith("£150.00 £150.00 in 28")
        assert user.row_of("2026-002").endswith("33 late")
        await user.move_to("2026-002")
        await user.press("c")
        await user.fill_in({"Reason": "One day fewer"}, "ctrl+s")
        assert "-£1,159.20" in user.row_of("2026-009")
        await user.press(*"uuuuuu")
        user.is_told("Undone: All came: Coaching for middle leaders (sample), Hollowmere")

        await go_to(user, "Shared services")
        await user.move_to("Broadband")
        await user.press("m")
        assert (user.field("For"), user.field("School year")) == ("Autumn term", "2026/27")
        await user.press("ctrl+s")
        # 1,900 / 3 + 2,750 / 3
        user.is_told("Charged for the autumn term 2026/27", "2 schools, £1,550.00")
        await user.take_back("Undone: Charged for the autumn term")

        await user.ask(used_one_of_one_and_a_half)
        await go_to(user, "Deployments")
        await user.move_to("D2026-007")
        await user.press("enter")
        user.sees("1 of 1.5 days", "£1,207.50", "VAT £241.50", "Mossy Clough Primary School")
        user.sees("1.5 days at £700.00 a day and 15%, VAT 20%; as signed")

        await go_to(user, "Cohorts")
        await user.press("down", "tab")
        user.sees("›Hollowmere School")


async def test_whoever_owes_the_invoice_in_front_is_reminded_and_that_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk() as user:
        await go_to(user, "Invoices")
        await user.move_to("2026-002")
        await user.press("l")
        user.sees("Reminder: invoices overdue head 1 payer", "£1,159.20 is overdue on 1 invoice")
        await user.press("ctrl+s", "ctrl+s")
        user.sees("Note on the invoices that Ashenfold High School (sample) had this reminder")
        await user.press("y")
        user.is_told("Wrote 1 letter.", "Reminded today of 1 invoice")
        (invoice,) = await user.ask(lambda store: store.find(Invoice, number="2026-002"))
        assert invoice["reminded"] == TODAY
    assert [each.suffix for each in tmp_path.iterdir()] == [".docx"]
