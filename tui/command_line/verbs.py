"""The verbs of the `alliance` command and their options, each declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tui.command_line.register_options import REGISTER_OPTIONS


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its name, the words that follow it, what it does, and the function that does it.

    A verb with `verbs` is only the first word of those.
    """

    name: str
    words: str
    help: str
    does: str = ""
    verbs: tuple[Verb, ...] = ()


VERBS = (
    Verb("list", "[KIND [WORDS]]", "a table of records, or of those --where fits; the kinds",
         "looking.list_records"),
    Verb("show", "KIND NAME", "one record with all that belongs to it", "looking.show_record"),
    Verb("add", "KIND FIELD=VALUE …", "a new record; says its name and key",
         "changing.add"),
    Verb("set", "KIND [NAME] FIELD=VALUE …", "change fields of one record, or of all --where fits",
         "setting.set_fields"),
    Verb("move", "KIND [NAME …] STATE [FIELD=VALUE …]",
         "move records on to a state that follows", "moving.move"),
    Verb("mark", "[MATRIX ROW COLUMN LETTER [FIELD=VALUE …]]",
         "set a cell of a matrix by letter or number; without MATRIX the matrices",
         "marking.mark"),
    Verb("remove", "KIND NAME", "remove one record, with --yes", "changing.remove"),
    Verb("export", "[SUMMARY]", "a summary as a file; without SUMMARY the summaries",
         "looking.export"),
    Verb("letter", "[LETTER]", "letters to sign, reminders, invitations; without LETTER a list",
         "letters.letter"),
    Verb("import", "KIND FILE", "rows of CSV or a workbook (FILE#SHEET); KIND may be “tracker”",
         "changing.import_rows"),
    Verb("register", "VERB", "the national register of schools", verbs=(
        Verb("register update", "FILE…", "read the department's extracts (CSV, or the ZIP)",
             "register.update"),
        Verb("register search", "WORDS", "schools by name, place, code, la:, trust: and more",
             "register_answers.search"),
        Verb("register status", "", "its day, its files, and what is wrong with them",
             "register.status"),
        Verb("register differences", "", "what it says otherwise than your schools",
             "register_answers.differences"),
        Verb("register accept", "", "take over what it says, as one step of undo",
             "register_answers.accept"),
        Verb("register keep", "", "keep ours of what differs", "register_answers.keep"),
        Verb("register ended", "NAME", "let a school that closed go on, merge, split or end",
             "register_ended.ended"),
        Verb("register count", "", "the state-funded schools of an area", "register_answers.count"),
        Verb("register figures", "FILE", "keep pupil premium figures by school and year",
             "register.figures"),
        Verb("register back", "", "go back to the register before", "register.back"),
    )),
    Verb("history", "[KIND NAME]", "who changed what, when; --undo N takes back",
         "looking.history"),
    Verb("undo", "", "take back what was done last, here or at the desk", "changing.undo"),
    Verb("redo", "", "do again what was undone last, here or at the desk", "changing.redo"),
    Verb("check", "", "whether the store is sound", "looking.check"),
    Verb("backup", "[FILE]", "copy the store", "changing.backup"),
    Verb("restore", "FILE", "bring a copy back", "changing.restore"),
    Verb("config", "VERB", "the configuration", verbs=(
        Verb("config check", "", "every fault of it, with line and nearest name",
             "configuration.check"),
    )),
    Verb("where", "", "where store, backups, register and configuration lie", "looking.where"),
    Verb("completion", "SHELL", "shell completion for bash, zsh or fish", "looking.completion"),
    Verb("help", "[VERB]", "help for the command, or for one verb", "helping.show_help"),
    Verb("version", "", "which version this is", "helping.say_version"),
)  # fmt: skip

GLOBAL_OPTIONS: tuple[tuple[str, str | None, str], ...] = (
    ("--store", "PATH", "this store instead (also ALLIANCE_STORE)"),
    ("--sample", None, "a private throw-away copy of the sample"),
    ("--tour", None, "ten steps to be tried by hand on the sample"),
    ("--read-only", None, "look, export, change nothing"),
    ("--no-mouse", None, "leave the mouse to the terminal"),
    ("--slow-line", None, "fewer colours, larger steps, what is typed first"),
    ("--plain-display", None, "paint whole parts of the screen, not only what changed"),
    ("--today", "DATE", "reckon as of this date (also ALLIANCE_TODAY)"),
    ("--no-pager", None, "write long answers straight to the terminal"),
    ("--version", None, "say which version this is"),
)

_ISO: tuple[str, dict[str, Any]] = (
    "--iso", {"action": "store_true", "help": "dates as 2026-11-21"},
)  # fmt: skip
_WHERE: tuple[str, dict[str, Any]] = (
    "--where",
    {
        "metavar": "FIELD=VALUE",
        "action": "append",
        "help": "only those whose field holds VALUE, as the desk filters: FIELD==VALUE is exactly "
        "so, FIELD=<VALUE is before or below, FIELD= is empty; several must all hold",
    },
)
_DRY_RUN: dict[str, Any] = {"action": "store_true", "help": "only say what would be done"}
OPTIONS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "list": (
        ("--format", {"choices": ("text", "csv", "json", "md", "xlsx", "html"), "default": "text"}),
        _WHERE,
        _ISO,
    ),
    "move": (_WHERE,),
    "mark": (
        ("--yes", {"action": "store_true", "help": "also where it is not meant to be recorded"}),
    ),
    "set": (_WHERE, ("--dry-run", _DRY_RUN)),
    "show": (("--format", {"choices": ("text", "json"), "default": "text"}),),
    "remove": (("--yes", {"action": "store_true", "help": "remove it, and what goes with it"}),),
    "export": (
        (
            "--format",
            {"metavar": "FORMAT", "help": "pdf, docx, html, xlsx, csv, json, md, text or ics"},
        ),
        ("--output", {"metavar": "FILE", "help": "write this file (- is standard output)"}),
        ("--force", {"action": "store_true", "help": "replace the file if it is there already"}),
        ("--all", {"action": "store_true", "help": "make the standing exports of config.toml"}),
        ("--alliance", {"metavar": "NAME", "help": "of this alliance only"}),
        ("--school", {"metavar": "NAME", "help": "of this school only"}),
        ("--of", {"metavar": "NAME", "dest": "one", "help": "of this record only"}),
        ("--workstream", {"metavar": "NAME", "dest": "one", "help": "of this workstream only"}),
        ("--from", {"metavar": "DATE", "dest": "first", "help": "from this day on"}),
        ("--to", {"metavar": "DATE", "dest": "last", "help": "up to this day"}),
        (
            "--for-circulation",
            {"action": "store_true", "help": "without the names of schools that have not signed"},
        ),
        _ISO,
    ),
    "letter": (
        (
            "--to",
            {
                "metavar": "NAME",
                "action": "append",
                "help": "to these only, of those it could go to",
            },
        ),
        ("--format", {"choices": ("docx", "pdf", "html", "eml", "md", "text"), "default": None}),
        (
            "--output",
            {"metavar": "FOLDER", "help": "a file each in this folder, or all in one FILE"},
        ),
        ("--together", {"action": "store_true", "help": "all in one file of the folder"}),
        ("--force", {"action": "store_true", "help": "replace files that are there already"}),
        ("--alliance", {"metavar": "NAME", "help": "in the name of this alliance only"}),
    ),
    "backup": (("--force", {"action": "store_true", "help": "replace the books of others there"}),),
    "import": (
        ("--dry-run", _DRY_RUN),
        ("--template", {"action": "store_true", "help": "write an empty file with the headings"}),
        (
            "--older",
            {
                "action": "store_true",
                "help": "also a register older than the one that was imported last",
            },
        ),
        (
            "--catalogue",
            {"metavar": "NAME", "help": "of a tracker: where its policies stand in several"},
        ),
        (
            "--map",
            {
                "metavar": "HEADING=FIELD",
                "action": "append",
                "help": "read this column as this field; several times for several",
            },
        ),
        (
            "--accept-near",
            {"action": "store_true", "help": "of a tracker: names that are only near are right"},
        ),
        (
            "--add-policies",
            {"action": "store_true", "help": "of a tracker: unknown titles come into Our own"},
        ),
    ),
    **REGISTER_OPTIONS,
    "history": (
        (
            "--undo",
            {"metavar": "N", "type": int, "help": "take back the newest N operations"},
        ),
        (
            "--redo",
            {"metavar": "N", "type": int, "help": "do the N operations undone last again"},
        ),
        (
            "--as-commands",
            {"action": "store_true", "help": "the newest as alliance lines to use in a script"},
        ),
    ),
}
