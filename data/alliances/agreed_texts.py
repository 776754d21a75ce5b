"""The versions of an alliance's agreed texts: which holds today, and whether its review is due."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from models.alliances.agreed_text import AgreedText, text_that_holds
from models.fields.dates import show_date
from models.records.record import Values


def where_texts_stand(books: Books) -> dict[str, str]:
    """In words whether each version of a text holds today, by the key of the version."""
    versions: dict[tuple[object, object], list[Values]] = {}
    for text in books.find(AgreedText):
        versions.setdefault((text["alliance"], text["what"]), []).append(text)
    found = {}
    for several in versions.values():
        held = text_that_holds(several, books.today)
        for text in several:
            found[str(text["key"])] = _standing(text, held, books.today)
    return found


def _standing(text: Values, held: Values | None, today: date) -> str:
    agreed, review = text["agreed"], text["review"]
    if isinstance(agreed, date) and agreed > today:
        return "to come"
    if held is None or text["key"] != held["key"]:
        return "superseded"
    overdue = isinstance(review, date) and review < today
    return "review overdue" if overdue else "in force"


def text_in_words(text: Values, today: date) -> str:
    """A version, its day, and when it is to be reviewed."""
    said = f"version {text['version']}"
    if isinstance(text["agreed"], date):
        said += f" of {show_date(text['agreed'])}"
    review = text["review"]
    if isinstance(review, date):
        overdue = "review overdue since" if review < today else "review by"
        said += f", {overdue} {show_date(review)}"
    return said
