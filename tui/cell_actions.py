"""What keys do to the cells in which a letter says where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import matrix_entry
from data.problems import Refused, WrongCall
from models.alliances import Membership, Workstream
from models.field import DeskField
from models.fields import TextField
from models.policies import Policy, Review, SchoolPolicy
from models.schools import School
from tui.matrix_sections import (
    CommitmentsSection,
    LetteredSection,
    MatrixSection,
    SchoolPoliciesSection,
)
from tui.record_actions import edit
from tui.views import ViewSection

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk


Cells = list[tuple[str, str]]
"""Pairs of a school (or membership) and a policy (or workstream)."""


async def set_cell(desk: Desk, meaning: str, cells: Cells | None = None) -> None:
    """Set the cell under the cursor, in every marked row when rows are marked; then go down.

    `cells` are those that were meant when a question was asked first: the cursor may be on
    another record by the time it is answered.
    """
    section = desk.section
    if not isinstance(section, LetteredSection):
        return
    if cells is None:
        cells = await _meant(desk, section)
    chosen = cells
    reason = await _reason(desk) if meaning == "not applicable" else None
    if meaning == "not applicable" and reason is None:
        return
    word = section.words[meaning].split(" (")[0]

    def save(store: Store) -> tuple[str, str]:
        label = f"{word}: {_cells_name(store, section, chosen)}"
        with store.operation(label) as change:
            for row, column in chosen:
                if isinstance(section, CommitmentsSection):
                    matrix_entry.set_level(change, row, column, meaning, store.today)
                else:
                    matrix_entry.set_policy(change, row, column, meaning, store.today, reason)
            warnings = " ".join(dict.fromkeys(each.message for each in change.warnings))
            nothing = not change.kinds
        return f"{label}: it is so already" if nothing else label, warnings

    label, warnings = await desk.books.run(save)
    desk.books_changed(frozenset({section.cell_record.kind}))
    if not section.grid.marks:
        section.grid.next_down()
    undo = f"{desk.keys.word('undo')} takes it back."
    desk.say(f"{label}. {warnings or undo}", "warn" if warnings else "good")


async def _meant(desk: Desk, section: LetteredSection) -> Cells:
    """The cells that a key is meant for now. Raises WrongCall when they are gone."""
    if isinstance(section, (MatrixSection, ViewSection)):
        return section.cells()
    keys = section.marked()

    def read(store: Store) -> Cells:
        held = [store.get(SchoolPolicy, key) for key in keys]
        return [(str(values["school"]), str(values["policy"])) for values in held if values]

    cells = await desk.books.run(read)
    if not cells:
        raise WrongCall("This was removed meanwhile, so it cannot be set.")
    return cells


def _cells_name(store: Store, section: LetteredSection, cells: Cells) -> str:
    kind = Workstream if isinstance(section, CommitmentsSection) else Policy
    names = {store.name_of(kind, column) for _, column in cells}
    what = names.pop() if len(names) == 1 else f"{len(names)} {kind.kind}"
    if len(cells) > 1:
        return f"{what}, {len({row for row, _ in cells})} schools"
    school = cells[0][0]
    if isinstance(section, CommitmentsSection):
        school = str((store.get(Membership, school) or {}).get("school"))
    return f"{what}, {store.name_of(School, school)}"


async def _reason(desk: Desk) -> str | None:
    from tui.screens import FieldsScreen

    field = TextField(
        "Reason", "Why it does not apply. For example: no biometric data is held.", required=True
    )
    answer = await desk.push_screen_wait(
        FieldsScreen("Not applicable: why?", [("reason", field)], {}, desk.today)
    )
    return answer["reason"] if answer else None


async def choose_for_cell(desk: Desk, section: LetteredSection) -> None:
    """Offer what the cell can be set to, an approval of another day, and the record itself."""
    from tui.screens import Choose

    key = section.grid.cursor_key
    if key is None:
        return
    cells = await _meant(desk, section)
    name = await desk.books.run(lambda store: _cells_name(store, section, cells))
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    cell = key if isinstance(section, SchoolPoliciesSection) else section.cell_key(key)
    if not isinstance(section, CommitmentsSection):
        choices.append(("review", "a", "An approval of another day", "date, by whom, minute"))
    if cell is not None:
        choices.append(("edit", "e", f"The whole {section.cell_record.singular}", "its form"))
    chosen = await desk.push_screen_wait(Choose(name, choices))
    if chosen == "edit" and cell is not None:
        await edit(desk, section.cell_record, cell)
    elif chosen == "review" and not isinstance(section, CommitmentsSection):
        await record_review(desk, section, cells)
    elif chosen is not None:
        await set_cell(desk, chosen, cells)


async def record_review(desk: Desk, section: LetteredSection, cells: Cells) -> None:
    """Ask for an approval and record it for each of these schools' copies of policies."""
    from data.entry import read_values
    from tui.screens import FieldsScreen

    fields: list[tuple[str, DeskField]] = [
        (name, Review.field(name))
        for name in ("kind_of_review", "reviewed", "approved_by", "minute", "evidence")
    ]
    shown = {"kind_of_review": "Approved", "reviewed": Review.field("reviewed").show(desk.today)}
    title = "An approval" if len(cells) == 1 else f"One approval for {len(cells)} policies"

    def check(texts: dict[str, str]) -> dict[str, str]:
        day = Review.field("reviewed").read(texts["reviewed"], desk.today)
        late = day is not None and str(day) > str(desk.today)
        return {"reviewed": "This day is still to come: a review has taken place."} if late else {}

    answer = await desk.push_screen_wait(FieldsScreen(title, fields, shown, desk.today, check))
    if answer is None:
        return

    def save(store: Store) -> str:
        values, problems = read_values(store, Review, answer)
        if problems:
            raise Refused((), "; ".join(problems.values()))
        label = f"Approval: {_cells_name(store, section, cells)}"
        with store.operation(label) as change:
            keys = [matrix_entry.held(change, school, policy) for school, policy in cells]
            matrix_entry.record_review(change, keys, values)
        return label

    label = await desk.books.run(save)
    desk.books_changed(frozenset({SchoolPolicy.kind}))
    desk.say(f"{label}. {desk.keys.word('undo')} takes it back.", "good")
