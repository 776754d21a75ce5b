"""Shared by papers about policies: the marks of states, definitions, numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from data.policies.standing import Board, Standing
from data.store.books import Books
from data.tables.paper import GridRow, GridTotal, Look, Mark, Source
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import show_date
from models.fields.states import State
from models.fields.text import count_of
from models.policies.due_dates import (
    DUE_NEXT,
    IN_ORDER,
    LIVE,
    MISSING,
    NOT_APPLICABLE,
    NOT_COUNTED,
    NOT_RECORDED,
    OVERDUE,
    SETTLING,
    TYPE_UNKNOWN,
    UNPUBLISHED,
)

if TYPE_CHECKING:
    from models.records.record import Values

MARKS: Mapping[State, Mark] = MappingProxyType(
    {
        DUE_NEXT: Mark(Look.LATER),
        UNPUBLISHED: Mark(Look.WAITING),
        NOT_APPLICABLE: Mark(Look.QUIET, "–"),
        NOT_RECORDED: Mark(Look.UNKNOWN),
        TYPE_UNKNOWN: Mark(Look.UNKNOWN),
    }
)
"""How states of policies are marked where their tone does not say it."""

READERS = {
    "governors": "governing bodies and trust boards",
    "clerk": "the clerk and the governors",
    "heads": "heads, the alliance’s board and the authority",
    "owners": "owners of policies",
    "website": "school business managers",
}
"""The readers of the papers."""

OVERDUE_MEANS = "Overdue: the day by which the policy was to be reviewed has passed."
DUTY_MEANS = (
    "Must: the law or statutory guidance asks it of this kind of school; should: guidance "
    "recommends it; varies: the lists disagree or do not say."
)
IN_ORDER_MEANS = (
    "In order: current, live, or due and not yet overdue. Not counted: what does not apply, and "
    "what is missing or late in a school that is settling in."
)
MEETING_MEANS = (
    "Meeting: the last one in time at which the policy can be approved; for what is late, the "
    "next. Only meetings that are in the books count."
)

_LAST = "general knowledge"
_BETWEEN_SOURCES = re.compile(r";(?![^()]*\))|\n")
"""The separators between sources, outside brackets."""


def sources_of(policies: Iterable[Values]) -> list[Source]:
    """Each distinct place where these policies were read, with the day; general knowledge last."""
    found: dict[str, str] = {}
    days: dict[str, date] = {}
    for policy in policies:
        kept = str(policy["source"] or CATALOGUES[str(policy["catalogue"])])
        read = policy["source_read"]
        for part in _BETWEEN_SOURCES.split(kept):
            text = part.strip().rstrip(".")
            if not text:
                continue
            found.setdefault(text.casefold(), text)
            if isinstance(read, date):
                days[text.casefold()] = read
    ordered = sorted(found, key=lambda key: (key.startswith(_LAST), key not in days))
    last = max((ordered.index(key) for key in days), default=-1)
    same = len(set(days.values())) == 1
    sources = []
    for place, key in enumerate(ordered):
        told = ""
        if key in days and (not same or place == last):
            all_of = "all " if same and len(days) > 1 else ""
            told = f" ({all_of}written down {show_date(days[key])})"
        sources.append(Source(f"{found[key]}{told}."))
    return sources


def not_shown(board: Board, schools: Iterable[str]) -> list[str]:
    """In words, the policies that a paper about reviews leaves out: missing, not recorded, …"""
    wanted = set(schools)
    watched = wanted & board.watched.keys()
    states = [each.state for each in board if each.school in watched]
    counts = [
        (states.count(MISSING), "policy that is missing", "policies that are missing"),
        (states.count(NOT_RECORDED), "not recorded yet", ""),
        (sum(state in SETTLING for state in states), "of schools still settling in", ""),
    ]
    told = [count_of(count, one, several or one) for count, one, several in counts if count]
    return [f"Not shown: {', '.join(told)}."] if told else []


def grid_totals(rows: Sequence[GridRow], together: str = "", trouble: str = "") -> list[GridTotal]:
    """Under a grid: in how many schools each policy is in order, of how many, and overdue."""
    if not any(row.whole for row in rows):
        # Where no duty is counted there is nothing that they come to.
        together = ""
    done, whole, late = [], [], []
    for states in zip(*(row.states for row in rows), strict=True):
        counted = [state for state in states if state is not None and state not in NOT_COUNTED]
        done.append(sum(state in IN_ORDER for state in counted))
        whole.append(len(counted))
        late.append(counted.count(OVERDUE))
    return [
        GridTotal("In order", done, together, trouble),
        GridTotal("of those to whom it applies", whole),
        GridTotal("Overdue", late),
    ]


def in_schools(found: Sequence[Standing]) -> int:
    """In how many schools these are."""
    return len({each.school for each in found})


def have(count: int, one: str, several: str) -> str:
    """The verb that goes with a count."""
    return one if count == 1 else several


def of_them_must(must: int, count: int, *, publish: bool = False) -> str:
    """How many of these the law asks for, as a sentence goes on that has counted them."""
    if publish:
        if count == 1:
            return "it must be on the website." if must else "it need not be on the website."
        said = "none" if not must else "all" if must == count else f"{must:,}"
        asked = "need be" if not must else "must be"
        return f"{said} of them {asked} on the website."
    if count == 1:
        return "the school must have it." if must else "the school need not have it."
    if must in (0, count):
        return f"the school must have {'all' if must else 'none'} of them."
    return f"{must:,} of them the school must have."


def without_meeting(without: int, count: int) -> list[str]:
    """Of how many of these no governors' meeting ahead is recorded; nothing where of none."""
    if not without:
        return []
    of = "it" if count == 1 else "any of them" if without == count else f"{without:,} of them"
    return [f"No governors’ meeting ahead is recorded for {of}."]


def last_seen(each: Standing) -> str | None:
    """When a school's policy was last approved; of a live document, when it was checked."""
    if each.state is LIVE and each.checked and (not each.approved or each.checked > each.approved):
        return f"checked {show_date(each.checked)}"
    return show_date(each.approved) if each.approved else None


def worst_of(
    books: Books, board: Board, found: Sequence[Standing], titles: Mapping[str, str]
) -> str:
    """The one that is overdue longest, in a sentence; empty when nothing is overdue."""
    late = [each for each in found if each.state is OVERDUE and each.due]
    if not late:
        return ""
    worst = min(late, key=lambda each: each.due or date.max)
    days = (books.today - (worst.due or books.today)).days
    place = board.schools[worst.school].name
    return f"The oldest is late by {count_of(days, 'day')}: {titles[worst.policy]} at {place}."
