"""What schools owe for a shared service in a term or a school year, and charging it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.alliances.alliance import Alliance
from models.charges.amounts import is_live
from models.charges.charge import Charge
from models.charges.settling import cause_of
from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.dates import school_year, show_school_year
from models.fields.field import DeskField
from models.fields.half_terms import TERMS
from models.fields.text import count_of
from models.fields.values import Value, show_value
from models.records.record import Values
from models.schools.school import School
from models.services.share import Share, owed_in, takes_part
from models.services.shared_service import SharedService
from models.workstreams.workstream import only_of_strands

PERIODS = {name: f"{term} term" for name, term in TERMS.items()} | {"year": "School year"}
"""For what a share may be charged: a term is a third of the year, from September, January, May."""

_MONTHS = {"autumn": (9, 12), "spring": (1, 4), "summer": (5, 8), "year": (9, 8)}
_THIRDS = {"autumn": (0, 1), "spring": (1, 2), "summer": (2, 3), "year": (0, 3)}

Questions = list[tuple[str, DeskField]]


class _Line(NamedTuple):
    """A charge that is to be made: of which school, in which direction, how much."""

    school: str
    direction: str
    pence: int


def asked() -> Questions:
    """The questions before a service is charged."""
    return [
        ("period", ChoiceField(
            "For", "A term, which is a third of the year; or the whole year.", choices=PERIODS,
            required=True,
        )),
        ("school_year", SchoolYearField("School year", "Such as 2026/27.", required=True)),
        ("day", DateField("Owed from", "On which day does it come to be owed?", required=True)),
    ]  # fmt: skip


def proposed(books: Books) -> Values:
    """This term, from today on."""
    day = books.today
    return {"period": _period_of(day), "school_year": school_year(day), "day": day}


def _period_of(day: date) -> str:
    return next(each for each, (first, last) in _MONTHS.items() if first <= day.month <= last)


def charge_service(store: Store, service: str, answers: Values) -> Outcome:
    """Charge all who use a service for a term or a year, and note what its leader is to be passed.

    What is charged already is left out. Raises WrongCall when nothing is left to charge.
    """
    values = store.get(SharedService, service)
    if values is None:
        raise WrongCall("This service was removed meanwhile.")
    title, period, year = str(values["title"]), str(answers["period"]), answers["school_year"]
    assert isinstance(year, int)
    lines = _owed(store, service, period, year)
    if not lines:
        raise WrongCall(
            f"Nobody owes anything for {title}: enter under Pays in its shares what each school "
            "pays in a year."
        )
    label = f"Charged for the {_called(period, year)}: {title}"
    made, left_out = 0, 0
    with store.operation(label) as change:
        for line in lines:
            if _is_charged(change.books, values, line, period, year):
                left_out += line.direction == "to us"
                continue
            change.add(Charge, _charge(change.books, values, line, period, year) | {
                "made": answers["day"], "net": line.pence,
            })  # fmt: skip
            made += line.pence if line.direction == "to us" else 0
        if not change.kinds:
            raise WrongCall(
                f"{title}: the {_called(period, year)}, or a part of it, is charged already."
            )
    count = sum(line.direction == "to us" for line in lines) - left_out
    told = f"{count_of(count, 'school')}, {show_value(made, 'money')}"
    note = f"{left_out} left out that are charged already." if left_out else ""
    return outcome_of(change, f"{label}, {told}", note=note)


def _owed(books: Books, service: str, period: str, year: int) -> list[_Line]:
    """The amounts that each user owes in a period, and the part due to the lead school."""
    first, last = _days_of(period, year)
    shares = [each for each in books.find(Share, service=service) if takes_part(each)]
    owed: dict[str, int] = {}
    for each in shares:
        pence = owed_in(each, first, last, _THIRDS[period])
        if each["part"] == "uses" and pence:
            owed[str(each["school"])] = owed.get(str(each["school"]), 0) + pence
    lines = [_Line(school, "to us", pence) for school, pence in owed.items()]
    leads = [str(each["school"]) for each in shares if each["part"] == "leads"]
    alliance = (books.get(SharedService, service) or {}).get("alliance")
    hub = _hub(books, alliance)
    if owed and leads and leads[-1] != hub:
        lines.append(_Line(leads[-1], "by us", sum(owed.values())))
    return lines


def _hub(books: Books, alliance: Value) -> str:
    values = books.get(Alliance, str(alliance))
    return str(values["hub"]) if values else ""


def _days_of(period: str, year: int) -> tuple[date, date]:
    begins, ends = _MONTHS[period]
    last_year = year + (ends < 9)
    last = 30 if ends == 4 else 31
    return date(year + (begins < 9), begins, 1), date(last_year, ends, last)


def _called(period: str, year: int) -> str:
    return f"{PERIODS[period].lower()} {show_school_year(year)}"


def _cause(books: Books, service: Values, line: _Line, period: str, year: int) -> str:
    return cause_of(
        str(service["title"]), _called(period, year), books.name_of(School, line.school)
    )


def _is_charged(books: Books, service: Values, line: _Line, period: str, year: int) -> bool:
    """Whether the period, or one that it has days in common with, is charged already."""
    periods = [_called(each, year) for each in (PERIODS if period == "year" else (period, "year"))]
    charged = books.find(
        Charge, about="service", direction=line.direction, alliance=service["alliance"],
        school=line.school,
    )  # fmt: skip
    return any(
        is_live(books, each)
        for each in charged
        if any(_is_for(each, str(service["title"]), called) for called in periods)
    )


def _is_for(charge: Values, title: str, called: str) -> bool:
    """Whether it is for this service and period, whatever its school was called at the time."""
    before, parted, _ = str(charge["cause"]).rpartition(f", {called}, ")
    if not parted:
        return False
    return before == title or (before.endswith("…") and title.startswith(before[:-1]))


def _charge(books: Books, service: Values, line: _Line, period: str, year: int) -> Values:
    return {
        "cause": _cause(books, service, line, period, year),
        "about": "service",
        "direction": line.direction,
        "alliance": service["alliance"],
        "school": line.school,
        "workstream": only_of_strands(books, service["alliance"], "sharing"),
    }
