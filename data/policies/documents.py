"""Policies of several catalogues that are one document, or parts of one: counted once.

A school's policies are cells by the key of the policy. Where several of them are the same document,
one cell answers for all of them; the others show what it shows, and are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.policies.standing_inputs import AskedPolicy
from models.fields.states import State
from models.fields.text import folded
from models.policies.due_dates import NOT_APPLICABLE
from models.policies.duties import NO, Duty


class Cell(NamedTuple):
    """Where a school's policy stands, without its place, so that schools of one sort share it.

    `by` is the policy under which it is recorded, where that is another one; `mirrors` says that it
    is the same document as that, and so not counted. `also` are the policies it answers for.
    """

    state: State
    duty: Duty
    due: date | None = None
    key: str = ""
    approved: str = ""
    checked: str = ""
    published: str | None = None
    by: str = ""
    mirrors: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether the school has it: a record says so, and not that it does not apply."""
        return bool(self.key) and self.state is not NOT_APPLICABLE


Cells = dict[str, Cell]


class Documents:
    """Which policies are the same document, which are parts of one, and who answers for whom."""

    def __init__(self, policies: Sequence[AskedPolicy]) -> None:
        self._policies = {policy.key: policy for policy in policies}
        same: dict[str, list[str]] = {}
        parts: dict[str, list[str]] = {}
        for policy in policies:
            if policy.document:
                same.setdefault(folded(policy.document), []).append(policy.key)
            if policy.part_of:
                parts.setdefault(policy.part_of, []).append(policy.key)
        self._same = [keys for keys in same.values() if len(keys) > 1]
        self._group = {key: keys for keys in self._same for key in keys}
        self._parts = parts

    @property
    def any_shared(self) -> bool:
        """Whether any document is named by several policies."""
        return bool(self._same)

    def peers(self, policy: str) -> list[AskedPolicy]:
        """The policies that are the same document, or of a whole the same as one of its parts."""
        keys = dict.fromkeys(self._group.get(policy, [policy]))
        for part in self._parts.get(policy, ()):
            keys |= dict.fromkeys(key for key in self._group.get(part, ()) if key != part)
        return [self._policies[key] for key in keys]

    def settle(self, cells: Cells, stands_in: Mapping[str, str]) -> None:
        """Have one cell of a school answer for each document.

        `stands_in` are the other documents in which the school says that some of them stand.
        """
        for keys in self._same:
            _answer_once(cells, [key for key in keys if key in cells and _counts(cells[key])])
        for whole, parts in self._parts.items():
            self._settle_forms(cells, whole, [part for part in parts if part in cells])
        waiting = dict(sorted(stands_in.items()))
        while waiting:
            _stand_in(cells, next(iter(waiting)), waiting)

    def _settle_forms(self, cells: Cells, whole: str, parts: Sequence[str]) -> None:
        """A school holds a document whole or in its parts: the other form is not asked of it."""
        top = cells.get(whole)
        held = [part for part in parts if cells[part].is_held]
        if held and top and not top.key:
            titles = ", ".join(self._policies[part].title for part in held)
            cells[whole] = _set_aside(top, f"Held in its parts: {titles}.")
        elif not held and top and top.state is not NOT_APPLICABLE:
            why = f"Held in one document: {self._policies[whole].title}."
            free = [part for part in parts if not cells[part].key]
            same = [
                key
                for part in free
                for key in self._group.get(part, ())
                if key != part and key in cells and not cells[key].key and _counts(cells[key])
            ]
            for part in free:
                cells[part] = _set_aside(cells[part], why)
            _answer_for(cells, whole, same)


def _stand_in(cells: Cells, key: str, waiting: dict[str, str]) -> None:
    """Give a document the state of the one that the school says contains it.

    That one goes first if it waits to stand in another: it may be a third of the same name.
    """
    other = waiting.pop(key)
    said, mine = cells.get(other), cells.get(key)
    if said is None or mine is None or mine.mirrors or other == key:
        return
    first = said.by or other
    if first in waiting:
        _stand_in(cells, first, waiting)
    held = cells[first if said.mirrors else other]
    by = held.by or (first if said.mirrors else other)
    if held.state is not NOT_APPLICABLE and by != key:
        stands = held._replace(by=by, duty=mine.duty, key=mine.key, mirrors=False)
        cells[key] = stands._replace(also=mine.also)
        for same in mine.also:
            cells[same] = stands._replace(mirrors=True, also=())


def _counts(cell: Cell) -> bool:
    """Whether a cell is asked of the school, or has a record all the same."""
    return cell.duty.level != NO or bool(cell.key)


def _answer_once(cells: Cells, same: Sequence[str]) -> None:
    """Have the one that is held and was approved last answer for the others."""
    if len(same) > 1:
        first = max(same, key=lambda key: _standing_of(cells[key]))
        _answer_for(cells, first, [key for key in same if key != first])


def _standing_of(cell: Cell) -> tuple[bool, str, bool]:
    return cell.is_held, max(cell.approved, cell.checked), bool(cell.key)


def _answer_for(cells: Cells, first: str, others: Iterable[str]) -> None:
    others = tuple(others)
    for key in others:
        cells[key] = cells[first]._replace(by=first, mirrors=True, also=())
    cells[first] = cells[first]._replace(also=(*cells[first].also, *others))


def _set_aside(cell: Cell, why: str) -> Cell:
    duty = Duty(NO, why, cell.duty.publish)
    return cell._replace(state=NOT_APPLICABLE, due=None, duty=duty, also=(), by="", mirrors=False)
