"""Approvals at the keyboard: many at once, the same again, and what was wrong put right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.policies.matrix import policies_matrix
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

SCHOOLS = 14
TITLES = ("Admissions", "Behaviour", "Charging", "Equality")
LAST_YEAR = date(2025, 11, 24)


@filled_once
def books(path: Path) -> None:
    """Fourteen members; four yearly policies, a live document, and a document in one or two."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            alliance = change.add(Alliance, {"name": "Northern"})
            for number in range(SCHOOLS):
                school = change.add(
                    School,
                    {"name": f"School {number + 1:02}", "type": "01", "phase": "2",
                     "opened": date(2000 + number, 9, 1), "settled_in": LAST_YEAR},
                )  # fmt: skip
                change.add(
                    Membership,
                    {"school": school, "alliance": alliance, "stage": "member",
                     "statement_sent": LAST_YEAR, "statement_signed": LAST_YEAR,
                     "signatory": "A. Head"},
                )  # fmt: skip
            asked = {"catalogue": "northumberland", "duty_maintained": "must"}
            for row, title in enumerate(TITLES, 1):
                change.add(Policy, asked | {"title": title, "renewal": "annual", "row": row})
            change.add(Policy, asked | {"title": "Register", "renewal": "live", "row": 5})
            whole = change.add(Policy, asked | {"title": "Handbook", "renewal": "annual", "row": 6})
            for part in ("Dress", "Homework"):
                more = {"title": part, "renewal": "annual", "row": 6, "part_of": whole}
                change.add(Policy, asked | more)


def reviews(store: Store) -> list[tuple[str, str, str, str | None, str | None]]:
    """Every review: school, policy, day, by whom, minute."""
    found = []
    for each in store.find(Review):
        copy = store.get(SchoolPolicy, str(each["school_policy"])) or {}
        found.append(
            (store.name_of(School, str(copy["school"])), store.name_of(Policy, str(copy["policy"])),
             str(each["reviewed"]), each["approved_by"], each["minute"])
        )  # fmt: skip
    return sorted(found)


def states(store: Store) -> list[list[str]]:
    return [
        [cell.word if cell else "" for cell in row.cells[1:]]
        for row in policies_matrix(store, "northumberland").table.rows
    ]


MEETING = ["a", *"19/11/26", "tab", *"Full board", "tab", *"FGB 26/7", "ctrl+s"]
SAID = ("2026-11-19", "Full board", "FGB 26/7")
LEFT_OUT = "Without the other school's minute and evidence."


async def to_policies(user: User) -> None:
    await user.press("4", "]")


# Many approvals of one meeting


async def test_forty_approvals_of_one_meeting_one_by_one_take_fewer_than_a_hundred_keys(
    books: Path,
) -> None:
    rest = ["."] * (SCHOOLS - 1)
    # After the last row the cursor goes on at the top of the next column.
    keys = [*MEETING, *rest, ".", *rest, ".", *rest]
    assert len(keys) < 100
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*keys)
        recorded = await user.ask(reviews)
        assert len(recorded) == 3 * SCHOOLS > 40
        # The minute is one of School 01: the others have minutes of their own.
        assert {each[2:] for each in recorded if each[0] == "School 01"} == {SAID}
        assert {each[2:] for each in recorded if each[0] != "School 01"} == {(*SAID[:2], None)}
        assert len({each[:2] for each in recorded}) == len(recorded)
        assert user.said.startswith(f"{LEFT_OUT} Approved 19/11/2026, Full board: Charging, Scho")


async def test_forty_approvals_that_are_marked_take_fewer_than_a_hundred_keys_and_one_undo(
    books: Path,
) -> None:
    # Three whole columns, and one school more cell by cell in the fourth.
    keys = ["*", "right", "*", "right", "*", "right", "space", "space", *MEETING]
    assert len(keys) < 100
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*keys)
        recorded = await user.ask(reviews)
        assert len(recorded) == 3 * SCHOOLS + 2
        assert {each[2:] for each in recorded} == {SAID}
        assert "FGB 26/7: 4 policies, 14 schools (44 in" in user.said
        await user.press("u")
        assert await user.ask(reviews) == []
        assert await user.ask(lambda store: store.find(SchoolPolicy)) == []


async def test_the_same_again_says_what_it_recorded_and_goes_down(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_policies(user)
        await user.press(*MEETING)
        assert user.at.startswith("School 02")
        await user.press("down", "right", ".")
        assert user.said.startswith(
            f"{LEFT_OUT} Approved 19/11/2026, Full board: Behaviour, School 03. u undoes it."
        )
        assert user.at.startswith("School 04")
        await user.press("up", ".")
        assert user.said.startswith(
            f"{LEFT_OUT} Recorded already: Approved 19/11/2026, Full board: Beh"
        )
        assert "undoes it" not in user.said
        assert len(await user.ask(reviews)) == 2
        await user.press("g", ".")
        assert user.said.startswith(
            "Approved 19/11/2026, Full board, FGB 26/7: Behaviour, School 01. u undoes it."
        ), "at the same school the minute is the same"


async def test_without_an_approval_the_same_again_says_to_record_one_first(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(".")
        assert user.said.startswith("There is no approval yet to repeat: a records one")


async def test_in_a_new_session_the_newest_of_this_user_is_shown_before_it_is_taken(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*MEETING)
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("down", ".")
        assert user.question.startswith("Approved 19/11/2026, Full board?")
        assert "For Admissions, School 02." in user.text
        await user.press("n")
        assert user.said.startswith("Nothing was recorded.")
        await user.press(".", "y", ".")
        assert [each[0] for each in await user.ask(reviews)] == [
            "School 01", "School 02", "School 03",
        ]  # fmt: skip


async def test_the_next_approval_begins_as_the_last_one_did_at_its_minute(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*MEETING, "a")
        assert user.field("Reviewed") == "19/11/2026"
        assert user.field("Approved by") == "Full board"
        await user.press("backspace", "8", "ctrl+s")
        assert [each[4] for each in await user.ask(reviews)] == ["FGB 26/7", "FGB 26/8"]


async def test_an_approval_that_is_refused_for_one_school_names_it_and_keeps_what_was_typed(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("*", "a", *"1/10/2012", "tab", *"Full board", "ctrl+s")
        assert "None was recorded, because of Admissions, School 14" in user.said
        assert "before School 14 opened (01/09/2013)" in " ".join(user.text.split())
        assert user.field("Reviewed") == "01/10/2012"
        assert user.field("Approved by") == "Full board"
        assert await user.ask(reviews) == []
        await user.press("ctrl+u", *"1/10/2026", "ctrl+s")
        assert len(await user.ask(reviews)) == SCHOOLS


async def test_a_live_document_is_checked_and_the_form_begins_so(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*["right"] * 4, "a")
        assert user.field("Kind of review") == "Checked"
        await user.press("ctrl+s", "left", "g", "a")
        assert user.field("Kind of review") == "Checked"
        await user.press("ctrl+s")
        assert "Equality is approved, not checked" in user.under("Kind of review")


async def test_approvals_are_recorded_in_the_list_of_school_policies_and_in_a_view(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("*", "f", "escape", *["]"] * 3)
        assert "School policies" in user.bar
        await user.press("space", "space", *MEETING, "escape", "G", ".")
        assert len(await user.ask(reviews)) == 3
        await user.press("v", "o")
        assert "a approve" in user.keys
        assert ". same" in user.keys


# Marks on cells


async def test_marked_cells_are_seen_without_colour_and_a_letter_sets_them_all(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("space", "right", "space")
        assert "2 marked" in user.bar
        first, second = user.rows[0], user.rows[1]
        at = first.index("•M!")
        assert second.index("•M!") > at
        assert first.count("•") == second.count("•") == 1
        await user.press("G", "f")
        found = await user.ask(states)
        assert (found[0][0], found[1][1]) == ("Drafting", "Drafting")
        assert sum(row.count("Drafting") for row in found) == 2
        assert user.rows[0][at : at + 2] == "•F", "the mark stays"
        await user.press("u")
        assert not any("Drafting" in row for row in await user.ask(states))
        await user.press("escape")
        assert "•" not in user.text


async def test_the_star_marks_a_column_and_on_the_schools_everything_or_nothing(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("*")
        assert user.said.startswith(f"{SCHOOLS} marked.")
        await user.press("right", "*", "*")
        assert user.said.startswith(f"{SCHOOLS} marked."), "the column before keeps its marks"
        await user.press("left", "left", "*")
        assert user.said.startswith(f"{SCHOOLS * 6} marked.")
        await user.press("*")
        assert user.said.startswith("Nothing is marked.")


async def test_space_on_the_school_marks_its_whole_row(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("4", "]", "home", "space", "down", "space")
        assert user.rows[0].startswith("•School 01")
        assert user.rows[0].count("•") == 7
        await user.press("up", "space")
        assert "•" not in user.rows[2]
        await user.press("w")
        found = await user.ask(states)
        assert found[0] == ["Awaiting approval"] * 6
        assert "Awaiting approval" not in found[1] + found[2]


async def test_a_filter_bounds_what_the_star_marks(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("/", *"school 1", "enter", "*", "f")
        found = await user.ask(states)
        assert [row[0] for row in found].count("Drafting") == 6


async def test_a_letter_that_is_refused_for_one_marked_cell_sets_none_and_names_it(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*["right"] * 3, "space", "up", "right", "space", "l")
        assert "None was set, because of Equality, School 01" in user.said
        assert await user.ask(reviews) == []


# What a cell offers


async def test_a_reason_that_was_given_before_takes_two_keys(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("n", *"No such pupils", "ctrl+s", "n")
        assert "1  No such pupils" in user.text
        await user.press("1", "n", "o", *"Closed unit", "ctrl+s", "n")
        assert user.text.index("No such pupils") < user.text.index("Closed unit")
        await user.press("escape")
        assert [row[0] for row in await user.ask(states)][:4] == ["Not applicable"] * 3 + [
            "Missing"
        ]
        copies = await user.ask(lambda store: store.find(SchoolPolicy, reason="No such pupils"))
        assert len(copies) == 2


async def test_publication_is_noted_with_its_day_and_address(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("c", "up", "enter", "o", *"1/12/2026", "tab", *"https://a.example/x")
        await user.press("ctrl+s")
        assert "still to come" in user.under("Published")
        await user.press("ctrl+u", *"20/11/2026", "ctrl+s")
        (copy,) = await user.ask(lambda store: store.find(SchoolPolicy))
        assert copy["published"] == date(2026, 11, 20)
        assert copy["published_at"] == "https://a.example/x"
        await user.press("up", "enter", "o")
        assert user.field("Published") == "21/11/2026", "the version that is there is an older one"


async def test_the_next_review_is_set_on_another_day_and_given_back_to_the_cycle(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("c", "up", "enter", "d", *"1/3/2027", "tab", "ctrl+s")
        assert "Why is the next review on another day" in user.under("Reason")
        await user.press(*"New guidance", "ctrl+s")
        await user.press("up")
        assert "due 01/03/2027" in user.said
        await user.until("New guidance")
        await user.press("enter", "d", "backspace", "ctrl+s", "up")
        assert "due 21/11/2027" in user.said
        (copy,) = await user.ask(lambda store: store.find(SchoolPolicy))
        assert copy["reason"] is None


async def test_a_document_is_held_in_its_parts_and_in_one_again(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_policies(user)
        await user.press(*["right"] * 5, "enter")
        user.sees("In its parts Dress, Homework")
        await user.press("t")
        assert user.said.startswith("Handbook in its parts: School 01")
        found = await user.ask(states)
        assert found[0][5:] == ["Not applicable", "Missing", "Missing"]
        assert found[1][5:] == ["Missing", "Not applicable", "Not applicable"]
        await user.press("right", "c", "up", "enter", "t")
        found = await user.ask(states)
        assert found[0][5:] == ["Missing"], "nobody holds the parts any more"
        assert [each[1] for each in await user.ask(reviews)] == ["Dress"], "what was done stays"
        await user.press("u", "u", "u")
        assert await user.ask(lambda store: store.find(SchoolPolicy)) == []


async def test_the_whole_record_of_a_cell_opens_even_when_there_is_none_yet(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("right", "down", "enter", "e")
        assert user.field("School") == "School 02"
        assert user.field("Policy") == "Behaviour"
        await user.press("ctrl+s", "enter", "h")
        assert user.question.startswith("History of School 02 · Behaviour")


async def test_what_is_under_the_cursor_is_told_with_its_newest_approval(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*MEETING, "up")
        assert user.said.startswith("Admissions · CURRENT · School 01 due 19/11/2027")
        await user.until("Approved 19/11/2026 · Full board")


# What was wrong


async def to_reviews(user: User) -> None:
    await user.press(*["]"] * 4)
    assert "›Reviews" in user.bar


async def test_a_wrong_review_is_corrected_by_another_and_stays_readable(books: Path) -> None:
    async with at_the_desk(path=books, size=(160, 40)) as user:
        await to_policies(user)
        await user.press(*MEETING)
        await to_reviews(user)
        await user.press("enter", "c")
        assert user.field("Minute") == "FGB 26/7"
        await user.press("ctrl+s")
        assert "Nothing is different" in " ".join(user.text.split())
        await user.press("ctrl+u", *"18/11/2026", "ctrl+s")
        assert user.said.startswith("Corrected: School 01 · Admissions · 19/11/2026")
        assert len(await user.ask(reviews)) == 2
        assert [("18/11/2026" in row, "Corrected" in row) for row in user.rows[:2]] == [
            (False, True), (True, False),
        ]  # fmt: skip
        held = await user.ask(lambda store: policies_matrix(store, "northumberland").board)
        assert held is not None
        assert [each.approved for each in held if each.key] == [date(2026, 11, 18)]
        await user.press("g", "enter")
        assert "What replaces it  Approved 18/11/2026" in user.text
        await user.press("i")
        assert "18/11/2026" in user.at
        await user.press("escape", "u")
        assert len(await user.ask(reviews)) == 1


async def test_a_review_that_never_took_place_is_withdrawn_with_its_reason(books: Path) -> None:
    async with at_the_desk(path=books, size=(160, 40)) as user:
        await to_policies(user)
        await user.press(*MEETING)
        assert (await user.ask(states))[0][0] == "Current"
        await to_reviews(user)
        await user.press("e", "w", "ctrl+s")
        assert "Why is needed" in user.text
        await user.press(*"The meeting was put off", "ctrl+s")
        assert user.said.startswith("Withdrawn: School 01 · Admissions")
        assert (await user.ask(states))[0][0] == "Missing"
        (withdrawn,) = await user.ask(lambda store: store.find(Review, kind_of_review="withdrawn"))
        assert withdrawn["notes"] == "The meeting was put off"
        assert "Withdrawn" in user.text
        await user.press("u")
        assert (await user.ask(states))[0][0] == "Current"


async def test_a_review_can_be_neither_removed_nor_set(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press(*MEETING)
        await to_reviews(user)
        for key in ("d", "="):
            await user.press(key)
            assert "Enter corrects or withdraws it" in user.said
            await user.press("down")
        assert len(await user.ask(reviews)) == 1


async def test_the_approvals_of_a_cell_are_shown_in_their_list(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("enter", "r")
        assert "Nothing was approved yet" in user.said
        await user.press(*MEETING, ".", "g", "enter", "r")
        assert "only: School 01 · Admissions" in user.bar
        assert len(user.rows) == 1


# Two desks


async def test_a_letter_on_a_cell_that_somebody_changed_meanwhile_waits_for_a_second_look(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        with Store.open(books, today=TODAY) as other:
            admissions = other.find(Policy, title="Admissions")[0]["key"]
            first = other.find(School, name="School 01")[0]["key"]
            with other.operation("Theirs") as change:
                change.add(
                    SchoolPolicy, {"school": first, "policy": admissions, "stage": "drafting"}
                )
        await user.press("w")
        assert user.said.startswith("Now Drafting, no longer Missing: somebody else changed Adm")
        assert (await user.ask(states))[0][0] == "Drafting"
        await user.press("w")
        assert (await user.ask(states))[0][0] == "Awaiting approval"


async def test_setting_a_field_of_all_does_not_undo_what_somebody_set_meanwhile(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "*")
        user.desk.section.grid.move_to(column="town")
        await user.press("=")
        assert "Town of 14 schools" in user.question
        with Store.open(books, today=TODAY) as other:
            key = other.find(School, name="School 05")[0]["key"]
            with other.operation("Theirs") as change:
                change.set(School, str(key), {"town": "Theirs"})
        await user.press(*"Ours", "ctrl+s")
        told = " ".join(user.text.split())
        assert "School 05" in told
        assert "Theirs" in told
        await user.press("escape")
        assert user.field("Town") == "Ours"
        towns = await user.ask(lambda store: {each["town"] for each in store.find(School)})
        assert towns == {None, "Theirs"}


# What does not apply


async def test_a_column_leaves_out_what_does_not_apply_and_says_how_many(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await to_policies(user)
        await user.press("n", *"No pupils yet", "ctrl+s", "n", "1", "g")
        before = await user.ask(states)
        await user.press("*", *MEETING)
        assert user.said.startswith("12 cells, 2 not applicable left out. Approved 19/11/2026")
        after = await user.ask(states)
        assert (
            [row[0] for row in after[:2]]
            == ["Not applicable"] * 2
            == [row[0] for row in before[:2]]
        )
        assert {each[0] for each in await user.ask(reviews)} == {
            f"School {number:02}" for number in range(3, SCHOOLS + 1)
        }
        await user.press("f")
        assert user.said.startswith("12 cells, 2 not applicable left out. Drafting: Admissions")
        assert [row[0] for row in await user.ask(states)] == (
            ["Not applicable"] * 2 + ["Drafting"] * 12
        )


async def test_a_row_leaves_out_the_form_of_a_document_that_is_not_held(books: Path) -> None:
    with Store.open(books, today=TODAY) as store:
        (school,) = store.find(School, name="School 02")
        (part,) = store.find(Policy, title="Dress")
        with store.operation("Held in parts") as change:
            change.add(SchoolPolicy, {"school": school["key"], "policy": part["key"]})
    async with at_the_desk(path=books, size=(120, 40)) as user:
        await user.press("4", "]", "home", "space", *MEETING)
        assert user.said.startswith("6 cells, 1 not applicable left out.")
        assert {each[1] for each in await user.ask(reviews)} == {*TITLES, "Register", "Handbook"}


async def test_a_single_cell_that_does_not_apply_asks_first(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("n", *"No pupils yet", "ctrl+s", "up", "c")
        assert user.question.startswith("Not applicable: Admissions, School 01. Record it all")
        assert "No pupils yet" in user.text
        await user.press("n")
        assert user.said.startswith("Nothing was recorded.")
        assert await user.ask(reviews) == []
        await user.press("c", "y")
        assert [each[0] for each in await user.ask(reviews)] == ["School 01"]


# What a letter approves counts as the last approval


async def test_an_approval_by_its_letter_is_what_the_same_again_repeats_at_once(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("c", ".", ".")
        assert user.said.startswith("Approved 21/11/2026: Admissions, School 03.")
        assert [each[2:] for each in await user.ask(reviews)] == [("2026-11-21", None, None)] * 3


# History of a cell


async def test_the_history_of_a_cell_is_that_of_its_record_and_its_approvals(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_policies(user)
        await user.press("h")
        assert user.said.startswith("Nothing is recorded of Admissions, School 01 yet")
        await user.press("f", "up", ".", *MEETING, "up", "h")
        assert user.question.startswith("History of School 01 · Admissions")
        assert "Drafting: Admissions, School 01" in user.text
        assert "Approved 19/11/2026, Full board" in user.text
        await user.press("escape", "left", "h")
        assert user.question.startswith("History of School 01")
