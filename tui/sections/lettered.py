"""Sections in which letters set cells: the matrices, and lists whose rows stand for cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from data.problems import Agreed, Clash, WrongCall
from data.store.store import Store
from data.tables.cells import Outcome, set_cells
from data.tables.matrix import Applicable, Cell, Cells, LetteredCells
from tui.sections.section import Prepared, Section
from tui.workbench.workbench import HelpPart

Save = Callable[..., Outcome]
"""Sets cells in the store that it is given, with the answers to what their meaning asks for."""

_ASKED_ON_A_PAGE = 2
"""Cells that clash from which on it is asked of each; of one a sentence tells enough."""


class LetteredSection(Section):
    """A section in which a letter sets what the cursor is on, or everything that is marked."""

    lettered: ClassVar[type[LetteredCells]]
    """The cells that its letters set."""
    seen: LetteredCells | None = None
    """The cells that they set, as they were when read."""
    turned_to: Cell | None = None
    """The cell to which the cursor went from the end of a column or a row by itself."""

    @property
    def letters(self) -> Mapping[str, str]:
        """The meaning of each letter."""
        return self.lettered.letters

    @property
    def hints(self) -> Mapping[str, str]:
        """Hints for the meanings at the foot."""
        return self.lettered.hints

    @property
    def words(self) -> Mapping[str, str]:
        """The name of each meaning."""
        return self.lettered.words

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read, and compare with it what letters set."""
        self.seen = prepared.cells
        super().take(prepared, cursor_key)

    def cells(self) -> Cells:
        """The cells that a letter sets: the marked ones, or that of the cursor."""
        raise NotImplementedError

    async def cells_meant(self) -> Cells:
        """The cells that a letter is meant for now. Raises WrongCall when they are gone."""
        return self.cells()

    # Setting

    async def set_cells(self, meaning: str, cells: Cells | None = None) -> None:
        """Set the cell under the cursor, or all that are marked; then go down from a single one.

        `cells` are those that were meant when a question was asked first: the cursor may be on
        another record by the time it is answered.
        """
        everything = await self.cells_meant() if cells is None else cells
        meant = await self.select_applicable(everything, meaning)
        if meant is None:
            return
        seen, chosen = self.seen, meant.cells
        if seen is None:
            raise WrongCall("Nothing is shown yet that could be set.")

        agreed = Agreed()

        def save(store: Store, **answers: str | None) -> Outcome:
            return set_cells(
                store, seen, chosen, meaning, note=meant.note, agreed=agreed, **answers
            )

        try:
            outcome = await self.set_with_answers(chosen, meaning, save)
        except Clash:
            # What somebody else did is to be seen before the key is pressed again.
            self.bench.changed(frozenset())
            raise
        if outcome is not None:
            self.go_on(outcome)

    async def set_with_answers(self, cells: Cells, meaning: str, save: Save) -> Outcome | None:
        """Ask for what the meaning needs, and save it; None when the question was left."""
        return await self.write(lambda store: save(store))

    async def write(self, save: Callable[[Store], Outcome]) -> Outcome:
        """Save it; where others changed several of the cells, whose is kept is asked of each."""
        try:
            return await self.bench.books.write(save)
        except Clash as clash:
            if len(clash.rows) < _ASKED_ON_A_PAGE:
                raise
        from tui.forms.clash import write_agreed

        return await write_agreed(self.bench, save)

    async def select_applicable(self, cells: Cells, meaning: str = "") -> Applicable | None:
        """Leave out the cells for which it is not meant; where that is all of them, ask first.

        None when the answer is no.
        """
        from tui.dialogs.ask import Confirm

        seen = self.seen
        if seen is None:
            return Applicable(cells)
        meant = await self.bench.books.read(
            lambda books: seen.select_applicable(books, cells, meaning)
        )
        if meant.asks and not await self.bench.ask(Confirm(meant.asks, meant.details, "record it")):
            self.bench.say("Nothing was recorded.", "info")
            return None
        return meant

    def go_on(self, outcome: Outcome) -> None:
        """Show what was done, say it, and go on to the next cell when none is marked."""
        self.show_outcome(outcome, go_down=True)

    def show_outcome(self, outcome: Outcome, *, go_down: bool) -> None:
        """Show what was done and say it; go down from a single cell where that is wanted."""
        self.bench.changed(outcome.kinds)
        self.turned_to = None
        turned = go_down and not self.grid.marks and self.grid.next_cell()
        undo = f"{self.bench.keys.word('undo')} undoes it." if outcome.changed else ""
        said = f"{outcome.note} {outcome.label}. {outcome.warnings or undo}".strip()
        if turned:
            self.turned_to = next(iter(self.cells()), None)
            said += " On to the next row." if self.grid.goes_right else " On to the next column."
        self.bench.say(said, "warn" if outcome.warnings else "good")

    # What is told of it

    def cell_in_words(self) -> str:
        """The cell of the cursor in words; empty where the cursor is on none."""
        raise NotImplementedError

    def why_no_history(self) -> str:
        """Why there is no history of a cell: nothing is recorded of it yet."""
        target = self.target()
        if target is None or target[0] is self.lettered.cell_record:
            return ""
        what = self.cell_in_words()
        return f"Nothing is recorded of {what} yet, so it has no history." if what else ""

    @property
    def help(self) -> Sequence[HelpPart]:
        """The letters, and what stands in the cells."""
        keys = self.bench.keys
        rows = [(letter, self.words[meaning]) for letter, meaning in self.letters.items()]
        if any(keys.command_for(letter, letter) for letter in self.letters):
            palette = keys.word("palette")
            rows.append(("", f"They come before commands of the same key; {palette} has these."))
        rows.append(("", "With some marked, a letter sets all of them at once."))
        rows += self.help_on_marks
        states = [(state.letter, state.word) for state in self.lettered.states]
        legend = self.lettered.legend.items()
        states += [(sign, f"{words[0].upper()}{words[1:]}") for sign, words in legend]
        return [
            (f"{self.label}: a letter sets the cell and goes to the next one down", rows),
            ("What the letters in the cells mean", states),
        ]

    @property
    def help_on_marks(self) -> Sequence[tuple[str, str]]:
        """The help on marks, where they are on cells."""
        return ()
