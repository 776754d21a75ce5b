"""The verb `import tracker`: a workbook of schools' policies, brought in as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, Refused, WrongCall
from models.alliances.catalogues import CATALOGUES
from models.fields.text import name_for_scripts, nearest
from tui.command_line.calls import Call, clean, note, say_lines, show_progress

if TYPE_CHECKING:
    from data.policies.tracker.plans import Choices, TrackerPlan


def import_tracker(call: Call) -> int:
    """Schools' policies and their approvals from a tracker; the plan is shown in either case."""
    from data.imports.importing import write_rejected
    from data.policies.tracker.carrying_out import carry_out
    from data.policies.tracker.planning import make_plan

    path = typed_path(call.next_word("FILE"))
    call.no_more()
    choices = _choices(call)
    really = not call.options.dry_run
    with call.open(changes=True, create=True) if really else call.open_to_try() as store:
        plan = make_plan(store, path, choices, show_progress)
        say_lines(plan.lines())
        _say_what_to_do(plan)
        if not really:
            return 0
        if not plan.empty:
            carry_out(store, plan, show_progress)
    kept = write_rejected(plan)
    if kept is not None:
        note(f"The rejected rows are in {kept}: correct them there and import that file.")
    return Refused.exit_code if plan.empty and plan.rejected else 0


def _say_what_to_do(plan: TrackerPlan) -> None:
    """Say which option would bring in what is left out. Raises Problem when nothing can be read."""
    if plan.missing:
        headings = [each.heading for each in plan.columns if each.heading and not each.meaning]
        example = headings[0] if headings else "Heading"
        raise Problem(
            f"Say which column it is, for example: --map {_quoted(f'{example}={plan.missing[0]}')}"
        )
    if plan.near:
        note(
            "Names that match only nearly are left out. Add --accept-near if all of them are right."
        )
    if any(fault.of == "policy" for fault in plan.faults):
        note("Titles that no catalogue has: add --add-policies to take them into Our own.")
    if plan.undecided:
        words = " or ".join(_quoted(CATALOGUES[name]) for name in plan.undecided)
        note(f"Titles that stand in several catalogues: add --catalogue {words}.")


def _choices(call: Call) -> Choices:
    from data.policies.tracker.plans import Choices

    return Choices(
        columns=dict(_mapped(text) for text in call.options.map or ()),
        catalogue=_catalogue(call.options.catalogue) if call.options.catalogue else "",
        every_near=call.options.accept_near,
        every_own=call.options.add_policies,
    )


def _mapped(text: str) -> tuple[str, str]:
    """A heading and the meaning that was given for it. Raises WrongCall."""
    from data.policies.tracker.columns import COLUMNS, label_of, meaning_named

    heading, sign, named = text.rpartition("=")
    meaning = meaning_named(named) if sign else None
    if not heading.strip() or meaning is None:
        labels = [label_of(name) for name in COLUMNS]
        raise WrongCall(
            f"--map “{clean(text)}”: write HEADING=FIELD, for example --map "
            f'"Ratified=Approved". The fields: {", ".join(labels)}; nothing leaves it out.'
        )
    return heading.strip(), meaning


def _catalogue(typed: str) -> str:
    """The catalogue that is called so. Raises WrongCall."""
    wanted = name_for_scripts(typed)
    named = {
        name_for_scripts(each): name for name in CATALOGUES for each in (name, CATALOGUES[name])
    }
    if wanted in named:
        return named[wanted]
    near = nearest(wanted, list(named))
    meant = (
        f"Did you mean {CATALOGUES[named[near]]}?"
        if near
        else f"There are: {', '.join(CATALOGUES.values())}."
    )
    raise WrongCall(f"--catalogue: there is none called “{clean(typed)}”. {meant}")


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
