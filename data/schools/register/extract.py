"""What an extract of the national register (GIAS) says about schools.

The extract's columns are found by their names, never by their place: the department adds and drops
columns every year, and people cut files down before they pass them on. Files that went through a
spreadsheet have lost the leading zeros of codes and telephone numbers; those are put back. Values
that cannot be read are left out and counted, because one bad website is no reason to lose a school.
The heads' names in an extract are never read: they are personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from data.imports.cell_faults import why_unusable
from data.imports.cell_reading import (
    UNREADABLE,
    Read,
    Remembered,
    Unreadable,
    UnusableRowError,
    heading_name,
)
from data.imports.date_order import DateOrders
from data.imports.left_out import LeftOut, short_text
from data.imports.row_reader import RowReader
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.field import UnreadableError
from models.fields.text import folded, one_line, plain_number
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School

URN, NAME = "URN", "EstablishmentName"
"""The two columns that make a file an extract; all others may be missing."""

WANTED = f"{URN}, {NAME}, LA (code), EstablishmentNumber"
"""A few headings of an extract, for messages."""

_AUTHORITY_CODE, _NUMBER = "LA (code)", "EstablishmentNumber"
_LAST_CHANGED = "LastChangedDate"

_PLAIN: dict[str, str] = {
    "ukprn": "UKPRN",
    "low_age": "StatutoryLowAge",
    "high_age": "StatutoryHighAge",
    "pupils": "NumberOfPupils",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "telephone": "TelephoneNum",
    "website": "SchoolWebsite",
    "opened": "OpenDate",
    "closed": "CloseDate",
}

_CODED: dict[str, tuple[str, str]] = {
    "local_authority": (_AUTHORITY_CODE, "LA (name)"),
    "type": ("TypeOfEstablishment (code)", "TypeOfEstablishment (name)"),
    "status": ("EstablishmentStatus (code)", "EstablishmentStatus (name)"),
    "phase": ("PhaseOfEducation (code)", "PhaseOfEducation (name)"),
    "gender": ("Gender (code)", "Gender (name)"),
    "religious_character": ("ReligiousCharacter (code)", "ReligiousCharacter (name)"),
    "nursery": ("NurseryProvision (code)", "NurseryProvision (name)"),
    "sixth_form": ("OfficialSixthForm (code)", "OfficialSixthForm (name)"),
    "boarders": ("Boarders (code)", "Boarders (name)"),
}
_BOARDING = "BoardingEstablishment (name)"
_TRUSTS = ("Trusts (name)", "Federations (name)")

_DIGITS = {"local_authority": 3, "type": 2, "religious_character": 2}
"""How many digits a code has, where a spreadsheet may have taken the zeros before it."""

_SAYS_NOTHING: dict[str, frozenset[str]] = {
    "gender": frozenset({"0", "9"}),
    "religious_character": frozenset({"99"}),
    "local_authority": frozenset({"000", "999"}),
    "status": frozenset({"0", "9"}),
    "phase": frozenset({"9"}),
}
"""The register's codes for "not recorded" and, where we have no such choice, "not applicable"."""

_OTHER_SPELLINGS: dict[str, dict[str, str]] = {
    "phase": {"all through": "7"},
    "type": {
        "free school": "35",
        "free school-special": "36",
        "la nursery school": "15",
        "service childrens education": "26",
    },
}
"""Names in older extracts and in performance tables that the code lists spell otherwise."""

_YES_NO: dict[str, dict[str, bool]] = {
    "nursery": {"has nursery classes": True, "no nursery classes": False, "1": True, "2": False},
    "sixth_form": {
        "has a sixth form": True,
        "does not have a sixth form": False,
        "1": True,
        "2": False,
    },
    "boarders": {
        "boarding school": True,
        "has boarders": True,
        "children's home (boarding school)": True,
        "college / fe residential accommodation": True,
        "no boarders": False,
        "does not have boarders": False,
        "1": False,
        "2": True,
        "3": True,
        "4": True,
    },
}
_UNKNOWN_WORDS = frozenset({"", "0", "9", "not applicable", "not recorded", "unknown"})

_SHOWN_COLUMNS = 12


def is_extract(headings: Iterable[str]) -> bool:
    """Whether a file with these headings is an extract of the national register."""
    names = {heading_name(heading) for heading in headings}
    return {heading_name(URN), heading_name(NAME)} <= names


def columns() -> list[str]:
    """The columns of an extract that are read, as the register calls them."""
    coded = [heading for pair in _CODED.values() for heading in pair]
    others = [*coded, _BOARDING, *_PLAIN.values(), *_TRUSTS, _LAST_CHANGED]
    return list(dict.fromkeys([URN, NAME, _NUMBER, *others]))


class SchoolReader(RowReader):
    """Reads the rows of one extract.

    `text` gives a cell's text as it was before an export made it harmless; `today` is for dates
    without a year; `columns_of_csv` is as in TabularFile. After the last row `notes` says what was
    missing, left out and not used, and `newest_change` is the newest day on which the register was
    changed. `places` are those of the columns that are read (from 0), `date_columns` has the labels
    of days, and `of_attribute` the places that speak of a field.
    """

    tells_all = True

    def __init__(
        self,
        headings: Sequence[str],
        today: date,
        text: Callable[[str], str] = str,
        orders: DateOrders | None = None,
        columns_of_csv: int = 0,
    ) -> None:
        self._today, self._text = today, text
        self._orders, self._columns_of_csv = orders or DateOrders(), columns_of_csv
        self.date_columns: dict[int, str] = {}
        self.newest_change: date | None = None
        self._headings = headings
        self._places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            self._places.setdefault(heading_name(heading), place)
        self._left_empty = LeftOut(School)
        self._new_codes: dict[tuple[str, str], None] = {}
        self._name, self._urn = self._place(NAME), self._place(URN)
        self._authority, self._number = self._place(_AUTHORITY_CODE), self._place(_NUMBER)
        self._columns = self._plan_of_columns()
        self._changed = self._place(_LAST_CHANGED)
        self._day_of_change = Remembered(self._plain("opened", _LAST_CHANGED))
        if self._changed >= 0:
            self.date_columns[self._changed] = _LAST_CHANGED
        self.of_attribute: dict[str, list[int]] = {}
        for attribute, place, _ in self._columns:
            self.of_attribute.setdefault(attribute, []).append(place)
        numbers = {self._name, self._urn, self._authority, self._number} - {-1}
        self.places = frozenset(numbers | {place for _, place, _ in self._columns})

    @property
    def plan(self) -> Sequence[tuple[str, int, Remembered]]:
        """How each column is read: the attribute, the column's place, and what its cells mean.

        For one attribute the column that is trusted more stands first: a code before a name.
        """
        return self._columns

    def read(self, cells: Sequence[str], line: int = 0) -> Values:
        """The values of a school in the row on this line; what the row leaves out is not in them.

        Raises UnusableRowError when the row names no school.
        """
        values: dict[str, Any] = {"name": self._read_name(cells), "urn": self._read_urn(cells)}
        bad: dict[str, str] = {}
        for attribute, place, remembered in self._columns:
            cell = cells[place]
            if cell and attribute not in values:
                value = remembered[cell]
                if value is UNREADABLE:
                    bad[attribute] = cell
                elif value is not None:
                    values[attribute] = value
        for attribute in bad.keys() - values:
            self.leave_empty(attribute, self._text(bad[attribute]), line)
        self._read_laestab(cells, values, line)
        if self._changed >= 0 and cells[self._changed]:
            changed = self._day_of_change[cells[self._changed]]
            if isinstance(changed, date) and changed <= self._today:
                self.newest_change = max(changed, self.newest_change or changed)
        return values

    def leave_empty(self, attribute: str, typed: str, line: int = 0) -> None:
        """Count a value that was left out because it means nothing or a rule forbids it."""
        self._left_empty.add(attribute, typed, line)

    def notes(self) -> list[str]:
        """Notes about the file as a whole."""
        days = self._orders.notes(self.date_columns)
        return [*self._notes_on_values(), *days, *self._notes_on_columns()]

    def _place(self, heading: str) -> int:
        return self._places.get(heading_name(heading), -1)

    def _plan_of_columns(self) -> list[tuple[str, int, Remembered]]:
        """The columns in the order of trust: for one attribute, a code before a name."""
        planned: list[tuple[str, int, Remembered]] = []
        for attribute, (code, name) in _CODED.items():
            yes_no = attribute in _YES_NO
            as_code = self._yes_no(attribute) if yes_no else self._code(attribute)
            as_name = self._yes_no(attribute) if yes_no else self._word(attribute)
            planned += self._column(attribute, code, as_code)
            planned += self._column(attribute, name, as_name)
        planned += self._column("boarders", _BOARDING, self._yes_no("boarders"))
        for attribute, heading in _PLAIN.items():
            planned += self._column(attribute, heading, self._plain(attribute, heading))
        for heading in _TRUSTS:
            planned += self._column("trust", heading, self._plain("trust"))
        return planned

    def _column(
        self, attribute: str, heading: str, read: Read
    ) -> list[tuple[str, int, Remembered]]:
        place = self._place(heading)
        return [(attribute, place, Remembered(read))] if place >= 0 else []

    def _read_name(self, cells: Sequence[str]) -> Value:
        typed = self._text(cells[self._name])
        if why := why_unusable(typed, self._columns_of_csv):
            raise UnusableRowError(f"{NAME} “{short_text(typed)}”: {why}")
        try:
            name = School.field("name").read(typed, self._today)
        except UnreadableError as error:
            raise UnusableRowError(f"{NAME} {error}") from None
        if name is None:
            raise UnusableRowError(f"{NAME} is empty: a school needs a name")
        return name

    def _read_urn(self, cells: Sequence[str]) -> Value:
        try:
            urn = School.field("urn").read(self._text(cells[self._urn]), self._today)
        except UnreadableError as error:
            raise UnusableRowError(f"{URN} {error}") from None
        if urn is None:
            raise UnusableRowError(f"{URN} is empty: it must be six digits, such as 137133")
        return urn

    def _read_laestab(self, cells: Sequence[str], values: Values, line: int) -> None:
        code, number = self._authority, self._number
        if code < 0 or number < 0:
            return
        authority = plain_number(cells[code].strip())
        establishment = plain_number(cells[number].strip())
        if not establishment or not authority:
            return
        laestab = authority.zfill(3) + establishment.zfill(4)
        if len(laestab) == 7 and laestab.isascii() and laestab.isdigit():
            # Four noughts stand for a place without a number, such as a children's centre.
            if establishment.strip("0"):
                values["laestab"] = laestab
        else:
            self.leave_empty("laestab", f"{authority} {establishment}", line)

    def _plain(self, attribute: str, heading: str = "") -> Read:
        field, text, today = School.field(attribute), self._text, self._today
        columns, place = self._columns_of_csv, self._place(heading) if heading else -1

        def as_typed(typed: str) -> Value:
            return field.read(typed, today)

        read_value: Callable[[str], Value] = as_typed
        if isinstance(field, DateField) and place >= 0:
            self.date_columns[place] = field.label
            read_value = self._orders.reading(field, place, today)

        def read(cell: str) -> Value | Unreadable:
            typed = text(cell)
            if why_unusable(typed, columns):
                return UNREADABLE
            try:
                return read_value(typed)
            except UnreadableError:
                return UNREADABLE

        return read

    def _code(self, attribute: str) -> Read:
        read_as_typed, known = self._plain(attribute), _meanings(attribute)
        says_nothing = _SAYS_NOTHING.get(attribute, frozenset())

        def read(cell: str) -> Value | Unreadable:
            code = plain_number(one_line(cell)).zfill(_DIGITS.get(attribute, 1))
            if code in says_nothing:
                return None
            value = read_as_typed(code) if code.isascii() and code.isdigit() else UNREADABLE
            if isinstance(value, str) and value not in known:
                self._new_codes[attribute, code] = None
            return value

        return read

    def _word(self, attribute: str) -> Read:
        read_as_typed, known = self._plain(attribute), _meanings(attribute)
        others = _OTHER_SPELLINGS.get(attribute, {})

        def read(cell: str) -> Value | Unreadable:
            word = folded(one_line(cell))
            if word in others:
                return others[word]
            value = read_as_typed(cell)
            if isinstance(value, Unreadable) or value is None:
                return None if word in _UNKNOWN_WORDS else value
            # A beginning is enough for a person who sees what it became, not for a whole file.
            whole = (value, folded(known.get(str(value), "")))
            return value if word in whole else UNREADABLE

        return read

    def _yes_no(self, attribute: str) -> Read:
        words: Mapping[str, bool] = _YES_NO[attribute]

        def read(cell: str) -> Value | Unreadable:
            word = folded(plain_number(one_line(cell)))
            return None if word in _UNKNOWN_WORDS else words.get(word, UNREADABLE)

        return read

    def _notes_on_values(self) -> list[str]:
        notes = self._left_empty.notes()
        for attribute, code in self._new_codes:
            label = School.field(attribute).label
            notes.append(f"{label}: the code {code} is new to this desk and was kept as it is.")
        return notes

    def _notes_on_columns(self) -> list[str]:
        notes = []
        missing = self._missing()
        if missing:
            notes.append(f"Not in the file, so left as they are: {', '.join(missing)}.")
        read = {heading_name(heading) for heading in columns()}
        unused = [heading for heading in self._headings if heading_name(heading) not in read]
        if unused:
            are = "column is" if len(unused) == 1 else "columns are"
            notes.append(f"{len(unused)} {are} not used: {_some(unused)}.")
        return notes

    def _missing(self) -> list[str]:
        """The labels of the fields that no column of the file speaks of."""
        spoken = {attribute for attribute, _, _ in self._columns} | {"name", "urn", "notes"}
        if self._authority >= 0 and self._number >= 0:
            spoken.add("laestab")
        return [field.label for field in School.fields() if field.attribute not in spoken]


def _meanings(attribute: str) -> Mapping[str, str]:
    field = School.field(attribute)
    return field.meanings if isinstance(field, ChoiceField) else {}


def _some(names: Sequence[str]) -> str:
    named = [name or "(no heading)" for name in names[:_SHOWN_COLUMNS]]
    more = len(names) - len(named)
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")
