"""The rules about an alliance's meetings that let in what is unusual, and ask about it."""

from __future__ import annotations

from datetime import date

from models.alliances import Alliance, Workstream
from models.dates import show_date
from models.meetings import ALLIANCE_MEETINGS, CIRCLE, Meeting
from models.records import Values
from models.rules.rule import WARN, Books, Breach, others, referred, rule, standing


@rule(Meeting, WARN, "An alliance meets once it is founded.")
def meeting_after_the_founding(values: Values, books: Books) -> Breach | None:
    """No meeting on a day before its alliance began."""
    alliance, held = referred(Alliance, "alliance", values, books), values.get("held")
    founded = alliance["founded"] if alliance else None
    if alliance is None or not isinstance(founded, date) or not isinstance(held, date):
        return None
    if held >= founded or _stands_already(values, books, "alliance", "held"):
        return None
    return "held", (
        f"{alliance['name']} was founded on {show_date(founded)}, after that day: is the day right?"
    )


@rule(Alliance, WARN, "An alliance is founded before it meets.")
def founded_before_its_first_meeting(values: Values, books: Books) -> Breach | None:
    """A day of founding that was typed in late leaves no meeting before it."""
    founded, before = values.get("founded"), standing(Alliance, values, books)
    if not isinstance(founded, date) or before is None or before["founded"] == founded:
        return None
    held = [
        day
        for each in books.find(Meeting, alliance=values["key"])
        if isinstance(day := each["held"], date) and day < founded
    ]
    if not held:
        return None
    return "founded", f"It met on {show_date(min(held))}, before that day: is the day right?"


@rule(Meeting, WARN, "An alliance holds one meeting of a kind on a day.")
def one_of_a_kind_on_a_day(values: Values, books: Books) -> Breach | None:
    """Circles of two workstreams may meet on one day; the same meeting twice is asked about."""
    names = ("alliance", "kind_of_meeting", "held", "workstream")
    if not values.get("alliance") or not isinstance(values.get("held"), date):
        return None
    if _stands_already(values, books, *names):
        return None
    twins = others(Meeting, values, books, **{name: values.get(name) for name in names})
    if not twins:
        return None
    kind = ALLIANCE_MEETINGS.get(str(values["kind_of_meeting"]), "meeting")
    name = books.name_of(Meeting, str(twins[0]["key"]))
    return "held", f"There is one like it on that day ({kind}): {name}. Is this another one?"


@rule(Meeting, WARN, "A circle is of a workstream.")
def circle_has_a_workstream(values: Values, books: Books) -> Breach | None:
    """It is said whose circle meets, and that workstream is of the same alliance."""
    if values.get("kind_of_meeting") != CIRCLE:
        return None
    workstream = referred(Workstream, "workstream", values, books)
    if workstream is None:
        return "workstream", "Whose circle meets? Name its workstream."
    if values.get("alliance") and workstream["alliance"] != values["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "workstream", f"{workstream['name']} is a workstream of {alliance}: is it meant?"
    return None


def _stands_already(values: Values, books: Books, *names: str) -> bool:
    """Whether these values stood before this change, so that it was said when they came."""
    before = standing(Meeting, values, books)
    return before is not None and all(before[name] == values.get(name) for name in names)
