"""Support in words: whose it is, what it costs, what comes next."""

from __future__ import annotations

from typing import NamedTuple

from data.store.books import Books
from models.fields.values import show_value
from models.people.person import Person
from models.people.post import head_on
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.specialist import Specialist
from models.support.terms import AGREED_TERMS, FEES_A_DAY, FEES_IN_PERCENT, Figures, figures_of


class Parties(NamedTuple):
    """The names of a deployment's client, its specialist, and the specialist's home."""

    client: str
    specialist: str
    home: str
    head: str
    """Who leads the home school now."""


def parties_of(books: Books, deployment: Values) -> Parties:
    """The names of those whom a deployment concerns; empty where nobody is named yet."""
    specialist = books.get(Specialist, str(deployment["specialist"] or ""))
    home, head = "", ""
    if deployment["home_school"]:
        home = books.name_of(School, str(deployment["home_school"]))
        post = head_on(books, str(deployment["home_school"]), books.today)
        head = books.name_of(Person, str(post["person"])) if post else ""
    elif specialist and specialist["organisation"]:
        home = books.name_of(Organisation, str(specialist["organisation"]))
    return Parties(
        books.name_of(School, str(deployment["client"])),
        books.name_of(Person, str(specialist["person"])) if specialist else "",
        home,
        head,
    )


def terms_for(books: Books, deployment: Values) -> Values | None:
    """The terms of a deployment: those that were signed, or those of its scheme until then."""
    if deployment["unit"] is not None:
        return deployment
    scheme = books.get(ChargeScheme, str(deployment["scheme"] or ""))
    return {name: scheme[name] for name in AGREED_TERMS} if scheme else None


def figures_for_deployment(books: Books, deployment: Values) -> Figures | None:
    """What a deployment comes to, as far as days and terms are known."""
    terms, days = terms_for(books, deployment), deployment["days_agreed"]
    return figures_of(terms, days) if terms and isinstance(days, int) else None


def charge_in_words(books: Books, deployment: Values) -> str:
    """What a deployment costs in a line: the scheme, days and rate, the fee, VAT."""
    terms = terms_for(books, deployment)
    if terms is None:
        return ""
    name = books.name_of(ChargeScheme, str(deployment["scheme"] or ""))
    rate = show_value(terms["rate"], "money")
    if terms["unit"] == "fixed":
        said = f"{rate} fixed"
    else:
        days = deployment["days_agreed"]
        unit = books.show(Deployment, "unit", terms["unit"]).lower()
        counted = f"{days_in_words(days)} at " if isinstance(days, int) else ""
        said = f"{counted}{rate} a {unit}"
    fee = fee_in_words(terms)
    vat = "" if terms["vat"] == "none" else f", {vat_in_words(terms)}"
    return f"{f'{name}: ' if name else ''}{said}{fee}{vat}"


def fee_in_words(terms: Values) -> str:
    """The fee of terms, as it follows a rate: " and 15%"."""
    kind = terms["fee"]
    if kind in FEES_IN_PERCENT:
        size = f"{show_value(terms['fee_percent'], 'hundredths')}%"
    elif kind in FEES_A_DAY:
        size = f"{show_value(terms['fee_a_day'], 'money')} a day"
    else:
        return ""
    return f" and {size}" if str(kind).endswith("added") else f", {size} of it kept"


def vat_in_words(terms: Values) -> str:
    """On what VAT is charged, and at which rate."""
    on = "" if terms["vat"] == "all" else " on the fee"
    return f"VAT {show_value(terms['vat_percent'], 'hundredths')}%{on}"


def days_in_words(days: object) -> str:
    """Hundredths of a day in words: "1 day", "1.5 days"."""
    if not isinstance(days, int):
        return ""
    return "1 day" if days == 100 else f"{show_value(days, 'hundredths')} days"
