"""The verbs of the `alliance` command: the general ones, and those that subjects declare."""

from __future__ import annotations

from collections.abc import Sequence

from data.tables.limits import LIMITED_TO
from models.fields.text import enumerated
from tui.command_line.verb import (
    DRY_RUN,
    Verb,
    flag,
    one_of,
    options_of_subjects,
    sources_of_subjects,
    value,
    verbs_of_subjects,
)

_HERE = "tui.command_line."
_ISO = flag("--iso", "dates as 2026-11-21")
_WHERE = value(
    "--where",
    "FIELD=VALUE",
    "only those whose field holds VALUE, as the desk filters: FIELD==VALUE is exactly "
    "so, FIELD=<VALUE is before or below, FIELD= is empty; several must all hold",
    action="append",
)

_OF_RECORDS = (
    Verb("list", "[KIND [WORDS]]", "a table of records, or of those --where fits; the kinds",
         _HERE + "looking:list_records",
         (one_of("--format", "text", "csv", "json", "md", "xlsx", "html"), _WHERE, _ISO),
         takes="kind"),
    Verb("show", "KIND NAME", "one record with all that belongs to it",
         _HERE + "looking:show_record", (one_of("--format", "text", "json"),), takes="record"),
    Verb("add", "KIND FIELD=VALUE …", "a new record; says its name and key",
         _HERE + "changing:add", takes="kind", changes=True),
    Verb("set", "KIND [NAME] FIELD=VALUE …", "change fields of one record, or of all --where fits",
         _HERE + "setting:set_fields", (_WHERE, DRY_RUN), takes="record", changes=True),
    Verb("move", "KIND [NAME …] STATE [FIELD=VALUE …]",
         "move records on to a state that follows",
         _HERE + "moving:move", (_WHERE,), takes="record", changes=True),
    Verb("mark", "[MATRIX ROW COLUMN LETTER [FIELD=VALUE …]]",
         "set a cell of a matrix by letter or number; without MATRIX the matrices",
         _HERE + "marking:mark",
         (flag("--yes", "even where it is not usually recorded"),), changes=True),
    Verb("remove", "KIND NAME", "remove one record, with --yes",
         _HERE + "changing:remove",
         (flag("--yes", "remove it, and what goes with it"),), takes="record", changes=True),
    Verb("export", "[SUMMARY]", "a summary as a file; without SUMMARY the summaries",
         _HERE + "exporting:export", (
            value("--format", "FORMAT", "pdf, docx, html, xlsx, csv, json, md, text or ics"),
            value("--output", "FILE", "write this file (- is standard output)"),
            flag("--force", "replace the file if it exists"),
            flag("--all", "make the standing exports of config.toml"),
            *(value(f"--{name}", "NAME", f"of this {name} only", kind=kind)
              for name, kind in LIMITED_TO.items()),
            value("--of", "NAME", "of this record only", dest="one"),
            value("--from", "DATE", "from this day on", dest="first"),
            value("--to", "DATE", "up to this day", dest="last"),
            flag("--for-circulation", "without the names of schools that have not signed"),
            _ISO,
        ), open_to_subjects=True),
)  # fmt: skip

_IMPORT = Verb(
    "import",
    "KIND FILE",
    "rows of CSV or a workbook (FILE#SHEET)",
    _HERE + "importing:import_rows",
    (
        DRY_RUN,
        flag("--template", "write an empty file with the headings"),
        flag("--older", "also a register older than the one that was imported last"),
        value(
            "--map",
            "HEADING=FIELD",
            "read this column as this field; several times for several",
            action="append",
        ),
        value(
            "--sheet",
            "NAME[=KIND]",
            "of a workbook: this sheet alone, as rows of this kind; several times for several",
            action="append",
        ),
    ),
    takes="kind",
    changes=True,
)

_OF_THE_STORE = (
    Verb("history", "[KIND NAME]", "who changed what, when; --undo N takes back",
         _HERE + "history:history", (
            value("--undo", "N", "take back the newest N operations", type=int),
            value("--redo", "N", "do the N operations undone last again", type=int),
            flag("--as-commands", "the newest as alliance lines to use in a script"),
        ), takes="record", changes=True),
    Verb("undo", "", "take back what was done last, here or at the desk",
         _HERE + "history:undo", changes=True),
    Verb("redo", "", "do again what was undone last, here or at the desk",
         _HERE + "history:redo", changes=True),
    Verb("check", "", "whether the store is sound", _HERE + "store_files:check"),
    Verb("backup", "[FILE]", "copy the store", _HERE + "store_files:backup",
         (flag("--force", "replace the books of others there"),), takes="file"),
    Verb("restore", "FILE", "bring a copy back", _HERE + "store_files:restore", takes="file",
         changes=True),
    Verb("config", "VERB", "the configuration", verbs=(
        Verb("config check", "", "every fault of it, with line and nearest name",
             "tui.desk.configuration_call:check"),
    )),
    Verb("where", "", "where store, backups, register and configuration lie",
         _HERE + "store_files:where"),
    Verb("completion", "SHELL", "shell completion for bash, zsh or fish",
         _HERE + "completers:completion"),
    Verb("help", "[VERB]", "help for the command, or for one verb", _HERE + "helping:show_help"),
    Verb("version", "", "which version this is", _HERE + "helping:say_version"),
)  # fmt: skip


def all_verbs() -> tuple[Verb, ...]:
    """Every verb, in the order in which help lists them."""
    own = (_with_options_of_subjects(verb) for verb in _OF_RECORDS)
    return (*own, _import_with_sources(), *verbs_of_subjects(), *_OF_THE_STORE)


def verbs_meant(words: Sequence[str]) -> tuple[Verb, ...]:
    """The verbs among which the one is that these words begin with.

    Where it is of no subject, it is found without asking the subjects for theirs.
    """
    own = [each for each in (*_OF_RECORDS, *_OF_THE_STORE) if each.name in words[:1]]
    return tuple(map(_with_options_of_subjects, own)) or all_verbs()


def _with_options_of_subjects(verb: Verb) -> Verb:
    """The verb with the options that subjects have declared for it, where it is open to them."""
    if not verb.open_to_subjects:
        return verb
    return verb._replace(options=(*verb.options, *options_of_subjects(verb.name)))


def _import_with_sources() -> Verb:
    """The verb `import` with what subjects bring in by it, in its help and its options."""
    sources = sources_of_subjects()
    names = enumerated([f"“{each}”" for each in ("workbook", *(s.name for s in sources))], "or")
    options = tuple(option for each in sources for option in each.options)
    told = f"{_IMPORT.help}; KIND may be {names}"
    return _IMPORT._replace(help=told, options=(*_IMPORT.options, *options))
