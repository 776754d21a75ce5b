"""The rules about departments: whose results may be compared, for which purpose, and no pupil's."""

from __future__ import annotations

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.fields.choice_fields import chosen_of
from models.fields.dates import show_school_year
from models.fields.pupil_words import named_pupil, single_pupils
from models.fields.text import folded
from models.memberships.membership import Membership
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, others, rule
from models.schools.school import School
from models.sharing.department import Department
from models.sharing.permission import may_share_on, protocol_on

_WORDED = ("subject", "source", "notes")


@rule(Department, REFUSE, "A department has one value of a measure in a year.")
def one_value_a_year(values: Values, books: Books) -> Breach | None:
    """No second one of the school's subject, key stage, measure and year."""
    same = {
        name: values.get(name)
        for name in ("alliance", "school", "key_stage", "measure", "school_year")
    }
    subject = folded(str(values.get("subject") or ""))
    for other in others(Department, values, books, **same):
        if folded(str(other["subject"])) == subject:
            shown = Department.field("value").show(other["value"])
            year = values.get("school_year")
            of = show_school_year(year) if isinstance(year, int) else "that year"
            return "subject", (
                f"Its value of {of} is in the books already ({shown}): change that one, or enter "
                "another year or measure."
            )
    return None


@rule(Department, REFUSE, "Results of single pupils are never kept.")
def nothing_of_pupils(values: Values, books: Books) -> Breach | None:
    """No pupil is named, and no list of pupils meant, in anything that is worded."""
    for attribute in _WORDED:
        text = str(values.get(attribute) or "")
        words = named_pupil(text) or single_pupils(text)
        if words:
            return attribute, (
                f"“{words}” is about single pupils, and data of a pupil are not kept here: write "
                "of the whole department, for example results of the school's own return."
            )
    return None


@rule(Department, WARN, "A department is compared while the signature of its school stands.")
def school_of_department_signed(values: Values, books: Books) -> Breach | None:
    """The school has signed the Statement of this alliance, and has not left."""
    if not values.get("school") or not values.get("alliance"):
        return None
    pair = {"school": values["school"], "alliance": values["alliance"]}
    if any(may_share_on(each, books.today) for each in books.find(Membership, **pair)):
        return None
    school = books.name_of(School, str(values["school"]))
    alliance = books.name_of(Alliance, str(values["alliance"]))
    return "school", (
        f"{school} has not signed the Statement of Commitment of {alliance}: its departments stand "
        "in no ranking until it has."
    )


@rule(Department, WARN, "Departments are compared for a purpose that the protocol names.")
def purpose_in_the_protocol(values: Values, books: Books) -> Breach | None:
    """The data-sharing protocol of today names one of its purposes."""
    alliance, purposes = values.get("alliance"), set(chosen_of(values.get("purpose")))
    if not alliance or not purposes:
        return None
    texts = books.find(AgreedText, alliance=alliance, what="protocol")
    protocol = protocol_on(texts, books.today)
    if protocol is not None and purposes & set(chosen_of(protocol["purposes"])):
        return None
    name = books.name_of(Alliance, str(alliance))
    if protocol is None:
        return "purpose", (
            f"{name} has no data-sharing protocol today, so nothing is ranked: add it to its "
            "agreed texts with the day on which it was agreed."
        )
    return "purpose", (
        f"The protocol of {name} names no such purpose, so this stands in no ranking: enter the "
        f"purposes in its text, version {protocol['version']}."
    )


@rule(AgreedText, REFUSE, "Only a data-sharing protocol says what data may be used for.")
def purposes_of_a_protocol(values: Values, books: Books) -> Breach | None:
    """Purposes belong to no other text."""
    if values.get("purposes") and values.get("what") != "protocol":
        return "purposes", (
            "Purposes are those of a data-sharing protocol: leave them empty, or choose the text "
            "Data-sharing protocol."
        )
    return None
