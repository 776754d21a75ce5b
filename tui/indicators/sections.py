"""Indicators in their tab: engagement, the lists of indicators, their values and impact."""

from __future__ import annotations

from models.indicators.impact_figure import ImpactFigure
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from tui.indicators.engagement import EngagementSection
from tui.sections.list import ListSection, Source
from tui.sections.places import Place, declare_places, lists


@lists(Indicator)
class IndicatorsList(ListSection):
    """Indicators, whose sets may come from catalogues."""

    order = 81
    empty_text = "No indicator yet. i loads a set, a adds one of your own."
    sources = (
        Source(
            "8", "Teaching schools from 2018", "6 indicators",
            "tui.indicators.sets:load_set_of_2018", catalogue="teaching-schools-2018",
        ),
        Source(
            "1", "National teaching schools 2011–17", "8 indicators",
            "tui.indicators.sets:load_set_of_2011", catalogue="teaching-schools-2011",
        ),
    )  # fmt: skip


@lists(IndicatorValue)
class IndicatorValuesList(ListSection):
    """Values of indicators, each with what the books compute beside it."""

    order = 82
    empty_text = "No value yet. a adds one; the indicators are the section before."


@lists(ImpactFigure)
class ImpactList(ListSection):
    """Published results of schools."""

    order = 83
    empty_text = "No published result yet. a adds one, i reads a file of them."


declare_places("indicators", Place("Engagement", None, EngagementSection, order=80))
