"""A field that is declared once appears everywhere, shown with a field declared in the test."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from data.store.store import Store
from data.tables.details import details_of
from data.tables.listing import columns_of
from models.fields.annual_date_fields import SchoolYearField, TimeField, YearDaysField
from models.fields.choice_fields import ChoicesField
from models.fields.field import DeskField
from models.fields.text_fields import TextField
from models.records.record import Values
from models.schools.school import School
from tests.tui.user import TODAY, at_the_desk
from tui.command_line.main import main

KEY = "a" * 32
Call = Callable[..., bytes]


MOTTO: dict[str, DeskField] = {"motto": TextField("Motto", "What it lives by.", width=12)}
CLUBS = {"chess": "Chess", "rugby": "Rugby football", "choir": "Choir"}
OTHERS: dict[str, DeskField] = {
    "clubs": ChoicesField("Clubs", "What it offers after lessons.", choices=CLUBS, width=12),
    "doors_open": TimeField("Doors open", "When pupils may come in."),
    "fairs": YearDaysField("Fairs", "When it sells cakes."),
    "first_year": SchoolYearField("First year", "Its first school year."),
}


@contextmanager
def declared(path: Path, fields: dict[str, DeskField]) -> Iterator[Store]:
    """Books in which schools have these fields as well."""
    meta = cast(Any, School)._meta
    with Store.open(path, today=TODAY, create=True) as store:
        with store.database.writing():
            for name, field in fields.items():
                column = f'"{name}" {field.field_type} CHECK ({field.check(name)})'
                store.database.rows(f'ALTER TABLE "school" ADD COLUMN {column}')
        for name, field in fields.items():
            meta.add_field(name, field)
        try:
            yield store
        finally:
            for name in fields:
                meta.remove_field(name)
    assert not fields.keys() & {field.attribute for field in School.fields()}


@pytest.fixture
def motto(path: Path) -> Iterator[Path]:
    """Books in which schools have a motto."""
    with declared(path, MOTTO) as store:
        with store.operation("Schools") as change:
            change.add(School, {"name": "Ash Grove", "motto": "Sapere aude"}, KEY)
            change.add(School, {"name": "Beech Lane"})
        yield path


@pytest.fixture
def others(path: Path) -> Iterator[Path]:
    """Books in which schools have clubs, a time, days of the year and a school year."""
    with declared(path, OTHERS) as store:
        with store.operation("Schools") as change:
            values: Values = {"clubs": "chess,rugby", "doors_open": "07:45", "first_year": 1999}
            change.add(School, values | {"name": "Ash Grove", "fairs": "12-05,06-30"}, KEY)
            change.add(School, {"name": "Beech Lane"})
        yield path


@pytest.fixture
def alliance(
    path: Path,
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
        code = main(["--today", TODAY.isoformat(), "--store", str(path), *arguments])
        out, err = capsysbinary.readouterr()
        assert code == 0, err
        return out

    return call


async def test_it_is_in_the_form_the_grid_the_filter_the_history_and_the_help(
    motto: Path,
) -> None:
    columns = len(columns_of(School)) + 2
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


@pytest.mark.usefixtures("motto")
def test_it_is_a_field_of_the_command_line(alliance: Call) -> None:
    told = alliance("add", "schools", "--help").decode()
    assert "  motto\n      What it lives by." in told
    alliance("set", "schools", "beech", "motto=Semper")
    assert b"Semper" in alliance("list", "schools", "semper", "--format", "csv")
    assert "Motto: empty → Semper" in alliance("history", "schools", "beech").decode()


@pytest.mark.usefixtures("motto")
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


# The kinds of field that hold more than one line of text


SHOWN = {
    "Clubs": "Chess, Rugby football",
    "Doors open": "07:45",
    "Fairs": "5 December, 30 June",
    "First year": "1999/00",
}


async def test_every_kind_is_shown_filtered_and_typed_in_words(others: Path) -> None:
    async with at_the_desk(path=others, size=(100, 45)) as user:
        await user.press("1")
        for words in ("rugby foot", "07:45", "30 june", "1999/00"):
            await user.press("/", *words, "enter")
            assert len(user.rows) == 1, words
            await user.press("escape")
        await user.press(*["right"] * (len(columns_of(School)) + 2), *["left"] * 3, "e")
        assert {label: user.field(label) for label in SHOWN} == SHOWN
        for typed in ("choir, che", "8.15am", "1/5", "26/27"):
            await user.press("ctrl+u", *typed, "tab")
        await user.press("ctrl+s")
        values = await user.ask(lambda store: store.get(School, KEY) or {})
        assert [values[name] for name in OTHERS] == ["chess,choir", "08:15", "05-01", 2026]
        await user.press("escape", "h")
        assert user.line_of("Clubs: Chess, Rugby football → Chess, Choir")


@pytest.mark.usefixtures("others")
def test_every_kind_goes_out_and_comes_in_again_in_words(alliance: Call, tmp_path: Path) -> None:
    told = alliance("show", "schools", "ash").decode()
    assert all(word in told for word in SHOWN.values())
    for ending in ("csv", "xlsx"):
        file = tmp_path / f"schools.{ending}"
        file.write_bytes(alliance("list", "schools", "--format", ending))
        before = alliance("history")
        assert b"2 unchanged" in alliance("import", "schools", str(file))
        assert alliance("history") == before
    file = tmp_path / "new.csv"
    file.write_text(
        "Name,Clubs,Doors open,Fairs,First year\n"
        'Beech Lane,"Choir; Chess",8am,"24/6 and 5 Dec",2020/21\n',
        encoding="utf-8",
    )
    alliance("import", "schools", str(file))
    (beech,) = json.loads(alliance("list", "schools", "beech", "--format", "json"))
    found = [beech[name] for name in OTHERS]
    assert found == ["Chess, Choir", "08:00", "24 June, 5 December", "2020/21"]
    alliance("set", "schools", "beech", "clubs=", "first-year=1990")
    assert "Clubs: Chess, Choir → empty" in alliance("history", "schools", "beech").decode()
    assert b"Choir" not in alliance("list", "schools", "--format", "csv")


@pytest.mark.usefixtures("others")
def test_what_is_mistyped_is_refused_with_an_example_that_would_do(
    alliance: Call, capsysbinary: pytest.CaptureFixture[bytes], path: Path
) -> None:
    for given, example in (
        ("clubs=golf", "Chess, Rugby football"),
        ("doors-open=early", "16:30"),
        ("fairs=29 feb", "28 February"),
        ("first-year=26/28", "2026/27"),
    ):
        capsysbinary.readouterr()
        assert main(["--store", str(path), "set", "schools", "ash", given]) in (1, 2)
        said = capsysbinary.readouterr().err.decode()
        assert said.count("\n") == 1
        assert f"For example: {example}" in said
