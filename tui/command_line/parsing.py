"""Parsing the words of a call, and saying what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NoReturn

from data.problems import WrongCall
from models.fields.text import nearest
from tui.command_line.calls import clean
from tui.command_line.global_options import GLOBAL_OPTIONS
from tui.command_line.paging import paged
from tui.command_line.verb import Verb
from tui.command_line.verbs import all_verbs, verbs_meant

PROGRAM = "alliance"
WITH_FIELDS = ("add", "set")
"""The verbs that tell the fields of a kind in their help."""


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


def global_options(arguments: Sequence[str]) -> tuple[SimpleNamespace, list[str]]:
    """The options that stand before any verb, and all other words of a call."""
    parser = _Parser(prog=PROGRAM, allow_abbrev=False, add_help=False)
    parser.set_defaults(verb=None)
    _add_global_options(parser)
    options, others = parser.parse_known_args(arguments)
    return SimpleNamespace(**vars(options)), others


def parse(arguments: Sequence[str]) -> tuple[SimpleNamespace, list[str], tuple[Verb, ...]]:
    """The options of a call, its other words, and the verbs among which its verb is.

    Raises WrongCall for a faulty one, and SystemExit where help was asked for.
    """
    options, others = global_options(arguments)
    if not others:
        return options, [], ()
    verbs = verbs_meant(others)
    with paged(not options.no_pager):
        parsed, others = make_parser(verbs).parse_known_args(arguments)
    return SimpleNamespace(**vars(parsed)), others, verbs


def make_parser(among: Sequence[Verb] | None = None) -> argparse.ArgumentParser:
    """The parser of a call of one of these verbs, or of the whole command."""
    parser = _Parser(
        prog=PROGRAM,
        description="The books of an alliance of schools. Without a verb the desk opens.",
        allow_abbrev=False,
    )
    _add_global_options(parser)
    verbs = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB")
    for verb in all_verbs() if among is None else among:
        _add_verb(verbs, verb)
    return parser


def _add_global_options(parser: argparse.ArgumentParser) -> None:
    for name, value, help in GLOBAL_OPTIONS:
        if value:
            parser.add_argument(name, metavar=value, help=help)
        else:
            parser.add_argument(name, action="store_true", help=help)


def _add_verb(verbs: Any, verb: Verb) -> None:
    with_fields = verb.name in WITH_FIELDS
    parser = verbs.add_parser(
        verb.name.split()[-1],
        help=verb.help,
        description=verb.help[:1].upper() + verb.help[1:] + ".",
        usage=usage_of(verb),
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
    for option in verb.options:
        parser.add_argument(option.name, **option.settings)
    parser.add_argument(
        "words", nargs="*", metavar=verb.words or "nothing more", help=argparse.SUPPRESS
    )


def usage_of(verb: Verb) -> str:
    """How a verb is called, in a line."""
    parts = [f"alliance {verb.name}", verb.words]
    for name, settings, _ in verb.options:
        choices = "|".join(settings.get("choices", ()))
        value = "" if settings.get("action") == "store_true" else settings.get("metavar") or choices
        parts.append(f"[{name} {value}]" if value else f"[{name}]")
    return " ".join(part for part in parts if part)
