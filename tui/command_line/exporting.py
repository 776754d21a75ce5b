"""The verb `export`: a summary as a file, and the standing exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import WrongCall
from models.fields.text import nearest
from tui.command_line import calls
from tui.command_line.calls import (
    Call,
    note,
    say,
    say_bytes,
    say_lines,
)

if TYPE_CHECKING:
    from data.store.store import Store
    from data.summaries.declaring import SummaryMaker
    from data.tables.table import Summary


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
        return _list_summaries(SUMMARIES)
    maker = _summary_named(call.next_word("SUMMARY"), SUMMARIES)
    call.no_more()
    chosen = _format_of(call, maker)
    to_terminal = call.options.output in (None, "-")
    terminal = calls.width() if to_terminal else None
    if terminal is not None and chosen in _NOT_FOR_A_TERMINAL:
        raise WrongCall(
            f"{_NOT_FOR_A_TERMINAL[chosen]} cannot be shown here. Name a file with --output, "
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
    from data.tables.circulation import told_of_circulation

    path = typed_path(call.options.output)
    write_bytes(path, content, replace=call.options.force)
    rows = len(summary.rows)
    note(f"Wrote {path} ({rows:,} {'row' if rows == 1 else 'rows'}).")
    for told in told_of_circulation(summary):
        note(told)
    return 0


def _list_summaries(summaries: dict[str, SummaryMaker]) -> int:
    widest = max(len(name) for name in summaries)
    formats = {name: ",".join(maker.formats) for name, maker in summaries.items()}
    longest = max(len(each) for each in formats.values())
    for name, maker in summaries.items():
        say(f"{name:<{widest}}  {formats[name]:<{longest}}  {maker.title}")
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
