"""Settling in of all schools of an alliance at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.policies.settling_in import settle_members, settled_in_words
from models.alliances import Alliance
from models.schools import School
from tui.saying import say_done

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk


async def settle_all_members(desk: Desk) -> None:
    """Ask from which day the schools of the alliance have settled in, and set it for all."""
    from tui.screens import ask_until_accepted

    key = desk.section.grid.cursor_key
    if not key:
        return
    field = School.field("settled_in")
    name = await desk.books.run(lambda store: store.name_of(Alliance, key))

    def save(store: Store, typed: dict[str, str]) -> tuple[str, str]:
        read = field.read(typed["settled_in"], store.today)
        day = read if isinstance(read, date) else None
        label = settled_in_words(store, key, day)
        with store.operation(label) as change:
            settle_members(change, key, day)
        return label, change.warned_of

    done = await ask_until_accepted(
        desk,
        f"Settled in: all schools of {name}",
        [("settled_in", field)],
        {"settled_in": field.show(desk.today)},
        save,
    )
    if done is not None:
        say_done(desk, *done, School)
