"""Total cost recovery: income and cost of each workstream in a year, and what is short."""

from __future__ import annotations

from collections.abc import Sequence

from data.alliances.names import subject_of
from data.charges.recovery import Recovery, RecoveryLine, recovery
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import nobody_in
from data.problems import WrongCall
from data.store.books import Books
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Figure, Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value, show_value
from models.schools.school import School
from models.workstreams.workstream import STRANDS

COLUMNS = (
    Column("workstream", "Workstream", "text", 34),
    Column("strand", "Strand", "text", 24),
    Column("cost", "Cost", "money", 12),
    Column("income", "Income", "money", 12),
    Column("balance", "Balance", "money", 12, "Income less cost."),
    Column("recovered", "Recovered, %", "number", 10, "The income as a share of the cost."),
    Column("short", "Short", "money", 12, "What is not recovered."),
    Column("days", "Days given", "hundredths", 6, "Days of support that were given."),
)
_PAPER = (
    Shown("workstream", under=("strand",)),
    Shown("cost"),
    Shown("income"),
    Shown("balance"),
    Shown("recovered"),
    Shown("short"),
    Shown("days", 2),
)
_MEANS = (
    "Without VAT. Income: what is charged to others, and money that came in or was allotted from a "
    "grant; cost: what is owed to others, and money that went out. It is a list for finance, and "
    "no ledger."
)
_OF_A_SCHOOL = (
    "Of the school: income is what the alliance owes or paid it for its part, cost is what it owes "
    "or paid the alliance; days are those that its specialists gave. Without VAT."
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each workstream of an alliance with money in the year, and for central costs.

    The year of account is that of the last day, and counts up to it. For one school it is its own
    sheet, which is for that school only.
    """
    if limits.school and limits.for_circulation:
        raise WrongCall(
            "The sheet of one school is for that school and not for circulation: leave out "
            "--for-circulation, or leave out --school."
        )
    alliance = limits.alliance or first_alliance(books)
    if alliance is None:
        notes = [nobody_in(books, None)]
        return Content(COLUMNS, [], notes)
    day = min(limits.last, books.today) if limits.last else books.today
    found = recovery(books, alliance, day, school=limits.school)
    rows = [_row(line) for line in found.lines]
    answer = in_words(found, of_school=bool(limits.school))
    means = _OF_A_SCHOOL if limits.school else _MEANS
    listing = Listing("By workstream, with what is central", COLUMNS, [Group("", rows)], _PAPER)
    together = found.together
    paper = Paper(
        f"Total cost recovery, {found.year.name}",
        "Cost recovery",
        subject_of(books, alliance, limits.school),
        "the steering group and finance",
        f"{found.year.name}, up to {show_date(day)}",
        answer=answer,
        figures=[
            Figure(show_value(together.cost, "money"), "cost"),
            Figure(show_value(together.income, "money"), "income"),
        ] if rows else [],
        charts=[] if limits.school else _charts(found),
        parts=[listing] if rows else [],
        definitions=[means],
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    name = books.name_of(School, limits.school) if limits.school else ""
    notes = [*([f"{name}."] if name else []), *answer, means]
    return Content(COLUMNS, rows, notes, paper)


def percent_recovered(line: RecoveryLine) -> int | None:
    """The income as a whole share of the cost, rounded down; None where there is no cost."""
    cost = line.balance.cost
    return 100 * line.balance.income // cost if cost else None


def _row(line: RecoveryLine) -> Row:
    balance = line.balance
    cells: tuple[Value, ...] = (
        line.name,
        STRANDS.get(line.strand),
        balance.cost,
        balance.income,
        balance.left,
        percent_recovered(line),
        balance.short or None,
        line.days or None,
    )
    return Row(line.key, cells)


def in_words(found: Recovery, *, of_school: bool = False) -> list[str]:
    """Whether the cost is recovered, which workstreams are in the red, what has not come in."""
    if not found.lines:
        return [f"No money is recorded for {found.year.name}."]
    together = found.together
    cost, income = show_value(together.cost, "money"), show_value(together.income, "money")
    said = f"In {found.year.name} up to {show_date(found.upto)} income is {income}, cost {cost}"
    if together.short:
        said += f": {show_value(together.short, 'money')} short."
    else:
        said += ": the cost is recovered."
    answer = [said]
    red = found.in_the_red
    if red and not of_school:
        are = "is" if len(red) == 1 else "are"
        named = ", ".join(
            f"{line.name} ({show_value(line.balance.short, 'money')})"
            for line in sorted(red, key=lambda line: -line.balance.short)
        )
        answer.append(f"{count_of(len(red), 'workstream')} {are} in the red: {named}.")
    if found.receivable or found.payable:
        answer.append(
            f"Not yet received {show_value(found.receivable, 'money')}, not yet paid out "
            f"{show_value(found.payable, 'money')}, with VAT."
        )
    return answer


def _charts(found: Recovery) -> list[Chart]:
    lines: Sequence[RecoveryLine] = [line for line in found.lines if line.balance.cost]
    if len(lines) < 2:
        return []
    worst = min(lines, key=lambda line: percent_recovered(line) or 0)
    percent = percent_recovered(worst)
    return [
        Chart(
            ChartKind.SHARES,
            f"{worst.name} recovers {percent}% of its cost"
            if worst.balance.short else "Every workstream recovers its cost",
            "Income as a share of the cost, per cent",
            "recovered",
            "short",
            [_bar(line) for line in lines],
        )
    ]  # fmt: skip


def _bar(line: RecoveryLine) -> Bar:
    percent = percent_recovered(line) or 0
    done = min(100, percent)
    return Bar(line.name, done, trouble=100 - done, whole=100, told=f"{percent:,}%")
