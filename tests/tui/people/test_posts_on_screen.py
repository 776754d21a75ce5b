"""A new person is asked for their post in the same flow, and a new head says whom it follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.store.store import Store
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk

ASH, ANN, HEAD = "a" * 32, "1" * 32, "2" * 32


@filled_once
def books(path: Path) -> None:
    """A school whose head is Ann Hope."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            change.add(School, {"name": "Ash Grove", "urn": "100001"}, ASH)
            change.add(Person, {"name": "Ann Hope"}, ANN)
            post = {"person": ANN, "role": "headteacher", "school": ASH}
            change.add(Post, post | {"began": date(2020, 9, 1)}, HEAD)


def posts(store: Store) -> list[tuple[str, str, date | None]]:
    return sorted(
        (store.name_of(Person, str(each["person"])), str(each["role"]), each["ended"])
        for each in store.find(Post)
    )  # type: ignore[type-var]


async def to_people(user: User) -> None:
    await user.press("1", "]")


async def test_a_new_person_and_their_post_are_typed_in_without_a_pause(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_people(user)
        await user.press(
            "a", *"Bob Cole", "ctrl+s",
            *"headt", "tab", *"ash", "tab", "tab", *"1/9/2026", "ctrl+s",
        )  # fmt: skip
        assert await user.ask(posts) == [
            ("Ann Hope", "headteacher", date(2026, 8, 31)), ("Bob Cole", "headteacher", None),
        ]  # fmt: skip
        assert "Ann Hope was headteacher until 31/08/2026." in user.said
        assert user.at.startswith("Bob Cole")
        assert "Headteacher, Ash Grove" in user.line_of("Bob Cole")


async def test_the_form_of_the_post_has_the_person_and_escape_leaves_it_out(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_people(user)
        await user.press("a", *"Bob Cole", "ctrl+s")
        assert user.lines[0].startswith(" New post")
        assert user.field("Person") == "Bob Cole"
        assert "Added Bob Cole" in user.text
        await user.press("escape")
        assert user.at.startswith("Bob Cole")
        assert len(await user.ask(posts)) == 1
        assert await user.ask(lambda store: store.count(Person)) == 2


async def test_people_typed_in_one_after_the_other_are_not_asked_for_posts(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_people(user)
        await user.press("a", *"Bob Cole", "ctrl+n", *"Cat Dean", "ctrl+n", "escape")
        assert "People" in user.bar
        assert user.at != ""
        assert await user.ask(lambda store: store.count(Person)) == 3


async def test_a_new_post_has_the_school_of_the_post_under_the_cursor(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("1", "]", "]")
        assert user.at.startswith("Ann Hope")
        await user.press("a")
        assert user.field("School") == "Ash Grove"
        assert user.field("Person") == ""
        await user.press("escape")


async def test_a_person_who_is_changed_is_not_asked_for_a_post(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await to_people(user)
        await user.press("e", "tab", *"ann@ash.example", "ctrl+s")
        assert user.said.startswith("Saved Ann Hope")
        assert len(await user.ask(posts)) == 1
