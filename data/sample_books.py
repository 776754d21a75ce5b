"""The records of the sample: The Northern Alliance, Northumberland's policies, invented partners.

The alliance, its hub and the policies are real, and come from the catalogues. The fifteen partner
schools, the people and everything that any school did are invented, and marked "(sample)". All
dates follow from today, so that whatever a state or a list can show, it shows on every day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from data.catalogue_files import (
    CatalogueError,
    Document,
    RecordReader,
    key_of,
    read_document,
    read_texts,
)
from models.dates import add_months
from models.half_terms import SchoolCalendar
from models.policies import CYCLE_YEARS, Policy, Review, SchoolPolicy
from models.records import Record, Values
from models.schools import ACADEMY_TYPES, School
from models.values import Value

FILE = Path(__file__).parent / "sample" / "sample.toml"
SAMPLE = "sample"
CATALOGUES = ("northumberland", "northern-alliance")
HALF_TERMS = ("this half-term", "next half-term")
"""What the sample's file says for the last day of the half-term of today, and of the next."""


def sample_records(today: date) -> list[tuple[type[Record], str, Values]]:
    """All records of the sample, each after those that it refers to, with every field.

    The keys are the same on every day; the dates follow from `today`. Raises CatalogueError.
    """
    reader = RecordReader(today)
    for catalogue in CATALOGUES:
        reader.add_catalogue(catalogue)
    document = read_document(FILE)
    reader.add_document(document, SAMPLE, "letters", "grid")
    _SchoolPolicies(reader, document).add_all()
    return list(reader.records())


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a letter of the grid stands for; the file says how `due` and `spread` are meant."""

    stage: str
    due: str = ""
    checked: str = ""
    spread: str = "today"
    published: str = "y"
    next_review: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A policy of the grid, with one letter for each school."""

    policy: str
    letters: str
    owner: str
    approved_by: str
    minute: str
    page: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One letter of the grid where it stands; `turn` varies days and numbers from cell to cell."""

    row: _Row
    letter: _Letter
    turn: int
    school: tuple[str, Values]
    policy: tuple[str, Values]

    @property
    def is_to_be_published(self) -> bool:
        """Whether a school of this type puts the policy on its website."""
        academy = self.school[1]["type"] in ACADEMY_TYPES
        duty = self.policy[1]["publish_academies" if academy else "publish_maintained"]
        return self.letter.published == "y" and duty not in (None, "no")


class _SchoolPolicies:
    """Turns the grid of letters into schools' policies and the reviews that led there."""

    def __init__(self, reader: RecordReader, document: Document) -> None:
        self.reader, self.document = reader, document
        self.letters = {
            letter: read_texts(f"{document.file}, letters, {letter}", _Letter, table)
            for letter, table in document.tables["letters"].items()
        }
        calendar = SchoolCalendar()
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
            if typed and typed not in self.days:
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
            letters = row.letters.replace(" ", "")
            if len(letters) != len(schools) or set(letters) - set(self.letters) - {"-"}:
                known = " ".join(self.letters)
                why = f"it must have {len(schools)} letters, one for each school, out of - {known}"
                raise CatalogueError(f"{place}, letters: {why}")
            for column, (letter, school) in enumerate(zip(letters, schools, strict=True)):
                # A dash is a school's policy of which nothing is known yet: no record at all.
                if letter != "-":
                    turn = number * 3 + column * 5
                    self._add_one(_Cell(row, self.letters[letter], turn, school, policy))

    def _add_one(self, cell: _Cell) -> None:
        letter, school, policy = cell.letter, cell.school[1], cell.policy[1]
        title = f"{school['name']}, {policy['title']}"
        key = key_of(SchoolPolicy.kind, SAMPLE, title)
        reviews = self._reviews(cell)
        website = school["website"] if str(school["website"]).endswith(".example") else None
        published = None
        if reviews and cell.is_to_be_published:
            published = reviews[-1] + timedelta(days=3 + cell.turn % 5)
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
                "notes": None if website else "Invented for the sample.",
            },
        )
        for number, reviewed in enumerate(reviews, 1):
            self._add_review(cell, key, key_of(Review.kind, SAMPLE, f"{title}, {number}"), reviewed)

    def _reviews(self, cell: _Cell) -> list[date]:
        """The days of the reviews, the last one so that the policy falls due as its letter says."""
        letter = cell.letter
        if letter.checked:
            last = self._day(cell, letter.checked)
            months = 4
        elif letter.due:
            months = CYCLE_YEARS[str(cell.policy[1]["renewal"])] * 12
            last = add_months(self._day(cell, letter.due), -months)
        else:
            return []
        return [add_months(last, -months), last] if cell.turn % 3 else [last]

    def _day(self, cell: _Cell, typed: str) -> date:
        """The day that the file means, some days off so that not all fall on one day."""
        today = self.reader.today
        spread = (self.days[cell.letter.spread] - today).days
        some_days = timedelta(days=cell.turn % (abs(spread) + 1))
        day = self.days[typed] + (some_days if spread > 0 else -some_days)
        return max(day, today) if typed in HALF_TERMS else day

    def _add_review(self, cell: _Cell, school_policy: str, key: str, reviewed: date) -> None:
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
            },
        )
