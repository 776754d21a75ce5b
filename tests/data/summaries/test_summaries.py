"""Summaries: what they count, what they are limited to, and what may leave the house."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache

import pytest

from data.exports.sheets import sheet_of
from data.exports.writing import FORMATS, WritingProblem, write
from data.policies.attention import policies_in_order
from data.policies.pairs import PAIRS
from data.policies.standing import board, pair_of
from data.problems import WrongCall
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.declaring import TABLE_FORMATS, SummaryMaker, of_package
from data.summaries.registry import SUMMARIES
from data.tables.paper import Listing
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.fields.values import show_value as show
from models.memberships.membership import Membership
from models.policies.due_dates import IN_ORDER, NOT_COUNTED
from models.policies.duties import MUST, SHOULD
from models.schools.school import School
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.fixture(scope="module")
def made(sample: Store) -> Mapping[str, Summary]:
    """Every summary of the sample, each made once, when it is first asked for."""

    class Made(dict[str, Summary]):
        def __missing__(self, name: str) -> Summary:
            return self.setdefault(name, SUMMARIES[name].make(sample))

    return Made()


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_every_summary_is_a_whole_table_of_its_day(name: str, made: Mapping[str, Summary]) -> None:
    summary = made[name]
    assert (summary.name, summary.title, summary.today) == (name, SUMMARIES[name].title, TODAY)
    assert summary.paper is not None, "it is designed as a paper too"
    assert summary.paper.readers or summary.paper.for_circulation
    assert summary.paper.answer
    assert summary.paper.subject.partition(" · ")[0] not in ("", "CONFIDENTIAL"), "whose it is"
    assert all(len(row.cells) == len(summary.columns) for row in summary.rows)
    assert len({column.name for column in summary.columns}) == len(summary.columns)
    for row in summary.rows:
        for cell, column in zip(row.cells, summary.columns, strict=True):
            assert isinstance(show(cell, column.kind), str)


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_all_shares_of_a_column_have_as_many_places(name: str, made: Mapping[str, Summary]) -> None:
    summary = made[name]
    tables = [(summary.columns, summary.rows)]
    for part in summary.paper.parts if summary.paper else ():
        if isinstance(part, Listing):
            tables.append((part.columns, [row for group in part.groups for row in group.rows]))
    for columns, rows in tables:
        for at, column in enumerate(columns):
            shown = [show(row.cells[at], column.kind) for row in rows]
            if "cent" in column.label.lower() or "%" in column.label:
                shares = [each for each in shown if re.fullmatch(r"-?[\d,]+(\.\d+)?", each)]
            else:
                shares = [each for each in shown if re.fullmatch(r"-?[\d.,]+ ?%", each)]
            assert len({len(each.rstrip(" %").partition(".")[2]) for each in shares}) <= 1, shares


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_every_summary_can_be_made_of_empty_books(name: str, store: Store) -> None:
    summary = SUMMARIES[name].make(store)
    assert all(not any(row.cells[1:2]) for row in summary.rows)
    if name != "today":
        # Its readers sit at no desk, and have no keys to press.
        sheet = sheet_of(summary)
        said = " ".join([*sheet.answer, *sheet.counted])
        assert not re.search(r"\btab \d|\bpress\b|\b[a-z] (on|in) [A-Z]|[Ee]nter |loads", said), (
            said
        )


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_every_summary_comes_as_all_tables_and_says_whom_it_is_for(
    name: str, sample: Store, made: Mapping[str, Summary]
) -> None:
    maker = SUMMARIES[name]
    assert set(TABLE_FORMATS) <= set(maker.formats) <= set(FORMATS)
    assert maker.for_whom
    summary = made[name]
    if len(summary.rows) > 60:
        # Half a hundred pages are drawn no otherwise than the few of one school.
        (school,) = sample.find(School, name="The Blue Coat CofE School")
        summary = maker.make(sample, school=str(school["key"]))
        assert summary.rows
    # The pack binds papers that are drawn here one by one; its own tests draw it in each format.
    drawn = {"pdf", "docx", "html"} if summary.chapters else set()
    for format_name in set(maker.formats) - {"xlsx"} - drawn:
        assert write(summary, format_name)
    if "ics" not in maker.formats:
        with pytest.raises(WritingProblem, match="cannot be a calendar"):
            write(summary, "ics")


def test_no_two_questions_of_a_subject_have_the_same_letter() -> None:
    letters: dict[str, list[str]] = {}
    for maker in SUMMARIES.values():
        if maker.key:
            assert maker.question
            letters.setdefault(maker.subject, []).append(maker.key)
    assert sum(map(len, letters.values())) >= 12
    for of_subject in letters.values():
        assert len(set(of_subject)) == len(of_subject)
        assert all(len(letter) == 1 for letter in of_subject)


def test_a_package_declares_summaries_whose_modules_are_called_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = SummaryMaker("events-of-the-year", "Events", "Everybody")
    other = SummaryMaker("open-days", "Open days", "Everybody", "days", "open")
    package = type("Package", (), {"SUMMARIES": (plain, other)})
    monkeypatch.setitem(sys.modules, "data.summaries.events", package)  # type: ignore[arg-type]
    found = of_package("data.summaries.events")
    assert [each.module for each in found] == [
        "data.summaries.events.events_of_the_year",
        "data.summaries.events.days",
    ]
    assert [each.subject for each in found] == ["events", "events"]
    assert [each.name for each in found] == ["events-of-the-year", "open-days"]


@pytest.mark.parametrize("name", [name for name, maker in SUMMARIES.items() if maker.rows == PAIRS])
def test_a_row_of_a_schools_policy_names_its_pair_once(
    name: str, sample: Store, made: Mapping[str, Summary]
) -> None:
    rows = made[name].rows
    assert len({row.key for row in rows}) == len(rows)
    assert all(board(sample).get(*pair_of(row.key)) for row in rows)


def schools_of(summary: Summary) -> set[str] | None:
    """The schools that the rows of a summary name; None when they are not about schools."""
    names = [column.name for column in summary.columns]
    if "school" not in names:
        return None
    at = names.index("school")
    return {str(row.cells[at]) for row in summary.rows if row.cells[at] is not None}


@pytest.mark.parametrize("name", [name for name in SUMMARIES if name != "today"])
def test_a_summary_of_one_school_has_no_other(
    name: str, sample: Store, made: Mapping[str, Summary]
) -> None:
    named = schools_of(made[name])
    if named is None:
        return
    chosen = "The Blue Coat CofE School"
    if chosen not in named and named:
        chosen = min(named)
    (school,) = sample.find(School, name=chosen)
    found = SUMMARIES[name].make(sample, school=str(school["key"]))
    assert schools_of(found) == ({chosen} if named else set())


@pytest.mark.parametrize(
    "school", ["Pennyroyal CofE Primary School (sample)", "Copperbeck Academy (sample)"]
)
def test_papers_of_a_school_that_has_left_or_not_come_yet_count_nothing_of_nothing(
    school: str, sample: Store
) -> None:
    (found,) = sample.find(School, name=school)
    for name, maker in SUMMARIES.items():
        if name != "today":
            summary = maker.make(sample, school=str(found["key"]))
            told = write(summary, "md").decode()
            assert not re.search(r"(?<![\d.,/])0 (of 0|schools|items|heads|members)\b", told), name


OF_MEMBERS = (
    "schools-by-trust",
    "local-groups",
    "specialist-days",
    "policies-overdue",
    "policies-missing",
    "policies-due",
    "policies-due-next",
    "approved-not-published",
    "published-but-old",
    "live-unchecked",
    "meeting-agenda",
    "due-before-meeting",
    "due-by-owner",
    "due-calendar",
    "owners-and-models",
    "by-owner",
    "fixed-dates",
    "approvals-this-year",
    "engagement",
    "engagement-of-members",
    "impact",
    "annual-pack",
)
"""Summaries that tell of a new alliance without naming the school that has just joined it."""


WithAnother = Callable[[str], tuple[Store, str]]


@pytest.fixture(scope="module")
def with_another() -> Iterator[WithAnother]:
    """The sample with a second alliance, of Far Away and a school that is in both; and its key."""
    with ExitStack() as opened:

        @cache
        def of_school(chosen: str) -> tuple[Store, str]:
            store = opened.enter_context(open_sample(TODAY))
            (shared,) = store.find(School, name=chosen)
            with store.operation("Another") as change:
                other = change.add(Alliance, {"name": "Another"})
                school = change.add(School, {"name": "Far Away", "type": "01"})
                for each in (school, shared["key"]):
                    both = {"school": each, "alliance": other, "statement_sent": TODAY}
                    change.add(Membership, both | {"stage": "statement sent"})
            return store, other

        yield of_school


@pytest.mark.parametrize("name", [name for name in SUMMARIES if name != "today"])
def test_a_summary_of_one_alliance_has_its_schools_and_no_other(
    name: str, made: Mapping[str, Summary], with_another: WithAnother
) -> None:
    whole = made[name]
    named = schools_of(whole)
    chosen = min(named) if named else "The Blue Coat CofE School"
    store, other = with_another(chosen)
    (northern,) = store.find(Alliance, name="The Northern Alliance")
    inside = SUMMARIES[name].make(store, alliance=str(northern["key"]))
    outside = SUMMARIES[name].make(store, alliance=other)
    assert "Far Away" not in (schools_of(inside) or ())
    assert len(inside.rows) <= len(whole.rows)
    of_members = name in OF_MEMBERS or "Far Away" in (schools_of(outside) or ())
    assert bool(outside.rows) is (bool(whole.rows) and of_members)
    if named and outside.rows:
        assert chosen in (schools_of(outside) or ()) <= {chosen, "Far Away"}


def test_what_needs_attention_is_not_for_circulation_and_of_everything(sample: Store) -> None:
    for limits in ({"for_circulation": True}, {"school": "x"}, {"alliance": "x"}):
        with pytest.raises(WrongCall, match="covers everything"):
            SUMMARIES["today"].make(sample, **limits)


def test_compliance_counts_what_is_in_order_of_what_must_be(sample: Store) -> None:
    summary = SUMMARIES["policy-compliance"].make(sample)
    at = {column.name: place for place, column in enumerate(summary.columns)}
    held: dict[tuple[str, str], list[bool]] = {}
    for each in board(sample):
        if each.state not in NOT_COUNTED:
            held.setdefault((each.school, each.duty.level), []).append(each.state in IN_ORDER)
    assert sum(len(found) for found in held.values()) > 50
    assert len(summary.rows) > 10
    for row in summary.rows:
        for level in (MUST, SHOULD):
            found = held.get((row.key, level), [])
            assert row.cells[at[f"{level}-in-order"]] == sum(found)
            assert row.cells[at[level]] == len(found)
    # Today counts the same: one figure stands on the screen and on the paper.
    for share in policies_in_order(sample):
        parts, wholes = (
            sum(int(str(row.cells[at[name]])) for row in summary.rows)
            for name in (f"{share.label}-in-order", share.label)
        )
        assert (share.part, share.whole) == (parts, wholes)


def test_the_register_counts_each_stage(sample: Store) -> None:
    summary = SUMMARIES["membership-register"].make(sample)
    stages = [str(row.cells[1]) for row in summary.rows]
    assert len(stages) == sample.count(Membership)
    for stage in set(stages):
        assert f"{stages.count(stage)} {stage.lower()}" in summary.notes[0]
    names = [(str(row.cells[4]).casefold(), str(row.cells[0]).casefold()) for row in summary.rows]
    assert names == sorted(names)
