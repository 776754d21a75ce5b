"""A field that is declared once appears everywhere, shown with a field declared in the test."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from data import operations
from data.details import details_of
from data.store import Store
from models.fields import TextField
from models.schools import School
from tests.tui.user import TODAY, at_the_desk
from tui.command_line import main

KEY = "a" * 32
Call = Callable[..., bytes]


@pytest.fixture
def motto(path: Path) -> Iterator[Path]:
    """Books in which schools have a motto."""
    meta = cast(Any, School)._meta
    with Store.open(path, today=TODAY, create=True) as store:
        with store.database.writing():
            store.database.rows('ALTER TABLE "school" ADD COLUMN "motto" TEXT')
        meta.add_field("motto", TextField("Motto", "What it lives by.", width=12))
        operations._standing_query.cache_clear()
        try:
            with store.operation("Schools") as change:
                change.add(School, {"name": "Ash Grove", "motto": "Sapere aude"}, KEY)
                change.add(School, {"name": "Beech Lane"})
            yield path
        finally:
            meta.remove_field("motto")
            operations._standing_query.cache_clear()
    assert "motto" not in [field.attribute for field in School.fields()]


@pytest.fixture
def alliance(
    motto: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Call:
    """The command on these books; gives what it wrote."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def call(*arguments: str) -> bytes:
        capsysbinary.readouterr()
        code = main(["--today", TODAY.isoformat(), "--store", str(motto), *arguments])
        out, err = capsysbinary.readouterr()
        assert code == 0, err
        return out

    return call


async def test_it_is_in_the_form_the_grid_the_filter_the_history_and_the_help(
    motto: Path,
) -> None:
    columns = len(School.fields()) + 2
    async with at_the_desk(path=motto, size=(100, 45)) as user:
        await user.press("1", *["right"] * columns)
        assert "Motto" in user.lines[2]
        assert user.line_of("Sapere aude")
        await user.press("/", *"SAPERE", "enter")
        assert len(user.rows) == 1
        assert user.at
        await user.press("e")
        assert user.field("Motto") == "Sapere aude"
        assert "What it lives by." in user.text
        await user.press("ctrl+u", *"Carpe diem", "ctrl+s", "escape", "h")
        assert user.line_of("Motto: Sapere aude → Carpe diem")
        await user.press("escape", "*", "=", *"Esse quam videri", "ctrl+s")
        assert "Set Motto of 2 schools to Esse quam videri" in user.said
        assert [each["motto"] for each in await user.ask(lambda store: store.find(School))] == [
            "Esse quam videri"
        ] * 2
        await user.press("u", "u")
        values = await user.ask(lambda store: store.get(School, KEY) or {})
        assert values["motto"] == "Sapere aude"
        await user.press("?")
        await user.press(*["pagedown"] * 2)
        found = user.text
        for _ in range(6):
            await user.press("pageup")
            found += user.text
        assert "What it lives by." in found
        await user.press("escape", "s")
        assert "Sorted by Motto" in user.said


def test_it_is_in_the_details_and_in_what_is_shown(motto: Path, alliance: Call) -> None:
    with Store.open(motto, today=TODAY) as store:
        details = details_of(store, School, KEY)
        assert details is not None
        assert ("Motto", "Sapere aude") in details.fields
    assert json.loads(alliance("show", "schools", "ash", "--format", "json"))["motto"] == (
        "Sapere aude"
    )
    assert b"Sapere aude" in alliance("show", "schools", "ash")


def test_it_is_a_field_of_the_command_line(alliance: Call) -> None:
    told = alliance("add", "schools", "--help").decode()
    assert "  motto\n      What it lives by." in told
    alliance("set", "schools", "beech", "motto=Semper")
    assert b"Semper" in alliance("list", "schools", "semper", "--format", "csv")
    assert "Motto: empty → Semper" in alliance("history", "schools", "beech").decode()


def test_it_is_a_heading_of_every_export_and_of_the_import(alliance: Call, tmp_path: Path) -> None:
    csv = alliance("list", "schools", "--format", "csv").decode("utf-8-sig")
    assert "Motto" in csv.splitlines()[0].split(",")
    assert "Sapere aude" in csv
    objects = json.loads(alliance("list", "schools", "--format", "json"))
    assert [each["motto"] for each in objects] == ["Sapere aude", None]
    book = openpyxl.load_workbook(io.BytesIO(alliance("list", "schools", "--format", "xlsx")))
    words = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"Motto", "Sapere aude"} <= words
    template = alliance("import", "schools", "--template").decode("utf-8-sig")
    assert "Motto" in template.strip().split(",")
    file = tmp_path / "schools.csv"
    file.write_text("Name,Motto\nBeech Lane,Per ardua\n", encoding="utf-8")
    alliance("import", "schools", str(file))
    objects = json.loads(alliance("list", "schools", "--format", "json"))
    assert [each["motto"] for each in objects] == ["Sapere aude", "Per ardua"]
