"""Reasons for which a policy does not apply."""

from __future__ import annotations

from data.policies.letters import reasons_used
from data.policies.matrix import PolicyCells
from data.store.books import Books
from data.tables.matrix import Cells
from models.fields.text_fields import TextField
from tui.dialogs.choose import Choose
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench

_MOST_REASONS = 9


async def ask_for_reason(bench: Workbench, seen: PolicyCells, cells: Cells) -> str | None:
    """Why something does not apply: a reason that was given before for this policy, or another."""
    policies = {policy for _, policy in cells}

    def read(books: Books) -> tuple[list[str], str, list[list[str]]]:
        used = reasons_used(books, policies)
        return used, seen.name_of(books, cells), seen.names_in(books, cells)

    used, name, names = await bench.books.read(read)
    title = f"Not applicable: {name}. Why?"
    if used:
        choices = [
            (reason, str(number), reason, "")
            for number, reason in enumerate(used[:_MOST_REASONS], 1)
        ]
        choices.append(("", "o", "Another reason", "to be typed"))
        chosen = await bench.ask(Choose(title, choices, names))
        if chosen != "":
            return chosen
    field = TextField(
        "Reason", "Why it does not apply. For example: no biometric data is held.", required=True
    )
    screen = FieldsScreen(title, [("reason", field)], {}, bench.today, names=names)
    answer = await bench.ask(screen)
    return answer["reason"] if answer else None
