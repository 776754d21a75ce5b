"""Tables in letters, as Markdown in which nothing that people typed is markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.exports.writers.markdown import escape


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A table of texts; the columns in `right` have numbers."""
    rule = ["---:" if at in right else "---" for at in range(len(headings))]
    lines = [map(escape, headings), rule, *(map(escape, row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
