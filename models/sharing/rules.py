"""The rules about shared data: whose may be shared, from when until when, and what for."""

from __future__ import annotations

from datetime import date

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.alliances.closed import name_if_closed, was_there
from models.fields.dates import show_date
from models.fields.pupil_words import named_pupil, single_pupils, words_of_pupils
from models.fields.text import count_of
from models.memberships.membership import Membership
from models.memberships.signed_text_rules import other_versions
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, day_has_come, on_removal, others, rule
from models.schools.school import School
from models.sharing.permission import IDENTIFIABLE, may_share_on, protocol_on, signed_until
from models.sharing.pupil_items import WORDS_OF_ITEM
from models.sharing.shared_item import SharedItem


@rule(SharedItem, REFUSE, "An alliance that is closed shares nothing.")
def nothing_is_shared(values: Values, books: Books) -> Breach | None:
    """Its shared items stay as they were entered."""
    name = name_if_closed(values, books)
    if not name or was_there(SharedItem, values, books):
        return None
    return "alliance", (
        f"{name} is closed, so it shares nothing: name another alliance. What it shared while it "
        "was open can be entered when its status is Dormant."
    )


@rule(SharedItem, REFUSE, "Data of a school are shared with the school's name and for a purpose.")
def item_of_a_school(values: Values, books: Books) -> Breach | None:
    """A school-identifiable item names its school and says what for."""
    if values.get("data_class") != IDENTIFIABLE:
        return None
    if not values.get("school"):
        return "school", (
            "Whose data are they? Enter the school, or choose the class Aggregate when no school "
            "can be told."
        )
    if not values.get("purpose"):
        return "purpose", (
            "Data of a school are shared for a purpose: enter it, for example to find the "
            "departments that could lead courses."
        )
    return None


@rule(SharedItem, REFUSE, "In aggregate data no school can be told.")
def aggregate_has_no_school(values: Values, books: Books) -> Breach | None:
    """An aggregate item names no school."""
    if values.get("data_class") == "aggregate" and values.get("school"):
        name = books.name_of(School, str(values["school"]))
        return "school", (
            f"In aggregate data no school can be told, so {name} is not named: leave the school "
            "empty, or choose the class School-identifiable."
        )
    return None


@rule(SharedItem, REFUSE, "What was shared has a day that was.")
def shared_on_a_day_that_was(values: Values, books: Books) -> Breach | None:
    """Nothing is recorded as shared in the future."""
    return day_has_come(
        values, books, "shared", "enter it once it has been shared, for example today."
    )


@rule(SharedItem, REFUSE, "Data of a school are shared only while its signature stands.")
def school_has_signed(values: Values, books: Books) -> Breach | None:
    """Not before the school signed the Statement in this alliance, and not after it left."""
    day = values.get("shared")
    if values.get("data_class") != IDENTIFIABLE or not values.get("school"):
        return None
    if not values.get("alliance") or not isinstance(day, date):
        return None
    periods = books.find(Membership, school=values["school"], alliance=values["alliance"])
    if any(may_share_on(each, day) for each in periods):
        return None
    school = books.name_of(School, str(values["school"]))
    alliance = books.name_of(Alliance, str(values["alliance"]))
    ended = [
        last
        for each in periods
        if each["statement_signed"] is not None
        and (last := signed_until(each)) is not None
        and last < day
    ]
    signed = [
        each["statement_signed"]
        for each in periods
        if isinstance(each["statement_signed"], date) and each["statement_signed"] > day
    ]
    if ended:
        why = f"{school} left {alliance} on {show_date(max(ended))}"
        why += f" and signed again on {show_date(min(signed))}" if signed else ""
    elif signed:
        why = f"{school} signed the Statement of Commitment of {alliance} on "
        why += show_date(min(signed))
    else:
        why = f"{school} has not signed the Statement of Commitment of {alliance}"
    return "school", (
        f"{why}: on {show_date(day)} nothing of it could be shared. Share it as aggregate data, "
        "without its name, or once it has signed."
    )


@rule(SharedItem, WARN, "Data are shared under an agreed protocol.")
def there_is_a_protocol(values: Values, books: Books) -> Breach | None:
    """The alliance had agreed on a data-sharing protocol by that day."""
    day, alliance = values.get("shared"), values.get("alliance")
    if not alliance or not isinstance(day, date):
        return None
    texts = books.find(AgreedText, alliance=alliance, what="protocol")
    if protocol_on(texts, day) is None:
        name = books.name_of(Alliance, str(alliance))
        return "alliance", (
            f"{name} had no data-sharing protocol on {show_date(day)}: add it to its agreed texts "
            "with the day on which it was agreed."
        )
    return None


@rule(SharedItem, REFUSE, "Data of single pupils are never shared, and not kept here.")
def nothing_of_single_pupils(values: Values, books: Books) -> Breach | None:
    """The item is plainly one of single pupils, or a pupil is named anywhere."""
    found = _plainly_of_pupils(values)
    if found is None:
        return None
    attribute, words = found
    return attribute, (
        f"“{words}” is about single pupils, and data of a pupil are never shared and not kept "
        "here: share a count or an average, for example average results by department."
    )


def _plainly_of_pupils(values: Values) -> tuple[str, str] | None:
    for attribute in WORDS_OF_ITEM:
        text = str(values.get(attribute) or "")
        words = named_pupil(text) or (single_pupils(text) if attribute == "item" else "")
        if words:
            return attribute, words
    return None


@rule(SharedItem, WARN, "What sounds like data of pupils is looked at.")
def nothing_of_a_pupil(values: Values, books: Books) -> Breach | None:
    """The item mentions what only records of pupils have."""
    if _plainly_of_pupils(values):
        # That it is refused is said already.
        return None
    for attribute in WORDS_OF_ITEM:
        found = words_of_pupils(str(values.get(attribute) or ""))
        if found:
            return attribute, (
                f"“{found}” sounds like data of pupils, which are never shared and not kept "
                "here: write only what kind of data it was, for example results by department."
            )
    return None


@rule(Membership, WARN, "What was shared of a school lies within the time of its signature.")
def shared_while_signed(values: Values, books: Books) -> Breach | None:
    """A day of signing or leaving that was set later leaves no shared item outside."""
    school, alliance = values.get("school"), values.get("alliance")
    if not school or not alliance or not values.get("key"):
        return None
    items = books.find(SharedItem, school=school, alliance=alliance)
    if not items:
        return None
    periods = [*others(Membership, values, books, school=school, alliance=alliance), values]
    outside = [
        day
        for item in items
        if isinstance(day := item["shared"], date)
        and not any(may_share_on(each, day) for each in periods)
    ]
    if not outside:
        return None
    items_were = count_of(len(outside), "item was", "items were")
    attribute = "left" if values.get("left") is not None else "statement_signed"
    return attribute, (
        f"{items_were} shared of {books.name_of(School, str(school))} when its signature did not "
        f"stand, first on {show_date(min(outside))}: see the shared items."
    )


@on_removal(AgreedText, WARN, "A protocol under which data were shared is looked at first.")
def nothing_was_shared_under_it(values: Values, books: Books) -> Breach | None:
    """Warn, when a protocol is removed, how many items were shared under it."""
    if values["what"] != "protocol":
        return None
    versions = [*other_versions(values, books), values]
    items = [
        item
        for item in books.find(SharedItem, alliance=values["alliance"])
        if isinstance(day := item["shared"], date)
        and (protocol_on(versions, day) or {}).get("key") == values["key"]
    ]
    if not items:
        return None
    return "", f"{count_of(len(items), 'item was', 'items were')} shared under this protocol."
