"""The `alliance` command: what may be called and how, and what comes of it.

Nothing of the screen is loaded here before the desk is opened, and of everything else only what
the verb needs: a call from a script is answered in a tenth of a second.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from data.problems import Problem, Refused, StoreProblem, WrongCall
from models.fields.text import nearest
from tui.command_line.calls import Call, clean, kind_named, note, refuse_undecodable, say, say_lines
from tui.command_line.paging import paged
from tui.command_line.verbs import GLOBAL_OPTIONS, OPTIONS, VERBS, Verb

INTERRUPTED = 130
_PROGRAM = "alliance"
_FAILED = 1
_WRONG_CALL = 2


_LEAVES = {leaf.name: leaf for verb in VERBS for leaf in verb.verbs or (verb,)}
"""Every verb that does something, by its name of one or two words."""

_WITH_FIELDS = ("add", "set")
_CHANGING = frozenset(
    {
        *("add", "set", "move", "mark", "remove", "import", "restore", "accept"),
        *("history", "undo", "redo"),
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; returns the exit code and never raises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Ł or → shows a question mark and not an error.
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough, as with `alliance list schools | head`.
        _abandon_output()
        return 0
    except Problem as problem:
        return _complain(problem)
    except OSError as problem:
        _abandon_output()
        where = f" ({problem.filename})" if problem.filename else ""
        note(f"It failed: {problem.strerror or problem}{where}. {_look_first(given)}")
        return _FAILED
    except Exception as problem:
        return _damage_of(given) or _complain_of_unforeseen(problem, given)


def _complain(problem: Problem) -> int:
    if isinstance(problem, Refused) and not problem.subject:
        for finding in problem.findings:
            note(finding.message)
    else:
        for line in str(problem).split("\n"):
            note(line)
    return problem.exit_code


def _damage_of(arguments: list[str]) -> int:
    """Say that the store is damaged, where it is, which explains whatever failed; else 0."""
    from data.store.soundness import damage_message, is_damaged

    with suppress(Exception):
        options, _ = _desk_parser().parse_known_args(arguments)
        path = _call(options, []).store
        if not options.sample and is_damaged(path):
            note(damage_message(path))
            return StoreProblem.exit_code
    return 0


def _look_first(arguments: list[str]) -> str:
    """What to do after a failure: a call that saves may have saved before it failed."""
    if _CHANGING.isdisjoint(arguments):
        return "Nothing was changed."
    return "Look before you do it again: alliance history"


def _complain_of_unforeseen(problem: Exception, arguments: list[str]) -> int:
    """Say that the program failed, without a traceback: that would show somebody's data."""
    place = problem.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    at = f"{Path(place.tb_frame.f_code.co_filename).name} line {place.tb_lineno}" if place else ""
    note(
        f"The program itself failed ({type(problem).__name__} in {at}). "
        f"{_look_first(arguments)} Please report this line, and what you called."
    )
    return _FAILED


def _abandon_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain at its end."""
    with suppress(Exception):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _run(arguments: list[str]) -> int:
    if "_ARGCOMPLETE" in os.environ:
        from tui.command_line.completers import complete

        complete(make_parser())
    refuse_undecodable(arguments)
    options, others = _desk_parser().parse_known_args(arguments)
    pages = not options.no_pager
    if others:
        try:
            with paged(pages):
                options, others = make_parser().parse_known_args(arguments)
        except SystemExit as stop:
            return int(stop.code or 0)
    if options.version:
        say(f"Alliance Desk {version()}")
        return 0
    if part := getattr(options, "part", None):
        options.verb = f"{options.verb} {part}"
    words = [*getattr(options, "words", ()), *_words(others, options.verb)]
    if options.verb in _WITH_FIELDS and options.help:
        with paged(pages):
            return _help_with_fields(options, words)
    call = _call(options, words)
    if options.verb is None:
        if words:
            raise WrongCall(f"“{clean(words[0])}” is no verb of ours. List them: alliance --help")
        return _open_desk(call)
    for problem in call.configuration.problems if options.verb != "config check" else ():
        note(problem)
    module, function = _LEAVES[options.verb].does.split(".")
    does = getattr(import_module(f"tui.command_line.{module}"), function)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    with paged(pages):
        return int(does(call))


def _words(others: list[str], verb: str | None) -> list[str]:
    """The words that stand after an option; what looks like an option is not one of ours."""
    for other in others:
        if other.startswith("-") and len(other) > 1:
            name = other.split("=")[0]
            known = {option for option, *_ in GLOBAL_OPTIONS}
            if verb and name in known:
                raise WrongCall(f"{name} stands before the verb: alliance {name} … {verb} …")
            near = nearest(name, [*known, *_options_of(verb)])
            meant = f"Did you mean {near}?" if near else f"See: alliance {verb or ''} --help"
            raise WrongCall(f"There is no option {clean(name)}. {' '.join(meant.split())}")
    return others


def _options_of(verb: str | None) -> list[str]:
    return [name for name, _ in OPTIONS.get(verb or "", ())]


def _call(options: argparse.Namespace, words: list[str]) -> Call:
    from data.files import configuration, places

    settings = configuration.read(places.configuration_file())
    options.sample = options.sample or options.tour
    if options.sample and options.store:
        raise WrongCall("--sample is a store of its own: leave out --sample or --store.")
    named = options.store, settings.store
    store = Path() if options.sample else places.store_file(*named)
    verb = _LEAVES.get(options.verb or "")
    return Call(
        verb=options.verb or "",
        words=words,
        options=options,
        store=store,
        today=_today(options.today),
        configuration=settings,
        sample=options.sample,
        read_only=options.read_only,
        usage=_usage(verb) if verb else "",
    )


def _today(typed: str | None) -> date:
    """The day to reckon as of, from the option, the environment or the clock."""
    given = typed if typed is not None else os.environ.get("ALLIANCE_TODAY")
    if not given:
        return date.today()
    from models.fields.dates import UnreadableDateError, read_date

    try:
        return read_date(given, date.today())
    except UnreadableDateError as problem:
        name = "--today" if typed is not None else "ALLIANCE_TODAY"
        raise WrongCall(
            f"{name} “{clean(given)}”: {problem}. For example: {name}=2026-11-21"
        ) from None


def _open_desk(call: Call) -> int:
    from tui.desk.options import DeskOptions

    options = DeskOptions(
        store=None if call.sample else call.store,
        sample=call.sample,
        read_only=call.read_only,
        mouse=call.configuration.mouse and not call.options.no_mouse,
        today=call.today,
        configuration=call.configuration,
        today_is_given=bool(call.options.today or os.environ.get("ALLIANCE_TODAY")),
        plain_display=call.options.plain_display,
        slow_line=True if call.options.slow_line else call.configuration.slow_line,
        remembers=call.configuration.path.with_name("remembered.json"),
        tour=bool(call.options.tour),
    )
    return int(import_module("tui.desk.opening").run(options))


def _help_with_fields(options: argparse.Namespace, words: list[str]) -> int:
    from tui.command_line.changing import fields_help

    verb = _LEAVES[options.verb]
    told = [f"  {name}: {settings['help']}" for name, settings in OPTIONS.get(verb.name, ())]
    told = ["", "options:", *told] if told else []
    if not words:
        say_lines([f"usage: {_usage(verb)}", "", verb.help, *told, "", "The fields of a kind:"])
        say(f"  alliance {verb.name} schools --help")
        return 0
    say_lines([*fields_help(kind_named(words[0]), f"usage: {_usage(verb)}"), *told])
    return 0


def version() -> str:
    """The number of this version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("alliance-desk")
    except PackageNotFoundError:
        import tomli

        house = Path(__file__).parents[2] / "pyproject.toml"
        with house.open("rb") as file:
            return str(tomli.load(file)["project"]["version"])


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, with the nearest name."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongCall with the message."""
        raise WrongCall(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        near = nearest(str(value), choices)
        what = action.metavar or "/".join(action.option_strings)
        meant = f"Did you mean {near}?" if near else f"There are: {', '.join(choices)}."
        raise WrongCall(f"{what}: there is no “{clean(str(value))}”. {meant}")


def _desk_parser() -> argparse.ArgumentParser:
    """The parser of a call that opens the desk, which need not wait for those of all verbs."""
    parser = _Parser(prog=_PROGRAM, allow_abbrev=False, add_help=False)
    parser.set_defaults(verb=None)
    _add_global_options(parser)
    return parser


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    parser = _Parser(
        prog=_PROGRAM,
        description="The books of an alliance of schools. Without a verb the desk opens.",
        allow_abbrev=False,
    )
    _add_global_options(parser)
    verbs = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB")
    for verb in VERBS:
        _add_verb(verbs, verb)
    return parser


def _add_global_options(parser: argparse.ArgumentParser) -> None:
    for name, value, help in GLOBAL_OPTIONS:
        if value:
            parser.add_argument(name, metavar=value, help=help)
        else:
            parser.add_argument(name, action="store_true", help=help)


def _add_verb(verbs: Any, verb: Verb) -> None:
    with_fields = verb.name in _WITH_FIELDS
    parser = verbs.add_parser(
        verb.name.split()[-1],
        help=verb.help,
        description=verb.help[:1].upper() + verb.help[1:] + ".",
        usage=_usage(verb),
        allow_abbrev=False,
        add_help=not with_fields,
    )
    if with_fields:
        parser.add_argument("-h", "--help", action="store_true", help="the fields of KIND")
    if verb.verbs:
        parts = parser.add_subparsers(title="verbs", dest="part", metavar="VERB", required=True)
        for part in verb.verbs:
            _add_verb(parts, part)
        return
    for name, settings in OPTIONS.get(verb.name, ()):
        parser.add_argument(name, **settings)
    parser.add_argument(
        "words", nargs="*", metavar=verb.words or "nothing more", help=argparse.SUPPRESS
    )


def _usage(verb: Verb) -> str:
    parts = [f"alliance {verb.name}", verb.words]
    for name, settings in OPTIONS.get(verb.name, ()):
        choices = "|".join(settings.get("choices", ()))
        value = "" if settings.get("action") == "store_true" else settings.get("metavar") or choices
        parts.append(f"[{name} {value}]" if value else f"[{name}]")
    return " ".join(part for part in parts if part)
