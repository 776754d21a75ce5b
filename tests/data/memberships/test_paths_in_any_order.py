"""Whatever happens to memberships through the store: their periods, their paths, and undo."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data.memberships.moving import DAY, begin_again, move_on, ways_on
from data.memberships.next_steps import path_of
from data.problems import Refused
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import NEXT_STAGES, STAGES_THAT_ENDED, Membership, Step
from models.memberships.path import DAY_OF_STAGE, period_of
from models.records.record import Values
from models.schools.school import School
from tests.conftest import TODAY

ALLIANCE, ASH, BEECH = (letter * 32 for letter in "abc")
# Few days, so that much falls on one of them.
DAYS = st.sampled_from([TODAY - timedelta(days=days) for days in (0, 1, 5, 30, 31, 90, 200)])
WHICH = st.integers(0, 9)
ANSWERS: Values = {"signatory": "Ada Bramble", "reason_for_leaving": "cost", "reason": "Asked"}


class Paths(RuleBasedStateMachine):
    """Two schools that come and go, and whatever may be put right afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "alliance.db"
        self.store = Store.open(path, today=TODAY, create=True, throw_away=True)
        with self.store.operation("Begin") as change:
            change.add(Alliance, {"name": "Northern"}, ALLIANCE)
            change.add(School, {"name": "Ash Grove"}, ASH)
            change.add(School, {"name": "Beech Lane"}, BEECH)
        self.done: list[Any] = []
        self.undone: list[Any] = []

    def teardown(self) -> None:
        while self.done:
            self.undo()
        assert self.store.count(Step) == self.store.count(Membership) == 0
        self.store.close()
        self.folder.cleanup()

    def everything(self) -> Any:
        found = sorted(self.store.find(Membership), key=lambda each: str(each["key"]))
        return found, {str(each["key"]): path_of(self.store, str(each["key"])) for each in found}

    def try_to(self, do: Any) -> None:
        """Do this in one operation; what a rule refuses leaves everything as it was."""
        before = self.everything()
        try:
            with self.store.operation("Do") as change:
                do(change)
        except Refused:
            assert self.everything() == before
            return
        if change.touched:
            self.done.append(before)
            self.undone.clear()

    def one(self, which: int) -> Values | None:
        # In the order in which they were added: their keys are others in every run.
        found = self.store.find(Membership)
        return found[which % len(found)] if found else None

    @rule(school=st.sampled_from([ASH, BEECH]), day=DAYS, signed=st.none() | DAYS)
    def comes_in(self, school: str, day: date, signed: date | None) -> None:
        new: Values = {"alliance": ALLIANCE, "school": school, "enquired": day}
        if signed:
            new |= {"stage": "member", "statement_signed": signed, "signatory": "Ada Bramble"}
        self.try_to(lambda change: change.add(Membership, new))

    @rule(school=st.sampled_from([ASH, BEECH]), signed=DAYS, left=DAYS)
    def was_in(self, school: str, signed: date, left: date) -> None:
        new = {
            "alliance": ALLIANCE, "school": school, "stage": "left", "statement_signed": signed,
            "signatory": "Ada Bramble", "left": left, "reason_for_leaving": "cost",
        }  # fmt: skip
        self.try_to(lambda change: change.add(Membership, new))

    @rule(which=WHICH, way=WHICH, day=DAYS)
    def moves_on(self, which: int, way: int, day: date) -> None:
        each = self.one(which)
        if each is None or not ways_on([each]):
            return
        ways = ways_on([each])
        stage = ways[way % len(ways)]
        self.try_to(lambda change: move_on(change, [str(each["key"])], stage, ANSWERS | {DAY: day}))

    @rule(which=WHICH, way=WHICH, day=st.none() | DAYS)
    def is_set_to_a_stage(self, which: int, way: int, day: date | None) -> None:
        each = self.one(which)
        ways = NEXT_STAGES[str(each["stage"])] if each else ()
        if each is None or not ways:
            return
        stage = ways[way % len(ways)]
        new: Values = {"stage": stage}
        if day and stage in DAY_OF_STAGE:
            new |= {DAY_OF_STAGE[stage]: day, "signatory": "Ada Bramble"}
        if stage == "left":
            new["reason_for_leaving"] = "cost"
        self.try_to(lambda change: change.set(Membership, str(each["key"]), new))

    @rule(which=WHICH, day=st.none() | DAYS,
          attribute=st.sampled_from(["since", *DAY_OF_STAGE.values()]))  # fmt: skip
    def a_day_is_put_right(self, which: int, day: date | None, attribute: str) -> None:
        each = self.one(which)
        if each is not None:
            self.try_to(lambda change: change.set(Membership, str(each["key"]), {attribute: day}))

    @rule(which=WHICH, day=DAYS)
    def begins_again(self, which: int, day: date) -> None:
        each = self.one(which)
        if each is not None:
            self.try_to(lambda change: begin_again(change, [str(each["key"])], {"enquired": day}))

    @rule(which=WHICH)
    def is_removed(self, which: int) -> None:
        each = self.one(which)
        if each is not None:
            self.try_to(lambda change: change.remove(Membership, str(each["key"])))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.everything())
        self.store.undo()
        assert self.everything() == self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.done.append(self.everything())
        self.store.redo()
        assert self.everything() == self.undone.pop()

    @invariant()
    def the_stage_is_the_last_step_of_the_path(self) -> None:
        for each in self.store.find(Membership):
            last = path_of(self.store, str(each["key"]))[-1]
            assert (last.stage, last.since) == (each["stage"], each["since"])

    @invariant()
    def nobody_is_a_member_before_the_signature(self) -> None:
        for each in self.store.find(Membership):
            for step in path_of(self.store, str(each["key"])):
                for stage in ("member", "strategic partner"):
                    signed = each[DAY_OF_STAGE[stage]]
                    if step.stage == stage and isinstance(signed, date):
                        assert step.since >= signed

    @invariant()
    def periods_of_a_school_do_not_overlap(self) -> None:
        for school in (ASH, BEECH):
            found = self.store.find(Membership, school=school)
            assert sum(each["stage"] not in STAGES_THAT_ENDED for each in found) <= 1
            periods = [period_of(each, path_of(self.store, str(each["key"]))) for each in found]
            periods.sort(key=lambda period: (period.began, period.ended or date.max))
            for first, second in pairwise(periods):
                assert first.ended is not None
                assert first.ended <= second.began


TestAnySequenceOfPaths = Paths.TestCase
TestAnySequenceOfPaths.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
