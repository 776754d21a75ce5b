"""The problems that can occur, each with its exit code for scripts and one line for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from models.fields.text import in_sentences

if TYPE_CHECKING:
    from models.records.rules import Finding


class Problem(Exception):
    """Something failed. The message says what, why, and what to do, in one line."""

    exit_code: ClassVar[int] = 1


class WrongCall(Problem):
    """The record asked for does not exist, or several match."""

    exit_code = 2


class Refused(Problem):
    """A rule of the field forbids it.

    `findings` says which fields are concerned, `subject` whose they are where that must be said.
    """

    exit_code = 3

    def __init__(self, findings: Sequence[Finding], subject: str = "") -> None:
        said = in_sentences(finding.message for finding in findings)
        super().__init__(f"{subject}: {said}" if subject else said)
        self.findings, self.subject = tuple(findings), subject


class Clash(Problem):
    """Somebody else changed the same field meanwhile; both values are kept apart.

    `fields` maps each attribute to what was seen, what stands now, and what was to be saved.
    """

    exit_code = 3

    def __init__(self, message: str, fields: dict[str, tuple[str, str, str]]) -> None:
        super().__init__(message)
        self.fields = fields


class StoreProblem(Problem):
    """The store is in use, damaged, or not a store."""

    exit_code = 4
