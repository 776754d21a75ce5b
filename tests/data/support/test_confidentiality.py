"""That a school is supported leaves in no paper for circulation: they read as if nobody was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exports.writing import write
from data.problems import WrongCall
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.schools.school import School
from models.support.deployment import Deployment
from models.support.support_step import SupportStep
from models.support.visit import Visit

TODAY = date(2026, 11, 21)
OF_SUPPORT = (Payment, Charge, Invoice, Visit, SupportStep, Deployment)
SECRET = "Xylophone"
"""A word that stands in every text of the support that the test adds."""


SUMS = "cost-recovery"
"""A paper of sums of money by workstream, which names no school and no deployment."""


@pytest.fixture(autouse=True)
def a_pack_without_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """The annual pack is compared without that paper, which has a test of its own."""
    monkeypatch.setitem(SUMMARIES, SUMS, SUMMARIES[SUMS]._replace(in_pack=0))


def circulated(store: Store, **limits: str) -> dict[str, Summary]:
    """Every summary that may be circulated within these limits, by its name."""
    found = {}
    for name, maker in SUMMARIES.items():
        if name == SUMS:
            continue
        try:
            found[name] = maker.make(store, for_circulation=True, **limits)  # type: ignore[arg-type]
        except WrongCall:
            continue
    return found


def without_support(store: Store) -> None:
    with store.operation("Nobody is supported") as change:
        for record in OF_SUPPORT:
            for each in change.books.find(record):
                if change.books.get(record, str(each["key"])):
                    change.remove_as_result(record, str(each["key"]))


def members(store: Store) -> list[str]:
    found = store.find(Membership)
    return [str(m["school"]) for m in found if m["school"] and m["stage"] not in STAGES_THAT_ENDED]


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    """The sample, in which seven schools are supported."""
    store = open_sample(TODAY)
    yield store
    store.close()


@pytest.fixture(scope="module")
def unsupported() -> Iterator[Store]:
    """The sample as it would be if no school was supported."""
    store = open_sample(TODAY)
    without_support(store)
    yield store
    store.close()


def test_in_every_format_a_circulated_paper_is_that_of_books_without_support(
    sample: Store, unsupported: Store
) -> None:
    papers, as_if = circulated(sample), circulated(unsupported)
    assert papers.keys() == as_if.keys()
    assert {"deployment-log", "support-waiting", "specialist-days"} <= papers.keys()
    assert not {"deployment-sheet", "invoices", "today"} & papers.keys()
    # A format is made of the summary and of nothing else.
    assert papers == as_if
    for name in ("deployment-log", "support-waiting", "specialist-days"):
        for kind in SUMMARIES[name].formats:
            text = write(papers[name], kind)
            assert b"Otterstone" not in text
            assert b"D2026-" not in text


def test_sums_of_money_name_no_school_and_no_deployment(sample: Store) -> None:
    paper = SUMMARIES[SUMS].make(sample, for_circulation=True)
    names = [str(each["name"]) for each in sample.find(School)]
    for kind in ("text", "json", "csv", "html"):
        text = write(paper, kind).decode("utf-8-sig")
        assert "D2026-" not in text
        assert not any(name in text for name in names)


def test_of_one_school_or_alliance_it_is_so_too(sample: Store, unsupported: Store) -> None:
    for alliance in sample.find(Alliance):
        key = str(alliance["key"])
        assert circulated(sample, alliance=key) == circulated(unsupported, alliance=key)
    for school in sorted({str(each["client"]) for each in sample.find(Deployment)}):
        found = circulated(sample, school=school)
        assert found == circulated(unsupported, school=school)
        assert not {"deployment-log", "support-waiting"} & found.keys()


@given(st.data())
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_is_supported_no_circulated_paper_tells_of_it(
    unsupported: Store, data: st.DataObject
) -> None:
    keys = members(unsupported)
    clients = data.draw(st.lists(st.sampled_from(keys), max_size=8))
    before = circulated(unsupported)
    alliance = unsupported.find(Alliance)[0]["key"]
    with unsupported.operation("Support") as change:
        for client in clients:
            asked = {"client": client, "alliance": alliance, "requested": date(2026, 9, 1)}
            change.add(Deployment, asked | {"need": SECRET, "purpose": SECRET, "notes": SECRET})
    try:
        after = circulated(unsupported)
        cells = {tuple(row.cells[:2]) for row in before["deployment-log"].rows}
        names = [unsupported.name_of(School, client) for client in clients]
        for name, paper in after.items():
            text = json.dumps(write(paper, "json").decode())
            assert SECRET not in text
            assert "D2026-" not in text
            if name in ("deployment-log", "support-waiting"):
                assert not any(each in text for each in names)
                assert {tuple(row.cells[:2]) for row in paper.rows} == cells
                assert all(str(row.cells[2]) not in "012" for row in paper.rows)
            else:
                assert paper == before[name]
    finally:
        if clients:
            unsupported.undo()


def test_the_papers_of_a_school_show_its_own_support_only(sample: Store) -> None:
    (one,) = sample.find(Deployment, reference="D2026-003")
    school = str(one["client"])
    for name in ("deployment-log", "support-waiting", "deployment-sheet"):
        paper = SUMMARIES[name].make(sample, school=school)
        text = write(paper, "text").decode()
        assert "D2026-003" in text
        others = [str(each["reference"]) for each in sample.find(Deployment)]
        assert not any(each in text for each in others if each != "D2026-003"), name


def test_papers_with_schools_in_them_say_that_they_are_confidential(sample: Store) -> None:
    for name in ("deployment-log", "support-waiting", "specialist-days", "deployment-sheet",
                 "invoices"):  # fmt: skip
        for kind in ("text", "html", "md"):
            assert b"CONFIDENTIAL" in write(SUMMARIES[name].make(sample), kind), (name, kind)
