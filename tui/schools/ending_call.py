"""The verb about a school that has closed: convert, merge, split or end it."""

from __future__ import annotations

from data.problems import WrongCall
from models.fields.choice_fields import YesNoField
from models.records.record import Values
from models.schools.school import School
from tui.command_line.calls import Call, note, say, say_lines


def ended(call: Call) -> int:
    """Convert, merge, split or end a school, as one step of undo.

    What could be answered with yes or no is answered with yes.
    """
    from data.schools.endings import asked_of, carry_out, end_of, title_of, told_of
    from data.tables.finding import find_one

    name = call.rest("NAME")
    typed, really = call.options.signed_anew, not call.options.dry_run
    with call.open(changes=really) as store:
        end = end_of(store, find_one(store, School, name))
        asked = asked_of(store, end)
        say(f"{title_of(end)}.")
        say_lines([f"  {line}" for line in told_of(store, end)])
        answers: Values = {each: True for each, field in asked if isinstance(field, YesNoField)}
        if typed is not None:
            if "signed_anew" not in [each for each, _ in asked]:
                raise WrongCall("It had not signed: leave out --signed-anew.")
            answers["signed_anew"] = call.day("--signed-anew", typed, "01/09/2026")
        if not really:
            note("Nothing was changed: that is what would be done.")
            return 0
        done = carry_out(store, end, answers)
    if done.warnings:
        note(f"Saved, but: {done.warnings}")
    return 0
