"""Records that move on from state to state: none comes where its way does not lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.problems import Refused
from data.store.store import Store
from data.tables.progress import move_on, proposed, questions
from data.tables.saving import change_record
from models.alliances.alliance import Alliance
from models.meetings.agenda_item import ITEM_STATES, AgendaItem
from models.meetings.meeting import Meeting
from models.records.progress import progress_of
from models.records.record import Record, Values
from models.schools.school import School
from models.workstreams.project import PROJECT_STAGES, Project
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

BEFORE = {
    ("agenda-items", "proposed"): {"on the agenda", "dropped"},
    ("agenda-items", "on the agenda"): {"proposed"},
    ("agenda-items", "decided"): {"on the agenda"},
    ("agenda-items", "done"): {"decided"},
    ("agenda-items", "dropped"): {"proposed", "on the agenda", "decided"},
    ("projects", "proposed"): {"approved", "stopped"},
    ("projects", "approved"): {"proposed"},
    ("projects", "under way"): {"approved", "writing up"},
    ("projects", "writing up"): {"under way"},
    ("projects", "shared"): {"writing up"},
    ("projects", "stopped"): {"proposed", "approved", "under way", "writing up"},
}
"""From where each state is reached, by kind and state."""

ANSWERS: dict[str, Any] = {
    "decision": "We meet in May.", "outcome": "Two schools joined.", "ethics": "given",
    "began": date(2026, 9, 7), "finding": "It helps.", "shared_on": date(2026, 11, 2),
    "reason": "Nobody had the time.",
}  # fmt: skip


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    where = tmp_path_factory.mktemp("books") / "books.db"
    with Store.open(where, today=TODAY, create=True, throw_away=True) as store:
        with store.operation("Begin") as change:
            north = change.add(Alliance, {"name": "Northern"})
            stream = change.add(Workstream, {"name": "Research", "alliance": north})
            school = change.add(School, {"name": "Ash Grove"})
            circle: Values = {"kind_of_meeting": "circle", "alliance": north, "workstream": stream}
            meeting = change.add(Meeting, circle | {"held": date(2026, 11, 3)})
            change.add(Meeting, circle | {"held": date(2026, 12, 3)})
        yield store, {"workstream": stream, "meeting": meeting, "lead_school": school}


def new_one(store: Store, record: type[Record], stream: str) -> str:
    own: Values = {"title": "Reading", "origin": "both"} if record is AgendaItem else {}
    own |= {"question": "Does it help?"} if record is Project else {}
    with store.operation("New") as change:
        return change.add(record, own | {"workstream": stream})


@given(
    st.sampled_from([AgendaItem, Project]),
    st.lists(
        st.tuples(st.integers(0, 5), st.sets(st.sampled_from(sorted(ANSWERS)), max_size=4)),
        max_size=12,
    ),
)
@settings(max_examples=60)
def test_no_order_of_changes_reaches_a_state_but_from_where_its_way_leads(
    books: tuple[Store, dict[str, str]],
    record: type[Record],
    changes: list[tuple[int, set[str]]],
) -> None:
    store, keys = books
    known = ANSWERS | keys
    states = list(ITEM_STATES if record is AgendaItem else PROJECT_STAGES)
    attribute = "status" if record is AgendaItem else "stage"
    key = new_one(store, record, keys["workstream"])
    was = states[0]
    undone = store.undoable()
    for at, given_now in changes:
        target = states[at % len(states)]
        new: Values = {name: known[name] for name in (*given_now, *keys) if name in
                       record._meta.fields}  # fmt: skip
        try:
            change_record(store, record, key, new | {attribute: target}, {})
        except Refused:
            values = store.get(record, key)
            assert values is not None
            assert values[attribute] == was
        else:
            if target != was:
                assert was in BEFORE[record.kind, target]
            was = target
        values = store.get(record, key) or {}
        if was in ("decided", "done"):
            assert values["decision"]
            assert values["meeting"]
        if was in ("under way", "writing up", "shared"):
            assert values["ethics"] in ("given", "not needed")
    while store.undoable() > undone - 1:
        store.undo()
    assert store.find(record) == []


def test_moving_on_asks_only_for_what_is_missing_and_proposes_the_last_circle(
    books: tuple[Store, dict[str, str]],
) -> None:
    store, keys = books
    progress = progress_of(AgendaItem)
    assert progress is not None
    key = new_one(store, AgendaItem, keys["workstream"])
    for state, asked, answers in (
        ("on the agenda", ["due"], {}),
        ("decided", ["meeting", "decision"], {"decision": "Yes."}),
        ("done", ["outcome", "evidence"], {"outcome": "Bought."}),
    ):
        several = [store.get(AgendaItem, key) or {}]
        assert progress.ways_on(several)[0] == state
        assert [name for name, _ in questions(store, progress, several, state)] == asked
        values = proposed(store, progress, several, state)
        done = move_on(store, progress, several, state, values | answers)
        assert done.label.startswith(progress.word(state))
    values = store.get(AgendaItem, key) or {}
    assert (values["status"], values["meeting"]) == ("done", keys["meeting"])
    for _ in range(4):
        store.undo()


def test_a_project_under_way_settles_its_ethics_and_begins_today(
    books: tuple[Store, dict[str, str]],
) -> None:
    store, keys = books
    progress = progress_of(Project)
    assert progress is not None
    key = new_one(store, Project, keys["workstream"])
    several = [store.get(Project, key) or {}]
    move_on(store, progress, several, "approved", {"lead_school": keys["lead_school"]})
    several = [store.get(Project, key) or {}]
    asked = [name for name, _ in questions(store, progress, several, "under way")]
    assert asked == ["ethics", "began", "consent", "ends"]
    values = proposed(store, progress, several, "under way")
    assert values["began"] == TODAY
    with pytest.raises(Refused, match="Ethics is open"):
        move_on(store, progress, several, "under way", values)
    move_on(store, progress, several, "under way", values | {"ethics": "given"})
    assert (store.get(Project, key) or {})["stage"] == "under way"
    for _ in range(3):
        store.undo()
