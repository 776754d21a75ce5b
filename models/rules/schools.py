"""The rules about schools."""

from __future__ import annotations

from models.records import Values
from models.rules.rule import REFUSE, WARN, Books, Breach, days_in_order, rule
from models.schools import School


@rule(School, REFUSE, "The lowest age is not above the highest.")
def ages_in_order(values: Values, books: Books) -> Breach | None:
    """Low age ≤ high age."""
    low, high = values.get("low_age"), values.get("high_age")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        return "high_age", f"High age ({high}) is below low age ({low})."
    return None


@rule(School, REFUSE, "A school does not close before it opens.")
def opened_before_closed(values: Values, books: Books) -> Breach | None:
    """Opened ≤ closed."""
    return days_in_order(values, "opened", "closed", School)


@rule(School, WARN, "A LAESTAB begins with its authority's three digits.")
def laestab_of_its_authority(values: Values, books: Books) -> Breach | None:
    """The authority that is chosen and the one in the LAESTAB agree."""
    laestab, authority = values.get("laestab"), values.get("local_authority")
    if laestab and authority and str(laestab)[:3] != authority:
        label = School.field("local_authority").show(authority)
        return "laestab", f"{label} is authority {authority}, but this begins {str(laestab)[:3]}."
    return None
