"""Today: what needs attention now, each line opening the list behind it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from data.store.books import Books
from data.tables.attention import Coming, Matter, Share, Step
from data.tables.listing import Wanted
from data.today.shown import Ribbon, TodayScreen
from models.fields.text import count_of
from models.kinds import KINDS
from models.records.record import Record
from tui.grid.source import TableSource
from tui.sections.section import DetailText, Prepared, Section
from tui.widgets.bar_drawing import whole_bar
from tui.widgets.canvas import Canvas, Words
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench, bench_of


def _behind(name: str) -> Here:
    """A command that works on the list behind a line, and needs no room at the foot."""
    return Here(name, "", works=False)


_OF_LISTS = (
    *("add", "remove", "mark", "set", "sort", "sort.also", "import", "history", "repeat"),
    *(
        "mark.all",
        "follow",
        "copy",
        "copy.row",
        "copy.table",
        "columns",
        "asking.next",
        "asking.previous",
    ),
    "direction",
)


class TodaySection(Section):
    """What needs attention now, each line opening its list."""

    commands = (
        Here("open", runs="tui.sections.today:open_matter",
             help="Open the list behind the line"),
        "filter", "view", "export",
        Here("day", "another day"), Here("palette", "find"), "undo", "quit", "help",
        Here("part.next", ""), *(_behind(name) for name in _OF_LISTS),
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
        self.shown: TodayScreen | None = None
        self.hides_steps = False
        self._head = TodayHead()

    def compose(self) -> ComposeResult:
        """The term and what is in order, then what needs attention."""
        yield self._head
        yield self.grid

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """What needs attention, and what comes."""
        prepared = today_prepared(books, self.hides_steps)
        if not wanted.words:
            return prepared
        from data.tables.matrix import filter_rows
        from data.tables.table import Summary

        columns, rows = prepared.source.columns, prepared.today.rows if prepared.today else ()
        found = filter_rows(Summary("today", "Today", books.today, columns, rows), wanted)
        return prepared._replace(source=TableSource(columns, found))

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        first = self.shown is None
        self.shown = prepared.today
        if self.shown is not None:
            self._head.show(self.shown)
            here = self.step()
            if here is not None and (first or here.done):
                # The cursor waits on what is to be done next.
                undone = (at for at, step in enumerate(self.shown.steps, 1) if not step.done)
                cursor_key = f"step {next(undone, 1)}"
        super().take(prepared, cursor_key)

    async def escape(self) -> bool:
        """Hide the steps of setting up, or show them again; where they are done it does nothing."""
        if self.grid.marks or self.wanted.words or not (self.hides_steps or self.step()):
            return False
        self.hides_steps = not self.hides_steps
        await self.load()
        said = "Esc shows the steps of setting up again." if self.hides_steps else ""
        self.bench.say(said, "info")
        return True

    def matter(self) -> Matter | None:
        """The matter of the cursor."""
        key = self.grid.cursor_key
        found = self.shown.matters if self.shown else ()
        return next((each for each in found if each.title == key), None)

    def coming(self) -> Coming | None:
        """The coming event that the cursor is on."""
        if self.shown is None or self.matter() is not None:
            return None
        at = self.grid.cursor_index - len(self.shown.matters)
        return self.shown.coming[at] if 0 <= at < len(self.shown.coming) else None

    def step(self) -> Step | None:
        """The step of setting up that the cursor is on."""
        steps = self.shown.steps if self.shown else ()
        return steps[self.grid.cursor_index] if self.grid.cursor_index < len(steps) else None

    @property
    def record_lines(self) -> Sequence[Words]:
        """The first case of the line, or what a step is about; and how many are clear."""
        step, matter, coming = self.step(), self.matter(), self.coming()
        if step is not None:
            return [[(f" {step.explains}", "")]]
        clear = self.shown.clear if self.shown else 0
        words: list[tuple[str, str]] = []
        if clear:
            words = [(" ✓ ", "good"), (f"{count_of(clear, 'other')} clear", "label")]
        if matter is not None:
            counts = [f"{getattr(matter, name)} {name}" for name in ("must", "should", "open")
                      if getattr(matter, name)]  # fmt: skip
            if counts and self.app.size.width >= 120:
                words.append((f"   {', '.join(counts)}", "strong"))
            words += [("   First: ", "label"), (matter.first or matter.detail, "")]
        elif coming is not None:
            words += [(f"   {coming.what}: ", "label"), (coming.where, "")]
        return [words] if words else ()

    def target(self) -> tuple[type[Record], str] | None:
        """The first record of the matter."""
        matter = self.matter()
        if matter is None or not matter.kind or not matter.keys:
            return None
        return KINDS[matter.kind], matter.keys[0]

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
        """How much of what is looked at needs attention; how many steps are done."""
        if self.shown is None:
            return ""
        if self.shown.steps:
            done = sum(step.done for step in self.shown.steps)
            return f"{done} of {len(self.shown.steps)} steps done"
        count = len(self.shown.matters)
        return f"{count} of {count + self.shown.clear} open"

    @property
    def about_text(self) -> str:
        """The day, and how long the half-term goes on."""
        return self.shown.about if self.shown else ""


class TodayHead(Canvas):
    """The terms of the year and how much is in order, above what needs attention."""

    DEFAULT_CSS = "TodayHead { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown: TodayScreen | None = None

    def show(self, shown: TodayScreen) -> None:
        """Show this day."""
        self._shown = shown
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """The ribbon of the terms, and the bars of what is in order; or of the steps."""
        if self._shown is None:
            return []
        if self._shown.steps:
            done, whole = sum(step.done for step in self._shown.steps), len(self._shown.steps)
            bar = self._bar(done, whole, min(35, width // 2))
            return [[(" Setting up  ", ""), *bar, (f" {done} of {whole}", "strong")]]
        return [_ribbon(self._shown.ribbon, width), self._shares(self._shown.shares, width)]

    def _bar(self, part: int, whole: int, room: int) -> list[tuple[str, str]]:
        in_eighths = bench_of(self).configuration.bars != "blocks"
        full, rest = whole_bar(part, whole, room, in_eighths)
        return [(full, "info"), (rest, "quiet")]

    def _shares(self, shares: Sequence[Share], width: int) -> Words:
        words: list[tuple[str, str]] = [(" In order ", "label")] if shares else []
        for number, share in enumerate(shares):
            told = f" {share.part:,} of {share.whole:,}"
            bar = self._bar(share.part, share.whole, 30 if number == 0 else 10)
            if number and width < 120:
                bar = []
            if sum(len(text) for text, _ in words) + len(share.label) + len(told) + 12 > width:
                break
            said = told if bar else told.lstrip()
            words += [(f" {share.label} ", "label"), *bar, (said, "strong"), ("  ", "")]
        return words


def _ribbon(ribbon: Ribbon | None, width: int) -> Words:
    if ribbon is None:
        return []
    words: list[tuple[str, str]] = []
    for name, halves in ribbon.terms:
        words.append((f" {name} ", "label"))
        for number, (length, passed) in enumerate(halves):
            words += [
                (" " * (number > 0), ""),
                ("█" * passed, "info"),
                ("░" * (length - passed), "quiet"),
            ]
    week = f"week {ribbon.week}/{ribbon.weeks}"
    used = sum(len(text) for text, _ in words)
    if used + len(week) + 1 < width:
        words += [(" " * min(3, width - used - len(week) - 1), ""), (week, "")]
    return words


def today_prepared(books: Books, hides_steps: bool = False) -> Prepared:
    """Today as it is shown, read now."""
    from data.today.screen import today_screen

    return prepared_of(today_screen(books, hides_steps))


def prepared_of(shown: TodayScreen) -> Prepared:
    """Today as it was read."""
    source = TableSource(shown.columns, shown.rows)
    return Prepared(source, today=shown, total=len(shown.rows))


async def open_matter(bench: Workbench) -> None:
    """Show the list behind the line of the cursor, what comes, or where a step is done."""
    section = bench.section
    if not isinstance(section, TodaySection):
        return
    matter, coming, step = section.matter(), section.coming(), section.step()
    if step is not None:
        await bench.show_list(KINDS[step.kind], Wanted())
        bench.say(step.explains, "info")
    elif matter is not None and matter.view:
        await bench.show_view(matter.view)
    elif matter is not None and matter.section:
        await bench.show_section(matter.section)
    elif matter is not None and matter.kind and matter.keys:
        only = Wanted(only=frozenset(matter.keys), only_label=matter.title)
        await bench.show_list(KINDS[matter.kind], only)
    elif coming is not None and coming.view:
        await bench.show_view(coming.view)
    elif coming is not None and coming.kind:
        list_of = await bench.show_list(KINDS[coming.kind], Wanted())
        list_of.grid.move_to(key=coming.key)
