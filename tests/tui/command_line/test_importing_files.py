"""The command line and files: older registers, sheets by name, and bytes that are no letters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.store.store import Store
from models.schools.school import School
from tui.command_line.main import main

DAY = date(2026, 11, 21)
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: Path) -> Call:
    """Call the command on the store of the test; the exit code, the answer, the complaints."""
    for name in ("ALLIANCE_STORE", "ALLIANCE_TODAY", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(path.parent / name))

    def call_it(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--store", str(path), "--today", "2026-11-21", *arguments])
        return (code, *capsys.readouterr())

    return call_it


def pupils(path: Path) -> object:
    with Store.open(path, today=DAY, read_only=True) as store:
        (school,) = store.find(School)
        return school["pupils"]


def extract(tmp_path: Path, day: str, count: int) -> str:
    file = tmp_path / f"edubasealldata{day}.csv"
    file.write_text(f"URN,EstablishmentName,NumberOfPupils\n100001,Hill Top,{count}\n")
    return str(file)


def test_an_older_register_is_refused_until_it_is_asked_for(
    call: Call, path: Path, tmp_path: Path
) -> None:
    assert call("import", "schools", extract(tmp_path, "20261112", 204))[0] == 0
    older = extract(tmp_path, "20250422", 180)
    code, out, err = call("import", "schools", older)
    assert code == 3
    assert "register of 22/04/2025, and the books have that of 12/11/2026 already" in err
    assert "--older" in err
    assert len(err.splitlines()) == 1
    assert pupils(path) == 204
    code, out, err = call("import", "schools", older, "--dry-run")
    assert (code, err) == (0, "")
    assert "older facts would take the place of newer ones" in out
    assert call("import", "schools", older, "--older")[0] == 0
    assert pupils(path) == 180
    assert call("import", "schools", extract(tmp_path, "20261112", 204))[0] == 0


def test_a_sheet_is_named_behind_the_file(call: Call, path: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, count in (("Now", 204), ("Last year", 180)):
        sheet = book.create_sheet(name)
        sheet.append(["Name", "Pupils"])
        sheet.append(["Hill Top", count])
    book.save(tmp_path / "schools.xlsx")
    code, out, _ = call("import", "schools", f"{tmp_path / 'schools.xlsx'}#last year")
    assert code == 0
    assert "Read the sheet “Last year”" in out
    assert pupils(path) == 180


@pytest.mark.parametrize(
    "words",
    [
        ("add", "schools", "name=Caf\udce9 School"),
        ("set", "schools", "Hill Top", "town=\udcc3"),
        ("list", "schools", "caf\udce9"),
        ("--caf\udce9",),
    ],
)
def test_a_byte_of_another_alphabet_is_refused_and_nothing_is_saved(
    call: Call, path: Path, words: tuple[str, ...]
) -> None:
    assert call("add", "schools", "name=Hill Top")[0] == 0
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "holds a byte (at ?) that is not UTF-8" in err
    with Store.open(path, today=DAY, read_only=True) as store:
        assert [each["name"] for each in store.find(School)] == ["Hill Top"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files in bytes")
def test_a_file_may_be_called_so(call: Call, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "caf\udce9.csv"
    file.write_text("Name,Pupils\nHill Top,204\n")
    assert call("import", "schools", str(file))[0] == 0
    assert pupils(path) == 204


@pytest.mark.skipif(sys.platform == "win32", reason="arguments in bytes")
def test_a_real_call_with_such_a_byte_ends_with_two(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "--store", str(tmp_path / "s.db"), "add", "schools"]
    ran = subprocess.run(
        [*map(os.fsencode, command), b"name=Caf\xe9 School"],
        env=os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(tmp_path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 1
    assert not (tmp_path / "s.db").exists()


def test_a_column_is_read_as_the_field_that_is_named_for_it(call: Call, path: Path) -> None:
    file = path.with_name("theirs.csv")
    file.write_text("Name,URN,Place\nAsh Grove,100001,Oldham\n", encoding="utf-8")
    code, _, err = call("import", "schools", str(file), "--map", "Place=Tawn")
    assert (code, "write HEADING=FIELD" in err) == (2, True)
    assert call("import", "schools", str(file), "--map", "Place=Town")[0] == 0
    with Store.open(path, today=DAY, read_only=True) as store:
        assert [each["town"] for each in store.find(School)] == ["Oldham"]


def test_a_workbook_comes_in_sheet_by_sheet_and_says_what_each_would_do(
    call: Call, path: Path, tmp_path: Path
) -> None:
    file, made = tmp_path / "all.xlsx", openpyxl.Workbook()
    made.active.title = "Heads"
    made.active.append(("School", "Headteacher"))
    made.active.append(("Ash", "Ann Ash"))
    sheet = made.create_sheet("Sheet2")
    for row in (("Name", "URN"), ("Ash", 100001), ("Bad", 1)):
        sheet.append(row)
    made.save(file)
    code, said, _ = call("import", "workbook", str(file), "--dry-run")
    assert (code, said.splitlines()[0]) == (0, "“Sheet2” as schools")
    assert "“Heads” as posts" in said
    assert not path.exists()
    code, _, noted = call("import", "workbook", str(file), "--sheet", "sheet2=schools")
    assert (code, "all Sheet2-rejected.csv" in noted) == (0, True)
    with Store.open(path, today=DAY, read_only=True) as store:
        assert [each["name"] for each in store.find(School)] == ["Ash"]
    code, _, noted = call("import", "workbook", str(file), "--sheet", "Other")
    assert (code, "There are: “Heads” and “Sheet2”" in noted) == (2, True)
    _, _, noted = call("import", "schools", f"{file}#Sheet2", "--dry-run")
    assert "alliance import workbook" in noted
