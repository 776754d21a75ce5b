"""Imports of people and posts: other headings, and columns of people that are kept in posts."""

from __future__ import annotations

from data.imports.row_reader import other_headings
from data.imports.usual_headings import also_headed, also_named
from data.people.name_columns import SURNAME_FIRST
from models.people.person import Person
from models.people.post import Post

also_named(Person, "Full name", "Contact", "Contact name", "Staff name", "Name of contact")
also_headed(
    Person,
    {
        "name": (
            *("Full name", "Person", "Contact", "Contact name", "Staff name", "Name of contact"),
            *SURNAME_FIRST,
        )
    },
)
also_headed(
    Post,
    {
        "person": (
            *("Name", "Governor", "Governor name", "Name of governor", "Trustee", *SURNAME_FIRST),
        ),
        "role": ("Post", "Position", "Job title", "Job", "Post held"),
        "school": ("Where", "Place of work"),
        "ended": (
            *("Term ends", "End of term", "Term of office ends", "Leaving date", "Date left"),
            *("Left", "Expires", "Term expires", "End of term of office"),
        ),
        "began": (
            *("Term began", "Term starts", "Start of term of office", "Appointment date"),
            *("Date of appointment", "Joined", "Date joined"),
            "From date",
            "Appointed",
            "Date appointed",
            "In post since",
            "In post from",
        ),
    },
)
other_headings(
    Person,
    ("Role", "School", "Strategic accountability"),
    "What people are, and where, is imported as posts, under the headings Person, "
    "Role, School: whoever is new is added with the post.",
)
