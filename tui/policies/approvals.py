"""Recording approvals and other dates of schools' policies, for one or for many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.policies import recording
from data.policies.approvals import (
    APPROVAL,
    LastApproval,
    in_words,
    newest_approval_by,
    newest_review,
)
from data.policies.copies import copy_of
from data.policies.document_parts import Forms
from data.policies.matrix import PolicyCells
from data.store.books import Books
from data.store.history import operating_system_user
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.matrix import Cells
from data.tables.parsing import meant, show_values
from models.fields.choice_fields import ChoiceField
from models.fields.field import DeskField
from models.policies.policy import Policy
from models.policies.review import REVIEW_KINDS, Review
from models.policies.review_rules import WITHDRAWN
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.commands.picking import pick_cells
from tui.commands.records import add_record
from tui.dialogs.ask import Confirm
from tui.forms.questions import ask_until_accepted
from tui.policies.last_approval import last_approval, remember_approval
from tui.policies.sections import OfPoliciesSection
from tui.sections.matrix import MatrixSection
from tui.workbench.workbench import Workbench

_MINUTE = APPROVAL.index("minute")
_DETAILS = ("approved_by", "minute", "evidence")


def approval_fields() -> list[tuple[str, DeskField]]:
    """The fields of an approval. A withdrawal is none, so that it is not among the kinds."""
    kind = Review.field("kind_of_review")
    kinds = {name: word for name, word in REVIEW_KINDS.items() if name != WITHDRAWN}
    chosen = ChoiceField(kind.label, "Approved, or only checked.", choices=kinds, required=True)
    return [(name, chosen if name == kind.attribute else Review.field(name)) for name in APPROVAL]


async def _cells_to_record(
    bench: Workbench, cells: Cells | None
) -> tuple[OfPoliciesSection, PolicyCells, Cells, str] | None:
    """The section in front, where its policies stood, and these of them (or the cursor's).

    Without those that do not apply, of which the last text tells. None when the answer is no.
    """
    section = bench.section
    if not isinstance(section, OfPoliciesSection):
        return None
    everything = await section.cells_meant() if cells is None else cells
    those = await section.select_applicable(everything)
    seen = section.policies_seen
    return None if those is None or seen is None else (section, seen, those.cells, those.note)


async def approve(
    bench: Workbench, cells: Cells | None = None, *, another_meeting: bool = False
) -> bool:
    """Ask for an approval and record it for the cursor's cell, or for all that are marked.

    It begins with what the last one in this session had: of a meeting's approvals often only the
    minute differs. Of `another_meeting` at another school it is empty, and the day comes first.
    Where there is no policy to approve, a record is added. Says whether an approval was recorded.
    """
    if not bench.section.grid.cursor_key:
        await add_record(bench)
        return False
    found = await _cells_to_record(bench, cells)
    if found is None:
        return False
    section, seen, chosen, note = found
    remembered = last_approval(bench)
    schools = frozenset(school for school, _ in chosen)
    goes_on = not another_meeting or (remembered is not None and schools <= remembered.schools)
    last = remembered and (remembered.values if goes_on else remembered.for_all(chosen))

    def begin(books: Books) -> tuple[str, list[list[str]], dict[str, str]]:
        policies = books.get_many(Policy, list({policy for _, policy in chosen}))
        only_live = all(each["renewal"] == "live" for each in policies.values())
        kind = "checked" if policies and only_live else "approved"
        values: Values = last or {"kind_of_review": kind, "reviewed": books.today}
        names = seen.names_in(books, chosen)
        return seen.name_of(books, chosen), names, show_values(books, Review, values)

    name, names, shown = await bench.books.read(begin)
    recorded: list[LastApproval] = []

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        recorded.append(LastApproval(meant(store, Review, typed), schools))
        return recording.record_approvals(store, seen, chosen, recorded[-1], note)

    title = f"Approval: {name}. {note}" if note else f"Approval: {name}"
    at = _MINUTE if last and goes_on and any(last.get(each) for each in _DETAILS) else 0
    done = await ask_until_accepted(
        bench, title, approval_fields(), shown, save, at=at, names=names
    )
    if done is None:
        return False
    remember_approval(bench, recorded[-1])
    section.go_on(done)
    return True


async def pick_and_approve(bench: Workbench) -> None:
    """Ask which cells were approved, and for the approval of all of them; or record the last again.

    Once that is done they are marked no longer, so that the next row begins afresh.
    """
    grid = bench.section.grid
    chosen = await pick_cells(bench, [("add", "approve"), ("repeat", "same")])
    if chosen == "add":
        done = await approve(bench, another_meeting=True)
    else:
        done = chosen == "repeat" and await repeat(bench)
    if done:
        grid.clear_marks()


async def repeat(bench: Workbench, cells: Cells | None = None, whole: bool = False) -> bool:
    """Record the same approval as last time: of this session, else the newest of this user.

    The minute and the evidence are those of one school: another one has them only when the `whole`
    of it is wanted. Says whether it was recorded.
    """
    in_front = bench.section
    matrix = in_front if cells is None and isinstance(in_front, MatrixSection) else None
    if matrix is not None and matrix.asks_first(bench.keys.word("repeat")):
        return False
    found = await _cells_to_record(bench, cells)
    if found is None:
        return False
    section, seen, chosen, note = found
    approval = last_approval(bench)
    if approval is None:
        approval = await _agreed_approval(bench, seen, chosen)
        if approval is None:
            return False
        remember_approval(bench, approval)
    if whole:
        schools = frozenset(school for school, _ in chosen)
        approval = approval._replace(schools=approval.schools | schools)
    repeated = approval
    done = await bench.books.write(
        lambda store: recording.record_approvals(store, seen, chosen, repeated, note)
    )
    section.go_on(done)
    return True


async def _agreed_approval(
    bench: Workbench, seen: PolicyCells, cells: Cells
) -> LastApproval | None:
    """The newest approval of this user, when it is agreed that it is the one to repeat."""
    who = operating_system_user()
    found, name = await bench.books.read(
        lambda books: (newest_approval_by(books, who), seen.name_of(books, cells))
    )
    if found is None:
        bench.say(
            f"There is no approval yet to repeat: {bench.keys.word('add')} records one, "
            f"then {bench.keys.word('repeat')} repeats it.",
            "warn",
        )
        return None
    details = [f"For {name}.", "It is the newest that you recorded."]
    shown = found.at(cells[0][0])
    if shown["evidence"]:
        details.append(f"Evidence: {shown['evidence']}")
    if await bench.ask(Confirm(f"{in_words(shown)}?", details, "record it")):
        return found
    bench.say("Nothing was recorded.", "info")
    return None


# Publication, the next review, and the form of a document


async def publish(bench: Workbench, cells: Cells) -> None:
    """Ask when and where something was published, and note it."""
    names = ("published", "published_at") if len(cells) == 1 else ("published",)
    shown = {"published": SchoolPolicy.field("published").show(bench.today)}
    await _ask_and_note(bench, cells, "Published", names, shown, recording.record_publication)


async def set_next_review(bench: Workbench, cells: Cells) -> None:
    """Ask for the day of the next review and why it is not the cycle's; an empty day is."""
    names = ("next_review", "reason")
    await _ask_and_note(bench, cells, "Next review", names, {}, recording.record_next_review)


async def stand_in_another(bench: Workbench, cells: Cells) -> None:
    """Ask for the document in which these stand; none lets them stand alone again."""
    record = recording.record_document
    await _ask_and_note(bench, cells, "Stands in", ("stands_in",), {}, record, of_the_duty=True)


async def _ask_and_note(
    bench: Workbench,
    cells: Cells,
    what: str,
    names: Sequence[str],
    shown: dict[str, str],
    record: Callable[[Store, PolicyCells, Cells, Values, str], Outcome],
    *,
    of_the_duty: bool = False,
) -> None:
    """Ask for fields of a school's policy, and note the same of all these.

    What is said `of_the_duty` is noted there also where the document is recorded elsewhere.
    """
    found = await _cells_to_record(bench, cells)
    if found is None:
        return
    section, seen, chosen, note = found
    if of_the_duty:
        chosen, note = cells, ""

    def begin(books: Books) -> tuple[str, dict[str, str]]:
        school, policy = chosen[0]
        own = next(iter(books.find(SchoolPolicy, school=school, policy=policy)), None)
        copy = own if of_the_duty else copy_of(books, school, policy)
        copy = copy if len(chosen) == 1 else None
        kept: Values = {each: copy[each] for each in names if copy and copy[each]}
        newest = newest_review(books, school, policy)
        if newest and str(kept.get("published")) < str(newest["reviewed"]):
            # The version that is there is the one before: what is noted now is the new one's day.
            kept.pop("published", None)
        return seen.name_of(books, chosen), shown | show_values(books, SchoolPolicy, kept)

    name, begun = await bench.books.read(begin)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return record(store, seen, chosen, meant(store, SchoolPolicy, typed), note)

    fields: list[tuple[str, DeskField]] = [(each, SchoolPolicy.field(each)) for each in names]
    done = await ask_until_accepted(bench, f"{what}: {name}", fields, begun, save)
    if done is not None:
        section.go_on(done)


async def change_form(bench: Workbench, school: str, forms: Forms) -> None:
    """Note that the school holds a document in parts, or as one again."""
    done = await bench.books.write(lambda store: recording.change_form(store, school, forms))
    say_done(bench, done)
