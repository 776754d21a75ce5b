"""Finding anything by name, going there and back, filters by column, themes and the tour."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from data.files.configuration import Configuration
from data.tables.listing import columns_of
from models.schools.school import School
from tests.tui.user import at_the_desk
from tui.desk.saved_filters import saved_in
from tui.desk.settings import set_theme, theme_of
from tui.terminal.themes import THEMES, theme_for


async def test_a_name_typed_wrong_is_found_and_one_comes_back_to_the_same_cell() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "right", "down")
        before = user.rows
        await user.press("ctrl+p", *"coperbek")
        assert "no exact match" in user.text
        assert "Copperbeck Academy" in user.text
        await user.press("enter")
        assert user.at.startswith("Copperbeck Academy")
        assert "Esc Northumberland" in user.keys
        await user.press("escape")
        assert user.rows == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("polcies", "Policies and where each school"),
        ("blue cote", "The Blue Coat CofE School"),
        ("half-trems", "Go to Half-terms"),
        ("seting", "Theme: light"),
    ],
)
async def test_whatever_is_typed_wrong_is_found_be_it_the_word_of_a_sentence(
    typed: str, meant: str
) -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *typed)
        assert "no exact match" in user.question_text
        assert meant in user.text


async def test_who_types_the_name_of_a_section_is_offered_that_first_with_the_key_of_its_tab() -> (
    None
):
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"attendance")
        assert next(line for line in user.lines if line[0] == "›").split()[:6] == [
            *("›Place", "Go", "to", "Attendance", "2", "Alliances")
        ]
        await user.press("enter")
        assert "›Attendance" in user.bar


async def test_nothing_found_is_said_in_words() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"zqzqzqzq")
        assert "No matches" in user.text


async def test_the_palette_keeps_to_one_kind_and_remembers_what_was_chosen() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"@dev")
        assert "Dev Coppice" in user.text
        assert "Command" not in user.text
        await user.press("enter", "ctrl+p")
        assert "Dev Coppice" in user.question_text.splitlines()[3]


async def test_a_filter_by_column_is_offered_as_one_types_and_tab_takes_it() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"pha")
        await user.press("tab", *"sec")
        assert "Secondary 6" in user.text
        await user.press("tab", "enter")
        assert user.bar.endswith("6 of 16")
        await user.press("space", "space")
        assert "2 marked · 6 of 16" in user.bar, "the counts stay under a filter and marks"
        await user.press("escape", "escape")
        assert "row" in user.bar


async def test_a_filter_is_saved_by_a_name_brought_back_by_it_and_forgotten() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"phase:primary", "ctrl+s", *"Our primaries", "enter")
        assert "Saved as Our primaries" in user.text
        await user.press("enter")
        assert "7 of 16" in user.bar
        # As it is offered, as its whole name, and from anywhere.
        await user.press("escape", "/", *"our")
        assert "Saved Our primaries" in user.text
        await user.press("tab", "enter")
        assert "/phase:primary" in user.bar
        await user.press("escape", "/", *"OUR PRIMARIES", "enter")
        assert "/phase:primary" in user.bar
        await user.press("escape", "4", "ctrl+p", *"our primar")
        assert "›Filter" in user.question_text
        await user.press("enter")
        assert "/phase:primary" in user.bar
        assert user.first_words[0].startswith("Ferncarr")
        await user.press("/", "ctrl+s")
        assert user.field("Name") == "Our primaries"
        await user.press("ctrl+u", "enter")
        assert "Our primaries is forgotten." in user.text
        await user.press("escape", "/", *"our")
        assert "Saved" not in user.text


def test_filters_that_were_saved_without_names_are_still_there() -> None:
    kept = {"filters": {"section-schools": ["phase:secondary"]}, "columns": 7}
    assert saved_in(kept, "section-schools") == [("phase:secondary", "phase:secondary")]
    assert saved_in({"filters": [1]}, "section-schools") == []


async def test_a_cell_that_names_a_record_leads_to_it_and_back() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        school = user.first_words[0]
        await user.press("o")
        assert "›Schools" in user.bar
        assert user.at.startswith(school[:20].rstrip("…"))
        await user.press("backspace")
        assert "›Members" in user.bar


async def test_alliances_narrow_the_schools_and_a_name_in_a_cell_leads_to_its_record() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"alliance:valley", "enter", "home")
        assert user.bar.endswith("5 of 16")
        await user.move_to("Larkrise High School")
        at = [column.name for column in columns_of(School)].index("trust")
        await user.press(*["right"] * at, "o")
        # A trust stands there by its name alone, as whoever chaired a meeting does.
        assert "›Trusts and federations" in user.bar
        assert user.at.startswith("Larkrise Trust")


async def test_views_open_at_their_first_column_whatever_was_in_front_before() -> None:
    async with at_the_desk() as user:
        await user.press("v", "o", "end")
        assert user.desk.section.grid._left > 1
        await user.press("0", "v", "o")
        assert user.desk.section.grid._left == 1


async def test_a_resize_leaves_neither_a_squeezed_list_nor_an_empty_panel() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("1")
        await user.pilot.resize_terminal(120, 40)
        await user.settled()
        await user.until("Must  ")
        await user.pilot.resize_terminal(80, 24)
        await user.settled()
        assert len(user.rows) == 16
        await user.press("tab")
        assert not user.desk.section.grid.region.height, "the details stand in place of the list"
        await user.press("escape")
        assert len(user.rows) == 16


@pytest.mark.parametrize("colours", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_the_colours_of_a_theme_can_be_read_on_its_ground_and_on_its_bars(
    name: str, colours: ColorSystem
) -> None:
    def shown(colour: object) -> str:
        return Color.parse(str(colour)).downgrade(colours).get_truecolor().hex

    theme = theme_for(name, colours, {})
    for ground in map(shown, (theme.background, theme.panel)):
        for colour in map(shown, (theme.foreground, *theme.variables.values())):
            assert _contrast(colour, ground) >= 4.5, (colour, ground)


@pytest.mark.parametrize("name", THEMES)
def test_where_256_colours_are_all_a_bar_of_grey_is_not_shown_in_another_hue(name: str) -> None:
    theme = theme_for(name, ColorSystem.EIGHT_BIT, {})
    if theme.panel and theme.panel.startswith("#"):
        red, green, blue = Color.parse(theme.panel).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert red == green == blue


@pytest.mark.parametrize("name", THEMES)
def test_a_terminal_of_sixteen_colours_shows_every_theme_in_its_own(name: str) -> None:
    theme = theme_for(name, ColorSystem.STANDARD, {})
    colours = (theme.background, theme.success, theme.warning, theme.error, theme.accent)
    assert all(str(colour).startswith("ansi_") for colour in colours)
    assert theme.background == "ansi_default"
    assert (theme.accent == "ansi_blue") == (name == "light")


@pytest.mark.parametrize(
    ("ground", "accent"),
    [("15;0", "yellow"), ("0;15", "blue"), ("0;default;7", "blue"), ("", "yellow")],
)
def test_on_a_light_terminal_its_own_colours_are_those_that_can_be_read(
    ground: str, accent: str
) -> None:
    theme = theme_for("terminal", ColorSystem.TRUECOLOR, {"COLORFGBG": ground})
    assert theme.accent == f"ansi_{accent}"


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


async def test_the_theme_is_chosen_in_the_palette() -> None:
    async with at_the_desk() as user:
        assert theme_of(user.desk) == "dark"
        await user.press("ctrl+p", *"theme: light", "enter")
        assert theme_of(user.desk) == "light"
        set_theme(user.desk, "dark")


def test_the_configuration_names_its_themes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from data.files.configuration import read

    path = tmp_path / "config.toml"
    path.write_text('[desk]\nbars = "blocks"\ntheme = "light"\ndensity = "loose"\n')
    found: Configuration = read(path)
    assert (found.theme, found.bars) == ("light", "blocks")
    assert "density must be one of" in found.problems[0]


async def test_help_tells_what_a_key_does_here_and_a_governors_meeting_leads_to_policies() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]", "]", "?")
        told = " ".join(user.text.split())
        assert "m Go on from the meeting: who came, its actions, the policies of its school" in told
        assert "a Add a record m" in told
        await user.press("escape", "m")
        user.sees("Trust board", "The school's policies")
        user.does_not_see("Who came")
        await user.press("p")
        user.sees("only: Larkrise High School")
        # A state that is too long for its column has words all the same.
        assert user.row_of("Larkrise High School Admission").endswith("website 28/02/2027")
        await user.press("escape")
        assert user.at.startswith("Trust board")


async def test_help_is_searched_for_words() -> None:
    async with at_the_desk() as user:
        await user.press("1", "?")
        assert "Keys that matter here" in user.text
        await user.press("/", *"undo")
        assert "Undo the last change" in user.text
        assert "Keys that matter here" not in user.text
        await user.press("enter", "escape")
        assert "›Schools" in user.bar


async def test_enter_on_a_line_of_help_presses_the_key_that_it_names() -> None:
    async with at_the_desk() as user:
        await user.go_to("1", "Schools")
        await user.press("?", "/", *"sort by the column", "enter")
        assert "›  s " in user.text
        await user.press("enter")
        user.is_told("Name")
        assert "▲" in user.lines[2] or "▼" in user.lines[2]


async def test_a_line_of_help_that_names_no_key_is_only_read() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "?")
        first = user.lines[3]
        assert first.startswith("›  a ")
        await user.press("pagedown")
        assert first[1:] not in user.text
        await user.press("pageup", "end")
        assert user.lines[-4].startswith("›  A filter")
        # Neither that, nor the meaning of a state's letter, nor a line of several keys is a key.
        await user.press("enter", "/", *"sets the cell and goes", "enter", "enter")
        assert user.lines[0].startswith(" Help")
        assert await user.ask(lambda store: store.undoable()) == 0
