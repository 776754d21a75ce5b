"""The return of a grant: what was spent of it, line by line, beside its caps and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.alliances.names import subject_of
from data.charges.grant_computed_columns import state_of_return
from data.memberships.circulation import named_schools
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.charges.grant import Grant
from models.charges.grant_return import GrantReturn
from models.charges.money_line import DIRECTIONS, PARTS_OF_GRANT, MoneyLine
from models.charges.recovery import GrantFigures, figures_of_grant
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value, show_value
from models.records.record import Values
from models.schools.school import School
from models.workstreams.workstream import Workstream, is_of_support

COLUMNS = (
    Column("grant", "Grant", "text", 28),
    Column("day", "Day", "date", 10),
    Column("what", "What", "text", 30),
    Column("direction", "Direction", "state", 8),
    Column("part", "Part of grant", "text", 18),
    Column("workstream", "Workstream", "text", 26),
    Column("school", "School", "text", 24),
    Column("amount", "Amount", "money", 12),
    Column("evidence", "Evidence", "text", 22),
)
_PAPER: tuple[Shown, ...] = (
    Shown("day"),
    Shown("what", under=("part",)),
    Shown("workstream", under=("school",), heading="Workstream, school"),
    Shown("direction"),
    Shown("amount"),
    Shown("evidence", 2),
)
_FREE_TEXT = ("what", "evidence")
_PAPER_FOR_CIRCULATION = (
    Shown("day"),
    Shown("part", heading="Part of grant"),
    *(each for each in _PAPER[2:] if each.name not in _FREE_TEXT),
)
_UNNAMED = "(not named)"
_WORDS_LEFT_OUT = (
    "For circulation: what a line is for and where it can be looked up are left out, as these "
    "words may name a school that is supported; a school with a line of support is not named."
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each line of money that names a grant, grant by grant, the oldest first."""
    title = "Returns of grants"
    first, last = limits.first or date.min, limits.last or books.today
    found = _found(books, limits, first, last)
    lines = [line for _, of_grant in found for line in of_grant]
    schools = {str(line["school"]) for line in lines if line["school"]}
    shown, left_out = named_schools(books, limits, schools)
    if limits.for_circulation:
        left_out = [*left_out, _WORDS_LEFT_OUT]
        shown -= _with_support(books, lines)
    rows: list[Row] = []
    parts: list[Listing] = []
    for grant, of_grant in found:
        own = [_row(books, grant, line, shown, limits) for line in of_grant]
        rows += own
        parts.append(_part(books, limits, grant, of_grant, own, shown, new_page=bool(parts)))
    notes = _notes(found)
    paper = Paper(
        title,
        "Grants",
        subject_of(books, limits.alliance),
        "the funder and the steering group",
        f"up to {show_date(last)}",
        answer=notes,
        parts=parts,
        definitions=["Without VAT, by the lines of money that name the grant."],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [*notes, *left_out], paper)


def _found(
    books: Books, limits: Limits, first: date, last: date
) -> list[tuple[Values, list[Values]]]:
    """The grants by alliance and title, each with its lines of these days."""
    names = books.names(Alliance)
    grants = sorted(
        (each for each in books.find(Grant) if limits.alliance in (None, each["alliance"])),
        key=lambda each: (names[str(each["alliance"])].casefold(), str(each["title"]).casefold()),
    )
    return [(each, _lines(books, each, first, last, limits)) for each in grants]


def _part(
    books: Books,
    limits: Limits,
    grant: Values,
    lines: Sequence[Values],
    rows: Sequence[Row],
    shown: frozenset[str],
    *,
    new_page: bool,
) -> Listing:
    """A grant with its lines, and with its caps, conditions and returns in words."""
    return Listing(
        count_of(len(rows), "line"),
        COLUMNS,
        [Group("", rows)] if rows else [],
        _PAPER_FOR_CIRCULATION if limits.for_circulation else _PAPER,
        prose=_prose(books, grant, lines, shown),
        title=str(grant["title"]),
        answer=_told(grant, figures_of_grant(grant, lines)),
        new_page=new_page,
    )


def _lines(books: Books, grant: Values, first: date, last: date, limits: Limits) -> list[Values]:
    found = [
        line
        for line in books.find(MoneyLine, grant=grant["key"])
        if isinstance(day := line["day"], date)
        and first <= day <= last
        and limits.school in (None, line["school"])
    ]
    return sorted(found, key=lambda line: (str(line["day"]), str(line["what"]).casefold()))


def _with_support(books: Books, lines: Sequence[Values]) -> frozenset[str]:
    """The schools of lines whose workstream is one of support: they could be the clients."""
    streams = {str(each["key"]) for each in books.find(Workstream) if is_of_support(each)}
    return frozenset(str(each["school"]) for each in lines if each["workstream"] in streams)


def _row(books: Books, grant: Values, line: Values, shown: frozenset[str], limits: Limits) -> Row:
    part = line["part_of_grant"]
    said = dict.fromkeys(_FREE_TEXT) if limits.for_circulation else line
    cells: tuple[Value, ...] = (
        grant["title"],
        line["day"],
        said["what"],
        DIRECTIONS[str(line["direction"])],
        PARTS_OF_GRANT[str(part)] if part else None,
        books.name_of(Workstream, str(line["workstream"])) if line["workstream"] else "Central",
        _school(books, line["school"], shown),
        line["amount"],
        said["evidence"],
    )
    return Row(str(line["key"]), cells)


def _school(books: Books, school: Value, shown: frozenset[str]) -> str | None:
    if not school:
        return None
    return books.name_of(School, str(school)) if school in shown else _UNNAMED


def _told(grant: Values, figures: GrantFigures) -> str:
    amount, spent, left = (
        show_value(each, "money") for each in (figures.amount, figures.spent, figures.left)
    )
    return f"{spent} of {amount} is spent, {left} left. Funder: {grant['funder']}."


def _prose(
    books: Books, grant: Values, lines: Sequence[Values], shown: frozenset[str]
) -> list[Prose]:
    """The caps of a grant with what was reached of each, its conditions and its returns."""
    figures = figures_of_grant(grant, lines)
    to = "central costs" if grant["central_only"] else "workstreams and central costs"
    found = [Prose("Allotted.", f"{show_value(figures.allotted, 'money')} to {to}.")]
    most = figures.most_administration(grant)
    if most is not None:
        over = " Over the cap." if figures.administration > most else ""
        found.append(
            Prose(
                "Administration.",
                f"{show_value(figures.administration, 'money')} of at most "
                f"{show_value(most, 'money')} ({grant['administration_percent']}%).{over}",
            )
        )
    if grant["match_percent"]:
        wanted = figures.to_match(grant)
        lacks = wanted - figures.matched
        told = f" {show_value(lacks, 'money')} is lacking." if lacks > 0 else " Reached."
        found.append(
            Prose(
                "Match.",
                f"{show_value(figures.matched, 'money')} of {show_value(wanted, 'money')} "
                f"({grant['match_percent']}% of what is spent).{told}",
            )
        )
    limit = grant["limit_per_school"]
    if figures.by_school:
        each_school = "; ".join(
            f"{_school(books, key, shown)} {show_value(pence, 'money')}"
            + (" (over the limit)" if isinstance(limit, int) and pence > limit else "")
            for key, pence in sorted(figures.by_school.items(), key=lambda item: -item[1])
        )
        at_most = f", at most {show_value(limit, 'money')} each" if limit is not None else ""
        found.append(Prose(f"Given to schools{at_most}.", f"{each_school}."))
    if grant["central_only"]:
        found.append(Prose("Central costs only.", "None of it goes into a workstream."))
    if grant["conditions"]:
        found.append(Prose("Conditions.", str(grant["conditions"])))
    found += _returns(books, grant)
    return found


def _returns(books: Books, grant: Values) -> list[Prose]:
    returns = sorted(books.find(GrantReturn, grant=grant["key"]), key=lambda each: str(each["due"]))
    told = []
    for each in returns:
        due, sent = each["due"], each["sent"]
        assert isinstance(due, date)
        state = state_of_return(sent, due, books.today).word.lower()
        when = f", sent {show_date(sent)}" if isinstance(sent, date) else f", {state}"
        told.append(f"{each['what']} by {show_date(due)}{when}")
    return [Prose("Returns.", f"{'; '.join(told)}.")] if told else []


def _notes(found: Sequence[tuple[Values, list[Values]]]) -> list[str]:
    if not found:
        return ["No grant is recorded."]
    figures = [figures_of_grant(grant, lines) for grant, lines in found]
    amount, spent = (
        show_value(sum(getattr(each, name) for each in figures), "money")
        for name in ("amount", "spent")
    )
    return [f"{spent} of {amount} is spent, of {count_of(len(found), 'grant')}."]
