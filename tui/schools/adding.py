"""Adding a school: chosen from the register, or entered by hand."""

from __future__ import annotations

from data.problems import Problem
from data.schools.adding import SchoolSearch, add_from_register
from data.schools.register.register import Register
from data.schools.register.replacing import NoRegister, RegisterProblem
from data.store.store import Store
from data.tables.cells import Outcome
from models.records.record import Values
from models.schools.school import School
from tui.commands.outcome import say_done
from tui.commands.records import edit, go_to
from tui.dialogs.progress import Progress
from tui.schools.register_search import Chosen, RegisterSearch
from tui.workbench.workbench import Workbench

_TYPED = "search of the register"
"""By this the desk remembers what was typed there last."""

_BY_HAND = "By hand: there is no register yet. i in section Register reads one."

_MANY = 200
"""Adding more schools than these takes so long that one wants to see how far it is."""


async def add_school(bench: Workbench) -> None:
    """Search the register for the school, and show the form filled, or add all that are marked."""
    try:
        search = await bench.books.write(_open_search)
    except NoRegister:
        await edit(bench, School, None, says=_BY_HAND)
        return
    except RegisterProblem as problem:
        await edit(bench, School, None, says=str(problem))
        return
    try:
        title = await bench.books.read(lambda _: search.title())
        await _choose_and_add(bench, search, title)
    finally:
        await bench.books.read(lambda _: search.close())


def _open_search(store: Store) -> SchoolSearch:
    store.prepare_register()
    return SchoolSearch.open(store)


async def _choose_and_add(bench: Workbench, search: SchoolSearch, title: str) -> None:
    """Ask which schools are meant until some are added, or the search is left."""
    while True:
        screen = RegisterSearch(search, title, str(bench.remembered.get(_TYPED, "")))
        chosen = await bench.ask(screen)
        # What was typed stands there again the next time, unless it was used.
        bench.remembered[_TYPED] = screen.words if chosen is None else ""
        if chosen is None:
            return
        if not chosen.one:
            await _add_several(bench, search.register, chosen)
            return
        (urn,) = chosen.urns
        if urn in search.here:
            await go_to(bench, School, search.here[urn])
            bench.say("This school is in your books already.", "info")
            return
        bench.remembered[_TYPED] = chosen.words
        if not await _show_form(bench, search, urn):
            return


async def _show_form(bench: Workbench, search: SchoolSearch, urn: str) -> bool:
    """Show the form of a school of the register, filled; whether the search goes on after it."""

    def read(_: object) -> tuple[Values, str]:
        return search.values(urn), search.warning(urn)

    values, warning = await bench.books.read(read)
    saved = await edit(bench, School, None, values, says=warning, filled=True)
    if saved is None:
        return True
    bench.remembered[_TYPED] = ""
    search.here[urn] = saved.key
    return saved.and_next


async def _add_several(bench: Workbench, register: Register, chosen: Chosen) -> None:
    if not chosen.urns:
        given: Values = {"name": chosen.words} if chosen.words else {}
        await edit(bench, School, None, given)
        return

    def add(store: Store) -> Outcome:
        return add_from_register(store, register, chosen.urns)

    if len(chosen.urns) <= _MANY:
        say_done(bench, await bench.books.write(add))
        return
    done = await Progress.during(
        bench,
        f"Adding {len(chosen.urns):,} schools",
        lambda store, tick: add_from_register(store, register, chosen.urns, tick),
    )
    if done is None:
        raise Problem("Stopped: no school was added.")
    say_done(bench, done)
