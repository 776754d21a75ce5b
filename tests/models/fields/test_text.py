"""What text may enter the desk."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.fields.text import folded, harmless, name_for_scripts, nearest, one_line, several_lines

FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff"
    r"\ud800-\udfff]"
)

# Characters that a terminal obeys or that hide others, thick among ordinary ones.
nasty = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x08\x0b\x0c\r\n\t\x1b[]\\;PX^_0m52chH?\x7f\x85\x90\x98\x9b\x9c\x9d"
        ),
        st.sampled_from("\u202e\u2066\u200f\u061c\ufeff\u2028\u2029\u0301é"),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Blue\x1b[31m Coat\x1b[0m", "Blue Coat"),
        ("Blue\x1b[?1049h Coat", "Blue Coat"),
        ("Blue\x9b31m Coat", "Blue Coat"),
        ("Blue\x1b]52;c;ZXZpbA==\x07 Coat", "Blue Coat"),
        ("Blue\x1b]52;c;ZXZpbA==\x1b\\ Coat", "Blue Coat"),
        ("Blue\x9d52;c;ZXZpbA==\x9c Coat", "Blue Coat"),
        ("Blue\x1bPq#0;2;0;0;0\x1b\\ Coat", "Blue Coat"),
        ("Blue\x90q#0\x9c Coat", "Blue Coat"),
        ("Blue\x1b_app\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\ Coat", "Blue Coat"),
        ("Blue\x1bc Coat", "Blue Coat"),
        ("Blue\x1b(0 Coat", "Blue Coat"),
        ("Blue Coat\x1b", "Blue Coat"),
        ("Blue Coat\x1b[", "Blue Coat"),
        ("Blue\x1b]0;title never ended", "Blue"),
        ("Bl\x00ue\x7f\x08 Coat\x85", "Blue Coat"),
        ("\u202eBlue\u202c \u2066Coat\u2069\u200f", "Blue Coat"),
        ("\ufeffBlue Coat", "Blue Coat"),
        ("Blue\ud800 Coat\udfff", "Blue Coat"),
        ("Blue\tCoat\r\nOldham\rOL1", "Blue\tCoat\nOldham\nOL1"),
        ("Blue Coat\u2028Oldham\u2029OL1", "Blue Coat\nOldham\nOL1"),
        ("École 学校 👩‍🏫 [/bold]", "École 学校 👩‍🏫 [/bold]"),
    ],
)
def test_nothing_that_a_terminal_obeys_stays_and_nothing_else_goes(typed: str, left: str) -> None:
    assert harmless(typed) == left


@pytest.mark.parametrize(
    ("garbled", "left"),
    [
        ("St Mary\xe2\x80\x98s Primary", "St Mary\xe2s Primary"),
        ("Lou\x9fs School", "Lous School"),
        ("one \x9d two", "one  two"),
    ],
)
def test_a_name_that_was_decoded_wrongly_keeps_its_letters(garbled: str, left: str) -> None:
    assert harmless(garbled) == left


def test_an_unended_sequence_takes_no_more_than_its_line() -> None:
    assert harmless("Agenda\x1b]0;x\nsecond line") == "Agenda\nsecond line"


@given(nasty)
@example("\x9d\x9d52;c;a\x07")
@example("\x1b\x1b[31m]52;c;a\x07")
@example("\r\x1b[m\n")
def test_no_forbidden_character_is_left_by_any_way_in(typed: str) -> None:
    for clean in (harmless, one_line, several_lines):
        text = clean(typed)
        assert not FORBIDDEN.search(text)
        assert clean(text) == text


@given(nasty)
def test_one_line_is_one_line_with_single_spaces(typed: str) -> None:
    text = one_line(typed)
    assert len(text.splitlines()) <= 1
    assert text == text.strip()
    assert "  " not in text
    assert unicodedata.is_normalized("NFC", text)


@given(nasty)
def test_several_lines_have_no_spaces_at_their_ends(typed: str) -> None:
    text = several_lines(typed)
    assert unicodedata.is_normalized("NFC", text)
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert not text.startswith("\n")
    assert not text.endswith("\n")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_plain_english_is_left_as_it_is(typed: str) -> None:
    assert harmless(typed) == typed


def test_line_breaks_pasted_from_a_word_processor_part_the_words() -> None:
    assert one_line("Blue Coat\x0bOldham") == "Blue Coat Oldham"
    assert several_lines("Blue Coat\x0bOldham\x0cOL1") == "Blue Coat\nOldham\nOL1"


def test_notes_keep_their_empty_lines_and_their_indents() -> None:
    assert several_lines("\n one  \n\n\ttwo \n\n") == " one\n\n    two"


def test_letters_are_composed_so_that_they_compare() -> None:
    assert one_line("E\u0301cole") == "École"


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("École Jeannine Manuel", "ecole"),
        ("Straße", "strasse"),
        ("ÉCOLE", "École"),
        ("Łódź", "łodz"),
        ("St Mary’s", "st mary's"),
        ("Bury–Rochdale", "bury-rochdale"),
        ("İstanbul", "istanbul"),
        ("℡", "tel"),
    ],
)
def test_a_name_is_found_without_its_accents_capitals_and_curls(stored: str, typed: str) -> None:
    assert folded(typed) in folded(stored)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)


def test_labels_become_names_for_scripts() -> None:
    assert name_for_scripts("Local authority") == "local-authority"
    assert name_for_scripts("  Café (R&D) ") == "cafe-r-d"


def test_a_typing_error_is_met_with_the_nearest_name() -> None:
    assert nearest("polices", ["schools", "policies"]) == "policies"
    assert nearest("xyzzy", ["schools", "policies"]) is None


def test_a_million_introducers_do_not_hang_the_desk() -> None:
    """What was pasted by malice is cleaned in time that grows with its length."""
    assert harmless("\x9d" * 1_000_000 + "a") == "a"
    assert harmless("\x1b]" * 500_000 + "a") == ""
