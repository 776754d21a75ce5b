"""Total cost recovery: income and cost of workstreams in a year, and what a grant has left.

It is reckoned of charges and lines of money, without VAT. It is a list, and no ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.alliances.alliance import Alliance
from models.charges.amounts import is_live, pence
from models.charges.charge import Charge
from models.charges.money_line import MoneyLine
from models.fields.dates import school_year, show_school_year
from models.records.books import Books
from models.records.record import Values

CENTRAL = ""
"""Stands in place of a workstream where money is central."""


class AccountYear(NamedTuple):
    """A year of account: the school year, or April to March."""

    name: str
    first: date
    last: date

    def has(self, day: object) -> bool:
        """Whether a day lies in it."""
        return isinstance(day, date) and self.first <= day <= self.last


def account_year(alliance: Values | None, day: date) -> AccountYear:
    """The year of account of an alliance in which a day lies."""
    if alliance is not None and alliance.get("account_year") == "april":
        year = day.year if day.month >= 4 else day.year - 1
        return AccountYear(
            f"April {year} to March {year + 1}", date(year, 4, 1), date(year + 1, 3, 31)
        )
    year = school_year(day)
    return AccountYear(show_school_year(year), date(year, 9, 1), date(year + 1, 8, 31))


@dataclass(frozen=True, slots=True)
class Balance:
    """Income and cost of a workstream in a year, in pence."""

    income: int = 0
    cost: int = 0

    @property
    def left(self) -> int:
        """Income less cost; less than nothing where the cost is not recovered."""
        return self.income - self.cost

    @property
    def short(self) -> int:
        """What is not recovered."""
        return max(0, -self.left)

    def __add__(self, other: Balance) -> Balance:
        return Balance(self.income + other.income, self.cost + other.cost)


class Entry(NamedTuple):
    """One amount of income or cost: of which workstream, in pence; a cost is below nothing."""

    workstream: str
    pence: int
    day: date
    record: Values
    is_charge: bool


def entries_of(
    books: Books, alliance: str, year: AccountYear, *, upto: date | None = None
) -> list[Entry]:
    """The charges and the lines of money of an alliance in a year, up to a day."""
    last = min(year.last, upto) if upto else year.last
    found = []
    for charge in books.find(Charge, alliance=alliance):
        day = charge["made"]
        if isinstance(day, date) and year.first <= day <= last and is_live(books, charge):
            sign = 1 if charge["direction"] == "to us" else -1
            workstream = str(charge["workstream"] or CENTRAL)
            found.append(Entry(workstream, sign * pence(charge["net"]), day, charge, True))
    found += [
        entry
        for line in books.find(MoneyLine, alliance=alliance)
        if (entry := entry_of_line(line)) is not None and year.first <= entry.day <= last
    ]
    return found


def entry_of_line(line: Values) -> Entry | None:
    """The entry that a line of money makes; None while its day or amount is missing.

    What is put beside a grant as its match is paid by others, and no cost of ours.
    """
    day, amount = line.get("day"), line.get("amount")
    if not isinstance(day, date) or not isinstance(amount, int):
        return None
    if line.get("part_of_grant") == "match":
        return None
    sign = 1 if line.get("direction") == "income" else -1
    return Entry(str(line.get("workstream") or CENTRAL), sign * amount, day, line, False)


def balance_of(entries: Iterable[Entry]) -> Balance:
    """Income and cost of these together."""
    amounts = [each.pence for each in entries]
    return Balance(
        sum(each for each in amounts if each > 0), -sum(each for each in amounts if each < 0)
    )


def balances(entries: Sequence[Entry]) -> dict[str, Balance]:
    """The balance of each workstream that has any entry, and of what is central."""
    return {
        workstream: balance_of(each for each in entries if each.workstream == workstream)
        for workstream in dict.fromkeys(each.workstream for each in entries)
    }


class GrantFigures(NamedTuple):
    """The figures of a grant, in pence; `by_school` is what each school was given of it."""

    amount: int
    allotted: int
    spent: int
    administration: int
    matched: int
    by_school: dict[str, int]

    @property
    def left(self) -> int:
        """What may still be spent."""
        return self.amount - self.spent

    def most_administration(self, grant: Values) -> int | None:
        """How much may go into administration; None where the funder sets no cap."""
        percent = grant["administration_percent"]
        return self.amount * percent // 100 if isinstance(percent, int) else None

    def to_match(self, grant: Values) -> int:
        """How much is to be matched of what was spent, half a penny up."""
        percent = grant["match_percent"]
        return (self.spent * percent + 50) // 100 if isinstance(percent, int) else 0


def figures_of_grant(
    grant: Values, lines: Iterable[Values], day: date | None = None
) -> GrantFigures:
    """The figures of a grant from the lines that name it, up to a day."""
    allotted = spent = administration = matched = 0
    by_school: dict[str, int] = {}
    for line in lines:
        when, amount = line.get("day"), pence(line.get("amount"))
        if day is not None and isinstance(when, date) and when > day:
            continue
        part = line.get("part_of_grant")
        if part == "match":
            matched += amount
        elif line.get("direction") == "income":
            allotted += amount
        else:
            spent += amount
            administration += amount if part == "administration" else 0
            if line.get("school"):
                school = str(line["school"])
                by_school[school] = by_school.get(school, 0) + amount
    return GrantFigures(pence(grant["amount"]), allotted, spent, administration, matched, by_school)


def alliance_of(books: Books, key: object) -> Values | None:
    """The alliance of this key."""
    return books.get(Alliance, str(key)) if key else None
