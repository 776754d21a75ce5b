"""Today: what needs attention now, each line opening the list behind it."""

from __future__ import annotations

from data.store.books import Books
from data.tables.attention import Matter
from data.tables.listing import Wanted
from data.today.matters import matters
from data.today.summary import summary_of
from models.records.record import Record
from tui.grid.source import TableSource
from tui.sections.section import DetailText, Prepared, Section
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench


def _behind(name: str, word: str | None = None) -> Here:
    """A command that works on the list behind a line."""
    return Here(name, word, works=False)


class TodaySection(Section):
    """What needs attention now, each line opening its list."""

    commands = (
        Here("open", runs="tui.sections.today:open_matter"),
        _behind("add"), "filter", "view", "undo", _behind("remove"), _behind("mark"),
        _behind("set"), _behind("sort"), "export", _behind("import"), _behind("history"),
        "part.next", "quit", "help", _behind("repeat", ""), _behind("mark.all", ""),
    )  # fmt: skip
    elsewhere = "Open a line with Enter first: that works on the list behind it."
    summary = "today"

    def __init__(self) -> None:
        super().__init__(
            "today",
            "Today",
            "Nothing needs attention. Schools are on tab 1, alliances on 2, policies on 4, "
            "where i loads a catalogue of them.",
        )
        self.matters: tuple[Matter, ...] = ()

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The matters that are about something."""
        return today_prepared(books)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        self.matters = prepared.matters
        super().take(prepared, cursor_key)

    def matter(self) -> Matter | None:
        """The matter of the cursor."""
        key = self.grid.cursor_key
        return next((each for each in self.matters if each.title == key), None)

    def target(self) -> tuple[type[Record], str] | None:
        """The first record of the matter."""
        matter = self.matter()
        if matter is None or matter.record is None or not matter.keys:
            return None
        return matter.record, matter.keys[0]

    def row_target(self) -> tuple[type[Record], str] | None:
        """None: a line stands for many records."""
        return None

    async def details(self) -> DetailText | None:
        """None: the list behind the line has them."""
        return DetailText()

    @property
    def nothing_in_front(self) -> str:
        """Where to go when nothing needs attention."""
        return "Nothing needs attention. 1 leads to the schools, 4 to the policies."

    @property
    def place(self) -> str:
        """The day that is reckoned for."""
        return ""


def today_prepared(books: Books) -> Prepared:
    """The lines of Today; none when nothing at all needs attention."""
    found = matters(books)
    if not any(matter.count for matter in found):
        return Prepared(TableSource((), ()))
    table = summary_of(books, found)
    return Prepared(
        TableSource(table.columns, table.rows), matters=tuple(found), total=len(table.rows)
    )


async def open_matter(bench: Workbench) -> None:
    """Show the list behind the line of the cursor."""
    section = bench.section
    matter = section.matter() if isinstance(section, TodaySection) else None
    if matter is not None and matter.view:
        await bench.show_view(matter.view)
    elif matter is not None and matter.section:
        await bench.show_section(matter.section)
    elif matter is not None and matter.record is not None and matter.keys:
        only = Wanted(only=frozenset(matter.keys), only_label=matter.title)
        await bench.show_list(matter.record, only)
