"""The membership register: every member with its stage, its signatures and its workstreams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from data.alliances.names import subject_of
from data.meetings.attendance import attendance_of_members
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import Particulars, nobody_in, particulars, within
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Figure, Listing, Look, Mark, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from data.workstreams.computed_columns import workstreams_of_members
from models.fields.dates import school_year
from models.fields.text import count_of
from models.fields.values import Value
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, STAGES_THAT_SIGNED
from models.people.person import Person
from models.records.record import Values

COLUMNS = (
    Column("school", "School", "text", 30, "The school, or the organisation."),
    Column("stage", "Stage", "state", 17),
    Column("since", "Since", "date", 10, "The day on which it came to this stage."),
    Column("statement-signed", "Statement signed", "date", 16),
    Column("alliance", "Alliance", "text", 22),
    Column("local-authority", "Local authority", "text", 15),
    Column("phase", "Phase", "text", 14),
    Column("type", "Type", "text", 22),
    Column("memorandum-signed", "Memorandum signed", "date", 17),
    Column("lead-contact", "Lead contact", "text", 22),
    Column("workstreams", "Workstreams", "text", 30),
    Column("attendance", "Attendance", "text", 10, "Meetings of this school year."),
    Column("enquired", "Enquired", "date", 10),
    Column("statement-sent", "Statement sent", "date", 14),
    Column("signatory", "Signatory", "text", 22),
    Column("left", "Left", "date", 10),
    Column("urn", "URN", "code", 7),
)

_ORGANISATION = "organisation"
"""What stands in a total where only a school has an authority or a phase."""


def make(books: Books, limits: Limits) -> Content:
    """One row for each membership, by alliance and name, counted by stage, authority, phase, type.

    Those that have left or declined stand in the register, and every total is of all its rows.
    """
    everybody = within(books, limits.alliance, limits.school)
    shown = everybody
    if limits.for_circulation:
        # A school may have signed for one alliance, and only talk with another.
        shown = [each for each in everybody if signature_stands(books, each)]
    about = particulars(books, shown)
    rows = _rows(books, shown, about)
    notes = _totals(shown, about) if rows else []
    if not everybody:
        notes = [nobody_in(books, limits.alliance)]
    elif limits.for_circulation:
        notes.insert(0, members_left_out(shown, everybody))
    paper = _paper(books, limits, shown, about, rows, notes)
    return Content(COLUMNS, rows, notes, paper)


def _rows(
    books: Books, memberships: Iterable[Values], about: Mapping[str, Particulars]
) -> list[Row]:
    """A row for each of these memberships, by alliance and name."""
    people, workstreams = books.names(Person), workstreams_of_members(books)
    came = attendance_of_members(books, school_year(books.today))
    rows = []
    for membership in memberships:
        key = str(membership["key"])
        member = about[key]
        cells: tuple[Value, ...] = (
            member.name,
            STAGES[str(membership["stage"])],
            membership["since"],
            membership["statement_signed"],
            member.alliance,
            member.authority,
            member.phase,
            member.type,
            membership["memorandum_signed"],
            people.get(str(membership["lead_contact"])),
            workstreams.get(key),
            f"{came[key][0]} of {came[key][1]}" if key in came else None,
            membership["enquired"],
            membership["statement_sent"],
            membership["signatory"],
            membership["left"],
            member.urn,
        )
        rows.append(Row(key, cells))
    rows.sort(key=lambda row: (str(row.cells[4]).casefold(), str(row.cells[0]).casefold()))
    return rows


_STAGE_ORDER = (
    *("strategic partner", "member", "paused", "leaving"),
    *("statement sent", "in discussion", "enquiry", "left", "declined"),
)
"""The order of the register on paper: whoever belongs first, whoever has gone last."""

_MARKS = {
    state: Mark(Look.SOON if stage in ("paused", "leaving") else Look.PLAIN)
    for stage, state in STAGES.items()
}

_SHOWN = (
    Shown("school", heading="School or organisation"),
    Shown("stage", marked=True),
    Shown("since"),
    Shown("statement-signed"),
    Shown("memorandum-signed", 2),
    Shown("local-authority", 2, heading="Authority"),
    Shown("phase", 2),
    Shown("lead-contact"),
    Shown("workstreams", 2),
    Shown("attendance", 2, heading="Meetings"),
)


def _paper(
    books: Books,
    limits: Limits,
    memberships: list[Values],
    about: dict[str, Particulars],
    rows: list[Row],
    notes: list[str],
) -> Paper:
    """The register by alliance and stage; who they are in lines of counts under it."""
    shown: Sequence[Shown] = _SHOWN
    if limits.for_circulation:
        # Whom to ask is for whoever keeps the register.
        shown = [each for each in _SHOWN if each.name != "lead-contact"]
    counts = [note for note in notes if note.startswith("By ")]
    groups = grouped(
        _by_stage(rows, memberships), {key: member.alliance for key, member in about.items()}
    )
    return Paper(
        "Register of members",
        "",
        subject_of(books, limits.alliance, limits.school),
        "the steering group; for the DfE on request",
        answer=_answer(memberships) if memberships else notes[:1],
        parts=[Listing("By alliance, stage and name", COLUMNS, groups, shown)],
        definitions=["Meetings: those of this school year to which it came, of those it was to be "
                     "at; a deputy counts.", *counts],
        left_out=[note for note in notes if note.startswith("For circulation")],
        orientation="landscape",
        headline=_headline(memberships),
        marks=_MARKS,
        for_circulation=limits.for_circulation,
    )  # fmt: skip


def _by_stage(rows: Iterable[Row], memberships: Iterable[Values]) -> list[Row]:
    """The rows by alliance, stage and name."""
    stages = {str(each["key"]): str(each["stage"]) for each in memberships}
    return sorted(
        rows,
        key=lambda row: (
            str(row.cells[4]).casefold(),
            _STAGE_ORDER.index(stages[row.key]),
            str(row.cells[0]).casefold(),
        ),
    )


def _headline(memberships: list[Values]) -> Figure | None:
    belong = [each for each in memberships if each["stage"] in STAGES_THAT_SIGNED]
    members = {each["school"] or each["organisation"] for each in belong}
    if not members:
        return None
    return Figure(str(len(members)), "schools and organisations that belong")


def _answer(memberships: list[Values]) -> list[str]:
    """Who belongs, as what, and who is on the way or has gone."""
    stages = Counter(str(each["stage"]) for each in memberships)
    belong = [each for each in memberships if each["stage"] in STAGES_THAT_SIGNED]
    members = {each["school"] or each["organisation"] for each in belong}
    alliances = {each["alliance"] for each in belong}
    several = len(belong) > len(members)
    first = (
        f"{count_of(len(members), 'school or organisation', 'schools and organisations')} "
        f"{'belongs' if len(members) == 1 else 'belong'}"
    )
    if not members:
        first = "No school or organisation belongs"
    if several:
        in_what = count_of(len(alliances), "alliance")
        first += f", in {count_of(len(belong), 'membership')} of {in_what}"
    words = (
        ("strategic partner", "as strategic partner", "as strategic partners"),
        ("member", "as member", "as members"),
        ("paused", "paused", "paused"),
        ("leaving", "leaving", "leaving"),
    )
    told = [count_of(stages[stage], one, many) for stage, one, many in words if stages[stage]]
    answer = [f"{first}: {', '.join(told)}." if told else f"{first}."]
    coming = sum(stages[each] for each in ("enquiry", "in discussion", "statement sent"))
    gone = [f"{stages[each]} {word}" for each, word in (("left", "left"), ("declined", "declined"))
            if stages[each]]  # fmt: skip
    parts = [f"{coming} more {'is' if coming == 1 else 'are'} on the way"] if coming else []
    parts += [" and ".join(gone)] if gone else []
    return [*answer, f"{'; '.join(parts)}."] if parts else answer


def _totals(memberships: list[Values], about: dict[str, Particulars]) -> list[str]:
    """The rows by stage, authority, phase and type, each line adding up to all of them."""
    ended = [each["stage"] in STAGES_THAT_ENDED for each in memberships]
    stages = Counter(str(each["stage"]) for each in memberships)
    schools = len({each["school"] for each in memberships} - {None})
    others = len({each["organisation"] for each in memberships} - {None})
    counts = ((schools, "school"), (others, "organisation"))
    members = " and ".join(count_of(count, noun) for count, noun in counts if count)
    told = ", ".join(
        f"{stages[stage]} {state.word.lower()}" for stage, state in STAGES.items() if stages[stage]
    )
    notes = [f"{count_of(len(memberships), 'membership')} of {members}: {told}."]
    for name in ("authority", "phase", "type"):
        words = [_word(each, about[str(each["key"])], name) for each in memberships]
        notes.append(f"By {name}: {_counted(words, ended)}.")
    if len(memberships) == 1:
        return notes
    rule = f"Each of these lines adds up to the {count_of(len(memberships), 'row')} below"
    if len(memberships) > schools + others:
        rule += ": a school with several memberships counts in each"
    if any(ended):
        rule += f"{';' if ':' in rule else ':'} ended is who left or declined"
    return [*notes, f"{rule}."]


def _word(membership: Values, member: Particulars, name: str) -> str:
    word = getattr(member, name)
    if word is None and membership["school"] is None:
        return _ORGANISATION
    return str(word or "not known")


def _counted(words: list[str], ended: list[bool]) -> str:
    """How often each word comes, the most frequent first: "Oldham (6), Bolton (2, 1 ended)"."""
    counts = Counter(words)
    over = Counter(word for word, has_ended in zip(words, ended, strict=True) if has_ended)
    ranked = sorted(counts, key=lambda word: (-counts[word], word.casefold()))
    return ", ".join(
        f"{word} ({counts[word]}" + (f", {over[word]} ended)" if over[word] else ")")
        for word in ranked
    )
