"""The commands: each declared once, each done, each explained, each on a key of its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.files.configuration import Configuration
from data.policies.letters import POLICY_LETTERS
from data.store.store import Store
from models.alliances.catalogues import CATALOGUES
from models.kinds import RECORDS
from models.schools.school import School
from tests.tui.user import TODAY, at_the_desk
from tui.commands.help_page import help_lines
from tui.desk.commands import COMMANDS, key_map
from tui.desk.tabs import places
from tui.policies.sections import PoliciesSection
from tui.sections.list import ListSection
from tui.sections.places import list_class_of
from tui.workbench.command import LETTERS, Here, runner_of
from tui.workbench.keys import GRID_KEYS, KeyMap

NAMES = [command.name for command in COMMANDS]


def test_every_command_is_done_wherever_a_section_has_it_and_each_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
    alone = {command.name: command.runs for command in COMMANDS}
    assert all(callable(runner_of(runs)) for runs in alone.values() if runs)
    somewhere = {name for name, runs in alone.items() if runs}
    for section in (place.make() for of_tab in places() for place in of_tab):
        for each in section.commands:
            if each != LETTERS:
                here = each if isinstance(each, Here) else Here(each)
                assert here.name in alone
                assert not here.works or callable(runner_of(here.runs or alone[here.name]))
                somewhere.add(here.name)
    assert somewhere == set(NAMES)


def test_no_key_calls_two_commands() -> None:
    keys = Counter(key for command in COMMANDS for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    moves = {"g", "G", "home", "end", "pageup", "pagedown", "up", "down", "left", "right"}
    assert not moves & keys.keys()


def test_every_command_says_in_a_line_what_it_does() -> None:
    for command in COMMANDS:
        assert command.help
        assert "\n" not in command.help
        assert command.group in ("list", "anywhere")


async def test_help_lists_every_command_with_its_keys_and_what_may_be_typed() -> None:
    async with at_the_desk() as user:
        await user.press("1")
        told = [" ".join("".join(text for text, _ in line).split())
                for line in help_lines(user.desk)]  # fmt: skip
        whole = " ".join(told)
        for command in COMMANDS:
            assert command.help in whole
            assert any(KeyMap(COMMANDS).word(command.name) in line for line in told)
        for keys, text in GRID_KEYS:
            assert keys in whole
            assert text in whole
        await user.press("f1")
        assert user.lines[0].startswith(" Help")
        assert all(len(line) == 80 for line in user.lines)
        await user.press("end")
        assert "LAESTAB" in user.text
        await user.press("escape", "?")
        assert user.lines[0].startswith(" Help")


async def test_help_in_a_matrix_tells_its_letters() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "?")
        assert "a letter sets the cell" in user.text
        assert "c f w n p l m" in user.text
        await user.press("pagedown")
        assert "Awaiting approval" in user.text


@pytest.mark.parametrize(
    ("keys", "command", "why"),
    [
        (("0",), "a", "Open a line with Enter first"),
        (("0",), "d", "Open a line with Enter first"),
        (("0",), "=", "Open a line with Enter first"),
        (("3", "]"), "d", "In a matrix a letter sets the cell"),
        (("3", "]"), "a", "In a matrix a letter sets the cell"),
        (("4", *["]"] * 5), "=", "A review is never changed"),
        *((("2", "[", "["), command, "is made when its membership moves on: m on it")
          for command in ("a", "e", "enter", "=", "d")),
        (("v", "o"), "d", "A view is only read"),
    ],
)  # fmt: skip
async def test_a_command_that_cannot_run_now_says_why(
    keys: tuple[str, ...], command: str, why: str
) -> None:
    async with at_the_desk() as user:
        await user.press(*keys, command)
        assert why in user.said


async def test_commands_that_cannot_run_now_are_dim_at_the_foot() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("4", "]")
        assert user.style("f", -1).bold, "one begins on a cell"
        await user.press("left")
        assert not user.style("f", -1).bold, "on the names no letter sets anything"
        await user.press("right")
        assert user.style("f", -1).bold


async def test_what_the_desk_keeps_itself_is_neither_opened_nor_added_by_hand() -> None:
    async with at_the_desk(size=(120, 24)) as user:
        await user.press("2", "[", "[")
        assert not user.style("a add", -1).bold
        assert not user.style("d remove", -1).bold
        await user.press("a")
        assert "A step is made when its membership moves on: m on it, in Members." in user.text


def test_whatever_is_not_changed_by_hand_says_on_the_screen_what_to_do_instead() -> None:
    assert [record for record in RECORDS if record.append_only]
    assert all(
        bool(list_class_of(record).instead) == bool(record.append_only) for record in RECORDS
    )


async def test_a_desk_that_only_looks_changes_nothing_and_says_so(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("One") as change:
            change.add(School, {"name": "Ash Grove"})
    before = path.read_bytes()
    async with at_the_desk(path=path, read_only=True, size=(120, 40)) as user:
        assert "look only" in user.lines[0]
        await user.press("1")
        for key, dim in {"a": "a add", "u": "u undo", "d": "d remove", "=": "= set"}.items():
            assert not user.style(dim, -1).bold
            await user.press("h", "escape", key)
            assert "to look only" in user.said
        await user.press("h", "escape", "i")
        assert "to look only" in user.said
        await user.press("h", "escape", "e")
        assert "to look only" in user.said
        await user.press("/", *"ash", "enter", "escape", "s", "h", "escape")
        assert user.first_words[0] == "Ash Grove"
    assert path.read_bytes() == before


async def test_a_matrix_that_is_only_looked_at_takes_no_letter() -> None:
    async with at_the_desk(read_only=True) as user:
        await user.press("4", "]")
        before = user.rows
        await user.press("c", "enter", "c", "enter", "a", "ctrl+s")
        assert "Nothing can be set here" in user.said or "to look only" in user.said
        await user.press("escape", "escape")
        assert user.rows == before


async def test_remapped_keys_work_and_are_shown_at_the_foot_and_in_the_help() -> None:
    keys = {"undo": "f5", "tab.policies": "z", "filter": "ctrl+f"}
    async with at_the_desk(keys=keys, size=(105, 40)) as user:
        await user.press("z")
        assert "Northumberland" in user.bar
        await user.press("1", "ctrl+f", *"ferncarr", "enter")
        assert len(user.rows) < 16
        await user.press("d", "y", "f5")
        assert user.said.startswith("Undone: Removed school Ferncarr")
        assert "F5 undo" in user.keys
        assert "Ctrl+F filter" in user.keys
        await user.press("u", "4")
        assert "Schools" in user.bar, "the old keys still work"
        told = ["".join(text for text, _ in line) for line in help_lines(user.desk)]
        assert any("F5" in line and "Undo" in line for line in told)
        await user.press("ctrl+p", *"undo the last")
        assert "F5" in user.line_of("Undo the last change")


async def test_a_command_may_have_several_keys() -> None:
    async with at_the_desk(keys={"undo": ("f5", "ctrl+z")}) as user:
        for key, word in (("ctrl+z", "nothing to undo"), ("f5", "nothing to undo"), ("u", "")):
            await user.press("1", key)
            assert word in user.said
        assert "F5 undo" in user.keys
        await user.press("?", "/", *"the last change")
        assert "F5, Ctrl+Z" in user.text


async def test_keys_by_which_a_grid_moves_cannot_be_given_to_a_command() -> None:
    configuration = Configuration(Path("config.toml"), keys={"undo": "g", "sort": "home"})
    taken, problems = key_map(configuration)
    assert taken == {}
    assert len(problems) == 2


def test_what_is_wrong_with_the_keys_is_told_and_the_rest_holds() -> None:
    configuration = Configuration(
        Path("config.toml"), keys={"undoo": "f5", "export": "a", "sort": "f6"}
    )
    taken, problems = key_map(configuration)
    assert taken == {"sort": "f6"}
    assert any("Did you mean undo?" in problem for problem in problems)
    assert any("a is the key of add" in problem for problem in problems)


async def test_a_wrong_key_in_the_configuration_is_told_when_the_desk_opens() -> None:
    async with at_the_desk(keys={"undoo": "f5"}) as user:
        assert "there is no command “undoo”" in user.said
        assert len(user.rows) > 3


async def test_the_palette_does_commands_finds_schools_and_exports_summaries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"skylark", "enter")
        assert user.at.startswith("Skylark Edge School")
        assert "Schools" in user.bar
        await user.press("ctrl+p", *"undo nothing at all")
        await user.press("escape", "ctrl+p", *"workstreams and who", "enter")
        assert "Who does what" in user.bar
        await user.press("ctrl+p", *"compliance matrix", "enter")
        assert user.lines[0].startswith(" Export")
        assert user.field("What") == "Policy compliance matrix"
        await user.press("ctrl+s")
        assert "Wrote" in user.said
        assert [file.name for file in tmp_path.iterdir()] == ["policy-compliance-2026-11-21.xlsx"]


async def test_the_palette_goes_to_a_school_in_a_list_that_was_narrowed() -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"ashenfold", "enter", "ctrl+p", *"blue coat", "enter")
        assert user.at.startswith("The Blue Coat")
        assert len(user.rows) == 16


async def test_undo_and_redo_say_when_there_is_nothing(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("u")
        assert user.said == "There is nothing to undo."
        await user.press("ctrl+r")
        assert "nothing" in user.said


async def test_q_leaves_the_desk() -> None:
    for key in ("q", "ctrl+q"):
        async with at_the_desk() as user:
            user.desk.call_later(lambda: None)
            await user.press(key)
            assert user.desk.return_value == 0


def test_there_is_a_matrix_for_every_catalogue() -> None:
    matrices = [place for place in places()[4] if isinstance(place.make(), PoliciesSection)]
    assert len(matrices) == len(CATALOGUES)


# Finding the way


async def test_the_palette_finds_sections_by_their_names_and_goes_there() -> None:
    async with at_the_desk() as user:
        places = {"half-term": "Half-terms", "meetings": "Meetings", "agreem": "Agreements"}
        for words, label in places.items():
            await user.press("ctrl+p", *words, "enter")
            assert f"›{label}" in user.bar


async def test_a_matrix_without_policies_says_what_helps() -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "]")
        for key in ("*", "a", ".", "space"):
            await user.press(key)
            assert user.said.startswith("No policy of this catalogue is loaded: i loads it.")


async def test_notes_that_are_cut_are_all_shown_by_the_details() -> None:
    async with at_the_desk() as user:
        await user.press("v", "b")
        assert user.said.endswith("Tab shows all.")
        notes = user.desk.section.shown.notes
        await user.press("tab", *["pageup"] * 3)
        await user.until(notes[0][:40])
        seen = user.text
        for note in notes:
            if note[:30] not in seen:
                await user.press("down", "down")
                await user.until(note[:30])
                seen += user.text


async def test_the_letters_of_a_matrix_all_fit_at_the_foot_of_eighty_columns() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("4", "]")
        for letter in POLICY_LETTERS:
            assert f" {letter} " in user.keys
        assert user.keys.endswith("? help")


async def test_the_foot_of_a_list_has_the_keys_by_which_records_come_in_and_go_on() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        seen = set()
        for tab, of_tab in enumerate(places()):
            for _ in of_tab if tab else ():
                await user.press(str(tab) if f" {tab} " not in seen else "]")
                seen.add(f" {tab} ")
                section = user.desk.section
                if isinstance(section, ListSection) and LETTERS not in section.commands:
                    for name in ("import", "join"):
                        if section.use_of(name):
                            assert f" {user.desk.keys.word(name)} " in user.keys, section.label
                            seen.add(name)
        assert {"import", "join"} <= seen


async def test_what_was_said_makes_room_once_the_cursor_moves_or_something_is_opened() -> None:
    async with at_the_desk() as user:
        await user.press("1", "d", "escape")
        user.is_told("Nothing was removed.")
        await user.press("down")
        user.does_not_see("Nothing was removed.")
        await user.press("d", "escape", "h", "escape")
        user.does_not_see("Nothing was removed.")


async def test_a_long_page_tells_how_much_of_it_is_out_of_view() -> None:
    async with at_the_desk() as user:
        await user.press("1", "h")
        told = int(user.line_of("↓ ").split()[1])
        assert user.lines[-2].strip() == f"↓ {told} more"
        await user.press(*["down"] * 2)
        user.sees(f"↑ 2 more ↓ {told - 2} more")
        await user.press("end")
        assert user.lines[-2].strip() == f"↑ {told} more"
        await user.press("escape", "?")
        assert user.lines[-2].strip().endswith(" more")
