"""The sections that tabs have: declared by their subjects, made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from models.fields.text import capitalized
from models.kinds import kinds_of
from models.records.record import Record
from models.subjects import load
from tui.sections.list import ListSection
from tui.sections.section import Section


class Place(NamedTuple):
    """A section that a tab has: its label, the kind that it stands for, and how it is made.

    Where it stands in its tab is by `order`, as in `Section`.
    """

    label: str
    record: type[Record] | None
    make: Callable[[], Section]
    order: int = Section.order


_LAST = 90

ListClass = TypeVar("ListClass", bound=type[ListSection])
_LISTS: dict[type[Record], type[ListSection]] = {}
_OTHERS: dict[str, list[Place]] = {}


def lists(record: type[Record]) -> Callable[[ListClass], ListClass]:
    """Declare the section that lists a kind; in a module `sections` of its subject."""

    def declare(section: ListClass) -> ListClass:
        _LISTS[record] = section
        return section

    return declare


def declare_places(subject: str, *places: Place) -> None:
    """Declare sections of a subject that are no lists; in its module `sections`.

    One that stands for a kind stands in place of its list.
    """
    _OTHERS.setdefault(subject, []).extend(places)


def list_class_of(record: type[Record]) -> type[ListSection]:
    """The section that lists a kind."""
    load("tui", "sections", (_subject_of(record),))
    return _LISTS.get(record, ListSection)


def places_of(subjects: tuple[str, ...]) -> tuple[Place, ...]:
    """The sections of these subjects in the order in which a tab shows them."""
    load("tui", "sections", subjects)
    found = [place for subject in subjects for place in _OTHERS.get(subject, ())]
    stood_for = {place.record for place in found}
    kinds = [record for subject in subjects for record in kinds_of(subject)]
    for record in kinds:
        if record not in stood_for:
            found.append(_list_of(record, _LISTS.get(record, ListSection)))
    # Of the same order: first what is no list, then the kinds in their own order.
    return tuple(
        sorted(
            found,
            key=lambda each: (each.order, -1 if each.record is None else kinds.index(each.record)),
        )
    )


def _subject_of(record: type[Record]) -> str:
    return record.__module__.split(".")[1]


def _list_of(record: type[Record], section: type[ListSection]) -> Place:
    label = capitalized(record.plural())
    order = max(section.order, _LAST) if record.listed_last else section.order
    return Place(label, record, lambda: section(record), order)
