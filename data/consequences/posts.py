"""What follows from a new post: whoever held it before holds it no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.consequences.consequence import on_adding
from models.dates import show_date
from models.people import HELD_BY_ONE, ROLES, Person, Post
from models.records import Values

if TYPE_CHECKING:
    from data.changes import Change


@on_adding(Post, "A new head or chair of governors ends the time of the one before, and keeps it.")
def successor_ends_the_time_before(change: Change, added: Sequence[Values]) -> None:
    """End the open post of the same role at the same place, on the day before the new one begins.

    A post that has an end already, or that began later, is history typed in and ends nothing.
    """
    for post in added:
        if post["role"] not in HELD_BY_ONE or post["ended"] is not None:
            continue
        began = post["began"] if isinstance(post["began"], date) else change.store.today
        place = {name: post[name] for name in ("school", "organisation", "role")}
        if place["school"] is None and place["organisation"] is None:
            continue
        for other in change.books.find(Post, **place):
            later = isinstance(other["began"], date) and other["began"] >= began
            if other["key"] == post["key"] or other["ended"] is not None or later:
                continue
            last = began - timedelta(days=1)
            change.let_follow(Post, str(other["key"]), {"ended": last})
            name = change.books.name_of(Person, str(other["person"]))
            role = ROLES[str(post["role"])].lower()
            change.warn("role", f"{name} was {role} until {show_date(last)}.")
