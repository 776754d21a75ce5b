"""Support that waits: for whom or for what, and for how many working days."""

from __future__ import annotations

from data.alliances.names import subject_of
from data.store.books import Books
from data.support.circulation import counted_for_circulation, with_note
from data.support.standing import USUAL_DAYS, Standing, standings
from data.support.words import parties_of
from data.tables.circulation import confidential
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.support.path import WAITING_FOR

COLUMNS = (
    Column("waits-for", "Waits for", "state", 11, "What has to come next."),
    Column("days", "Days", "number", 5, "Working days since the step before."),
    Column("reference", "Reference", "text", 9),
    Column("client", "Client", "text", 24),
    Column("purpose", "Purpose", "text", 26),
    Column("specialist", "Specialist", "text", 20),
    Column("home", "Home", "text", 22, "The specialist's school or organisation."),
    Column("asked", "Who is asked", "text", 20, "Whose answer it waits for."),
    Column("step", "Last step", "state", 19),
    Column("since", "Since", "date", 10),
    Column("requested", "Requested", "date", 10),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each deployment that waits, by what it waits for, the longest first."""
    found = [each for each in standings(books) if _is_within(each, limits)]
    if limits.for_circulation:
        return counted_for_circulation(books, limits, "Support that waits, and for what", found)
    waits = [each for each in found if each.waits_for]
    waits.sort(key=lambda each: (WAITING_FOR.index(each.waits_for), -each.waiting_days))
    rows = [_row(books, each) for each in waits]
    long = sum(each.waits_long for each in waits)
    told = f"{count_of(len(rows), 'deployment waits', 'deployments wait')}, {long} of them over " \
        f"{USUAL_DAYS} working days." if rows else "No support waits."  # fmt: skip
    headings = {each.key: f"Waits for the {each.waits_for}" for each in waits}
    paper = Paper(
        "Support that waits",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="the hub",
        answer=[told],
        parts=[Listing("The longest first", COLUMNS, grouped(rows, headings), _SHOWN)],
        definitions=[
            "Days: working days since the step before it, or since the last visit; weekends and "
            "bank holidays are not counted."
        ],
    )
    notes = with_note([told])
    return Content(COLUMNS, rows, notes, confidential(paper))


_SHOWN = (
    Shown("reference"),
    Shown("client", under=("purpose",), heading="Client and purpose"),
    Shown("specialist", under=("home",), heading="Specialist and home", empty="nobody named"),
    Shown("asked", 2),
    Shown("since"),
    Shown("days"),
)


def _is_within(each: Standing, limits: Limits) -> bool:
    if limits.alliance and each.deployment["alliance"] != limits.alliance:
        return False
    return not limits.school or each.deployment["client"] == limits.school


def _row(books: Books, each: Standing) -> Row:
    deployment, parties = each.deployment, parties_of(books, each.deployment)
    tone = Tone.WARN if each.waits_long else Tone.INFO
    asked = {
        "home head": parties.head or parties.home,
        "specialist": parties.specialist,
        "client": str(deployment["requested_by"] or parties.client),
        "agreement": "both schools",
        "invoice": "the hub",
        "first visit": parties.specialist,
        "evaluation": str(deployment["requested_by"] or parties.client),
        "close": "the hub",
    }[each.waits_for]
    cells: tuple[Value, ...] = (
        State(each.waits_for[:1].upper(), each.waits_for.capitalize(), tone),
        each.waiting_days,
        deployment["reference"],
        parties.client,
        deployment["purpose"],
        parties.specialist or None,
        parties.home or None,
        asked or None,
        each.state,
        each.since,
        deployment["requested"],
    )
    return Row(each.key, cells)
