"""Computed columns of indicators and impact: the figure of the books, the target, the gap."""

from __future__ import annotations

from collections.abc import Collection

from data.indicators.returns import reached
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.fields.states import State
from models.indicators.impact_figure import ImpactFigure, gap_of
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from models.indicators.rules import computed_beside


@computed_columns(
    IndicatorValue,
    Column("computed", "Computed", "hundredths", 8, "What the books themselves say."),
    Column("target", "Target", "hundredths", 7),
    Column("reached", "Reached", "state", 11),
    after="value",
)
def beside_values(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The computed figure and the target beside each value."""
    values = books.find(IndicatorValue) if keys is None else books.of_keys(IndicatorValue, keys)
    indicators = {str(each["key"]): each for each in books.find(Indicator)}
    cells: Cells = {}
    for each in values:
        indicator = indicators[str(each["indicator"])]
        state: State = reached(indicator, each["value"])
        cells[str(each["key"])] = computed_beside(each, books), indicator["target"], state
    return cells


@computed_columns(
    ImpactFigure,
    Column("gap", "Gap", "hundredths", 6, "Disadvantaged less the nation's others, in points."),
    after="disadvantaged",
)
def gaps(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How far the disadvantaged pupils of a school are from the nation's others."""
    figures = books.find(ImpactFigure) if keys is None else books.of_keys(ImpactFigure, keys)
    return {str(each["key"]): (gap_of(each),) for each in figures}
