"""The policy compliance matrix: schools × policies, with what must be and what should be apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.policy_standing import Standing, board
from data.policy_tables import sources_in_words
from data.summaries import Limits
from data.tables import Column, Row, Summary
from data.watched_policies import OPEN, level_of, policies_by_key, titles_of
from models.alliances import Alliance
from models.codes import LOCAL_AUTHORITIES, PHASES
from models.due import IN_ORDER, NOT_COUNTED, NOT_RECORDED, OVERDUE, SETTLING
from models.duties import MUST, SHOULD, UNKNOWN
from models.policies import LISTINGS
from models.schools import School
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """Schools × policies with where each stands, and counts of must and of should."""
    standing = board(store)
    watched = [school for school in standing.schools.values() if school.key in standing.watched]
    shown, notes = shown_schools(store, limits, (school.key for school in watched))
    schools = [school for school in watched if school.key in shown]
    held = {school.key: standing.of_school(school.key) for school in schools}
    asked = {each.policy for found in held.values() for each in found}
    policies = [policy for policy in standing.policies if policy.key in asked]
    titles, kept = titles_of(standing), policies_by_key(store)
    listings = {policy.key: policy.listing for policy in standing.policies}
    columns = [
        Column("school", "School", "text", 32),
        Column("urn", "URN", "code", 7),
        Column("local-authority", "Local authority", "text", 15),
        Column("phase", "Phase", "text", 14),
        Column("must-in-order", "Must: in order", "number", 14),
        Column("must", "Must: of", "number", 8),
        Column("must-overdue", "Must: overdue", "number", 13),
        Column("should-in-order", "Should: in order", "number", 16),
        Column("should", "Should: of", "number", 10),
        Column("should-overdue", "Should: overdue", "number", 15),
        Column("open-in-order", "Left open: in order", "number", 19),
        Column("open", "Left open: of", "number", 13),
        Column("open-overdue", "Left open: overdue", "number", 18),
        *(
            column
            for listing, word in LISTINGS.items()
            for name in [listing.replace(" ", "-")]
            for column in (
                Column(f"{name}-in-order", f"{word}: in order", "number", len(word) + 10),
                Column(name, f"{word}: of", "number", len(word) + 4),
            )
        ),
        Column("settling-in", "Settling in", "number", 11),
        Column("not-recorded", "Not recorded", "number", 12),
        Column("type-unknown", "Type unknown", "number", 12),
    ]
    for policy in policies:
        columns.append(Column(policy.key, titles[policy.key], "state", 18))
    rows = []
    for each in schools:
        school = store.get(School, each.key) or {}
        cells: list[Value] = [
            each.name,
            school.get("urn"),
            LOCAL_AUTHORITIES.get(str(school.get("local_authority")), school["local_authority"]),
            PHASES.get(str(school.get("phase")), school["phase"]),
            *_counts(held[each.key], listings),
        ]
        cells += standing.states(each.key, [policy.key for policy in policies])
        rows.append(Row(each.key, tuple(cells)))
    notes += [
        "In order: current, live, or due and not yet overdue. Must and should are the duty that "
        "the catalogue gives for the school's type, pupils and circumstances. What does not apply, "
        "and what waits for a school to settle in, is not counted among them. Of a school whose "
        "type is unknown, everything is counted apart.",
    ]
    notes += sources_in_words((kept[policy.key] for policy in policies), titles)
    if limits.alliance:
        notes.insert(0, store.name_of(Alliance, limits.alliance))
    return Summary(
        "policy-compliance", "Policy compliance matrix", store.today, columns, rows, notes
    )


def _counts(standings: Sequence[Standing], listings: Mapping[str, str | None]) -> list[int]:
    counts = []
    for level in (MUST, SHOULD, OPEN):
        counted = [
            each.state
            for each in standings
            if level_of(each.duty.level) == level and each.state not in NOT_COUNTED
        ]
        counts += [sum(state in IN_ORDER for state in counted), len(counted)]
        counts.append(counted.count(OVERDUE))
    for listing in LISTINGS:
        counted = [
            each.state
            for each in standings
            if listings[each.policy] == listing and each.state not in NOT_COUNTED
        ]
        counts += [sum(state in IN_ORDER for state in counted), len(counted)]
    states = [each.state for each in standings]
    unknown = sum(each.duty.level == UNKNOWN for each in standings)
    settling = sum(state in SETTLING for state in states)
    return [*counts, settling, states.count(NOT_RECORDED), unknown]
