"""At the desk an older register is imported only after a second question; a sheet has a name."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from data.imports.importing import carry_out, plan
from data.store.store import Store
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk


def extract(folder: Path, day: str, count: int) -> Path:
    file = folder / f"edubasealldata{day}.csv"
    file.write_text(f"URN,EstablishmentName,NumberOfPupils\n100001,Hill Top,{count}\n")
    return file


def pupils(store: Store) -> list[object]:
    return [each["pupils"] for each in store.find(School)]


async def look_at_plan(user: User, file: str) -> None:
    await user.press("1", "i")
    await user.paste(file)
    await user.press("ctrl+s")
    await user.until("import")


async def test_an_older_register_is_asked_about_once_more(path: Path, tmp_path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        carry_out(store, plan(store, School, extract(tmp_path, "20261112", 204)))
    async with at_the_desk(path=path) as user:
        older = str(extract(tmp_path, "20250422", 180))
        await look_at_plan(user, older)
        assert "the books have that of 12/11/2026 already" in " ".join(user.text.split())
        await user.press("y")
        await user.until("Replace newer data with older?")
        await user.press("n")
        assert user.said == "Nothing was imported."
        assert await user.ask(pupils) == [204]
        await look_at_plan(user, older)
        await user.press("y")
        await user.until("Replace newer data with older?")
        await user.press("y")
        await user.until("takes it all back")
        assert await user.ask(pupils) == [180]


async def test_a_sheet_of_a_workbook_is_named_behind_its_file(path: Path, tmp_path: Path) -> None:
    Store.open(path, today=TODAY, create=True).close()
    book = openpyxl.Workbook()
    for name, count in (("Now", 204), ("Last year", 180)):
        sheet = book.create_sheet(name)
        sheet.append(["Name", "Pupils"])
        sheet.append(["Hill Top", count])
    book.save(tmp_path / "schools.xlsx")
    async with at_the_desk(path=path) as user:
        await look_at_plan(user, f"{tmp_path / 'schools.xlsx'}#Last year")
        await user.press("y")
        await user.until("takes it all back")
        assert await user.ask(pupils) == [180]
