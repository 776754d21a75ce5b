"""Lists as they are read: what stands beside a name, and what stands for several fields."""

from __future__ import annotations

from datetime import date

import pytest

from data.exports.exports import list_content
from data.store.store import Store
from data.tables.listing import Listing, Wanted, columns_of, table_of
from data.tables.visible_columns import arrangement_of
from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.kinds import RECORDS
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record, Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream


@pytest.fixture
def books(store: Store) -> Store:
    """One alliance with a school and a diocese, and its meetings beside those of governors."""
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"}, "a" * 32)
        school = change.add(School, {"name": "Ash Grove"})
        diocese = change.add(Organisation, {"name": "Diocese"})
        change.add(Membership, {"school": school, "alliance": alliance})
        change.add(Membership, {"organisation": diocese, "alliance": alliance})
        person = change.add(Person, {"name": "Ada"})
        change.add(Post, {"person": person, "role": "other", "organisation": diocese})
        own: Values = {"kind_of_meeting": "annual meeting", "name": "Captains' muster"}
        for values in (
            own | {"alliance": alliance, "held": date(2026, 10, 20)},
            {"kind_of_meeting": "circle", "alliance": alliance, "held": date(2027, 10, 12)},
            {"kind_of_meeting": "circle", "alliance": alliance, "held": date(2026, 12, 3)},
            {"school": school, "held": date(2026, 12, 10)},
        ):
            change.add(Meeting, values)
    return store


def shown(store: Store, record: type[Record]) -> list[list[object]]:
    """The headings and the rows of a list."""
    arrangement, listing = arrangement_of(store, record), Listing(store, record)
    rows = arrangement.arranged(listing.rows(listing.keys()))
    return [[column.label for column in arrangement.columns], *(list(row.cells) for row in rows)]


@pytest.mark.parametrize("record", [Membership, Workstream])
def test_the_alliance_stands_beside_the_name_only_where_there_are_several(
    record: type[Record], books: Store
) -> None:
    assert "Alliance" not in shown(books, record)[0]
    with books.operation("Second") as change:
        change.add(Alliance, {"name": "Valley"})
    assert shown(books, record)[0][1] == "Alliance"


def test_alliances_and_what_has_a_short_name_are_called_by_it_where_there_is_little_room(
    books: Store,
) -> None:
    with books.operation("Second") as change:
        valley = change.add(Alliance, {"name": "The Valley Alliance"})
        work = {"alliance": valley, "name": "Initial Teacher Education", "short_name": "ITE"}
        change.add(Workstream, work)
    columns = {each.name: each for each in arrangement_of(books, Workstream).columns}
    assert columns["alliance"].shorter == (("The Valley Alliance", "Valley"),)
    assert columns["alliance"].width < len("Northern A…")
    columns = {each.name: each for each in arrangement_of(books, Commitment).columns}
    assert columns["workstream"].shorter == (("Initial Teacher Education", "ITE"),)


@pytest.mark.parametrize(("record", "name"), [(Post, "role"), (Workstream, "strand")])
def test_a_choice_is_never_cut_in_its_column_but_called_by_shorter_words(
    record: type[Record], name: str
) -> None:
    column = next(each for each in columns_of(record) if each.name == name)
    field = record.field(name)
    assert isinstance(field, ChoiceField)
    shorter = dict(column.shorter)
    shown = [shorter.get(word, word) for word in set(field.meanings.values())]
    assert [word for word in shown if len(word) > column.width] == []


def test_a_school_in_two_alliances_stands_twice_with_the_name_of_each(books: Store) -> None:
    with books.operation("Second") as change:
        valley = change.add(Alliance, {"name": "Valley"})
        change.add(Membership, {"school": books.find(School)[0]["key"], "alliance": valley})
    told = [row[:2] for row in shown(books, Membership)[1:]]
    assert told == [["Ash Grove", "Northern"], ["Diocese", "Northern"], ["Ash Grove", "Valley"]]


def test_a_meeting_is_called_by_its_own_name_or_its_kind_and_is_a_schools_or_an_alliances(
    books: Store,
) -> None:
    headings, *rows = shown(books, Meeting)
    assert headings[:3] == ["Meeting", "School or alliance", "Date"]
    assert [row[:2] for row in rows] == [
        ["Circle", "Northern"],
        ["Governing body", "Ash Grove"],
        ["Circle", "Northern"],
        ["Captains' muster", "Northern"],
    ]


def test_meetings_stand_the_newest_first_and_are_opened_at_the_next_one(books: Store) -> None:
    listing = Listing(books, Meeting)
    begins = books.get(Meeting, listing.beginning() or "")
    assert begins is not None
    assert begins["held"] == date(2026, 12, 3)
    held = [each.cells[2] for each in arrangement_of(books, Meeting).arranged(
        listing.rows(listing.keys()))]  # fmt: skip
    assert held == sorted(held, reverse=True)
    books.today = date(2028, 1, 1)
    assert Listing(books, Meeting).beginning() is None


def test_a_meetings_column_is_ordered_by_what_it_shows(books: Store) -> None:
    listing, arrangement = Listing(books, Meeting), arrangement_of(books, Meeting)
    for at, column in enumerate(arrangement.columns[:2]):
        rows = arrangement.arranged(listing.rows(listing.keys(Wanted(sort=column.name))))
        cells = [str(row.cells[at]) for row in rows]
        assert cells == sorted(cells, key=str.casefold)


@pytest.mark.parametrize("record", RECORDS)
def test_a_list_shows_every_field_but_those_that_another_column_shows(
    record: type[Record], books: Store
) -> None:
    names = {column.name for column in arrangement_of(books, record).columns}
    left_out = {*record.said_elsewhere(), record.told_apart_by}
    assert names >= {f.script_name for f in record.fields() if f.attribute not in left_out}


def test_a_list_on_paper_says_whose_a_meeting_and_where_a_post_is(books: Store) -> None:
    def lines(record: type[Record]) -> list[list[str]]:
        written = list_content(record, table_of(books, record), "text").decode().splitlines()
        return [[word.strip() for word in line.split("  ") if word.strip()] for line in written]

    meetings = lines(Meeting)
    assert meetings[0][:3] == ["Meeting", "School or alliance", "Date"]
    assert meetings[-1][:3] == ["Captains' muster", "Northern", "20/10/2026"]
    assert lines(Post)[0][:3] == ["Person", "Role", "Where"]
    assert lines(Post)[-1][:3] == ["Ada", "Other", "Diocese"]


def test_files_that_come_back_keep_a_column_for_every_field(books: Store) -> None:
    for record in (Meeting, Membership):
        header = list_content(record, table_of(books, record), "csv").decode("utf-8-sig")
        labels = header.splitlines()[0].split(",")
        assert {field.label for field in record.fields()} <= set(labels)
