"""What is measured of the desk and of the programs beside it, a round at a time."""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from models.schools.school import School
from tests.benchmarks import stores
from tests.benchmarks.figures import Figures
from tests.benchmarks.papers import measure as measure_papers
from tests.benchmarks.recording import Recording
from tests.benchmarks.register import measure as measure_register
from tests.benchmarks.thin_line import LineFigures, Programs
from tests.benchmarks.thin_line import measure as measure_line

SIZES = (16, 1_789, 52_000)
"""Schools in the stores: a small alliance, an authority's region, every school in England."""

POLICY_SIZES = ((200, "<= 50 ms"), (2_000, "<= 500 ms"))
"""Schools of an alliance with all the DfE's policies; in what time their matrix is reckoned."""

_HOUSE = Path(__file__).parents[2]
_TABLE_ROWS = 1_000
_DOWN, _UP, _PAGE_DOWN, _END = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[F"
_RIGHT = b"\x1b[C"
_ESCAPE = b"\x1b[27u"
"""Escape as terminals of today send it: the lone byte would wait for a tenth of a second."""

_FIRST_PAINT = b"Alliances"
_REFUSED = b"Open a line with Enter"
_START_AIM = "<= 1.15, at most 1.30"
_NO_MORE = "<= 1.00"


@dataclass
class Bench:
    """The stores of a run in their folder, and the figures that come of it."""

    folder: Path
    figures: Figures = field(default_factory=Figures)
    line: LineFigures = field(default_factory=LineFigures)
    idle_seconds: float = 30.0

    def prepare(self, sizes: tuple[int, ...]) -> None:
        """Make what is not there yet of stores and tables."""
        for count in sizes:
            if not self.store(count).exists():
                stores.make_store(self.store(count), count)
        if not self.table_file.exists():
            if not self.store(1_789).exists():
                stores.make_store(self.store(1_789), 1_789)
            stores.make_table(self.store(1_789), self.table_file, _TABLE_ROWS)

    def store(self, count: int) -> Path:
        """The store of so many schools."""
        return self.folder / f"schools-{count}.db"

    def policies(self, count: int) -> Path:
        """The store of so many schools with the DfE's policies; made when it is first wanted."""
        path = self.folder / f"policies-{count}.db"
        return path if path.exists() else stores.make_policy_store(path, count)

    def watched(self, count: int) -> Path:
        """The store of so many schools in no alliance with the DfE's policies to watch."""
        path = self.folder / f"watched-{count}.db"
        return path if path.exists() else stores.make_watched_store(path, count)

    @property
    def table_file(self) -> Path:
        """The rows of the stock table."""
        return self.folder / "table.json"

    # The programs

    def desk(self, *arguments: str, size: tuple[int, int] = (120, 40)) -> Recording:
        """The desk; the benchmark's own copy of a store is opened with `--store`."""
        command = [sys.executable, "-m", "tui", "--today", stores.TODAY.isoformat(), *arguments]
        return Recording(command, size=size, env=self._env)

    def desk_with(self, count: int, size: tuple[int, int] = (120, 40)) -> Recording:
        """The desk on the store of so many schools."""
        return self.desk("--store", str(self.store(count)), size=size)

    def smallest(self, size: tuple[int, int] = (120, 40)) -> Recording:
        """Textual's smallest program."""
        script = Path(__file__).with_name("smallest_app.py")
        return Recording([sys.executable, str(script)], size=size, env=self._env)

    def stock_table(self, size: tuple[int, int] = (120, 40)) -> Recording:
        """Textual's own table."""
        script = Path(__file__).with_name("table_app.py")
        command = [sys.executable, str(script), str(self.table_file)]
        return Recording(command, size=size, env=self._env)

    @property
    def _env(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        return places | {"PYTHONPATH": str(_HOUSE), "PATH": "/usr/bin:/bin"}


# Start


def start(bench: Bench) -> None:
    """From the start of the process to the first screen on which a key has its effect."""
    figures = bench.figures
    with bench.smallest() as program:
        smallest = _usable(program, b"first-paint", b"x", b"key-effect")
        figures.beside("start, sample", "ms", smallest, _START_AIM)
        for count in SIZES:
            figures.beside(f"start, {count:,} schools", "ms", smallest, _START_AIM)
    with bench.desk("--sample") as program:
        figures.desk("start, sample", "ms", _usable(program, _FIRST_PAINT, b"h", _REFUSED))
    for count in SIZES:
        with bench.desk_with(count) as program:
            seconds = _usable(program, _FIRST_PAINT, b"h", _REFUSED)
            figures.desk(f"start, {count:,} schools", "ms", seconds)
    what = f"start, {SIZES[-1]:,} schools and the DfE's policies"
    figures.beside(what, "ms", smallest, _START_AIM)
    with bench.desk("--store", str(bench.watched(SIZES[-1]))) as program:
        figures.desk(what, "ms", _usable(program, _FIRST_PAINT, b"h", _REFUSED))


def _usable(program: Recording, painted: bytes, key: bytes, effect: bytes) -> float:
    program.wait_for(painted)
    program.send(key)
    return program.wait_for(effect) - program.began


def first_paint(bench: Bench) -> None:
    """Bytes until the first screen stands still, and the memory that is held then."""
    for size in ((80, 24), (120, 40)):
        what = f"first screen, {size[0]}×{size[1]}"
        with bench.smallest(size) as program:
            _settled(program, b"first-paint")
            bench.figures.beside(what, "B", len(program.output))
            if size == (120, 40):
                for case in ("sample", "1,789 schools listed", "52,000 schools listed"):
                    bench.figures.beside(f"memory, {case}", "KiB", program.memory)
        with bench.desk("--sample", size=size) as program:
            _settled(program, _FIRST_PAINT)
            bench.figures.desk(what, "B", len(program.output))
            if size == (120, 40):
                bench.figures.desk("memory, sample", "KiB", program.memory)
    for count in SIZES[1:]:
        with bench.desk_with(count) as program:
            _settled(program, _FIRST_PAINT)
            program.press(b"1")
            bench.figures.desk(f"memory, {count:,} schools listed", "KiB", program.memory)


def _settled(program: Recording, painted: bytes) -> None:
    program.wait_for(painted)
    program.settle(1.0)


def idle(bench: Bench) -> None:
    """Bytes that are sent while nothing happens."""
    what = f"idle for {bench.idle_seconds:g} s"
    with bench.smallest() as program, bench.desk_with(1_789) as desk:
        _settled(program, b"first-paint")
        _settled(desk, _FIRST_PAINT)
        desk.press(b"1")
        bench.figures.desk(what, "B", desk.idle(bench.idle_seconds), "0 B")
        bench.figures.beside(what, "B", program.idle(0.5))


# Moving


def moves(bench: Bench) -> None:
    """A cursor move within the page, one that scrolls, a page down, and holding Down."""
    for size in ((80, 24), (120, 40)):
        with bench.stock_table(size) as program:
            _settled(program, b"first-paint")
            _moves(bench.figures.beside, program, size, SIZES)
        for count in SIZES:
            with bench.desk_with(count, size) as program:
                _settled(program, _FIRST_PAINT)
                program.press(b"1", lambda text: "row 1 of" in text)
                program.settle(0.5)
                _moves(bench.figures.desk, program, size, (count,))


Keep = Callable[[str, str, float, str], None]


def _moves(keep: Keep, program: Recording, size: tuple[int, int], counts: tuple[int, ...]) -> None:
    where = f"{size[0]}×{size[1]}"
    answers = {"down in the page": program.press(_DOWN)}
    program.press(_UP)
    program.press(_DOWN)
    answers["down in the page, again"] = program.press(_DOWN)
    if max(counts) > 100:
        for _ in range(size[1]):
            program.send(_DOWN)
        program.settle(0.6)
        answers["down that scrolls"] = program.press(_DOWN)
        answers["page down"] = program.press(_PAGE_DOWN)
        answers["30 downs in one packet"] = program.press(_DOWN * 30)
        before = len(program.output)
        for _ in range(30):
            program.send(_DOWN)
            program.idle(0.033)
        program.settle(0.3)
        for count in counts:
            if count > 100:
                held = len(program.output) - before
                keep(f"Down held for 1 s, {count:,}, {where}, bytes", "B", held, _NO_MORE)
    for what, answer in answers.items():
        for count in counts:
            if count > 100 or "in the page" in what:
                keep(f"{what}, {count:,}, {where}", "ms", answer.seconds, _NO_MORE)
                keep(f"{what}, {count:,}, {where}, bytes", "B", answer.size, _NO_MORE)
                keep(f"{what}, {count:,}, {where}, details once at rest", "B", answer.later, "")


# Filtering


def filters(bench: Bench) -> None:
    """A key of the filter until the rows that it finds are shown."""
    size = (80, 24)
    with bench.stock_table(size) as program:
        _settled(program, b"first-paint")
        _filters(bench.figures.beside, program, SIZES, r"/{}: \d")
    for count in SIZES:
        with bench.desk_with(count, size) as program:
            _settled(program, _FIRST_PAINT)
            program.press(b"1", lambda text: "row 1 of" in text)
            program.settle(0.5)
            _filters(bench.figures.desk, program, (count,), r" / ?{} .*(of [\d,]+|none)")


def _filters(keep: Keep, program: Recording, counts: tuple[int, ...], shown: str) -> None:
    program.press(b"/")
    typed = ""
    for at, letter in enumerate("oldh"):
        typed += letter
        wanted = re.compile(shown.format(typed))
        answer = program.press(letter.encode(), wanted.search)
        for count in counts:
            what = f"filter key {at + 1} of “oldh”, {count:,}"
            keep(what, "ms", answer.seconds, "<= 33 ms")
            keep(f"{what}, bytes", "B", answer.size, _NO_MORE)


# Forms and tabs


def forms(bench: Bench) -> None:
    """A form the first time and again, a character typed into it, and closing it."""
    figures = bench.figures
    for size in ((80, 24), (120, 40)):
        where = f"{size[0]}×{size[1]}"
        with bench.desk("--sample", size=size) as program:
            _settled(program, _FIRST_PAINT)
            program.press(b"1", lambda text: "row 1 of" in text)
            program.settle(0.5)
            for what, aim in (("form, first", ""), ("form, again", "<= 60 ms")):
                answer = program.press(b"e", lambda text: "*Name" in text)
                figures.desk(f"{what}, {where}", "ms", answer.seconds, aim)
                figures.desk(f"{what}, {where}, bytes", "B", answer.size)
                if what == "form, again":
                    typed = program.press(b"z", lambda text: "z" in text)
                    typed = program.press(b"z")
                    figures.desk(f"a character typed, {where}", "ms", typed.seconds)
                    figures.desk(f"a character typed, {where}, bytes", "B", typed.size, "<= 260 B")
                    program.press(b"\x7f")
                    program.press(b"\x7f")
                answer = program.press(_ESCAPE, lambda text: "row 1 of" in text)
                figures.desk(f"form closes, {where}", "ms", answer.seconds, "<= 30 ms")
                figures.desk(f"form closes, {where}, bytes", "B", answer.size)


def tabs(bench: Bench) -> None:
    """Going to another tab, for the first time and again."""
    with bench.desk("--sample") as program:
        _settled(program, _FIRST_PAINT)
        for turn in ("first", "again"):
            for key, label in ((b"1", "Schools"), (b"2", "Alliances"), (b"4", "Policies")):
                answer = program.press(key, quiet=0.5)
                bench.figures.desk(f"tab {label}, {turn}", "ms", answer.seconds)
                bench.figures.desk(f"tab {label}, {turn}, bytes", "B", answer.size)
    for count in SIZES[1:]:
        with bench.desk_with(count) as program:
            _settled(program, _FIRST_PAINT)
            answer = program.press(b"1", lambda text: "row 1 of" in text)
            bench.figures.desk(f"tab Schools, first, {count:,}", "ms", answer.seconds)


# Policies


def policies(bench: Bench) -> None:
    """Schools × the DfE's policies: computed, shown, moved in, and a letter; and Today with it."""
    from data.policies.matrix import policies_matrix
    from data.policies.standing import board
    from data.store.store import Store

    figures, size = bench.figures, (120, 40)
    with bench.stock_table(size) as program:
        _settled(program, b"first-paint")
        program.press(_DOWN)
        answer = program.press(_DOWN)
        for count, _ in POLICY_SIZES:
            figures.beside(f"policies, {count:,}, down", "ms", answer.seconds, _NO_MORE)
            figures.beside(f"policies, {count:,}, down, bytes", "B", answer.size, _NO_MORE)
    for count, aim in POLICY_SIZES:
        what, path = f"policies, {count:,}", bench.policies(count)
        with Store.open(path, today=stores.TODAY, read_only=True) as store:
            began = time.perf_counter()
            columns = len(board(store).policies)
            reckoned = time.perf_counter()
            rows = policies_matrix(store, "dfe").table.rows
            figures.desk(f"{what} × {columns}, computed", "ms", reckoned - began, aim)
            figures.desk(f"{what}, put in rows", "ms", time.perf_counter() - reckoned)
            assert len(rows) == count
        with bench.desk("--store", str(path), size=size) as program:
            shown = re.compile(f"row 1 of {count:,}")
            seconds = _usable(program, _FIRST_PAINT, b"h", _REFUSED)
            figures.desk(f"{what}, Today usable", "ms", seconds)
            program.settle(0.8)
            program.press(b"4", lambda text: "Admissions" in text, quiet=0.5)
            program.press(b"]", quiet=0.5)
            for turn in ("first", "again"):
                answer = program.press(b"]", shown.search, quiet=0.5)
                figures.desk(f"{what}, matrix shown, {turn}", "ms", answer.seconds, "<= 33 ms")
                figures.desk(f"{what}, matrix shown, {turn}, bytes", "B", answer.size)
                if turn == "first":
                    program.press(b"[", quiet=0.5)
            program.press(_RIGHT)
            program.press(_DOWN)
            answer = program.press(_DOWN)
            figures.desk(f"{what}, down", "ms", answer.seconds)
            figures.desk(f"{what}, down, bytes", "B", answer.size)
            for turn in ("first", "again"):
                answer = program.press(b"f", quiet=0.5)
                figures.desk(f"{what}, a letter, {turn}", "ms", answer.seconds)
                figures.desk(f"{what}, a letter, {turn}, bytes", "B", answer.size)
            answer = program.press(b"u", quiet=0.5)
            figures.desk(f"{what}, the letter undone", "ms", answer.seconds)
            program.press(b"u", quiet=0.5)
            answer = program.press(b"0", quiet=0.5)
            figures.desk(f"{what}, Today again", "ms", answer.seconds)


# The thin line


def line(bench: Bench) -> None:
    """What each key sends and costs beside a stock table, and how long a slow line takes for it."""
    script = Path(__file__).with_name("table_app.py")
    desk = (sys.executable, "-m", "tui", "--today", stores.TODAY.isoformat())
    table = (sys.executable, str(script))
    programs = Programs(desk, bench.store(1_789), table, bench.table_file, bench._env)
    measure_line(programs, bench.line, simulate=not bench.line.simulated)


# Importing


def imports(bench: Bench) -> None:
    """Schools a second from an extract of the register, beside SQLite's bare reading of it."""
    from data.imports import importing as schools
    from data.store.store import Store

    count = SIZES[-1]
    extract, target = bench.folder / "extract.csv", bench.folder / "imported.db"
    if not extract.exists():
        stores.make_extract(extract, count)
    what = f"import of {count:,} rows"
    target.unlink(missing_ok=True)
    with Store.open(target, today=stores.TODAY, create=True) as store:
        began = time.perf_counter()
        plan = schools.plan(store, School, extract)
        planned = time.perf_counter()
        schools.carry_out(store, plan)
        ended = time.perf_counter()
        assert len(plan.additions) == count, plan.rejected[:3]
    bench.figures.desk(f"{what}, plan", "ms", planned - began)
    bench.figures.desk(f"{what}, carry out", "ms", ended - planned)
    bench.figures.desk(what, "ms", ended - began)
    bench.figures.desk("rows a second, the slowest (middle) round", "rows", count / (ended - began))
    bare = bench.folder / "bare.db"
    bare.unlink(missing_ok=True)
    began = time.perf_counter()
    with closing(sqlite3.connect(bare)) as database, extract.open(encoding="cp1252") as file:
        rows = csv.reader(file)
        names = ", ".join(f'"{name}"' for name in next(rows))
        marks = ", ".join("?" for _ in names.split(", "))
        database.execute(f"CREATE TABLE school ({names})")
        database.executemany(f"INSERT INTO school VALUES ({marks})", rows)
        database.commit()
    bench.figures.beside(what, "ms", time.perf_counter() - began)


# The national register


def register(bench: Bench) -> None:
    """A whole extract read, searched and compared with."""
    measure_register(bench.folder, bench.figures, bench._env)


# Papers


def papers(bench: Bench) -> None:
    """The matrix of many schools as CSV, workbook and PDF, beside the bare libraries."""
    measure_papers(bench.figures)


MEASURES: dict[str, Callable[[Bench], None]] = {
    "start": start,
    "paint": first_paint,
    "idle": idle,
    "moves": moves,
    "filter": filters,
    "forms": forms,
    "tabs": tabs,
    "policies": policies,
    "line": line,
    "import": imports,
    "register": register,
    "papers": papers,
}
"""What can be measured, by the name that `--only` takes."""
