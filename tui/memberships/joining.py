"""Schools that join an alliance, and members that come back for a new period."""

from __future__ import annotations

from collections.abc import Sequence

from data.memberships import joining
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import meant
from models.alliances.alliance import Alliance
from models.fields.field import DeskField
from models.fields.text import count_of
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from tui.alliances.in_front import alliance_in_front
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench

_OF_A_SCHOOL = (
    *("alliance", "stage", "enquired", "interests"),
    *("statement_sent", "statement_signed", "signatory"),
)
_OF_A_PERIOD = ("enquired", "interests")


async def bring_in(bench: Workbench) -> None:
    """Bring the marked schools or organisations into an alliance, all in one operation."""
    keys = bench.section.marked()
    record = bench.section.record or School
    shown = {"stage": "Enquiry"}
    given = await alliance_in_front(bench)
    if given:
        shown["alliance"] = await bench.books.read(lambda books: books.name_of(Alliance, given))

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return joining.bring_in(store, keys, meant(store, Membership, typed), record)

    who = count_of(len(keys), record.singular)
    if len(keys) == 1:
        # Named: without a mark it is the one that the cursor happens to be on.
        who = await bench.books.read(lambda books: books.name_of(record, keys[0]))
    title = f"{who} into an alliance"
    done = await ask_until_accepted(bench, title, _fields(_OF_A_SCHOOL), shown, save)
    if done is not None:
        bench.section.grid.clear_marks()
        say_done(bench, done)


async def begin_again(bench: Workbench, memberships: Sequence[Values], name: str) -> None:
    """Ask for the enquiry that begins a new period, and enter it."""
    shown = {"enquired": Membership.field("enquired").show(bench.today)}

    def save(store: Store, typed: dict[str, str]) -> tuple[Outcome, str]:
        return joining.begin_new_periods(store, memberships, meant(store, Membership, typed))

    title = f"A new period: {name}"
    saved = await ask_until_accepted(bench, title, _fields(_OF_A_PERIOD), shown, save)
    if saved is not None:
        done, first = saved
        bench.section.grid.clear_marks()
        say_done(bench, done, at=first)


def _fields(names: Sequence[str]) -> list[tuple[str, DeskField]]:
    return [(name, Membership.field(name)) for name in names]
