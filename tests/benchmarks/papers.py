"""What papers cost: the matrix of many schools and policies, beside the bare libraries."""

from __future__ import annotations

import csv
import io
import random
import time

from data.exports.writing import write
from data.tables.paper import Grid, GridRow, GridTotal, Paper
from data.tables.table import Column, Row, Summary
from models.fields.states import State
from models.policies.due_dates import POLICY_STATES
from tests.benchmarks import stores
from tests.benchmarks.figures import Figures

SCHOOLS, POLICIES = 2_000, 48

_AIMS = {"csv": "<= 2.00", "xlsx": "<= 3.00", "pdf": "<= 30 s"}


def measure(figures: Figures) -> None:
    """Write the matrix in each format, and the same cells with the libraries alone."""
    summary = _matrix()
    what = f"matrix of {SCHOOLS:,} × {POLICIES} to"
    for name, aim in _AIMS.items():
        began = time.perf_counter()
        write(summary, name)
        figures.desk(f"{what} {name}", "ms", time.perf_counter() - began, aim)
    for name, alone in (("csv", _csv_alone), ("xlsx", _xlsx_alone)):
        began = time.perf_counter()
        alone(summary)
        figures.beside(f"{what} {name}", "ms", time.perf_counter() - began, _AIMS[name])


def _matrix() -> Summary:
    chance = random.Random(1)
    names = [f"School number {number} of Somewhere" for number in range(SCHOOLS)]
    states = [[chance.choice(POLICY_STATES) for _ in range(POLICIES)] for _ in names]
    headings = [f"Policy about matter number {number}" for number in range(POLICIES)]
    columns = [Column("school", "School", "text", 32)]
    columns += [Column(f"policy-{at}", each, "state", 18) for at, each in enumerate(headings)]
    rows = [
        Row(str(at), (name, *of)) for at, (name, of) in enumerate(zip(names, states, strict=True))
    ]
    grid = Grid(
        "School",
        headings,
        [GridRow(name, of, 20, 40, 2) for name, of in zip(names, states, strict=True)],
        [GridTotal("In order", [SCHOOLS // 2] * POLICIES)],
        "In order",
        "Over\u00addue",
    )
    paper = Paper("How the schools stand", answer=["Half is in order."], parts=[grid])
    return Summary("matrix", "Matrix", stores.TODAY, columns, rows, (), paper)


def _csv_alone(summary: Summary) -> None:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerows([str(cell) for cell in row.cells] for row in summary.rows)
    text.getvalue().encode()


def _xlsx_alone(summary: Summary) -> None:
    from xlsxwriter import Workbook

    workbook = Workbook(io.BytesIO(), {"in_memory": True})
    sheet = workbook.add_worksheet()
    formats = {state: workbook.add_format({"bold": True}) for state in POLICY_STATES}
    for number, row in enumerate(summary.rows):
        for at, cell in enumerate(row.cells):
            made = formats[cell] if isinstance(cell, State) else None
            sheet.write_string(number, at, str(cell), made)
    workbook.close()
