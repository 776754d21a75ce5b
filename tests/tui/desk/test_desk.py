"""The desk as a whole: tabs, lists that keep their place, filter, order, marks, what is removed."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual import events

from data.store.store import Store
from data.tables.listing import columns_of
from data.today.matters import matters
from models.memberships.membership import Membership
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk
from tui.desk.tabs import TABS, places

SIZES = ((60, 20), (80, 24), (120, 40))
NAMES = ("Ash Grove", "Beech Lane", "Cedar House", "Dômé École", "Fir Tree")


@filled_once
def schools(path: Path) -> None:
    """Books with five schools and nothing else."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Schools") as change:
            for number, name in enumerate(NAMES):
                values = {"name": name, "pupils": 300 - 50 * number, "town": "Oldham"}
                change.add(School, values, f"{number}" * 32)


def own(path: Path) -> AbstractAsyncContextManager[User]:
    return at_the_desk(path=path)


def everything(record: type) -> Callable[[Store], list]:
    return lambda store: sorted(store.find(record), key=lambda each: str(each["key"]))


# Tabs and sections


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_section_of_every_tab_is_drawn_at_every_size(size: tuple[int, int]) -> None:
    async with at_the_desk(size=size) as user:
        for tab, of_tab in enumerate(places()):
            await user.press(str(tab))
            assert user.style(TABS[tab].label, 0).reverse
            for place in of_tab:
                assert place.label in user.bar
                in_front = f"›{place.label}" if len(of_tab) > 1 else place.label
                assert user.style(in_front, 1).bold
                grid = user.desk.section.grid
                assert user.at or not len(grid.source)
                assert user.at or grid.empty.split()[0] in user.text
                assert all(len(line) == size[0] for line in user.lines)
                if len(of_tab) > 1:
                    await user.press("]")


async def test_escape_and_a_letter_in_one_packet_are_two_keys_unless_they_are_a_command() -> None:
    async with at_the_desk(keys={"undo": "alt+z"}) as user:
        await user.press("1", "e")
        user.desk._driver.send_message(events.Key("alt+h", "h"))
        await user.settled()
        assert user.question.startswith("History"), user.text
        await user.press("escape")
        user.desk._driver.send_message(events.Key("alt+z", "z"))
        await user.settled()
        user.is_told("nothing to undo")


async def test_brackets_go_round_the_sections_of_a_tab_both_ways() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        assert user.style("Members", 1).bold
        await user.press(*["]"] * (len(places()[2]) - 1))
        assert user.style("Alliances", 1).bold
        await user.press("[", "]", "]")
        assert user.style("Members", 1).bold
        await user.press("1", "2")
        assert user.style("Members", 1).bold, "the tab has forgotten its section"


async def test_an_address_that_has_room_in_the_pane_stands_whole_below_its_label() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("4", "]")
        await user.until("   northumberlandeducation.co.uk/")


async def test_details_stand_beside_the_list_when_wide_and_below_it_on_tab_when_narrow() -> None:
    async with at_the_desk(size=(120, 40)) as wide:
        await wide.press("1", "down")
        await wide.pilot.pause(0.2)
        await wide.settled()
        assert "Brindle Weir School (sample)" in wide.lines[2][80:]
        assert "Policies" not in wide.lines[1]
    async with at_the_desk() as narrow:
        await narrow.press("1", "down")
        assert not any(" in order" in line for line in narrow.lines[3:])
        await narrow.press("tab")
        await narrow.pilot.pause(0.05)
        await narrow.settled()
        assert narrow.line_of(" in order").startswith(" Must ")
        assert narrow.lines[2].startswith("›Brindle Weir"), "in place of the list"
        await narrow.press("tab")
        assert " in order" not in narrow.text
        assert "Brindle Weir" in narrow.at


# Keeping the place


async def test_a_list_keeps_filter_order_and_place_while_another_tab_is_in_front() -> None:
    async with at_the_desk() as user:
        await user.press("1", "right", "right", "right", "s", "/", *"high", "enter", "down")
        before = user.rows, user.at, user.bar
        assert len(user.rows) == 2
        await user.press("4", "3", "]", "0", "1")
        assert (user.rows, user.at, user.bar) == before


async def test_the_cursor_stays_on_its_record_when_others_come_and_go(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "down", "down")
        assert user.at.startswith("Cedar House")
        await user.press("/", *"beech", "enter", "d", "y", "escape")
        assert user.first_words == ["Ash Grove", "Cedar House", "Dômé École", "Fir Tree"]
        await user.press("g", "down")
        assert user.at.startswith("Cedar House")
        await user.press("u")
        assert user.first_words[1] == "Beech Lane"
        assert user.at.startswith("Cedar House")


async def test_a_record_that_was_just_added_has_the_cursor(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "end", "a", *"Aaa School", "ctrl+s")
        assert user.first_words[0] == "Aaa School"
        assert user.at.startswith("Aaa School")


async def test_what_somebody_else_changes_is_shown_and_the_place_kept(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "down", "down", "2", "1")
        with Store.open(schools, today=TODAY) as other:
            with other.operation("Aaa") as change:
                change.add(School, {"name": "Aaa School"})
                change.set(School, "2" * 32, {"pupils": 777})
                change.remove(School, "4" * 32)
        await user.look_around()
        assert user.first_words == ["Aaa School", *NAMES[:4]]
        assert user.at.startswith("Cedar House")
        assert "Somebody else changed the books" in user.said
        await user.press("/", *"777", "enter")
        assert user.first_words == ["Cedar House"]


async def test_what_somebody_else_changes_does_not_cover_the_answer_to_a_key(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "down", "u")
        answer = user.said
        assert answer
        for name in ("Aaa School", "Zzz School"):
            with Store.open(schools, today=TODAY) as other, other.operation(name) as change:
                change.add(School, {"name": name})
            await user.look_around()
        assert user.said.startswith(answer.rstrip("."))
        assert user.said.count("Somebody else changed the books") == 1


async def test_a_tab_behind_is_up_to_date_when_it_comes_to_the_front(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "2")
        with Store.open(schools, today=TODAY) as other:
            with other.operation("Aaa") as change:
                change.add(School, {"name": "Aaa School"})
        await user.look_around()
        await user.press("1")
        assert user.first_words == ["Aaa School", *NAMES]


async def test_the_row_in_its_place_has_the_cursor_when_somebody_removed_the_record(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "down")
        with Store.open(schools, today=TODAY) as other:
            with other.operation("Gone") as change:
                change.remove(School, "1" * 32)
        await user.press("enter")
        assert "was removed meanwhile" in user.said
        await user.look_around()
        assert user.at.startswith("Cedar House")


# Filter and order


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ecole", ["Dômé École"]),
        ("ECOLE dÔme", ["Dômé École"]),
        ("oldham 250", ["Beech Lane"]),
        ("tree xyz", []),
        ("  ", list(NAMES)),
    ],
)
async def test_a_filter_finds_words_of_any_column_in_any_writing(
    schools: Path, words: str, found: list[str]
) -> None:
    async with own(schools) as user:
        await user.press("1", "/", *words)
        assert user.first_words == found or not found
        if not found:
            assert "Esc shows all again" in user.rows[0]
            assert user.bar.endswith("0 of 5")


async def test_each_key_of_a_filter_narrows_and_esc_shows_all_again_at_the_same_place(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "G", "/")
        shown = []
        for key in "lane":
            await user.press(key)
            shown.append(len(user.rows))
        assert shown == [5, 1, 1, 1]
        await user.press("x")
        assert user.bar.endswith("0 of 5")
        await user.press("escape")
        assert user.first_words == list(NAMES)
        assert user.at.startswith("Fir Tree")
        assert "/" not in user.bar


async def test_the_cursor_goes_to_what_the_words_fit_best_and_back_when_the_filter_ends() -> None:
    async with at_the_desk() as user:
        await user.press("1", "down", "down", "down")
        before = user.at
        assert before.startswith("Dovestile")
        # “co” stands in Secondary as well; Copperbeck begins so.
        await user.press("/", *"co")
        assert user.at.startswith("Copperbeck")
        assert len(user.rows) > 5
        await user.press("ctrl+u", *"sc")
        assert "School" in user.at, "a word of the name"
        await user.press("ctrl+u", *"coat", "escape")
        assert user.at == before
        await user.press("/", *"coat", "enter")
        assert user.at.startswith("The Blue Coat")
        await user.press("escape")
        assert user.at == before
        await user.press("/", *"coat", "enter", "/", "ctrl+u", *"ferncarr", "escape")
        assert user.at == before, "also when more was typed"
        await user.press("/", *"phase:primary")
        assert user.at.startswith("Ferncarr"), "no name is meant: the next one that is there"


async def test_keys_after_a_filter_work_on_what_it_found_however_fast_they_follow(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "G", "/", *"beech", "enter", "d", "y", "escape")
        assert user.said.startswith("Removed Beech Lane")
        assert "Beech Lane" not in user.first_words


async def test_what_is_typed_into_the_palette_does_not_filter_the_list_behind_it(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "down", "space", "/", *"lane", "enter")
        await user.press("ctrl+p", *"help for", "enter")
        assert user.question.startswith("Help")
        await user.press("escape")
        assert user.first_words == ["Beech Lane"]
        await user.press("ctrl+p", *"ash", "escape")
        assert user.first_words == ["Beech Lane"]
        assert "1 marked" in user.bar


async def test_a_filter_that_is_kept_goes_with_esc_in_the_list(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "/", *"fir", "enter")
        assert user.first_words == ["Fir Tree"]
        assert "/fir" in user.bar
        await user.press("escape")
        assert user.first_words == list(NAMES)
        assert user.at.startswith(NAMES[0])


async def test_each_esc_undoes_one_thing_marks_then_filter_then_the_way_here() -> None:
    async with at_the_desk() as user:
        await user.press("0")
        await user.move_to("Statements sent")
        await user.press("enter", "space", "/", *"blue", "enter")
        assert user.bar.endswith("1 marked, 1 not shown · 0 of 24")
        for told, bar in (("unmark", "0 of 24"), ("all", "2 of 24"), ("Today", "open")):
            assert f"Esc {told}" in user.keys
            await user.press("escape")
            assert user.bar.endswith(bar)
        assert "Statements sent, not signed" in user.at
        await user.press("1", "?", "/", *"undo one thing")
        assert "first the marks, then the filter" in user.text


async def test_esc_in_the_filter_clears_it_and_not_the_marks(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "space", "space", "/", *"fir", "escape")
        assert user.first_words == list(NAMES)
        assert "2 marked" in user.bar


async def test_s_sorts_by_the_column_of_the_cursor_then_the_other_way_then_as_usual(
    schools: Path,
) -> None:
    async with at_the_desk(path=schools, size=(100, 24)) as user:
        at = [column.name for column in columns_of(School)].index("pupils")
        await user.press("1", *["right"] * at, "s")
        assert "Sorted by Pupils, smallest first" in user.said
        assert user.first_words == list(reversed(NAMES))
        await user.press("s")
        assert "largest first" in user.said
        assert user.first_words == list(NAMES)
        await user.press("down", "s")
        assert "usual order" in user.said
        assert user.first_words == list(NAMES)
        assert user.at.startswith("Beech Lane")


# Marks, set, remove


async def test_set_changes_one_field_of_all_marked_records_and_one_undo_takes_it_back(
    schools: Path,
) -> None:
    async with own(schools) as user:
        before = await user.ask(everything(School))
        await user.press("1", "space", "down", "space", "space")
        assert "3 marked" in user.bar
        await user.press("=", *"town")
        assert user.line_of("Town")
        await user.press("enter", *"Rochdale", "ctrl+s")
        assert "Set Town of 3 schools to Rochdale: 3 changed" in user.said
        towns = [each["town"] for each in await user.ask(everything(School))]
        assert towns == ["Rochdale", "Oldham", "Rochdale", "Rochdale", "Oldham"]
        entries = await user.ask(lambda store: store.history())
        assert len(entries) == 2
        await user.press("u")
        assert user.said.startswith("Undone: Set Town")
        assert await user.ask(everything(School)) == before
        await user.press("ctrl+r")
        assert user.said.startswith("Redone: Set Town")
        assert [each["town"] for each in await user.ask(everything(School))] == towns


async def test_set_asks_for_the_field_under_the_cursor_and_refuses_what_it_cannot_read(
    schools: Path,
) -> None:
    async with own(schools) as user:
        await user.press("1", "right", "*", "=")
        assert user.question.startswith("Phase of 5 schools")
        await user.press(*"xyzzy", "ctrl+s")
        assert "not one of the choices" in user.under("Phase")
        assert "xyzzy" in user.field("Phase")
        await user.press("ctrl+u", *"prim", "ctrl+s")
        assert "to Primary: 5 changed" in user.said


async def test_star_marks_all_that_are_shown_and_star_again_none(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "/", *"ee", "enter", "*")
        count = len(user.rows)
        assert 0 < count < 5
        assert user.said == f"{count} marked."
        await user.press("*")
        assert user.said == "Nothing is marked."
        assert "marked" not in user.bar


async def test_d_says_what_hangs_on_a_record_and_only_y_removes_it() -> None:
    async with at_the_desk() as user:
        kinds = (School, Membership, SchoolPolicy, Review)
        before = [await user.ask(everything(kind)) for kind in kinds]
        await user.press("1", "/", *"skylark", "enter")
        for refusal in ("escape", "n", "q"):
            await user.press("1", "d")
            assert user.question.startswith("Remove Skylark Edge School (sample)?")
            assert "2 posts, 1 membership" in user.line_of("With it go")
            assert user.line_of("What stays")
            await user.press("x", "enter", "1", "space", "d")
            assert user.question.startswith("Remove Skylark")
            await user.press(refusal)
            assert user.said == "Nothing was removed."
        assert [await user.ask(everything(kind)) for kind in kinds] == before
        await user.press("d", "y")
        assert "Removed Skylark Edge School (sample)" in user.said
        assert not any("Skylark" in line for line in user.rows)
        for kind, records in zip(kinds, before, strict=True):
            assert len(await user.ask(everything(kind))) < len(records)
        await user.press("u")
        assert [await user.ask(everything(kind)) for kind in kinds] == before
        assert "Skylark" in user.rows[0]


async def test_d_removes_all_that_are_marked_at_once(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "space", "space", "d")
        assert user.question.startswith("Remove 2 schools?")
        assert user.line_of("Ash Grove")
        assert user.line_of("Beech Lane")
        await user.press("y")
        assert user.first_words == list(NAMES[2:])
        await user.press("u")
        assert user.first_words == list(NAMES)


async def test_history_tells_who_changed_what_from_what_to_what(schools: Path) -> None:
    async with own(schools) as user:
        await user.press("1", "e", *" Primary", "ctrl+s", "h")
        assert user.question.startswith("History of Ash Grove Primary")
        assert "Changed Ash Grove Primary" in user.line_of("Changed")
        assert user.line_of("Name: Ash Grove →").strip() == "Name: Ash Grove → Ash Grove Primary"
        await user.press("escape", "u", "h")
        assert "Undone: Changed Ash Grove Primary" in user.text
        assert "(undone since)" in user.text
        assert user.line_of("Name: Ash Grove Primary → Ash Grove")


# Names that are not markup


async def test_names_with_brackets_are_shown_as_they_are_everywhere(path: Path) -> None:
    name = "St [/b] [@click=app.exit]Anne[#12]"
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("One") as change:
            change.add(School, {"name": name})
    async with own(path) as user:
        await user.press("1")
        assert name[:25] in user.at
        await user.press("d")
        assert name in user.question
        await user.press("escape", "e")
        assert name in user.question
        assert name in user.field("Name")
        await user.press("escape", "h")
        assert name in user.text
        await user.press("escape", "ctrl+p", *"anne")
        assert name in user.text
        await user.press("enter", "d", "y")
        assert name in user.said


# Today and empty books


async def test_empty_books_say_on_every_tab_what_to_do(path: Path) -> None:
    async with own(path) as user:
        told = {"0": "Bring the schools in", "1": "a finds them in the national register",
                "2": "a adds", "3": "a adds", "4": "i loads a catalogue"}  # fmt: skip
        for key, words in told.items():
            await user.press(key)
            assert words in user.text.replace("\n", " ")
            await user.press("enter", "h", "d", "s", "x", "escape")
        await user.press("0")
        assert "0 of 5 steps done" in user.bar
        await user.press("4", "]")
        assert "i loads it" in user.text


async def test_every_line_of_today_opens_exactly_what_it_counts() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        found = [
            next(each for each in await user.ask(matters) if each.title == row.key)
            for row in user.desk.section.shown.rows
            if not row.key.startswith("Next")
        ]
        assert len(found) > 8
        for line, matter in enumerate(found):
            assert (matter.short or matter.title)[:24] in user.at
            assert re.search(rf"  {matter.count} ", user.at)
            await user.press("enter")
            source = user.desk.section.grid.source
            if matter.view:
                assert user.style("View", 1).bold
                assert matter.view.replace("-", " ") in user.bar
                assert f"of {matter.count}" in user.bar
            else:
                assert f"only: {matter.title}" in user.bar
                assert f"{matter.count} of " in user.bar or f"of {matter.count}" in user.bar
            assert {source.row(at).key for at in range(len(source))} == set(matter.keys)
            assert "Esc Today" in user.keys
            await user.press("escape")
            assert user.desk.section.grid.cursor_index == line, "back to the row one came from"
            await user.press("down")


async def test_todays_overdue_policies_come_the_longest_overdue_first() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("enter")
        assert user.style("View: policies overdue", 1).bold
        due = [re.search(r"(../../....) +[0-9]+", row)[1] for row in user.rows]
        assert len(due) > 10
        assert due == sorted(due, key=lambda day: day.split("/")[::-1])


async def test_a_narrow_screen_names_the_sections_on_both_sides_of_the_one_in_front() -> None:
    async with at_the_desk() as user:
        await user.press("4")
        labels = [place.label for place in places()[4]]
        for at, label in enumerate(labels):
            shown = user.bar.split("  ")[0]
            assert f"›{label}" in shown
            for beside in labels[max(0, at - 1) : at] + labels[at + 1 : at + 2]:
                assert beside in shown
            assert ("[ … " in shown) == (labels[0] not in shown)
            assert (" … ]" in shown) == (labels[-1] not in shown)
            await user.press("]")
    async with at_the_desk(size=(160, 24)) as wide:
        await wide.press("4")
        assert all(label in wide.bar for label in labels)
        assert "…" not in wide.bar


async def test_a_phase_that_does_not_apply_is_a_dash_in_a_narrow_list_and_whole_in_a_wide_one() -> (
    None
):
    async with at_the_desk() as user:
        await user.press("1")
        assert "–" in user.row_of("Dovestile")
    async with at_the_desk(size=(200, 50)) as user:
        await user.press("1")
        assert "Not applicable" in user.row_of("Dovestile")


async def test_beside_the_list_a_head_s_address_stands_whole_in_a_line_of_its_own() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("1", "down", "down")
        await user.until("head@copperbeck.example")
        assert user.line_of("01632 960004").split("▏")[-1].strip() == "01632 960004"
