"""The lists of schools' policies that somebody asks for: overdue, due, missing, unpublished …

Each is a choice among the standings of a board, in the order in which they are worked off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from data.policy_standing import Board, Standing
from models.dates import show_date
from models.due import DUE, DUE_NEXT, LIVE, MISSING, NOT_APPLICABLE, OVERDUE
from models.duties import ASKED, MUST
from models.states import Tone

Choice = Callable[[Board, Standing], bool]


class PolicyList(NamedTuple):
    """A list of schools' policies: `name` for scripts, `title` for people; those it chooses.

    `title` may name the end of this half-term as {until} and the next half-term as {next}. A list
    `of_publication` counts what must be on the website, and not what schools must have.
    """

    name: str
    title: str
    tone: Tone
    choice: Choice
    on_today: bool = True
    of_publication: bool = False

    def of(self, board: Board, among: Iterable[Standing] | None = None) -> list[Standing]:
        """The standings of this list that may raise an alarm, the most pressing first.

        `among` are all that may, for whoever wants several lists.
        """
        asked = board.of_watched() if among is None else among
        found = [each for each in asked if self.choice(board, each)]
        if self.of_publication:
            return sorted(found, key=lambda each: (not self.is_must(each), *_waiting(each)))
        return sorted(found, key=_urgency)

    def is_must(self, standing: Standing) -> bool:
        """Whether a standing of this list is a must, and not only a should."""
        duty = standing.duty
        return (duty.publish if self.of_publication else duty.level) == MUST

    def title_on(self, board: Board) -> str:
        """The title on the board's day."""
        usual = board.usual_reckoning
        return self.title.format(until=show_date(usual.this_half.last), next=usual.next_half.name)


def _urgency(standing: Standing) -> tuple[bool, date, bool, str]:
    return (
        standing.due is None,
        standing.due or date.max,
        standing.duty.level != MUST,
        standing.pair,
    )


def _waiting(standing: Standing) -> tuple[date, str]:
    return standing.approved or standing.checked or date.max, standing.pair


def _unpublished(board: Board, each: Standing) -> bool:
    return (
        each.duty.publish in ASKED
        and (each.approved or each.checked) is not None
        and each.published is None
        and each.state is not NOT_APPLICABLE
    )


def _unchecked_this_term(board: Board, each: Standing) -> bool:
    if each.state is not LIVE:
        return False
    seen = max((day for day in (each.checked, each.approved) if day), default=date.min)
    return seen < board.reckoning(each.school).calendar.term_of(board.today)[0]


LISTS: dict[str, PolicyList] = {
    each.name: each
    for each in (
        PolicyList(
            "policies-overdue", "Policies overdue", Tone.BAD, lambda _, each: each.state is OVERDUE
        ),
        PolicyList(
            "policies-missing", "Policies missing", Tone.BAD, lambda _, each: each.state is MISSING
        ),
        PolicyList(
            "policies-due",
            "Policies due this half-term, by {until}",
            Tone.WARN,
            lambda _, each: each.state is DUE,
        ),
        PolicyList(
            "policies-due-next",
            "Policies due next half-term ({next})",
            Tone.INFO,
            lambda _, each: each.state is DUE_NEXT,
        ),
        PolicyList(
            "approved-not-published",
            "Policies approved, not published",
            Tone.WARN,
            _unpublished,
            of_publication=True,
        ),
        PolicyList(
            "published-but-old",
            "Policies on the website in an old version",
            Tone.WARN,
            lambda _, each: each.published_old and each.state is not NOT_APPLICABLE,
            of_publication=True,
        ),
        PolicyList(
            "live-unchecked",
            "Live documents that nobody checked this term",
            Tone.INFO,
            _unchecked_this_term,
        ),
    )
}
"""Every list by its name, the most pressing first."""
