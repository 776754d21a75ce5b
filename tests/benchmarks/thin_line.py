"""What the thin line carries: the desk's ways of painting beside a stock table, in one table."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks.line import SLOW, Cost, OverLine, Watched

STOCK = "stock DataTable"
DESK = "the desk"
WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (DESK, ()),
    ("… --slow-line", ("--slow-line",)),
    ("… --plain-display", ("--plain-display",)),
)
"""The ways in which the desk paints, and the options that choose them."""

_SIZE = (120, 40)
_DOWN, _ESCAPE = b"\x1b[B", b"\x1b[27u"
_HELD, _EVERY = 3.0, 1 / 30
"""For how many seconds Down is held, and how soon the keyboard repeats it."""

_FIRST, _HOLD = "first screen", f"Down held for {_HELD:g} s"
_AGAIN, _SCROLLED = 6, 20
"""How often a key is pressed; and one that scrolls, so that larger steps are among them."""


@dataclass
class LineFigures:
    """The costs of each thing done, by program, and how long the simulated line took for it."""

    costs: dict[tuple[str, str], list[Cost]] = field(default_factory=dict)
    simulated: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, what: str, program: str, *costs: Cost) -> None:
        """Keep what was measured in a round."""
        self.costs.setdefault((what, program), []).append(Cost.of(costs))

    def on_the_line(self, what: str, program: str) -> tuple[float, bool] | None:
        """The seconds on the slow line, and whether they were simulated or reckoned."""
        if found := self.simulated.get((what, program)):
            return min(found), True
        costs = self.costs.get((what, program))
        if not costs:
            return None
        each = [SLOW.round_trip + cost.whole + SLOW.seconds(cost.size) for cost in costs]
        return min(each), False

    def rows(self) -> Iterator[dict[str, str | float | None]]:
        """What is known of each thing and program; times in seconds, the least of all rounds."""
        for what, program in dict.fromkeys([*self.costs, *self.simulated]):
            costs = self.costs.get((what, program), [])
            computed = [cost.processor for cost in costs if cost.processor is not None]
            line = self.on_the_line(what, program)
            yield {
                "what": what,
                "program": program,
                "bytes": median(cost.size for cost in costs) if costs else None,
                "deflated": median(cost.deflated for cost in costs) if costs else None,
                "bytes at rest": median(cost.later for cost in costs) if costs else None,
                "change": min(cost.change for cost in costs) if costs else None,
                "processor": min(computed) if computed else None,
                "line": line[0] if line else None,
                "simulated": "yes" if line and line[1] else "no",
            }

    def table(self) -> list[str]:
        """The lines of the table, the programs one below the other for each thing."""
        headings = ("", "program", "bytes", "deflated", "at rest", "change", "CPU", "on the line")
        lines: list[tuple[str, ...]] = []
        by_what: dict[object, list[dict[str, str | float | None]]] = {}
        for row in self.rows():
            by_what.setdefault(row["what"], []).append(row)
        for what, rows in by_what.items():
            for number, row in enumerate(rows):
                known = (what, row["program"]) in self.costs
                line = row["line"]
                lines.append(
                    (
                        str(what) if number == 0 else "",
                        str(row["program"]),
                        *(_shown(row[name]) for name in ("bytes", "deflated", "bytes at rest")),
                        _milliseconds(row["change"]),
                        _milliseconds(row["processor"]) or ("not available" if known else ""),
                        ""
                        if line is None
                        else f"{float(line):.2f} s {'' if row['simulated'] == 'yes' else '≈'}",
                    )
                )
        if not lines:
            return []
        widths = [max(len(row[at]) for row in [headings, *lines]) for at in range(len(headings))]
        shown = [headings, tuple("-" * width for width in widths), *lines]
        return [
            "  ".join(
                cell.ljust(width) if at < 2 else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in shown
        ] + [
            "",
            f"On the line: {SLOW.bits:,} bit/s and a round trip of {SLOW.round_trip * 1000:.0f} ms,"
            f" simulated; ≈ is reckoned from the bytes and the time without it.",
            f"{_HOLD}: the seconds after it until the screen stands still.",
            "At rest: bytes that follow when no key came for a while, such as a record's details.",
        ]


def _shown(value: object) -> str:
    return f"{value:,.0f}" if isinstance(value, int | float) else ""


def _milliseconds(value: object) -> str:
    return f"{value * 1000:,.1f} ms" if isinstance(value, int | float) else ""


@dataclass(frozen=True, slots=True)
class Programs:
    """How the programs are started: the desk on the sample or on a long list, and the tables."""

    desk: tuple[str, ...]
    long_list: Path
    table: tuple[str, ...]
    rows: Path
    env: Mapping[str, str]

    def sample(self, options: Sequence[str]) -> list[str]:
        """The desk on the sample."""
        return [*self.desk, *options, "--sample"]

    def listed(self, options: Sequence[str]) -> list[str]:
        """The desk on a list that is longer than the screen."""
        return [*self.desk, *options, "--store", str(self.long_list)]

    def stock(self, *options: str) -> list[str]:
        """The stock table."""
        return [*self.table, *options, str(self.rows)]


@cache
def _options() -> str:
    """The help of the command, to know which options this version of it has."""
    command = [sys.executable, "-m", "tui", "--help"]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout


def measure(programs: Programs, figures: LineFigures, *, simulate: bool) -> None:
    """Measure a round; the simulated line takes a minute and is used when `simulate`."""
    for name, options in WAYS:
        if all(option in _options() for option in options):
            _measure_desk(programs, name, options, figures)
    _measure_stock(programs, figures)
    if simulate:
        for name, options in WAYS:
            if all(option in _options() for option in options):
                _first_on_line(programs.sample(options), name, programs, figures)
                _held_on_line(programs.listed(options), name, programs, figures, before=b"1")
        _first_on_line(programs.stock(), STOCK, programs, figures)
        _held_on_line(programs.stock(), STOCK, programs, figures)


def _measure_desk(
    programs: Programs, name: str, options: Sequence[str], figures: LineFigures
) -> None:
    def keep(what: str, *costs: Cost) -> None:
        figures.add(what, name, *costs)

    with Watched(programs.sample(options), size=_SIZE, env=programs.env) as program:
        keep(_FIRST, program.begin())
    with Watched(programs.listed(options), size=_SIZE, env=programs.env) as program:
        program.begin()
        program.cost(b"1")
        _moves(program, keep)
    with Watched(programs.sample(options), size=_SIZE, env=programs.env) as program:
        program.begin()
        program.cost(b"1")
        _form(program, keep)
        _tabs(program, (b"2", b"1"), keep)


def _measure_stock(programs: Programs, figures: LineFigures) -> None:
    def keep(what: str, *costs: Cost) -> None:
        figures.add(what, STOCK, *costs)

    with Watched(programs.stock(), size=_SIZE, env=programs.env) as program:
        keep(_FIRST, program.begin())
        _moves(program, keep)
    with Watched(programs.stock("--tabs"), size=_SIZE, env=programs.env) as program:
        program.begin()
        _form(program, keep)
        _tabs(program, (b"2", b"1"), keep)


Keep = Callable[..., None]


def _moves(program: Watched, keep: Keep) -> None:
    program.cost(_DOWN)
    keep("a row in the page", *[program.cost(_DOWN) for _ in range(_AGAIN)])
    for _ in range(_SIZE[1]):
        program.send(_DOWN)
    program.settle(0.6)
    keep("a row that scrolls", *[program.cost(_DOWN, quiet=0.3) for _ in range(_SCROLLED)])


def _form(program: Watched, keep: Keep) -> None:
    program.cost(b"e")
    program.cost(_ESCAPE)
    keep("a form opens", program.cost(b"e", whole=True))
    program.cost(b"z")
    keep("a typed character", *[program.cost(b"z") for _ in range(_AGAIN)])
    for _ in range(_AGAIN + 1):
        program.send(b"\x7f")
    program.settle(0.6)
    program.cost(_ESCAPE)


def _tabs(program: Watched, keys: Sequence[bytes], keep: Keep) -> None:
    for key in keys:
        program.cost(key)
    keep("another tab", *[program.cost(key, whole=True) for key in keys])


def _first_on_line(
    command: Sequence[str], name: str, programs: Programs, figures: LineFigures
) -> None:
    with OverLine(command, size=_SIZE, env=programs.env) as program:
        cost = program.begin()
        figures.simulated.setdefault((_FIRST, name), []).append(cost.whole)


def _held_on_line(
    command: Sequence[str],
    name: str,
    programs: Programs,
    figures: LineFigures,
    before: bytes = b"",
) -> None:
    with OverLine(command, size=_SIZE, env=programs.env) as program:
        program.begin()
        if before:
            program.send(before)
            program.settle(1.0)
        began = time.perf_counter()
        while (now := time.perf_counter()) - began < _HELD:
            program.send(_DOWN)
            program.idle(_EVERY - (time.perf_counter() - now))
        lag = program.last_shown() - began - _HELD
        figures.simulated.setdefault((_HOLD, name), []).append(lag)
