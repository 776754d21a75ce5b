"""The migration writer: writes the SQL for what the models have and the schema lacks.

`python -m data.store.migration_writer 0006_events` writes that migration: tables of new kinds and
columns of new fields. It always writes `newest.sql` anew, from which new books are made at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import apsw
import peewee

from data.store.database import NEWEST, migrations
from models.kinds import RECORDS
from models.records.record import Record


def schema_of(scripts: Sequence[Path]) -> list[str]:
    """The statements that make the schema which these scripts lead to, in their order."""
    connection = apsw.Connection(":memory:")
    try:
        for script in scripts:
            connection.execute(script.read_text(encoding="utf-8"))
        rows = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        return [row[0] for row in rows]
    finally:
        connection.close()


def newest_schema() -> str:
    """The text of `newest.sql`."""
    statements = [f"{sql};" for sql in schema_of(migrations())]
    head = "-- The newest schema, for new books. Written by: python -m data.store.migration_writer"
    return "\n".join([head, "", *statements, ""])


def missing_sql(scripts: Sequence[Path], records: Sequence[type[Record]] = RECORDS) -> list[str]:
    """The statements that the models ask for beyond what these scripts make.

    A changed column or a needed one without a value is not among them: that is written by hand.
    """
    connection = apsw.Connection(":memory:")
    try:
        for statement in schema_of(scripts):
            connection.execute(statement)
        found: list[str] = []
        for record in records:
            name = record.table()
            there = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
            if not there:
                found += _whole_table(record)
                continue
            for field in record._meta.sorted_fields:
                if field.column_name not in there:
                    found += _added_column(record, field)
        return found
    finally:
        connection.close()


def _whole_table(record: type[Record]) -> list[str]:
    database = peewee.SqliteDatabase(":memory:")
    schema = cast(Any, record)._schema.__class__(record, database)
    table, _ = schema._create_table(safe=False).query()
    indexes = [index.query()[0] for index in schema._create_indexes(safe=False)]
    return [table.replace("(", "(\n    ", 1).replace(', "', ',\n    "'), *indexes]


def _added_column(record: type[Record], field: Any) -> list[str]:
    table, column = record.table(), field.column_name
    ddl = _context().sql(field.ddl(_context())).query()[0]
    if isinstance(field, peewee.ForeignKeyField):
        to = field.rel_model.table()
        return [
            f'ALTER TABLE "{table}" ADD COLUMN {ddl} REFERENCES "{to}" ("key") ON DELETE RESTRICT',
            f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")',
        ]
    return [f'ALTER TABLE "{table}" ADD COLUMN {ddl}']


def _context() -> Any:
    return peewee.SqliteDatabase(":memory:").get_sql_context()


def main() -> int:
    """Write what is asked for, and say what was written."""
    if names := sys.argv[1:]:
        path = NEWEST.with_name(f"{names[0].removesuffix('.sql')}.sql")
        if path.exists():
            print(f"{path.name} is there already. Remove it first, or choose the next number.")
            return 1
        statements = missing_sql(migrations())
        if not statements:
            print("The models ask for nothing that the schema has not.")
            return 1
        path.write_text("".join(f"{sql};\n" for sql in statements), encoding="utf-8")
        print(f"Wrote {path.name}. Read it: checks, indexes, and what older records are to have.")
    NEWEST.write_text(newest_schema(), encoding="utf-8")
    print(f"Wrote {NEWEST.name}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
