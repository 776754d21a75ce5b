"""What keys do to the cells in which a letter says where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policies import letters as matrix_entry
from data.policies.approvals import APPROVAL, told_of_cell
from data.policies.standing import board
from data.problems import Clash, Refused, WrongCall
from data.workstreams.letters import set_level
from models.fields.text_fields import TextField
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from models.workstreams.workstream import Workstream
from tui.commands.cells import Cells, Meant, Outcome, go_on, outcome_of
from tui.meetings.sections import AttendanceSection
from tui.policies.sections import (
    LetteredSection,
    PoliciesSection,
    SchoolPoliciesSection,
    holds_policies,
)
from tui.workstreams.sections import CommitmentsSection

if TYPE_CHECKING:
    from data.store.store import Store
    from tui.desk.app import Desk

_MOST_REASONS = 9


async def set_cell(desk: Desk, meaning: str, cells: Cells | None = None) -> None:
    """Set the cell under the cursor, or all that are marked; then go down from a single one.

    `cells` are those that were meant when a question was asked first: the cursor may be on
    another record by the time it is answered.
    """
    section = desk.section
    if not isinstance(section, LetteredSection):
        return
    if isinstance(section, AttendanceSection):
        from tui.meetings.attendance import record

        await record(desk, section, meaning, cells)
        return
    everything = await cells_meant(desk, section) if cells is None else cells
    meant = await cells_that_apply(desk, section, everything, meaning)
    if meant is None:
        return
    chosen = meant.cells
    reason = await _reason(desk, chosen) if meaning == "not applicable" else None
    if meaning == "not applicable" and reason is None:
        return
    word = section.words[meaning].split(" (")[0]

    def save(store: Store) -> Outcome:
        label = f"{word}: {cells_name(store, section, chosen)}"
        _refuse_what_changed(store, section, chosen)
        with store.operation(label) as change:
            for row, column in chosen:
                try:
                    if isinstance(section, CommitmentsSection):
                        set_level(change, row, column, meaning, store.today)
                    else:
                        matrix_entry.set_policy(change, row, column, meaning, store.today, reason)
                except Refused as refused:
                    if len(chosen) == 1:
                        raise
                    name = cells_name(store, section, [(row, column)])
                    why = f"None was set, because of {name}"
                    raise Refused(refused.findings, why) from None
        return outcome_of(change, label, note=meant.note)

    try:
        outcome = await desk.books.run(save)
    except Clash:
        # What somebody else did is to be seen before the key is pressed again.
        desk.books_changed(frozenset())
        raise
    if meaning in ("approved", "checked"):
        desk.last_approval = dict.fromkeys(APPROVAL) | {
            "kind_of_review": meaning, "reviewed": desk.today
        }  # fmt: skip
    go_on(desk, section, outcome)


async def cells_meant(desk: Desk, section: LetteredSection) -> Cells:
    """The cells that a key is meant for now. Raises WrongCall when they are gone."""
    if not isinstance(section, SchoolPoliciesSection):
        return section.cells()
    keys = section.marked()

    def read(store: Store) -> Cells:
        found = [store.get(SchoolPolicy, key) for key in keys]
        return [(str(values["school"]), str(values["policy"])) for values in found if values]

    cells = await desk.books.run(read)
    if not cells:
        raise WrongCall("This was removed meanwhile, so it cannot be set.")
    return cells


async def cells_that_apply(
    desk: Desk, section: LetteredSection, cells: Cells, meaning: str = ""
) -> Meant | None:
    """Leave out what does not apply; where nothing else was meant it is asked first.

    None when the answer is no. That something does not apply, or is missing after all, is what
    one says of such a cell, and needs no question.
    """
    from tui.dialogs.ask import Confirm

    if not holds_policies(section) or not cells:
        return Meant(cells)

    def read(store: Store) -> tuple[Cells, str, list[str]]:
        applying = matrix_entry.applicable_cells(store, cells)
        if applying:
            return applying, "", []
        found = (board(store).get(*cell) for cell in cells)
        why = dict.fromkeys(each.duty.why for each in found if each and each.duty.why)
        if len(cells) == 1:
            why |= dict.fromkeys(told_of_cell(store, *cells[0]))
        return applying, cells_name(store, section, cells), list(why)

    applying, name, why = await desk.books.run(read)
    if applying:
        left_out = len(cells) - len(applying)
        counted = f"{len(applying)} cell{'s' if len(applying) > 1 else ''}"
        return Meant(
            applying, f"{counted}, {left_out} not applicable left out." if left_out else ""
        )
    if meaning not in ("not applicable", "not started"):
        question = Confirm(f"Not applicable: {name}. Record it all the same?", why, "record it")
        if not await desk.push_screen_wait(question):
            desk.say("Nothing was recorded.", "info")
            return None
    return Meant(cells)


def _refuse_what_changed(store: Store, section: LetteredSection, cells: Cells) -> None:
    """Raise Clash when a cell of a matrix is not any more as it was seen there."""
    seen = section.matrix.board if isinstance(section, PoliciesSection) and section.matrix else None
    now = board(store) if seen is not None else None
    if seen is None or now is None or seen is now or seen.today != now.today:
        return
    for school, policy in cells:
        before, after = seen.get(school, policy), now.get(school, policy)
        if before != after:
            words = [each.state.word if each else "nothing" for each in (before, after)]
            name = cells_name(store, section, [(school, policy)])
            raise Clash(
                f"Now {words[1]}, no longer {words[0]}: somebody else changed {name}. "
                "Press it again to set it.",
                {},
            )


def cells_name(store: Store, section: LetteredSection, cells: Cells) -> str:
    """What these cells are called together: the policy and the school, or how many of each."""
    kind = Workstream if isinstance(section, CommitmentsSection) else Policy
    columns = {column for _, column in cells}
    rows = {row for row, _ in cells}
    what = store.name_of(kind, cells[0][1]) if len(columns) == 1 else f"{len(columns)} {kind.kind}"
    if len(rows) == 1:
        return f"{what}, {_school(store, section, cells[0][0])}"
    some = len(cells) < len(columns) * len(rows)
    in_all = f" ({len(cells)} in all)" if some else ""
    return f"{what}, {len(rows)} schools{in_all}"


def _school(store: Store, section: LetteredSection, row: str) -> str:
    if isinstance(section, CommitmentsSection):
        row = str((store.get(Membership, row) or {}).get("school"))
    return store.name_of(School, row)


async def _reason(desk: Desk, cells: Cells) -> str | None:
    """Why something does not apply: a reason that was given before for this policy, or another."""
    from tui.dialogs.choose import Choose
    from tui.forms.questions import FieldsScreen

    policies = {policy for _, policy in cells}
    used = await desk.books.run(lambda store: matrix_entry.reasons_used(store, policies))
    title = "Not applicable: why?"
    if used:
        choices = [
            (reason, str(number), reason, "")
            for number, reason in enumerate(used[:_MOST_REASONS], 1)
        ]
        chosen = await desk.push_screen_wait(
            Choose(title, [*choices, ("", "o", "Another reason", "to be typed")])
        )
        if chosen != "":
            return chosen
    field = TextField(
        "Reason", "Why it does not apply. For example: no biometric data is held.", required=True
    )
    answer = await desk.push_screen_wait(FieldsScreen(title, [("reason", field)], {}, desk.today))
    return answer["reason"] if answer else None
