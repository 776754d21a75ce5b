"""The rules about specialists, schemes and deployments."""

from __future__ import annotations

from datetime import date

from models.alliances.closed import name_if_closed
from models.fields.choice_fields import chosen_of
from models.fields.dates import school_year, show_date, show_school_year
from models.fields.values import show_value
from models.people.person import Person
from models.people.post import Post, held_on
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    days_in_order,
    others,
    referred,
    rule,
    standing,
)
from models.schools.school import School
from models.support.charge_scheme import SPECIALIST_KINDS, ChargeScheme
from models.support.deployment import Deployment
from models.support.path import BEFORE_ASKING, SIGNED, Reached, path_of
from models.support.specialist import Specialist
from models.support.support_step import SupportStep
from models.support.terms import AGREED_TERMS, FEES_A_DAY, FEES_IN_PERCENT, price_of
from models.support.time_used import agreed_in_year
from models.workstreams.workstream import Workstream

# Charge schemes


@rule(ChargeScheme, REFUSE, "A charge scheme does not end before it begins.")
def scheme_days(values: Values, books: Books) -> Breach | None:
    """Valid from ≤ valid until."""
    return days_in_order(values, "valid_from", "valid_until", ChargeScheme)


@rule(ChargeScheme, REFUSE, "A fee has its size.")
def fee_has_its_size(values: Values, books: Books) -> Breach | None:
    """A percentage, or an amount a day that the price can bear."""
    kind = values.get("fee")
    if kind in FEES_IN_PERCENT and not values.get("fee_percent"):
        return "fee_percent", "How much of the price? For example: 15"
    if kind not in FEES_A_DAY:
        return None
    fee, rate = values.get("fee_a_day"), values.get("rate")
    if not isinstance(fee, int) or not fee:
        return "fee_a_day", "How much a day? For example: 50"
    if kind == "fixed inside" and isinstance(rate, int) and fee > price_of(values, 100):
        shown = show_value(price_of(values, 100), "money")
        return "fee_a_day", f"It is kept from the price, so at most {shown} a day."
    diagnostic = values.get("diagnostic") if values.get("fee_on_diagnostic") else None
    if kind == "fixed inside" and isinstance(diagnostic, int) and 0 < diagnostic < fee:
        shown = show_value(fee, "money")
        return "diagnostic", f"The fee of {shown} is kept from it too, so it is at least that."
    return None


@rule(ChargeScheme, REFUSE, "VAT has its rate.")
def vat_has_its_rate(values: Values, books: Books) -> Breach | None:
    """A percentage, where VAT is charged."""
    if values.get("vat") != "none" and not values.get("vat_percent"):
        return "vat_percent", "At which rate? For example: 20"
    return None


@rule(ChargeScheme, WARN, "A kind of leader has one price on a day.")
def one_price_on_a_day(values: Values, books: Books) -> Breach | None:
    """No other scheme of the alliance prices the same leaders at the same time."""
    mine, leaders = _time(values), set(chosen_of(values.get("leaders")))
    for other in others(ChargeScheme, values, books, alliance=values.get("alliance")):
        theirs = _time(other)
        both = leaders & set(chosen_of(other["leaders"]))
        if both and mine[0] <= theirs[1] and theirs[0] <= mine[1]:
            words = ", ".join(SPECIALIST_KINDS.get(each, each) for each in sorted(both))
            return "leaders", f"{other['name']} prices them at the same time: {words}."
    return None


def _time(scheme: Values) -> tuple[date, date]:
    first, last = scheme.get("valid_from"), scheme.get("valid_until")
    return (
        first if isinstance(first, date) else date.min,
        last if isinstance(last, date) else date.max,
    )


# Specialists


@rule(Specialist, REFUSE, "A specialist has a home: a school or an organisation.")
def specialist_has_a_home(values: Values, books: Books) -> Breach | None:
    """One of both, and not both."""
    if values.get("home_school") and values.get("organisation"):
        return "organisation", "The home is a school or an organisation: leave one of them empty."
    if not values.get("home_school") and not values.get("organisation"):
        return "home_school", (
            "Where are they from? Enter the home school, for example the beginning of its "
            "name, or the organisation."
        )
    return None


@rule(Specialist, REFUSE, "A designation does not end before it begins.")
def designation_days(values: Values, books: Books) -> Breach | None:
    """Designated ≤ ended; available from ≤ until."""
    return days_in_order(values, "designated", "ended", Specialist) or days_in_order(
        values, "available_from", "available_until", Specialist
    )


@rule(Specialist, WARN, "A person has one designation of a kind at a time.")
def one_designation(values: Values, books: Books) -> Breach | None:
    """No other that has not ended."""
    if values.get("ended") is not None:
        return None
    same = {name: values.get(name) for name in ("person", "kind_of_specialist")}
    if any(each["ended"] is None for each in others(Specialist, values, books, **same)):
        return "person", "They are a specialist of this kind already: is it the same designation?"
    return None


@rule(Specialist, REPORT, "The designation and the insurance of a specialist are up to date.")
def designation_is_reviewed(values: Values, books: Books) -> Breach | None:
    """The day of the review has not passed, nor that of the insurance."""
    if values.get("ended") is not None:
        return None
    for name, said in (("review", "review was due on"), ("insured_until", "insured until")):
        day = values.get(name)
        if isinstance(day, date) and day < books.today:
            return name, f"{said} {show_date(day)}"
    return None


@rule(Specialist, REPORT, "A specialist promises no more days than a year has for them.")
def within_the_days_of_a_year(values: Values, books: Books) -> Breach | None:
    """Days agreed in this school year ≤ days a year."""
    key, a_year = values.get("key"), values.get("days_a_year")
    if not key or not isinstance(a_year, int):
        return None
    agreed = sum(agreed_in_year(books, str(key), school_year(books.today)).values())
    if agreed <= a_year:
        return None
    return "days_a_year", f"{_days(agreed)} agreed of {_days(a_year)} a year"


# Deployments


def path_now(books: Books, deployment: Values) -> list[Reached]:
    """The whole path of a deployment, of one that is not in the books yet only its request."""
    key = deployment.get("key")
    return path_of(deployment, books.find(SupportStep, deployment=key) if key else [])


@rule(Deployment, REFUSE, "A request has a day that was.")
def requested_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Not in the future, and not after what followed it."""
    day = values.get("requested")
    if not isinstance(day, date):
        return None
    if day > books.today:
        return "requested", f"{show_date(day)} is still to come: enter the day, for example today."
    later = [each for each in path_now(books, values)[1:] if each.day < day]
    if later:
        first = show_date(later[0].day)
        return "requested", f"Its next step was on {first}: enter that day or an earlier one."
    return None


_FROZEN = (
    *("client", "alliance", "specialist", "home_school", "days_agreed", "scheme"),
    *("client_signatory", "home_signatory"),
    *AGREED_TERMS,
)


@rule(Deployment, REFUSE, "What was signed stays as it was signed.")
def signed_stays(values: Values, books: Books) -> Breach | None:
    """Client, specialist, days, signatories, scheme and figures are those of the signature."""
    before = standing(Deployment, values, books)
    if before is None or path_now(books, before)[-1].step not in SIGNED:
        return None
    for name in _FROZEN:
        if before[name] != values.get(name):
            label = Deployment.field(name).label
            return name, (
                f"{label} was agreed and signed, so it stays. Take the signature back with undo, "
                "or cancel this and record a new request."
            )
    return None


@rule(Deployment, REFUSE, "Whoever's head was asked stays, until somebody declines.")
def specialist_stays_once_asked(values: Values, books: Books) -> Breach | None:
    """Another specialist is named only where nobody is asked, or somebody declined."""
    before = standing(Deployment, values, books)
    if before is None or path_now(books, before)[-1].step in BEFORE_ASKING:
        return None
    for name in ("specialist", "home_school"):
        if before[name] is not None and before[name] != values.get(name):
            return name, (
                "The head of the home school was asked for this specialist. Record first that one "
                "of them declined, then name another: their head is asked before they are."
            )
    return None


@rule(Deployment, REFUSE, "Support belongs to a workstream and a scheme of its own alliance.")
def of_its_own_alliance(values: Values, books: Books) -> Breach | None:
    """The workstream's and the scheme's alliance is that of the deployment."""
    for name, record in (("workstream", Workstream), ("scheme", ChargeScheme)):
        named = referred(record, name, values, books)
        if named is not None and named["alliance"] != values.get("alliance"):
            return name, f"{named['name']} is of another alliance: name one of this alliance."
    return None


@rule(Deployment, WARN, "Support is arranged by an alliance that is open, for a school that is.")
def requested_where_work_goes_on(values: Values, books: Books) -> Breach | None:
    """Neither the alliance nor the client is closed when a request comes."""
    if standing(Deployment, values, books) is not None:
        return None
    name, client = name_if_closed(values, books), referred(School, "client", values, books)
    if name:
        return "alliance", f"{name} is closed: does it still arrange support?"
    closed, requested = client["closed"] if client else None, values.get("requested")
    if client and isinstance(closed, date) and isinstance(requested, date) and closed <= requested:
        return "client", f"{client['name']} closed on {show_date(closed)}: is it the right school?"
    return None


@rule(Deployment, WARN, "A client is supported by another school.")
def client_is_another_school(values: Values, books: Books) -> Breach | None:
    """Client ≠ home school."""
    if values.get("client") and values.get("client") == values.get("home_school"):
        return "home_school", "The client is the specialist's own school: is that right?"
    return None


@rule(Deployment, WARN, "Whoever answers for support decides for the client school.")
def accountable_person_decides(values: Values, books: Books) -> Breach | None:
    """The person holds a post with strategic accountability at the client."""
    person = values.get("accountable_person")
    if not person:
        return None
    posts = books.find(Post, person=person, school=values.get("client"))
    if any(each["strategic_accountability"] and held_on(each, books.today) for each in posts):
        return None
    name = books.name_of(Person, str(person))
    return "accountable_person", f"{name} holds no post at the client that decides for the school."


@rule(Deployment, WARN, "A deployment promises no more days than a year has for its specialist.")
def specialist_has_days_left(values: Values, books: Books) -> Breach | None:
    """Days agreed of this school year with these ≤ days a year."""
    specialist, days = referred(Specialist, "specialist", values, books), values.get("days_agreed")
    if specialist is None or not isinstance(days, int):
        return None
    year = school_year(books.today)
    agreed = agreed_in_year(books, str(specialist["key"]), year)
    agreed.pop(str(values.get("key")), None)
    a_year, together = specialist["days_a_year"], sum(agreed.values()) + days
    if not isinstance(a_year, int) or together <= a_year:
        return None
    return "days_agreed", (
        f"With these, {_days(together)} are agreed in {show_school_year(year)}, and the specialist "
        f"has {_days(a_year)} a year."
    )


@rule(Deployment, WARN, "A specialist supports while designated, insured and available.")
def specialist_is_available(values: Values, books: Books) -> Breach | None:
    """The designation stands, and the first visit is within the days of availability."""
    specialist = referred(Specialist, "specialist", values, books)
    if specialist is None or path_now(books, values)[-1].step in ("evaluated", "closed"):
        return None
    day = values.get("first_visit_by")
    day = max(day, books.today) if isinstance(day, date) else books.today
    for name, early in (
        ("ended", False), ("available_from", True), ("available_until", False),
        ("insured_until", False),
    ):  # fmt: skip
        limit = specialist[name]
        if isinstance(limit, date) and (limit > day if early else limit < day):
            label = Specialist.field(name).label.lower()
            return "specialist", f"This specialist: {label} {show_date(limit)}."
    return None


def _days(hundredths: int) -> str:
    return "1 day" if hundredths == 100 else f"{show_value(hundredths, 'hundredths')} days"
