"""What every field of a record has: its label, its help, its check, how it is read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

import peewee

from models.fields import text
from models.fields.states import State
from models.fields.values import Kind, Value, show_value

if TYPE_CHECKING:
    _Field = peewee.Field
else:
    _Field = object


class UnreadableError(ValueError):
    """What was typed cannot be read; the message says why, and gives an example that can."""

    def __init__(self, typed: str, why: str, example: str) -> None:
        shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
        super().__init__(f"“{text.one_line(shown)}”: {why}. For example: {example}")
        self.why, self.example = why, example


SEVERAL_LINES = "several lines of text"
"""The example of a field of notes, which like “any text” is not shown."""


class DeskField(_Field):
    """A field of a record: beside its column a label, help, choices, reading and showing.

    `label` is what people call it, and in lower case with `-` for spaces what scripts call it,
    unless that has another name: labels may become clearer, but scripts go on.
    A field that is not `required` may be empty, which is kept as nothing (NULL). One that is
    `fixed` says what a record is about: once that stands, other fields are what is changed.
    """

    field_type: ClassVar[str] = "TEXT"
    kind: ClassVar[Kind] = "text"
    example: ClassVar[str] = "any text"
    width: ClassVar[int] = 16
    label: str
    help: str
    required: bool

    only_one: bool
    columns: int
    heading: str = ""
    """The heading of a narrow column, where the label is too long for it."""
    shorter: Mapping[str, str] = {}
    """What stands in a narrow column instead of texts that are too long for it."""
    for_scripts: str = ""
    formerly: str = ""
    """A label that it had before, which scripts and files may go on to use."""
    fixed: bool = False
    states: Mapping[str, State] = {}
    """The states that the values stand for, where a list shows them with letter and tone."""
    attribute: str = ""
    """The field's name on its record, and in JSON."""

    @property
    def script_name(self) -> str:
        """The name of the field in commands and files."""
        return self.for_scripts or text.name_for_scripts(self.label)

    def bind(self, model: Any, name: str, set_attribute: bool = True) -> None:
        """Bind to the record's class, and give the column its check."""
        super().bind(model, name, set_attribute)
        self.attribute = name
        check = self.check(f'"{self.column_name}"')
        if check:
            self.constraints = [peewee.Check(check)]

    def check(self, column: str) -> str:
        """The SQL that every value in the column satisfies; empty when there is none."""
        return f"{column} <> ''"

    def read(self, typed: str, today: date) -> Value:
        """The value that a person meant; None for nothing. Raises UnreadableError."""
        cleaned = text.one_line(typed)
        if not cleaned:
            return None
        return self.read_text(cleaned, today)

    def read_text(self, typed: str, today: date) -> Value:
        """The value of text that is clean and not empty. Raises UnreadableError."""
        raise NotImplementedError

    def show(self, value: Value) -> str:
        """The value as people read it."""
        return show_value(value, self.kind)

    def needed(self) -> str:
        """The message when the field is empty and must not be."""
        if self.example in (DeskField.example, SEVERAL_LINES):
            return f"{self.label} is needed. {self.help}".strip()
        return f"{self.label} is needed. For example: {self.example}"

    def same(self, one: Value, other: Value) -> bool:
        """Whether two values say the same, however they are written."""
        return one == other

    def encode(self, value: Value) -> Any:
        """The value as the store's file keeps it."""
        return cast(Any, self.db_value)(value)

    def decode(self, kept: Any) -> Value:
        """The value of what the store's file keeps."""
        return cast(Value, cast(Any, self.python_value)(kept))

    def unreadable(self, typed: str, why: str) -> UnreadableError:
        """The error to raise for this text."""
        return UnreadableError(typed, why, self.example)


class StoredField(DeskField, peewee.Field):
    """A field that keeps its own value; the base of every kind but the reference."""

    def __init__(
        self,
        label: str,
        help: str = "",
        *,
        required: bool = False,
        default: object = None,
        width: int | None = None,
        only_one: bool = False,
        for_scripts: str = "",
        formerly: str = "",
        heading: str = "",
        shorter: Mapping[str, str] = {},
        **peewee_options: Any,
    ) -> None:
        super().__init__(
            null=not required,
            default=default,
            unique=only_one,
            verbose_name=label,
            help_text=help,
            **peewee_options,
        )
        self.label, self.help, self.required = label, help, required
        self.only_one = only_one
        self.for_scripts, self.formerly, self.heading = for_scripts, formerly, heading
        self.shorter = shorter
        self.columns = width or type(self).width


class PositionField(peewee.IntegerField):
    """The place of a record among those of its kind, in the order in which they were added.

    It is neither typed nor shown; the store counts it up.
    """

    def __init__(self) -> None:
        super().__init__(null=True)


class KeyField(peewee.Field):
    """The key of a record: a UUID as 32 hexadecimal digits, so that copies can be merged."""

    field_type = "TEXT"

    def __init__(self) -> None:
        super().__init__(primary_key=True)

    def bind(self, model: Any, name: str, set_attribute: bool = True) -> None:
        """Bind to the record's class, and give the column its check."""
        super().bind(model, name, set_attribute)
        self.constraints = [peewee.Check('length("key") = 32')]
