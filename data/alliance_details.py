"""Alliances and memberships in words: what the panel beside a list says of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.membership_path import next_step, path_in_words
from models.agreed_texts import AGREED_TEXTS, AgreedText
from models.alliances import STAGES, STAGES_THAT_ENDED, Membership
from models.dates import show_date
from models.records import Values

if TYPE_CHECKING:
    from data.store import Store

Line = tuple[str, str]


def lines_of_membership(store: Store, membership: str) -> list[Line]:
    """The path so far, and what a membership may go on to with what it lacks for that."""
    lines = [("Path", path_in_words(store, membership))]
    ways = [
        f"{step.word} (needs {step.lacks})" if step.missing else step.word
        for step in next_step(store, membership)
    ]
    return [*lines, ("Next", "; ".join(ways))] if ways else lines


def lines_of_alliance(store: Store, alliance: str) -> list[Line]:
    """How many stand in which stage, and the version of each text that holds today."""
    stages = [str(each["stage"]) for each in store.find(Membership, alliance=alliance)]
    counts = [
        f"{state.word} {stages.count(stage)}"
        for stage, state in STAGES.items()
        if stage in stages and stage not in STAGES_THAT_ENDED
    ]
    lines = [("Members", ", ".join(counts))] if counts else []
    for what in AGREED_TEXTS:
        held = text_that_holds(store.find(AgreedText, alliance=alliance, what=what), store.today)
        if held is not None:
            lines.append((what.capitalize(), _in_words(held, store.today)))
    return lines


def text_that_holds(versions: list[Values], today: date) -> Values | None:
    """The version of a text that holds on a day: of those agreed by then, the newest.

    A version without a day holds where no other does. None when there is no version at all.
    """
    known = [each for each in versions if not isinstance(each["agreed"], date)
             or each["agreed"] <= today]  # fmt: skip
    return max(known, key=_agreed, default=None)


def _agreed(text: Values) -> date:
    agreed = text["agreed"]
    return agreed if isinstance(agreed, date) else date.min


def _in_words(text: Values, today: date) -> str:
    said = f"version {text['version']}"
    if isinstance(text["agreed"], date):
        said += f" of {show_date(text['agreed'])}"
    review = text["review"]
    if isinstance(review, date):
        overdue = "review overdue since" if review < today else "review by"
        said += f", {overdue} {show_date(review)}"
    return said
