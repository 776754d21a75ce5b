"""What a new person and a new post begin with: who was just entered, and the place in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.people.post import Post
from models.records.record import Values

if TYPE_CHECKING:
    from tui.desk.app import Desk


async def offer_post(desk: Desk, person: str, said: str) -> None:
    """Open the form of a post for somebody who was just entered; leaving it adds none."""
    from tui.commands.records import edit

    leave = "What are they, and where? Esc if they hold no post."
    await edit(desk, Post, None, {"person": person}, says=f"{said} {leave}")


async def place_of_cursor(desk: Desk) -> Values:
    """The school or organisation of the post under the cursor: where another is likely to be."""
    target = desk.section.target()
    if target is None or target[0] is not Post:
        return {}
    values = await desk.books.run(lambda store: store.get(*target)) or {}
    return {name: values[name] for name in Post.one_of if values.get(name)}
