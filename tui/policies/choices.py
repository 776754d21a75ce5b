"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policies.approvals import in_words
from data.policies.document_parts import Forms, forms_of
from models.alliances.alliance import Alliance
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from tui.commands.records import edit, show_history
from tui.meetings.sections import AttendanceSection
from tui.policies.cells import cells_meant, cells_name, set_cell
from tui.policies.sections import LetteredSection, SchoolPoliciesSection, holds_policies
from tui.workstreams.sections import CommitmentsSection

if TYPE_CHECKING:
    from data.store.store import Store
    from tui.desk.app import Desk


# The choices of a cell


async def choose_for_cell(desk: Desk, section: LetteredSection) -> None:
    """Offer all that can be done with the cell, or with all that are marked."""
    from tui.dialogs.choose import Choose
    from tui.policies import approvals, reviews

    if section.grid.cursor_key is None:
        if isinstance(section, CommitmentsSection) and section.alliance_name:
            await _choose_alliance(desk, section)
        return
    if isinstance(section, AttendanceSection):
        from tui.meetings.attendance import choose

        await choose(desk, section)
        return
    cells = await cells_meant(desk, section)
    one = cells[0] if len(cells) == 1 else None

    def read(store: Store) -> tuple[str, str | None, Forms | None]:
        name = cells_name(store, section, cells)
        if one is None or isinstance(section, CommitmentsSection):
            return name, _cell_key(section), None
        copies = store.find(SchoolPolicy, school=one[0], policy=one[1])
        return name, str(copies[0]["key"]) if copies else None, forms_of(store, *one)

    name, key, forms = await desk.books.run(read)
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    if holds_policies(section):
        same = in_words(desk.last_approval) if desk.last_approval else "as you recorded last"
        choices = [
            ("approve", "a", "An approval", "its day, by whom, minute, evidence"),
            ("repeat", ".", "The same approval again", same),
            *choices,
            ("publish", "o", "Published on another day", "and its address on the website"),
            ("next", "d", "Next review on another day", "with the reason"),
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
    elif chosen == "repeat":
        await approvals.repeat(desk, cells)
    elif chosen == "publish":
        await approvals.publish(desk, cells)
    elif chosen == "next":
        await approvals.set_next_review(desk, cells)
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
    from tui.dialogs.choose import Choose

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
