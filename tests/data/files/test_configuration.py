"""What config.toml sets, and how what is wrong in it is told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from data.files.configuration import Command, Configuration, read

COMMANDS = (
    Command("undo", ("u",)),
    Command("help", ("?", "f1")),
    Command("tab.today", ("0",)),
    Command("save", ("s",), "form"),
    Command("sort", ("s",), "list"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def told(file: Path, content: str) -> list[str]:
    """All problems of a file with this content, without the file's name."""
    file.write_text(content, encoding="utf-8")
    before = file.stat().st_mtime_ns, file.read_bytes()
    settings = read(file)
    problems = [*settings.problems, *settings.key_map(COMMANDS)[1]]
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    assert all(problem.startswith(str(file)) for problem in problems)
    return [problem.removeprefix(str(file)).removeprefix(", ") for problem in problems]


def test_without_a_file_everything_is_as_it_is_by_itself(file: Path) -> None:
    assert read(file) == Configuration(file)
    assert read(file).mouse
    assert read(file).slow_line is None
    assert not file.exists()


def test_settings_that_hold(file: Path, tmp_path: Path) -> None:
    file.write_text(
        'store = "books/ours.db"\n[desk]\nmouse = false\nslow_line = true\n'
        '[keys]\nundo = "ctrl+z"\ntab.today = "f5"\n"help" = "!"\n'
    )
    settings = read(file)
    assert settings.problems == ()
    assert settings.store == tmp_path / "books" / "ours.db"
    assert not settings.mouse
    assert settings.slow_line
    assert settings.key_map(COMMANDS) == ({"undo": "ctrl+z", "tab.today": "f5", "help": "!"}, [])


def test_of_several_keys_of_a_command_only_those_are_left_out_that_cannot_be(file: Path) -> None:
    file.write_text('[keys]\nundo = ["u", "ctrl+z"]\nhelp = ["f5", "ctrl+i", "u"]\nredo = []\n')
    settings = read(file)
    assert any("line 3: help: a terminal sends Tab" in each for each in settings.problems)
    assert any("line 4: redo: its key must be text" in each for each in settings.problems)
    keys, problems = settings.key_map(COMMANDS)
    assert keys == {"undo": ("u", "ctrl+z"), "help": "f5"}
    assert len(problems) == 1
    assert "line 3: u is the key of undo" in problems[0]


def test_keys_in_a_section_of_a_section_are_the_same(file: Path) -> None:
    file.write_text('[keys.tab]\ntoday = "f5"\n')
    assert read(file).key_map(COMMANDS) == ({"tab.today": "f5"}, [])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("# mine\n\nstroe = 'x'\n", "line 3: there is no setting “stroe”. Did you mean store?"),
        ("[desk]\nmose = true\n", "line 2: there is no setting of [desk] “mose”. Did you mean mou"),
        ("[kyes]\nundo = 'z'\n", "line 1: there is no setting “kyes”. Did you mean [keys]?"),
        ("[keys]\n\nundoo = 'z'\n", "line 3: there is no command “undoo”. Did you mean undo?"),
        ("[keys]\ntab.todya = 'z'\n", "line 2: there is no command “tab.todya”. Did you mean tab."),
        (
            "theme = 'light'\n",
            "line 1: theme is a setting of the desk: write it below",
        ),
        ("[desk]\nmouse = 'no'\n", "line 2: mouse must be true or false"),
        ("[desk]\nslow-line = true\n", "line 2: there is no setting of [desk] “slow-line”. Did"),
        ("[desk]\nslow_line = 1\n", "line 2: slow_line must be true or false"),
        ("store = 5\n", "line 1: store must be a file"),
        ("desk = 5\n", "line 1: desk must be a section"),
        ("[keys]\nundo = 5\n", "line 2: undo: its key must be text"),
        ("[keys]\nundo = 'ctlr+z'\n", "line 2: undo: there is no key “ctlr+z”. For example: ctrl"),
        ("[keys]\nundo = 'ctrl+m'\n", "line 2: undo: a terminal sends Enter for ctrl+m"),
        ("[keys]\nundo = '0'\n", "line 2: 0 is the key of tab.today"),
        ("[keys]\nundo = 'question_mark'\n", "line 2: question_mark is the key of help"),
        ("[keys]\nundo = 'x'\nhelp = 'x'\n", "line 3: x is the key of undo"),
        ("[keys]\nhelp = 's'\n", "line 2: s is the key of save"),
        ("store = \n[desk]\n", "line 1: "),
        ("store = 'a'\nstore = 'b'\n", "line 2: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_nearest_name(
    file: Path, content: str, problem: str
) -> None:
    problems = told(file, content)
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_one_wrong_setting_leaves_the_others_in_force(file: Path) -> None:
    file.write_text("[desk]\nmouse = false\ncolour = 1\n[keys]\nundo = '0'\nhelp = 'f2'\n")
    settings = read(file)
    assert not settings.mouse
    assert settings.key_map(COMMANDS)[0] == {"help": "f2"}


def test_two_commands_may_swap_their_keys(file: Path) -> None:
    assert told(file, "[keys]\nundo = '0'\ntab.today = 'u'\n") == []


def test_commands_of_different_places_may_share_a_key(file: Path) -> None:
    assert told(file, "[keys]\nsave = 'w'\nsort = 'w'\n") == []


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = " + b"[" * 100_000, b"#" * 2_000_000])
def test_a_file_that_is_no_configuration_is_told_and_survived(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    settings = read(file)
    assert len(settings.problems) == 1
    assert settings.mouse


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a" + b".a" * 100_000, "larger than 100 kB"),
        (b"a" + b".a" * 49_000, "line 1: it is longer than 2,000 characters"),
        (b"\n" + b"[" * 99_000, "line 2: it is longer than 2,000 characters"),
        (b"a=" + b"[\n" * 49_000, "nested too deep"),
    ],
)
def test_no_file_takes_long_to_be_refused(file: Path, content: bytes, told: str) -> None:
    file.write_bytes(content)
    began = time.process_time()
    assert told in read(file).problems[0]
    assert time.process_time() - began < 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_in_its_place_is_told_and_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert "it is a device or a pipe" in read(file).problems[0]


def test_a_folder_in_its_place_is_told_and_survived(file: Path) -> None:
    file.mkdir()
    assert len(read(file).problems) == 1


def test_terminal_escapes_in_a_name_are_not_repeated(file: Path) -> None:
    (problem,) = told(file, '"\\u001b[31mred" = 1\n')
    assert "\x1b" not in problem
