"""Verbs about values that the register has otherwise than our schools: list, take, keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.problems import WrongCall
from data.tables.table import Column
from models.fields.dates import show_date
from models.fields.text import count_of
from models.schools.school import School
from tui.command_line.calls import Call, note, say_lines
from tui.command_line.tables import say_table
from tui.schools.register_calls import opened

if TYPE_CHECKING:
    from data.schools.register.differences import Comparison, Difference
    from data.schools.register.register import Register
    from data.store.store import Store


def differences(call: Call) -> int:
    """The values that the register has otherwise than our schools."""
    call.no_more()
    with opened(call) as register, call.open() as store:
        found = _compared(call, store, register)
        rows = [_difference_row(each) for each in found.differences]
        rows += _rows_of_heads(call, store, register)
        _note_compared(register, found, store, len(rows))
    columns = [
        Column("school", "School", width=20), Column("field", "Field", width=9),
        Column("ours", "Ours", width=14), Column("register", "Register", width=14),
        Column("changed", "Changed", "date", 10), Column("urn", "URN", "code", 6),
    ]  # fmt: skip
    if call.options.format == "text":
        names = ["", *(row[0] for row in rows)]
        rows = [
            ("" if row[0] == before else row[0], *row[1:])
            for before, row in zip(names, rows, strict=False)
        ]
    if rows or call.options.format != "text":
        say_table(call, "register-differences", "Differences", columns, rows)
    return 0


def accept(call: Call) -> int:
    """Set our schools' fields to what the register says, as one operation."""
    from data.schools.register.taking_over import accept as take

    really = _chosen(call)
    with opened(call) as register, call.open(changes=really) as store:
        found = _compared(call, store, register)
        if not really:
            say_lines([_in_words(each) for each in found.differences])
            note(f"{count_of(len(found.differences), 'value')} would be taken.")
            return 0
        done = take(store, register, found.differences)
        say_lines([_in_words(each) for each in done.taken])
    for line in (
        *done.followed,
        *done.refused,
        *(f"Saved, but: {warning}" for warning in done.warnings),
    ):
        note(line)
    if not done.taken and not done.refused:
        note("There is nothing to take: the register and your schools agree.")
    return 3 if done.refused and not done.taken else 0


def keep(call: Call) -> int:
    """Keep what our schools say where the register says something else, as one operation."""
    from data.schools.register.taking_over import keep as keep_ours

    really = _chosen(call)
    with opened(call) as register, call.open(changes=really) as store:
        found = _compared(call, store, register).differences
        if really:
            keep_ours(store, found)
        say_lines([_in_words(each) for each in found])
    are = "is" if len(found) == 1 else "are"
    note(f"{count_of(len(found), 'value')} {are if really else 'would be'} kept as ours.")
    return 0


def _chosen(call: Call) -> bool:
    """Whether something is to be done with the differences, after seeing that some were chosen."""
    call.no_more()
    options = call.options
    if not (options.all or options.school or options.field):
        raise WrongCall(
            "Which of the differences? Give --school NAME, --field FIELD or --all. "
            "See them with: alliance register differences"
        )
    return not options.dry_run


def _compared(call: Call, store: Store, register: Register) -> Comparison:
    from dataclasses import replace

    from data.schools.register.differences import compare_with
    from data.tables.finding import find_one
    from data.tables.parsing import unknown_field

    options = call.options
    keys = [find_one(store, School, options.school)] if options.school else None
    found = compare_with(store, register, keys)
    if options.field and options.field.lower() != "head":
        field = School.field_named(options.field)
        if field is None:
            raise WrongCall(unknown_field(School, options.field))
        wanted = [each for each in found.differences if each.attribute == field.attribute]
        found = replace(found, differences=tuple(wanted))
    elif options.field:
        found = replace(found, differences=())
    return found


def _rows_of_heads(call: Call, store: Store, register: Register) -> list[tuple[Any, ...]]:
    """The heads that differ; they are changed as posts, with the day on which they began."""
    if call.options.field and call.options.field.lower() != "head":
        return []
    from data.people.heads_in_register import compare_heads
    from data.tables.finding import find_one

    schools = store.find(School)
    if call.options.school:
        key = find_one(store, School, call.options.school)
        schools = [school for school in schools if school["key"] == key]
    return [
        (each.name, "Head", each.ours, each.register, None, each.urn)
        for each in compare_heads(store, register, schools)
    ]


def _difference_row(each: Difference) -> tuple[Any, ...]:
    field = School.field(each.attribute)
    ours, theirs = field.show(each.ours), field.show(each.register)
    return each.name, field.label, ours, theirs, each.since, each.urn


def _in_words(each: Difference) -> str:
    name, label, ours, theirs, *_ = _difference_row(each)
    return f"{name}: {label}: {ours or 'empty'} → {theirs}"


def _note_compared(register: Register, found: Comparison, store: Store, rows: int) -> None:
    from data.schools.register.lines import succession_in_words

    schools = count_of(store.count(School), "school")
    day = show_date(register.day)
    if not rows and not found.unknown:
        note(f"The register of {day} and your {schools} agree.")
    for each in found.differences:
        if each.attribute == "status" and each.register == "2":
            succession = register.successors(each.urn)
            followed = succession_in_words(register, succession)
            if succession.paths:
                followed = f"it goes on as {followed}"
            note(f"{each.name} has closed: {followed or 'no other school follows it'}.")
    if found.unknown:
        names = ", ".join(f"{school['name']} ({school['urn']})" for school in found.unknown[:10])
        more = f" and {len(found.unknown) - 10} more" if len(found.unknown) > 10 else ""
        note(f"Not in the register of {day}: {names}{more}.")
    if found.without_urn:
        note(f"{count_of(len(found.without_urn), 'school')} without a URN were not compared.")
