"""The alliances of schools, as their list shows them."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.tables.as_of import differences_as_of
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
from models.schools.school import School

_WORD = "alliance"


@computed_columns(
    School,
    Column(_WORD, "Alliance", "text", 9, "The alliances that it is in, or on its way into."),
    after="local_authority",
)
def alliances_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The alliances of each school, those in which it has signed first."""
    names = {key: _in_short(name) for key, name in books.kept(Alliance, ("key", "name"))}
    then = differences_as_of(books, Membership)
    found: dict[str, list[tuple[bool, str]]] = {}
    for key, school, alliance, recorded in books.kept(
        Membership, ("key", "school", "alliance", "stage")
    ):
        stage = then.values.get(key, {}).get("stage", recorded)
        if school and key not in then.not_begun and stage not in STAGES_THAT_ENDED:
            name = names.get(alliance, "")
            found.setdefault(school, []).append((stage not in STAGES_THAT_SIGNED, name))
    return {
        school: (" + ".join(dict.fromkeys(name for _, name in sorted(held))),)
        for school, held in found.items()
    }


def _in_short(name: str) -> str:
    """The name of an alliance without what most of them have in common."""
    words = name.partition("(")[0].split() or name.split()
    if len(words) > 1 and words[0].lower() == "the":
        del words[0]
    if len(words) > 1 and words[-1].lower() == _WORD:
        del words[-1]
    return " ".join(words)
