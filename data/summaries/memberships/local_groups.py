"""Local groups: which schools meet in each of the groups and networks around the alliances."""

from __future__ import annotations

import re

from data.alliances.names import subject_of
from data.memberships.as_of import memberships
from data.memberships.circulation import names_kept_back, shown_schools, signature_stands
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, by_first_cell
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.text import count_of, folded
from models.memberships.membership import STAGES_THAT_ENDED
from models.records.record import Values
from models.schools.gias_codes import LOCAL_AUTHORITIES, PHASES
from models.schools.school import School

COLUMNS = (
    Column("group", "Local group", "text", 34, "As its schools call it."),
    Column("school", "School", "text", 32),
    Column("urn", "URN", "code", 7),
    Column("phase", "Phase", "text", 14),
    Column("local-authority", "Local authority", "text", 15),
    Column("alliances", "Alliances", "text", 34, "Where it asks, is a member, or pauses."),
)

_KEPT_BACK = "A group that names a school that has not signed"

_BETWEEN = re.compile(r"[,;\n]")


def make(books: Books, limits: Limits) -> Summary:
    """One row for each school of each group, by the group's name."""
    belonging = {
        str(each["key"]): each
        for each in books.select(School.select().where(School.local_groups.is_null(False)))
    }
    shown, notes = shown_schools(books, limits, belonging)
    alliances = _alliances(books, limits)
    kept_back = names_kept_back(books, limits)
    names: dict[str, str] = {}
    rows = []
    for key in shown:
        for group in groups_of(belonging[key]):
            # One group is typed with a capital here and without there.
            known = any(name in group.casefold() for name in kept_back)
            group = _KEPT_BACK if known else group
            name = names.setdefault(folded(group), group)
            rows.append(
                _row(
                    key,
                    name,
                    books.name_from(School, belonging[key]),
                    belonging[key],
                    alliances.get(key, []),
                )
            )
    rows.sort(key=lambda row: (folded(str(row.cells[0])), folded(str(row.cells[1]))))
    schools = count_of(len(shown), "school")
    told = f"{count_of(len(names), 'local group')}, {schools}."
    if not rows:
        told = "No school has a local group: type them into Local groups, with commas between."
    paper = Paper(
        "Schools by local group",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="the hub",
        answer=[told],
        parts=[Listing("By group and school", COLUMNS, by_first_cell(rows), _SHOWN)],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Summary(
        "local-groups", "Schools by local group", books.today, COLUMNS, rows, [told, *notes], paper
    )


_SHOWN = (
    Shown("school"),
    Shown("urn"),
    Shown("phase"),
    Shown("local-authority"),
    Shown("alliances"),
)


def groups_of(school: Values) -> list[str]:
    """The local groups of a school one by one: they are typed with commas between."""
    parts = (part.strip() for part in _BETWEEN.split(str(school["local_groups"] or "")))
    return list({folded(part): part for part in parts if part}.values())


def _row(key: str, group: str, name: str, school: Values, alliances: list[str]) -> Row:
    phase, authority = school["phase"], school["local_authority"]
    cells = (
        group,
        name,
        str(school["urn"]) if school["urn"] else None,
        PHASES.get(str(phase), str(phase)) if phase else None,
        LOCAL_AUTHORITIES.get(str(authority), str(authority)) if authority else None,
        ", ".join(sorted(alliances, key=str.casefold)) or None,
    )
    return Row(f"{key}, {group}", cells)


def _alliances(books: Books, limits: Limits) -> dict[str, list[str]]:
    """The names of the alliances in which each school has a membership that has not ended.

    For circulation only those whose Statement it has signed.
    """
    names = books.names(Alliance)
    found: dict[str, list[str]] = {}
    for each in memberships(books):
        counts = signature_stands(books, each) or not limits.for_circulation
        if each["school"] and counts and each["stage"] not in STAGES_THAT_ENDED:
            held = found.setdefault(str(each["school"]), [])
            held.append(names.get(str(each["alliance"]), ""))
    return found
