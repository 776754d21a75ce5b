"""Watching while the desk is open: whether somebody else writes, and whether midnight passes."""

from __future__ import annotations

from datetime import date

from data.store.store import Store
from tui.desk.showing import Showing


async def look_for_changes(desk: Showing) -> None:
    """Show what another program wrote into the store since the last look."""
    if await desk.books.write(lambda store: store.changed_elsewhere()):
        desk.changed(frozenset())
        desk.say_news("Somebody else changed the books; you now see the latest.")


async def look_at_the_clock(desk: Showing) -> None:
    """Go on with the new day once midnight has passed, unless the day was given."""
    given = desk.options.today_is_given or desk.away
    if not given and date.today() != desk.today:
        await change_day(desk, date.today())


async def change_day(desk: Showing, today: date) -> None:
    """Reckon for another day, because midnight has passed while the desk was open."""

    def change(store: Store) -> None:
        store.today = today
        store.back_up_daily()

    desk.today = today
    await desk.books.write(change)
    desk.changed(frozenset())
    desk.refresh_bars()
