"""Lines of Today about recovery: workstreams in the red, returns of grants that are due."""

from __future__ import annotations

from collections.abc import Iterator

from data.charges.recovery import recovery
from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.alliances.alliance import Alliance
from models.charges.grant_return import GrantReturn
from models.charges.money_rules import return_is_due
from models.fields.states import Tone
from models.fields.values import show_value
from models.workstreams.workstream import Workstream


@needs_attention(place=163, group="Workstreams")
def strands_in_the_red(books: Books) -> Iterator[Matter]:
    """Workstreams whose cost of this year is not recovered; most short first."""
    found = [
        line
        for alliance in books.names(Alliance)
        for line in recovery(books, alliance, books.today).in_the_red
    ]
    found.sort(key=lambda line: -line.balance.short)
    first = ""
    if found:
        first = f"{found[0].name}: {show_value(found[0].balance.short, 'money')} short"
    keys = tuple(line.key for line in found)
    yield Matter("Workstreams in the red", Tone.WARN, keys, first, Workstream.kind)


@needs_attention(place=164, group="Workstreams")
def returns_of_grants(books: Books) -> Iterator[Matter]:
    """Returns that are due to funders within six weeks, or late."""
    yield breaches_of(books, GrantReturn, return_is_due, "Grant returns due")
