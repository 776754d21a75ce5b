"""The website check: what each school must or should have on its website, and whether it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.policy_standing import Standing, board
from data.policy_tables import SOURCE_COLUMNS, source_cells
from data.summaries import Limits
from data.tables import Column, Row, Summary
from data.watched_policies import (
    asked_of_watched,
    kept_of_pairs,
    last_reviews,
    places_of,
    policies_by_key,
    shown_of,
    titles_of,
)
from models.due import SETTLING_IN, UNPUBLISHED
from models.duties import ASKED, MUST, SHOULD, UNKNOWN, VARIES
from models.states import State, Tone

if TYPE_CHECKING:
    from data.store import Store

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


def make(store: Store, limits: Limits) -> Summary:
    """The worst first: what must be on the website and is not right, then what should be."""
    standing = board(store)
    asked = asked_of_watched(standing)
    found, notes = shown_of(store, limits, (each for each in asked if each.duty.publish in ASKED))
    asked, _ = shown_of(store, limits, asked)
    addresses = kept_of_pairs(store, "published_at")
    approved = last_reviews(standing, found)
    policies, titles, places = policies_by_key(store), titles_of(standing), places_of(standing)
    order = {school: place for place, school in enumerate(standing.schools)}
    checked = [
        (each, finding_of(each, approved[each.pair], bool(addresses.get(each.key))))
        for each in found
    ]
    checked.sort(
        key=lambda pair: (
            pair[1] not in _NOT_RIGHT,
            pair[0].duty.publish != MUST,
            FINDINGS.index(pair[1]),
            order[pair[0].school],
            places[pair[0].policy],
        )
    )
    rows = [
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
    counts = [
        f"{level.capitalize()} be on the website: {_counts(of_level)}"
        for level in (MUST, SHOULD)
        if (of_level := [state for each, state in checked if each.duty.publish == level])
    ]
    if not rows:
        counts.append("Nothing that is asked for must or should be on a website.")
    unknown = sum(1 for each in asked if each.duty.publish == UNKNOWN)
    if unknown:
        counts.append(
            f"Not listed: {unknown} of schools whose type is unknown, which decides what must be "
            "on their websites."
        )
    left_open = sum(1 for each in asked if each.duty.publish == VARIES)
    if left_open:
        counts.append(
            f"Not listed: {left_open}. Whether these must be on the website is left open by the "
            "catalogue, or by what is recorded of the school."
        )
    return Summary("website-check", "Website check", store.today, COLUMNS, rows, counts + notes)


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
