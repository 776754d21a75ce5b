"""A call of the command line: what was asked for, of which store, and where the answer goes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from data.files.configuration import Configuration
from data.problems import Problem, Refused, WrongCall
from models.fields.text import enumerated, harmless, nearest

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.filter_terms import Term
    from data.tables.rows import Column
    from models.records.record import Deed, Record
    from models.records.rules import Finding


_LONG = 1000
"""From so many rows on an import says how far it is."""


@dataclass(eq=False, repr=False)
class Call:
    """One call of a verb: its words (what is no option), its options, and the global ones."""

    verb: str
    words: list[str]
    options: SimpleNamespace
    store: Path
    today: date
    configuration: Configuration
    sample: bool = False
    read_only: bool = False
    usage: str = ""

    def next_word(self, what: str) -> str:
        """Take the first of the words. Raises WrongCall when there is none left."""
        if not self.words:
            raise WrongCall(f"{what} is missing. The call is: {self.usage}")
        return self.words.pop(0)

    def rest(self, what: str) -> str:
        """All the words that are left as one name. Raises WrongCall when there is none."""
        if not self.words:
            raise WrongCall(f"{what} is missing. The call is: {self.usage}")
        name = " ".join(self.words)
        self.words.clear()
        return name

    def no_more(self) -> None:
        """Raise WrongCall when there are words that the verb has no use for."""
        if self.words:
            raise WrongCall(
                f"“{clean(self.words[0])}” is one word too many. The call is: {self.usage}"
            )

    def kind(self) -> type[Record]:
        """Take the first word as a kind of record. Raises WrongCall with the nearest kind."""
        return kind_named(self.next_word("KIND"))

    def day(self, option: str, typed: str | None, example: str) -> date | None:
        """The day that an option names; None without it. Raises WrongCall."""
        if typed is None:
            return None
        from models.fields.dates import UnreadableDateError, read_date

        try:
            return read_date(typed, self.today)
        except UnreadableDateError as error:
            raise WrongCall(
                f"{option} {clean(typed)}: {error}. For example {option} {example}"
            ) from None

    def conditions(self, columns: Sequence[Column], day: date) -> tuple[Term, ...]:
        """The conditions of --where, which all must hold. Raises WrongCall for an unknown field."""
        from data.tables.filter_terms import term_of_condition

        return tuple(term_of_condition(each, columns, day) for each in self.options.where or ())

    @property
    def conditions_told(self) -> str:
        """The conditions of --where at the end of a sentence; empty where there is none."""
        given = [f"“{clean(each)}”" for each in self.options.where or ()]
        return f" with {enumerated(given, 'and')}" if given else ""

    @contextmanager
    def open(self, *, changes: bool = False, create: bool = False) -> Iterator[Store]:
        """The store that the call is about; the day's backup is made before it changes."""
        store = self._opened(changes, create)
        try:
            if changes and not self.read_only:
                self._keep_backup(store)
            from data.store.database import readable_errors

            with readable_errors(store.path):
                yield store
        finally:
            store.close()

    def _opened(self, changes: bool, create: bool) -> Store:
        if self.sample:
            from data.sample.store import open_sample

            return open_sample(self.today, read_only=self.read_only)
        from data.files import places
        from data.store.store import Store

        create = create and not self.read_only
        if create:
            places.make_folder(self.store)
        # Whoever may only read the file can still ask what is in it.
        only_readable = self.store.is_file() and not os.access(self.store, os.W_OK)
        return Store.open(
            self.store,
            today=self.today,
            read_only=self.read_only or (only_readable and not changes),
            create=create,
            waiting=lambda: note("Another program is using the store; waiting for it …"),
        )

    @contextmanager
    def open_to_try(self) -> Iterator[Store]:
        """The store, for what is only tried; new and empty books where there is none yet."""
        if self.sample or os.path.lexists(self.store):
            with self.open() as store:
                yield store
            return
        from tempfile import TemporaryDirectory

        from data.files import places
        from data.store.store import Store

        note(f"There are no books at {self.store} yet: this is what new ones would get.")
        with TemporaryDirectory(prefix="alliance-tried-") as folder:
            new = Path(folder) / self.store.name
            with suppress(OSError):
                # New schools are completed from the register that lies there already.
                places.register_file(new).symlink_to(places.register_file(self.store).absolute())
            with Store.open(new, today=self.today, create=True, throw_away=True) as store:
                yield store

    @contextmanager
    def open_to_rehearse(self) -> Iterator[Store]:
        """The store, for what is carried out and taken back; new books where there is none yet."""
        there = self.sample or os.path.lexists(self.store)
        with self.open(changes=True) if there else self.open_to_try() as store:
            yield store

    @staticmethod
    def _keep_backup(store: Store) -> None:

        try:
            store.back_up_daily()
        except (Problem, OSError) as problem:
            note(f"No backup was made before this change: {problem}")


def kind_named(name: str) -> type[Record]:
    """The kind of record that screens and scripts call so; one of it may be named as well."""
    from models.fields.text import name_for_scripts
    from models.kinds import KINDS, RECORDS

    wanted = name_for_scripts(name)
    if wanted in KINDS:
        return KINDS[wanted]
    for record in RECORDS:
        if wanted == name_for_scripts(record.singular):
            return record
    near = nearest(wanted, list(KINDS))
    meant = f"Did you mean {near}?" if near else f"There are: {', '.join(KINDS)}."
    raise WrongCall(f"There are no records called “{clean(name)}”. {meant}")


def refuse_by_hand(record: type[Record], done: Deed) -> None:
    """Raise Refused, before anything is looked for, when nobody does this to such records."""
    if never := record.not_by_hand(done):
        raise refusal(never)


def refusal(message: str) -> Refused:
    """The error to raise where no field is concerned."""
    from models.records.rules import Finding, Severity

    return Refused([Finding(Severity.REFUSE, "", message)])


def warn(warnings: Sequence[Finding]) -> None:
    """Say what the rules warned of, each once."""
    for message in dict.fromkeys(each.message for each in warnings):
        note(f"Saved, but: {message}")


def refuse_undecodable(words: Sequence[str]) -> None:
    """Raise WrongCall when a word holds bytes that are no letters in this terminal's alphabet.

    Python marks such bytes; left in a name, they would be lost. Files may be called so.
    """
    for word in words:
        there = os.path.lexists(word) or os.path.lexists(word.partition("=")[2])
        if not there and re.search("[\udc80-\udcff]", word):
            shown = clean(re.sub("[\udc80-\udcff]", "?", word))
            raise WrongCall(
                f"“{shown}” holds a byte (at ?) that is not UTF-8. Set the terminal to "
                "UTF-8 and type it again, or import it from a file, whose encoding is detected."
            )


def clean(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return harmless(text)


def say(line: str = "") -> None:
    """A line of the answer, to standard output."""
    print(clean(line))


def say_lines(lines: list[str]) -> None:
    """Several lines of the answer."""
    for line in lines:
        say(line)


def say_bytes(content: bytes) -> None:
    """A whole file as the answer, to standard output, byte for byte."""
    if sys.stdout is None:
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def note(line: str) -> None:
    """Anything that is not the answer, to standard error, on one line."""
    print(f"alliance: {' '.join(clean(line).split())}", file=sys.stderr)


def show_progress(done: int, total: int) -> None:
    """Say on a terminal how far a long import is; the line goes when it is through."""
    if sys.stderr is not None and sys.stderr.isatty() and total > _LONG:
        line = f"{done:,} of {total:,} rows" if done < total else ""
        print(f"\r{line:<40}\r", end="", file=sys.stderr, flush=True)


def width() -> int | None:
    """The columns of the terminal that the answer goes to; None when it goes elsewhere."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns
