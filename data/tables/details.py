"""One record with all that belongs to it, in words: the panel beside a list."""

from __future__ import annotations

from dataclasses import dataclass

from data.meetings.details import lines_of_meeting
from data.memberships.as_of import otherwise
from data.memberships.details import lines_of_alliance, lines_of_membership
from data.people.posts import in_order_of_time, lines_of_head
from data.policies.details import lines_of_pair, lines_of_policy, lines_of_school
from data.store.books import Books
from data.tables.computed_columns import computed_columns_of
from data.tables.table import Column
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.fields.values import Value, show_value
from models.kinds import referring_to
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.post import Post
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School

_FIRST = {Policy.kind: ("force", "force_note", "source_read", "owner", "model_policy", "guidance")}
"""The fields that are asked for first of a kind, where its form has them further down."""

_TELLING = ("stage", "level", "kind_of_review", "approved_by", "minute", "ended", "left")
"""The fields that say where a related record stands."""

_TELLING_OF = {
    Post.kind: ("began", "ended"),
    Attendance.kind: ("attended", "deputy"),
    Action.kind: ("owner", "due", "done"),
}
"""The same for kinds that have others than most."""


@dataclass(frozen=True, slots=True)
class Related:
    """A record that belongs to another: its kind, key, name, and where it stands."""

    record: type[Record]
    key: str
    name: str
    state: State | None
    values: Values


@dataclass(frozen=True, slots=True)
class Details:
    """A record in words. A school's policy that nobody recorded has an empty key, and no fields.

    `told` are the label and the text of what is reckoned for it alone; `fields` the label and the
    shown value of every field that has one; `derived` the columns that are reckoned; `related` what
    refers to the record, by the plural of its kind.
    """

    record: type[Record]
    key: str
    name: str
    values: Values
    told: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    derived: tuple[tuple[Column, Value], ...]
    related: dict[str, tuple[Related, ...]]


def details_of(books: Books, record: type[Record], key: str) -> Details | None:
    """The details of a record; None when there is no such record."""
    values = books.get(record, key)
    if values is None:
        return None
    stood = as_it_stands(books, record, values)
    fields = []
    first = _FIRST.get(record.kind, ())
    others = [field for field in record.fields() if field.attribute not in first]
    for field in [*(record.field(name) for name in first), *others]:
        shown = books.show(record, field.attribute, stood[field.attribute])
        if shown:
            fields.append((field.label, shown))
    derived = computed_columns_of(record)
    cells = derived.compute(books, [key]).get(key) if derived else None
    reckoned = tuple(zip(derived.columns, cells, strict=True)) if derived and cells else ()
    return Details(
        record,
        key,
        books.name_from(record, values),
        values,
        tuple(_told(books, record, values)),
        tuple(fields),
        reckoned,
        _related(books, record, key),
    )


def as_it_stands(books: Books, record: type[Record], values: Values) -> Values:
    """The values of a record on the store's day, where the books keep what stood when."""
    if record is not Membership:
        return values
    return values | otherwise(books).values.get(str(values["key"]), {})


def details_of_pair(books: Books, school: str, policy: str) -> Details | None:
    """The details of a school's policy, whether or not there is a record; None without either."""
    held = books.find(SchoolPolicy, school=school, policy=policy)
    if held:
        return details_of(books, SchoolPolicy, str(held[0]["key"]))
    lines = lines_of_pair(books, school, policy)
    if not lines:
        return None
    name = books.name_from(SchoolPolicy, {"school": school, "policy": policy})
    return Details(SchoolPolicy, "", name, {}, tuple(lines), (), (), {})


def _told(books: Books, record: type[Record], values: Values) -> list[tuple[str, str]]:
    if record is School:
        return [*lines_of_head(books, str(values["key"])), *lines_of_school(books, values)]
    if record is Policy:
        return lines_of_policy(books, values)
    if record is SchoolPolicy:
        return lines_of_pair(books, str(values["school"]), str(values["policy"]), values)
    if record is Alliance:
        return lines_of_alliance(books, str(values["key"]))
    if record is Membership:
        return lines_of_membership(books, str(values["key"]))
    if record is Meeting:
        return lines_of_meeting(books, values)
    return []


def _related(books: Books, record: type[Record], key: str) -> dict[str, tuple[Related, ...]]:
    found: dict[str, tuple[Related, ...]] = {}
    for other, attribute in referring_to(record):
        hanging = books.find(other, **{attribute: key})
        if not hanging:
            continue
        derived = computed_columns_of(other)
        keys = [str(values["key"]) for values in hanging]
        cells = derived.compute(books, keys) if derived else {}
        related = []
        for values in hanging:
            other_key = str(values["key"])
            state = next((c for c in cells.get(other_key, ()) if isinstance(c, State)), None)
            name = _name_beside(books, other, values, attribute)
            related.append(Related(other, other_key, name, state, values))
        related.sort(key=lambda each: each.name.casefold())
        newest = other.ordered_by[0].removeprefix("-")
        if newest != other.ordered_by[0]:
            related.sort(key=lambda each: str(each.values[newest]), reverse=True)
        heading = other.plural().capitalize()
        if heading in found:
            heading = f"{heading} ({other.field(attribute).label.lower()})"
        if other is Post:
            # Who holds them today stands first, whoever held them before after that.
            places = [str(post["key"]) for post in in_order_of_time(hanging, books.today)]
            related.sort(key=lambda each: places.index(each.key))
        found[heading] = tuple(related)
    return found


def _name_beside(books: Books, other: type[Record], values: Values, attribute: str) -> str:
    """The name of a record beside the one that it refers to, whose name need not be said again."""
    names = [name for name in other.named_by if name != attribute]
    if other.own_name and values.get(other.own_name) and names[:1] == [*other.named_by[:1]]:
        names[0] = other.own_name
    parts = [books.show(other, name, values.get(name)) for name in names]
    return " · ".join(part for part in parts if part) or books.name_from(other, values)


def lines_of(details: Details) -> list[tuple[str, str]]:
    """The details as lines of label and text; a heading has an empty text."""
    lines = list(details.told)
    said = {label for label, _ in lines}
    derived = [(column.label, show_value(value, column.kind)) for column, value in details.derived]
    others = [line for line in (*derived, *details.fields) if line[0] not in said]
    # Its name stands above all this already.
    lines += [(label, text) for label, text in others if text not in ("", details.name)]
    for heading, related in details.related.items():
        lines.append((f"{heading} ({len(related)})", ""))
        lines += [("", f"{each.name}{_standing(each)}") for each in related]
    return lines


def _standing(related: Related) -> str:
    if related.state is not None:
        return f": {related.state.word}"
    shown = []
    for name in _TELLING_OF.get(related.record.kind, _TELLING):
        value = related.values.get(name)
        if value:
            field = related.record.field(name)
            shown.append(field.show(value))
            if name in ("began", "ended", "left", "due", "done"):
                shown[-1] = f"{field.label.lower()} {shown[-1]}"
    return f": {', '.join(shown)}" if shown else ""
