"""The problems that can occur, each with its exit code for scripts and one line for people."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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


class Agreed:
    """What was decided about rows that somebody else changed, before they are saved once more.

    Those `left` stay as they are; of the others it is `known` what stands in them.
    """

    def __init__(self) -> None:
        self.left: set[Hashable] = set()
        self.known: dict[Hashable, object] = {}


class ClashingRow:
    """One of several records or cells that somebody else changed meanwhile.

    It has a name, and `values` in words: what was seen, what stands now and what was to be saved;
    `now` is the content that stands, to compare with.
    """

    def __init__(self, key: Hashable, name: str, values: tuple[str, str, str], now: object) -> None:
        self.key, self.name, self.values, self.now = key, name, values, now


class Clash(Problem):
    """Somebody else changed the same field meanwhile; both values are kept apart.

    `fields` maps each attribute to what was seen, what stands now, and what was to be saved. Where
    the same was to be set in several records or cells, the `rows` are those that changed, and what
    is decided about them goes into `agreed` before they are saved again.
    """

    exit_code = 3

    def __init__(
        self,
        message: str,
        fields: dict[str, tuple[str, str, str]],
        rows: Sequence[ClashingRow] = (),
        agreed: Agreed | None = None,
    ) -> None:
        super().__init__(message)
        self.fields, self.rows, self.agreed = fields, tuple(rows), agreed


class StoreProblem(Problem):
    """The store is in use, damaged, or not a store."""

    exit_code = 4
