"""Moving memberships on: what a stage asks for, and moving one or many in one operation.

What a membership was before stays among its steps, so that it can be asked where it stood on a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.memberships.names import called_together, member_name
from data.memberships.signatories import Signatory, signatory_of
from data.problems import Refused, WrongCall
from data.store.change import Change
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.field import DeskField
from models.fields.text_fields import TextField
from models.memberships.membership import (
    LEAVING_REASONS,
    NEXT_STAGES,
    STAGES,
    STAGES_OF_LEAVING,
    STAGES_THAT_ENDED,
    Membership,
    Step,
)
from models.memberships.path import DAY_OF_STAGE, missing_for
from models.records.record import Values
from models.records.rules import Finding, Severity

Questions = list[tuple[str, DeskField]]
"""The questions, by the names under which their answers are given to `move_on`."""

DAY = "day"
"""The name of the one day that every move has: of the signature, of the notice, of the pause …"""

_ASKED_OF_DAY = {
    "in discussion": ("In discussion", "Since which day have you been talking about it?"),
    "statement_sent": ("Statement sent", "On which day did the Statement of Commitment go out?"),
    "statement_signed": (
        "Statement signed",
        "On which day did they sign the Statement of Commitment?",
    ),
    "memorandum_signed": (
        "Memorandum signed",
        "On which day did they sign the memorandum of understanding?",
    ),
    "member": ("Member from", "From which day on is it a member again?"),
    "strategic partner": ("Partner from", "From which day on is it a strategic partner again?"),
    "paused": ("Paused from", "From which day on does it pause? It keeps its signature."),
    "notice": ("Notice", "On which day did they give notice? It stays in until it has left."),
    "left": ("Left", "On which day did they leave? What they had committed to ends on that day."),
    "declined": ("Declined", "On which day did they decline?"),
}

_ASKED_OF_WAY = {
    ("strategic partner", "member"): (
        "From which day on is it a member, and no longer a strategic partner?"
    ),
    ("member", "strategic partner"): (
        "From which day on is it a strategic partner? It has signed the memorandum."
    ),
    ("leaving", "member"): "On which day did they say that they stay?",
    ("leaving", "strategic partner"): "On which day did they say that they stay?",
}
"""The question asked instead where a school does not come back, by the stages of the move."""

_MOST_TOLD = 3


# What is asked


def ways_on(memberships: Sequence[Values]) -> tuple[str, ...]:
    """The stages to which all of these may go, the usual way first; empty when there is none."""
    if not memberships:
        return ()
    usual = NEXT_STAGES[str(memberships[0]["stage"])]
    return tuple(
        stage
        for stage in usual
        if all(stage in NEXT_STAGES[str(each["stage"])] for each in memberships)
    )


def day_attribute(membership: Values, stage: str) -> str:
    """Which day of a membership the day of this move is: a signature's only when it is new."""
    own = DAY_OF_STAGE.get(stage, "since")
    if own in ("statement_signed", "memorandum_signed") and membership[own] is not None:
        return "since"
    return own


def signs_with(membership: Values, stage: str) -> bool:
    """Whether who signed the Statement of Commitment is missing for a stage."""
    return "signatory" in missing_for(membership, stage)


def questions(memberships: Sequence[Values], stage: str) -> Questions:
    """The questions that are open before these can move to a stage.

    Who signed is asked of one with its own fields; of several, `signatory_question` makes a line
    for each.
    """
    days = {day_attribute(each, stage) for each in memberships}
    missing = {name for each in memberships for name in missing_for(each, stage)} - days
    own = days.pop() if len(days) == 1 else DAY_OF_STAGE.get(stage, "since")
    asked = _asked_of_day(memberships, stage, own)
    found: Questions = [(DAY, DateField(*asked, required=True))]
    for name in ("statement_signed", "memorandum_signed"):
        if name in missing - {own}:
            found.append((name, DateField(*_ASKED_OF_DAY[name], required=True)))
    if "signatory" in missing and len(memberships) == 1:
        found += [
            ("signatory", TextField("Signatory", "Who signed?", required=True)),
            ("signatory_role", TextField("Signatory role", "As what? Headteacher, Principal …")),
        ]
        if memberships[0]["lead_contact"] is None:
            found.append(("lead_contact", Membership.field("lead_contact")))
    if stage in STAGES_OF_LEAVING and _lack_a_reason(memberships):
        asked_why = ChoiceField(
            "Reason", "Why do they leave?", choices=LEAVING_REASONS, required=stage == "left"
        )
        found.append(("reason_for_leaving", asked_why))
    if stage in ("paused", "declined") or _steps_down(memberships, stage):
        found.append(("reason", TextField("Reason", "Why, if anyone said.", longest=600)))
    return found


def _asked_of_day(memberships: Sequence[Values], stage: str, own: str) -> tuple[str, str]:
    """The label and the question of the one day of a move, by where it leads from and to."""
    came_from = {str(each["stage"]) for each in memberships}
    way = (came_from.pop() if len(came_from) == 1 else "", stage)
    if own == "since" and way in _ASKED_OF_WAY:
        return _ASKED_OF_DAY[stage][0], _ASKED_OF_WAY[way]
    return _ASKED_OF_DAY[stage if own == "since" else own]


def _lack_a_reason(memberships: Sequence[Values]) -> bool:
    return any(each["reason_for_leaving"] is None for each in memberships)


def _steps_down(memberships: Sequence[Values], stage: str) -> bool:
    return stage == "member" and any(each["stage"] == "strategic partner" for each in memberships)


def said_of_move(memberships: Sequence[Values], stage: str, day: date) -> str:
    """The label of a move: the stage and its day, or the day that was entered.

    A signature from before the last step is a day of its own: the stage counts from that step on.
    """
    shown = show_date(day)
    if any(isinstance(since := each["since"], date) and since > day for each in memberships):
        return f"{Membership.field(day_attribute(memberships[0], stage)).label} {shown}"
    return f"{STAGES[stage].word} from {shown}"


# Moving on


def move_memberships(
    store: Store,
    memberships: Sequence[Values],
    stage: str,
    values: Values,
    signatories: Mapping[str, Signatory] | None = None,
) -> Outcome:
    """Move these memberships, as they were seen, to a stage in one operation; see `move_on`."""
    day = values[DAY]
    assert isinstance(day, date)
    called = called_together(store, memberships)
    label = f"{said_of_move(memberships, stage, day)}: {called}"
    seen = {str(each["key"]): {"stage": each["stage"]} for each in memberships}
    with store.operation(label) as change:
        move_on(change, list(seen), stage, values, signatories=signatories, seen=seen)
    return outcome_of(change, label)


def move_on(
    change: Change,
    memberships: Sequence[str],
    stage: str,
    values: Values,
    *,
    signatories: Mapping[str, Signatory] | None = None,
    seen: Mapping[str, Values] | None = None,
) -> int:
    """Move these memberships to a stage on one day; returns how many were moved.

    `values` are the answers to `questions`; `signatories`, by membership, stand instead of the one
    of `values`. Raises Refused, by the names of the questions (a signatory of `signatories` by the
    key of its membership), when a rule forbids it for one of them: then none moves. Raises Clash
    when somebody else moved one of `seen` meanwhile.
    """
    moved, findings, names = 0, list[Finding](), list[str]()
    for key in memberships:
        signatory = (signatories or {}).get(key)
        if signatory is None and values.get("signatory"):
            role = values.get("signatory_role")
            signatory = Signatory(str(values["signatory"]), str(role or ""))
        try:
            moved += _move(change, key, stage, values, signatory, (seen or {}).get(key))
        except Refused as refused:
            own = key if signatories is not None else ""
            findings += [_by_question(each, own, values) for each in refused.findings]
            now = change.books.get(Membership, key)
            names.append(member_name(change.books, now) if now else "")
    if names and len(memberships) > 1:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        told = list({(each.attribute, each.message): each for each in findings}.values())
        common = [each for each in told if each.attribute not in memberships][:_MOST_TOLD]
        others = [each for each in told if each.attribute in memberships]
        raise Refused([*common, *others], f"None moved, because of {names[0]}{more}")
    if findings:
        raise Refused(findings)
    return moved


def _by_question(finding: Finding, key: str, values: Values) -> Finding:
    """A finding under the name of the question whose answer it is about."""
    if key and finding.attribute in ("signatory", "signatory_role"):
        return finding._replace(attribute=key)
    if finding.attribute in _DAYS and finding.attribute not in values:
        return finding._replace(attribute=DAY)
    return finding


_DAYS = frozenset({"since", *DAY_OF_STAGE.values()})


def _move(
    change: Change,
    key: str,
    stage: str,
    values: Values,
    signatory: Signatory | None,
    seen: Values | None,
) -> bool:
    now = change.books.get(Membership, key)
    if now is None:
        raise WrongCall("This membership was removed meanwhile, so it cannot be moved on.")
    came_from = seen["stage"] if seen else now["stage"]
    if now["stage"] == stage == came_from:
        return False
    day = values.get(DAY)
    attribute = day_attribute(now, stage)
    if not isinstance(day, date):
        _, asked = _asked_of_day([now], stage, attribute)
        raise _refused(DAY, f"{asked} For example: today")
    new: Values = {"stage": stage, attribute: day}
    for name in ("lead_contact", "reason_for_leaving", "statement_signed", "memorandum_signed"):
        if values.get(name) is not None and now[name] is None:
            new.setdefault(name, values[name])
    if signs_with(now, stage) and signatory is not None:
        signed = new.get("statement_signed", day)
        assert isinstance(signed, date)
        head = signatory_of(change.books, now, signed)
        role = signatory.role or (head.role if head and head.name == signatory.name else "")
        new |= {"signatory": signatory.name, "signatory_role": role or None}
        _warn_of_other_head(change, now, signatory, head, signed)
    if now["stage"] == "leaving" and stage not in STAGES_THAT_ENDED:
        new |= {"notice": None, "reason_for_leaving": None}
    change.set(Membership, key, new, {"stage": came_from})
    # A second stage on the same day: its day did not change, so it would be taken for not entered.
    change.set(Membership, key, {attribute: day} if attribute == "since" else {})
    if values.get("reason"):
        _note_reason(change, key, stage, str(values["reason"]))
    return True


def _note_reason(change: Change, key: str, stage: str, reason: str) -> None:
    """Keep why with the step that was just taken."""
    now = change.books.get(Membership, key)
    for step in change.books.find(Step, membership=key):
        taken = now is not None and (step["stage"], step["since"]) == (stage, now["since"])
        if taken:
            change.set_as_result(Step, str(step["key"]), {"reason": reason})
            return


def _warn_of_other_head(
    change: Change, now: Values, signatory: Signatory, head: Signatory | None, day: date
) -> None:
    today = signatory_of(change.books, now, change.books.today)
    if head and today and signatory.name == today.name != head.name:
        change.warn(
            "signatory",
            f"{head.name} was {head.role.lower()} of {member_name(change.books, now)} on "
            f"{show_date(day)}; {signatory.name} is noted as the signatory.",
        )


def begin_again(change: Change, memberships: Sequence[str], values: Values) -> list[str]:
    """Begin a new period, with an enquiry, for memberships that have ended; returns its keys.

    `values` are of the new memberships: the day of the enquiry, interests. Raises Refused when one
    has not ended, or its new period would begin before the old one ended.
    """
    added = []
    for key in memberships:
        old = change.books.get(Membership, key)
        if old is None:
            raise WrongCall("This membership was removed meanwhile.")
        name = member_name(change.books, old)
        if old["stage"] not in STAGES_THAT_ENDED:
            raise _refused("enquired", f"{name} has not left: move its membership on instead.")
        ended, enquired = old["left"] or old["since"], values.get("enquired")
        if isinstance(ended, date) and isinstance(enquired, date) and enquired < ended:
            raise _refused(
                "enquired",
                f"{name} was in its last period until {show_date(ended)}: the new one begins on "
                "that day or later.",
            )
        whose = {each: old[each] for each in ("alliance", "school", "organisation")}
        added.append(change.add(Membership, whose | {"stage": "enquiry"} | values))
    return added


def _refused(attribute: str, message: str) -> Refused:
    return Refused([Finding(Severity.REFUSE, attribute, message)])
