"""A catalogue loaded again: its edition adds, changes and ends, as a plan and one operation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.catalogues import files as catalogue_files
from data.catalogues.loading import bring_in, carry_out, plan_loading
from data.policies.standing import board
from data.problems import Clash, Problem, WrongCall
from data.store.store import Store
from models.policies.policy import Policy
from models.records.record import Values
from tests.policy_books import PolicyBooks

FIRST = """
[catalogue]
name = "dfe"
label = "The department"
edition = "November 2025"
about = "Three documents."
source = "A page."
licence = "Open."

[[policies]]
title = "Admissions"
catalogue = "dfe"
row = "1"
duty_maintained = "Must"
reckoning = "A fixed day of the year"
due_days = "15 March"
force = "Statutory"

[[policies]]
title = "Sport premium"
catalogue = "dfe"
row = "2"
duty_maintained = "Must"

[[policies]]
title = "Careers"
catalogue = "dfe"
row = "3"
duty_maintained = "Must"
"""

SECOND = (
    FIRST.replace("November 2025", "November 2026")
    .replace('due_days = "15 March"', 'due_days = "28 February, 15 March"')
    .replace('title = "Sport premium"', 'title = "Sport premium"\nended = "01/09/2026"')
    .replace('title = "Careers"', 'title = "Careers"\npupils = "Secondary"\nguidance = "New"')
    + """
[[policies]]
title = "Allergy safety"
catalogue = "dfe"
row = "4"
began = "01/09/2026"
duty_maintained = "Must"
"""
)


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the desk come with another catalogue."""
    monkeypatch.setattr(catalogue_files, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue_files, "FILES", {"dfe": "dfe.toml"})

    def come_with(text: str) -> None:
        (tmp_path / "dfe.toml").write_text(text, encoding="utf-8")

    return come_with


@pytest.fixture
def books(store: Store, edition: Callable[[str], None]) -> PolicyBooks:
    """The first edition is loaded, and somebody has put another guidance into the careers row."""
    edition(FIRST)
    bring_in(store, "dfe")
    books = PolicyBooks(store)
    books.set(Policy, key_of(books, "Careers"), guidance="Our own leaflet")
    edition(SECOND)
    return books


def key_of(books: PolicyBooks, title: str) -> str:
    (found,) = books.store.find(Policy, title=title)
    return str(found["key"])


def values_of(books: PolicyBooks, title: str) -> Values:
    (found,) = books.store.find(Policy, title=title)
    return found


def test_the_plan_says_what_the_edition_adds_changes_and_ends(books: PolicyBooks) -> None:
    before = books.store.find(Policy)
    loading = plan_loading(books.store, "dfe")
    assert loading.lines()[:8] == [
        "It would add 1 policy.",
        "Added: Allergy safety.",
        "It would change 3 policies.",
        "· Admissions: Due days.",
        "· Sport premium: Ended. It ends.",
        "· Careers: Pupils.",
        "Changed by hand, and kept so: Careers (Guidance).",
        "",
    ]
    assert "Edition: November 2026." in loading.lines()
    assert loading.counts == "1 added, 2 changed, 1 ended"
    assert books.store.find(Policy) == before, "a plan changes nothing"


def test_all_of_it_is_one_operation_that_leaves_what_was_changed_by_hand(
    books: PolicyBooks,
) -> None:
    before = books.store.find(Policy)
    loading = plan_loading(books.store, "dfe")
    carry_out(books.store, loading)
    assert loading.done == "1 policy loaded; 3 brought up to date."
    assert books.store.history()[0].label == (
        "Loaded The department, November 2026: 1 added, 2 changed, 1 ended"
    )
    assert values_of(books, "Admissions")["due_days"] == "02-28,03-15"
    assert values_of(books, "Sport premium")["ended"] == date(2026, 9, 1)
    assert values_of(books, "Careers")["guidance"] == "Our own leaflet"
    assert values_of(books, "Careers")["pupils"] == "secondary"
    books.store.undo()
    assert books.store.find(Policy) == before
    books.store.redo()
    again = plan_loading(books.store, "dfe")
    assert not again.anything
    assert [each.called for each in again.kept] == ["Careers"]


def test_one_policy_alone_is_taken_over_and_with_it_what_was_changed_by_hand(
    books: PolicyBooks,
) -> None:
    loading = plan_loading(books.store, "dfe")
    assert [called for _, called, _ in loading.items()] == [
        "Allergy safety", "Admissions", "Sport premium", "Careers",
    ]  # fmt: skip
    carry_out(books.store, loading.only({loading.key_of("careers")}))
    assert values_of(books, "Careers")["guidance"] == "New"
    assert values_of(books, "Admissions")["due_days"] == "03-15"
    assert books.store.count(Policy) == 3
    # What loading has put there is the catalogue's again: a later edition may change it.
    assert plan_loading(books.store, "dfe").kept == ()
    with pytest.raises(WrongCall, match=r"“Charging” is no one thing .* There is: Allergy safety"):
        loading.key_of("Charging")


def test_a_duty_is_asked_from_its_day_on_and_until_the_other(books: PolicyBooks) -> None:
    carry_out(books.store, plan_loading(books.store, "dfe"))
    books.school("Ash Grove")

    def asked_on(day: date) -> set[str]:
        books.store.today = day
        return {policy.title for policy in board(books.store).policies}

    assert asked_on(date(2026, 8, 31)) == {"Admissions", "Sport premium", "Careers"}
    assert asked_on(date(2026, 9, 1)) == {"Admissions", "Allergy safety", "Careers"}


def test_what_falls_due_after_a_duty_has_ended_is_not_due(books: PolicyBooks) -> None:
    ash, pay = books.school("Ash Grove"), books.policy("Pay", ended=date(2027, 3, 1))
    books.hold(ash, pay, date(2026, 2, 20))
    books.hold(ash, books.policy("Food", ended=date(2027, 3, 1)), date(2026, 3, 10))
    due = {
        row["policy"]: (row["due"], row["state"])
        for row in books.rows("school-schedule", school=ash)
    }
    assert due["Pay"] == (date(2027, 2, 20), "Due next half-term")
    assert due["Food"] == (None, "Current"), "on 10/03/2027 nobody asks for it any more"


def test_a_plan_that_somebody_overtook_is_not_carried_out(books: PolicyBooks) -> None:
    loading = plan_loading(books.store, "dfe")
    books.set(Policy, key_of(books, "Admissions"), due_days="01-31")
    with pytest.raises(Clash, match="Somebody else changed this policy meanwhile"):
        carry_out(books.store, loading)
    assert values_of(books, "Sport premium")["ended"] is None
    with books.store.operation("Remove") as change:
        change.remove(Policy, key_of(books, "Admissions"))
    with pytest.raises(Problem, match="meanwhile, so the plan no longer holds"):
        carry_out(books.store, loading)
    assert books.store.count(Policy) == 2


def test_a_duty_does_not_end_before_it_begins(books: PolicyBooks) -> None:
    with pytest.raises(Problem, match="Ended"):
        books.policy("Odd", began=date(2026, 9, 1), ended=date(2026, 8, 1))
