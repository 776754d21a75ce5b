"""Stores of earlier versions: brought up to date whole, or left as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import pytest

from data.people.posts import head_of
from data.policies.standing import board
from data.problems import Clash, StoreProblem
from data.store import backups, database
from data.store.store import Store
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.kinds import KINDS
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership, Step
from models.people.person import Person
from models.people.post import Post
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

Open = Callable[..., Store]
OLD = database.migrations()[0].read_text(encoding="utf-8")

BLUE, CROMPTON, LEES = ("1" * 32, "2" * 32, "3" * 32)
ANN, NORTHERN, MEMBER, CIRCLE, PROMISE = ("4" * 32, "5" * 32, "6" * 32, "7" * 32, "8" * 32)
ASKING, BOB, CAT = ("9" * 32, "a1" * 16, "b1" * 16)
ADMISSIONS, PRIVACY, HELD, PLANNED, APPROVED, AGAIN = (letter * 32 for letter in "abcdef")

Added = tuple[type[Record], str, dict[str, Any]]

HISTORY: list[tuple[str, list[Added]]] = [
    (
        "Type in the schools",
        [
            (School, BLUE, {"name": "Blue Coat [C of E]", "urn": "137133", "type": "34",
                            "nursery": 0, "opened": "1834-05-01", "notes": "two\nlines"}),
            (School, CROMPTON, {"name": "Crompton House", "type": "02", "status": "1"}),
            (School, LEES, {"name": "Lees", "status": "1"}),
            (Person, ANN, {"name": "Ann Other", "school": BLUE, "strategic_accountability": 1,
                           "email": "ann@blue.example", "role": "headteacher"}),
            (Person, BOB, {"name": "Bob Cole", "role": "authority officer"}),
            (Person, CAT, {"name": "Cat Dean", "notes": "Met at the fair"}),
        ],
    ),
    (
        "Found the alliance",
        [
            (Alliance, NORTHERN, {"name": "Northern", "hub": BLUE, "membership_charge": 42000,
                                  "statement_version": "3", "statement_date": "2019-06-01",
                                  "memorandum_date": "2019-07-01", "data_protocol_version": "1"}),
            (Membership, MEMBER, {"alliance": NORTHERN, "school": BLUE, "stage": "paused",
                                  "enquired": "2019-05-01", "statement_sent": "2019-06-03",
                                  "statement_signed": "2019-09-02", "signatory": "A. Other",
                                  "lead_contact": ANN}),
            (Membership, ASKING, {"alliance": NORTHERN, "school": LEES,
                                  "stage": "in discussion"}),
            (Workstream, CIRCLE, {"alliance": NORTHERN, "name": "Training", "lead_school": BLUE}),
            (Commitment, PROMISE, {"membership": MEMBER, "workstream": CIRCLE, "level": "lead"}),
        ],
    ),
    (
        "Load the catalogue",
        [
            (Policy, ADMISSIONS, {"title": "Admissions", "catalogue": "northumberland", "row": 1,
                                  "renewal": "annual", "force": "statutory",
                                  "duty_academies": "must", "fixed_date": "15 March"}),
            (Policy, PRIVACY, {"title": "Privacy notice", "catalogue": "own",
                               "renewal": "2 years", "force": "local"}),
        ],
    ),
    (
        "Record the approvals",
        [
            (SchoolPolicy, HELD, {"school": BLUE, "policy": ADMISSIONS, "stage": "in force",
                                  "published": "2026-03-10"}),
            (SchoolPolicy, PLANNED, {"school": CROMPTON, "policy": PRIVACY, "stage": "drafting"}),
            (Review, APPROVED, {"school_policy": HELD, "kind_of_review": "approved",
                                "reviewed": "2025-03-12", "minute": "4.2"}),
            (Review, AGAIN, {"school_policy": HELD, "kind_of_review": "approved",
                             "reviewed": "2026-03-02", "evidence": "https://x.example/a[b]"}),
        ],
    ),
]  # fmt: skip
"""What was typed in with the first version, operation by operation."""

MOVED = {
    Person: {"role": "role", "school": "school_id",
             "strategic_accountability": "strategic_accountability"},
    Alliance: {name: name for name in (
        "statement_version", "statement_date", "memorandum_version", "memorandum_date",
        "data_protocol_version", "statement_review")},
}  # fmt: skip
"""The columns of attributes that are kept in other kinds of record since version 3."""


def column_of(record: type[Record], name: str) -> str:
    """The column in which the first version kept an attribute."""
    former = MOVED.get(record, {}).get(name)
    return former or record._meta.fields[name].column_name


@pytest.fixture
def old_books(path: Path) -> Path:
    """A store as the first version of the program left it."""
    return make_old(path, HISTORY)


@pytest.fixture
def without_alliances(path: Path) -> Path:
    """A store of the first version in which no operation touched what was moved since."""
    schools = [each for each in HISTORY[0][1] if each[0] is School]
    return make_old(path, [(HISTORY[0][0], schools), *HISTORY[2:]])


@pytest.fixture
def second_books(old_books: Path) -> Path:
    """The same store as the second version left it, with a meeting that came since."""
    connection = apsw.Connection(str(old_books))
    connection.execute("PRAGMA foreign_keys = 0; BEGIN")
    connection.execute(database.migrations()[1].read_text(encoding="utf-8"))
    operate(connection, 6, "Call the governors")
    values = {"kind_of_meeting": "committee", "school": BLUE, "held": "2026-04-20"}
    connection.execute(
        'INSERT INTO meeting ("key", kind_of_meeting, school_id, held) VALUES (?, ?, ?, ?)',
        (ASKING, *values.values()),
    )
    change(connection, 6, 1, Meeting, ASKING, None, values)
    connection.execute("PRAGMA user_version = 2; COMMIT")
    connection.close()
    return old_books


def make_old(path: Path, history: list[tuple[str, list[Added]]]) -> Path:
    """Make a store with the first version in which this was typed in."""
    path.touch(mode=0o600)
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA foreign_keys = 1; BEGIN")
    connection.execute(OLD)
    for number, (label, added) in enumerate(history, 1):
        operate(connection, number, label)
        for position, (record, key, values) in enumerate(added, 1):
            columns = {column_of(record, name): value for name, value in values.items()}
            names = ", ".join(f'"{name}"' for name in columns)
            connection.execute(
                f'INSERT INTO "{record.table()}" ("key", {names}) '
                f"VALUES (?, {', '.join('?' * len(columns))})",
                (key, *columns.values()),
            )
            change(connection, number, position, record, key, None, values)
    last = len(history) + 1
    operate(connection, last, "Rename Crompton House")
    connection.execute('UPDATE school SET name = ? WHERE "key" = ?', ("Crompton", CROMPTON))
    change(connection, last, 1, School, CROMPTON, {"name": "Crompton House"}, {"name": "Crompton"})
    connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1; COMMIT")
    connection.close()
    return path


def operate(connection: apsw.Connection, number: int, label: str) -> None:
    connection.execute(
        "INSERT INTO operation (number, kind, state, label, who, desk, at) "
        "VALUES (?, 'change', 'done', ?, 'ann', 'old desk', ?)",
        (number, label, f"2026-04-0{number}T09:30:00+00:00"),
    )


def change(
    connection: apsw.Connection, number: int, position: int, record: type[Record], key: str,
    before: dict[str, Any] | None, after: dict[str, Any] | None,
) -> None:  # fmt: skip
    texts = [None if side is None else json.dumps(side) for side in (before, after)]
    connection.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", (number, position, record.kind, key, *texts)
    )


def columns_of(connection: apsw.Connection) -> dict[str, list[str]]:
    """The columns of every table."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        name: [
            row[0] for row in connection.execute(f"SELECT name FROM pragma_table_info('{name}')")
        ]
        for name in sorted(str(row[0]) for row in tables)
        if not name.startswith("sqlite_")
    }


def contents(path: Path, columns: dict[str, list[str]] | None = None) -> dict[str, set[Any]]:
    """Every row of every table, with these columns (all when none are named)."""
    connection = apsw.Connection(str(path))
    try:
        return {
            table: {
                *connection.execute(
                    f"SELECT {', '.join(map(_quoted, names))} FROM {_quoted(table)}"
                )
            }
            for table, names in (columns or columns_of(connection)).items()
        }
    finally:
        connection.close()


def _quoted(name: str) -> str:
    return f'"{name}"'


@pytest.fixture
def old_columns() -> dict[str, list[str]]:
    """The columns of the first version that stay where they are."""
    connection = apsw.Connection(":memory:")
    connection.execute(OLD)
    moved = {record.table(): set(columns.values()) for record, columns in MOVED.items()}
    return {
        table: [name for name in names if name not in moved.get(table, ())]
        for table, names in columns_of(connection).items()
    }


def test_everything_of_the_first_version_is_kept(
    old_books: Path, open_store: Open, old_columns: dict[str, list[str]]
) -> None:
    before = contents(old_books, old_columns)
    assert all(before.values()), "every table has something in it"
    store = open_store()
    assert store.database.value("PRAGMA user_version") == len(database.migrations())
    after = contents(old_books, old_columns)
    assert {name for name in before if before[name] != after[name]} == {"change"}
    assert len(before["change"]) == len(after["change"])
    assert store.check() == []
    assert len(store.history()) == 5
    for record, key, values in (each for _, added in HISTORY for each in added):
        found = store.get(record, key)
        assert found is not None
        expected = {
            name: record.field(name).decode(value)
            for name, value in values.items()
            if name not in MOVED.get(record, ())
        }
        if key == CROMPTON:
            expected["name"] = "Crompton"
        assert {name: found[name] for name in expected} == expected


def test_a_copy_is_kept_of_what_was_before(old_books: Path, open_store: Open) -> None:
    before = contents(old_books)
    open_store()
    (backup,) = backups.backups_of(old_books)
    assert f"before-version-{len(database.migrations())}" in backup.name
    assert database.version_of(backup) == 1
    assert contents(backup) == before


def test_references_are_enforced_again_and_nothing_can_be_written_outside_an_operation(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    settings = [store.database.value(f"PRAGMA {name}") for name in ("foreign_keys", "query_only")]
    assert settings == [1, 1]
    with pytest.raises(StoreProblem):
        store.database.rows("DELETE FROM review")
    for table, key in (("policy", ADMISSIONS), ("school_policy", HELD), ("school", BLUE)):
        with pytest.raises(apsw.ConstraintError, match="FOREIGN KEY"), store.database.writing():
            store.database.connection().execute(f'DELETE FROM {table} WHERE "key" = ?', (key,))
    wrong = "INSERT INTO review VALUES (?, ?, 'approved', '2026-01-01', 0, 0, 0, NULL, NULL)"
    with pytest.raises(apsw.Error), store.database.writing():
        store.database.connection().execute(wrong, ("9" * 32, "9" * 32))
    assert store.check() == []


def test_what_the_first_version_did_not_know_can_be_kept(old_books: Path, open_store: Open) -> None:
    store = open_store()
    with store.operation("New things") as change:
        change.set(Policy, PRIVACY, {"force": "live document", "pupils": "primary,secondary"})
        change.set(Alliance, NORTHERN, {"catalogues": "northumberland"})
        withdrawn: Values = {"kind_of_review": "withdrawn", "reviewed": date(2026, 3, 2)}
        why: Values = {"corrects": AGAIN, "notes": "It was put off."}
        change.add(Review, withdrawn | why | {"school_policy": HELD})
    standing = board(store).get(BLUE, ADMISSIONS)
    assert standing is not None
    assert standing.approved == date(2025, 3, 12)
    assert store.check() == []


def test_schools_that_held_policies_have_settled_in_and_no_others(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    settled = {each["key"]: each["settled_in"] for each in store.find(School)}
    assert settled == {
        BLUE: date(2025, 3, 12),  # its first review
        CROMPTON: date(2026, 4, 1),  # holds a policy that was never reviewed: the first day at all
        LEES: None,
    }


def test_every_operation_on_what_stayed_where_it_was_can_be_undone_and_done_again(
    without_alliances: Path, open_store: Open
) -> None:
    store = open_store()
    records = [record.table() for record in KINDS.values()]
    before = {name: rows for name, rows in contents(without_alliances).items() if name in records}
    labels = [store.undo().label for _ in range(store.undoable())]
    done = [label for label, _ in (HISTORY[0], *HISTORY[2:])]
    assert labels == ["Rename Crompton House", *reversed(done)]
    assert all(store.count(record) == 0 for record in KINDS.values())
    assert [store.redo().label for _ in labels] == labels[::-1]
    after = contents(without_alliances)
    assert {name: after[name] for name in before} == before
    assert store.check() == []


def test_undo_minds_what_was_changed_since(without_alliances: Path, open_store: Open) -> None:
    store = open_store()
    with store.operation("Unsettle") as change:
        change.set(School, CROMPTON, {"settled_in": None})
    assert store.undo().label == "Unsettle"
    with store.database.writing():
        store.database.rows('UPDATE school SET settled_in = NULL WHERE "key" = ?', BLUE)
    for _ in range(3):
        store.undo()
    with pytest.raises(Clash, match="Settled in of Blue Coat"):
        store.undo()


def test_removals_of_the_first_version_can_be_done_again(old_books: Path, open_store: Open) -> None:
    connection = apsw.Connection(str(old_books))
    values = HISTORY[3][1][1][2]
    operate(connection, 6, "Remove the draft")
    change(connection, 6, 1, SchoolPolicy, PLANNED, values, None)
    operate(connection, 7, "Remove Crompton")
    change(connection, 7, 1, School, CROMPTON, HISTORY[0][1][1][2] | {"name": "Crompton"}, None)
    connection.execute("UPDATE operation SET state = 'undone' WHERE number >= 6")
    connection.close()
    store = open_store()
    assert [store.redo().label for _ in range(2)] == ["Remove the draft", "Remove Crompton"]
    assert {each["key"] for each in store.find(School)} == {BLUE, LEES}
    store.undo()
    school = store.get(School, CROMPTON)
    assert school is not None
    assert school["settled_in"] == date(2026, 4, 1)


# What moved to records of its own


def test_what_a_person_was_becomes_a_post_and_a_person_without_one_has_none(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    kept = {
        each["person"]: (each["role"], each["school"], each["strategic_accountability"])
        for each in store.find(Post)
    }
    assert kept == {
        ANN: ("headteacher", BLUE, True), BOB: ("authority officer", None, None),
    }  # fmt: skip
    assert not any(each["began"] or each["ended"] for each in store.find(Post))
    assert [each["email"] for each in store.find(Person, key=ANN)] == ["ann@blue.example"]
    head = head_of(store, BLUE, date(2015, 1, 1))
    assert head is not None
    assert head.person == ANN


def test_the_versions_that_an_alliance_named_become_its_texts(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    assert {
        (each["alliance"], each["what"], each["version"], each["agreed"])
        for each in store.find(AgreedText)
    } == {
        (NORTHERN, "statement", "3", date(2019, 6, 1)),
        (NORTHERN, "memorandum", "1", date(2019, 7, 1)),
        (NORTHERN, "protocol", "1", None),
    }


def test_the_days_of_a_membership_become_the_steps_of_its_path(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    steps = sorted(
        (each["since"], each["stage"]) for each in store.find(Step, membership=MEMBER)
    )  # fmt: skip
    assert [stage for _, stage in steps if stage != "paused"] == [
        "enquiry", "statement sent", "member",
    ]  # fmt: skip
    assert [day for day, _ in steps] == [
        date(2019, 5, 1), date(2019, 6, 3), date(2019, 9, 2), date(2019, 9, 2),
    ]  # fmt: skip
    (asking,) = store.find(Step, membership=ASKING)
    assert (asking["stage"], asking["since"], asking["reason"]) == (
        "in discussion", date(2026, 4, 1), "The day was not kept.",
    )  # fmt: skip
    since = {each["key"]: each["since"] for each in store.find(Membership)}
    assert since == {MEMBER: date(2019, 9, 2), ASKING: date(2026, 4, 1)}


def without_places(changes: set[Any]) -> list[Any]:
    """The history but for the places of records among those of their kind."""
    read = [[*row[:4], *(json.loads(side or "{}") for side in row[4:])] for row in changes]
    for *_, before, after in read:
        before.pop("position", None)
        after.pop("position", None)
    return sorted(read, key=lambda row: row[:2])


def test_a_store_of_the_second_version_opens_with_everything_kept(
    second_books: Path, open_store: Open, old_columns: dict[str, list[str]]
) -> None:
    columns = old_columns | {"meeting": ["key", "kind_of_meeting", "school_id", "held"]}
    before = contents(second_books, columns)
    store = open_store()
    assert store.database.value("PRAGMA user_version") == len(database.migrations())
    after = contents(second_books, columns)
    assert without_places(after.pop("change")) == without_places(before.pop("change"))
    assert after == before
    assert store.count(Post) == 2
    assert store.count(AgreedText) == 3
    assert [each.label for each in store.history()][:2] == [
        "Call the governors", "Rename Crompton House",
    ]  # fmt: skip
    assert store.undo().label == "Call the governors"
    assert store.count(Meeting) == 0
    assert store.redo().label == "Call the governors"
    assert store.check() == []


def test_taking_back_what_is_kept_elsewhere_since_is_refused_in_words(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    for _ in range(3):
        store.undo()
    before = contents(old_books)
    with pytest.raises(Clash) as refused:
        store.undo()
    said = str(refused.value)
    assert "“Found the alliance” cannot be undone" in said
    assert "Statement version" in said
    assert "kept elsewhere since (texts)" in said
    assert contents(old_books) == before
    assert [store.redo().label for _ in range(3)] == [
        *(label for label, _ in HISTORY[2:]), "Rename Crompton House",
    ]  # fmt: skip


def test_doing_again_what_is_kept_elsewhere_since_is_refused_in_words(
    old_books: Path, open_store: Open
) -> None:
    connection = apsw.Connection(str(old_books))
    operate(connection, 6, "Make Ann the principal")
    change(connection, 6, 1, Person, ANN, {"role": "headteacher"}, {"role": "principal"})
    connection.execute("UPDATE operation SET state = 'undone' WHERE number = 6")
    connection.close()
    store = open_store()
    with pytest.raises(Clash, match=r"cannot be redone: .* Role of people is kept .*posts"):
        store.redo()
    assert [each["role"] for each in store.find(Post, person=ANN)] == ["headteacher"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"stage": "in discussion"}, {"stage": "paused"}),
        ({"statement_signed": "2019-08-30"}, {"statement_signed": "2019-09-02"}),
        (None, {"alliance": NORTHERN, "school": BLUE, "stage": "paused"}),
    ],
)
def test_taking_back_a_move_from_before_there_were_paths_is_refused_in_words(
    second_books: Path, open_store: Open, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    connection = apsw.Connection(str(second_books))
    operate(connection, 7, "Pause Blue Coat")
    change(connection, 7, 1, Membership, MEMBER, before, after)
    connection.close()
    store = open_store()
    steps = store.find(Step, membership=MEMBER)
    with pytest.raises(Clash) as said:
        store.undo()
    assert "“Pause Blue Coat” cannot be undone: it was done with an earlier version" in str(
        said.value
    )
    assert "has a path since, which would no longer fit. Move the membership on" in str(said.value)
    assert store.find(Step, membership=MEMBER) == steps


def test_what_of_a_membership_is_not_on_its_path_is_still_taken_back(
    second_books: Path, open_store: Open
) -> None:
    connection = apsw.Connection(str(second_books))
    operate(connection, 7, "Another signatory")
    change(connection, 7, 1, Membership, MEMBER, {"signatory": "B."}, {"signatory": "A. Other"})
    connection.close()
    store = open_store()
    store.undo()
    membership = store.get(Membership, MEMBER)
    assert membership is not None
    assert membership["signatory"] == "B."


def test_the_history_still_tells_of_what_is_kept_elsewhere_since(
    old_books: Path, open_store: Open
) -> None:
    store = open_store()
    (added,) = store.history(Person, ANN)
    assert added.now == {
        "Name": "Ann Other", "School": "Blue Coat [C of E]", "Strategic accountability": "Yes",
        "Email": "ann@blue.example", "Role": "Headteacher",
    }  # fmt: skip
    (added,) = store.history(Alliance, NORTHERN)
    assert added.now is not None
    assert added.now["Statement version"] == "3"
    assert added.now["Memorandum date"] == "01/07/2019"


# When it fails


def refused(open_store: Open, path: Path) -> str:
    """The words in which an older store is refused; fails when it was changed."""
    before, rows = path.read_bytes(), contents(path)
    with pytest.raises(StoreProblem) as problem:
        open_store(path)
    assert path.read_bytes() == before
    assert contents(path) == rows
    assert not path.with_name(path.name + "-journal").exists()
    return str(problem.value)


SCRIPTS = [each.read_text(encoding="utf-8") for each in database.migrations()]


def _ends(script: str) -> list[int]:
    """Where some of a script's statements end, the last among them."""
    ends = [at for at in range(len(script)) if script[at : at + 2] == ";\n"]
    return [*ends[::8], ends[-1]]


@pytest.mark.parametrize(
    ("version", "at"),
    [(version, at) for version in range(2, len(SCRIPTS) + 1) for at in _ends(SCRIPTS[version - 1])],
)
def test_a_migration_that_fails_anywhere_leaves_the_store_as_it_was(
    version: int, at: int, old_books: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    broken = tmp_path / f"{version:04}_broken.sql"
    broken.write_text(f"{SCRIPTS[version - 1][: at + 2]} SELECT nonsense;", encoding="utf-8")
    sound = database.migrations()[: version - 1]
    with monkeypatch.context() as patched:
        patched.setattr(database, "migrations", lambda: [*sound, broken])
        assert "nonsense" in refused(open_store, old_books)
    assert open_store(old_books).check() == []


def test_a_connection_that_failed_to_migrate_is_as_strict_as_before(
    old_books: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "0002_broken.sql"
    broken.write_text("DROP TABLE review; SELECT nonsense;", encoding="utf-8")
    monkeypatch.setattr(database, "migrations", lambda: [broken, broken])
    desk = database.DeskDatabase(old_books)
    desk.connect()
    with pytest.raises(StoreProblem, match="nonsense"):
        database.migrate(desk, 1)
    assert [desk.value(f"PRAGMA {name}") for name in ("foreign_keys", "query_only")] == [1, 1]
    assert desk.value("SELECT count(*) FROM review") == 2
    database.close(desk)


def test_a_store_with_references_to_nothing_is_refused_and_left_as_it_was(
    old_books: Path, open_store: Open
) -> None:
    connection = apsw.Connection(str(old_books))
    connection.execute("PRAGMA foreign_keys = 0; UPDATE person SET school_id = ?", ("9" * 32,))
    connection.close()
    said = refused(open_store, old_books)
    assert "records refer to others that are not there" in said
    assert "alliance restore FILE" in said


def test_an_older_store_is_not_only_looked_at(old_books: Path, open_store: Open) -> None:
    before = old_books.read_bytes()
    with pytest.raises(StoreProblem, match="open it once without --read-only"):
        open_store(old_books, read_only=True)
    assert old_books.read_bytes() == before
    assert backups.backups_of(old_books) == []
