"""Invoices on the screen: written from charges, paid, and credited."""

from __future__ import annotations

from collections.abc import Callable

from data.charges import writing
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.fields.text import count_of
from models.fields.text_fields import NoteField, TextField
from models.fields.values import Value
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench

Fields = list[tuple[str, DeskField]]


async def pay(bench: Workbench) -> None:
    """Ask for a payment of the invoice under the cursor: today, and all that is open."""
    key = bench.section.grid.cursor_key
    if key is None:
        return
    fields: Fields = [
        ("day", DateField("Day", "On which day was it paid?", required=True)),
        ("amount", Payment.field("amount")),
    ]

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

    def read(books: Books) -> tuple[str, bool]:
        values = books.get(Invoice, key)
        return books.name_of(Invoice, key), bool(values and values["direction"] == "to us")

    name, ours = await bench.books.read(read)
    fields: Fields = [("day", DateField("Day", "On which day is it credited?", required=True))]
    if not ours:
        fields.append(("number", TextField("Number", "The number of their credit note.",
                                           required=True, longest=30)))  # fmt: skip
    fields.append(("reason", NoteField("Reason", "Why? For example: one day fewer.")))

    def save(store: Store, values: dict[str, Value]) -> Outcome:
        return writing.credit(store, key, values["day"], values["reason"], values.get("number"))

    await _ask(bench, f"Credit note for {name}", fields, {"day": bench.today}, save)


async def invoice(bench: Workbench) -> None:
    """Ask for number and day, and write an invoice of the charges that are marked."""
    keys = bench.section.marked()
    charges = await bench.books.read(lambda books: writing.charges_to_invoice(books, keys))
    ours = charges[0]["direction"] == "to us"
    fields: Fields = [
        ("day", DateField("Issued", "On which day does it go out, or did it?", required=True)),
        ("number", TextField("Number", "Empty: the next of our numbers." if ours else
                             "The sender's number.", required=not ours, longest=30)),
    ]  # fmt: skip

    def save(store: Store, values: dict[str, Value]) -> Outcome:
        return writing.write_invoice(store, keys, values["number"], values["day"])

    title = f"Invoice of {count_of(len(charges), 'charge')}"
    if await _ask(bench, title, fields, {"day": bench.today}, save):
        bench.section.grid.clear_marks()


async def _ask(
    bench: Workbench,
    title: str,
    fields: Fields,
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
