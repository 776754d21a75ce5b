"""A letter on what somebody else has set meanwhile: it is shown first, and set by the next key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from data.meetings.letters import set_attendance
from data.policies.letters import set_policy
from data.store.change import Change
from data.store.store import Store
from data.workstreams.letters import set_level
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

SCHOOL, MEMBER, WORK, MEETING, POLICY = (letter * 32 for letter in "abcde")
LONG_AGO = TODAY - timedelta(days=400)


@dataclass(frozen=True)
class Case:
    """How to go to a cell; a letter there, what it sets, and what somebody else sets meanwhile."""

    name: str
    keys: tuple[str, ...]
    letter: str
    mine: str
    theirs: str

    def set_elsewhere(self, path: Path) -> None:
        """Set the cell at another desk."""
        with Store.open(path, today=TODAY) as other, other.operation("Theirs") as change:
            self._set(change)

    def _set(self, change: Change) -> None:
        if self.name == "who does what":
            set_level(change, MEMBER, WORK, "contribute", TODAY)
        elif self.name == "attendance":
            set_attendance(change, MEETING, MEMBER, "absent")
        else:
            set_policy(change, SCHOOL, POLICY, "awaiting approval", TODAY)


CASES = (
    Case("who does what", ("3", "]"), "l", "Lead", "Contribute"),
    Case("attendance", ("2", "]", "]", "]"), "a", "Apologies", "Absent"),
    Case("a matrix of policies", ("4", "]", "]", "]"), "f", "Drafting", "Awaiting"),
    Case("the list of school policies", ("4", *["]"] * 4), "f", "Drafting", "Awaiting"),
    Case("an answer about policies", ("v", "m"), "f", "Drafting", "Awaiting"),
)


@filled_once
def books(path: Path) -> None:
    """One member of an alliance, with a workstream, a meeting and a missing policy."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        change.add(School, {"name": "Ash", "type": "01", "settled_in": LONG_AGO}, SCHOOL)
        alliance = change.add(Alliance, {"name": "Northern"})
        signed = {"stage": "member", "statement_signed": LONG_AGO, "signatory": "A. Head"}
        change.add(Membership, {"alliance": alliance, "school": SCHOOL} | signed, MEMBER)
        change.add(Workstream, {"name": "Training", "alliance": alliance}, WORK)
        held = {"kind_of_meeting": "steering group", "held": TODAY - timedelta(days=3)}
        change.add(Meeting, held | {"alliance": alliance}, MEETING)
        change.add(Policy, {"title": "Pay", "duty_maintained": "must"}, POLICY)
        change.add(SchoolPolicy, {"school": SCHOOL, "policy": POLICY})


async def history(user: User) -> list[str]:
    return [entry.label for entry in await user.ask(lambda store: store.history())]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_letter_does_not_overwrite_what_somebody_else_set_meanwhile(
    case: Case, books: Path
) -> None:
    async with at_the_desk(path=books, size=(160, 24), looks_by_itself=False) as user:
        await user.press(*case.keys)
        case.set_elsewhere(books)
        await user.press(case.letter)
        assert user.said.startswith(f"Now {case.theirs}")
        assert "somebody else changed" in user.said
        assert (await history(user))[0] == "Theirs"
        if case.name == "an answer about policies":
            return
        await user.press(case.letter)
        assert user.said.startswith(case.mine)
        assert (await history(user))[0].startswith(case.mine)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_letter_sets_what_stands_as_it_was_seen(case: Case, books: Path) -> None:
    async with at_the_desk(path=books, size=(160, 24)) as user:
        await user.press(*case.keys, case.letter)
        assert user.said.startswith(case.mine), user.text
