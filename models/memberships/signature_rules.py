"""The rules about signatures: who has given which, when anew; what bears one stays in the books."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import article
from models.memberships.membership import (
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Membership,
)
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, Breach, days_in_order, on_removal, rule
from models.schools.organisation import Organisation
from models.schools.school import School


@rule(Membership, REFUSE, "Every member has signed the Statement of Commitment.")
def member_has_signed(values: Values, books: Books) -> Breach | None:
    """A member, partner, paused or leaving school has a day and a signatory."""
    if values.get("stage") not in STAGES_THAT_SIGNED:
        return None
    stage = STAGES[str(values["stage"])].word.lower()
    if values.get("statement_signed") is None:
        said = stage if stage in ("paused", "leaving") else article(stage)
        return "statement_signed", (
            f"{_one(values)} is {said} only once it has signed the Statement of Commitment: "
            "enter the day, for example today."
        )
    if values.get("signatory") is None:
        return "signatory", "Who signed the Statement of Commitment? Enter the name."
    return None


@rule(Membership, REFUSE, "Every strategic partner has signed the memorandum of understanding.")
def partner_has_memorandum(values: Values, books: Books) -> Breach | None:
    """A strategic partner has a day for the memorandum."""
    if values.get("stage") == "strategic partner" and values.get("memorandum_signed") is None:
        return "memorandum_signed", (
            "A strategic partner has signed the memorandum of understanding as well: "
            "enter the day, for example today."
        )
    return None


@rule(Membership, REFUSE, "The memorandum follows the Statement of Commitment.")
def memorandum_follows_statement(values: Values, books: Books) -> Breach | None:
    """No memorandum without a signed statement."""
    if values.get("memorandum_signed") is None or values.get("statement_signed") is not None:
        return None
    if values.get("stage") in STAGES_THAT_SIGNED or values.get("stage") == "left":
        # That it lacks the statement is said already.
        return None
    return "memorandum_signed", (
        "The memorandum is signed by members: enter first on which day the Statement of "
        "Commitment was signed, and by whom."
    )


@rule(Membership, REFUSE, "The Statement is signed anew after it was first signed.")
def signed_anew_after_signing(values: Values, books: Books) -> Breach | None:
    """Statement signed ≤ signed anew."""
    return days_in_order(values, "statement_signed", "signed_anew", Membership)


@on_removal(Membership, REFUSE, "A membership that was signed is not removed.")
def membership_is_not_signed(values: Values, books: Books) -> Breach | None:
    """Its path and its signatures are what was agreed, also when it has ended."""
    if not is_signed(values):
        return None
    name = books.name_of(Membership, str(values["key"]))
    what = "Statement of Commitment" if values["statement_signed"] else "memorandum"
    signed = values["statement_signed"] or values["memorandum_signed"]
    assert isinstance(signed, date)
    ended = "it has ended, and stays as history" if values["stage"] in STAGES_THAT_ENDED else (
        "let it leave instead, with the day and the reason"
    )  # fmt: skip
    return "", f"{name} signed the {what} on {show_date(signed)}: {ended}."


@on_removal(School, REFUSE, "A school that has signed is not removed.")
def school_has_not_signed(values: Values, books: Books) -> Breach | None:
    """Its memberships would go with it, and with them what was agreed."""
    instead = "let it leave with its reason, and enter the day in Closed if the school has closed"
    return _not_signed("school", values, books, instead)


@on_removal(Organisation, REFUSE, "An organisation that has signed is not removed.")
def organisation_has_not_signed(values: Values, books: Books) -> Breach | None:
    """Its memberships would go with it, and with them what was agreed."""
    return _not_signed("organisation", values, books, "let it leave, with the day and the reason")


def _not_signed(attribute: str, values: Values, books: Books, instead: str) -> Breach | None:
    signed = [each for each in books.find(Membership, **{attribute: values["key"]})
              if is_signed(each)]  # fmt: skip
    if not signed:
        return None
    names = {books.name_of(Alliance, str(each["alliance"])) for each in signed}
    told = f"{values['name']} has signed in {' and '.join(sorted(names))}"
    if all(each["stage"] in STAGES_THAT_ENDED for each in signed):
        return "", f"{told}; that has ended, and stays as history with the {attribute}."
    return "", f"{told}: {instead}."


def is_signed(membership: Values) -> bool:
    """Whether a membership bears a signature, of the Statement or of the memorandum."""
    return bool(membership["statement_signed"] or membership["memorandum_signed"])


def _one(values: Values) -> str:
    return "An organisation" if values.get("organisation") else "A school"
