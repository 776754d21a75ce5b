"""Letters as PDF, tagged for screen readers, with the address in the window of an envelope."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from data.exports.markdown_blocks import Block, blocks_of, words_of
from data.exports.writers.cells import clean, clean_line
from data.exports.writers.looks import ACCENT, HAIRLINE, INK
from data.exports.writers.pdf_file import compiled
from data.letters.letter import DOTS, Letter

_TEMPLATE = Path(__file__).with_name("letter.typ")
_WIDEST = 34


def write(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters as one PDF, each on a page of its own."""
    first = letters[0]
    day = first.day
    given = {
        "ink": INK, "accent": ACCENT, "hairline": HAIRLINE,
        "title": clean_line(f"{first.title} – {first.sender.name}"),
        "year": day.year, "month": day.month, "day": day.day,
        "letters": [_letter(letter) for letter in letters],
    }  # fmt: skip
    made = datetime.combine(day, time(), UTC)
    return compiled(_TEMPLATE, {"letters": json.dumps(given)}, made)


def _letter(letter: Letter) -> dict[str, Any]:
    sender = letter.sender
    return {
        "sender": clean_line(sender.name),
        "from": [clean_line(each) for each in sender.lines] or [""],
        "address": [clean_line(each) for each in letter.address],
        "facts": [clean_line(each) for each in letter.facts],
        "salutation": clean_line(letter.salutation),
        "subject": clean_line(letter.subject),
        "body": blocks(letter.body),
        "close": letter.close,
        "signed": [clean_line(sender.signed_by or DOTS), clean_line(sender.signed_as)],
        "enclosed": "; ".join(clean_line(each.title) for each in letter.enclosures),
        "slip": blocks(letter.slip),
        "enclosures": [blocks(each.words) for each in letter.enclosures],
    }  # fmt: skip


def blocks(words: str) -> list[dict[str, Any]]:
    """Markdown as the blocks that the template draws."""
    return [_block(each) for each in blocks_of(clean(words))]


def _block(block: Block) -> dict[str, Any]:
    rows = [[{"runs": [run._asdict() for run in cell]} for cell in row] for row in block.rows]
    head = [cell["runs"] for cell in rows[0]] if rows else []
    return {
        "kind": block.kind,
        "level": block.level,
        "mark": block.mark,
        "runs": [run._asdict() for run in block.runs],
        "rows": [head, *rows[1:]],
        "right": list(block.right),
        "widths": column_shares(block),
    }


def column_shares(block: Block) -> list[int]:
    """How wide the columns of a table are to each other, by their longest texts."""
    count = len(block.rows[0]) if block.rows else 0
    longest = [
        max(len(words_of(row[at])) if at < len(row) else 0 for row in block.rows)
        for at in range(count)
    ]
    return [max(6, min(_WIDEST, each)) for each in longest]
