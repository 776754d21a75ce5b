"""Records: described once, and everywhere the same."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import apsw
import peewee
import pytest
from playhouse.apsw_ext import APSWDatabase

from data.imports.rows import fields_by_heading
from data.store.database import migrations
from models.fields.choice_fields import YesNoField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text import article
from models.fields.text_fields import TextField
from models.fields.values import show_value
from models.kinds import KINDS, RECORDS, referring_to
from models.policies.policy import Policy
from models.records.record import Record, changed, new_key
from models.records.rules import findings
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def migrated() -> Iterator[apsw.Connection]:
    """The schema as the migrations make it."""
    connection = apsw.Connection(":memory:")
    for script in migrations():
        connection.execute(Path(script).read_text(encoding="utf-8"))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def declared() -> Iterator[apsw.Connection]:
    """The schema as Peewee makes it from the models."""
    database = APSWDatabase(":memory:")
    database.connect()
    with database.bind_ctx(RECORDS, bind_refs=False, bind_backrefs=False):
        database.create_tables(RECORDS)
    yield database.connection()
    database.close()


def rows(connection: apsw.Connection, sql: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(sql), key=str)


@pytest.mark.parametrize("record", RECORDS, ids=list(KINDS))
@pytest.mark.parametrize(
    "pragma",
    [
        "SELECT name, type, \"notnull\", pk FROM pragma_table_info('{}')",
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(\'{}\')',
        "SELECT strict, wr FROM pragma_table_list WHERE name = '{}'",
    ],
    ids=["columns", "references", "strictness"],
)
def test_the_models_and_the_migrated_schema_agree(
    record: type[Record], pragma: str, migrated: apsw.Connection, declared: apsw.Connection
) -> None:
    asked = pragma.format(record.table())
    found = rows(migrated, asked)
    assert found == rows(declared, asked)
    assert found or not record.references()


@pytest.mark.parametrize("record", RECORDS, ids=list(KINDS))
def test_the_models_and_the_migrated_schema_have_the_same_indexes(
    record: type[Record], migrated: apsw.Connection, declared: apsw.Connection
) -> None:
    def indexes(connection: apsw.Connection) -> list[tuple[object, ...]]:
        return rows(
            connection,
            'SELECT i."unique", i.origin, group_concat(c.name) '
            f"FROM pragma_index_list('{record.table()}') i, pragma_index_info(i.name) c "
            "GROUP BY i.name",
        )

    assert indexes(migrated) == indexes(declared) != []


@pytest.mark.parametrize("record", RECORDS, ids=list(KINDS))
def test_every_column_has_the_check_that_its_field_declares(
    record: type[Record], migrated: apsw.Connection, declared: apsw.Connection
) -> None:
    def columns(connection: apsw.Connection) -> list[str]:
        sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
        whole = " ".join(str(next(connection.execute(sql, (record.table(),)))[0]).split())
        inside = whole[whole.index("(") + 1 : whole.rindex(")")]
        depth, parts, part = 0, [], ""
        quoted = False
        for character in inside:
            quoted ^= character == "'"
            depth += (character == "(") - (character == ")") if not quoted else 0
            if character == "," and not depth and not quoted:
                parts.append(part.strip())
                part = ""
            else:
                part += character
        lines = [line.replace(" COLLATE NOCASE", "") for line in (*parts, part.strip())]
        # A column that was added later has its reference beside it, and not at the table's end.
        refers = {
            found[1]: found[2]
            for line in lines
            if (found := re.fullmatch(r'FOREIGN KEY \(("\w+")\) (REFERENCES .*)', line))
        }
        beside = {line.split()[0]: line for line in lines if not line.startswith("FOREIGN KEY")}
        return sorted(f"{line} {refers.get(name, '')}".strip() for name, line in beside.items())

    assert columns(migrated) == columns(declared)
    for field in record.fields():
        check = field.check(f'"{field.column_name}"')
        assert any(f"CHECK ({check})" in line for line in columns(migrated)) or not check


def test_kinds_come_after_those_that_they_refer_to() -> None:
    for place, record in enumerate(RECORDS):
        for field in record.references():
            assert field.to in RECORDS[: place + 1]


def test_every_kind_names_itself_by_fields_that_it_has() -> None:
    for record in RECORDS:
        assert record.kind
        assert record.singular
        for name in itertools.chain(record.named_by, record.listed, record.found_by):
            assert record.field(name), (record.kind, name)
        assert KINDS[record.kind] is record


def test_the_groups_of_a_form_begin_with_fields_of_its_record_in_their_order() -> None:
    for record in KINDS.values():
        names = [field.attribute for field in record.fields()]
        assert [name for name in names if name in record.groups] == list(record.groups)
        assert record.groups or len(names) < 18, f"{record.kind} is long, and has no groups"
        for name, heading in record.groups.items():
            # Said once: a heading that its first field repeats is left out.
            alone = name in (names[0], names[-1])
            assert alone or heading != record.field(name).label, heading


def test_what_may_refer_to_a_school_is_known() -> None:
    assert {(other.kind, name) for other, name in referring_to(School)} == {
        ("agenda-items", "school"),
        ("alliances", "hub"),
        ("bookings", "school"),
        ("charges", "school"),
        ("cohort-places", "school"),
        ("departments", "school"),
        ("deployments", "client"),
        ("deployments", "home_school"),
        ("group-members", "school"),
        ("impact", "school"),
        ("invoices", "school"),
        ("letters", "school"),
        ("meetings", "school"),
        ("members", "school"),
        ("money-lines", "school"),
        ("placements", "school"),
        ("money-lines", "school"),
        ("posts", "school"),
        ("projects", "lead_school"),
        ("purchases", "school"),
        ("register-decisions", "school"),
        ("school-policies", "school"),
        ("shared-items", "school"),
        ("shares", "school"),
        ("specialists", "home_school"),
        ("urn-periods", "school"),
        ("workstreams", "lead_school"),
    }


class Visit(Record):
    """A record that only this test knows."""

    kind = "visits"
    singular = "visit"
    named_by = ("purpose",)
    listed = ("purpose", "school", "cost")

    purpose = TextField("Purpose", "Why.", required=True, longest=50)
    school = ReferenceField(School, "School visited", required=True)
    on = DateField("Day of visit")
    cost = MoneyField("Cost", highest=100_000)
    paid = YesNoField("Paid", default=False)


def test_a_declared_field_is_everywhere_at_once() -> None:
    assert [field.attribute for field in Visit.fields()] == [
        "purpose", "school", "on", "cost", "paid",
    ]  # fmt: skip
    assert Visit.field_named("day-of-visit") is Visit.field("on")
    assert Visit.field_named("Day of visit") is Visit.field("on")
    assert Visit.field_named("day_of_visit") is Visit.field("on")
    assert Visit.field_named("day") is None
    assert Visit.references() == (Visit.field("school"),)
    assert Visit.starting_values() == {
        "purpose": None, "school": None, "on": None, "cost": None, "paid": False,
    }  # fmt: skip
    assert Visit.field("cost").read("£12.50", TODAY) == 1250
    assert show_value(1250, Visit.field("cost").kind) == Visit.field("cost").show(1250) == "£12.50"

    class Nobody:
        today = TODAY

    needed = findings(Visit, {"purpose": None, "school": "1" * 32}, Nobody())  # type: ignore[arg-type]
    assert [str(finding) for finding in needed] == ["Purpose is needed. Why."]


def test_a_declared_field_brings_its_column_and_its_check() -> None:
    database = APSWDatabase(":memory:", pragmas={"foreign_keys": 0})
    database.connect()
    with database.bind_ctx([Visit], bind_refs=False, bind_backrefs=False):
        database.create_tables([Visit])
        Visit.insert(key=new_key(), purpose="Support", school=new_key(), cost=1250).execute()
        for wrong in ({"cost": 100_001}, {"purpose": "x" * 51}, {"on": "2026-02-30"}):
            good = {"key": new_key(), "purpose": "Support", "school": new_key()}
            with pytest.raises((peewee.IntegrityError, ValueError)):
                Visit.insert(**(good | wrong)).execute()
        assert list(Visit.select(Visit.cost).tuples()) == [(1250,)]
    database.close()


def test_keys_are_unlike_and_32_digits_long() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_small_words_of_sentences() -> None:
    assert [article(noun) for noun in ("alliance", "event", "school", "URN")] == [
        "an alliance", "an event", "a school", "a URN",
    ]  # fmt: skip
    assert changed({"a": 1, "b": None}, {"a": 1, "b": 2, "c": 3}) == ["b", "c"]


def test_a_field_whose_label_became_clearer_is_still_called_as_before_by_scripts() -> None:
    field = Policy.field("source_read")
    assert field.script_name == "source-read"
    for name in ("source-read", "Source read", "source_read", "Written down", "written-down"):
        assert Policy.field_named(name) is field
    assert fields_by_heading(Policy)["written-down"] is fields_by_heading(Policy)["source-read"]
