"""The README and the changelog against the program that they speak of."""

from __future__ import annotations

import re
import shlex
import sys
from functools import cache
from pathlib import Path

import pytest
import tomli

from data import problems
from data.files.configuration import read
from models.kinds import KINDS
from models.schools.school import School
from tests import pictures
from tests.pictures import HOUSE, PICTURES, README, Picture
from tui.command_line import main as command_line
from tui.command_line.parsing import make_parser
from tui.desk.commands import key_map

PROJECT = tomli.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@cache
def page() -> str:
    return README.read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands under a heading."""
    return page().split(f"\n## {title}\n")[1].split("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def words_in_ticks(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


REDRAW = "the program has changed: draw them anew with `python -m tests.pictures`"


_draw = Picture.draw


@cache
def drawn(picture: Picture) -> list[str]:
    return _draw(picture)[1]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_the_program_shows(picture: Picture) -> None:
    kept = picture.file.read_text(encoding="utf-8")
    assert pictures.lines_of(kept) == drawn(picture), REDRAW
    assert f"pictures/{picture.file.name}" in page()


def test_a_picture_fetches_nothing_from_elsewhere() -> None:
    for picture in PICTURES:
        kept = picture.file.read_text(encoding="utf-8")
        assert re.findall(r"url\((?!#)[^)]*\)|href=\S*|@import.*", kept) == []


@pytest.mark.parametrize("name", ["screen", "keys", "verbs"])
def test_what_the_readme_says_of_screen_keys_and_verbs_is_so(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Picture, "draw", lambda picture: ("", drawn(picture)))
    assert pictures.part(page(), name) == pictures.made_parts()[name], REDRAW


def test_the_manual_page_tells_of_the_verbs_as_they_are() -> None:
    assert pictures.MANUAL_PAGE.read_text(encoding="utf-8") == pictures.manual_page(), REDRAW


def test_a_fresh_copy_is_set_up_by_pipx_uv_or_a_line_to_paste() -> None:
    lines = [block.strip().split("\n") for block in blocks(section("Set it up"), "sh")]
    assert lines[0] == ["pipx install .", "uv tool install ."]
    assert [len(each) for each in lines[1:]] == [1, 1]
    desk, tests = (each[0].split(" && ") for each in lines[1:])
    assert desk[:2] == tests[:2] == ["python3 -m venv .venv", ". .venv/bin/activate"]
    assert (desk[2], desk[-1]) == ("pip install -q .", "alliance --sample")
    assert tests[2:] == ["pip install -q -e '.[dev]'", "python -m pytest -n 2"]
    assert PROJECT["scripts"]["alliance"] == "alliance_desk:main"
    assert "dev" in PROJECT["optional-dependencies"]


def test_a_browser_is_served_on_this_computer_alone_and_told_that_there_is_no_login() -> None:
    (line,) = blocks(section("In a browser"), "sh")[0].strip().split("\n")
    code = shlex.split(line)[2]
    assert "Server('alliance', host='127.0.0.1')" in code
    compile(code, "README", "exec")
    assert "browser" in PROJECT["optional-dependencies"]
    assert "no login" in section("In a browser")


def test_the_continuous_check_runs_the_tests_as_the_readme_does() -> None:
    said = blocks(section("Set it up"), "sh")[-1].strip().split(" && ")
    steps = (HOUSE / ".ci" / "run").read_text(encoding="utf-8").strip().split("\n")
    install, run_tests = said[2:]
    checks = [install, "ruff check .", "ruff format --check .", "mypy", run_tests]
    begin = steps.index(install)
    assert steps[begin : begin + len(checks)] == checks
    assert "set -euo pipefail" in steps


def test_every_call_in_the_readme_is_one_that_the_command_understands() -> None:
    parser = make_parser()
    lines = "\n".join(blocks(page(), "sh")).replace(" && ", "\n").split("\n")
    calls = [line for line in lines if line.startswith("alliance")]
    calls += [
        word for word in words_in_ticks(section("Where your data is kept")) if "alliance " in word
    ]
    assert len(calls) > 5
    for call in calls:
        options = parser.parse_args(shlex.split(call)[1:])
        kind, *_ = [*getattr(options, "words", ()), ""]
        if options.verb in ("list", "add"):
            assert kind in KINDS
        if options.verb == "export":
            from data.summaries.registry import SUMMARIES

            assert kind in SUMMARIES


def test_fields_in_the_readme_are_fields_of_a_school() -> None:
    calls = "".join(blocks(section("The command"), "sh")).split("\n")
    call = next(line for line in calls if " add schools " in line)
    given = [word.split("=")[0] for word in shlex.split(call) if "=" in word]
    assert given
    for name in given:
        assert name in [field.name.replace("_", "-") for field in School.fields()]


def test_exit_codes_in_the_readme_are_those_of_the_command() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", section("The command"), re.MULTILINE)}
    kinds = [problems.Problem, *problems.Problem.__subclasses__()]
    assert told == {0, command_line.INTERRUPTED} | {kind.exit_code for kind in kinds}


def test_the_configuration_in_the_readme_is_one_that_works(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(blocks(section("Keys"), "toml")[0], encoding="utf-8")
    configuration = read(file)
    keys, wrong = key_map(configuration)
    assert (list(configuration.problems), wrong) == ([], [])
    assert keys == {"undo": ("u", "ctrl+z"), "tab.today": "f5"}


@pytest.mark.skipif(sys.platform != "linux", reason="the README names the places of Linux")
def test_the_places_in_the_readme_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.files import places
    from data.store import backups

    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    store = places.default_store()
    for path in (store, places.configuration_file(), f"{backups.folder_of(store)}/"):
        assert f"`{str(path).replace(str(tmp_path), '~')}`" in section("Where your data is kept")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_place_that_is_named_is_there(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8")
    named = [word for word in words_in_ticks(text) if re.fullmatch(r"[a-z]\w*(/[\w.]*)+", word)]
    named += re.findall(r"\]\(((?!https?:)[^)]+)\)", text)
    assert [place for place in named if not (HOUSE / place).exists()] == []


def test_every_folder_has_its_line_for_those_who_work_on_it() -> None:
    text = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    made = pictures.folders_part()
    assert made.count("`tui/") > 15
    assert pictures.part(text, "folders") == made
    assert "|  |" not in made


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    text = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert entries[0] == ("Unreleased", "")
    assert entries[1][0] == PROJECT["version"]
    assert all(day for _, day in entries[1:])
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
