"""Values as spreadsheets, browsers and databases write them, which people paste as they are."""

from __future__ import annotations

from datetime import date

import pytest

from models.fields.dates import UnreadableDateError, read_date
from models.fields.field import UnreadableError
from models.fields.text import harmless, one_line, plain_number
from models.people.person import Person
from models.records.record import Record
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("record", "name", "typed", "kept"),
    [
        (School, "pupils", "204.0", 204),
        (School, "pupils", "1,204.00", 1204),
        (School, "urn", "137133.0", "137133"),
        (School, "ukprn", "10078058.0", "10078058"),
        (School, "laestab", "3534600.0", "3534600"),
        (School, "telephone", "1617704000", "01617704000"),
        (School, "telephone", "2074857435.0", "02074857435"),
        (School, "telephone", "01617704000", "01617704000"),
        (School, "telephone", "161 770 4000", "161 770 4000"),
        (School, "opened", "2010-09-01 00:00:00", date(2010, 9, 1)),
        (Person, "email", "mailto:ann@school.example", "ann@school.example"),
        (Person, "email", "MAILTO: ann@school.example?subject=Hello, you", "ann@school.example"),
    ],
)
def test_they_are_read_as_what_they_mean(
    record: type[Record], name: str, typed: str, kept: object
) -> None:
    field = record.field(name)
    assert field.read(typed, TODAY) == kept
    assert field.read(field.show(field.read(typed, TODAY)), TODAY) == kept


@pytest.mark.parametrize(
    ("record", "name", "typed"),
    [
        (School, "pupils", "204.5"),
        (School, "ukprn", "1.00781E+07"),
        (School, "telephone", "1.617704E+09"),
        (Person, "email", "mailto:"),
    ],
)
def test_what_lost_its_meaning_is_refused(record: type[Record], name: str, typed: str) -> None:
    with pytest.raises(UnreadableError):
        record.field(name).read(typed, TODAY)


@pytest.mark.parametrize("typed", ["01/09/2010 14:30", "01/09/2010 00:01", "00:00", "40422"])
def test_a_day_with_another_hour_is_no_day(typed: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("12", "12"), ("12.00", "12"), ("-3.0", "-3"), ("1.5", "1.5"), ("1.25E+02", "125"),
     ("1.2E+02", "1.2E+02"), ("a.0", "a.0"), ("0161.770", "0161.770"), ("1,234.0", "1,234")],
)  # fmt: skip
def test_only_whole_numbers_lose_their_noughts(text: str, plain: str) -> None:
    assert plain_number(text) == plain


@pytest.mark.parametrize("invisible", ["\u200b", "\u2060", "\u2063", "\ufeff", "\xad"])
def test_what_nobody_sees_makes_no_second_name(invisible: str) -> None:
    assert one_line(f"{invisible}Hill{invisible} Top{invisible}") == "Hill Top"
    assert harmless(f"a{invisible}\nb") == "a\nb"


def test_what_joins_emoji_stays() -> None:
    assert one_line("👩\u200d🏫") == "👩\u200d🏫"
