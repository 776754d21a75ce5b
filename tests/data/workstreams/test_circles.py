"""Circles: who sets the agenda and since when, who leads, and what a pause counts for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.problems import Refused, WrongCall
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.as_of import find_as_of
from data.tables.saving import add_record, change_record
from data.workstreams.agenda import agenda_set_by
from data.workstreams.leading import give_lead, lead_to_offer
from models.alliances.alliance import Alliance
from models.meetings.agenda_item import AgendaItem
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record, Values
from models.schools.school import School
from models.workstreams.agenda_period import AgendaPeriod
from models.workstreams.commitment import Commitment
from models.workstreams.project import Project
from models.workstreams.rules import member_has_a_workstream
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

SIGNED: Values = {
    "stage": "member", "statement_signed": date(2020, 1, 6), "signatory": "A. Head",
}  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Northern with a member, an enquirer and a workstream."""
    with store.operation("Begin") as change:
        north = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        other = change.add(School, {"name": "Birch Hill"})
        member = change.add(Membership, SIGNED | {"alliance": north, "school": school})
        enquiry = change.add(Membership, {"alliance": north, "school": other})
        values: Values = {"name": "CPD", "alliance": north, "kind_of_work": "cpd"}
        stream = change.add(Workstream, values | {"began": date(2024, 9, 2)})
    return {
        "north": north, "school": school, "member": member, "enquiry": enquiry, "stream": stream,
    }  # fmt: skip


def test_the_agenda_goes_over_to_the_circle_on_a_day_and_both_periods_are_kept(
    store: Store, keys: dict[str, str]
) -> None:
    def said(day: date) -> str:
        return agenda_set_by(store, store.get(Workstream, keys["stream"]) or {}, day)

    assert said(TODAY) == "The hub since 02/09/2024"
    day = date(2026, 9, 1)
    new: Values = {"agenda_set_by": "circle", "agenda_since": day}
    change_record(store, Workstream, keys["stream"], new, {})
    assert said(TODAY) == "The circle itself since 01/09/2026"
    assert said(day - timedelta(1)) == "The hub since 02/09/2024"
    later = date(2026, 10, 1)
    change_record(store, Workstream, keys["stream"], {"agenda_since": later}, {})
    assert said(TODAY) == "The circle itself since 01/10/2026"
    assert store.count(AgendaPeriod) == 2
    store.undo()
    store.undo()
    assert said(TODAY) == "The hub since 02/09/2024"
    assert store.count(AgendaPeriod) == 1


def test_without_a_day_the_circle_sets_the_agenda_from_today(
    store: Store, keys: dict[str, str]
) -> None:
    change_record(store, Workstream, keys["stream"], {"agenda_set_by": "circle"}, {})
    values = store.get(Workstream, keys["stream"]) or {}
    assert values["agenda_since"] == TODAY
    assert agenda_set_by(store, values, TODAY) == "The circle itself since 21/11/2026"


def test_a_workstream_counts_in_the_strand_of_its_kind_of_work(
    store: Store, keys: dict[str, str]
) -> None:
    assert (store.get(Workstream, keys["stream"]) or {})["strand"] == "cpd"


def test_an_enquirer_is_interested_and_takes_on_more_once_it_has_signed(
    store: Store, keys: dict[str, str]
) -> None:
    pair: Values = {"membership": keys["enquiry"], "workstream": keys["stream"]}
    with pytest.raises(Refused, match="can only be interested"):
        add_record(store, Commitment, pair | {"level": "receive", "began": TODAY})
    add_record(store, Commitment, pair | {"level": "interested", "began": TODAY})


def warnings(store: Store, **values: object) -> set[str]:
    saved = add_record(store, Commitment, dict(values))  # type: ignore[arg-type]
    return {each.attribute for each in saved.warnings}


def test_a_pause_counts_with_its_reason_and_its_review_and_interest_never_does(
    store: Store, keys: dict[str, str]
) -> None:
    def breach() -> bool:
        member = store.get(Membership, keys["member"]) or {}
        return member_has_a_workstream(member, store) is not None

    pair = {"membership": keys["member"], "workstream": keys["stream"], "began": TODAY}
    asked = {"asked_by": "The school itself"}
    assert warnings(store, **pair, **asked, level="paused", reason="No cover") == {"review"}
    assert breach()
    (pause,) = store.find(Commitment)
    change_record(store, Commitment, str(pause["key"]), {"review": TODAY + timedelta(60)}, {})
    assert not breach()
    change_record(store, Commitment, str(pause["key"]), {"level": "interested"}, {})
    assert breach()


def test_nobody_asked_is_warned_of_where_schools_choose_for_themselves_and_a_second_lead(
    store: Store, keys: dict[str, str]
) -> None:
    pair = {"workstream": keys["stream"], "began": TODAY, "level": "lead"}
    assert warnings(store, membership=keys["member"], **pair) == {"asked_by"}
    with store.operation("Sign") as change:
        change.set(Membership, keys["enquiry"], SIGNED | {"statement_signed": TODAY})
    assert warnings(store, membership=keys["enquiry"], **pair, asked_by="J. Ray") == {"level"}


def test_the_lead_school_is_in_a_workstream_and_is_offered_the_level_lead(
    store: Store, keys: dict[str, str]
) -> None:
    member = store.get(Membership, keys["member"]) or {}
    assert member_has_a_workstream(member, store) is not None
    saved = change_record(store, Workstream, keys["stream"], {"lead_school": keys["school"]}, {})
    assert "no commitment at the level Lead" in saved.warned_of
    assert member_has_a_workstream(member, store) is None
    question = lead_to_offer(store, keys["stream"])
    assert question is not None
    assert "Ash Grove leads CPD" in question.asks
    give_lead(store, keys["stream"])
    assert [(each["level"], each["began"]) for each in store.find(Commitment)] == [("lead", TODAY)]
    assert lead_to_offer(store, keys["stream"]) is None


def test_a_post_without_strategic_responsibility_is_warned_of(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Posts") as change:
        person = change.add(Person, {"name": "Jo Ray"})
        post: Values = {"person": person, "school": keys["school"]}
        low = change.add(Post, post | {"role": "cpd lead", "strategic_accountability": False})
        high = change.add(Post, post | {"role": "headteacher", "strategic_accountability": True})
    for key, words in ((low, "no strategic responsibility"), (high, "")):
        saved = change_record(store, Workstream, keys["stream"], {"accountable_post": key}, {})
        assert words in saved.warned_of
        assert bool(saved.warned_of) is bool(words)


@pytest.mark.parametrize(
    "name",
    ["who-does-what", "commitments-moved", "workstream-sheet", "circle-agenda", "projects"],
)
def test_no_circulated_paper_of_circles_names_a_school_that_has_not_signed(name: str) -> None:
    with open_sample(TODAY) as store:
        unsigned = {
            store.name_of(School, str(each["school"]))
            for each in store.find(Membership)
            if each["school"] and each["statement_signed"] is None
        }
        signed = {
            store.name_of(School, str(each["school"]))
            for each in store.find(Membership)
            if each["school"] and each["statement_signed"] is not None
        }
        unsigned -= signed
        assert unsigned
        with store.operation("Name them") as change:
            for each in store.find(Workstream):
                school = store.find(School, name=min(unsigned))[0]["key"]
                change.set(Workstream, str(each["key"]), {"lead_school": school})
        summary = SUMMARIES[name].make(store, for_circulation=True)
        told = repr((summary.rows, summary.notes, summary.paper))
        assert not [each for each in unsigned if each in told]


@pytest.mark.parametrize(
    ("name", "record", "words"),
    [
        ("circle-agenda", AgendaItem, "title"),
        ("circle-agenda", AgendaItem, "decision"),
        ("circle-agenda", AgendaItem, "outcome"),
        ("circle-agenda", AgendaItem, "evidence"),
        ("projects", Project, "question"),
        ("projects", Project, "partners"),
        ("projects", Project, "write_up"),
    ],
)
def test_what_names_a_school_that_has_not_signed_does_not_go_round_and_is_counted(
    store: Store, keys: dict[str, str], name: str, record: type[Record], words: str
) -> None:
    titled: Values = {"question": "Reading?"}
    if record is AgendaItem:
        titled = {"title": "Reading", "origin": "both"}
    with store.operation("Two of them") as change:
        for said in ("With all schools", "With birch hill"):
            change.add(record, {**titled, "workstream": keys["stream"], words: said})
    assert len(SUMMARIES[name].make(store).rows) == 2
    circulated = SUMMARIES[name].make(store, for_circulation=True)
    assert len(circulated.rows) == 1
    assert "birch hill" not in repr((circulated.rows, circulated.notes, circulated.paper)).lower()
    assert any(
        note.startswith("For circulation: 1 ")
        and note.endswith("that names a school that has not signed is left out.")
        for note in circulated.notes
    )


@pytest.mark.parametrize("name", ["commitments-moved", "workstream-sheet"])
def test_why_a_level_moved_and_who_asked_go_round_only_where_they_name_nobody_else(
    store: Store, keys: dict[str, str], name: str
) -> None:
    with store.operation("Two of them") as change:
        pair: Values = {"membership": keys["member"], "began": date(2026, 6, 1), "level": "lead"}
        said: Values = {"reason": "As at Birch Hill", "asked_by": "The head of birch hill"}
        change.add(Commitment, pair | said | {"workstream": keys["stream"]})
    assert "Birch Hill" in repr(SUMMARIES[name].make(store).rows)
    circulated = SUMMARIES[name].make(store, for_circulation=True)
    assert len(circulated.rows) == 1
    assert "birch hill" not in repr((circulated.rows, circulated.notes, circulated.paper)).lower()


def test_for_circulation_nobody_who_receives_support_is_named(
    store: Store, keys: dict[str, str]
) -> None:
    began, north = date(2026, 6, 1), {"alliance": keys["north"]}
    with store.operation("Support") as change:
        values: Values = {"name": "SLE", "kind_of_work": "specialist leaders", **north}
        support = change.add(Workstream, values)
        pair: Values = {"membership": keys["member"], "began": began}
        change.add(Commitment, pair | {"workstream": support, "level": "receive"})
        change.add(Commitment, pair | {"workstream": keys["stream"], "level": "receive"})
        leads = change.add(School, {"name": "Cedar Lodge"})
        member = change.add(Membership, SIGNED | north | {"school": leads})
        led: Values = {"membership": member, "workstream": support, "level": "lead"}
        change.add(Commitment, led | {"began": began, "reason": "Helps Ash Grove"})

    def lines(name: str, **limits: bool) -> list[dict[str, str]]:
        made = SUMMARIES[name].make(store, **limits)
        names = [column.name for column in made.columns]
        return [
            dict(zip(names, (str(cell or "") for cell in row.cells), strict=True))
            for row in made.rows
        ]

    outside = {"for_circulation": True}
    for name, own in (("workstream-sheet", 3), ("commitments-moved", 3)):
        assert len(lines(name)) == own
        seats = {(row["workstream"], row["school"]) for row in lines(name, **outside)}
        assert seats == {("CPD", "Ash Grove"), ("SLE", "Cedar Lodge")}
        told = repr(SUMMARIES[name].make(store, for_circulation=True))
        assert "Helps Ash Grove" not in told
        assert "(<3)" in told
    (ash, _, _) = lines("who-does-what")
    at = ("workstream-cpd", "workstream-sle", "in")
    assert [ash[name] for name in at] == ["Receive, rose", "Receive, rose", "2"]
    ash, cedar = lines("who-does-what", **outside)
    assert [ash[name] for name in at] == ["Receive, rose", "", "1"]
    assert [cedar[name] for name in at] == ["", "Lead", "1"]


@pytest.mark.parametrize(
    "name", ["commitments-moved", "workstream-sheet", "circle-agenda", "projects"]
)
def test_a_paper_of_one_workstream_has_no_other_and_names_its_alliance(name: str) -> None:
    with open_sample(TODAY) as store:
        (stream,) = store.find(Workstream, short_name="R&D")
        summary = SUMMARIES[name].make(store, one=str(stream["key"]))
        at = [column.name for column in summary.columns].index("workstream")
        assert {row.cells[at] for row in summary.rows} == {"Research and Development"}
        assert summary.paper is not None
        assert summary.paper.subject == "The Northern Alliance"
        with pytest.raises(WrongCall, match="single records"):
            SUMMARIES["attendance"].make(store, one=str(stream["key"]))


def test_an_earlier_day_shows_who_set_the_agenda_then(store: Store, keys: dict[str, str]) -> None:
    new: Values = {"agenda_set_by": "circle", "agenda_since": date(2026, 9, 1)}
    change_record(store, Workstream, keys["stream"], new, {})
    store.today = date(2026, 8, 31)
    (stood,) = find_as_of(store, Workstream)
    assert (stood["agenda_set_by"], stood["agenda_since"]) == ("hub", date(2024, 9, 2))
