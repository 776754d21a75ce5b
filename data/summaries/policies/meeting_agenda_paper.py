"""The agenda of a governors' meeting as its clerk hands it out: to approve, to note, to publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.policies.governors_meetings import GovernorsMeeting
from data.policies.papers import DUTY_MEANS, MARKS, READERS, have, sources_of, worst_of
from data.policies.standing import Standing, board
from data.store.books import Books
from data.tables.paper import Group, Listing, Paper, Shown, Source
from data.tables.table import Column, Row
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value
from models.policies.due_dates import DUE, DUE_NEXT, OVERDUE

if TYPE_CHECKING:
    from data.tables.limits import Limits
    from models.records.record import Values

HEADINGS = {"Approve": "To approve", "Note": "To note", "Publish": "To publish"}

_COLUMNS = (
    Column("policy", "Policy"),
    Column("brings", "Who brings it"),
    Column("duty", "Duty"),
    Column("why-now", "Why now"),
    Column("approves", "Who approves"),
    Column("delegated", "May be delegated to"),
    Column("guidance", "Guidance and model"),
)
_SHOWN = (
    Shown("policy", under=("brings",), heading="Policy and who brings it"),
    Shown("duty", 2),
    Shown("why-now"),
    Shown("approves", under=("delegated",)),
    Shown("guidance", 2),
)


class AgendaItem(NamedTuple):
    """A school's policy on an agenda: what is asked, who brings it, how it comes by its model."""

    standing: Standing
    asked: str
    title: str
    owner: Value
    policy: Values
    model: str | None


def agenda_paper(
    books: Books,
    limits: Limits,
    subject: str,
    schools: Mapping[str, tuple[str, GovernorsMeeting | None]],
    items: Mapping[str, Sequence[AgendaItem]],
    elsewhere: Sequence[str],
    told: Sequence[str],
    left_out: Sequence[str],
) -> Paper:
    """The paper of one school's agenda, or of several, each on a page of its own."""
    everything = [item for of_school in items.values() for item in of_school]
    addresses = _addresses(everything)
    sources = sources_of(_policies(everything))
    marks = {address: len(sources) + at for at, address in enumerate(addresses, 1)}
    title, period = "Agendas of the governors’ meetings", ""
    if limits.school and schools:
        _, meeting = next(iter(schools.values()))
        title = f"Policies for the {_of(meeting.body)}" if meeting else "Policies for the governors"
        period = _period(meeting)
    return Paper(
        title,
        "",
        subject,
        READERS["clerk"],
        period,
        answer=_answer(books, everything, elsewhere, of_one=bool(limits.school)),
        parts=_parts(schools, items, marks, of_one=bool(limits.school)),
        definitions=[DUTY_MEANS, *told],
        left_out=left_out,
        sources=[*sources, *(Source("", address) for address in addresses)],
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )


def _parts(
    schools: Mapping[str, tuple[str, GovernorsMeeting | None]],
    items: Mapping[str, Sequence[AgendaItem]],
    marks: Mapping[str, int],
    *,
    of_one: bool,
) -> list[Listing]:
    """The agenda of each school; of several those that have anything on it, under their names."""
    parts: list[Listing] = []
    for school, (name, meeting) in schools.items():
        of_school = items[school]
        if not of_school and not of_one:
            continue
        when = f"{meeting.in_words}." if meeting else "No governors’ meeting ahead is recorded."
        parts.append(
            Listing(
                "Agenda items",
                _COLUMNS,
                _groups(of_school, marks),
                _SHOWN,
                numbered=True,
                title="" if of_one else name,
                answer="" if of_one else f"{when} {_counted(of_school)}",
                new_page=not of_one and bool(parts),
            )
        )
    return parts


def _of(body: str) -> str:
    return (
        body
        if body[:1].isupper() and body.split()[0] not in ("Governing", "Trust")
        else (body[:1].lower() + body[1:])
    )


def _period(meeting: GovernorsMeeting | None) -> str:
    if meeting is None:
        return "No meeting ahead is recorded"
    day = f"{meeting.held:%A} {meeting.held.day} {meeting.held:%B %Y}"
    return f"Meeting on {day}{f', {meeting.starts}' if meeting.starts else ''}"


def _policies(items: Sequence[AgendaItem]) -> list[Values]:
    return list({str(item.policy["key"]): item.policy for item in items}.values())


def _addresses(items: Sequence[AgendaItem]) -> list[str]:
    found = dict.fromkeys(
        str(item.policy["guidance_address"]) for item in items if item.policy["guidance_address"]
    )
    return list(found)


def _groups(items: Sequence[AgendaItem], marks: Mapping[str, int]) -> list[Group]:
    groups = []
    for asked, heading in HEADINGS.items():
        rows = [
            Row(
                item.standing.pair,
                (
                    item.title,
                    str(item.owner) if item.owner else None,
                    item.standing.duty.level.capitalize(),
                    _why_now(item.standing),
                    _text(item.policy["approval_level"]),
                    _delegated(item.policy["may_be_delegated_to"]),
                    _guidance(item, marks),
                ),
            )
            for item in items
            if item.asked == asked
        ]
        if rows:
            groups.append(Group(heading, rows))
    return groups


def _why_now(each: Standing) -> str:
    if each.state is OVERDUE and each.due:
        return f"Overdue since {show_date(each.due)}"
    if each.state in (DUE, DUE_NEXT) and each.due:
        return f"{each.state.word}: {show_date(each.due)}"
    if each.due and each.approved:
        return f"{each.state.word}, due {show_date(each.due)}"
    return each.state.word


def _delegated(to: object) -> str | None:
    return f"may be delegated to: {str(to)[:1].lower()}{str(to)[1:]}" if to else None


def _guidance(item: AgendaItem, marks: Mapping[str, int]) -> str | None:
    policy = item.policy
    lines = []
    if policy["guidance"]:
        mark = marks.get(str(policy["guidance_address"]))
        lines.append(f"Guidance: {policy['guidance']}{f'[{mark}]' if mark else ''}")
    if item.model:
        lines.append(f"Model: {item.model[:1].lower()}{item.model[1:]}")
    return "\n".join(lines) or None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _counted(items: Sequence[AgendaItem]) -> str:
    counts = [
        (sum(item.asked == asked for item in items), words)
        for asked, words in (("Approve", "to approve"), ("Note", "to note"),
                             ("Publish", "to publish"))
    ]  # fmt: skip
    first, *others = [(count, words) for count, words in counts if count] or [(0, "")]
    if not first[0]:
        return "Nothing goes on the agenda."
    told = [f"{count_of(first[0], 'policy', 'policies')} {first[1]}"]
    told += [f"{count} {words}" for count, words in others]
    return f"{told[0]}." if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}."


def _answer(
    books: Books, items: Sequence[AgendaItem], elsewhere: Sequence[str], *, of_one: bool
) -> list[str]:
    """How much there is to do, how much of it is overdue, and what waits for another meeting."""
    answer = [_counted(items)]
    late = [item.standing for item in items if item.standing.state is OVERDUE]
    if late:
        titles = {item.standing.policy: item.title for item in items}
        worst = worst_of(books, board(books), late, titles)
        oldest = worst.removeprefix("The oldest is late by ")
        if of_one:
            oldest = f"{oldest.rsplit(' at ', 1)[0]}."
        told = f"{len(late)} of them {have(len(late), 'is', 'are')} overdue"
        answer.append(f"{told}, the oldest by {oldest}" if len(late) > 1 else f"{told} by {oldest}")
    if elsewhere and of_one:
        named = "; ".join(elsewhere)
        answer.append(
            f"{len(elsewhere)} more {have(len(elsewhere), 'waits', 'wait')} for a meeting of the "
            f"full board or trust board: {named}."
        )
    return answer
