"""Giving places to bookings on the waiting list."""

from __future__ import annotations

from data.events.bookings import book_waiting
from tui.commands.outcome import say_done
from tui.workbench.workbench import Workbench


async def book_it(bench: Workbench) -> None:
    """Book the places of the booking under the cursor, or of all that are marked."""
    keys = bench.section.marked()
    done = await bench.books.write(lambda store: book_waiting(store, keys))
    say_done(bench, done)
