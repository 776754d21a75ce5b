"""Deployment sheets: one document for each deployment, with its ten points, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.alliances.names import subject_of
from data.problems import WrongCall
from data.store.books import Books
from data.support.circulation import refuse_circulation, with_note
from data.support.standing import Standing, standings
from data.support.words import (
    charge_in_words,
    days_in_words,
    figures_for_deployment,
    parties_of,
    terms_for,
)
from data.tables.circulation import confidential
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value
from models.people.person import Person
from models.records.record import Values
from models.support.charge_scheme import ChargeScheme
from models.support.deployment import Deployment
from models.support.terms import INCLUDED

COLUMNS = (
    Column("reference", "Reference", "text", 9, importance=3),
    Column("point", "Point", "text", 22, importance=1),
    Column("text", "What is agreed", "text", 60, importance=1),
)
_TO_FILL = "…" * 20
_TO_SIGN = "…" * 11


def make(books: Books, limits: Limits) -> Content:
    """The points of each deployment that has not ended, or of the one that is asked for.

    Raises WrongCall for circulation: a sheet is for the two schools that sign it.
    """
    if limits.for_circulation:
        refuse_circulation("a deployment sheet")
    found = [each for each in standings(books) if _is_within(each, limits)]
    if limits.one and not found:
        raise WrongCall("This deployment had not been requested by the day shown.")
    found.sort(key=lambda each: str(each.deployment["reference"]))
    rows: list[Row] = []
    parts: list[Listing] = []
    for each in found:
        of_this = [
            Row(each.key, (each.deployment["reference"], point, text or _TO_FILL))
            for point, text in points_of(books, each)
        ]
        rows += of_this
        parts += _parts(books, each, of_this, alone=len(found) == 1, first=not parts)
    one = found[0] if len(found) == 1 else None
    told = f"{count_of(len(found), 'deployment')}." if found else "No deployment is open."
    paper = Paper(
        "Agreement on support" if one else "Agreements on support",
        f"Support {one.deployment['reference']}" if one else "Agreements on support",
        subject_of(books, str(one.deployment["alliance"]) if one else limits.alliance),
        "client school and home school",
        answer=[_answer(books, one) if one else told],
        parts=parts,
        orientation="portrait",
    )
    notes = with_note([told])
    return Content(COLUMNS, rows, notes, confidential(paper))


def _is_within(each: Standing, limits: Limits) -> bool:
    if limits.one:
        return each.key == limits.one
    if limits.alliance and each.deployment["alliance"] != limits.alliance:
        return False
    if limits.school and each.deployment["client"] != limits.school:
        return False
    return not each.has_ended


def _answer(books: Books, each: Standing) -> str:
    parties = parties_of(books, each.deployment)
    by = f" by {parties.specialist} of {parties.home}" if parties.specialist else ""
    return f"{each.deployment['reference']}: support of {parties.client}{by}."


def points_of(books: Books, each: Standing) -> list[tuple[str, str]]:
    """The ten points of an agreement; empty where nothing is agreed yet."""
    deployment, parties = each.deployment, parties_of(books, each.deployment)

    def text(name: str) -> str:
        return books.show(Deployment, name, deployment[name])

    return [
        ("1  Client and need", _joined(parties.client, text("need"))),
        ("2  Specialist", _joined(parties.specialist, parties.home and f"of {parties.home}")),
        ("3  Purpose", text("purpose")),
        ("4  Activities", text("activities")),
        ("5  Outcomes and impact", _joined(text("outcomes_wanted"), text("impact_measures"))),
        ("6  Milestones", text("milestones")),
        ("7  Visits", _visits(deployment)),
        ("8  Accountable", books.name_of(Person, str(deployment["accountable_person"] or ""))),
        ("9  Cost and invoices", _joined(_cost(books, deployment), _invoicing(books, deployment))),
        (
            "10  Confidence, quality",
            "That the school is supported is confidential. The client evaluates the support at its "
            f"end, from 1 (very good) to 4 (poor). {_cancellation(books, deployment)}".rstrip(),
        ),
    ]


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _visits(deployment: Values) -> str:
    days, planned, first = (
        deployment[name] for name in ("days_agreed", "visits_planned", "first_visit_by")
    )
    if not isinstance(days, int):
        return ""
    said = days_in_words(days)
    said += f" in {count_of(planned, 'visit')}" if isinstance(planned, int) else ""
    return said + (f", the first by {show_date(first)}" if isinstance(first, date) else "")


def _cost(books: Books, deployment: Values) -> str:
    if deployment["grant"]:
        return f"Nothing: {deployment['grant']} pays."
    figures = figures_for_deployment(books, deployment)
    if figures is None:
        return ""
    client, vat, gross, home = (
        show_value(amount, "money")
        for amount in (figures.client, figures.vat, figures.gross, figures.home)
    )
    with_vat = f" and {vat} VAT, together {gross}" if figures.vat else ""
    return _joined(
        f"{charge_in_words(books, deployment)}.",
        f"The client pays {client}{with_vat}. The home school receives {home}.",
    )


def _invoicing(books: Books, deployment: Values) -> str:
    terms = terms_for(books, deployment)
    if terms is None:
        return ""
    days = f"{terms['payable_days']} days"
    included = [word.lower() for value, word in INCLUDED.items() if value in str(terms["includes"])]
    listed = f" {', '.join(included).capitalize()} are included." if included else ""
    return (
        f"The client is invoiced on signature and pays within {days}. The home school sends its "
        f"invoice within 28 days of the first visit.{listed}"
    )


def _cancellation(books: Books, deployment: Values) -> str:
    scheme = books.get(ChargeScheme, str(deployment["scheme"] or ""))
    return str(scheme["cancellation"] or "") if scheme else ""


_SIGN_COLUMNS = (
    Column("for", "For", importance=1),
    Column("name", "Name", importance=1),
    Column("signature", "Signature", importance=1),
    Column("day", "Day", importance=1),
)


def _parts(
    books: Books, each: Standing, rows: Sequence[Row], *, alone: bool, first: bool
) -> list[Listing]:
    """The points of one deployment, and where it is signed."""
    deployment, parties = each.deployment, parties_of(books, each.deployment)
    signed = show_date(each.signed) if each.signed else _TO_SIGN[:8]
    lines = [
        Row(each.key, (who, name or _TO_SIGN, _TO_SIGN, signed))
        for who, name in (
            (parties.client, deployment["client_signatory"]),
            (parties.home or "Home school", deployment["home_signatory"]),
            (books.name_of(Alliance, str(deployment["alliance"])), None),
        )
    ]
    return [
        Listing(
            f"Support {deployment['reference']}", COLUMNS, [Group("", rows)],
            (Shown("point", heading="Point"), Shown("text")),
            title="" if alone else f"{deployment['reference']} · {parties.client}",
            new_page=not alone and not first,
        ),
        Listing(
            "Signatures", _SIGN_COLUMNS, [Group("", lines)],
            tuple(Shown(column.name) for column in _SIGN_COLUMNS),
        ),
    ]  # fmt: skip
