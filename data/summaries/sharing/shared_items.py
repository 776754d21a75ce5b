"""Whose data were shared, with whom and what for, under which protocol; the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.alliances.names import subject_of
from data.memberships.circulation import schools_that_signed
from data.store.books import Books
from data.tables.circulation import names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.fields.values import Value
from models.schools.school import School
from models.sharing.permission import IDENTIFIABLE, protocol_on
from models.sharing.pupil_items import sounds_of_pupils
from models.sharing.shared_item import SharedItem

if TYPE_CHECKING:
    from models.records.record import Values

COLUMNS = (
    Column("shared", "Shared", "date", 10),
    Column("item", "Item", "text", 22),
    Column("school", "School", "text", 20, "Empty when no school can be told."),
    Column("purpose", "Purpose", "text", 21),
    Column("shared-with", "Shared with", "text", 22),
    Column("class", "Class", "text", 20),
    Column("protocol", "Protocol", "text", 14, "The version that held on that day."),
    Column("alliance", "Alliance", "text", 22),
)
CLASSES = {IDENTIFIABLE: "School-identifiable", "aggregate": "Aggregate"}


def make(books: Books, limits: Limits) -> Content:
    """One row for each shared item; aggregate data are left out when it is about one school."""
    items = shown = _items(books, limits)
    notes: list[str] = []
    if limits.for_circulation and items:
        shown = _that_may_circulate(books, limits, items)
        notes = [_left_out([each for each in items if each not in shown])]
    rows = _rows(books, shown)
    counted = [sum(1 for row in rows if row.cells[5] == word) for word in CLASSES.values()]
    if rows:
        notes.append(f"{counted[0]} school-identifiable, {counted[1]} aggregate.")
    elif not items:
        notes.append("Nothing was shared.")
    if not limits.for_circulation:
        notes += _of_pupils(sum(1 for each in items if sounds_of_pupils(each)))
    paper = Paper(
        "Whose data were shared, and what for",
        "Data shared",
        subject_of(books, limits.alliance, limits.school),
        "the steering group",
        answer=_answer(len(rows), *counted),
        parts=[Listing("The newest first", COLUMNS, [Group("", rows)], _SHOWN)],
        definitions=["Protocol: the version that held on the day; it says what may be shared."],
        left_out=[note for note in notes if note.startswith("For circulation")],
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, notes, paper)


def _items(books: Books, limits: Limits) -> list[Values]:
    """What was shared up to today, by one alliance or of one school where that is asked for."""
    wanted = {"alliance": limits.alliance} if limits.alliance else {}
    if limits.school:
        wanted["school"] = limits.school
    return [
        each
        for each in books.find(SharedItem, **wanted)
        if isinstance(each["shared"], date) and each["shared"] <= books.today
    ]


def _that_may_circulate(books: Books, limits: Limits, items: Sequence[Values]) -> list[Values]:
    """Those of the items that their alliance's circulated papers may name."""
    secret = {
        alliance: _Secret(books, limits._replace(alliance=alliance))
        for alliance in {str(each["alliance"]) for each in items}
    }
    return [each for each in items if secret[str(each["alliance"])].allows(each)]


def _rows(books: Books, items: Sequence[Values]) -> list[Row]:
    """A row for each item with the protocol of its alliance on its day, the newest first."""
    protocols = books.find(AgreedText, what="protocol")
    rows = []
    for each in items:
        day = each["shared"]
        assert isinstance(day, date)
        of_alliance = [text for text in protocols if text["alliance"] == each["alliance"]]
        protocol = protocol_on(of_alliance, day)
        cells: tuple[Value, ...] = (
            day,
            each["item"],
            books.name_of(School, str(each["school"])) if each["school"] else None,
            each["purpose"],
            each["shared_with"],
            CLASSES.get(str(each["data_class"]), each["data_class"]),
            protocol["version"] if protocol else "None agreed",
            books.name_of(Alliance, str(each["alliance"])),
        )
        rows.append(Row(str(each["key"]), cells))
    rows.sort(key=lambda row: str(row.cells[1]).casefold())
    rows.sort(key=lambda row: str(row.cells[0]), reverse=True)
    return rows


def _answer(count: int, with_name: int, together: int) -> list[str]:
    if not count:
        return ["Nothing was shared."]
    return [
        f"{count_of(count, 'item')} of data {'was' if count == 1 else 'were'} shared:",
        f"{with_name} with a school’s name, {together} of several together.",
    ]


_SHOWN = (
    Shown("shared", under=("protocol",), heading="Shared, protocol"),
    Shown("item", under=("purpose",), heading="What, and what for"),
    Shown("school", empty="several together"),
    Shown("shared-with", under=("alliance",)),
    Shown("class"),
)


class _Secret:
    """What no circulated paper of an alliance names: schools whose signature does not stand.

    Nor does it hold what sounds like data of pupils.
    """

    def __init__(self, books: Books, limits: Limits) -> None:
        assert limits.alliance
        self.signed = schools_that_signed(books, limits.alliance)
        self.names = names_kept_back(books, limits)

    def allows(self, item: Values) -> bool:
        """Whether an item names no such school, in its field or in its words, and no pupil."""
        if sounds_of_pupils(item):
            return False
        words = (item["item"], item["purpose"], item["shared_with"])
        of_one = item["school"] is None or item["school"] in self.signed
        return of_one and not names_any(words, self.names)


def _left_out(items: Sequence[Values]) -> str:
    if not items:
        return "For circulation: every school shown has signed the Statement of Commitment."
    schools = len({each["school"] for each in items if each["school"]})
    of = f" of {count_of(schools, 'school')}" if schools else ""
    are = "is" if len(items) == 1 else "are"
    return (
        f"For circulation: {count_of(len(items), 'item')}{of} {are} left out: of whoever has not "
        "signed or has left, or of pupils."
    )


def _of_pupils(count: int) -> list[str]:
    if not count:
        return []
    sound = count_of(count, "item sounds", "items sound")
    return [f"{sound} like data of pupils, which are never shared: look at it, and put it right."]
