"""A bundle tried as its user would: unzipped, on a machine whose PATH knows no Python.

`python -m tools.try_bundle dist/alliance-desk-….zip` asks for its version, looks at the sample,
writes every format, imports a file, and opens the desk in a terminal. It says what failed, and how
large and how fast it is beside the program that is installed with the Python that runs this.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from pathlib import Path

FORMATS = ("csv", "xlsx", "docx", "pdf", "md", "html", "json", "text")
_PATIENCE = 30.0
_TURNS = 5


class Bundle:
    """The program of an unzipped bundle, and an empty home for it."""

    def __init__(self, archive: Path, folder: Path) -> None:
        with zipfile.ZipFile(archive) as content:
            content.extractall(folder)
        (unzipped,) = (each for each in folder.iterdir() if each.is_dir())
        self.program = unzipped / ("alliance.exe" if sys.platform == "win32" else "alliance")
        # ZipFile keeps no permissions; whoever unzips with their own tools has them.
        self.program.chmod(0o755)
        self.folder = folder
        self.environment = {"HOME": str(folder / "home"), "PATH": str(folder / "nothing")}
        self.environment |= {"PYTHONPATH": str(self._shadow()), "LANG": "C.UTF-8"}
        if sys.platform == "win32":
            self.environment |= {"SYSTEMROOT": os.environ["SYSTEMROOT"]}
            self.environment |= {"LOCALAPPDATA": self.environment["HOME"]}
        Path(self.environment["HOME"]).mkdir()

    def _shadow(self) -> Path:
        """A folder of modules of somebody else's that are called like ours."""
        shadow = self.folder / "shadow"
        for part in ("models", "data", "tui"):
            (shadow / part).mkdir(parents=True)
            (shadow / part / "__init__.py").write_text("raise SystemExit('shadowed')\n")
        return shadow

    def answer(self, *call: str) -> str:
        """What the program prints. Raises AssertionError with what it says when it fails."""
        ran = subprocess.run(
            [self.program, *call], env=self.environment, capture_output=True, encoding="utf-8",
            errors="replace", cwd=self.folder, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, f"{' '.join(call)}: {ran.stderr or ran.stdout}"
        return ran.stdout


def try_verbs(bundle: Bundle) -> None:
    """The version, a list, every format, and an import."""
    assert bundle.answer("--version").startswith("Alliance Desk ")
    assert "The Blue Coat CofE School" in bundle.answer("--sample", "list", "schools")
    for name in FORMATS:
        file = bundle.folder / f"overdue.{name}"
        bundle.answer(
            "--sample", "export", "policies-overdue", "--format", name, "--output", str(file)
        )
        assert file.stat().st_size > 1000, name
    file = bundle.folder / "due.ics"
    bundle.answer("--sample", "export", "due-calendar", "--format", "ics", "--output", str(file))
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    schools = bundle.folder / "schools.csv"
    schools.write_text("Name,URN\nAspen Primary School,123456\n", encoding="utf-8")
    store = str(bundle.folder / "books.db")
    assert "1 school to add" in bundle.answer("--store", store, "import", "schools", str(schools))
    assert "Aspen Primary School" in bundle.answer("--store", store, "list", "schools")
    bundle.answer("--store", store, "check")


def try_licences(bundle: Bundle) -> None:
    """The licence of each package of the folder, and the page that says where they are."""
    place = bundle.program.parent
    for file in (place / "READ ME FIRST.txt", place / "licences" / "Python.txt"):
        assert file.stat().st_size > 1000, file.name
    texts = [file for file in (place / "licences").iterdir() if file.suffix == ".txt"]
    assert len(texts) > 20
    assert all(file.stat().st_size > 500 for file in texts)
    for name in ("ssl", "_ssl", "readline"):
        assert not list((place / "_internal").rglob(f"{name}.*")), f"{name} is not to be there"


def try_desk(bundle: Bundle) -> None:
    """The desk in a terminal, for one key and `q`."""
    seconds_to_open([str(bundle.program), "--sample"], bundle.environment, bundle.folder)


def seconds_to_open(
    call: list[str], environment: dict[str, str], folder: Path, key: bytes = b"1"
) -> float:
    """How long the desk takes to its first screen; it is then tried with a key, and left."""
    import pty
    import select

    began = time.monotonic()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        told = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        os.execve(call[0], call, environment | told)

    def read_until(words: bytes) -> None:
        seen, end = b"", time.monotonic() + _PATIENCE
        while words not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 65536)
        assert words in seen, f"{words!r} did not come up"

    read_until(b"What needs attention")
    took = time.monotonic() - began
    os.write(terminal, key)
    read_until(b"Brindle Weir")
    os.write(terminal, b"q")
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    return took


def measure(bundle: Bundle) -> None:
    """Print how large it is, and how it starts beside the program as it is installed here.

    They take turns, so that whatever else the computer does slows both.
    """
    files = [path for path in bundle.program.parent.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"unzipped: {size / 1e6:.0f} MB in {len(files)} files")
    installed = Path(sysconfig.get_path("scripts")) / bundle.program.name
    if not installed.exists():
        print("Not beside an installed one: there is none beside this Python.")
        return
    without_shadow = {
        name: value for name, value in bundle.environment.items() if name != "PYTHONPATH"
    }
    calls = {"bundle": str(bundle.program), "installed": str(installed)}
    times: dict[tuple[str, str], list[float]] = {}
    for turn in range(_TURNS + 1):
        for name, program in calls.items():
            began = time.monotonic()
            subprocess.run(
                [program, "--version"], env=without_shadow, cwd=bundle.folder, check=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            found = {"--version": time.monotonic() - began}
            if sys.platform != "win32":
                desk = seconds_to_open([program, "--sample"], without_shadow, bundle.folder)
                found["the first screen of --sample"] = desk
            # The first turn reads the files from the disk.
            for what, seconds in found.items() if turn else ():
                times.setdefault((what, name), []).append(seconds)
    for (what, name), found_times in sorted(times.items()):
        print(f"{what}, {name}: {statistics.median(found_times):.2f} s, median of {_TURNS}")


def main() -> int:
    """Try the bundle that is named; gives 1 when anything failed."""
    if len(sys.argv) != 2:
        print("Name the bundle: python -m tools.try_bundle dist/….zip", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        bundle = Bundle(Path(sys.argv[1]), Path(folder))
        in_a_terminal = [] if sys.platform == "win32" else [try_desk]
        tries = [try_verbs, *in_a_terminal, try_licences, measure]
        for each in tries:
            try:
                each(bundle)
            except AssertionError as failed:
                print(f"{each.__name__}: {failed}", file=sys.stderr)
                return 1
            print(f"{each.__name__}: well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
