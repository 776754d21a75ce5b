"""Rows of Word's tables, copied from a model: its library takes a millisecond to make one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from data.exports.writers import word_parts as parts

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class RowModel:
    """A row like which others are added to a table; `fill` gives its cells their looks."""

    def __init__(self, table: Any, fill: Callable[[Sequence[Any]], None] = lambda _: None) -> None:
        fill(parts.whole_row(table))
        self._rows = table._tbl
        self._model = table.rows[-1]._tr
        self._rows.remove(self._model)
        self._empty = deepcopy(self._model)
        for cell in self._empty.tc_lst:
            self._empty.remove(cell)

    @property
    def cells(self) -> list[Any]:
        """The cells of the model, as elements."""
        return list(self._model.tc_lst)

    def add(self) -> list[Any]:
        """Add a row; the paragraph of each of its cells, as an element."""
        row = deepcopy(self._model)
        self._rows.append(row)
        return [cell[-1] for cell in row.tc_lst]

    def add_of(self, cells: Sequence[Any]) -> None:
        """Add a row with other cells than the model's."""
        row = deepcopy(self._empty)
        row.extend(cells)
        self._rows.append(row)


class RunModels:
    """Runs of text, copied from one that was made for each look."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._models: dict[tuple[tuple[str, Any], ...], Any] = {}

    def add(self, paragraph: Any, text: str, **looks: Any) -> Any:
        """Add a run to the element of a paragraph; the looks are those of `word_parts.run`."""
        if not text or any(sign in text for sign in "\n\r\t"):
            run = self._made(text, looks)
        else:
            key = tuple(looks.items())
            if key not in self._models:
                self._models[key] = self._made("x", looks)
            run = deepcopy(self._models[key])
            words = run[-1]
            words.text = text
            if text != text.strip():
                words.set(_SPACE, "preserve")
        paragraph.append(run)
        return run

    def _made(self, text: str, looks: dict[str, Any]) -> Any:
        aside = self._document.add_paragraph()
        run = parts.run(aside, text, **looks)._r
        aside._p.remove(run)
        aside._p.getparent().remove(aside._p)
        return run
