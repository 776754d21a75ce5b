"""Consequences of a review: the school's policy is in force, and a day set by hand is met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.fields.dates import show_date
from models.fields.values import Value
from models.policies.review import Review
from models.policies.review_rules import WITHDRAWN, days_of, reviews_of, that_stand
from models.policies.school_policy import STAGES_OF_POLICY, SchoolPolicy
from models.records.consequences import Change, after_adding
from models.records.record import Values

TYPED_IN_LATE = timedelta(weeks=4)
"""So long after a meeting its minutes may be typed in. What was set by hand later than that was set
in the knowledge of the review, so the review does not move it."""


@after_adding(
    Review,
    "The newest approval or check puts a school's policy in force and empties a next review that "
    "was set by hand; a withdrawal takes both back.",
)
def reviews_move_their_policies(change: Change, added: Sequence[Values]) -> None:
    """Bring the schools' policies of these reviews up to date.

    A review that is not the newest is history and moves nothing, nor does one that corrects
    another: the one that it corrects has moved the policy already. A stage or a day that was set
    long after the newest review took place stays, so that whoever types in old minutes, or carries
    books over, does not lose what was noted since.

    A withdrawn review takes along what followed from it, as far as that still stands. Where no
    review is left and nobody knows what was before, the stage becomes "awaiting approval": there is
    a document, for somebody took it for approved, and what it lacks is the approval.
    """
    of_policies: dict[str, list[Values]] = {}
    for review in added:
        of_policies.setdefault(str(review["school_policy"]), []).append(review)
    if len(of_policies) > 1:
        change.books.get_many(SchoolPolicy, list(of_policies))
    for key, reviews in of_policies.items():
        for review in reviews:
            if review["kind_of_review"] == WITHDRAWN:
                _withdraw(change, key, str(review["corrects"]))
        _renew(change, key, reviews)


def _renew(change: Change, key: str, added: Sequence[Values]) -> None:
    """Bring a school's policy up to date with the newest review, if that was just added."""
    held = change.books.get(SchoolPolicy, key)
    standing = that_stand(reviews_of(change.books, key))
    newest = max(days_of(standing), default=None)
    keys = {each["key"] for each in added if each["reviewed"] == newest}
    now = [each for each in standing if each["key"] in keys]
    if held is None or newest is None or not now:
        return
    fresh = any(not _is_correction(change, each) for each in now)
    new: Values = {}
    if fresh:
        new |= _in_force(change, held, newest)
    if isinstance(held["next_review"], date):
        new |= _day_met(change, held, newest, fresh)
    if (held | new)["stage"] == "not applicable":
        new.pop("reason", None)
    change.set_as_result(SchoolPolicy, key, new)


def _in_force(change: Change, held: Values, newest: date) -> Values:
    """The fields of a school's policy that change when a review puts it in force."""
    key, stage = str(held["key"]), str(held["stage"])
    if stage in ("in force", "not started"):
        return {"stage": "in force"}
    word = STAGES_OF_POLICY[stage]
    if newest < _set_on(change, key, "stage") - TYPED_IN_LATE:
        change.warn(
            "reviewed",
            f"{_name(change, key)} stays {word}, which was set long after this review; set the "
            "stage to In force if that is over.",
        )
        return {}
    if stage != "not applicable":
        return {"stage": "in force"}
    change.warn("reviewed", f"{_name(change, key)} was {word} ({held['reason']}): now in force.")
    return {"stage": "in force", "reason": None}


def _day_met(change: Change, held: Values, newest: date, fresh: bool) -> Values:
    """The change to a next review set by hand, when a review meets it or does not."""
    key, by_hand = str(held["key"]), held["next_review"]
    assert isinstance(by_hand, date)
    said = f"{_name(change, key)}: the next review set by hand, {show_date(by_hand)}"
    said += f" ({held['reason']}),"
    late = newest < _set_on(change, key, "next_review") - TYPED_IN_LATE
    if newest >= by_hand or (fresh and not late):
        change.warn(
            "reviewed", f"{said} has been met and was emptied; the cycle gives the day again."
        )
        return {"next_review": None, "reason": None}
    if fresh:
        change.warn(
            "reviewed",
            f"{said} stays, because it was set long after this review; empty it if it was met.",
        )
    return {"reason": held["reason"]}


def _is_correction(change: Change, review: Values) -> bool:
    """Whether a review stands instead of another, and not of one that was withdrawn."""
    corrected = change.books.get(Review, str(review["corrects"])) if review["corrects"] else None
    return corrected is not None and corrected["kind_of_review"] != WITHDRAWN


def _set_on(change: Change, key: str, attribute: str) -> date:
    """The day on which a value of a school's policy was last set, no later than today."""
    set_on = change.last_set_on(SchoolPolicy, key, attribute)
    return min(set_on, change.today) if set_on else date.min + TYPED_IN_LATE


def _withdraw(change: Change, key: str, withdrawn: str) -> None:
    """Take back what followed from a review that never took place, unless a newer one stands."""
    held = change.books.get(SchoolPolicy, key)
    review = change.books.get(Review, withdrawn)
    days = days_of(reviews_of(change.books, key))
    day = review["reviewed"] if review else None
    if held is None or review is None or not isinstance(day, date) or any(d >= day for d in days):
        return
    new: Values = {}
    for name, (before, after) in _followed_from(change, key, review).items():
        if held[name] == after:
            new[name] = before
    if not days and (held | new)["stage"] == "in force":
        new["stage"] = "awaiting approval"
    if "stage" in new:
        stage = STAGES_OF_POLICY[str(new["stage"])]
        change.warn("kind_of_review", f"{_name(change, key)} goes back to the stage {stage}.")
    by_hand = new.get("next_review")
    if isinstance(by_hand, date):
        change.warn(
            "kind_of_review",
            f"{_name(change, key)}: the next review set by hand, {show_date(by_hand)} "
            f"({new.get('reason')}), counts again.",
        )
    change.set_as_result(SchoolPolicy, key, new)


def _followed_from(change: Change, key: str, review: Values) -> dict[str, tuple[Value, Value]]:
    """The changes to a school's policy by the operation that added a review: before and after.

    A review that only corrected another changed nothing: then what followed from that one counts.
    """
    found: dict[str, tuple[Value, Value]] = {}
    followed: Values | None = review
    while followed is not None and not found:
        changes = change.changes_beside_adding(Review, str(followed["key"]), SchoolPolicy, key)
        for was, became in changes:
            for name in ("stage", "next_review", "reason"):
                if name in became:
                    first = found[name][0] if name in found else was[name]
                    found[name] = first, became[name]
        corrected = followed["corrects"]
        followed = change.books.get(Review, str(corrected)) if corrected else None
    return found


def _name(change: Change, key: str) -> str:
    return change.books.name_of(SchoolPolicy, key)
