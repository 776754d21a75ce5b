"""Invoices on the screen: written from charges, paid, and credited."""

from __future__ import annotations

from collections.abc import Callable

from data.charges import asking, writing
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from models.charges.invoice import Invoice
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def pay(bench: Workbench) -> None:
    """Ask for a payment of the invoice under the cursor: today, and all that is open."""
    key = bench.section.grid.cursor_key
    if key is None:
        return
    fields = asking.asked_of_a_payment()

    def read(books: Books) -> tuple[str, dict[str, Value]]:
        still_open = writing.open_amount(books, key)
        return books.name_of(Invoice, key), {"day": books.today, "amount": still_open or None}

    def save(store: Store, values: dict[str, Value]) -> Outcome:
        return writing.pay(store, key, values["day"], values["amount"])

    name, likely = await bench.books.read(read)
    await _ask(bench, f"Payment of {name}", fields, likely, save)


async def credit(bench: Workbench) -> None:
    """Ask why the invoice under the cursor is taken back, and write its credit note."""
    key = bench.section.grid.cursor_key
    if key is None:
        return

    def read(books: Books) -> tuple[str, Values | None]:
        return books.name_of(Invoice, key), books.get(Invoice, key)

    name, values = await bench.books.read(read)
    if values is None:
        bench.say("This invoice was removed meanwhile.", "warn")
        return
    fields = asking.asked_of_a_credit_note(values)

    def save(store: Store, values: dict[str, Value]) -> Outcome:
        return writing.credit(store, key, values["day"], values["reason"], values.get("number"))

    await _ask(bench, f"Credit note for {name}", fields, {"day": bench.today}, save)


async def invoice(bench: Workbench) -> None:
    """Ask for number and day, and write an invoice for each party of the charges marked."""
    keys = bench.section.marked()
    invoices = await bench.books.read(lambda books: writing.charges_to_invoice(books, keys))
    fields = asking.asked_of_invoices(invoices)

    def save(store: Store, values: dict[str, Value]) -> Outcome:
        return writing.write_invoices(store, keys, values.get("number"), values["day"])

    count = sum(map(len, invoices))
    charges = count_of(count, "charge")
    if count < len(keys):
        charges = f"{charges} ({len(keys) - count} left out)"
    title = f"Invoice of {charges}"
    if len(invoices) > 1:
        title = f"{len(invoices)} invoices, one for each who pays, of {charges}"
    if await _ask(bench, title, fields, {"day": bench.today}, save):
        bench.section.grid.clear_marks()


async def _ask(
    bench: Workbench,
    title: str,
    fields: asking.Questions,
    likely: dict[str, Value],
    save: Callable[[Store, dict[str, Value]], Outcome],
) -> bool:
    """Ask for these fields until they can be saved, and say what was done."""

    def shown_of(books: Books) -> dict[str, str]:
        return {
            name: show_value(books, field, likely[name]) for name, field in fields if name in likely
        }

    shown = await bench.books.read(shown_of)

    def save_typed(store: Store, typed: dict[str, str]) -> Outcome:
        return save(store, answers(store, fields, typed))

    done = await ask_until_accepted(bench, title, fields, shown, save_typed)
    if done is not None:
        say_done(bench, done)
    return done is not None
