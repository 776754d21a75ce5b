"""Whose data were shared, with whom and what for, under which protocol; the newest first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.circulation import named_schools
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.agreed_texts import AgreedText, SharedItem
from models.alliances import Alliance
from models.schools import School
from models.sharing import IDENTIFIABLE, protocol_on
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("shared", "Shared", "date", 10),
    Column("item", "Item", "text", 30),
    Column("school", "School", "text", 28, "Empty when no school can be told."),
    Column("purpose", "Purpose", "text", 30),
    Column("shared-with", "Shared with", "text", 22),
    Column("class", "Class", "text", 20),
    Column("protocol", "Protocol", "text", 14, "The version that held on that day."),
    Column("alliance", "Alliance", "text", 22),
)
CLASSES = {IDENTIFIABLE: "School-identifiable", "aggregate": "Aggregate"}


def make(store: Store, limits: Limits) -> Summary:
    """One row for each shared item; aggregate data are left out when it is about one school."""
    wanted = {"alliance": limits.alliance} if limits.alliance else {}
    if limits.school:
        wanted["school"] = limits.school
    items = store.find(SharedItem, **wanted)
    told = [each for each in items if each["school"]]
    # An item may be of several alliances' schools, and a signature stands in one of them.
    kept, left_out = set[str](), set[str]()
    notes: list[str] = []
    for alliance in {str(each["alliance"]) for each in told}:
        of_alliance = {str(each["school"]) for each in told if each["alliance"] == alliance}
        named, notes = named_schools(store, limits._replace(alliance=alliance), of_alliance)
        kept |= {f"{alliance}/{school}" for school in named}
        left_out |= of_alliance - named
    shown = [
        each
        for each in items
        if not each["school"] or f"{each['alliance']}/{each['school']}" in kept
    ]
    if left_out:
        schools = "1 school" if len(left_out) == 1 else f"{len(left_out)} schools"
        gone = len(items) - len(shown)
        count = "1 item" if gone == 1 else f"{gone} items"
        notes = [f"For circulation: {count} of {schools} whose signature does not stand left out."]
    protocols = store.find(AgreedText, what="protocol")
    rows = []
    for each in shown:
        day = each["shared"]
        assert isinstance(day, date)
        of_alliance_texts = [text for text in protocols if text["alliance"] == each["alliance"]]
        protocol = protocol_on(of_alliance_texts, day)
        cells: tuple[Value, ...] = (
            day,
            each["item"],
            store.name_of(School, str(each["school"])) if each["school"] else None,
            each["purpose"],
            each["shared_with"],
            CLASSES.get(str(each["data_class"]), each["data_class"]),
            protocol["version"] if protocol else "None agreed",
            store.name_of(Alliance, str(each["alliance"])),
        )
        rows.append(Row(str(each["key"]), cells))
    rows.sort(key=lambda row: str(row.cells[1]).casefold())
    rows.sort(key=lambda row: str(row.cells[0]), reverse=True)
    counted = [sum(1 for row in rows if row.cells[5] == word) for word in CLASSES.values()]
    if rows:
        notes.append(f"{counted[0]} school-identifiable, {counted[1]} aggregate; none of a pupil.")
    else:
        notes.append("Nothing was shared.")
    return Summary("shared-items", "Whose data were shared", store.today, COLUMNS, rows, notes)
