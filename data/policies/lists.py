"""The lists of schools' policies that somebody asks for: overdue, due, missing, unpublished …

Each has the standings of a board for which its question gives its answer, in the order in which
they are worked off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.policies.standing import Board, Standing
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.policies.due_dates import (
    DUE,
    DUE_NEXT,
    IN_ORDER,
    LIVE,
    MISSING,
    NOT_APPLICABLE,
    NOT_COUNTED,
    OVERDUE,
)
from models.policies.duties import ASKED, MUST

Question = Callable[[Board, Standing], State | str | None]

_LATE = (OVERDUE, MISSING)
_USUAL = ("school", "policy", "duty", "due", "state", "approved", "checked", "published")
_LATE_ONES = (
    *("school", "policy", "due", "owner", "duty", "approved", "checked", "published", "state"),
)
_UNPUBLISHED = (
    *("school", "policy", "website", "due", "when", "published", "approved", "checked", "state"),
    "duty",
)
_PUBLISHED = (
    *("school", "policy", "website", "published", "approved", "due", "when", "state", "checked"),
    "duty",
)
_LIVE = ("school", "policy", "duty", "checked", "approved", "state", "due", "published")
_LAST = ("owner", "why", "force", "source", "source-read", "to-verify")


class PolicyList(NamedTuple):
    """A list of schools' policies: `name` for scripts, `title` for people.

    It has those for which `question` gives this `answer`; several lists may ask the same question.
    `title` may name the end of this half-term as {until} and the next half-term as {next}; `short`
    stands for it where it is told of policies anyhow. A list
    `of_publication` counts what must be on the website, and not what schools must have.
    `columns` are those of a table of schools' policies that it shows, the most telling first.
    `says` is what is said of one and of several of its `noun`.
    """

    name: str
    title: str
    tone: Tone
    question: Question
    answer: State | str
    on_today: bool = True
    of_publication: bool = False
    short: str = ""
    columns: tuple[str, ...] = (*_USUAL, *_LAST)
    says: tuple[str, str] = ("", "")
    noun: tuple[str, str] = ("policy", "policies")

    def of(self, board: Board) -> list[Standing]:
        """The standings of this list that may raise an alarm, the most pressing first."""
        found = [each for part in self._parts(board) for each in part]
        if self.of_publication:
            return sorted(found, key=lambda each: (self.duty_of(each) != MUST, *_waiting(each)))
        return sorted(found, key=_urgency)

    def count(self, board: Board) -> int:
        """How many standings this list has."""
        return sum(map(len, self._parts(board)))

    def _parts(self, board: Board) -> Iterable[Sequence[Standing]]:
        return (tally.lists.get(self.name, ()) for tally in tallies(board).values())

    def duty_of(self, standing: Standing) -> str:
        """The duty that this list counts: to have the policy, or to publish it."""
        return standing.duty.publish if self.of_publication else standing.duty.level

    def said_of(self, count: int, where: str, board: Board) -> str:
        """What is said of so many on the board's day: "3 policies in 2 schools are missing"."""
        usual = board.usual_reckoning
        says = self.says[count != 1].format(
            until=show_date(usual.this_half.last), next=usual.next_half.name
        )
        return f"{count_of(count, *self.noun)}{where} {says}"

    def title_on(self, board: Board) -> str:
        """The title on the board's day."""
        usual = board.usual_reckoning
        return self.title.format(until=show_date(usual.this_half.last), next=usual.next_half.name)


_LATE_BY = (
    ("over a year", 365),
    ("over half a year", 182),
    ("over a month", 30),
    ("a month or less", 0),
)


def late_by(days: Iterable[int]) -> list[tuple[str, int]]:
    """How many are late by how long, the longest first, of what is late by so many days."""
    counts = dict.fromkeys((label for label, _ in _LATE_BY), 0)
    for each in days:
        counts[next((label for label, least in _LATE_BY if each > least), _LATE_BY[-1][0])] += 1
    return list(counts.items())


def _urgency(standing: Standing) -> tuple[bool, date, bool, str, str]:
    return (
        standing.due is None,
        standing.due or date.max,
        standing.duty.level != MUST,
        standing.school,
        standing.policy,
    )


def _waiting(standing: Standing) -> tuple[date, str, str]:
    return standing.approved or standing.checked or date.max, standing.school, standing.policy


def pressing(board: Board, each: Standing) -> State | None:
    """Under what a school's policy is worked off: overdue, missing, due this half-term or next.

    Whether it is due goes by its day, whatever else it waits for. None when it is not so pressing.
    """
    if each.state in _LATE:
        return each.state
    due = each.due
    if due is None or due < board.today or each.state in NOT_COUNTED:
        return None
    reckoning = board.reckoning(each.school)
    if due <= reckoning.this_until:
        return DUE
    return DUE_NEXT if due <= reckoning.next_until else None


_NOT_PUBLISHED = "approved, and not published"
_OLD_PUBLISHED = "published in an old version"
_UNCHECKED = "not checked this term"


def _on_website(_: Board, each: Standing) -> str | None:
    if each.state is NOT_APPLICABLE:
        return None
    if each.published is not None:
        return _OLD_PUBLISHED if each.published_old else None
    asked = each.duty.publish in ASKED and (each.approved or each.checked) is not None
    return _NOT_PUBLISHED if asked else None


def _as_live_document(board: Board, each: Standing) -> str | None:
    if each.state is not LIVE:
        return None
    seen = max((day for day in (each.checked, each.approved) if day), default=date.min)
    return _UNCHECKED if seen < board.reckoning(each.school).term_began else None


LISTS: dict[str, PolicyList] = {
    each.name: each
    for each in (
        PolicyList(
            "policies-overdue",
            "Policies overdue",
            Tone.BAD,
            pressing,
            OVERDUE,
            short="Overdue",
            says=("is overdue", "are overdue"),
            columns=(*_LATE_ONES, *_LAST[1:]),
        ),
        PolicyList(
            "policies-missing",
            "Policies missing",
            Tone.BAD,
            pressing,
            MISSING,
            short="Missing",
            says=("is missing", "are missing"),
        ),
        PolicyList(
            "policies-due",
            "Policies due this half-term, by {until}",
            Tone.WARN,
            pressing,
            DUE,
            short="Due this half-term",
            says=(
                "falls due this half-term, by {until}",
                "fall due this half-term, by {until}",
            ),
        ),
        PolicyList(
            "policies-due-next",
            "Policies due next half-term ({next})",
            Tone.INFO,
            pressing,
            DUE_NEXT,
            short="Due next half-term",
            says=("falls due next half-term ({next})", "fall due next half-term ({next})"),
        ),
        PolicyList(
            "approved-not-published",
            "Policies approved, not published",
            Tone.WARN,
            _on_website,
            _NOT_PUBLISHED,
            of_publication=True,
            columns=(*_UNPUBLISHED, *_LAST),
            short="Approved, not published",
            says=("is approved and not published", "are approved and not published"),
        ),
        PolicyList(
            "published-but-old",
            "Policies on the website in an old version",
            Tone.WARN,
            _on_website,
            _OLD_PUBLISHED,
            of_publication=True,
            columns=(*_PUBLISHED, *_LAST),
            short="Old version on the website",
            says=(
                "is on the website in an old version",
                "are on the website in an old version",
            ),
        ),
        PolicyList(
            "live-unchecked",
            "Live documents that nobody checked this term",
            Tone.INFO,
            _as_live_document,
            _UNCHECKED,
            columns=(*_LIVE, *_LAST),
            short="Live document not checked",
            says=("was not checked this term", "were not checked this term"),
            noun=("live document", "live documents"),
        ),
    )
}
"""Every list by its name, the most pressing first."""

_ANSWERED: dict[Question, dict[object, str]] = {}
for _list in LISTS.values():
    _ANSWERED.setdefault(_list.question, {})[_list.answer] = _list.name


class Tally(NamedTuple):
    """What is told of the policies of one school: by list those that may raise an alarm.

    `levels` says how many there are of each duty that are in order (True), and that are not.
    """

    lists: Mapping[str, Sequence[Standing]]
    levels: Mapping[tuple[str, bool], int]


def tallies(board: Board) -> Mapping[str, Tally]:
    """The tally of each watched school, by its key."""
    return board.of_each_school(_tally)


_NOTHING = Tally({}, {})


def _tally(board: Board, counted: Sequence[Standing]) -> Tally:
    if not counted:
        return _NOTHING
    levels: dict[tuple[str, bool], int] = {}
    for each in counted:
        level = each.duty.level, each.state in IN_ORDER
        levels[level] = levels.get(level, 0) + 1
    lists: dict[str, list[Standing]] = {}
    if counted[0].settled:
        for question, names in _ANSWERED.items():
            for each in counted:
                name = names.get(question(board, each))
                if name is not None:
                    lists.setdefault(name, []).append(each)
    return Tally(lists, levels)
