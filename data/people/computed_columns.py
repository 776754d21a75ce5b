"""Computed columns of people and their posts."""

from __future__ import annotations

from collections.abc import Collection

from data.people.posts import held_by_people, held_when
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.people.person import Person
from models.people.post import Post


@computed_columns(
    Person, Column("posts", "Posts", "text", 36, "What they hold today, and where."), after="name"
)
def posts_of_people(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The posts that each person holds today."""
    held = held_by_people(books, keys)
    people = keys if keys is not None else [str(each["key"]) for each in books.find(Person)]
    return {key: (held.get(key),) for key in people}


@computed_columns(
    Post,
    Column("held", "Held", "text", 16, "Whether it is held now, was, or will be."),
    after="ended",
)
def times_of_posts(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Whether each post is held now, was, or will be."""
    posts = books.find(Post) if keys is None else books.of_keys(Post, keys)
    return {str(post["key"]): (held_when(post, books.today),) for post in posts}
