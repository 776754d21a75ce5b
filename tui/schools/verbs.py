"""The verbs of the national register of schools."""

from __future__ import annotations

from tui.command_line.verb import (
    DRY_RUN,
    Place,
    Verb,
    declare_place,
    declare_verb,
    flag,
    one_of,
    value,
)

_TABLE = one_of("--format", "text", "csv", "json", "md")
_OF_SCHOOL = value("--school", "NAME", "of this school only", kind="schools")
_OF_FIELD = value("--field", "FIELD", "of this field only, such as telephone")
_CHOSEN = (
    _OF_SCHOOL,
    _OF_FIELD,
    flag("--all", "everything that differs"),
    DRY_RUN,
)

declare_verb(
    Verb("register", "VERB", "the national register of schools", verbs=(
        Verb("register update", "FILE…", "read the department's extracts (CSV, or the ZIP)",
             "tui.schools.register_calls:update", (
                value("--as-of", "DATE", "the day of the files, whatever their names say"),
                flag("--older", "even if the register is newer"),
                flag("--smaller", "even if far fewer schools are left"),
                flag("--heads", "keep the names of heads as well"),
            ), takes="file", changes=True),
        Verb("register search", "WORDS", "schools by name, place, code, la:, trust: and more",
             "tui.schools.register_search_calls:search", (_TABLE,)),
        Verb("register status", "", "its day, its files, and what is wrong with them",
             "tui.schools.register_calls:status", (
                value("--anomalies", "KIND", "list them, of one kind or all", nargs="?", const=""),
                _TABLE,
            )),
        Verb("register differences", "", "what it says otherwise than your schools",
             "tui.schools.register_differences_calls:differences", (_OF_SCHOOL, _OF_FIELD, _TABLE)),
        Verb("register accept", "", "take over what it says, as one step of undo",
             "tui.schools.register_differences_calls:accept", _CHOSEN, changes=True),
        Verb("register keep", "", "keep ours of what differs",
             "tui.schools.register_differences_calls:keep", _CHOSEN, changes=True),
        Verb("register ended", "NAME", "a closed school: it converted, merged, split or ended",
             "tui.schools.ending_call:ended", (
                value("--signed-anew", "DATE", "the day on which it signed the Statement anew"),
                DRY_RUN,
            ), changes=True),
        Verb("register count", "", "the state-funded schools of an area",
             "tui.schools.register_search_calls:count", (
                value("--alliance", "NAME", "of this alliance's area", kind="alliances"),
                value("--hub", "AREA", "of a teaching school hub's area, such as NW10"),
                value("--district", "NAME", "of this district, and of others", action="append"),
                _TABLE,
            )),
        Verb("register figures", "FILE", "keep pupil premium figures by school and year",
             "tui.schools.register_calls:figures", (
                value("--year", "YEAR", "their year, where the file's name has none"),
            ), takes="file", changes=True),
        Verb("register back", "", "go back to the register before",
             "tui.schools.register_calls:back", changes=True),
    ))
)  # fmt: skip

declare_place(Place("register", "tui.schools.register_calls:lines_of_place"))
