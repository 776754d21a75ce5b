"""Statements outstanding: which went out to be signed and have not come back, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.alliances.names import subject_of
from data.memberships.circulation import members_left_out
from data.memberships.names import may_be_named, nobody_in, particulars, within
from data.memberships.predecessors import became_another, signed_as_predecessor
from data.people.posts import address_of, heads_on
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_SIGNED
from models.people.person import Person
from models.records.record import Values

STATEMENT = State("S", "Statement", Tone.WARN)
MEMORANDUM = State("M", "Memorandum", Tone.BAD)
SIGNATORY = State("N", "Signatory", Tone.WARN)
AS_PREDECESSOR = State("A", "As former URN", Tone.WARN)

COLUMNS = (
    Column("school", "School", "text", 28, "The school, or the organisation."),
    Column("out", "Not signed", "state", 11, "What has not come back, or was never signed."),
    Column("sent", "Sent", "date", 10, "The day on which it went out, where it is known."),
    Column("weeks", "Weeks", "number", 5, "Whole weeks since then."),
    Column("to", "To whom", "text", 24, "The lead contact, or else the head of the school."),
    Column("email", "Email", "text", 28),
    Column("telephone", "Telephone", "text", 14),
    Column("enquired", "Enquired", "date", 10),
    Column("alliance", "Alliance", "text", 22),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each signature that is outstanding, the longest first.

    Those are Statements that were sent, and of members what old books lack: the day or the
    signatory of the Statement, and of strategic partners the memorandum.
    """
    everybody = within(books, limits.alliance, limits.school)
    became = became_another(books)
    found = [(what, each) for each in everybody for what in _outstanding(each, became)]
    told = _told([what for what, _ in found])
    notes = [told if everybody else nobody_in(books, limits.alliance)]
    if limits.for_circulation and found:
        outstanding = [each for _, each in found]
        named = may_be_named(books, outstanding)
        found = [(what, each) for what, each in found if each["key"] in named]
        notes.append(members_left_out([each for _, each in found], outstanding))
    rows = _rows(books, found)
    paper = Paper(
        "Statements that are not signed",
        "Statements outstanding",
        subject_of(books, limits.alliance, limits.school),
        "the hub",
        answer=_answer(told, rows) if everybody else notes[:1],
        # Whose signature is missing may not be named, so a circulated paper has the number only.
        parts=[] if limits.for_circulation else [
            Listing("Out longest first", COLUMNS, [Group("", rows)], _SHOWN)
        ],
        definitions=[
            "Not signed: the Statement of Commitment that was sent, or what the books lack of one "
            "that was signed; of strategic partners also the memorandum.",
            "As former URN: signed as the establishment that the school was before; it counts as "
            "signed.",
            "Weeks: whole weeks since it was sent.",
        ],
        left_out=notes[1:],
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    return Content(COLUMNS, rows, notes, paper)


def _rows(books: Books, found: Sequence[tuple[State, Values]]) -> list[Row]:
    """A row for each, with whom to ask: its lead contact, or else the head."""
    about = particulars(books, (each for _, each in found))
    people = {str(each["key"]): each for each in books.find(Person)}
    heads = heads_on(books, books.today)
    rows = []
    for what, membership in found:
        member = about[str(membership["key"])]
        sent = _sent(membership) if what is STATEMENT else None
        head = heads.get(str(membership["school"]))
        person = people.get(str(membership["lead_contact"] or (head.person if head else "")))
        post = head.post if head and person and person["key"] == head.person else None
        cells = (
            member.name,
            what,
            sent,
            (books.today - sent).days // 7 if sent else None,
            str(person["name"]) if person else None,
            address_of(post, person),
            address_of(post, person, "telephone"),
            membership["enquired"],
            member.alliance,
        )
        rows.append(Row(str(membership["key"]), cells))
    return sorted(
        rows, key=lambda row: (row.cells[2] is None, str(row.cells[2]), str(row.cells[0]))
    )


_SHOWN = (
    Shown("school", under=("alliance",), heading="School and alliance"),
    Shown("out", marked=True),
    Shown("sent", empty="not known"),
    Shown("weeks"),
    Shown("to", under=("email", "telephone"), empty="nobody"),
    Shown("enquired", 2),
)


def _answer(told: str, rows: list[Row]) -> list[str]:
    """What is outstanding, and what has been out longest."""
    answer = [f"{each.strip('. ')}." for each in told.split(". ")]
    sent = [row for row in rows if isinstance(row.cells[3], int)]
    if sent:
        longest = max(sent, key=lambda row: row.cells[3] if isinstance(row.cells[3], int) else 0)
        weeks = count_of(int(str(longest.cells[3])), "week")
        answer.append(f"The longest has been out for {weeks}: {longest.cells[0]}.")
    return answer


def _told(found: list[State]) -> str:
    """How much of what is outstanding, whether or not it may be circulated."""
    out, unnamed, lacking = (found.count(each) for each in (STATEMENT, SIGNATORY, MEMORANDUM))
    told = []
    if out:
        told.append(f"{_statements(out)} out and not signed yet.")
    if unnamed:
        told.append(f"{_statements(unnamed)} signed, but it is not recorded by whom.")
    formerly = found.count(AS_PREDECESSOR)
    if formerly:
        told.append(f"{_statements(formerly)} signed under a former URN, and not anew.")
    if lacking:
        partners = count_of(lacking, "strategic partner has", "strategic partners have")
        told.append(f"{partners} no memorandum.")
    return " ".join(told) or "Everything that went out has come back signed."


def _statements(count: int) -> str:
    return f"{count_of(count, 'Statement')} of Commitment {'is' if count == 1 else 'are'}"


def _outstanding(membership: Values, became: Mapping[str, date]) -> list[State]:
    found = []
    stage = membership["stage"]
    unsigned = membership["statement_signed"] is None
    if stage == "statement sent" or (stage in STAGES_THAT_SIGNED and unsigned):
        found.append(STATEMENT)
    elif stage in STAGES_THAT_SIGNED and membership["signatory"] is None:
        found.append(SIGNATORY)
    if signed_as_predecessor(membership, became):
        found.append(AS_PREDECESSOR)
    if stage == "strategic partner" and membership["memorandum_signed"] is None:
        found.append(MEMORANDUM)
    return found


def _sent(membership: Values) -> date | None:
    """The day on which the Statement went out; that of the stage where no other is known."""
    for name in ("statement_sent", "since"):
        day = membership[name]
        if isinstance(day, date) and (name != "since" or membership["stage"] == "statement sent"):
            return day
    return None
