"""The membership register: every school with its stage, its signatures and its workstreams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.circulation import named_schools
from data.derived import derived_of
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.alliances import STAGES, STAGES_THAT_SIGNED, Alliance, Membership
from models.codes import LOCAL_AUTHORITIES, PHASES, SCHOOL_TYPES
from models.people import Person
from models.schools import School
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("school", "School", "text", 32),
    Column("urn", "URN", "code", 7),
    Column("alliance", "Alliance", "text", 22),
    Column("local-authority", "Local authority", "text", 15),
    Column("phase", "Phase", "text", 14),
    Column("type", "Type", "text", 22),
    Column("stage", "Stage", "state", 17),
    Column("enquired", "Enquired", "date", 10),
    Column("statement-sent", "Statement sent", "date", 14),
    Column("statement-signed", "Statement signed", "date", 16),
    Column("signatory", "Signatory", "text", 22),
    Column("memorandum-signed", "Memorandum signed", "date", 17),
    Column("lead-contact", "Lead contact", "text", 22),
    Column("workstreams", "Workstreams", "text", 30),
    Column("left", "Left", "date", 10),
)


def make(store: Store, limits: Limits) -> Summary:
    """One row for each membership, by alliance and school."""
    wanted = {"alliance": limits.alliance} if limits.alliance else {}
    if limits.school:
        wanted["school"] = limits.school
    memberships = store.find(Membership, **wanted)
    # Those that have left stand in the register, so it is not limited to open memberships.
    named, notes = named_schools(store, limits, (str(each["school"]) for each in memberships))
    memberships = [
        each
        for each in memberships
        if each["school"] in named
        # A school may have signed for one alliance, and only talk with another.
        and (not limits.for_circulation or each["stage"] in STAGES_THAT_SIGNED)
    ]
    in_them = Membership.select(Membership.school)
    schools = {
        str(each["key"]): each
        for each in store.read(School.select().where(School.key.in_(in_them)))
    }
    people = store.names(Person)
    derived = derived_of(Membership)
    workstreams = derived.reckon(store) if derived else {}
    rows = []
    for membership in memberships:
        key = str(membership["key"])
        school = schools[str(membership["school"])]
        cells: tuple[Value, ...] = (
            school.get("name"),
            school.get("urn"),
            store.name_of(Alliance, str(membership["alliance"])),
            LOCAL_AUTHORITIES.get(str(school.get("local_authority")), school["local_authority"]),
            PHASES.get(str(school.get("phase")), school["phase"]),
            SCHOOL_TYPES.get(str(school.get("type")), school["type"]),
            STAGES[str(membership["stage"])],
            membership["enquired"],
            membership["statement_sent"],
            membership["statement_signed"],
            membership["signatory"],
            membership["memorandum_signed"],
            people.get(str(membership["lead_contact"])),
            (workstreams.get(key) or (None,))[0],
            membership["left"],
        )
        rows.append(Row(key, cells))
    rows.sort(key=lambda row: (str(row.cells[2]).casefold(), str(row.cells[0]).casefold()))
    counts = {
        state.word: sum(1 for membership in memberships if membership["stage"] == stage)
        for stage, state in STAGES.items()
    }
    counted = ", ".join(f"{count} {word.lower()}" for word, count in counts.items() if count)
    notes.append(f"{len(rows)} in all: {counted}." if rows else "No school is in an alliance yet.")
    return Summary("membership-register", "Membership register", store.today, COLUMNS, rows, notes)
