"""Loading a catalogue into a store, for the first time or to take over what a new edition says.

What loading adds, changes and ends is shown before it is done. A field that somebody changed by
hand stays as it is, unless that one policy is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from data.catalogues.files import Catalogue, catalogues, records_of
from data.problems import Problem, WrongCall
from data.store.books import Books
from data.store.history import attributes_changed
from models.fields.text import count_of, folded
from models.kinds import RECORDS
from models.records.record import Record, Values

if TYPE_CHECKING:
    from data.store.change import Change
    from data.store.store import Store

_KINDS = tuple(record for record in RECORDS if record.from_catalogues)
"""The kinds of record in a catalogue, each after those that it refers to."""

_LOADED = "Loaded "
"""How the label of every operation begins that loaded something of a catalogue."""


class Amendment(NamedTuple):
    """A record that stands otherwise than the catalogue has it.

    `new` are the catalogue's values that nobody stands in the way of, `by_hand` those in whose
    place somebody has put others; `seen` are the values that stand.
    """

    record: type[Record]
    key: str
    called: str
    new: Values
    by_hand: Values
    seen: Values

    @property
    def ends(self) -> bool:
        """Whether the catalogue says that it is no longer asked for."""
        return self.new.get("ended") is not None

    @property
    def labels(self) -> list[str]:
        """The fields that would change, by their labels."""
        return [self.record.field(name).label for name in self.new]

    @property
    def labels_by_hand(self) -> list[str]:
        """The fields that somebody changed by hand, by their labels."""
        return [self.record.field(name).label for name in self.by_hand]


@dataclass(frozen=True, slots=True)
class Loading:
    """What loading a catalogue would do, or did.

    `new` are the records that it adds; `amendments` those that it changes; `there` those that are
    there already and stay as they are, `kept` the names of those among them that somebody changed
    by hand. `namesakes` are names that a record of somebody's own has too: both stay, for nothing
    is merged.
    """

    catalogue: Catalogue
    new: tuple[tuple[type[Record], Values], ...]
    amendments: tuple[Amendment, ...]
    there: tuple[tuple[type[Record], Values], ...]
    kept: tuple[Amendment, ...]
    namesakes: tuple[str, ...]

    @property
    def main(self) -> type[Record]:
        """The kind that the catalogue is of: the last of its kinds, which refers to the others."""
        kinds = {record for record, _ in (*self.new, *self.there, *self._amended())}
        return next(record for record in reversed(_KINDS) if record in kinds or not kinds)

    @property
    def anything(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.new or self.amendments)

    @property
    def adds(self) -> str:
        """The additions in words: "9 policies, 2 parts, 4 service agreements"."""
        return ", ".join(_in_words(self.new, self.main))

    @property
    def label(self) -> str:
        """The label of the operation in the history."""
        if not self.amendments:
            return f"{_LOADED}{self.adds} of {self.catalogue.label}"
        edition = f", {self.catalogue.edition}" if self.catalogue.edition else ""
        return f"{_LOADED}{self.catalogue.label}{edition}: {self.counts}"

    @property
    def counts(self) -> str:
        """How many records it adds, changes and ends: "5 added, 12 changed, 1 ended"."""
        ended = sum(each.ends for each in self.amendments)
        numbers = {
            "added": len(self.new), "changed": len(self.amendments) - ended, "ended": ended
        }  # fmt: skip
        return ", ".join(f"{number} {word}" for word, number in numbers.items() if number)

    @property
    def done(self) -> str:
        """The result in a sentence that begins with how many policies."""
        first, *others = _in_words(self.new, self.main)
        stays = (
            f"; {', '.join(_in_words(self.there, self.main))} there already" if self.there else ""
        )
        changed = f"; {len(self.amendments)} brought up to date" if self.amendments else ""
        return ", ".join([f"{first} loaded", *others]) + f"{changed}{stays}."

    def only(self, keys: Collection[str]) -> Loading:
        """The same for these records and what they refer to, with what was changed by hand."""
        wanted = set(keys)
        # A record stands after those that it refers to.
        for record, values in reversed(self.new):
            if values["key"] in wanted:
                wanted |= {str(values[field.attribute]) for field in record.references()}
        amended = {each.key: each for each in (*self.amendments, *self.kept)}
        return replace(
            self,
            new=tuple(each for each in self.new if each[1]["key"] in wanted),
            amendments=tuple(
                each._replace(new=each.new | each.by_hand, by_hand={})
                for key, each in amended.items()
                if key in keys
            ),
            kept=(),
        )

    def items(self) -> list[tuple[str, str, str]]:
        """All that can be taken one by one: key, name, and what would be done."""
        told = [(str(values["key"]), str(values[record.named_by[0]]), "added")
                for record, values in self.new]  # fmt: skip
        told += [
            (each.key, each.called, "ends" if each.ends else ", ".join(each.labels))
            for each in self.amendments
        ]
        return told + [
            (each.key, each.called, f"changed by hand: {', '.join(each.labels_by_hand)}")
            for each in self.kept
            if not each.new
        ]

    def key_of(self, title: str) -> str:
        """The key of the one record of this name, or whose name begins so, that can be taken.

        Raises WrongCall when there is none, or there are several.
        """
        wanted = folded(title)
        items = [(key, called) for key, called, _ in self.items()]
        for found in (
            [key for key, called in items if folded(called) == wanted],
            [key for key, called in items if folded(called).startswith(wanted)],
        ):
            if len(found) == 1:
                return found[0]
        near = _listed([called for _, called in items]) or "none, for all is as it has it"
        raise WrongCall(
            f"“{title}” is no one thing that {self.catalogue.label} would add or change. "
            f"There is: {near}."
        )

    def lines(self) -> list[str]:
        """The plan line by line; then what the catalogue is, and where it comes from."""
        told = [f"It would add {self.adds if self.new else 'nothing'}."]
        if self.new and (self.there or self.amendments):
            titles = "; ".join(str(values[record.named_by[0]]) for record, values in self.new)
            told.append(f"Added: {titles}.")
        told += self._changes()
        if self.there:
            there = ", ".join(_in_words(self.there, self.main))
            told.append(f"Already there, to stay as they are: {there}.")
        if self.kept:
            hand = "; ".join(
                f"{each.called} ({', '.join(each.labels_by_hand)})" for each in self.kept
            )
            told.append(f"Changed by hand, and kept so: {hand}.")
        if self.namesakes:
            told.append(f"Kept apart from yours of the same name: {_listed(self.namesakes)}.")
        about = [self.catalogue.about, "", self.catalogue.source, self.catalogue.licence]
        if self.catalogue.edition:
            about.insert(0, f"Edition: {self.catalogue.edition}.")
        return [*told, "", *about]

    def _changes(self) -> list[str]:
        """The changes of each record, with changes common to all said once."""
        if not self.amendments:
            return []
        common = set.intersection(*(set(each.new) for each in self.amendments))
        common = common if len(self.amendments) > 1 else set()
        fields = [
            field for field in self.amendments[0].record.fields() if field.attribute in common
        ]
        told = [f"It would change {', '.join(_in_words(self._amended(), self.main))}."]
        if fields:
            told.append(f"In each of them: {', '.join(field.label for field in fields)}.")
        for each in self.amendments:
            labels = [each.record.field(name).label for name in each.new if name not in common]
            if labels:
                ends = " It ends." if each.ends else ""
                told.append(f"· {each.called}: {', '.join(labels)}.{ends}")
        return told

    def _amended(self) -> list[tuple[type[Record], Values]]:
        return [(each.record, each.seen) for each in self.amendments]


def plan_loading(books: Books, name: str) -> Loading:
    """What loading this catalogue would do; changes nothing. Raises CatalogueError."""
    new: list[tuple[type[Record], Values]] = []
    there: list[tuple[type[Record], Values]] = []
    amendments: list[Amendment] = []
    kept: list[Amendment] = []
    namesakes = []
    loaded = [each for each in records_of(name, books.today) if each[0] in _KINDS]
    touched = _changed_by_hand(books, [key for _, key, _ in loaded])
    for record, key, values in loaded:
        called = str(values[record.named_by[0]])
        stands = books.get(record, key)
        if stands is None:
            new.append((record, values | {"key": key}))
            if _twins(books, record, values):
                namesakes.append(called)
            continue
        differs = {each: value for each, value in values.items() if stands[each] != value}
        by_hand = {each: value for each, value in differs.items() if each in touched.get(key, ())}
        free = {each: value for each, value in differs.items() if each not in by_hand}
        amendment = Amendment(record, key, called, free, by_hand, stands)
        if free:
            amendments.append(amendment)
        else:
            there.append((record, stands))
        if by_hand:
            kept.append(amendment)
    catalogue = next(each for each in catalogues() if each.name == name)
    return Loading(
        catalogue, tuple(new), tuple(amendments), tuple(there), tuple(kept), tuple(namesakes)
    )


def carry_out(store: Store, loading: Loading) -> str:
    """Do what was planned, in one operation; nothing when there is nothing to do.

    Returns what the rules warn of. Raises Problem, and changes nothing, when some of it has come
    into the store, or was changed, since the plan.
    """
    if not loading.anything:
        return ""
    with store.operation(loading.label) as change:
        for record in _KINDS:
            several = [values for kind, values in loading.new if kind is record]
            if any(store.get(record, str(values["key"])) for values in several):
                raise _overtaken(loading)
            change.add_many(record, several)
            for each in loading.amendments:
                if each.record is record:
                    _amend(change, each, loading)
        return change.warned_of


def bring_in(store: Store, name: str) -> Loading:
    """Bring a catalogue into the store at once, with the agreements that its policies name.

    It is one operation. What somebody changed by hand stays as it is. Raises CatalogueError.
    """
    loading = plan_loading(store, name)
    carry_out(store, loading)
    return loading


def _amend(change: Change, amendment: Amendment, loading: Loading) -> None:
    seen = {name: amendment.seen[name] for name in amendment.new}
    if change.books.get(amendment.record, amendment.key) is None:
        raise _overtaken(loading)
    change.set(amendment.record, amendment.key, amendment.new, seen)


def _overtaken(loading: Loading) -> Problem:
    return Problem(
        f"Some of {loading.catalogue.label} was loaded or removed meanwhile, so the plan no longer "
        "holds. Load it again: the new plan takes account of that."
    )


def _changed_by_hand(books: Books, keys: Sequence[str]) -> dict[str, set[str]]:
    """The attributes of these records that were last changed otherwise than by loading."""
    found: dict[str, set[str]] = {}
    for key, attributes, label in attributes_changed(books, keys):
        touched = found.setdefault(key, set())
        if label.startswith(_LOADED):
            touched.difference_update(attributes)
        else:
            touched.update(attributes)
    return found


def _twins(books: Books, record: type[Record], values: Values) -> bool:
    """Whether a record of somebody's own is called so, within the same catalogue if it has one."""
    name = record.named_by[0]
    same = {"catalogue": values["catalogue"]} if "catalogue" in values else {}
    wanted = folded(str(values[name]))
    return any(folded(str(each[name])) == wanted for each in books.find(record, **same))


def _in_words(records: Sequence[tuple[type[Record], Values]], main: type[Record]) -> list[str]:
    """How many of the main kind, then its parts and the records of other kinds where there are any.

    The main kind is the one that refers to the others; parts refer to records of their own kind.
    """
    others = [record for record in reversed(_KINDS) if record is not main]
    of_main = [values for record, values in records if record is main]
    own = [each.attribute for each in main.references() if each.to is main]
    parts = sum(any(values[name] is not None for name in own) for values in of_main)
    counts = [count_of(len(of_main) - parts, main.singular, main.plural())]
    if parts:
        counts.append(count_of(parts, "part"))
    for kind in others:
        if count := sum(record is kind for record, _ in records):
            counts.append(count_of(count, kind.singular))
    return counts


def _listed(names: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
