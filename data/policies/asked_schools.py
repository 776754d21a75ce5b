"""Schools, and what each is asked for: its duty in each policy, and when that comes due again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from data.policies.documents import Documents
from data.policies.standing_inputs import AskedPolicy, Days
from data.store.books import Books
from data.tables.as_of import differences_as_of
from models.calendar.calendars import calendar_for, calendars
from models.calendar.school_calendar import SchoolCalendar
from models.policies.due_dates import Cycle, Reckoning
from models.policies.duties import MUST, NO, Duty, Facts, duty, facts_of, strictest
from models.records.record import Values
from models.schools.school import School

_FACTS = (
    *("key", "name", "type", "phase", "low_age", "high_age", "nursery", "sixth_form", "boarders"),
    *("own_admission_authority", "biometrics", "early_career_teachers", "staff"),
    *("opened", "status", "local_authority", "settled_in"),
)

_PROPOSED = "4"
"""The status of a school that has not opened yet: nothing is missing there before it does."""

Cycles = tuple[tuple[Cycle, date | None], ...]
"""The cycles by which a document is due, each with the day on which that duty ends."""


class Demand(NamedTuple):
    """How a policy is asked of schools of one sort.

    `dues` remembers when it is due after approvals, by the days of these.
    """

    duty: Duty
    must_publish: bool
    renewal: str
    cycles: Cycles
    dues: dict[Days, date | None]

    def due_after(self, approvals: Sequence[date], calendar: SchoolCalendar) -> date | None:
        """The first day by which a duty that has not ended by then asks for a renewal."""
        (cycle, ended), *more = self.cycles
        if not ended and not more:
            return cycle.due_after(approvals, calendar)
        found = ((cycle.due_after(approvals, calendar), ended) for cycle, ended in self.cycles)
        return min((due for due, ended in found if due and not (ended and due >= ended)),
                   default=None)  # fmt: skip


def _as_it_was(row: tuple[Any, ...], then: Values) -> tuple[Any, ...]:
    """The facts of a school, those that were different on the day as they were then."""
    pairs = zip(_FACTS, row, strict=True)
    return tuple(then.get(name, value) for name, value in pairs) if then else row


class AskedSchool(NamedTuple):
    """What matters of a school for its policies; `demands` by policy are those of its sort."""

    key: str
    name: str
    reckoning: Reckoning
    settled: bool
    catalogues: frozenset[str]
    demands: Mapping[str, Demand]

    @property
    def sort(self) -> tuple[int, bool, frozenset[str]]:
        """Schools of the same sort are asked the same, and have the same cells without records."""
        return id(self.demands), self.settled, self.catalogues


class AskedSchools:
    """Reads schools with what each is asked for; schools of one sort share their demands."""

    def __init__(
        self,
        books: Books,
        policies: Sequence[AskedPolicy],
        documents: Documents,
        watched: Mapping[str, frozenset[str]],
    ) -> None:
        self.today, self.watched = books.today, watched
        self._policies, self._documents = policies, documents
        self.calendars = calendars(books)
        self._reckonings: dict[str | None, Reckoning] = {}
        self._dues: dict[tuple[SchoolCalendar, Cycles], dict[Days, date | None]] = {}

    def read(self, books: Books, holders: set[str]) -> dict[str, AskedSchool]:
        """The watched schools and the holders of records, by key, in the order of their names."""
        wanted = sorted(self.watched.keys() | holders)
        rows = books.kept(School, _FACTS, among=("key", wanted))
        then = differences_as_of(books, School).values
        if then:
            rows = [_as_it_was(row, then.get(row[0], {})) for row in rows]
        rows.sort(key=lambda row: str(row[1]).casefold())
        today = self.today.isoformat()
        sorts: dict[tuple[Any, ...], dict[str, Demand]] = {}
        facts: dict[tuple[Any, ...], Facts] = {}
        found = {}
        called = books.names_of_namesakes(School)
        for row in rows:
            key, name, *_, opened, status, authority, settled_in = row
            kept = row[2:-4]
            if kept not in facts:
                facts[kept] = facts_of(dict(zip(_FACTS, row, strict=True)))
            reckoning = self.reckoning(authority)
            catalogues = self.watched.get(key, frozenset())
            sort = facts[kept], reckoning.calendar, self._documents.any_shared and catalogues
            demands = sorts.get(sort)
            if demands is None:
                demands = sorts[sort] = self._demands(facts[kept], reckoning.calendar, catalogues)
            is_open = status != _PROPOSED if opened is None else opened <= today
            settled = is_open and settled_in is not None and settled_in <= today
            told = called.get(key, "")
            # Namesakes of today did not share a name that it had on another day.
            name = told if told.startswith(name) else name
            found[key] = AskedSchool(key, name, reckoning, settled, catalogues, demands)
        return found

    def reckoning(self, authority: str | None) -> Reckoning:
        """The day and the half-terms around it, by the calendar of this authority."""
        authority = authority if authority in self.calendars else None
        found = self._reckonings.get(authority)
        if found is None:
            found = Reckoning(self.today, calendar_for(self.calendars, authority))
            self._reckonings[authority] = found
        return found

    def _demands(
        self, facts: Facts, calendar: SchoolCalendar, catalogues: frozenset[str]
    ) -> dict[str, Demand]:
        """How each policy is asked of such schools: as strictly as any catalogue asks for it."""
        duties = {policy.key: duty(facts, policy.asked) for policy in self._policies}
        demands = {}
        for policy in self._policies:
            named = [policy]
            if duties[policy.key].level != NO:
                named += [
                    peer
                    for peer in self._documents.peers(policy.key)
                    if peer.key != policy.key
                    and peer.catalogue in catalogues
                    and duties[peer.key].level != NO
                ]
            asked = strictest(duties[each.key] for each in named)
            cycles = tuple((each.cycle, each.ended) for each in named)
            dues = self._dues.setdefault((calendar, cycles), {})
            renewal = policy.cycle.renewal
            demands[policy.key] = Demand(asked, asked.publish == MUST, renewal, cycles, dues)
        return demands
