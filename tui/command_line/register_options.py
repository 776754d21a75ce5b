"""The options of the verbs of the national register."""

from __future__ import annotations

from typing import Any

Option = tuple[str, dict[str, Any]]
"""The name of an option, and what argparse is told of it."""

_TABLE: Option = (
    "--format", {"choices": ("text", "csv", "json", "md"), "default": "text"},
)  # fmt: skip
_OF_SCHOOL: Option = (
    "--school", {"metavar": "NAME", "help": "of this school only"},
)  # fmt: skip
_OF_FIELD: Option = (
    "--field", {"metavar": "FIELD", "help": "of this field only, such as telephone"},
)  # fmt: skip
_CHOSEN: tuple[Option, ...] = (
    _OF_SCHOOL,
    _OF_FIELD,
    ("--all", {"action": "store_true", "help": "everything that differs"}),
    ("--dry-run", {"action": "store_true", "help": "only say what would be done"}),
)

REGISTER_OPTIONS: dict[str, tuple[Option, ...]] = {
    "register update": (
        ("--as-of", {"metavar": "DATE", "help": "the day of the files, whatever their names say"}),
        ("--older", {"action": "store_true", "help": "even if the register is newer"}),
        ("--smaller", {"action": "store_true", "help": "even if far fewer schools are left"}),
        ("--heads", {"action": "store_true", "help": "keep the names of heads as well"}),
    ),
    "register search": (_TABLE,),
    "register status": (
        (
            "--anomalies",
            {"metavar": "KIND", "nargs": "?", "const": "", "help": "list them, of one kind or all"},
        ),
        _TABLE,
    ),
    "register differences": (_OF_SCHOOL, _OF_FIELD, _TABLE),
    "register accept": _CHOSEN,
    "register keep": _CHOSEN,
    "register ended": (
        (
            "--signed-anew",
            {"metavar": "DATE", "help": "the day on which it signed the Statement anew"},
        ),
        ("--dry-run", {"action": "store_true", "help": "only say what would be done"}),
    ),
    "register count": (
        ("--alliance", {"metavar": "NAME", "help": "of this alliance's area"}),
        ("--hub", {"metavar": "AREA", "help": "of a teaching school hub's area, such as NW10"}),
        (
            "--district",
            {"metavar": "NAME", "action": "append", "help": "of this district, and of others"},
        ),
        _TABLE,
    ),
    "register figures": (
        ("--year", {"metavar": "YEAR", "help": "their year, where the file's name has none"}),
    ),
}
"""The options of each verb."""
