"""The files in which the department publishes its register: which one it is, and of which day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from data.imports.cell_reading import heading_name
from data.problems import Problem
from models.fields.dates import show_date

_ESTABLISHMENTS = "the file of schools itself, whose name begins with edubasealldata"

_OTHERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"URN", "LinkURN", "LinkType"}),
     "the register's file of links, which says which school came from which"),
    (frozenset({"Group UID", "URN"}),
     "the register's file of which schools belong to which trusts and federations"),
    (frozenset({"Group UID", "Group Name", "Group Type"}),
     "the register's file of groups, which are trusts and federations"),
    (frozenset({"GID"}),
     "the register's file of governors, which is personal data and never read"),
)  # fmt: skip
"""Files beside that of the schools, by headings that each has and no other file."""

_DAY_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_RENAMED_AFTER_DAYS = 60


def headings_of_others() -> set[str]:
    """The headings by which the register's other files are known, as `heading_name` has them."""
    return {heading_name(each) for headings, _ in _OTHERS for each in headings}


def refuse_others(name: str, headings: Iterable[str]) -> None:
    """Raise Problem when the headings are those of another file of the register."""
    there = {heading_name(each) for each in headings}
    for needed, what in _OTHERS:
        if {heading_name(each) for each in needed} <= there:
            raise Problem(f"“{name}” is {what}. Import {_ESTABLISHMENTS}.")


def day_of_file(name: str, newest_change: date | None, today: date) -> tuple[date | None, str]:
    """The day of which an extract tells, and what to say about it; None when nothing says it.

    It is the day in the file's name, as in edubasealldata20261112.csv, or else the newest day on
    which the register was changed.
    """
    named = _day_in_name(name)
    if named is not None and named > today:
        return newest_change, f"The file's name says {show_date(named)}, which is yet to come."
    if named is None or (newest_change is not None and newest_change > named):
        return newest_change, ""
    if newest_change is not None and (named - newest_change).days > _RENAMED_AFTER_DAYS:
        return named, (
            f"The newest change in the file is of {show_date(newest_change)}, so that "
            f"{show_date(named)} in its name may not be its day."
        )
    return named, ""


def _day_in_name(name: str) -> date | None:
    for year, month, day in _DAY_IN_NAME.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
