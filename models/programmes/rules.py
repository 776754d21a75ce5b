"""The rules about programmes and cohorts: their days, what is counted, and what came of them."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import add_months, show_date
from models.fields.pupil_words import words_of_pupils
from models.fields.text import count_of
from models.memberships.rules import stands_already
from models.programmes.cohort import Cohort, CohortPlace, newest_by, number
from models.programmes.programme import Programme
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    another,
    days_in_order,
    on_removal,
    others,
    referred,
    rule,
    standing,
)
from models.workstreams.workstream import Workstream

# Programmes


@rule(Programme, REFUSE, "A programme does not end before it begins.")
def programme_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended, and it is closed on a day that was."""
    ended = values.get("ended")
    if isinstance(ended, date) and ended > books.today:
        return "ended", f"{show_date(ended)} is still to come: leave Ended empty until then."
    return days_in_order(values, "began", "ended", Programme)


@rule(Programme, WARN, "A programme that is closed has an outcome.")
@rule(Programme, REPORT, "A programme that is closed has an outcome.")
def closed_programme_has_an_outcome(values: Values, books: Books) -> Breach | None:
    """What came of it is told in a sentence."""
    if values.get("ended") is None or values.get("outcome"):
        return None
    return "outcome", "Closed without outcome: what came of it?"


@rule(Programme, WARN, "A programme is of an alliance that is open.")
def programme_of_an_open_alliance(values: Values, books: Books) -> Breach | None:
    """One that has ended may be typed in late."""
    workstream = referred(Workstream, "workstream", values, books)
    if workstream is None or values.get("ended") is not None:
        return None
    if stands_already(Programme, values, books, "workstream"):
        return None
    alliance = referred(Alliance, "alliance", workstream, books)
    if alliance is not None and alliance["status"] == "closed":
        return "workstream", f"{alliance['name']} is closed: is this programme still its own?"
    ended = workstream["ended"]
    if isinstance(ended, date) and ended <= books.today:
        return (
            "workstream",
            f"{workstream['name']} ended on {show_date(ended)}: is it the right one?",
        )
    return None


@rule(Programme, REFUSE, "No participant and no pupil stands in a programme by name.")
def programme_without_names(values: Values, books: Books) -> Breach | None:
    """Its texts tell of numbers."""
    return _no_names(Programme, ("title", "outcome", "notes"), values)


@rule(Cohort, REFUSE, "No participant and no pupil stands in a cohort by name.")
def cohort_without_names(values: Values, books: Books) -> Breach | None:
    """Its texts tell of numbers."""
    return _no_names(Cohort, ("name", "notes"), values)


def _no_names(record: type[Record], names: tuple[str, ...], values: Values) -> Breach | None:
    for name in names:
        if words := words_of_pupils(str(values.get(name) or "")):
            return name, (
                f"“{words}” sounds like data of single people: {record.field(name).label} tells of "
                "numbers, for example “18 of 20 completed”."
            )
    return None


# Cohorts


@rule(Cohort, REFUSE, "A cohort ends after it starts.")
def cohort_days(values: Values, books: Books) -> Breach | None:
    """Starts ≤ expected end."""
    return days_in_order(values, "began", "expected_end", Cohort)


@rule(Cohort, WARN, "Applications to a cohort close before it starts.")
def closes_before_it_starts(values: Values, books: Books) -> Breach | None:
    """A later day is asked about."""
    closes, began = values.get("closes"), values.get("began")
    if not isinstance(closes, date) or not isinstance(began, date) or closes <= began:
        return None
    return "closes", f"It starts on {show_date(began)}, before that day: is the day right?"


@rule(Cohort, REFUSE, "A programme has one cohort of a name.", lasting=True)
def one_cohort_of_a_name(values: Values, books: Books) -> Breach | None:
    """Two of the same name could not be told apart."""
    same = {name: values.get(name) for name in ("programme", "name")}
    if all(same.values()) and another(Cohort, values, books, **same):
        return "name", f"This programme has a cohort {values['name']} already: name it otherwise."
    return None


@rule(Cohort, WARN, "A cohort starts while its programme goes on.")
def cohort_of_a_programme_that_goes_on(values: Values, books: Books) -> Breach | None:
    """Not after it was closed."""
    programme, began = referred(Programme, "programme", values, books), values.get("began")
    ended = programme["ended"] if programme else None
    if not isinstance(began, date) or not isinstance(ended, date) or began <= ended:
        return None
    return "began", f"The programme was closed on {show_date(ended)}, before that day."


WEEKS_BEFORE_CLOSING = 4
MONTHS_AFTER_START = 2
"""How long it is reported that a cohort is behind its target: while others may still join."""


@rule(Cohort, REPORT, "A cohort reaches its target.")
def reaches_its_target(values: Values, books: Books) -> Breach | None:
    """From four weeks before applications close until two months after the start."""
    target, began = values.get("target"), values.get("began")
    closes = values.get("closes") or began
    if not isinstance(target, int) or not isinstance(closes, date) or not values.get("key"):
        return None
    last = add_months(began if isinstance(began, date) else closes, MONTHS_AFTER_START)
    if not (books.today - closes).days >= -WEEKS_BEFORE_CLOSING * 7 or books.today > last:
        return None
    name = "started" if isinstance(began, date) and began <= books.today else "applied"
    places = newest_by(books.find(CohortPlace, cohort=values["key"]), books.today)
    count = sum(number(each, name) for each in places.values())
    if count >= target:
        return None
    told = f"{count} {'have' if count != 1 else 'has'} {name}, of {target}"
    if closes >= books.today:
        days = count_of((closes - books.today).days, "day")
        return "target", f"{told}; applications close in {days}."
    return "target", f"{told}; applications closed on {show_date(closes)}."


# Places


@rule(CohortPlace, REFUSE, "Nobody completes who has not started, or has withdrawn.", lasting=True)
def completes_what_was_started(values: Values, books: Books) -> Breach | None:
    """Withdrawn ≤ started; completed ≤ started − withdrawn; passed ≤ completed."""
    started, withdrawn = number(values, "started"), number(values, "withdrawn")
    completed, passed = number(values, "completed"), number(values, "passed")
    if withdrawn > started:
        return (
            "withdrawn",
            f"{started} have started, so {withdrawn} cannot withdraw: enter {started} at most.",
        )
    if completed > started - withdrawn:
        left = started - withdrawn
        return "completed", (
            f"{started} have started and {withdrawn} withdrawn, so {completed} cannot complete: "
            f"enter {left} at most."
        )
    if passed > completed:
        return (
            "passed",
            f"{completed} have completed, so {passed} cannot pass: enter {completed} at most.",
        )
    return None


@rule(CohortPlace, REFUSE, "What is counted of a cohort is of a day that was.")
def counted_by_today(values: Values, books: Books) -> Breach | None:
    """No count of a day to come."""
    as_of = values.get("as_of")
    if isinstance(as_of, date) and as_of > books.today:
        return "as_of", f"{show_date(as_of)} is still to come: enter today, or an earlier day."
    return None


@rule(CohortPlace, REFUSE, "A school is counted in a cohort once on a day.", lasting=True)
def counted_once_on_a_day(values: Values, books: Books) -> Breach | None:
    """A second count of the day would be a correction of the first."""
    same = {name: values.get(name) for name in ("cohort", "school", "as_of")}
    if all(same.values()) and another(CohortPlace, values, books, **same):
        return "as_of", "This school's count of that day is in the books: change it there."
    return None


@rule(CohortPlace, REFUSE, "What was counted on an earlier day stays.")
def earlier_counts_stay(values: Values, books: Books) -> Breach | None:
    """Only the count of today is corrected; a newer one counts from its own day on."""
    before = standing(CohortPlace, values, books)
    if before is None or before["as_of"] == books.today:
        return None
    changed = next((name for name, value in before.items() if values.get(name) != value), None)
    return (changed, _STAYS.format(day=_day(before))) if changed else None


@on_removal(CohortPlace, REFUSE, "What was counted on an earlier day is not removed.")
def earlier_counts_are_not_removed(values: Values, books: Books) -> Breach | None:
    """A newer one counts instead."""
    if values["as_of"] == books.today:
        return None
    return "", _STAYS.format(day=_day(values))


_STAYS = (
    "The count of {day} stays, because it was reported so: enter another one as of today, which "
    "counts from then on. To correct a slip, use undo."
)


def _day(values: Values) -> str:
    day = values["as_of"]
    return show_date(day) if isinstance(day, date) else "that day"


@rule(CohortPlace, WARN, "What is counted does not become less.")
def counts_do_not_shrink(values: Values, books: Books) -> Breach | None:
    """A smaller number than before may be a correction, or a slip."""
    as_of = values.get("as_of")
    if not isinstance(as_of, date):
        return None
    whose = {name: values.get(name) for name in ("cohort", "school")}
    earlier = [
        each
        for each in others(CohortPlace, values, books, **whose)
        if isinstance(each["as_of"], date) and each["as_of"] < as_of
    ]
    before = max(earlier, key=lambda each: str(each["as_of"]), default=None)
    if before is None:
        return None
    for name in ("started", "withdrawn", "completed", "passed"):
        was, now = number(before, name), number(values, name)
        if now < was:
            label = CohortPlace.field(name).label
            return name, f"{label} was {was} on {_day(before)}: is {now} right?"
    return None
