"""What is installed: the wheel as it is built from this folder, and the program run from it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import tomli

from tests.pictures import README
from tests.terminal.real_terminal import Terminal
from tools.build_bundle import licence_of, parts_in, parts_of
from tui.command_line.verbs import all_verbs

HOUSE = Path(__file__).resolve().parents[1]
PARTS = ("models", "data", "tui")
PROJECT = tomli.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the project's own builder without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the wheel's files lie after installing."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as content:
        content.extractall(folder)
    return folder


@pytest.fixture
def elsewhere(installed: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with an empty home who has the wheel and not this folder."""
    return {
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        # Before the folder of the tests, should that be installed too.
        "PYTHONPATH": str(installed),
    }


def calling(arguments: str = "") -> list[str]:
    """The command as its script calls it."""
    module, function = PROJECT["scripts"]["alliance"].split(":")
    words = f"import sys; from {module} import {function}; sys.exit({function}())"
    return [sys.executable, "-P", "-c", words, *arguments.split()]


def called(arguments: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        calling(arguments),
        cwd=environment["HOME"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_wheel_holds_everything_of_the_house_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        names = {
            name
            for name in content.namelist()
            if ".dist-info/" not in name and ".data/data/share/man/" not in name
        }
    files = {path for part in PARTS for path in (HOUSE / part).rglob("*") if path.is_file()}
    ours = {path.relative_to(HOUSE).as_posix() for path in files if path.suffix != ".pyc"}
    assert names == ours | {"alliance_desk.py"}
    for needed in (
        "data/catalogues/ATTRIBUTION.md",
        "data/catalogues/northumberland.toml",
        "data/sample/sample.toml",
        "data/store/schema/0001_the_first_books.sql",
    ):
        assert needed in names


def refused_for(stranger: Path, environment: dict[str, str], folder: Path) -> None:
    """The command says in one line that this file is in its way."""
    done = subprocess.run(
        calling("--version"),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert str(stranger) in line
    assert "pipx" in line


@pytest.mark.parametrize("form", ["package", "module", "folder"])
@pytest.mark.parametrize("part", PARTS)
def test_somebody_elses_package_of_the_same_name_is_named_in_one_line(
    elsewhere: dict[str, str], tmp_path: Path, part: str, form: str
) -> None:
    site = tmp_path / "site"
    stranger = {
        "package": site / part / "__init__.py",
        "module": site / f"{part}.py",
        "folder": site / part,
    }[form]
    (stranger.parent if stranger.suffix else stranger).mkdir(parents=True)
    if stranger.suffix:
        stranger.write_text("raise RuntimeError('not ours')", encoding="utf-8")
    elsewhere |= {"PYTHONPATH": f"{site}{os.pathsep}{elsewhere['PYTHONPATH']}"}
    if form == "folder":
        # Python itself goes on to look for a package.
        assert called("--version", elsewhere).startswith("Alliance Desk ")
    else:
        refused_for(stranger, elsewhere, tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_a_package_that_was_installed_over_ours_is_named_in_one_line(
    installed: Path, elsewhere: dict[str, str], tmp_path: Path, part: str
) -> None:
    ours = tmp_path / "site"
    shutil.copytree(installed, ours)
    elsewhere |= {"PYTHONPATH": str(ours)}
    stranger = ours / part / "__init__.py"
    stranger.write_text("import what_it_needs", encoding="utf-8")
    refused_for(stranger, elsewhere, tmp_path)
    stranger.write_text("", encoding="utf-8")
    assert called("--version", elsewhere).startswith("Alliance Desk "), "it is in nobody's way"


def test_the_wheel_brings_a_manual_page_of_every_verb(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        (name,) = (
            each for each in content.namelist() if each.endswith("share/man/man1/alliance.1")
        )
        page = content.read(name).decode()
    for verb in all_verbs():
        assert f".B alliance {verb.name}" in page


def test_the_wheel_brings_its_licence(installed: Path) -> None:
    (licence,) = installed.glob("*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (HOUSE / "LICENSE").read_bytes()


def test_the_installed_command_says_the_version_of_the_project(elsewhere: dict[str, str]) -> None:
    assert called("--version", elsewhere) == f"Alliance Desk {PROJECT['version']}\n"


def test_the_installed_command_has_the_sample_and_the_catalogues(
    elsewhere: dict[str, str], installed: Path
) -> None:
    schools = called("--sample --today 2026-11-21 list schools", elsewhere)
    assert "The Blue Coat CofE School" in schools
    where = "import data.catalogues.files as c; print(c.__file__, *c.FILES)"
    command = [sys.executable, "-P", "-c", where]
    said = subprocess.check_output(command, env=elsewhere, cwd=elsewhere["HOME"], text=True)
    assert said.startswith(str(installed))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
def test_the_installed_desk_opens_and_leaves_nothing_in_the_home(
    elsewhere: dict[str, str], tmp_path: Path
) -> None:
    command = calling("--sample --today 2026-11-21")
    environment = elsewhere | {"TMPDIR": str(tmp_path)}
    with Terminal(command, size=(80, 24), env=environment, cwd=tmp_path) as desk:
        desk.wait_for("Policies +Overdue")
        desk.press("1")
        desk.wait_for("The Blue Coat CofE School")
        desk.press("q")
        assert desk.exit_code() == 0
    assert list(tmp_path.iterdir()) == []


_IMPORT = re.compile(
    r"^ *(?:from (\w+)(?:\.\w+)* import |import (\w+)[\w.]*(?: as \w+)?(?:,|$))", re.MULTILINE
)
"""A line that imports, by the first word of what it imports."""


def imported(folder: Path) -> set[str]:
    """The first words of all that the modules of a folder import."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        found |= {each[0] or each[1] for each in _IMPORT.findall(path.read_text(encoding="utf-8"))}
    return found - {*PARTS, "tests", "tools", *sys.stdlib_module_names}


def plain(requirement: str) -> str:
    """The name of a distribution as indexes compare it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


homes_of_modules = cache(packages_distributions)


@pytest.mark.parametrize("part", [*PARTS, "tests"])
def test_everything_that_is_imported_is_declared(part: str) -> None:
    declared = {plain(each) for each in PROJECT["dependencies"]}
    if part == "tests":
        declared |= {plain(each) for each in PROJECT["optional-dependencies"]["dev"]}
    homes = homes_of_modules()
    undeclared = {
        name
        for name in imported(HOUSE / part)
        if not declared & {plain(home) for home in homes.get(name, [])}
    }
    assert undeclared == set()
    if part != "tests":
        assert imported(HOUSE / part)


def test_every_dependency_keeps_to_a_major_version() -> None:
    for each in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+(; [^;]+)?", each)


def test_no_part_needs_a_newer_linux_than_the_readme_says() -> None:
    said = re.search(r"glibc (2)\.(\d+) .* or musl (1)\.(\d+)", README.read_text(encoding="utf-8"))
    assert said
    glibc, musl = said.group(1, 2), said.group(3, 4)
    parts = [each for name in PROJECT["dependencies"] for each in parts_of(plain(name)).values()]
    assert len(parts) > 20
    for part in parts:
        tags = part.read_text("WHEEL") or ""
        for system, most in (("manylinux", glibc), ("musllinux", musl)):
            found = re.findall(rf"{system}_(\d+)_(\d+)_", tags)
            # A wheel may have several tags: any of them will do.
            lowest = min((tuple(map(int, each)) for each in found), default=(0, 0))
            assert lowest <= tuple(map(int, most)), part.name


def test_each_part_that_is_handed_out_brings_its_licence_whole() -> None:
    for part in parts_of().values():
        said = licence_of(part)
        assert said.startswith(f"{part.name} {part.version}\n")
        # The shortest that there is, of MIT, has a thousand.
        assert 900 < len(said.encode()) < 100_000, part.name
        assert "import " not in said


def test_what_lies_in_a_folder_to_unzip_is_told_apart_by_where_it_is_from(tmp_path: Path) -> None:
    for name in ("json.pyc", "peewee.pyc", "rich/text.pyc", "libz.so.1", "tzdata/zones"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert sorted(parts_in(tmp_path)) == ["peewee", "rich", "tzdata"]
    (tmp_path / "whose.pyc").write_bytes(b"")
    with pytest.raises(LookupError, match="whose"):
        parts_in(tmp_path)
