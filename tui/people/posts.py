"""Starting values of a new person or post: who was just entered, and the place in front."""

from __future__ import annotations

from models.people.post import Post
from models.records.record import Values
from tui.commands.records import edit
from tui.workbench.workbench import Workbench


async def offer_post(bench: Workbench, person: str, said: str) -> None:
    """Open the form of a post for somebody who was just entered; leaving it adds none."""
    leave = "What are they, and where? Esc if they hold no post."
    await edit(bench, Post, None, {"person": person}, says=f"{said} {leave}")


async def place_of_cursor(bench: Workbench) -> Values:
    """The school or organisation of the post under the cursor: where another is likely to be."""
    target = bench.section.target()
    if target is None or target[0] is not Post:
        return {}
    _, key = target
    values = await bench.books.read(lambda books: books.get(Post, key)) or {}
    return {name: values[name] for name in Post.one_of if values.get(name)}
