"""The rules about the words of support: data of pupils are kept nowhere, nor is a pupil named."""

from __future__ import annotations

from models.fields.pupil_words import named_pupil, words_of_pupils
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import REFUSE, WARN, Breach, Check, rule
from models.support.deployment import Deployment
from models.support.support_step import SupportStep
from models.support.visit import Visit

_TEXTS: dict[type[Record], tuple[str, ...]] = {
    Deployment: (
        *("purpose", "need", "activities", "outcomes_wanted", "impact_measures", "milestones"),
        *("evaluation", "notes"),
    ),
    SupportStep: ("note",),
    Visit: ("note",),
}
"""The attributes in which somebody words what support is about."""


def _names_a_pupil(record: type[Record]) -> Check:
    def check(values: Values, books: Books) -> Breach | None:
        """No text of it names a pupil."""
        for name in _TEXTS[record]:
            if found := named_pupil(str(values.get(name) or "")):
                return name, (
                    f"“{found}” sounds like one pupil, and pupils are never named here: write of "
                    "the class or the year group, for example Year 1."
                )
        return None

    return check


def _sounds_of_pupils(record: type[Record]) -> Check:
    def check(values: Values, books: Books) -> Breach | None:
        """No text of it sounds like data of pupils."""
        for name in _TEXTS[record]:
            text = str(values.get(name) or "")
            if (found := words_of_pupils(text)) and not named_pupil(text):
                return name, f"“{found}” sounds like data of pupils, which are not kept here."
        return None

    return check


for _record in _TEXTS:
    rule(_record, REFUSE, f"A {_record.singular} names no pupil.")(_names_a_pupil(_record))
    rule(_record, WARN, f"A {_record.singular} keeps no data of pupils.")(
        _sounds_of_pupils(_record)
    )
