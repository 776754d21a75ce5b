"""The `alliance` command: which verbs there are, and how a call ends.

Nothing of the screen is loaded here before the desk is opened, and of everything else only what
the verb needs: a call from a script is answered in a tenth of a second.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from data.problems import Problem, Refused, StoreProblem, WrongCall
from models.fields.text import nearest
from tui.command_line.calls import Call, clean, kind_named, note, refuse_undecodable, say, say_lines
from tui.command_line.global_options import GLOBAL_OPTIONS, options_of_desk
from tui.command_line.verb import Verb, function_named

INTERRUPTED = 130
_FAILED = 1
_WRONG_CALL = 2


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
        from tui.command_line.parsing import global_options

        options, _ = global_options(arguments)
        path = _call(options, None, []).store
        if not options.sample and is_damaged(path):
            note(damage_message(path))
            return StoreProblem.exit_code
    return 0


def _look_first(arguments: list[str]) -> str:
    """Advice after a failure: a call that saves may have saved before it failed."""
    from tui.command_line.verbs import all_verbs

    leaves = (leaf for verb in all_verbs() for leaf in verb.leaves if leaf.changes)
    if not any(set(leaf.name.split()) <= set(arguments) for leaf in leaves):
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
    """Discard what is still to be written, so that Python does not complain at its end."""
    with suppress(Exception):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _run(arguments: list[str]) -> int:
    if "_ARGCOMPLETE" in os.environ:
        from tui.command_line.completers import complete
        from tui.command_line.parsing import make_parser

        complete(make_parser())
    refuse_undecodable(arguments)
    options, others, verbs = options_of_desk(arguments), list[str](), tuple[Verb, ...]()
    if options is None:
        from tui.command_line.parsing import parse

        try:
            options, others, verbs = parse(arguments)
        except SystemExit as stop:
            return int(stop.code or 0)
    if options.version:
        say(f"Alliance Desk {version()}")
        return 0
    if part := getattr(options, "part", None):
        options.verb = f"{options.verb} {part}"
    leaves = {leaf.name: leaf for each in verbs for leaf in each.leaves}
    verb = leaves.get(options.verb)
    words = [*getattr(options, "words", ()), *_words(others, verb)]
    if verb is None:
        return _without_verb(_call(options, None, words))
    from tui.command_line.paging import paged

    if getattr(options, "help", False):
        with paged(not options.no_pager):
            return _help_with_fields(verb, words)
    call = _call(options, verb, words)
    for problem in call.configuration.problems if verb.name != "config check" else ():
        note(problem)
    does = function_named(verb.does)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    with paged(not options.no_pager):
        return int(does(call))


def _words(others: list[str], verb: Verb | None) -> list[str]:
    """The words that stand after an option; what looks like an option is not one of ours."""
    for other in others:
        if other.startswith("-") and len(other) > 1:
            name = other.split("=")[0]
            known = {option for option, *_ in GLOBAL_OPTIONS}
            if verb and name in known:
                raise WrongCall(f"{name} stands before the verb: alliance {name} … {verb.name} …")
            options, of_verb = (verb.options, f" {verb.name}") if verb else ((), "")
            near = nearest(name, [*known, *(option.name for option in options)])
            meant = f"Did you mean {near}?" if near else f"See: alliance{of_verb} --help"
            raise WrongCall(f"There is no option {clean(name)}. {meant}")
    return others


def _call(options: SimpleNamespace, verb: Verb | None, words: list[str]) -> Call:
    from data.files import configuration, places

    settings = configuration.read(places.configuration_file())
    options.sample = options.sample or options.tour
    if options.sample and options.store:
        raise WrongCall("--sample is a store of its own: leave out --sample or --store.")
    named = options.store, settings.store
    store = Path() if options.sample else places.store_file(*named)
    usage = ""
    if verb is not None:
        from tui.command_line.parsing import usage_of

        usage = usage_of(verb)
    return Call(
        verb=verb.name if verb else "",
        words=words,
        options=options,
        store=store,
        today=_today(options.today),
        configuration=settings,
        sample=options.sample,
        read_only=options.read_only,
        usage=usage,
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


def _without_verb(call: Call) -> int:
    if call.words:
        message = f"“{clean(call.words[0])}” is not a verb. List them: alliance --help"
        raise WrongCall(message)
    # The desk stands above the command line: it is named here and not imported.
    options = function_named("tui.desk.options:options_of")(call)
    return int(function_named("tui.desk.opening:run")(options))


def _help_with_fields(verb: Verb, words: list[str]) -> int:
    from tui.command_line.changing import fields_help
    from tui.command_line.parsing import usage_of

    told = [f"  {option.name}: {option.settings['help']}" for option in verb.options]
    told = ["", "options:", *told] if told else []
    if not words:
        say_lines([f"usage: {usage_of(verb)}", "", verb.help, *told, "", "The fields of a kind:"])
        say(f"  alliance {verb.name} schools --help")
        return 0
    say_lines([*fields_help(kind_named(words[0]), f"usage: {usage_of(verb)}"), *told])
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
