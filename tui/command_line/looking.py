"""Verbs that look: list, show, export, history, where, check, completion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.problems import StoreProblem, WrongCall
from models.fields.text import count_of, nearest
from tui.command_line import calls
from tui.command_line.calls import Call, note, say, say_bytes, say_lines
from tui.command_line.verb import function_named, places_of_subjects

if TYPE_CHECKING:
    from data.store.history import Entry
    from data.store.store import Store
    from data.summaries.declaring import SummaryMaker
    from data.tables.table import Row, Summary
    from models.records.record import Record, Values

SHELLS = ("bash", "zsh", "fish")
_WIDEST = 40


def list_records(call: Call) -> int:
    """A table of records; without a kind the kinds."""
    if not call.words and not call.options.where:
        from models.kinds import KINDS

        say_lines(list(KINDS))
        return 0
    record = call.kind()
    words = " ".join(call.words)
    from data.exports.exports import for_reading, list_content
    from data.tables.listing import Wanted, columns_of, table_of

    with call.open() as store:
        terms = call.conditions(columns_of(record), store.today)
        table = table_of(store, record, wanted=Wanted(words=words, terms=terms))
    if terms:
        table = replace(table, notes=[*table.notes, f"Only those{call.conditions_told}"])
    chosen = call.options.format
    if chosen == "text" and calls.width() is not None:
        say_lines(_text_lines(for_reading(record, table), iso=call.options.iso))
    elif chosen == "xlsx" and calls.width() is not None:
        raise WrongCall(
            "An Excel workbook is nothing for a terminal. Send it to a file, for example: "
            f"alliance list {record.kind} --format xlsx > {record.kind}.xlsx"
        )
    else:
        say_bytes(list_content(record, table, chosen, iso=call.options.iso))
    if not table.rows:
        filtered = f" with “{words}” in them" if words else ""
        note(f"There are no {record.plural()}{filtered}{call.conditions_told}.")
    return 0


def _text_lines(table: Summary, *, iso: bool = False) -> list[str]:
    """The table as text, on a terminal with as many columns as can be read there."""
    from data.exports.exports import narrowed
    from data.exports.writers.plain_text import table_lines

    room = calls.width()
    if room is not None:
        used = count = 0
        for index, column in enumerate(table.columns):
            cells = (len(_words(row, index, column.kind)) for row in table.rows)
            used += min(_WIDEST, max(len(column.label), max(cells, default=0))) + 2
            if used - 2 > room and count >= 2:
                break
            count += 1
        table = narrowed(table, count)
    return table_lines(table, room, iso=iso)


def _words(row: Row, index: int, kind: Any) -> str:
    from models.fields.values import show_value

    return show_value(row.cells[index], kind)


def show_record(call: Call) -> int:
    """One record with all that belongs to it."""
    record = call.kind()
    name = call.rest("NAME")
    from data.tables.finding import find_one

    with call.open() as store:
        key = find_one(store, record, name)
        values = store.get(record, key) or {}
        belonging = _belonging(store, record, key)
        if call.options.format == "json":
            say_bytes(_record_as_json(store, record, values, belonging))
        else:
            _say_record(store, record, values, belonging)
    return 0


def _belonging(
    store: Store, record: type[Record], key: str
) -> list[tuple[type[Record], str, Summary]]:
    """What refers to a record, and what cannot be without those: kind, label of the tie, table."""
    from data.tables.listing import table_of
    from models.kinds import RECORDS, referring_to

    owners: dict[str, set[str]] = {record.kind: {key}}
    found: dict[str, tuple[str, set[str]]] = {}
    for owner in RECORDS:
        for other, attribute in referring_to(owner) if owner.kind in owners else ():
            field = other.field(attribute)
            if owner is not record and not other.deleted_with(attribute):
                continue
            keys = {
                str(values["key"])
                for owned in owners[owner.kind]
                for values in store.find(other, **{attribute: owned})
            }
            if not keys:
                continue
            _, known = found.setdefault(other.kind, (field.label, set()))
            known |= keys
            if other.deleted_with(attribute):
                owners.setdefault(other.kind, set()).update(keys)
    return [
        (other, found[other.kind][0], table_of(store, other, keys=found[other.kind][1]))
        for other in RECORDS
        if other.kind in found
    ]


def _record_as_json(
    store: Store,
    record: type[Record],
    values: Values,
    belonging: list[tuple[type[Record], str, Summary]],
) -> bytes:
    from data.exports.exports import keyed
    from data.exports.writers.json_file import to_json
    from data.tables.listing import Listing
    from data.tables.table import Summary

    listing = Listing(store, record)
    rows = listing.rows([str(values["key"])])
    own = Summary(record.kind, record.singular, store.today, listing.columns, rows)
    content: dict[str, Any] = keyed(own)[0]
    for other, _, table in belonging:
        content[other.kind.replace("-", "_")] = keyed(table)
    return to_json(content).encode()


def _say_record(
    store: Store,
    record: type[Record],
    values: Values,
    belonging: list[tuple[type[Record], str, Summary]],
) -> None:
    from data.exports.exports import for_reading
    from data.tables.as_of import values_as_of
    from data.tables.details import details_of
    from data.tables.listing import Listing
    from models.fields.values import show_value

    name = store.name_from(record, values)
    say(name)
    say("=" * len(calls.clean(name)))
    stood = values_as_of(store, record, values)
    labels = {field.attribute: field.label for field in record.fields()}
    listing, own = Listing(store, record), {field.name for field in record.fields()}
    heads = [*labels.values(), *(column.label for column in listing.columns)]
    margin = max(len(label) for label in heads) + 2
    for attribute, label in labels.items():
        first, *others = store.show(record, attribute, stood.get(attribute)).split("\n")
        say(f"{label:<{margin}}{first}".rstrip())
        say_lines([" " * margin + line for line in others])
    for row in listing.rows([str(values["key"])]):
        for column, cell in zip(listing.columns, row.cells, strict=True):
            if column.name not in own and cell is not None:
                say(f"{column.label:<{margin}}{show_value(cell, column.kind)}")
    say(f"{'Key':<{margin}}{values['key']}")
    details = details_of(store, record, str(values["key"]))
    if details is not None and details.told:
        say()
        say("Where it stands")
        say_lines([f"  {label:<{margin}}{text}" for label, text in details.told])
    if details is not None and details.beside:
        (heading, _), *lines = details.beside
        margin = max(len(label) for label, _ in lines) + 2
        say()
        say(heading)
        say_lines([f"  {label:<{margin}}{text}" for label, text in lines])
    for other, label, table in belonging:
        title = other.plural().capitalize()
        say()
        say(f"{title} ({len(table.rows)})")
        named = table.columns[0].label
        alone = named == label and other.listed[0] != "name"
        shown = _without(for_reading(other, table), alone)
        say_lines(["  " + line for line in _text_lines(shown)])


def _without(table: Summary, first: bool) -> Summary:
    """The table without its first column, which says in every row whose it is."""
    if not first or len({row.cells[0] for row in table.rows}) > 1:
        return table
    rows = [replace(row, cells=row.cells[1:]) for row in table.rows]
    return replace(table, columns=table.columns[1:], rows=rows)


_NOT_FOR_A_TERMINAL = {
    "xlsx": "An Excel workbook",
    "pdf": "A PDF",
    "docx": "A Word document",
}


def export(call: Call) -> int:
    """A summary as a file; without a name the summaries with their formats."""
    from data.summaries.registry import SUMMARIES

    if call.options.all:
        return _export_all(call)
    if not call.words:
        widest = max(len(name) for name in SUMMARIES)
        formats = {name: ",".join(maker.formats) for name, maker in SUMMARIES.items()}
        longest = max(len(each) for each in formats.values())
        for name, maker in SUMMARIES.items():
            say(f"{name:<{widest}}  {formats[name]:<{longest}}  {maker.title}")
        return 0
    maker = _summary_named(call.next_word("SUMMARY"), SUMMARIES)
    call.no_more()
    chosen = _format_of(call, maker)
    to_terminal = call.options.output in (None, "-")
    terminal = calls.width() if to_terminal else None
    if terminal is not None and chosen in _NOT_FOR_A_TERMINAL:
        raise WrongCall(
            f"{_NOT_FOR_A_TERMINAL[chosen]} is nothing for a terminal. Name a file with --output, "
            f"such as --output {maker.name}.{chosen}"
        )
    from data.exports.exports import signed

    with call.open() as store:
        summary = signed(_made(store, maker, call))
    if terminal is not None and chosen == "text":
        from data.exports.writers.plain_text import plain_text

        say_lines(plain_text(summary, terminal, iso=call.options.iso).splitlines())
        return 0
    from data.exports.writing import write

    content = write(summary, chosen, iso=call.options.iso)
    if call.options.output in (None, "-"):
        say_bytes(content)
        return 0
    from data.files.safe_files import write_bytes
    from data.files.typed_paths import typed_path

    path = typed_path(call.options.output)
    write_bytes(path, content, replace=call.options.force)
    rows = len(summary.rows)
    note(f"Wrote {path} ({rows:,} {'row' if rows == 1 else 'rows'}).")
    return 0


def _export_all(call: Call) -> int:
    """Make the standing exports; 1 when one of them could not be made."""
    call.no_more()
    exports = call.configuration.exports
    if not exports:
        raise WrongCall(
            f"There are no standing exports in {call.configuration.path}. Put one there, such as: "
            '[[exports]] papers = ["policies-overdue"] formats = ["pdf"] folder = "~/papers"'
        )
    from data.summaries.standing import make_all

    with call.open() as store:
        found = make_all(store, exports, lambda made: (note if made.problem else say)(made.words))
    failed = sum(1 for each in found if each.problem)
    if failed:
        note(f"{failed} of {len(found)} could not be made.")
    return 1 if failed else 0


def _summary_named(name: str, summaries: dict[str, SummaryMaker]) -> SummaryMaker:
    if name in summaries:
        return summaries[name]
    near = nearest(name.lower(), list(summaries))
    meant = f"Did you mean {near}?" if near else "List them: alliance export"
    raise WrongCall(f"There is no summary called “{calls.clean(name)}”. {meant}")


def _format_of(call: Call, maker: SummaryMaker) -> str:
    """The format that is named, or the one of the file's ending, or text."""
    chosen = call.options.format
    output = call.options.output
    if chosen is None and output not in (None, "-"):
        from data.exports.writing import FORMATS

        endings = {kind.suffix: name for name, kind in FORMATS.items()}
        chosen = next((endings[end] for end in endings if output.lower().endswith(end)), None)
    chosen = chosen or ("text" if "text" in maker.formats else maker.formats[0])
    if chosen not in maker.formats:
        raise WrongCall(
            f"{maker.name} cannot be written as “{calls.clean(chosen)}”. "
            f"Choose one of: {', '.join(maker.formats)}."
        )
    return str(chosen)


def _made(store: Store, maker: SummaryMaker, call: Call) -> Summary:
    from data.summaries.limiting import keys_of_limits

    options = call.options
    return maker.make(
        store,
        for_circulation=options.for_circulation,
        first=call.day("--from", options.first, "01/09/2025"),
        last=call.day("--to", options.last, "31/08/2026"),
        one=_one_of(store, maker, options.one) if options.one else None,
        **keys_of_limits(store, vars(options)),
    )


def _one_of(store: Store, maker: SummaryMaker, name: str) -> str:
    """The key of the record of this name, of the kind that a summary may be limited to one of."""
    from data.tables.finding import find_one
    from models.kinds import KINDS

    # Where it is about no single records, making it says so.
    return find_one(store, KINDS[maker.of_one], name) if maker.of_one else name


def history(call: Call) -> int:
    """Who changed what and when, newest first; --undo takes back, --redo does it again."""
    if call.options.undo is not None or call.options.redo is not None:
        from tui.command_line.changing import do_again, take_back

        if call.options.undo is None:
            return do_again(call, call.options.redo)
        if call.options.redo is not None:
            raise WrongCall("Undo or redo, one after the other: leave out --undo or --redo.")
        return take_back(call, call.options.undo)
    if call.options.as_commands:
        return _say_commands(call)
    record = call.kind() if call.words else None
    name = call.rest("NAME") if record is not None else ""
    with call.open() as store:
        if record is not None:
            from data.tables.finding import find_one

            key = find_one(store, record, name)
            entries = store.history_with_entries(record, key)
        else:
            entries = store.history()
    for entry in entries:
        _say_entry(entry)
    if not entries:
        note("Nothing has been changed yet.")
    return 0


def _say_commands(call: Call) -> int:
    """What was done as lines of this command, oldest first, each with when and what it was."""
    from data.tables.command_log import command_log

    call.no_more()
    with call.open() as store:
        log = command_log(store)
    for each in log:
        say(f"# {each.when}: {each.what}")
        say_lines(each.lines)
    if not log:
        note("Nothing has been changed yet.")
    return 0


def _say_entry(entry: Entry) -> None:
    moment = entry.at.astimezone().strftime("%d/%m/%Y %H:%M")
    done = {"undo": "undo: ", "redo": "redo: "}.get(entry.kind, "")
    taken_back = "  (undone)" if entry.kind == "change" and entry.state == "undone" else ""
    say(f"{entry.number:>5}  {moment}  {entry.who}  {done}{entry.label}{taken_back}")
    if not entry.record_kind:
        return
    if entry.was is not None and entry.now is None:
        say("         removed")
        return
    was, now = entry.was or {}, entry.now or {}
    for label, value in now.items():
        before = f"{was.get(label) or 'empty'} → " if entry.was is not None else ""
        first_line = (value or "empty").split("\n")[0]
        say(f"         {label}: {before}{first_line}")


def where(call: Call) -> int:
    """Where store, backups, register and configuration lie."""
    call.no_more()
    from data.store import backups

    if call.sample:
        say("store: a private copy of the sample, which goes when it is closed")
    else:
        say(f"store: {call.store}")
        from data.files.privacy import readers_of

        if told := readers_of(call.store):
            say(f"  {told}")
        say(f"backups: {backups.folder_of(call.store)}")
        say_lines([f"  {path}" for path in backups.backups_of(call.store)])
        for place in places_of_subjects():
            path, *more = function_named(place.tells)(call.store)
            say(f"{place.name}: {path}")
            say_lines([f"  {line}" for line in more])
    say(f"configuration: {call.configuration.path}")
    return 0


def check(call: Call) -> int:
    """Whether the store is sound."""
    call.no_more()
    with call.open() as store:
        problems = store.check()
        if problems:
            advice = "Bring a backup back: alliance restore FILE (see alliance where)"
            raise StoreProblem("\n".join([*problems, advice]))
        from models.kinds import RECORDS

        counts = [
            count_of(store.count(record), record.singular, record.plural()) for record in RECORDS
        ]
        say(f"{store.path} is sound: {', '.join(counts)}.")
    return 0


def completion(call: Call) -> int:
    """The lines that teach a shell to complete our calls."""
    shell = call.next_word("SHELL")
    call.no_more()
    if shell not in SHELLS:
        raise WrongCall(
            f"There is no completion for “{calls.clean(shell)}”. There is: {', '.join(SHELLS)}."
        )
    from argcomplete.shell_integration import shellcode

    say_bytes(shellcode(["alliance"], shell=shell).encode() + b"\n")
    return 0
