"""Lists of schools with a column for each role, in whose cells stands who holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from data.imports.cell_faults import is_total, says_nothing
from data.imports.cell_reading import heading_name
from data.imports.preparing import place_headed, put_right
from models.fields.field import UnreadableError
from models.fields.text import one_line
from models.people.post import ROLES, SHORT_ROLES, Post

if TYPE_CHECKING:
    from data.imports.csv_rows import FileRow
    from data.imports.tabular_files import TabularFile

_ALSO = {
    "headteacher": (
        *("Head teacher", "Head", "Name of headteacher", "Headteacher name", "Headteacher's name"),
        *("Acting headteacher", "Acting head", "Head of school", "HT"),
    ),
    "executive head": ("Executive head", "Exec head", "EHT"),
    "deputy": ("Deputy head", "DHT"),
    "chair": ("Chair of trustees", "Name of chair", "Chair of govs", "Governing body chair"),
    "clerk": ("Clerk to governors", "Clerk to the governors", "Governance professional"),
    "senco": ("SENDCo", "SEND lead"),
    "safeguarding lead": ("DSL name", "Safeguarding lead"),
    "business manager": ("Business manager", "Bursar"),
    "cpd lead": ("CPD lead",),
    "itt lead": ("ITT lead",),
}
_ROLES = {role: word for role, word in ROLES.items() if role != "other"}
_OF_GOVERNORS = re.compile(
    r".*\b(?:governor|trustee|associate member|vice[- ]chair)\b.*", re.IGNORECASE
)
_WHERE = ("School", "School name", "Name of school", "Establishment", "Academy", "Organisation")


_BY_HEADING = {
    heading_name(word): role
    for role, name in _ROLES.items()
    for word in (name, *filter(None, [SHORT_ROLES.get(name)]), *_ALSO.get(role, ()))
}
HEADINGS = tuple(_BY_HEADING)
"""Headings of columns in which the holders of a role stand."""


def take_role_columns(table: TabularFile) -> None:
    """Let each holder of a role be a row, where a table has a column for each role and no other.

    What stands beside one single role, such as an address, is that holder's.
    """
    named = ("Person", "Name", "Full name", "Role", "Post", "Position", "Job title")
    if place_headed(table, named) is not None or place_headed(table, _WHERE) is None:
        return
    roles = {
        at: _BY_HEADING[name]
        for at, text in enumerate(table.headings)
        if (name := heading_name(text)) in _BY_HEADING
    }
    if len(roles) == 1:
        ((at, role),) = roles.items()
        table.notes.append(f"“{table.headings[at]}” is read as Person, with that role.")
        table.headings = (*table.headings[:at], "Person", *table.headings[at + 1 :])
        put_right(table, lambda cells: [*cells, ROLES[role] if cells[at].strip() else ""], "Role")
    elif roles:
        _take_each(table, roles)


def take_other_roles(table: TabularFile) -> None:
    """Let governors of other roles, such as parent governors, be Other, with the role in the notes.

    Their posts are not told apart by a role of their own, and no row is to be lost by that.
    """
    at = place_headed(table, ("Role", "Post", "Position", "Job title", "Job"))
    if at is None:
        return
    field, notes, told = Post.field("role"), place_headed(table, ("Notes", "Comments")), False

    def made(cells: list[str]) -> list[str]:
        nonlocal told
        text = one_line(table.text(cells[at]))
        other, kept = _OF_GOVERNORS.fullmatch(text) is not None, f"Role: {text}"
        try:
            field.read(text, date.min)
        except UnreadableError:
            pass
        else:
            other = False
        if other and not told:
            told = True
            table.notes.append(f"“{text}” is read as {ROLES['other']}; the notes say which role.")
        found = [*cells[:at], ROLES["other"], *cells[at + 1 :]] if other else list(cells)
        if notes is None:
            return [*found, kept if other else ""]
        if other:
            found[notes] = "\n".join(filter(None, (found[notes], kept)))
        return found

    put_right(table, made, *([] if notes is not None else ["Notes"]))


def _take_each(table: TabularFile, roles: dict[int, str]) -> None:
    where = place_headed(table, _WHERE) or 0
    before, width = table.rows, len(table.headings)
    unused = [
        text for at, text in enumerate(table.headings) if text and at != where and at not in roles
    ]
    table.notes.append("Read cell by cell: Role across, Person in the cells.")
    if unused:
        table.notes.append(f"Whose they are is not told, so not used: {', '.join(unused)}.")
    table.headings = (table.headings[where], "Role", "Person")
    table.columns_of_csv = 0

    def rows() -> Iterator[FileRow]:
        for row in before:
            cells = [*row.cells, *[""] * (width - len(row.cells))]
            if row.problem or is_total(map(table.text, cells)):
                yield row._replace(cells=[cells[where], "", ""])
                continue
            for at, role in roles.items():
                if not says_nothing(table.text(cells[at])):
                    yield row._replace(cells=[cells[where], ROLES[role], cells[at]])

    table.rows = rows()
