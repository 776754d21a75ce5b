"""Shell completion: what is offered for the word being typed, and how shells are set up."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from data.problems import WrongCall
from tui.command_line import calls
from tui.command_line.calls import Call, say_bytes
from tui.command_line.verb import Verb, sources_of_subjects
from tui.command_line.verbs import all_verbs

if TYPE_CHECKING:
    from data.store.store import Store
    from models.records.record import Record

SHELLS = ("bash", "zsh", "fish")
_MOST_NAMES = 50


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


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell that asks what could stand here, and end the program."""
    import argcomplete

    leaves = {leaf.name: leaf for verb in all_verbs() for leaf in verb.leaves}
    _equip_verbs("", parser, leaves)
    argcomplete.autocomplete(
        parser,
        always_complete_options="long",
        validator=lambda offered, typed: offered.casefold().startswith(typed.casefold()),
    )


def _equip_verbs(before: str, parser: argparse.ArgumentParser, leaves: dict[str, Verb]) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                whole = f"{before} {name}".strip()
                if whole in leaves:
                    _equip(leaves[whole], verb)
                _equip_verbs(whole, verb, leaves)


def _equip(verb: Verb, parser: argparse.ArgumentParser) -> None:
    completers: dict[str, Callable[..., Iterable[str]]] = {
        "words": lambda **given: offers(verb, **given),
        "--where": _conditions,
    }
    if verb.name == "export":
        completers["--format"] = lambda **given: _formats(given["parsed_args"])
    for option in verb.options:
        if option.kind:
            completers[option.name] = partial(_names_of, option.kind)
    for action in parser._actions:
        for name in (*action.option_strings, action.dest):
            if name in completers:
                setattr(action, "completer", completers[name])  # noqa: B010


def _names_of(kind: str, **given: Any) -> list[str]:
    return _names(given, kind)


def offers(verb: Verb, *, prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Iterable[str]:
    """Candidates for the next word after a verb; none when anything goes wrong."""
    try:
        return _offers(verb, list(getattr(parsed_args, "words", None) or []), prefix, parsed_args)
    except Exception:
        return []


def _offers(
    verb: Verb, words: list[str], prefix: str, options: argparse.Namespace
) -> Iterable[str]:
    name = verb.name
    if name == "export":
        from data.summaries.registry import SUMMARIES

        return list(SUMMARIES) if not words else []
    if name == "completion":
        return SHELLS
    if name == "help":
        return _verbs(words)
    if name == "mark":
        return _of_matrix(words, prefix, options)
    if verb.takes == "file" or (name == "import" and words):
        from argcomplete.completers import FilesCompleter

        return list(FilesCompleter()(prefix))
    if verb.takes not in ("kind", "record"):
        return []
    from models.kinds import KINDS

    if not words:
        sources = sources_of_subjects() if name == "import" else ()
        return [*KINDS, *(source.name for source in sources)]
    record = KINDS[words[0]]
    many = bool(getattr(options, "where", None))
    if name == "add" or (name == "set" and (many or len(words) > 1)):
        return _fields(record, prefix, words[1:])
    if name == "move" and (many or len(words) > 1):
        return _states(record)
    if verb.takes == "record" and len(words) == 1:
        return _names({"prefix": prefix, "parsed_args": options}, record.kind)
    return []


def _verbs(words: list[str]) -> list[str]:
    """The verbs; after the first word of several those that it begins."""
    verbs = all_verbs()
    if not words:
        return [verb.name for verb in verbs]
    parts = [part.name for verb in verbs if verb.name == words[0] for part in verb.verbs]
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
    """Candidates after --where: the columns of the kind, then the values of one."""
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
