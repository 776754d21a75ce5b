"""Reviews that turn out to be wrong: another entry stands instead of one, or withdraws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.approvals import correct, entry_instead, in_words, withdraw
from data.listings import Wanted
from data.policies.recording import copy_of
from models.fields import TextField
from models.policies import Review, SchoolPolicy
from models.records import Values
from models.rules.reviews import WITHDRAWN
from tui.saying import say_done

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.changes import Change
    from data.store import Store
    from models.field import DeskField
    from tui.desk import Desk


async def open_review(desk: Desk, key: str) -> None:
    """Offer what can be done about a review: it is never changed itself."""
    from tui.actions.records import show_history
    from tui.screens import Choose

    def read(store: Store) -> tuple[str, Values | None, Values | None]:
        return store.name_of(Review, key), store.get(Review, key), entry_instead(store, key)

    name, values, instead = await desk.books.run(read)
    if values is None:
        desk.say("This review is gone: somebody took it back meanwhile.", "warn")
        return
    choices = []
    if instead is not None:
        choices.append(("instead", "i", "What stands instead of it", in_words(instead)))
    else:
        choices.append(("correct", "c", "Correct it", "another entry stands instead of it"))
        if values["kind_of_review"] != WITHDRAWN:
            choices.append(("withdraw", "w", "Withdraw it", "it never took place"))
    choices.append(("history", "h", "History", "who recorded it, and when"))
    chosen = await desk.push_screen_wait(Choose(name, choices))
    if chosen == "correct":
        await _correct(desk, key, name, values)
    elif chosen == "withdraw":
        await _withdraw(desk, key, name, values)
    elif chosen == "instead" and instead is not None:
        await _show_only(desk, [key, str(instead["key"])], name)
        desk.section.grid.move_to(key=str(instead["key"]))
    elif chosen == "history":
        await show_history(desk)


async def show_reviews(desk: Desk, school: str, policy: str) -> None:
    """Show the reviews of a school's policy in their list, those that were corrected as well."""

    def read(store: Store) -> tuple[list[str], str]:
        copy = copy_of(store, school, policy)
        found = store.find(Review, school_policy=copy["key"]) if copy else []
        name = store.name_of(SchoolPolicy, str(copy["key"])) if copy else ""
        return [str(each["key"]) for each in found], name

    keys, name = await desk.books.run(read)
    if keys:
        await _show_only(desk, keys, name)
    else:
        desk.say(f"Nothing was approved yet: {desk.keys.word('add')} records it.", "warn")


async def _show_only(desk: Desk, keys: list[str], label: str) -> None:
    await desk.show_list(Review, Wanted(only=frozenset(keys), only_label=label))


async def _correct(desk: Desk, key: str, name: str, values: Values) -> None:
    from data.entry import meant, show_values
    from tui.actions.approvals import approval_fields

    fields = [*approval_fields(), ("notes", Review.field("notes"))]
    names = [each for each, _ in fields]
    wrong = {each: value for each, value in values.items() if each in names}
    if wrong["kind_of_review"] == WITHDRAWN:
        # What takes a withdrawal back is the approval that took place after all.
        wrong |= {"kind_of_review": "approved", "notes": None}
    shown = await desk.books.run(lambda store: show_values(store, Review, wrong))

    def add(change: Change, typed: dict[str, str]) -> None:
        correct(change, key, meant(change.store, Review, typed))

    await _ask_and_add(desk, f"Correct: {name}", f"Corrected: {name}", fields, shown, add)


async def _withdraw(desk: Desk, key: str, name: str, values: Values) -> None:
    reason = TextField(
        "Why", "For example: typed for the wrong school; the meeting was put off.", required=True
    )

    def add(change: Change, typed: dict[str, str]) -> None:
        withdraw(change, key, reason.read(typed["notes"], change.store.today))

    title = f"Withdraw: {name}, {in_words(values)}"
    await _ask_and_add(desk, title, f"Withdrawn: {name}", [("notes", reason)], {}, add)


async def _ask_and_add(
    desk: Desk,
    title: str,
    label: str,
    fields: list[tuple[str, DeskField]],
    shown: dict[str, str],
    add: Callable[[Change, dict[str, str]], None],
) -> None:
    """Ask for these fields, and add the entry that they make."""
    from tui.screens import ask_until_accepted

    def save(store: Store, typed: dict[str, str]) -> str:
        with store.operation(label) as change:
            add(change, typed)
            return change.warned_of

    warnings = await ask_until_accepted(desk, title, fields, shown, save)
    if warnings is not None:
        say_done(desk, label, warnings, Review, SchoolPolicy)
