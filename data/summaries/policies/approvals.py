"""What was approved this school year: when, by whom, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.columns import DUTY
from data.policies.papers import DUTY_MEANS, of_them_must
from data.policies.queries import approvals_between
from data.policies.standing import board
from data.policies.watched import counted_apart
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import school_year, show_date, show_school_year
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.policies.duties import MUST
from models.policies.policy import Policy
from models.schools.school import School

STANDS = State("S", "Stands", Tone.GOOD)
CORRECTED = State("C", "Corrected", Tone.QUIET)
WITHDRAWN = State("W", "Withdrawn", Tone.QUIET)

COLUMNS = (
    Column("day", "Day", "date", 10, "The day of the approval."),
    Column("school", "School", "text", 16),
    Column("policy", "Policy", "text", 18),
    Column("by", "By whom", "text", 16),
    Column("minute", "Minute", "text", 14),
    Column("evidence", "Evidence", "text", 30, "Where the proof lies."),
    Column("entry", "Entry", "state", 9, "Whether it stands, or was taken back by a later entry."),
    Column("remark", "Remark", "text", 30),
    DUTY,
    Column("catalogue", "Catalogue", "text", 24),
)


class _Approval(NamedTuple):
    """An approval with what it stands instead of (`before`), and what stands instead of it."""

    key: str
    day: str
    school: str
    school_name: str
    policy: str
    title: str
    catalogue: str
    by: str | None
    minute: str | None
    evidence: str | None
    notes: str | None
    before: str | None
    taken_back: str | None
    after: str | None
    after_notes: str | None

    @property
    def entry(self) -> State:
        """Whether the entry stands."""
        if self.taken_back is None:
            return STANDS
        return WITHDRAWN if self.taken_back == "withdrawn" else CORRECTED

    @property
    def remark(self) -> str | None:
        """What an entry before or after it says of it, and its own notes."""
        words = []
        if self.before is not None:
            words.append(f"Instead of the entry of {_shown(self.before)}")
        if self.entry is CORRECTED and self.after is not None:
            words.append(f"Corrected by the entry of {_shown(self.after)}")
        words += [" ".join(text.split()) for text in (self.notes, self.after_notes) if text]
        return ". ".join(words) or None


def make(books: Books, limits: Limits) -> Content:
    """One row for each approval since 1 September, the newest first.

    What a later entry corrected or withdrew stays readable, and is not counted.
    """
    year = school_year(books.today)
    first = date(year, 9, 1)
    found = _approvals_since(books, first)
    shown, notes = shown_schools(books, limits, {each.school for each in found})
    approvals = _newest_first(each for each in found if each.school in shown)
    duties = _duties(books, approvals)
    rows = _rows(books, approvals, duties)
    stand = [each for each in approvals if each.entry is STANDS]
    taken_back = len(approvals) - len(stand)
    told = f"Approved in the school year {show_school_year(year)}, from {show_date(first)}: "
    told += _counts_in_words(stand, duties, taken_back)
    paper = Paper(
        "Policies approved this school year",
        "Approved this school year",
        subject_of(books, limits.alliance, limits.school),
        "governors and inspectors",
        f"since {show_date(first)}",
        answer=_answer(stand, [duties[each.key] for each in stand], taken_back),
        parts=[Listing("The newest first", _ON_PAPER, [Group("", _on_paper(rows))], _SHOWN)],
        definitions=[DUTY_MEANS],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [told, *notes], paper)


def _newest_first(found: Iterable[_Approval]) -> list[_Approval]:
    """The approvals by their day, those of a day by school and policy."""
    by_name = sorted(found, key=lambda each: (each.school_name.casefold(), each.title.casefold()))
    return sorted(by_name, key=lambda each: each.day, reverse=True)


def _duties(books: Books, approvals: Iterable[_Approval]) -> dict[str, str]:
    """Whether each school must or should have what it approved; empty when that is not known."""
    standing = board(books)
    return {
        each.key: held.duty.level if (held := standing.get(each.school, each.policy)) else ""
        for each in approvals
    }


def _rows(books: Books, approvals: Iterable[_Approval], duties: Mapping[str, str]) -> list[Row]:
    names = books.names(Policy)
    return [
        Row(
            each.key,
            (
                date.fromisoformat(each.day),
                each.school_name,
                names[each.policy],
                each.by,
                each.minute,
                each.evidence,
                each.entry,
                each.remark,
                duties[each.key].capitalize() or None,
                CATALOGUES[each.catalogue],
            ),
        )
        for each in approvals
    ]


def _approvals_since(books: Books, first: date) -> list[_Approval]:
    """The approvals from this day to today; schools of one name are told apart."""
    # Two copies of the books that were merged may both have corrected it: it comes only once.
    found = {row[0]: _Approval(*row) for row in approvals_between(books, first, books.today)}
    called = books.names_of_namesakes(School)
    return [
        each._replace(school_name=called.get(each.school, each.school_name))
        for each in found.values()
    ]


def _counts_in_words(stand: Sequence[_Approval], duties: Mapping[str, str], taken_back: int) -> str:
    schools = count_of(len({each.school for each in stand}), "school")
    told = "nothing that stands."
    if stand:
        told = f"{counted_apart(duties[each.key] for each in stand)}, in {schools}."
    return f"{told} Corrected or withdrawn: {taken_back}." if taken_back else told


_ON_PAPER = (*COLUMNS, Column("taken-back", "Taken back", "text", 30))


def _on_paper(rows: Sequence[Row]) -> list[Row]:
    """The rows, in words what does not stand, or stands instead of another entry."""
    entry, remark = ([each.name for each in COLUMNS].index(name) for name in ("entry", "remark"))
    found = []
    for row in rows:
        state = row.cells[entry]
        told = [
            str(each) for each in (state if state != STANDS else None, row.cells[remark]) if each
        ]
        found.append(Row(row.key, (*row.cells, ": ".join(told) or None)))
    return found


_SHOWN = (
    Shown("day"),
    Shown("school"),
    Shown("policy", under=("taken-back",)),
    Shown("by", under=("minute",), heading="By whom, minute"),
    Shown("duty", 2),
    Shown("evidence", 2),
)


def _answer(stand: Sequence[_Approval], duties: Sequence[str], taken_back: int) -> list[str]:
    """How many approvals stand, of how many schools, and how many of them the law asks for."""
    answer = ["No approval of this school year stands."]
    if stand:
        approved = f"{count_of(len(stand), 'policy was', 'policies were')} approved in"
        schools = count_of(len({each.school for each in stand}), "school")
        answer = [f"{approved} {schools};", of_them_must(duties.count(MUST), len(duties))]
    if taken_back:
        are = "entry is" if taken_back == 1 else "entries are"
        answer.append(f"{taken_back} more {are} corrected or withdrawn.")
    return answer


def _shown(day: str) -> str:
    return show_date(date.fromisoformat(day))
