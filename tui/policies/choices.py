"""The choices of a cell of the policy matrix."""

from __future__ import annotations

from data.policies.approvals import in_words
from data.policies.copies import copy_of
from data.policies.document_parts import Forms, forms_of
from data.store.books import Books
from data.tables.matrix import Cell, Cells
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from tui.commands.records import edit, open_record, show_history
from tui.dialogs.choose import Choose
from tui.policies import approvals, reviews
from tui.policies.last_approval import last_approval
from tui.policies.sections import OfPoliciesSection
from tui.workbench.workbench import Workbench


async def open_cell(bench: Workbench) -> None:
    """Offer all that can be done with the policy, or with all that are marked; or open the row."""
    section = bench.section
    if not isinstance(section, OfPoliciesSection):
        return
    if bench.look_only or not section.is_on_cells:
        await open_record(bench)
        return
    cells, seen = await section.cells_meant(), section.policies_seen
    if seen is None or not cells:
        return
    one = cells[0] if len(cells) == 1 else None

    def read(books: Books) -> tuple[str, str | None, Forms | None]:
        name = seen.name_of(books, cells)
        if one is None:
            return name, None, None
        copy = copy_of(books, *one)
        return name, str(copy["key"]) if copy else None, forms_of(books, *one)

    name, key, forms = await bench.books.read(read)
    choices = _choices(bench, section, cells, key, forms)
    chosen = await bench.ask(Choose(name, choices))
    if chosen is None:
        return
    if chosen in section.words:
        await section.set_cells(chosen, cells)
    elif chosen == "history":
        await show_history(bench)
    elif one is None or not await _do_with_one(bench, chosen, one, key, forms):
        await _do_with_all(bench, chosen, cells)


async def _do_with_all(bench: Workbench, chosen: str, cells: Cells) -> None:
    """What can be done with one policy and with several."""
    if chosen == "approve":
        await approvals.approve(bench, cells)
    elif chosen in ("repeat", "repeat whole"):
        await approvals.repeat(bench, cells, whole=chosen == "repeat whole")
    elif chosen == "publish":
        await approvals.publish(bench, cells)
    elif chosen == "next":
        await approvals.set_next_review(bench, cells)
    elif chosen == "stands":
        await approvals.stand_in_another(bench, cells)


async def _do_with_one(
    bench: Workbench, chosen: str, cell: Cell, key: str | None, forms: Forms | None
) -> bool:
    """What can be done with one policy alone; says whether that was chosen."""
    school, policy = cell
    if chosen == "forms" and forms is not None:
        await approvals.change_form(bench, school, forms)
    elif chosen == "reviews":
        await reviews.show_reviews(bench, school, policy)
    elif chosen == "edit":
        given: Values | None = {"school": school, "policy": policy} if key is None else None
        await edit(bench, SchoolPolicy, key, given)
    else:
        return False
    return True


def _choices(
    bench: Workbench, section: OfPoliciesSection, cells: Cells, key: str | None, forms: Forms | None
) -> list[tuple[str, str, str, str]]:
    """The choices with their letters: more for one policy than for several."""
    last = last_approval(bench)
    same = in_words(last.for_all(cells)) if last else "as you recorded last"
    whole = []
    if last and last.for_all(cells) != last.values:
        told = in_words(last.values)
        whole = [("repeat whole", ",", "The same with its minute and evidence", told)]
    choices = [
        ("approve", "a", "An approval", "its day, by whom, minute, evidence"),
        ("repeat", ".", "The same approval again", same),
        *whole,
        *((meaning, letter, section.words[meaning], "")
          for letter, meaning in section.letters.items()),
        ("publish", "o", "Published on another day", "and its address on the website"),
        ("next", "d", "Next review on another day", "with the reason"),
        ("stands", "s", "Stands in another document", "and is approved with that"),
    ]  # fmt: skip
    if forms is not None:
        titles = ", ".join(forms.parts.values())
        choices.append(
            ("forms", "t", "In one document again", forms.title)
            if forms.in_parts
            else ("forms", "t", "In its parts", titles)
        )
    if len(cells) == 1:
        choices.append(("reviews", "r", "Its approvals", "to correct or withdraw one"))
        choices.append(("edit", "e", f"The whole {SchoolPolicy.singular}", "its form"))
    if key is not None:
        choices.append(("history", "h", "History", "who changed it, when, and what"))
    return choices
