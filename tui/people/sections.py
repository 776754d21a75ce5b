"""The lists of people and of their posts."""

from __future__ import annotations

from models.people.person import Person
from models.people.post import Post
from models.records.record import Record, Values
from tui.forms.result import FormResult
from tui.sections.list import ListSection
from tui.sections.places import lists
from tui.workbench.workbench import Workbench


@lists(Person)
class PeopleList(ListSection):
    """People, of whom each is asked for a post."""

    order = 10
    sign_in_palette = "@"

    @classmethod
    async def after_adding(cls, bench: Workbench, saved: FormResult) -> None:
        """Open the form of a post for somebody who was just entered."""
        if not saved.left:
            from tui.people.posts import offer_post

            await offer_post(bench, saved.key, saved.message)


@lists(Post)
class PostsList(ListSection):
    """Posts, of which another is likely to be at the place in front."""

    order = 10

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """The place of the post under the cursor."""
        from tui.people.posts import place_of_cursor

        return await place_of_cursor(bench)
