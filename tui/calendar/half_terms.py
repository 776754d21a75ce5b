"""Filling in the half-terms of a school year as they usually fall."""

from __future__ import annotations

from data.calendar.usual_half_terms import (
    already_there,
    fill_in,
    kept_half_terms,
    of_whom,
    stayed,
)
from models.calendar.half_term_dates import HalfTermDates
from models.fields.dates import school_year, show_school_year
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench

_NAMES = ("school_year", "local_authority")


async def fill_in_half_terms(bench: Workbench) -> None:
    """Ask for a school year and an authority, and put the usual half-terms into the books."""
    year_field, authority_field = (HalfTermDates.field(name) for name in _NAMES)
    kept = await bench.books.read(kept_half_terms)

    def read(texts: dict[str, str]) -> tuple[int, str | None]:
        year = year_field.read(texts["school_year"], bench.today)
        authority = authority_field.read(texts["local_authority"], bench.today)
        assert isinstance(year, int)
        return year, None if authority is None else str(authority)

    def check(texts: dict[str, str]) -> dict[str, str]:
        why = already_there(kept, *read(texts))
        return {"school_year": why} if why else {}

    answer = await bench.ask(
        FieldsScreen(
            "The usual half-terms of a school year, to be edited",
            list(zip(_NAMES, (year_field, authority_field), strict=True)),
            {"school_year": show_school_year(school_year(bench.today))},
            bench.today,
            check,
        )
    )
    if answer is None:
        bench.say("Nothing was filled in.", "info")
        return
    year, authority = read(answer)
    there = await bench.books.write(lambda store: fill_in(store, year, authority))
    bench.changed(frozenset({HalfTermDates.kind}))
    whose = f"{show_school_year(year)}, {of_whom(authority)}"
    said = f"Filled in, to be edited: {whose}. {bench.keys.word('undo')} takes it out."
    bench.say(f"{said} {stayed(there)}" if there else said, "good")
