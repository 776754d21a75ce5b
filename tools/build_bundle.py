"""A ZIP with a folder that runs Alliance Desk on a machine without Python.

`python -m tools.build_bundle` makes it for the system on which it runs, in `dist/`. It needs
PyInstaller: `pip install '.[bundle]'`. The folder holds the program, its own interpreter, the
licences of all its parts, and a first page that says how to begin.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
    version,
)
from importlib.util import find_spec
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
NAME = "alliance-desk"
PARTS = ("models", "data", "tui")
_LICENCE = re.compile(r"(?i)(?:^|/)(?:licen[cs]e|copying|notice|authors)[^/]*(?<!\.py|pyc)$")
_PARTS_LIST = re.compile(r"/sboms/[^/]+\.json$")
"""A list of what was compiled into a part, with the licence of each."""
_GLIBC = re.compile(rb"GLIBC_(2)\.(\d+)")
_NEEDS = """
WHAT IT NEEDS
  Linux with glibc {} or newer: what the computer had on which this folder was made.
"""
_NOT_NEEDED = (
    *("tkinter", "pytest", "unittest", "pip", "setuptools", "holidays", "IPython", "numpy", "attr"),
    # Nothing is sent anywhere, and the store brings a newer SQLite than Python's.
    *("ssl", "_ssl", "_hashlib", "sqlite3", "_sqlite3"),
    # What no Word document needs, with licences that cannot be told.
    *("lxml.html", "lxml.isoschematron", "lxml.objectify"),
    # Its library has a licence that would bind the whole of what it comes with.
    "readline",
)


def name_of_bundle() -> str:
    """The name of the folder and of its ZIP: version, system and processor."""
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    return f"{NAME}-{version(NAME)}-{system}-{platform.machine().lower()}"


def build(folder: Path) -> Path:
    """Make the bundle in a folder, and give its ZIP. Raises CalledProcessError with the reason."""
    place = folder / name_of_bundle()
    shutil.rmtree(place, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(_pyinstaller(Path(work)), cwd=HOUSE, check=True)
        shutil.move(Path(work) / "made" / "alliance", place)
    _add_licences(place)
    _add_licences_of_libraries(place)
    first_page = (HOUSE / "tools" / "first_page.txt").read_text(encoding="utf-8")
    if sys.platform == "linux":
        first_page += _NEEDS.format(".".join(map(str, glibc_needed_by(place))))
    ending = "\r\n" if sys.platform == "win32" else "\n"
    (place / "READ ME FIRST.txt").write_text(first_page, encoding="utf-8", newline=ending)
    return Path(shutil.make_archive(str(place), "zip", folder, place.name))


def glibc_needed_by(folder: Path) -> tuple[int, int]:
    """The newest glibc that a compiled file of a folder asks for."""
    needed = (2, 0)
    for path in folder.rglob("*"):
        if path.is_file() and (".so" in path.name or not path.suffix):
            found = _GLIBC.findall(path.read_bytes())
            needed = max([needed, *((int(major), int(minor)) for major, minor in found)])
    return needed


def _pyinstaller(work: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        # A folder, not one file: that would unpack itself at each start, and scanners stop it.
        *("--onedir", "--name", "alliance", "--console"),
        # Modules that lie there by themselves are loaded sooner than those of an archive.
        *("--debug", "noarchive"),
        *(["--strip"] if sys.platform == "linux" and shutil.which("strip") else []),
        *("--distpath", str(work / "made"), "--workpath", str(work / "build")),
        *("--specpath", str(work), "--paths", str(HOUSE)),
        *_each("--collect-submodules", [*PARTS, "textual.widgets", "textual.drivers"]),
        *_each("--collect-data", [*PARTS, "textual", "docx", "tzdata"]),
        # python-docx finds its templates by way of a folder that holds only modules.
        *("--add-data", f"{_folder_of('docx') / 'parts' / '__init__.py'}:docx/parts"),
        *_each("--copy-metadata", [NAME, "textual", "rich"]),
        *_each("--hidden-import", ["apsw", *_compiled_helpers()]),
        *_each("--exclude-module", _NOT_NEEDED),
        str(HOUSE / "tools" / "start.py"),
    ]


def _each(option: str, values: Iterator[str] | tuple[str, ...] | list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _compiled_helpers() -> list[str]:
    """The modules beside compiled packages that those load under a name that nothing imports.

    tomli's is `<hash>__mypyc`; without it every TOML file fails with a message that names nothing.
    """
    beside = _folder_of("tomli").parent
    return sorted({path.name.partition(".")[0] for path in beside.glob("*__mypyc.*")})


def parts_of(name: str = NAME) -> dict[str, Distribution]:
    """The distributions that the program is made of, itself included, by their names."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        wanted = waiting.pop()
        try:
            part = distribution(wanted)
        except PackageNotFoundError:
            # Needed on another system, or for an extra that nobody asked for.
            continue
        if part.name in found:
            continue
        found[part.name] = part
        for line in part.requires or ():
            if "extra ==" not in line:
                waiting.append(re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0])
    return found


def parts_in(folder: Path) -> dict[str, Distribution]:
    """The distributions of which modules lie in a folder, by their names.

    Raises LookupError when nobody can say where a module is from.
    """
    homes = packages_distributions()
    found: dict[str, Distribution] = {}
    for path in folder.iterdir():
        module = path.name.partition(".")[0]
        if module in sys.stdlib_module_names or module.startswith("_sysconfig"):
            continue
        if module in homes:
            found |= {name: distribution(name) for name in homes[module]}
        elif path.suffix == ".pyc" or next(path.rglob("*.pyc"), None):
            raise LookupError(f"{path}: which distribution is that of?")
    return found


def licence_of(part: Distribution) -> str:
    """The name, the version and the licences of a distribution. Raises LookupError without any."""
    texts = [file for file in part.files or () if _LICENCE.search(str(file))]
    headers = ("License-Expression", "License")
    said = "\n".join(line for key in headers for line in part.metadata.get_all(key) or ())
    paths = [Path(str(part.locate_file(text))) for text in texts]
    whole = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
    if not whole:
        raise LookupError(f"{part.name} comes without its licence.")
    return "\n\n".join([f"{part.name} {part.version}\n{said}", *whole])


def _add_licences(place: Path) -> None:
    folder = place / "licences"
    shutil.copytree(HOUSE / "tools" / "licences", folder)
    # PyInstaller gives the program that starts it, under a licence with an exception for that.
    parts = parts_in(place / "_internal") | {"pyinstaller": distribution("pyinstaller")}
    for name, part in parts.items():
        (folder / f"{name}.txt").write_text(licence_of(part), encoding="utf-8")
        for file in part.files or ():
            if _PARTS_LIST.search(str(file)):
                shutil.copyfile(str(part.locate_file(file)), folder / f"{name}-parts.json")
    said = f"Python {platform.python_version()}\n{sys.copyright}\n\n{_licence_of_python()}"
    (folder / "Python.txt").write_text(said, encoding="utf-8")


def _add_licences_of_libraries(place: Path) -> None:
    """The licences of what comes from the system itself, where its packages say which they are."""
    ask = shutil.which("dpkg-query")
    if ask is None:
        return
    for library in sorted((place / "_internal").glob("lib*.so*")):
        if library.name.startswith("libpython"):
            # It is of the Python that runs this, and not of the system's.
            continue
        call = [ask, "--search", f"*/{library.name}"]
        said = subprocess.run(call, capture_output=True, text=True, check=False).stdout
        package = re.match(r"([^:,\s]+)", said)
        licence = Path("/usr/share/doc") / package[1] / "copyright" if package else None
        if licence is not None and licence.is_file():
            shutil.copyfile(licence, place / "licences" / f"{library.name}.txt")


def _licence_of_python() -> str:
    """The licence of the interpreter, where its makers have put it."""
    library, base = Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)
    for path in (library / "LICENSE.txt", base / "LICENSE.txt", base / "LICENSE"):
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    return "Its licence: https://docs.python.org/3/license.html\n"


def main() -> int:
    """Make the bundle and say where it lies and how large it is."""
    if find_spec("PyInstaller") is None:
        print("It needs PyInstaller: pip install '.[bundle]'", file=sys.stderr)
        return 1
    made = build(HOUSE / "dist")
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
