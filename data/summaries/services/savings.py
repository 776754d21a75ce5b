"""What is saved by sharing: by school and service, by kind, and for each pupil."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.services.computed_columns import ACTUAL, ESTIMATED
from data.store.books import Books
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Figure, Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from models.fields.text import count_of
from models.fields.values import Value, show_value
from models.records.record import Values
from models.schools.school import School
from models.services.share import Share, holds_on, is_estimated, saving_of, takes_part
from models.services.shared_service import SERVICE_KINDS, SharedService

COLUMNS = (
    Column("school", "School", "text", 28),
    Column("service", "Service", "text", 28),
    Column("kind", "Kind", "text", 18),
    Column("before", "Before", "money", 11, "What it paid in a year alone."),
    Column("pays", "Pays", "money", 11, "What its share costs in a year."),
    Column("saving", "Saving", "money", 11, "Before less pays, in a year."),
    Column("figures", "Figures", "state", 9, "Estimated until a year has closed and is checked."),
    Column("hours", "Hours saved", "number", 6, "Hours of work in a year.", heading="Hours"),
    Column("per-pupil", "Per pupil", "money", 9, "The saving by the pupils on the school's roll."),
    Column("reinvested-in", "Reinvested in", "text", 30),
    Column("fte", "FTE", "hundredths", 5, "Of a shared post.", importance=3),
    Column("before-source", "Source of before", "text", 22, importance=3),
)

_MEANS = (
    "Saving: what the school paid in a year when it did this alone, less its share today. It is "
    "estimated until the first year of the share has closed and its figures have been checked. "
    "Per pupil: by the number on the school's roll."
)
_PAPER = (
    Shown("school", under=("service",), heading="School, and what it shares"),
    Shown("before"),
    Shown("pays"),
    Shown("saving"),
    Shown("figures"),
    Shown("hours"),
    Shown("per-pupil"),
    Shown("reinvested-in", 2),
)


class _Share(NamedTuple):
    """A share with its school and its service."""

    share: Values
    school: Values
    service: Values

    @property
    def saving(self) -> int | None:
        return saving_of(self.share)


def make(books: Books, limits: Limits) -> Content:
    """One row for each share that holds today, school by school."""
    shown, notes = _shares(books, limits)
    rows = [_row(books, each) for each in shown]
    answer = _answer(books, shown)
    listing = Listing(
        count_of(len(rows), "share"),
        COLUMNS,
        [Group("", rows)],
        _PAPER,
        prose=_reinvested(shown) if limits.school else (),
    )
    paper = Paper(
        "What is saved by sharing",
        "Savings",
        subject_of(books, limits.alliance, limits.school),
        "heads, governors and trust boards",
        answer=answer,
        figures=_figures(shown),
        charts=_charts(shown),
        parts=[listing] if rows else [],
        definitions=[_MEANS],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [*answer, *_by_kind(shown), _MEANS, *notes], paper)


def _shares(books: Books, limits: Limits) -> tuple[list[_Share], list[str]]:
    """The shares that hold today, by school and service, and the notes on who is left out."""
    services = {
        str(each["key"]): each
        for each in books.find(SharedService)
        if limits.alliance in (None, each["alliance"])
    }
    shares = [
        each
        for each in books.find(Share)
        if each["service"] in services and holds_on(each, books.today) and takes_part(each)
    ]
    schools = books.get_many(School, list({str(each["school"]) for each in shares}))
    # A service is of an alliance, but whoever has left since may have a share to its end.
    named, notes = shown_schools(books, limits._replace(alliance=None), schools)
    found = [
        _Share(each, schools[str(each["school"])], services[str(each["service"])])
        for each in shares
        if each["school"] in named
    ]
    found.sort(
        key=lambda each: (
            str(each.school["name"]).casefold(),
            str(each.service["title"]).casefold(),
        )
    )
    return found, notes


def _row(books: Books, each: _Share) -> Row:
    share, pupils, saving = each.share, each.school["pupils"], each.saving
    estimated = is_estimated(share, books.today)
    per_pupil = None
    if saving is not None and isinstance(pupils, int) and pupils:
        per_pupil = _half_up(saving, pupils)
    cells: tuple[Value, ...] = (
        books.name_from(School, each.school),
        each.service["title"],
        SERVICE_KINDS[str(each.service["kind_of_service"])],
        share["before"],
        share["pays"],
        saving,
        None if saving is None else ESTIMATED if estimated else ACTUAL,
        share["hours_saved"],
        per_pupil,
        share["reinvested_in"],
        share["fte"],
        share["before_source"],
    )
    return Row(str(share["key"]), cells)


def _half_up(pence: int, parts: int) -> int:
    """Pence for each part, half a penny up, whether saved or spent."""
    whole = (2 * abs(pence) + parts) // (2 * parts)
    return whole if pence >= 0 else -whole


def _total(shares: Iterable[_Share]) -> int:
    return sum(each.saving or 0 for each in shares)


def _hours(shares: Iterable[_Share]) -> int:
    hours = (each.share["hours_saved"] for each in shares)
    return sum(each for each in hours if isinstance(each, int))


def _known(shares: Sequence[_Share]) -> list[_Share]:
    return [each for each in shares if each.saving is not None]


def _pupils(shares: Iterable[_Share]) -> int:
    """The pupils of these schools, each school once."""
    rolls = {str(each.school["key"]): each.school["pupils"] for each in shares}
    return sum(each for each in rolls.values() if isinstance(each, int))


def _answer(books: Books, shares: Sequence[_Share]) -> list[str]:
    known = _known(shares)
    if not known:
        return ["No saving is known yet: shares say what a school pays, and what it paid before."]
    schools = count_of(len({each.school["key"] for each in known}), "school")
    verb = "saves" if schools.startswith("1 ") else "save"
    answer = [f"{schools} {verb} {show_value(_total(known), 'money')} a year by sharing."]
    checked = [each for each in known if not is_estimated(each.share, books.today)]
    estimated = len(known) - len(checked)
    if not estimated:
        answer.append("All of it rests on the figures of a year that has closed.")
    elif checked:
        sure = show_value(_total(checked), "money")
        answer.append(f"{sure} of it rests on a year that has closed; the rest is estimated.")
    else:
        answer.append("All of it is estimated: no year has closed and been checked.")
    if hours := _hours(shares):
        answer.append(f"{hours:,} hours of work are saved in a year.")
    without = len(shares) - len(known)
    if without:
        are = "is" if without == 1 else "are"
        answer.append(f"{count_of(without, 'share')} without both figures {are} not counted.")
    return answer


def _figures(shares: Sequence[_Share]) -> list[Figure]:
    known = _known(shares)
    if not known:
        return []
    found = [Figure(show_value(_total(known), "money"), "saved a year")]
    if hours := _hours(shares):
        found.append(Figure(f"{hours:,}", "hours saved a year"))
    if pupils := _pupils(known):
        found.append(Figure(show_value(_half_up(_total(known), pupils), "money"), "for each pupil"))
    return found


def _kinds(shares: Sequence[_Share]) -> list[tuple[str, int, int]]:
    """Each kind of service with what is saved by it, and how many schools that is of."""
    found = []
    for kind, word in SERVICE_KINDS.items():
        of_kind = [each for each in _known(shares) if each.service["kind_of_service"] == kind]
        if of_kind:
            schools = {each.school["key"] for each in of_kind}
            found.append((word, _total(of_kind), len(schools)))
    return found


def _by_kind(shares: Sequence[_Share]) -> list[str]:
    parts = [
        f"{word} {show_value(saving, 'money')} ({count_of(schools, 'school')})"
        for word, saving, schools in _kinds(shares)
    ]
    return [f"By kind: {'; '.join(parts)}."] if parts else []


def _charts(shares: Sequence[_Share]) -> list[Chart]:
    bars = [
        Bar(word, done=max(0, saving) // 100, trouble=max(0, -saving) // 100)
        for word, saving, _ in sorted(_kinds(shares), key=lambda each: -each[1])
    ]
    if len(bars) < 3 or not bars[0].done:
        return []
    return [
        Chart(
            ChartKind.COLUMNS,
            f"{bars[0].label} saves most",
            "Pounds saved in a year, by kind of service",
            "saved",
            "costs more than before",
            bars,
        )
    ]


def _reinvested(shares: Sequence[_Share]) -> list[Prose]:
    return [
        Prose(f"{each.service['title']}.", f"Reinvested in: {each.share['reinvested_in']}")
        for each in shares
        if each.share["reinvested_in"]
    ]
