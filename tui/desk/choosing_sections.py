"""Choosing a section of the tab in front, where its line cannot name all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.store.books import Books
from models.fields.text import count_of
from tui.desk.showing import Showing
from tui.desk.tabs import TABS, is_view, places_of_tab
from tui.dialogs.choose import Choose
from tui.sections.places import Place


async def choose_section(desk: Showing) -> None:
    """Ask for a section of the tab, each with its letter and how much it holds; show it."""
    tab = desk.tab_index
    offered = [(at, place) for at, place in enumerate(places_of_tab(tab)) if not is_view(place)]
    if len(offered) < 2:
        desk.say(f"{TABS[tab].label} has no other sections.", "info")
        return
    held = await desk.books.read(lambda books: _held(books, [place for _, place in offered]))
    letters = letters_of(place.label for _, place in offered)
    choices = [
        (str(at), letter, place.label, told)
        for (at, place), letter, told in zip(offered, letters, held, strict=True)
    ]
    chosen = await desk.ask(Choose(f"Sections of {TABS[tab].label}", choices))
    if chosen is not None:
        await desk.show_tab(tab, int(chosen))


def _held(books: Books, places: Sequence[Place]) -> list[str]:
    """How many records each section lists; nothing of what is no list."""
    return [
        count_of(books.count(place.record), place.record.singular, place.record.plural())
        if place.record is not None
        else ""
        for place in places
    ]


def letters_of(labels: Iterable[str]) -> list[str]:
    """A letter of its own for each label: its first one that is free, or else any that is."""
    taken: set[str] = set()
    found = []
    for label in labels:
        wanted = [letter for letter in label.lower() if letter.isalpha() and letter.isascii()]
        others = "abcdefghijklmnopqrstuvwxyz0123456789"
        letter = next((each for each in (*wanted, *others) if each not in taken), "")
        taken.add(letter)
        found.append(letter)
    return found
