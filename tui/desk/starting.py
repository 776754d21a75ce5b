"""Starting the desk: its first screen, and the checks that follow once it is shown."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

from data.files.places import drafts_beside
from data.problems import Problem
from tui.desk.options import DeskOptions
from tui.desk.showing import Showing
from tui.desk.tabs import places_of_tab
from tui.sections.section import Prepared

_LOOKED_AFTER = 1.0
"""Seconds after the first screen at which the store is checked and backed up."""
_PAINTED_AFTER = 0.003
"""So many seconds later it has been sent to the terminal, and the tab is loaded that comes next."""
Choose = Callable[[DeskOptions], None]
"""Told with which options new books are to be opened."""


async def begin(desk: Showing, choose: Choose | None, first: Future[Prepared] | None) -> None:
    """Show Today, or ask how new books are to begin."""
    if choose is not None:
        desk.work_with_keys_held(begin_new_books(desk, choose))
    elif first is None:
        # It waits until whatever calls this is done with, among others.
        desk.work_with_keys_held(show_first_screen(desk))
    else:
        await show_first_screen(desk, first)


async def begin_new_books(desk: Showing, choose: Choose) -> None:
    """Ask how to begin, on the first run of all, and open the store accordingly."""
    from tui.desk.first_run import FirstRun

    assert desk.options.store is not None
    chosen = await desk.ask(FirstRun(desk.options.store))
    if chosen is None:
        desk.exit(0)
        return
    tour = chosen == "tour"
    if tour:
        from tui.desk.tour import TourLine

        await desk.screen_stack[0].mount(TourLine(), before="#message")
    desk.options = desk.options._replace(sample=tour or chosen == "sample", tour=tour)
    choose(desk.options)
    try:
        if chosen == "catalogue":
            from data.catalogues.loading import bring_in

            await desk.books.write(lambda store: bring_in(store, "dfe"))
        await show_first_screen(desk)
    except Problem as problem:
        desk.exit(problem.exit_code, problem.exit_code, f"alliance: {problem}")
        return
    if chosen == "catalogue":
        desk.say(
            "The catalogue is loaded; no alarm until a school has settled in. 1: the schools",
            "good",
        )
    elif chosen == "import":
        from tui.commands.importing import import_records

        await desk.show_tab(1)
        await import_records(desk)


async def show_first_screen(desk: Showing, first: Future[Prepared] | None = None) -> None:
    """Show Today; where it is still being read, all that stands around it, and Today once it is."""
    if first is None:
        await desk.show_tab(0)
    elif first.done() or first.running():
        # It is there, or as good as there: all of the screen is painted once.
        await desk.show_tab(0, prepared=first.result())
    else:
        desk.fit()
        desk.refresh_bars()
        desk.work_beside(_show_today_when_read(desk, first))
    for problem in desk.options.configuration.problems[:1]:
        desk.say(problem, "warn")
    desk.call_after_refresh(_after_first_screen, desk)


async def _show_today_when_read(desk: Showing, first: Future[Prepared]) -> None:
    today, loop, read = desk.whole_section, asyncio.get_running_loop(), asyncio.Event()

    def tell(_: object) -> None:
        # Who leaves before that has no use for it.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(read.set)

    first.add_done_callback(tell)
    await read.wait()
    try:
        prepared = first.result()
    except Problem as problem:
        desk.exit(problem.exit_code, problem.exit_code, f"alliance: {problem}")
        return
    if today.changes == 0:
        # Otherwise it is read again anyway, when it comes to the front.
        today.take(prepared)
    if desk.whole_section is today and not desk.keys_are_held:
        # Whatever a key is doing brings the lines around it up to date, or leads elsewhere.
        await desk.show_tab(0)


def _after_first_screen(desk: Showing) -> None:
    gc.freeze()
    for problem in desk.wrong_keys[:1]:
        desk.say(problem.replace(str(desk.options.configuration.path), "config.toml"), "warn")
    # Before anything can be typed: what is typed from now on is kept in the same place.
    desk.work_beside(_go_on_with_draft(desk))
    # Whoever knows what to do has typed the first keys by then.
    desk.set_timer(_LOOKED_AFTER, lambda: desk.work_beside(_look_after_store(desk)))
    desk.set_timer(_LOOKED_AFTER, gc.enable)
    desk.begin_to_watch()
    desk.set_timer(_PAINTED_AFTER, lambda: places_of_tab(1))


async def _look_after_store(desk: Showing) -> None:
    """See that the file is sound, and make today's backup."""
    store = desk.options.store
    if desk.options.sample or store is None:
        return
    from data.store.soundness import damage_message, is_damaged

    if await asyncio.to_thread(is_damaged, store):
        desk.exit(4, 4, f"alliance: {damage_message(store)}")
        return
    await desk.books.write(lambda opened: opened.found_sound())
    try:
        await desk.books.write(lambda opened: opened.back_up_daily())
    except Problem as problem:
        desk.say_problem(problem)


async def _go_on_with_draft(desk: Showing) -> None:
    """Open the form again in which something was being typed when a desk was closed."""
    store = desk.options.store
    if desk.options.sample or store is None or desk.options.read_only:
        return
    if not drafts_beside(store):
        # Then nothing is loaded that the first list would wait for.
        return
    from data.files import drafts

    draft, broken = drafts.found(store)
    if broken is not None:
        desk.say(
            f"What was typed when the desk was closed cannot be read; it is kept in {broken}.",
            "warn",
        )
    if draft is not None:
        from models.kinds import KINDS
        from tui.commands.records import edit

        await edit(
            desk,
            KINDS[draft.kind],
            draft.key,
            attribute=draft.at or None,
            typed=draft.typed,
            seen=draft.seen,
        )
