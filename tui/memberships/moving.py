"""Moving members along their path: to which stage, and what that still needs."""

from __future__ import annotations

from data.memberships.leaving_question import leaving_question
from data.memberships.moving import DAY, move_memberships, questions, signs_with, ways_on
from data.memberships.names import called_together, member_name
from data.memberships.signatories import (
    Signatory,
    from_one_line,
    in_one_line,
    signatory_of,
    signatory_question,
)
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from data.tables.questions import names_of_several
from models.memberships.membership import STAGES, STAGES_OF_LEAVING, STAGES_THAT_ENDED, Membership
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.dialogs.ask import Confirm
from tui.dialogs.choose import Choose
from tui.forms.questions import ask_until_accepted
from tui.memberships.joining import begin_again
from tui.workbench.workbench import Workbench

_NEW_PERIOD = "a new period"
"""A choice for a membership that has ended, beside the stages."""

_LETTERS = {
    "in discussion": "i",
    "statement sent": "s",
    "member": "m",
    "strategic partner": "p",
    "paused": "h",
    "leaving": "v",
    "left": "l",
    "declined": "d",
}
"""The key of each stage where one is chosen: the letter that it has in the lists."""

_MEANINGS = {
    ("statement sent", "in discussion"): "back to talking",
    ("leaving", "member"): "it stays after all",
    ("leaving", "strategic partner"): "it stays after all",
    ("paused", "member"): "takes up its work again",
    ("paused", "strategic partner"): "takes up its work again",
    ("strategic partner", "member"): "steps down, without leaving",
}
"""What a way means where its stage's name does not say it, by the stages that it leads from and
to."""

_TOLD = {
    "statement sent": "the Statement of Commitment went out",
    "member": "with day and signatory of the Statement of Commitment",
    "strategic partner": "with the day of the memorandum of understanding",
    "paused": "keeps its signature",
    "leaving": "has given notice",
    "left": "ends what it has committed to",
}


async def move_on_along_path(bench: Workbench) -> None:
    """Ask where the membership goes, or all that are marked, then for what is missing; move it."""
    keys = bench.section.marked()

    def read(books: Books) -> tuple[list[Values], str, list[list[str]]]:
        found = books.get_many(Membership, keys)
        several = [found[key] for key in keys if key in found]
        names = names_of_several(books, Membership, keys)
        return several, called_together(books, several), names

    memberships, name, names = await bench.books.read(read)
    if not memberships:
        bench.say("This was removed meanwhile, so it cannot be moved on.", "warn")
        return
    choices = _choices(memberships)
    if not choices:
        bench.say(_why_no_way(memberships), "warn")
        return
    stage = await bench.ask(Choose(_where(memberships, name), choices, names))
    if stage is None:
        return
    if stage == _NEW_PERIOD:
        await begin_again(bench, memberships, name)
        return
    if stage in STAGES_OF_LEAVING:
        question = await bench.books.read(lambda books: leaving_question(books, memberships, stage))
        if not await bench.ask(Confirm(question.asks, question.details, "go on")):
            bench.say("Nobody has left.", "info")
            return
    await _ask_and_move(bench, memberships, stage, name)


def _choices(memberships: list[Values]) -> list[tuple[str, str, str, str]]:
    if all(each["stage"] in STAGES_THAT_ENDED for each in memberships):
        return [(_NEW_PERIOD, "n", "A new period", "begins with an enquiry; the old one is kept")]
    came_from = {str(each["stage"]) for each in memberships}
    one = came_from.pop() if len(came_from) == 1 else ""
    return [
        (stage, _LETTERS[stage], STAGES[stage].word,
         _MEANINGS.get((one, stage), _TOLD.get(stage, "")))
        for stage in ways_on(memberships)
    ]  # fmt: skip


def _where(memberships: list[Values], name: str) -> str:
    stages = {STAGES[str(each["stage"])].word for each in memberships}
    return (
        f"{name} ({stages.pop() if len(stages) == 1 else 'several stages'}): move to which stage?"
    )


def _why_no_way(memberships: list[Values]) -> str:
    words = [
        STAGES[stage].word for stage in STAGES if any(m["stage"] == stage for m in memberships)
    ]
    return f"{' and '.join(words)} have no next stage in common: mark memberships of one stage."


async def _ask_and_move(bench: Workbench, memberships: list[Values], stage: str, name: str) -> None:
    """Ask for what is missing, and move them on when it is all there."""
    signing = [each for each in memberships if signs_with(each, stage)]
    lines = signing if len(memberships) > 1 else []
    fields = questions(memberships, stage)

    def begin(books: Books) -> tuple[dict[str, Signatory | None], list[str], dict[str, str]]:
        proposed = {str(m["key"]): signatory_of(books, m, books.today) for m in signing}
        names = [member_name(books, each) for each in lines]
        shown = {DAY: Membership.field("since").show(books.today)}
        shown |= {str(m["key"]): in_one_line(proposed[str(m["key"])]) for m in lines}
        one = proposed.get(_keys(memberships)[0]) if not lines else None
        if one is not None:
            shown |= {"signatory": one.name, "signatory_role": one.role}
            if any(each == "lead_contact" for each, _ in fields):
                shown["lead_contact"] = _name_of_lead(books, one)
        return proposed, names, shown

    proposed, names, shown = await bench.books.read(begin)
    fields = [*fields, *((str(m["key"]), signatory_question(of))
                         for m, of in zip(lines, names, strict=True))]  # fmt: skip
    keys = _keys(memberships)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        signatories = {
            key: from_one_line(typed[key], proposed[key]) for key in _keys(lines) if typed[key]
        }
        asked = [(each, field) for each, field in fields if each not in keys]
        values = answers(store, asked, typed)
        return move_memberships(store, memberships, stage, values, signatories if lines else None)

    done = await ask_until_accepted(bench, f"{STAGES[stage].word}: {name}", fields, shown, save)
    if done is not None:
        bench.section.grid.clear_marks()
        say_done(bench, done)


def _name_of_lead(books: Books, signatory: Signatory) -> str:
    """The person by whose signature it joins, as who leads for it; nobody where it is unclear."""
    return show_value(books, Membership.field("lead_contact"), signatory.person or None)


def _keys(memberships: list[Values]) -> list[str]:
    return [str(each["key"]) for each in memberships]
