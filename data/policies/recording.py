"""Recording approvals and other dates of schools' policies: each function is one operation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from data.policies import document_parts, letters
from data.policies.approvals import LastApproval, correct, in_words, record_again, withdraw
from data.policies.document_parts import Forms
from data.policies.matrix import PolicyCells
from data.policies.settling_in import settle_members, settled_in_words
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from data.tables.matrix import Cells
from models.fields.values import Value
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School


def record_approvals(
    store: Store, matrix: PolicyCells, cells: Cells, approval: LastApproval, note: str = ""
) -> Outcome:
    """Record the same approval for all these cells; those that have it already stay as they are.

    Another school than those for which it was typed has it without minute and evidence. Raises
    Refused when a rule forbids it for one of them: then none is recorded.
    """
    shared = approval.for_all(cells)
    if shared != approval.values:
        note = f"{note} Without the other school's minute and evidence.".strip()
    label = f"{in_words(shared)}: {matrix.name_of(store, cells)}"
    with store.operation(label) as change:
        count = record_again(change, cells, approval)
    if 0 < count < len(cells):
        note = f"{note} {len(cells) - count} of {len(cells)} recorded already.".strip()
    return outcome_of(change, label, "Recorded already", note)


def record_publication(
    store: Store, matrix: PolicyCells, cells: Cells, values: Values, note: str = ""
) -> Outcome:
    """Note the day (and the address) of these policies on the website."""
    what = f"Published {_day(values, 'published')}"
    return _record(store, matrix, cells, values, what, letters.publish, note)


def record_next_review(
    store: Store, matrix: PolicyCells, cells: Cells, values: Values, note: str = ""
) -> Outcome:
    """Set the next review of these policies on another day than their cycle gives."""
    what = f"Next review {_day(values, 'next_review')}"
    return _record(store, matrix, cells, values, what, letters.set_next_review, note)


def record_document(
    store: Store, matrix: PolicyCells, cells: Cells, values: Values, note: str = ""
) -> Outcome:
    """Note in which other document these policies stand; none lets them stand alone again."""
    other = store.show(SchoolPolicy, "stands_in", values["stands_in"]) or "no other document"
    return _record(store, matrix, cells, values, f"Stands in {other}", letters.stand_in, note)


def settle_schools(store: Store, alliance: str, day: date | None) -> Outcome:
    """Set the day by which all schools of an alliance have settled in; None to start again."""
    label = settled_in_words(store, alliance, day)
    with store.operation(label) as change:
        settle_members(change, alliance, day)
    return outcome_of(change, label)


def change_form(store: Store, school: str, forms: Forms) -> Outcome:
    """Note that a school holds a document in parts, or as one again."""
    how = "in one document" if forms.in_parts else "in its parts"
    label = f"{forms.title} {how}: {store.name_of(School, school)}"
    with store.operation(label) as change:
        if forms.in_parts:
            document_parts.hold_in_one(change, school, forms)
        else:
            document_parts.hold_in_parts(change, school, forms)
    return outcome_of(change, label)


def correct_review(store: Store, key: str, right: Values) -> Outcome:
    """Replace a review with a corrected entry. Raises Refused when nothing is different."""
    label = f"Corrected: {store.name_of(Review, key)}"
    with store.operation(label) as change:
        correct(change, key, right)
    return outcome_of(change, label)


def withdraw_review(store: Store, key: str, reason: Value) -> Outcome:
    """Note that a review never took place, and why."""
    label = f"Withdrawn: {store.name_of(Review, key)}"
    with store.operation(label) as change:
        withdraw(change, key, reason)
    return outcome_of(change, label)


def _record(
    store: Store,
    matrix: PolicyCells,
    cells: Cells,
    values: Values,
    what: str,
    write: Callable[[Change, Cells, Values], None],
    note: str,
) -> Outcome:
    label = f"{what}: {matrix.name_of(store, cells)}"
    with store.operation(label) as change:
        write(change, cells, values)
    return outcome_of(change, label, note=note)


def _day(values: Values, attribute: str) -> str:
    return SchoolPolicy.field(attribute).show(values[attribute]) or "no day"
