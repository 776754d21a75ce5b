"""A change: what is added, set and removed within one operation.

Every change obeys the rules, is written with each field's old and new value into the history, and
lets happen what follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date
from typing import Any, cast

from data.problems import Clash, ClashingRow, Refused, WrongCall
from data.store import history
from data.store.books import Books, RememberingBooks
from models.fields.values import Value
from models.kinds import referring_to
from models.records.books import Books as RuleBooks
from models.records.consequences import run_after_adding, run_after_changing
from models.records.record import Record, Values, new_key
from models.records.rules import Breach, Finding, Severity, findings, removal_findings
from models.records.succession import Succession, succession

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_AT_ONCE = 500
"""So many records are read together."""


@dataclass(eq=False, repr=False)
class Change:
    """What happens in one operation. Made by `Store.operation`."""

    read: InitVar[Books]
    number: int
    warnings: list[Finding] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    """The keys of the records that it added, changed or removed, by kind."""
    _position: int = 0

    def __post_init__(self, read: Books) -> None:
        self.books = RememberingBooks(read)

    @property
    def today(self) -> date:
        """The day that rules and consequences reckon for."""
        return self.books.today

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that it touched."""
        return frozenset(self.touched)

    @property
    def warned_of(self) -> str:
        """Its warnings, each once, as one text; empty when there are none."""
        return " ".join(dict.fromkeys(each.message for each in self.warnings))

    def add(self, record: type[Record], values: Values, key: str | None = None) -> str:
        """Add a record; fields that are not named get their starting values. Returns its key.

        Raises Refused when a rule forbids it or the desk keeps such records itself, KeyError when
        there is no such field.
        """
        if never := record.not_by_hand("added"):
            raise Refused([Finding(Severity.REFUSE, "", never)])
        for name in values.keys() - {"key"}:
            record.field(name)
        key = key or new_key()
        whole = record.starting_values() | values | {"key": key}
        self._obey(record, whole)
        self._insert(record, [whole])
        run_after_adding(self, record, [whole])
        return key

    def add_many(self, record: type[Record], several: Sequence[Values]) -> None:
        """Add many records whose codes are known to be unused; each has its key and all fields."""
        at_once = [[each] for each in several] if record.told_in_order else [several]
        for each in at_once:
            for values in each:
                self._obey(record, values, uniqueness=False)
            self._insert(record, each)
            run_after_adding(self, record, each)

    def set(
        self, record: type[Record], key: str, new: Values, seen: Values | None = None
    ) -> list[str]:
        """Change fields of a record; returns the attributes that really changed.

        `seen` are the values that the change started from. When somebody else changed one of the
        same fields meanwhile, Clash is raised and nothing is saved; other fields merge. Raises
        Refused when a rule forbids it, or such records are never changed.
        """
        now = self.books.get(record, key)
        if now is None:
            raise WrongCall(
                f"This {record.singular} was removed meanwhile, so it cannot be changed. "
                "Take the removal back with undo, then try again."
            )
        changed = {name: value for name, value in new.items() if now[name] != value}
        if changed and (never := record.not_by_hand("changed")):
            raise Refused([Finding(Severity.REFUSE, next(iter(changed)), never)])
        self._refuse_clash(record, now, changed, seen or {})
        if not changed:
            return []
        if self._succeeded(record, now, changed):
            return list(changed)
        # A code that stays as it is was compared with the others when it was entered.
        codes = any(record.field(name).only_one for name in changed)
        self._obey(record, now | changed, uniqueness=codes)
        self._update(record, key, {name: now[name] for name in changed}, changed)
        run_after_changing(self, record, now, now | changed)
        return list(changed)

    def _succeeded(self, record: type[Record], now: Values, changed: Values) -> bool:
        """Whether a change ended the record and began another one in its place."""
        key = str(now["key"])
        found = succession_of(self.books, record, now, changed)
        if found is None:
            return False
        if not isinstance(found, Succession):
            raise Refused([Finding(Severity.REFUSE, *found)])
        self._update(record, key, {name: now[name] for name in found.ends}, found.ends)
        self.add(record, found.begins)
        return True

    def set_many(
        self,
        record: type[Record],
        keys: Sequence[str],
        new: Values,
        seen: Mapping[str, Values] | None = None,
    ) -> list[str]:
        """Change the same fields of many records; returns the keys of those that really changed.

        `seen` are the values of each that the change started from. Records that were removed
        meanwhile are passed over. Raises Refused or Clash as `set` does, naming the record; the
        rows of the Clash are all that clash.
        """
        changed = []
        clashes: list[tuple[str, Clash]] = []
        rows: list[ClashingRow] = []
        for start in range(0, len(keys), _AT_ONCE):
            several = keys[start : start + _AT_ONCE]
            standing = self.books.get_many(record, several)
            for key in several:
                if key not in standing:
                    continue
                try:
                    if self.set(record, key, new, seen.get(key) if seen else None):
                        changed.append(key)
                except Refused as refused:
                    raise Refused(refused.findings, self._because_of(record, key)) from None
                except Clash as clash:
                    clashes.append((key, clash))
                    now = {name: standing[key][name] for name in clash.fields}
                    rows += [
                        ClashingRow(key, self.books.name_of(record, key), shown, now)
                        for shown in clash.fields.values()
                    ]
        if clashes:
            key, first = clashes[0]
            more = f" The same is true of {len(clashes) - 1:,} more." if len(clashes) > 1 else ""
            raise Clash(f"{self._because_of(record, key)}: {first}{more}", first.fields, rows)
        return changed

    def _because_of(self, record: type[Record], key: str) -> str:
        return f"Nothing was set, because of {self.books.name_of(record, key)}"

    def add_as_result(self, record: type[Record], values: Values, key: str = "") -> None:
        """Add a record that the desk keeps itself, as the consequence of another change."""
        self._insert(record, [record.starting_values() | values | {"key": key or new_key()}])

    def set_as_result(self, record: type[Record], key: str, new: Values) -> None:
        """Change fields of a record as the consequence of another change.

        What the rules warn of is said. Nothing is refused: nobody typed these values, and an old
        fault of that record must not keep out what somebody did type.
        """
        now = self.books.get(record, key)
        changed = {name: value for name, value in new.items() if now and now[name] != value}
        if now is not None and changed:
            warn = (Severity.WARN,)
            found = findings(record, now | changed, self.books, warn)
            # What was warned of when the record itself was changed is not said twice.
            self.warnings += [each for each in found if each not in self.warnings]
            self._update(record, key, {name: now[name] for name in changed}, changed)

    def warn(self, attribute: str, message: str) -> None:
        """Say something about the change when it is done."""
        self.warnings.append(Finding(Severity.WARN, attribute, message))

    def last_set_on(self, record: type[Record], key: str, attribute: str) -> date | None:
        """The day on which an attribute was last given a value; None when it never was."""
        return history.last_set_on(self.books, record, key, attribute)

    def changes_beside_adding(
        self, added: type[Record], added_key: str, record: type[Record], key: str
    ) -> list[tuple[Values, Values]]:
        """Each change of a record in the operation that added another: values before and after."""
        return history.changes_beside_adding(self.books, added, added_key, record, key)

    def remove(self, record: type[Record], key: str) -> None:
        """Remove a record and all that cannot be without it; references to it are emptied.

        Raises Refused when a rule forbids the removal of this record; what hangs on it goes along
        without being asked.
        """
        values = self.books.get(record, key)
        if values is None:
            raise WrongCall(f"This {record.singular} was removed already.")
        self._take(list(removal_findings(record, values, self.books)))
        self.remove_as_result(record, key)

    def remove_as_result(self, record: type[Record], key: str) -> None:
        """Remove a record as the consequence of another change, with all that hangs on it."""
        for other, attribute in referring_to(record):
            # Backwards, so that undo brings them back in the order in which they were added.
            for hanging in reversed(self.books.find(other, **{attribute: key})):
                if other.deleted_with(attribute):
                    self.remove_as_result(other, str(hanging["key"]))
                else:
                    self._update(other, str(hanging["key"]), {attribute: key}, {attribute: None})
        row = history.stored_row(self.books, record, key) or {}
        kept = {name: value for name, value in row.items() if value is not None}
        self._note([(record.kind, key, kept, None)])
        self.books.forget(record, [key])
        delete(self.books, record, key)

    def _obey(self, record: type[Record], values: Values, uniqueness: bool = True) -> None:
        self._take(list(findings(record, values, self.books, uniqueness=uniqueness)))

    def _take(self, found: list[Finding]) -> None:
        """Raise what refuses, keep what warns."""
        refusals = [each for each in found if each.severity is Severity.REFUSE]
        if refusals:
            raise Refused(refusals)
        self.warnings += found

    def _refuse_clash(
        self, record: type[Record], now: Values, changed: Values, seen: Values
    ) -> None:
        clashes = {
            name: tuple(
                self.books.show(record, name, value) for value in (seen[name], now[name], mine)
            )
            for name, mine in changed.items()
            if name in seen and seen[name] != now[name]
        }
        if clashes:
            said = "; ".join(
                f"{record.field(name).label} was {was or 'empty'}, is now {theirs or 'empty'}, "
                f"yours is {mine or 'empty'}"
                for name, (was, theirs, mine) in clashes.items()
            )
            raise Clash(
                f"Somebody else changed this {record.singular} meanwhile: {said}.",
                cast("dict[str, tuple[str, str, str]]", clashes),
            )

    def _insert(self, record: type[Record], several: Sequence[Values]) -> None:
        encoded = [_encoded(record, values) for values in several]
        attributes = [each.attribute for each in record.fields()]
        if record.is_ordered():
            last = self.books.database.value(f'SELECT max("position") FROM "{record.table()}"') or 0
            encoded = [
                row | {"position": place} for place, row in enumerate(encoded, start=last + 1)
            ]
            attributes.append("position")
        columns = ", ".join(f'"{column_of(record, name)}"' for name in attributes)
        marks = ", ".join("?" for _ in attributes)
        self.books.forget(record, [str(values["key"]) for values in several])
        self._note(
            (record.kind, str(values["key"]), None, row)
            for values, row in zip(several, encoded, strict=True)
        )
        self.books.database.many(
            f'INSERT INTO "{record.table()}" ("key", {columns}) VALUES (?, {marks})',
            [
                (values["key"], *(row.get(name) for name in attributes))
                for values, row in zip(several, encoded, strict=True)
            ],
        )

    def _update(self, record: type[Record], key: str, was: Values, now: Values) -> None:
        self.books.forget(record, [key])
        self._note([(record.kind, key, _encoded(record, was, True), _encoded(record, now, True))])
        write(self.books, record, key, _encoded(record, now, True))

    def _note(
        self, changes: Iterable[tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]]
    ) -> None:
        rows = []
        for kind, key, before, after in changes:
            self._position += 1
            self.touched.setdefault(kind, set()).add(key)
            rows.append((self.number, self._position, kind, key, _json(before), _json(after)))
        self.books.database.many("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", rows)


def succession_of(
    books: Books,
    record: type[Record],
    now: Values,
    changed: Values,
    asking: RuleBooks | None = None,
) -> Succession | Breach | None:
    """What a change makes of a record that others follow; None where its values are written.

    `asking` are the books as they would be by then, where a change is only planned.
    """

    def entered_today() -> bool:
        return history.added_on(books, record, str(now["key"])) == books.today

    return succession(record, now, changed, asking or books, entered_today)


def _encoded(record: type[Record], values: Values, empties: bool = False) -> dict[str, Any]:
    """The values as the file keeps them; empty ones are left out unless `empties`."""
    encoded = {}
    for each in record.fields():
        name = each.attribute
        if name in values:
            value: Value = values[name]
            if value is not None:
                encoded[name] = each.encode(value)
            elif empties:
                encoded[name] = None
    return encoded


def _json(encoded: dict[str, Any] | None) -> str | None:
    return None if encoded is None else _ENCODER.encode(encoded)


def column_of(record: type[Record], name: str) -> str:
    """The column in which an attribute is kept."""
    return cast(str, record._meta.fields[name].column_name)


def write(books: Books, record: type[Record], key: str, encoded: dict[str, Any]) -> None:
    """Write encoded values into a record; nothing of it goes into the history."""
    assignments = ", ".join(f'"{column_of(record, name)}" = ?' for name in encoded)
    sql = f'UPDATE "{record.table()}" SET {assignments} WHERE "key" = ?'
    books.database.rows(sql, *encoded.values(), key)


def delete(books: Books, record: type[Record], key: str) -> None:
    """Delete a record; nothing of it goes into the history."""
    books.database.rows(f'DELETE FROM "{record.table()}" WHERE "key" = ?', key)
