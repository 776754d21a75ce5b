"""No text of a circulated paper names a school that has not signed, whoever wrote it and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from data.exports.writing import write
from data.memberships.circulation import schools_that_signed
from data.problems import WrongCall
from data.sample.store import open_sample
from data.schools.named_in_texts import NamesInTexts
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.circulation import LEFT_OUT, told_of_circulation
from data.tables.table import Summary
from models.fields.text_fields import EmailField, TextField, WebAddressField
from models.kinds import RECORDS
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY

UNSIGNED = "Copperbeck Academy (sample)"
WRITTEN = "Quince at copperbeck academy’s hall"


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def plant(store: Store, record: type[Record], *, in_names: bool) -> None:
    """Write the school's name into every free text of a kind: into what names it too, or not.

    Schools and organisations keep theirs: one that has signed is called what it is called.
    """
    for field in record.fields():
        if field.attribute in record.named_by and (
            not in_names or record in (School, Organisation)
        ):
            continue
        if isinstance(field, (EmailField, WebAddressField)):
            written = "https://quince.copperbeckacademy.example/minutes"
            written = (
                "quince@copperbeckacademy.example" if isinstance(field, EmailField) else written
            )
        elif isinstance(field, TextField):
            written = WRITTEN
        else:
            continue
        # Where no two may have the same, they differ.
        unlike = " || ' ' || rowid" if field.attribute in record.named_by else ""
        column = f'"{field.column_name}"'
        table = f'"{record._meta.table_name}"'
        with store.database.writing():
            store.database.rows(f"UPDATE OR IGNORE {table} SET {column} = ?{unlike}", written)


def told(summary: Summary) -> str:
    """All that stands in a summary: each format is made of nothing else."""
    return repr(summary).casefold()


def made(store: Store, *, for_circulation: bool) -> Iterator[Summary]:
    for maker in SUMMARIES.values():
        try:
            yield maker.make(store, for_circulation=for_circulation)
        except WrongCall:
            # It is not for circulation.
            assert for_circulation


@pytest.mark.parametrize("in_names", [False, True])
def test_no_circulated_paper_has_a_text_that_names_a_school_that_has_not_signed(
    in_names: bool, sample: Store
) -> None:
    (school,) = sample.find(School, name=UNSIGNED)
    assert school["key"] not in schools_that_signed(sample)
    for record in RECORDS:
        plant(sample, record, in_names=in_names)
    full = [each for each in made(sample, for_circulation=False) if "quince" in told(each)]
    assert len(full) > 20, "many papers show what people write"
    counted = 0
    for summary in made(sample, for_circulation=True):
        text = told(summary)
        assert "quince" not in text, summary.name
        assert not re.search("copperbeck ?academy", text), summary.name
        marked = text.count(repr(LEFT_OUT).casefold())
        assert bool(summary.texts_left_out) == (marked > 0 or bool(summary.chapters)), summary.name
        if summary.texts_left_out:
            counted += 1
            (note,) = [each for each in summary.notes if f"{summary.texts_left_out} text" in each]
            assert note.startswith("For circulation")
            assert summary.paper is not None
            assert note in summary.paper.left_out
            assert note in told_of_circulation(summary)
            assert len(told_of_circulation(summary)) <= 2, "however many notes a pack has"
            assert write(summary, "text")
    assert counted > 10


def test_a_paper_about_a_school_that_has_not_signed_is_not_for_circulation(sample: Store) -> None:
    (school,) = sample.find(School, name=UNSIGNED)
    with pytest.raises(WrongCall, match=r"Copperbeck Academy .* has not signed"):
        SUMMARIES["school-schedule"].make(sample, school=str(school["key"]), for_circulation=True)


@pytest.fixture(scope="module")
def names_one() -> Callable[[str], bool]:
    secret = ("The Ash Grove CofE Primary School", "St Mary's School, Hexham", "Park School",
              "Holy Trinity (Wigan)", "Redwood")  # fmt: skip
    signed = ("Moor Park School", "Holy Trinity (Bolton)", "Birch Hill Primary School")
    return NamesInTexts(secret, signed)


@pytest.mark.parametrize(
    "text",
    [
        "At Ash Grove CofE Primary School’s hall",
        "Redwood's head",
        "ASH GROVE C OF E PRIMARY SCHOOL",
        "led by Ash Grove Church of England Primary",
        "St. Marys School (Hexham) hosts it",
        "Saint Mary’s School, Hexham",
        "With Moor Park School and Park School",
        "Holy Trinity and others",
        "by car to Redwood, then on foot",
        "notes at https://www.ashgrovecofeprimary.org/minutes",
        "office@parkschool.example",
        "Park\nSchool",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, names_one: Callable[[str], bool]) -> None:
    assert names_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Birch Hill Primary",
        "At Moor Park School",
        "https://moorparkschool.example",
        "Holy Trinity (Bolton)",
        "Ash Grove library",
    ],
)
def test_other_words_are_let_through(text: str, names_one: Callable[[str], bool]) -> None:
    assert not names_one(text)
