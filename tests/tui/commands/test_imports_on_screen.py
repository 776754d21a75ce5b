"""Imports at the desk: the plan is shown first, and what was shown is what is done."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from data.imports.corrections import Corrections
from data.imports.importing import carry_out
from data.imports.importing import plan as make_plan
from data.store.store import Store
from models.calendar.half_term_dates import HalfTermDates
from models.fields.half_terms import HALF_TERM_NAMES
from models.policies.agreements import ServiceAgreement
from models.policies.policy import Policy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk


@filled_once
def books(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("One") as change:
            change.add(School, {"name": "Ash Grove", "urn": "100001", "notes": "Ours."})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one school that is known, one new, and one that cannot be."""
    file = tmp_path / "schools.csv"
    file.write_text(
        "Name,URN,Town\nAsh Grove,100001,Oldham\nBeech Lane,100002,Bolton\nCedar,12,Bury\n",
        encoding="utf-8",
    )
    return file


def names(store: Store) -> list[str]:
    return sorted(str(each["name"]) for each in store.find(School))


async def plan(user: User, file: Path) -> None:
    await user.press("1", "i")
    await user.paste(str(file))
    await user.press("ctrl+s")


async def test_the_plan_is_shown_first_and_esc_changes_nothing(books: Path, file: Path) -> None:
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        assert user.lines[0].split() == ["Import", "schools", "schools.csv"]
        assert "1 new   1 changed   0 unchanged   1 rejected   of 3 rows" in user.text
        assert "Ash Grove: Town empty → Oldham" in user.text
        assert "URN “12”" in user.text
        assert await user.ask(names) == ["Ash Grove"]
        await user.press("escape")
        assert user.said == "Nothing was imported."
        assert await user.ask(names) == ["Ash Grove"]
        assert list(file.parent.glob("*rejected*")) == []


async def test_y_carries_out_that_plan_and_u_takes_all_of_it_back(books: Path, file: Path) -> None:
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        await user.press("y")
        await user.until("u takes it all back. 1 row was")
        found = await user.ask(lambda store: store.find(School))
        assert {each["name"]: each["town"] for each in found} == {
            "Ash Grove": "Oldham",
            "Beech Lane": "Bolton",
        }
        assert user.first_words == ["Ash Grove", "Beech Lane"]
        rejected = file.with_name("schools-rejected.csv").read_text(encoding="utf-8-sig")
        assert "Cedar" in rejected
        assert "six digits" in rejected
        await user.press("u")
        (left,) = await user.ask(lambda store: store.find(School))
        assert (left["name"], left["town"], left["notes"]) == ("Ash Grove", None, "Ours.")


async def test_a_plan_that_somebody_overtook_is_not_carried_out(books: Path, file: Path) -> None:
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        with Store.open(books, today=TODAY) as other:
            with other.operation("Theirs") as change:
                change.add(School, {"name": "Beech Lane", "urn": "100002"})
        await user.press("y")
        await user.until("meanwhile")
        assert await user.ask(names) == ["Ash Grove", "Beech Lane"]


async def test_a_file_with_nothing_new_offers_nothing_to_carry_out(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "same.csv"
    file.write_text("Name,URN\nAsh Grove,100001\n", encoding="utf-8")
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        assert "carry this out" not in user.keys
        await user.press("y", "escape")
        assert user.said == "Nothing was imported."
        assert len(await user.ask(lambda store: store.history())) == 1


async def test_a_file_that_is_not_there_or_is_no_table_is_told(books: Path, tmp_path: Path) -> None:
    async with at_the_desk(path=books) as user:
        await plan(user, tmp_path / "none.csv")
        assert "no file" in " ".join(user.text.split())
        await user.press("escape", "y")
        picture = tmp_path / "picture.csv"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
        await plan(user, picture)
        await user.until("picture.csv")
        assert await user.ask(names) == ["Ash Grove"]


async def test_names_with_brackets_in_a_plan_are_shown_as_they_are(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Name,URN\nSt [/b]Anne,1\n", encoding="utf-8")
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        assert "1 rejected" in user.text


async def load(user: User, key: str) -> None:
    """Choose a catalogue, look at what it would add, and load it."""
    await user.press("i", key)
    await user.until("Load the catalogue:")
    await user.press("y")


async def test_what_a_catalogue_would_add_is_shown_and_esc_loads_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4", "i", "n")
        await user.until("Load the catalogue: Northumberland")
        assert "It would add 9 policies, 2 parts, 4 service agreements." in user.text
        assert "northumberlandeducation.co.uk" in user.text
        assert "load it" in user.keys
        await user.press("escape")
        assert user.said == "Nothing was loaded."
        assert await user.ask(lambda store: store.count(Policy)) == 0


async def test_a_catalogue_comes_in_whole_and_is_not_offered_a_second_time(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4")
        await load(user, "d")
        await user.until("53 policies loaded")
        first = await user.ask(lambda store: store.find(Policy))
        assert len(first) == 53
        await user.press("h", "escape", "i")
        assert "Department" not in user.text
        assert "Northumberland's nine policies" in user.text
        await user.press("d", "escape")
        assert await user.ask(lambda store: store.find(Policy)) == first
        assert len(await user.ask(lambda store: store.history())) == 2
        await load(user, "n")
        await user.until("9 policies loaded, 2 parts, 4 service agreements")
        await user.press("u", "u")
        assert await user.ask(lambda store: store.find(Policy)) == []
        assert await user.ask(lambda store: store.find(ServiceAgreement)) == []


async def test_a_catalogue_can_be_loaded_from_its_empty_matrix(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4", "]")
        await load(user, "n")
        await user.until("9 policies loaded")
        assert "No policy of this catalogue" not in user.text


async def to_half_terms(user: User) -> None:
    await user.press("1", "]", "]", "]", "]")
    assert "›Half-terms" in user.bar


async def test_the_usual_half_terms_of_this_year_are_offered_and_one_key_takes_them_out(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_half_terms(user)
        await user.press("i", "u")
        assert user.field("School year") == "2026/27"
        await user.press("tab")
        await user.type("northumb")
        await user.press("ctrl+s")
        await user.until("Filled in, to be edited: 2026/27, Northumberland.")
        assert [line.split()[2:4] for line in user.rows] == [
            name.split() for name in HALF_TERM_NAMES
        ]
        await user.press("u")
        assert await user.ask(lambda store: store.count(HalfTermDates)) == 0


async def test_a_year_that_is_in_the_books_is_refused_under_the_field_and_another_taken(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_half_terms(user)
        await user.press("i", "u", "ctrl+s")
        await user.until("Filled in")
        await user.press("i", "u", "ctrl+s")
        assert "All 6 half-terms of 2026/27" in user.under("School year")
        await user.press("end", *["backspace"] * 7)
        await user.type("27/28")
        await user.press("ctrl+s")
        await user.until("Filled in, to be edited: 2027/28, every authority.")
        assert await user.ask(lambda store: store.count(HalfTermDates)) == 12


async def test_half_terms_come_from_a_file_as_well_with_the_bad_rows_rejected(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "half-terms.csv"
    file.write_text(
        "School year,Half-term,First day,Last day\n"
        "2026/27,Autumn 1,02/09/2026,23/10/2026\n"
        "2026/27,Autumn 2,20/10/2026,18/12/2026\n",
        encoding="utf-8",
    )
    async with at_the_desk(path=books) as user:
        await to_half_terms(user)
        await user.press("i", "f")
        await user.paste(str(file))
        await user.press("ctrl+s")
        assert "It overlaps Autumn 1 2026/27" in " ".join(user.text.split())
        await user.press("y")
        await user.until("takes it all back. 1 row was")
        assert await user.ask(lambda store: store.count(HalfTermDates)) == 1


async def test_leaving_the_question_fills_in_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_half_terms(user)
        await user.press("i", "u", "escape")
        assert user.said == "Nothing was filled in."
        await user.press("i", "escape")
        assert await user.ask(lambda store: store.count(HalfTermDates)) == 0


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A file with a heading and a value that nobody knows, and a column that is not wanted."""
    file = tmp_path / "theirs.csv"
    file.write_text(
        "Name,URN,Place,Sort,Type,Opened\n"
        "Beech Lane,100002,Bolton,x,Comunity,\nCedar,100003,Bury,x,Comunity,Sept 2021\n",
        encoding="utf-8",
    )
    return file


async def test_columns_and_values_are_put_right_on_the_plan(books: Path, foreign: Path) -> None:
    async with at_the_desk(path=books) as user:
        await plan(user, foreign)
        user.sees("0 new", "2 rejected", "2 columns not used, listed at the end")
        user.sees("2 rows: Type “Comunity”")
        # The value that cannot be read comes after the four columns that are.
        await user.press("down", "down", "down", "down", "down", "enter")
        user.sees("“Comunity” in Type (2 rows) means")
        await user.press(*"Community school", "enter")
        user.sees("2 new", "0 rejected")
        user.sees("Opened: “Sept 2021” is read as 01/09/2021, the first day of that month (1 row)")
        await user.press(*["down"] * 5)
        await user.press("enter", "end", "ctrl+u", *"13/9/21", "enter")
        user.does_not_see("“Sept 2021”")
        # The columns that are not used come last: Place, then Sort.
        await user.press(*["down"] * 5)
        await user.press("enter")
        user.sees("“Place” (Bolton, Bury) is")
        await user.press(*"town", "enter")
        user.sees("Place Town ▾ Bolton, Bury")
        await user.press("y")
        await user.until("Imported 2 schools")
        found = await user.ask(lambda store: store.find(School, urn="100003"))
        came = [(each["town"], each["type"], str(each["opened"])) for each in found]
        assert came == [("Bury", "01", "2021-09-13")]


async def test_a_file_of_which_no_heading_is_known_is_brought_in_by_saying_what_they_are(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text(
        'Our list;Number there;Anything\n"Beech Lane";"100002";x\nCedar;100003;y\n',
        encoding="utf-8",
    )
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        user.sees("None of these headings is known", "Number there")
        await user.press("down", "enter")
        user.sees("“Our list” (Beech Lane, Cedar) is")
        await user.press(*"name", "enter")
        user.sees("2 new", "Our list Name ▾")
        await user.press("y")
        await user.until("Imported 2 schools")
        assert await user.ask(names) == ["Ash Grove", "Beech Lane", "Cedar"]


async def test_rows_without_headings_are_refused_with_what_to_put_above_them(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("Beech Lane,100002\nCedar,100003\n", encoding="utf-8")
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        await user.until("Put headings above the rows")
        assert await user.ask(names) == ["Ash Grove"]


async def test_what_was_put_right_is_remembered_for_the_next_such_file(
    books: Path, foreign: Path
) -> None:
    means = {("Type", "Comunity"): "Community school"}

    def carried_out(store: Store) -> None:
        put_right = Corrections({"Place": "town"}, means)
        first = make_plan(store, School, foreign, corrections=put_right)
        carry_out(store, first)

    with Store.open(books, today=TODAY) as store:
        carried_out(store)
        again = make_plan(store, School, foreign)
        assert (again.rejected, again.corrections.values) == ([], means)
        towns = {each.heading: each.attribute for each in again.columns}
        assert (towns["Place"], towns["Sort"]) == ("town", "")
        other = foreign.with_name("other.csv")
        other.write_text("Name,Place\nElm,Bury\n", encoding="utf-8")
        assert [each.attribute for each in make_plan(store, School, other).columns] == ["name", ""]
        # Only one column can be a field.
        both = Corrections({"Sort": "name"})
        read = {c.heading: c.attribute for c in make_plan(store, School, foreign,
                                                          corrections=both).columns}  # fmt: skip
        assert (read["Sort"], read["Name"]) == ("name", "")


async def test_a_catalogue_that_lost_a_policy_says_what_it_would_bring_back(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4")
        await load(user, "n")
        await user.until("9 policies loaded")

        def remove(store: Store) -> None:
            with store.operation("Remove an agreement") as change:
                change.remove(ServiceAgreement, str(store.find(ServiceAgreement)[0]["key"]))

        await user.press("i")
        assert "Northumberland" not in user.question_text
        await user.press("escape")
        await user.ask(remove)
        await user.press("i")
        offered = " ".join(user.question_text.split())
        assert "Northumberland's nine policies 1 added" in offered


async def test_tab_goes_on_with_a_path_as_far_as_it_can(books: Path, file: Path) -> None:
    folder = file.parent
    schools = folder / "From the schools"
    schools.mkdir()
    for name in ("schools-old.csv", "staff.csv"):
        (schools / name).touch()
    file.rename(schools / file.name)
    async with at_the_desk(path=books) as user:
        await user.press("1", "i", *f"{folder}/From", "tab")
        assert user.field("File").endswith("/From the schools/")
        await user.press(*"sc", "tab")
        assert user.field("File").endswith("/From the schools/schools"), "that both begin with"
        assert "schools-old.csv" in user.text
        await user.press(*".", "tab", "enter")
        assert "1 new   1 changed   0 unchanged   1 rejected   of 3 rows" in user.text
        await user.press("escape", "i", *f"{folder}/", "down")
        assert "staff.csv" not in user.text
        await user.press("enter")
        assert "staff.csv" in user.text, "Enter on a folder that is offered goes into it"
        await user.press("enter")
        assert "“From the schools” is a folder" in user.text
        assert user.in_field("File"), "nothing typed is lost"


async def test_a_plan_that_goes_on_below_says_how_far_and_its_last_faults_are_reached(
    books: Path, tmp_path: Path
) -> None:
    file = tmp_path / "faulty.csv"
    rows = "".join(f"School {number},{number}\n" for number in range(40))
    file.write_text(f"Name,URN\n{rows}", encoding="utf-8")
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        told = next(line for line in reversed(user.lines) if "↓ " in line and " more" in line)
        assert int(told.split("↓ ")[1].split()[0]) > 3
        for _ in range(60):
            await user.press("down")
        user.sees("↑ ")
        assert not [line for line in user.lines[:-1] if "↓ " in line]


async def test_all_sheets_of_a_workbook_are_brought_in_as_one_and_each_can_be_changed(
    books: Path, tmp_path: Path
) -> None:
    file, made = tmp_path / "all.xlsx", openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {
        "Heads": (("School", "Headteacher"), ("Beech Lane", "Ann Ash")),
        "List": (("Name", "URN", "Town"), ("Beech Lane", 100002), ("Ash Grove", 100001, "York")),
        "Key": (("Colour", "Meaning"), ("red", "late")),
    }.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(file)
    async with at_the_desk(path=books) as user:
        await plan(user, file)
        user.sees("all.xlsx has 3 sheets", "All sheets, as one", "Only “List”")
        await user.press("a")
        user.sees("“List” as schools", "“Heads” as posts", "“Key”: not read", "1 post to add")
        user.sees("Ash Grove: Town empty → York")
        assert await user.ask(names) == ["Ash Grove"]
        await user.press("down", "down", "enter")
        user.sees("The rows of “Heads” are")
        await user.press(*"leave", "enter")
        user.sees("“Heads”: not read, as you chose")
        await user.press("y")
        await user.until("Imported 1 sheet of all.xlsx")
        assert await user.ask(names) == ["Ash Grove", "Beech Lane"]
        await user.press("u")
        assert await user.ask(names) == ["Ash Grove"]
        await user.press("i")
        await user.paste(str(file))
        await user.press("ctrl+s", "down", "down", "enter")
        user.sees("1 new 1 changed", "Beech Lane")
