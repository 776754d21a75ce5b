"""The return of indicators for a term: value, target, what is computed, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.alliances.names import subject_of
from data.indicators.rates import engagement
from data.indicators.returns import MISSING, NOT_REACHED, REACHED, Line, lines_of_return
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import nobody_in
from data.store.books import Books
from data.summaries.indicators.engagement import in_words
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown, Source
from data.tables.table import Column, Content, Hint, Row
from models.fields.text import count_of
from models.fields.values import Kind, Value, show_value
from models.indicators.indicator import COMPARATORS, SETS, UNITS, Indicator
from models.indicators.periods import Period, period_of

COLUMNS = (
    Column("set", "Set", "text", 22, importance=3),
    Column("code", "No.", "code", 4),
    Column("indicator", "Indicator", "text", 36),
    Column("period", "Period", "text", 14),
    Column("target", "Target", "text", 18),
    Column("value", "Value", "hundredths", 8),
    Column("unit", "Unit", "text", 8),
    Column("state", "State", "state", 11),
    Column("computed", "Computed", "hundredths", 8, "What the books themselves say."),
    Column("before", "Before", "hundredths", 8, "The value of the period before."),
    Column("reason", "Reason", "text", 26, "Why it differs from the figure of the books."),
    Column("evidence", "Evidence", "text", 28),
)
_PAPER = (
    Shown("code"),
    Shown("indicator"),
    Shown("period"),
    Shown("target"),
    Shown("value", empty="to come"),
    Shown("computed"),
    Shown("before"),
    Shown("state"),
)

_REASONS_LEFT_OUT = (
    "For circulation: what the books compute, and why a value differs from it, are left out, as "
    "they may tell of support."
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each indicator that the alliance reports, for the term of the last day.

    Indicators that are due each year stand with the school year of that term.
    """
    alliance = limits.alliance or first_alliance(books)
    of = period_of(limits.last or books.today)
    if alliance is None:
        notes = [nobody_in(books, None)]
        return Content(COLUMNS, [], notes)
    lines = lines_of_return(books, alliance, of, for_circulation=limits.for_circulation)
    left_out = []
    if limits.for_circulation:
        left_out = [_REASONS_LEFT_OUT]
        lines = [_without_reason(line) for line in lines]
    rows = [_row(line) for line in lines]
    answer = _answer(lines, of)
    year = period_of(of.first, whole_year=True)
    rates = engagement(books, alliance, year, for_circulation=limits.for_circulation)
    paper = Paper(
        f"Return of indicators, {of.name}",
        "Return",
        subject_of(books, alliance),
        "the funder and the steering group",
        of.name,
        answer=answer,
        parts=[_listing(lines, rows, " ".join(in_words(rates)))] if rows else [],
        definitions=[
            "Computed: what the books themselves say, where they can. Before: the value of the "
            "term or the school year before.",
            *rates.notes,
        ],
        left_out=left_out,
        sources=_sources(lines),
        for_circulation=limits.for_circulation,
    )
    notes = [*answer, *in_words(rates), *rates.notes, *left_out]
    return Content(COLUMNS, rows, notes, paper)


def _listing(lines: Sequence[Line], rows: Sequence[Row], engaged: str) -> Listing:
    """The rows by the sets of their indicators, and under them what is told in sentences."""
    groups: dict[str, list[Row]] = {}
    for line, row in zip(lines, rows, strict=True):
        of_set = groups.setdefault(SETS[str(line.indicator["indicator_set"])], [])
        of_set.append(_with_units(line, row))
    return Listing(
        count_of(len(rows), "indicator"),
        [each._replace(kind="text") if each.right else each for each in COLUMNS],
        [Group(heading, found) for heading, found in groups.items()],
        _PAPER,
        prose=[*_words(lines), Prose("Engagement.", engaged)],
    )


def _with_units(line: Line, row: Row) -> Row:
    """The row with its figures in words: what is per cent with its sign, and one place."""
    is_share = line.indicator["unit"] == "percent"
    kind: Kind = "percent" if is_share else "hundredths"
    figures = [place for place, column in enumerate(COLUMNS) if column.right]
    cells = list(row.cells)
    for place in figures:
        if cells[place] is not None:
            cells[place] = show_value(cells[place], kind) + "%" * is_share
    return Row(row.key, tuple(cells))


def _without_reason(line: Line) -> Line:
    """The line without why it is another figure than the books compute, which tells of support."""
    return line if line.value is None else line._replace(value=line.value | {"reason": None})


def _row(line: Line) -> Row:
    indicator, value = line.indicator, line.value
    cells: tuple[Value, ...] = (
        SETS[str(indicator["indicator_set"])],
        indicator["code"],
        indicator["title"],
        line.period.name,
        target_in_words(line),
        value["value"] if value else None,
        UNITS.get(str(indicator["unit"])),
        line.state,
        line.computed,
        line.before,
        value["reason"] if value else None,
        value["evidence"] if value else None,
    )
    return Row(str(indicator["key"]), cells)


def target_in_words(line: Line) -> str | None:
    """The target as the set has it: "At least 15"."""
    indicator = line.indicator
    target = indicator["target"]
    if target is None:
        return str(indicator["target_note"]) if indicator["target_note"] else None
    sign = "%" if indicator["unit"] == "percent" else ""
    comparator = COMPARATORS.get(str(indicator["comparator"]), "At least")
    return f"{comparator} {Indicator.field('target').show(target)}{sign}"


def _answer(lines: Sequence[Line], of: Period) -> list[str]:
    if not lines:
        return [
            "No indicator is reported yet.",
            Hint("i in the list of indicators loads a set; a adds your own."),
        ]
    states = Counter(line.state for line in lines)
    given = sum(line.value is not None for line in lines)
    said = f"{given} of {count_of(len(lines), 'indicator')} {'has' if given == 1 else 'have'} a "
    answer = [f"{said}value for {of.name} or its school year."]
    with_target = states[REACHED] + states[NOT_REACHED]
    if with_target:
        answer.append(f"{states[REACHED]} of {with_target} with a target reach it.")
    if states[MISSING]:
        missing = states[MISSING]
        answer.append(
            f"{missing} {'is' if missing == 1 else 'are'} missing, though the period has ended."
        )
    return answer


def _words(lines: Sequence[Line]) -> list[Prose]:
    """The reasons and the evidence of the values, one after the other."""
    found = []
    for line in lines:
        if line.value is None:
            continue
        parts = []
        if line.value["reason"]:
            parts.append(f"Why it differs: {line.value['reason']}")
        if line.value["evidence"]:
            parts.append(f"Evidence: {line.value['evidence']}")
        if parts:
            joined = " ".join(f"{part.rstrip('.')}." for part in parts)
            found.append(Prose(f"{line.indicator['code']}.", joined))
    return found


def _sources(lines: Sequence[Line]) -> list[Source]:
    texts = dict.fromkeys(
        str(line.indicator["source"]) for line in lines if line.indicator["source"]
    )
    return [Source(text) for text in texts]
