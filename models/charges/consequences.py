"""Consequences of support for charges: what is owed by signing, and the client's invoice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.alliances.alliance import Alliance
from models.charges.amounts import PARTY, is_live, pence
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.fields.values import show_value
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.support.charge_scheme import ChargeScheme, schemes_for
from models.support.deployment import Deployment
from models.support.specialist import Specialist
from models.support.support_step import SupportStep
from models.support.terms import Figures, figures_for, figures_of
from models.workstreams.workstream import only_of_strands

PAYABLE_DAYS = 28
"""Within so many days an invoice is due, where no scheme says another number."""


# What support brings with it


@after_adding(SupportStep, "Signing makes charges, invoicing an invoice, cancelling withdraws.")
def support_is_charged(change: Change, added: Sequence[Values]) -> None:
    """Make the charges that each step brings with it."""
    for step in added:
        deployment = change.books.get(Deployment, str(step["deployment"]))
        day = step["day"]
        if deployment is None or not isinstance(day, date):
            continue
        if step["step"] == "diagnosis":
            _charge_diagnosis(change, deployment, day)
        elif step["step"] == "agreement signed":
            _charge_agreement(change, deployment, day)
        elif step["step"] == "invoiced":
            _invoice_client(change, deployment, day)
        elif step["step"] == "cancelled":
            _withdraw(change, deployment, day)


def _charge_agreement(change: Change, deployment: Values, day: date) -> None:
    days = deployment["days_agreed"]
    if deployment["unit"] is None or not isinstance(days, int):
        return
    figures = figures_of(deployment, days)
    _make(change, deployment, day, "agreement", figures)
    shown = show_value(figures.gross, "money")
    if not deployment["grant"]:
        change.warn("scheme", f"The client owes {shown}.")


def _charge_diagnosis(change: Change, deployment: Values, day: date) -> None:
    scheme = change.books.get(ChargeScheme, str(deployment["scheme"]))
    if scheme is None:
        specialist = change.books.get(Specialist, str(deployment["specialist"]))
        leader = specialist["kind_of_specialist"] if specialist else None
        found = schemes_for(change.books.find(ChargeScheme), deployment["alliance"], leader, day)
        scheme = found[0] if found else None
    price = scheme["diagnostic"] if scheme else None
    if scheme is None or not isinstance(price, int) or not price:
        return
    terms = scheme if scheme["fee_on_diagnostic"] else scheme | {"fee": "none"}
    _make(change, deployment, day, "diagnosis", figures_for(terms, price))


def _make(change: Change, deployment: Values, day: date, what: str, figures: Figures) -> None:
    """Charge the client, and note what is owed to the home, unless the hub is the home itself."""
    common: Values = {
        "cause": f"{deployment['reference']} {what}",
        "about": "support",
        "alliance": deployment["alliance"],
        "workstream": deployment["workstream"]
        or only_of_strands(change.books, deployment["alliance"], "specialist leaders", "support"),
        "deployment": deployment["key"],
        "made": day,
    }
    specialist = change.books.get(Specialist, str(deployment["specialist"]))
    alliance = change.books.get(Alliance, str(deployment["alliance"]))
    home: Values = {"school": deployment["home_school"]}
    if not deployment["home_school"]:
        home = {"organisation": specialist["organisation"] if specialist else None}
    owed = []
    if not deployment["grant"]:
        owed.append({"direction": "to us", "school": deployment["client"]}
                    | {"net": figures.client, "vat": figures.vat})  # fmt: skip
    of_hub = alliance is not None and alliance["hub"] == deployment["home_school"]
    if any(home.values()) and not of_hub:
        owed.append(home | {"direction": "by us", "net": figures.home, "vat": 0})
    for each in owed:
        same = {"cause": common["cause"], "direction": each["direction"]}
        if not any(is_live(change.books, there) for there in change.books.find(Charge, **same)):
            change.add_as_result(Charge, common | each)


def _invoice_client(change: Change, deployment: Values, day: date) -> None:
    """Write the invoice of the client, whose lines are the charges that stand on none yet."""
    lines = [each for each in _uninvoiced(change, deployment) if each["direction"] == "to us"]
    if deployment["grant"]:
        for each in lines:
            change.set_as_result(Charge, str(each["key"]), {"withdrawn": day})
        return
    number = str(deployment["client_invoice"] or "") or next_number(
        change, str(deployment["alliance"]), day.year
    )
    change.set_as_result(Deployment, str(deployment["key"]), {"client_invoice": number})
    ours = {"direction": "to us", "alliance": deployment["alliance"], "number": number}
    if not lines or change.books.find(Invoice, **ours):
        return
    due = day + timedelta(days=_payable_days(deployment))
    invoice = ours | {"school": deployment["client"], "due": due}
    change.add_as_result(Invoice, invoice)
    key = str(change.books.find(Invoice, **ours)[0]["key"])
    for each in lines:
        change.set_as_result(Charge, str(each["key"]), {"invoice": key})
    # Last: a line that comes to an issued invoice is doubted.
    change.set_as_result(Invoice, key, {"issued": day})


def _payable_days(deployment: Values | None) -> int:
    days = deployment["payable_days"] if deployment else None
    return days if isinstance(days, int) else PAYABLE_DAYS


def _withdraw(change: Change, deployment: Values, day: date) -> None:
    for each in _uninvoiced(change, deployment):
        made = each["made"]
        last = max(day, made) if isinstance(made, date) else day
        change.set_as_result(Charge, str(each["key"]), {"withdrawn": last})
    invoiced = {
        change.books.name_of(Invoice, str(each["invoice"]))
        for each in change.books.find(Charge, deployment=deployment["key"])
        if each["invoice"] and is_live(change.books, each)
    }
    if invoiced:
        listed = ", ".join(sorted(invoiced))
        change.warn("step", f"It was invoiced: credit what is not to be paid ({listed}).")


def _uninvoiced(change: Change, deployment: Values) -> list[Values]:
    return [
        each
        for each in change.books.find(Charge, deployment=deployment["key"])
        if each["invoice"] is None and is_live(change.books, each)
    ]


# Numbers and days of invoices


@after_adding(Invoice, "Our invoices number themselves; each is due 28 days after it was issued.")
def invoice_is_numbered(change: Change, added: Sequence[Values]) -> None:
    """Give it the next number of its alliance and year, and the day on which it is due."""
    for invoice in added:
        new = _due(change, invoice)
        if invoice["direction"] == "to us" and not invoice["number"]:
            issued = invoice["issued"]
            year = issued.year if isinstance(issued, date) else change.today.year
            new["number"] = next_number(change, str(invoice["alliance"]), year)
        change.set_as_result(Invoice, str(invoice["key"]), new)


@after_changing(Invoice, "An invoice that is issued is due 28 days later.")
def invoice_falls_due(change: Change, before: Values, after: Values) -> None:
    """Unless another day was entered."""
    change.set_as_result(Invoice, str(after["key"]), _due(change, after))


# Credit notes

_CAUSES = ("about", "workstream", "deployment", "booking", "placement")


@after_adding(Invoice, "A credit note that is issued takes the lines of its invoice back.")
def credit_note_takes_back(change: Change, added: Sequence[Values]) -> None:
    """In whichever way it was written."""
    for note in added:
        _take_back(change, note)


@after_changing(Invoice, "A credit note that is issued takes the lines of its invoice back.")
def issued_credit_note_takes_back(change: Change, before: Values, after: Values) -> None:
    """Also where its day was entered later."""
    _take_back(change, after)


def _take_back(change: Change, note: Values) -> None:
    if not note["corrects"] or not isinstance(note["issued"], date):
        return
    if change.books.find(Charge, invoice=note["key"]):
        return
    for line in change.books.find(Charge, invoice=note["corrects"]):
        amounts: Values = {name: -pence(line[name]) for name in ("net", "vat")}
        told: Values = {"cause": f"{line['cause']}, credited", "made": note["issued"]}
        taken: Values = {name: line[name] for name in (*PARTY, *_CAUSES)}
        change.add_as_result(Charge, taken | amounts | told | {"invoice": note["key"]})


def _due(change: Change, invoice: Values) -> Values:
    issued = invoice["issued"]
    if not isinstance(issued, date) or invoice["due"] is not None or invoice["corrects"]:
        return {}
    lines = change.books.find(Charge, invoice=invoice["key"])
    deployments = [str(each["deployment"]) for each in lines if each["deployment"]]
    deployment = change.books.get(Deployment, deployments[0]) if deployments else None
    return {"due": issued + timedelta(days=_payable_days(deployment))}


def next_number(change: Change, alliance: str, year: int) -> str:
    """The number after those that our invoices of a year have in an alliance."""
    ours = change.books.find(Invoice, alliance=alliance, direction="to us")
    return number_after([str(each["number"] or "") for each in ours], year)


def number_after(numbers: Iterable[str], year: int) -> str:
    """The number after these of a year: 2026-014."""
    beginning = f"{year}-"
    used = (each.removeprefix(beginning) for each in numbers if each.startswith(beginning))
    return f"{beginning}{max((int(each) for each in used if each.isdigit()), default=0) + 1:03}"
