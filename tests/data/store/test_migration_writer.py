"""New books have the schema that migrated ones have, and a new kind gets its table written."""

from __future__ import annotations

from data.store.database import NEWEST, migrations
from data.store.migration_writer import missing_sql, newest_schema, schema_of
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import TextField
from models.records.record import Record
from models.schools.school import School


class Outing(Record):
    """A kind that no schema has."""

    kind = "test-outings"
    singular = "outing"
    named_by = ("purpose",)

    purpose = TextField("Purpose", required=True)
    visited = DateField("Visited")
    school = ReferenceField(School, "School")

    class Meta:
        table_name = "outing"


def test_new_books_have_the_schema_that_older_ones_are_brought_up_to() -> None:
    assert schema_of([NEWEST]) == schema_of(migrations())
    assert NEWEST.read_text(encoding="utf-8") == newest_schema(), (
        "run: python -m data.store.migration_writer"
    )


def test_the_models_ask_for_nothing_that_the_schema_has_not() -> None:
    assert missing_sql(migrations()) == []


def test_a_new_kind_gets_a_strict_table_with_its_checks_and_indexes() -> None:
    table, *indexes = missing_sql(migrations(), [Outing])
    assert table.startswith('CREATE TABLE "outing" (')
    assert table.endswith("STRICT")
    assert '"visited" TEXT CHECK ("visited" IS date("visited"))' in table
    assert 'FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT' in table
    assert indexes == ['CREATE INDEX "outing_school_id" ON "outing" ("school_id")']


def test_fields_that_came_later_are_added_with_their_checks_and_references() -> None:
    missing = missing_sql(migrations()[:1])
    assert (
        'ALTER TABLE "school" ADD COLUMN "settled_in" TEXT '
        'CHECK ("settled_in" IS date("settled_in"))'
    ) in missing
    assert (
        'ALTER TABLE "policy" ADD COLUMN "agreement_id" TEXT '
        'REFERENCES "service_agreement" ("key") ON DELETE RESTRICT'
    ) in missing
