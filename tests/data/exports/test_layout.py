"""How papers are laid out: which columns they show, how wide, what stands under them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exports.column_widths import GAP, SIZE
from data.exports.layout import LANDSCAPE, PORTRAIT, LaidListing, Planner, orientation_of
from data.exports.sheets import sheet_of
from data.exports.text_widths import width_of
from data.tables.circulation import confidential
from data.tables.paper import Group, Listing, Look, Mark, Paper, Shown
from data.tables.printing import narrowed_to
from data.tables.table import Column, Hint, Row, Summary
from models.fields.states import State, Tone
from tests.conftest import TODAY

WAITS = State("W", "Awaiting approval", Tone.INFO)
FINE = State("C", "Current", Tone.GOOD)


def listing(*texts: str, columns: int = 3, shown: tuple[Shown, ...] = ()) -> Listing:
    made = [Column(f"c{at}", f"Heading {at}") for at in range(columns)]
    rows = [Row(text, tuple(text for _ in made)) for text in texts]
    return Listing("Rows", made, [Group("", rows)], shown)


words = st.text(alphabet="abcdefghijklmnop", min_size=1, max_size=14)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(st.lists(sentences, min_size=1, max_size=12), st.integers(1, 5))
def test_every_word_has_room_in_its_column(texts: list[str], columns: int) -> None:
    part = listing(*texts, columns=columns)
    laid = Planner(Paper("P", parts=[part]), 262.0).laid_out(part)
    assert sum(head.percent for head in laid.headings) == pytest.approx(100)
    for at, head in enumerate(laid.headings):
        room = 262.0 * head.percent / 100 - GAP
        found = [word for text in texts for word in text.split()]
        assert all(width_of(word, SIZE, bold=at == 0) <= room + 0.001 for word in found)


def test_what_names_the_rows_is_no_narrow_strip_beside_long_texts() -> None:
    columns = [Column("name", "Policy"), Column("text", "Schools")]
    rows = [Row("", ("Health and safety of staff and pupils", "Ash Grove School; " * 40))] * 3
    part = Listing("Rows", columns, [Group("", rows)], (Shown("name"), Shown("text")))
    name, _ = Planner(Paper("P", parts=[part]), 175.0).laid_out(part).headings
    assert 175.0 * name.percent / 100 >= 32


def test_columns_of_importance_2_go_first_and_those_of_3_are_never_on_paper() -> None:
    wide = "a fairly long text that needs some room to be read"
    shown = tuple(Shown(f"c{at}", 1 + (at % 3)) for at in range(12))
    part = listing(wide, columns=12, shown=shown)
    laid = Planner(Paper("P", parts=[part]), 175.0).laid_out(part)
    kept = {head.text for head in laid.headings}
    assert {f"Heading {at}" for at in range(0, 12, 3)} <= kept
    assert not {f"Heading {at}" for at in range(2, 12, 3)} & kept
    assert 0 < len(kept & {f"Heading {at}" for at in range(1, 12, 3)}) < 4
    assert set(laid.left_out) == {f"Heading {at}" for at in range(12)} - kept


def test_a_column_in_which_nothing_stands_is_left_out_and_the_notes_say_so() -> None:
    made = [Column("name", "Name"), Column("a", "Approved"), Column("b", "Minute")]
    made += [Column("c", "Owner"), Column("d", "Meeting"), Column("e", "Due")]
    shown = (
        Shown("name"), Shown("a", under=("b",)), Shown("c"), Shown("d", empty="none recorded"),
        Shown("e", 2),
    )  # fmt: skip
    rows = [Row(str(at), (f"School {at}", None, "RC 1" if at else None, "", None, None))
            for at in range(2)]  # fmt: skip
    part = Listing("Rows", made, [Group("", rows)], shown)
    sheet = sheet_of(Summary("n", "T", TODAY, made, rows, (), Paper("P", parts=[part])))
    (laid,) = sheet.parts
    assert isinstance(laid, LaidListing)
    assert [head.text for head in laid.headings] == ["Name", "Approved", "Meeting"]
    assert sheet.counted == ["Nothing stands under: Owner."]
    of_none = Paper("P", parts=[Listing("Rows", made, [], shown)])
    assert sheet_of(Summary("n", "T", TODAY, made, (), (), of_none)).counted == []


def test_hints_for_the_desk_stand_on_no_paper() -> None:
    paper = Paper("P", answer=["None.", Hint("i loads some.")], definitions=[Hint("Press i.")])
    sheet = sheet_of(Summary("n", "T", TODAY, (), (), ("None.", Hint("i loads some.")), paper))
    assert (sheet.answer, sheet.counted) == (["None."], [])


def test_each_page_of_a_confidential_paper_says_so_and_whose_it_is() -> None:
    paper = confidential(Paper("Invoices", subject="The Northern Alliance"))
    sheet = sheet_of(Summary("n", "T", TODAY, (), (), (), paper))
    assert sheet.subject == "The Northern Alliance · CONFIDENTIAL"
    assert sheet.foot == "Invoices · CONFIDENTIAL · 21 November 2026"


def test_a_sheet_lies_when_what_must_be_shown_does_not_stand() -> None:
    narrow, wide = listing("short", columns=4), listing("some words in a column", columns=9)
    assert orientation_of(Paper("P", parts=[narrow])) == PORTRAIT
    assert orientation_of(Paper("P", parts=[wide])) == LANDSCAPE
    assert orientation_of(Paper("P", parts=[wide], orientation=PORTRAIT)) == PORTRAIT


def test_a_second_line_and_words_for_nothing_stand_in_their_cells() -> None:
    columns = [Column("policy", "Policy"), Column("owner", "Owner"), Column("day", "Day", "date")]
    rows = [Row("1", ("Health", "Clerk", TODAY)), Row("2", ("Safety", None, None))]
    shown = (Shown("policy", under=("owner",)), Shown("day", empty="never"))
    part = Listing("", columns, [Group("Both", rows)], shown, numbered=True)
    laid = Planner(Paper("P", parts=[part]), 175.0).laid_out(part)
    group, first, second = laid.lines
    assert group.heading == "Both (2)"
    assert [cell.text for cell in first.cells] == ["1", "Health", "21/11/2026"]
    assert first.cells[1].under == ("Clerk",)
    assert (second.cells[1].under, second.cells[2].text, second.cells[2].missing) == (
        (), "never", True,
    )  # fmt: skip


def test_only_states_that_need_somebody_are_marked() -> None:
    columns = [Column("name", "Name"), Column("state", "State", "state")]
    rows = [Row("1", ("A", WAITS)), Row("2", ("B", FINE))]
    part = Listing("", columns, [Group("", rows)], (Shown("name"), Shown("state", marked=True)))
    paper = Paper("P", parts=[part], marks={WAITS: Mark(Look.ACT)})
    lines = Planner(paper, 175.0).laid_out(part).lines
    assert [line.cells[1].look for line in lines] == [Look.ACT, None]


def test_listings_with_the_same_columns_have_the_same_widths() -> None:
    short, long = listing("a b"), listing("a much longer text than in the other one, of many words")
    planner = Planner(Paper("P", parts=[short, long]), 175.0)
    widths = [[head.percent for head in planner.laid_out(part).headings] for part in (short, long)]
    assert widths[0] == widths[1]


def test_a_selection_says_so_and_gives_no_answer_for_the_whole() -> None:
    part = listing("one", "two", "three")
    paper = Paper("P", answer=["All three."], parts=[part])
    summary = Summary("s", "S", TODAY, part.columns, part.groups[0].rows, (), paper)
    sheet = sheet_of(narrowed_to(summary, summary.rows[:2]))
    assert sheet.answer == ["A selection: 2 of 3 rows."]
    assert [line.cells[0].text for line in sheet.parts[0].lines] == ["one", "two"]  # type: ignore[union-attr]
    assert sheet_of(narrowed_to(summary, summary.rows)).answer == ["All three."]


def test_the_foot_leaves_the_page_number_its_place() -> None:
    paper = Paper("A title of many words that goes on and on until nobody reads it any more " * 2)
    foot = sheet_of(
        Summary("s", "S", TODAY, (), (), (), paper, "made 21/11/2026 by jatkinson, Alliance Desk")
    ).foot
    assert 100 < width_of(foot, 8) < 152
    assert foot.endswith("· 21 November 2026 · made 21/11/2026 by jatkinson, Alliance Desk")
