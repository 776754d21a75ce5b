"""Departments that may lead: ranked under the protocol; the lower half is never named."""

from __future__ import annotations

from collections.abc import Sequence

from data.alliances.names import subject_of
from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import nobody_in
from data.sharing.ranking import Place, ranking
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row, with_equal_places
from models.alliances.agreed_text import AgreedText
from models.fields.choice_fields import chosen_of
from models.fields.dates import show_date, show_school_year
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School
from models.sharing.department import KEY_STAGES, MEASURES, OFFERS, Department
from models.sharing.permission import protocol_on

COLUMNS = (
    Column("comparison", "Comparison", "text", 34),
    Column("place", "Place", "number", 5),
    Column("of", "Of", "number", 4, "How many departments are compared."),
    Column("school", "School", "text", 28),
    Column("value", "Value", "hundredths", 7),
    Column("beside", "Beside", "hundredths", 7, "The national figure, or that of the alliance."),
    Column(
        "may-lead", "May lead", "text", 26, "What it offers, and the protocol lets it be named for."
    ),
    Column("school-year", "School year", "text", 9),
    Column("published", "Published", "yes_no", 9, importance=3),
)
_PAPER = (
    Shown("place"),
    Shown("of"),
    Shown("school"),
    Shown("value"),
    Shown("beside", heading="To compare"),
    Shown("may-lead"),
)
_MEANS = (
    "Compared are departments of schools whose signature stands today, of the same subject, key "
    "stage, measure and year; the more the better, the same value has the same place. Of each "
    "comparison only the upper half is named."
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each department of an upper half; for one school all of its own.

    Of one alliance, the first when none is named.
    """
    alliance = limits.alliance or first_alliance(books)
    if alliance is None:
        return _summary(books, limits, [], [nobody_in(books, None)], [])
    found = ranking(books, alliance)
    own = limits.school
    shown = [
        each
        for each in found.places
        if (each.department["school"] == own if own else each.is_upper)
    ]
    purposes = _purposes(books, alliance)
    groups: dict[str, list[Row]] = {}
    for each in shown:
        heading = _comparison(each.department)
        groups.setdefault(heading, []).append(_row(books, each, heading, purposes))
    notes = _notes(found.unsigned, found.without_purpose, own)
    answer = _answer(found.places, shown, own)
    protocol = _protocol(books, alliance)
    parts = [Group(heading, rows) for heading, rows in groups.items()]
    return _summary(books, limits._replace(alliance=alliance), parts, [*answer, protocol], notes)


def _summary(
    books: Books, limits: Limits, groups: Sequence[Group], answer: list[str], notes: list[str]
) -> Content:
    rows = [row for group in groups for row in group.rows]
    columns = with_equal_places(COLUMNS, rows)
    listing = Listing(count_of(len(rows), "department"), columns, groups, _PAPER)
    paper = Paper(
        "Departments that could lead others",
        "Departments",
        subject_of(books, limits.alliance, limits.school),
        "the steering group; those who plan training",
        answer=answer,
        parts=[listing] if rows else [],
        definitions=[_MEANS, "To compare: the national figure, or that of the alliance."],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(columns, rows, [*answer, _MEANS, *notes], paper)


def _row(books: Books, place: Place, heading: str, purposes: Sequence[str]) -> Row:
    each = place.department
    named = set(purposes) & set(chosen_of(each["purpose"]))
    may_lead = [OFFERS[offer] for offer in chosen_of(each["offers"]) if offer in named]
    year = each["school_year"]
    assert isinstance(year, int)
    cells: tuple[Value, ...] = (
        heading,
        place.place,
        place.of,
        books.name_of(School, str(each["school"])),
        each["value"],
        each["comparator"],
        ", ".join(may_lead) or None,
        show_school_year(year),
        each["published"],
    )
    return Row(str(each["key"]), cells)


def _comparison(department: Values) -> str:
    stage, measure = KEY_STAGES[str(department["key_stage"])], MEASURES[str(department["measure"])]
    year = department["school_year"]
    assert isinstance(year, int)
    return f"{department['subject']}, {stage}: {measure}, {show_school_year(year)}"


def _purposes(books: Books, alliance: str) -> tuple[str, ...]:
    texts = books.find(AgreedText, alliance=alliance, what="protocol")
    protocol = protocol_on(texts, books.today)
    return chosen_of(protocol["purposes"]) if protocol else ()


def _protocol(books: Books, alliance: str) -> str:
    """Under which protocol it is, and what that names."""
    texts = books.find(AgreedText, alliance=alliance, what="protocol")
    protocol = protocol_on(texts, books.today)
    if protocol is None:
        return "The alliance has no data-sharing protocol today, so no department may be named."
    named = AgreedText.field("purposes").show(protocol["purposes"])
    day = protocol["agreed"]
    agreed = f" of {show_date(day)}" if day is not None else ""  # type: ignore[arg-type]
    if not named:
        return (
            f"The protocol, version {protocol['version']}{agreed}, names no purpose, so no "
            "department may be named."
        )
    return f"Under the protocol, version {protocol['version']}{agreed}. Its purposes: {named}."


def _answer(places: Sequence[Place], shown: Sequence[Place], own: str | None) -> list[str]:
    if not places:
        return ["No department may be compared."]
    compared = count_of(len(places), "department")
    schools = len({each.department["school"] for each in places})
    if own:
        lower = sum(not each.is_upper for each in shown)
        said = f"{count_of(len(shown), 'department')} of the school, {lower} in the lower half."
        return [said, f"{compared} of {count_of(schools, 'school')} are compared in all."]
    lower = len(places) - len(shown)
    are = "is" if lower == 1 else "are"
    return [
        f"{len(shown)} of {compared} of {count_of(schools, 'school')} stand in the upper half.",
        f"The other {lower} {are} not named.",
    ]


def _notes(unsigned: Sequence[Values], without: Sequence[Values], own: str | None) -> list[str]:
    if own:
        unsigned = [each for each in unsigned if each["school"] == own]
        without = [each for each in without if each["school"] == own]
    notes = []
    for left_out, why in (
        (unsigned, "not signed"),
        (without, "for a purpose that the protocol does not name"),
    ):
        if left_out:
            schools = count_of(len({each["school"] for each in left_out}), "school")
            are = "is" if len(left_out) == 1 else "are"
            count = count_of(len(left_out), Department.singular, Department.plural())
            notes.append(f"{count} of {schools} {are} left out: {why}.")
    if not notes:
        notes.append("No department is left out for want of a signature.")
    return notes
