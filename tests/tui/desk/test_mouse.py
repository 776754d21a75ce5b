"""The mouse: whatever a key does where it is shown, a click does too, and the wheel scrolls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.user import at_the_desk
from tui.dialogs.ask import Show
from tui.widgets.pressing import key_meant, keys_in


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the desk was opened in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    return tmp_path


# Headings


async def test_a_click_on_a_heading_sorts_as_its_key_does() -> None:
    async with at_the_desk() as user:
        await user.press("1", "right", "right", "s")
        by_key = user.lines
        await user.press("s", "s", "home")
        await user.click("Authority")
        assert user.lines == by_key
        user.is_told("Sorted by Local authority, A to Z.")
        await user.click("Authority ▲")
        user.is_told("Sorted by Local authority, Z to A.")
        assert "Stockport" in user.rows[0]
        await user.click("Alliance", within="Late")
        assert "Allian… ▲" in user.lines[2]


async def test_a_heading_of_a_matrix_sorts_by_it_and_sets_nothing() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "right", "s")
        by_key = user.rows
        await user.press("s", "s", "home")
        assert user.rows != by_key
        await user.click("iour")
        assert user.rows == by_key
        await user.press("u")
        user.is_told("There is nothing to undo")


async def test_a_heading_of_the_second_list_sorts_that_list() -> None:
    async with at_the_desk() as user:
        await user.go_to("3", "Events")
        above = user.rows
        line = next(at for at, each in enumerate(user.lines) if each.startswith("─"))
        await user.click("School", within=user.lines[line + 1])
        user.is_told("Sorted by School, A to Z.")
        await user.press("escape", "escape")
        assert [row[1:] for row in user.rows] == [row[1:] for row in above]


async def test_a_click_into_the_list_ends_the_typing_of_a_filter_and_keeps_it() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"academy")
        await user.click("Otterstone Primary Academy")
        assert "›Schools" in user.bar
        user.does_not_see("to the list")
        assert user.at.startswith("Otterstone Primary Academy")
        assert len(user.rows) == 6
        await user.click("Phase", within="Authority")
        user.is_told("Sorted by Phase, A to Z.")


# Sections


async def test_a_click_on_the_name_of_a_section_goes_there() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.click("People")
        assert "›People" in user.bar
        user.sees("Ada Bramble")
        await user.click("Schools ·")
        assert "›Schools" in user.bar


async def test_a_click_on_the_dots_goes_to_the_section_behind_them() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        shown = user.bar
        await user.click("…", within="›Schools")
        hidden = user.bar[user.bar.index("›") + 1 :].split(" ")[0]
        assert hidden not in shown
        await user.press("[")
        assert "›Half-terms" in user.bar


# Keys at the foot


async def test_a_click_on_a_key_at_the_foot_runs_its_command() -> None:
    async with at_the_desk() as user:
        await user.go_to("1", "People")
        await user.click("a add")
        user.sees("New person")
        await user.click("Esc leave")
        assert "›People" in user.bar
        await user.click("/ filter")
        await user.type("dovetail")
        await user.click("Enter to the list")
        assert user.first_words == ["Milo Dovetail (sample)"]
        await user.click("Esc all")
        assert len(user.rows) > 10
        await user.click("? help")
        user.sees("Keys that matter here")


async def test_a_click_at_the_foot_of_a_form_saves_it() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.click("Enter open")
        await user.fill_in({"Name": "Abbotsfield School"})
        await user.click("Ctrl+S save")
        assert user.row_of("Abbotsfield School")
        await user.click("u undo", within="? help")
        assert not user.row_of("Abbotsfield School")


async def test_a_click_in_help_runs_a_command_for_which_the_foot_has_no_room() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.move_to("Ferncarr")
        for words in ("The next section of the tab", "another day, as everything"):
            await user.click("? help")
            for _ in range(20):
                if words not in user.text:
                    await user.press("pagedown")
            await user.click(words)
        assert user.in_field("Day")
        await user.press("escape")
        assert "›People" in user.bar
        await user.click("? help")
        await user.click("Keys that matter here")
        assert user.lines[0].startswith(" Help:"), "a line that tells of no command does nothing"


async def test_a_click_answers_a_question() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.move_to("Ferncarr")
        await user.click("u undo")
        user.is_told("There is nothing to undo.")
        await user.click("? help")
        await user.click("Remove the record")
        await user.click("n or Esc no")
        user.is_told("Nothing was removed.")
        await user.click("? help")
        await user.click("Remove the record")
        await user.click("y ", within="n or Esc")
        assert not user.row_of("Ferncarr")


async def test_a_click_at_the_foot_presses_the_key_that_a_command_was_given() -> None:
    async with at_the_desk(keys={"add": "ctrl+t", "filter": "f6"}) as user:
        await user.go_to("1", "People")
        await user.click("Ctrl+T add")
        user.sees("New person")
        await user.press("escape")
        await user.click("F6 filter")
        user.sees("to the list")


async def test_a_click_on_a_letter_of_a_matrix_sets_the_cell() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "right")
        assert "[O!]" in user.line_of("›Ashenfold")
        await user.click("f draft")
        user.is_told("undoes it")


async def test_a_dim_key_at_the_foot_says_why_it_does_nothing() -> None:
    async with at_the_desk(read_only=True) as user:
        await user.press("1")
        await user.click("a add")
        user.is_told("The desk was opened to look only")


async def test_what_has_opened_under_the_mouse_does_not_take_the_second_of_two_clicks() -> None:
    async with at_the_desk() as user:
        # However slow the computer is that the test runs on.
        user.desk.CLICK_CHAIN_TIME_THRESHOLD = 60.0
        await user.go_to("1", "People")
        await user.click("a add")
        assert user.in_field("Name")
        await user.click_again()
        assert user.in_field("Name")
        user.desk.CLICK_CHAIN_TIME_THRESHOLD = 0.0
        await user.click_again()
        assert not user.in_field("Name")


async def test_the_second_of_two_clicks_does_nothing_in_what_the_first_opened() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.click("Enter open", times=2)
        assert user.in_field("Name")
        await user.press("escape")
        await user.move_to("Ferncarr")
        await user.press("d")
        await user.click("y ", within="n or Esc", times=2)
        user.is_told("Removed")


@pytest.mark.parametrize(
    ("hint", "pieces", "meant"),
    [
        ("y or Ctrl+S", ["y", "ctrl+s"], "y"),
        ("n or Esc", ["n", "escape"], "n"),
        ("↑↓ PgUp PgDn", ["up", "down", "pageup", "pagedown"], ""),
        ("Shift+↑↓", ["shift+up", "shift+down"], ""),
        ("Ctrl+→", ["ctrl+right"], "ctrl+right"),
        ("F1", ["f1"], "f1"),
        ("/", ["/"], "/"),
        ("0-9", [], ""),
        ("letters", [], ""),
    ],
)
def test_a_hint_names_keys(hint: str, pieces: list[str], meant: str) -> None:
    assert [key for _, key in keys_in(hint) if key] == pieces
    assert "".join(words for words, _ in keys_in(hint)) == hint
    assert key_meant(hint) == meant


# Choices


async def test_a_click_takes_what_a_field_offers_and_stays_there() -> None:
    async with at_the_desk() as user:
        await user.press("1", "enter")
        await user.click("Phase")
        await user.click("Primary")
        assert user.field("Phase") == "Primary"
        assert user.in_field("Phase")
        await user.click("Ctrl+S")
        assert "Primary" in user.row_of("Ashenfold")


async def test_a_click_takes_a_record_that_is_offered() -> None:
    async with at_the_desk() as user:
        await user.go_to("2", "Members")
        await user.press("a", *"ottersto")
        await user.click("Otterstone Primary Academy")
        assert user.field("School").startswith("Otterstone Primary Academy")


async def test_a_click_answers_what_is_asked_with_letters() -> None:
    async with at_the_desk() as user:
        await user.press("1", "v")
        await user.click("Which policies are missing?", times=2)
        assert "›View: missing" in user.bar.replace("policies ", "")
        user.does_not_see("Which question?")


async def test_a_click_goes_to_what_the_palette_found() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"larkrise")
        await user.click("Larkrise High School (sample)")
        assert user.at.startswith("Larkrise High School")


async def test_a_click_chooses_a_paper_and_shows_its_first_rows() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x")
        await user.click("Policies due this half-term")
        assert user.field("What") == "Policies due this half-term"
        user.does_not_see("16 schools.")
        await user.click("Format")
        await user.click("CSV")
        assert user.field("Format").startswith("CSV")
        user.sees(".csv")


async def test_a_click_chooses_a_letter_to_look_at() -> None:
    async with at_the_desk() as user:
        await user.press("1", "l")
        await user.click("Memorandum to sign")
        user.sees("Memorandum of understanding")


async def test_a_click_chooses_among_the_columns_of_a_list() -> None:
    async with at_the_desk() as user:
        await user.press("1", "C")
        await user.click("Phase")
        await user.click("show or not")
        await user.click("use them")
        assert "Phase" not in user.lines[2]
        assert "Authority" in user.lines[2]


async def test_a_click_on_what_an_import_can_put_right_does_so() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        await user.paste("Name\tPhase\nAbbey School\tKindergarden\n")
        await user.click("Kindergarden")
        user.sees("Nursery")


# The wheel


async def test_the_wheel_goes_through_choices() -> None:
    async with at_the_desk() as user:
        await user.press("1", "v")
        last = user.lines[-3]
        await user.turn_wheel("policies are missing", times=12)
        assert user.lines[-3] != last
        question = next(line for line in user.lines[5:] if "?" in line)
        await user.turn_wheel(question.strip()[:20], up=True, times=12)
        assert user.lines[-3] == last


async def test_the_wheel_goes_through_what_a_field_offers() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x")
        user.does_not_see("Annual pack")
        before = user.lines[2:8]
        await user.turn_wheel("Overdue policies", times=3)
        assert user.lines[2:8] != before
        assert user.in_field("What")


async def test_the_wheel_goes_through_what_the_palette_found() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p")
        await user.turn_wheel("Schools and people", times=10)
        user.does_not_see("Schools and people")


async def test_the_wheel_reads_on_in_help_and_back() -> None:
    async with at_the_desk() as user:
        await user.press("1", "?")
        lines = user.lines
        await user.turn_wheel("Keys that matter here")
        # The mark of the line in front may go with the others, or stay in view.
        assert [line[1:] for line in user.lines[1:4]] == [line[1:] for line in lines[4:7]]
        await user.turn_wheel(lines[6].strip()[:20], up=True, times=5)
        assert [line[1:] for line in user.lines] == [line[1:] for line in lines]


async def test_the_wheel_reads_on_in_the_details() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("1", "tab")
        await user.until("headteacher since")
        lines = user.lines
        await user.turn_wheel("headteacher since")
        assert user.lines[2:5] == lines[5:8]


async def test_the_wheel_goes_through_a_form_that_is_longer_than_the_screen() -> None:
    async with at_the_desk() as user:
        await user.press("1", "enter")
        user.does_not_see("Telephone")
        await user.turn_wheel("URN", times=25)
        user.sees("Telephone")
        assert not user.desk.screen_stack[-1].unsaved  # type: ignore[attr-defined]


async def test_a_long_page_is_read_with_the_keys_shown_at_its_foot() -> None:
    async with at_the_desk() as user:
        lines = [[(f" line {number}", "")] for number in range(60)]
        user.desk.push_screen(Show("Long", lines))
        await user.settled()
        await user.click("↓", within="PgDn")
        assert user.lines[1].strip() == "line 1"
        await user.click("PgDn")
        assert user.lines[1].strip() == "line 21"
        await user.click("Esc leave")
        user.does_not_see("line 21")


async def test_a_click_finds_the_fields_of_both_columns_of_a_wide_form() -> None:
    async with at_the_desk(size=(120, 24)) as user:
        await user.press("1", "enter")
        half = next(line.index("│") for line in user.lines if "│" in line)
        label = next(
            line[half + 1 :].split("  ")[1].strip() for line in user.lines[3:] if "│" in line
        )
        await user.click(label)
        assert user.in_field(label)
        await user.click("Phase")
        await user.click("Primary")
        assert user.field("Phase") == "Primary"


async def test_a_heading_of_what_is_found_does_not_sort_the_list_behind() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        behind = user.lines
        await user.press("a", *"abb")
        await user.click("Authority")
        await user.press("escape", "escape")
        assert user.lines[2] == behind[2]
