"""The index of the register: the order in which schools are shown, and the words they are found by.

Schools stand in segments, the open ones of England first; within a segment by name. A school's
place in that order is its row in the full-text index, so that a search reads its first hits in the
order in which they are shown, and counts those of a segment without looking at each.
"""

from __future__ import annotations

from typing import Any, cast

import apsw

from data.schools.register.asking import rows_of
from data.schools.register.names import sort_name, with_synonyms, words_of

OPEN, PROPOSED, CLOSED = 0, 1, 2
ELSEWHERE = 3
"""Added to the segment of what is found only when all is asked for."""

_SEGMENT = """
    CASE WHEN status = '2' THEN 2 WHEN status = '4' THEN 1 ELSE 0 END
    + CASE WHEN local_authority BETWEEN '600' AND '699' OR urn < 100000
           OR type IN ('25', '30', '37', '47', '48') THEN 3 ELSE 0 END
"""
"""Wales, offshore schools, British schools overseas and children's centres stand last."""

_MARKS = (
    ("la", "local_authority"), ("district", "district_code"), ("trust", "trust_uid"),
    ("trust", "federation_uid"), ("type", "type"), ("phase", "phase"),
)  # fmt: skip
"""Filters, each with the column whose value a school is marked with."""
_FILTERS = tuple(filter for filter, _ in _MARKS)

_CHOICES = (
    ("la", "local_authority", "la_name"), ("district", "district_code", "district"),
    ("trust", "trust_uid", "trust"), ("trust", "federation_uid", "federation"),
)  # fmt: skip


def mark(filter: str, value: str) -> str:
    """The word that marks a school in the index, such as `_la_353`; nobody can type it.

    Beside the filters there is `out`, for the first half of a postcode.
    """
    return f"_{filter}_{'_'.join(words_of(value))}"


def make_index(database: apsw.Connection) -> None:
    """Fill the tables that a search needs from the establishments; they must be empty."""
    database.create_scalar_function("sort_name", cast(Any, sort_name), 1)
    database.execute(
        "INSERT INTO places (urn, segment, sort_name) "
        f"SELECT urn, {_SEGMENT} AS segment, sort_name(name) AS sorted FROM establishments "
        "ORDER BY segment, sorted, urn"
    )
    database.execute(
        "INSERT INTO segments SELECT segment, min(position), max(position) FROM places "
        "GROUP BY segment"
    )
    database.execute("CREATE INDEX places_in_order ON places (segment, sort_name)")
    database.execute("CREATE INDEX places_by_urn ON places (urn)")
    database.execute("CREATE INDEX schools_by_laestab ON establishments (laestab)")
    database.execute("CREATE INDEX schools_by_ukprn ON establishments (ukprn)")
    database.execute("CREATE INDEX schools_by_district ON establishments (district_code)")
    database.execute("CREATE INDEX links_by_link ON links (link_urn)")
    database.execute("CREATE INDEX members_by_group ON group_members (uid)")
    columns = ", ".join(column for _, column in _MARKS)
    # In the order of the rows: full-text search writes its index out at each step back.
    database.create_scalar_function("school_words", cast(Any, _Words()))
    database.execute(
        "INSERT INTO search (rowid, words) SELECT position, "
        f"school_words(sort_name, town, postcode, trust, federation, la_name, {columns}) "
        "FROM places CROSS JOIN establishments USING (urn) ORDER BY position"
    )
    for filter, value, name in _CHOICES:
        rows = rows_of(
            database,
            f"SELECT {value}, max({name}) FROM establishments "
            f"WHERE {value} IS NOT NULL AND {name} IS NOT NULL GROUP BY {value}",
        )
        database.executemany(
            "INSERT INTO choices VALUES (?, ?, ?, ?)",
            [(filter, value, name, " ".join(words_of(name))) for value, name in rows],
        )


class _Words:
    """Makes the words of a school from its columns; those of authorities and trusts only once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def __call__(
        self, name: str, town: str, postcode: str, trust: str, federation: str, la: str,
        *values: str,
    ) -> str:  # fmt: skip
        known, learn = self._known.get, self._learn
        parts = [with_synonyms(name)]
        if town:
            parts.append(town)
        if postcode:
            parts.append(postcode)
            first = postcode.partition(" ")[0]
            parts.append(known(("out", first)) or learn("out", first))
        for text in (trust, federation, la):
            if text:
                parts.append(known(("", text)) or learn("", text))
        for filter, value in zip(_FILTERS, values, strict=True):
            if value:
                parts.append(known((filter, value)) or learn(filter, value))
        return " ".join(parts)

    def _learn(self, filter: str, text: str) -> str:
        words = mark(filter, text) if filter else with_synonyms(" ".join(words_of(text)))
        self._known[filter, text] = words
        return words
