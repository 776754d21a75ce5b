"""The verb `move`: moves records on to a following state, with what that still needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from data.problems import WrongCall
from models.fields.text import enumerated, name_for_scripts, nearest
from tui.command_line.calls import Call, clean, note, refusal, say

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.moves import Moves, Questions
    from models.fields.field import DeskField
    from models.records.record import Record, Values

_LONGEST_STATE = 4
"""Words that the name of a state may have, where it is typed without quotation marks."""


def move(call: Call) -> int:
    """Move records on to a state; says it as the history does."""
    record = call.kind()
    moves = _moves_of(record)
    words = list(takewhile(lambda word: "=" not in word, call.words))
    given = call.words[len(words) :]
    if not words:
        raise WrongCall(f"STATE is missing. The call is: {call.usage}")
    state, named = _state_at_the_end(moves, words)
    if bool(named) == bool(call.options.where):
        raise WrongCall(f"Name the records, or narrow with --where. The call is: {call.usage}")
    with call.open(changes=True) as store:
        several = _fitting(call, store, record) if not named else _named(store, record, named)
        if not several:
            note(f"There are no {record.plural()}{call.conditions_told}, so nothing was changed.")
            return 0
        if moves.one_by_one and len(several) > 1:
            raise WrongCall(f"{record.plural().capitalize()} are moved on one at a time: name one.")
        if all(moves.state_of(store, each) == state for each in several):
            note(f"{moves.words[state]} already, so nothing was changed.")
            return 0
        _refuse_what_does_not_follow(store, record, moves, several, state)
        answers = _answers(store, moves, several, state, given)
        outcome = moves.move(store, several, state, answers)
        say(outcome.label)
        if outcome.warnings:
            note(f"Saved, but: {outcome.warnings}")
    return 0


def _moves_of(record: type[Record]) -> Moves:
    from data.tables.moves import kinds_that_move, moves_of

    moves = moves_of(record)
    if moves is None:
        kinds = enumerated([each.kind for each in kinds_that_move()], "and")
        raise WrongCall(
            f"{record.plural().capitalize()} have no states that follow each other; {kinds} have. "
            f"Fields are changed with: alliance set {record.kind} NAME FIELD=VALUE"
        )
    return moves


def _state_at_the_end(moves: Moves, words: list[str]) -> tuple[str, list[str]]:
    """The state that the last words name, and the words before it."""
    states = {name_for_scripts(word): state for state, word in moves.words.items()}
    states |= {name_for_scripts(state): state for state in moves.words}
    for count in range(min(_LONGEST_STATE, len(words)), 0, -1):
        typed = name_for_scripts(" ".join(words[-count:]))
        if typed in states:
            return states[typed], words[:-count]
    near = nearest(name_for_scripts(words[-1]), list(states))
    names = [word.lower() for word in moves.words.values()]
    meant = f"Did you mean {near}?" if near else f"There are: {', '.join(names)}."
    raise WrongCall(f"There is no state “{clean(words[-1])}”. {meant}")


def _named(store: Store, record: type[Record], words: list[str]) -> list[Values]:
    """The record of which the words are the name, or one for each of the words."""
    from data.tables.finding import find_one

    keys: list[str]
    try:
        keys = [find_one(store, record, " ".join(words))]
    except WrongCall:
        if len(words) == 1:
            raise
        keys = list(dict.fromkeys(find_one(store, record, word) for word in words))
    found = store.get_many(record, keys)
    return [found[key] for key in keys]


def _fitting(call: Call, store: Store, record: type[Record]) -> list[Values]:
    from data.tables.listing import Listing, Wanted

    listing = Listing(store, record)
    keys = listing.keys(Wanted(terms=call.conditions(listing.columns, store.today)))
    found = store.get_many(record, keys)
    return [found[key] for key in keys]


def _refuse_what_does_not_follow(
    store: Store, record: type[Record], moves: Moves, several: Sequence[Values], state: str
) -> None:
    """Raise Refused, naming the record, when the state does not follow the one it is in."""
    for each in several:
        ways = moves.ways_on(store, each)
        if state in ways:
            continue
        was = moves.words[moves.state_of(store, each)]
        name = store.name_from(record, each)
        none = f"None was moved, because of {name}: " if len(several) > 1 else f"{name}: "
        if not ways:
            raise refusal(f"{none}{was} is its last state.")
        follow = enumerated([moves.words[way] for way in ways], "or")
        raise refusal(f"{none}after {was} comes {follow}, not {moves.words[state]}.")


def _answers(
    store: Store, moves: Moves, several: Sequence[Values], state: str, given: Sequence[str]
) -> Values:
    """The answers given to questions, and the proposed ones for the others.

    Raises WrongCall with a line for each that is not asked or cannot be read, and Refused when
    something is missing that has to be said.
    """
    from data.tables.parsing import read_value
    from models.fields.field import UnreadableError

    questions = moves.questions(store, several, state)
    fields = dict(questions)
    names = {name_for_scripts(field.label): name for name, field in questions}
    names |= {name_for_scripts(name): name for name in fields}
    values: Values = dict.fromkeys(fields) | moves.assumed(store, several, state)
    problems = []
    for each in given:
        typed, _, text = each.partition("=")
        name = names.get(name_for_scripts(typed))
        if name is None:
            alone = [moves.questions(store, [one], state) for one in several]
            problems.append(_not_asked(typed, moves.words[state], questions, chain(*alone)))
            continue
        try:
            values[name] = read_value(store, fields[name], text)
        except (UnreadableError, WrongCall) as problem:
            problems.append(f"{_script_name(name)}: {problem}")
    if problems:
        raise WrongCall("\n".join(problems))
    for name, field in questions:
        if field.required and values[name] is None:
            raise refusal(
                f"{moves.words[state]} asks for {field.label}: {field.help} "
                f"Give {_script_name(name)}=VALUE."
            )
    return {name: value for name, value in values.items() if name in fields}


def _not_asked(
    typed: str, state: str, questions: Questions, alone: Iterable[tuple[str, DeskField]]
) -> str:
    if name_for_scripts(typed) in {name_for_scripts(name) for name, _ in alone}:
        return f"“{clean(typed)}” is asked of each on its own: move them one at a time."
    asked = enumerated([_script_name(name) for name, _ in questions], "and")
    told = f"it asks for {asked}" if asked else "it asks for nothing"
    return (
        f"“{clean(typed)}” is not asked for on the way to {state}: {told}. "
        "Other fields are changed with: alliance set"
    )


def _script_name(name: str) -> str:
    """The name of a question's answer on the command line."""
    return name.replace("_", "-")
