"""`python -m tests.benchmarks`: measure, and print a table. It never fails on a time."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measures import MEASURES, SIZES, Bench


def main() -> int:
    """Measure what the call names, in as many rounds as it wants."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--only", metavar="WHAT", help=f"some of: {', '.join(MEASURES)}, with commas between"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--idle-seconds", type=float, default=30.0, help="how long to idle (30)")
    parser.add_argument("--folder", type=Path, help="keep the stores here for the next run")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures here as well")
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else list(MEASURES)
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are: {', '.join(MEASURES)}")
    if sys.platform == "win32":
        parser.error("this needs a pseudo-terminal, which Windows has not")
    with tempfile.TemporaryDirectory(prefix="alliance-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, idle_seconds=options.idle_seconds)
        print("Making the stores …", file=sys.stderr)
        bench.prepare(SIZES)
        for round_number in range(options.rounds):
            for name in chosen:
                if name in ("idle", "import", "line") and round_number > 1:
                    continue
                print(f"Round {round_number + 1}: {name} …", file=sys.stderr)
                MEASURES[name](bench)
        tables = [bench.figures.table(), bench.line.table()]
        print("\n\n".join("\n".join(table) for table in tables if table))
        if options.json:
            everything = {"figures": bench.figures.values(), "line": list(bench.line.rows())}
            content = json.dumps(everything, indent=1, ensure_ascii=False)
            options.json.write_text(content + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
