"""People, and the posts that they hold over time at schools and other organisations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import EmailField, NoteField, TelephoneField
from models.people.person import Person
from models.records.books import Books
from models.records.record import Record, Values
from models.schools.organisation import Organisation
from models.schools.school import School

ROLES = {
    "headteacher": "Headteacher",
    "co-headteacher": "Co-headteacher",
    "executive head": "Executive headteacher",
    "principal": "Principal",
    "deputy": "Deputy headteacher",
    "chair": "Chair of governors",
    "executive trustee": "Executive trustee",
    "governance lead": "Governance lead",
    "safeguarding lead": "Designated safeguarding lead",
    "senco": "Special educational needs co-ordinator",
    "designated teacher": "Designated teacher",
    "careers leader": "Careers leader",
    "business manager": "School business manager",
    "clerk": "Governance professional (clerk)",
    "itt lead": "Initial teacher training lead",
    "cpd lead": "Professional development lead",
    "specialist leader": "Specialist leader of education",
    "authority officer": "Local authority officer",
    "other": "Other",
}

SHORT_ROLES = {
    ROLES[role]: short
    for role, short in (
        ("executive head", "Exec. head"),
        ("deputy", "Deputy"),
        ("chair", "Chair"),
        ("safeguarding lead", "DSL"),
        ("senco", "SENCO"),
        ("careers leader", "Careers lead"),
        ("business manager", "SBM"),
        ("designated teacher", "Desig. teacher"),
        ("clerk", "Clerk"),
        ("itt lead", "ITT lead"),
        ("cpd lead", "CPD lead"),
        ("specialist leader", "SLE"),
        ("authority officer", "LA officer"),
    )
}
"""Short names of posts, as school offices use them."""

_ALSO_CALLED = {
    "ht": "headteacher",
    "head of school": "headteacher",
    "acting head": "headteacher",
    "eht": "executive head",
    "exec head": "executive head",
    "dht": "deputy",
    "chair of govs": "chair",
    "cog": "chair",
    "dsl": "safeguarding lead",
    "sendco": "senco",
    "sbm": "business manager",
    "bursar": "business manager",
    "lac teacher": "designated teacher",
    "sle": "specialist leader",
}
"""Other names that school offices use for a role, folded; beginnings of its own are known."""

HEADS = ("headteacher", "principal", "co-headteacher", "executive head")
"""The posts that lead a school, the one that leads it day by day first."""

HELD_BY_ONE = frozenset({"headteacher", "principal", "executive head", "chair"})
"""Posts that one person holds at a time: a new one ends the old one's time."""

_SAME_SEAT = {"principal": "headteacher"}
"""A school is led by a headteacher or by a principal: one follows the other."""


class Post(Record):
    """A post that a person holds at a school or an organisation, from a day until another."""

    kind = "posts"
    singular = "post"
    named_by = ("person", "role", "school", "organisation")
    one_of = ("school", "organisation")
    headings: ClassVar = {"school": "Where"}
    ordered_by = ("school", "organisation", "role", "-began")
    listed = (
        *("person", "role", "school", "organisation", "began", "ended"),
        *("strategic_accountability", "email", "telephone"),
    )
    shown_beside_name = ("began", "ended")

    person = ReferenceField(
        Person, "Person", "Who holds it.", required=True, width=17, adds_new=True
    )
    role = ChoiceField(
        "Role",
        "What they are.",
        choices=ROLES,
        also=_ALSO_CALLED,
        required=True,
        width=18,
        shorter=SHORT_ROLES,
    )
    school = ReferenceField(School, "School", "The school where they hold it.", width=20)
    organisation = ReferenceField(
        Organisation, "Organisation", "The organisation, when it is not a school."
    )
    began = DateField("From", "The first day, where it is known.")
    ended = DateField("Until", "The last day; empty while it lasts.")
    email = EmailField("Email", "The post's own address.")
    telephone = TelephoneField("Telephone", "The post's own number.")
    strategic_accountability = YesNoField(
        "Strategic accountability",
        "Whether the post decides for the school: only such people may lead for it.",
        width=9,
        heading="Strategic",
    )
    notes = NoteField("Notes")


def held_on(post: Values, day: date) -> bool:
    """Whether a post was held on a day; its first and its last day count."""
    first, last = days_held(post)
    return first <= day <= last


def leads_on(posts: Iterable[Values], place: str, day: date) -> bool:
    """Whether one of these posts leads a school on a day; at an organisation any post does."""
    return any(
        held_on(post, day)
        and (post["organisation"] == place or (post["school"] == place and post["role"] in HEADS))
        for post in posts
    )


def head_on(books: Books, school: str, day: date) -> Values | None:
    """The post of whoever led a school on a day; None when nobody is known.

    Where an executive head stands over a headteacher, it is the headteacher, who leads from day to
    day; of two who share a headship, the one who came later.
    """
    posts = [
        post
        for post in books.find(Post, school=school)
        if post["role"] in HEADS and held_on(post, day)
    ]
    posts.sort(key=lambda post: (-HEADS.index(str(post["role"])), post["began"] or date.min))
    return posts[-1] if posts else None


def days_held(post: Values) -> tuple[date, date]:
    """The first and the last day of a post, where unknown the first or last that there is."""
    began, ended = post.get("began"), post.get("ended")
    return (
        began if isinstance(began, date) else date.min,
        ended if isinstance(ended, date) else date.max,
    )


def in_same_seat(one: Values, other: Values) -> bool:
    """Whether two posts are such that only one of them is held on a day."""
    roles = {_SAME_SEAT.get(str(post["role"]), post["role"]) for post in (one, other)}
    places = {(post["school"], post["organisation"]) for post in (one, other)}
    return len(roles) == len(places) == 1 and one["role"] in HELD_BY_ONE
