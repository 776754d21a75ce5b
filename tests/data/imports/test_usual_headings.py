"""Files as school offices have them: other headings, totals, words for nothing, one alliance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.imports.importing import carry_out, plan
from data.imports.plans import Plan
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.policies.policy import Policy
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream


def brought_in(store: Store, record: type[Record], folder: Path, text: str) -> Plan:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    made = plan(store, record, file)
    carry_out(store, made)
    again = plan(store, record, file)
    assert (again.additions, again.changes) == ([], []), "a second time it changes nothing"
    return made


def told(made: Plan) -> str:
    return " ".join(made.lines())


def test_headings_of_a_school_office_are_known_and_said(store: Store, tmp_path: Path) -> None:
    made = brought_in(
        store,
        School,
        tmp_path,
        "School Name,DfE No.,Tel No,NOR,Postcodes\nHill Top,3532001,1616241484,210,ol1 3sq\n",
    )
    (school,) = store.find(School)
    assert school["laestab"] == "3532001"
    assert (school["telephone"], school["pupils"]) == ("01616241484", 210)
    assert school["postcode"] == "OL1 3SQ", "a slip of the pen in a heading"
    assert "“School Name” as Name, “DfE No.” as LAESTAB, “Tel No” as Telephone" in told(made)


def test_a_heading_that_is_the_label_goes_before_one_that_is_usual(
    store: Store, tmp_path: Path
) -> None:
    brought_in(store, School, tmp_path, "School,Name,Comments,Notes\nX,Hill Top,no,yes\n")
    (school,) = store.find(School)
    assert (school["name"], school["notes"]) == ("Hill Top", "yes")


def test_a_kind_is_headed_with_its_own_name_and_brackets_say_no_more(
    store: Store, tmp_path: Path
) -> None:
    brought_in(
        store,
        Organisation,
        tmp_path,
        "Organisation,Type,Tel (office)\nDiocese of Leeds,Diocese,0161 828 1400\n",
    )
    (organisation,) = store.find(Organisation)
    assert (organisation["name"], organisation["kind_of_organisation"]) == (
        "Diocese of Leeds", "diocese",
    )  # fmt: skip
    assert organisation["telephone"] == "0161 828 1400"


def test_a_total_below_the_rows_is_no_school(store: Store, tmp_path: Path) -> None:
    made = brought_in(
        store, School, tmp_path, "Name,Pupils\nHill Top,210\nTotal,210\nTotally Free School,3\n"
    )
    assert sorted(str(each["name"]) for each in store.find(School)) == [
        "Hill Top", "Totally Free School",
    ]  # fmt: skip
    assert "Line 3 is rejected: it sums up the rows above it." in told(made)


@pytest.mark.parametrize("nothing", ["n/a", "TBC", "-", "?", "N/A"])
def test_words_for_nothing_leave_a_field_empty_and_are_told(
    store: Store, tmp_path: Path, nothing: str
) -> None:
    made = brought_in(store, School, tmp_path, f"Name,Opened,Pupils\nHill Top,{nothing},12\n")
    (school,) = store.find(School)
    assert (school["opened"], school["pupils"]) == (None, 12)
    assert f"could not be used and was left empty: “{nothing}” (line 2)" in told(made)


def test_the_same_school_twice_in_a_file_comes_in_once(store: Store, tmp_path: Path) -> None:
    made = brought_in(
        store,
        School,
        tmp_path,
        "Name,LAESTAB,Telephone\nHill Top,353/2001,0161 624 1484\nHILL TOP,3532001,1616241484\n",
    )
    assert len(store.find(School)) == 1
    assert "LAESTAB 353/2001 stands in line 2 already" in told(made)


def test_members_of_the_only_alliance_need_not_name_it(store: Store, tmp_path: Path) -> None:
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern Alliance"})
        change.add(School, {"name": "Hill Top"})
    made = brought_in(
        store,
        Membership,
        tmp_path,
        "School,Status,Date signed,Signed by\nHill Top,Full member,12/09/2013,J Hollis\n",
    )
    (member,) = store.find(Membership)
    assert (member["stage"], member["statement_signed"]) == ("member", date(2013, 9, 12))
    assert "Alliance: Northern Alliance, the only one there is" in told(made)
    assert "left as they are: Since" in told(made), "and it is not told as left out"


def test_with_two_alliances_a_member_must_name_its_own(store: Store, tmp_path: Path) -> None:
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern Alliance"})
        change.add(Alliance, {"name": "Southern Alliance"})
        change.add(School, {"name": "Hill Top"})
    made = brought_in(store, Membership, tmp_path, "School,Status\nHill Top,Enquiry\n")
    assert "Alliance is needed" in told(made)


def test_posts_and_meetings_come_in_as_they_are_called(store: Store, tmp_path: Path) -> None:
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern Alliance"})
        change.add(School, {"name": "Hill Top"})
    brought_in(
        store,
        Post,
        tmp_path,
        "Name,Job title,School name,Phone\nAnn Lee,SENDCo,Hill Top,\nBo Low,DSL,Hill Top,\n",
    )
    assert {each["role"] for each in store.find(Post)} == {"senco", "safeguarding lead"}
    brought_in(
        store,
        Meeting,
        tmp_path,
        "Date,Time,Venue,Type,Alliance\nFri 16 Jan 2026,4.00pm,Hill Top,Steering group,Northern\n",
    )
    (meeting,) = store.find(Meeting)
    assert (meeting["held"], meeting["place"]) == (date(2026, 1, 16), "Hill Top")


def test_cycles_are_read_as_people_write_them(store: Store, tmp_path: Path) -> None:
    brought_in(
        store, Policy, tmp_path, "Policy,Review cycle\nUniform,3 yrs\nLone working,every 2 yrs\n"
    )
    assert {each["title"]: each["renewal"] for each in store.find(Policy)} == {
        "Uniform": "3 years", "Lone working": "2 years",
    }  # fmt: skip


def test_what_several_rules_refuse_is_told_in_sentences(store: Store, tmp_path: Path) -> None:
    with store.operation("Begin") as change:
        change.add(School, {"name": "Hill Top"})
    made = brought_in(
        store, Membership, tmp_path, "School,Stage,Date signed\nHill Top,Member,1/9/13\n"
    )
    assert "or its beginning. Who signed" in told(made)


def test_names_in_two_columns_are_put_together(store: Store, tmp_path: Path) -> None:
    made = brought_in(
        store,
        Person,
        tmp_path,
        "Title,Forename,Surname,E-mail\nMrs,Zoë,O'Hare,Z O'Hare <z@x.example>\nMr,Bo,Low,\n",
    )
    assert {each["name"]: each["email"] for each in store.find(Person)} == {
        "Zoë O'Hare": "z@x.example", "Bo Low": None,
    }  # fmt: skip
    assert "“Forename” and “Surname” together are the Name." in told(made)


def test_a_surname_first_and_a_role_in_brackets_are_understood(
    store: Store, tmp_path: Path
) -> None:
    with store.operation("Begin") as change:
        change.add(School, {"name": "Hill Top"})
        change.add(Person, {"name": "Khan, Parvez (Snr)"})
    made = brought_in(
        store,
        Post,
        tmp_path,
        'Name,School\n"O\'Hare, Zoë (Head)",Hill Top\n"Khan, Parvez (Snr)",Hill Top\n'
        'TBC (SBM),Hill Top\n"Ann Lee OBE, Clerk",Hill Top\n',
    )
    held = {store.name_of(Person, str(each["person"])): each["role"] for each in store.find(Post)}
    assert held == {"Zoë O'Hare": "headteacher", "Ann Lee OBE": "clerk"}
    assert "“O'Hare, Zoë (Head)” is read as Zoë O'Hare." in told(made)
    assert "it says that there is none yet" in told(made), "TBC is nobody's name"
    assert len(store.find(Person)) == 3, "and whoever is called with a comma stays so"


@pytest.mark.parametrize("name", ["Elsie Sedge (sample)", "John Smith, OBE", "Bo Low (Trust)"])
def test_what_stands_behind_a_name_and_is_no_role_stays(
    store: Store, tmp_path: Path, name: str
) -> None:
    brought_in(store, Person, tmp_path, f'Name\n"{name}"\n')
    assert [each["name"] for each in store.find(Person)] == [name]


@pytest.fixture
def alliance(store: Store) -> dict[str, str]:
    """Two members of an alliance with two workstreams and two meetings, by their names."""
    with store.operation("Begin") as change:
        found = {"Northern": change.add(Alliance, {"name": "Northern"})}
        for school in ("Hill Top", "Dale End"):
            key = change.add(School, {"name": school})
            signed = {"stage": "member", "statement_signed": date(2013, 9, 12), "signatory": "A"}
            found[school] = change.add(
                Membership, {"alliance": found["Northern"], "school": key} | signed
            )
        for name in ("CPD", "Leadership"):
            found[name] = change.add(Workstream, {"name": name, "alliance": found["Northern"]})
        for day in (date(2025, 9, 12), date(2025, 11, 14)):
            found[f"{day:%d/%m/%Y}"] = change.add(
                Meeting,
                {"kind_of_meeting": "steering group", "alliance": found["Northern"], "held": day},
            )
    return found


def test_a_register_of_attendance_comes_in_cell_by_cell(
    store: Store, tmp_path: Path, alliance: dict[str, str]
) -> None:
    made = brought_in(
        store,
        Attendance,
        tmp_path,
        "Heads' meetings,,,\nSchool,12/09/2025,14 Nov 2025,16/01/2026\n"
        "Hill Top,H,Apols,\nDale End,-,deputy,H\nTotal,1,2,1\n",
    )
    assert {
        (each["meeting"], each["membership"]): each["attended"] for each in store.find(Attendance)
    } == {
        (alliance["12/09/2025"], alliance["Hill Top"]): "head",
        (alliance["14/11/2025"], alliance["Hill Top"]): "apologies",
        (alliance["14/11/2025"], alliance["Dale End"]): "deputy",
    }
    assert [row.line for row in made.rejected] == [4, 5], "a meeting that is not there, a total"
    assert made.rejected[0].headings == ("School", "Meeting", "Attended")


def test_the_day_in_a_column_of_its_own_says_which_meeting(
    store: Store, tmp_path: Path, alliance: dict[str, str]
) -> None:
    brought_in(
        store,
        Attendance,
        tmp_path,
        "Meeting,Date,School,Attended\nSteering group,14/11/2025,Hill Top,Head\n",
    )
    assert [each["meeting"] for each in store.find(Attendance)] == [alliance["14/11/2025"]]


def test_a_matrix_of_commitments_comes_in_cell_by_cell(
    store: Store, tmp_path: Path, alliance: dict[str, str]
) -> None:
    made = brought_in(
        store, Commitment, tmp_path, "School,cpd,Leadership,R&D\nHill Top,Lead,C,\nDale End,,,L\n"
    )
    assert {
        (each["membership"], each["workstream"]): each["level"] for each in store.find(Commitment)
    } == {
        (alliance["Hill Top"], alliance["CPD"]): "lead",
        (alliance["Hill Top"], alliance["Leadership"]): "contribute",
    }
    assert "R&D" in made.rejected[0].reason, "a column that names no workstream is told"
