"""Loading a catalogue into a store: what that adds and what it leaves, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.catalogues.files import Catalogue, catalogues, records_of
from data.problems import Problem
from data.store.books import Books
from models.fields.text import count_of, folded
from models.kinds import RECORDS
from models.records.record import Record, Values

if TYPE_CHECKING:
    from data.store.store import Store

_KINDS = tuple(record for record in RECORDS if record.from_catalogues)
"""What is loaded of a catalogue, each kind after those that it refers to."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What loading a catalogue would do, or did.

    `new` are the records that it adds; `there` those that are there already and stay as they are,
    `changed` the names of those among them that differ from the catalogue. `namesakes` are names
    that a record of somebody's own has too: both stay, for nothing is merged.
    """

    catalogue: Catalogue
    new: tuple[tuple[type[Record], Values], ...]
    there: tuple[tuple[type[Record], Values], ...]
    changed: tuple[str, ...]
    namesakes: tuple[str, ...]

    @property
    def adds(self) -> str:
        """What it adds, in words: "9 policies, 2 parts, 4 service agreements"."""
        return ", ".join(_in_words(self.new))

    @property
    def done(self) -> str:
        """What it did, in a sentence that begins with how many policies."""
        first, *others = _in_words(self.new)
        stays = f"; {', '.join(_in_words(self.there))} there already" if self.there else ""
        return ", ".join([f"{first} loaded", *others]) + f"{stays}."

    def lines(self) -> list[str]:
        """What it would do, line by line; then what the catalogue is, and where it is from."""
        told = [f"It would add {self.adds if self.new else 'nothing'}."]
        if self.there:
            there = ", ".join(_in_words(self.there))
            told.append(f"Already there, to stay as they are: {there}.")
        if self.changed:
            told.append(f"Of these differ from the catalogue: {_listed(self.changed)}.")
        if self.namesakes:
            told.append(f"Kept apart from yours of the same name: {_listed(self.namesakes)}.")
        return [*told, "", self.catalogue.about, "", self.catalogue.source, self.catalogue.licence]


def plan_loading(books: Books, name: str) -> Loading:
    """What loading this catalogue would do; changes nothing. Raises CatalogueError."""
    new: list[tuple[type[Record], Values]] = []
    there: list[tuple[type[Record], Values]] = []
    changed, namesakes = [], []
    for record, key, values in records_of(name, books.today):
        if record not in _KINDS:
            continue
        called = str(values[record.named_by[0]])
        stands = books.get(record, key)
        if stands is None:
            new.append((record, values | {"key": key}))
            if _twins(books, record, values):
                namesakes.append(called)
        else:
            there.append((record, stands))
            if any(stands[each] != value for each, value in values.items()):
                changed.append(called)
    catalogue = next(each for each in catalogues() if each.name == name)
    return Loading(catalogue, tuple(new), tuple(there), tuple(changed), tuple(namesakes))


def carry_out(store: Store, loading: Loading) -> None:
    """Do what was planned, in one operation; nothing when it adds nothing.

    Raises Problem, and changes nothing, when some of it has come into the store since the plan.
    """
    if not loading.new:
        return
    with store.operation(f"Loaded {loading.adds} of {loading.catalogue.label}") as change:
        for record in _KINDS:
            several = [values for kind, values in loading.new if kind is record]
            if any(store.get(record, str(values["key"])) for values in several):
                raise Problem(
                    f"Some of {loading.catalogue.label} was loaded meanwhile, so the plan no "
                    "longer holds. Load it again: the new plan takes account of that."
                )
            change.add_many(record, several)


def bring_in(store: Store, name: str) -> Loading:
    """Bring a catalogue into the store at once, with the agreements that its policies name.

    It is one operation. What is there already stays as it is. Raises CatalogueError.
    """
    loading = plan_loading(store, name)
    carry_out(store, loading)
    return loading


def _twins(books: Books, record: type[Record], values: Values) -> bool:
    """Whether a record of somebody's own is called so, within the same catalogue if it has one."""
    name = record.named_by[0]
    same = {"catalogue": values["catalogue"]} if "catalogue" in values else {}
    wanted = folded(str(values[name]))
    return any(folded(str(each[name])) == wanted for each in books.find(record, **same))


def _in_words(records: Sequence[tuple[type[Record], Values]]) -> list[str]:
    """How many of the main kind, then its parts and the records of other kinds where there are any.

    The main kind is the one that refers to the others; parts refer to records of their own kind.
    """
    main, *others = reversed(_KINDS)
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
