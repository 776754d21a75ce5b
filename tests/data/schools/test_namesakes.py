"""Schools of one name: told apart by status and URN, wherever one of them is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.imports.importing import plan
from data.problems import WrongCall
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.finding import find_one, suggestions
from data.tables.listing import table_of
from data.tables.saving import add_record
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School

ALLIANCE, CLOSED, OPEN, ELSEWHERE, ASH = (letter * 32 for letter in "abcde")
NAME = "Holy Trinity School"
TOLD = {
    CLOSED: f"{NAME}, closed, URN 105690",
    OPEN: f"{NAME}, open, URN 142345",
    ELSEWHERE: "Holy Trinity school, open, Alnwick",
}
SEPTEMBER = date(2026, 9, 1)


def begin(store: Store) -> None:
    """Three schools of one name, one of them without a URN, and one of another name."""
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern"}, ALLIANCE)
        change.add(School, {"name": NAME, "urn": "105690", "status": "2"}, CLOSED)
        change.add(School, {"name": NAME, "urn": "142345"}, OPEN)
        change.add(School, {"name": "Holy Trinity school", "town": "Alnwick"}, ELSEWHERE)
        change.add(School, {"name": "Ash Grove", "urn": "100001"}, ASH)
        for school in (CLOSED, OPEN, ASH):
            of_school = {"school": school, "alliance": ALLIANCE, "enquired": SEPTEMBER}
            change.add(Membership, of_school)


@pytest.fixture
def books(store: Store) -> Store:
    """Three schools of one name, one of them without a URN, and one of another name."""
    begin(store)
    return store


def test_lists_messages_and_papers_say_status_and_urn_where_a_name_is_shared(books: Store) -> None:
    told = {row.cells[0] for row in table_of(books, Membership).rows}
    assert told == {TOLD[CLOSED], TOLD[OPEN], "Ash Grove"}
    assert books.names(School) == TOLD | {ASH: "Ash Grove"}
    joining = {"school": ELSEWHERE, "alliance": ALLIANCE}
    assert TOLD[ELSEWHERE] in add_record(books, Membership, joining).label
    second = add_record(books, School, {"name": "Ash Grove", "urn": "100002"})
    assert second.label == "Added school Ash Grove, open, URN 100002"
    register = SUMMARIES["membership-register"].make(books).rows
    assert {TOLD[CLOSED], "Ash Grove, open, URN 100001"} <= {row.cells[0] for row in register}


def test_names_that_differ_in_a_curl_are_shared_and_a_change_of_name_or_status_is_told(
    books: Store,
) -> None:
    with books.operation("Add") as change:
        key = change.add(School, {"name": "St Mary’s", "urn": "100009"})
        change.add(School, {"name": "ST MARY'S", "urn": "100010", "status": "2"})
    assert books.names(School)[key] == books.name_of(School, key) == "St Mary’s, open, URN 100009"
    with books.operation("Close") as change:
        change.set(School, key, {"status": "2"})
    assert books.names(School)[key] == books.name_of(School, key) == "St Mary’s, closed, URN 100009"
    with books.operation("Rename") as change:
        change.set(School, key, {"name": "St Anne’s"})
    assert set(books.names(School).values()) >= {"St Anne’s", "ST MARY'S"}


def test_a_told_name_is_found_and_a_bare_one_that_several_have_asks_which(books: Store) -> None:
    assert {find_one(books, School, name): name for name in TOLD.values()} == TOLD
    # What was written down before it closed means it still.
    assert find_one(books, School, f"{NAME}, open, URN 105690") == CLOSED
    with pytest.raises(WrongCall) as problem:
        find_one(books, School, NAME)
    assert all(name in str(problem.value) for name in TOLD.values())
    offered = {key: name for key, name, _ in suggestions(books, School, "holy")}
    assert offered == TOLD


def test_a_file_says_which_of_them_it_means_or_its_row_is_rejected(
    books: Store, tmp_path: Path
) -> None:
    path = tmp_path / "members.csv"
    rows = (f'"{TOLD[ELSEWHERE]}"', NAME, f'"{TOLD[OPEN]}"')
    lines = [f"{row},Northern,02/09/2026" for row in rows]
    path.write_text("\n".join(["School,Alliance,Enquired", *lines]), encoding="utf-8")
    made = plan(books, Membership, path)
    assert [added["school"] for added in made.additions] == [ELSEWHERE]
    assert [new for _, new, _ in made.changes] == [{"enquired": date(2026, 9, 2)}]
    (rejected,) = made.rejected
    assert rejected.line == 3
    assert TOLD[CLOSED] in rejected.reason
    assert "or its URN" in rejected.reason
