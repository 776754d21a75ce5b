"""Planning what a tracker brings in: which row is about which school's policy.

Making a plan changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.imports.date_order import DateOrders, MonthFirstSeenError, judge_columns
from data.imports.left_out import LeftOut
from data.imports.plans import Progress, RejectedRow
from data.imports.tabular_files import file_and_sheet
from data.policies.tracker.columns import plain
from data.policies.tracker.names import Named, Policies, Schools, catalogues_of
from data.policies.tracker.plans import Choices, NearName, ReadColumn, TrackerPlan, merged
from data.policies.tracker.reading import Reading, Said, UnusableCellError
from data.policies.tracker.rows import Entry, Tracker, open_tracker
from data.policies.tracker.steps import Steps
from data.store.books import Books
from models.fields.field import UnreadableError
from models.fields.text import count_of
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy

_BATCH = 250
_NAMES_SHOWN = 6


def make_plan(
    books: Books,
    path: Path,
    choices: Choices | None = None,
    progress: Progress = lambda done, total: None,
) -> TrackerPlan:
    """What bringing in the tracker would do; changes nothing.

    Raises Problem when the file cannot be read, and whatever `progress` raises.
    """
    choices = choices or Choices()
    policies = Policies(books)
    try:
        return Planner(books, path, choices, policies, progress).plan(DateOrders())
    except MonthFirstSeenError:
        with open_tracker(books, path, choices.columns, DateOrders(), policies) as tracker:
            orders = judge_columns(tracker.table.rows, tracker.date_columns, tracker.table.text)
        return Planner(books, path, choices, policies, progress).plan(orders)


class Planner:
    """Makes one plan."""

    def __init__(
        self, books: Books, path: Path, choices: Choices, policies: Policies, progress: Progress
    ) -> None:
        self.books, self.path, self.choices, self.progress = books, path, choices, progress
        self.policies = policies
        self.schools = Schools(books)
        self.confirmed = {(of, plain(name)) for of, name in choices.near}
        self.found = TrackerPlan(file_and_sheet(path)[0])
        self.said: dict[tuple[str, str], list[tuple[Entry, Said]]] = {}
        self.near: dict[tuple[str, str], NearName] = {}
        self.former: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        self.left_out = LeftOut(SchoolPolicy)

    def plan(self, orders: DateOrders) -> TrackerPlan:
        """Read the file and settle all that it says. May raise MonthFirstSeenError."""
        with open_tracker(
            self.books, self.path, self.choices.columns, orders, self.policies
        ) as tracker:
            self.found.missing = tracker.missing
            reading = Reading(tracker, self.left_out)
            for done, entry in enumerate(tracker.entries()):
                if not tracker.missing:
                    self._read(entry, reading)
                if done % _BATCH == 0:
                    self.progress(done, max(tracker.table.about, done))
            self.found.headings = tracker.table.headings
            self.found.columns = _columns(tracker)
            self.found.notes = [*self._notes(), *tracker.table.notes]
            self.found.notes += orders.notes(tracker.date_columns)
        steps = Steps(self.books, self.policies, self.found)
        for (school, policy), rows in self.said.items():
            steps.settle(school, policy, rows)
        self.found.near = list(self.near.values())
        self.found.warnings = merged(steps.warnings)
        self.found.notes = [*steps.notes(), *self.found.notes]
        self.found.undecided = [
            name for name in catalogues_of(self.policies.by_key.values()) if name in self.ambiguous
        ]
        self.found.unfit.sort(key=lambda row: row.line)
        return self.found

    def _read(self, entry: Entry, reading: Reading) -> None:
        if entry.problem:
            self._reject(entry, entry.problem)
            return
        texts = entry.texts
        if not texts:
            return
        school = self._school(entry)
        policy = self._policy(entry, school) if school else None
        if school is None or policy is None:
            return
        waits = [
            (of, named, texts.get(of, ""))
            for of, named in (("school", school), ("policy", policy))
            if named.near and not self._is_confirmed(of, texts.get(of, ""))
        ]
        try:
            said = reading.read(entry)
        except UnusableCellError as error:
            self._reject(entry, str(error))
            return
        if said.is_empty:
            self.found.blank += 1
            return
        if waits:
            self._wait(entry, waits)
            return
        for of, named in (("school", school), ("policy", policy)):
            if named.near:
                self.taken[texts.get(of, "")] = named.called
        if school.formerly:
            self.former[texts["school"]] = school.called
        self.said.setdefault((school.keys[0], policy.keys[0]), []).append((entry, said))

    def _school(self, entry: Entry) -> Named | None:
        texts = entry.texts
        codes = texts.get("urn", ""), texts.get("laestab", "")
        named = self.schools.find(texts.get("school", ""), *codes)
        return self._or_reject(entry, named)

    def _policy(self, entry: Entry, school: Named) -> Named | None:
        typed = entry.texts.get("catalogue")
        catalogue = None
        if typed:
            try:
                catalogue = str(Policy.field("catalogue").read(typed, self.books.today))
            except UnreadableError as error:
                self._reject(entry, f"Catalogue {error}")
                return None
        title = entry.texts.get("policy", "")
        named = self.policies.find(title, catalogue, school.keys[0], self.choices.catalogue)
        if len(named.keys) > 1:
            self.ambiguous |= {str(self.policies.by_key[key]["catalogue"]) for key in named.keys}
        return self._or_reject(entry, named)

    def _or_reject(self, entry: Entry, named: Named) -> Named | None:
        if named.why:
            self._reject(entry, named.why)
            return None
        return named

    def _is_confirmed(self, of: str, name: str) -> bool:
        return self.choices.every_near or (of, plain(name)) in self.confirmed

    def _wait(self, entry: Entry, waits: list[tuple[str, Named, str]]) -> None:
        for of, named, name in waits:
            place = of, plain(name)
            known = self.near.get(place, NearName(of, name, named.called, 0))
            self.near[place] = known._replace(rows=known.rows + 1)
        reasons = [f"“{name}” is only near {named.called}" for _, named, name in waits]
        self.found.waiting.append(_row(entry, "; ".join(reasons)))

    def _reject(self, entry: Entry, reason: str) -> None:
        self.found.unfit.append(_row(entry, reason))

    def _notes(self) -> list[str]:
        return [
            *_names_told("Former names", "is now", self.former),
            *_names_told("As confirmed", "is", self.taken),
            *self.left_out.notes(),
        ]


def _names_told(what: str, verb: str, names: Mapping[str, str]) -> list[str]:
    """A note on names of the file and what the books call them; none when there are none."""
    if not names:
        return []
    shown = [f"“{name}” {verb} {called}" for name, called in names.items()]
    more = len(shown) - _NAMES_SHOWN
    also = f" and {count_of(more, 'other')}" if more > 0 else ""
    return [f"{what}: {', '.join(shown[:_NAMES_SHOWN])}{also}."]


def _row(entry: Entry, reason: str) -> RejectedRow:
    return RejectedRow(entry.line, reason.rstrip("."), entry.headings, entry.cells)


def _columns(tracker: Tracker) -> list[ReadColumn]:
    """The columns of the file and what they are read as, those of a matrix as policies apart."""
    meant = tracker.meant
    examples: Mapping[int, list[str]] = tracker.examples
    return [
        ReadColumn(heading, meant.meaning(at), meant.sure.get(at, 100.0), examples.get(at, ()))
        for at, heading in enumerate(tracker.table.headings)
        if at not in tracker.policies
    ]
