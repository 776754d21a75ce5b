"""Engagement: how many schools take part, by strand, authority and phase, and of how many."""

from __future__ import annotations

from collections.abc import Sequence

from data.alliances.names import subject_of
from data.indicators.rates import (
    ANY_STRAND,
    AREA,
    BY_AUTHORITY,
    BY_PHASE,
    BY_STRAND,
    MEMBERS,
    SMALLEST_TOLD,
    Engagement,
    Rate,
    engagement,
)
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import nobody_in
from data.store.books import Books
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.fields.values import Value
from models.indicators.figures import show_percent
from models.indicators.periods import period_of

COLUMNS = (
    Column("by", "By", "text", 14),
    Column("name", "Name", "text", 32),
    Column("schools", "Schools", "number", 7, "How many take part in this school year."),
    Column("of", "Of", "number", 6, "How many there are."),
    Column("rate", "Per cent", "percent", 8, "The schools as a share of all there are."),
    Column("ever", "Ever", "number", 6, "How many took part at any time."),
    Column("ever-rate", "Ever, per cent", "percent", 8, "Those as a share of all there are."),
)
_PAPER = tuple(Shown(column.name) for column in COLUMNS[1:])
_FEWER = f"<{SMALLEST_TOLD}"
_SMALL = (
    f"Of support, counts below {SMALLEST_TOLD} are printed as {_FEWER}: they would tell which "
    "school is supported."
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each strand, authority and phase of the school year, of one alliance.

    Of the first alliance when none is named, as a share of its area or of its members. It names no
    school; for circulation nobody counts who is only supported.
    """
    members = limits.variant == MEMBERS
    alliance = limits.alliance or first_alliance(books)
    if alliance is None:
        return Content(COLUMNS, [], [nobody_in(books, None)])
    year = period_of(books.today, whole_year=True)
    found = engagement(
        books, alliance, year, MEMBERS if members else AREA, for_circulation=limits.for_circulation
    )
    groups = [
        Group(part, [_row(rate) for rate in found.of_part(part)])
        for part in (BY_STRAND, BY_AUTHORITY, BY_PHASE)
    ]
    rows = [row for group in groups for row in group.rows]
    answer = in_words(found)
    small = [_SMALL] if any(rate.is_kept_small for rate in found.rates) else []
    paper = Paper(
        "How many of the members take part" if members else "How many schools take part",
        "Engagement",
        subject_of(books, alliance),
        "the steering group and funders",
        year.name,
        answer=answer,
        charts=_charts(found),
        parts=[
            Listing(
                f"Of {count_of(found.of, 'school')}",
                COLUMNS,
                [group for group in groups if group.rows],
                _PAPER,
            )
        ],
        definitions=[*found.notes, *small],
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    notes = [f"{books.name_of(Alliance, alliance)}, {year.name}.", *answer, *found.notes, *small]
    return Content(COLUMNS, rows, notes, paper)


def in_words(found: Engagement) -> list[str]:
    """How many take part of how many, and how many ever did."""
    whole = found.any_strand
    if not whole.of:
        return ["There is no school to count."]
    schools = f"{whole.count:,} of {count_of(whole.of, 'school')}"
    take = "takes" if whole.count == 1 else "take"
    return [
        f"{schools} {take} part ({show_percent(whole.count, whole.of)}), {found.base_in_words}.",
        f"{len(whole.ever):,} ever took part ({show_percent(len(whole.ever), whole.of)}).",
    ]


def _row(rate: Rate) -> Row:
    small = rate.is_kept_small
    few_ever = small or (rate.strand == "support" and 0 < len(rate.ever) < SMALLEST_TOLD)
    cells: tuple[Value, ...] = (
        rate.part,
        rate.name,
        _FEWER if small else rate.count,
        rate.of,
        None if small else rate.percent,
        _FEWER if few_ever else len(rate.ever),
        None if few_ever else rate.ever_percent,
    )
    return Row("", cells)


def _charts(found: Engagement) -> list[Chart]:
    strands = [
        rate
        for rate in found.of_part(BY_STRAND)
        if rate.name != ANY_STRAND and not rate.is_kept_small
    ]
    if len(strands) < 2 or not found.of:
        return []
    return [
        Chart(
            ChartKind.SHARES,
            f"{strands[0].name} reaches most schools",
            f"Schools that take part, of {found.of:,}",
            "take part",
            "",
            _bars(strands),
        )
    ]


def _bars(rates: Sequence[Rate]) -> list[Bar]:
    return [Bar(rate.name, done=rate.count, whole=rate.of) for rate in rates]
