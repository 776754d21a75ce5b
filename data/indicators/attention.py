"""Lines of Today about indicators: values that are to be returned."""

from __future__ import annotations

from collections.abc import Iterator

from data.indicators.returns import values_due
from data.store.books import Books
from data.tables.attention import Matter, needs_attention
from models.fields.states import Tone
from models.indicators.indicator import Indicator


@needs_attention(place=165, group="Workstreams")
def returns_due(books: Books) -> Iterator[Matter]:
    """Indicators whose last term or year has ended without a value."""
    due = values_due(books)
    keys = tuple(dict.fromkeys(str(indicator["key"]) for indicator, _, _ in due))
    first = f"{due[0][0]['title']}, {due[0][2].name}" if due else ""
    yield Matter("Indicators to be returned", Tone.WARN, keys, first, Indicator.kind)
