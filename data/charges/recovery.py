"""Total cost recovery: income and cost by workstream or strand, and the same for one school."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from data.store.books import Books, RememberingBooks
from models.charges.amounts import amounts_of, is_issued
from models.charges.invoice import Invoice
from models.charges.recovery import (
    CENTRAL,
    AccountYear,
    Balance,
    Entry,
    account_year,
    alliance_of,
    balance_of,
    entries_of,
)
from models.records.record import Values
from models.support.deployment import Deployment
from models.support.time_used import counts, visits_of
from models.workstreams.workstream import STRANDS, Workstream, strand_of

CENTRAL_NAME = "Central costs"


class RecoveryLine(NamedTuple):
    """Income and cost of a workstream, a strand, or what is central; `days` of support given.

    `entries` are the charges and the lines of money that it is made of.
    """

    key: str
    name: str
    strand: str
    balance: Balance
    days: int = 0
    entries: Sequence[Entry] = ()


class Recovery(NamedTuple):
    """What an alliance recovers in a year, up to a day, and what of it has not come in yet.

    `receivable` and `payable` are what is open of invoices that were issued by that day.
    """

    alliance: str
    year: AccountYear
    upto: date
    lines: Sequence[RecoveryLine]
    receivable: int
    payable: int

    @property
    def together(self) -> Balance:
        """All of it."""
        return sum((line.balance for line in self.lines), Balance())

    @property
    def in_the_red(self) -> list[RecoveryLine]:
        """Workstreams or strands whose cost is not recovered; central costs are none."""
        return [line for line in self.lines if line.key != CENTRAL and line.balance.short]


def recovery(
    books: Books,
    alliance: str,
    day: date,
    *,
    by_strand: bool = False,
    school: str | None = None,
) -> Recovery:
    """Income and cost of each workstream, or strand, in the year of a day, up to that day.

    Of one school it is what it was paid for its part, as income, and what it paid.
    """
    books = RememberingBooks(books)
    year = account_year(alliance_of(books, alliance), day)
    entries = entries_of(books, alliance, year, upto=day)
    if school is not None:
        entries = [
            _from_the_other_side(each) for each in entries if each.record["school"] == school
        ]
    days = _days_given(books, alliance, year, day, school)
    streams = {str(each["key"]): each for each in books.find(Workstream, alliance=alliance)}
    group: Callable[[str], str] = (
        (lambda key: strand_of(streams[key]) if key in streams else CENTRAL)
        if by_strand
        else (lambda key: key if key in streams else CENTRAL)
    )
    lines = [
        RecoveryLine(
            key,
            _name(streams, key, by_strand=by_strand),
            key if by_strand else strand_of(streams[key]) if key in streams else "",
            balance_of(of_key := [each for each in entries if group(each.workstream) == key]),
            sum(count for stream, count in days.items() if group(stream) == key),
            of_key,
        )
        for key in _in_order({group(each.workstream) for each in entries}
                             | {group(stream) for stream in days}, streams, by_strand=by_strand)
    ]  # fmt: skip
    receivable, payable = _open(books, alliance, day, school)
    return Recovery(alliance, year, day, lines, receivable, payable)


def _from_the_other_side(entry: Entry) -> Entry:
    """The amount that the alliance paid is the amount that the school received."""
    return entry._replace(pence=-entry.pence)


def _name(streams: dict[str, Values], key: str, *, by_strand: bool) -> str:
    if key == CENTRAL:
        return CENTRAL_NAME
    return STRANDS[key] if by_strand else str(streams[key]["name"])


def _in_order(keys: Iterable[str], streams: dict[str, Values], *, by_strand: bool) -> list[str]:
    """By strand as those stand, by name within; central costs come last."""
    order = list(STRANDS)

    def place(key: str) -> tuple[bool, int, str]:
        if key == CENTRAL:
            return True, 0, ""
        strand = key if by_strand else strand_of(streams[key])
        return False, order.index(strand), _name(streams, key, by_strand=by_strand).casefold()

    return sorted(keys, key=place)


def _days_given(
    books: Books, alliance: str, year: AccountYear, upto: date, school: str | None
) -> dict[str, int]:
    """The days of support that were given in each workstream, in hundredths, of five hours each."""
    wanted = {"alliance": alliance} | ({"home_school": school} if school else {})
    found: dict[str, int] = {}
    for deployment in books.find(Deployment, **wanted):
        for visit in visits_of(books, str(deployment["key"])):
            hours, day = visit["hours"], visit["day"]
            if counts(deployment, visit, upto) and year.has(day) and isinstance(hours, int):
                key = str(deployment["workstream"] or CENTRAL)
                a_day = deployment["hours_a_day"]
                a_day = a_day if isinstance(a_day, int) and a_day else 500
                found[key] = found.get(key, 0) + (2 * hours * 100 + a_day) // (2 * a_day)
    return found


def _open(books: Books, alliance: str, day: date, school: str | None) -> tuple[int, int]:
    """The open amounts of invoices to us and by us, whatever year they belong to."""
    open_ = {"to us": 0, "by us": 0}
    for invoice in books.find(Invoice, alliance=alliance):
        of_school = school in (None, invoice["school"])
        if of_school and invoice["corrects"] is None and is_issued(invoice, day):
            open_[str(invoice["direction"])] += max(0, amounts_of(books, invoice).open)
    return open_["to us"], open_["by us"]
