"""Files from the screen and from the command are the same bytes, and keep quiet what they must."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events

from data.exports.exports import list_content
from data.exports.writing import FORMATS
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.listing import table_of
from data.tables.table import Summary
from models.kinds import KINDS
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk
from tui.command_line.main import main
from tui.desk.tabs import places

SOME_LEFT_OUT = "--for-circulation"
Call = Callable[..., bytes]

CIRCULATED = [
    maker.name
    for maker in SUMMARIES.values()
    if maker.name != "today" and not maker.why_not_circulated
]


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the desk was opened in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return folder


@pytest.fixture
def alliance(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    def call(*arguments: str) -> bytes:
        capsysbinary.readouterr()
        code = main(["--today", TODAY.isoformat(), "--sample", *arguments])
        out, err = capsysbinary.readouterr()
        assert code == 0, err
        return out

    return call


async def export(user: User, what: str, format_name: str, file: str, circulation: str) -> bytes:
    """What the form of x writes."""
    label = FORMATS[format_name].label
    keys: list[str | events.Paste] = ["x"]
    for typed in (what, label, file, circulation):
        keys += ["end", "ctrl+u", events.Paste(typed), "tab"]
    await user.press(*keys, "ctrl+s")
    assert user.said.startswith("Wrote"), user.text
    return Path(file).read_bytes()


@pytest.mark.parametrize("subject", sorted({maker.subject for maker in SUMMARIES.values()}))
async def test_a_summary_is_the_same_bytes_from_the_screen_and_from_the_command(
    subject: str, alliance: Call
) -> None:
    given = {}
    # Of one that comes in several variants, such as the lists of policies, one is tried.
    of_subject = {
        maker.module: (at, maker)
        for at, maker in enumerate(SUMMARIES.values())
        if maker.subject == subject
    }
    async with at_the_desk() as user:
        for at, maker in of_subject.values():
            # A format is made of the summary and of nothing else: one is tried of each summary.
            format_name = maker.formats[at % len(maker.formats)]
            file = f"out-{maker.name}"
            call = ("export", maker.name, "--format", format_name)
            given[call] = await export(user, maker.title, format_name, file, "n")
            assert Path(file).stat().st_mode & 0o777 == 0o600
            if maker.name in CIRCULATED and not any(SOME_LEFT_OUT in call for call in given):
                call = ("export", maker.name, "--format", "csv", SOME_LEFT_OUT)
                given[call] = await export(user, maker.title, "csv", file + "-circulated", "y")
    assert given
    for call, content in given.items():
        assert alliance(*call) == content


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_list_is_the_same_bytes_from_the_command_as_from_the_screen(
    kind: str, alliance: Call, sample: Store
) -> None:
    table = table_of(sample, KINDS[kind])
    # A format is made of the table and of nothing else: one is tried of each kind.
    formats = ("csv", "xlsx", "md", "json", "text")
    format_name = formats[list(KINDS).index(kind) % len(formats)]
    content = list_content(KINDS[kind], table, format_name)
    assert alliance("list", kind, "--format", format_name) == content


async def test_what_is_shown_goes_out_as_it_is_filtered(alliance: Call) -> None:
    async with at_the_desk() as user:
        await user.press("1", "/", *"high", "enter", "x", "tab", *"csv", "ctrl+s")
        assert "Wrote 2 rows" in user.said
    (file,) = Path.cwd().iterdir()
    assert file.name == "schools-2026-11-21.csv"
    assert file.read_bytes() == alliance("list", "schools", "high", "--format", "csv")


async def test_every_section_can_be_exported_as_it_is_shown() -> None:
    async with at_the_desk() as user:
        for tab, of_tab in enumerate(places()):
            for at, _ in enumerate(of_tab):
                for file in Path.cwd().iterdir():
                    # A list and the answer to a question may have the same name.
                    file.unlink()
                there = str(tab) if at == 0 else "]"
                # The format of last time stands there already.
                chosen = ["tab", *"markdown"] if (tab, at) == (0, 0) else []
                await user.press(there, "home", "x", *chosen, "ctrl+s")
                assert user.said.startswith("Wrote"), user.text
                (file,) = Path.cwd().iterdir()
                assert file.suffix == ".md"
                assert file.stat().st_size


async def test_a_file_that_cannot_be_written_is_told_in_the_form_and_nothing_is_lost() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x", "tab", "tab", *"nowhere/schools.csv", "ctrl+s")
        assert "no folder" in user.under("File")
        assert user.field("File") == "nowhere/schools.csv"
        await user.press("escape")
        assert "Wrote" not in user.said


async def test_a_list_goes_out_whole_and_for_circulation_a_summary_is_named() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x", "tab", "tab", "tab", "y", "ctrl+s")
        assert "circulation" in user.text
        assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("name", [*CIRCULATED, "statements-outstanding"])
def test_a_circulated_paper_names_no_school_that_has_not_signed_and_says_how_many(
    name: str, sample: Store
) -> None:
    from data.exports.writing import write

    signed = {
        each["school"]
        for each in sample.find(Membership)
        if each["stage"] in STAGES_THAT_SIGNED and each["statement_signed"]
    }
    unsigned = [each for each in sample.find(School) if each["key"] not in signed]
    assert len(unsigned) >= 3
    whole = SUMMARIES[name].make(sample)
    paper = SUMMARIES[name].make(sample, for_circulation=True)
    hidden = _schools_in(whole) - _schools_in(paper)
    contents = {
        format_name: write(paper, format_name).decode("utf-8-sig")
        for format_name in ("csv", "json", "html", "md", "text")
    }
    for school in unsigned:
        assert not any(str(school["name"]) in content for content in contents.values())
    told = next((note for note in paper.notes if note.startswith("For circulation")), "")
    if hidden and "confidential" not in told:
        # Whoever has signed for another alliance stands in the paper with that membership.
        gone = [part for part in told.split("; ") if "another alliance" not in part]
        counts = re.findall(r"\b(\d+) (?:school|organisation|whose)", "; ".join(gone))
        assert counts, told
        # Of some schools that it looks at the first has nothing to list; the next two tell of
        # memberships, and a school may have two.
        # A sheet of circles also counts whoever receives support, for another reason.
        # The rows of the last two are owners, for whom something may wait in no school any more,
        # and trusts.
        loose = {
            "due-before-meeting": len(unsigned),
            "movement": len(sample.find(Membership)),
            "commitments-moved": len(sample.find(Membership)),
            "workstream-sheet": len(sample.find(Membership)),
            "by-owner": len(unsigned),
            "members-sharing-a-trust": len(unsigned),
        }
        assert len(hidden) <= sum(map(int, counts)) <= loose.get(name, len(hidden)), told
        for format_name in ("html", "md", "text"):
            assert told in contents[format_name].replace("&nbsp;", " ")
    if "confidential" in told:
        assert paper.rows
    elif _schools_in(whole):
        assert bool(paper.rows) is bool(_schools_in(whole) - hidden)
    else:
        assert bool(paper.rows) is bool(whole.rows)


def _schools_in(table: Summary) -> set[str]:
    names = [column.name for column in table.columns]
    at = names.index("school") if "school" in names else 0
    return {str(row.cells[at]) for row in table.rows if row.cells[at] is not None}


async def test_a_view_of_one_school_is_written_under_that_schools_name(tmp_path: Path) -> None:
    async with at_the_desk() as user:
        await user.press("v", "s", *"copperbeck", "enter", "x", "tab", *"csv", "ctrl+s")
        assert user.said.startswith("Wrote"), user.text
    (written,) = Path.cwd().glob("*.csv")
    assert written.name == f"school-schedule-copperbeck-academy-sample-{TODAY}.csv"


async def test_a_calendar_is_refused_where_there_are_no_days_and_what_has_some_is_named() -> None:
    async with at_the_desk() as user:
        await user.press("1", "x", "tab", *"calendar", "ctrl+s")
        assert "This cannot be written as a calendar; these can: Calendar of due" in user.text
        await user.press("escape", "y")
    assert not list(Path.cwd().glob("*.ics"))
