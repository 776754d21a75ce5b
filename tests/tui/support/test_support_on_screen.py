"""Support on the screen: taken on by a key, few keys for visits, and always confidential."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.store.store import Store
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.people.person import Person
from models.support.specialist import Specialist
from models.support.visit import Visit
from tests.data.support.books_of_support import Support
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk


@filled_once
def books(path: Path) -> None:
    """The books of support, with the request D2026-001 of 1 September."""
    with Store.open(path, today=TODAY, create=True) as store:
        Support(store)


def begun(path: Path, steps: Callable[[Support], None]) -> None:
    """Go on with the books before the desk is opened."""
    path.unlink(missing_ok=True)
    with Store.open(path, today=TODAY, create=True) as store:
        steps(Support(store))


def kept(path: Path, record: type, **equal: object) -> list[dict[str, object]]:
    with Store.open(path, today=TODAY) as store:
        return list(store.find(record, **equal))  # type: ignore[arg-type]


async def to_page(user: User) -> None:
    await user.go_to("3", "Deployments")
    await user.move_to("D2026-001")
    user.keys_pressed = 0
    await user.press("enter")


async def test_from_request_to_closed_takes_few_keys(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Deployments")
        user.keys_pressed = typed = 0

        async def type_text(text: str) -> None:
            nonlocal typed
            typed += len(text)
            await user.press(*text)

        await user.press("a")
        await type_text("Client School")
        await user.press("tab", "tab")
        await type_text("Phonics in Year 1")
        await user.press("ctrl+s", "enter")
        assert "D2026-002" in user.text, user.text
        await user.press("m")
        await type_text("Sami")
        await user.press("ctrl+s", *("m", "ctrl+s") * 2, "m", "tab", "2", "tab", "tab")
        await type_text("Cora")
        await user.press("ctrl+s", *("m", "ctrl+s") * 2, "m", "tab")
        await type_text("Cora")
        await user.press("tab", "1", "tab")
        await type_text("Better")
        await user.press("ctrl+s", "m", "tab")
        await type_text("Done")
        await user.press("ctrl+s")
        assert "✓ Closed" in user.text, user.text
        assert user.keys_pressed - typed <= 90


async def test_an_invoice_of_a_deployment_takes_at_most_eight_keys(books: Path) -> None:
    begun(books, lambda support: support.until("agreement signed"))
    async with at_the_desk(path=books) as user:
        await to_page(user)
        await user.press("m", "ctrl+s")
        assert user.keys_pressed <= 8
        assert "✓ Invoiced" in user.text
        assert user.said.endswith("u undoes it.")
    (invoice,) = kept(books, Invoice)
    assert (invoice["number"], invoice["issued"]) == ("2026-001", TODAY)


async def test_twelve_visits_take_at_most_sixty_keys(books: Path) -> None:
    begun(books, lambda support: support.until("invoiced"))
    async with at_the_desk(path=books) as user:
        await to_page(user)
        await user.press("a", "end", "ctrl+u", *"5/9/26", "tab", "end", "ctrl+u", *"2.5", "ctrl+s")
        for _ in range(11):
            await user.press("full_stop")
        assert user.keys_pressed <= 60
    visits = sorted(str(each["day"]) for each in kept(books, Visit, hours=250))
    assert (len(visits), visits[0], visits[-1]) == (12, "2026-09-05", "2026-11-21")


async def test_a_specialist_who_declines_makes_room_for_another(books: Path) -> None:
    begun(books, lambda support: support.until("home head agreed"))
    with Store.open(books, today=TODAY) as store, store.operation("Another") as change:
        (home,) = {each["home_school"] for each in store.find(Specialist)}
        person = change.add(Person, {"name": "Rosa Thyme"})
        change.add(Specialist, {"person": person, "home_school": home})
    async with at_the_desk(path=books) as user:
        await to_page(user)
        await user.press("n")
        await user.fill_in({"Note": "No days left"}, "ctrl+s")
        assert "another specialist" in user.text
        await user.press("m")
        await user.fill_in({"Specialist": "Rosa"}, "ctrl+s")
        assert "Rosa Thyme" in user.text
        assert "›○ Home head agrees" in user.text


async def test_what_a_step_lacks_is_said_and_nothing_typed_is_lost(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_page(user)
        await user.press("m")
        await user.fill_in({"Day": "1/8/2026"}, "ctrl+s")
        assert "is before requested" in user.text
        assert user.field("Day") == "01/08/2026"


async def test_every_screen_of_support_bears_the_word(books: Path) -> None:
    begun(books, lambda support: support.until("invoiced"))
    async with at_the_desk(path=books) as user:
        for section in ("Deployments", "Visits", "Specialists", "Invoices", "Charges"):
            await user.go_to("3", section)
            assert "CONFIDENTIAL" in user.text, section
        await to_page(user)
        for keys in ((), ("m",), ("escape", "a"), ("escape", "e"), ("escape", "h")):
            await user.press(*keys)
            assert "CONFIDENTIAL" in user.text, (keys, user.text)
        await user.press("escape", "v", "w")
        assert "CONFIDENTIAL" in user.text
        await user.go_to("3", "Workstreams")
        assert "CONFIDENTIAL" not in user.text


async def test_an_invoice_is_paid_and_another_credited_by_a_key(books: Path) -> None:
    begun(books, lambda support: support.until("invoiced"))
    async with at_the_desk(path=books) as user:
        await user.go_to("3", "Invoices")
        assert "not a ledger" in user.text
        await user.press("m")
        await user.fill_in({"Amount": "159.20"}, "ctrl+s")
        await user.press("c")
        await user.fill_in({"Reason": "One day fewer"}, "ctrl+s")
        assert "Credit note" in user.text
    (payment,) = kept(books, Payment)
    assert payment["amount"] == 15_920
    notes = [each for each in kept(books, Invoice) if each["corrects"]]
    assert [each["number"] for each in notes] == ["2026-002"]


async def test_the_page_leads_back_to_its_row_in_the_list(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_page(user)
        await user.press("escape")
        assert "›Deployments" in user.bar
        assert any(line.startswith("›D2026-001") for line in user.text.splitlines())
