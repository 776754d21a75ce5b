"""Who holds which post on a day, and how to reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple, cast

from data.people.queries import emails_held, posts_held
from data.store.books import Books
from models.fields.dates import show_date
from models.people.post import HEADS, ROLES, Post, head_on, held_on
from models.records.record import Values


class Holder(NamedTuple):
    """Somebody in a post: the key of the person, and the post."""

    person: str
    post: Values


def heads_on(books: Books, day: date) -> dict[str, Holder]:
    """Who led each school on a day, by the school's key; a school without a head is not in it.

    Where an executive head stands over a headteacher, it is the headteacher, who leads from day to
    day. One query.
    """
    return _heads(books, day)


def head_of(books: Books, school: str, day: date) -> Holder | None:
    """Who led a school on a day, as `heads_on` has it; None when nobody is known. One query."""
    post = head_on(books, school, day)
    return Holder(str(post["person"]), post) if post else None


def posts_of(books: Books, *, person: str | None = None, place: str | None = None) -> list[Values]:
    """The posts of a person, or at a school or organisation: held today first, newest first.

    One query.
    """
    assert person or place
    post = cast(Any, Post)
    asked = post.person == person
    if not person:
        asked = (post.school == place) | (post.organisation == place)
    return in_order_of_time(books.select(Post.select().where(asked)), books.today)


def in_order_of_time(posts: Iterable[Values], today: date) -> list[Values]:
    """Posts that are held today first, by their role; then those to come and past, newest first."""
    roles = list(ROLES)
    held = [post for post in posts if held_on(post, today)]
    others = [post for post in posts if not held_on(post, today)]
    held.sort(key=lambda post: (roles.index(str(post["role"])), -_day(post["began"]).toordinal()))
    others.sort(key=lambda post: (_day(post["ended"]), _day(post["began"])), reverse=True)
    return held + others


def held_when(post: Values, today: date) -> str:
    """When a post is held, as it is seen today: now, from a day to come, or until a past one."""
    began, ended = post["began"], post["ended"]
    if isinstance(began, date) and began > today:
        return f"from {show_date(began)}"
    if isinstance(ended, date):
        return f"until {show_date(ended)}"
    return "now"


def held_by_people(books: Books, keys: Collection[str] | None = None) -> dict[str, str]:
    """What each person holds today and where, in words, by the person's key. One query.

    People who hold nothing are not in it. Of many, only those with these keys are asked for.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    roles = list(ROLES)
    for person, role, place in posts_held(books, keys):
        said = ROLES[role] if place is None else f"{ROLES[role]}, {place}"
        found.setdefault(person, []).append((roles.index(role), said))
    return {
        person: "; ".join(said for _, said in sorted(several, key=lambda each: each[0]))
        for person, several in found.items()
    }


def address_of(post: Values | None, person: Values | None, what: str = "email") -> str | None:
    """The email (or "telephone") of a post, or else the person's own; None when there is none."""
    for record in (post, person):
        if record is not None and record[what] is not None:
            return str(record[what])
    return None


def emails_at(books: Books) -> list[tuple[str | None, str, str]]:
    """The school (None elsewhere), name and email of everybody who can be written to today.

    A person stands at every school where they hold a post, with the post's email or else their
    own; and at none with their own, or that of a post which is at no school. One query.
    """
    return emails_held(books)


def _heads(books: Books, day: date) -> dict[str, Holder]:
    post = cast(Any, Post)
    asked = (
        post.role.in_(HEADS)
        & (post.began.is_null() | (post.began <= day))
        & (post.ended.is_null() | (post.ended >= day))
        & post.school.is_null(False)
    )
    found = books.select(Post.select().where(asked))
    # The one who leads from day to day comes last and so stands; of two, the one who came later.
    found.sort(key=lambda each: (-HEADS.index(str(each["role"])), _day(each["began"])))
    return {str(each["school"]): Holder(str(each["person"]), each) for each in found}


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.min
