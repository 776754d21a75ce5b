"""The kinds of field that hold one of a list, several of a list, or yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from models.fields import text
from models.fields.field import StoredField, UnreadableError
from models.fields.states import State
from models.fields.values import Value


def _distinct(choices: Mapping[str, str]) -> Mapping[str, str]:
    """The choices, those of the same word told apart by their codes.

    The newest code has the bare word: Dorset is 838, and what it was before is "Dorset (835)".
    """
    newest: dict[str, str] = {}
    for value, word in choices.items():
        rival = newest.get(word)
        if rival is None or (value.isdigit(), value) > (rival.isdigit(), rival):
            newest[word] = value
    return {
        value: word if newest[word] == value else f"{word} ({value})"
        for value, word in choices.items()
    }


class ChoiceField(StoredField):
    """One of a list. `choices` maps what is kept to what people read.

    Where others add to the list, it is a function, which is asked when the list is first needed.
    A list that others may lengthen is `open`: what it does not know is kept and shown as it is.
    `also` are other words that people have for a choice.
    `hints` say what a choice means, where its word alone does not. `states` stand instead of
    `choices` where each is a state, with a letter and a tone.
    """

    def __init__(
        self,
        label: str,
        help: str = "",
        *,
        choices: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None,
        states: Mapping[str, State] = {},
        hints: Mapping[str, str] = {},
        open: bool = False,
        also: Mapping[str, str] = {},
        **options: Any,
    ) -> None:
        super().__init__(label, help, **options)
        self.states, self._also = states, also
        self._choices = choices or {value: str(each) for value, each in states.items()}
        self._hints = hints
        self.open = open

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """The word for each choice."""
        return _distinct(self._choices() if callable(self._choices) else self._choices)

    @property
    def hints(self) -> dict[str, str]:
        """Explanations of choices, by their words."""
        return {self.meanings[value]: hint for value, hint in self._hints.items()}

    @property
    def example(self) -> str:  # type: ignore[override]
        """A few of the choices."""
        words = list(dict.fromkeys(self.meanings.values()))
        return ", ".join(words[:8]) + (" …" if len(words) > 8 else "")

    def check(self, column: str) -> str:
        """One of the list, or short when the list is open."""
        if self.open:
            return f"length({column}) BETWEEN 1 AND 40"
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in self.meanings)
        return f"{column} IN ({quoted})"

    def read_text(self, typed: str, today: date) -> Value:
        """The choice whose word or value this is, or the only one that begins or contains it."""
        if typed in self.meanings:
            return typed
        wanted = text.folded(typed)
        if also := self._also.get(wanted.rstrip(".")):
            return also
        unknown_code = self.open and re.fullmatch(r"[0-9]{1,4}", typed) is not None
        words = self._folded
        for matches in (
            [value for value, word in words.items() if word == wanted or value.lower() == wanted],
            [value for value, word in words.items() if word.startswith(wanted)],
            [value for value, word in words.items() if wanted in word and not unknown_code],
        ):
            if len({words[value] for value in matches}) == 1:
                return matches[0]
            if matches:
                several = ", ".join(self.meanings[value] for value in matches[:6])
                raise UnreadableError(typed, "it could be several", several)
        if unknown_code:
            return typed
        near = text.nearest(wanted, list(words.values()))
        meant = [self.meanings[value] for value, word in words.items() if word == near]
        raise UnreadableError(typed, "it is not one of the choices", (meant or [self.example])[0])

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {value: text.folded(word) for value, word in self.meanings.items()}

    def show(self, value: Value) -> str:
        """The word for the choice."""
        return self.meanings.get(str(value), str(value)) if value is not None else ""


class ChoicesField(StoredField):
    """Several of a list, kept as their values with commas between, in the order of the list."""

    def __init__(
        self, label: str, help: str = "", *, choices: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(label, help, **options)
        self.one = ChoiceField(label, choices=choices)

    @property
    def example(self) -> str:  # type: ignore[override]
        """Two of the choices."""
        return ", ".join(list(self.one.meanings.values())[:2])

    def check(self, column: str) -> str:
        """Not empty and not too long; the values may change with the list."""
        return f"length({column}) BETWEEN 1 AND 400"

    def read_text(self, typed: str, today: date) -> Value:
        """The choices that were named, each as a single choice is."""
        named: set[Value] = set()
        for part in filter(None, re.split(r"\s*[,;]\s*", typed)):
            try:
                named.add(self.one.read_text(part, today))
            except UnreadableError as error:
                raise UnreadableError(typed, f"“{part}”: {error.why}", error.example) from None
        if not named:
            raise self.unreadable(typed, "it names no choice")
        return ",".join(value for value in self.one.meanings if value in named)

    def show(self, value: Value) -> str:
        """The words for the choices."""
        return ", ".join(self.one.show(part) for part in chosen_of(value))


def chosen_of(value: Value) -> tuple[str, ...]:
    """The choices that a value of several holds; none for an empty one."""
    return tuple(str(value).split(",")) if value else ()


class YesNoField(StoredField):
    """Yes or no."""

    field_type = "INTEGER"
    kind = "yes_no"
    example = "y or n"
    width = 5

    def check(self, column: str) -> str:
        """Only 0 and 1."""
        return f"{column} IN (0, 1)"

    def read_text(self, typed: str, today: date) -> Value:
        """Yes for y, yes, true, 1 and ticks; no for n, no, false, 0 and crosses."""
        word = typed.lower()
        if word in ("y", "yes", "true", "1", "✓", "✔", "☑", "√"):
            return True
        if word in ("n", "no", "false", "0", "✗", "✘", "☐"):
            return False
        raise self.unreadable(typed, "it is neither yes nor no")

    def db_value(self, value: object) -> int | None:
        """1 for yes, 0 for no."""
        return None if value is None else int(bool(value))

    def python_value(self, value: object) -> bool | None:
        """True for yes."""
        return None if value is None else bool(value)
