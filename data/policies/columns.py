"""The columns that lists of schools' policies share, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.policies.queries import approvals_that_stand
from data.policies.standing import Board, Standing
from data.policies.watched import (
    LEVELS,
    level_of,
    owners_of_pairs,
    policies_by_key,
    titles_of,
)
from data.store.books import Books
from data.tables.table import Column, Row
from models.alliances.catalogues import CATALOGUES
from models.fields.annual_date_fields import show_year_day
from models.fields.dates import add_months, show_date
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.text import sentence
from models.fields.values import Value
from models.people.post import SHORT_ROLES
from models.policies.due_dates import IN_ORDER, NOT_ASKED, NOT_COUNTED, cycle_of
from models.policies.duties import MUST, SHOULD
from models.policies.policy import CYCLE_YEARS, CYCLES, FORCES, LISTINGS, Policy

if TYPE_CHECKING:
    from models.records.record import Values

DUTY = Column("duty", "Duty", "text", 6, "Whether the school must or should have it.")
STATE = Column(
    "state", "State", "state", 18, "Where it stands today.",
    shorter=(
        ("Approved, not published", "Not on the website"),
        ("Overdue, settling in", "Overdue (settling)"),
        ("Missing, settling in", "Missing (settling)"),
        ("Unpublished, settling in", "Unpubl. (settling)"),
    ),
)  # fmt: skip
DUE = Column("due", "Due", "date", 10, "When it is to be renewed.")
APPROVED = Column("approved", "Approved", "date", 10, "When it was last approved.")
CHECKED = Column("checked", "Checked", "date", 10, "When it was last checked, for live documents.")
PUBLISHED = Column("published", "Published", "date", 10, "When it went on the school's website.")
FORCE = Column("force", "Legal status", "text", 18, "What kind of duty the cycle is.", importance=3)

_CHECKED = Policy.field("source_read")
_TO_VERIFY = Policy.field("unverified")

SOURCE_COLUMNS = (
    FORCE,
    Column("source", "Source", "text", 30, "Where it was read.", importance=3),
    Column(_CHECKED.script_name, _CHECKED.label, "date", 12, _CHECKED.help, importance=3),
    Column(_TO_VERIFY.script_name, _TO_VERIFY.label, "yes_no", 9, _TO_VERIFY.help, importance=3),
)
"""Where a duty comes from, and when that was checked: whoever reads a paper can look it up."""

COLUMNS = (
    Column("school", "School", "text", 22),
    Column("policy", "Policy", "text", 21),
    DUTY,
    Column("website", "Website", "text", 7, "Whether it must or should be on the website."),
    DUE,
    Column("when", "When", "text", 14, "Whether that is this half-term or the next."),
    STATE,
    APPROVED,
    CHECKED,
    PUBLISHED,
    Column(
        "owner",
        "Owner",
        "text",
        12,
        "Who answers for it in the school.",
        shorter=tuple(SHORT_ROLES.items()),
    ),
    Column("why", "Why", "text", 30, "Why it is (not) asked of the school.", importance=3),
    *SOURCE_COLUMNS,
)
"""What a list of schools' policies may show of each."""

MEETING = Column(
    "meeting", "Meeting", "date", 10,
    "The last governors' meeting at which it can be approved in time; for what is late, the next.",
)  # fmt: skip
BODY = Column("body", "Who meets", "text", 20, "The body that meets then.")
ACT_BY = Column(
    "act-by", "Act by", "date", 10, "The last school day on or before the day it is due."
)


class Approval(NamedTuple):
    """Who approved a school's policy, and the minute that proves it."""

    by: str | None
    minute: str | None


def rows_of(
    books: Books, board: Board, found: Iterable[Standing], columns: Sequence[Column] = COLUMNS
) -> list[Row]:
    """Rows of schools' policies; their keys are pairs, because there may be no record yet."""
    titles, owners = titles_of(board), owners_of_pairs(books)
    policies = policies_by_key(books)
    at = [COLUMNS.index(column) for column in columns]
    rows = []
    for each in found:
        cells = (
            board.schools[each.school].name,
            titles[each.policy],
            each.duty.level.capitalize(),
            each.duty.publish.capitalize(),
            each.due,
            due_in_words(board, each),
            each.state,
            each.approved,
            each.checked,
            each.published,
            owners.get(each.key),
            each.duty.why or None,
            *source_cells(policies[each.policy]),
        )
        rows.append(Row(each.pair, tuple(cells[place] for place in at)))
    return rows


def due_in_words(board: Board, standing: Standing) -> str | None:
    """Whether it is overdue, due this half-term or the next; None when it is not so pressing."""
    reckoning, due = board.reckoning(standing.school), standing.due
    if due is None or due > reckoning.next_until:
        return None
    if due < board.today:
        return "Overdue"
    return "This half-term" if due <= reckoning.this_until else "Next half-term"


def source_cells(policy: Values) -> tuple[Value, ...]:
    """The cells of the columns of the source: the force of the duty, where and when it was read,
    and whether that is still to be verified.
    """
    force = FORCES[str(policy["force"])]
    return force, _source(policy), policy["source_read"], policy["unverified"] or None


def sources_in_words(
    policies: Iterable[Values], titles: Mapping[str, str] | None = None
) -> list[str]:
    """The notes under a table whose columns are policies: their force, and where it was read."""
    titles = titles or {}
    found: dict[tuple[str, Value], list[str]] = {}
    for policy in policies:
        title = titles.get(str(policy["key"]), str(policy["title"]))
        force = FORCES[str(policy["force"])].lower()
        force += ", to be verified" if policy["unverified"] else ""
        place = _source(policy) or CATALOGUES[str(policy["catalogue"])], policy["source_read"]
        found.setdefault(place, []).append(f"{title} ({force})")
    return [
        f"{sentence('; '.join(told))} {sentence(f'Source: {source}')}"
        + (f" {_CHECKED.label} {show_date(read)}." if isinstance(read, date) else "")
        for (source, read), told in found.items()
    ]


def _source(policy: Values) -> str | None:
    source = policy["source"]
    return "; ".join(line.rstrip(".") for line in str(source).split("\n")) if source else None


def school_first(
    columns: Sequence[Column], rows: Iterable[Row]
) -> tuple[tuple[Column, ...], list[Row]]:
    """The same table with its last column, the school, before all others."""
    moved = [Row(row.key, (row.cells[-1], *row.cells[:-1])) for row in rows]
    return (columns[-1], *columns[:-1]), moved


def further_days(policy: Values, today: date, until: date | None = None) -> list[date]:
    """The days that the law names beside the one that is reckoned with, as they come next.

    They lie within twelve months of today, and not after `until`.
    """
    found = []
    for kept in str(policy["due_days"] or "").split(",")[1:]:
        day = date(today.year, int(kept[:2]), int(kept[3:]))
        found.append(day if day >= today else add_months(day, 12))
    return sorted(day for day in found if until is None or day <= until)


def further_days_in_words(
    found: Iterable[Standing],
    policies: Mapping[str, Values],
    titles: Mapping[str, str],
    today: date,
    until: date | None = None,
) -> list[str]:
    """The note that names those further days of what is asked; none when there are none."""
    days = [
        (day, titles[each.policy])
        for each in found
        if each.state not in NOT_ASKED
        for day in further_days(policies[each.policy], today, until)
    ]
    told = "; ".join(f"{title} by {show_date(day)}" for day, title in sorted(days))
    return [f"The law names further days: {told}."] if told else []


def cycle_in_words(policy: Mapping[str, Value]) -> str:
    """How a policy comes due again: "Every 4 years, Autumn 2", "Annual renewal, by 15 March"."""
    cycle = cycle_of(policy)
    every = CYCLES[cycle.renewal]
    if cycle.renewal not in CYCLE_YEARS:
        return every
    if cycle.reckoning == "fixed day" and cycle.due_day:
        return f"{every}, by {show_year_day(cycle.due_day)}"
    if cycle.reckoning == "half-term" and cycle.half_term:
        return f"{every}, {cycle.half_term}"
    if cycle.reckoning == "school year":
        return f"{every}, by the end of {HALF_TERM_NAMES[0]}"
    return every


def last_approvals(books: Books, found: Iterable[Standing]) -> dict[str, Approval]:
    """Who approved these last, by the key of the school's policy; those never approved have
    none."""
    wanted = [each.key for each in found if each.approved]
    rows = approvals_that_stand(books, wanted)
    return {key: Approval(by, minute) for key, by, minute in rows}


def counted_by_listing(found: Sequence[Standing], policies: Mapping[str, Values]) -> list[str]:
    """The note on how many are in order of those on the present list, of other law, and formerly
    listed; none where no policy says how it stands to a list.
    """
    parts = []
    for listing, word in LISTINGS.items():
        states = [
            each.state
            for each in found
            if policies[each.policy]["listing"] == listing and each.state not in NOT_COUNTED
        ]
        if states:
            good = sum(state in IN_ORDER for state in states)
            parts.append(f"{word.lower()} {good} of {len(states)}")
    return [f"In order, by the list: {', '.join(parts)}."] if parts else []


def counted_in_order(found: Sequence[Standing]) -> str:
    """How many of these are in order, level by level: what must be, what should be …"""
    parts = []
    for level, word in LEVELS.items():
        states = [
            each.state
            for each in found
            if level_of(each.duty.level) == level and each.state not in NOT_COUNTED
        ]
        if states or level in (MUST, SHOULD):
            parts.append(f"{word} {sum(state in IN_ORDER for state in states)} of {len(states)}")
    return f"In order: {', '.join(parts)}."
