"""Saving what people typed: the one way in for forms, `=`, the command line and removals.

Each function is one operation, and compares what is saved with what the person saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from data.problems import Agreed, Clash, Refused
from data.store.books import Books, Hanging, RememberingBooks
from data.store.change import Change
from data.store.store import Store
from data.tables.accompanying import accompanied
from models.records.record import Record, Values
from models.records.rules import Finding, Severity, removal_findings

_MOST_LOOKED_AT = 2000
"""For how many records of a removal it is said what goes along; more would keep one waiting."""


class Saved(NamedTuple):
    """An operation that was carried out.

    `keys` are those of the records that were added or really changed, `changed` the attributes of
    a single one; both are empty when everything had these values already. `kinds` are all kinds
    of record that the operation touched.
    """

    label: str
    keys: tuple[str, ...]
    changed: tuple[str, ...] = ()
    warnings: tuple[Finding, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The key of the one record that was saved."""
        return self.keys[0]

    @property
    def warned_of(self) -> str:
        """The warnings of the rules, each once, as one text; empty when there are none."""
        return " ".join(dict.fromkeys(each.message for each in self.warnings))


def add_record(store: Store, record: type[Record], values: Values) -> Saved:
    """Add a record. Raises Refused when a rule forbids it."""
    label = f"Added {record.singular} {store.name_from(record, values)}".rstrip()
    with store.operation(label) as change, accompanied(change, record, [values]):
        key = change.add(record, values)
    return _saved(change, label, [key], list(values))


def change_record(
    store: Store,
    record: type[Record],
    key: str,
    values: Values,
    seen: Values,
    label: str = "",
) -> Saved:
    """Change fields of a record that were seen with these values; `label` is for the history.

    Raises Refused when a rule forbids it, Clash when somebody else changed one of them meanwhile,
    WrongCall when the record is gone.
    """
    label = label or f"Changed {store.name_from(record, seen | values)}"
    with store.operation(label) as change:
        changed = change.set(record, key, values, seen)
    return _saved(change, label, [key] if changed else [], changed)


def change_records(
    store: Store,
    record: type[Record],
    values: Values,
    seen: Mapping[str, Values],
    *,
    rehearsed: bool = False,
    agreed: Agreed | None = None,
) -> Saved:
    """Give all these records the same values; `seen` has the values of each before, by its key.

    One that is only `rehearsed` says what would be saved, and leaves the books as they are. Raises
    Refused and Clash as `change_record` does, naming the record; nothing is saved then, and what is
    decided about those that clash goes into `agreed` before it is called again.
    """
    if agreed is not None:
        known = cast("Mapping[str, Values]", agreed.known)
        seen = {
            key: {**values, **known.get(key, {})}
            for key, values in seen.items()
            if key not in agreed.left
        }
    several = f"{len(seen)} {record.plural()}"
    if len(seen) == 1:
        several = store.name_of(record, next(iter(seen))) or f"a {record.singular}"
    shown = ", ".join(
        f"{record.field(name).label} of {several} to {store.show(record, name, value) or 'nothing'}"
        for name, value in values.items()
    )
    label = f"Set {shown}"
    with store.rehearsal(label) if rehearsed else store.operation(label) as change:
        try:
            keys = change.set_many(record, list(seen), values, seen)
        except Clash as clash:
            clash.agreed = agreed
            raise
    return _saved(change, label, keys, list(values))


class Removal(NamedTuple):
    """A removal as it is announced: the records, and what goes with them or stays without them."""

    record: type[Record]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    hanging: tuple[Hanging, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The record's name, or how many there are."""
        return (
            self.names[0] if len(self.names) == 1 else f"{len(self.names)} {self.record.plural()}"
        )

    @property
    def refusals(self) -> list[Finding]:
        """Why it cannot be carried out; empty when it can."""
        return [each for each in self.findings if each.severity is Severity.REFUSE]

    @property
    def lines(self) -> list[str]:
        """The findings about it, what is removed with it, counted by kind, and what stays."""
        lines = [each.message for each in self.findings]
        goes = Counter(each.record for each in self.hanging if each.goes)
        if goes:
            counted = ", ".join(
                f"{count} {other.plural() if count > 1 else other.singular}"
                for other, count in goes.items()
            )
            lines.append(f"With it go: {counted}.")
        stays = [f"{each.record.singular} {each.name}" for each in self.hanging if not each.goes]
        if stays:
            more = f" and {len(stays) - 10} more" if len(stays) > 10 else ""
            lines.append(f"What stays, but no longer refers to it: {'; '.join(stays[:10])}{more}.")
        if len(self.keys) > _MOST_LOOKED_AT:
            lines.append(f"Counted for the first {_MOST_LOOKED_AT:,} of {len(self.keys):,} only.")
        return lines


def plan_removal(books: Books, record: type[Record], keys: Sequence[str]) -> Removal:
    """The effects of removing these records; those that are gone already are left out."""
    there = books.get_many(record, keys)
    keys = [key for key in keys if key in there]
    asked = RememberingBooks(books)
    return Removal(
        record,
        tuple(keys),
        tuple(books.name_of(record, key) for key in keys),
        tuple(each for key in keys[:_MOST_LOOKED_AT] for each in books.hanging_on(record, key)),
        tuple(each for key in keys for each in removal_findings(record, there[key], asked)),
    )


def carry_out_removal(store: Store, removal: Removal) -> Saved:
    """Remove what was announced.

    Raises Refused when a rule forbids it, and Clash when more or less would go along by now.
    """
    record = removal.record
    if removal.refusals:
        raise Refused(removal.refusals)
    label = f"Removed {record.singular} {removal.name}"
    if len(removal.keys) != 1:
        label = f"Removed {removal.name}"
    with store.operation(label) as change:
        now = plan_removal(store, record, removal.keys)
        if (now.keys, set(now.hanging)) != (removal.keys, set(removal.hanging)):
            raise Clash(
                f"{removal.name} was not removed: somebody else changed what belongs to it "
                "meanwhile. Press the key again to see what goes along now.",
                {},
            )
        for key in removal.keys:
            # One of several may have gone along with another.
            if store.get(record, key) is not None:
                change.remove(record, key)
    return _saved(change, label, removal.keys, [])


def _saved(change: Change, label: str, keys: Sequence[str], changed: Sequence[str]) -> Saved:
    return Saved(label, tuple(keys), tuple(changed), tuple(change.warnings), change.kinds)
