"""The policy compliance matrix: schools × policies, with must and should counted apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.asked_schools import AskedSchool
from data.policies.columns import sources_in_words
from data.policies.papers import (
    IN_ORDER_MEANS,
    MARKS,
    READERS,
    grid_totals,
    have,
    sources_of,
)
from data.policies.standing import Board, Standing, board
from data.policies.watched import OPEN, level_of, policies_by_key, titles_of
from data.store.books import Books
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Figure, Grid, GridRow, Paper
from data.tables.table import Column, Content, Row, named_for_scripts
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.fields.text import count_of
from models.fields.values import Value
from models.policies.due_dates import IN_ORDER, NOT_COUNTED, NOT_RECORDED, OVERDUE, SETTLING
from models.policies.duties import MUST, SHOULD, UNKNOWN
from models.policies.policy import LISTINGS
from models.records.record import Values
from models.schools.gias_codes import LOCAL_AUTHORITIES, PHASES
from models.schools.school import School

COLUMNS = (
    Column("school", "School", "text", 32),
    # What is asked comes first, also where a screen has room for a few columns only.
    Column("must-in-order", "Must: in order", "number", 14),
    Column("must", "Must: of", "number", 8),
    Column("must-overdue", "Must: overdue", "number", 13),
    Column("urn", "URN", "code", 7),
    Column("local-authority", "Local authority", "text", 15),
    Column("phase", "Phase", "text", 14),
    Column("should-in-order", "Should: in order", "number", 16),
    Column("should", "Should: of", "number", 10),
    Column("should-overdue", "Should: overdue", "number", 15),
    Column("open-in-order", "Left open: in order", "number", 19),
    Column("open", "Left open: of", "number", 13),
    Column("open-overdue", "Left open: overdue", "number", 18),
    *(
        column
        for listing, word in LISTINGS.items()
        for name in [listing.replace(" ", "-")]
        for column in (
            Column(f"{name}-in-order", f"{word}: in order", "number", len(word) + 10),
            Column(name, f"{word}: of", "number", len(word) + 4),
        )
    ),
    Column("settling-in", "Settling in", "number", 11),
    Column("not-recorded", "Not recorded", "number", 12),
    Column("type-unknown", "Type unknown", "number", 12),
)
"""Those before the policies, of which each has a column."""

_IN_ORDER_IS_COUNTED = (
    "In order: current, live, or due and not yet overdue. Must and should are the duty that the "
    "catalogue gives for the school's type, pupils and circumstances. What does not apply, and "
    "what waits for a school to settle in, is not counted among them. Of a school whose type is "
    "unknown, everything is counted apart."
)


def make(books: Books, limits: Limits) -> Content:
    """Schools × policies with where each stands, and counts of must and of should."""
    standing = board(books)
    watched = [school for school in standing.schools.values() if school.key in standing.watched]
    shown, left_out = shown_schools(books, limits, (school.key for school in watched))
    schools = [school for school in watched if school.key in shown]
    held = {school.key: standing.of_school(school.key) for school in schools}
    asked = {each.policy for found in held.values() for each in found}
    keys = [policy.key for policy in standing.policies if policy.key in asked]
    titles, policies = titles_of(standing), policies_by_key(books)
    counted = {school.key: _Counted(held[school.key]) for school in schools}
    paper = Paper(
        "How the schools stand with their policies",
        "Policy compliance",
        subject_of(books, limits.alliance, limits.school),
        READERS["heads"],
        answer=_answer(schools, counted),
        headline=_headline(counted),
        more_charts=_charts(standing, schools, counted) + _strip(schools, held, keys, titles),
        parts=[_grid(standing, schools, counted, held, keys, titles)] if keys else (),
        definitions=[IN_ORDER_MEANS, _BAR_MEANS],
        left_out=left_out,
        sources=sources_of(policies[key] for key in keys),
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )
    rows = _rows(books, standing, schools, held, keys)
    notes = [*left_out, _IN_ORDER_IS_COUNTED]
    notes += sources_in_words((policies[key] for key in keys), titles)
    if limits.alliance:
        notes.insert(0, books.name_of(Alliance, limits.alliance))
    of_policies = [Column("", titles[key], "state", 18) for key in keys]
    columns = [*COLUMNS, *named_for_scripts(of_policies, "policy")]
    return Content(columns, rows, notes, paper)


def _rows(
    books: Books,
    standing: Board,
    schools: Iterable[AskedSchool],
    held: Mapping[str, Sequence[Standing]],
    keys: Sequence[str],
) -> list[Row]:
    """A row for each school: its counts, what it is, and where it stands with each policy."""
    listings = {policy.key: policy.listing for policy in standing.policies}
    return [
        Row(
            school.key,
            (
                school.name,
                *_counts_and_school(
                    _counts(held[school.key], listings), books.get(School, school.key) or {}
                ),
                *standing.states(school.key, keys),
            ),
        )
        for school in schools
    ]


def _counts_and_school(counts: Sequence[int], school: Values) -> list[Value]:
    """The cells between the name of a school and its policies, in the order of COLUMNS."""
    return [
        *counts[:_OF_MUST],
        school.get("urn"),
        LOCAL_AUTHORITIES.get(str(school.get("local_authority")), school["local_authority"]),
        PHASES.get(str(school.get("phase")), school["phase"]),
        *counts[_OF_MUST:],
    ]


def _headline(counted: Mapping[str, _Counted]) -> Figure | None:
    done, whole, _ = _sums(counted)
    return Figure(f"{done:,} of {whole:,}", "policies that must be are in order") if whole else None


_OF_MUST = 3
"""So many counts are of what must be; they come first."""

_BAR_MEANS = "The bar and the numbers beside it count only what the school must have."


class _Counted:
    """Of a school's policies those that it must have: how many are in order, overdue, in all."""

    def __init__(self, held: Sequence[Standing]) -> None:
        states = [
            each.state for each in held if each.duty.level == MUST and each.state not in NOT_COUNTED
        ]
        self.whole = len(states)
        self.done = sum(state in IN_ORDER for state in states)
        self.overdue = states.count(OVERDUE)


def _grid(
    standing: Board,
    schools: Sequence[AskedSchool],
    counted: Mapping[str, _Counted],
    held: Mapping[str, Sequence[Standing]],
    keys: Sequence[str],
    titles: Mapping[str, str],
) -> Grid:
    rows = []
    for school in schools:
        count = counted[school.key]
        states = standing.states(school.key, keys)
        rows.append(GridRow(school.name, states, count.done, count.whole, count.overdue))
    done, whole, overdue = _sums(counted)
    return Grid(
        "School",
        [titles[key] for key in keys],
        rows,
        grid_totals(rows, f"{done:,} of {whole:,}", f"{overdue:,}"),
        "Must: in order",
        "Over\u00addue",
    )


def _sums(counted: Mapping[str, _Counted]) -> tuple[int, int, int]:
    counts = counted.values()
    return (
        sum(each.done for each in counts),
        sum(each.whole for each in counts),
        sum(each.overdue for each in counts),
    )


def _answer(schools: Sequence[AskedSchool], counted: Mapping[str, _Counted]) -> list[str]:
    """How much of what must be is in order, and where most is overdue."""
    done, whole, overdue = _sums(counted)
    if not whole:
        return ["No policy that a school must have is counted yet."]
    answer = [
        f"{done:,} of the {whole:,} policies that the schools must have "
        f"{have(done, 'is', 'are')} in order ({100 * done // whole}%)."
    ]
    if not overdue:
        return [*answer, "None of them is overdue."]
    late = [school for school in schools if counted[school.key].overdue]
    worst = max(late, key=lambda school: counted[school.key].overdue)
    where = f"in {count_of(len(late), 'school')}"
    most = f"; most at {worst.name} ({counted[worst.key].overdue})" if len(late) > 1 else ""
    return [*answer, f"{overdue:,} of them {have(overdue, 'is', 'are')} overdue, {where}{most}."]


def _charts(
    standing: Board, schools: Sequence[AskedSchool], counted: Mapping[str, _Counted]
) -> list[Chart]:
    """How much is in order in each school, the furthest behind first."""
    if not any(each.whole for each in counted.values()):
        return []
    bars = [
        Bar(
            school.name,
            counted[school.key].done,
            counted[school.key].overdue,
            counted[school.key].whole,
            "" if counted[school.key].whole else "all left open",
        )
        for school in schools
    ]
    bars.sort(key=lambda bar: (not bar.whole, bar.done / bar.whole if bar.whole else 0, bar.label))
    entire = sum(bar.whole > 0 and bar.done == bar.whole for bar in bars)
    first = bars[0]
    entirely = count_of(entire, "school") if entire else "no school"
    finding = f"{entirely} {have(entire or 1, 'has', 'have')} everything in order"
    if len(bars) == 1:
        told = f"has {first.done} of {first.whole} policies in order"
        finding = f"{first.label} {told if first.whole else 'has no duty counted'}"
    elif first.whole and first.done < first.whole:
        finding = f"{first.label} is furthest behind; {finding}"
    finding = finding[:1].upper() + finding[1:]
    return [
        Chart(
            ChartKind.SHARES,
            finding,
            "Policies that the school must have: in order (solid), overdue (striped), of all",
            "in order",
            "overdue",
            bars,
        )
    ]


def _strip(
    schools: Sequence[AskedSchool],
    held: Mapping[str, Sequence[Standing]],
    keys: Sequence[str],
    titles: Mapping[str, str],
) -> list[Chart]:
    """How much of each policy is in order, in all schools."""
    states: dict[str, list[State]] = {key: [] for key in keys}
    for school in schools:
        for each in held[school.key]:
            if each.policy in states and each.state not in NOT_COUNTED:
                states[each.policy].append(each.state)
    bars = [
        Bar(titles[key], sum(state in IN_ORDER for state in found), found.count(OVERDUE),
            len(found), "" if found else "asked of nobody")
        for key, found in states.items()
    ]  # fmt: skip
    behind = [bar for bar in bars if bar.whole]
    if not behind:
        return []
    worst = min(behind, key=lambda bar: bar.done / bar.whole)
    return [
        Chart(
            ChartKind.STRIP,
            f"{worst.label} is least often in order",
            "Schools in which each policy is in order; striped: those in which it is not",
            "in order",
            "overdue",
            bars,
        )
    ]


def _counts(standings: Sequence[Standing], listings: Mapping[str, str | None]) -> list[int]:
    counts = []
    for level in (MUST, SHOULD, OPEN):
        counted = [
            each.state
            for each in standings
            if level_of(each.duty.level) == level and each.state not in NOT_COUNTED
        ]
        counts += [sum(state in IN_ORDER for state in counted), len(counted)]
        counts.append(counted.count(OVERDUE))
    for listing in LISTINGS:
        counted = [
            each.state
            for each in standings
            if listings[each.policy] == listing and each.state not in NOT_COUNTED
        ]
        counts += [sum(state in IN_ORDER for state in counted), len(counted)]
    states = [each.state for each in standings]
    unknown = sum(each.duty.level == UNKNOWN for each in standings)
    settling = sum(state in SETTLING for state in states)
    return [*counts, settling, states.count(NOT_RECORDED), unknown]
