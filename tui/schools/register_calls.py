"""The verbs `register update`, `figures`, `back` and `status`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, WrongCall
from data.tables.table import Column
from models.fields.dates import show_date
from models.fields.text import count_of
from models.schools.school import School
from tui.command_line import calls
from tui.command_line.calls import Call, note, say, say_bytes, say_lines
from tui.command_line.tables import on_terminal, say_table

if TYPE_CHECKING:
    from data.schools.register.register import Register

_OLD_DAYS = 183
_ANOMALIES_SHOWN = 40
_CODES = ("1", "2", "3", "4")


# Making it


def update(call: Call) -> int:
    """Make the register anew from the department's files; the old one stays if that fails."""
    from data.files import places
    from data.schools.register.update import Options
    from data.schools.register.update import update as make

    path = _file_to_change(call)
    if not call.words:
        raise WrongCall(f"FILE is missing. The call is: {call.usage}")
    files = [typed_path(word) for word in call.words]
    options = Options(
        as_of=call.day("--as-of", call.options.as_of, "12/11/2026"),
        older=call.options.older,
        smaller=call.options.smaller,
        heads=call.options.heads,
        columns=call.configuration.register_columns,
    )
    places.make_folder(call.store)
    try:
        done = make(path, files, options, today=call.today, progress=_show_progress)
    except KeyboardInterrupt:
        note("Stopped. The register is as it was before.")
        raise
    finally:
        _end_progress()
    say_lines(done.lines())
    with opened(call) as register:
        found = sum(register.anomalies().values())
        summary = f"The register of {show_date(register.day)} holds {done.schools:,} schools."
        say(summary)
        if found:
            anomalies = count_of(found, "anomaly", "anomalies")
            say(f"{anomalies} in the files. List them: alliance register status --anomalies")
    return 0


def figures(call: Call) -> int:
    """Keep the pupil premium figures of a file, by URN and year."""
    from data.schools.register.figures import read_figures

    path = _file_to_change(call)
    file = typed_path(call.next_word("FILE"))
    call.no_more()
    columns = call.configuration.register_columns
    say_lines(read_figures(path, file, call.options.year or "", columns).lines())
    return 0


def back(call: Call) -> int:
    """Go back to the register before; the one that stands is kept in its place."""
    from data.schools.register.replacing import go_back

    path = _file_to_change(call)
    call.no_more()
    go_back(path)
    with opened(call) as register:
        say(f"The register is that of {show_date(register.day)} again.")
        other = register.previous_day
    if other:
        say(f"The one of {show_date(other)} is kept: alliance register back brings it back.")
    return 0


def _show_progress(done: int, total: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"\r{100 * done // total:>3}% ", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r      \r", end="", file=sys.stderr, flush=True)


# Looking at it


def status(call: Call) -> int:
    """The date of the register, the files it was made of, and their faults."""
    call.no_more()
    with opened(call) as register:
        if call.options.anomalies is not None:
            return _say_anomalies(call, register)
        if call.options.format == "json":
            return _say_status_as_json(call, register)
        _say_status(call, register)
    return 0


def _say_status(call: Call, register: Register) -> None:
    from data.schools.register.anomalies import KINDS

    counts = register.counts()
    age = (call.today - register.day).days
    say(f"Register of {show_date(register.day)}, {count_of(age, 'day')} old: {register.path}")
    statuses = ", ".join(
        f"{counts[code]:,} {School.field('status').show(code).lower()}"
        for code in _CODES
        if counts.get(code)
    )
    say(f"{count_of(counts[''], 'school')}: {statuses}")
    say()
    for file in register.files:
        read = f"read on {file.read_at.strftime('%d/%m/%Y %H:%M')} by {file.read_by}"
        say(f"{file.kind}: {file.name} of {show_date(file.day)}, {file.rows:,} rows, {read}")
        say_lines([f"  {remark}" for remark in file.remarks])
    before = register.previous_day
    if before:
        say(f"before it: the register of {show_date(before)} (alliance register back)")
    found = register.anomalies()
    say()
    say("Anomalies in the files, kept as they are:" if found else "No anomalies in the files.")
    widest = max((len(f"{count:,}") for count in found.values()), default=0)
    longest = max(map(len, found), default=0)
    for kind, words in KINDS.items():
        if kind in found:
            say(f"  {found[kind]:>{widest},}  {kind:<{longest}}  {words}")
    if age > _OLD_DAYS:
        note("The register is more than half a year old: fetch the newest files.")


def _say_status_as_json(call: Call, register: Register) -> int:
    from data.exports.writers.json_file import to_json

    counts = register.counts()
    content = {
        "day": register.day.isoformat(),
        "days_old": (call.today - register.day).days,
        "path": str(register.path),
        "schools": counts[""],
        "by_status": {code: count for code, count in counts.items() if code},
        "files": [
            {"kind": file.kind, "name": file.name, "day": file.day.isoformat(), "rows": file.rows,
             "remarks": list(file.remarks), "read_by": file.read_by,
             "read_at": file.read_at.isoformat()}
            for file in register.files
        ],
        "anomalies": register.anomalies(),
        "previous_day": before.isoformat() if (before := register.previous_day) else None,
    }  # fmt: skip
    say_bytes(to_json(content).encode())
    return 0


def _say_anomalies(call: Call, register: Register) -> int:
    from data.schools.register.anomalies import KINDS
    from models.fields.text import nearest

    kind = call.options.anomalies
    if kind and kind not in KINDS:
        near = nearest(kind, list(KINDS))
        meant = f"Did you mean {near}?" if near else f"There are: {', '.join(KINDS)}."
        raise WrongCall(f"There is no kind of anomaly “{calls.clean(kind)}”. {meant}")
    rows = register.anomaly_rows(kind)
    shown = rows[:_ANOMALIES_SHOWN] if on_terminal(call) else rows
    columns = [
        Column("kind", "Kind"), Column("urn", "URN", "code", 6), Column("school", "School"),
        Column("anomaly", "What is wrong"),
    ]  # fmt: skip
    say_table(call, "anomalies", "Anomalies in the register's files", columns, shown)
    if len(shown) < len(rows):
        more = f"{len(rows) - len(shown):,}"
        note(f"… and {more} more. All of them: alliance register status --anomalies --format csv")
    if not rows:
        note("There are none.")
    return 0


def lines_of_place(store: Path) -> list[str]:
    """Where the register beside a store lies, of which day it is, and where the one before is."""
    from data.files.places import register_file
    from data.schools.register.register import Register
    from data.schools.register.replacing import previous_of

    path = register_file(store)
    with Register.if_there(path) as register:
        if register is None:
            return [str(path), "it cannot be read" if path.exists() else "none yet"]
        lines = [str(path), f"of {show_date(register.day)}"]
    before = previous_of(path)
    return [*lines, str(before)] if before.exists() else lines


# What they share


def _file_to_change(call: Call) -> Path:
    from data.files import places

    if call.sample:
        raise WrongCall(
            "The sample's own register stays as it is, and goes with the sample. For a register "
            "of yours leave out --sample."
        )
    if call.read_only:
        raise Problem("The desk was opened to look only, so the register stays as it is.")
    return places.register_file(call.store)


@contextmanager
def opened(call: Call) -> Iterator[Register]:
    """The register beside the store of the call; the sample's own where there is none for it."""
    from data.files import places
    from data.schools.register.register import Register

    path = places.register_file(places.default_store() if call.sample else call.store)
    with ExitStack() as sample:
        if call.sample and not path.exists():
            store = sample.enter_context(call.open())
            store.prepare_register()
            path = places.register_file(store.path)
        with Register.open(path) as register:
            yield register
