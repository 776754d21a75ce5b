"""Approvals of schools' policies, and what else is recorded with a form for one or many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policies import document_parts
from data.policies import letters as matrix_entry
from data.policies.approvals import (
    APPROVAL,
    Cells,
    in_words,
    newest_approval_by,
    newest_review,
    record_approval,
)
from data.policies.document_parts import Forms
from models.fields.choice_fields import ChoiceField
from models.fields.field import DeskField
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS, Review
from models.policies.review_rules import WITHDRAWN
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School
from tui.commands.cells import Meant, Outcome, go_on, outcome_of
from tui.commands.outcome import say_done
from tui.policies.cells import cells_meant, cells_name, cells_that_apply
from tui.policies.sections import LetteredSection, holds_policies

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.store.change import Change
    from data.store.store import Store
    from tui.desk.app import Desk

_MINUTE = APPROVAL.index("minute")
_DETAILS = APPROVAL[2:]


def approval_fields() -> list[tuple[str, DeskField]]:
    """The fields of an approval. A withdrawal is none, so that it is not among the kinds."""
    kind = Review.field("kind_of_review")
    kinds = {name: word for name, word in REVIEW_KINDS.items() if name != WITHDRAWN}
    fields: list[tuple[str, DeskField]] = [
        (APPROVAL[0], ChoiceField(kind.label, "Approved, or only checked.", choices=kinds,
                                  required=True))
    ]  # fmt: skip
    return fields + [(name, Review.field(name)) for name in APPROVAL[1:]]


async def _cells_to_approve(
    desk: Desk, cells: Cells | None
) -> tuple[LetteredSection, Meant] | None:
    """These cells, or else the cursor's or all marked ones, without those that do not apply."""
    section = desk.section
    if not isinstance(section, LetteredSection):
        return None
    everything = await cells_meant(desk, section) if cells is None else cells
    those = await cells_that_apply(desk, section, list(everything))
    return None if those is None else (section, those)


async def approve(desk: Desk, cells: Cells | None = None) -> None:
    """Ask for an approval and record it for the cursor's cell, or for all that are marked.

    It begins with what the last one in this session had: of a meeting's approvals often only the
    minute differs.
    """
    from data.tables.parsing import meant, show_values
    from tui.forms.questions import ask_until_accepted

    meant_here = await _cells_to_approve(desk, cells)
    if meant_here is None:
        return
    section, those = meant_here
    chosen = those.cells
    last = desk.last_approval

    def begin(store: Store) -> tuple[str, dict[str, str]]:
        only_live = all(
            (store.get(Policy, policy) or {}).get("renewal") == "live"
            for policy in {policy for _, policy in chosen}
        )
        kind = "checked" if only_live else "approved"
        values: Values = last or {"kind_of_review": kind, "reviewed": store.today}
        return cells_name(store, section, list(chosen)), show_values(store, Review, values)

    name, shown = await desk.books.run(begin)
    recorded: list[Values] = []

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        recorded.append(meant(store, Review, typed))
        return _record(store, section, those, recorded[-1])

    title = f"Approval: {name}. {those.note}" if those.note else f"Approval: {name}"
    at = _MINUTE if last and any(last.get(each) for each in _DETAILS) else 0
    done = await ask_until_accepted(desk, title, approval_fields(), shown, save, at=at)
    if done is not None:
        desk.last_approval = recorded[-1]
        go_on(desk, section, done)


async def repeat(desk: Desk, cells: Cells | None = None) -> None:
    """Record the same approval as last time: of this session, else the newest of this user."""
    from tui.dialogs.ask import Confirm

    meant_here = await _cells_to_approve(desk, cells)
    if meant_here is None:
        return
    section, those = meant_here
    chosen = those.cells
    if desk.last_approval is None:
        found, name = await desk.books.run(
            lambda store: (
                newest_approval_by(store, store.session.who),
                cells_name(store, section, list(chosen)),
            )
        )
        if found is None:
            desk.say(
                f"There is no approval yet to repeat: {desk.keys.word('add')} records one, "
                f"then {desk.keys.word('repeat')} repeats it.",
                "warn",
            )
            return
        details = [f"For {name}.", "It is the newest that you recorded."]
        if found["evidence"]:
            details.append(f"Evidence: {found['evidence']}")
        if not await desk.push_screen_wait(Confirm(f"{in_words(found)}?", details, "record it")):
            desk.say("Nothing was recorded.", "info")
            return
        desk.last_approval = found
    approval = desk.last_approval
    done = await desk.books.run(lambda store: _record(store, section, those, approval))
    go_on(desk, section, done)


def _record(store: Store, section: LetteredSection, those: Meant, approval: Values) -> Outcome:
    """Record an approval for all these cells, in one operation."""
    cells, note = those
    label = f"{in_words(approval)}: {cells_name(store, section, cells)}"
    with store.operation(label) as change:
        count = record_approval(change, cells, approval)
    if 0 < count < len(cells):
        note = f"{note} {len(cells) - count} of {len(cells)} recorded already.".strip()
    return outcome_of(change, label, "Recorded already", note)


# Publication, the next review, and the form of a document


async def publish(desk: Desk, cells: Cells) -> None:
    """Ask when and where something was published, and note it."""
    names = ("published", "published_at") if len(cells) == 1 else ("published",)
    shown = {"published": SchoolPolicy.field("published").show(desk.today)}

    await _ask_and_note(desk, cells, "Published", names, shown, matrix_entry.publish)


async def set_next_review(desk: Desk, cells: Cells) -> None:
    """Ask for the day of the next review and why it is not the cycle's; an empty day is."""
    names = ("next_review", "reason")
    await _ask_and_note(desk, cells, "Next review", names, {}, matrix_entry.set_next_review)


async def _ask_and_note(
    desk: Desk,
    cells: Cells,
    what: str,
    names: tuple[str, ...],
    shown: dict[str, str],
    note: Callable[[Change, Cells, Values], None],
) -> None:
    """Ask for fields of a school's policy, and note the same of all these."""
    from data.tables.parsing import meant, show_values
    from tui.forms.questions import ask_until_accepted

    section = desk.section
    assert isinstance(section, LetteredSection)
    those = await cells_that_apply(desk, section, list(cells))
    if those is None:
        return
    cells = those.cells

    def begin(store: Store) -> tuple[str, dict[str, str]]:
        name = cells_name(store, section, list(cells))
        school, policy = cells[0]
        copies = store.find(SchoolPolicy, school=school, policy=policy) if len(cells) == 1 else []
        kept: Values = {each: copies[0][each] for each in names if copies and copies[0][each]}
        newest = newest_review(store, school, policy)
        if newest and str(kept.get("published")) < str(newest["reviewed"]):
            # The version that is there is the one before: what is noted now is the new one's day.
            kept.pop("published", None)
        return name, shown | show_values(store, SchoolPolicy, kept)

    name, begun = await desk.books.run(begin)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, SchoolPolicy, typed)
        day = SchoolPolicy.field(names[0]).show(values[names[0]]) or "no day"
        label = f"{what} {day}: {name}"
        with store.operation(label) as change:
            note(change, cells, values)
        return outcome_of(change, label, note=those.note)

    fields: list[tuple[str, DeskField]] = [(each, SchoolPolicy.field(each)) for each in names]
    done = await ask_until_accepted(desk, f"{what}: {name}", fields, begun, save)
    if done is not None:
        go_on(desk, section, done)


async def change_form(desk: Desk, school: str, forms: Forms) -> None:
    """Let the school hold a document in its parts, or in one again."""
    section = desk.section
    assert isinstance(section, LetteredSection)

    def save(store: Store) -> str:
        how = "in one document" if forms.in_parts else "in its parts"
        label = f"{forms.title} {how}: {store.name_of(School, school)}"
        with store.operation(label) as change:
            if forms.in_parts:
                document_parts.hold_in_one(change, school, forms)
            else:
                document_parts.hold_in_parts(change, school, forms)
        return label

    label = await desk.books.run(save)
    say_done(desk, label, "", SchoolPolicy)


async def approve_or_add(desk: Desk) -> None:
    """What the key for adding does: an approval where policies stand, a record elsewhere."""
    from tui.commands.records import add_record

    if holds_policies(desk.section) and desk.section.grid.cursor_key:
        await approve(desk)
    else:
        await add_record(desk)
