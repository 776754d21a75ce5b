"""Letters at the keyboard: to whom they go, how they will read, and what is kept of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.letter import Letter, LetterText
from models.memberships.membership import Membership
from models.schools.school import School
from tests.tui.user import TODAY, at_the_desk

SKYLARK, COPPERBECK = "Skylark Edge School (sample)", "Copperbeck Academy (sample)"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the desk was opened in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stage_of(store: Store, school: str) -> object:
    key = store.find(School, name=school)[0]["key"]
    (membership,) = store.find(Membership, school=key)
    return membership["stage"], membership["statement_sent"]


async def test_l_offers_letters_for_all_and_shows_how_each_will_read(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.press("l", "down")
        user.sees("Reminder: statement not signed head 2 schools", "1 of 2 Dev Coppice (sample)",
                  "on 3 October 2026, 7 weeks ago")  # fmt: skip
        await user.press("right")
        user.sees("2 of 2 Elsie Sedge (sample)")
        await user.press("ctrl+s", "ctrl+s")
        user.is_told("Wrote 2 letters.", "The 2 files are in")
        assert sorted(each.suffix for each in folder.iterdir()) == [".docx", ".docx"]
        kept = await user.ask(lambda store: store.find(Letter, written=TODAY))
        assert sorted(str(each["reference"]) for each in kept) == ["NA/2026/001", "VP/2026/001"]
        await user.press("u")
        assert await user.ask(lambda store: store.find(Letter, written=TODAY)) == []


async def test_an_answer_is_noted_with_one_key_and_today_stops_asking_for_it() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Letters")
        await user.move_to("NA/SAMPLE/1")
        await user.press("m")
        user.is_told("Answered today: NA/SAMPLE/1")
        (letter,) = await user.ask(lambda store: store.find(Letter, reference="NA/SAMPLE/1"))
        assert letter["answered"] == TODAY
        await user.press("0")
        user.does_not_see("Letters not answered")


async def test_on_a_member_the_letters_are_for_that_one_and_a_brings_all() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("/", *"ashenfold", "enter", "l")
        user.sees("Policies to bring to the governors head 1 school", "a all")
        await user.press("a")
        user.sees("Policies to bring to the governors head 9 schools", "a only these")


async def test_marked_members_get_one_file_in_the_order_of_the_marks(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("/", *"northern", "enter", "s", "s", "*", "l")
        await user.press("f", "f", "f", "f", "ctrl+s", "shift+tab", *"y", "ctrl+s", "n")
        user.is_told("Wrote 5 letters.")
    (file,) = folder.iterdir()
    assert file.name == f"{TODAY}-statement-5-letters.md"
    places = re.findall(r"^(\w+)[\w ]* \(sample\)\\$", file.read_text(), re.M)
    names = [each for each in dict.fromkeys(places) if each in ("Skylark", "Copperbeck")]
    assert names == ["Skylark", "Copperbeck"]


async def test_a_statement_that_went_out_is_noted_once_and_taken_back_by_undo() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("/", *"skylark", "enter", "l", "ctrl+s", "ctrl+s")
        user.sees("Count today as the day on which the Statement was sent to", "Skylark Edge")
        await user.press("y")
        assert await user.ask(lambda store: stage_of(store, SKYLARK)) == ("statement sent", TODAY)
        await user.press("u")
        stage, sent = await user.ask(lambda store: stage_of(store, SKYLARK))
        assert (stage, sent) == ("in discussion", None)


async def test_drafts_are_written_for_the_mail_program(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.press("l", "down", "o", "ctrl+s")
        user.is_told("Wrote 2 letters.")
    assert {each.suffix for each in folder.iterdir()} == {".eml"}


async def test_the_words_of_a_letter_are_changed_and_stand_in_the_preview() -> None:
    async with at_the_desk() as user:
        await user.press("l", "down", "e")
        user.sees("Subject", "Statement of Commitment: not signed yet")
        await user.go_to_field("Subject")
        await user.press("end", "ctrl+u", *"Please, {school}", "ctrl+s")
        user.sees(f"Please, {COPPERBECK}")
        (kept,) = await user.ask(lambda store: store.find(LetterText, letter="reminder"))
        assert kept["subject"] == "Please, {school}"
        await user.press("f1")
        user.sees("{weeks}", "how long ago that is")


async def test_without_an_alliance_nobody_can_sign_and_it_is_said_how_to_get_one(
    path: Path,
) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("l", "e")
        user.is_told("in the name of an alliance", "add one on tab 2")


async def test_books_that_can_only_be_read_write_letters_without_a_reference(folder: Path) -> None:
    async with at_the_desk(read_only=True) as user:
        await user.press("l", "down", *"ffff", "ctrl+s", "ctrl+s")
        user.is_told("Wrote 2 letters.")
    assert all("reference" not in each.read_text() for each in folder.iterdir())


async def test_files_that_are_there_are_replaced_only_when_that_is_wanted(folder: Path) -> None:
    async with at_the_desk() as user:
        await user.press("l", "down", *"ffff", "ctrl+s", "ctrl+s")
        before = {each: each.read_bytes() for each in folder.iterdir()}
        await user.press("l", "down", *"ffff", "ctrl+s", "ctrl+s")
        user.sees("Replace 2 files?")
        await user.press("n")
    assert {each: each.read_bytes() for each in folder.iterdir()} == before


async def test_the_words_of_a_letter_are_typed_beside_how_they_will_read() -> None:
    async with at_the_desk(size=(120, 34)) as user:
        await user.press("l", "down", "e")
        user.sees("To Dev Coppice (sample), Principal", "Dear Dev Coppice,", "7 weeks ago",
                  "May be named", "{signed by}")  # fmt: skip
        await user.press("end", *" Until then, {shcool}!")
        user.sees("Until then, {shcool}!", "A dotted line stands for {shcool}")
        await user.press("escape", "y")
    async with at_the_desk() as user:
        await user.press("l", "down", "e")
        user.does_not_see("Dear Dev Coppice,")
        await user.press("f6")
        user.sees("Dear Dev Coppice,")
        user.does_not_see("New letter text *Alliance")
        await user.press("f6", "ctrl+end", *" Please.", "ctrl+s")
        (text,) = await user.ask(lambda store: store.find(LetterText, letter="reminder"))
        assert str(text["text"]).endswith(" Please.")


async def test_a_wide_screen_has_the_letter_beside_the_list() -> None:
    async with at_the_desk(size=(200, 50)) as user:
        await user.press("2", "l")
        list_of_letters, letter = user.line_of("Invitation to the annual meeting").split("│")
        assert list_of_letters.split()[-2:] == ["11", "members"]
        assert letter.strip() == "Dear Dev Coppice,"


async def test_the_day_to_answer_by_is_told_whole_or_not_at_all() -> None:
    for width in (60, 80, 120):
        async with at_the_desk(size=(width, 24)) as user:
            await user.press("2", "l")
            facts = next(line for line in user.lines if line.startswith(" As Word"))
            assert "…" not in facts
            assert ("Please answer by: 19 December 2026" in facts) == (width > 60)
