"""The screen of exports: papers are found by any word, and what will be written is seen before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.user import at_the_desk


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the desk was opened in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    return tmp_path


async def test_papers_stand_under_those_who_read_them_and_the_first_rows_below(
    folder: Path,
) -> None:
    async with at_the_desk(size=(100, 40)) as user:
        await user.press("1", "x", "down", "down", "down")
        lines = [line.rstrip() for line in user.lines]
        assert any(line.startswith(" Schools") for line in lines)
        assert any(line.startswith(" Governors ") for line in lines)
        await user.type("overdue policies")
        user.sees("14 policies in 7 of 14 schools are overdue", "Ashenfold High S",
                  "New file:", f"{folder.name}/policies-overdue-2026-11-21.xlsx")  # fmt: skip
        await user.press("ctrl+s")
        user.is_told("Wrote 14 rows.")
    assert (folder / "policies-overdue-2026-11-21.xlsx").exists()


async def test_a_paper_is_found_by_the_head_of_a_column_too() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x", *"telephone")
        user.sees("Statements outstanding")
        await user.press("ctrl+u", *"no such word anywhere", "ctrl+s")
        user.sees("There is no such paper.")


async def test_for_circulation_says_at_once_how_many_are_left_out() -> None:
    async with at_the_desk(size=(100, 40)) as user:
        await user.press("1", "x", *"overdue policies", "tab", "tab", "tab")
        user.does_not_see("left out")
        await user.press("y")
        user.sees("For circulation: 1 school that has not signed the Statement of Commitment "
                  "is left out.", "12 policies in 6 of 11 schools")  # fmt: skip


async def test_a_paper_of_those_who_have_not_signed_is_not_for_circulation(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.press("1", "x", *"statements outstanding", "tab", "tab", "tab", "y", "ctrl+s")
        user.sees("is about who has not signed: it is not for circulation.")
        assert user.field("What") == "Statements outstanding"
    assert [each for each in folder.iterdir() if each.is_file()] == []


async def test_a_paper_is_limited_to_an_alliance_or_a_school_by_part_of_its_name(
    folder: Path,
) -> None:
    async with at_the_desk(size=(100, 40)) as user:
        await user.press("1", "x", *"overdue policies")
        await user.go_to_field("School")
        await user.press(*"ashenf", "tab")
        assert user.field("School") == "Ashenfold High School (sample)"
        user.sees("4 policies are overdue")
        await user.fill_in({"School": "Nowhere School"}, "ctrl+s")
        user.sees("There is no school “Nowhere School”.")


async def test_tab_completes_a_path_and_a_file_that_is_there_is_told(folder: Path) -> None:
    (folder / "papers").mkdir()
    (folder / "papers" / "schools.csv").write_text("old")
    async with at_the_desk(size=(100, 40)) as user:
        await user.press("1", "x", "tab", *"csv", "tab", *"pap", "tab")
        assert user.field("File") == "papers/"
        await user.press(*"sch")
        user.sees("papers/schools.csv")
        await user.press("tab")
        assert user.field("File") == "papers/schools.csv"
        user.sees("Replaces the file of")
        await user.press("ctrl+s")
        user.sees("Replace schools.csv?")
        await user.press("y")
        # The folder and the format are offered again.
        await user.press("x")
        assert user.field("Format") == "CSV for spreadsheets and imports"
        user.sees("New file:", f"{folder.name}/papers/schools-2026-11-21.csv")


async def test_on_members_letters_are_offered_and_lead_to_their_screen() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("x")
        assert user.field("What") == "What is shown: Members"
        await user.fill_in({"What": "letters: to sign"}, "tab", "ctrl+s")
        user.sees("Reminder: statement not signed", "How many")


async def test_the_standing_exports_are_made_with_one_key(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.press("X")
        user.sees("There are no standing exports in", 'papers = ["policies-overdue"')
        await user.press("escape")
        file = folder / "configuration" / "alliance-desk" / "config.toml"
        file.parent.mkdir(parents=True)
        file.write_text(
            f'[[exports]]\npapers = ["movement", "no-such"]\nformats = ["csv"]\n'
            f'folder = "{folder}"\n'
        )
        await user.press("X")
        user.sees("1 of 2 could not be made", "there is no paper “no-such”")
        await user.press("escape")
        file.write_text(file.read_text().replace(', "no-such"', ""))
        await user.press("X")
        user.is_told("Made 1 paper. They are in")
    assert len(list(folder.glob("2026-11-21-*-movement*.csv"))) == 2
