"""Which policies a change would newly ask of schools, or no longer."""

from __future__ import annotations

from collections.abc import Sequence

from data.policies.standing_inputs import policies_asked_for, watched_catalogues
from data.store.books import Books
from data.tables.foreseen import foresees
from models.policies.duties import ASKED, duty, facts_of
from models.records.record import Values
from models.schools.school import School


@foresees(School)
def duties_of_schools(books: Books, changes: Sequence[tuple[Values, Values]]) -> str:
    """How many policies would no longer be asked for, and how many would be newly asked."""
    changes = [each for each in changes if facts_of(each[0]) != facts_of(each[1])]
    if not changes:
        return ""
    catalogues, _ = watched_catalogues(books)
    asked_for = policies_asked_for(books)
    no_longer = newly = 0
    for before, after in changes:
        held_to = catalogues.get(str(before.get("key")), frozenset())
        facts, others = facts_of(before), facts_of(after)
        for policy in asked_for:
            if policy.catalogue in held_to:
                was = duty(facts, policy.asked).level in ASKED
                will_be = duty(others, policy.asked).level in ASKED
                no_longer += was and not will_be
                newly += will_be and not was
    return _in_words(no_longer, newly)


def _in_words(no_longer: int, newly: int) -> str:
    parts = [f"{_policies(no_longer)} no longer asked for"] if no_longer else []
    if newly:
        parts.append(f"{newly:,} newly asked" if parts else f"{_policies(newly)} newly asked for")
    return f"{', '.join(parts)}." if parts else ""


def _policies(count: int) -> str:
    return "1 policy is" if count == 1 else f"{count:,} policies are"
