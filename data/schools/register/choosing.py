"""Which of the given files are read into the register, and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.problems import Problem, WrongCall
from data.schools.register.columns import Columns, FileKind, Layout
from data.schools.register.rows import Rows
from data.schools.register.sources import Source, sources_of
from models.fields.text import count_of

_PARTS = ("statefunded", "academiesandfree", "childrencentre")
"""Files that hold a part of the schools have one of these in their names, the largest first."""

_BYTES_OF_MANY = 250_000
"""About two hundred schools: the whole of an authority or two, with all columns."""

_READ = (FileKind.ESTABLISHMENTS, FileKind.GROUPS, FileKind.GROUP_MEMBERS, FileKind.LINKS)


@dataclass(frozen=True)
class Chosen:
    """A file to be read, and where its columns stand."""

    source: Source
    layout: Layout

    @property
    def part(self) -> bool:
        """Whether the file holds only a part of the schools, by its name."""
        return any(word in self.source.name.lower() for word in _PARTS)


def holds_many_schools(path: Path) -> bool:
    """Whether a file, or one in this ZIP, is an extract of far more schools than an alliance has.

    Files that cannot be read are none.
    """
    try:
        chosen, _ = choose_files(sources_of([path])[0], Columns.shipped())
    except Problem:
        return False
    return any(
        each.layout.kind is FileKind.ESTABLISHMENTS and each.source.size > _BYTES_OF_MANY
        for each in chosen
    )


def choose_files(sources: Sequence[Source], columns: Columns) -> tuple[list[Chosen], list[str]]:
    """The files to read, schools first, and a line for each that is left."""
    chosen: list[Chosen] = []
    remarks = []
    governance = 0
    for source in sources:
        with source.open() as file:
            headings = Rows(file, source.shown).headings
        kind = columns.kind_of(headings)
        if kind in _READ:
            try:
                chosen.append(Chosen(source, columns.layout(kind, headings)))
            except Problem as problem:
                raise Problem(f"{source.shown}: {problem}") from None
        elif kind is FileKind.GOVERNANCE:
            governance += 1
        elif kind is FileKind.FIGURES:
            remarks.append(
                f"{source.shown} was left: it holds yearly figures. Read it with: "
                "alliance register figures FILE"
            )
        else:
            remarks.append(f"{source.shown} was left: the register keeps nothing of such a file.")
    if governance:
        files = count_of(governance, "file of governors was", "files of governors were")
        remarks.append(f"{files} not read: names of people are personal data.")
    schools, left = _one_of_schools([c for c in chosen if c.layout.kind is FileKind.ESTABLISHMENTS])
    others = [each for each in chosen if each.layout.kind is not FileKind.ESTABLISHMENTS]
    others.sort(key=lambda each: (_READ.index(each.layout.kind), -each.source.size))
    return schools + others, remarks + left


def _one_of_schools(several: list[Chosen]) -> tuple[list[Chosen], list[str]]:
    """The largest file of schools, where the names say that it holds the others."""
    if len(several) < 2:
        return several, []
    ranks = [_rank(each.source.name) for each in several]
    if len(set(ranks)) < len(ranks):
        names = " and ".join(each.source.shown for each in several)
        raise WrongCall(
            f"{names} are all files of schools, and their names do not say that one holds the "
            "others. Name one of them."
        )
    largest = several[ranks.index(min(ranks))]
    left = [
        f"{each.source.shown} was left: its schools are in {largest.source.shown}."
        for each in several
        if each is not largest
    ]
    return [largest], left


def _rank(name: str) -> int:
    return next((at for at, word in enumerate(_PARTS, start=1) if word in name.lower()), 0)
