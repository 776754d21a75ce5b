"""The kinds of field: what people type, what is kept, and what they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store.database import migrations
from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import SchoolYearField, TimeField, YearDaysField
from models.fields.choice_fields import ChoiceField, ChoicesField, YesNoField
from models.fields.code_fields import CodeField, LaestabField, UkprnField, UrnField
from models.fields.date_fields import DateField
from models.fields.dates import EARLIEST, LATEST, show_school_year
from models.fields.field import DeskField, UnreadableError
from models.fields.number_fields import MoneyField, NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import (
    EmailField,
    NoteField,
    PostcodeField,
    TelephoneField,
    TextField,
    WebAddressField,
)
from models.fields.values import Value, show_share, show_value
from models.kinds import RECORDS
from models.memberships.membership import Membership
from models.people.person import Person
from models.policies.policy import Policy
from models.records.record import Record
from models.schools.school import School
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)
EVERY_FIELD = [(record, field) for record in RECORDS for field in record.fields()]
OWN_FIELDS = [pair for pair in EVERY_FIELD if not isinstance(pair[1], ReferenceField)]
IDS = [f"{record.kind}.{field.attribute}" for record, field in OWN_FIELDS]


def read(record: type[Record], attribute: str, typed: str) -> Value:
    return record.field(attribute).read(typed, TODAY)


def refusal(record: type[Record], attribute: str, typed: str) -> str:
    with pytest.raises(UnreadableError) as refused:
        read(record, attribute, typed)
    return str(refused.value)


# What people type


@pytest.mark.parametrize(
    ("record", "attribute", "typed", "kept"),
    [
        (School, "name", "  Blue   Coat\u202e School ", "Blue Coat School"),
        (School, "name", " \u200e\x00 ", None),
        (School, "notes", "one\r\ntwo\t \n\n", "one\ntwo"),
        (School, "notes", " \n \n", None),
        (School, "urn", "137133", "137133"),
        (School, "urn", " 20001 ", "20001"),
        (School, "laestab", "353/4600", "3534600"),
        (School, "laestab", "353 4600", "3534600"),
        (School, "ukprn", "10033176", "10033176"),
        (School, "postcode", "ol13sq", "OL1 3SQ"),
        (School, "postcode", "EC1A  1BB", "EC1A 1BB"),
        (School, "telephone", "0161 770 4000 ext 12", "0161 770 4000 ext 12"),
        (School, "telephone", "+44 (0)161 770 4000", "+44 (0)161 770 4000"),
        (School, "website", "www.bluecoat.org.uk", "https://www.bluecoat.org.uk"),
        (School, "website", "HTTP://x.example/a?b=[c]#d", "HTTP://x.example/a?b=[c]#d"),
        (School, "pupils", "1,604", 1604),
        (School, "pupils", "1 604", 1604),
        (School, "pupils", "+0", 0),
        (School, "phase", "4", "4"),
        (School, "phase", "secondary", "4"),
        (School, "phase", "PRIM", "2"),
        (School, "phase", "all", "7"),
        (School, "type", "02", "02"),
        (School, "type", "58", "58"),
        (School, "local_authority", "oldham", "353"),
        (School, "local_authority", "Bristol", "801"),
        (School, "local_authority", "Dorset", "838"),
        (School, "local_authority", "Dorset (835)", "835"),
        (School, "local_authority", "Wiltshire", "865"),
        (School, "local_authority", "835", "835"),
        (School, "nursery", "Y", True),
        (School, "nursery", "no", False),
        (School, "nursery", "", None),
        (School, "urn", "URN: 137133", "137133"),
        (School, "opened", "autumn 2", date(2026, 12, 18)),
        (School, "closed", "+2w", date(2026, 12, 5)),
        (Alliance, "membership_charge", "420", 42000),
        (Alliance, "membership_charge", "420.50", 42050),
        (Alliance, "membership_charge", "420.5", 42050),
        (Alliance, "membership_charge", "£1,159.20", 115920),
        (Alliance, "membership_charge", "£ 0.07", 7),
        (Alliance, "membership_charge", "1159.29", 115929),
        (Membership, "stage", "strategic", "strategic partner"),
        (Membership, "stage", "Member", "member"),
        (Workstream, "kind_of_work", "initial teacher training", "itt"),
        (Person, "email", "h.smith@bluecoat.example", "h.smith@bluecoat.example"),
        (Policy, "pupils", "secondary; Early", "early years,secondary"),
        (Policy, "pupils", ", primary,,", "primary"),
        (Policy, "pupils", "", None),
        (Policy, "only_types", "02, Foundation school", "02,05"),
        (Alliance, "catalogues", "our own, northumberland", "northumberland,own"),
    ],
)
def test_what_people_type_is_kept_as_they_meant_it(
    record: type[Record], attribute: str, typed: str, kept: Value
) -> None:
    value = read(record, attribute, typed)
    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(
    ("record", "attribute", "typed", "why"),
    [
        (School, "name", "x" * 301, "it has 301 characters, and at most 300 fit"),
        (School, "notes", "x" * 20_001, "it has 20,001 characters, and at most 20,000 fit"),
        (School, "urn", "1371", "it must be six digits (five for a children's centre)"),
        (School, "urn", "١٣٧١٣٣", "it must be six digits"),
        (School, "urn", "１３７１３３", "it must be six digits"),
        (School, "laestab", "353/460", "it must be seven digits"),
        (School, "ukprn", "20033176", "it must be eight digits that begin with 1"),
        (School, "postcode", "OL1", "it is not a postcode"),
        (School, "telephone", "161", "it is not a telephone number"),
        (School, "telephone", "0161 77", "a telephone number has at least seven digits"),
        (School, "telephone", "0161 770 4000 x٣", "it is not a telephone number"),
        (School, "website", "javascript:alert(1)", "it is not a web address"),
        (School, "website", "nowhere", "it is not a web address"),
        (School, "pupils", "many", "it is not a whole number"),
        (School, "pupils", "1,60", "it is not a whole number"),
        (School, "pupils", "-1", "it must be from 0 to 100,000"),
        (School, "pupils", "100001", "it must be from 0 to 100,000"),
        (School, "pupils", "1" + ",000" * 3000, "it is not a whole number"),
        (School, "phase", "middle", "it could be several"),
        (School, "phase", "university", "it is not one of the choices"),
        (School, "nursery", "perhaps", "it is neither yes nor no"),
        (School, "opened", "31/11/2026", "there is no 31 Nov 2026"),
        (School, "opened", "autumn 2 0000", "the year must be from 1000 to 2199"),
        (Alliance, "membership_charge", "a lot", "it is not an amount of money"),
        (Alliance, "membership_charge", "420.505", "it is not an amount of money"),
        (Alliance, "membership_charge", "1" + ",000" * 3000, "it is not an amount of money"),
        (Alliance, "membership_charge", "-5", "it must be from £0.00 to £10,000,000.00"),
        (Alliance, "membership_charge", "10,000,000.01", "it must be from £0.00 to £10,000,000.00"),
        (Membership, "stage", "58", "it is not one of the choices"),
        (Membership, "stage", "membr", "it is not one of the choices. For example: Member"),
        (Membership, "school", "Blue Coat", "there is no school of that name"),
        (Person, "email", "h.smith at bluecoat", "it is not an email address"),
        (Policy, "pupils", "primary, grown-ups", "“grown-ups”: it is not one of the choices"),
        (Policy, "pupils", ",;", "it names no choice"),
        (Policy, "only_types", "academy", "it could be several"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_why_and_an_example(
    record: type[Record], attribute: str, typed: str, why: str
) -> None:
    said = refusal(record, attribute, typed)
    assert said.startswith(f"“{typed[:39]}")
    assert why in said
    assert "For example: " in said
    assert len(said) < 400


def test_a_refusal_does_not_repeat_what_a_terminal_would_obey() -> None:
    assert "\x1b" not in str(UnreadableError("\x1b]52;c;x\x07no", "why", "example"))


def test_the_choices_that_could_be_meant_are_named() -> None:
    said = refusal(School, "phase", "middle")
    assert "Middle deemed primary" in said
    assert "Middle deemed secondary" in said


def test_every_field_says_what_it_is_called_and_gives_an_example() -> None:
    silent = [
        f"{record.kind} {field.name}"
        for record, field in EVERY_FIELD
        if not (field.label and field.script_name and field.example and field.columns > 0)
    ]
    assert silent == []


def test_no_two_fields_of_a_record_are_called_the_same() -> None:
    for record in RECORDS:
        names = [field.script_name for field in record.fields()]
        assert len(set(names)) == len(names), record.kind


def test_the_example_that_a_refusal_gives_would_do() -> None:
    for record, field in OWN_FIELDS:
        if not isinstance(field, (TextField, ChoiceField)):
            for example in field.example.replace(" or ", ", ").split(", "):
                assert field.read(example, TODAY) is not None, (record.kind, field.name, example)


# Round trips and the store's own checks

digits = st.text("0123456789", min_size=1, max_size=9)
lines = st.text(st.characters(codec="utf-8"), max_size=40)


def typings(field: DeskField) -> st.SearchStrategy[str]:
    """What somebody may type into the field: often good, sometimes anything."""
    match field:
        case DateField():
            good = st.dates(EARLIEST, LATEST).map(lambda day: day.strftime("%d/%m/%Y").zfill(10))
        case YesNoField():
            good = st.sampled_from(["y", "no", "TRUE", "0"])
        case MoneyField():
            good = st.integers(0, 10**11).map(lambda pence: f"£{pence // 100:,}.{pence % 100:02}")
        case NumberField():
            good = st.integers(field.lowest - 1, field.highest + 1).map(lambda n: f"{n:,}")
        case LaestabField():
            good = st.from_regex(r"[0-9]{3}/[0-9]{4}", fullmatch=True)
        case UkprnField():
            good = st.from_regex(r"1[0-9]{7}", fullmatch=True)
        case UrnField():
            good = st.from_regex(r"[0-9]{4,7}", fullmatch=True)
        case CodeField():
            good = st.from_regex(r"\d{4,8}", fullmatch=True)
        case PostcodeField():
            good = st.from_regex(r"[a-zA-Zßﬁ]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", fullmatch=True)
        case EmailField():
            good = st.from_regex(r"[^@\s]{1,8}@[^@\s]{1,8}\.[a-z]{2,3}", fullmatch=True)
        case TelephoneField():
            good = st.from_regex(r"\+?[0-9 ()]{5,24}( x\d{1,6})?", fullmatch=True)
        case WebAddressField():
            good = st.from_regex(r"(https?://)?\w{1,8}\.\w{2,3}(/\S{0,8})?", fullmatch=True)
        case ChoiceField():
            good = st.sampled_from([*field.meanings, *field.meanings.values()])
        case ChoicesField():
            some = st.sampled_from([*field.one.meanings, *field.one.meanings.values()])
            good = st.lists(some, max_size=60).map(", ".join)
        case YearDaysField():
            some = st.dates(date(2023, 1, 1), date(2024, 12, 31)).map(lambda d: f"{d:%d %B}")
            good = st.lists(some, max_size=4).map(" and ".join)
        case SchoolYearField():
            good = st.integers(1890, 2210).map(show_school_year)
        case TimeField():
            good = st.times().map(lambda moment: f"{moment:%H.%M}")
        case NoteField():
            good = st.text("ab \n\t\u0301é学", max_size=60)
        case _:
            good = lines
    return st.one_of(good, good, lines, digits)


@pytest.fixture(scope="module")
def tables() -> Iterator[apsw.Connection]:
    """The real tables, in memory, without foreign keys: one column is tried at a time."""
    connection = apsw.Connection(":memory:")
    for script in migrations():
        connection.execute(Path(script).read_text(encoding="utf-8"))
    yield connection
    connection.close()


def accepted(tables: apsw.Connection, record: type[Record], field: DeskField, kept: Any) -> bool:
    """Whether the column takes the value; what else the row needs is given."""
    row = {"key": "0" * 32}
    for other in record.fields():
        if other.required:
            row[other.column_name] = other.encode(_some_value(other))
    row[field.column_name] = kept
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    tables.execute("SAVEPOINT one")
    try:
        sql = f'INSERT INTO "{record.table()}" ({names}) VALUES ({marks})'
        tables.execute(sql, tuple(row.values()))
    except apsw.ConstraintError:
        return False
    else:
        return True
    finally:
        tables.execute("ROLLBACK TO one; RELEASE one")


def _some_value(field: DeskField) -> Value:
    if isinstance(field, ReferenceField):
        return "1" * 32
    if isinstance(field, ChoiceField):
        return next(iter(field.meanings))
    if isinstance(field, SchoolYearField):
        return 2026
    if isinstance(field, NumberField):
        return field.lowest
    if isinstance(field, CodeField):
        return field.example
    return TODAY if isinstance(field, DateField) else "some"


@pytest.mark.parametrize(("record", "field"), OWN_FIELDS, ids=IDS)
def test_what_is_read_is_shown_and_read_again_the_same_and_the_store_takes_it(
    record: type[Record], field: DeskField, tables: apsw.Connection
) -> None:
    # Each kind of field stands in many records: together they are tried hundreds of times.
    @settings(max_examples=12)
    @given(typings(field))
    def trial(typed: str) -> None:
        try:
            value = field.read(typed, TODAY)
        except UnreadableError:
            return
        assert field.read(field.show(value), TODAY) == value
        if value is None:
            assert field.show(value) == ""
            return
        kept = field.encode(value)
        assert field.decode(kept) == value
        assert accepted(tables, record, field, kept), (typed, kept)

    trial()


@pytest.mark.parametrize(
    ("record", "field"), [p for p in OWN_FIELDS if isinstance(p[1], ChoiceField)],
    ids=[i for i, p in zip(IDS, OWN_FIELDS, strict=True) if isinstance(p[1], ChoiceField)],
)  # fmt: skip
def test_every_choice_is_shown_and_read_again_the_same(
    record: type[Record], field: ChoiceField, tables: apsw.Connection
) -> None:
    words = list(field.meanings.values())
    assert len(set(words)) == len(words)
    for value in field.meanings:
        assert field.read(field.show(value), TODAY) == value
        assert field.read(value, TODAY) == value
        assert accepted(tables, record, field, value)


@pytest.mark.parametrize(
    ("record", "field"), [p for p in OWN_FIELDS if isinstance(p[1], ChoicesField)],
    ids=[i for i, p in zip(IDS, OWN_FIELDS, strict=True) if isinstance(p[1], ChoicesField)],
)  # fmt: skip
def test_all_choices_at_once_are_kept_shown_and_read_again(
    record: type[Record], field: ChoicesField, tables: apsw.Connection
) -> None:
    everything = ",".join(field.one.meanings)
    assert not any(mark in text for text in field.one.meanings.items() for mark in (",", ";"))
    assert field.read(", ".join(reversed(field.one.meanings.values())), TODAY) == everything
    assert field.read(field.show(everything), TODAY) == everything
    assert accepted(tables, record, field, everything)


@pytest.mark.parametrize(
    ("record", "field"), [p for p in OWN_FIELDS if isinstance(p[1], TextField)],
    ids=[i for i, p in zip(IDS, OWN_FIELDS, strict=True) if isinstance(p[1], TextField)],
)  # fmt: skip
def test_length_is_counted_in_characters_here_and_in_the_store(
    record: type[Record], field: TextField, tables: apsw.Connection
) -> None:
    for character in ("x", "é", "学", "👩"):
        longest = character * field.longest
        assert field.read(longest, TODAY) == longest
        assert accepted(tables, record, field, longest)
        with pytest.raises(UnreadableError):
            field.read(longest + character, TODAY)
        assert not accepted(tables, record, field, longest + character)


@pytest.mark.parametrize(
    ("record", "attribute", "kept"),
    [
        (School, "name", ""),
        (School, "urn", "1371"),
        (School, "urn", "١٣٧١٣٣"),
        (School, "urn", "13713x"),
        (School, "laestab", "35346001"),
        (School, "ukprn", "1003317"),
        (School, "pupils", -1),
        (School, "nursery", 2),
        (School, "opened", "2026-02-30"),
        (School, "postcode", ""),
        (School, "phase", "x" * 41),
        (Membership, "stage", "friend"),
        (Membership, "stage", None),
        (Alliance, "membership_charge", -1),
        (Policy, "pupils", ""),
        (Policy, "due_days", "15 March"),
        (Policy, "condition", "sunshine"),
    ],
)
def test_the_store_itself_refuses_what_no_field_would_read(
    record: type[Record], attribute: str, kept: Any, tables: apsw.Connection
) -> None:
    assert not accepted(tables, record, record.field(attribute), kept)


@pytest.mark.parametrize("kept", ["garbage", "21/11/2026", "2026-13-01", "2026-2-3", ""])
def test_the_store_itself_refuses_text_that_is_no_day(kept: str, tables: apsw.Connection) -> None:
    assert not accepted(tables, School, School.field("opened"), kept)


def test_a_day_field_refuses_to_keep_what_is_no_day() -> None:
    with pytest.raises(ValueError, match="garbage"):
        School.field("opened").encode("garbage")
    assert School.field("opened").encode("2026-11-21") == "2026-11-21"


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(10_000, "100.0"), (7270, "72.7"), (-12, "-0.12"), (0, "0.0")]
)
def test_per_cent_has_one_place_at_least(hundredths: int, shown: str) -> None:
    assert show_value(hundredths, "percent") == shown


def test_a_share_is_a_whole_number_per_cent_half_up() -> None:
    shown = [show_share(part, whole) for part, whole in ((2, 3), (1, 8), (17, 16), (0, 0))]
    assert shown == ["67%", "13%", "106%", "–"]


def test_values_are_shown_as_people_read_them() -> None:
    assert School.field("laestab").show("3534600") == "353/4600"
    assert School.field("opened").show(date(2026, 9, 1)) == "01/09/2026"
    assert School.field("nursery").show(True) == "Yes"
    assert School.field("nursery").show(False) == "No"
    assert School.field("phase").show("4") == "Secondary"
    assert School.field("phase").show("9") == "9"
    assert Alliance.field("membership_charge").show(115920) == "£1,159.20"
    assert Alliance.field("membership_charge").show(7) == "£0.07"
    for _, field in EVERY_FIELD:
        assert field.show(None) == ""
