"""In which alphabet a file was written: found out line by line, and never guessed into names."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.importing import carry_out, plan
from data.imports.text_decoding import LOST_LETTER, NotTextError, Text, survey
from data.store.store import Store
from models.schools.school import School
from tests.data.imports.making_files import notes_of, rows_of

NAMES = ("École St André", "Zoë Müller", "Ynys Môn", "Café Élan", "Señor Núñez", "£5,000")


def text_of(content: bytes) -> tuple[Text, str]:
    found = survey(lambda: io.BytesIO(content))
    return found, "".join(found.read_lines(io.BytesIO(content), 9_000_000))


@pytest.mark.parametrize(
    ("alphabet", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("cp850", "MS-DOS (code page 850)"),
        ("mac_roman", "Mac Roman"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_names_come_back_whichever_alphabet_and_line_ends_a_program_wrote(
    alphabet: str, label: str, ends: str
) -> None:
    text = ends.join(["Name,Town", *NAMES, ""])
    found, read = text_of(text.encode(alphabet))
    assert (found.label, read) == (label, text)


@pytest.mark.parametrize(
    ("content", "label", "name"),
    [
        (b"Name,URN,Town\n\x90cole,100001,Leeds\n", "MS-DOS (code page 850)", "École"),
        (b"Name,URN,Town\n\x83cole St Andr\x8e,100001,Leeds\n", "Mac Roman", "École St André"),
        (b"Name,URN,Town\nO\x92Brien \x96 Moor,100001,Leeds\n", "Windows-1252", "O’Brien – Moor"),
    ],
)
def test_one_name_is_enough_when_only_one_alphabet_makes_a_word_of_it(
    tmp_path: Path, content: bytes, label: str, name: str
) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(content)
    assert rows_of(file) == [(2, [name, "100001", "Leeds"])]
    assert f"Read as {label}" in notes_of(file)


@pytest.mark.parametrize(
    "content",
    ["Zoë".encode("cp850"), "Школа №1".encode("cp1251"), "Σχολείο Αθήνας".encode("iso8859-7")],
    ids=["two would do", "Russian", "Greek"],
)
def test_a_name_that_no_alphabet_or_more_than_one_explains_is_rejected_and_not_stored(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(b"Name,Town\nMoor Lane,Leeds\n" + content + b",Leeds\n")
    made = plan(store, School, file)
    assert [each["name"] for each in made.additions] == ["Moor Lane"]
    assert [row.line for row in made.rejected] == [3]
    assert "could not be read" in made.rejected[0].reason
    assert any("an alphabet that could not be told" in note for note in made.notes)


def test_one_bad_byte_costs_its_own_row_and_leaves_all_other_names_as_they_are(
    store: Store, tmp_path: Path
) -> None:
    rows = "".join(f"École {n},10000{n},Tŷ-gwyn\n" for n in range(1, 5))
    file = tmp_path / "cut.csv"
    file.write_text(f"Name,URN,Town\n{rows}", encoding="utf-8")
    carry_out(store, plan(store, School, file))
    file.write_bytes(file.read_bytes() + b"Caf\xc3")
    made = plan(store, School, file)
    assert (made.unchanged, made.empty) == (4, True)
    assert [row.line for row in made.rejected] == [6]
    assert any(note.startswith("1 line is not in UTF-8") for note in made.notes)


def test_rows_of_another_program_in_a_file_of_utf_8_are_read_in_their_own_alphabet() -> None:
    good = "École 1,Tŷ-gwyn\n" * 3
    found, read = text_of(good.encode() + "Café Noël,Zürich\n".encode("cp1252"))
    assert read == f"{good}Café Noël,Zürich\n"
    assert "read as Windows-1252 where that gives words" in found.notes[0]


def test_a_letter_of_utf_8_that_is_cut_off_is_not_read_as_one_of_an_older_alphabet() -> None:
    good, older = "ÉCOLE 1,TŶ-GWYN\n", "Café Noël,Zürich\n".encode("cp1252")
    _, read = text_of(good.encode() + older + b"CAF\xc3,LEEDS\n")
    assert read == f"{good}Café Noël,Zürich\nCAF{LOST_LETTER},LEEDS\n"


def test_a_long_line_of_which_a_part_is_looked_at_is_not_broken_there() -> None:
    for shift in range(4):
        content = "x" * shift + "é" * 3_000 + "\n"
        found, read = text_of(content.encode())
        assert (found.encoding, found.notes, read) == ("utf-8", [], content)


def test_a_letter_that_another_program_lost_is_told_and_never_a_name(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "lost.csv"
    file.write_text("Name,Town\nCaf\ufffd Lane,Leeds\nMoor,Bury\n", encoding="utf-8")
    made = plan(store, School, file)
    assert [each["name"] for each in made.additions] == ["Moor"]
    assert "1 of its lines has the mark �" in " ".join(made.notes)


def test_a_letter_on_the_border_of_two_chunks_is_one_letter() -> None:
    line = "é" * 700_001 + "\n"
    assert text_of(b"x" + line.encode() * 2)[1] == f"x{line * 2}"


def test_bytes_that_no_text_has_are_no_text() -> None:
    with pytest.raises(NotTextError):
        survey(lambda: io.BytesIO(b"Name\nMo\0or\n"))


@given(st.binary(max_size=300).filter(lambda content: b"\0" not in content))
def test_any_bytes_are_read_line_by_line_and_utf_8_is_never_read_otherwise(content: bytes) -> None:
    found = survey(lambda: io.BytesIO(content))
    if found.encoding == "utf-16":
        return
    read = list(found.read_lines(io.BytesIO(content), 1_000))
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    assert found.lines == len(content.splitlines())
    for line, text in zip(lines, read or [""], strict=True) if lines else ():
        with suppress(UnicodeDecodeError):
            assert text == line.decode("utf-8")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), max_size=5))
def test_utf_8_comes_back_as_it_is(texts: list[str]) -> None:
    content = "\n".join(["Name", *texts])
    assert text_of(content.encode())[1] == content


def test_the_mark_for_a_lost_letter_is_that_of_every_decoder() -> None:
    assert b"\xff".decode("utf-8", errors="replace") == LOST_LETTER
