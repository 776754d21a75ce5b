"""Planning an import: what each row of a file would do to the books.

Making a plan changes nothing. What a file does not say, and everybody's own notes, stay as they
are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from data.imports.cell_faults import no_result, why_no_record
from data.imports.cell_reading import UnusableRowError
from data.imports.comparing import NOTES, Comparison
from data.imports.completing import Completion, completion_of
from data.imports.corrections import Corrections, remembered
from data.imports.date_order import DateOrders, MonthFirstSeenError, judge_columns
from data.imports.duplicate_rows import DuplicateRows
from data.imports.editions import newest_day
from data.imports.file_facts import FileFacts
from data.imports.implied_references import ImpliedReferences
from data.imports.matching import Index, PlannedBooks
from data.imports.meanings import Meanings
from data.imports.plans import Plan, Progress, RejectedRow
from data.imports.readers import open_reader
from data.imports.row_reader import RowReader, Said
from data.imports.rows import Unread
from data.imports.tabular_files import FileRow, TabularFile, file_and_sheet
from data.store.books import Books
from data.store.change import succession_of
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, in_sentences, one_line
from models.fields.values import Value
from models.records.consequences import OF_ADDING
from models.records.record import Record, Values, new_key
from models.records.rules import Severity, findings
from models.records.succession import Succession

_BATCH = 250
_Matched = tuple[FileRow, Said, list[str]]
"""A row, what it says, and the records that it may be about."""

_REFUSALS = (Severity.REFUSE,)
_CHANGES_SHOWN = 20


def make_plan(
    books: Books,
    record: type[Record],
    path: Path,
    progress: Progress,
    corrections: Corrections | None = None,
    any_headings: bool = False,
) -> Plan:
    """What importing the file would do; changes nothing. Raises Problem.

    `corrections` are what somebody put right; without them what was put right last time counts.
    """
    told = corrections, any_headings
    try:
        return Planner(books, record, path, progress, DateOrders(), *told).plan()
    except MonthFirstSeenError:
        with open_reader(books, record, path, DateOrders(), *told) as (table, reader):
            orders = judge_columns(table.rows, reader.date_columns, table.text)
        return Planner(books, record, path, progress, orders, *told).plan()


class Planner:
    """Makes one plan."""

    def __init__(
        self,
        books: Books,
        record: type[Record],
        path: Path,
        progress: Progress,
        orders: DateOrders,
        corrections: Corrections | None = None,
        any_headings: bool = False,
    ) -> None:
        self.books, self.record, self.progress = books, record, progress
        self.path, self.orders, self.corrections = path, orders, corrections
        self.any_headings = any_headings
        self.put_right = corrections or Corrections()
        self.facts = FileFacts()
        self.plan_so_far = Plan(record, file_and_sheet(path)[0])
        self.planned = PlannedBooks(books, record)
        self.comparison = Comparison(books, record)
        self.starting: Values = record.starting_values() | {"key": ""}
        self.single_fields = [each.attribute for each in record.fields() if each.only_one]
        self.lines: dict[str, int] = {}
        self.duplicates = DuplicateRows(record)
        self.same: dict[tuple[Any, ...], int] = {}
        self.waiting: list[tuple[FileRow, Said]] = []
        self.refers_to_itself = any(each.to is record for each in record.references())
        self.added: dict[str, list[str]] = {}
        self.meanings = Meanings(books, record, self.planned)
        self.done = self.notes_kept = self.unchanged = 0
        self.reader: RowReader
        self.table: TabularFile
        self.completion: Completion | None = None

    def plan(self) -> Plan:
        """Read the file and settle each of its rows. May raise MonthFirstSeenError."""
        record = self.record
        opened = open_reader(
            self.books, record, self.path, self.orders, self.corrections, self.any_headings
        )
        with opened as (self.table, self.reader):
            if self.corrections is None:
                original = self.table.original
                self.put_right = remembered(self.books.path, record, original)
            if not self.reader.tells_all:
                self.completion = completion_of(record, self.books.path)
            self.index = Index(self.books, record)
            self.implied = ImpliedReferences(self.books, record, self.reader)
            try:
                self._go_through()
            finally:
                if self.completion:
                    self.completion.close()
        notes = [*self.table.notes, *self.implied.notes(), *self.reader.notes()]
        notes += self.completion.lines() if self.completion else []
        day, remark = self.reader.day_of_file(self.table.name)
        notes += [remark] if remark else []
        if self.notes_kept:
            were = "record keeps its" if self.notes_kept == 1 else "records keep their"
            notes.append(f"{self.notes_kept:,} {were} notes, which differ in the file.")
        if self.plan_so_far.additions:
            notes += [each.says for each in OF_ADDING if each.record is record]
        found = self.plan_so_far
        return replace(
            found,
            unchanged=self.unchanged,
            notes=notes,
            day=day,
            columns=self.facts.columns(self.reader, self.table, self.put_right),
            faulty=self.facts.faulty,
            assumed=self.reader.assumed(),
            corrections=self.put_right,
            newest_day=newest_day(self.books) if day is not None else None,
        )

    def _go_through(self) -> None:
        by_name: list[_Matched] = []
        total = self.table.about
        while rows := list(islice(self.table.rows, _BATCH)):
            read = [(row, values) for row in rows if (values := self._read(row)) is not None]
            batch: list[_Matched] = []
            for row, values in read:
                found = self.index.by_codes(values)
                if found is None:
                    by_name.append((row, values, self.index.by_name(values)))
                else:
                    batch.append((row, values, found))
            self._settle(batch)
            self.done += len(rows)
            self.progress(self.done, max(total, self.done))
        self._settle_by_name(by_name)
        self._settle_waiting()
        self.plan_so_far.rejected.sort(key=lambda row: row.line)

    def _read(self, row: FileRow) -> Said | None:
        """The values of the row; None when it was rejected."""
        headings = self.table.headings
        cells = row.cells
        if row.problem:
            self._reject(row, row.problem)
            return None
        if len(cells) < len(headings):
            cells = [*cells, *[""] * (len(headings) - len(cells))]
        elif self.table.columns_of_csv and any(cells[len(headings) :]):
            self._reject(
                row,
                f"it has {len(cells)} cells under {len(headings)} headings: perhaps a comma in a "
                "name that stands without quotation marks",
            )
            return None
        formulas = row.uncalculated and self.reader.places & row.uncalculated.keys()
        if formulas:
            self._reject(row, no_result(sorted(row.uncalculated[at] for at in formulas)))
            return None
        if self.reader.by_fields and (
            told := why_no_record(map(self.table.text, cells), len(headings) > 2)
        ):
            self._reject(row, told)
            return None
        self.facts.keep_examples(cells)
        cells = self.put_right.values_put_right(self.table, cells)
        try:
            values = self.reader.read(cells, row.line)
        except UnusableRowError as error:
            self._reject(row, str(error))
            return None
        if not values:
            self._reject(row, "it says nothing in the columns that are used")
            return None
        if told := self.duplicates.told(values, row.line):
            self._reject(row, told)
            return None
        return self.implied.fill(values)

    def _settle(self, batch: Sequence[_Matched]) -> None:
        """Settle rows that their codes have matched."""
        standing = self.planned.standing([key for _, _, keys in batch for key in keys])
        for row, values, found in batch:
            keys = [key for key in found if key in standing]
            if not keys:
                self._add(row, values)
            elif len(keys) > 1:
                self._reject(row, self.comparison.why_unclear(keys, standing))
            elif keys[0] in self.lines:
                told = f"line {self.lines[keys[0]]} is about the same {self.record.singular}"
                self._reject(row, told)
            else:
                self._meet(row, values, standing[keys[0]])

    def _settle_by_name(self, rows: list[_Matched]) -> None:
        """Settle rows that only a name has matched: first those that change nothing at all.

        So two people of one name who both stand here already are not taken for each other.
        """
        standing = self.planned.standing([key for _, _, keys in rows for key in keys])
        others = []
        for row, values, found in rows:
            keys = [key for key in found if key in standing]
            same = [key for key in keys if not self.comparison.differences(values, standing[key])]
            free = [key for key in same if key not in self.lines]
            if free:
                self._meet(row, values, standing[free[0]])
            elif same:
                self._reject(row, f"it says the same as line {self.lines[same[0]]}")
            else:
                others.append((row, values, keys))
        if self.record.period:
            others.sort(key=lambda each: not self._begins_so(each[1], each[2], standing))
        for number, (row, values, keys) in enumerate(others, start=1):
            free = [key for key in keys if key not in self.lines]
            if len(free) > 1:
                free = self.comparison.nearest(values, free, standing)
            if unclear := self._named_by_several(values):
                self._reject_unread(row, unclear)
            elif len(free) == 1:
                self._meet(row, values, standing[free[0]])
            elif free:
                self._reject(row, self.comparison.why_unclear(free, standing))
            else:
                self._add(row, values)
            if number % _BATCH == 0:
                self.progress(self.done, max(self.done, self.table.about))

    def _named_by_several(self, values: Said) -> list[Unread]:
        """Cells with a name that several have, where each is called so that it is clear.

        That one of them has such a record says nothing: the other may be meant to get it.
        """
        return [
            cell
            for name, cell in values.items()
            if isinstance(cell, Unread)
            and len(cell.keys) > 1
            and isinstance(field := self.record.field(name), ReferenceField)
            and field.to.beside_namesakes
        ]

    def _begins_so(self, values: Said, keys: list[str], standing: dict[str, Values]) -> bool:
        """Whether a row is about a period that the books have, and not about one that follows."""
        first = (self.record.period or ("",))[0]
        return any(standing[key][first] == values.get(first) for key in keys)

    def _settle_waiting(self) -> None:
        """Settle rows that refer to records of their own file, each after the one it refers to."""
        again = True
        while self.waiting and again:
            waiting, self.waiting = self.waiting, []
            for row, values in waiting:
                self._add(row, self._referring(values))
            again = len(self.waiting) < len(waiting)
        for row, values in self.waiting:
            self._reject_unread(row, [cell for cell in values.values() if isinstance(cell, Unread)])

    def _referring(self, values: Said) -> Said:
        """The values of the row, with the keys of added records that it names."""
        found = dict(values)
        for attribute in self._unmet(values):
            name = folded(one_line(values[attribute].text))
            if len(self.added.get(name, ())) == 1:
                found[attribute] = self.added[name][0]
        return found

    def _unmet(self, values: Said) -> list[str]:
        """The references to records of the same kind that nobody in the store can be meant by."""
        return [
            each.attribute
            for each in self.record.references()
            if each.to is self.record
            and isinstance(cell := values.get(each.attribute), Unread)
            and not cell.keys
        ]

    def _meet(self, row: FileRow, values: Said, now: Values) -> None:
        """Settle a row about a record that stands."""
        key = str(now["key"])
        self.reader.empty_by_blanks(row.cells, values, now)
        new = self.comparison.differences(values, now)
        if new and self.record.append_only:
            self._meet_entry(row, values, new)
            return
        self.lines[key] = row.line
        unread = [cell for cell in new.values() if isinstance(cell, Unread)]
        if unread:
            self._reject_unread(row, unread)
            return
        following: Values | None = None
        if new:
            followed = succession_of(self.books, self.record, now, new, self.planned)
            if isinstance(followed, Succession):
                self.planned.put(now | followed.ends)
                following = self.starting | followed.begins | {"key": new_key()}
            whole = now | new if following is None else following
            refusal = self._obey(new, whole, now, row.line)
            if followed is not None and not isinstance(followed, Succession):
                refusal = followed[1].rstrip(".")
            if refusal:
                self.planned.put(now)
                self._reject(row, refusal)
                return
        if values.get(NOTES) not in (None, now.get(NOTES)):
            self.notes_kept += 1
        if not new:
            self.unchanged += 1
            return
        seen = {attribute: now[attribute] for attribute in new}
        self.planned.put(now | new if following is None else following)
        self.plan_so_far.changes.append((key, new, seen))
        if len(self.plan_so_far.first_changes) < _CHANGES_SHOWN:
            self.plan_so_far.first_changes.append(self.comparison.in_words(now, new))

    def _meet_entry(self, row: FileRow, values: Said, new: Said) -> None:
        """Settle a row that differs from an entry which is never changed.

        Where what every entry must say is the same, it was meant as a change; otherwise it is
        another entry, such as a correction of the same day.
        """
        fields = [self.record.field(attribute) for attribute in new]
        if any(each.required or isinstance(each, ReferenceField) for each in fields):
            self._add(row, values)
            return
        labels = ", ".join(each.label for each in fields)
        never = self.record.not_by_hand("changed").rstrip(".")
        self._reject(row, f"it differs in {labels}, and {never[:1].lower()}{never[1:]}")

    def _add(self, row: FileRow, values: Said) -> None:
        """Settle a row about a record that does not stand yet."""
        if self.completion:
            values = self.completion.complete(values)
        values, newcomer = self.meanings.of(values)
        unread = [cell for cell in values.values() if isinstance(cell, Unread)]
        if unread:
            if len(self._unmet(values)) == len(unread):
                self.waiting.append((row, values))
            else:
                self._reject_unread(row, unread)
            return
        if not self.reader.tells_all:
            first = self.same.setdefault(tuple(sorted(values.items(), key=_first)), row.line)
            if first != row.line:
                self._reject(row, f"it says the same as line {first}")
                return
        whole = self.starting.copy()
        whole.update(values)
        whole["key"] = new_key()
        refusal = self._obey(values, whole, self.starting, row.line)
        if refusal:
            self._reject(row, refusal)
            return
        self.planned.put(whole)
        if newcomer is not None:
            self.meanings.take_in(newcomer)
            self.plan_so_far.newcomers.append(newcomer)
        self.plan_so_far.additions.append(whole)
        if self.refers_to_itself:
            name = folded(one_line(self.books.name_from(self.record, whole)))
            self.added.setdefault(name, []).append(str(whole["key"]))

    def _obey(self, new: Values, whole: Values, before: Values, line: int) -> str:
        """Why the rules refuse the record, empty when they do not.

        What a register says against them is left out of `new` and `whole`, and counted.
        """
        while True:
            refusals = list(findings(self.record, whole, self.planned, _REFUSALS, uniqueness=False))
            if not refusals:
                return self._taken(new, str(whole["key"]))
            attribute = refusals[0].attribute
            required = self.record.field(attribute).required
            if self.reader.tells_all and attribute in new and not required:
                shown = self.record.field(attribute).show(new.pop(attribute))
                self.reader.leave_empty(attribute, shown, line)
                whole[attribute] = before[attribute]
            else:
                return in_sentences(each.message for each in refusals).rstrip(".")

    def _taken(self, new: Values, key: str) -> str:
        """Whether another record has a code that only one may have; empty when none has."""
        for attribute in self.single_fields:
            value = new.get(attribute)
            holder = self.index.holder(attribute, value) if value is not None else ""
            if holder and holder != key:
                each = self.record.field(attribute)
                name = self.books.name_of(self.record, holder)
                return f"{name} already has the {each.label} {each.show(value)}"
        return ""

    def _reject_unread(self, row: FileRow, unread: Sequence[Unread]) -> None:
        for cell in unread:
            self.facts.note_fault(self.reader, self.table, cell)
        self._reject(row, "; ".join(cell.why for cell in unread))

    def _reject(self, row: FileRow, reason: str) -> None:
        texts = tuple(row.cells)
        if any(text.startswith("'") for text in texts):
            texts = tuple(self.table.text(text) for text in texts)
        self.plan_so_far.rejected.append(
            RejectedRow(row.line, one_line(reason), self.table.original, texts)
        )


def _first(item: tuple[str, Value]) -> str:
    return item[0]
