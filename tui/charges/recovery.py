"""Recovery by strand on the screen: cost, income, the share recovered, and what is short."""

from __future__ import annotations

from data.charges.recovery import Recovery, RecoveryLine, recovery
from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from data.tables.listing import Wanted, in_order
from data.tables.table import Column, Row
from models.alliances.alliance import Alliance
from models.charges.charge import Charge
from models.charges.money_line import MoneyLine
from models.charges.recovery import Balance
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.record import Record
from tui.alliances.turning import TURNS_ALLIANCE, ShowsOneAlliance
from tui.dialogs.choose import Choose
from tui.grid.source import TableSource
from tui.sections.section import DetailText, Prepared
from tui.widgets.bar_drawing import row_bar
from tui.workbench.command import Here, hidden
from tui.workbench.workbench import HelpPart, Workbench

_BAR = 13
_TOGETHER = "Together"

COLUMNS = (
    Column("strand", "Strand", "text", 24),
    Column("cost", "Cost", "money", 10),
    Column("income", "Income", "money", 10),
    Column("bar", "Recovered to 100%", "text", _BAR, heading="Up to 100%"),
    Column("percent", "%", "number", 4, "The income as a share of the cost."),
    Column("short", "Short", "money", 10, "What is not recovered."),
)


class RecoverySection(ShowsOneAlliance):
    """Income and cost of each strand in the year of account: a list, and no ledger."""

    commands = (
        Here("open", "lines", "tui.charges.recovery:show_lines"),
        "filter", "view", "undo", "sort", "export", "part.next", "quit", "help", *TURNS_ALLIANCE,
        *hidden("day"),
    )  # fmt: skip
    summary = "cost-recovery"
    elsewhere = (
        "Recovery is worked out: enter charges and money lines in the other sections, [ and ]."
    )
    wants_whole_width = True

    def __init__(self) -> None:
        super().__init__(
            "recovery",
            "Recovery",
            "No money is recorded this year: add charges or money lines.",
        )
        self.found: Recovery | None = None

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The strands of the year of account of the books' day."""
        alliance = self.alliance if self.alliance in books.names(Alliance) else None
        alliance = alliance or first_alliance(books)
        self.found = recovery(books, alliance, books.today, by_strand=True) if alliance else None
        lines = [line for line in self.found.lines if line.entries] if self.found else []
        words = wanted.words.casefold().split()
        rows = [
            _row(line.key or line.name, line.name, line.balance)
            for line in lines
            if all(word in line.name.casefold() for word in words)
        ]
        if wanted.sort:
            at = [column.name for column in COLUMNS].index(wanted.sort)
            rows = in_order(rows, at, wanted.descending)
        if rows and not words and self.found:
            rows.append(_row(_TOGETHER, _TOGETHER, self.found.together))
        return Prepared(TableSource(COLUMNS, rows), total=len(rows))

    def line(self) -> RecoveryLine | None:
        """The strand of the cursor; None on the sum."""
        key = self.grid.cursor_key
        lines = self.found.lines if self.found else ()
        return next((each for each in lines if (each.key or each.name) == key), None)

    @property
    def shown_alliance(self) -> str:
        """The alliance whose figures stand there."""
        return self.found.alliance if self.found else ""

    @property
    def filter_text(self) -> str:
        """The year of account, and why not all is shown."""
        year = self.found.year.name if self.found else ""
        return "  ".join(part for part in (year, super().filter_text) if part)

    def target(self) -> tuple[type[Record], str] | None:
        """None: a row stands for many amounts."""
        return None

    @property
    def under_cursor(self) -> str:
        """The sums not yet received, and not yet paid."""
        found = self.found
        if found is None:
            return ""
        return (
            f"Not yet received {show_value(found.receivable, 'money')} · not yet paid out "
            f"{show_value(found.payable, 'money')} · a list, not a ledger"
        )

    async def details(self) -> DetailText | None:
        """The amounts of the strand, the newest first."""
        line = self.line()
        if line is None:
            return DetailText()
        newest = sorted(line.entries, key=lambda each: each.day, reverse=True)
        told = []
        for each in newest:
            what = each.record["cause" if each.is_charge else "what"]
            amount = show_value(each.pence, "money")
            told.append((show_value(each.day, "date"), f"{amount}  {what}"))
        return DetailText(line.name, told)

    @property
    def details_subject(self) -> object:
        """The strand of the cursor."""
        return self.line()

    @property
    def help(self) -> list[HelpPart]:
        """The note on what is counted."""
        return [
            (
                "Recovery: what is counted",
                [
                    ("", "Without VAT, of the year of account that the alliance has in its form."),
                    ("", "Income: charges to others, money that came in, allotments of grants."),
                    ("", "Cost: charges by others, and money that went out."),
                    ("", "Not yet received: invoices that went out, less payments, with VAT."),
                ],
            )
        ]


def _row(key: str, name: str, balance: Balance) -> Row:
    bar = "".join(row_bar(min(balance.income, balance.cost), 0, balance.cost, _BAR))
    percent = 100 * balance.income // balance.cost if balance.cost else None
    return Row(key, (name, balance.cost, balance.income, bar, percent, balance.short or None))


async def show_lines(bench: Workbench) -> None:
    """List what a strand is made of: its charges or its lines of money."""
    section = bench.section
    line = section.line() if isinstance(section, RecoverySection) else None
    if line is None:
        bench.say("The sum of all strands: open one of them.", "info")
        return
    keys: dict[type[Record], frozenset[str]] = {
        record: frozenset(
            str(each.record["key"]) for each in line.entries if each.is_charge is is_charge
        )
        for record, is_charge in ((Charge, True), (MoneyLine, False))
    }
    there = {record: found for record, found in keys.items() if found}
    if not there:
        bench.say(f"{line.name}: days were given, and no money is recorded.", "info")
        return
    chosen = next(iter(there))
    if len(there) > 1:
        choices = [
            (record.kind, record.kind[0], record.plural().capitalize(),
             count_of(len(found), record.singular, record.plural()))
            for record, found in there.items()
        ]  # fmt: skip
        answer = await bench.ask(Choose(f"{line.name}: which of them?", choices))
        if answer is None:
            return
        chosen = next(record for record in there if record.kind == answer)
    await bench.show_list(chosen, Wanted(only=there[chosen], only_label=line.name))
