"""The website check: what each school must or should have on its website, and whether it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.alliances.names import subject_of
from data.policies.columns import SOURCE_COLUMNS, source_cells
from data.policies.papers import READERS, have, sources_of
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    asked_of_watched,
    kept_of_pairs,
    last_reviews,
    places_of,
    policies_by_key,
    shown_of,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Look, Mark, Paper, Prose, Shown, grouped
from data.tables.table import Column, Content, Row
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.policies.due_dates import SETTLING_IN, UNPUBLISHED
from models.policies.duties import ASKED, MUST, SHOULD, UNKNOWN, VARIES

if TYPE_CHECKING:
    from models.records.record import Values

PUBLISHED_OLD = State("O", "Old version published", Tone.WARN)
NOT_APPROVED = State("N", "Not approved yet", Tone.WARN)
NO_ADDRESS = State("A", "No address noted", Tone.INFO)
ON_THE_WEBSITE = State("C", "On the website", Tone.GOOD)

FINDINGS = (NOT_APPROVED, UNPUBLISHED, PUBLISHED_OLD, NO_ADDRESS, ON_THE_WEBSITE, SETTLING_IN)
"""What a check may find, the most pressing first."""
_NOT_RIGHT = (NOT_APPROVED, UNPUBLISHED, PUBLISHED_OLD)

COLUMNS = (
    Column("school", "School", "text", 22),
    Column("policy", "Policy", "text", 22),
    Column("finding", "Finding", "state", 23, "What the check finds today."),
    Column("website", "Website", "text", 7, "Whether it must or should be on the website."),
    Column("approved", "Approved", "date", 10, "When it was last approved (live: or checked)."),
    Column("published", "Published", "date", 10, "When it went on the website."),
    Column("address", "Address", "text", 30, "Where it is on the website."),
    Column("note", "Note", "text", 30, "What the catalogue says of publication."),
    *SOURCE_COLUMNS,
)


class _Checked(NamedTuple):
    """A school's policy, and what the check finds of it."""

    standing: Standing
    finding: State


def make(books: Books, limits: Limits) -> Content:
    """The worst first: what must be on the website and is not right, then what should be."""
    standing = board(books)
    asked = asked_of_watched(standing)
    found, notes = shown_of(books, limits, (each for each in asked if each.duty.publish in ASKED))
    asked, _ = shown_of(books, limits, asked)
    addresses = kept_of_pairs(books, "published_at")
    approved = last_reviews(standing, found)
    checked = [
        _Checked(each, finding_of(each, approved[each.pair], bool(addresses.get(each.key))))
        for each in found
    ]
    _put_in_order(checked, standing)
    policies = policies_by_key(books)
    rows = _rows(standing, policies, checked, approved, addresses)
    counts = [*_counts_of_duties(checked), *_not_listed(asked)]
    paper = replace(
        _paper(books, limits, standing, checked, rows),
        left_out=[*counts[2:], *notes],
        sources=sources_of(policies[key] for key in dict.fromkeys(each.policy for each in found)),
    )
    return Content(COLUMNS, rows, counts + notes, paper)


def _put_in_order(checked: list[_Checked], standing: Board) -> None:
    """What is not right first, and of that what must be on the website."""
    places = places_of(standing)
    schools = {school: place for place, school in enumerate(standing.schools)}
    checked.sort(
        key=lambda each: (
            each.finding not in _NOT_RIGHT,
            each.standing.duty.publish != MUST,
            FINDINGS.index(each.finding),
            schools[each.standing.school],
            places[each.standing.policy],
        )
    )


def _rows(
    standing: Board,
    policies: Mapping[str, Values],
    checked: Iterable[_Checked],
    approved: Mapping[str, date | None],
    addresses: Mapping[str, Value],
) -> list[Row]:
    titles = titles_of(standing)
    return [
        Row(
            each.pair,
            (
                standing.schools[each.school].name,
                titles[each.policy],
                finding,
                each.duty.publish.capitalize(),
                approved[each.pair],
                each.published,
                addresses.get(each.key),
                policies[each.policy]["publication_note"],
                *source_cells(policies[each.policy]),
            ),
        )
        for each, finding in checked
    ]


def _counts_of_duties(checked: Sequence[_Checked]) -> list[str]:
    """What the check finds, of what must and of what should be on the website."""
    if not checked:
        return ["Nothing that is asked for must or should be on a website."]
    return [
        f"{level.capitalize()} be on the website: {_counts(of_level)}"
        for level in (MUST, SHOULD)
        if (of_level := [state for each, state in checked if each.duty.publish == level])
    ]


def _not_listed(asked: Iterable[Standing]) -> list[str]:
    """How many are in no row, because it is not known whether they must be on the website."""
    duties = Counter(each.duty.publish for each in asked)
    told = []
    if duties[UNKNOWN]:
        told.append(
            f"Not listed: {duties[UNKNOWN]} of schools whose type is unknown, which decides what "
            "must be on their websites."
        )
    if duties[VARIES]:
        told.append(
            f"Not listed: {duties[VARIES]}. Whether these must be on the website is left open by "
            "the catalogue, or by what is recorded of the school."
        )
    return told


_MARKS = {
    NOT_APPROVED: Mark(Look.ACT),
    UNPUBLISHED: Mark(Look.WAITING),
    NO_ADDRESS: Mark(Look.LATER),
}

_SHOWN = (
    Shown("policy"),
    Shown("finding", marked=True),
    Shown("website", heading="Duty"),
    Shown("approved", 2),
    Shown("published", 2),
    Shown("address", heading="Address on its website"),
)


def _paper(
    books: Books,
    limits: Limits,
    standing: Board,
    checked: Sequence[_Checked],
    rows: Sequence[Row],
) -> Paper:
    """What is not right, school by school; what is right is told in a sentence for each school."""
    return Paper(
        "What the schools must publish on their websites",
        "",
        subject_of(books, limits.alliance, limits.school),
        READERS["website"],
        answer=_answer(checked),
        parts=[
            Listing(
                "Not as it should be, by school",
                COLUMNS,
                _not_right(standing, checked, rows),
                _SHOWN,
                prose=_right(standing, checked),
            )
        ],
        definitions=[
            "Must: the law or statutory guidance asks the school to publish it; should: guidance "
            "recommends it.",
            "Old version published: a newer one has been approved since it went on the website.",
        ],
        marks=_MARKS,
        for_circulation=limits.for_circulation,
    )


def _not_right(standing: Board, checked: Sequence[_Checked], rows: Sequence[Row]) -> list[Group]:
    """The rows of what is not on the website as it should be, by school."""
    names = {each.pair: standing.schools[each.school].name for each, _ in checked}
    wrong = [
        row for each, row in zip(checked, rows, strict=True) if each.finding is not ON_THE_WEBSITE
    ]
    wrong.sort(key=lambda row: names[row.key].casefold())
    return _by_website(wrong, names)


def _right(standing: Board, checked: Iterable[_Checked]) -> list[Prose]:
    """Of each school a sentence that names what is on its website."""
    titles, right = titles_of(standing), dict[str, list[str]]()
    for each, finding in checked:
        if finding is ON_THE_WEBSITE:
            name = standing.schools[each.school].name
            right.setdefault(name, []).append(titles[each.policy])
    return [
        Prose(f"{name}, on the website ({len(found)}):", f"{'; '.join(found)}.")
        for name, found in sorted(right.items(), key=lambda item: item[0].casefold())
    ]


def _by_website(rows: Sequence[Row], names: Mapping[str, str]) -> list[Group]:
    """The rows by school, with the address of its website once, and in the rows the rest of it."""
    at = [column.name for column in COLUMNS].index("address")
    groups = []
    for group in grouped(rows, names):
        sites = {_site(row.cells[at]) for row in group.rows if row.cells[at]}
        site = sites.pop() if len(sites) == 1 else ""
        if not site:
            groups.append(group)
            continue
        told = re.sub("^https?://", "", site)
        shortened = [
            row._replace(cells=(*row.cells[:at], _rest(row.cells[at], site), *row.cells[at + 1 :]))
            for row in group.rows
        ]
        groups.append(Group(f"{group.heading} · {told}", shortened))
    return groups


def _site(address: Value) -> str:
    """The part of an address before its first path, such as "https://www.school.example"."""
    found = re.match(r"https?://[^/?#]+", str(address))
    return found[0] if found else ""


def _rest(address: Value, site: str) -> Value:
    return (str(address).removeprefix(site) or "/") if address else None


def _answer(checked: Sequence[_Checked]) -> list[str]:
    """How many that must be on a website are there, and what is not right with the others."""
    counts = Counter(finding for each, finding in checked if each.duty.publish == MUST)
    if not counts:
        return ["Nothing that is asked for must be on a website."]
    there = counts[ON_THE_WEBSITE]
    first = (
        f"{there:,} of the {count_of(counts.total(), 'policy', 'policies')} that must be on a "
        f"website {have(there, 'is', 'are')} there;"
    )
    told = [
        f"{counts[state]} {have(counts[state], one, several)}"
        for state, one, several in (
            (NOT_APPROVED, "is not approved yet", "are not approved yet"),
            (UNPUBLISHED, "is approved and not published", "are approved and not published"),
            (
                NO_ADDRESS,
                "is said to be there without an address",
                "are said to be there without an address",
            ),
            (PUBLISHED_OLD, "stands there in an old version", "stand there in an old version"),
        )
        if counts[state]
    ]
    return [first, f"{', '.join(told)}."] if told else [f"{first[:-1]}."]


def finding_of(standing: Standing, approved: date | None, has_address: bool) -> State:
    """What the check finds of a school's policy that was last approved on this day."""
    if approved is None:
        found = NOT_APPROVED
    elif standing.published is None:
        found = UNPUBLISHED
    elif standing.published_old:
        found = PUBLISHED_OLD
    else:
        return ON_THE_WEBSITE if has_address else NO_ADDRESS
    return found if standing.settled else SETTLING_IN


def _counts(found: Sequence[State]) -> str:
    counts = Counter(found)
    words = [
        f"{counts[state]} {state.word[0].lower()}{state.word[1:]}"
        for state in (*reversed(FINDINGS[:-1]), FINDINGS[-1])
        if counts[state]
    ]
    return f"{len(found)} ({'; '.join(words)})."
