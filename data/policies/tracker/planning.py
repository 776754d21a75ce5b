"""Planning what a tracker brings in: which row is about which school's policy.

Making a plan changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from data.imports.date_order import DateOrders, MonthFirstSeenError, judge_columns
from data.imports.left_out import LeftOut, lines_in_words
from data.imports.plans import Progress, RejectedRow
from data.imports.tabular_files import file_and_sheet
from data.policies.tracker.names import Named, Policies, Schools, catalogues_of
from data.policies.tracker.plans import (
    Choices,
    Fault,
    NearName,
    ReadColumn,
    TrackerPlan,
    merged,
)
from data.policies.tracker.reading import Reading, Said, UnusableCellError, in_words
from data.policies.tracker.rows import Entry, Tracker
from data.policies.tracker.shapes import open_tracker
from data.policies.tracker.steps import Steps
from data.schools.spellings import plain_words
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
        schools = Schools(books)
        with open_tracker(books, path, choices, DateOrders(), policies, schools) as tracker:
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
        self.confirmed = {(of, plain_words(name)) for of, name in choices.near}
        self.refused = {(of, plain_words(name)) for of, name in choices.refused}
        self.found = TrackerPlan(file_and_sheet(path)[0])
        self.said: dict[tuple[str, str], list[tuple[Entry, Said]]] = {}
        self.near: dict[tuple[str, str], NearName] = {}
        self.former: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        self.left_out = LeftOut(SchoolPolicy)
        self.faults: dict[tuple[str, str], Fault] = {}
        self.names: dict[str, dict[str, bool]] = {"school": {}, "policy": {}}
        """The names of the file, and whether each is one in the books."""

    def plan(self, orders: DateOrders) -> TrackerPlan:
        """Read the file and settle all that it says. May raise MonthFirstSeenError."""
        with open_tracker(
            self.books, self.path, self.choices, orders, self.policies, self.schools
        ) as tracker:
            self.found.missing = tracker.missing
            reading = Reading(tracker, self.left_out)
            for done, entry in enumerate(tracker.entries()):
                if not tracker.missing:
                    self._read(entry, reading)
                if done % _BATCH == 0:
                    self.progress(done, max(tracker.table.about, done))
            self.found.assumed = [
                Fault(of, text, why, rows) for of, text, why, rows in reading.assumptions.told()
            ]
            self.found.headings = tracker.table.headings
            self.found.columns = self._columns(tracker, Reading(tracker, LeftOut(SchoolPolicy)))
            self.found.notes = [*self._notes(), *tracker.table.notes]
            self.found.notes += orders.notes(tracker.date_columns)
            self.found.notes += _notes_on_shape(tracker, bool(self.said or self.found.rejected))
        steps = Steps(self.books, self.policies, self.found)
        for (school, policy), rows in self.said.items():
            steps.settle(school, policy, rows)
        used = {step.policy for step in self.found.steps}
        self.found.policies = [each for each in self.found.policies if each["key"] in used]
        self.found.near = [near for place, near in self.near.items() if place not in self.refused]
        self.found.warnings = merged(steps.warnings)
        self.found.notes = [*steps.notes(), *self.found.notes]
        self.found.undecided = [
            name for name in catalogues_of(self.policies.by_key.values()) if name in self.ambiguous
        ]
        self.found.unfit.sort(key=lambda row: row.line)
        self.found.faults = list(self.faults.values())
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
            self._reject(entry, str(error), error.of)
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
        return self._or_reject(entry, named, "school")

    def _policy(self, entry: Entry, school: Named) -> Named | None:
        typed = entry.texts.get("catalogue")
        catalogue = None
        if typed:
            try:
                catalogue = str(Policy.field("catalogue").read(typed, self.books.today))
            except UnreadableError as error:
                self._reject(entry, f"Catalogue {error}", "catalogue")
                return None
        title = entry.texts.get("policy", "")
        named = self.policies.find(title, catalogue, school.keys[0], self.choices.catalogue)
        wanted = self.choices.every_own or title in self.choices.own
        if wanted and title and not named.keys and catalogue in (None, "own"):
            self.found.policies.append(self.policies.add_own(title))
            named = self.policies.find(title, "own", school.keys[0], "")
        if len(named.keys) > 1:
            self.ambiguous |= {str(self.policies.by_key[key]["catalogue"]) for key in named.keys}
        return self._or_reject(entry, named, "policy")

    def _or_reject(self, entry: Entry, named: Named, of: str) -> Named | None:
        text = entry.texts.get(of, "")
        self.names[of][text] = not named.why and not named.near
        if named.why:
            self._reject(entry, named.why, of)
            return None
        return named

    def _is_confirmed(self, of: str, name: str) -> bool:
        return self.choices.every_near or (of, plain_words(name)) in self.confirmed

    def _wait(self, entry: Entry, waits: list[tuple[str, Named, str]]) -> None:
        for of, named, name in waits:
            place = of, plain_words(name)
            known = self.near.get(place, NearName(of, name, named.called, 0))
            self.near[place] = known._replace(rows=known.rows + 1)
        reasons = [f"“{name}” is only near {named.called}" for _, named, name in waits]
        self.found.waiting.append(_row(entry, "; ".join(reasons)))

    def _reject(self, entry: Entry, reason: str, of: str = "") -> None:
        self.found.unfit.append(_row(entry, reason))
        if text := entry.texts.get(of, ""):
            known = self.faults.get((of, text)) or Fault(of, text, reason.rstrip("."), 0)
            self.faults[of, text] = known._replace(rows=known.rows + 1)

    def _columns(self, tracker: Tracker, reading: Reading) -> list[ReadColumn]:
        """The columns of the file and what they are read as, but those of a matrix’s policies."""
        meant = tracker.meant
        found = []
        for at, heading in enumerate(tracker.table.headings):
            if at in tracker.across or at in tracker.years:
                continue
            meaning, examples = meant.meaning(at), tracker.examples.get(at, ())
            read_as = self._read_as(meaning, at, examples, tracker, reading) if meaning else ""
            by_hand = heading in self.choices.columns
            sure = meant.sure.get(at, 100.0)
            found.append(ReadColumn(heading, meaning, sure, examples, read_as, by_hand))
        return found

    def _read_as(
        self, of: str, at: int, examples: Sequence[str], tracker: Tracker, reading: Reading
    ) -> str:
        """How the first example of a column is read; of names, how many of them are known."""
        if names := self.names.get(of):
            known, near = sum(names.values()), len([each for each in self.near if each[0] == of])
            told = f"{known} of {count_of(len(names), 'name')}"
            return f"{told}, {near} near" if near else told
        if not examples or tracker.missing:
            return ""
        text = tracker.meant_text(of, examples[0])
        try:
            said = reading.read(Entry(0, {of: text}, {of: at}))
        except UnusableCellError:
            return "cannot be read"
        return in_words(said, of)

    def _notes(self) -> list[str]:
        added = [f"“{each['title']}”" for each in self.found.policies]
        return [
            *([f"Added to Our own: {', '.join(added)}."] if added else []),
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


def _notes_on_shape(tracker: Tracker, says_anything: bool) -> list[str]:
    """What to tell of a file that does not name the school in each row, or says it in colours."""
    notes = []
    if tracker.filled:
        told = [
            f"{name} ({lines_in_words(lines)})"
            for name, lines in list(tracker.filled.items())[:_NAMES_SHOWN]
        ]
        more = len(tracker.filled) - len(told)
        also = f" and {count_of(more, 'other')}" if more > 0 else ""
        notes.append(f"School: left out and read as the one above: {', '.join(told)}{also}.")
    if tracker.grouped:
        where = "the sheet" if tracker.group == tracker.table.sheet else "a row above them"
        notes.append(f"School: as {where} is called.")
    if tracker.is_matrix and not says_anything:
        notes.append(
            "No cell below these headings says anything. Colours are not read: write the day of "
            "the approval, or N/A, draft, live or due with a day."
        )
    return notes


def _row(entry: Entry, reason: str) -> RejectedRow:
    return RejectedRow(entry.line, reason.rstrip("."), entry.headings, entry.cells)
