"""The kinds of field that name other records: a reference, or a name that may be typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

import peewee

from models.fields.field import DeskField
from models.fields.text import article
from models.fields.text_fields import TextField
from models.fields.values import Value


class NameField(TextField):
    """A name: those that the books know are offered, and any other may be typed."""

    def __init__(self, to: type[Any], label: str, help: str = "", **options: Any) -> None:
        super().__init__(label, help, **options)
        self.to = to
        """The records whose names are offered."""


class ReferenceField(DeskField, peewee.ForeignKeyField):
    """Another record, named by its name (a school also by its URN, LAESTAB or UKPRN).

    What is kept is the record's key; finding a record by its name is the store's work. With
    `adds_new` an import may name one that is new, which is added first.
    """

    kind = "text"
    width = 24

    def __init__(
        self,
        to: type[Any] | str,
        label: str,
        help: str = "",
        *,
        required: bool = False,
        width: int | None = None,
        fixed: bool = False,
        adds_new: bool = False,
    ) -> None:
        super().__init__(
            cast(Any, to),
            null=not required,
            backref="+",
            lazy_load=False,
            on_delete="RESTRICT",
            verbose_name=label,
            help_text=help,
        )
        self.label, self.help, self.required = label, help, required
        self.only_one = False
        self.fixed, self.adds_new = fixed, adds_new
        self.columns = width or type(self).width

    @property
    def example(self) -> str:  # type: ignore[override]
        """How such a record is named."""
        return f"the name of {article(self.to.singular)}, or its beginning"

    @property
    def to(self) -> type[Any]:
        """The kind of record that this one may refer to; fields know no records."""
        return cast("type[Any]", self.rel_model)

    def check(self, column: str) -> str:
        """Foreign keys check themselves."""
        return ""

    def read_text(self, typed: str, today: date) -> Value:
        """A key; names are looked up by whoever has the store."""
        if re.fullmatch(r"[0-9a-f]{32}", typed):
            return typed
        raise self.unreadable(typed, f"there is no {self.to.singular} of that name")
