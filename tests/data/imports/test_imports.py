"""Imports: what a plan says, that it is what is carried out, and that one undo takes it back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby, pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exports.writing import write
from data.imports.importing import carry_out, plan, template, write_rejected
from data.imports.plans import Cancelled, Plan
from data.problems import Clash, Problem
from data.sample.records import sample_records
from data.store.store import Store
from data.tables.listing import table_of
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.kinds import RECORDS
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)
FILES = Path(__file__).parent / "files"
EXTRACT = FILES / "extract_2026.csv"

Open = Callable[..., Store]


def everything(store: Store) -> dict[str, list[Values]]:
    return {
        record.kind: sorted(store.find(record), key=lambda values: str(values["key"]))
        for record in RECORDS
    }


def whole_table(store: Store, record: type[Record]) -> Summary:
    """All fields of all records, as an export of the whole list has them."""
    columns = [Column(f.script_name, f.label, f.kind) for f in record.fields()]
    rows = []
    for values in store.find(record):
        cells: list[Any] = []
        for field in record.fields():
            value = values[field.attribute]
            plain = field.kind in ("date", "money", "number", "hundredths", "yes_no")
            cells.append(value if plain else store.show(record, field.attribute, value) or None)
        rows.append(Row(str(values["key"]), tuple(cells)))
    return Summary(record.kind, record.kind, TODAY, columns, rows, ["A note"])


def fill(store: Store) -> None:
    """The sample's books, and one record of each kind of which the sample has none."""
    with store.operation("Load the sample") as change:
        for record, group in groupby(sample_records(TODAY), key=lambda each: each[0]):
            # As it stands, with the steps that its memberships took: nothing else follows.
            change._insert(record, [values | {"key": key} for _, key, values in group])
        school, agreement = str(store.find(School)[0]["key"]), "e" * 32
        for record, values in (
            (ServiceAgreement, {"name": "Human resources: advice", "provider": "Ours"}),
            (Purchase, {"school": school, "agreement": agreement, "began": date(2021, 4, 1),
                        "ended": date(2022, 3, 31)}),
            (Meeting, {"school": school, "held": date(2026, 12, 2), "starts": "18:30"}),
            (HalfTermDates, {"school_year": 2019, "half_term": "Autumn 1",
                             "first_day": date(2019, 9, 3), "last_day": date(2019, 10, 25)}),
        ):  # fmt: skip
            change.add(record, values, agreement if record is ServiceAgreement else None)


@pytest.fixture
def sample(store: Store) -> Store:
    """A store with the sample's books."""
    fill(store)
    return store


@pytest.fixture
def csv_of(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a CSV file."""

    def write_rows(*rows: Sequence[str], name: str = "rows.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write_rows


def reasons(made: Plan) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in made.rejected]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_what_was_exported_changes_nothing_when_it_is_imported(
    sample: Store, tmp_path: Path, record: type[Record]
) -> None:
    before = everything(sample)
    tables = (table_of(sample, record), whole_table(sample, record))
    for summary, format, iso in product(tables, ("csv", "xlsx"), (False, True)):
        path = tmp_path / f"export.{format}"
        path.write_bytes(write(summary, format, iso=iso))
        made = plan(sample, record, path)
        assert made.rejected == []
        assert made.empty
        assert made.unchanged == len(before[record.kind]) > 0
        carry_out(sample, made)
    assert everything(sample) == before
    assert len(sample.history()) == 1


def test_whole_books_can_be_carried_over_file_by_file(
    sample: Store, open_store: Open, tmp_path: Path
) -> None:
    other = open_store(tmp_path / "other.db", create=True)
    for record in RECORDS:
        path = tmp_path / f"{record.kind}.csv"
        path.write_bytes(write(whole_table(sample, record), "csv"))
        made = plan(other, record, path)
        assert made.rejected == []
        carry_out(other, made)
    for record in RECORDS:
        assert sorted(str(row.cells) for row in whole_table(other, record).rows) == sorted(
            str(row.cells) for row in whole_table(sample, record).rows
        )


def test_an_import_is_one_operation_that_one_undo_takes_back(sample: Store) -> None:
    before = everything(sample)
    made = plan(sample, School, EXTRACT)
    done = carry_out(sample, made)
    assert done.label == "Imported 40 schools from extract_2026.csv"
    assert done.kinds == {"schools", "groups", "group-members"}
    assert sample.count(School) == len(before["schools"]) + len(made.additions)
    assert sample.history()[0].label == done.label
    sample.undo()
    assert everything(sample) == before


def test_a_plan_changes_nothing_and_says_the_counts_in_words(store: Store) -> None:
    made = plan(store, School, EXTRACT)
    assert store.count(School) == 0
    assert made.lines()[0] == (
        "40 rows read: 40 schools to add, 0 to change, 0 unchanged, 0 rejected."
    )


def test_only_fields_that_differ_change_and_silence_and_notes_are_left_alone(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    carry_out(store, plan(store, School, EXTRACT))
    (school,) = store.find(School, urn="137133")
    with store.operation("Take a note") as change:
        change.set(School, str(school["key"]), {"notes": "Ask for Ann.", "website": None})
    path = csv_of(
        ["URN", "Name", "Pupils", "Town", "Notes", "Telephone"],
        ["137133", "The Blue Coat CofE School", "1650", "", "Other notes", "01616241484"],
    )
    made = plan(store, School, path)
    assert made.changes == [(school["key"], {"pupils": 1650}, {"pupils": 1702})]
    assert "The Blue Coat CofE School: Pupils 1702 → 1650" in made.lines()
    assert "1 record keeps its notes, which differ in the file." in made.notes
    carry_out(store, made)
    (now,) = store.find(School, urn="137133")
    assert now == school | {"pupils": 1650, "notes": "Ask for Ann.", "website": None}


def test_a_plan_is_refused_when_a_record_of_it_was_changed_since(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    carry_out(store, plan(store, School, EXTRACT))
    (school,) = store.find(School, urn="137133")
    made = plan(store, School, csv_of(["URN", "Pupils"], ["100025", "1"], ["137133", "2"]))
    with store.operation("Count again") as change:
        change.set(School, str(school["key"]), {"pupils": 1700})
    before = everything(store)
    with pytest.raises(Clash, match="Pupils was 1702, is now 1700, yours is 2"):
        carry_out(store, made)
    assert everything(store) == before


def test_a_plan_is_refused_when_a_record_of_it_was_removed_since(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    carry_out(store, plan(store, School, EXTRACT))
    made = plan(store, School, csv_of(["URN", "Pupils"], ["137133", "2"]))
    with store.operation("Remove it") as change:
        change.remove(School, made.changes[0][0])
    with pytest.raises(Clash, match="removed"):
        carry_out(store, made)


def test_a_plan_is_refused_when_its_schools_were_added_since(store: Store) -> None:
    made = plan(store, School, EXTRACT)
    with store.operation("Type one in") as change:
        change.add(School, {"name": "Blue Coat", "urn": "137133"})
    before = everything(store)
    with pytest.raises(Clash, match="The Blue Coat CofE School was added meanwhile"):
        carry_out(store, made)
    assert everything(store) == before


def test_a_plan_is_carried_out_once(store: Store, csv_of: Callable[..., Path]) -> None:
    made = plan(store, Person, csv_of(["Name", "Telephone"], ["Ann Moor", "0161 624 1484"]))
    carry_out(store, made)
    with pytest.raises(Clash, match="Ann Moor was added meanwhile"):
        carry_out(store, made)
    assert store.count(Person) == 1


@pytest.mark.parametrize("when", [0, 1])
def test_a_stopped_import_leaves_the_books_as_they_were(
    store: Store, csv_of: Callable[..., Path], when: int
) -> None:
    rows = [[str(100000 + number), f"School {number}"] for number in range(1200)]
    made = plan(store, School, csv_of(["URN", "EstablishmentName"], *rows))
    calls: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) > when:
            raise Cancelled

    with pytest.raises(Cancelled):
        carry_out(store, made, stop)
    assert store.count(School) == 0
    assert store.history() == []


def test_progress_is_told_often_and_reaches_the_end(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    rows = [[str(100000 + number), f"School {number}"] for number in range(1234)]
    path = csv_of(["URN", "EstablishmentName"], *rows)
    planning: list[tuple[int, int]] = []
    made = plan(store, School, path, lambda *step: planning.append(step))
    writing: list[tuple[int, int]] = []
    carry_out(store, made, lambda *step: writing.append(step))
    for steps in (planning, writing):
        assert steps[-1] == (1234, 1234)
        places = [0, *(done for done, _ in steps)]
        assert all(0 <= b - a <= 500 for a, b in pairwise(places))


def test_a_stopped_plan_lets_go_of_the_file(store: Store, csv_of: Callable[..., Path]) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    path = csv_of(["URN", "EstablishmentName"], ["137133", "Blue Coat"])
    with pytest.raises(Cancelled):
        plan(store, School, path, stop)
    path.unlink()


def test_a_code_that_stands_twice_is_rejected_the_second_time(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(
        ["URN", "EstablishmentName"],
        ["137133", "Blue Coat"],
        ["100000", "Moor"],
        ["137133", "Other"],
    )
    made = plan(store, School, path)
    assert [values["name"] for values in made.additions] == ["Blue Coat", "Moor"]
    assert reasons(made) == [(4, "URN 137133 stands in line 2 already")]


def test_an_academy_with_a_new_urn_is_not_taken_for_its_predecessor(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        change.add(School, {"name": "Old", "urn": "105740", "laestab": "3534600"})
        by_hand = change.add(School, {"name": "By hand", "laestab": "3534601"})
    path = csv_of(
        ["URN", "LA (code)", "EstablishmentNumber", "EstablishmentName"],
        ["137133", "353", "4600", "New"],
        ["137134", "353", "4601", "Known by its number"],
    )
    made = plan(store, School, path)
    assert [values["name"] for values in made.additions] == ["New"]
    ((key, new, _seen),) = made.changes
    assert key == by_hand
    assert new["urn"] == "137134"


def test_rows_without_codes_are_known_by_their_whole_name(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    carry_out(store, plan(store, School, EXTRACT))
    path = csv_of(["Name", "Town"], ["the blue coat cofe school", "Moorside"], ["Blue", "Oldham"])
    made = plan(store, School, path)
    assert [new for _, new, _ in made.changes] == [
        {"name": "the blue coat cofe school", "town": "Moorside"}
    ]
    assert [values["name"] for values in made.additions] == ["Blue"]


def test_headings_may_be_script_names_or_labels_in_any_order(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(
        ["strategic-accountability", "E-mail", "EMAIL", "person", "Role"],
        ["y", "", "ann@school.example", "Ann Moor", "Clerk"],
    )
    with store.operation("Type in") as change:
        ann = change.add(Person, {"name": "Ann Moor"})
    made = plan(store, Post, path)
    (post,) = made.additions
    assert (post["person"], post["email"]) == (ann, "ann@school.example")
    assert (post["role"], post["strategic_accountability"]) == ("clerk", True)
    assert any(note == "Not used: E-mail." for note in made.notes)


def test_references_are_named_by_name_or_code_and_ambiguous_ones_list_the_candidates(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        blue = change.add(School, {"name": "Blue Coat", "urn": "137133"})
        change.add(School, {"name": "St Mary's", "urn": "100001"})
        second = change.add(School, {"name": "St Mary's", "urn": "100002"})
        change.add(Alliance, {"name": "Moor"})
    path = csv_of(
        ["Name", "Alliance", "Lead school"],
        ["Ann", "Moor", "Blue Coat"],
        ["Bob", "Moor", "100002"],
        ["Cat", "Moor", "St Mary's"],
        ["Dan", "Moor", "Nowhere"],
    )
    made = plan(store, Workstream, path)
    assert [(each["name"], each["lead_school"]) for each in made.additions] == [
        ("Ann", blue),
        ("Bob", second),
    ]
    (line, several), (other, none) = reasons(made)
    assert (line, other) == (4, 5)
    assert "100001" in several
    assert "100002" in several
    assert "There is no school called “Nowhere”" in none


def test_records_of_one_name_stay_themselves_and_get_their_own_changes(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        schools = [change.add(School, {"name": "St Mary's", "urn": f"10000{n}"}) for n in (1, 2)]
        alliance = change.add(Alliance, {"name": "Moor Alliance"})
        people = [
            change.add(Person, {"name": "Ann Moor", "email": f"ann{n}@school.example"})
            for n in (1, 2)
        ]
        for school in schools:
            change.add(Membership, {"school": school, "alliance": alliance})
    members = csv_of(
        ["School", "Alliance", "Stage"], *[["St Mary's", "Moor Alliance", "Enquiry"]] * 2
    )
    made = plan(store, Membership, members)
    assert (made.unchanged, made.empty, made.rejected) == (2, True, [])
    path = csv_of(
        ["Name", "Email", "Telephone"],
        ["Ann Moor", "ann2@school.example", "0161 624 1484"],
        ["Ann Moor", "ann1@school.example", ""],
    )
    made = plan(store, Person, path)
    assert (made.unchanged, made.additions) == (1, [])
    assert made.changes == [(people[1], {"telephone": "0161 624 1484"}, {"telephone": None})]


def test_a_row_is_about_the_namesake_that_it_differs_from_least(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        _, second = [
            change.add(Policy, {"title": "Charging", "catalogue": catalogue, "owner": owner})
            for catalogue, owner in (("northumberland", "Governance team"), ("dfe", "Ann Moor"))
        ]
    shown = Policy.field("catalogue").show("dfe")
    headings = ["Title", "Catalogue", "Owner"]
    made = plan(store, Policy, csv_of(headings, ["Charging", shown, "Bob Vale"]))
    assert made.changes == [(second, {"owner": "Bob Vale"}, {"owner": "Ann Moor"})]
    made = plan(store, Policy, csv_of(["Title", "Legal basis"], ["Charging", "An Act"]))
    assert reasons(made) == [
        (2, "2 policies are called “Charging”; give its Catalogue (Northumberland, Department for "
            "Education, Our own)")
    ]  # fmt: skip


def test_a_row_that_stands_twice_is_added_once(store: Store, csv_of: Callable[..., Path]) -> None:
    first, other = (["Ann", f"{name}@school.example"] for name in ("ann", "other"))
    path = csv_of(["Name", "Email"], first, first, other)
    made = plan(store, Person, path)
    assert len(made.additions) == 2
    assert reasons(made) == [(3, "it says the same as line 2")]
    carry_out(store, made)
    again = plan(store, Person, path)
    assert again.empty
    assert again.unchanged == 2


def test_rules_see_the_rows_that_were_planned_before(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        change.add(School, {"name": "Blue Coat"})
        change.add(Alliance, {"name": "Moor Alliance"})
    path = csv_of(
        ["School", "Alliance", "Stage", "Statement signed", "Signatory"],
        ["Blue Coat", "Moor Alliance", "Left", "", ""],
        ["Blue Coat", "Moor Alliance", "Member", "01/09/2026", "Ann Moor"],
        ["Blue Coat", "Moor Alliance", "Enquiry", "", ""],
    )
    made = plan(store, Membership, path)
    assert [values["stage"] for values in made.additions] == ["member"]
    assert [line for line, _ in reasons(made)] == [2, 4]
    assert "Nobody leaves before joining" in reasons(made)[0][1]
    assert "already has an open membership" in reasons(made)[1][1]
    carry_out(store, made)


@pytest.fixture
def reviewed(store: Store) -> Store:
    """A school whose policy was approved in March, being drafted anew since, and a live one."""
    with store.operation("Type in") as change:
        school = change.add(School, {"name": "Ash Grove"})
        for title, cycle in (("Behaviour", "annual"), ("Register", "live")):
            policy = change.add(Policy, {"title": title, "renewal": cycle})
            held = change.add(SchoolPolicy, {"school": school, "policy": policy})
            march = {"reviewed": date(2026, 3, 12), "minute": "FGB 1"}
            change.add(Review, march | {"school_policy": held})
    return store


REVIEW_HEADINGS = ["School policy", "Kind of review", "Reviewed", "Minute", "Corrects", "Notes"]
BEHAVIOUR, REGISTER = "Ash Grove · Behaviour", "Ash Grove · Register"


def test_an_import_never_changes_a_review_that_stands(
    reviewed: Store, csv_of: Callable[..., Path]
) -> None:
    before = everything(reviewed)
    path = csv_of(
        REVIEW_HEADINGS,
        [BEHAVIOUR, "Approved", "12/03/2026", "FGB 2", "", ""],
        [REGISTER, "Approved", "12/03/2026", "FGB 1", "", ""],
    )
    made = plan(reviewed, Review, path)
    assert (made.unchanged, made.empty) == (1, True)
    assert reasons(made) == [
        (2, "it differs in Minute, and a review is never changed: write an entry that corrects or "
            "withdraws it, or take it back with undo"),
    ]  # fmt: skip
    carry_out(reviewed, made)
    assert everything(reviewed) == before


def test_corrections_and_other_reviews_of_the_same_day_are_imported_beside_what_stands(
    reviewed: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(
        REVIEW_HEADINGS,
        [BEHAVIOUR, "Approved", "12/03/2026", "FGB 2", f"{BEHAVIOUR} · 12/03/2026", ""],
        [REGISTER, "Checked", "12/03/2026", "FGB 1", "", ""],
    )
    made = plan(reviewed, Review, path)
    assert made.rejected == []
    assert len(made.additions) == 2
    carry_out(reviewed, made)
    (correction,) = reviewed.find(Review, minute="FGB 2")
    assert correction["corrects"] is not None
    assert reviewed.count(Review) == 4


def test_imported_approvals_put_their_policies_in_force_and_the_plan_says_so(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        school = change.add(School, {"name": "Ash Grove"})
        policy = change.add(Policy, {"title": "Behaviour"})
        change.add(SchoolPolicy, {"school": school, "policy": policy})
    rows = [[BEHAVIOUR, "Approved", f"{day}/03/2026", "", "", ""] for day in (12, 10, 11, 10)]
    made = plan(store, Review, csv_of(REVIEW_HEADINGS, *rows))
    assert reasons(made) == [(5, "it says the same as line 3")]
    assert any("puts a school's policy in force" in note for note in made.notes)
    carry_out(store, made)
    assert [each["stage"] for each in store.find(SchoolPolicy)] == ["in force"]
    store.undo()
    assert [each["stage"] for each in store.find(SchoolPolicy)] == ["not started"]


def test_rows_may_refer_to_rows_of_their_own_file_in_any_order(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(
        ["Title", "Catalogue", "Part of"],
        ["Objectives", "Our own", "equality policy"],
        ["Equality policy", "Our own", ""],
        ["Aims", "Our own", "Objectives"],
        ["Astray", "Our own", "Nowhere"],
    )
    made = plan(store, Policy, path)
    assert [values["title"] for values in made.additions] == ["Equality policy", "Objectives"]
    (part, missing) = reasons(made)
    assert part == (4, "Objectives is a part itself, of Equality policy: name that one")
    assert missing[0] == 5
    assert missing[1].startswith("Part of: There is no policy called “Nowhere”")
    carry_out(store, made)
    (objectives,) = store.find(Policy, title="Objectives")
    assert store.name_of(Policy, str(objectives["part_of"])) == "Equality policy"
    assert plan(store, Policy, path).unchanged == 2


def test_half_terms_of_one_file_are_held_against_each_other(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(
        ["School year", "Half-term", "First day", "Last day"],
        ["2026/27", "Autumn 1", "02/09/2026", "23/10/2026"],
        ["2026/27", "Autumn 2", "20/10/2026", "18/12/2026"],
        ["2026/27", "Spring 1", "04/01/2027", "12/02/2027"],
    )
    made = plan(store, HalfTermDates, path)
    assert len(made.additions) == 2
    ((line, reason),) = reasons(made)
    assert line == 3
    assert reason.startswith("It overlaps Autumn 1 2026/27 (02/09/2026 to 23/10/2026)")
    carry_out(store, made)
    assert store.count(HalfTermDates) == 2


def test_what_cannot_be_read_rejects_a_row_of_our_own_headings_with_an_example(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(["Name", "Pupils"], ["Moor", "many"], ["", "3"], ["Vale", "4"], ["A", "5", "x"])
    made = plan(store, School, path)
    assert [values["name"] for values in made.additions] == ["Vale"]
    assert reasons(made) == [
        (2, "Pupils “many”: it is not a whole number. For example: 420"),
        (3, "Name is needed. The school's full name"),
        (5, "it has 3 cells under 2 headings: perhaps a comma in a name that stands without "
            "quotation marks"),
    ]  # fmt: skip
    assert made.rejected[0].cells == {"Name": "Moor", "Pupils": "many"}


def test_a_code_of_another_record_is_refused_before_anything_is_written(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        change.add(Alliance, {"name": "Moor Alliance"})
    made = plan(store, Alliance, csv_of(["Name", "Status"], ["moor alliance", "Forming"]))
    assert len(made.changes) == 1
    made = plan(store, Alliance, csv_of(["Name"], ["Vale"], ["Vale"]))
    assert reasons(made) == [(3, "Name Vale stands in line 2 already")]


def test_rejected_rows_are_written_beside_the_file_and_can_be_imported_when_corrected(
    store: Store, csv_of: Callable[..., Path], tmp_path: Path
) -> None:
    path = csv_of(["Name", "Pupils"], ["=Moor", "many"], ["Vale", "4"], name="ours.csv")
    made = plan(store, School, path)
    target = write_rejected(made)
    assert target == tmp_path / "ours-rejected.csv"
    text = target.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Line in the file,Why it was rejected,Name,Pupils"
    assert "2,Pupils “many”: it is not a whole number. For example: 420,'=Moor,many" in text
    assert write_rejected(made) == tmp_path / "ours-rejected-2.csv"
    assert write_rejected(made, tmp_path / "mine.csv") == tmp_path / "mine.csv"
    target.write_text(text.replace(",many", ",420"), encoding="utf-8")
    (school,) = plan(store, School, target).additions
    assert (school["name"], school["pupils"]) == ("=Moor", 420)
    assert write_rejected(plan(store, School, target)) is None
    with pytest.raises(Problem, match="its folder does not exist"):
        write_rejected(made, tmp_path / "none" / "mine.csv")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_template_is_an_import_without_rows_that_knows_every_field(
    store: Store, tmp_path: Path, record: type[Record], format: str
) -> None:
    path = tmp_path / f"template.{format}"
    path.write_bytes(write(template(record, TODAY), format))
    made = plan(store, record, path)
    assert made.read == 0
    assert not any(note.startswith("Not") for note in made.notes)


def test_a_file_of_something_else_is_refused_with_the_headings_that_would_do(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    path = csv_of(["Colour", "Shape"], ["red", "round"])
    with pytest.raises(Problem, match="Put headings above the rows, such as Name, Email"):
        plan(store, Person, path)
    with pytest.raises(Problem, match="EstablishmentName"):
        plan(store, School, path)


def test_nothing_to_do_leaves_no_trace_in_the_history(
    store: Store, csv_of: Callable[..., Path]
) -> None:
    carry_out(store, plan(store, School, csv_of(["Name", "URN"])))
    assert store.history() == []


TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "Ann",
        "ann",
        "Blue Coat",
        "137133",
        "=1",
        "'=1",
        "y",
        "01/09/2026",
        "today",
        "Member",
        "x" * 400,
    ]
)


@given(
    record=st.sampled_from(RECORDS),
    rows=st.lists(st.lists(TEXTS, min_size=30, max_size=30), max_size=6),
)
def test_any_text_in_any_cell_is_planned_carried_out_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory,
    record: type[Record],
    rows: list[list[str]],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Store.open(folder / "a.db", today=TODAY, create=True, throw_away=True) as store:
        with store.operation("Type in") as change:
            change.add(School, {"name": "Blue Coat", "urn": "137133"})
            change.add(Person, {"name": "Ann"})
            change.add(Policy, {"title": "Charging"})
        before = everything(store)
        path = folder / "rows.csv"
        labels = [field.label for field in record.fields()]
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows([labels, *(row[: len(labels)] for row in rows)])
        try:
            made = plan(store, record, path)
        except Problem as problem:
            assert "not a table of text" in str(problem)  # noqa: PT017
            return
        assert all("\n" not in line for line in made.lines())
        carry_out(store, made)
        assert plan(store, record, path).empty
        if not made.empty:
            store.undo()
        assert everything(store) == before
        assert store.check() == []


def test_a_telephone_number_that_is_only_spaced_otherwise_is_no_change(
    tmp_path: Path, store: Store
) -> None:
    with store.operation("Add a school") as change:
        change.add(School, {"name": "Foo", "urn": "123456", "telephone": "0161 624 1484"})
    file = tmp_path / "schools.csv"
    file.write_text("URN,EstablishmentName,TelephoneNum\n123456,Foo,01616241484\n")
    assert plan(store, School, file).changes == []


@pytest.mark.parametrize(
    "ended",
    [
        {"stage": "declined", "enquired": date(2024, 3, 1), "since": date(2024, 6, 1)},
        {"stage": "left", "statement_signed": date(2024, 3, 1), "signatory": "Ann Moor",
         "left": date(2024, 6, 1), "reason_for_leaving": "cost"},
    ],
    ids=("declined", "left"),
)  # fmt: skip
def test_a_member_that_came_back_is_meant_in_the_period_of_the_day_in_the_row(
    ended: Values, store: Store, csv_of: Callable[..., Path]
) -> None:
    with store.operation("Type in") as change:
        school = change.add(School, {"name": "Blue Coat"})
        alliance = change.add(Alliance, {"name": "Moor"})
        change.add(Workstream, {"name": "Reading", "alliance": alliance})
        whose = {"school": school, "alliance": alliance}
        change.add(Membership, whose | ended)
        signed = {"statement_signed": date(2026, 9, 1), "signatory": "Ann Moor"}
        back = change.add(Membership, whose | {"stage": "member"} | signed)
    path = csv_of(
        ["Membership", "Workstream", "Level", "Began"],
        ["Blue Coat · Moor", "Reading", "Lead", "01/10/2026"],
    )
    made = plan(store, Commitment, path)
    assert [each["membership"] for each in made.additions] == [back]
