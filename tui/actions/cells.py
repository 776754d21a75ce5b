"""What keys do to the cells in which a letter says where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data import matrix_entry
from data.approvals import APPROVAL, LastApproval, in_words, told_of_cell
from data.document_parts import Forms, forms_of
from data.policies.recording import copy_of, recorded_under
from data.policy_standing import board
from data.problems import Clash, Refused, WrongCall
from models.alliances import Alliance, Membership, Workstream
from models.fields import TextField
from models.policies import Policy, SchoolPolicy
from models.records import Values
from models.schools import School
from tui.actions.records import edit, show_history
from tui.matrix_sections import (
    AttendanceSection,
    CommitmentsSection,
    LetteredSection,
    PoliciesSection,
    SchoolPoliciesSection,
    holds_policies,
)

if TYPE_CHECKING:
    from data.changes import Change
    from data.store import Store
    from tui.desk import Desk


Cells = list[tuple[str, str]]
"""Pairs of a school (or membership) and a policy (or workstream)."""

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
        from tui.actions.attendance import record

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
                        matrix_entry.set_level(change, row, column, meaning, store.today)
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
        typed = {"kind_of_review": meaning, "reviewed": desk.today}
        schools = frozenset(school for school, _ in chosen)
        desk.last_approval = LastApproval(dict.fromkeys(APPROVAL) | typed, schools)
    go_on(desk, section, outcome)


class Outcome(NamedTuple):
    """What was done to cells in words, what the rules warn of, and whether anything changed.

    `note` is what is said before: of which cells it was not done.
    """

    label: str
    warnings: str
    changed: bool
    note: str = ""


def outcome_of(
    change: Change, label: str, already: str = "It is so already", note: str = ""
) -> Outcome:
    """What an operation did, when it has come to its end."""
    changed = bool(change.kinds)
    return Outcome(label if changed else f"{already}: {label}", change.warned_of, changed, note)


def go_on(desk: Desk, section: LetteredSection, outcome: Outcome) -> None:
    """Show what was done, say it, and go on to the next cell when none is marked."""
    desk.books_changed(frozenset({section.cell_record.kind}))
    if not section.grid.marks:
        section.grid.next_down()
    undo = f"{desk.keys.word('undo')} takes it back." if outcome.changed else ""
    said = f"{outcome.note} {outcome.label}. {outcome.warnings or undo}".strip()
    desk.say(said, "warn" if outcome.warnings else "good")


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


class Meant(NamedTuple):
    """The cells for which something is recorded, and what is said of those that are left out."""

    cells: Cells
    note: str = ""


async def cells_that_apply(
    desk: Desk, section: LetteredSection, cells: Cells, meaning: str = ""
) -> Meant | None:
    """Leave out what does not apply; where nothing else was meant it is asked first.

    None when the answer is no. That something does not apply, or is missing after all, is what
    one says of such a cell, and needs no question.
    """
    from tui.screens import Confirm

    if not holds_policies(section) or not cells:
        return Meant(cells)

    def read(store: Store) -> tuple[Cells, str, list[str], Meant]:
        applying = matrix_entry.that_apply(store, cells)
        meant = Meant(*recorded_under(store, applying or cells, meaning))
        if applying:
            return applying, "", [], meant
        found = (board(store).get(*cell) for cell in cells)
        why = dict.fromkeys(each.duty.why for each in found if each and each.duty.why)
        if len(cells) == 1:
            why |= dict.fromkeys(told_of_cell(store, *cells[0]))
        return applying, cells_name(store, section, cells), list(why), meant

    applying, name, why, meant = await desk.books.run(read)
    if applying:
        left_out = len(cells) - len(applying)
        counted = f"{len(applying)} cell{'s' if len(applying) > 1 else ''}"
        said = f"{counted}, {left_out} not applicable left out." if left_out else ""
        return meant._replace(note=f"{said} {meant.note}".strip())
    if meaning not in ("not applicable", "not started"):
        question = Confirm(f"Not applicable: {name}. Record it all the same?", why, "record it")
        if not await desk.push_screen_wait(question):
            desk.say("Nothing was recorded.", "info")
            return None
    return meant


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
    from tui.screens import Choose, FieldsScreen

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


# The choices of a cell


async def choose_for_cell(desk: Desk, section: LetteredSection) -> None:
    """Offer all that can be done with the cell, or with all that are marked."""
    from tui.actions import approvals, reviews
    from tui.screens import Choose

    if section.grid.cursor_key is None:
        if isinstance(section, CommitmentsSection) and section.alliance_name:
            await _choose_alliance(desk, section)
        return
    if isinstance(section, AttendanceSection):
        from tui.actions.attendance import choose

        await choose(desk, section)
        return
    cells = await cells_meant(desk, section)
    one = cells[0] if len(cells) == 1 else None

    def read(store: Store) -> tuple[str, str | None, Forms | None]:
        name = cells_name(store, section, cells)
        if one is None or isinstance(section, CommitmentsSection):
            return name, _cell_key(section), None
        copy = copy_of(store, *one)
        return name, str(copy["key"]) if copy else None, forms_of(store, *one)

    name, key, forms = await desk.books.run(read)
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    if holds_policies(section):
        last = desk.last_approval
        same = in_words(last.for_all(cells)) if last else "as you recorded last"
        choices = [
            ("approve", "a", "An approval", "its day, by whom, minute, evidence"),
            ("repeat", ".", "The same approval again", same),
            *(
                [
                    (
                        "repeat whole",
                        ",",
                        "The same with its minute and evidence",
                        in_words(last.values),
                    )
                ]
                if last and last.for_all(cells) != last.values
                else []
            ),
            *choices,
            ("publish", "o", "Published on another day", "and its address on the website"),
            ("next", "d", "Next review on another day", "with the reason"),
            ("stands", "s", "Stands in another document", "and is approved with that"),
        ]
    if forms is not None:
        titles = ", ".join(forms.parts.values())
        choices.append(
            ("forms", "t", "In one document again", forms.title)
            if forms.in_parts
            else ("forms", "t", "In its parts", titles)
        )
    if one is not None and holds_policies(section):
        choices.append(("reviews", "r", "Its approvals", "to correct or withdraw one"))
    if key is not None or (one is not None and holds_policies(section)):
        choices.append(("edit", "e", f"The whole {section.cell_record.singular}", "its form"))
    if key is not None:
        choices.append(("history", "h", "History", "who changed it, when, and what"))
    if isinstance(section, CommitmentsSection) and section.alliance_name:
        choices.append(("alliance", "o", "Another alliance", f"not {section.alliance_name}"))
    chosen = await desk.push_screen_wait(Choose(name, choices))
    if chosen is None:
        return
    if chosen in section.words:
        await set_cell(desk, chosen, cells)
    elif chosen == "approve":
        await approvals.approve(desk, cells)
    elif chosen in ("repeat", "repeat whole"):
        await approvals.repeat(desk, cells, whole=chosen == "repeat whole")
    elif chosen == "publish":
        await approvals.publish(desk, cells)
    elif chosen == "next":
        await approvals.set_next_review(desk, cells)
    elif chosen == "stands":
        await approvals.stand_in_another(desk, cells)
    elif chosen == "forms" and one is not None and forms is not None:
        await approvals.change_form(desk, one[0], forms)
    elif chosen == "reviews" and one is not None:
        await reviews.show_reviews(desk, *one)
    elif chosen == "history":
        await show_history(desk)
    elif chosen == "alliance" and isinstance(section, CommitmentsSection):
        await _choose_alliance(desk, section)
    elif chosen == "edit":
        given: Values | None = None
        if one is not None and key is None:
            given = {"school": one[0], "policy": one[1]}
        await edit(desk, section.cell_record, key, given)


async def _choose_alliance(desk: Desk, section: CommitmentsSection) -> None:
    """Show who does what in another alliance."""
    from tui.screens import Choose

    names = await desk.books.run(lambda store: store.names(Alliance))
    others = [
        (key, "", name, "")
        for key, name in sorted(names.items(), key=lambda each: each[1].casefold())
        if name != section.alliance_name
    ]
    chosen = await desk.push_screen_wait(Choose("Which alliance?", others))
    if chosen is not None:
        section.alliance = chosen
        section.grid.clear_marks()
        await section.load()
        desk.refresh_bars()


def _cell_key(section: LetteredSection) -> str | None:
    """The record behind the cursor's cell, where there is one."""
    key = section.grid.cursor_key
    if key is None or section.grid.marked_count > 1:
        return None
    return key if isinstance(section, SchoolPoliciesSection) else section.cell_key(key)
