"""The details of grants and of workstreams: what is spent, what is recovered."""

from __future__ import annotations

from data.charges.recovery import recovery
from data.store.books import Books
from data.tables.details import Line, details
from models.charges.grant import Grant
from models.charges.money_line import MoneyLine
from models.charges.recovery import figures_of_grant
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.record import Values
from models.workstreams.workstream import Workstream


def money(pence: int) -> str:
    """An amount as people read it."""
    return show_value(pence, "money")


@details(Grant)
def lines_of_grant(books: Books, grant: Values) -> list[Line]:
    """What was allotted and spent of it, its administration and its match beside their limits."""
    figures = figures_of_grant(grant, books.find(MoneyLine, grant=grant["key"]), books.today)
    lines = [
        ("Spent", f"{money(figures.spent)}, {money(figures.left)} left"),
        ("Allotted", money(figures.allotted)),
    ]
    most = figures.most_administration(grant)
    if most is not None:
        lines.append(
            ("Administration", f"{money(figures.administration)} of at most {money(most)}")
        )
    if grant["match_percent"]:
        lines.append(
            ("Match", f"{money(figures.matched)} of {money(figures.to_match(grant))} to be matched")
        )
    if figures.by_school:
        lines.append(("Given to", count_of(len(figures.by_school), "school")))
    return lines


@details(Workstream)
def money_of_workstream(books: Books, workstream: Values) -> list[Line]:
    """Its income and its cost in this year of account."""
    found = recovery(books, str(workstream["alliance"]), books.today)
    line = next((each for each in found.lines if each.key == workstream["key"]), None)
    if line is None or not (line.balance.income or line.balance.cost):
        return []
    said = f"income {money(line.balance.income)}, cost {money(line.balance.cost)}"
    if line.balance.short:
        said += f", {money(line.balance.short)} in the red"
    return [(f"Money {found.year.name}", said)]
