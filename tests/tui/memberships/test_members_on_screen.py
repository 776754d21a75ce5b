"""The members' screen: one key moves memberships on, many signatures at once, letters to sign."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from data.exports.exports import list_content
from data.store.store import Store
from data.tables.listing import table_of
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

SCHOOLS = 15
SENT, SIGNED = date(2026, 9, 1), date(2026, 10, 5)
STATEMENT = "# Statement\n\n{head} signs for {school} on behalf of its governors."


@filled_once
def books(path: Path) -> None:
    """Fifteen schools that have the statement, each with its head; one asks; a text to sign."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            alliance = change.add(Alliance, {"name": "Northern"})
            change.add(Workstream, {"name": "CPD", "alliance": alliance})
            statement = {"alliance": alliance, "what": "statement", "version": "2"}
            change.add(AgreedText, statement | {"text": STATEMENT})
            for number in range(1, SCHOOLS + 1):
                school = change.add(School, {"name": f"School {number:02}"})
                head = change.add(Person, {"name": f"Head {number:02}"})
                change.add(
                    Post,
                    {"person": head, "role": "headteacher", "school": school,
                     "strategic_accountability": True},
                )  # fmt: skip
                change.add(
                    Membership,
                    {"school": school, "alliance": alliance, "stage": "statement sent",
                     "enquired": SENT, "statement_sent": SENT, "lead_contact": head},
                )  # fmt: skip
            asks = change.add(School, {"name": "Asking School"})
            change.add(Membership, {"school": asks, "alliance": alliance, "enquired": SENT})


async def to_members(user: User) -> None:
    await user.press("2", "]")


async def sign_first(user: User) -> None:
    await to_members(user)
    await user.press("down", "m", "enter", *"5/10/26", "ctrl+s")


async def stages(user: User) -> dict[str, str]:
    """Where every member stands, by name."""

    def read(store: Store) -> dict[str, str]:
        return {
            store.name_of(School, str(each["school"])): str(each["stage"])
            for each in store.find(Membership)
            if each["school"]
        }

    return await user.ask(read)


async def of_school(user: User, name: str) -> list[dict[str, object]]:
    """The memberships of a school, the one that was entered first in front."""

    def read(store: Store) -> list[dict[str, object]]:
        school = store.find(School, name=name)[0]["key"]
        found = store.find(Membership, school=school)
        return sorted(found, key=lambda each: str(each["enquired"]))  # type: ignore[return-value]

    return await user.ask(read)


async def test_members_stand_with_stage_since_signature_and_lead_on_80_columns(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        assert user.at.split("  ")[0] == "School 01"
        for words in ("Member", "05/10/2026 05/10/2026", "Head 01"):
            assert words in user.at
        assert "m move on" in user.keys


async def test_an_organisation_stands_where_schools_stand_and_not_in_files(books: Path) -> None:
    def add(store: Store) -> None:
        with store.operation("Add") as change:
            university = change.add(Organisation, {"name": "Ayton University"})
            alliance = store.find(Alliance)[0]["key"]
            change.add(Membership, {"organisation": university, "alliance": alliance})

    async with at_the_desk(path=books) as user:
        await user.ask(add)
        await to_members(user)
        names = [row.lstrip("› ") for row in user.rows]
        (at,) = [n for n, name in enumerate(names) if name.startswith("Ayton University")]
        assert 0 < at < len(names) - 1, "it stands where its name belongs"
        table = await user.ask(lambda store: table_of(store, Membership, "ayton"))
    (row,) = table.rows
    told = dict(zip([column.name for column in table.columns], row.cells, strict=True))
    assert (told["school"], told["organisation"]) == (None, "Ayton University")
    for format_name in ("csv", "text"):
        content = list_content(Membership, table, format_name).decode("utf-8-sig")
        named = [line for line in content.splitlines() if line.startswith("Ayton University")]
        assert len(named) == 1, f"the first column of {format_name} names it"


async def test_the_usual_way_comes_first_and_enter_takes_it(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press("m")
        assert "Asking School (Enquiry): move to which stage?" in user.text
        await user.press("enter", "enter")
        assert (await stages(user))["Asking School"] == "in discussion"
        assert "In discussion from 21/11/2026: Asking School" in user.said


async def test_who_signed_is_proposed_as_the_head_and_asked_in_words(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press("down", "m", "enter")
        assert "On which day did they sign the Statement of Commitment?" in user.text
        assert user.field("Signatory") == "Head 01"
        assert user.field("Signatory role") == "Headteacher"
        await user.press(*"5/10/26", "ctrl+s")
        (now,) = await of_school(user, "School 01")
        assert (now["stage"], now["statement_signed"]) == ("member", SIGNED)
        assert (now["signatory"], now["signatory_role"]) == ("Head 01", "Headteacher")


async def test_fifteen_signatures_of_one_day_take_few_keys_and_one_undo(books: Path) -> None:
    keys = ["/", *"statement", "enter", "*", "m", "enter", *"5/10/26", "ctrl+s"]
    assert len(keys) <= 22
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press(*keys)
        now = await stages(user)
        assert [now[f"School {number:02}"] for number in range(1, SCHOOLS + 1)] == (
            ["member"] * SCHOOLS
        )
        (last,) = await of_school(user, "School 15")
        assert (last["signatory"], last["statement_signed"]) == ("Head 15", SIGNED)
        await user.press("u")
        now = await stages(user)
        assert [now[f"School {number:02}"] for number in range(1, SCHOOLS + 1)] == (
            ["statement sent"] * SCHOOLS
        )


async def test_of_many_each_has_a_line_in_which_another_signatory_is_typed(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press("down", "space", "space", "m", "enter")
        assert user.field("School 01") == "Head 01, Headteacher"
        await user.press("tab", "tab")
        await user.press("ctrl+u", *"Clara Whitby, Acting head", "ctrl+s")
        (now,) = await of_school(user, "School 02")
        assert (now["signatory"], now["signatory_role"]) == ("Clara Whitby", "Acting head")


async def test_a_line_without_a_signatory_says_what_would_do(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press("down", "space", "space", "m", "enter", "tab", "ctrl+u", "ctrl+s")
        assert "Amina Rahman, Headteacher" in user.under("School 01")
        assert (await stages(user))["School 02"] == "statement sent"


async def test_a_refusal_stands_under_the_day_and_what_was_typed_stays(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_members(user)
        await user.press("down", "m", "enter", *"1/8/26", "tab", *" and others", "ctrl+s")
        assert user.field("Statement signed") == "01/08/2026"
        assert user.field("Signatory") == "Head 01 and others"
        assert user.under("Statement signed").startswith("Statement signed (01/08/2026) is before")
        assert (await stages(user))["School 01"] == "statement sent"
        await user.press(*["backspace"] * 10, *"5/10/26", "ctrl+s")
        assert (await stages(user))["School 01"] == "member"


async def test_leaving_says_what_ends_and_asks_first(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)

        def commit(store: Store) -> None:
            (workstream,) = store.find(Workstream)
            (member,) = store.find(Membership, stage="member")
            with store.operation("Commit") as change:
                change.add(
                    Commitment,
                    {"membership": member["key"], "workstream": workstream["key"],
                     "level": "lead", "began": SIGNED},
                )  # fmt: skip

        await user.ask(commit)
        await user.press("m", "l")
        assert "1 commitment ends on the day of leaving:" in user.text
        assert "School 01: CPD (Lead)" in user.text
        await user.press("n")
        assert (await stages(user))["School 01"] == "member"
        await user.press("m", "l", "y", "tab", *"cost", "ctrl+s")
        (now,) = await of_school(user, "School 01")
        assert (now["stage"], now["left"], now["reason_for_leaving"]) == ("left", TODAY, "cost")
        (ended,) = await user.ask(lambda store: store.find(Commitment))
        assert ended["ended"] == TODAY


async def test_who_has_left_is_offered_a_new_period(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.press("m", "l", "y", "tab", *"cost", "ctrl+s")
        await user.press("m")
        assert "A new period" in user.text
        await user.press("enter", "tab", *"CPD", "ctrl+s")
        old, new = await of_school(user, "School 01")
        assert (old["stage"], new["stage"]) == ("left", "enquiry")
        assert (new["enquired"], new["interests"]) == (TODAY, "CPD")


async def test_a_pause_and_the_way_back_take_a_letter_and_a_day(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.press("m", "h", "tab", *"New building", "ctrl+s")
        assert (await stages(user))["School 01"] == "paused"
        await user.press("m")
        assert "takes up its work again" in user.text
        await user.press("enter", "enter")
        assert (await stages(user))["School 01"] == "member"


async def test_stages_without_a_way_in_common_are_said(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.press("space", "up", "up", "space", "m")
        assert "no next stage in common" in user.said


async def test_schools_of_the_first_tab_are_brought_in_by_the_same_key(books: Path) -> None:
    async with at_the_desk(path=books) as user:

        def add(store: Store) -> None:
            with store.operation("Add") as change:
                change.add(School, {"name": "A New School"})

        await user.ask(add)
        await user.press("1", "/", *"a new", "enter", "m")
        assert user.field("Alliance") == "Northern"
        await user.press("ctrl+s")
        assert (await stages(user))["A New School"] == "enquiry"


async def test_elsewhere_the_key_says_what_it_is_for(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("3", "m")
        assert "brings schools into an alliance: mark them on tab 1 with Space" in user.said
        assert user.said.endswith("On a member (tab 2, ]) it moves on.")
        await user.press("1", "g", "m")
        assert "Asking School into an alliance" in user.text


async def test_an_enquiry_begins_with_the_alliance_in_front_and_is_of_today(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Newcomer", "ctrl+s")
        await to_members(user)
        await user.press("a")
        assert user.field("Alliance") == "Northern"
        await user.press(*"newcomer", "ctrl+s")
        assert "Added Newcomer · Northern" in user.said
        await user.press("e")
        assert user.field("Enquired") == "21/11/2026"


async def test_a_membership_typed_in_late_is_not_held_against_today(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "a", *"Newcomer", "ctrl+s")
        await to_members(user)
        await user.press("a", *"newcomer", "tab", *"member", "ctrl+s")
        await user.press(*"1/9/2019", "tab", *"A. Head", "ctrl+s")
        assert "Added Newcomer. Signed, but in no workstream." in user.said


# What was agreed stays as it was


async def test_the_form_of_a_membership_opens_where_it_may_change(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.press("enter", *"paused", "ctrl+s")
        assert (await stages(user))["School 01"] == "paused"


async def commit_first(user: User) -> None:
    """Let School 01 sign, lead a workstream, and be marked for nothing."""
    await sign_first(user)

    def commit(store: Store) -> None:
        (workstream,) = store.find(Workstream)
        (member,) = store.find(Membership, stage="member")
        pair: Values = {"membership": member["key"], "workstream": workstream["key"]}
        with store.operation("Commit") as change:
            change.add(Commitment, pair | {"level": "lead", "began": SIGNED})

    await user.ask(commit)


async def test_leaving_through_the_form_says_what_ends_and_asks_first(books: Path) -> None:
    async with at_the_desk(path=books, size=(80, 40)) as user:
        await commit_first(user)
        await user.press("enter", *"left", "ctrl+s")
        assert "y go on" not in user.keys, "what is missing comes first"
        assert "On which day did it leave?" in user.text
        await user.press(*"today", "tab", *"cost", "ctrl+s")
        assert "School 01 leaves?" in user.text
        assert "School 01: CPD (Lead)" in user.text
        await user.press("n")
        assert (await stages(user))["School 01"] == "member"
        assert user.field("Stage") == "Left", "what was typed stays"
        await user.press("ctrl+s", "y")
        assert (await stages(user))["School 01"] == "left"
        assert "1 commitment ended with it on 21/11/2026: CPD." in user.said


async def test_notice_is_asked_about_by_its_key_and_by_setting_the_field(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await commit_first(user)
        await user.press("m", "v")
        assert "School 01 gives notice?" in user.text
        assert "1 commitment ends when it has left:" in user.text
        await user.press("n")

        def give_notice(store: Store) -> None:
            (member,) = store.find(Membership, stage="member")
            with store.operation("Notice") as change:
                change.set(Membership, str(member["key"]), {"notice": TODAY})

        await user.ask(give_notice)
        await user.press("right", "=", *"leaving", "ctrl+s")
        assert "School 01 gives notice?" in user.text
        await user.press("n")
        assert "Nothing was changed." in user.text
        assert (await stages(user))["School 01"] == "member"
        await user.press("ctrl+s", "y")
        assert (await stages(user))["School 01"] == "leaving"


async def test_a_new_period_has_the_cursor(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.press("m", "l", "y", "tab", *"cost", "ctrl+s")
        await user.press("m", "enter", "ctrl+s")
        assert user.at.startswith("School 01")
        assert "Enquiry" in user.at


async def test_schools_that_were_brought_in_are_told_as_what_was_done(books: Path) -> None:
    async with at_the_desk(path=books) as user:

        def add(store: Store) -> None:
            with store.operation("Add") as change:
                change.add(School, {"name": "A New School"})

        await user.ask(add)
        await user.press("1", "/", *"a new", "enter", "m", "tab", *"statement sent", "ctrl+s")
        assert "Brought 1 school into Northern." in user.said
        (new,) = await of_school(user, "A New School")
        assert (new["stage"], new["statement_sent"]) == ("statement sent", TODAY)
        await user.press("u")
        assert "Undone: Brought 1 school into Northern." in user.said


async def test_a_signature_from_before_the_talks_is_told_without_contradiction(
    books: Path,
) -> None:
    async with at_the_desk(path=books, size=(160, 24)) as user:
        await to_members(user)
        await user.press("m", "enter", "enter", "m", "m", *"20/11/26", "tab", *"Ada", "ctrl+s")
        assert "Statement signed 20/11/2026: Asking School" in user.said
        assert "Member counts from 21/11/2026" in user.said
        assert "Member from 20/11/2026" not in user.said


# Letters and texts


async def test_many_that_come_to_a_stage_are_asked_for_in_the_order_of_the_list(
    books: Path,
) -> None:
    async with at_the_desk(path=books, size=(80, 40)) as user:
        await to_members(user)
        await user.press("/", *"statement", "enter", "*", "m", "enter")
        asked = re.findall(r"School \d\d", user.question_text)
        assert len(asked) == SCHOOLS
        assert asked == sorted(asked)


async def test_the_words_of_a_text_are_read_from_a_file(books: Path, tmp_path: Path) -> None:
    file = tmp_path / "statement.md"
    file.write_text("# New words\n\nFor {school}.\n")
    async with at_the_desk(path=books) as user:
        await user.desk.show_list(AgreedText, user.desk.section.wanted)
        await user.settled()
        await user.press("i", "w", *str(file), "enter")
        assert "from statement.md" in user.said
        (text,) = await user.ask(lambda store: store.find(AgreedText))
        assert text["text"] == "# New words\n\nFor {school}."


async def test_a_file_that_is_not_there_is_said_under_its_field(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.desk.show_list(AgreedText, user.desk.section.wanted)
        await user.settled()
        await user.press("i", "w", *"/no/such.md", "enter")
        assert "/no/such.md cannot be read" in user.text


async def test_what_was_signed_is_refused_in_whole_words_before_anything_is_asked(
    books: Path,
) -> None:
    async with at_the_desk(path=books, size=(80, 24)) as user:
        await sign_first(user)
        for keys, what in (((), "School 01 · Northern signed the"), (("[",), "Northern has 16"),
                           (("1",), "School 01 has signed in Northern")):  # fmt: skip
            await user.press(*keys, *(("/", *"school 01", "enter") if keys == ("1",) else ()), "d")
            assert what in user.question_text
            assert "cannot be removed" in user.question
            assert "y remove" not in user.text
            assert "…" not in user.question_text
            await user.press("escape")
            assert user.said == "Nothing was removed."
        assert len(await stages(user)) == SCHOOLS + 1


async def test_leaving_says_first_that_the_hub_goes(books: Path) -> None:
    def name_hub(store: Store) -> None:
        hub = store.find(School, name="School 01")[0]["key"]
        with store.operation("Hub") as change:
            change.set(Alliance, str(store.find(Alliance)[0]["key"]), {"hub": hub})

    async with at_the_desk(path=books) as user:
        await sign_first(user)
        await user.ask(name_hub)
        await user.press("m", "l")
        assert "School 01 leaves?" in user.text
        assert "School 01 is the hub of Northern: name another hub there." in user.text


async def test_what_setting_a_field_of_many_warns_of_is_said(books: Path) -> None:
    async with at_the_desk(path=books, size=(120, 40)) as user:

        def add(store: Store) -> None:
            with store.operation("Add") as change:
                change.add(Person, {"name": "Middle Leader"})

        await user.ask(add)
        await to_members(user)
        await user.press("down", "space", "space", *["right"] * 4, "=")
        await user.press(*"Middle Leader", "ctrl+s")
        assert "2 changed. Middle Leader holds no post" in user.said
