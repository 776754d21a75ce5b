"""Looking at another day: the books as they stood or will stand; nothing can be changed then."""

from __future__ import annotations

from datetime import date

from data.store.store import Store
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from tui.desk.showing import Showing
from tui.forms.questions import FieldsScreen


async def look_at_a_day(desk: Showing) -> None:
    """Ask for a day and show how everything stood on it; today brings the desk back."""
    now = _day_of_the_desk(desk)
    field = DateField(
        "Day", "Everything is shown as of this day, and nothing can be changed meanwhile.",
        required=True,
    )  # fmt: skip
    # Whoever looks at another day wants back with two keys.
    shown = {"day": field.show(now)} if desk.away else {}
    title = f"Look at another day; it is {show_date(now)} today"
    answer = await desk.ask(FieldsScreen(title, [("day", field)], shown, now))
    if answer is None:
        return
    day = field.read(answer["day"], now)
    assert isinstance(day, date)
    await _show_day(desk, day, away=day != now)
    if desk.away:
        back = desk.keys.word("day")
        desk.say(
            f"Everything is shown as of {show_date(day)}; nothing can be changed. "
            f"{back}, Enter comes back to today.",
            "warn",
        )
    else:
        desk.say(f"It is today again: {show_date(now)}.", "info")


def _day_of_the_desk(desk: Showing) -> date:
    """The day on which the desk is used, whichever day is looked at."""
    if desk.away:
        return desk.options.today if desk.options.today_is_given else date.today()
    return desk.today


async def _show_day(desk: Showing, day: date, *, away: bool) -> None:
    look_only = away or desk.options.read_only

    def change(store: Store) -> None:
        store.today, store.read_only = day, look_only

    await desk.books.write(change)
    desk.today, desk.away = day, away
    for section in desk.sections:
        section.grid.clear_marks()
    desk.changed(frozenset())
