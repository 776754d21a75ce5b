"""Typing a filter, with suggestions above the foot."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from tui.desk.options import DeskOptions
from tui.widgets.bars import KeyHint, MessageLine
from tui.widgets.canvas import Words
from tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from datetime import date

    from data.tables.table import Column
    from tui.desk.saved_filters import Saved
    from tui.sections.section import Section


class Desk(Protocol):
    """The desk as a filter knows it."""

    remembered: dict[str, Any]
    remembered_for_good: dict[str, Any]
    options: DeskOptions

    @property
    def section(self) -> Section:
        """The section in front."""

    @property
    def record_rows(self) -> int:
        """How many lines above the foot tell of what the cursor is on."""

    @property
    def bottom_screen(self) -> Any:
        """The screen that all others lie over."""

    @property
    def size(self) -> Any:
        """How large the terminal is."""

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""

    def refresh_bars(self) -> None:
        """Bring the lines around the section up to date."""

    today: date

    async def ask(self, screen: Any) -> Any:
        """Show a screen over the desk and wait for its answer."""

    def work_beside(self, work: Awaitable[None], group: str = "") -> None:
        """Do work that keeps no key waiting."""


FILTER_HINTS = (
    KeyHint("Tab", "take"),
    KeyHint("Enter", "to the list"),
    KeyHint("↑", "earlier ones"),
    KeyHint("Ctrl+S", "save it"),
    KeyHint("Esc", "clear"),
)
"""The keys while a filter is typed."""

_MOST_VALUES = 12
_MOST_EARLIER = 20
_KINDS_TO_NAME = ("state", "date", "yes_no", "number", "money")


def begin_typing(desk: Desk) -> None:
    """Begin to type a filter."""
    from tui.desk.saved_filters import saved_in

    section, line = desk.section, filter_line(desk)
    saved = [each.words for each in saved_in(desk.remembered_for_good, section.id)]
    line.earlier = [*saved, *earlier_filters(desk, section)]
    section.note_place()
    line.begin(section.wanted.words)
    set_typing(desk, True)
    line.focus()
    section.get_ready_to_filter()
    desk.refresh_bars()
    desk.work_beside(offer(desk, section, section.wanted.words), group="offer")


def set_typing(desk: Desk, typing: bool) -> None:
    """Show the line of the filter in place of that of the sections, or take it away again."""
    screen = desk.bottom_screen
    screen.query_one("#sections").display = not typing
    filter_line(desk).display = typing
    message = screen.query_one(MessageLine)
    message.take_rows(2 if typing else desk.record_rows)
    if typing:
        desk.say("")
        message.show_beside("")


def filter_line(desk: Desk) -> FilterLine:
    """The line into which a filter is typed."""
    return cast(FilterLine, desk.bottom_screen.query_one(FilterLine))


def words_meant(desk: Desk) -> str:
    """The words that were typed; the name of a saved filter stands for its words."""
    from tui.desk.saved_filters import meant_by, saved_in

    saved = saved_in(desk.remembered_for_good, desk.section.id)
    return meant_by(saved, filter_line(desk).editor.text)


def earlier_filters(desk: Desk, section: Section) -> list[str]:
    """The filters of this section that were used before, the newest last."""
    kept = desk.remembered.setdefault("filters", {})
    found = kept.setdefault(section.id, [])
    assert isinstance(found, list)
    return found


def keep_filter(desk: Desk, section: Section, words: str) -> None:
    """Remember a filter that was used."""
    earlier = earlier_filters(desk, section)
    if words.strip():
        if words in earlier:
            earlier.remove(words)
        earlier.append(words)
        del earlier[:-_MOST_EARLIER]


async def save_filter(desk: Desk, section: Section, words: str) -> None:
    """Remember a filter by a name that is asked for."""
    from tui.desk.saved_filters import save_by_name

    await save_by_name(desk, section, words)


async def offer(desk: Desk, section: Section, words: str) -> None:
    """Offer what may be typed next: values of the column that is named, columns, saved filters."""
    from data.tables.filter_terms import quoted, unfinished_term
    from models.fields.text import folded
    from tui.desk.saved_filters import saved_in

    line, columns = filter_line(desk), section.columns_to_filter
    at, before = unfinished_term(words, columns)
    message = desk.bottom_screen.query_one(MessageLine)
    line.completion = ""
    if at is None:
        typed = folded(words[len(before) :])
        names = _short_names(columns)
        found = [name for name in names.values() if typed and name.startswith(typed)]
        saved = [
            each
            for each in saved_in(desk.remembered_for_good, section.id)
            if folded(each.name).startswith(folded(words.strip()))
        ]
        line.completion = f"{before}{found[0]}:" if found else ""
        if saved and typed and not found:
            line.completion = saved[0].words
        begun = len(found) > 0
        message.show_record(_columns_offered(list(names.values()), saved, begun=begun))
        return
    column = columns[at]
    typed = folded(words[len(before) :].partition(":")[2].strip('"'))
    values = [
        (text, count)
        for text, count in (await section.values_to_filter(column)).most_common()
        if typed in folded(text)
    ]
    if words != line.editor.text or not line.display:
        return
    name = words[len(before) :].partition(":")[0]
    if values and not (typed and folded(values[0][0]) == typed):
        line.completion = f"{before}{name}:{quoted(values[0][0])} "
    message.show_record(_values_offered(column, values, desk.size.width))


def _short_names(columns: Sequence[Column]) -> dict[str, str]:
    """The names of columns in a filter: the first word of each label.

    Where that is another's whole label, or has been given, it is called by its name.
    """
    whole = {column.label.lower(): column.name for column in columns}
    names: dict[str, str] = {}
    for column in columns:
        word = column.label.split(" ")[0].lower()
        taken = word in names.values() or whole.get(word, column.name) != column.name
        names.setdefault(column.name, column.name if taken else word)
    return names


def _columns_offered(names: Sequence[str], saved: Sequence[Saved], *, begun: bool) -> list[Words]:
    shown = "  ".join(f"{name}:" for name in names)
    # Equally long, so that what follows stays in its place.
    said = " Tab completes" if begun else " One column   "
    columns: Words = [(said, "label"), (f"  {shown}", "")]
    if saved:
        return [columns, [(" Saved ", "label"), ("  ".join(each.name for each in saved), "match")]]
    return [
        columns,
        [(" Also  ", "label"), ('due:<31/12/2026  pupils:>=400  phase:="16 plus"', "quiet")],
    ]


def _values_offered(column: Column, values: Sequence[tuple[str, int]], width: int) -> list[Words]:
    lines: list[list[tuple[str, str]]] = [[(f" {column.label}:", "label")], [(" ", "")]]
    at, used = 0, len(column.label) + 2
    for number, (text, count) in enumerate(values[:_MOST_VALUES]):
        shown = f"  {text} "
        if used + len(shown) + len(str(count)) + 2 > width:
            at, used = at + 1, 1
            if at > 1:
                break
        lines[at] += [(shown, "match" if number == 0 else ""), (str(count), "strong")]
        used += len(shown) + len(str(count))
    if not values:
        lines[0].append(("  nothing like it", "warn"))
    return [*lines]
