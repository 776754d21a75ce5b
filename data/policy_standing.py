"""Where every school's policies stand on the store's day, reckoned in one pass."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.alliances import STAGES_THAT_ENDED
from models.due import NOT_APPLICABLE, NOT_RECORDED, Reckoning, next_due
from models.schools import ACADEMY_TYPES
from models.states import State

if TYPE_CHECKING:
    from data.store import Store

MOST_WITHOUT_ALLIANCE = 500
"""So many schools are watched where there is no alliance that says which matter."""

_QUERY = """
    SELECT held.key, held.school_id, held.policy_id, held.stage, held.next_review, held.published,
        policy.renewal, policy.publish_maintained, policy.publish_academies, school.type,
        latest.approved, latest.checked
    FROM school_policy AS held
    JOIN policy ON policy.key = held.policy_id
    JOIN school ON school.key = held.school_id
    LEFT JOIN (
        SELECT school_policy_id,
            max(CASE WHEN kind_of_review = 'approved' THEN reviewed END) AS approved,
            max(CASE WHEN kind_of_review = 'checked' THEN reviewed END) AS checked
        FROM review GROUP BY school_policy_id
    ) AS latest ON latest.school_policy_id = held.key
"""


class Standing(NamedTuple):
    """One school's policy on the store's day: its state, when it is due, when it was approved."""

    key: str
    school: str
    policy: str
    state: State
    due: date | None
    approved: date | None
    checked: date | None


def standings(store: Store) -> list[Standing]:
    """Every policy that a school holds, with where it stands."""
    reckoning = Reckoning(store.today)
    found = []
    for row in store.database.rows(_QUERY):
        (
            key,
            school,
            policy,
            stage,
            by_hand,
            published,
            renewal,
            *duties,
            kind,
            approved,
            checked,
        ) = row
        approved, checked, by_hand, published = map(_day, (approved, checked, by_hand, published))
        state = reckoning.state(
            stage,
            renewal,
            approved,
            set_by_hand=by_hand,
            checked=checked,
            must_publish=duty_of(kind, duties[0], duties[1]) == "must",
            published=published,
        )
        due = next_due(renewal, approved, by_hand) if stage != "not applicable" else None
        found.append(Standing(key, school, policy, state, due, approved, checked))
    return found


def watched_schools(store: Store) -> frozenset[str]:
    """The schools whose policies are watched.

    Those in an open membership, and those that were never in any alliance but hold a policy; when
    there is no membership at all, every open school, so that one school alone can use the desk.
    """
    memberships = store.database.rows("SELECT school_id, stage FROM membership")
    ever = {school for school, _ in memberships}
    now = {school for school, stage in memberships if stage not in STAGES_THAT_ENDED}
    if not ever:
        sql = "SELECT key FROM school WHERE status IS NULL OR status IN ('1', '3') LIMIT ?"
        now = {row[0] for row in store.database.rows(sql, MOST_WITHOUT_ALLIANCE)}
    holders = {row[0] for row in store.database.rows("SELECT school_id FROM school_policy")}
    return frozenset(now | (holders - ever))


def duty_of(type_code: str | None, maintained: str | None, academies: str | None) -> str:
    """The duty that a school of this type has: must, should, no or varies."""
    return (academies if type_code in ACADEMY_TYPES else maintained) or "varies"


def state_without_record(duty: str) -> State:
    """Where a policy stands that a school has no record of."""
    return NOT_APPLICABLE if duty == "no" else NOT_RECORDED


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
