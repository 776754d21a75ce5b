"""Alliances and memberships in words: what the panel beside a list says of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.membership_path import next_steps, path_in_words
from data.memberships_on_a_day import memberships
from models.agreed_texts import (
    AGREED_TEXTS,
    DAY_SIGNED,
    AgreedText,
    text_that_holds,
    version_of,
)
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
        for step in next_steps(store, membership)
    ]
    lines += _versions_signed(store, membership)
    return [*lines, ("Next", "; ".join(ways))] if ways else lines


def _versions_signed(store: Store, membership: str) -> list[Line]:
    """Which version of each text it signed: the one that held when it went out, or was signed."""
    values = store.get(Membership, membership)
    if values is None:
        return []
    lines = []
    for what, signed in DAY_SIGNED.items():
        day = values[signed]
        versions = store.find(AgreedText, alliance=values["alliance"], what=what)
        if not isinstance(day, date) or day > store.today or not versions:
            continue
        agreed = version_of(versions, values)
        said = f"signed {show_date(day)}"
        said += f": version {agreed['version']}" if agreed else ", before any version kept here"
        today = text_that_holds(versions, store.today)
        if today is not None and today != agreed:
            said += f"; now version {today['version']} holds"
        lines.append((what.capitalize(), said))
    return lines


def lines_of_alliance(store: Store, alliance: str) -> list[Line]:
    """How many stand in which stage, and the version of each text that holds today."""
    stages = [str(each["stage"]) for each in memberships(store, alliance=alliance)]
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


def where_texts_stand(store: Store) -> dict[str, str]:
    """In words whether each version of a text holds today, by the key of the version."""
    versions: dict[tuple[object, object], list[Values]] = {}
    for text in store.find(AgreedText):
        versions.setdefault((text["alliance"], text["what"]), []).append(text)
    found = {}
    for several in versions.values():
        held = text_that_holds(several, store.today)
        for text in several:
            found[str(text["key"])] = _standing(text, held, store.today)
    return found


def _standing(text: Values, held: Values | None, today: date) -> str:
    agreed, review = text["agreed"], text["review"]
    if isinstance(agreed, date) and agreed > today:
        return "to come"
    if held is None or text["key"] != held["key"]:
        return "superseded"
    overdue = isinstance(review, date) and review < today
    return "review overdue" if overdue else "in force"


def _in_words(text: Values, today: date) -> str:
    said = f"version {text['version']}"
    if isinstance(text["agreed"], date):
        said += f" of {show_date(text['agreed'])}"
    review = text["review"]
    if isinstance(review, date):
        overdue = "review overdue since" if review < today else "review by"
        said += f", {overdue} {show_date(review)}"
    return said
