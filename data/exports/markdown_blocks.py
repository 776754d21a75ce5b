"""Markdown as blocks to draw: paragraphs, headings, lists and tables of styled text.

What looks like HTML is text, pictures are not fetched, and links are shown by their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

WIDTH = 76
"""Characters in a line of Markdown that is written as plain text."""


class Run(NamedTuple):
    """Text of one look; a line end in it is a new line."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


class Block(NamedTuple):
    """A block: "paragraph", "heading" of a level, "item" with its mark, "table", "rule", "code".

    A table has the cells of its rows, of which the first is its heading; columns in `right` have
    numbers.
    """

    kind: str
    runs: Runs = ()
    level: int = 0
    mark: str = ""
    rows: Sequence[Sequence[Runs]] = ()
    right: tuple[bool, ...] = ()

    @property
    def text(self) -> str:
        """Its words without their looks."""
        return words_of(self.runs)


def words_of(runs: Runs) -> str:
    """The words of runs, without their looks."""
    return "".join(run.text for run in runs)


def reader() -> MarkdownIt:
    """The reader of Markdown in which nothing of a text runs or is fetched."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def blocks_of(markdown: str) -> list[Block]:
    """The blocks of a text in their order; nested lists stand one deeper."""
    found = _Blocks()
    for token in reader().parse(markdown):
        found.take(token)
    return found.blocks


class _Blocks:
    """The blocks of a text, while its tokens come one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lists = 0
        self._marks: list[tuple[str, int]] = []
        self._rows: list[list[Runs]] = []
        self._right: list[bool] = []
        self._level = 0
        self._in_table = False

    def take(self, token: Token) -> None:
        """Take the next token, which may begin, end or fill a block."""
        kind = token.type
        if kind == "heading_open":
            self._level = int(token.tag[1:])
        elif kind == "hr":
            self.blocks.append(Block("rule"))
        elif kind in ("fence", "code_block"):
            self.blocks.append(Block("code", (Run(token.content.rstrip("\n")),)))
        elif kind == "inline":
            self._take_text(_runs(token))
        else:
            self._take_list(token)
            self._take_table(token)

    def _take_list(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
        elif kind == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else "•"
            self._marks.append((mark, self._lists))
        elif kind == "list_item_close":
            self._marks = [each for each in self._marks if each[1] < self._lists]

    def _take_table(self, token: Token) -> None:
        kind = token.type
        if kind == "table_open":
            self._in_table, self._rows, self._right = True, [], []
        elif kind == "tr_open":
            self._rows.append([])
        elif kind in ("th_open", "td_open") and len(self._rows) == 1:
            self._right.append("right" in str(token.attrGet("style") or ""))
        elif kind == "table_close":
            self._in_table = False
            self.blocks.append(Block("table", rows=self._rows, right=tuple(self._right)))

    def _take_text(self, runs: Runs) -> None:
        if self._in_table:
            self._rows[-1].append(runs)
        elif self._level:
            self.blocks.append(Block("heading", runs, self._level))
            self._level = 0
        elif self._marks:
            mark, depth = self._marks[-1]
            self.blocks.append(Block("item", runs, depth, mark))
            # What follows in the same item stands under its first line.
            self._marks[-1] = ("", depth)
        else:
            self.blocks.append(Block("paragraph", runs))


def _runs(token: Token) -> Runs:
    runs: list[Run] = []
    bold = italic = 0
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            italic += child.nesting
        elif child.type == "softbreak":
            runs.append(Run(" ", bool(bold), bool(italic)))
        elif child.type == "hardbreak":
            runs.append(Run("\n"))
        elif child.content:
            runs.append(Run(child.content, bool(bold), bool(italic)))
    return tuple(runs)


def plain_text(markdown: str, width: int = WIDTH) -> str:
    """Markdown as text to read: headings underlined, lines of at most so many characters."""
    parts: list[str] = []
    was_item = False
    for block in blocks_of(markdown):
        part = _as_text(block, width)
        # The lines of a list stand together.
        joined = was_item and block.kind == "item"
        parts += [] if not parts else ["\n" if joined else "\n\n"]
        parts.append(part)
        was_item = block.kind == "item"
    return "".join(parts) + "\n"


def _as_text(block: Block, width: int) -> str:
    if block.kind == "rule":
        return "-" * width
    if block.kind == "code":
        return block.text
    if block.kind == "table":
        return "\n".join(_table_lines(block, width))
    if block.kind == "item":
        before = "   " * (block.level - 1)
        mark = {"": "  ", "•": "- "}.get(block.mark, f"{block.mark} ")
        return _folded(block.text, width, before + mark, before + " " * len(mark))
    shown = _folded(block.text, width)
    if block.kind == "heading":
        line = ("=" if block.level == 1 else "-") * min(len(shown), width)
        return f"{shown}\n{line}"
    return shown


def _folded(text: str, width: int, first: str = "", rest: str = "") -> str:
    return "\n".join(
        fill(line, width, initial_indent=first if at == 0 else rest, subsequent_indent=rest)
        for at, line in enumerate(text.split("\n"))
    )


def _table_lines(block: Block, width: int) -> list[str]:
    """A table in columns where it fits; each row as its own lines where it does not."""
    texts = [[" ".join(words_of(cell).split()) for cell in row] for row in block.rows]
    widths = [max(len(row[at]) for row in texts) for at in range(len(texts[0]))] if texts else []
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        lines = [_aligned(row, widths, block.right) for row in texts]
        return [lines[0], "  ".join("-" * each for each in widths), *lines[1:]]
    heads = texts[0]
    lines = []
    for row in texts[1:]:
        told = [f"{head}: {cell}" if head else cell for head, cell in zip(heads, row, strict=True)
                if cell]  # fmt: skip
        lines.append(fill("; ".join(told), width, initial_indent="- ", subsequent_indent="  "))
    return lines


def _aligned(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = [
        cell.rjust(room) if at_right else cell.ljust(room)
        for cell, room, at_right in zip(row, widths, right, strict=True)
    ]
    return "  ".join(cells).rstrip()
