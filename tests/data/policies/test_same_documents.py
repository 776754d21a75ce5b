"""The same document in two catalogues: asked for once, recorded once, counted once."""

from __future__ import annotations

from datetime import date

import pytest

from data.policies.approvals import newest_review, record_approval
from data.policies.copies import recorded_under
from data.policies.details import lines_of_pair
from data.policies.letters import set_policy, stand_in
from data.policies.matrix import policies_matrix
from data.policies.standing import Standing, board
from data.problems import Refused
from data.store.store import Store
from data.today.matters import matters
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

LAST_MARCH, LAST_MAY = date(2026, 3, 4), date(2026, 5, 6)
APPROVED = {"kind_of_review": "approved", "reviewed": TODAY}


class Books(PolicyBooks):
    """Ash Grove, held to two catalogues that both ask for a charging policy."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.ash = self.school("Ash Grove")
        shared = {"document": "charging", "title": "Charging and remissions"}
        self.county = self.policy(catalogue="northumberland", **shared)
        self.national = self.policy(catalogue="dfe", publish_maintained="must", **shared)

    def at(self, policy: str, school: str = "") -> Standing:
        found = board(self.store).get(school or self.ash, policy)
        assert found is not None
        return found

    def words(self) -> tuple[str, str]:
        return self.at(self.county).state.word, self.at(self.national).state.word


@pytest.fixture
def books(store: Store) -> Books:
    return Books(store)


def test_it_is_missing_once_and_both_catalogues_show_it(books: Books) -> None:
    assert books.words() == ("Missing", "Missing")
    (missing,) = [each for each in matters(books.store) if each.view == "policies-missing"]
    assert (missing.count, missing.must) == (1, 1)
    (row,) = books.rows("policies-missing")
    assert row["policy"] == "Charging and remissions, Northumberland"
    (row,) = books.rows("policy-compliance")
    assert (row["must-in-order"], row["must"]) == (0, 1)


def test_it_is_approved_once_whichever_catalogue_it_is_typed_under(books: Books) -> None:
    with books.store.operation("Approve") as change:
        record_approval(change, [(books.ash, books.national)], APPROVED)
    # The department's list asks that it is published, the county's does not: it is to be.
    assert books.words() == ("Approved, not published", "Approved, not published")
    (copy,) = books.store.find(SchoolPolicy)
    assert copy["policy"] == books.county, "the first of both is what the school holds"
    with books.store.operation("Again") as change:
        both = [(books.ash, books.county), (books.ash, books.national)]
        assert record_approval(change, both, APPROVED) == 0, "it is recorded already"
    assert len(books.store.find(Review)) == 1
    newest = newest_review(books.store, books.ash, books.national)
    assert newest is not None
    assert newest["reviewed"] == TODAY
    with books.store.operation("Publish") as change:
        set_policy(change, books.ash, books.national, "published", TODAY)
    assert books.words() == ("Current", "Current")
    (row,) = books.rows("policy-compliance")
    assert (row["must-in-order"], row["must"]) == (1, 1)


def test_what_stands_under_the_other_catalogue_already_goes_on_there(books: Books) -> None:
    books.hold(books.ash, books.national, LAST_MARCH, published=LAST_MARCH)
    assert books.words() == ("Current", "Current")
    cells, said = recorded_under(books.store, [(books.ash, books.county)])
    assert cells == [(books.ash, books.national)]
    assert said == "Recorded as Charging and remissions, Department for Education."
    lines = dict(lines_of_pair(books.store, books.ash, books.county))
    assert lines["Recorded as"] == "Charging and remissions, Department for Education"
    assert lines["Reckoned"] == "Annual renewal, after the approval of 04/03/2026"
    lines = dict(lines_of_pair(books.store, books.ash, books.national))
    assert lines["Answers for"] == "Charging and remissions, Northumberland"


def test_of_two_records_the_one_approved_last_is_the_document(books: Books) -> None:
    books.hold(books.ash, books.county, date(2025, 3, 4))
    books.hold(books.ash, books.national, LAST_MAY, published=LAST_MAY)
    # Alone the county's would be overdue since 04/03/2026; it is the same paper, renewed in May.
    assert books.words() == ("Current", "Current")
    assert books.at(books.county).due == date(2027, 5, 6)
    assert [each.policy for each in board(books.store)] == [books.national]
    assert books.rows("policies-overdue") == []


def test_the_stricter_of_both_decides_how_often_it_is_renewed(books: Books) -> None:
    books.set(Policy, books.national, renewal="2 years", publish_maintained="no")
    books.hold(books.ash, books.national, LAST_MARCH)
    # Every two years would be 04/03/2028; the county asks for it every year.
    assert books.at(books.national).due == date(2027, 3, 4)


def test_a_catalogue_that_does_not_ask_it_of_a_school_does_not_answer_for_it(books: Books) -> None:
    books.set(Policy, books.county, duty_academies="no")
    beech = books.school("Beech Academy", type="34")
    assert books.at(books.county, beech).state.word == "Not applicable"
    assert books.at(books.national, beech).state.word == "Missing"


def test_the_matrix_of_each_catalogue_shows_it_and_one_letter_changes_both(books: Books) -> None:
    def shown(catalogue: str) -> str:
        (row,) = policies_matrix(books.store, catalogue).table.rows
        return getattr(row.cells[1], "letter", "")

    assert (shown("northumberland"), shown("dfe")) == ("M", "M")
    with books.store.operation("f") as change:
        set_policy(change, books.ash, books.national, "drafting", TODAY)
    assert (shown("northumberland"), shown("dfe")) == ("F", "F")
    books.store.undo()
    assert (shown("northumberland"), shown("dfe")) == ("M", "M")


def test_what_does_not_apply_says_so_in_both(books: Books) -> None:
    with books.store.operation("n") as change:
        set_policy(change, books.ash, books.national, "not applicable", TODAY, "No charge is made")
    assert books.words() == ("Not applicable", "Not applicable")
    assert books.store.count(SchoolPolicy) == 1


# A document of one catalogue that is two of another


@pytest.fixture
def in_two(books: Books) -> Books:
    """The county's behaviour row may be held in one, or in the two documents of the department."""
    books.set(Policy, books.county, document=None)
    whole = books.policy("Behaviour and principles", catalogue="northumberland")
    books.add(Policy, title="Behaviour part", catalogue="northumberland", part_of=whole,
              document="behaviour", duty_maintained="must", publish_maintained="no")  # fmt: skip
    books.add(Policy, title="Principles part", catalogue="northumberland", part_of=whole,
              document="principles", duty_maintained="must", publish_maintained="no")  # fmt: skip
    books.policy("Behaviour", catalogue="dfe", document="behaviour")
    books.policy("Principles", catalogue="dfe", document="principles")
    return books


def missing(books: Books) -> set[str]:
    return {
        row["policy"] for row in books.rows("policies-missing") if "Charging" not in row["policy"]
    }


def named(books: Books, title: str) -> str:
    (found,) = books.store.find(Policy, title=title)
    return str(found["key"])


def test_while_nothing_is_held_the_whole_is_asked_and_answers_for_both(in_two: Books) -> None:
    assert missing(in_two) == {"Behaviour and principles"}
    whole = in_two.at(named(in_two, "Behaviour and principles"))
    assert set(whole.also) == {named(in_two, "Behaviour"), named(in_two, "Principles")}
    in_two.hold(in_two.ash, whole.policy, TODAY)
    assert missing(in_two) == set()
    for title in ("Behaviour", "Principles"):
        assert in_two.at(named(in_two, title)).state.word == "Current"


def test_a_school_that_holds_one_of_the_two_is_asked_for_the_other_once(in_two: Books) -> None:
    in_two.hold(in_two.ash, named(in_two, "Behaviour"), TODAY)
    assert missing(in_two) == {"Principles part"}
    whole = in_two.at(named(in_two, "Behaviour and principles"))
    assert whole.duty.why == "Held in its parts: Behaviour part."
    assert in_two.at(named(in_two, "Behaviour part")).state.word == "Current"
    in_two.hold(in_two.ash, named(in_two, "Principles"), TODAY)
    assert missing(in_two) == set()


# A document that answers two duties


@pytest.fixture
def phones(books: Books) -> Books:
    books.policy("Behaviour policy", catalogue="dfe")
    books.policy("Mobile phones", catalogue="dfe")
    return books


def test_a_policy_that_stands_in_another_is_approved_with_it_and_counted_as_its_own(
    phones: Books,
) -> None:
    behaviour, mobile = named(phones, "Behaviour policy"), named(phones, "Mobile phones")
    with phones.store.operation("Stands in") as change:
        stand_in(change, [(phones.ash, mobile)], {"stands_in": behaviour})
    assert phones.at(mobile).state.word == "Missing", "as long as the other one is"
    with phones.store.operation("c") as change:
        set_policy(change, phones.ash, mobile, "approved", TODAY)
    assert phones.at(mobile).state.word == phones.at(behaviour).state.word == "Current"
    (review,) = phones.store.find(Review)
    held = phones.store.get(SchoolPolicy, str(review["school_policy"]))
    assert held is not None
    assert held["policy"] == behaviour
    (row,) = phones.rows("policy-compliance")
    assert (row["must-in-order"], row["must"]) == (2, 3), "two duties of three are met"
    with phones.store.operation("n") as change:
        set_policy(change, phones.ash, mobile, "not applicable", TODAY, "Nobody has one")
    assert phones.at(mobile).state.word == "Not applicable"
    assert phones.at(behaviour).state.word == "Current", "that was said of the duty alone"


def test_a_document_does_not_stand_in_itself_nor_in_one_that_stands_elsewhere(
    phones: Books,
) -> None:
    behaviour, mobile = named(phones, "Behaviour policy"), named(phones, "Mobile phones")
    with pytest.raises(Refused, match="does not stand in itself"):
        phones.hold(phones.ash, mobile, stands_in=mobile)
    phones.hold(phones.ash, mobile, stands_in=behaviour)
    with pytest.raises(Refused, match="Mobile phones stands in another document itself"):
        phones.hold(phones.ash, phones.county, stands_in=mobile)
    with pytest.raises(Refused, match="Other documents of the school stand in this one"):
        phones.hold(phones.ash, behaviour, stands_in=phones.county)


def test_without_the_word_two_policies_of_one_title_are_two(books: Books) -> None:
    books.set(Policy, books.national, document=None)
    assert len(books.rows("policies-missing")) == 2
    books.set(School, books.ash, settled_in=None)
    assert books.words() == ("Settling in", "Settling in")
