"""Updating the register: the department's files become a new register, or nothing changes.

What a call does not bring is taken over from the register before. The new one takes its place only
when it is whole, so that stopping at any moment leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import apsw

from data.imports.plans import Progress
from data.problems import Problem, WrongCall
from data.schools.register.anomalies import find_anomalies
from data.schools.register.asking import number_of, rows_of
from data.schools.register.building import FileRead, building, carry_over, load, note_file
from data.schools.register.choosing import Chosen, choose_files
from data.schools.register.columns import Columns, FileKind
from data.schools.register.index import make_index
from data.schools.register.replacing import RegisterProblem, new_file, refuse_unusable, take_place
from data.schools.register.rows import Rows
from data.schools.register.sources import sources_of
from data.store.history import operating_system_user
from models.fields.dates import show_date
from models.fields.text import count_of

FEWEST_OF_OLD = 0.8
"""A file with fewer rows than this part of the one before is likely to be cut off."""

FEWEST_KNOWN_STATUS = 0.95
_RENAMED_DAYS = 60
_INDEX_PART = 0.2
"""The part of the work that comes after the files have been read."""

_NOUN = {
    FileKind.ESTABLISHMENTS: "school",
    FileKind.LINKS: "link",
    FileKind.GROUPS: "group",
    FileKind.GROUP_MEMBERS: "membership of a group",
}
_NOUNS = {FileKind.GROUP_MEMBERS: "memberships of groups"}


class UpdateRefused(Problem):
    """The files would make the register older, smaller or doubtful; an option lets them."""

    exit_code = 3


@dataclass(frozen=True)
class Options:
    """What a call says about its files.

    `as_of` is their day, whatever their names say; `older` and `smaller` let them take the place of
    newer and larger ones; with `heads` the names of heads are read as well.
    """

    as_of: date | None = None
    older: bool = False
    smaller: bool = False
    heads: bool = False
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    """What an update did: the files that were read, and in words what else there is to say."""

    files: tuple[FileRead, ...]
    schools: int
    remarks: tuple[str, ...]

    def lines(self) -> list[str]:
        """The update in words."""
        lines = []
        for file in self.files:
            assert file.day
            count = count_of(file.rows, _NOUN[file.kind], _NOUNS.get(file.kind, ""))
            lines.append(f"Read {file.name}: {count} of {show_date(file.day)}.")
            lines += [f"  {remark}" for remark in file.remarks]
        return [*lines, *self.remarks]


def update(
    path: Path,
    files: Sequence[Path],
    options: Options,
    *,
    today: date,
    now: datetime | None = None,
    progress: Progress = lambda done, total: None,
) -> Update:
    """Make the register in this file anew from the files, and put it in the place of the old one.

    Whatever `progress` raises stops the update. Raises Problem for files that cannot be read,
    UpdateRefused for those that are older, smaller or of a day to come; the old register stays.
    """
    chosen, remarks = _choose(files, options)
    old = _old_files(path)
    if old is None and path.exists():
        remarks.append("The register that was there could not be read: nothing was taken over.")
    _refuse_chosen(chosen, options, old, today)
    meter = _Meter(chosen, progress)
    with new_file(path) as part:
        with building(part) as database:
            read = [_load(database, each, options, today, meter) for each in chosen]
            _settle_days(read, options, old, today)
            remarks += _refuse_doubtful(database, read, chosen, old, options)
            for file in read:
                note_file(database, file, operating_system_user(), now or datetime.now())
            if old is not None:
                remarks += _take_over(database, path, chosen, options)
            meter.index()
            schools = _finish(database)
        take_place(part, path)
    meter.end()
    return Update(tuple(read), schools, tuple(remarks))


def _choose(files: Sequence[Path], options: Options) -> tuple[list[Chosen], list[str]]:
    """The files that can be read, with what each holds, and what is to be said of the others.

    Raises Problem when there is none.
    """
    columns, problems = Columns.shipped().extended(options.columns)
    sources, remarks = sources_of(files)
    chosen, others = choose_files(sources, columns)
    remarks += [*problems.values(), *others]
    if not chosen:
        raise Problem(
            "\n".join([*remarks, "None of these files is one of schools, links or groups."])
        )
    return chosen, remarks


def _refuse_chosen(
    chosen: Sequence[Chosen],
    options: Options,
    old: Mapping[FileKind, tuple[date, int]] | None,
    today: date,
) -> None:
    """Refuse files of a wrong day, and those of which no register can begin."""
    for each in chosen:
        _refuse_day(each.source.shown, options.as_of or each.source.day, each.layout.kind, old,
                    options, today)  # fmt: skip
    if old is None and not any(each.layout.kind is FileKind.ESTABLISHMENTS for each in chosen):
        raise Problem(
            "The register has no schools yet. Name the file of all establishments as well, such "
            "as edubasealldata20261112.csv."
        )


# Days


def _old_files(path: Path) -> dict[FileKind, tuple[date, int]] | None:
    """The newest day and the rows of each kind of file in the register; None without one."""
    if not path.exists():
        return None
    try:
        refuse_unusable(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            found = {}
            for kind, day in rows_of(connection, "SELECT kind, max(day) FROM files GROUP BY kind"):
                rows = number_of(connection, f"SELECT count(*) FROM {kind.replace(' ', '_')}")
                found[FileKind(kind)] = date.fromisoformat(day), rows
            return found
        finally:
            connection.close()
    except (RegisterProblem, apsw.Error):
        return None


def _refuse_day(
    name: str,
    day: date | None,
    kind: FileKind,
    old: Mapping[FileKind, tuple[date, int]] | None,
    options: Options,
    today: date,
) -> None:
    if day is None:
        return
    if day > today:
        raise UpdateRefused(
            f"{name} is of {show_date(day)}, which is still to come. If that is not its day, say "
            f"which is: --as-of {show_date(today)}"
        )
    before = (old or {}).get(kind)
    if before and day < before[0] and not options.older:
        noun = "" if kind is FileKind.ESTABLISHMENTS else f" for {kind}"
        raise UpdateRefused(
            f"The register{noun} is of {show_date(before[0])}, this file of {show_date(day)}: "
            "use --older to go back."
        )


def _settle_days(
    read: Sequence[FileRead],
    options: Options,
    old: Mapping[FileKind, tuple[date, int]] | None,
    today: date,
) -> None:
    """Give a day to each file whose name has none: that of its newest change, or the schools'."""
    for file in read:
        named = file.day
        if file.day is None:
            of_schools = next((f.day for f in read if f.kind is FileKind.ESTABLISHMENTS), None)
            file.day = file.newest_change or of_schools
        if file.day is None:
            raise WrongCall(
                f"The name of {file.name} does not give its date. Give it, for example: "
                f"--as-of {show_date(today)}"
            )
        _refuse_day(file.name, file.day, file.kind, old, options, today)
        changed = file.newest_change
        if named and changed and named - changed > timedelta(days=_RENAMED_DAYS):
            file.remarks.append(
                f"Nothing in it changed after {show_date(changed)}: is it really of "
                f"{show_date(named)}, or was an older file renamed?"
            )


# Building


def _load(
    database: apsw.Connection, chosen: Chosen, options: Options, today: date, meter: _Meter
) -> FileRead:
    source = chosen.source
    day = options.as_of or source.day
    with source.open() as file:
        rows = Rows(file, source.shown, meter.read)
        return load(database, rows, chosen.layout, source.shown, day, today, heads=options.heads)


def _refuse_doubtful(
    database: apsw.Connection,
    read: Sequence[FileRead],
    chosen: Sequence[Chosen],
    old: Mapping[FileKind, tuple[date, int]] | None,
    options: Options,
) -> list[str]:
    """Refuse files that hold too little to be whole; say what is smaller by intention."""
    remarks = []
    for kind in dict.fromkeys(file.kind for file in read):
        rows = sum(file.rows for file in read if file.kind is kind)
        noun = _NOUNS.get(kind, f"{_NOUN[kind]}s")
        if not rows:
            name = next(file.name for file in read if file.kind is kind)
            raise Problem(f"There are no {noun} in {name}: fetch it again.")
        before = (old or {}).get(kind, (None, 0))[1]
        part = any(each.part for each in chosen if each.layout.kind is kind)
        if not part and rows < FEWEST_OF_OLD * before:
            compared = f"{count_of(rows, _NOUN[kind], noun)}, where the register has {before:,}"
            if not options.smaller:
                raise UpdateRefused(
                    f"The new file has only {compared}: perhaps it was cut off. "
                    "If it is meant to be so, use --smaller."
                )
            remarks.append(f"The register is smaller now: {compared}.")
    schools = number_of(database, "SELECT count(*) FROM establishments")
    unknown = number_of(
        database,
        "SELECT count(*) FROM establishments "
        "WHERE status IS NULL OR status NOT IN ('1', '2', '3', '4')",
    )
    if unknown > (1 - FEWEST_KNOWN_STATUS) * schools:
        raise Problem(
            f"Of {schools:,} schools {unknown:,} have no status that is known (open, closed …), so "
            "this is no usable extract. Fetch it again."
        )
    return remarks


def _take_over(
    database: apsw.Connection, path: Path, chosen: Sequence[Chosen], options: Options
) -> list[str]:
    """Take over from the old register what the files do not bring, and say what is to be said."""
    whole = {each.layout.kind for each in chosen if not each.part}
    taken = carry_over(database, path, whole, heads=options.heads)
    remarks = []
    if taken.schools and FileKind.ESTABLISHMENTS not in whole:
        schools = count_of(taken.schools, "school")
        remarks.append(f"{schools} of the register not in these files, left as before.")
    if taken.heads_left:
        remarks.append(
            "The names of heads in the register before were left out: --heads keeps them."
        )
    return remarks


def _finish(database: apsw.Connection) -> int:
    """Make what is worked out of the tables. Returns how many schools there are."""
    ((day,),) = rows_of(
        database, "SELECT max(day) FROM files WHERE kind = ?", FileKind.ESTABLISHMENTS
    )
    database.execute("BEGIN")
    make_index(database)
    find_anomalies(database, date.fromisoformat(day))
    database.execute("COMMIT")
    return number_of(database, "SELECT count(*) FROM establishments")


class _Meter:
    """Tells the progress in bytes, of which the files are the first part."""

    def __init__(self, chosen: Sequence[Chosen], progress: Progress) -> None:
        self._bytes = sum(each.source.size for each in chosen)
        self._total = int(self._bytes / (1 - _INDEX_PART)) + 1
        self._progress, self._done = progress, 0

    def read(self, count: int) -> None:
        """So many more bytes were read."""
        self._done += count
        self._progress(min(self._done, self._bytes), self._total)

    def index(self) -> None:
        """All files were read."""
        self._progress(self._bytes, self._total)

    def end(self) -> None:
        """The new register stands in its place."""
        self._progress(self._total, self._total)
