"""Views: a question in two keys, three where it is about a school; the answer can be worked on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data.policies.pairs import PAIRS
from data.policies.standing import board, pair_of
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.declaring import SummaryMaker
from data.summaries.registry import SUMMARIES
from data.tables.limits import Limits
from data.tables.table import Column, Content, Row, Summary
from models.kinds import KINDS
from models.policies.due_dates import OVERDUE
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.tui.user import TODAY, User, at_the_desk
from tui.commands.help_page import help_lines
from tui.commands.views import assign_letters
from tui.desk.tabs import TABS
from tui.sections import view as views

OF_A_SCHOOL = SummaryMaker(
    "policies-of-one", "The policies of one school", "Its head", "data.summaries.of_one",
    rows=PAIRS, question="What has this school?", key="q", asks_for="school",
)  # fmt: skip


def settled() -> Store:
    """The sample with every school settled in, so that what nobody recorded is missing."""
    store = open_sample(TODAY)
    with store.operation("Settle in") as change:
        for school in store.find(School):
            change.set(School, str(school["key"]), {"settled_in": date(2020, 1, 1)})
    return store


def made(name: str) -> Callable[[Store], Summary]:
    return lambda store: SUMMARIES[name].make(store)


async def overdue(user: User) -> list[str]:
    """The keys of the overdue list, in order."""
    return [row.key for row in (await user.ask(made("policies-overdue"))).rows]


@pytest.fixture
def view_of_a_school(monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that is about one school, beside those that there are."""

    def make(store: Store, limits: Limits) -> Content:
        standing = board(store)
        assert limits.school is not None
        rows = [
            Row(each.pair, (store.name_of(Policy, each.policy), each.state))
            for each in standing.of_school(limits.school)
        ]
        notes = [f"{len(rows)} policies of {store.name_of(School, limits.school)}."]
        columns = [Column("policy", "Policy"), Column("state", "State", "state", 18)]
        return Content(columns, rows, notes)

    module = type("Module", (), {"make": staticmethod(make)})
    monkeypatch.setitem(__import__("sys").modules, "data.summaries.of_one", module)
    monkeypatch.setitem(SUMMARIES, OF_A_SCHOOL.name, OF_A_SCHOOL)
    monkeypatch.setitem(views.VIEWS, OF_A_SCHOOL.name, OF_A_SCHOOL)


# Asking


def test_every_question_has_a_letter_that_no_other_of_its_tab_has() -> None:
    for tab in TABS:
        of_tab = [maker for maker in views.VIEWS.values() if maker.subject in tab.subjects]
        letters = [maker.key for maker in of_tab if maker.key]
        assert all(len(letter) == 1 for letter in letters)
        assert len(set(letters)) == len(letters)
    assert all(maker.question.endswith("?") for maker in views.VIEWS.values())


async def test_questions_of_the_tab_in_front_come_first_and_their_letters_are_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twin = SUMMARIES["actions"]._replace(key="o")
    monkeypatch.setitem(views.VIEWS, "actions", twin)
    overdue = SUMMARIES["policies-overdue"]
    async with at_the_desk(size=(80, 90)) as user:
        await user.press("2", "v")
        assert user.line_of(twin.question).split()[0] == "o"
        assert user.line_of(overdue.question).strip() == overdue.question
        assert user.lines.index(user.line_of(twin.question).ljust(80)) < user.lines.index(
            user.line_of(overdue.question).ljust(80)
        )
        await user.press("o")
        assert "View: actions" in user.bar
        await user.press("4", "v", "o")
        assert "View: policies overdue" in user.bar
        await user.press("2", "v", "x")
        assert "View: membership register" in user.bar


def keys_to(maker: SummaryMaker) -> tuple[str, ...]:
    """The keys that ask a question from Today: through its tab where its letter is another's."""
    letters = {each.name: letter for letter, each in assign_letters(views.VIEWS.values(), ())}
    if letters[maker.name]:
        return "v", maker.key
    if not maker.key:
        return "ctrl+p", *maker.question, "enter"
    return next(tab.key for tab in TABS if maker.subject in tab.subjects), "v", maker.key


async def test_v_lists_every_question_with_its_letter_and_esc_leaves_all_as_it_was() -> None:
    async with at_the_desk(size=(80, 90)) as user:
        await user.press("v")
        for letter, maker in assign_letters(views.VIEWS.values(), ()):
            line = user.line_of(maker.question).lstrip("›").split()
            assert line[0] == (letter or maker.question.split()[0])
        await user.press("escape")
        assert user.style(TABS[0].label, 0).reverse


async def test_questions_stand_under_headings_those_of_the_tab_in_front_first() -> None:
    async with at_the_desk(size=(80, 90)) as user:
        await user.press("3", "v")
        told = [line.strip(" ›") for line in user.lines]
        headings = {maker.heading for maker in views.VIEWS.values()}
        places = sorted(told.index(heading) for heading in headings)
        assert told[places[0]] == "Workstreams"
        assert told.index("Engagement and impact") < told.index("Members")
        for maker in views.VIEWS.values():
            at = next(at for at, line in enumerate(told) if maker.question in line)
            assert told[max(place for place in places if place < at)] == maker.heading


async def test_what_lies_out_of_sight_among_questions_is_counted_without_headings() -> None:
    async with at_the_desk() as user:
        await user.press("4", "v")
        shown = sum(line.rstrip().endswith(("?", "of a school")) for line in user.lines)
        user.sees(f"↓ {len(views.VIEWS) - shown} more")
        await user.press(*["pagedown"] * 9)
        shown = sum(line.rstrip().endswith(("?", "of a school")) for line in user.lines)
        user.sees(f"↑ {len(views.VIEWS) - shown} more")


SUBJECTS_OF_VIEWS = sorted({maker.subject for maker in views.VIEWS.values()})


@pytest.mark.parametrize("subject", SUBJECTS_OF_VIEWS)
async def test_every_question_is_answered_in_three_keys_from_today_at_most(subject: str) -> None:
    of_subject = [each for each in views.VIEWS.values() if each.subject == subject and each.key]
    async with at_the_desk(size=(120, 30)) as user:
        for maker in of_subject:
            await user.press("0", *keys_to(maker), *(["enter"] if maker.asks_for else []))
            assert user.style("View", 1).bold
            assert maker.name.replace("-", " ") in user.bar
            school = user.desk.section.limits.get("school")
            assert bool(school) is bool(maker.asks_for)
            answer = await user.ask(partial(maker.make, school=school))
            if answer.rows:
                assert user.bar.endswith(f"of {len(answer.rows):,}")
            else:
                assert "None." in user.text
            if answer.notes:
                assert answer.notes[0][:40] in user.text


async def test_the_palette_answers_a_question_by_its_words() -> None:
    async with at_the_desk() as user:
        await user.press("ctrl+p", *"overdue worst")
        assert "v o" in user.line_of("Which policies are overdue")
        await user.press("enter")
        assert "policies overdue" in user.bar


async def test_help_tells_every_question_and_what_the_answer_means() -> None:
    async with at_the_desk() as user:
        await user.press("v", "o", "?")
        assert "Which policies are overdue, worst first?" in user.lines[2]
        assert "Whether the school must or should have it" in user.text
        told = [" ".join("".join(text for text, _ in line).split())
                for line in help_lines(user.desk)]  # fmt: skip
        begins = told.index("What v answers of: Policies")
        for maker in views.VIEWS.values():
            assert f"{maker.key} {maker.question}"[:50] in " ".join(told[begins:])


# Of one school


async def test_a_question_about_a_school_proposes_the_one_under_the_cursor(
    view_of_a_school: None,
) -> None:
    async with at_the_desk() as user:
        await user.press("1", "down", "down")
        name = user.first_words[2]
        await user.press("v", "q", "enter")
        assert name in user.bar
        assert f"policies of {name}" in user.said
        await user.press("0", "v", "q", "enter")
        assert name in user.bar, "the school that was shown last is proposed"
        await user.press("v", "o", "down")
        key = (await overdue(user))[1]
        other = await user.ask(lambda store: store.name_of(School, pair_of(key)[0]))
        await user.press("v", "q", "enter")
        assert other in user.bar


async def test_a_name_typed_at_once_finds_the_school_and_never_sets_a_cell(
    view_of_a_school: None,
) -> None:
    async with at_the_desk() as user:
        await user.press("4", "]", "down")
        before = await user.ask(lambda store: len(store.history()))
        await user.press("v", "q", *"blue coat", "enter")
        assert "The Blue Coat CofE School" in user.bar
        assert await user.ask(lambda store: len(store.history())) == before
        await user.press("v", "q", *"skylark", "enter", "v", "q", "escape")
        assert "Skylark Edge School" in user.bar, "who leaves the question keeps the answer"


async def test_the_answer_about_a_school_is_exported_of_that_school_only(
    view_of_a_school: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk() as user:
        await user.press("v", "q", *"blue coat", "enter", "x", "tab", *"csv", "ctrl+s")
        key = user.desk.section.limits.get("school")
        assert key is not None
        held = await user.ask(lambda store: board(store).of_school(key))
        assert user.said.startswith(f"Wrote {len(held)} rows"), user.text
    (file,) = tmp_path.iterdir()
    assert len(file.read_text("utf-8-sig").splitlines()) == len(held) + 1


# Working on the answer


async def test_a_policy_that_is_approved_leaves_the_overdue_list_and_the_next_has_its_place() -> (
    None
):
    async with at_the_desk(size=(120, 40)) as user:
        before = await overdue(user)
        await user.press("v", "o", "down", "c")
        assert await overdue(user) == [before[0], *before[2:]]
        assert f"row 2 of {len(before) - 1}" in user.bar
        assert user.desk.section.grid.cursor_key == before[2]
        school, policy = pair_of(before[1])
        named = await user.ask(
            lambda store: (store.name_of(Policy, policy), store.name_of(School, school))
        )
        assert user.said.startswith(f"Approved today: {named[0]}, {named[1]}")
        await user.press("u")
        assert await overdue(user) == before
        assert f"of {len(before)}" in user.bar
        await user.press("G", "c")
        assert user.desk.section.grid.cursor_key == before[-2]


async def test_marked_rows_take_one_approval_and_are_marked_no_longer_when_they_leave() -> None:
    async with at_the_desk() as user:
        before = await overdue(user)
        reviews = await user.ask(lambda store: store.count(Review))
        await user.press("v", "o", "space", "down", "space", "c")
        assert await overdue(user) == [before[1], *before[3:]]
        assert "marked" not in user.bar
        assert await user.ask(lambda store: store.count(Review)) == reviews + 2
        await user.press("u")
        assert await overdue(user) == before


async def test_enter_offers_what_a_policy_can_be_set_to_and_opens_it_whole() -> None:
    async with at_the_desk() as user:
        await user.press("v", "o", "enter")
        assert user.line_of("Approved today").split()[0] == "c"
        await user.press("e")
        school, policy = pair_of((await overdue(user))[0])
        name = await user.ask(
            lambda store: store.name_from(SchoolPolicy, {"school": school, "policy": policy})
        )
        assert name[:40] in user.lines[0]
        await user.press("escape")
        assert "policies overdue" in user.bar


async def test_a_policy_that_nobody_recorded_is_set_as_well_and_gets_its_record() -> None:
    def unrecorded(store: Store) -> tuple[int, str]:
        rows = SUMMARIES["policies-missing"].make(store).rows
        return next(
            (at, row.key)
            for at, row in enumerate(rows)
            if not (standing := board(store).get(*pair_of(row.key))) or not standing.key
        )

    async with at_the_desk(settled) as user:
        at, pair = await user.ask(unrecorded)
        await user.press("v", "m", *["down"] * at, "enter")
        assert "Drafting" in user.text
        await user.press("f")
        school, policy = pair_of(pair)
        (held,) = await user.ask(
            lambda store: store.find(SchoolPolicy, school=school, policy=policy)
        )
        assert held["stage"] == "drafting"


@pytest.mark.parametrize("subject", SUBJECTS_OF_VIEWS)
async def test_enter_opens_the_record_that_a_row_stands_for(subject: str) -> None:
    async with at_the_desk(size=(120, 40)) as user:
        for maker in views.VIEWS.values():
            if maker.subject != subject or maker.rows not in KINDS:
                continue
            answer = await user.ask(maker.make)
            if not answer.rows:
                continue
            await user.press("0", *keys_to(maker), "down", "enter")
            key = answer.rows[min(1, len(answer.rows) - 1)].key
            name = await user.ask(
                lambda store, kind=maker.rows, key=key: store.name_of(KINDS[kind], key)
            )
            shown = [*user.lines[:2], user.question]
            assert name.split(" · ")[0][:60] in " ".join(shown)
            # A question about the row leaves the view in sight above it.
            assert user.question or "›View" not in user.bar
            await user.press("escape")
            assert user.style("View", 1).bold


async def test_a_view_is_filtered_sorted_and_exported_as_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(size=(120, 40)) as user:
        rows = (await user.ask(made("policies-overdue"))).rows
        name = str(rows[0].cells[0])
        mine = [row for row in rows if row.cells[0] == name]
        await user.press("v", "o", "right", "s", "/", *name[:9].lower(), "enter")
        assert len(user.rows) == len(mine) < len(rows)
        assert "Sorted by Policy, A to Z" in user.text or user.bar
        await user.press("x", "tab", *"csv", "ctrl+s")
        assert user.said.startswith(f"Wrote {len(mine)} row")
        await user.press("escape")
        assert len(user.rows) == len(rows)
    (file,) = tmp_path.iterdir()
    assert file.name == "policies-overdue-2026-11-21.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("School,Policy")
    assert '"Note on this file: Not shown:' in lines[0]
    assert len(lines) == len(mine) + 1


async def test_a_view_only_answers_and_says_where_records_are_removed_and_set() -> None:
    async with at_the_desk() as user:
        await user.press("v", "o")
        for key in ("d", "=", "i"):
            await user.press("h", "escape", key)
            assert "The lists are the other sections" in user.said


async def test_a_view_that_is_only_looked_at_takes_no_letter() -> None:
    async with at_the_desk(read_only=True) as user:
        before = await overdue(user)
        await user.press("v", "o", "c")
        assert "to look only" in user.said
        await user.press("enter")
        assert "to look only" in user.said
        assert await overdue(user) == before


async def test_the_details_of_a_row_say_why_and_how_its_day_was_reckoned() -> None:
    async with at_the_desk(size=(80, 24)) as user:
        await user.press("v", "o", "tab")
        await user.pilot.pause(0.05)
        await user.settled()
        assert user.line_of(" State ").endswith(OVERDUE.word)
        lines = user.lines[user.lines.index(user.line_of(" State ").ljust(80)) :]
        assert lines[1].split() == ["Duty", "Must"]
        assert lines[2].split()[0] == "Due"
        assert " ".join(lines[3].split()).startswith("Reckoned Annual renewal")
        assert "after the approval of" in lines[3] + lines[4]


async def test_a_view_follows_what_changes_while_another_tab_is_in_front() -> None:
    async with at_the_desk() as user:
        before = await overdue(user)
        await user.press("v", "o", "c", "0", "u", "4")
        assert "policies overdue" in user.bar
        assert user.bar.endswith(f"of {len(before)}")


async def test_below_what_is_overdue_stands_how_much_is_late_by_how_long() -> None:
    async with at_the_desk() as user:
        await user.press("0", "enter")
        days = [int(row.split("/")[-1].split()[1]) for row in user.rows]
        assert len(days) == 14
        for label, least, most in (
            ("over a year", 366, 10_000),
            ("over half a year", 183, 365),
            ("over a month", 31, 182),
            ("a month or less", 0, 30),
        ):
            count = sum(least <= each <= most for each in days)
            line = user.line_of(label)
            assert line.split()[-1] == str(count)
            assert line.count("━") == count
        # It is of what is shown, and gone with the list.
        await user.press("/", *"ashenfold", "enter")
        assert user.line_of("over a year").split()[-1] == "2"
        await user.press("escape", "v", "m")
        user.does_not_see("over a year")


async def test_who_answers_for_what_is_overdue_is_seen_on_eighty_columns() -> None:
    async with at_the_desk() as user:
        await user.press("0", "enter")
        assert user.lines[2].split()[:5] == ["School", "Policy", "Due", "Days", "Owner"]
        assert user.row_of("Ashenfold High School … Equality").endswith("Headteacher")
        # A school office calls a post by its short name where there is little room.
        assert user.row_of("Ashenfold High School … Biometric").endswith(" SBM")
    async with at_the_desk(size=(200, 50)) as user:
        await user.press("0", "enter")
        assert "School business manager" in user.text
        assert " SBM" not in user.text
