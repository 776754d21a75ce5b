"""Verbs about the file of books: where it is, whether it is sound, copies of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, StoreProblem, WrongCall
from models.fields.text import count_of
from tui.command_line.calls import (
    Call,
    say,
    say_lines,
)
from tui.command_line.verb import function_named, places_of_subjects

if TYPE_CHECKING:
    pass


def where(call: Call) -> int:
    """Where store, backups, register and configuration lie."""
    call.no_more()
    from data.store import backups

    if call.sample:
        say("store: a private copy of the sample, which goes when it is closed")
    else:
        say(f"store: {call.store}")
        from data.files.privacy import readers_of

        if told := readers_of(call.store):
            say(f"  {told}")
        say(f"backups: {backups.folder_of(call.store)}")
        say_lines([f"  {path}" for path in backups.backups_of(call.store)])
        for place in places_of_subjects():
            path, *more = function_named(place.tells)(call.store)
            say(f"{place.name}: {path}")
            say_lines([f"  {line}" for line in more])
    say(f"configuration: {call.configuration.path}")
    return 0


def check(call: Call) -> int:
    """Whether the store is sound."""
    call.no_more()
    with call.open() as store:
        problems = store.check()
        if problems:
            advice = "Bring a backup back: alliance restore FILE (see alliance where)"
            raise StoreProblem("\n".join([*problems, advice]))
        from models.kinds import RECORDS

        counts = [
            count_of(store.count(record), record.singular, record.plural()) for record in RECORDS
        ]
        say(f"{store.path} is sound: {', '.join(counts)}.")
    return 0


def backup(call: Call) -> int:
    """Copy the store: among its backups, or to a file."""
    from data.store import backups, database

    if call.words:
        path = typed_path(call.next_word("FILE")).absolute()
        call.no_more()
        if path.exists() and not path.is_dir():
            if call.store.exists() and path.samefile(call.store):
                raise WrongCall(f"{path} is the store itself. Name another file for the copy.")
            # An older copy may be replaced; a letter or a photograph may not.
            database.version_of(path)
        with call.open() as store:
            backups.copy(store, path, replace=call.options.force)
    else:
        if call.sample:
            raise WrongCall("The sample has no backups. Name a file for the copy.")
        with call.open() as store:
            path = backups.make(store)
    say(str(path))
    return 0


def restore(call: Call) -> int:
    """Bring a copy back into the store's place; what stood there is kept."""
    path = typed_path(call.next_word("FILE")).absolute()
    call.no_more()
    if call.sample:
        raise WrongCall("The sample is made anew each time, so nothing can be restored into it.")
    if call.read_only:
        raise Problem("The desk was opened to look only, so nothing can be restored.")
    if path.exists() and call.store.exists() and path.samefile(call.store):
        raise WrongCall(f"{path} is the store itself. List its backups: alliance where")
    from data.files import places
    from data.store import restoring

    places.make_folder(call.store)
    kept = restoring.restore(path, call.store)
    say(f"Restored {call.store} from {path}")
    if kept is not None:
        say(f"The store that was there is kept: {kept}")
    return 0
