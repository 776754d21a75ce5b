"""A deployment on a page: its steps, reached and to come, and what there is to say under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.store.books import Books
from data.support.standing import USUAL_DAYS, Standing, standing_of
from data.support.words import (
    charge_in_words,
    days_in_words,
    figures_for_deployment,
    parties_of,
)
from data.tables.table import Column, Row
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of, one_line
from models.fields.values import Value, show_value
from models.support.deployment import PRIORITIES
from models.support.path import ways_on
from models.support.support_step import STEPS, STEPS_THAT_END

_COLUMNS = (
    Column("step", "Step", "state", 20),
    Column("day", "Day", "state", 10, "The day, or for how many days it has waited."),
    Column("who", "Who, or what is asked", "text", 16),
    Column("figures", "Figures", "text", 8),
)

_DONE, _OPEN, _LATER = "✓", "○", "·"

_TO_COME = {
    "diagnosis": "Diagnosis",
    "home head asked": "Home head is asked",
    "home head agreed": "Home head agrees",
    "specialist agreed": "Specialist agrees",
    "client chose": "Client chooses",
    "agreement signed": "Agreement is signed",
}
"""The names of steps that are not reached yet."""

_ASKS = {
    "diagnosis": "if it is wanted",
    "client chose": "which specialist",
    "agreement signed": "both, and the scheme",
    "invoiced": "number, or a grant",
    "running": "first visit",
    "evaluated": "rating 1 to 4, by whom",
    "closed": "outcome",
}
"""The requirements of a step to come."""


@dataclass(frozen=True, slots=True)
class Page:
    """A deployment as its page shows it. `open_step` is the row of the step that comes next."""

    standing: Standing
    title: str
    who: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    open_step: str
    lines: tuple[tuple[str, str], ...]
    waiting: str


def page_of(books: Books, deployment: str) -> Page | None:
    """The page of a deployment; None when it is gone or was requested later."""
    standing = standing_of(books, deployment)
    if standing is None:
        return None
    values, parties = standing.deployment, parties_of(books, standing.deployment)
    title = f"{values['reference']}  {values['purpose'] or one_line(str(values['need']))}"
    by = f"{parties.specialist}, {parties.home}" if parties.specialist else "no specialist yet"
    rows, open_step = _rows(books, standing)
    return Page(
        standing,
        title,
        f"{parties.client}, client · {by}",
        tuple(rows),
        _wide_enough(rows),
        open_step,
        tuple(_lines(books, standing)),
        waiting_in_words(standing),
    )


def _wide_enough(rows: list[Row]) -> tuple[Column, ...]:
    """The columns, in which no step and no figure is cut: what is left of the line is for names."""
    steps, _, _, figures = (
        max(len(str(cell or "")) for cell in cells)
        for cells in zip(*(row.cells for row in rows), strict=True)
    )
    widths = {"step": steps, "figures": figures}
    return tuple(
        each._replace(width=max(each.width, widths.get(each.name, 0))) for each in _COLUMNS
    )


def steps_to_come(standing: Standing) -> list[str]:
    """The steps that usually follow, in their order; before the first a diagnosis may come."""
    found: list[str] = []
    step = standing.step
    while step not in STEPS_THAT_END:
        ways = ways_on(standing.deployment, step)
        if step == "requested" and not found:
            found.append("diagnosis")
        step = ways[0]
        found.append(step)
    return found


def _rows(books: Books, standing: Standing) -> tuple[list[Row], str]:
    rows, figures = [], _figures(books, standing)
    told = _told_of_steps(standing)
    for number, reached in enumerate(standing.path):
        state = STEPS[reached.step]
        cells: tuple[Value, ...] = (
            State("", f"{_DONE} {state.word}", Tone.GOOD),
            show_date(reached.day),
            reached.who or told.get(reached.step) or one_line(reached.note) or None,
            figures.get(reached.step),
        )
        rows.append(Row(f"{number} {reached.step}", cells))
    coming = steps_to_come(standing)
    opens = next((step for step in coming if step != "diagnosis"), "")
    parties = parties_of(books, standing.deployment)
    asked = {
        "home head asked": parties.head or parties.home or "specialist, then the head",
        "home head agreed": standing.path[-1].who or parties.head,
        "specialist agreed": parties.specialist,
    }
    if "declined" in standing.step:
        asked["home head asked"] = "another specialist"
    for step in coming:
        is_open = step == opens
        days, word = (standing.today - standing.since).days, _TO_COME.get(step, STEPS[step].word)
        tone = Tone.QUIET if not is_open else Tone.WARN if standing.waits_long else Tone.INFO
        cells = (
            State("", f"{_OPEN if is_open else _LATER} {word}", tone),
            State("", count_of(days, "day"), tone) if is_open else None,
            asked.get(step) or _ASKS.get(step),
            figures.get(step),
        )
        rows.append(Row(step, cells))
    return rows, opens


def _told_of_steps(standing: Standing) -> dict[str, str]:
    """Notes on steps that nobody takes alone."""
    values = standing.deployment
    signed = [str(values[name]) for name in ("client_signatory", "home_signatory") if values[name]]
    number = f"invoice {values['client_invoice']}" if values["client_invoice"] else ""
    return {
        "agreement signed": " and ".join(signed),
        "invoiced": str(values["grant"] or number),
        "running": "first visit",
    }


def step_of_row(key: str) -> str:
    """The step that a row of the page stands for; empty for one that was reached."""
    return "" if key[:1].isdigit() else key


def _figures(books: Books, standing: Standing) -> dict[str, str]:
    found = {}
    figures = figures_for_deployment(books, standing.deployment)
    if figures:
        found["agreement signed"] = show_value(figures.client, "money")
        if figures.vat:
            found["invoiced"] = f"VAT {show_value(figures.vat, 'money')}"
    if standing.agreed:
        used = f"{show_value(standing.used, 'hundredths')} of " if standing.used else ""
        found["running"] = f"{used}{days_in_words(standing.agreed)}"
    if standing.deployment["rating"]:
        found["evaluated"] = f"rating {standing.deployment['rating']}"
    return found


def _lines(books: Books, standing: Standing) -> list[tuple[str, str]]:
    values = standing.deployment
    why = PRIORITIES.get(str(values["priority"]))
    need = one_line(str(values["need"]))
    lines = [("Need", f"{need}{f' · {why}' if why else ''}")]
    charge = charge_in_words(books, values)
    if charge:
        charge += "; as signed" if values["unit"] is not None else "; frozen when signed"
    if values["grant"]:
        charge = f"Paid by {values['grant']}. {charge}".strip()
    lines.append(("Charge", charge or "no scheme yet"))
    lines.append(("Visits", visits_in_words(standing)))
    if values["evaluation"]:
        lines.append(("Evaluation", one_line(str(values["evaluation"]))))
    last = standing.path[-1]
    if last.step in STEPS_THAT_END and last.note:
        lines.append(("Outcome", one_line(last.note)))
    return lines


def visits_in_words(standing: Standing) -> str:
    """How many visits there were, and the hours of those agreed."""
    held, planned = len(standing.visits_held), len(standing.visits) - len(standing.visits_held)
    a_day = standing.deployment["hours_a_day"]
    whole = standing.agreed * (a_day if isinstance(a_day, int) and a_day else 500) // 100
    said = count_of(held, "visit") if held else "none yet"
    hours = show_value(standing.hours, "hundredths")
    of = f" of {show_value(whole, 'hundredths')}" if whole else ""
    more = f", {planned} planned or not recorded" if planned else ""
    return f"{said}, {hours}{of} hours{more}"


def visits_listed(standing: Standing) -> list[tuple[str, str]]:
    """Each visit with its hours and its note, the newest first, under a heading."""
    if not standing.visits:
        return [("Visits", "none yet")]
    listed = [(f"Visits ({len(standing.visits)})", "")]
    for each in reversed(standing.visits):
        day = each["day"]
        shown = show_date(day) if isinstance(day, date) else ""
        hours = f"{show_value(each['hours'], 'hundredths')} h"
        kind = "" if each["kind_of_visit"] == "visit" else f", {each['kind_of_visit']}"
        planned = ", planned" if each["planned"] else ""
        note = f": {one_line(str(each['note']))}" if each["note"] else ""
        listed.append((shown, f"{hours}{kind}{planned}{note}"))
    return listed


def waiting_in_words(standing: Standing) -> str:
    """What a deployment waits for and since when, or where it stands."""
    if not standing.waits_for:
        return f"{standing.state.word} since {show_date(standing.path[-1].day)}"
    days = count_of(standing.waiting_days, "working day")
    usual = f", {USUAL_DAYS} are usual" if standing.waits_long else ""
    since = show_date(standing.since)
    return f"Waits for the {standing.waits_for} since {since}: {days}{usual}"
