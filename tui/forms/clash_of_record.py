"""The fields of one record that two people changed at once: whose values a form saves."""

from __future__ import annotations

from collections.abc import Mapping

from data.problems import Clash
from data.store.history import Entry
from models.records.record import Record
from tui.forms.clash import Chosen, Clashing, ClashScreen
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench


async def choose_values(
    bench: Workbench,
    title: str,
    name: str,
    record: type[Record],
    clash: Clash,
    changes: Mapping[str, Entry],
) -> dict[str, Chosen] | None:
    """Whose value of each clashing field of a record is to be saved; None when it was left.

    The `changes` are those that clash with what was typed, by field.
    """
    fields = [
        Clashing(attribute, record.field(attribute).label, *values)
        for attribute, values in clash.fields.items()
    ]
    told = (f"{who_and_when(each)}." for each in changes.values())
    names = list(dict.fromkeys(each.who for each in changes.values()))

    async def another(each: Clashing) -> str | None:
        field, own = record.field(str(each.name)), str(each.name)
        screen = FieldsScreen(
            f"{field.label}: another value", [(own, field)], {own: each.yours}, bench.today
        )
        typed = await bench.ask(screen)
        return None if typed is None else typed[own]

    screen = ClashScreen(
        title,
        list(dict.fromkeys((name, *told))),
        names[0] if len(names) == 1 else "They",
        fields,
        another=another,
    )
    chosen = await bench.ask(screen)
    return None if chosen is None else {str(each): value for each, value in chosen.items()}


def who_and_when(change: Entry | None) -> str:
    """Who changed a field while somebody else had it open, and at what time."""
    if change is None:
        return "Somebody else changed this meanwhile"
    return f"{change.who} changed this meanwhile, at {change.at.astimezone():%H:%M}"
