"""Schools that close, convert, merge or split, as the links of the register tell it.

What else in the books belongs to such a school is followed by the subjects that declare it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol, TypeVar

from data.problems import Problem, WrongCall
from data.schools.register.beside_books import register_beside
from data.schools.register.register import Register
from data.schools.register.successors import Ending
from data.store.books import Books
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.fields.choice_fields import YesNoField
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.field import DeskField
from models.fields.values import Value
from models.records.record import Values, key_of_parts
from models.schools.group_consequences import join_trust, leave_trust
from models.schools.school import School
from models.schools.urn_period import UrnPeriod
from models.subjects import load, place_of

_CLOSED, _TO_CLOSE = "2", "3"
DAY = "day"
"""The name under which the day of the end is asked for, where the register does not say it."""


class Heir(NamedTuple):
    """A school in which another goes on, and from which day; `key` is empty until it is ours."""

    urn: str
    name: str
    day: date | None
    values: Values
    key: str = ""


class SchoolEnd(NamedTuple):
    """How one of our schools ends or goes on, on which day, and in which others."""

    school: Values
    how: Ending
    day: date | None
    heirs: tuple[Heir, ...] = ()
    called: str = ""
    """What the school is called beside its namesakes."""

    @property
    def key(self) -> str:
        """The key of the school."""
        return str(self.school["key"])

    @property
    def goes_on(self) -> bool:
        """Whether the very school goes on under another URN."""
        return self.how is Ending.CONVERTED


Asked = Sequence[tuple[str, DeskField]]


class Follower(Protocol):
    """What belongs to schools and follows when they end: how it is told, asked, and done."""

    def tell(self, books: Books, end: SchoolEnd) -> Sequence[str]:
        """What will happen, in sentences."""

    def ask(self, books: Books, end: SchoolEnd) -> Asked:
        """What has to be known for it, each with the name of its answer."""

    def follow(self, change: Change, end: SchoolEnd, answers: Values) -> None:
        """Do it, once the school itself has ended, or goes on."""


FollowerClass = TypeVar("FollowerClass", bound="type[Follower]")
_FOLLOWERS: list[type[Follower]] = []


def follows_school(follower: FollowerClass) -> FollowerClass:
    """Declare what follows when a school ends; in a module `endings` of its subject."""
    _FOLLOWERS.append(follower)
    return follower


def _followers() -> Iterator[Follower]:
    load("data", "endings")
    for each in sorted(_FOLLOWERS, key=place_of):
        yield each()


# What the register tells


def end_of(books: Books, key: str) -> SchoolEnd:
    """How one of our schools ends, as the register tells it.

    Raises WrongCall when it tells of no end, or nothing that could be carried out.
    """
    school = books.get(School, key)
    if school is None:
        raise WrongCall("This school was removed meanwhile.")
    with register_beside(books) as register:
        if register is None:
            raise WrongCall("There is no register that would say how this school ends.")
        return _end_in(books, register, school)


def _end_in(books: Books, register: Register, school: Values) -> SchoolEnd:
    urn, name = str(school["urn"] or ""), books.name_from(School, school)
    says = register.school(urn) or {}
    day = says.get("closed")
    closed = day if isinstance(day, date) else None
    if says.get("status") == _TO_CLOSE:
        on = f" on {show_date(closed)}" if closed else ""
        raise WrongCall(f"{name} is to close{on}, and is open until then: nothing ends yet.")
    succession = register.successors(urn)
    if succession.ending is Ending.CONTRADICTORY:
        raise WrongCall(
            f"Where {name} goes on is not clear: the register’s links contradict each other. "
            "Change it by hand, in its form and in Members."
        )
    if says.get("status") != _CLOSED:
        raise WrongCall(f"The register of {show_date(register.day)} says that {name} is open.")
    heirs = tuple(
        _heir(books, register, str(path[-1].to), path[0].day) for path in succession.paths
    )
    how = succession.ending
    if how is Ending.CONVERTED and heirs[0].key:
        # It is a record of its own already, so that the two are brought together as two schools.
        how = Ending.MERGED
    opened = heirs[0].day if heirs and how is Ending.CONVERTED else None
    ends = opened or closed or (heirs[0].day if heirs else None)
    return SchoolEnd(school, how, ends, heirs, name)


def _heir(books: Books, register: Register, urn: str, linked: str | None) -> Heir:
    values = {"urn": urn} | (register.school(urn) or {})
    ours = books.find(School, urn=urn)
    opened = values.get("opened")
    day = opened if isinstance(opened, date) else date.fromisoformat(linked) if linked else None
    key = str(ours[0]["key"]) if ours else ""
    return Heir(urn, str(values.get("name") or urn), day, values, key)


# Telling and asking


def title_of(end: SchoolEnd) -> str:
    """How the school ends, in a line."""
    name = end.called or end.school["name"]
    on = f" on {show_date(end.day)}" if end.day else ""
    heirs = ", ".join(f"{each.name} ({each.urn})" for each in end.heirs)
    if end.goes_on:
        since = f" from {show_date(end.day)}" if end.day else ""
        return f"{name} goes on as {heirs}{since}"
    if end.how is Ending.MERGED:
        return f"{name} merged into {heirs}{on}"
    if end.how is Ending.SPLIT:
        return f"{name} was split into {heirs}{on}"
    return f"{name} closed{on}"


def told_of(books: Books, end: SchoolEnd) -> list[str]:
    """What carrying it out will do, in sentences."""
    lines = []
    if end.goes_on:
        (heir,) = end.heirs
        changed = [
            f"{School.field(each).label} {show(heir.values[each])}"
            for each in ("type", "trust")
            for show in [School.field(each).show]
            if heir.values.get(each) and heir.values[each] != end.school[each]
        ]
        lines.append(
            "It stays the same school here, with its whole past: "
            + ", ".join([f"URN {end.school['urn']} becomes {heir.urn}", *changed])
            + "."
        )
    else:
        new = [each.name for each in end.heirs if not each.key]
        if new and end.how is Ending.MERGED:
            lines.append(f"{new[0]} is added from the register.")
        lines.append("Its record stays, as closed.")
    return [*lines, *(line for each in _followers() for line in each.tell(books, end))]


def asked_of(books: Books, end: SchoolEnd) -> list[tuple[str, DeskField]]:
    """What has to be known before it is carried out, each with the name of its answer."""
    asked: list[tuple[str, DeskField]] = []
    if end.day is None:
        help = "The last day is the one before." if end.goes_on else "The day on which it closed."
        asked.append((DAY, DateField("Day", help, required=True)))
    if end.how is Ending.SPLIT:
        for each in end.heirs:
            there = "" if each.key else "; it is added from the register"
            label = f"To {each.name}"
            asked.append((each.urn, YesNoField(label, f"Whether it goes on there{there}.")))
    return [*asked, *(each for follower in _followers() for each in follower.ask(books, end))]


# Carrying it out


def carry_out(store: Store, end: SchoolEnd, answers: Values) -> Outcome:
    """Let the school end or go on, with all that belongs to it, as one operation.

    Raises Refused when a rule forbids it, and Problem when the day is not known.
    """
    day = end.day or answers.get(DAY)
    if not isinstance(day, date):
        raise Problem("The day is missing, for example 01/09/2026.")
    end = end._replace(day=day)
    if end.how is Ending.SPLIT:
        end = end._replace(heirs=tuple(each for each in end.heirs if answers.get(each.urn)))
    label = title_of(end)
    with store.operation(label) as change:
        end = _carry_on(change, end) if end.goes_on else _close(change, end)
        for each in _followers():
            each.follow(change, end, answers)
    return outcome_of(change, label)


def _carry_on(change: Change, end: SchoolEnd) -> SchoolEnd:
    """Keep what the school was, and give it what its new establishment is."""
    (heir,), school, day = end.heirs, end.school, end.day
    assert isinstance(day, date)
    period: Values = {
        "school": end.key, "urn": school["urn"], "until": day - timedelta(days=1),
        "former_name": school["name"], "laestab": school["laestab"], "ukprn": school["ukprn"],
        "type": school["type"], "trust": school["trust"],
    }  # fmt: skip
    change.add_as_result(UrnPeriod, period, key_of_parts(end.key, school["urn"]))
    becomes = {name: value for name, value in heir.values.items() if name != "opened"}
    # What belongs to the old URN alone is not the new one's, even where the register is silent.
    own: Values = {name: becomes.get(name) for name in ("laestab", "ukprn", "closed")}
    if becomes.get("trust") and becomes["trust"] != school["trust"]:
        leave_trust(change, end.key, str(school["trust"] or ""), day)
        join_trust(change, end.key, str(becomes["trust"]), day)
    change.set(School, end.key, becomes | own, {"urn": school["urn"], "status": school["status"]})
    return end._replace(heirs=(heir._replace(key=end.key),))


def _close(change: Change, end: SchoolEnd) -> SchoolEnd:
    """Close the school; others that follow it come into the books where they are not yet."""
    heirs = tuple(
        each if each.key else each._replace(key=change.add(School, each.values))
        for each in end.heirs
    )
    closed: dict[str, Value] = {"status": _CLOSED, "closed": end.day}
    change.set(School, end.key, closed, {"urn": end.school["urn"]})
    return end._replace(heirs=heirs)
