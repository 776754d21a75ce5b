"""JSON: a summary for other programs.

Dates are ISO text, money is a string of pounds ("1159.20": exact, and not mistaken for pence), a
number with places is a string too ("0.5"), yes and no are true and false, a state is its word, an
empty cell is null. Names of columns have `_` for `-`, so that each column's `name` is the key of
its values in `rows`. summary.schema.json beside this module says all of it to programs.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from data.exports.writers.cells import clean, pounds, words
from data.tables.table import Column, Summary, told_on_paper
from models.fields.values import Value

Plain = str | int | bool | None
"""A value as JSON has it."""


def key_of(column: Column) -> str:
    """The name of a column's values in JSON."""
    return column.name.replace("-", "_")


def plain(value: Value, column: Column) -> Plain:
    """One value as JSON holds it."""
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        if isinstance(value, bool) or column.kind == "yes_no":
            return bool(value)
        if column.kind in ("hundredths", "percent"):
            return words(value, column.kind)
        return pounds(value) if column.kind == "money" else value
    return words(value, column.kind)


def objects(summary: Summary) -> list[dict[str, Plain]]:
    """The rows alone, an object each: what a list of records is in JSON."""
    return [
        {
            key_of(column): plain(value, column)
            for column, value in zip(summary.columns, row.cells, strict=True)
        }
        for row in summary.rows
    ]


def to_json(content: object) -> str:
    """Plain values as the JSON text that this program writes, with a line end."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


SCHEMA = Path(__file__).with_name("summary.schema.json")
"""The schema of the file, for programs that check it."""

VERSION = 1
"""Of the shape of the file. It grows when a name in it goes or changes its meaning, and stays when
something is added."""


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a JSON file; its dates are ISO whatever is asked."""
    return to_json(
        {
            "version": VERSION,
            "name": summary.name,
            "title": clean(summary.title),
            "today": summary.today.isoformat(),
            "notes": [clean(note) for note in told_on_paper(summary.notes)],
            "paper": _paper(summary),
            "columns": [
                {"name": key_of(column), "label": clean(column.label), "kind": column.kind}
                for column in summary.columns
            ],
            "rows": objects(summary),
        }
    ).encode()


def _paper(summary: Summary) -> dict[str, object] | None:
    """The parts of the paper beside its rows; None for a summary without a paper."""
    paper = summary.paper
    if paper is None:
        return None
    return {
        "title": clean(paper.title),
        "subject": clean(paper.subject),
        "readers": clean(paper.readers),
        "period": clean(paper.period),
        "for_circulation": paper.for_circulation,
        "answer": [clean(each) for each in told_on_paper(paper.answer)],
        "figures": [
            {"number": clean(each.number), "words": clean(each.words)} for each in paper.figures
        ],
        "charts": [
            {
                "kind": chart.kind,
                "finding": clean(chart.finding),
                "subtitle": clean(chart.subtitle),
                "done": chart.done_word,
                "trouble": chart.trouble_word,
                "bars": [
                    {**bar._asdict(), "label": clean(bar.label), "remark": clean(bar.remark)}
                    for bar in chart.bars
                ],
            }
            for chart in (*paper.charts, *paper.more_charts)
        ],
        "definitions": [clean(each) for each in told_on_paper(paper.definitions)],
        "left_out": [clean(each) for each in paper.left_out],
        "sources": [
            {"text": clean(each.text), "address": clean(each.address)} for each in paper.sources
        ],
    }
