"""Approvals and checks of schools' policies: recorded, repeated, corrected and withdrawn.

A review is never changed. What was wrong with it is put right by another one that stands instead
of it; what never took place is withdrawn; both stay readable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from data.policies.copies import copy_of, recorded_as
from data.policies.queries import newest_review_added_by
from data.problems import Refused, WrongCall
from data.store.books import Books
from models.fields.values import Value
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS, Review
from models.policies.review_rules import WITHDRAWN, that_stand
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.records.rules import Finding, Severity
from models.schools.school import School

if TYPE_CHECKING:
    from data.store.change import Change

Cells = Sequence[tuple[str, str]]
"""Pairs of a school and a policy."""

APPROVAL = ("reviewed", "approved_by", "minute", "evidence", "kind_of_review")
"""What the approvals of one meeting have in common, what differs most often first."""

_DETAILS = ("approved_by", "minute", "evidence")
_OF_ONE_SCHOOL = ("minute", "evidence")
"""What proves an approval in the papers of one school, and of no other."""
_FEW_REVIEWS = 500
"""So many are looked for by their keys."""
_MOST_TOLD = 3
"""So many refusals are told in full when several schools' policies are refused an approval."""


class LastApproval(NamedTuple):
    """The approval that was typed last, and the schools for which it was."""

    values: Values
    schools: frozenset[str]

    def at(self, school: str) -> Values:
        """What of it is the same at this school: at another one not the minute and the proof."""
        if school in self.schools:
            return self.values
        return self.values | dict.fromkeys(_OF_ONE_SCHOOL)

    def for_all(self, cells: Cells) -> Values:
        """What of it is the same for all of these."""
        elsewhere = [school for school, _ in cells if school not in self.schools]
        return self.at(elsewhere[0]) if elsewhere else self.values


def record_again(change: Change, cells: Cells, last: LastApproval) -> int:
    """Record the last approval for these schools' policies as well; returns how many were.

    Raises Refused as `record_approval` does.
    """
    here = [cell for cell in cells if cell[0] in last.schools]
    elsewhere = [cell for cell in cells if cell[0] not in last.schools]
    return sum(
        record_approval(change, several, last.at(several[0][0]))
        for several in (here, elsewhere)
        if several
    )


def held(change: Change, school: str, policy: str) -> str:
    """The key of a school's copy of a policy; it is made when there is none.

    Where another policy is the same document, and the school holds that, it is the copy of that.
    """
    policy = recorded_as(change.books, school, policy)
    found = change.books.find(SchoolPolicy, school=school, policy=policy)
    if found:
        return str(found[0]["key"])
    return change.add(SchoolPolicy, {"school": school, "policy": policy})


def record_approval(change: Change, cells: Cells, approval: Values) -> int:
    """Record one approval or check for each of these schools' policies, which are then in force.

    The same approval of the same day is recorded once, however often it is typed; one that was
    recorded without details gets them. Returns how many were recorded. Raises Refused, which says
    of which schools, when a rule forbids it for some of them: then none is.
    """
    recorded, findings, names = 0, list[Finding](), list[str]()
    for school, policy in cells:
        try:
            recorded += _record(change, held(change, school, policy), approval)
        except Refused as refused:
            findings += refused.findings
            names.append(f"{change.books.name_of(Policy, policy)}, "
                         f"{change.books.name_of(School, school)}")  # fmt: skip
    if len(cells) > 1 and names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        raise Refused(_told_once(findings), f"None was recorded, because of {names[0]}{more}")
    if findings:
        raise Refused(findings)
    return recorded


def _record(change: Change, key: str, approval: Values) -> bool:
    """Record the approval of one school's policy; false when it is recorded already."""
    day, kind = approval["reviewed"], approval["kind_of_review"]
    corrects: Value = None
    standing = that_stand(change.books.find(Review, school_policy=key))
    for other in standing:
        if (other["reviewed"], other["kind_of_review"]) != (day, kind):
            continue
        if all(approval.get(name) in (None, other[name]) for name in _DETAILS):
            is_newest = not any(str(each["reviewed"]) > str(day) for each in standing)
            return is_newest and _put_in_force(change, key)
        if all(other[name] is None for name in _DETAILS):
            corrects = other["key"]
    change.add(Review, {"corrects": corrects} | approval | {"school_policy": key})
    return True


def _put_in_force(change: Change, key: str) -> bool:
    """Put a school's policy in force again, which was set otherwise since its newest review."""
    values = change.books.get(SchoolPolicy, key)
    if values is None or values["stage"] == "in force":
        return False
    reason = None if values["stage"] == "not applicable" else values["reason"]
    return bool(change.set(SchoolPolicy, key, {"stage": "in force", "reason": reason}))


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The first few findings, each sentence once."""
    return list({each.message: each for each in findings}.values())[:_MOST_TOLD]


# Taking back what was wrong


def correct(change: Change, key: str, right: Mapping[str, Value]) -> str:
    """Add the entry that stands instead of a review; returns its key.

    Raises Refused when nothing is different, or a rule forbids it.
    """
    wrong = _one_that_counts(change, key)
    values = {name: wrong[name] for name in (*APPROVAL, "notes")} | dict(right)
    if all(values[name] == wrong[name] for name in values):
        said = "Nothing is different: change what was wrong, or leave with Esc."
        raise Refused([Finding(Severity.REFUSE, "reviewed", said)])
    return change.add(Review, values | {"school_policy": wrong["school_policy"], "corrects": key})


def withdraw(change: Change, key: str, reason: Value) -> str:
    """Add the entry that says that a review never took place, and why; returns its key.

    Raises Refused when there is no reason.
    """
    wrong = _one_that_counts(change, key)
    return change.add(
        Review,
        {name: wrong[name] for name in ("school_policy", "reviewed")}
        | {"kind_of_review": WITHDRAWN, "corrects": key, "notes": reason},
    )


def _one_that_counts(change: Change, key: str) -> Values:
    values = change.books.get(Review, key)
    if values is None:
        raise WrongCall("This review is gone: somebody took it back meanwhile.")
    instead = entry_instead(change.books, key)
    if instead is not None:
        raise WrongCall(
            f"Another entry stands instead of this one already ({in_words(instead)}): "
            "correct that one."
        )
    return values


# What is known of them


def entry_instead(books: Books, key: str) -> Values | None:
    """The entry that stands instead of a review, or withdraws it; None while it stands."""
    return next(iter(books.find(Review, corrects=key)), None)


def newest_review(books: Books, school: str, policy: str) -> Values | None:
    """The newest approval or check of a school's policy that stands; None when there is none."""
    copy = copy_of(books, school, policy)
    if copy is None:
        return None
    standing = that_stand(books.find(Review, school_policy=copy["key"]))
    return max(standing, key=lambda each: str(each["reviewed"]), default=None)


def told_of_cell(books: Books, school: str, policy: str) -> list[str]:
    """What the record of a school's policy says beside its state: the reason, the newest review."""
    copy = copy_of(books, school, policy)
    told = [str(copy["reason"]).rstrip(".")] if copy and copy["reason"] else []
    answering = recorded_as(books, school, policy)
    if answering != policy:
        told.insert(0, f"recorded as {books.name_of(Policy, answering)}")
    newest = newest_review(books, school, policy)
    return told + (_parts(newest) if newest else [])


def newest_approval_by(books: Books, who: str) -> LastApproval | None:
    """The approval that somebody recorded last and that stands, as far as others may share it."""
    newest = newest_review_added_by(books, who)
    values = books.get(Review, newest) if newest else None
    if values is None:
        return None
    copy = books.get(SchoolPolicy, str(values["school_policy"])) or {}
    return LastApproval(
        {name: values[name] for name in APPROVAL}, frozenset({str(copy.get("school"))})
    )


def in_words(review: Mapping[str, Value]) -> str:
    """A review in words: what, when, by whom, which minute."""
    return ", ".join(_parts(review))


def _parts(review: Mapping[str, Value]) -> list[str]:
    word = REVIEW_KINDS[str(review["kind_of_review"])]
    day = Review.field("reviewed").show(review["reviewed"])
    more = [str(review[name]) for name in ("approved_by", "minute") if review.get(name)]
    return [f"{word} {day}", *more]


def that_were_corrected(books: Books, keys: Collection[str] | None = None) -> dict[str, str]:
    """What became of each review that does not stand any more, by its key; of these, or of all."""
    corrects: Any = Review.corrects
    # A few are found by their index; for many the whole table is read once.
    few = keys is not None and len(keys) <= _FEW_REVIEWS
    of_these = corrects.in_(list(keys or ())) if few else ~corrects.is_null()
    rows = books.rows(Review.select(corrects, Review.kind_of_review).where(of_these))
    return {key: "Withdrawn" if kind == WITHDRAWN else "Corrected" for key, kind in rows}
