"""What a screen of eighty columns shows of alliances: the columns and keys that matter most."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk


@filled_once
def one_alliance(path: Path) -> None:
    """An alliance with one school, and a meeting by a name of its own."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        signed = date(2024, 2, 21)
        change.add(
            Membership,
            {"school": school, "alliance": alliance, "stage": "member", "enquired": signed,
             "statement_signed": signed, "signatory": "The head"},
        )  # fmt: skip
        change.add(
            Meeting,
            {"kind_of_meeting": "annual meeting", "alliance": alliance, "name": "Captains' muster",
             "held": date(2026, 10, 20)},
        )  # fmt: skip


def headings(user: User) -> list[str]:
    """The headings of the grid, as far as they are shown."""
    return user.lines[2].strip(" ›‹").split()


async def test_members_tell_their_alliance_stage_day_and_signature() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        assert headings(user) == ["School", "Alliance", "Stage", "Since", "Signed"]
        nettlefold = [line for line in user.lines if "Nettlefold" in line]
        await user.press("G")
        nettlefold += [line for line in user.lines if "Nettlefold" in line]
        assert any(" Northern " in line for line in nettlefold)
        assert any("Valley" in line for line in nettlefold)


async def test_members_of_the_only_alliance_show_the_lead_contact_instead(
    one_alliance: Path,
) -> None:
    async with at_the_desk(path=one_alliance) as user:
        await user.press("2", "]")
        assert headings(user) == ["School", "Stage", "Since", "Signed", "Lead", "contact"]
        assert "21/02/2024" in user.at


async def test_all_of_a_member_is_reached_by_going_right() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]")
        seen = set()
        for _ in range(10):
            await user.press("right")
            seen |= set(headings(user))
        assert {"Lead", "Workstreams", "Attendance", "Memorandum", "Sent"} <= seen
        assert not {heading for heading in seen if heading.endswith("…")}


@pytest.mark.parametrize("width", [80, 120])
async def test_meetings_tell_their_name_and_whose_they_are_and_begin_at_the_next(
    width: int,
) -> None:
    async with at_the_desk(size=(width, 24)) as user:
        await user.press("2", "]", "]")
        assert headings(user)[:4] == ["Meeting", "School", "or", "alliance"]
        assert "01/12/2026" in user.at
        await user.press("down")
        assert " ".join(user.at.split()).startswith("Steering group The Northern Alliance")
        assert "03/11/2026" in user.at


async def test_the_list_of_meetings_stays_where_it_was_left_when_the_books_change() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]", "]", "G")
        last = user.at
        await user.press("1", "a", *"Newcomer", "tab", "ctrl+s", "2")
        assert user.at == last


async def test_attendance_is_headed_by_the_meetings_own_name(one_alliance: Path) -> None:
    async with at_the_desk(path=one_alliance) as user:
        await user.press("2", "]", "]", "]")
        assert "20/10 Captain" in user.lines[2]
        assert "Northern" not in user.bar


async def test_attendance_says_whose_it_is_where_there_are_several_alliances() -> None:
    async with at_the_desk() as user:
        await user.press("2", "]", "]", "]")
        assert "The Northern Alliance" in user.bar


async def test_an_alliances_details_call_its_meetings_by_their_own_names(
    one_alliance: Path,
) -> None:
    async with at_the_desk(path=one_alliance, size=(120, 60)) as user:
        await user.press("2")
        await user.until("Captains' muster")


async def test_posts_tell_who_what_where_and_from_when_until_when() -> None:
    async with at_the_desk() as user:
        await user.press("1", "]", "]")
        assert headings(user) == ["Person", "Role", "Where", "From", "Until"]
        assert "Clough Valley" in user.line_of("Uma Heath")
        assert "24/04/2026" in user.line_of("Bryn Ashlar")


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        (1, ("Enter open", "a add", "m move on", "l letters", "i import", "u undo")),
        (2, ("a add", "m follow up")),
        (4, ("a add", "m done")),
    ],
)
async def test_the_foot_names_the_keys_that_matter_there(
    section: int, keys: tuple[str, ...]
) -> None:
    async with at_the_desk() as user:
        await user.press("2", *["]"] * section)
        for key in keys:
            assert key in user.keys
