"""Yearly figures of schools, such as pupil premium allocations, kept in the register's file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from data.problems import Problem, WrongCall
from data.schools.register.asking import number_of
from data.schools.register.columns import Columns, FileKind, Layout
from data.schools.register.reading import read_urn
from data.schools.register.replacing import new_file, refuse_unusable, take_place
from data.schools.register.rows import Rows
from data.schools.register.sources import Source, sources_of
from models.fields.text import count_of, one_line

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*[-_/]?\s*(?:20)?(\d\d))?(?!\d)")
_KEPT = ("figures_roll", "figures_pupils", "figures_allocation")
_LONGEST = 40


@dataclass(frozen=True)
class FiguresRead:
    """What came of reading a file of figures."""

    year: str
    schools: int
    unknown: int
    bad: int

    def lines(self) -> list[str]:
        """The figures in words."""
        lines = [f"Read the figures of {self.year} of {count_of(self.schools, 'school')}."]
        if self.unknown:
            are = "is" if self.unknown == 1 else "are"
            lines.append(f"Of these {self.unknown:,} {are} not in the register.")
        if self.bad:
            rows = count_of(self.bad, "row was", "rows were")
            lines.append(f"{rows} left out, because there is no URN, as in totals.")
        return lines


def year_of(text: str) -> str:
    """The year that a text names, as "2021" or "2021/22"; empty when it names none."""
    match = _YEAR.search(text)
    if match is None:
        return ""
    first, second = int(match[1]), match[2]
    return f"{first}/{second}" if second and int(second) == (first + 1) % 100 else str(first)


def read_figures(
    path: Path, file: Path, year: str = "", more: Mapping[str, Sequence[str]] | None = None
) -> FiguresRead:
    """Keep the figures of a file by URN, under the year that is given or that its name has.

    Those of the same year are replaced. The register is written anew, so that one can go back.
    Raises Problem, and changes nothing, when the file holds no figures.
    """
    refuse_unusable(path)
    columns, _ = Columns.shipped().extended(more or {})
    (source, *others), _ = sources_of([file])
    if others:
        raise WrongCall(f"{source.path.name} holds several files. Name the one with the figures.")
    chosen = year_of(one_line(year)) if year else year_of(source.name)
    if not chosen:
        raise WrongCall(
            f"{f'“{one_line(year)}” is no year' if year else 'The file’s name has no year'}. "
            "Say which it is, for example: --year 2025/26"
        )
    with new_file(path) as part:
        source_of_copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        target = apsw.Connection(str(part))
        try:
            with target.backup("main", source_of_copy, "main") as backup:
                backup.step(-1)
            read = _load(target, source, columns, chosen)
        finally:
            source_of_copy.close()
            target.close()
        take_place(part, path)
    return read


def _load(database: apsw.Connection, source: Source, columns: Columns, year: str) -> FiguresRead:
    with source.open() as opened:
        rows = Rows(opened, source.shown)
        layout = columns.layout(FileKind.FIGURES, rows.headings)
        if not {"urn", "figures_pupils"} <= layout.places.keys():
            raise Problem(
                f"{source.shown} holds no pupil premium figures: there are no columns URN and "
                f"{columns.known['figures_pupils'][0]}, or called otherwise. Add their headings "
                "to the settings, under [register.columns]: figures_pupils = …"
            )
        found, bad = _read(rows, layout)
    if not found:
        raise Problem(f"No row of {source.shown} has a URN: fetch the file again.")
    database.execute("BEGIN")
    database.execute("DELETE FROM figures WHERE year = ?", (year,))
    database.executemany(
        "INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?, ?)",
        [(urn, year, *(text or None for text in texts)) for urn, texts in found.items()],
    )
    unknown = number_of(
        database,
        "SELECT count(*) FROM figures WHERE year = ? "
        "AND urn NOT IN (SELECT urn FROM establishments)",
        year,
    )
    database.execute("COMMIT")
    return FiguresRead(year, len(found), unknown, bad)


def _read(rows: Rows, layout: Layout) -> tuple[dict[int, list[str]], int]:
    places = [layout.places.get(name, -1) for name in _KEPT]
    found: dict[int, list[str]] = {}
    bad = 0
    for row in rows:
        urn = read_urn(row[layout.places["urn"]])
        if urn:
            found[urn] = [one_line(row[p])[:_LONGEST] if p >= 0 else "" for p in places]
        else:
            bad += 1
    return found, bad
