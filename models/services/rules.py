"""The rules about shared services: who has a share, how much of a post, and when notice is due."""

from __future__ import annotations

from datetime import date, timedelta

from models.alliances.alliance import Alliance
from models.alliances.closed import name_if_closed, was_there
from models.calendar.school_calendar import SchoolCalendar
from models.fields.dates import show_date
from models.fields.values import show_value
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
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
from models.services.share import Share, first_year_closed, takes_part
from models.services.shared_service import POST, SharedService

WHOLE_POST = 100
"""A whole post in hundredths of full-time equivalent."""


# Services


@rule(SharedService, REFUSE, "A contract does not end before it begins.")
def contract_days(values: Values, books: Books) -> Breach | None:
    """From ≤ until."""
    return days_in_order(values, "contract_from", "contract_until", SharedService)


@rule(SharedService, REFUSE, "Notice is given before the contract ends.")
def notice_before_the_end(values: Values, books: Books) -> Breach | None:
    """Notice by ≤ until."""
    notice, until = values.get("notice_by"), values.get("contract_until")
    if isinstance(notice, date) and isinstance(until, date) and notice > until:
        return "notice_by", (
            f"The contract ends on {show_date(until)}, before {show_date(notice)}: enter the last "
            f"day on which notice can be given, for example {show_date(until - timedelta(days=90))}"
        )
    return None


@rule(SharedService, REFUSE, "An alliance that is closed begins no shared service.")
def no_service_begins(values: Values, books: Books) -> Breach | None:
    """Those that it had stay."""
    name = name_if_closed(values, books)
    if not name or values.get("status") == "ended" or was_there(SharedService, values, books):
        return None
    return "alliance", (
        f"{name} is closed, so it begins no shared service: name another alliance, or set the "
        "status to Ended."
    )


@rule(SharedService, REPORT, "Notice is looked at while it can still be given.")
def notice_is_near(values: Values, books: Books) -> Breach | None:
    """The day of notice is within this half-term or the next, and the service has not ended."""
    notice = values.get("notice_by")
    if values.get("status") == "ended" or not isinstance(notice, date) or notice < books.today:
        return None
    calendar = SchoolCalendar()
    if notice > calendar.half_term_after(calendar.half_term_of(books.today)).last:
        return None
    return "notice_by", f"notice by {show_date(notice)}"


@rule(SharedService, WARN, "A service that runs has schools that use it.")
def running_has_users(values: Values, books: Books) -> Breach | None:
    """Somebody uses or leads it."""
    if values.get("status") != "running" or not values.get("key"):
        return None
    if any(takes_part(each) for each in books.find(Share, service=values["key"])):
        return None
    return "status", "It runs, but no school uses it yet: add shares, or set u in Who shares what."


# Shares


@rule(Share, REFUSE, "A share does not end before it begins.")
def share_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended."""
    return days_in_order(values, "began", "ended", Share)


@rule(Share, REFUSE, "A school has one share in a service at a time.", lasting=True)
def one_share_at_a_time(values: Values, books: Books) -> Breach | None:
    """No second share whose days overlap."""
    pair = {name: values.get(name) for name in ("service", "school")}
    for other in others(Share, values, books, **pair):
        if _overlap(values, other):
            began = other["began"]
            since = f" since {show_date(began)}" if isinstance(began, date) else ""
            return "school", (
                f"The school has a share in this service already{since}: change that one, or "
                "enter the day on which it ended."
            )
    return None


@rule(Share, REFUSE, "One school leads a shared service at a time.", lasting=True)
def one_leads(values: Values, books: Books) -> Breach | None:
    """No second school that leads at the same time."""
    if values.get("part") != "leads":
        return None
    for other in others(Share, values, books, service=values.get("service"), part="leads"):
        if _overlap(values, other):
            name = books.name_of(School, str(other["school"]))
            return "part", f"{name} leads this service: set that share to Uses first, or end it."
    return None


@rule(Share, REFUSE, "The parts of a shared post add up to one post at most.", lasting=True)
def parts_of_a_post(values: Values, books: Books) -> Breach | None:
    """On no day do the parts of all schools come to more than 1.00."""
    part = values.get("fte")
    if not isinstance(part, int):
        return None
    service = referred(SharedService, "service", values, books)
    if service is not None and service["kind_of_service"] != POST:
        return "fte", (
            f"{service['title']} is no shared post, so nobody works there in part: leave FTE empty."
        )
    beside = [
        each
        for each in others(Share, values, books, service=values.get("service"))
        if isinstance(each["fte"], int) and _overlap(values, each)
    ]
    first = _first(values)
    days = [first, *(_first(each) for each in beside if _first(each) > first)]
    taken = max(
        sum(_number(each["fte"]) for each in beside if _first(each) <= day < _end(each))
        for day in days
    )
    if taken + part <= WHOLE_POST:
        return None
    left, whole = (show_value(each, "hundredths") for each in (WHOLE_POST - taken, WHOLE_POST))
    return "fte", (
        f"Other schools have {show_value(taken, 'hundredths')} of this post, and "
        f"{show_value(part, 'hundredths')} more is over {whole}: at most {left} is left."
    )


@rule(SharedService, REFUSE, "A post that is shared in parts stays a post.")
def shared_in_parts(values: Values, books: Books) -> Breach | None:
    """The kind does not change while shares are reckoned in FTE."""
    if values.get("kind_of_service") == POST or not values.get("key"):
        return None
    if any(each["fte"] is not None for each in books.find(Share, service=values["key"])):
        return "kind_of_service", (
            "Schools have parts of it in FTE: it is a Shared post. Empty FTE in its shares first."
        )
    return None


@rule(Share, REFUSE, "A school shares within the alliance that it is in.")
def share_of_a_member(values: Values, books: Books) -> Breach | None:
    """A school that uses or leads has signed; one that is interested has at least enquired."""
    service = referred(SharedService, "service", values, books)
    school = referred(School, "school", values, books)
    if service is None or school is None or values.get("ended") is not None:
        return None
    before = standing(Share, values, books)
    if before is not None and before["part"] == values.get("part") and before["ended"] is None:
        return None
    alliance = books.name_of(Alliance, str(service["alliance"]))
    stages = [
        str(each["stage"])
        for each in books.find(Membership, school=school["key"], alliance=service["alliance"])
        if each["stage"] not in STAGES_THAT_ENDED
    ]
    called = books.name_of(School, str(school["key"]))
    if not stages:
        return "school", (
            f"{called} is not in {alliance}: add its membership first, or enter the day on "
            "which its share ended."
        )
    if takes_part(values) and not set(stages) & set(STAGES_THAT_SIGNED):
        return "part", (
            f"{called} has not signed yet ({STAGES[stages[0]].word}): set Interested until it has."
        )
    return None


@rule(Share, REFUSE, "Actual figures are those of a year that has closed.")
def checked_after_a_year(values: Values, books: Books) -> Breach | None:
    """The figures are checked when the first year is over, and not in the future."""
    checked = values.get("checked")
    if not isinstance(checked, date):
        return None
    if checked > books.today:
        return "checked", (
            f"{show_date(checked)} is still to come: enter it once the figures have been checked."
        )
    closed = first_year_closed(values)
    if closed is None:
        return "began", (
            "From which day? Figures are actual once a year of the share has closed: enter Began, "
            "or leave Checked empty."
        )
    if checked < closed:
        return "checked", (
            f"Its first year closes on {show_date(closed)}: until then the figures are estimates. "
            "Leave Checked empty."
        )
    return None


@rule(Share, WARN, "What a school paid before has a source.")
def before_has_a_source(values: Values, books: Books) -> Breach | None:
    """A figure that a saving rests on can be looked up."""
    if values.get("before") is None or values.get("before_source"):
        return None
    return "before_source", (
        "Where is that figure from? For example: the accounts of 2024/25, or the last invoice."
    )


def _first(share: Values) -> date:
    began = share.get("began")
    return began if isinstance(began, date) else date.min


def _end(share: Values) -> date:
    ended = share.get("ended")
    return ended if isinstance(ended, date) else date.max


def _overlap(one: Values, other: Values) -> bool:
    return _first(one) < _end(other) and _first(other) < _end(one)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
