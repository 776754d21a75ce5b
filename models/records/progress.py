"""Records that go through states one after another: how their way is declared, and its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.fields.choice_fields import ChoiceField
from models.fields.text import enumerated
from models.fields.text_fields import NoteField
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import REFUSE, Breach, rule, standing
from models.subjects import load


@dataclass(frozen=True)
class Progress:
    """The way of a kind of record through the states of one of its fields.

    `following` are the states that each leads to, the usual one first; `needs` the fields without
    which a state is not reached, those of the states before it included, in the order of asking;
    `asks` fields that are asked for as well, and may stay empty. Of some fields a value is
    `unsettled`: it is asked for like an empty one. What `tells` says of a record and a field stands
    under the question; where it has nothing to say, that is not asked. A state about which
    `not_yet` has a reason is not offered for now.
    """

    record: type[Record]
    attribute: str
    following: Mapping[str, Sequence[str]]
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unsettled: Mapping[str, str] = field(default_factory=dict)
    tells: Mapping[str, Callable[[Values, Books], str]] = field(default_factory=dict)
    not_yet: Mapping[str, Callable[[Values, Books], str]] = field(default_factory=dict)

    def word(self, state: object) -> str:
        """The name of a state, with a capital."""
        word = self.record.field(self.attribute).show(str(state))
        return word[:1].upper() + word[1:]

    def ways_on(self, several: Sequence[Values]) -> list[str]:
        """The states to which all of these records may go from where they stand."""
        ways = [self.following.get(str(each[self.attribute]), ()) for each in several]
        return [state for state in ways[0] if all(state in way for way in ways)] if ways else []

    def kept_back(self, books: Books, several: Sequence[Values]) -> dict[str, str]:
        """Of the states to which all may go those that cannot be reached yet, and why."""
        reasons = {
            state: next(filter(None, (self.not_yet[state](each, books) for each in several)), "")
            for state in self.ways_on(several)
            if state in self.not_yet
        }
        return {state: why for state, why in reasons.items() if why}

    def missing(self, values: Values, state: str) -> list[str]:
        """The fields that a record lacks for a state, in the order of asking."""
        return [name for name in self.needs.get(state, ()) if values.get(name) in (None, "")]

    def asked(self, books: Books, values: Values, state: str) -> list[str]:
        """The empty fields that are asked for on the way to a state, the needed ones first."""
        names = dict.fromkeys((*self.needs.get(state, ()), *self.asks.get(state, ())))
        return [
            name
            for name in names
            if values.get(name) in (None, "", self.unsettled.get(name))
            and (name not in self.tells or self.tells[name](values, books))
        ]


_DECLARED: dict[type[Record], Progress] = {}


def declare_progress(progress: Progress) -> Progress:
    """Declare the way of a kind, and the rules that hold it to it; in a module `…_rules`."""
    record, attribute = progress.record, progress.attribute
    field = record.field(attribute)
    assert isinstance(field, ChoiceField)
    of_it = f"{field.label.lower()} of {'an' if record.singular[0] in 'aeiou' else 'a'}"

    def follows(values: Values, books: Books) -> Breach | None:
        """A state that changes goes where the one before allows; a new record begins anywhere."""
        before = standing(record, values, books)
        if before is None or values.get(attribute) in (None, before[attribute]):
            return None
        was = str(before[attribute])
        ways = progress.following.get(was, ())
        if values[attribute] in ways:
            return None
        now = progress.word(values[attribute])
        if not ways:
            return attribute, (
                f"{progress.word(was)} is its last state, so it does not become {now}. To correct "
                "a slip, use undo."
            )
        after = enumerated([progress.word(each) for each in ways], "or")
        return attribute, f"After {progress.word(was)} comes {after}, not {now}."

    def has_what_it_needs(values: Values, books: Books) -> Breach | None:
        """No field is empty without which the state is not reached."""
        state = str(values.get(attribute))
        missing = progress.missing(values, state)
        if not missing:
            return None
        labels = enumerated([record.field(name).label for name in missing], "and")
        first = record.field(missing[0])
        example = "" if isinstance(first, NoteField) else f", for example {first.example}"
        it = "it" if len(missing) == 1 else "them"
        return missing[0], f"{progress.word(state)} needs {labels}: enter {it}{example}."

    rule(record, REFUSE, f"The {of_it} {record.singular} goes from state to state.")(follows)
    rule(record, REFUSE, f"The {of_it} {record.singular} has what it needs.")(has_what_it_needs)
    _DECLARED[record] = progress
    return progress


def progress_of(record: type[Record]) -> Progress | None:
    """The way of this kind through its states; None where it has none."""
    load("models", "rules")
    return _DECLARED.get(record)
