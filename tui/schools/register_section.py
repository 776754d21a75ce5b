"""Our schools compared with the register: each value that differs is taken, or ours is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.problems import WrongCall
from data.schools.endings import end_of, title_of
from data.schools.register.differences import Difference
from data.schools.register.differences_table import (
    DifferencesTable,
    follows,
    keep_all,
    take_all,
    told_once,
)
from data.store.books import Books
from data.tables.cells import Outcome
from data.tables.listing import Wanted
from data.tables.matrix import filter_rows
from data.tables.table import Summary
from models.fields.dates import show_date
from models.records.record import Record
from models.schools.school import School
from tui.commands.outcome import say_done
from tui.commands.records import edit
from tui.dialogs.ask import Confirm
from tui.grid.source import TableSource
from tui.schools.ending import end_school
from tui.sections.section import DetailText, Prepared, Section
from tui.workbench.command import LETTERS, Here, hidden
from tui.workbench.workbench import HelpPart, Workbench

NO_REGISTER = "No register yet: i reads a download of the department’s GIAS, a ZIP or CSV files."
_TAKE, _KEEP, _FIELD = "take", "keep", "field"


class RegisterSection(Section):
    """The values that the register has otherwise than our schools, a line for each."""

    commands = (
        LETTERS,
        Here("join", "closed school", runs="tui.schools.ending:end_school",
             help="Say what becomes of a school that has closed, merged or split"),
        Here("open", "school", runs=f"{__name__}:open_school"),
        "mark",
        Here("sort", "by field", runs=f"{__name__}:turn"),
        "filter", "undo",
        Here("import", "read files", runs="tui.schools.register_files:read_files"),
        "view", "part.next", "export", "quit", "help", *hidden("mark.all", "history"),
    )  # fmt: skip
    elsewhere = "Here values of the register are taken or ours kept; schools are added in Schools."
    details_stay = True
    needs_details = True
    order = 60

    def __init__(self) -> None:
        super().__init__("register", "Register", NO_REGISTER)
        self.table = DifferencesTable()
        self.by_field = False

    # What it shows

    async def load(self, cursor_key: str | None = None) -> None:
        """Read what differs; the sample's register is made when it is first looked at."""
        await self.bench.books.write(lambda store: store.prepare_register())
        await super().load(cursor_key)

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The differences that hold the words, by school or by field."""
        self._read = table = DifferencesTable.of(books)
        whole = self._table_of(table, books)
        found = filter_rows(whole, wanted) if wanted.words else whole.rows
        return Prepared(TableSource(whole.columns, told_once(found)), total=len(whole.rows))

    def _table_of(self, table: DifferencesTable, books: Books) -> Summary:
        columns, rows = table.columns(self.by_field), table.rows(self.by_field)
        return Summary("register-differences", "Our schools beside the register", books.today,
                       columns, rows)  # fmt: skip

    def own_table(self, books: Books) -> Summary:
        """The differences, as a table to write."""
        return self._table_of(DifferencesTable.of(books), books)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        self.table = self._read
        count = len(self.table.differences)
        self.label = f"Register {count:,}" if count else "Register"
        self.empty = self.table.said_when_empty() or NO_REGISTER
        self.grid.forget_marks(self.grid.marks - self.table.differences.keys())
        super().take(prepared, cursor_key)

    @property
    def filter_text(self) -> str:
        """The day of the register, and why not all is shown."""
        state = self.table.state
        day = f"of {show_date(state.day)}" if state else ""
        return "  ".join(part for part in (day, super().filter_text) if part)

    # Taking and keeping

    @property
    def letters(self) -> Mapping[str, str]:
        """The letters that take a value, keep ours, and take all of one field."""
        return {"y": _TAKE, "k": _KEEP, "Y": _FIELD}

    @property
    def hints(self) -> Mapping[str, str]:
        """Their names at the foot."""
        return {_TAKE: "take", _KEEP: "keep ours", _FIELD: "all of this field"}

    async def set_cells(self, meaning: str) -> None:
        """Take or keep what is marked, or the value of the cursor."""
        keys = self.marked()
        if meaning == _FIELD:
            keys = self.table.of_same_field(keys[0]) if keys else []
        chosen = [self.table.differences[key] for key in keys if key in self.table.differences]
        if meaning != _KEEP:
            ends = [each for each in chosen if self.table.ends(each)]
            if ends and len(ends) == len(chosen):
                # A school does not just close: what becomes of it is asked.
                await end_school(self.bench)
                return
            chosen = [each for each in chosen if each not in ends]
        if not chosen:
            return
        if meaning == _KEEP:
            done = await self.bench.books.write(lambda store: keep_all(store, chosen))
        else:
            if len(chosen) > 1 and not await self._agreed(chosen):
                return
            done = await self.bench.books.write(lambda store: take_all(store, chosen))
        self._say(done)

    async def _agreed(self, chosen: Sequence[Difference]) -> bool:
        """Whether so many may be taken, where other policies are asked for afterwards."""
        followed = await self.bench.books.read(lambda books: follows(books, chosen))
        if not followed:
            return True
        question = f"Take {len(chosen):,} values from the register?"
        return await self.bench.ask(Confirm(question, [followed], "take them"))

    def _say(self, done: Outcome) -> None:
        self.grid.clear_marks()
        say_done(self.bench, done)

    # What stands behind the cursor

    def target(self) -> tuple[type[Record], str] | None:
        """The school of the row."""
        each = self.table.differences.get(self.grid.cursor_key or "")
        return (School, each.school) if each else None

    @property
    def details_subject(self) -> object:
        """The difference of the row."""
        return self.table.differences.get(self.grid.cursor_key or "")

    async def details(self) -> DetailText | None:
        """Both values whole, and what would follow."""
        each = self.table.differences.get(self.grid.cursor_key or "")
        if each is None:
            return DetailText()
        field = School.field(each.attribute)
        followed = await self.bench.books.read(lambda books: follows(books, [each]))
        lines = [
            ("ours", field.show(each.ours) or "empty"),
            ("register", field.show(each.register)),
        ]
        if each.since:
            lines.append(("changed", show_date(each.since)))
        if each.school in self.table.closing:
            lines.append(("follows", f"{await self._how_it_ends(each)} m asks what is to be done."))
        elif followed:
            lines.append(("follows", followed))
        return DetailText(f"{each.name} · {field.label}", lines)

    async def _how_it_ends(self, each: Difference) -> str:
        def read(books: Books) -> str:
            try:
                return f"{title_of(end_of(books, each.school))}."
            except WrongCall as problem:
                return str(problem)

        return await self.bench.books.read(read)

    @property
    def help(self) -> Sequence[HelpPart]:
        """The letters, and where the register comes from."""
        rows = [
            ("y", "Take what the register says; of all that are marked at once"),
            ("k", "Keep ours: it is not offered again until the register says something else"),
            ("m", "A school that closed: it converts, merges, splits or ends"),
            ("Y", "Take this field for all schools that are shown"),
            ("", "A blank in the register never blanks ours."),
            ("", "Fetch new files each month: GIAS, Downloads. Census figures change once a year."),
        ]
        return [("Register: what it says otherwise than your schools", rows)]


async def turn(bench: Workbench) -> None:
    """Group by field instead of by school, or the other way."""
    section = bench.section
    assert isinstance(section, RegisterSection)
    section.by_field = not section.by_field
    await section.load()
    bench.say("By field; once more: by school." if section.by_field else "By school.", "info")


async def open_school(bench: Workbench) -> None:
    """Open the school of the row in its form, at the field that differs."""
    section = bench.section
    assert isinstance(section, RegisterSection)
    each = section.table.differences.get(section.grid.cursor_key or "")
    if each is not None:
        await edit(bench, School, each.school, attribute=each.attribute)
