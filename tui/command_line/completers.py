"""Completers: what a shell offers for the word that is being typed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.store.store import Store
    from models.records.record import Record

_MOST_NAMES = 50
_TAKE_KIND = ("list", "show", "add", "set", "move", "remove", "import", "history")
_TAKE_FILES = ("backup", "restore", "register update", "register figures")
_TAKE_RECORDS = (
    *("register differences", "register accept", "register keep", "register count"),
    "register ended",
)
_TAKE_NAME = ("show", "set", "move", "remove", "history")


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell that asks what could stand here, and end the program."""
    import argcomplete

    _equip_verbs("", parser)
    argcomplete.autocomplete(
        parser,
        always_complete_options="long",
        validator=lambda offered, typed: offered.casefold().startswith(typed.casefold()),
    )


def _equip_verbs(before: str, parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                whole = f"{before} {name}".strip()
                _equip(whole, verb)
                _equip_verbs(whole, verb)


def _equip(verb: str, parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        completer = {
            "words": lambda **given: offers(verb, **given),
            "format": lambda **given: _formats(given["parsed_args"]),
            "alliance": lambda **given: _names(given, "alliances"),
            "school": lambda **given: _names(given, "schools"),
            "where": _conditions,
        }.get(action.dest)
        of_verb = verb == "export" or (verb in _TAKE_RECORDS and action.dest != "format")
        if completer is not None and (of_verb or action.dest in ("words", "where")):
            setattr(action, "completer", completer)  # noqa: B010


def offers(verb: str, *, prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Iterable[str]:
    """What could stand as the next word after a verb; nothing when anything goes wrong."""
    try:
        return _offers(verb, list(getattr(parsed_args, "words", None) or []), prefix, parsed_args)
    except Exception:
        return []


def _offers(verb: str, words: list[str], prefix: str, options: argparse.Namespace) -> Iterable[str]:
    if verb == "export":
        from data.summaries.registry import SUMMARIES

        return list(SUMMARIES) if not words else []
    if verb == "completion":
        from tui.command_line.looking import SHELLS

        return SHELLS
    if verb == "help":
        return _verbs(words)
    if verb == "mark":
        return _of_matrix(words, prefix, options)
    if verb in _TAKE_FILES or (verb == "import" and words):
        from argcomplete.completers import FilesCompleter

        return list(FilesCompleter()(prefix))
    if verb not in _TAKE_KIND:
        return []
    from models.kinds import KINDS

    if not words:
        return [*KINDS, "tracker"] if verb == "import" else list(KINDS)
    record = KINDS[words[0]]
    many = bool(getattr(options, "where", None))
    if verb == "add" or (verb == "set" and (many or len(words) > 1)):
        return _fields(record, prefix, words[1:])
    if verb == "move" and (many or len(words) > 1):
        return _states(record)
    if verb in _TAKE_NAME and len(words) == 1:
        return _names({"prefix": prefix, "parsed_args": options}, record.kind)
    return []


def _verbs(words: list[str]) -> list[str]:
    """The verbs; after the first word of several those that it begins."""
    from tui.command_line.verbs import VERBS

    if not words:
        return [verb.name for verb in VERBS]
    parts = [part.name for verb in VERBS if verb.name == words[0] for part in verb.verbs]
    return [name.partition(" ")[2] for name in parts] if len(words) == 1 else []


def _of_matrix(words: list[str], prefix: str, options: argparse.Namespace) -> list[str]:
    """The matrices, then of one its rows, its columns, its letters, and what is said with one."""
    from data.tables.marks import markables

    there = markables()
    if not words:
        return list(there)
    matrix, given = there[words[0]], {"prefix": prefix, "parsed_args": options}
    record = matrix.cells.cell_record
    if len(words) == 1:
        return _names(given, (matrix.rows_called_as or matrix.cells.row_record).kind)
    if len(words) == 2:
        return _names(given, matrix.columns.kind)
    if len(words) == 3:
        return [*matrix.cells.letters, *_assignments(record, matrix.figures)]
    _, letter = matrix.figure_of(words[3])
    return _assignments(record, matrix.answers_to(matrix.meaning_of(letter)))


def _assignments(record: type[Record], names: Iterable[str]) -> list[str]:
    return [f"{record.field(name).script_name}=" for name in names]


def _states(record: type[Record]) -> list[str]:
    from data.tables.moves import moves_of

    moves = moves_of(record)
    return [word.lower() for word in moves.words.values()] if moves else []


def _conditions(*, prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Iterable[str]:
    """What could stand after --where: the columns of the kind, then what may be in one."""
    from data.tables.listing import columns_of
    from models.kinds import KINDS

    words = list(getattr(parsed_args, "words", None) or [])
    if not words or words[0] not in KINDS:
        return []
    record = KINDS[words[0]]
    if "=" in prefix:
        return _fields(record, prefix, [])
    return [f"{column.name}=" for column in columns_of(record)]


def _fields(record: type[Record], prefix: str, given: list[str]) -> list[str]:
    from models.fields.choice_fields import ChoiceField, ChoicesField, YesNoField

    taken = {word.partition("=")[0] for word in given}
    name, equals, typed = prefix.partition("=")
    field = record.field_named(name) if equals else None
    if isinstance(field, ChoiceField):
        return [f"{name}={word}" for word in dict.fromkeys(field.meanings.values())]
    if isinstance(field, ChoicesField):
        before = typed[: typed.rfind(",") + 1]
        named = {word.strip().casefold() for word in before.split(",")}
        words = dict.fromkeys(field.one.meanings.values())
        return [f"{name}={before}{word}" for word in words if word.casefold() not in named]
    if isinstance(field, YesNoField):
        return [f"{name}=yes", f"{name}=no"]
    return [f"{each.script_name}=" for each in record.fields() if each.script_name not in taken]


def _formats(options: argparse.Namespace) -> list[str]:
    from data.exports.writing import FORMATS
    from data.summaries.registry import SUMMARIES

    words = getattr(options, "words", None) or [""]
    maker = SUMMARIES.get(words[0])
    return list(maker.formats) if maker else list(FORMATS)


def _names(given: dict[str, Any], kind: str) -> list[str]:
    """Names of records that begin so; nothing when there is no store or it is in use."""
    from data.tables.finding import suggestions
    from models.kinds import KINDS

    try:
        with _store(given["parsed_args"]) as store:
            found = suggestions(store, KINDS[kind], given["prefix"], _MOST_NAMES)
    except Exception:
        return []
    return [name for _, name, _ in found]


def _store(options: argparse.Namespace) -> Store:
    from datetime import date

    from data.files import configuration, places
    from data.store.store import Store

    settings = configuration.read(places.configuration_file())
    path = places.store_file(getattr(options, "store", None), settings.store)
    return Store.open(path, today=date.today(), read_only=True)
