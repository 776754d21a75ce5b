from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import data.sample_books
from data.catalogue_files import CatalogueError, policies_of, read_document
from data.sample_books import sample_records
from models.alliances import (
    LEVELS,
    STAGES,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.due import (
    AWAITING_APPROVAL,
    CURRENT,
    DRAFTING,
    DUE,
    DUE_NEXT,
    LIVE,
    MISSING,
    NOT_APPLICABLE,
    NOT_RECORDED,
    OVERDUE,
    POLICY_STATES,
    UNPUBLISHED,
    Reckoning,
    next_due,
)
from models.policies import STAGES_OF_POLICY, Policy, Review, SchoolPolicy
from models.records import Record, Values
from models.rules import GRACE_MONTHS, Severity, findings, is_open
from models.schools import ACADEMY_TYPES, MAINTAINED_TYPES, Person, School
from models.states import State
from models.values import Value

TODAY = date(2026, 11, 21)
GRID = read_document(data.sample_books.FILE).tables["grid"]
STATE_OF_LETTER = {
    "M": MISSING,
    "W": DRAFTING,
    "A": AWAITING_APPROVAL,
    **dict.fromkeys("OPQ", OVERDUE),
    "D": DUE,
    "E": DUE_NEXT,
    **dict.fromkeys("CBR", CURRENT),
    "U": UNPUBLISHED,
    **dict.fromkeys("LK", LIVE),
    "N": NOT_APPLICABLE,
}
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

    def last_review(self, school_policy: Values, kind: str) -> date | None:
        days = [
            values["reviewed"]
            for values in self.find(Review, school_policy=school_policy["key"], kind_of_review=kind)
        ]
        return max((day for day in days if isinstance(day, date)), default=None)

    def states(self) -> dict[State, list[Values]]:
        """The schools' policies in each state."""
        reckoning, found = Reckoning(self.today), defaultdict(list)
        latest: dict[tuple[Value, Value], Value] = {}
        for review in sorted(self.of(Review), key=lambda review: str(review["reviewed"])):
            latest[review["school_policy"], review["kind_of_review"]] = review["reviewed"]
        for school_policy in self.of(SchoolPolicy):
            school = self.kinds[School][str(school_policy["school"])]
            policy = self.kinds[Policy][str(school_policy["policy"])]
            academy = school["type"] in ACADEMY_TYPES
            publish = policy["publish_academies" if academy else "publish_maintained"]
            state = reckoning.state(
                str(school_policy["stage"]),
                str(policy["renewal"]),
                latest.get((school_policy["key"], "approved")),  # type: ignore[arg-type]
                set_by_hand=school_policy["next_review"],  # type: ignore[arg-type]
                checked=latest.get((school_policy["key"], "checked")),  # type: ignore[arg-type]
                must_publish=publish == "must",
                published=school_policy["published"],  # type: ignore[arg-type]
            )
            found[state].append(school_policy)
        return found


@cache
def books_of(today: date) -> SampleBooks:
    return SampleBooks(today)


@pytest.fixture
def books() -> SampleBooks:
    return books_of(TODAY)


@given(ANY_DAY)
@settings(max_examples=40, deadline=None)
@example(date(2028, 2, 29))
@example(date(2027, 7, 22))
@example(date(2026, 12, 18))
@example(date(2024, 8, 31))
def test_every_state_of_a_policy_shows_on_any_day_where_the_grid_has_it(today: date) -> None:
    books = SampleBooks(today)
    states = books.states()
    assert set(POLICY_STATES) - {NOT_RECORDED} == set(states)
    schools = list(books.kinds[School])
    state_of = {
        (each["school"], each["policy"]): state for state, held in states.items() for each in held
    }
    for row in GRID:
        (policy,) = books.find(Policy, title=row["policy"])
        for school, letter in zip(schools, row["letters"].replace(" ", ""), strict=True):
            found = state_of.get((school, policy["key"]))
            assert found == STATE_OF_LETTER.get(letter), (row["policy"], letter)


@given(ANY_DAY)
@settings(max_examples=30, deadline=None)
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
@settings(max_examples=30, deadline=None)
def test_nothing_that_was_done_lies_in_the_future(today: date) -> None:
    for record, _, values in sample_records(today):
        for attribute, value in values.items():
            if isinstance(value, date) and attribute not in ("next_review", "source_read"):
                assert value <= today, (record.kind, attribute, value)


def test_policies_are_overdue_by_days_months_and_more_than_a_year(books: SampleBooks) -> None:
    late = []
    for school_policy in books.states()[OVERDUE]:
        renewal = books.kinds[Policy][str(school_policy["policy"])]["renewal"]
        due = next_due(str(renewal), books.last_review(school_policy, "approved"))
        assert due is not None
        late.append((TODAY - due).days)
    assert min(late) < 31
    assert any(100 < days < 300 for days in late)
    assert max(late) > 400
    assert len(set(late)) > 8


def test_live_documents_were_checked_lately_and_long_ago(books: SampleBooks) -> None:
    checks = [books.last_review(each, "checked") for each in books.of(SchoolPolicy)]
    ages = [(TODAY - day).days for day in checks if day]
    assert min(ages) < 32
    assert max(ages) > 250


def test_every_stage_of_a_policy_and_a_review_on_another_day_are_there(books: SampleBooks) -> None:
    school_policies = books.of(SchoolPolicy)
    assert {each["stage"] for each in school_policies} == set(STAGES_OF_POLICY)
    assert any(each["next_review"] for each in school_policies)
    assert all(each["reason"] for each in school_policies if each["stage"] == "not applicable")
    assert len(school_policies) < 16 * 10, "some are missing without a record"


def test_careers_guidance_does_not_apply_to_primary_schools(books: SampleBooks) -> None:
    (careers,) = books.find(Policy, title="Careers guidance")
    for school in books.find(School, phase="2"):
        (each,) = books.find(SchoolPolicy, policy=careers["key"], school=school["key"])
        assert each["stage"] == "not applicable"


def test_reviews_name_who_approved_and_the_minute_that_proves_it(books: SampleBooks) -> None:
    reviews = books.of(Review)
    assert all(each["approved_by"] and each["minute"] and each["evidence"] for each in reviews)
    counts = [
        len(books.find(Review, school_policy=each["key"]))
        for each in books.of(SchoolPolicy)
        if each["stage"] == "in force"
    ]
    assert set(counts) == {1, 2}


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


def test_no_page_of_the_real_hub_is_invented(books: SampleBooks) -> None:
    hub, *_ = books.of(School)
    of_hub = books.find(SchoolPolicy, school=hub["key"])
    assert of_hub
    assert all(each["published_at"] is None for each in of_hub)
    assert all(each["notes"] == "Invented for the sample." for each in of_hub)
    assert not {each["key"] for each in of_hub} & {each["key"] for each in books.states()[OVERDUE]}


def test_every_stage_of_a_membership_is_there_and_most_partners_have_signed(
    books: SampleBooks,
) -> None:
    stages = [membership["stage"] for membership in books.of(Membership)]
    assert set(stages) == set(STAGES)
    hub, *partners = stages
    assert hub == "strategic partner"
    assert len(partners) == 15
    assert sum(stage in ("member", "strategic partner") for stage in partners) >= 9
    assert 2 <= partners.count("strategic partner") <= 3
    assert sum(stage in STAGES_THAT_SIGNED for stage in partners) > 15 / 2
    (left,) = books.find(Membership, stage="left")
    assert left["left"]
    assert left["reason_for_leaving"]


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
    contacts = [each["lead_contact"] for each in books.of(Membership) if each["lead_contact"]]
    accountable = [
        books.kinds[Person][str(contact)]["strategic_accountability"] for contact in contacts
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


def test_the_samples_policies_are_the_catalogues_and_one_live_document(books: SampleBooks) -> None:
    *nine, own = [(values["key"], values["title"]) for values in books.of(Policy)]
    assert nine == [(key, v["title"]) for key, v in policies_of("northumberland", TODAY)]
    assert own[1] == "Single central record"
    assert books.kinds[Policy][str(own[0])]["renewal"] == "live"
    assert books.kinds[Policy][str(own[0])]["catalogue"] == "own"


def test_the_sample_completes_the_alliance_of_the_catalogue(books: SampleBooks) -> None:
    (alliance,) = books.of(Alliance)
    assert alliance["statement_version"]
    assert alliance["aims"], "what the catalogue says of it is still there"
    assert len(books.of(Workstream)) == 6


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
        ("COCD ECPC MCNW CNBC", "COCD ECPC MCNW CNB", ["grid 1 (Admission", "letters", "16"]),
        ("COCD ECPC MCNW CNBC", "COCD ECPC MCNW CNBz", ["grid 1 (Admission", "out of - M W"]),
        ('policy = "Careers guidance"', 'policy = "Career"', ["grid 4", "Perhaps careers"]),
        ('due = "-2w"', 'dew = "-2w"', ["letters, O, dew", "Perhaps due"]),
        ('due = "-2w"', 'due = "soon"', ["letters, O, due", "soon", "+2w"]),
        ('spread = "-9d"', 'spread = "some"', ["letters, O, spread", "some"]),
        ('stage = "Drafting"', 'stage = "Writing"', ["letters, W, stage", "Drafting"]),
    ],
)
def test_what_is_wrong_in_the_grid_is_said_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, parts: list[str]
) -> None:
    text = data.sample_books.FILE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "sample.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setattr(data.sample_books, "FILE", path)
    with pytest.raises(CatalogueError) as error:
        sample_records(TODAY)
    for part in ["sample.toml", *parts]:
        assert part in str(error.value)
