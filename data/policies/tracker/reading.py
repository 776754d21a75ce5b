"""Reading what a tracker says of one school's policy: the approval, and the school's copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from data.imports.assumptions import Assumed, Assumptions
from data.imports.left_out import LeftOut
from data.policies.tracker.cells import (
    ReadDay,
    Standing,
    is_address,
    read_due,
    read_published,
    read_stage,
    read_standing,
)
from data.policies.tracker.columns import label_of
from data.policies.tracker.rows import Entry, Tracker
from models.fields.dates import show_date
from models.fields.field import UnreadableError
from models.fields.values import Value
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy

_DETAILS = ("approved_by", "minute", "evidence")
_TEXTS = ("owner", "reason", "notes")


class UnusableCellError(Exception):
    """A cell without which the row cannot be used; the message says why, `of` in which column."""

    def __init__(self, of: str, message: str) -> None:
        super().__init__(message)
        self.of = of


@dataclass
class Said:
    """What one row says: days, what proves the approval, and what the school's copy is to say.

    `due` is the day of the next review, wherever it stands.
    """

    approved: date | None = None
    checked: date | None = None
    due: date | None = None
    details: dict[str, Value] = field(default_factory=dict)
    copy: dict[str, Value] = field(default_factory=dict)
    online: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that could be recorded."""
        says = self.approved, self.checked, self.due, self.online
        beside = {name for name in self.copy if name not in ("owner", "reason", "notes")}
        return not any(says) and not beside and "owner" not in self.copy

    @property
    def newest(self) -> date | None:
        """The newest day on which it was approved or checked."""
        return max(filter(None, (self.approved, self.checked)), default=None)


class Reading:
    """Reads the entries of one tracker; what cannot be used is counted in `left_out`."""

    def __init__(self, tracker: Tracker, left_out: LeftOut) -> None:
        self._tracker, self._left_out = tracker, left_out
        self._days: dict[tuple[int, bool], ReadDay] = {}
        self._taken: Assumed | None = None
        self.assumptions = Assumptions()

    def read(self, entry: Entry) -> Said:
        """What an entry says. Raises UnusableCellError when the day of its approval is no day."""
        said = Said()
        standing = self._standing(entry, "approved")
        said.approved, said.due = standing.day, standing.due
        if standing.stage:
            said.copy["stage"] = standing.stage
        said.checked = self._standing(entry, "checked").day
        self._read_due(entry, said)
        self._read_website(entry, said)
        self._read_stage(entry, said)
        for name in _DETAILS:
            if value := self._text(Review, name, entry):
                said.details[name] = value
        if standing.by:
            said.details.setdefault("approved_by", standing.by)
        for name in _TEXTS:
            if value := self._text(SchoolPolicy, name, entry):
                said.copy[name] = value
        return said

    def _standing(self, entry: Entry, name: str) -> Standing:
        try:
            text, place = entry.texts.get(name, ""), entry.places.get(name, 0)
            standing = read_standing(text, self._day(place), self._day(place, last=True))
        except UnreadableError as error:
            raise UnusableCellError(name, f"{label_of(name)} {error}") from None
        self._note_assumed(name, text)
        return standing

    def _read_due(self, entry: Entry, said: Said) -> None:
        text = entry.texts.get("next_review")
        if not text:
            return
        try:
            said.due = read_due(text, self._day(entry.places["next_review"], last=True)) or said.due
            self._note_assumed("next_review", text)
        except UnreadableError:
            self._left_out.add("next_review", text, entry.line)

    def _read_website(self, entry: Entry, said: Said) -> None:
        text, address = entry.texts.get("published"), entry.texts.get("published_at")
        if text and is_address(text):
            text, address = None, address or text
        if text:
            try:
                found = read_published(text, self._day(entry.places["published"]))
                self._note_assumed("published", text)
            except UnreadableError:
                self._left_out.add("published", text, entry.line)
            else:
                if isinstance(found, date):
                    said.copy["published"] = found
                elif found:
                    said.online = True
        if address:
            try:
                today = self._tracker.books.today
                said.copy["published_at"] = SchoolPolicy.field("published_at").read(address, today)
            except UnreadableError:
                self._left_out.add("published_at", address, entry.line)

    def _read_stage(self, entry: Entry, said: Said) -> None:
        text = entry.texts.get("stage")
        if not text:
            return
        stage = read_stage(text)
        if stage is None:
            self._left_out.add("stage", text, entry.line)
        elif stage != "not started" and (stage == "not applicable" or said.newest is None):
            # With the day of an approval beside it, the day says more.
            said.copy.setdefault("stage", stage)

    def _text(self, record: type[Review] | type[SchoolPolicy], name: str, entry: Entry) -> Value:
        text = entry.texts.get(name)
        if not text:
            return None
        try:
            return record.field(name).read(text, self._tracker.books.today)
        except UnreadableError as error:
            raise UnusableCellError(name, f"{label_of(name)} {error}") from None

    def _day(self, place: int, *, last: bool = False) -> ReadDay:
        if (place, last) not in self._days:
            read = self._tracker.read_day(place, last=last)

            def read_day(text: str) -> Value:
                found = read(text)
                if isinstance(found, Assumed):
                    self._taken, found = found, found.value
                return found

            self._days[place, last] = read_day
        return self._days[place, last]

    def _note_assumed(self, of: str, text: str) -> None:
        """Note a text of which something was assumed since the last one."""
        if self._taken is not None:
            self.assumptions.add(of, self._taken._replace(text=text))
            self._taken = None


def in_words(said: Said, of: str) -> str:
    """What a row says by one of its columns alone, as people read it."""
    if of == "published" and said.online:
        return "yes, day not known"
    day = {"approved": said.approved, "checked": said.checked, "next_review": said.due}.get(of)
    if day is not None:
        return show_date(day)
    record = Review if of in _DETAILS else SchoolPolicy
    value = said.details.get(of) or said.copy.get("stage" if of == "approved" else of)
    field_of = "stage" if of == "approved" else of
    return record.field(field_of).show(value) if value is not None else ""
