"""The policy compliance matrix: schools × policies, with what must be and what should be apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.circulation import left_out, schools_that_signed
from data.matrices import duty_for, members_of, schools_with_policies
from data.policy_standing import standings, state_without_record
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.alliances import Alliance
from models.codes import LOCAL_AUTHORITIES, PHASES
from models.due import IN_ORDER, NOT_APPLICABLE, NOT_RECORDED
from models.policies import CATALOGUES, Policy
from models.records import Values
from models.states import State
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """Schools × policies with where each stands, and counts of must and of should."""
    policies = store.find(Policy)
    policies.sort(
        key=lambda each: (list(CATALOGUES).index(str(each["catalogue"])), each["row"] or 9999)
    )
    schools, notes = _schools(store, limits)
    standing = {(each.school, each.policy): each.state for each in standings(store)}
    columns = [
        Column("school", "School", "text", 32),
        Column("urn", "URN", "code", 7),
        Column("local-authority", "Local authority", "text", 15),
        Column("phase", "Phase", "text", 14),
        Column("must-in-order", "Must: in order", "number", 14),
        Column("must", "Must: of", "number", 8),
        Column("should-in-order", "Should: in order", "number", 16),
        Column("should", "Should: of", "number", 10),
        Column("not-recorded", "Not recorded", "number", 12),
        *(_column(policy, policies) for policy in policies),
    ]
    rows = []
    for school in schools:
        states, counts = _count(school, policies, standing)
        cells: list[Value] = [
            school["name"],
            school["urn"],
            LOCAL_AUTHORITIES.get(str(school["local_authority"]), school["local_authority"]),
            PHASES.get(str(school["phase"]), school["phase"]),
            *counts,
            *states,
        ]
        rows.append(Row(str(school["key"]), tuple(cells)))
    notes += [
        "In order: current, live, or due and not yet overdue. Must and should are the duty that "
        "the catalogue gives for the school's type. What does not apply is not counted; what "
        "nobody has recorded yet is counted apart.",
    ]
    if limits.alliance:
        notes.insert(0, store.name_of(Alliance, limits.alliance))
    return Summary(
        "policy-compliance", "Policy compliance matrix", store.today, columns, rows, notes
    )


def _schools(store: Store, limits: Limits) -> tuple[list[Values], list[str]]:
    schools = schools_with_policies(store)
    if limits.alliance:
        members = members_of(store, limits.alliance)
        schools = [school for school in schools if school["key"] in members]
    if limits.school:
        schools = [school for school in schools if school["key"] == limits.school]
    if not limits.for_circulation:
        return schools, []
    signed = schools_that_signed(store, limits.alliance)
    kept = [school for school in schools if school["key"] in signed]
    notes = left_out(
        (str(school["key"]) for school in kept), (str(school["key"]) for school in schools)
    )
    return kept, notes


def _column(policy: Values, policies: list[Values]) -> Column:
    title = str(policy["title"])
    if sum(1 for other in policies if other["title"] == title) > 1:
        title = f"{title} ({CATALOGUES[str(policy['catalogue'])]})"
    return Column(str(policy["key"]), title, "state", 18)


def _count(
    school: Values, policies: list[Values], standing: dict[tuple[str, str], State]
) -> tuple[list[State], tuple[int, int, int, int, int]]:
    states, must, should, must_met, should_met = [], 0, 0, 0, 0
    for policy in policies:
        duty = duty_for(school, policy)
        state = standing.get((str(school["key"]), str(policy["key"])))
        state = state or state_without_record(duty)
        states.append(state)
        if state in (NOT_APPLICABLE, NOT_RECORDED):
            continue
        if duty == "must":
            must, must_met = must + 1, must_met + (state in IN_ORDER)
        else:
            should, should_met = should + 1, should_met + (state in IN_ORDER)
    not_recorded = states.count(NOT_RECORDED)
    return states, (must_met, must, should_met, should, not_recorded)
