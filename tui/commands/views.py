"""Choosing one of the questions that views answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.summaries.declaring import SummaryMaker
from models.fields.text import article
from tui.dialogs.choose import Choose
from tui.sections.view import VIEWS, View, asker_of
from tui.workbench.workbench import Workbench


async def choose_view(bench: Workbench) -> None:
    """Ask for one of the questions, those of the tab in front first, and answer it."""
    asked = in_groups(assign_letters(VIEWS.values(), bench.subjects), bench.subjects)
    choices = [
        (maker.name, letter, maker.question, maker.asks_for and f"of {article(maker.asks_for)}")
        for letter, maker in asked
    ]
    headings = [maker.heading for _, maker in asked]
    title = "Which question? Press its letter"
    chosen = await bench.ask(Choose(title, choices, headings=headings))
    if chosen is not None:
        await bench.show_view(chosen)


def assign_letters(
    makers: Iterable[SummaryMaker], subjects: Sequence[str]
) -> list[tuple[str, SummaryMaker]]:
    """The questions with their letters, those of the given subjects first.

    A letter is that of the first that has it: questions of other tabs may have it as well.
    """
    ordered = sorted(makers, key=lambda each: each.subject not in subjects)
    taken: set[str] = set()
    found = []
    for maker in ordered:
        letter = "" if maker.key in taken else maker.key
        taken.add(letter)
        found.append((letter, maker))
    return found


def in_groups(
    asked: Sequence[tuple[str, SummaryMaker]], subjects: Sequence[str]
) -> list[tuple[str, SummaryMaker]]:
    """The same questions, each beside the others of its subject, the given subjects first."""
    first = sorted(asked, key=lambda each: each[1].subject not in subjects)
    order = list(dict.fromkeys(maker.subject for _, maker in first))
    return sorted(first, key=lambda each: order.index(each[1].subject))


async def ask_for_view(bench: Workbench, name: str, **limits: str | None) -> View | None:
    """The view of this name, of what is asked for where it needs that; None when left.

    Raises KeyError when no summary of this name answers a question.
    """
    maker = VIEWS[name]
    limit = maker.asks_for
    if not limit:
        return View(maker, limits)
    found = await asker_of(limit)(bench, maker.question, limits.get(limit))
    if found is None:
        return None
    key, about = found
    return View(maker, limits | {limit: key}, about)
