"""Imports of people: where what they are is to be imported."""

from __future__ import annotations

from data.imports.row_reader import other_headings
from models.people.person import Person

other_headings(
    Person,
    ("Role", "School", "Strategic accountability"),
    "What people are, and where, is imported as posts, under the headings Person, "
    "Role, School: whoever is new is added with the post.",
)
