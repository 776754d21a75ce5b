"""Lines of Today about alliances and their agreed texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.alliances.agreed_text import AgreedText
from models.alliances.letter import Letter
from models.alliances.letter_rules import letter_is_answered
from models.alliances.text_rules import text_is_reviewed
from models.records.record import Values


def _review_of(values: Values) -> date | None:
    day = values.get("review")
    return day if isinstance(day, date) else None


@needs_attention(place=90, group="Members")
def texts_to_review(books: Books) -> Iterator[Matter]:
    """Agreed texts whose review is due."""
    yield breaches_of(
        books,
        AgreedText,
        text_is_reviewed,
        "Agreed texts to be reviewed",
        due=_review_of,
    )


@needs_attention(place=91, group="Members")
def letters_to_be_answered(books: Books) -> Iterator[Matter]:
    """Letters whose answer has not come by its day."""
    title, short = "Letters not answered by their day", "Letters not answered"
    yield breaches_of(books, Letter, letter_is_answered, title, short=short)
