"""The records of the sample: The Northern Alliance, Northumberland's policies, invented partners.

The alliance, its hub, the policies and the service agreements are real, and come from the
catalogues. The fifteen partner schools, the people and everything that any school did are invented,
and marked "(sample)". All dates follow from today, so that whatever a state or a list can show, it
shows on every day.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from data.catalogues.files import (
    CatalogueError,
    Document,
    RecordReader,
    key_of,
    read_document,
    read_texts,
)
from data.sample.alliances import add_attendance, add_paths
from models.calendar.bank_holidays import bank_holiday
from models.calendar.half_term_dates import HalfTermDates
from models.calendar.school_calendar import SchoolCalendar
from models.events.event import Event
from models.fields.dates import add_months, school_year
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.values import Value
from models.meetings.meeting import ANNUAL, Meeting
from models.policies.due_dates import Cycle, cycle_of
from models.policies.policy import CYCLE_YEARS, Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.programmes.placement import Placement
from models.records.record import Record, Values
from models.schools.school import ACADEMY_TYPES, School
from models.subjects import SUBJECTS

FILE = Path(__file__).with_name("sample.toml")
SAMPLE = "sample"
CATALOGUES = ("northumberland", "northern-alliance", "teaching-schools-2018")
HALF_TERMS = ("this half-term", "next half-term")
"""The words in the sample's file for the last day of this half-term, and of the next."""
TIMES = ("next time", "last time")
"""Its words for the day that a policy's cycle names, from today on, or before today."""
THIS_YEARS_MEETING = timedelta(weeks=6)
"""How long ago this school year's annual meeting was, if the year had begun by then."""
YEAR_OF_FILES = 2026
"""The school year that the files call this one, where they name school years."""
WHO_KEEPS_HALF_TERMS = "353"
"""The authority whose half-terms of the year are in the books, as they usually fall: Oldham."""


def sample_records(today: date) -> list[tuple[type[Record], str, Values]]:
    """All records of the sample, each after those that it refers to, with every field.

    The keys are the same on every day; the dates follow from `today`. Raises CatalogueError.
    """
    reader = RecordReader(today)
    for catalogue in CATALOGUES:
        reader.add_catalogue(catalogue)
    document = read_document(FILE)
    reader.add_document(document, SAMPLE, "stands", "grid", "attended")
    for subject in SUBJECTS:
        if (of_subject := FILE.with_name(f"{subject}.toml")).exists():
            reader.add_document(read_document(of_subject), SAMPLE)
    calendar = SchoolCalendar()
    _SchoolPolicies(reader, document, calendar).add_all()
    for meeting in reader.gathered(Meeting).values():
        held = meeting["held"]
        assert isinstance(held, date)
        if meeting["kind_of_meeting"] == ANNUAL:
            held = _of_its_school_year(held, today, calendar)
        # A trust's board meets in the holidays too, so that one of a school is always near.
        in_term = None if meeting["kind_of_meeting"] == "trust board" else calendar
        meeting["held"] = _working_day(held, today, in_term)
    for event in reader.gathered(Event).values():
        event["held"] = _weekday(event["held"], today)
    for placement in reader.gathered(Placement).values():
        year = placement["school_year"]
        assert isinstance(year, int)
        placement["school_year"] = year + school_year(today) - YEAR_OF_FILES
    add_paths(reader)
    add_attendance(reader, document)
    _add_half_terms(reader, calendar)
    return list(reader.records())


def _of_its_school_year(day: date, today: date, calendar: SchoolCalendar) -> date:
    """The day of a yearly meeting: this year's after the year began, the others a year from it."""
    this_year = today - THIS_YEARS_MEETING
    years = round((day - this_year).days / 365)
    began = calendar.half_terms(school_year(today))[0].first
    # When the year has only begun, it was on one of the first days, so that it has been held.
    return add_months(max(this_year, began) if began <= today else this_year, 12 * years)


_JUBILEES = 6
"""The month in which bank holidays of jubilees fall in the middle of the week."""


def _working_day(day: date, today: date, in_term: SchoolCalendar | None) -> date:
    """The working day nearest to this one, on the same side of today, in term where it must be.

    Meetings are in the middle of the week, and not between Christmas and Epiphany: no bank holiday
    but those of jubilees falls on the days that are left, and to look all of them up takes long.
    """
    for days in range(60):
        for near in (day - timedelta(days), day + timedelta(days)):
            christmas = (near.month, near.day) >= (12, 24) or (near.month, near.day) <= (1, 5)
            if not 1 <= near.weekday() <= 3 or christmas or (near > today) != (day > today):
                continue
            if near.month == _JUBILEES and bank_holiday(near):
                continue
            if in_term is None or in_term.half_term_of(near).first <= near:
                return near
    return day


def _weekday(day: Value, today: date) -> date:
    """The day itself, or beside a weekend the Friday or Monday on the same side of today."""
    assert isinstance(day, date)
    friday, monday = day - timedelta(days=day.weekday() - 4), day + timedelta(7 - day.weekday())
    if day.weekday() < 5:
        return day
    return friday if (friday > today) == (day > today) else monday


def _add_half_terms(reader: RecordReader, calendar: SchoolCalendar) -> None:
    year = school_year(reader.today)
    for half in calendar.half_terms(year):
        reader.add(
            HalfTermDates,
            key_of(HalfTermDates.kind, SAMPLE, half.name),
            {
                "local_authority": WHO_KEEPS_HALF_TERMS,
                "school_year": year,
                "half_term": half.name,
                "first_day": half.first,
                "last_day": half.last,
                "notes": "As half-terms usually fall, not as the authority has set them (sample).",
            },
        )


class _Letter(NamedTuple):
    """The meaning of a letter in the grid; the file explains `due` and `spread`."""

    stage: str
    due: str = ""
    checked: str = ""
    spread: str = "today"
    published: str = "y"
    next_review: str = ""
    reason: str = ""
    mistake: str = ""


class _Row(NamedTuple):
    """A policy of the grid, with one letter for each school, and who uses its model."""

    policy: str
    letters: str
    owner: str
    approved_by: str
    minute: str
    page: str = ""
    reason: str = ""
    model: str = ""


class _Cell(NamedTuple):
    """One letter of the grid where it stands; `turn` varies days and numbers from cell to cell."""

    row: _Row
    letter: _Letter
    turn: int
    school: tuple[str, Values]
    policy: tuple[str, Values]
    cycle: Cycle
    uses_model: bool | None

    @property
    def is_to_be_published(self) -> bool:
        """Whether a school of this type puts the policy on its website."""
        academy = self.school[1]["type"] in ACADEMY_TYPES
        duty = self.policy[1]["publish_academies" if academy else "publish_maintained"]
        return self.letter.published != "n" and duty not in (None, "no")


class _SchoolPolicies:
    """Turns the grid of letters into schools' policies and the reviews that led there."""

    def __init__(self, reader: RecordReader, document: Document, calendar: SchoolCalendar) -> None:
        self.reader, self.document, self.calendar = reader, document, calendar
        self.letters = {
            letter: read_texts(f"{document.file}, letters, {letter}", _Letter, table)
            for letter, table in document.tables["stands"].items()
        }
        half_term = calendar.half_term_of(reader.today)
        ends = half_term.last, calendar.half_term_after(half_term).last
        self.days = dict(zip(HALF_TERMS, ends, strict=True))
        self.stages: dict[str, Value] = {}
        for name, letter in self.letters.items():
            self._read_letter(f"{document.file}, letters, {name}", letter)

    def _read_letter(self, place: str, letter: _Letter) -> None:
        stage, reviewed = SchoolPolicy.field("stage"), Review.field("reviewed")
        self.stages[letter.stage] = self.reader.read(f"{place}, stage", stage, letter.stage)
        for name in ("due", "checked", "next_review", "spread"):
            typed = getattr(letter, name)
            if typed and typed not in self.days and typed not in TIMES:
                day = self.reader.read(f"{place}, {name}", reviewed, typed)
                assert isinstance(day, date)
                self.days[typed] = day

    def add_all(self) -> None:
        """Add every school's policies, row by row of the grid."""
        schools = list(self.reader.gathered(School).items())
        for number, table in enumerate(self.document.tables["grid"], 1):
            row = read_texts(f"{self.document.file}, grid {number}", _Row, table)
            place = f"{self.document.file}, grid {number} ({row.policy})"
            policy_key = self.reader.find(Policy, row.policy, place)
            policy = policy_key, self.reader.gathered(Policy)[policy_key]
            cycle = cycle_of(policy[1])
            letters = self._letters(f"{place}, letters", row.letters, [*self.letters], len(schools))
            blank = "-" * len(schools)
            models = self._letters(f"{place}, model", row.model or blank, ["y", "n"], len(schools))
            for column, (letter, uses, school) in enumerate(
                zip(letters, models, schools, strict=True)
            ):
                # A dash is a school's policy of which nothing is known yet: no record at all.
                if letter != "-":
                    turn = number * 3 + column * 5
                    uses_model = None if uses == "-" else uses == "y"
                    self._add_one(
                        _Cell(row, self.letters[letter], turn, school, policy, cycle, uses_model)
                    )

    def _letters(self, place: str, typed: str, known: list[str], count: int) -> str:
        """One letter for each school, without the spaces. Raises CatalogueError."""
        letters = typed.replace(" ", "")
        if len(letters) != count or set(letters) - {*known, "-"}:
            out_of = " ".join(known)
            why = f"it must have {count} letters, one for each school, out of - {out_of}"
            raise CatalogueError(f"{place}: {why}")
        return letters

    def _add_one(self, cell: _Cell) -> None:
        letter, school, policy = cell.letter, cell.school[1], cell.policy[1]
        title = f"{school['name']}, {policy['title']}"
        key = key_of(SchoolPolicy.kind, SAMPLE, title)
        reviews = self._reviews(cell)
        website = school["website"] if str(school["website"]).endswith(".example") else None
        published = None
        if reviews and cell.is_to_be_published:
            of_version = reviews[0] if letter.published == "old" else reviews[-1]
            published = of_version + timedelta(days=3 + cell.turn % 5)
        stage = self.stages[letter.stage]
        next_review = letter.next_review and self._day(cell, letter.next_review)
        not_applicable = stage == "not applicable"
        self.reader.add(
            SchoolPolicy,
            key,
            {
                "school": cell.school[0],
                "policy": cell.policy[0],
                "stage": stage,
                "reason": (cell.row.reason if not_applicable else letter.reason) or None,
                "next_review": next_review or None,
                "published": published,
                "published_at": published and website and f"{website}/{cell.row.page}",
                "owner": None if not_applicable else cell.row.owner,
                "uses_model": cell.uses_model,
                "notes": None if website else "Invented for the sample.",
            },
        )

        def key_of_review(what: object) -> str:
            return key_of(Review.kind, SAMPLE, f"{title}, {what}")

        mistaken = key_of_review("by mistake") if letter.mistake else None
        if mistaken:
            # A month too early, or never at all.
            day = add_months(reviews[-1] if reviews else self.reader.today, -1)
            self._add_review(cell, key, mistaken, day)
        if letter.mistake == "withdrawn":
            self._withdraw(cell, key, key_of_review("withdrawn"), str(mistaken))
        for number, reviewed in enumerate(reviews, 1):
            corrects = mistaken if number == len(reviews) else None
            self._add_review(cell, key, key_of_review(number), reviewed, corrects)

    def _reviews(self, cell: _Cell) -> list[date]:
        """The days of the reviews, the last one so that the policy falls due as its letter says."""
        letter = cell.letter
        if letter.checked:
            last = self._day(cell, letter.checked)
            return [add_months(last, -4), last] if cell.turn % 3 else [last]
        if not letter.due:
            return []
        months = CYCLE_YEARS[cell.cycle.renewal] * 12
        early = timedelta(days=9 + cell.turn % 12)
        if letter.due in TIMES:
            last = self._time_before(cell) - early
            return [add_months(last, -months), last] if cell.turn % 3 else [last]
        due = self._day(cell, letter.due)
        last, first = add_months(due, -months), add_months(due, -2 * months)
        if cell.turn % 3 == 1:
            # Some days before it was due, which leaves the anniversary where it is.
            return [first, last - early]
        return [first, last] if cell.turn % 3 or letter.published == "old" else [last]

    def _time_before(self, cell: _Cell) -> date:
        """The day that the policy's cycle names, one cycle before the one that the letter means."""
        today, cycle = self.reader.today, cell.cycle
        years = CYCLE_YEARS[cycle.renewal]
        coming = next(
            day
            for year in range(today.year - 1, today.year + 3)
            if (day := self._named_day(cycle, year)) >= today
        )
        year = school_year(coming) if cycle.reckoning == "half-term" else coming.year
        return self._named_day(cycle, year - years - (cell.letter.due == TIMES[1]))

    def _named_day(self, cycle: Cycle, year: int) -> date:
        """The day that a cycle names in a year, or in the school year that begins in it."""
        if cycle.reckoning == "half-term" and cycle.half_term:
            at = HALF_TERM_NAMES.index(cycle.half_term)
            return self.calendar.half_terms(year)[at].last
        if cycle.reckoning == "fixed day" and cycle.due_day:
            return date(year, int(cycle.due_day[:2]), int(cycle.due_day[3:]))
        why = f"“{TIMES[0]}” is for a policy with a fixed day or a named half-term"
        raise CatalogueError(f"{self.document.file}, letters: {why}")

    def _day(self, cell: _Cell, typed: str) -> date:
        """The day that the file means, some days off so that not all fall on one day."""
        today = self.reader.today
        spread = (self.days[cell.letter.spread] - today).days
        some_days = timedelta(days=cell.turn % (abs(spread) + 1))
        day = self.days[typed] + (some_days if spread > 0 else -some_days)
        return max(day, today) if typed in HALF_TERMS else day

    def _add_review(
        self,
        cell: _Cell,
        school_policy: str,
        key: str,
        reviewed: date,
        corrects: str | None = None,
    ) -> None:
        checked = bool(cell.letter.checked)
        committee = cell.row.minute
        self.reader.add(
            Review,
            key,
            {
                "school_policy": school_policy,
                "kind_of_review": "checked" if checked else "approved",
                "reviewed": reviewed,
                "approved_by": cell.row.approved_by,
                "minute": f"{committee} {reviewed:%y/%m}.{1 + cell.turn % 9}",
                "evidence": f"minutes/{reviewed:%Y-%m-%d} {committee.lower()}.pdf",
                "corrects": corrects,
                "notes": "The day was typed wrong at first (sample)." if corrects else None,
            },
        )

    def _withdraw(self, cell: _Cell, school_policy: str, key: str, mistaken: str) -> None:
        self.reader.add(
            Review,
            key,
            {
                "school_policy": school_policy,
                "kind_of_review": "withdrawn",
                "reviewed": self.reader.today - timedelta(days=12 + cell.turn % 9),
                "corrects": mistaken,
                "notes": "Typed for the wrong school: it still waits for its committee (sample).",
            },
        )
