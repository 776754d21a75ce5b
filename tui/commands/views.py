"""Asking one of the questions that views answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.summaries.declaring import SummaryMaker
from tui.dialogs.choose import Choose
from tui.sections.view import VIEWS, View, asker_of
from tui.workbench.workbench import Workbench


async def choose_view(bench: Workbench) -> None:
    """Ask for one of the questions, those of the tab in front first, and answer it."""
    choices = [
        (maker.name, letter, maker.question, "of a school" if maker.of_a_school else "")
        for letter, maker in with_letters(VIEWS.values(), bench.subjects)
    ]
    chosen = await bench.ask(Choose("Which question? Press its letter", choices))
    if chosen is not None:
        await bench.show_view(chosen)


def with_letters(
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


async def asked(bench: Workbench, name: str, **limits: str | None) -> View | None:
    """The view of this name, of a school that is asked for where it needs one; None when left.

    Raises KeyError when no summary of this name answers a question.
    """
    maker = VIEWS[name]
    if not maker.of_a_school:
        return View(maker, limits)
    found = await asker_of("school")(bench, maker.question, limits.get("school"))
    if found is None:
        return None
    key, about = found
    return View(maker, limits | {"school": key}, about)
