"""The call `import workbook`: several sheets of one file, as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Refused, WrongCall
from models.fields.text import enumerated
from tui.command_line.calls import Call, clean, kind_named, note, refusal, say_lines, show_progress

if TYPE_CHECKING:
    from pathlib import Path

    from data.imports.whole_workbooks import WorkbookPlan

_WARNINGS_SHOWN = 10


def import_workbook(call: Call) -> int:
    """The rows of all sheets, each of the kind that its headings say; the plan is shown first."""
    from data.imports.whole_workbooks import carry_out_workbook, plan_workbook

    path = typed_path(call.next_word("FILE"))
    call.no_more()
    kinds = _kinds(call, path)
    really = not call.options.dry_run
    with call.open(changes=True, create=True) if really else call.open_to_rehearse() as store:
        plan = plan_workbook(store, path, kinds, show_progress)
        say_lines(plan.lines())
        if not really:
            return 0
        if plan.older and not call.options.older:
            raise refusal(f"{plan.older} Nothing was imported. Add --older to import it.")
        if plan.empty:
            note("There is nothing to import.")
        else:
            done = carry_out_workbook(store, plan, show_progress)
            for warning in done.warnings[:_WARNINGS_SHOWN]:
                note(f"Saved, but: {warning.message}")
            if len(done.warnings) > _WARNINGS_SHOWN:
                note(f"… and {len(done.warnings) - _WARNINGS_SHOWN:,} more of this kind.")
    _write_rejected(plan)
    return Refused.exit_code if plan.empty and plan.rejected else 0


def _write_rejected(plan: WorkbookPlan) -> None:
    from data.imports.whole_workbooks import write_rejected_of_sheets

    kept = [str(each) for each in write_rejected_of_sheets(plan)]
    if kept:
        note(f"The rejected rows are in {enumerated(kept, 'and')}: correct them and import those.")


def _kinds(call: Call, path: Path) -> dict[str, str]:
    """What --sheet says of the sheets; where it names some, the others are left out."""
    if not call.options.sheet:
        return {}
    from data.imports.other_sheets import other_sheets
    from data.imports.sheet_kinds import sheets_with_rows
    from data.imports.whole_workbooks import LEFT_OUT

    there = {each.name.strip().casefold(): each.name for each in sheets_with_rows(path)}
    kinds = dict.fromkeys(there.values(), LEFT_OUT)
    for text in call.options.sheet:
        name = there.get(text.strip().casefold())
        named = ""
        if name is None:
            before, _, named = text.rpartition("=")
            name = there.get(before.strip().casefold())
        if name is None:
            sheets = enumerated([f"“{clean(each)}”" for each in there.values()], "and")
            raise WrongCall(
                f"--sheet “{clean(text)}”: there is no such sheet with rows. There are: {sheets}."
            )
        if not named:
            del kinds[name]
        elif any(named.strip() == each.NAME for each in other_sheets()):
            kinds[name] = named.strip()
        else:
            kinds[name] = kind_named(named).kind
    return kinds
