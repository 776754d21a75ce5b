"""What an alliance has agreed on in writing, version by version, and what is shared under it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.date_fields import DateField
from models.fields.placeholders import PLACEHOLDER, in_braces, placeholder_name
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record, Values

AGREED_TEXTS = {
    "statement": "Statement of Commitment",
    "memorandum": "Memorandum of understanding",
    "protocol": "Data-sharing protocol",
}

PURPOSES = {
    "itt": "To lead initial teacher training",
    "cpd": "To lead professional development",
    "support": "To support other schools",
    "research": "Research and development",
}
"""What a data-sharing protocol may say that data of a school are shared for."""

PLACEHOLDERS = {
    "school": "the name of the school, or of the organisation",
    "urn": "its Unique Reference Number",
    "address": "its street, town and postcode",
    "local authority": "the authority whose area it stands in",
    "head": "the name of its head today, by the posts that people hold",
    "role": "the post of the head, such as Headteacher",
    "alliance": "the name of the alliance",
    "hub": "the school that coordinates the alliance",
    "version": "the version of the text",
    "date": "the day on which the letter is written",
    "signature": "a line on which to sign",
    "day signed": "a line for the day of the signature",
}
"""What a text may name in braces, and what stands there in the letter."""


def unknown_placeholders(words: str) -> list[str]:
    """What a text names in braces that no letter can fill in, each once, as it is typed."""
    named = dict.fromkeys(PLACEHOLDER.findall(words))
    return [each for each in named if placeholder_name(each) not in PLACEHOLDERS]


class AgreedText(Record):
    """A version of an alliance's Statement of Commitment, memorandum or data-sharing protocol."""

    kind = "texts"
    singular = "agreed text"
    named_by = ("alliance", "what", "version")
    told_apart_by = "alliance"
    ordered_by = ("alliance", "what", "-agreed")
    listed = ("what", "version", "agreed", "review", "alliance")

    alliance = ReferenceField(Alliance, "Alliance", "Whose text it is.", required=True, width=18)
    what = ChoiceField(
        "Text", "Statement, memorandum or protocol.", choices=AGREED_TEXTS, required=True, width=27
    )
    version = TextField("Version", "Its number or name.", required=True, width=10)
    agreed = DateField("Agreed", "The day from which it applies.")
    review = DateField("Review", "The day by which it is to be reviewed.", last=True)
    purposes = ChoicesField(
        "Purposes",
        "Of a data-sharing protocol: what data of a school may be used for under it.",
        choices=PURPOSES,
        width=24,
    )
    text = NoteField(
        "Words",
        "The text itself, as Markdown. A letter to sign fills in what stands in braces: "
        f"{in_braces(PLACEHOLDERS)}.",
    )
    notes = NoteField("Notes")


def text_that_holds(versions: Iterable[Values], day: date) -> Values | None:
    """The version of a text that holds on a day: of those agreed by then, the newest.

    A version without a day holds where no other does. None when there is no version at all.
    """
    return max((each for each in versions if _agreed(each) <= day), key=_agreed, default=None)


DAYS_OF_TEXTS = {
    "statement": ("statement_sent", "statement_signed"),
    "memorandum": ("memorandum_signed",),
}
"""The days of a membership on which a text went out to it and was signed, by the text."""

DAY_SIGNED = {what: days[-1] for what, days in DAYS_OF_TEXTS.items()}
"""The day of a membership on which it signed a text, by the text."""


def version_of(versions: Iterable[Values], membership: Values) -> Values | None:
    """The version of a text that a membership has: that which held when it went out to it.

    Where that day is not known, the one that held when it was signed. `versions` are those of one
    text. None when it has neither day, or no version was kept then.
    """
    kept = list(versions)
    days = DAYS_OF_TEXTS.get(str(kept[0]["what"]), ()) if kept else ()
    known = (day for name in days if isinstance(day := membership[name], date))
    day = next(known, None)
    return text_that_holds(kept, day) if day else None


def _agreed(text: Values) -> date:
    agreed = text["agreed"]
    return agreed if isinstance(agreed, date) else date.min
