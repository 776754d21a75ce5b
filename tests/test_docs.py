"""The manual in docs/ against the program that it tells of."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from data.files.configuration import read
from data.letters.registry import LETTERS
from data.summaries.registry import SUMMARIES
from models.calendar.school_calendar import SchoolCalendar
from models.fields.dates import read_date
from models.kinds import KINDS
from models.policies.due_dates import Cycle
from models.policies.policy import CYCLES, RECKONINGS
from tests.pictures import DAY, HOUSE, README
from tui.command_line.parsing import make_parser
from tui.desk.commands import COMMANDS, key_map
from tui.desk.tabs import TABS, places
from tui.workbench.keys import FORM_KEYS, GRID_KEYS, key_word

DOCS = HOUSE / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TAB_PAGES = ("today.md", "schools.md", "alliances.md", "workstreams.md", "policies.md")
"""The page of each tab, in their order."""

MOST_LINES = 150
_FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(((?!https?:)[^)\s]+)\)")
_TICKS = re.compile(r"`([^`\n]+)`")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


class Table(NamedTuple):
    """A table of a page: where it stands, its headings, and the cells of its rows."""

    page: str
    headings: list[str]
    rows: list[list[str]]


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def prose_of(page: Path) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", text_of(page))


def blocks(language: str) -> list[str]:
    """The blocks of code of all pages in this language."""
    return [
        code for page in PAGES for name, code in _FENCE.findall(text_of(page)) if name == language
    ]


def tables() -> Iterator[Table]:
    """All tables of the manual."""
    for page in PAGES:
        for block in re.findall(r"(?:^\|.*\n)+", text_of(page), re.MULTILINE):
            lines = [
                [cell.strip() for cell in line[1:-1].split("|")] for line in block.splitlines()
            ]
            yield Table(page.name, lines[0], lines[2:])


def anchors_of(page: Path) -> set[str]:
    """The places within a page that a link may lead to, as GitHub names its headings."""
    found = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in found}


def calls() -> list[str]:
    """Every whole call of the command: the lines of code, and those within a sentence."""
    lines = "\n".join(blocks("sh")).splitlines()
    lines += [word for page in PAGES for word in _TICKS.findall(prose_of(page))]
    # Of a verb that stands for any other only the reader knows what follows.
    return [line for line in lines if line.startswith("alliance") and " VERB" not in line]


def test_pages_are_short_and_the_index_leads_to_each() -> None:
    index = text_of(DOCS / "README.md")
    assert len(PAGES) > 10
    for page in PAGES:
        assert len(text_of(page).splitlines()) <= MOST_LINES, page.name
        assert page.name == "README.md" or f"]({page.name})" in index


def test_every_link_leads_to_a_page_and_a_heading_that_are_there() -> None:
    links = [(page, link) for page in PAGES for link in _LINK.findall(prose_of(page))]
    from_readme = [link for link in _LINK.findall(text_of(README)) if link.startswith("docs/")]
    assert from_readme
    for page, link in [*links, *((README, link) for link in from_readme)]:
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_file(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors_of(target), f"{page.name}: {link}"


@pytest.mark.parametrize("call", sorted(set(calls())))
def test_every_call_is_one_that_the_command_understands(call: str) -> None:
    words = shlex.split(call)[1:]
    if words[-1:] == ["--help"]:
        # Help ends the program: what stands before it must be a call by itself.
        words = words[:-1]
    options = make_parser().parse_args(words)
    first = next(iter(getattr(options, "words", ())), None)
    known = {
        "list": KINDS, "show": KINDS, "add": KINDS, "set": KINDS, "remove": KINDS,
        "import": [*KINDS, "tracker", "workbook"], "export": SUMMARIES, "letter": LETTERS,
    }.get(options.verb)  # fmt: skip
    assert first is None or known is None or first in known


def test_every_key_in_a_table_is_one_that_the_desk_has() -> None:
    fixed = " ".join(keys for keys, _ in (*GRID_KEYS, *FORM_KEYS))
    known = {key_word(key) for command in COMMANDS for key in command.keys}
    known |= set(re.split(r", | or | ", fixed)) | {"Esc"}
    told = [
        (table.page, key)
        for table in tables()
        if table.headings[0] in ("key", "keys")
        for cells in table.rows
        for key in _TICKS.findall(cells[0])
    ]
    assert len(told) > 50
    assert [each for each in told if each[1] not in known] == []


def test_every_letter_of_a_section_is_told_as_it_is() -> None:
    made = {place.label: place.make for found in places() for place in found}
    told = [table for table in tables() if _BOLD.fullmatch(table.headings[0])]
    assert len(told) > 4
    for table in told:
        section = made[table.headings[0].strip("*")]()
        letters = {_TICKS.findall(cells[0])[0] for cells in table.rows}
        assert letters == set(getattr(section, "letters", {})), table


def test_what_stands_in_bold_is_a_section() -> None:
    named = {(page.name, name) for page in PAGES for name in _BOLD.findall(prose_of(page))}
    sections = {place.label for found in places() for place in found}
    assert sorted(each for each in named if each[1] not in sections) == []


@pytest.mark.parametrize("tab", range(len(TABS)), ids=lambda tab: TABS[tab].label)
def test_the_page_of_a_tab_tells_of_each_of_its_sections(tab: int) -> None:
    told = set(_BOLD.findall(prose_of(DOCS / TAB_PAGES[tab])))
    assert {place.label for place in places()[tab]} <= told


def test_every_summary_and_every_letter_that_is_named_is_there() -> None:
    # Words joined by hyphens are names of our own: summaries, letters, and kinds for scripts.
    words = {word for page in PAGES for word in _TICKS.findall(prose_of(page))}
    named = {word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)+", word)}
    assert len(named) > 10
    assert sorted(named - SUMMARIES.keys() - LETTERS.keys() - KINDS.keys()) == []
    for heading, known in (("summary", SUMMARIES), ("letter", LETTERS)):
        (table,) = (table for table in tables() if table.headings[0] == heading)
        assert {cells[0].strip("`") for cells in table.rows} <= known.keys()
    assert {cells[0].strip("`") for cells in table.rows} == LETTERS.keys()


def test_each_day_that_may_be_typed_is_read_as_it_is_told() -> None:
    (table,) = (table for table in tables() if table.headings[0] == "typed")
    for typed, day in table.rows:
        for each in _TICKS.findall(typed):
            assert f"{read_date(each, DAY):%d/%m/%Y}" == day, each


def test_each_question_that_is_asked_by_a_letter_has_that_letter_in_its_tab() -> None:
    asked = [
        (int(tab), letter)
        for page in PAGES
        for tab, letter in re.findall(r"`(\d)`, `v`(?:,| and then) `(\w)`", prose_of(page))
    ]
    (table,) = (table for table in tables() if table.headings[0].startswith("press `v`"))
    tab = TAB_PAGES.index(table.page)
    asked += [(tab, letter) for row in table.rows for letter in re.findall(r"`(\w)`", row[0])]
    assert len(asked) > 15
    for tab, letter in asked:
        subjects = TABS[tab].subjects
        letters = {maker.key for maker in SUMMARIES.values() if maker.subject in subjects}
        assert letter in letters, (tab, letter)


def test_each_due_date_is_the_one_that_is_worked_out() -> None:
    (table,) = (table for table in tables() if table.headings[-1] == "due")
    for renewal, rule, approved, due in table.rows:
        named, _, place = rule.partition(", ")
        named = next((key for key, label in RECKONINGS.items() if rule.startswith(label)), "")
        cycle = Cycle(
            next(key for key, label in CYCLES.items() if label == renewal),
            named,
            place if named == "half-term" else None,
            "12-31" if place == "31 December" else None,
        )
        days = [read_date(day, DAY) for day in approved.split(", ")]
        found = cycle.due_after(days, SchoolCalendar())
        assert (f"{found:%d/%m/%Y}" if found else "never") == due, (renewal, rule, approved)


@pytest.mark.parametrize("block", blocks("toml"))
def test_the_configuration_is_one_that_works(block: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(block, encoding="utf-8")
    configuration = read(file)
    assert (list(configuration.problems), key_map(configuration)[1]) == ([], [])
