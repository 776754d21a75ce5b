"""The details of a record: all that belongs to it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from data.policies.columns import cycle_in_words
from data.policies.details import details_of_pair
from data.policies.standing import Standing, board
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.computed_columns import computed_columns_of
from data.tables.details import Details, details_of, lines_of
from models.kinds import RECORDS, referring_to
from models.meetings.meeting import Meeting
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.due_dates import IN_ORDER, MISSING, NOT_APPLICABLE, NOT_COUNTED, OVERDUE
from models.policies.duties import MUST, SHOULD
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.mark.parametrize("record", RECORDS)
def test_details_tell_every_filled_field_and_all_that_refers_to_the_record(
    record: type[Record], sample: Store
) -> None:
    for values in sample.find(record)[:4]:
        key = str(values["key"])
        details = details_of(sample, record, key)
        assert details is not None
        told = dict(details.fields)
        for field in record.fields():
            shown = sample.show(record, field.attribute, values[field.attribute])
            assert told.get(field.label, "") == shown
        related = [each.key for group in details.related.values() for each in group]
        hanging = [
            str(other["key"])
            for kind, attribute in referring_to(record)
            for other in sample.find(kind, **{attribute: key})
        ]
        assert sorted(related) == sorted(hanging)
        assert all(isinstance(part, str) for line in lines_of(details) for part in line)


def test_related_records_are_not_called_by_the_record_itself_and_say_where_they_stand(
    sample: Store,
) -> None:
    (school,) = sample.find(School, urn="137133")
    details = details_of(sample, School, str(school["key"]))
    assert details is not None
    lines = lines_of(details)
    assert details.name == "The Blue Coat CofE School"
    members = lines.index(("Members (1)", ""))
    assert lines[members + 1] == ("", "The Northern Alliance: Strategic partner")
    policies = [text for label, text in lines if text.startswith("Careers guidance")]
    assert len(policies) == 1
    assert ": " in policies[0]
    assert "Blue Coat" not in policies[0]


def test_a_school_is_told_in_groups_each_thing_once_and_what_is_late_by_name(
    sample: Store,
) -> None:
    (school,) = sample.find(School, urn="900011")
    details = details_of(sample, School, str(school["key"]))
    assert details is not None
    lines = lines_of(details)
    labels = [label for label, _ in lines]
    groups = list(School.groups.values())
    assert [label for label, text in lines if not text and label in groups] == [
        "Contact", "Kind", "Pupils", "Here",
    ]  # fmt: skip
    assert labels.index("Contact") < labels.index("Telephone") < labels.index("Kind")
    assert "Policies" not in labels, "how many are in order is told under Must"
    late = dict(lines)["Late"].split(" · ")
    assert late[:2] == ["Behaviour 446 days", "Equality 426 days"]


def test_a_record_that_is_gone_has_no_details(store: Store) -> None:
    assert details_of(store, School, "f" * 32) is None


# Where policies stand


@pytest.fixture
def books() -> Iterator[Store]:
    """A sample of one's own, to be changed."""
    with open_sample(TODAY) as store:
        yield store


def standing_of(store: Store, wanted: Callable[[Standing], bool]) -> Standing:
    return next(each for each in board(store) if wanted(each))


def policy_of(store: Store, standing: Standing) -> Values:
    policy = store.get(Policy, standing.policy)
    assert policy is not None
    return policy


def told(details: Details | None) -> dict[str, str]:
    assert details is not None
    return dict(details.told)


def test_a_school_tells_what_it_must_and_should_have_apart_its_meeting_and_what_it_buys(
    books: Store,
) -> None:
    (school,) = books.find(School, urn="137133")
    key = str(school["key"])
    with books.operation("Meetings") as change:
        for each in (*books.find(Meeting, school=key), *books.find(Purchase, school=key)):
            change.remove(Meeting if "held" in each else Purchase, str(each["key"]))
        for after in (-3, 20, 9):
            change.add(Meeting, {"school": key, "held": TODAY + timedelta(days=after)})
        bought, ended = (
            change.add(ServiceAgreement, {"name": name}) for name in ("Bought", "Ended")
        )
        began = date(2025, 4, 1)
        change.add(Purchase, {"school": key, "agreement": bought, "began": began})
        values = {"school": key, "agreement": ended, "began": began, "ended": date(2026, 3, 31)}
        change.add(Purchase, values)
    lines = told(details_of(books, School, key))
    for label, level in (("Must", MUST), ("Should", SHOULD)):
        states = [each.state for each in board(books).of_school(key) if each.duty.level == level]
        counted = [state for state in states if state is not NOT_APPLICABLE]
        good = sum(state in IN_ORDER for state in counted)
        if counted:
            assert lines[label] == f"{good} of {len(counted)} in order"
    assert lines["Next meeting"].startswith("Governing body on 30/11/2026")
    assert lines["Buys"] == "Bought"


def test_a_school_that_nobody_watches_tells_of_no_policies(books: Store) -> None:
    watched = board(books).watched
    other = next(str(each["key"]) for each in books.find(School) if each["key"] not in watched)
    assert not {"Must", "Should"} & told(details_of(books, School, other)).keys()


def test_a_policy_tells_its_cycle_its_force_and_how_many_schools_have_it_in_order(
    books: Store,
) -> None:
    (policy,) = books.find(Policy, title="Equality objectives")
    key = str(policy["key"])
    details = details_of(books, Policy, key)
    lines = told(details)
    assert lines["Cycle"].startswith("Every 4 years")
    assert lines["Cycle"].endswith(". Statutory")
    must = [
        each
        for each in board(books)
        if each.policy == key
        and each.school in board(books).watched
        and each.duty.level == MUST
        and each.state not in NOT_COUNTED
    ]
    good = sum(each.state in IN_ORDER for each in must)
    assert lines["In order"].startswith(f"{good} of {len(must)} in order")
    derived = computed_columns_of(Policy)
    assert derived is not None
    assert derived.compute(books)[key] == (f"{good} of {len(must)}",)
    shown = lines_of(details) if details else []
    assert [label for label, _ in shown].count("In order") == 1
    assert dict(shown)["Checked on"]


def test_a_pair_tells_why_it_is_asked_when_it_is_due_and_how_that_was_reckoned(
    books: Store,
) -> None:
    late = standing_of(books, lambda each: each.state is OVERDUE and each.duty.level == MUST)
    assert late.due is not None
    assert late.approved is not None
    with books.operation("A meeting") as change:
        for each in books.find(Meeting, school=late.school):
            change.remove(Meeting, str(each["key"]))
        change.add(Meeting, {"school": late.school, "held": date(2026, 12, 9)})
    details = details_of_pair(books, late.school, late.policy)
    lines = told(details)
    policy = policy_of(books, late)
    named = (("Legal status", "force"), ("Source", "source"), ("Checked on", "source_read"))
    for label, name in named:
        assert lines[label] == books.show(Policy, name, policy[name]) != ""
    assert lines["State"] == "Overdue"
    assert lines["Duty"].startswith("Must")
    assert lines["Due"] == f"{late.due:%d/%m/%Y}"
    assert lines["Reckoned"].startswith(cycle_in_words(policy))
    assert lines["Reckoned"].endswith(f"after the approval of {late.approved:%d/%m/%Y}")
    assert lines["Meeting"] == "Governing body on 09/12/2026, the next one"
    assert details == details_of(books, SchoolPolicy, late.key)
    with books.operation("Another day") as change:
        values = {"next_review": date(2027, 3, 1), "reason": "The guidance changes."}
        change.set(SchoolPolicy, late.key, values)
    lines = told(details_of_pair(books, late.school, late.policy))
    assert lines["Due"] == "01/03/2027"
    assert lines["Reckoned"] == "Set by hand: The guidance changes."
    assert lines["Meeting"] == "Governing body on 09/12/2026, the last in time"


def test_a_pair_that_nobody_recorded_tells_its_duty_and_its_cycle(books: Store) -> None:
    with books.operation("Settle in") as change:
        for school in books.find(School):
            change.set(School, str(school["key"]), {"settled_in": TODAY})
    missing = standing_of(books, lambda each: each.state is MISSING and not each.key)
    details = details_of_pair(books, missing.school, missing.policy)
    lines = told(details)
    assert lines["State"] == "Missing"
    assert lines["Cycle"]
    assert details is not None
    assert books.name_of(School, missing.school) in details.name
    assert books.name_of(Policy, missing.policy) in details.name
    set_aside = standing_of(books, lambda each: each.state is NOT_APPLICABLE and not each.key)
    lines = told(details_of_pair(books, set_aside.school, set_aside.policy))
    assert lines["Duty"] == f"Not asked. {set_aside.duty.why}"
    assert "Website" not in lines
    assert details_of_pair(books, "0" * 32, missing.policy) is None


def test_what_does_not_apply_needs_no_place_on_the_website(books: Store) -> None:
    late = standing_of(
        books, lambda each: each.state is OVERDUE and each.duty.publish == MUST and bool(each.key)
    )
    with books.operation("Not applicable") as change:
        values = {"stage": "not applicable", "reason": "The school closes.", "published": None}
        change.set(SchoolPolicy, late.key, values)
    assert "Website" not in told(details_of_pair(books, late.school, late.policy))
    with books.operation("On the website all the same") as change:
        change.set(SchoolPolicy, late.key, {"published": date(2026, 11, 2)})
    lines = told(details_of_pair(books, late.school, late.policy))
    assert lines["Website"].startswith("Need not be there: published on 02/11/2026")


def test_the_reviews_of_a_policy_stand_newest_first(books: Store) -> None:
    some = standing_of(
        books,
        lambda each: len(books.find(Review, school_policy=each.key)) > 1 if each.key else False,
    )
    details = details_of_pair(books, some.school, some.policy)
    assert details is not None
    days = [str(each.values["reviewed"]) for each in details.related["Reviews"]]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)


def test_a_model_under_an_agreement_says_whether_the_school_buys_it(books: Store) -> None:
    some = standing_of(books, lambda each: bool(each.key))
    with books.operation("Under an agreement") as change:
        agreement = change.add(ServiceAgreement, {"name": "Safety service"})
        values = {"model_availability": "service agreement", "agreement": agreement}
        change.set(Policy, some.policy, values)
    lines = told(details_of_pair(books, some.school, some.policy))
    assert lines["Model policy"] == "Only under Safety service, which the school does not buy"
    with books.operation("Buy") as change:
        values = {"school": some.school, "agreement": agreement, "began": TODAY}
        change.add(Purchase, values)
    lines = told(details_of_pair(books, some.school, some.policy))
    assert lines["Model policy"] == "Only under Safety service, which the school buys"
    derived = computed_columns_of(ServiceAgreement)
    assert derived is not None
    assert derived.compute(books)[agreement] == (1,)
