"""The membership register: every member with its stage, its signatures and its workstreams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.attendance import attendance_of_members
from data.circulation import left_out, signature_stands
from data.derived import workstreams_of_members
from data.member_particulars import Particulars, counted, particulars, who, within
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.alliances import STAGES, STAGES_THAT_ENDED
from models.dates import school_year
from models.people import Person
from models.records import Values
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("school", "School", "text", 32, "The school, or the organisation."),
    Column("urn", "URN", "code", 7),
    Column("alliance", "Alliance", "text", 22),
    Column("local-authority", "Local authority", "text", 15),
    Column("phase", "Phase", "text", 14),
    Column("type", "Type", "text", 22),
    Column("stage", "Stage", "state", 17),
    Column("since", "Since", "date", 10, "The day on which it came to this stage."),
    Column("enquired", "Enquired", "date", 10),
    Column("statement-sent", "Statement sent", "date", 14),
    Column("statement-signed", "Statement signed", "date", 16),
    Column("signatory", "Signatory", "text", 22),
    Column("memorandum-signed", "Memorandum signed", "date", 17),
    Column("lead-contact", "Lead contact", "text", 22),
    Column("workstreams", "Workstreams", "text", 30),
    Column("attendance", "Attendance", "text", 10, "Meetings of this school year."),
    Column("left", "Left", "date", 10),
)


def make(store: Store, limits: Limits) -> Summary:
    """One row for each membership, by alliance and name, counted by stage, authority, phase, type.

    Those that have left stand in the register, and are not among the members that are counted.
    """
    everybody = within(store, limits.alliance, limits.school)
    memberships = everybody
    if limits.for_circulation:
        # A school may have signed for one alliance, and only talk with another.
        memberships = [each for each in everybody if signature_stands(each)]
    about = particulars(store, memberships)
    people = store.names(Person)
    workstreams = workstreams_of_members(store)
    came = attendance_of_members(store, school_year(store.today))
    rows = []
    for membership in memberships:
        key = str(membership["key"])
        member = about[key]
        cells: tuple[Value, ...] = (
            member.name,
            member.urn,
            member.alliance,
            member.authority,
            member.phase,
            member.type,
            STAGES[str(membership["stage"])],
            membership["since"],
            membership["enquired"],
            membership["statement_sent"],
            membership["statement_signed"],
            membership["signatory"],
            membership["memorandum_signed"],
            people.get(str(membership["lead_contact"])),
            workstreams.get(key),
            f"{came[key][0]} of {came[key][1]}" if key in came else None,
            membership["left"],
        )
        rows.append(Row(key, cells))
    rows.sort(key=lambda row: (str(row.cells[2]).casefold(), str(row.cells[0]).casefold()))
    notes = []
    if limits.for_circulation:
        notes += left_out(map(who, memberships), map(who, everybody))
    if rows:
        notes += _counts(memberships, about)
    else:
        notes.append("No school is in an alliance yet.")
    return Summary("membership-register", "Membership register", store.today, COLUMNS, rows, notes)


def _counts(memberships: list[Values], about: dict[str, Particulars]) -> list[str]:
    """How many there are by stage, and of those that have not ended by authority, phase, type."""
    stages = [str(each["stage"]) for each in memberships]
    counts = ", ".join(
        f"{stages.count(stage)} {state.word.lower()}"
        for stage, state in STAGES.items()
        if stage in stages
    )
    notes = [f"{len(memberships)} in all: {counts}."]
    standing = [each for each in memberships if each["stage"] not in STAGES_THAT_ENDED]
    schools = [about[str(each["key"])] for each in standing if each["school"]]
    others = [about[str(each["key"])] for each in standing if not each["school"]]
    for label, found in (
        ("By authority", [each.authority for each in schools]),
        ("By phase", [each.phase for each in schools]),
        ("By type", [each.type for each in schools]),
        ("Organisations", [each.type for each in others]),
    ):
        if found:
            notes.append(f"{label}: {counted(found)}.")
    return notes
