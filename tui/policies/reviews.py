"""Correcting or withdrawing a review that turns out to be wrong."""

from __future__ import annotations

from data.policies.approvals import entry_instead, in_words
from data.policies.copies import copy_of
from data.policies.recording import correct_review, withdraw_review
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.listing import Wanted
from data.tables.parsing import meant, show_values
from models.fields.text_fields import TextField
from models.policies.review import Review
from models.policies.review_rules import WITHDRAWN
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.commands.records import open_record, show_history
from tui.dialogs.choose import Choose
from tui.forms.questions import ask_until_accepted
from tui.policies.approvals import approval_fields
from tui.workbench.workbench import Workbench


async def open_review(bench: Workbench) -> None:
    """Offer what can be done about the review of the cursor: it is never changed itself."""
    key = bench.section.grid.cursor_key
    if bench.look_only or key is None:
        await open_record(bench)
        return

    def read(books: Books) -> tuple[str, Values | None, Values | None]:
        return books.name_of(Review, key), books.get(Review, key), entry_instead(books, key)

    name, values, instead = await bench.books.read(read)
    if values is None:
        bench.say("This review is gone: somebody took it back meanwhile.", "warn")
        return
    choices = []
    if instead is not None:
        choices.append(("instead", "i", "What replaces it", in_words(instead)))
    else:
        choices.append(("correct", "c", "Correct it", "another entry replaces it"))
        if values["kind_of_review"] != WITHDRAWN:
            choices.append(("withdraw", "w", "Withdraw it", "it never took place"))
    choices.append(("history", "h", "History", "who recorded it, and when"))
    chosen = await bench.ask(Choose(name, choices))
    if chosen == "correct":
        await _correct(bench, key, name, values)
    elif chosen == "withdraw":
        await _withdraw(bench, key, name, values)
    elif chosen == "instead" and instead is not None:
        await _show_only(bench, [key, str(instead["key"])], name)
        bench.section.grid.move_to(key=str(instead["key"]))
    elif chosen == "history":
        await show_history(bench)


async def show_reviews(bench: Workbench, school: str, policy: str) -> None:
    """Show the reviews of a school's policy in their list, those that were corrected as well."""

    def read(books: Books) -> tuple[list[str], str]:
        copy = copy_of(books, school, policy)
        found = books.find(Review, school_policy=copy["key"]) if copy else []
        name = books.name_of(SchoolPolicy, str(copy["key"])) if copy else ""
        return [str(each["key"]) for each in found], name

    keys, name = await bench.books.read(read)
    if keys:
        await _show_only(bench, keys, name)
    else:
        bench.say(f"Nothing was approved yet: {bench.keys.word('add')} records it.", "warn")


async def _show_only(bench: Workbench, keys: list[str], label: str) -> None:
    await bench.show_list(Review, Wanted(only=frozenset(keys), only_label=label))


async def _correct(bench: Workbench, key: str, name: str, values: Values) -> None:
    """Ask what is right, and add the entry that stands instead of a review."""
    fields = [*approval_fields(), ("notes", Review.field("notes"))]
    names = [each for each, _ in fields]
    wrong = {each: value for each, value in values.items() if each in names}
    if wrong["kind_of_review"] == WITHDRAWN:
        # What takes a withdrawal back is the approval that took place after all.
        wrong |= {"kind_of_review": "approved", "notes": None}
    shown = await bench.books.read(lambda books: show_values(books, Review, wrong))

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return correct_review(store, key, meant(store, Review, typed))

    done = await ask_until_accepted(bench, f"Correct: {name}", fields, shown, save)
    if done is not None:
        say_done(bench, done)


async def _withdraw(bench: Workbench, key: str, name: str, values: Values) -> None:
    """Ask why a review never took place, and add the entry that says so."""
    reason = TextField(
        "Why", "For example: typed for the wrong school; the meeting was put off.", required=True
    )

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return withdraw_review(store, key, reason.read(typed["notes"], store.today))

    title = f"Withdraw: {name}, {in_words(values)}"
    done = await ask_until_accepted(bench, title, [("notes", reason)], {}, save)
    if done is not None:
        say_done(bench, done)
