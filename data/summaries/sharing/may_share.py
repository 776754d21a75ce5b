"""Which data of each school in an alliance may be shared, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from data.alliances.names import subject_of
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import nobody_in, within
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.memberships.membership import STAGES
from models.schools.school import School
from models.sharing.permission import protocol_on, signed_until

if TYPE_CHECKING:
    from models.records.record import Values

COLUMNS = (
    Column("school", "School", "text", 30),
    Column("may-share", "May be shared", "state", 19),
    Column("alliance", "Alliance", "text", 24),
    Column("since", "Since", "date", 10, "The day on which it signed."),
    Column("why", "Because", "text", 30),
    Column("protocol", "Protocol", "text", 14, "The version that holds today."),
)
BY_NAME = State("S", "School-identifiable", Tone.GOOD)
AGGREGATE = State("A", "Aggregate only", Tone.WARN)


def make(books: Books, limits: Limits) -> Content:
    """One row for each school of each alliance, those of an alliance together, by name."""
    everybody = memberships = _newest_of_each(within(books, limits.alliance, limits.school))
    notes: list[str] = []
    if limits.for_circulation and everybody:
        # What stands in one alliance says nothing of another.
        memberships = [each for each in everybody if signature_stands(books, each)]
        notes.append(members_left_out(memberships, everybody))
    rows = _rows(books, memberships)
    by_name = sum(1 for row in rows if row.cells[1] is BY_NAME)
    if rows:
        notes.append(
            f"{by_name} with the school's name for a purpose, {len(rows) - by_name} only as part "
            "of aggregate data. Data of a pupil: never."
        )
    elif not everybody:
        notes.append(nobody_in(books, limits.alliance))
    groups = grouped(rows, {row.key: _heading(row) for row in rows})
    paper = Paper(
        "Whose data may be shared",
        "May be shared",
        subject_of(books, limits.alliance, limits.school),
        "whoever writes a paper",
        answer=[_answer(by_name, len(rows))] if rows else notes[-1:],
        parts=[Listing("By alliance and school", COLUMNS, groups, _SHOWN)],
        definitions=["School-identifiable: with the school’s name, for a purpose that is recorded.",
                     "Data of a pupil are never shared."],
        left_out=notes[:1] if limits.for_circulation and everybody else (),
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    return Content(COLUMNS, rows, notes, paper)


def _newest_of_each(memberships: Iterable[Values]) -> list[Values]:
    """Of each school in each alliance the period that counts."""
    newest: dict[tuple[str, str], Values] = {}
    for each in memberships:
        if each["school"]:
            pair = str(each["alliance"]), str(each["school"])
            if pair not in newest or _later(each, newest[pair]):
                newest[pair] = each
    return list(newest.values())


def _rows(books: Books, memberships: Sequence[Values]) -> list[Row]:
    """A row for each membership with its alliance's protocol of today, by alliance and school."""
    texts = books.find(AgreedText, what="protocol")
    versions: dict[str, str] = {}
    for alliance in {str(each["alliance"]) for each in memberships}:
        protocol = protocol_on([t for t in texts if t["alliance"] == alliance], books.today)
        versions[alliance] = str(protocol["version"]) if protocol else "None agreed"
    rows = [_row(books, each, versions[str(each["alliance"])]) for each in memberships]
    rows.sort(key=lambda row: (str(row.cells[2]).casefold(), str(row.cells[0]).casefold()))
    return rows


_SHOWN = (Shown("school"), Shown("may-share", marked=True), Shown("since"), Shown("why"))


def _heading(row: Row) -> str:
    return f"{row.cells[2]}, protocol: {str(row.cells[5]).lower()}"


def _answer(by_name: int, count: int) -> str:
    """How many may stand in a paper with their name."""
    if by_name == count:
        return f"All {count_of(count, 'member')} may stand in a paper by name."
    return (
        f"{by_name} of {count_of(count, 'member')} may stand in a paper by name; of the other "
        f"{count - by_name} only what is counted together."
    )


def _later(one: Values, other: Values) -> bool:
    """Whether a period is the one that counts: it goes on, or it ended later."""
    last, before = signed_until(one), signed_until(other)
    return before is not None and (last is None or last > before)


def _row(books: Books, membership: Values, protocol: str) -> Row:
    stage, last = str(membership["stage"]), signed_until(membership)
    by_name = signature_stands(books, membership)
    if by_name:
        why = f"Signed by {membership['signatory']}" if membership["signatory"] else "Signed"
    elif last is not None:
        why = f"{STAGES[stage].word} on {show_date(last)}"
    else:
        why = f"{STAGES[stage].word}: not signed yet"
    cells: tuple[Value, ...] = (
        books.name_of(School, str(membership["school"])),
        BY_NAME if by_name else AGGREGATE,
        books.name_of(Alliance, str(membership["alliance"])),
        membership["statement_signed"] if by_name else None,
        why,
        protocol,
    )
    return Row(str(membership["key"]), cells)
