"""Engagement on the screen: rates by strand, authority and phase, each leading to its schools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.indicators.rates import (
    AREA,
    MEMBERS,
    SMALLEST_TOLD,
    SUPPORT,
    Engagement,
    Rate,
    engagement,
)
from data.memberships.chosen_alliance import first_alliance
from data.store.books import Books
from data.tables.listing import Wanted
from data.tables.table import Column, Hint, Row
from models.alliances.alliance import Alliance
from models.fields.values import Value
from models.indicators.figures import show_percent
from models.indicators.periods import period_of
from models.records.record import Record
from models.schools.school import School
from tui.alliances.turning import TURNS_ALLIANCE, ShowsOneAlliance
from tui.grid.source import TableSource
from tui.sections.section import DetailText, Prepared
from tui.widgets.bar_drawing import row_bar
from tui.workbench.command import Here, hidden
from tui.workbench.workbench import HelpPart, Workbench

_SCALES = (5, 10, 25, 50, 100)
_BAR = 18
_ORDERS: dict[str, Callable[[Rate], Any]] = {
    "name": lambda rate: rate.name.casefold(),
    "schools": lambda rate: rate.count,
    "of": lambda rate: rate.of,
    "bar": lambda rate: rate.percent or 0,
    "rate": lambda rate: rate.percent or 0,
    "ever": lambda rate: len(rate.ever),
}
"""The sort keys of the rates, column by column."""


class EngagementSection(ShowsOneAlliance):
    """How many schools take part in an alliance's work, of its area or of its members."""

    commands = (
        Here("open", "schools", "tui.indicators.engagement:show_schools"),
        Here("base", "members only", "tui.indicators.engagement:change_base"),
        "filter", "view", "undo", "sort", "export", "part.next", "quit", "help", *TURNS_ALLIANCE,
        *hidden("day"),
    )  # fmt: skip
    summary = "engagement"
    elsewhere = "Engagement is worked out, not typed: see who does what, in the other sections."
    wants_whole_width = True
    order = 80

    def __init__(self) -> None:
        super().__init__(
            "engagement",
            "Engagement",
            "No alliance yet, or nobody in a workstream. Tab 2 has the alliances.",
        )
        self.base = AREA
        self.alliance_name = ""
        self.found: Engagement | None = None

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The rates of the school year of the books' day."""
        alliance = self.alliance if self.alliance in books.names(Alliance) else None
        alliance = alliance or first_alliance(books)
        if alliance is None:
            self.found = None
            return Prepared(TableSource((), ()))
        found = engagement(books, alliance, period_of(books.today, whole_year=True), self.base)
        self.found, self.alliance_name = found, books.name_of(Alliance, alliance)
        self.summary = "engagement-of-members" if found.base == MEMBERS else "engagement"
        words = wanted.words.casefold().split()
        rates = [
            each for each in found.rates if all(word in each.name.casefold() for word in words)
        ]
        if wanted.sort:
            rates.sort(key=_ORDERS[wanted.sort], reverse=wanted.descending)
        columns, rows = table_of(rates, in_parts=not wanted.sort)
        return Prepared(TableSource(columns, rows), total=len(found.rates))

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the cursor begins on the first rate, and not on the heading."""
        source = prepared.source
        if not cursor_key and not self.grid.cursor_key and isinstance(source, TableSource):
            cursor_key = next((row.key for row in source.rows if row.key), None)
        super().take(prepared, cursor_key)

    @property
    def nothing_in_front(self) -> str:
        """The message that the cursor is on a heading."""
        return "This is a heading: its lines are below it."

    def rate(self) -> Rate | None:
        """The rate of the cursor."""
        key = self.grid.cursor_key
        rates = self.found.rates if self.found else ()
        return next((each for each in rates if key_of(each) == key), None)

    @property
    def shown_alliance(self) -> str:
        """The alliance whose figures stand there."""
        return self.found.alliance if self.found else ""

    @property
    def filter_text(self) -> str:
        """How many take part of how many, and what they are a share of: always on the screen."""
        found = self.found
        if found is None:
            return super().filter_text
        whole = found.any_strand
        said = f"{whole.count} of {whole.of:,} schools, {show_percent(whole.count, whole.of)}"
        return "  ".join(part for part in (said, found.base_in_short, super().filter_text) if part)

    def target(self) -> tuple[type[Record], str] | None:
        """None: a row stands for many schools."""
        return None

    @property
    def under_cursor(self) -> str:
        """The schools that take part, by name as far as there is room."""
        rate = self.rate()
        if rate is None or self.found is None:
            return ""
        return f"{rate.name}: {rate.count} of {rate.of:,} {self.found.base_in_words}"

    async def details(self) -> DetailText | None:
        """The definition, and the names of the schools that take part."""
        rate, found = self.rate(), self.found
        if rate is None or found is None:
            return DetailText()
        keys = sorted(rate.schools)
        names = await self.bench.books.read(
            lambda books: sorted(books.name_of(School, key) for key in keys)
        )
        lines = [("", name) for name in names]
        lines += [
            ("Ever", f"{len(rate.ever)} of {rate.of:,}"),
            *(("", each) for each in found.notes),
        ]
        return DetailText(f"{rate.name}, {found.period.name}", lines)

    @property
    def details_subject(self) -> object:
        """The rate of the cursor."""
        return self.rate()

    @property
    def help(self) -> list[HelpPart]:
        """How it is counted."""
        notes = self.found.notes if self.found else ()
        return [("Engagement: how it is counted", [("", note) for note in notes])]


def key_of(rate: Rate) -> str:
    """The key of a rate."""
    return f"{rate.part}: {rate.name}"


def scale_of(rates: list[Rate]) -> int:
    """The per cent at which a bar is full: the next of a few above the longest."""
    longest = max(((rate.percent or 0) for rate in rates), default=0)
    return next(scale for scale in _SCALES if 100 * scale >= longest)


def table_of(rates: list[Rate], *, in_parts: bool = True) -> tuple[list[Column], list[Row]]:
    """The rates as a table with bars on one scale, each part under its name."""
    scale = scale_of(rates)
    columns = [
        Column("name", "Name", "text", 28),
        Column("schools", "Schools", "text", 7, "How many take part in this school year."),
        Column("of", "of", "text", 6, "How many there are."),
        Column("bar", f"0 to {scale}%", "text", _BAR),
        Column("rate", "Rate", "text", 8, "The schools as a share of all there are."),
        Column("ever", "Ever", "text", 5, "How many took part at any time."),
    ]
    rows: list[Row] = []
    part = ""
    for rate in rates:
        if in_parts and rate.part != part:
            empty = (None,) * (len(columns) - 1)
            rows += [Row("", (None, *empty))] if rows else []
            rows.append(Row("", (rate.part, *empty)))
        part = rate.part
        rows.append(Row(key_of(rate), _cells(rate, scale, "  " if in_parts else "")))
    return columns, rows


def _cells(rate: Rate, scale: int, indent: str) -> tuple[Value, ...]:
    small = rate.is_kept_small
    bar = "".join(row_bar((rate.percent or 0) / 100, 0, scale, _BAR))
    ever = len(rate.ever)
    few_ever = rate.strand == SUPPORT and 0 < ever < SMALLEST_TOLD
    return (
        f"{indent}{rate.name}",
        (f"<{SMALLEST_TOLD}" if small else str(rate.count)).rjust(7),
        f"{rate.of:,}".rjust(6),
        None if small else bar,
        None if small else show_percent(rate.count, rate.of).rjust(8),
        (f"<{SMALLEST_TOLD}" if few_ever else str(ever)).rjust(5),
    )


async def show_schools(bench: Workbench) -> None:
    """List the schools that take part, in the list of schools."""
    section = bench.section
    rate = section.rate() if isinstance(section, EngagementSection) else None
    if rate is None:
        return
    if not rate.schools:
        bench.say(f"No school takes part: {rate.name}.", "info")
        return
    await bench.show_list(School, Wanted(only=rate.schools, only_label=f"take part, {rate.name}"))


async def change_base(bench: Workbench) -> None:
    """Show the rates as shares of the members only, or of the whole area again."""
    section = bench.section
    if not isinstance(section, EngagementSection) or section.found is None:
        return
    if section.found.base == MEMBERS and section.base == AREA:
        told = section.found.notes
        bench.say(" ".join(told[-2 if isinstance(told[-1], Hint) else -1 :]), "info")
        return
    section.base = AREA if section.base == MEMBERS else MEMBERS
    await section.load()
    bench.refresh_bars()
    bench.say(f"A share {section.found.base_in_words}.", "info")
