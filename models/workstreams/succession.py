"""Which changes of a commitment begin another period, and which correct the one that stands."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.records.books import Books
from models.records.record import Values
from models.records.rules import Breach
from models.records.succession import EnteredToday, Succession, succeeded_by_changes
from models.workstreams.commitment import LEVELS, Commitment

_OF_THE_PAIR = ("membership", "workstream")
_OF_A_CHANGE = ("reason", "asked_by", "asked_on", "review")
"""Fields about one change of level, left empty for the next."""


@succeeded_by_changes(Commitment)
def another_level_begins_a_period(
    now: Values, changed: Values, books: Books, entered_today: EnteredToday
) -> Succession | Breach | None:
    """End the period on the day from which the other level holds: that of Began, or today.

    What was entered today, or has not begun, is corrected.
    """
    if "level" not in changed:
        return None
    began, given, ended = now["began"], changed.get("began"), now["ended"]
    if isinstance(ended, date) and ended <= books.today:
        return None if entered_today() else _it_has_ended(now, ended)
    day = given if isinstance(given, date) else books.today
    if isinstance(began, date) and day <= began:
        if day == began or began >= books.today or entered_today():
            return None
        return _another_came_first(now, changed, day, began)
    if given is None and entered_today():
        return None
    begins: Values = {name: now[name] for name in _OF_THE_PAIR} | {"began": day}
    begins |= dict.fromkeys(_OF_A_CHANGE) | {"ended": ended}
    return Succession({"ended": day}, begins | changed | {"began": day})


def _it_has_ended(now: Values, ended: date) -> Breach:
    level = LEVELS[str(now["level"])].word
    return "level", (
        f"{level} ended on {show_date(ended)}, and what was stays as it was. If it never was, let "
        "it end on the day on which it began, and add the right one with its days."
    )


def _another_came_first(now: Values, changed: Values, day: date, began: date) -> Breach:
    word = LEVELS[str(changed["level"])].word
    return "began", (
        f"From which day? {word} on {show_date(day)} would begin before "
        f"{LEVELS[str(now['level'])].word}, which began on {show_date(began)}: enter a later day, "
        "for example today, or add what was before with the day on which it ended."
    )
