"""What the national register costs: reading a whole extract, searching it, comparing with it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import quantiles

from data.files.places import register_file
from data.schools.register.differences import compare
from data.schools.register.register import Register
from data.store.store import Store
from data.tables.listing import Listing, Wanted, columns_of
from models.schools.school import School
from tests import register_extracts
from tests.benchmarks import stores
from tests.benchmarks.figures import Figures

SCHOOLS = 52_000
_COMPARED = 2_000
_OWN = ("353", "354", "929")
_TYPED = (
    *("holy trinity", "st mary primary oldham", "school", "hol", "blue coat", "p s a", "137133"),
    *("353/4600", "ol1 3sq", "la:oldham primary", "hub:NW10 high", "trust:the academy"),
    *("saint aethelwold", "type:special la:northumberland", "catholic primary school", "the moor"),
)
"""What is typed into the search, a letter at a time."""

_PROGRAM = """
import sys
from tui.command_line.main import main
code = main()
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
sys.exit(code)
"""
"""The command, and after its answer the most memory that it held, in KiB."""

_TIMES = "<= 3.00"
_MOST_MEMORY = "<= 204,800 KiB"
_TWO_FRAMES = "<= 33 ms"


def measure(folder: Path, figures: Figures, environment: dict[str, str]) -> None:
    """Measure all of it once, on files that are made when they are first wanted."""
    extract = folder / "edubasealldata20261112.csv"
    if not extract.exists():
        register_extracts.make_extract(extract, SCHOOLS)
    store = folder / "register" / "alliance.db"
    store.parent.mkdir(exist_ok=True)
    _update(extract, store, figures, environment)
    with Register.open(register_file(store)) as register:
        _search(register, figures)
        _compare(register, figures)
    _sort(folder, figures)


def _update(extract: Path, store: Path, figures: Figures, environment: dict[str, str]) -> None:
    what = f"register of {SCHOOLS:,} schools, {extract.stat().st_size >> 20} MB"
    options = ["--store", str(store), "--today", stores.TODAY.isoformat()]
    call = [sys.executable, "-c", _PROGRAM, *options, "register", "update", str(extract)]
    seconds, said = _run(call, environment)
    figures.desk(what, "ms", seconds, _TIMES)
    figures.desk(f"{what}, memory", "KiB", int(said.split()[-1]), _MOST_MEMORY)
    bare = store.with_name("bare.db")
    bare.unlink(missing_ok=True)
    shell = shutil.which("sqlite3")
    if shell:
        imported = [shell, str(bare), ".mode csv", f".import {extract} school"]
        figures.beside(what, "ms", _run(imported, environment)[0])
    else:
        figures.beside(what, "ms", _timed(lambda: _import_without_a_shell(extract, bare)))


def _run(call: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Seconds that a program took, and what it printed."""
    began = time.perf_counter()
    ran = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, ran.stdout


def _import_without_a_shell(extract: Path, bare: Path) -> None:
    import csv

    with closing(sqlite3.connect(bare)) as database, extract.open(encoding="cp1252") as file:
        rows = csv.reader(file)
        names = next(rows)
        database.execute(f"CREATE TABLE school ({', '.join(f'c{at}' for at in range(len(names)))})")
        marks = ", ".join("?" for _ in names)
        database.executemany(f"INSERT INTO school VALUES ({marks})", rows)
        database.commit()


def _search(register: Register, figures: Figures) -> None:
    keys = []
    for typed in _TYPED:
        for end in range(1, len(typed) + 1):
            letters = typed[:end]
            keys.append(_timed(lambda text=letters: register.search(text, own=_OWN)))  # type: ignore[misc]
    what = f"search of {SCHOOLS:,} schools, a key"
    figures.desk(f"{what}, middle", "ms", quantiles(keys, n=100)[49])
    figures.desk(f"{what}, 95 in 100", "ms", quantiles(keys, n=100)[94], _TWO_FRAMES)
    near = _timed(lambda: register.search("holinwod akademy"))
    figures.desk("search that finds nothing, names that are near", "ms", near, "<= 300 ms")


def _compare(register: Register, figures: Figures) -> None:
    schools = [
        values | {"urn": str(100_000 + number)}
        for number, values in enumerate(stores.school_values(_COMPARED))
    ]
    urns = [str(values["urn"]) for values in schools]

    def compared() -> None:
        found = compare(schools, register.schools(urns), register.changed_on(urns))
        assert len(found.differences) > _COMPARED

    figures.desk(f"differences of {_COMPARED:,} schools", "ms", _timed(compared), "<= 500 ms")


def _sort(folder: Path, figures: Figures) -> None:
    """Sort a list of as many schools by each of its columns, both ways."""
    path = folder / "sorted.db"
    if not path.exists():
        stores.make_store(path, SCHOOLS)
    slowest = 0.0
    with Store.open(path, today=stores.TODAY) as store:
        for column in columns_of(School):
            listing = Listing(store, School)
            for descending in (False, True):
                wanted = Wanted(sort=column.name, descending=descending)
                slowest = max(slowest, _timed(partial(listing.keys, wanted)))
                listing.forget()
    what = f"sort of {SCHOOLS:,} schools, by the slowest column"
    figures.desk(what, "ms", slowest, "<= 300 ms")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
