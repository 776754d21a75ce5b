from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import data.sample.records
from data.catalogues.files import CatalogueError, read_document, records_of
from data.policies.agreements import ENDED, NOT_BEGUN, Purchases
from data.policies.lists import LISTS
from data.policies.standing import Board, Standing, board
from data.sample.records import sample_records
from data.sample.store import open_sample
from data.today.matters import matters
from models.alliances.agreed_text import AGREED_TEXTS, AgreedText
from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.calendar.school_calendar import SchoolCalendar
from models.charges.grant import Grant
from models.events.event import Event
from models.fields.dates import school_year
from models.meetings.action import Action
from models.meetings.attendance import ATTENDED, PRESENT, Attendance
from models.meetings.meeting import ALLIANCE_MEETINGS, GOVERNORS_MEETINGS, Meeting
from models.memberships.membership import (
    NEXT_STAGES,
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Membership,
    Step,
)
from models.memberships.path import path_of_steps
from models.people.person import Person
from models.people.post import HEADS, Post, held_on
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.due_dates import (
    AWAITING_APPROVAL,
    CURRENT,
    DRAFTING,
    DUE,
    DUE_NEXT,
    LIVE,
    MISSING,
    NOT_APPLICABLE,
    NOT_COUNTED,
    NOT_RECORDED,
    OVERDUE,
    POLICY_STATES,
    SETTLING,
    TYPE_UNKNOWN,
    UNPUBLISHED,
)
from models.policies.duties import MUST, SHOULD
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import STAGES_OF_POLICY, SchoolPolicy
from models.programmes.cohort import Cohort
from models.records.record import Record, Values
from models.records.rules import Severity, findings
from models.schools.organisation import Organisation
from models.schools.school import ACADEMY_TYPES, MAINTAINED_TYPES, School
from models.sharing.permission import may_share_on
from models.sharing.shared_item import DATA_CLASSES, SharedItem
from models.workstreams.commitment import LEVELS, Commitment, is_open
from models.workstreams.rules import GRACE_MONTHS
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)
GRID = read_document(data.sample.records.FILE).tables["grid"]
STATES_OF_LETTER = {
    "M": {MISSING},
    "W": {DRAFTING},
    **{letter: {AWAITING_APPROVAL} for letter in "AY"},
    **{letter: {OVERDUE} for letter in "OPQG"},
    "D": {DUE},
    "E": {DUE_NEXT},
    **{letter: {CURRENT} for letter in "CBRVX"},
    "U": {UNPUBLISHED},
    "F": {CURRENT, DUE, DUE_NEXT},
    "H": {CURRENT, UNPUBLISHED, DUE, DUE_NEXT},
    **{letter: {LIVE} for letter in "LK"},
    "N": {NOT_APPLICABLE},
    "-": {NOT_APPLICABLE, NOT_RECORDED, TYPE_UNKNOWN, MISSING},
}
"""Where each letter of the grid may stand in a school that has settled in, on any day."""
ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))


class SampleBooks:
    """The sample as rules see a store."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.records = sample_records(today)
        self.kinds: dict[type[Record], dict[str, Values]] = defaultdict(dict)
        for record, key, values in self.records:
            self.kinds[record][key] = {**values, "key": key}

    def of(self, record: type[Record]) -> list[Values]:
        return list(self.kinds[record].values())

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        return [
            values
            for values in self.of(record)
            if all(values[name] == value for name, value in equal.items())
        ]

    def get(self, record: type[Record], key: str) -> Values | None:
        return self.kinds[record].get(key)

    def name_of(self, record: type[Record], key: str | None) -> str:
        return str(self.kinds[record][str(key)][record.named_by[0]])


def standing_of(school_policy: Values) -> Standing:
    """Where a school's policy of the sample stands on the day of these tests."""
    found = board_of(TODAY).get(str(school_policy["school"]), str(school_policy["policy"]))
    assert found is not None
    return found


@cache
def board_of(today: date) -> Board:
    with open_sample(today) as store:
        return board(store)


@cache
def books_of(today: date) -> SampleBooks:
    return SampleBooks(today)


@pytest.fixture
def books() -> SampleBooks:
    return books_of(TODAY)


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
@example(date(2028, 2, 29))
@example(date(2027, 7, 22))
@example(date(2026, 12, 18))
@example(date(2024, 8, 31))
@example(date(2026, 12, 31))
@example(date(2024, 12, 21))
@example(date(2022, 12, 26))
@example(date(2027, 3, 15))
@example(date(2027, 3, 16))
def test_every_state_and_every_list_shows_on_any_day_where_the_grid_has_it(today: date) -> None:
    with open_sample(today) as store:
        standing = board(store)
        schools = [str(values["key"]) for values in sorted_schools(SampleBooks(today))]
        policies = {policy.title: policy.key for policy in standing.policies}
        assert {e.state for e in standing if e.school in standing.watched} == set(POLICY_STATES)
        for row in GRID:
            letters = row["letters"].replace(" ", "")
            for school, letter in zip(schools, letters, strict=True):
                found = standing.get(school, policies[row["policy"]])
                if found is None:
                    assert letter == "-"
                    assert school not in standing.watched
                elif standing.schools[school].settled or found.state not in NOT_COUNTED:
                    assert found.state in STATES_OF_LETTER[letter], (row["policy"], letter)
        of_nothing = {each.title for each in matters(store) if not each.count}
        may_be_empty = set()
        # Around Christmas not even a trust's board meets.
        soon = [today + timedelta(days=each) for each in range(15)]
        school_days = sum(SchoolCalendar().is_school_day(each) for each in soon)
        if date(today.year, 12, 26) in soon and school_days <= 2:
            may_be_empty.add("Governors' meetings within two weeks")
        if today.month == 9 and today.day < 8:
            may_be_empty.add("Heads who were not at: Annual meeting")
            # What was agreed in August counts to the school year before.
            may_be_empty.add("Specialists over their days")
        assert of_nothing <= may_be_empty
        assert all(each.of(standing) for each in LISTS.values())


def sorted_schools(books: SampleBooks) -> list[Values]:
    """The schools in the order of the grid: the hub, then the partners by their URN."""
    return sorted(books.of(School), key=lambda each: str(each["urn"]))


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
@example(date(2028, 2, 29))
def test_the_sample_breaks_no_rule_that_refuses_on_any_day(today: date) -> None:
    books = SampleBooks(today)
    broken = [
        (record.kind, str(finding))
        for record, found in books.kinds.items()
        for values in found.values()
        for finding in findings(record, values, books, (Severity.REFUSE,))
    ]
    assert broken == []


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
def test_nothing_that_was_done_lies_in_the_future(today: date) -> None:
    ahead = ("next_review", "source_read", "guidance_of", "review", "due", "insured_until")
    ahead += ("first_visit_by", "notice_by", "contract_until", "ends")
    for record, _, values in sample_records(today):
        if record in (Meeting, Event, Cohort, HalfTermDates, Purchase, Grant):
            continue
        for attribute, value in values.items():
            if isinstance(value, date) and attribute not in ahead:
                assert value <= today, (record.kind, attribute, value)


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
@example(date(2026, 12, 23))
@example(date(2026, 12, 18))
@example(date(2027, 3, 25))
def test_meetings_were_and_are_to_come_and_all_on_working_days(today: date) -> None:
    books = SampleBooks(today)
    meetings = books.of(Meeting)
    days = [day for each in meetings if isinstance(day := each["held"], date)]
    for each in meetings:
        assert list(findings(Meeting, each, books)) == [], each["held"]
        if each["kind_of_meeting"] != "trust board":
            held = each["held"]
            assert isinstance(held, date)
            assert SchoolCalendar().half_term_of(held).first <= held, "in term"
    for kinds in (GOVERNORS_MEETINGS, ALLIANCE_MEETINGS):
        of_kind = [
            day
            for each, day in zip(meetings, days, strict=True)
            if each["kind_of_meeting"] in kinds
        ]
        assert min(of_kind) < today < max(of_kind)
    schools = {each["school"] for each, day in zip(meetings, days, strict=True) if day > today}
    assert len(schools - {None}) >= 5
    assert {"annual meeting", "steering group"} <= {each["kind_of_meeting"] for each in meetings}


def test_policies_are_overdue_by_days_months_and_more_than_a_year() -> None:
    overdue = [each for each in board_of(TODAY) if each.state is OVERDUE]
    late = [(TODAY - each.due).days for each in overdue if each.due]
    assert min(late) < 31
    assert any(100 < days < 300 for days in late)
    assert max(late) > 400
    assert len(set(late)) > 8


def test_some_reviews_came_early_and_kept_their_anniversary() -> None:
    kept = [
        each
        for each in board_of(TODAY)
        if each.due
        and each.approved
        and (each.due.month, each.due.day) != (each.approved.month, each.approved.day)
        and each.policy in _by_anniversary()
    ]
    assert len(kept) > 10


def _by_anniversary() -> set[str]:
    return {each.key for each in board_of(TODAY).policies if each.cycle.reckoning == "anniversary"}


def test_a_fixed_day_and_a_named_half_term_say_when_policies_are_due() -> None:
    days: dict[str, set[tuple[int, int]]] = defaultdict(set)
    titles = {each.key: each.title for each in board_of(TODAY).policies}
    for each in board_of(TODAY):
        if each.due:
            days[titles[each.policy]].add((each.due.month, each.due.day))
    assert days["Admission arrangements"] == {(2, 28)}
    assert days["Pupil premium statement"] == {(12, 31)}
    assert days["Anti-bullying strategy"] == {(12, 18), (12, 19)}


def test_live_documents_were_checked_lately_and_long_ago() -> None:
    ages = [(TODAY - each.checked).days for each in board_of(TODAY) if each.checked]
    assert min(ages) < 32
    assert max(ages) > 250


def test_every_stage_of_a_policy_and_a_review_on_another_day_are_there(books: SampleBooks) -> None:
    school_policies = books.of(SchoolPolicy)
    assert {each["stage"] for each in school_policies} == set(STAGES_OF_POLICY)
    by_hand = [each for each in school_policies if each["next_review"]]
    assert by_hand
    for each in by_hand:
        assert each["reason"]
        assert standing_of(each).due == each["next_review"]
        assert each["school"] in board_of(TODAY).watched
    assert all(each["reason"] for each in school_policies if each["stage"] == "not applicable")


def test_some_policies_do_not_apply_for_a_reason_that_is_reckoned() -> None:
    standing = board_of(TODAY)
    titles = {each.key: each.title for each in standing.policies}
    found: dict[str, set[str]] = defaultdict(set)
    for each in standing:
        if not each.key and each.state is NOT_APPLICABLE:
            assert each.duty.why, titles[each.policy]
            found[titles[each.policy]].add(each.duty.why)
    assert any("admission authority" in why for why in found["Admission arrangements"])
    assert any(
        "no secondary or sixth form or years 7 and 8" in why for why in found["Careers guidance"]
    )
    assert any("academies" in why for why in found["Governors' allowances (part 6)"])
    assert any("biometric data" in why for why in found["Biometric information of children"])


def test_must_and_should_are_both_in_the_lists() -> None:
    standing = board_of(TODAY)
    for name in ("policies-overdue", "policies-missing"):
        levels = {each.duty.level for each in LISTS[name].of(standing)}
        assert {MUST, SHOULD} <= levels, name


def test_careers_guidance_does_not_apply_to_primary_schools(books: SampleBooks) -> None:
    (careers,) = books.find(Policy, title="Careers guidance")
    watched = board_of(TODAY).watched
    for school in books.find(School, phase="2"):
        each = board_of(TODAY).get(str(school["key"]), str(careers["key"]))
        assert (each is None) == (school["key"] not in watched)
        expected = NOT_APPLICABLE if school["type"] else TYPE_UNKNOWN
        assert each is None or each.state is expected


def test_two_schools_are_settling_in_and_raise_no_alarm(books: SampleBooks) -> None:
    standing = board_of(TODAY)
    unsettled = [each for each in books.of(School) if each["settled_in"] is None]
    assert len(unsettled) == 2
    for school in unsettled:
        assert school["key"] in standing.watched
        states = {each.state for each in standing.of_school(str(school["key"]))}
        assert states & SETTLING
        assert not states & {OVERDUE, MISSING, UNPUBLISHED}
    assert {each.school for each in standing.of_watched()}.isdisjoint(
        str(each["key"]) for each in unsettled
    )


def test_one_school_holds_the_second_row_in_its_two_parts_with_two_approvers(
    books: SampleBooks,
) -> None:
    parts = [each for each in books.of(Policy) if each["part_of"]]
    assert len(parts) == 2
    held = [each for part in parts for each in books.find(SchoolPolicy, policy=part["key"])]
    (school,) = {str(each["school"]) for each in held}
    assert len(held) == 2
    assert not books.find(SchoolPolicy, school=school, policy=parts[0]["part_of"])
    approvers = {
        str(each["approved_by"])
        for held_part in held
        for each in books.find(Review, school_policy=held_part["key"])
    }
    assert approvers == {"Headteacher", "Full governing body"}
    whole = board_of(TODAY).get(school, str(parts[0]["part_of"]))
    assert whole is not None
    assert whole.state is NOT_APPLICABLE


def test_some_are_on_the_website_in_the_version_before_the_last(books: SampleBooks) -> None:
    standing = board_of(TODAY)
    old = [each for each in standing if each.published_old and each.school in standing.watched]
    assert len(old) >= 3
    assert all(each.duty.publish == MUST for each in old)


def test_schools_buy_agreements_one_has_ended_and_one_is_to_begin() -> None:
    with open_sample(TODAY) as store:
        purchases = Purchases(store)
        terms = [
            purchases.newest(str(school["key"]), str(agreement["key"]))
            for school in store.find(School)
            for agreement in store.find(ServiceAgreement)
        ]
        states = [term.state_on(TODAY) for term in terms if term]
        assert states.count(ENDED) == 1
        assert states.count(NOT_BEGUN) == 1
        assert len(states) > 6
        uses = {
            purchases.may_use_model(str(each["school"]), policy)
            for each in store.find(SchoolPolicy, uses_model=True)
            if (policy := store.get(Policy, str(each["policy"])))
        }
        assert uses == {True, False}, "somebody uses a model without the agreement"


def test_reviews_name_who_approved_and_the_minute_that_proves_it(books: SampleBooks) -> None:
    withdrawn = books.find(Review, kind_of_review="withdrawn")
    reviews = [each for each in books.of(Review) if each not in withdrawn]
    assert all(each["approved_by"] and each["minute"] and each["evidence"] for each in reviews)
    assert all(each["notes"] for each in withdrawn)
    counts = [
        len(books.find(Review, school_policy=each["key"], corrects=None))
        for each in books.of(SchoolPolicy)
        if each["stage"] == "in force"
    ]
    assert set(counts) == {1, 2}


def test_one_review_was_corrected_and_one_withdrawn_and_both_stay_readable(
    books: SampleBooks,
) -> None:
    corrections = [each for each in books.of(Review) if each["corrects"]]
    assert {each["kind_of_review"] for each in corrections} == {"approved", "withdrawn"}
    for each in corrections:
        wrong = books.get(Review, str(each["corrects"]))
        held = books.get(SchoolPolicy, str(each["school_policy"]))
        assert wrong is not None
        assert held is not None
        assert wrong["school_policy"] == each["school_policy"]
        standing = standing_of(held)
        assert standing.approved != wrong["reviewed"]
        stands = each["kind_of_review"] == "approved"
        assert standing.approved == (each["reviewed"] if stands else None)
        assert standing.state is (CURRENT if stands else AWAITING_APPROVAL)


def test_the_alliance_is_held_to_northumberlands_policies_and_its_own(books: SampleBooks) -> None:
    shown = Alliance.field("catalogues").show(northern(books)["catalogues"])
    assert shown == "Northumberland, Our own"


def test_one_authority_has_the_half_terms_of_the_year(books: SampleBooks) -> None:
    found = books.of(HalfTermDates)
    assert len(found) == 6
    assert {each["local_authority"] for each in found} == {"353"}
    for each in found:
        assert list(findings(HalfTermDates, each, books)) == []


def test_fifteen_partners_of_six_authorities_and_many_types(books: SampleBooks) -> None:
    hub, *partners = books.of(School)
    assert hub["urn"] == "137133"
    assert [school["urn"] for school in partners] == [str(900001 + n) for n in range(15)]
    authority = School.field("local_authority")
    assert {authority.show(school["local_authority"]) for school in partners} == {
        "Oldham",
        "Rochdale",
        "Stockport",
        "Bolton",
        "Kirklees",
        "Calderdale",
    }
    for school in partners:
        assert str(school["laestab"]).startswith(f"{school['local_authority']}9")
    types = {school["type"] for school in partners}
    assert types & MAINTAINED_TYPES
    assert types & ACADEMY_TYPES
    assert {"18", "07", "44"} <= types, "a tertiary college and special schools of both kinds"
    assert {school["phase"] for school in partners} == {"0", "2", "4", "6"}


def test_nobody_could_take_an_invented_school_or_person_for_real(books: SampleBooks) -> None:
    for school in books.of(School)[1:]:
        assert str(school["name"]).endswith("(sample)")
        assert str(school["postcode"]).endswith("9ZZ")
        assert str(school["telephone"]).startswith("01632 960")
        assert str(school["website"]).endswith(".example")
        assert school["ukprn"] is None
    for person in books.of(Person):
        assert str(person["name"]).endswith("(sample)")
        assert person["email"] is None or str(person["email"]).endswith(".example")
    for membership in books.of(Membership):
        assert str(membership["signatory"] or "(sample)").endswith("(sample)")
    for organisation in books.of(Organisation):
        assert str(organisation["name"]).endswith("(sample)")
        assert str(organisation["website"]).endswith(".example")
    for post in books.of(Post):
        assert post["email"] is None or str(post["email"]).endswith(".example")
    for record, attribute in (
        (AgreedText, "version"),
        (Action, "what"),
        (Action, "owner"),
        (SharedItem, "item"),
        (Attendance, "deputy"),
        (Meeting, "chaired_by"),
    ):
        said = {each[attribute] for each in books.of(record)} - {None}
        assert said
        assert all(str(words).endswith("(sample)") for words in said), attribute
    groups = [str(each["local_groups"]) for each in books.of(School) if each["local_groups"]]
    assert len(groups) > 4
    assert all(group.endswith("(sample)") for each in groups for group in each.split(", "))


def test_no_page_of_the_real_hub_is_invented(books: SampleBooks) -> None:
    hub, *_ = books.of(School)
    of_hub = books.find(SchoolPolicy, school=hub["key"])
    assert of_hub
    assert all(each["published_at"] is None for each in of_hub)
    assert all(each["notes"] == "Invented for the sample." for each in of_hub)
    assert OVERDUE not in {standing_of(each).state for each in of_hub}
    assert not books.find(Purchase, school=hub["key"])
    assert not books.find(Meeting, school=hub["key"])
    assert {each["uses_model"] for each in of_hub} == {None}


def test_every_stage_of_a_membership_is_there_and_most_partners_have_signed(
    books: SampleBooks,
) -> None:
    here = books.find(Membership, alliance=northern(books)["key"])
    assert {each["stage"] for each in here} == set(STAGES)
    now = {str(each["school"]): each["stage"] for each in here if each["school"]}
    hub, *partners = now.values()
    assert hub == "strategic partner"
    assert len(partners) == 15
    assert sum(stage in ("member", "strategic partner") for stage in partners) >= 8
    assert 2 <= partners.count("strategic partner") <= 3
    assert sum(stage in STAGES_THAT_SIGNED for stage in partners) > 15 / 2
    for left in books.find(Membership, stage="left"):
        assert left["left"]
        assert left["reason_for_leaving"]


def northern(books: SampleBooks) -> Values:
    (alliance,) = books.find(Alliance, name="The Northern Alliance")
    return alliance


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
@example(date(2028, 2, 29))
def test_every_membership_has_a_path_that_ends_where_it_stands(today: date) -> None:
    books = SampleBooks(today)
    for membership in books.of(Membership):
        path = path_of_steps(books.find(Step, membership=membership["key"]))
        assert path[-1][:2] == (membership["stage"], membership["since"])
        for before, after in pairwise(path):
            assert after.stage in NEXT_STAGES[before.stage], membership["school"]
            assert before.since < after.since
        assert path[-1].reason or membership["stage"] not in ("leaving", "left")


def test_paths_go_up_and_down_and_a_school_left_and_came_back(books: SampleBooks) -> None:
    moves = {
        move
        for each in books.of(Membership)
        for move in pairwise(
            step.stage for step in path_of_steps(books.find(Step, membership=each["key"]))
        )
    }
    assert moves >= {
        ("member", "strategic partner"),
        ("strategic partner", "member"),
        ("strategic partner", "paused"),
        ("paused", "strategic partner"),
        ("member", "leaving"),
        ("leaving", "left"),
        ("enquiry", "declined"),
    }
    periods: dict[object, list[object]] = defaultdict(list)
    for each in books.find(Membership, alliance=northern(books)["key"]):
        periods[each["school"]].append(each["stage"])
    assert ["left", "member"] in periods.values()


def test_several_alliances_show_and_organisations_are_in_one(books: SampleBooks) -> None:
    other = [each for each in books.of(Alliance) if each["name"] != "The Northern Alliance"]
    (local,) = other
    found = books.find(Membership, alliance=local["key"])
    schools = {each["school"] for each in found if each["school"]}
    here = {
        each["school"]
        for each in books.find(Membership, alliance=northern(books)["key"])
        if each["stage"] not in STAGES_THAT_ENDED
    }
    assert len(schools) == 4
    assert schools <= here
    stages = {each["stage"] for each in books.of(Membership) if each["organisation"]}
    assert stages == {"member", "in discussion"}


def test_two_heads_followed_others_and_one_school_has_none_at_present(books: SampleBooks) -> None:
    heads = [each for each in books.of(Post) if each["role"] in HEADS]
    followed = [
        (before, after)
        for before in heads
        for after in heads
        if before["school"] == after["school"] and before is not after and before["ended"]
    ]
    assert len(followed) == 2
    for before, after in followed:
        assert after["began"] == before["ended"] + timedelta(days=1)  # type: ignore[operator]
    led = {each["school"] for each in heads if held_on(each, TODAY)}
    assert len({each["key"] for each in books.of(School)} - led) == 1
    signed_by = {each["signatory"] for each in books.of(Membership)}
    assert {books.name_of(Person, str(before["person"])) for before, _ in followed} <= signed_by


def test_agreed_texts_have_words_with_places_for_the_letter(books: SampleBooks) -> None:
    texts = books.find(AgreedText, alliance=northern(books)["key"])
    assert {each["what"] for each in texts} == set(AGREED_TEXTS)
    newest = {
        each["what"]: str(each["text"]) for each in sorted(texts, key=lambda e: str(e["agreed"]))
    }
    for what in ("statement", "memorandum"):
        for place in ("{school}", "{head}", "{date}", "{version}"):
            assert place in newest[what]
    assert all("sample" in words for words in newest.values())
    reviews = [each["review"] for each in texts if isinstance(each["review"], date)]
    assert min(reviews) < TODAY < max(reviews)


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
@example(date(2026, 9, 2))
@example(date(2027, 8, 31))
def test_attendance_is_of_members_and_names_who_was_head_that_day(today: date) -> None:
    books = SampleBooks(today)
    assert {each["attended"] for each in books.of(Attendance)} == set(ATTENDED)
    for each in books.of(Attendance):
        meeting = books.get(Meeting, str(each["meeting"]))
        membership = books.get(Membership, str(each["membership"]))
        assert meeting is not None
        assert membership is not None
        held = meeting["held"]
        assert isinstance(held, date)
        assert held <= today
        assert may_share_on(membership, held)
        heads = [
            post["person"]
            for post in books.find(Post, school=membership["school"])
            if post["role"] in HEADS and held_on(post, held)
        ]
        assert heads == [each["person"]] if membership["school"] else each["person"] is None
        assert bool(each["deputy"]) == (each["attended"] == "deputy")
        assert list(findings(Attendance, each, books)) == []


@pytest.mark.parametrize(
    "today",
    [TODAY, date(2026, 9, 4), date(2027, 1, 5), date(2027, 7, 31), date(2027, 8, 31)],
)
def test_the_heads_met_last_school_year_and_this_one_however_young_it_is(today: date) -> None:
    books = SampleBooks(today)
    held = [day_of(each) for each in books.find(Meeting, kind_of_meeting="annual meeting")]
    years = [school_year(day) - school_year(today) for day in held]
    assert sorted(years) == [-1, 0, 1]
    assert all((day <= today) == (year < 1) for day, year in zip(held, years, strict=True))


def day_of(meeting: Values) -> date:
    held = meeting["held"]
    assert isinstance(held, date)
    return held


@given(ANY_DAY)
@settings(max_examples=12, deadline=None)
def test_one_member_missed_two_steering_groups_running(today: date) -> None:
    books = SampleBooks(today)
    met = [
        each
        for each in books.find(Meeting, kind_of_meeting="steering group")
        if day_of(each) <= today
    ]
    met.sort(key=day_of)
    assert len({day_of(each) for each in met}) == len(met) == 3
    missed = [
        {
            each["membership"]
            for each in books.find(Attendance, meeting=meeting["key"])
            if each["attended"] not in PRESENT
        }
        for meeting in met[-2:]
    ]
    assert len(missed[0] & missed[1]) == 1


def test_actions_are_open_overdue_and_done(books: SampleBooks) -> None:
    actions = books.of(Action)
    assert [each for each in actions if each["done"]]
    open_ones = [each["due"] for each in actions if not each["done"]]
    days = [day for day in open_ones if isinstance(day, date)]
    assert min(days) < TODAY < max(days)


def test_items_were_shared_of_all_together_and_of_schools_for_a_purpose(
    books: SampleBooks,
) -> None:
    items = books.of(SharedItem)
    assert {each["data_class"] for each in items} == set(DATA_CLASSES)
    for each in items:
        assert each["purpose"]
        assert list(findings(SharedItem, each, books)) == []
    left = [
        each
        for each in items
        for membership in books.find(Membership, school=each["school"], stage="left")
        if not books.find(Membership, school=each["school"], stage="member")
        and membership["alliance"] == each["alliance"]
    ]
    assert len(left) == 1, "shared while the school was a member, which has left since"


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("HH-H --HD A-HH H--- -", "HH-H --HD", ["attended 1", "17 letters"]),
        ("HH-H --HD A-HH H--- -", "HH-H --HQ A-HH H--- -", ["attended 1", "- H D A X"]),
        ("HH-H --HD A-HH H--- -", "HH-H --HH A-HH H--- -", ["attended 1", "each D"]),
        ("HH-H --HD A-HH H--- -", "HH-H --HD A-HH H-H- -", ["attended 1", "no member then"]),
        ("Annual meeting, , The Northern Alliance, -58w", "Yearly", ["attended 1", "Yearly"]),
    ],
)
def test_what_is_wrong_in_the_attendance_is_said_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, parts: list[str]
) -> None:
    text = data.sample.records.FILE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "sample.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setattr(data.sample.records, "FILE", path)
    with pytest.raises(CatalogueError) as error:
        sample_records(TODAY)
    for part in ["sample.toml", *parts]:
        assert part in str(error.value)


def test_one_member_without_a_workstream_is_past_its_grace_and_one_has_just_signed(
    books: SampleBooks,
) -> None:
    without = [
        membership["statement_signed"]
        for membership in books.of(Membership)
        if membership["stage"] in ("member", "strategic partner")
        and not any(
            is_open(each, TODAY) for each in books.find(Commitment, membership=membership["key"])
        )
    ]
    ages = sorted((TODAY - day).days for day in without if isinstance(day, date))
    assert len(ages) == 2
    assert ages[0] < 31
    assert ages[1] > GRACE_MONTHS * 31


def test_only_one_lead_contact_is_a_middle_leader(books: SampleBooks) -> None:
    accountable = [
        any(
            post["strategic_accountability"]
            for post in books.find(Post, person=each["lead_contact"])
            if held_on(post, TODAY)
        )
        for each in books.of(Membership)
        if each["lead_contact"] and each["stage"] not in STAGES_THAT_ENDED
    ]
    assert accountable.count(False) == 1
    assert accountable.count(True) > 10


def test_every_workstream_has_a_lead_and_every_level_is_there(books: SampleBooks) -> None:
    commitments = books.of(Commitment)
    assert {each["level"] for each in commitments} == set(LEVELS)
    assert {each["ended"] is None for each in commitments} == {True, False}
    for workstream in books.of(Workstream):
        assert workstream["lead_school"]
        assert workstream["lead_person"]
        leads = books.find(Commitment, workstream=workstream["key"], level="lead", ended=None)
        schools = [books.kinds[Membership][str(each["membership"])]["school"] for each in leads]
        assert schools == [workstream["lead_school"]]


def test_the_samples_policies_are_the_catalogues_and_four_of_our_own(books: SampleBooks) -> None:
    found = [(values["key"], values["title"]) for values in books.of(Policy)]
    of_catalogue = [
        (key, values["title"])
        for record, key, values in records_of("northumberland", TODAY)
        if record is Policy
    ]
    assert found[:-4] == of_catalogue
    own = {str(each["title"]): each for each in books.find(Policy, catalogue="own")}
    assert list(own) == [
        "Single central record",
        "Anti-bullying strategy",
        "Pupil premium statement",
        "Biometric information of children",
    ]
    assert own["Single central record"]["renewal"] == "live"
    assert own["Anti-bullying strategy"]["reckoning"] == "half-term"
    assert own["Pupil premium statement"]["reckoning"] == "fixed day"
    assert all(each["source"] == "Our own list (sample)" for each in own.values())


def test_the_sample_completes_the_alliance_of_the_catalogue(books: SampleBooks) -> None:
    alliance = northern(books)
    assert alliance["catalogues"]
    assert alliance["aims"], "what the catalogue says of it is still there"
    assert len(books.find(Workstream, alliance=alliance["key"])) == 6


def test_records_are_complete_after_those_they_refer_to_and_have_keys_of_their_own(
    books: SampleBooks,
) -> None:
    known: set[str] = set()
    for record, key, values in books.records:
        assert list(values) == [field.attribute for field in record.fields()]
        for field in record.references():
            assert values[field.attribute] in {None, *known}
        assert len(key) == 32
        assert key not in known
        known.add(key)


def test_keys_are_the_same_on_every_day(books: SampleBooks) -> None:
    other_day = sample_records(TODAY + timedelta(days=1000))
    assert [(record, key) for record, key, _ in books.records] == [
        (record, key) for record, key, _ in other_day
    ]


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("F-FH G-FA ---- --FF", "F-FH G-FA ---- --F", ["grid 1 (Admission", "letters", "16"]),
        ("F-FH G-FA ---- --FF", "F-FH G-FA ---- --Fz", ["grid 1 (Admission", "out of - M W"]),
        ("--nn --n- ---- ---y", "--nn --n- ---- ---x", ["grid 1 (Admission", "model", "- y n"]),
        ("BCUC DO-A CECQ CCUD", "FCUC DO-A CECQ CCUD", ["letters", "next time", "fixed day"]),
        ('policy = "Careers guidance"', 'policy = "Career"', ["grid 6", "Perhaps careers"]),
        ('due = "-2w"', 'dew = "-2w"', ["letters, O, dew", "Perhaps due"]),
        ('due = "-2w"', 'due = "soon"', ["letters, O, due", "soon", "+2w"]),
        ('spread = "-9d"', 'spread = "some"', ["letters, O, spread", "some"]),
        ('stage = "Drafting"', 'stage = "Writing"', ["letters, W, stage", "Drafting"]),
    ],
)
def test_what_is_wrong_in_the_grid_is_said_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, parts: list[str]
) -> None:
    text = data.sample.records.FILE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "sample.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setattr(data.sample.records, "FILE", path)
    with pytest.raises(CatalogueError) as error:
        sample_records(TODAY)
    for part in ["sample.toml", *parts]:
        assert part in str(error.value)
