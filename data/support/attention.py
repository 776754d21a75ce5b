"""Lines of Today about support; they name schools, as only the office sees Today."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.support.specialists import days_of_specialists
from data.support.standing import Standing, standings
from data.tables.attention import Matter, breaches_of, needs_attention
from models.fields.states import Tone
from models.fields.text import count_of
from models.fields.values import show_value
from models.support.deployment import Deployment
from models.support.rules import designation_is_reviewed
from models.support.specialist import Specialist
from models.support.visit import Visit
from models.support.visit_rules import visit_is_recorded


@needs_attention(place=65, group="Workstreams")
def support_that_waits(books: Books) -> Iterator[Matter]:
    """Deployments that wait long, visits that were not recorded, evaluations that are missing."""
    stand = standings(books)
    waits = [each for each in stand if each.waits_long and each.waits_for != "evaluation"]
    yield _matter(
        books, "Support that waits over 10 working days", waits, "Support that waits long"
    )
    yield breaches_of(books, Visit, visit_is_recorded, "Visits not recorded")
    unrated = [each for each in stand if each.waits_for == "evaluation"]
    yield _matter(books, "Support without evaluation", unrated)


def _matter(books: Books, title: str, found: list[Standing], short: str = "") -> Matter:
    found = sorted(found, key=lambda each: each.since)
    first = ""
    if found:
        name = books.name_of(Deployment, found[0].key)
        days = count_of(found[0].waiting_days, "working day")
        first = f"{name}: waits for {found[0].waits_for}, {days}"
    keys = tuple(each.key for each in found)
    return Matter(title, Tone.WARN, keys, first, Deployment.kind, short=short)


@needs_attention(place=66, group="Workstreams")
def specialists_and_their_days(books: Books) -> Iterator[Matter]:
    """Specialists who promised more than a year has, and designations to be reviewed."""
    over = [
        (key, each) for key, each in days_of_specialists(books).items() if each.left < 0
    ]  # fmt: skip
    first = ""
    if over:
        key, days = over[0]
        shown = [show_value(number, "hundredths") for number in (days.agreed, days.a_year)]
        first = f"{books.name_of(Specialist, key)}: {shown[0]} days agreed of {shown[1]} a year"
    keys = tuple(key for key, _ in over)
    yield Matter("Specialists over their days", Tone.WARN, keys, first, Specialist.kind)
    title, short = "Designations and insurance to be renewed", "Designations to be renewed"
    yield breaches_of(books, Specialist, designation_is_reviewed, title, short=short)
