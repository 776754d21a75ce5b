"""What the rows about one school's policy change in the books: one step of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.imports.assumptions import may_be
from data.imports.plans import RejectedRow
from data.policies.standing import board
from data.policies.tracker.ahead import BooksAhead
from data.policies.tracker.cells import shown
from data.policies.tracker.names import Policies
from data.policies.tracker.plans import Step, TrackerPlan, counted
from data.policies.tracker.reading import Said
from data.policies.tracker.rows import Entry
from data.store.books import Books
from data.store.history import last_set_on
from models.calendar.calendars import calendar_for
from models.fields.text import one_line
from models.policies.consequences import TYPED_IN_LATE
from models.policies.due_dates import NOT_APPLICABLE, cycle_of
from models.policies.review import REVIEW_KINDS, Review
from models.policies.review_rules import WITHDRAWN, days_of, that_stand
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values, new_key
from models.records.rules import Severity, findings
from models.schools.school import School

_REVIEWS = (("approved", "approved"), ("checked", "checked"))
"""The content of a row, and the kind of review that it records."""

_NOT_APPLICABLE = "not applicable"

Rows = Sequence[tuple[Entry, Said]]


class Steps:
    """Makes the steps of one plan; `warnings` are what the rules say of them, by the lines."""

    def __init__(self, books: Books, policies: Policies, plan: TrackerPlan) -> None:
        self._books, self._policies, self._plan = books, policies, plan
        self._ahead = BooksAhead(books, plan.policies)
        self._board = board(books)
        self._calendars = self._board.calendars
        self._copies = {
            (str(each["school"]), str(each["policy"])): each for each in books.find(SchoolPolicy)
        }
        self._reviews: dict[str, list[Values]] = {}
        for each in books.find(Review):
            self._reviews.setdefault(str(each["school_policy"]), []).append(each)
        self._file = one_line(plan.path.name)
        self.warnings: list[tuple[int, str]] = []
        self._warned: list[tuple[int, str]] = []
        self._older: list[int] = []
        self._by_hand: list[int] = []
        self._met: list[int] = []
        self._online: list[int] = []
        self._not_live: list[int] = []
        self._withdrawn: list[int] = []
        self._staying: list[int] = []

    def settle(self, school: str, policy: str, rows: Rows) -> None:
        """Put the step that these rows about one school's policy make into the plan."""
        stood = self._copies.get((school, policy))
        copy = stored = stood or SchoolPolicy.starting_values() | {
            "key": new_key(), "school": school, "policy": policy,
        }  # fmt: skip
        reviews = self._reviews.get(str(copy["key"]), [])
        step = Step(school, policy, stood, frozenset(str(each["key"]) for each in reviews))
        self._ahead.look_at(stored, reviews)
        self._warned = []
        used: list[tuple[Entry, Said]] = []
        for entry, said in sorted(rows, key=_by_day):
            if reason := self._doubled(said, used) or self._take(step, copy, entry, said):
                self._reject(entry, reason)
            else:
                used.append((entry, said))
        if not used:
            return
        entry, said = used[-1]
        if reason := self._take_fields(step, copy, entry, said):
            self._reject(entry, reason)
            step.fields = {}
        told = self._told(step, copy)
        if told:
            name = self._ahead.name_of(SchoolPolicy, str(copy["key"]))
            step.told = f"{name}: {'; '.join(told)}"
            self._plan.steps.append(step)
            self.warnings += self._warned
        else:
            self._plan.unchanged += len(used)

    def notes(self) -> list[str]:
        """Notes about the dates in the file."""
        return [
            *counted(
                self._older,
                "approval is older than what stands, and comes in as history",
                "approvals are older than what stands, and come in as history",
            ),
            *counted(
                self._by_hand,
                "next review is not the day that the cycle gives, and is set by hand",
                "next reviews are not the days that the cycle gives, and are set by hand",
            ),
            *counted(
                self._met,
                "next review is not after the last approval, and is left out",
                "next reviews are not after the last approval, and are left out",
            ),
            *counted(
                self._withdrawn,
                "approval was withdrawn in the books, and stays withdrawn",
                "approvals were withdrawn in the books, and stay withdrawn",
            ),
            *counted(
                self._staying,
                "approval leaves the stage as it is, which was set long after it",
                "approvals leave the stage as it is, which was set long after them",
            ),
            *counted(
                self._not_live,
                "row has a check of what is no live document, and the check is left out",
                "rows have a check of what is no live document, and the checks are left out",
            ),
            *counted(
                self._online,
                "policy is on the website without a day, so that today is taken for it",
                "policies are on the website without a day, so that today is taken for it",
            ),
        ]

    @staticmethod
    def _doubled(said: Said, used: Rows) -> str:
        """Whether another row speaks of the same day; empty when none does."""
        for entry, other in used:
            if other == said:
                return f"it says the same as line {entry.line}"
            if said.newest == other.newest or other.newest is None:
                return f"line {entry.line} is about the same policy of the same school"
        return ""

    def _take(self, step: Step, copy: Values, entry: Entry, said: Said) -> str:
        """Plan the reviews that a row says; gives why the rules refuse them."""
        standing = that_stand(self._reviews.get(str(copy["key"]), []))
        newest = max(days_of(standing), default=None)
        withdrawn = {each["reviewed"] for each in self._reviews.get(str(copy["key"]), [])
                     if each["kind_of_review"] == WITHDRAWN}  # fmt: skip
        planned: list[Values] = []
        for name, kind in _REVIEWS:
            day = getattr(said, name)
            if day is None:
                continue
            if kind == "checked" and self._policy_of(copy)["renewal"] != "live":
                self._not_live.append(entry.line)
                continue
            there = [each for each in standing if may_be(day, each["reviewed"])]
            if there:
                there.sort(key=lambda each: each["kind_of_review"] != kind)
                right = _differing(said, there[0])
                if right and there[0]["kind_of_review"] == kind:
                    step.corrections.append((str(there[0]["key"]), right))
                continue
            if day in withdrawn:
                self._withdrawn.append(entry.line)
                continue
            details = said.details if day == said.newest else {}
            approval = {"kind_of_review": kind, "reviewed": day, "approved_by": None,
                        "minute": None, "evidence": None} | details  # fmt: skip
            whole = Review.starting_values() | approval
            whole |= {"school_policy": copy["key"], "key": new_key()}
            if refusal := self._asked(Review, whole, entry):
                return refusal
            planned.append(approval)
            self._ahead.put(whole)
            if newest is not None and day < newest:
                self._older.append(entry.line)
        step.approvals += planned
        return ""

    def _take_fields(self, step: Step, copy: Values, entry: Entry, said: Said) -> str:
        """Plan what the school's copy is to say; gives why the rules refuse it."""
        days = days_of(self._ahead.find(Review, school_policy=copy["key"]))
        is_newest = said.newest is None or said.newest == max(days, default=None)
        fresh = any(each["reviewed"] == max(days) for each in step.approvals)
        after = copy | (self._moved(copy, max(days), entry) if fresh else {})
        wanted: Values = {name: said.copy[name] for name in ("owner", "published", "published_at")
                  if name in said.copy}  # fmt: skip
        if copy["owner"] is None and wanted.get("owner") == self._policy_of(copy)["owner"]:
            # Our own lists name the owner of the policy where the school has none.
            wanted.pop("owner", None)
        if not is_newest:
            # A file that knows an older approval only fills what is empty.
            wanted = {name: value for name, value in wanted.items() if copy[name] is None}
        elif said.online and copy["published"] is None and "published" not in wanted:
            wanted["published"] = self._books.today
            self._online.append(entry.line)
        if "notes" in said.copy and copy["notes"] is None:
            wanted["notes"] = said.copy["notes"]
        if is_newest:
            wanted |= self._stage(said, after)
            if said.due and (after | wanted)["stage"] != _NOT_APPLICABLE:
                wanted |= self._next_review(copy, after, said, days, entry)
        whole = after | wanted
        if wanted and (refusal := self._asked(SchoolPolicy, whole, entry)):
            return refusal
        step.fields = {name: value for name, value in wanted.items() if value != after[name]}
        return ""

    def _moved(self, copy: Values, newest: date, entry: Entry) -> Values:
        """The changes to the school's copy that follow from a new approval."""
        moved: Values = {}
        stage = copy["stage"]
        if stage in ("in force", "not started") or not self._set_later(copy, "stage", newest):
            moved["stage"] = "in force"
        else:
            self._staying.append(entry.line)
        by_hand = copy["next_review"]
        if isinstance(by_hand, date) and (
            newest >= by_hand or not self._set_later(copy, "next_review", newest)
        ):
            moved |= {"next_review": None, "reason": None}
        if stage == _NOT_APPLICABLE and "stage" in moved:
            moved["reason"] = None
        return moved

    def _set_later(self, copy: Values, attribute: str, newest: date) -> bool:
        """Whether it was set so long after a review that the review does not move it."""
        set_on = last_set_on(self._books, SchoolPolicy, str(copy["key"]), attribute)
        return set_on is not None and newest < min(set_on, self._books.today) - TYPED_IN_LATE

    def _stage(self, said: Said, after: Values) -> Values:
        """The stage that a row says, where it is another one, and the reason for it."""
        stage, reason = said.copy.get("stage"), said.copy.get("reason")
        if stage is None:
            return {}
        if stage != _NOT_APPLICABLE:
            left = after["stage"] == _NOT_APPLICABLE and {"reason": None}
            return {"stage": stage} | (left or {})
        if after["stage"] == _NOT_APPLICABLE:
            return {"reason": reason} if reason else {}
        standing = self._board.get(str(after["school"]), str(after["policy"]))
        if standing is not None and not standing.key and standing.state is NOT_APPLICABLE:
            # Nobody asks it of such a school, so there is nothing to record.
            return {}
        reason = reason or f"Not applicable in {self._file}"
        return {"stage": stage, "reason": reason, "next_review": None}

    def _next_review(
        self, copy: Values, after: Values, said: Said, days: list[date], entry: Entry
    ) -> Values:
        """The next review that a row says: empty where it is the day that the cycle gives."""
        due = said.due
        if due is None or (days and due <= max(days)):
            self._met.append(entry.line)
            return {}
        if may_be(due, after["next_review"]):
            return {}
        if may_be(due, self._cycle_gives(copy)):
            return {} if after["next_review"] is None else {"next_review": None, "reason": None}
        self._by_hand.append(entry.line)
        reason = said.copy.get("reason") or f"As {self._file} has it"
        return {"next_review": due, "reason": reason}

    def _cycle_gives(self, copy: Values) -> date | None:
        """The day by which the policy is due, as the cycle reckons it from the approvals."""
        of_copy = self._ahead.find(Review, school_policy=copy["key"])
        approvals = days_of(each for each in that_stand(of_copy)
                            if each["kind_of_review"] == "approved")  # fmt: skip
        school = self._ahead.get(School, str(copy["school"])) or {}
        calendar = calendar_for(self._calendars, school.get("local_authority"))  # type: ignore[arg-type]
        return cycle_of(self._policy_of(copy)).due_after(sorted(approvals), calendar)

    def _policy_of(self, copy: Values) -> Values:
        return self._policies.by_key[str(copy["policy"])]

    def _asked(self, record: type[Review] | type[SchoolPolicy], whole: Values, entry: Entry) -> str:
        """Why the rules refuse a record; what they only warn of is kept."""
        found = list(findings(record, whole, self._ahead, uniqueness=False))
        refusals = [each.message for each in found if each.severity is Severity.REFUSE]
        if refusals:
            return " ".join(refusals).rstrip(".")
        if record is SchoolPolicy:
            self._warned = [(entry.line, each.message) for each in found]
        return ""

    def _told(self, step: Step, copy: Values) -> list[str]:
        """The changes of a step in words: the field, its old value and its new one."""
        told = []
        reviews = {str(each["key"]): each for each in self._reviews.get(str(copy["key"]), ())}
        for approval in step.approvals:
            kind = approval["kind_of_review"]
            before = [each["reviewed"] for each in that_stand(reviews.values())
                      if each["kind_of_review"] == kind]  # fmt: skip
            was = max((day for day in before if isinstance(day, date)), default=None)
            word, day = REVIEW_KINDS[str(kind)], approval["reviewed"]
            if was is not None and isinstance(day, date) and day < was:
                told.append(f"{word} {shown(day)} as well, before {shown(was)}")
            else:
                told.append(f"{word} {shown(was)} → {shown(day)}")
        changes = [(Review, reviews[key], right) for key, right in step.corrections]
        for record, now, new in (*changes, (SchoolPolicy, copy, step.fields)):
            for name, value in new.items():
                if name == "reason" and len(new) > 1:
                    continue
                old, becomes = (
                    one_line(self._books.show(record, name, each)) or "empty"
                    for each in (now[name], value)
                )
                told.append(f"{record.field(name).label} {old} → {becomes}")
        return told

    def _reject(self, entry: Entry, reason: str) -> None:
        self._plan.unfit.append(
            RejectedRow(entry.line, reason.rstrip("."), entry.headings, entry.cells)
        )


def _by_day(row: tuple[Entry, Said]) -> tuple[date, int]:
    entry, said = row
    return said.newest or date.min, entry.line


def _differing(said: Said, review: Values) -> Values:
    """The details that a row gives otherwise than the review that stands."""
    return {
        name: value
        for name, value in said.details.items()
        if value is not None and value != review[name]
    }
