"""The rules about grants and lines of money: where a grant may go, its caps, and the red."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.charges.amounts import is_live, pence
from models.charges.charge import Charge
from models.charges.grant import Grant
from models.charges.grant_return import GrantReturn
from models.charges.money_line import MoneyLine
from models.charges.recovery import (
    CENTRAL,
    Balance,
    Entry,
    account_year,
    alliance_of,
    balance_of,
    entries_of,
    entry_of_line,
    figures_of_grant,
)
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    day_has_come,
    days_in_order,
    others,
    referred,
    rule,
)
from models.schools.school import School
from models.workstreams.workstream import Workstream


@rule(Grant, REFUSE, "A grant does not end before it begins.")
def grant_days(values: Values, books: Books) -> Breach | None:
    """From ≤ until."""
    return days_in_order(values, "began", "ended", Grant)


@rule(Grant, REFUSE, "A grant for central costs goes into no workstream.", lasting=True)
def central_grant_stays_central(values: Values, books: Books) -> Breach | None:
    """None of its lines names a workstream."""
    if not values.get("central_only") or not values.get("key"):
        return None
    lines = books.find(MoneyLine, grant=values["key"])
    strand = next((each["workstream"] for each in lines if each["workstream"]), None)
    if strand is None:
        return None
    name = books.name_of(Workstream, str(strand))
    return "central_only", (
        f"Some of it went into {name}: take the workstream out of its money lines first."
    )


@rule(
    MoneyLine,
    REFUSE,
    "A line of money of a grant for central costs goes into no workstream.",
    lasting=True,
)
def line_of_a_central_grant(values: Values, books: Books) -> Breach | None:
    """A line that names such a grant names no workstream."""
    grant = referred(Grant, "grant", values, books)
    if grant is None or not grant["central_only"] or not values.get("workstream"):
        return None
    return "workstream", (
        f"{grant['title']} is for central costs alone: leave the workstream empty, or name another "
        "grant."
    )


@rule(MoneyLine, REFUSE, "Money stays within its alliance.", lasting=True)
def line_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """The workstream and the grant are of the line's alliance."""
    for attribute, record in (("workstream", Workstream), ("grant", Grant)):
        of = referred(record, attribute, values, books)
        if of is not None and of["alliance"] != values.get("alliance"):
            alliance = books.name_of(Alliance, str(of["alliance"]))
            return attribute, f"It is of {alliance}: name one of the line's own alliance."
    return None


@rule(MoneyLine, REFUSE, "What a line is to a grant is said of a line that names one.")
def part_of_a_grant(values: Values, books: Books) -> Breach | None:
    """A part needs its grant; administration is a cost."""
    part = values.get("part_of_grant")
    if not part:
        return None
    if not values.get("grant"):
        return "grant", "Of which grant? Name it, or leave Part of grant empty."
    if part == "administration" and values.get("direction") != "cost":
        return "part_of_grant", "Administration is a cost: set the direction to Cost."
    return None


@rule(MoneyLine, WARN, "A grant is spent within its days, its amount and its caps.")
def within_the_grant(values: Values, books: Books) -> Breach | None:
    """The day lies within the grant's, and no limit of it is passed by this line."""
    grant = referred(Grant, "grant", values, books)
    if grant is None:
        return None
    day, first, last = values.get("day"), grant["began"], grant["ended"]
    if isinstance(day, date):
        early = isinstance(first, date) and day < first
        if early or (isinstance(last, date) and day > last):
            begins = show_date(first) if isinstance(first, date) else "…"
            ends = show_date(last) if isinstance(last, date) else "…"
            return "day", f"{grant['title']} is for {begins} to {ends}: is the day right?"
    lines = [*others(MoneyLine, values, books, grant=grant["key"]), values]
    return _over_a_limit(grant, lines, values, books)


def _over_a_limit(
    grant: Values, lines: list[Values], values: Values, books: Books
) -> Breach | None:
    figures = figures_of_grant(grant, lines)
    amount = show_value(figures.amount, "money")
    for what, taken in (("spent", figures.spent), ("allotted", figures.allotted)):
        if taken > figures.amount:
            shown = show_value(taken, "money")
            return (
                "amount",
                f"With this {shown} are {what} of {grant['title']}, which has {amount}.",
            )
    most = figures.most_administration(grant)
    if most is not None and figures.administration > most:
        percent, shown = (
            grant["administration_percent"],
            show_value(figures.administration, "money"),
        )
        return "amount", (
            f"With this {shown} go into administration; {percent}% of {amount} are "
            f"{show_value(most, 'money')}."
        )
    limit, school = grant["limit_per_school"], str(values.get("school") or "")
    given = figures.by_school.get(school, 0)
    if isinstance(limit, int) and given > limit:
        name, shown = books.name_of(School, school), show_value(given, "money")
        return "amount", (
            f"With this {name} has {shown} of it, over the limit of {show_value(limit, 'money')}."
        )
    return None


@rule(GrantReturn, REFUSE, "A return has been sent on a day that was.")
def sent_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Sent ≤ today."""
    return day_has_come(values, books, "sent", "enter it once it has gone.")


RETURN_IS_NEAR = 42
"""Days before a return is due at which Today mentions it."""


@rule(GrantReturn, REPORT, "Returns of grants are sent in time.")
def return_is_due(values: Values, books: Books) -> Breach | None:
    """Not sent, and due within six weeks or late."""
    due, sent = values.get("due"), values.get("sent")
    if not isinstance(due, date) or (isinstance(sent, date) and sent <= books.today):
        return None
    days = (due - books.today).days
    if days > RETURN_IS_NEAR:
        return None
    when = f"{count_of(-days, 'day')} late" if days < 0 else f"in {count_of(days, 'day')}"
    return "due", f"{values['what']}, due {show_date(due)}, {when}"


# The red


@rule(MoneyLine, WARN, "A line of money leaves its workstream with its costs recovered.")
def line_leaves_no_red(values: Values, books: Books) -> Breach | None:
    """The line does not take its workstream below nothing in its year."""
    return _into_the_red(values, books, entry_of_line(values), "amount")


@rule(Charge, WARN, "A charge leaves its workstream with its costs recovered.")
def charge_leaves_no_red(values: Values, books: Books) -> Breach | None:
    """What we owe does not take its workstream below nothing in its year."""
    made = values.get("made")
    if values.get("direction") != "by us" or not isinstance(made, date):
        return None
    if not is_live(books, {"withdrawn": None, "invoice": None, **values}):
        return None
    workstream = str(values.get("workstream") or CENTRAL)
    entry = Entry(workstream, -pence(values.get("net")), made, values, True)
    return _into_the_red(values, books, entry, "net")


def _into_the_red(
    values: Values, books: Books, entry: Entry | None, attribute: str
) -> Breach | None:
    if entry is None or entry.pence >= 0 or entry.workstream == CENTRAL:
        return None
    alliance = alliance_of(books, values.get("alliance"))
    if alliance is None:
        return None
    year = account_year(alliance, entry.day)
    beside = [
        each
        for each in entries_of(books, str(alliance["key"]), year)
        if each.workstream == entry.workstream and each.record.get("key") != values.get("key")
    ]
    balance: Balance = balance_of([*beside, entry])
    if not balance.short:
        return None
    name = books.name_of(Workstream, entry.workstream)
    return attribute, (
        f"With this {name} is {show_value(balance.short, 'money')} in the red in {year.name}: its "
        f"cost is {show_value(balance.cost, 'money')}, its income "
        f"{show_value(balance.income, 'money')}."
    )
