"""A letter sets cells: one operation, compared with what the person saw, whatever the matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from data.meetings.matrix import attendance_matrix
from data.policies.matrix import PolicyCells, policies_matrix
from data.policies.standing import board
from data.problems import Agreed, Clash, Refused
from data.store.store import Store
from data.tables.cells import set_cells
from data.tables.matrix import LetteredCells
from data.workstreams.matrix import commitments_matrix
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

SCHOOL, OTHER, MEMBER, SECOND, WORK, MEETING, POLICY = (letter * 32 for letter in "abcdef0")
LONG_AGO = TODAY - timedelta(days=400)


@dataclass(frozen=True)
class Case:
    """A matrix as it is read, two of its cells, and two letters that set them differently."""

    name: str
    read: Callable[[Store], LetteredCells]
    cells: tuple[tuple[str, str], tuple[str, str]]
    mine: str
    theirs: str
    words: tuple[str, str]

    def word(self, store: Store, cell: tuple[str, str]) -> str:
        """What stands in a cell now."""
        matrix = self.read(store)
        return matrix.word_of(matrix.content_now(store, cell))


CASES = (
    Case(
        "who does what", commitments_matrix, ((MEMBER, WORK), (SECOND, WORK)),
        "lead", "contribute", ("Lead", "Contribute"),
    ),
    Case(
        "attendance", attendance_matrix, ((MEMBER, MEETING), (SECOND, MEETING)),
        "apologies", "absent", ("Apologies", "Absent"),
    ),
    Case(
        "policies", lambda store: policies_matrix(store, "own"),
        ((SCHOOL, POLICY), (OTHER, POLICY)), "drafting", "awaiting approval",
        ("Drafting", "Awaiting approval"),
    ),
    Case(
        "a list of school policies", lambda store: PolicyCells(board=board(store)),
        ((SCHOOL, POLICY), (OTHER, POLICY)), "drafting", "awaiting approval",
        ("Drafting", "Awaiting approval"),
    ),
)  # fmt: skip
each_matrix = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def desks(open_store: Callable[..., Store], path: Path) -> tuple[Store, Store]:
    """Two desks on two members of an alliance with a workstream, a meeting and a policy."""
    here = open_store()
    with here.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        signed = {"stage": "member", "statement_signed": LONG_AGO, "signatory": "A. Head"}
        for key, member, name in ((SCHOOL, MEMBER, "Ash"), (OTHER, SECOND, "Oak")):
            change.add(School, {"name": name, "type": "01", "settled_in": LONG_AGO}, key)
            change.add(Membership, {"alliance": alliance, "school": key} | signed, member)
        change.add(Workstream, {"name": "Training", "alliance": alliance}, WORK)
        steering = {"kind_of_meeting": "steering group", "held": TODAY - timedelta(days=3)}
        change.add(Meeting, steering | {"alliance": alliance}, MEETING)
        change.add(Policy, {"title": "Pay", "duty_maintained": "must"}, POLICY)
    return here, open_store(path, create=False)


@each_matrix
def test_cells_are_set_in_one_operation_named_after_them(
    case: Case, desks: tuple[Store, Store]
) -> None:
    here, _ = desks
    matrix = case.read(here)
    done = set_cells(here, matrix, case.cells, case.mine)
    assert [case.word(here, cell) for cell in case.cells] == [case.words[0]] * 2
    assert here.history(limit=1)[0].label == done.label
    assert done.label == f"{case.words[0]}: {matrix.name_of(here, case.cells)}"
    assert done.label.endswith("2 schools")
    assert matrix.cell_record.kind in done.kinds
    here.undo()
    assert [case.word(here, cell) for cell in case.cells] != [case.words[0]] * 2


@each_matrix
def test_a_cell_that_somebody_else_set_meanwhile_is_not_overwritten(
    case: Case, desks: tuple[Store, Store]
) -> None:
    here, there = desks
    seen = case.read(here)
    before = seen.word_of(seen.content_seen(case.cells[0]))
    set_cells(there, case.read(there), case.cells[:1], case.theirs)
    with pytest.raises(Clash, match=f"Now {case.words[1]}, no longer {before}: somebody else"):
        set_cells(here, seen, case.cells[::-1], case.mine)
    assert case.word(here, case.cells[0]) == case.words[1]
    assert case.word(here, case.cells[1]) == before, "the other cell was set all the same"
    set_cells(here, seen, case.cells[1:], case.mine)
    set_cells(here, case.read(here), case.cells[:1], case.mine)
    assert [case.word(here, cell) for cell in case.cells] == [case.words[0]] * 2


@each_matrix
def test_of_several_cells_that_changed_it_is_agreed_which_are_left_and_which_are_set(
    case: Case, desks: tuple[Store, Store]
) -> None:
    here, there = desks
    seen, agreed = case.read(here), Agreed()
    set_cells(there, case.read(there), case.cells, case.theirs)
    with pytest.raises(Clash, match="and 1 more") as caught:
        set_cells(here, seen, case.cells, case.mine, agreed=agreed)
    left, ours = caught.value.rows
    assert (left.values[1:], caught.value.agreed) == (case.words[::-1], agreed)
    agreed.left.add(left.key)
    agreed.known[ours.key] = ours.now
    set_cells(here, seen, case.cells, case.mine, agreed=agreed)
    assert [case.word(here, cell) for cell in case.cells] == [*case.words[::-1]]


@each_matrix
def test_what_one_set_oneself_is_no_clash(case: Case, desks: tuple[Store, Store]) -> None:
    here, _ = desks
    set_cells(here, case.read(here), case.cells, case.theirs)
    set_cells(here, case.read(here), case.cells, case.mine)
    assert [case.word(here, cell) for cell in case.cells] == [case.words[0]] * 2


@each_matrix
def test_the_same_again_changes_nothing_and_leaves_no_history(
    case: Case, desks: tuple[Store, Store]
) -> None:
    here, _ = desks
    set_cells(here, case.read(here), case.cells, case.mine)
    entries = len(here.history())
    done = set_cells(here, case.read(here), case.cells, case.mine)
    assert (done.changed, len(here.history())) == (False, entries)


def test_when_one_of_several_is_refused_none_is_set_and_it_is_named(
    desks: tuple[Store, Store],
) -> None:
    here, _ = desks
    with here.operation("Enquiry") as change:
        school = change.add(School, {"name": "Elm"})
        alliance = str(here.find(Alliance)[0]["key"])
        asking = change.add(Membership, {"alliance": alliance, "school": school})
    with pytest.raises(Refused, match=r"^None was set, because of Training, Elm"):
        set_cells(here, commitments_matrix(here), [(MEMBER, WORK), (asking, WORK)], "lead")
    assert commitments_matrix(here).cells == {}


def test_a_reason_and_the_name_of_a_deputy_are_recorded_with_the_letter(
    desks: tuple[Store, Store],
) -> None:
    here, _ = desks
    cells = PolicyCells(board=board(here))
    set_cells(here, cells, [(SCHOOL, POLICY)], "not applicable", reason="No staff")
    (left_out,) = cells.select_applicable(here, [(SCHOOL, POLICY), (OTHER, POLICY)]).cells
    assert left_out == (OTHER, POLICY)
    attendance = attendance_matrix(here)
    done = set_cells(here, attendance, [(MEMBER, MEETING)], "named deputy", deputy="Dan Deputy")
    assert done.label.startswith("Deputy Dan Deputy: Steering group")
    assert attendance_matrix(here).details[MEMBER, MEETING] == ("Dan Deputy",)
