"""The rules about service agreements and who buys them."""

from __future__ import annotations

from datetime import date

from models.fields.dates import show_date
from models.fields.text import count_of
from models.policies.agreements import Purchase, ServiceAgreement
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    WARN,
    Breach,
    another,
    days_in_order,
    on_removal,
    others,
    rule,
)
from models.schools.school import School


@rule(ServiceAgreement, WARN, "A provider's agreement is entered once.")
def one_agreement(values: Values, books: Books) -> Breach | None:
    """No second agreement of the same name and provider."""
    if not values.get("name"):
        return None
    provider = values.get("provider")
    twin = another(ServiceAgreement, values, books, name=values["name"], provider=provider)
    if twin is None:
        return None
    of = f" of {provider}" if provider else ""
    return "name", f"There is another agreement {values['name']}{of}: buy that one, or remove one."


@on_removal(ServiceAgreement, REFUSE, "An agreement that schools bought is not removed.")
def agreement_was_bought(values: Values, books: Books) -> Breach | None:
    """Which school bought what in which year stays in the books."""
    schools = {each["school"] for each in books.find(Purchase, agreement=values["key"])}
    if not schools:
        return None
    have = count_of(len(schools), "school has", "schools have")
    return "", (
        f"{values['name']}: {have} bought it, and who bought what in which year stays in the "
        "books. End the purchases instead: enter a day in Until of each, for example today."
    )


@rule(Purchase, REFUSE, "A purchase does not end before it begins.")
def purchase_days(values: Values, books: Books) -> Breach | None:
    """From ≤ until."""
    return days_in_order(values, "began", "ended", Purchase)


@rule(Purchase, REFUSE, "A school buys an agreement once for a time.", lasting=True)
def one_purchase_at_a_time(values: Values, books: Books) -> Breach | None:
    """No other purchase of the same agreement by the same school shares a day with this one."""
    school, agreement, began = (values.get(name) for name in ("school", "agreement", "began"))
    if not school or not agreement or not isinstance(began, date):
        return None
    for other in others(Purchase, values, books, school=school, agreement=agreement):
        if _share_a_day(values, other):
            ended = other["ended"]
            until = f"until {show_date(ended)}" if isinstance(ended, date) else "with no end"
            since = other["began"]
            assert isinstance(since, date)
            name = books.name_of(School, str(school))
            return "began", (
                f"{name} has bought it from {show_date(since)} {until} already: begin after that, "
                "or end that purchase first."
            )
    return None


def is_bought(books: Books, school: str, agreement: str) -> bool:
    """Whether the school has bought the agreement on the day of the books."""
    today: Values = {"began": books.today, "ended": books.today}
    found = books.find(Purchase, school=school, agreement=agreement)
    return any(_share_a_day(today, each) for each in found)


def _share_a_day(one: Values, other: Values) -> bool:
    begins = max(str(each["began"]) for each in (one, other))
    ends = [str(ended) for each in (one, other) if (ended := each.get("ended"))]
    return all(begins <= end for end in ends)
