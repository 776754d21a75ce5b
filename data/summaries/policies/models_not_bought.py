"""The schools that may not use a model policy, because they do not buy its service agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data.alliances.names import subject_of
from data.policies.agreements import GATED, NEVER_BOUGHT, Purchases
from data.policies.papers import DUTY_MEANS
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    asked_of_watched,
    duties_apart,
    kept_of_pairs,
    places_of,
    policies_by_key,
    shown_of,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Hint, Row
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.fields.values import Value
from models.policies.agreements import ServiceAgreement

if TYPE_CHECKING:
    from models.records.record import Values

USES_IT = State("Y", "Uses it, not bought", Tone.BAD)
NOT_SAID = State("?", "Not recorded", Tone.QUIET)
USES_ITS_OWN = State("N", "Uses its own", Tone.GOOD)

USES = {1: USES_IT, None: NOT_SAID, 0: USES_ITS_OWN}
"""What a school says of the model, the worst first."""

COLUMNS = (
    Column("school", "School", "text", 24),
    Column("policy", "Policy", "text", 24),
    Column("duty", "Duty", "text", 6, "Whether the school must or should have the policy."),
    Column("uses-model", "Model", "state", 19, "Whether the school says that it uses the model."),
    Column("agreement", "Agreement", "text", 24, "Under which alone the model is had."),
    Column("purchase", "Purchase", "state", 13, "Whether the school ever bought it."),
    Column("began", "From", "date", 10, "The first day of the newest purchase."),
    Column("ended", "Until", "date", 10, "The last day of the newest purchase."),
    Column("contact", "Contact", "text", 22, "Whom to ask about the agreement."),
    Column("email", "Email", "text", 28),
    Column("telephone", "Telephone", "code", 14),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each school and policy; first those that say they use the model all the same."""
    standing, purchases = board(books), Purchases(books)
    policies, uses = policies_by_key(books), kept_of_pairs(books, "uses_model")
    gated = {
        policy.key
        for policy in standing.policies
        if policies[policy.key]["model_availability"] == GATED
    }
    asked, notes = shown_of(
        books, limits, (each for each in asked_of_watched(standing) if each.policy in gated)
    )
    found = [
        each
        for each in asked
        if purchases.may_use_model(each.school, policies[each.policy]) is False
    ]
    _put_in_order(found, standing, uses)
    rows = _rows(books, standing, purchases, found, uses)
    told = [_answer(found, [each for each in found if uses.get(each.key) == 1], bool(gated))]
    told += _without_agreement(standing, policies, gated)
    paper = Paper(
        "Model policies that schools have not bought",
        "Models not bought",
        subject_of(books, limits.alliance, limits.school),
        "owners of models and school business managers",
        answer=[f"{each.strip('. ')}." for each in told[0].split(". ")],
        parts=[_by_school(rows) if limits.school else _by_policy(rows)],
        definitions=[DUTY_MEANS] if limits.school else [],
        left_out=[*told[1:], *notes],
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, told + notes, paper)


_AT = {column.name: at for at, column in enumerate(COLUMNS)}
_CAPTION = "Those that use the model all the same first"
_ON_PAPER = (
    Column("policy", "Policy", "text", 26),
    Column("agreement", "Agreement", "text", 24),
    Column("contact", "Contact", "text", 22),
    Column("count", "How many", "number", 8),
    Column("schools", "Schools", "text", 60),
)


def _by_school(rows: Sequence[Row]) -> Listing:
    """The rows one by one, by what the school says of the model."""
    uses = {row.key: _word_of(row.cells[_AT["uses-model"]]) for row in rows}
    return Listing(_CAPTION, COLUMNS, grouped(rows, uses), _SHOWN)


def _by_policy(rows: Sequence[Row]) -> Listing:
    """A line for each policy with its schools, by what they say of the model."""
    groups: dict[str, dict[tuple[Value, ...], list[Row]]] = {}
    for row in rows:
        of_policy = tuple(row.cells[_AT[name]] for name in ("policy", "agreement", "contact"))
        of_use = groups.setdefault(_word_of(row.cells[_AT["uses-model"]]), {})
        of_use.setdefault(of_policy, []).append(row)
    found = [
        Group(
            use,
            [
                row
                for of_policy, alike in sorted(policies.items(), key=lambda each: str(each[0][0]))
                for row in _lines(of_policy, alike)
            ],
            f"{sum(map(len, policies.values())):,}",
        )
        for use, policies in groups.items()
    ]
    shown = [Shown("policy"), Shown("agreement", under=("contact",), heading="Agreement, and whom "
             "to ask"), Shown("count"), Shown("schools")]  # fmt: skip
    return Listing(_CAPTION, _ON_PAPER, found, shown)


_IN_A_LINE = 20
"""Schools in a line: no page could be filled well with longer ones."""


def _lines(of_policy: tuple[Value, ...], rows: Sequence[Row]) -> list[Row]:
    """A line for the schools of a policy, or several where they are very many."""
    return [
        Row(
            "",
            (*of_policy, len(some := rows[at : at + _IN_A_LINE]), "; ".join(map(_school_of, some))),
        )
        for at in range(0, len(rows), _IN_A_LINE)
    ]


def _school_of(row: Row) -> str:
    """The school of a row, with the day on which what it bought ended."""
    ended = row.cells[_AT["ended"]]
    until = f" (until {show_date(ended)})" if isinstance(ended, date) else ""
    return f"{row.cells[_AT['school']]}{until}"


def _put_in_order(found: list[Standing], standing: Board, uses: Mapping[str, Any]) -> None:
    """Whoever uses the model all the same first, then in the order of schools and policies."""
    ways, places = list(USES), places_of(standing)
    schools = {school: place for place, school in enumerate(standing.schools)}
    found.sort(
        key=lambda each: (
            ways.index(uses.get(each.key)),
            schools[each.school],
            places[each.policy],
        )
    )


def _without_agreement(
    standing: Board, policies: Mapping[str, Values], gated: Iterable[str]
) -> list[str]:
    """The policies whose model must be bought, and that do not say under which agreement."""
    titles = titles_of(standing)
    unnamed = sorted({titles[key] for key in gated if policies[key]["agreement"] is None})
    if not unnamed:
        return []
    return [
        f"The policy does not say under which agreement its model is had: {'; '.join(unnamed)}.",
        Hint("Choose it under Agreement in the policy's form."),
    ]


def _rows(
    books: Books,
    standing: Board,
    purchases: Purchases,
    found: Sequence[Standing],
    uses: Mapping[str, Any],
) -> list[Row]:
    policies, titles = policies_by_key(books), titles_of(standing)
    agreements = {str(values["key"]): values for values in books.find(ServiceAgreement)}
    rows = []
    for each in found:
        agreement = agreements[str(policies[each.policy]["agreement"])]
        newest = purchases.newest(each.school, str(agreement["key"]))
        cells = (
            standing.schools[each.school].name,
            titles[each.policy],
            each.duty.level.capitalize(),
            USES[uses.get(each.key)],
            agreement["name"],
            newest.state_on(books.today) if newest else NEVER_BOUGHT,
            newest.began if newest else None,
            newest.ended if newest else None,
            _contact(agreement),
            agreement["email"],
            agreement["telephone"],
        )
        rows.append(Row(each.pair, cells))
    return rows


def _answer(found: Sequence[Standing], used: Sequence[Standing], are_gated: bool) -> str:
    """How many schools lack how many models, and how many are used all the same."""
    if found:
        schools = len({each.school for each in found})
        models = count_of(len(found), "model is", "models are")
        told = f"{models} not bought, in {count_of(schools, 'school')}."
        if not used:
            return f"{told} None of them is used."
        return f"{told} Used all the same: {duties_apart(used)}."
    if are_gated:
        return "Nobody lacks a model for want of an agreement that is named."
    return "No policy that is asked for has a model that must be bought."


_SHOWN = (
    Shown("school"),
    Shown("policy"),
    Shown("duty", 2),
    Shown("agreement", under=("contact",), heading="Agreement, and whom to ask"),
    Shown("purchase"),
    Shown("ended", 2, heading="Until"),
)


def _word_of(use: Value) -> str:
    return use.word if isinstance(use, State) else ""


def _contact(agreement: Values) -> str | None:
    contact = agreement["contact"] or agreement["provider"]
    return None if contact is None else str(contact)
