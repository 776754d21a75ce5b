"""Papers that list schools under their local groups or trusts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.as_of import memberships
from data.memberships.circulation import shown_schools, signature_stands
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, by_first_cell
from data.tables.table import Column, Content, Hint, Row
from models.alliances.alliance import Alliance
from models.fields.text import count_of, folded
from models.memberships.membership import STAGES_THAT_ENDED
from models.schools.school import School


class Under(NamedTuple):
    """A school under something that it belongs to, by its key; `since` where that is told."""

    name: str
    school: str
    since: date | None = None


class Words(NamedTuple):
    """A paper of this sort: its title, its readers, what it counts, and its words for none."""

    title: str
    readers: str
    heading: str
    counted: tuple[str, str]
    none: str
    hint: str


def columns_of(group: Column, since: Column | None = None) -> tuple[Column, ...]:
    """The columns of such a paper."""
    return (
        group,
        Column("school", "School", "text", 30),
        Column("urn", "URN", "code", 7),
        Column("phase", "Phase", "text", 12),
        Column("local-authority", "Local authority", "text", 15),
        *((since,) if since else ()),
        Column("alliances", "Alliances", "text", 30, "Where it asks, is a member, or pauses."),
    )


def content_of(
    books: Books, limits: Limits, words: Words, columns: Sequence[Column], found: Sequence[Under]
) -> Content:
    """A row for each school under each of them, by their names."""
    shown, notes = shown_schools(books, limits, {each.school for each in found})
    schools = {str(each["key"]): each for each in books.of_keys(School, shown)}
    alliances = _alliances(books, limits)
    show = {name: School.field(name).show for name in ("phase", "local_authority")}
    # One of them is typed with a capital here and without there.
    names: dict[str, str] = {}
    rows = []
    for name, key, since in found:
        if key not in schools:
            continue
        school = schools[key]
        cells = {
            columns[0].name: names.setdefault(folded(name), name),
            "school": books.name_from(School, school),
            "urn": school["urn"],
            "phase": show["phase"](school["phase"]) or None,
            "local-authority": show["local_authority"](school["local_authority"]) or None,
            "since": since,
            "alliances": ", ".join(sorted(alliances.get(key, ()), key=str.casefold)) or None,
        }
        rows.append(Row(key, tuple(cells[column.name] for column in columns)))
    rows.sort(key=lambda row: (folded(str(row.cells[0])), folded(str(row.cells[1]))))
    told = [f"{count_of(len(names), *words.counted)}, {count_of(len(schools), 'school')}."]
    if not rows:
        told = [words.none, Hint(words.hint)]
    paper = Paper(
        words.title,
        subject=subject_of(books, limits.alliance, limits.school),
        readers=words.readers,
        answer=told,
        parts=[Listing(words.heading, columns, by_first_cell(rows), _shown(columns))],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(columns, rows, [*told, *notes], paper)


def _shown(columns: Sequence[Column]) -> list[Shown]:
    return [Shown(each.name, *((2,) if each.kind == "date" else ())) for each in columns[1:]]


def _alliances(books: Books, limits: Limits) -> dict[str, list[str]]:
    """The names of the alliances in which each school has a membership that has not ended.

    For circulation only those whose Statement it has signed.
    """
    found: dict[str, list[str]] = {}
    for each in memberships(books):
        counts = signature_stands(books, each) or not limits.for_circulation
        if each["school"] and counts and each["stage"] not in STAGES_THAT_ENDED:
            name = books.name_of(Alliance, str(each["alliance"]))
            found.setdefault(str(each["school"]), []).append(name)
    return found
