"""Approvals of schools' policies, and what else is recorded with a form for one or many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import document_parts, matrix_entry
from data.approvals import (
    APPROVAL,
    Cells,
    LastApproval,
    in_words,
    newest_approval_by,
    newest_review,
    record_again,
)
from data.document_parts import Forms
from data.policies.recording import copy_of
from models.field import DeskField
from models.fields import ChoiceField
from models.policies import REVIEW_KINDS, Policy, Review, SchoolPolicy
from models.records import Values
from models.rules.reviews import WITHDRAWN
from models.schools import School
from tui.actions.cells import (
    Meant,
    Outcome,
    cells_meant,
    cells_name,
    cells_that_apply,
    go_on,
    outcome_of,
)
from tui.matrix_sections import LetteredSection, holds_policies
from tui.saying import say_done

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.changes import Change
    from data.store import Store
    from tui.desk import Desk

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
    from data.entry import meant, show_values
    from tui.screens import ask_until_accepted

    meant_here = await _cells_to_approve(desk, cells)
    if meant_here is None:
        return
    section, those = meant_here
    chosen = those.cells
    last = desk.last_approval.values if desk.last_approval else None
    schools = frozenset(school for school, _ in chosen)

    def begin(store: Store) -> tuple[str, dict[str, str]]:
        only_live = all(
            (store.get(Policy, policy) or {}).get("renewal") == "live"
            for policy in {policy for _, policy in chosen}
        )
        kind = "checked" if only_live else "approved"
        values: Values = last or {"kind_of_review": kind, "reviewed": store.today}
        return cells_name(store, section, list(chosen)), show_values(store, Review, values)

    name, shown = await desk.books.run(begin)
    recorded: list[LastApproval] = []

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        recorded.append(LastApproval(meant(store, Review, typed), schools))
        return _record(store, section, those, recorded[-1])

    title = f"Approval: {name}. {those.note}" if those.note else f"Approval: {name}"
    at = _MINUTE if last and any(last.get(each) for each in _DETAILS) else 0
    done = await ask_until_accepted(desk, title, approval_fields(), shown, save, at=at)
    if done is not None:
        desk.last_approval = recorded[-1]
        go_on(desk, section, done)


async def repeat(desk: Desk, cells: Cells | None = None, whole: bool = False) -> None:
    """Record the same approval as last time: of this session, else the newest of this user.

    The minute and the evidence are those of one school: another one has them only when the `whole`
    of it is wanted.
    """
    from tui.screens import Confirm

    meant_here = await _cells_to_approve(desk, cells)
    if meant_here is None:
        return
    section, those = meant_here
    chosen = those.cells
    if desk.last_approval is None:
        found, name = await desk.books.run(
            lambda store: (
                newest_approval_by(store, store.who), cells_name(store, section, list(chosen))
            )
        )  # fmt: skip
        if found is None:
            desk.say(
                f"There is no approval yet to repeat: {desk.keys.word('add')} records one, "
                f"then {desk.keys.word('repeat')} repeats it.",
                "warn",
            )
            return
        details = [f"For {name}.", "It is the newest that you recorded."]
        shown = found.at(chosen[0][0])
        if shown["evidence"]:
            details.append(f"Evidence: {shown['evidence']}")
        if not await desk.push_screen_wait(Confirm(f"{in_words(shown)}?", details, "record it")):
            desk.say("Nothing was recorded.", "info")
            return
        desk.last_approval = found
    approval = desk.last_approval
    if whole:
        schools = frozenset(school for school, _ in chosen)
        approval = approval._replace(schools=approval.schools | schools)
    done = await desk.books.run(lambda store: _record(store, section, those, approval))
    go_on(desk, section, done)


def _record(
    store: Store, section: LetteredSection, those: Meant, approval: LastApproval
) -> Outcome:
    """Record an approval for all these cells, in one operation."""
    cells, note = those
    shared = approval.for_all(cells)
    if shared != approval.values:
        note = f"{note} Without the other school's minute and evidence.".strip()
    label = f"{in_words(shared)}: {cells_name(store, section, cells)}"
    with store.operation(label) as change:
        count = record_again(change, cells, approval)
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


async def stand_in_another(desk: Desk, cells: Cells) -> None:
    """Ask for the document in which these stand; none lets them stand alone again."""
    await _ask_and_note(desk, cells, "Stands in", ("stands_in",), {}, matrix_entry.stand_in, True)


async def _ask_and_note(
    desk: Desk,
    cells: Cells,
    what: str,
    names: tuple[str, ...],
    shown: dict[str, str],
    note: Callable[[Change, Cells, Values], None],
    of_the_duty: bool = False,
) -> None:
    """Ask for fields of a school's policy, and note the same of all these.

    What is said `of_the_duty` is noted there also where the document is recorded elsewhere.
    """
    from data.entry import meant, show_values
    from tui.screens import ask_until_accepted

    section = desk.section
    assert isinstance(section, LetteredSection)
    meant_all = Meant(list(cells))
    those = meant_all if of_the_duty else await cells_that_apply(desk, section, meant_all.cells)
    if those is None:
        return
    cells, nothing = those.cells, "no other document" if of_the_duty else "no day"

    def begin(store: Store) -> tuple[str, dict[str, str]]:
        name = cells_name(store, section, list(cells))
        school, policy = cells[0]
        own = next(iter(store.find(SchoolPolicy, school=school, policy=policy)), None)
        copy = own if of_the_duty else copy_of(store, school, policy)
        copy = copy if len(cells) == 1 else None
        kept: Values = {each: copy[each] for each in names if copy and copy[each]}
        newest = newest_review(store, school, policy)
        if newest and str(kept.get("published")) < str(newest["reviewed"]):
            # The version that is there is the one before: what is noted now is the new one's day.
            kept.pop("published", None)
        return name, shown | show_values(store, SchoolPolicy, kept)

    name, begun = await desk.books.run(begin)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, SchoolPolicy, typed)
        said = store.show(SchoolPolicy, names[0], values[names[0]]) or nothing
        label = f"{what} {said}: {name}"
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
    from tui.actions.records import add_record

    if holds_policies(desk.section) and desk.section.grid.cursor_key:
        await approve(desk)
    else:
        await add_record(desk)
