"""Forms as they are typed into: nothing typed is lost, and what is wrong stands under its field."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.css.query import NoMatches

from data.files import drafts
from data.store.history import operating_system_user
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk
from tui.forms import record_form
from tui.forms.record_form import RecordForm

ASH, BEECH = "a" * 32, "b" * 32


@filled_once
def books(path: Path) -> None:
    """Two schools and an alliance."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            change.add(School, {"name": "Ash Grove", "urn": "100001", "town": "Oldham"}, ASH)
            change.add(School, {"name": "Beech Lane", "urn": "100002"}, BEECH)
            change.add(Alliance, {"name": "Northern", "hub": ASH})


def school(key: str) -> Callable[[Store], dict]:
    return lambda store: store.get(School, key) or {}


def names(store: Store) -> list[str]:
    return sorted(str(each["name"]) for each in store.find(School))


def current(user: User) -> str:
    """The field with the caret."""
    line = next(line for line in user.lines if line[0] == "›")
    return line[2:22].split("  ")[0].strip()


# Moving


async def test_tab_and_enter_go_on_and_shift_tab_goes_back(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a")
        visited = [current(user)]
        for key in ("tab", "enter", "down", "shift+tab", "up"):
            await user.press(key)
            visited.append(current(user))
        assert visited == ["Name", "URN", "LAESTAB", "UKPRN", "LAESTAB", "URN"]


async def test_a_form_opens_at_the_column_of_the_cursor(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "right", "right", "e")
        assert current(user) == "Local authority"
        await user.press("escape", "left", "left", "enter")
        assert current(user) == "Name"


# Saving


async def test_a_new_record_is_saved_as_it_was_typed(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Cedar", "tab", *"100003", "f2")
        assert user.said == "Added Cedar. u undoes it."
        assert user.at.startswith("Cedar")
        await user.press("u")
        assert await user.ask(names) == ["Ash Grove", "Beech Lane"]


async def test_what_cannot_be_read_is_told_under_its_field_and_what_was_typed_stays(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Cedar", "tab", *"12", "tab")
        assert user.field("URN") == "12"
        assert "must be six digits" in user.under("URN")
        await user.press("ctrl+s")
        assert "Not saved yet" in user.said
        assert current(user) == "URN"
        assert user.field("Name") == "Cedar"
        assert len(await user.ask(names)) == 2
        await user.press(*"3456", "ctrl+s")
        assert user.said.startswith("Added Cedar")


async def test_a_save_that_a_rule_refuses_keeps_everything_and_says_why(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Cedar", "tab", *"100001", "ctrl+s")
        assert "Not saved yet" in user.said
        assert current(user) == "URN"
        assert "Ash Grove" in user.under("URN") + user.lines[user.lines.index(
            next(line for line in user.lines if line[2:].startswith("URN"))) + 2]  # fmt: skip
        assert user.field("Name") == "Cedar"
        await user.press("backspace", "9", "ctrl+s")
        assert user.said.startswith("Added Cedar")


async def test_save_and_next_begins_an_empty_form_with_what_is_given(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Cedar", "tab", *"100003", "ctrl+n")
        assert user.question.startswith("New school")
        assert "Added Cedar" in user.said
        assert "Now the next one" in user.said
        assert user.field("Name") == user.field("URN") == ""
        await user.press(*"Dell", "ctrl+s")
        assert await user.ask(names) == ["Ash Grove", "Beech Lane", "Cedar", "Dell"]
        await user.press("2", "]", "a")
        assert user.field("Alliance") == "Northern"
        assert current(user) == "School"
        await user.press(*"ash", "ctrl+n")
        assert user.field("Alliance") == "Northern"
        assert user.field("School") == ""
        await user.press(*"beech", "ctrl+s")
        assert len(await user.ask(lambda store: store.find(Membership))) == 2


async def test_keys_typed_before_the_next_form_is_there_land_in_it(books: Path) -> None:
    typed = [f"School {number}" for number in range(4)]
    async with at_the_desk(path=books) as user:
        keys = ["1", "a"]
        for name in typed:
            keys += [*name, "ctrl+n"]
        await user.press(*keys, "escape")
        assert await user.ask(names) == sorted(["Ash Grove", "Beech Lane", *typed])


async def test_saving_without_a_change_says_so_and_leaves_no_history(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", "tab", "tab", "ctrl+s")
        assert user.said == "Nothing was changed."
        assert len(await user.ask(lambda store: store.history())) == 1


# Choices and references


async def test_choices_are_offered_as_they_are_typed_and_taken_with_down(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", *["tab"] * 5, *"prim")
        assert current(user) == "Phase"
        text = user.text
        assert text.index("  Primary") < text.index("Middle deemed primary")
        await user.press("down", "down", "tab")
        assert user.field("Phase") == "Middle deemed primary"
        await user.press("ctrl+s")
        assert (await user.ask(school(ASH)))["phase"] == "3"


async def test_a_reference_is_found_by_part_of_a_name_or_by_a_code(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "]", "a", *"Ada", "ctrl+s", *"deputy", "tab", *"lane")
        assert current(user) == "School"
        assert user.line_of("Beech Lane")
        await user.press("down", "enter")
        assert user.field("School") == "Beech Lane"
        await user.press("shift+tab", *"100001", "ctrl+s")
        assert user.said.startswith("Added Ada · Deputy headteacher · Ash Grove")
        await user.press("e", "escape")
        assert "Ash Grove" in user.at


async def test_a_reference_that_names_nothing_is_told_and_kept(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "]", "a", *"Ada", "ctrl+s", *"deputy", "tab", *"zzz", "ctrl+s")
        assert user.field("School") == "zzz"
        assert "zzz" in user.under("School")
        assert "Not saved yet" in user.said


# Leaving


async def test_esc_leaves_at_once_when_nothing_was_typed_and_asks_when_something_was(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", "tab", "tab", "escape")
        assert "Schools" in user.bar
        await user.press("e", "x", "escape")
        assert user.question.startswith("Leave without saving what you typed?")
        assert "Typed: Name" in user.text
        await user.press("n")
        assert user.field("Name") == "Ash Grovex"
        await user.press("escape", "y")
        assert "Schools" in user.bar
        assert await user.ask(names) == ["Ash Grove", "Beech Lane"]


async def test_ctrl_q_in_a_form_asks_before_what_was_typed_is_lost(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", "x", "ctrl+q")
        assert user.question.startswith("Quit without saving what you typed?")
        await user.press("n")
        assert user.field("Name") == "Ash Grovex"


async def test_ctrl_q_while_a_form_asks_does_not_lose_what_was_typed(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", "x", "escape", "ctrl+q")
        assert user.desk.is_running
        assert user.desk.return_code is None
        await user.press("n", "n")
        assert user.field("Name") == "Ash Grovex"


async def test_a_form_opens_again_without_what_was_left_in_it(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Lost", "tab", *"12", "tab", "escape", "y", "a")
        assert user.field("Name") == user.field("URN") == ""
        assert "must be six digits" not in user.text


async def test_a_draft_comes_back_goes_when_it_is_saved_and_overwrites_nothing_unseen(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", *" Infants", "tab")
        user.desk._told_to_end(143)
    with Store.open(books, today=TODAY) as other, other.operation("Theirs") as change:
        change.set(School, ASH, {"name": "Ash Theirs", "town": "Bolton"})
    async with at_the_desk(path=books) as user:
        await user.until("was being typed")
        assert user.field("Name") == "Ash Grove Infants"
        assert "was being typed" in user.text
        await user.press("ctrl+s", "escape")
        assert "Not saved: somebody else changed 1 of your 1 field." in user.said
        user.sees("from “Ash Grove” to “Ash Theirs”; yours is “Ash Grove Infants”.")
        await user.press("ctrl+s")
        now = await user.ask(school(ASH))
        assert (now["name"], now["town"]) == ("Ash Grove Infants", "Bolton")
    async with at_the_desk(path=books) as user:
        assert user.line_of("Today")
        assert not list(books.parent.glob("*draft*"))


async def test_a_long_field_is_kept_when_the_keys_pause_and_not_once_it_is_saved(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_form, "KEPT_AFTER", 0.02)
    kept = drafts.file_of(books)
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", *" Infants")
        async with asyncio.timeout(5):
            while not (kept.exists() and "Ash Grove Infants" in kept.read_text("utf-8")):
                await asyncio.sleep(0.01)
        monkeypatch.setattr(record_form, "KEPT_AFTER", 0.2)
        await user.press("x", "ctrl+s")
        await asyncio.sleep(0.25)
        assert not kept.exists()


# Notes and pasted text


async def test_notes_have_several_lines_and_come_back_as_they_were(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", "end", *["pagedown"] * 5)
        assert current(user) == "Notes"
        await user.press(*"one", "ctrl+o", *"two", "home", *"> ", "ctrl+s")
        assert (await user.ask(school(ASH)))["notes"] == "one\n> two"
        await user.press("e", *["pagedown"] * 5, "ctrl+s")
        assert user.said == "Nothing was changed."


async def test_pasted_lines_are_joined_in_a_line_and_kept_in_notes(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a")
        await user.paste("Cedar\r\nHouse\x1b]0;x\x07 \x1b[31mSchool\u202e")
        assert user.field("Name") == "Cedar House School"
        await user.press(*["pagedown"] * 5)
        await user.paste("one\r\ntwo\x07")
        await user.press("ctrl+s")
        found = await user.ask(lambda store: store.find(School, name="Cedar House School"))
        assert found[0]["notes"] == "one\ntwo"


async def test_text_that_is_too_long_is_refused_whole_and_not_cut_off(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a")
        await user.paste("x" * 400)
        await user.press("ctrl+s")
        told = " ".join(user.text.split())
        assert "it has 400 characters, and at most 300 fit" in told
        await user.press(*["backspace"] * 100, "ctrl+s")
        assert "x" * 300 in await user.ask(names)


async def test_a_date_is_read_as_people_write_it_and_shown_as_they_read_it(books: Path) -> None:
    async with at_the_desk(path=books, size=(80, 40)) as user:
        fields = [field.attribute for field in School.fields()]
        await user.press("1", "e", *["tab"] * fields.index("opened"), *"1 sep 20", "tab")
        assert user.field("Opened") == "01/09/2020"
        await user.press("shift+tab", *"31/2/20", "tab")
        assert "there is no 31 Feb 2020" in user.text
        assert user.field("Opened") == "31/2/20"


# Two desks


async def test_a_clash_shows_both_values_and_saving_again_keeps_mine(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", *" Mine", "tab", "ctrl+u", *"100009")
        with Store.open(books, today=TODAY) as other:
            with other.operation("Theirs") as change:
                change.set(School, ASH, {"name": "Ash Theirs", "town": "Bolton"})
        await user.press("ctrl+s", "escape")
        assert "Not saved: somebody else changed 1 of your 2 fields." in user.said
        told = " ".join(line.strip() for line in user.lines)
        # Who it was, when, and what stood there before.
        assert re.search(
            f"{operating_system_user()} changed this meanwhile, at \\d\\d:\\d\\d, "
            "from “Ash Grove” to “Ash Theirs”; yours is “Ash Grove Mine”",
            told,
        )
        assert user.field("Name") == "Ash Grove Mine"
        now = await user.ask(school(ASH))
        assert (now["name"], now["urn"]) == ("Ash Theirs", "100001")
        with Store.open(books, today=TODAY) as other:
            with other.operation("Theirs again") as change:
                change.set(School, ASH, {"urn": "100008"})
        await user.press("ctrl+s", "escape")
        assert "yours is “100009”" in " ".join(user.text.split()), "the second clash is told too"
        await user.press("ctrl+s")
        now = await user.ask(school(ASH))
        assert (now["name"], now["urn"], now["town"]) == ("Ash Grove Mine", "100009", "Bolton")


async def test_different_fields_of_two_desks_merge(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "e", *" Mine")
        with Store.open(books, today=TODAY) as other:
            with other.operation("Theirs") as change:
                change.set(School, ASH, {"town": "Bolton"})
        await user.press("ctrl+s")
        now = await user.ask(school(ASH))
        assert (now["name"], now["town"]) == ("Ash Grove Mine", "Bolton")


async def test_a_record_that_somebody_removed_keeps_what_was_typed_on_the_screen(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "down", "e", *" Mine")
        with Store.open(books, today=TODAY) as other:
            with other.operation("Theirs") as change:
                change.remove(School, BEECH)
        await user.press("ctrl+s")
        assert "was removed meanwhile" in user.said
        assert user.field("Name") == "Beech Lane Mine"


# A few fields that belong to no record


async def test_the_default_typed_again_after_a_refusal_is_accepted() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "down", "enter", "a", *"25/12/2026", "ctrl+s")
        assert "still to come" in user.under("Reviewed")
        await user.press("ctrl+u", *"21/11/2026", "ctrl+s")
        assert user.said.startswith("Approved 21/11/2026: Admission arrangements")


async def test_policies_of_a_catalogue_show_no_source_that_nobody_typed(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4", "a", *"Our cats", "ctrl+s")
        (policy,) = await user.ask(lambda store: store.find(Policy))
        assert policy["source"] is None
        assert policy["catalogue"] == "own"
    assert drafts.found(books).draft is None


def test_a_form_that_is_told_to_end_before_it_is_filled_keeps_what_was_kept() -> None:
    RecordForm(School).keep_draft()


async def test_a_screen_that_was_being_made_when_the_desk_ends_is_no_failure() -> None:
    async with at_the_desk() as user:
        user.desk.exit(129, 129)
        user.desk._handle_exception(NoMatches("No title yet"))
        assert user.desk.crashed is None


async def test_a_long_form_tells_how_many_fields_are_out_of_view_and_of_which_groups() -> None:
    async with at_the_desk() as user:
        await user.press("1", "e")
        labels = [field.label for field in School.fields()]
        told = [line[1:].lstrip(" *") for line in user.lines]
        shown = sum(any(line.startswith(f"{label} ") for line in told) for label in labels)
        user.sees(f"↓ Dates, Contact, Here, Notes: {len(labels) - shown} more")
        headings = [line.strip() for line in user.lines if line[:1] == " " != line[1:2]]
        assert [each for each in headings if each in School.groups.values()] == ["Kind", "Pupils"]
        await user.press(*["pagedown"] * 5)
        user.does_not_see("↓ ")
        assert user.line_of("↑").strip().endswith(" more")
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("1", "e")
        user.does_not_see("↓ ", " more")


async def test_a_choice_that_has_no_room_in_two_columns_is_cut_once() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("1", "e")
        await user.go_to_field("Type")
        await user.press(*"conv")
        user.sees("Academy alternative provision…")
        user.does_not_see("……")
