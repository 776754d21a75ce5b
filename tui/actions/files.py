"""What goes out of the desk as files, and what comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import Problem
from models.agreed_texts import AgreedText
from models.alliances import Membership
from models.field import DeskField
from models.fields import ChoiceField, TextField, YesNoField
from models.half_terms import HalfTermDates
from models.policies import Policy
from models.schools import School
from models.text import count_of

if TYPE_CHECKING:
    from data.imports import Plan
    from data.store import Store
    from data.tables import Summary
    from tui.desk import Desk
    from tui.sections import Section


# Out


async def export_shown(desk: Desk, what: str = "") -> None:
    """Ask what is to be written, in which format and where, and write it."""
    from data.letter_files import LETTER_FORMATS
    from data.summaries import SUMMARIES
    from data.writers import FORMATS
    from tui.actions import letters
    from tui.screens import FieldsScreen

    section = desk.section
    marked = len(section.grid.marks)
    whats = {"marked": f"The {marked} that are marked"} if marked else {}
    whats |= {"shown": f"What is shown: {section.label}"}
    offer = letters.Offer({}, {})
    if section.record is Membership and section.grid.cursor_key and not section.summary:
        offer = await letters.letters_offered(desk, section.marked())
        whats = whats | offer.whats if offer.problem else offer.whats | whats
    whats |= {maker.name: maker.title for maker in SUMMARIES.values()}
    what = what or next(iter(whats))
    formats = {name: each.label for name, each in FORMATS.items()}
    fields: list[tuple[str, DeskField]] = [
        ("what", ChoiceField("What", "What is shown, or a summary.", choices=whats, required=True)),
        ("format", ChoiceField("Format", "What it is to be read with.", choices=formats,
                               required=True)),
        ("file", TextField("File", "Empty: a name of our own, in this folder.", longest=1000)),
        ("circulation", YesNoField(
            "For circulation", "y leaves out schools that have not signed, and says how many.")),
    ]  # fmt: skip
    usual = LETTER_FORMATS[0] if what in letters.WHATS else "xlsx"
    shown = {"what": whats[what], "format": formats[usual], "circulation": "No"}

    def chosen_of(texts: Mapping[str, str]) -> str:
        return next((name for name, label in whats.items() if label == texts["what"]), "shown")

    def formats_offered(name: str, texts: Mapping[str, str]) -> Collection[str] | None:
        return _formats_of(section, chosen_of(texts)) if name == "format" else None

    def check(texts: dict[str, str]) -> dict[str, str]:
        name = chosen_of(texts)
        if name in letters.WHATS:
            wrong = (
                {"what": offer.problems[name]}
                if name in offer.problems
                else letters.problem_of_letter(texts["format"])
            )
            wrong = wrong or letters.problem_of_place(name, texts["file"])
            return wrong or _problems_of_file(texts["file"], texts["format"])
        wrong = _problem_of_format(name if name in SUMMARIES else section.summary, texts["format"])
        return wrong or _problems_of_file(texts["file"], texts["format"])

    answer = await desk.push_screen_wait(
        FieldsScreen("Export", fields, shown, desk.today, check, offered=formats_offered)
    )
    if answer is None:
        return
    chosen = chosen_of(answer)
    format_name = next(name for name, label in formats.items() if label == answer["format"])
    circulation = answer["circulation"] == "Yes"
    if chosen in letters.WHATS:
        file = answer["file"]
        await letters.write_letters(desk, section.marked(), format_name, file, chosen)
        return
    await _write(desk, chosen, format_name, answer["file"], circulation)


async def may_replace(desk: Desk, *paths: Path) -> bool | None:
    """Whether files are there and may be replaced; None when one is there and may not be."""
    from tui.screens import Confirm

    there = [path for path in paths if path.is_file()]
    if not there:
        return False
    name = there[0].name if len(there) == 1 else f"{len(there)} files"
    said = [f"{path.absolute()} is there already." for path in there]
    question = Confirm(f"Replace {name}?", said, "replace")
    if await desk.push_screen_wait(question):
        return True
    desk.say("Nothing was written.", "info")
    return None


def _formats_of(section: Section, what: str) -> list[str]:
    """The formats, in words, in which a letter, a summary or what is shown can be written."""
    from data.letter_files import LETTER_FORMATS
    from data.summaries import SUMMARIES, TABLE_FORMATS
    from data.writers import FORMATS
    from tui.actions.letters import WHATS

    maker = SUMMARIES.get(what if what in SUMMARIES else section.summary)
    possible = maker.formats if maker else TABLE_FORMATS
    return [FORMATS[name].label for name in (LETTER_FORMATS if what in WHATS else possible)]


def _problem_of_format(summary: str, format_label: str) -> dict[str, str]:
    """Whether a format is not for this summary, or for lists when it is empty: only some have days
    that a calendar can show."""
    from data.summaries import SUMMARIES, TABLE_FORMATS
    from data.writers import FORMATS

    possible = SUMMARIES[summary].formats if summary else TABLE_FORMATS
    if any(FORMATS[name].label == format_label for name in possible):
        return {}
    calendars = ", ".join(
        maker.title for maker in SUMMARIES.values() if set(maker.formats) - set(TABLE_FORMATS)
    )
    return {"format": f"This has no form as a calendar; this has: {calendars}."}


def _problems_of_file(file: str, format_label: str) -> dict[str, str]:
    """What is wrong with the name of a file: no such folder, or another format's ending."""
    from data.writers import FORMATS

    path = Path(file).expanduser()
    if file and not path.parent.is_dir():
        why = f"There is no folder {path.parent}. Name one that exists, or leave it empty."
        return {"file": why}
    by_ending = next((f for f in FORMATS.values() if path.name.lower().endswith(f.suffix)), None)
    if file and by_ending is not None and by_ending.label != format_label:
        why = f"{by_ending.suffix} is the ending of {by_ending.label}, not of {format_label}."
        return {"format": f"{why} Choose {by_ending.label}, or give the file another ending."}
    return {}


async def _write(desk: Desk, chosen: str, format_name: str, file: str, circulation: bool) -> None:
    from data.exports import file_name, list_content
    from data.safe_files import write_bytes
    from data.writers import write

    section = desk.section
    is_list = chosen in ("shown", "marked") and not section.summary
    record = section.record if is_list else None
    summary = await desk.books.run(lambda store: _summary(desk, store, chosen, circulation))
    school = section.school if chosen in ("shown", "marked") else None
    about = await desk.books.run(lambda store: store.name_of(School, school))
    path = Path(file).expanduser() if file else Path.cwd() / file_name(summary, format_name, about)
    replace_it = await may_replace(desk, path)
    if replace_it is None:
        return

    def write_file() -> None:
        if record is not None:
            content = list_content(record, summary, format_name)
        else:
            content = write(summary, format_name)
        write_bytes(path, content, replace=replace_it)

    await asyncio.get_running_loop().run_in_executor(None, write_file)
    rows = count_of(len(summary.rows), "row")
    told = f" {summary.notes[0]}" if circulation and summary.notes else ""
    # The path comes last: it may be too long for the line.
    desk.say(f"Wrote {rows}.{told} The file is {path.absolute()}", "good")


def _summary(desk: Desk, store: Store, chosen: str, circulation: bool) -> Summary:
    from data.listings import table_of
    from data.matrices import narrowed
    from data.summaries import SUMMARIES

    if chosen not in ("shown", "marked"):
        return SUMMARIES[chosen].make(store, for_circulation=circulation)
    section = desk.section
    marks = set(section.grid.marks)
    if section.summary:
        maker = SUMMARIES[section.summary]
        whole = maker.make(
            store,
            alliance=section.alliance,
            school=section.school,
            for_circulation=circulation,
        )
        rows = narrowed(whole, section.wanted)
        return replace(whole, rows=[row for row in rows if chosen == "shown" or row.key in marks])
    if circulation or section.record is None:
        raise Problem(
            "A list goes out whole. For circulation choose a summary: "
            + ", ".join(maker.title for maker in SUMMARIES.values())
            + "."
        )
    keys = marks if chosen == "marked" else None
    return table_of(store, section.record, wanted=section.wanted, keys=keys)


# In


async def import_file(desk: Desk) -> None:
    """Import rows of a file; policies may come from a catalogue, half-terms as they usually fall.

    What would be done is shown first, and that very plan is carried out.
    """
    section = desk.section
    record = section.record or School
    if record is Policy or section.section_name.startswith("matrix-"):
        record = Policy
        chosen = await _choose_source(
            desk,
            "Import policies",
            ("dfe", "d", "The Department for Education's lists", "53 documents"),
            ("northumberland", "n", "Northumberland's nine policies", "and their agreements"),
        )
    elif record is HalfTermDates:
        usual = "The usual half-terms of a school year"
        chosen = await _choose_source(
            desk, "Import half-terms", ("usual", "u", usual, "to be edited")
        )
    elif record is AgreedText and section.grid.cursor_key:
        chosen = await _choose_source(
            desk, "Import texts", ("words", "w", "The words of this text", "from a Markdown file")
        )
    else:
        chosen = "file"
    if chosen == "file":
        await _import_rows(desk, record)
    elif chosen == "words":
        from tui.actions import letters

        await letters.read_words(desk, str(section.grid.cursor_key))
    elif chosen == "usual":
        await fill_in_half_terms(desk)
    elif chosen is not None:
        await load_catalogue(desk, chosen)


async def _choose_source(desk: Desk, title: str, *sources: tuple[str, str, str, str]) -> str | None:
    from tui.screens import Choose

    choices = [*sources, ("file", "f", "From a file", "CSV or XLSX")]
    return await desk.push_screen_wait(Choose(title, choices))


async def load_catalogue(desk: Desk, name: str) -> None:
    """Show what a catalogue would add, change and end, and take over all of it, or one by one."""
    from data.catalogue_loading import Loading, carry_out, plan_loading
    from models.kinds import RECORDS
    from tui.screens import Choose, Show

    loading = await desk.books.run(lambda store: plan_loading(store, name))
    lines = [[(f" {line}", "")] for line in loading.lines()]
    label = loading.catalogue.label
    title = f"Load the catalogue of {'the ' if label.startswith('Department') else ''}{label}"
    any_to_take = loading.anything or bool(loading.kept)
    go_on = await desk.push_screen_wait(Show(title, lines, "load it" if any_to_take else ""))
    if not go_on or not any_to_take:
        desk.say("Nothing was loaded.", "info")
        return
    wanted: Loading | None = loading
    if loading.amendments or loading.kept:
        every = [("all", "", "All of it", loading.counts)] if loading.anything else []
        each = [(key, "", called, told) for key, called, told in loading.items()]
        chosen = await desk.push_screen_wait(Choose("What is to be taken over?", [*every, *each]))
        wanted = None if chosen is None else loading
        if chosen not in (None, "all"):
            wanted = loading.only({str(chosen)})
    if wanted is None:
        desk.say("Nothing was loaded.", "info")
        return
    taken = wanted
    warnings = await desk.books.run(lambda store: carry_out(store, taken))
    desk.books_changed(frozenset(record.kind for record in RECORDS))
    undo = f"{desk.keys.word('undo')} takes it back."
    desk.say(f"{taken.done} {warnings or undo}", "warn" if warnings else "good")


async def fill_in_half_terms(desk: Desk) -> None:
    """Ask for a school year and an authority, and put the usual half-terms into the books."""
    from data.half_term_days import already_there, fill_in, kept_half_terms, of_whom, stayed
    from models.dates import school_year, show_school_year
    from tui.screens import FieldsScreen

    names = ("school_year", "local_authority")
    year_field, authority_field = (HalfTermDates.field(name) for name in names)
    kept = await desk.books.run(kept_half_terms)

    def read(texts: dict[str, str]) -> tuple[int, str | None]:
        year = year_field.read(texts["school_year"], desk.today)
        authority = authority_field.read(texts["local_authority"], desk.today)
        assert isinstance(year, int)
        return year, None if authority is None else str(authority)

    def check(texts: dict[str, str]) -> dict[str, str]:
        why = already_there(kept, *read(texts))
        return {"school_year": why} if why else {}

    answer = await desk.push_screen_wait(
        FieldsScreen(
            "The usual half-terms of a school year, to be edited",
            list(zip(names, (year_field, authority_field), strict=True)),
            {"school_year": show_school_year(school_year(desk.today))},
            desk.today,
            check,
        )
    )
    if answer is None:
        desk.say("Nothing was filled in.", "info")
        return
    year, authority = read(answer)
    there = await desk.books.run(lambda store: fill_in(store, year, authority))
    desk.books_changed(frozenset({HalfTermDates.kind}))
    whose = f"{show_school_year(year)}, {of_whom(authority)}"
    said = f"Filled in, to be edited: {whose}. {desk.keys.word('undo')} takes it out."
    desk.say(f"{said} {stayed(there)}" if there else said, "good")


async def _import_rows(desk: Desk, record) -> None:  # type: ignore[no-untyped-def]
    from data import imports
    from tui.progress import Progress
    from tui.screens import FieldsScreen, Show

    words = record.plural()
    example = "edubasealldata20261121.csv" if record is School else f"{words}.csv"
    file = TextField("File", f"A CSV or XLSX file, for example {example}.", required=True,
                     longest=1000)  # fmt: skip

    def check(texts: dict[str, str]) -> dict[str, str]:
        path = Path(texts["file"]).expanduser()
        return {} if path.exists() else {"file": f"There is no file {path}."}

    answer = await desk.push_screen_wait(
        FieldsScreen(f"Import {words}", [("file", file)], {}, desk.today, check)
    )
    if answer is None:
        return
    path = Path(answer["file"]).expanduser()
    plan: Plan | None = await Progress.during(
        desk, f"Reading {path.name}", lambda store, tick: imports.plan(store, record, path, tick)
    )
    if plan is None:
        desk.say("Nothing was imported.", "info")
        return
    to_do = bool(plan.additions or plan.changes)
    lines = [[(f" {line}", "")] for line in plan.lines()]
    go_on = await desk.push_screen_wait(
        Show(f"Import {words} from {path.name}", lines, "carry this out" if to_do else "")
    )
    if not go_on or not to_do:
        desk.say("Nothing was imported.", "info")
        return
    done = await Progress.during(
        desk, f"Importing {words}", lambda store, tick: imports.carry_out(store, plan, tick)
    )
    if done is None:
        desk.say("Stopped: nothing was imported.", "info")
        return
    desk.books_changed(frozenset({record.kind}))
    rejected = ""
    if plan.rejected:
        rows = count_of(len(plan.rejected), "row was", "rows were")
        try:
            where = imports.write_rejected(plan, path.parent)
            rejected = f" {rows} rejected, with reasons in {where}"
        except Problem as problem:
            rejected = f" {rows} rejected, but: {problem}"
    undo = desk.keys.word("undo")
    desk.say(f"{done.label}. {undo} takes it all back.{rejected}", "good")
