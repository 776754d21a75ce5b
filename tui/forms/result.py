"""The result of a form."""

from __future__ import annotations

from typing import NamedTuple


class FormResult(NamedTuple):
    """The record that a form saved, what to say of it, and whether rules warn of something.

    `left` tells that the record was saved before, and an empty form was left; `and_next` that the
    next one is wanted, which is not entered in an empty form.
    """

    key: str
    message: str
    kinds: frozenset[str]
    warned: bool = False
    left: bool = False
    and_next: bool = False
