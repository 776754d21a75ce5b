"""Reasons for which a policy does not apply."""

from __future__ import annotations

from data.policies.letters import reasons_used
from data.tables.matrix import Cells
from models.fields.text_fields import TextField
from tui.dialogs.choose import Choose
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench

_MOST_REASONS = 9


async def ask_for_reason(bench: Workbench, cells: Cells) -> str | None:
    """Why something does not apply: a reason that was given before for this policy, or another."""
    policies = {policy for _, policy in cells}
    used = await bench.books.read(lambda books: reasons_used(books, policies))
    title = "Not applicable: why?"
    if used:
        choices = [
            (reason, str(number), reason, "")
            for number, reason in enumerate(used[:_MOST_REASONS], 1)
        ]
        choices.append(("", "o", "Another reason", "to be typed"))
        chosen = await bench.ask(Choose(title, choices))
        if chosen != "":
            return chosen
    field = TextField(
        "Reason", "Why it does not apply. For example: no biometric data is held.", required=True
    )
    answer = await bench.ask(FieldsScreen(title, [("reason", field)], {}, bench.today))
    return answer["reason"] if answer else None
