"""The standing exports of the configuration, made with one key."""

from __future__ import annotations

from data.files import configuration, places
from data.store.books import Books
from data.summaries.standing import Made, make_all
from models.fields.text import count_of
from tui.dialogs.ask import Show
from tui.widgets.canvas import Words
from tui.workbench.workbench import Workbench

_EXAMPLE = (
    "[[exports]]",
    'papers = ["policies-overdue", "membership-register"]',
    'formats = ["pdf", "xlsx"]',
    'folder = "~/papers"',
)


async def make_standing_exports(bench: Workbench) -> None:
    """Make all papers that the configuration names; each that failed is told, and why."""
    settings = configuration.read(places.configuration_file())
    if not settings.exports:
        lines: list[Words] = [
            [(f" There are no standing exports in {settings.path}. Put some there, such as:", "")],
            [("", "")],
            *([(f"   {line}", "info")] for line in _EXAMPLE),
            *([(f" {problem}", "warn")] for problem in settings.problems),
        ]
        await bench.ask(Show("Standing exports", lines))
        return
    bench.say("Making the standing exports …", "info")

    def make(books: Books) -> list[Made]:
        return make_all(books, settings.exports)

    found = await bench.books.read(make)
    failed = [each for each in found if each.problem]
    count = count_of(len(found) - len(failed), "paper")
    folders = ", ".join(str(each) for each in dict.fromkeys(made.path.parent for made in found))
    if not failed:
        replaced = sum(each.replaced for each in found)
        told = f", {replaced} in place of older ones" if replaced else ""
        bench.say(f"Made {count}{told}. They are in {folders}", "good")
        return
    made = [each for each in found if not each.problem]
    shown: list[Words] = [[(f" {each.words}", "bad")] for each in failed]
    shown += [[(f" {each.words}", "")] for each in made]
    await bench.ask(Show(f"{len(failed)} of {len(found)} could not be made", shown))
    bench.say(f"Made {count}; {len(failed)} could not be made.", "warn")
