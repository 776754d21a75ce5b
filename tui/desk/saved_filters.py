"""Filters saved under a name, for each list, from one day to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from models.fields.text import folded
from tui.desk.options import DeskOptions
from tui.desk.settings import keep

if TYPE_CHECKING:
    from datetime import date

    from tui.sections.section import Section

_MOST = 20


class Saved(NamedTuple):
    """A filter: what somebody called it, and its words."""

    name: str
    words: str


class Desk(Protocol):
    """The desk as saved filters know it."""

    remembered_for_good: dict[str, Any]
    options: DeskOptions
    today: date

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""

    async def ask(self, screen: Any) -> Any:
        """Show a screen over the desk and wait for its answer."""


def saved_in(remembered: Mapping[str, Any], section: str | None) -> list[Saved]:
    """The filters that are saved for a section, by its identifier, the newest last."""
    kept = remembered.get("filters")
    found = kept.get(section) if isinstance(kept, dict) else None
    saved = []
    for each in found if isinstance(found, list) else ():
        if isinstance(each, str):
            # One of a time when filters had no names.
            saved.append(Saved(each, each))
        elif isinstance(each, list) and len(each) == len(Saved._fields):
            saved.append(Saved(*map(str, each)))
    return saved


def meant_by(saved: Sequence[Saved], words: str) -> str:
    """The words of the filter that is called so; where none is, these words."""
    called = folded(words.strip())
    return next((each.words for each in saved if folded(each.name) == called), words)


async def save_by_name(desk: Desk, section: Section, words: str) -> None:
    """Ask what a filter is to be called, and remember it; where that is cleared, forget it."""
    from models.fields.text_fields import TextField
    from tui.forms.questions import FieldsScreen

    words = words.strip()
    if not words:
        desk.say("Type a filter first: it is saved as it stands.", "warn")
        return
    saved = saved_in(desk.remembered_for_good, section.id)
    called = next((each.name for each in saved if each.words == words), "")
    told = "Clear it to forget the filter." if called else "Empty: its words are its name."
    field = TextField("Name", f"What you call it, for example Late ones. {told}", longest=60)
    title = f"Save the filter {words}"
    answer = await desk.ask(FieldsScreen(title, [("name", field)], {"name": called}, desk.today))
    if answer is None:
        return
    name = answer["name"] or ("" if called else words)
    others = [each for each in saved if each.words != words and folded(each.name) != folded(name)]
    new = [*others, Saved(name, words)] if name else others
    kept = dict(desk.remembered_for_good.get("filters", {}))
    kept[str(section.id)] = [list(each) for each in new[-_MOST:]]
    keep(desk, "filters", kept)
    if name:
        desk.say(f"Saved as {name}: / and its name bring it back, and so does Ctrl+P.", "good")
    else:
        desk.say(f"{called} is forgotten.", "good")
