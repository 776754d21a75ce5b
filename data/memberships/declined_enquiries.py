"""Schools that enquired and never joined: they declined, or left it unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.memberships.circulation import member_key
from models.fields.dates import add_months
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, STAGES_THAT_SIGNED
from models.memberships.path import Reached
from models.records.record import Values

_YEAR, _TERM = 12, 4
"""After so many months somebody who has asked is taken to come no more."""

DECLINED, A_YEAR_AGO, A_TERM_AGO = "declined", "a year", "a term"


class Asked(NamedTuple):
    """A membership that asked and has not come by a day: the stage it stands at, and why it is
    counted among those that never came; empty while it asked lately.
    """

    membership: str
    stage: str
    why: str

    @property
    def never_came(self) -> bool:
        """Whether it is taken to come no more."""
        return bool(self.why)


def asked_and_not_come(
    memberships: Iterable[Values],
    paths: Mapping[str, Sequence[Reached]],
    first: date,
    last: date,
) -> list[Asked]:
    """Who had asked by the last day and has not come, unless it declined before the first.

    Of a school or an organisation that asked again, the last time counts; one that came in the
    end is none of them.
    """
    found: dict[tuple[object, str], Asked | None] = {}
    walked = [(path, each) for each in memberships if (path := _until(paths, each, last))]
    for path, membership in sorted(walked, key=lambda each: each[0][0].since):
        pair = membership["alliance"], member_key(membership)
        stands = path[-1]
        came = any(reached.stage in STAGES_THAT_SIGNED for reached in path)
        before = stands.stage in STAGES_THAT_ENDED and stands.since < first
        found[pair] = None
        if not came and not before:
            why = _why(path[0].since, stands, last)
            found[pair] = Asked(str(membership["key"]), stands.stage, why)
    return [asked for asked in found.values() if asked is not None]


def _until(paths: Mapping[str, Sequence[Reached]], membership: Values, last: date) -> list[Reached]:
    path = paths.get(str(membership["key"]), ())
    return [reached for reached in path if reached.since <= last]


def _why(asked: date, stands: Reached, last: date) -> str:
    if stands.stage in STAGES_THAT_ENDED:
        return DECLINED
    for months, why in ((_YEAR, A_YEAR_AGO), (_TERM, A_TERM_AGO)):
        if add_months(asked, months) < last:
            return why
    return ""


def reasons_in_words(asked: Iterable[Asked]) -> str:
    """How many declined, and since when the others stand where: "2 declined, 1 asked more …"."""
    counts = Counter((each.why, "" if each.why == DECLINED else each.stage) for each in asked)
    order = (DECLINED, A_YEAR_AGO, A_TERM_AGO)
    stages = ["", *STAGES]
    told = []
    for (why, stage), count in sorted(
        counts.items(), key=lambda each: (order.index(each[0][0]), stages.index(each[0][1]))
    ):
        if why == DECLINED:
            told.append(f"{count} declined")
        else:
            stand = "stands" if count == 1 else "stand"
            told.append(f"{count} asked more than {why} ago and {stand} at {STAGES[stage].word}")
    return ", ".join(told)
