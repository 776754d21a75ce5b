"""The verb that writes letters in the name of an alliance."""

from __future__ import annotations

from tui.command_line.verb import Option, Verb, declare_verb, flag, value

declare_verb(
    Verb("letter", "[LETTER]", "letters to sign, reminders, invitations; without LETTER a list",
         "tui.alliances.letter_call:letter", (
            value("--to", "NAME", "to these only", action="append"),
            Option("--format", {"choices": ("docx", "pdf", "html", "eml", "md", "text"),
                                "default": None}),
            value("--output", "FOLDER", "a file each in this folder, or all in one FILE"),
            flag("--together", "all in one file of the folder"),
            flag("--force", "replace files that are there already"),
            value("--alliance", "NAME", "in the name of this alliance only", kind="alliances"),
        ), changes=True)
)  # fmt: skip
