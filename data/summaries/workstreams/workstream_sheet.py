"""The circle of each workstream: its members with their levels, who leads, who answers for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import member_name, within
from data.store.books import Books
from data.tables.circulation import KeptBack, at_least_three, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from data.workstreams.agenda import agenda_set_by, whose_paper
from data.workstreams.circulation import RECEIVES, keeps_secret, only_counted
from data.workstreams.levels import LEVEL_MARKS, commitments_on
from data.workstreams.matrix import workstreams_of
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.fields.values import Value
from models.people.person import Person
from models.people.post import ROLES, Post
from models.records.record import Values
from models.schools.school import School
from models.workstreams.commitment import CIRCLE_LEVELS, DEPTHS, LEVELS
from models.workstreams.project import PROJECT_STAGES, STAGES_THAT_ARE_OVER, Project
from models.workstreams.workstream import STRANDS

COLUMNS = (
    Column("workstream", "Workstream", "text", 26),
    Column("school", "School", "text", 26),
    Column("level", "Level", "state", 10),
    Column("since", "Since", "date", 10),
    Column("asked-by", "Asked by", "text", 20, "Who of the school asked for it."),
    Column("reason", "Reason", "text", 24),
    Column("review", "Review", "date", 10, "When a pause is reviewed."),
    Column("strand", "Strand", "text", 18, importance=3),
    Column("cost-code", "Cost code", "text", 10, importance=3),
    Column("alliance", "Alliance", "text", 22, importance=3),
)

SHOWN = (
    Shown("school"),
    Shown("level", marked=True),
    Shown("since"),
    Shown("asked-by"),
    Shown("reason", 2, under=("review",)),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each member of a circle, by workstream, the deepest level first."""
    everybody = within(books, limits.alliance, limits.school)
    shown = [
        each for each in everybody if not limits.for_circulation or signature_stands(books, each)
    ]
    members = {str(each["key"]): each for each in shown}
    held = commitments_on(books, books.today)
    secret = names_kept_back(books, limits)
    notes = [members_left_out(shown, everybody)] if limits.for_circulation else []
    rows: list[Row] = []
    parts: list[Listing] = []
    alliances = sorted(books.names(Alliance).items(), key=lambda each: each[1].casefold())
    for alliance, name in alliances:
        if limits.alliance not in (None, alliance):
            continue
        for workstream in workstreams_of(books, alliance, books.today):
            if limits.one not in (None, workstream["key"]):
                continue
            found = _rows(books, workstream, name, members, held)
            receiving = None
            if keeps_secret(limits, workstream):
                found, receiving = _without_receiving(found)
                notes.append(only_counted(workstream, receiving))
            rows += found
            if found or not limits.school:
                parts.append(_part(books, workstream, found, secret, receiving))
    circles = f"{count_of(len(parts), 'workstream')}, {count_of(len(rows), 'seat')} in circles."
    paper = Paper(
        "Circles of the workstreams",
        "Circles",
        whose_paper(books, limits),
        "circle leads",
        answer=[circles if rows else "Nobody is in a circle yet."],
        parts=parts,
        definitions=["A circle is those who lead, contribute, receive or pause on this day."],
        left_out=notes,
        marks=LEVEL_MARKS,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [circles, *notes], paper)


def _rows(
    books: Books,
    workstream: Values,
    alliance: str,
    members: dict[str, Values],
    held: dict[tuple[str, str], Values],
) -> list[Row]:
    seats = [
        (membership, each)
        for (membership, stream), each in held.items()
        if stream == workstream["key"] and each["level"] in CIRCLE_LEVELS and membership in members
    ]
    named = [(member_name(books, members[key]), key, each) for key, each in seats]
    named.sort(key=lambda each: (-DEPTHS[str(each[2]["level"])], each[0].casefold()))
    strand = STRANDS.get(str(workstream["strand"]))
    found = []
    for name, key, each in named:
        cells: tuple[Value, ...] = (
            str(workstream["name"]),
            name,
            LEVELS[str(each["level"])],
            each["began"],
            each["asked_by"],
            each["reason"],
            each["review"],
            strand,
            workstream["cost_code"],
            alliance,
        )
        found.append(Row(key, cells))
    return found


def _without_receiving(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of those who do not receive, without reasons, and how many receive."""
    level, reason = (
        [column.name for column in COLUMNS].index(name) for name in ("level", "reason")
    )
    kept = [row for row in rows if row.cells[level] != LEVELS[RECEIVES]]
    silent = [Row(row.key, (*row.cells[:reason], None, *row.cells[reason + 1 :])) for row in kept]
    return silent, len(rows) - len(kept)


def _part(
    books: Books,
    workstream: Values,
    rows: Sequence[Row],
    kept_back: KeptBack,
    receiving: int | None,
) -> Listing:
    """A workstream as a part of the paper: who answers for it, its circle, its projects.

    Where it is not named who is `receiving`, they are counted.
    """

    def safe(text: str) -> str:
        return "" if kept_back(text) else text

    lead = books.name_of(School, str(workstream["lead_school"] or ""))
    person = books.name_of(Person, str(workstream["lead_person"] or ""))
    led = " · ".join(part for part in (safe(lead), person) if part)
    levels = [str(row.cells[2]) for row in rows]
    counts = [f"{levels.count(state.word)} {word}" for state, word in _COUNTED
              if state.word in levels]  # fmt: skip
    nobody = "Nobody yet" if receiving is None else "Nobody is named"
    told = [f"{count_of(len(rows), 'school')}: {', '.join(counts)}" if rows else nobody]
    told += [f"Receive, not named: {at_least_three(receiving)}"] if receiving is not None else []
    told += [f"Led by {led}"] if led else []
    accountable = _accountable(books, workstream, safe)
    told += [f"Accountable: {accountable}"] if accountable else []
    set_by = agenda_set_by(books, workstream, books.today)
    told += [f"Agenda set by {set_by[:1].lower()}{set_by[1:]}"] if set_by else []
    prose = [
        Prose(label, text)
        for label, text in (
            ("Aim.", safe(str(workstream["aim"] or ""))),
            ("Projects.", safe(_projects(books, workstream))),
        )
        if text
    ]
    answer = f"{'. '.join(told)}."
    return Listing(
        "", COLUMNS, [Group("", rows)], SHOWN, prose=prose, title=str(workstream["name"]),
        answer=answer,
    )  # fmt: skip


_COUNTED = tuple(
    (LEVELS[level], word)
    for level, word in (
        ("lead", "lead"),
        ("contribute", "contribute"),
        ("receive", "receive"),
        ("paused", "paused"),
    )
)


def _accountable(books: Books, workstream: Values, safe: Callable[[str], str]) -> str:
    """Whose post carries the responsibility, and where, as far as it may be named."""
    post = books.get(Post, str(workstream["accountable_post"] or ""))
    if post is None:
        return ""
    place = books.name_of(School, str(post["school"] or ""))
    said = f"{books.name_of(Person, str(post['person']))}, {ROLES[str(post['role'])].lower()}"
    where = safe(place)
    return f"{said}, {where}" if where else said


def _projects(books: Books, workstream: Values) -> str:
    """The projects that are not over, each with its stage."""
    found = [
        f"{each['question']} ({PROJECT_STAGES[str(each['stage'])].word.lower()})"
        for each in books.find(Project, workstream=workstream["key"])
        if each["stage"] not in STAGES_THAT_ARE_OVER
    ]
    return "; ".join(sorted(found, key=str.casefold))
