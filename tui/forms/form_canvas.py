"""What a form draws: its fields in one column or two, and what is offered under the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from models.fields.choice_fields import ChoiceField
from models.fields.reference_fields import ReferenceField
from tui.forms.entry import Entry
from tui.forms.field_lines import fitted, fold, wrap
from tui.grid.columns import fit
from tui.terminal.slow_line import by_half_a_page, is_slow
from tui.widgets.canvas import Canvas, Words

MOST_SUGGESTIONS = 8

TWO_COLUMNS = 120
"""From so many columns on a form has two, where one has no room for all of its fields."""

_SPARE_LINES = 3
_LEAST_TOLD = 6
"""Lines of a form of which one can be spared to tell what is out of view."""


class FormCanvas(Canvas):
    """The drawn part of a form: labelled fields, scrolled so that the caret is in view."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self.index = 0
        """Which field has the caret."""
        self.group_of: Callable[[str], str] = lambda _: ""
        """Under which heading what is offered stands, where it is grouped."""
        self.most_offered = MOST_SUGGESTIONS + 1
        self._top, self._is_longer = 0, False
        self._begins: dict[int, int] = {}
        """The line of those drawn with which each field begins."""
        self._not_pasted = ""
        # While somebody types on a slow line, what was offered before stays where it is.
        self._offers_wait = False
        self._offered: list[tuple[str, str]] = []

    @property
    def current(self) -> Entry:
        """The field with the caret."""
        return self.entries[self.index]

    def draw(self, width: int, height: int) -> list[Words]:
        """The fields around the one with the caret, in two columns where one is too short."""
        self._begins = {}
        if width >= TWO_COLUMNS and (at := self._second_column(height)):
            half, parts = width // 2, (range(at), range(at, len(self.entries)))
            gap = self._lines_of_headings(parts, height)
            left, caret = self._column(parts[0], half - 1, gap)
            right, other = self._column(parts[1], width - half - 1, gap)
            rows = max(len(left), len(right))
            left += [[]] * (rows - len(left))
            right += [[]] * (rows - len(right))
            lines: list[Words] = [
                [*fitted(one, half - 1), ("│", "label"), *two]
                for one, two in zip(left, right, strict=True)
            ]
            caret = caret or other
        else:
            every = range(len(self.entries))
            lines, caret = self._column(every, width, self._lines_of_headings([every], height))
        self._is_longer = len(lines) > height
        # The last line tells of what is out of view.
        tells = self._is_longer and height >= _LEAST_TOLD
        height -= tells
        caret_line, last_line = caret or (0, 0)
        least = min(caret_line, last_line - height)
        top = max(min(self._top, caret_line), least)
        if top != self._top and is_slow(self):
            top = max(min(by_half_a_page(self._top, top, height), caret_line), least)
        self._top = max(0, min(top, len(lines) - height))
        shown = lines[self._top : self._top + height]
        return [*shown, [(f" {self._out_of_view(height)}", "label")]] if tells else shown

    def _out_of_view(self, height: int) -> str:
        """How many fields stand above and below those in view, and in which groups below."""
        above = sum(line < self._top for line in self._begins.values())
        below = [at for at, line in self._begins.items() if line >= self._top + height]
        groups = ", ".join(self.entries[at].group for at in below if self.entries[at].group)
        told = [f"↑ {above} more"] if above else []
        if below:
            told.append(f"↓ {groups}: {len(below)} more" if groups else f"↓ {len(below)} more")
        return "   ".join(told)

    def _second_column(self, height: int) -> int:
        """The field with which the second column begins; 0 where one column has room for all."""
        count = len(self.entries)
        headings = 2 * sum(bool(entry.group) for entry in self.entries)
        if count + headings + _SPARE_LINES <= height:
            return 0
        half = (count + 1) // 2
        begins = [at for at in range(1, count) if self.entries[at].group]
        # At the beginning of a group, where one begins near the middle.
        return min(begins, key=lambda at: abs(at - half)) if begins else half

    def _column(
        self, shown: range, width: int, headings: int
    ) -> tuple[list[Words], tuple[int, int] | None]:
        """The lines of these fields; the line of the caret among them, and that after its field."""
        lines: list[Words] = []
        caret = None
        labels = self._label_width(width)
        for at in shown:
            entry = self.entries[at]
            self._begins[at] = len(lines)
            if headings and entry.group:
                lines += [[]] if lines and headings > 1 else []
            # A field that is called like its group is a heading by itself.
            if headings and entry.group not in ("", entry.field.label):
                lines.append([(f" {entry.group}", "strong")])
            drawn, row = self._entry_lines(entry, width, labels, current=at == self.index)
            if at == self.index:
                caret = len(lines) + row, len(lines) + len(drawn)
            lines += [self.spot(entry, *line) for line in drawn]
        return lines, caret

    def _lines_of_headings(self, columns: Sequence[range], height: int) -> int:
        """For how many lines there is room at the heading of each group, all fields in view.

        Where not even those are all in view it is one line: so it is told what one is in.
        """
        for lines in (2, 1):
            if all(
                len(shown) + lines * self._headings(shown) + _SPARE_LINES <= height
                for shown in columns
            ):
                return lines
        return int(max(map(len, columns)) > height)

    def _headings(self, shown: range) -> int:
        return sum(bool(self.entries[at].group) for at in shown)

    def _label_width(self, width: int) -> int:
        longest = max((cell_len(entry.label) for entry in self.entries), default=0)
        return min(longest + 3, max(12, width // 2))

    def _entry_lines(
        self, entry: Entry, width: int, label_width: int, *, current: bool
    ) -> tuple[list[Words], int]:
        room = max(4, width - label_width - 2)
        needed = "*" if entry.field.required else " "
        label = f"{'›' if current else ' '}{needed}{entry.label}"
        label = fit(label, label_width - 1) + " "
        indent = " " * label_width
        parts, row = wrap(entry.editor, room, current)
        if current and entry.fresh:
            parts, row = [[(entry.editor.text, "chosen")]], 0
        if not current and isinstance(entry.field, (ChoiceField, ReferenceField)):
            parts[0] = [*parts[0], (" ▾", "label")]  # As what follows: another colour is sent.
        lines: list[Words] = []
        for number, part in enumerate(parts):
            head = (label, "strong" if current else "label") if number == 0 else (indent, "")
            lines.append([head, *part])
        for said, style in entry.said(self._not_pasted if current else ""):
            lines += [[(indent, ""), (text, style)] for text in fold(said, room)]
        if current:
            if not self._offers_wait:
                self._offered = entry.suggestions
            if self._offered:
                lines += self._offers(entry, label_width)
            elif entry.field.help and not entry.problem:
                for text in fold(entry.field.help, room):
                    lines.append([(indent, ""), (text, "quiet")])
        return lines, row

    def _offers(self, entry: Entry, label_width: int) -> list[Words]:
        """The suggestions that fit around the chosen one, each group named once."""
        count, at = len(self._offered), entry.chosen
        if at is None:
            # Beside what stands in the field already.
            names = [name for name, _ in self._offered]
            at = names.index(entry.editor.text) if entry.editor.text in names else 0
        top = max(0, min(at - self.most_offered // 2, count - self.most_offered))
        lines: list[Words] = []
        before = ""
        for number, (name, detail) in enumerate(self._offered[top:][: self.most_offered], top):
            style = "chosen" if number == entry.chosen else "info"
            group = self.group_of(name)
            head = fit(f" {group if group != before else ''}", label_width + 2)
            before = group
            words = (head, "label"), (name, style), (f"  {detail}", "quiet")
            lines.append(self.spot(number, *words))
        if count > self.most_offered:
            indent = " " * label_width
            lines.append([(f"{indent}  {at + 1} of {count}; typing filters", "quiet")])
        return lines
