"""What the key of the path does: schools come into an alliance, and memberships move on in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.leaving import leaving_question
from data.member_particulars import called_together, member_name
from data.membership_entry import (
    DAY,
    Questions,
    begin_again,
    move_on,
    questions,
    said_of_move,
    signs_with,
    ways_on,
)
from data.problems import Refused
from data.reading import of_keys
from data.signatories import (
    Signatory,
    from_one_line,
    in_one_line,
    signatory_of,
    signatory_question,
)
from models.alliances import STAGES, STAGES_OF_LEAVING, STAGES_THAT_ENDED, Alliance, Membership
from models.meetings import Action, Meeting
from models.records import Values
from models.schools import School
from models.text import count_of
from tui.saying import say_done

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk

_NEW_PERIOD = "a new period"
"""What is offered for a membership that has ended, beside the stages."""

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


async def bring_in_or_move_on(desk: Desk) -> None:
    """Bring the marked schools into an alliance; memberships: move them on along their path.

    From a meeting it goes on to who came and what was agreed; actions are done. Of an alliance all
    schools have settled in.
    """
    if desk.section.record is School:
        await bring_in(desk)
    elif desk.section.record is Alliance:
        from tui.actions.settling_in import settle_all_members

        await settle_all_members(desk)
    elif desk.section.record in (Meeting, Action):
        from tui.actions.attendance import done_today, go_on_from_meeting

        await (done_today if desk.section.record is Action else go_on_from_meeting)(desk)
    else:
        await go_on_along_path(desk)


# Memberships


async def go_on_along_path(desk: Desk) -> None:
    """Ask where the membership goes, or all that are marked, then for what is missing; move it."""
    from tui.screens import Choose, Confirm

    keys = desk.section.marked()

    def read(store: Store) -> tuple[list[Values], str]:
        found = {str(each["key"]): each for each in of_keys(store, Membership, keys)}
        several = [found[key] for key in keys if key in found]
        return several, called_together(store, several)

    memberships, name = await desk.books.run(read)
    if not memberships:
        desk.say("This was removed meanwhile, so it cannot be moved on.", "warn")
        return
    choices = _choices(memberships)
    if not choices:
        desk.say(_why_no_way(memberships), "warn")
        return
    stage = await desk.push_screen_wait(Choose(_where(memberships, name), choices))
    if stage is None:
        return
    if stage == _NEW_PERIOD:
        await _begin_again(desk, memberships, name)
        return
    if stage in STAGES_OF_LEAVING:
        question = await desk.books.run(lambda store: leaving_question(store, memberships, stage))
        if not await desk.push_screen_wait(Confirm(question.asks, question.details, "go on")):
            desk.say("Nobody has left.", "info")
            return
    await _ask_and_move(desk, memberships, stage, name)


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
    return f"{name}: {stages.pop() if len(stages) == 1 else 'several stages'}, and then?"


def _why_no_way(memberships: list[Values]) -> str:
    words = [
        STAGES[stage].word for stage in STAGES if any(m["stage"] == stage for m in memberships)
    ]
    return f"{' and '.join(words)} have no way in common: mark memberships of one stage."


async def _ask_and_move(desk: Desk, memberships: list[Values], stage: str, name: str) -> None:
    """Ask for what is missing, and move them on when it is all there."""
    from data.entry import answers
    from tui.screens import ask_until_accepted

    signing = [each for each in memberships if signs_with(each, stage)]
    lines = signing if len(memberships) > 1 else []
    fields = questions(memberships, stage)

    def begin(store: Store) -> tuple[dict[str, Signatory | None], list[str], dict[str, str]]:
        proposed = {str(m["key"]): signatory_of(store, m, store.today) for m in signing}
        names = [member_name(store, each) for each in lines]
        shown = {DAY: Membership.field("since").show(store.today)}
        shown |= {str(m["key"]): in_one_line(proposed[str(m["key"])]) for m in lines}
        one = proposed.get(_keys(memberships)[0]) if not lines else None
        if one is not None:
            shown |= {"signatory": one.name, "signatory_role": one.role}
            if any(each == "lead_contact" for each, _ in fields):
                shown["lead_contact"] = _name_of_lead(store, one)
        return proposed, names, shown

    proposed, names, shown = await desk.books.run(begin)
    fields = [*fields, *((str(m["key"]), signatory_question(of))
                         for m, of in zip(lines, names, strict=True))]  # fmt: skip
    seen = {str(each["key"]): {"stage": each["stage"]} for each in memberships}

    def save(store: Store, typed: dict[str, str]) -> tuple[str, str]:
        signatories = {
            key: from_one_line(typed[key], proposed[key]) for key in _keys(lines) if typed[key]
        }
        asked = [(each, field) for each, field in fields if each not in seen]
        values = answers(store, asked, typed)
        day = values[DAY]
        assert isinstance(day, date)
        label = f"{said_of_move(memberships, stage, day)}: {name}"
        with store.operation(label) as change:
            move_on(
                change, _keys(memberships), stage, values,
                signatories=signatories if lines else None, seen=seen,
            )  # fmt: skip
        return label, change.warned_of

    done = await ask_until_accepted(desk, f"{STAGES[stage].word}: {name}", fields, shown, save)
    if done is not None:
        _say_done(desk, *done)


def _name_of_lead(store: Store, signatory: Signatory) -> str:
    """The person by whose signature it joins, as who leads for it; nobody where it is unclear."""
    from data.entry import show_value

    return show_value(store, Membership.field("lead_contact"), signatory.person or None)


async def _begin_again(desk: Desk, memberships: list[Values], name: str) -> None:
    """Ask for the enquiry that begins a new period, and enter it."""
    from data.entry import meant
    from tui.screens import ask_until_accepted

    names = ("enquired", "interests")
    fields: Questions = [(each, Membership.field(each)) for each in names]
    shown = {"enquired": Membership.field("enquired").show(desk.today)}

    def save(store: Store, typed: dict[str, str]) -> tuple[str, str, str]:
        values = meant(store, Membership, typed)
        label = f"New period: {name}"
        with store.operation(label) as change:
            first, *_ = begin_again(change, _keys(memberships), values)
        return label, change.warned_of, first

    done = await ask_until_accepted(desk, f"A new period: {name}", fields, shown, save)
    if done is not None:
        _say_done(desk, *done)


def _keys(memberships: list[Values]) -> list[str]:
    return [str(each["key"]) for each in memberships]


def _say_done(desk: Desk, label: str, warnings: str, at: str | None = None) -> None:
    desk.section.grid.clear_marks()
    say_done(desk, label, warnings, Membership, at=at)


# Schools


async def bring_in(desk: Desk) -> None:
    """Bring the marked schools into an alliance, all in one operation."""
    from data.entry import meant
    from tui.screens import ask_until_accepted

    keys = desk.section.marked()
    names = ("alliance", "stage", "enquired", "interests", "statement_sent", "statement_signed",
             "signatory")  # fmt: skip
    fields: Questions = [(name, Membership.field(name)) for name in names]
    shown = {"stage": "Enquiry"}
    given = await alliance_in_front(desk)
    if given:
        shown["alliance"] = await desk.books.run(lambda store: store.name_of(Alliance, given))
    several = count_of(len(keys), "school")

    def save(store: Store, typed: dict[str, str]) -> tuple[str, str]:
        values = meant(store, Membership, typed)
        label = f"Brought {several} into {store.show(Membership, 'alliance', values['alliance'])}"
        with store.operation(label) as change:
            for school in keys:
                try:
                    change.add(Membership, values | {"school": school})
                except Refused as refused:
                    name = store.name_of(School, school)
                    why = f"Nothing was added, because of {name}"
                    raise Refused(refused.findings, why) from None
        return label, change.warned_of

    done = await ask_until_accepted(desk, f"{several} into an alliance", fields, shown, save)
    if done is not None:
        _say_done(desk, *done)


async def alliance_in_front(desk: Desk) -> str | None:
    """The alliance of the record under the cursor, or else the only one that there is."""
    record, key = desk.section.record, desk.section.grid.cursor_key

    def read(store: Store) -> str | None:
        values = store.get(record, key) if record is not None and key else None
        if record is Alliance and values is not None:
            return key
        if values is not None and values.get("alliance"):
            return str(values["alliance"])
        found = store.find(Alliance)
        return str(found[0]["key"]) if len(found) == 1 else None

    return await desk.books.run(read)
