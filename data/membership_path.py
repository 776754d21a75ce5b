"""Memberships as paths: what stood on a given day, in words, and what the next step needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.memberships_on_a_day import paths_of
from data.problems import WrongCall
from models.alliances import (
    NEXT_STAGES,
    STAGES,
    STAGES_THAT_ENDED,
    Alliance,
    Commitment,
    Membership,
)
from models.dates import show_date
from models.membership_paths import DAY_OF_STAGE, Reached, missing_for
from models.membership_paths import stage_on as stood_on
from models.records import Values
from models.rules import is_open

if TYPE_CHECKING:
    from data.store import Store


# What stood


def path_of(store: Store, membership: str) -> list[Reached]:
    """The stages that a membership came to, the first one first; empty when there is none such."""
    return paths(store, [membership]).get(membership, [])


def paths(store: Store, keys: Collection[str] | None = None) -> dict[str, list[Reached]]:
    """The paths of these memberships, or of all, by their keys."""
    if keys is None:
        keys = [row[0] for row in store.database.rows('SELECT "key" FROM "membership"')]
    return paths_of(store, keys)


def stage_on(store: Store, membership: str, day: date) -> str | None:
    """The stage in which a membership stood at the end of a day; None before its path begins."""
    stood = stood_on(path_of(store, membership), day)
    return stood.stage if stood else None


def path_in_words(store: Store, membership: str) -> str:
    """The path on one line: Enquiry 03/05/2026 → Member 21/11/2026."""
    return " → ".join(
        f"{STAGES[reached.stage].word} {show_date(reached.since)}"
        + (f" ({reached.reason})" if reached.reason else "")
        for reached in path_of(store, membership)
    )


# What comes next


class NextStep(NamedTuple):
    """A stage that a membership may go on to, and what stands before it.

    `missing` are the attributes of the membership that are still empty and needed for it, in the
    order of asking; `proposed` values that suit them when it happens today. `says` is what goes
    along with it, in words; empty when nothing does.
    """

    stage: str
    missing: tuple[str, ...]
    proposed: Values
    says: str = ""

    @property
    def word(self) -> str:
        """The stage as people read it."""
        return STAGES[self.stage].word

    @property
    def lacks(self) -> str:
        """The labels of what is missing, for a menu: "Statement signed, Signatory"."""
        return ", ".join(Membership.field(name).label for name in self.missing)


def next_step(store: Store, membership: str) -> list[NextStep]:
    """What a membership may go on to, the usual way first; nothing once it has ended.

    Raises WrongCall when it was removed meanwhile.
    """
    values = store.get(Membership, membership)
    if values is None:
        raise WrongCall("This membership was removed meanwhile. Take that back with undo.")
    return [_step_to(store, values, stage) for stage in NEXT_STAGES[str(values["stage"])]]


def _step_to(store: Store, membership: Values, stage: str) -> NextStep:
    missing = missing_for(membership, stage)
    proposed: Values = {name: store.today for name in missing if name in DAY_OF_STAGE.values()}
    if stage in STAGES_THAT_ENDED:
        says = _what_ends(store, membership)
    elif stage == "leaving":
        says = "Its commitments stand until it has left."
    else:
        says = ""
    return NextStep(stage, missing, proposed, says)


def _what_ends(store: Store, membership: Values) -> str:
    commitments = store.find(Commitment, membership=membership["key"])
    count = sum(1 for each in commitments if is_open(each, store.today))
    parts = []
    if count:
        parts.append("Ends 1 commitment." if count == 1 else f"Ends {count} commitments.")
    alliance = store.get(Alliance, str(membership["alliance"]))
    if alliance and membership["school"] and alliance["hub"] == membership["school"]:
        parts.append("It is the hub: name another one.")
    return " ".join(parts)
