"""The deployment log: who was supported by whom, days, ratings, and what it comes to."""

from __future__ import annotations

from datetime import date

from data.alliances.names import subject_of
from data.store.books import Books
from data.support.circulation import counted_for_circulation, with_note
from data.support.standing import Standing, standings
from data.support.words import days_in_words, figures_for_deployment, parties_of
from data.tables.circulation import confidential
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value
from models.schools.school import School
from models.support.deployment import PRIORITIES, RATINGS, SUPPORT_KINDS

COLUMNS = (
    Column("reference", "Reference", "text", 9),
    Column("client", "Client", "text", 24),
    Column("phase", "Phase", "text", 14),
    Column("authority", "Authority", "text", 14),
    Column("purpose", "Purpose", "text", 26),
    Column("kind", "Kind", "text", 16),
    Column("priority", "Priority", "text", 14),
    Column("specialist", "Specialist", "text", 20),
    Column("home", "Home", "text", 22),
    Column("requested", "Requested", "date", 10),
    Column("signed", "Signed", "date", 10),
    Column("step", "Last step", "state", 19),
    Column("since", "Since", "date", 10),
    Column("agreed", "Days agreed", "hundredths", 6),
    Column("used", "Days used", "hundredths", 5),
    Column("visits", "Visits", "number", 6, "Visits that took place."),
    Column("rating", "Rating", "text", 11, "By the client: 1 and 2 are good or better."),
    Column("client-pays", "Client pays", "money", 11, "Before VAT."),
    Column("vat", "VAT", "money", 10),
    Column("home-gets", "Home gets", "money", 11),
    Column("fee", "Fee", "money", 10, "What stays with the alliance."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each deployment that was requested in the time, the newest first."""
    found = [each for each in standings(books) if _is_within(each, limits)]
    if limits.for_circulation:
        found = [each for each in found if each.signed]
        return counted_for_circulation(books, limits, "Schools supported", found)
    found.sort(key=lambda each: str(each.deployment["reference"]), reverse=True)
    found.sort(key=lambda each: str(each.deployment["requested"]), reverse=True)
    rows = [_row(books, each) for each in found]
    told = _told(found)
    paper = Paper(
        "Deployment log",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="hub finance",
        period=_period(limits),
        answer=told,
        parts=[Listing("The newest first", COLUMNS, [Group("", rows)], _SHOWN)],
        definitions=[
            "Days used: hours of visits that count, divided by the hours of a day; what the price "
            "includes is not counted.",
            "Figures before signing are those of the charge scheme; signing copies them.",
        ],
        orientation="landscape",
    )
    notes = with_note(told)
    return Content(COLUMNS, rows, notes, confidential(paper))


_SHOWN = (
    Shown("reference"),
    Shown("client", under=("purpose",), heading="Client and purpose"),
    Shown("specialist", under=("home",), heading="Specialist and home", empty="nobody named"),
    Shown("requested"),
    Shown("step", under=("since",), heading="Last step, since"),
    Shown("agreed", heading="Days"),
    Shown("used", heading="Used"),
    Shown("rating", 2),
    Shown("client-pays"),
    Shown("vat", 2),
    Shown("home-gets"),
    Shown("fee", 2),
)


def _is_within(each: Standing, limits: Limits) -> bool:
    deployment, day = each.deployment, each.deployment["requested"]
    if limits.alliance and deployment["alliance"] != limits.alliance:
        return False
    if limits.school and deployment["client"] != limits.school:
        return False
    if not isinstance(day, date):
        return True
    return not (limits.first and day < limits.first) and not (limits.last and day > limits.last)


def _period(limits: Limits) -> str:
    first = f"from {show_date(limits.first)}" if limits.first else ""
    last = f"to {show_date(limits.last)}" if limits.last else ""
    return " ".join(("Requested", first, last)).strip() if first or last else ""


def _told(found: list[Standing]) -> list[str]:
    if not found:
        return ["No support was requested."]
    agreed = sum(each.agreed for each in found if each.signed)
    used = sum(each.used for each in found)
    in_need = sum(each.used for each in found if each.deployment["priority"] == "need")
    said = [
        f"{count_of(len(found), 'deployment')}, {sum(each.has_ended for each in found)} of them "
        f"ended: {days_in_words(used)} used of {days_in_words(agreed)} agreed, "
        f"{days_in_words(in_need) if in_need else 'none'} of these for schools in need of support."
    ]
    rated = [str(each.deployment["rating"]) for each in found if each.deployment["rating"]]
    if rated:
        good = sum(each in ("1", "2") for each in rated)
        are = "is" if good == 1 else "are"
        said.append(f"{good} of {count_of(len(rated), 'rating')} {are} good or better.")
    return said


def _row(books: Books, each: Standing) -> Row:
    deployment, parties = each.deployment, parties_of(books, each.deployment)
    figures = figures_for_deployment(books, deployment)
    school = books.get(School, str(deployment["client"])) or {}
    cells: tuple[Value, ...] = (
        deployment["reference"],
        parties.client,
        books.show(School, "phase", school.get("phase")) or None,
        books.show(School, "local_authority", school.get("local_authority")) or None,
        deployment["purpose"],
        SUPPORT_KINDS.get(str(deployment["kind_of_support"])),
        PRIORITIES.get(str(deployment["priority"])),
        parties.specialist or None,
        parties.home or None,
        deployment["requested"],
        each.signed,
        each.state,
        each.path[-1].day,
        each.agreed or None,
        each.used or None,
        len(each.visits_held) or None,
        RATINGS.get(str(deployment["rating"])),
        *((figures.client, figures.vat, figures.home, figures.fee) if figures else (None,) * 4),
    )
    return Row(each.key, cells)
