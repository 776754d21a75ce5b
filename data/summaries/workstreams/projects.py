"""Projects of research and development: how far each has come, and what was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from data.memberships.circulation import named_schools
from data.store.books import Books
from data.tables.circulation import left_out_for_a_name, names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from data.workstreams.agenda import whose_paper
from models.alliances.alliance import Alliance
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School
from models.workstreams.project import ETHICS, PROJECT_STAGES, STAGES_THAT_ARE_OVER, Project
from models.workstreams.project_rules import finding_at_the_end
from models.workstreams.workstream import Workstream

NO_FINDING = State("!", "No finding", Tone.BAD)

COLUMNS = (
    Column("question", "Question", "text", 36),
    Column("stage", "Stage", "state", 10),
    Column("late", "Finding due", "state", 10, "Past the day on which it was to end, unfound."),
    Column("lead", "Lead school", "text", 24),
    Column("partners", "Partners", "text", 24),
    Column("began", "Began", "date", 10),
    Column("ends", "Ends", "date", 10),
    Column("ethics", "Ethics", "text", 10),
    Column("consent", "Consent", "date", 10),
    Column("finding", "Finding", "text", 36),
    Column("write-up", "Write-up", "text", 26),
    Column("shared", "Shared", "date", 10),
    Column("shared-at", "Shared at", "text", 22),
    Column("reason", "Why it was stopped", "text", 22),
    Column("workstream", "Workstream", "text", 22),
    Column("alliance", "Alliance", "text", 22, importance=3),
)

_ORDER = ("under way", "writing up", "approved", "proposed", "shared", "stopped")


def make(books: Books, limits: Limits) -> Content:
    """One row for each project, those at work first."""
    streams = {str(each["key"]): each for each in books.find(Workstream)}
    alliances = books.names(Alliance)
    wanted = [each for each in books.find(Project) if _is_wanted(each, streams, limits)]
    leads = {str(each["lead_school"]) for each in wanted if each["lead_school"]}
    named, notes = named_schools(books, limits, leads)
    secret = names_kept_back(books, limits)
    rows, kept_back = [], 0
    for each in sorted(wanted, key=_place):
        if names_any((each[name] for name in _TEXTS), secret):
            kept_back += 1
            continue
        rows.append(_row(books, each, streams[str(each["workstream"])], named, alliances))
    if kept_back:
        notes = [*notes, left_out_for_a_name(kept_back, "project")]
    answer = _answer(wanted, rows)
    return Content(
        COLUMNS,
        rows,
        [" ".join(answer), *notes],
        _paper(books, limits, rows, answer, notes),
    )


def _row(
    books: Books,
    project: Values,
    stream: Values,
    named: Collection[str],
    alliances: Mapping[str, str],
) -> Row:
    lead = str(project["lead_school"] or "")
    late = finding_at_the_end(project, books) is not None
    cells: tuple[Value, ...] = (
        str(project["question"]),
        PROJECT_STAGES[str(project["stage"])],
        NO_FINDING if late else None,
        books.name_of(School, lead) or None if lead in named else None,
        project["partners"],
        project["began"],
        project["ends"],
        ETHICS.get(str(project["ethics"])),
        project["consent"],
        project["finding"],
        project["write_up"],
        project["shared_on"],
        project["shared_at"],
        project["reason"],
        str(stream["name"]),
        alliances.get(str(stream["alliance"])),
    )
    return Row(str(project["key"]), cells)


_TEXTS = ("question", "partners", "finding", "write_up", "shared_at", "reason")


def _is_wanted(project: Values, streams: dict[str, Values], limits: Limits) -> bool:
    stream = streams[str(project["workstream"])]
    if limits.one not in (None, stream["key"]):
        return False
    if limits.alliance and stream["alliance"] != limits.alliance:
        return False
    return not limits.school or project["lead_school"] == limits.school


def _place(project: Values) -> tuple[int, str, str]:
    began = project["began"]
    return (
        _ORDER.index(str(project["stage"])),
        began.isoformat() if isinstance(began, date) else "9",
        str(project["question"]).casefold(),
    )


def _answer(wanted: Sequence[Values], rows: Sequence[Row]) -> list[str]:
    if not rows:
        return ["There is no project yet."]
    over = sum(each["stage"] in STAGES_THAT_ARE_OVER for each in wanted)
    found = sum(bool(each["finding"]) for each in wanted)
    answer = [f"{count_of(len(wanted), 'project')}, {len(wanted) - over} not over yet."]
    answer.append(f"{found} {'has' if found == 1 else 'have'} a finding.")
    late = sum(row.cells[2] is NO_FINDING for row in rows)
    if late:
        answer.append(f"{late} {'is' if late == 1 else 'are'} past the end without one.")
    return answer


def _paper(
    books: Books, limits: Limits, rows: Sequence[Row], answer: Sequence[str], notes: Sequence[str]
) -> Paper:
    heading = {row.key: str(row.cells[1]) for row in rows}
    shown = (
        Shown("question", under=("finding",), heading="Question, and what was found"),
        Shown("lead", under=("partners",), heading="Lead school and partners", empty="nobody"),
        Shown("began", under=("ends",), heading="Began, ends"),
        Shown("ethics"),
        Shown("late", marked=True, heading="Finding"),
        Shown("shared", 2, under=("shared-at",)),
    )
    return Paper(
        "Projects of research and development",
        "Projects",
        whose_paper(books, limits),
        "all members",
        answer=list(answer),
        parts=[Listing("Those at work first", COLUMNS, grouped(rows, heading), shown)],
        definitions=[
            "None is under way before its ethics is settled. No finding: the day on which it was "
            "to end has passed.",
        ],
        left_out=list(notes),
        for_circulation=limits.for_circulation,
    )
