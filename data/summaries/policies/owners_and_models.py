"""Who answers for each policy, where its model and its guidance are, and how many wait for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from data.alliances.names import subject_of
from data.policies.agreements import Purchases, model_in_words
from data.policies.columns import SOURCE_COLUMNS, source_cells
from data.policies.lists import pressing
from data.policies.papers import sources_of
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    LEVELS,
    asked_of_watched,
    level_of,
    nothing_asked,
    policies_by_key,
    shown_of,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, Source, grouped
from data.tables.table import Column, Content, Row
from models.alliances.catalogues import CATALOGUES
from models.fields.text import count_of
from models.policies.agreements import ServiceAgreement
from models.policies.due_dates import DUE, OVERDUE
from models.policies.policy import Policy

if TYPE_CHECKING:
    from models.records.record import Values

LEFT_OPEN = "Neither must nor should: it is left open."
TYPE_UNKNOWN = "Of schools whose type is unknown."

COLUMNS = (
    Column("policy", "Policy", "text", 26),
    Column("owner", "Owner", "text", 22),
    Column("model", "Model", "text", 28, "How a school comes by the model."),
    Column("model-policy", "Where, or why not", "text", 30, "In the words of the source."),
    Column("email", "Email", "text", 28),
    Column("owner-kind", "Owner kind", "text", 17),
    Column("buyers", "Buyers", "number", 6, "Schools that buy the agreement of the model today."),
    Column("must-overdue", "Overdue must", "number", 12),
    Column("should-overdue", "Overdue should", "number", 14),
    Column("open-overdue", "Overdue open", "number", 12, LEFT_OPEN),
    Column("unknown-overdue", "Overdue type unknown", "number", 20, TYPE_UNKNOWN),
    Column("must-due", "Due must", "number", 8, "Due this half-term."),
    Column("should-due", "Due should", "number", 10, "Due this half-term."),
    Column("open-due", "Due open", "number", 8, f"Due this half-term. {LEFT_OPEN}"),
    Column("unknown-due", "Due type unknown", "number", 16, TYPE_UNKNOWN),
    Column("guidance", "Guidance", "text", 28),
    Column("guidance-address", "Guidance address", "text", 28),
    Column("guidance-of", "Guidance of", "date", 11),
    Column("catalogue", "Catalogue", "text", 24),
    *SOURCE_COLUMNS,
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each policy that is asked for; of one school or alliance, those asked of it."""
    standing, policies = board(books), policies_by_key(books)
    asked, left_out = shown_of(books, limits, asked_of_watched(standing))
    listed = {policy.key for policy in standing.policies}
    if limits.school or limits.alliance:
        listed = {each.policy for each in asked}
    rows = _rows(books, standing, policies, asked, listed)
    unowned = sum(1 for row in rows if row.cells[1] is None)
    total = count_of(len(rows), "policy", "policies")
    counts = [f"{total}, {unowned} without an owner."] if rows else nothing_asked(standing)
    answer = [f"{total}: {_owned(len(rows), unowned)}."] if rows else counts
    paper = _paper(books, limits, standing, policies, rows, answer, left_out)
    return Content(COLUMNS, rows, [*counts, *left_out], paper)


def _rows(
    books: Books,
    standing: Board,
    policies: Mapping[str, Values],
    asked: Sequence[Standing],
    listed: Collection[str],
) -> list[Row]:
    """A row for each listed policy, with how many of those asked for are overdue and due."""
    titles, agreements = titles_of(standing), books.names(ServiceAgreement)
    alarms, buyers = _alarms(standing, asked), _buyers(books, asked, policies)
    rows = []
    for policy in standing.policies:
        if policy.key not in listed:
            continue
        values = policies[policy.key]
        agreement = values["agreement"]
        cells = (
            titles[policy.key],
            values["owner"],
            model_in_words(values, agreements.get(str(agreement), "")),
            values["model_policy"],
            values["owner_email"],
            _word(values, "owner_kind"),
            buyers[policy.key] if agreement is not None else None,
            *(
                alarms[policy.key, level, state.word]
                for state in (OVERDUE, DUE)
                for level in LEVELS
            ),
            values["guidance"],
            values["guidance_address"],
            values["guidance_of"],
            CATALOGUES[policy.catalogue],
            *source_cells(values),
        )
        rows.append(Row(policy.key, cells))
    return rows


def _alarms(standing: Board, asked: Iterable[Standing]) -> Counter[tuple[str, str, str]]:
    """How many are overdue and due, by policy, duty and state; none where a school settles in."""
    return Counter(
        (each.policy, level_of(each.duty.level), state.word)
        for each in asked
        if each.settled and (state := pressing(standing, each)) is not None
    )


def _buyers(
    books: Books, asked: Iterable[Standing], policies: Mapping[str, Values]
) -> Counter[str]:
    """How many schools buy the agreement under which each policy's model is had."""
    purchases = Purchases(books)
    return Counter(
        each.policy
        for each in asked
        if policies[each.policy]["agreement"] is not None
        and purchases.may_use_model(each.school, policies[each.policy])
    )


def _paper(
    books: Books,
    limits: Limits,
    standing: Board,
    policies: Mapping[str, Values],
    rows: Sequence[Row],
    answer: Sequence[str],
    left_out: Sequence[str],
) -> Paper:
    addresses = list(
        dict.fromkeys(str(address) for row in rows if (address := row.cells[_ADDRESS]))
    )
    sources = sources_of(policies[row.key] for row in rows)
    marks = {address: len(sources) + at for at, address in enumerate(addresses, 1)}
    catalogues = {policy.key: CATALOGUES[policy.catalogue] for policy in standing.policies}
    marked = [_with_mark(row, marks) for row in rows]
    groups = grouped(marked, {row.key: catalogues[row.key] for row in rows})
    return Paper(
        "Owners, models and guidance of the policies",
        "Owners and models",
        subject_of(books, limits.alliance, limits.school),
        "schools that ask whom to turn to",
        answer=answer,
        parts=[Listing("By catalogue", COLUMNS, groups, _SHOWN)],
        left_out=left_out,
        sources=[*sources, *(Source("", address) for address in addresses)],
        orientation="landscape",
        for_circulation=limits.for_circulation,
    )


_SHOWN = (
    Shown("policy"),
    Shown("owner", under=("email",), heading="Whom to ask", empty="nobody is named"),
    Shown("model", under=("model-policy",)),
    Shown("guidance"),
    Shown("buyers", 2),
    Shown("guidance-of", 3),
)


_NAMES = [column.name for column in COLUMNS]
_GUIDANCE, _ADDRESS = _NAMES.index("guidance"), _NAMES.index("guidance-address")


def _with_mark(row: Row, marks: Mapping[str, int]) -> Row:
    """A row whose guidance has the number of the source that is its address."""
    mark = marks.get(str(row.cells[_ADDRESS]))
    told = f"{row.cells[_GUIDANCE] or 'Guidance'}[{mark}]" if mark else row.cells[_GUIDANCE]
    return row._replace(cells=(*row.cells[:_GUIDANCE], told, *row.cells[_GUIDANCE + 1 :]))


def _owned(count: int, unowned: int) -> str:
    if not unowned:
        return "it has an owner" if count == 1 else "each has an owner"
    return f"{unowned} without an owner"


def _word(values: Values, attribute: str) -> str | None:
    return Policy.field(attribute).show(values[attribute]) or None
