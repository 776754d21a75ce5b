"""Engagement: which schools count, of how many, on which register's day; and what is printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.files import places
from data.indicators.rates import AREA, MEMBERS, NO_PHASE, Engagement, engagement
from data.schools.register.update import Options, update
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from models.alliances.alliance import Alliance
from models.fields.values import show_value
from models.indicators.figures import computed_figure, percent_of, show_percent
from models.indicators.indicator import FIGURES
from models.indicators.periods import period_of
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.support.deployment import Deployment
from models.support.support_step import SupportStep
from models.support.visit import Visit
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY
from tests.register_extracts import school, write

SIGNED: Values = {
    "stage": "member", "enquired": date(2024, 9, 2), "statement_signed": date(2024, 9, 2),
    "signatory": "A. Head",
}  # fmt: skip
BEFORE = date(2025, 3, 1)


def test_the_check_figure_of_a_hub_comes_out() -> None:
    # 262 of 358 schools, as a hub reported: 73 %.
    assert show_percent(262, 358) == "73.2%"
    assert percent_of(262, 358) == 7320
    assert round(262 / 358 * 100) == 73
    assert (show_percent(0, 86), show_percent(86, 86), show_percent(0, 0)) == (
        "0.0%", "100.0%", "–",
    )  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """The hub and two primaries of Oldham's area signed for Northern, and Far, which is elsewhere.

    Ash leads CPD and Far receives it; Beech received until last year, and is in research as of
    today's school year; Cedar is of interest to nobody.
    """
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        for name, urn, phase in (
            ("Hub", "137133", "4"), ("Ash", "100001", "2"), ("Beech", "100002", "2"),
            ("Far", "100009", "2"),
        ):  # fmt: skip
            values: Values = {"name": name, "urn": urn, "phase": phase, "local_authority": "353"}
            keys[name] = change.add(School, values)
        keys["Northern"] = change.add(Alliance, {"name": "Northern", "hub": keys["Hub"]})
        for name in ("Hub", "Ash", "Beech", "Far"):
            pair: Values = {"school": keys[name], "alliance": keys["Northern"]}
            keys[f"of {name}"] = change.add(Membership, pair | SIGNED)
        for name, kind in (("CPD", "cpd"), ("Research", "research")):
            values = {"name": name, "alliance": keys["Northern"], "kind_of_work": kind}
            keys[name] = change.add(Workstream, values)
        for name, stream, level, began, ended in (
            ("Ash", "CPD", "lead", BEFORE, None),
            ("Far", "CPD", "receive", BEFORE, None),
            ("Beech", "CPD", "receive", BEFORE, date(2026, 9, 1)),
            ("Beech", "Research", "contribute", date(2026, 10, 1), None),
        ):
            change.add(
                Commitment,
                {"membership": keys[f"of {name}"], "workstream": keys[stream], "level": level,
                 "began": began, "ended": ended},
            )  # fmt: skip
    return keys


@pytest.fixture
def register(store: Store, tmp_path: Path) -> None:
    """Beside the store: six schools of Oldham and Tameside that count, and two that do not."""
    rows = [
        school(137_133, "Hub", phase="4"),
        school(100_001, "Ash"),
        school(100_002, "Beech"),
        school(100_003, "Cedar", la="357", district="Tameside"),
        school(100_004, "Damson", type="07", phase="0"),
        school(100_005, "Elder", la="357", district="Tameside", phase="4"),
        school(100_006, "Closed", status="2"),
        school(100_007, "Independent", type="11"),
        school(100_009, "Far", la="354", district="Rochdale"),
    ]
    path = places.register_file(store.path)
    update(path, [write(tmp_path / "edubasealldata20261112.csv", rows)], Options(), today=TODAY)


def rates(found: Engagement, part: str) -> dict[str, tuple[int, int, int]]:
    return {each.name: (each.count, each.of, len(each.ever)) for each in found.of_part(part)}


def found(store: Store, keys: dict[str, str], base: str = AREA) -> Engagement:
    year = period_of(store.today, whole_year=True)
    return engagement(store, keys["Northern"], year, base)


def test_a_rate_is_of_all_state_funded_schools_of_the_area(
    store: Store, keys: dict[str, str], register: None
) -> None:
    result = found(store, keys)
    # Ash and Beech of the six; Far takes part too, and is not of the area.
    assert rates(result, "By strand") == {
        "Any strand": (2, 6, 2), "Professional development": (1, 6, 2), "Research": (1, 6, 1),
    }  # fmt: skip
    assert show_percent(2, 6) == "33.3%"
    assert rates(result, "By authority") == {"Oldham": (2, 4, 2), "Tameside": (0, 2, 0)}
    assert rates(result, "By phase") == {
        "Primary": (2, 3, 2), "Secondary": (0, 2, 0), NO_PHASE: (0, 1, 0),
    }  # fmt: skip
    assert result.outside == {keys["Far"]}
    told = " ".join(result.notes)
    assert "1 school more takes part and is not of these." in told
    assert "Register of 12/11/2026" in told
    assert "a commitment that leads, contributes or receives" in told


def test_of_the_members_those_count_that_have_signed(store: Store, keys: dict[str, str]) -> None:
    result = found(store, keys, MEMBERS)
    assert rates(result, "By strand")["Any strand"] == (3, 4, 3)
    assert rates(result, "By phase") == {"Primary": (3, 3, 3), "Secondary": (0, 1, 0)}
    assert result.base_day is None


def test_without_a_register_members_are_counted_and_it_is_said(
    store: Store, keys: dict[str, str]
) -> None:
    result = found(store, keys)
    assert (result.base, result.of) == (MEMBERS, 4)
    assert "There is no register" in " ".join(result.notes)


def test_a_day_of_another_year_has_the_rates_of_that_year(
    open_store: Callable[..., Store], store: Store, keys: dict[str, str], register: None
) -> None:
    path = store.path
    store.close()
    last_year = open_store(path, today=date(2026, 6, 1))
    result = found(last_year, keys)
    assert rates(result, "By strand")["Professional development"] == (2, 6, 2)
    assert rates(result, "By strand")["Research"] == (0, 6, 0)


def test_the_paper_prints_the_definition_and_the_day_and_names_no_school(
    store: Store, keys: dict[str, str], register: None
) -> None:
    summary = SUMMARIES["engagement"].make(store, for_circulation=True)
    told = {str(row.cells[1]): row.cells[2:] for row in summary.rows}
    shown = [
        show_value(cell, column.kind)
        for cell, column in zip(told["Any strand"], summary.columns[2:], strict=True)
    ]
    assert shown == ["2", "6", "33.3", "2", "33.3"]
    notes = " ".join(summary.notes)
    assert "2 of 6 schools take part (33.3%), of all open state-funded schools" in notes
    assert "register of 12/11/2026" in notes
    assert "a commitment that leads, contributes or receives" in notes
    assert not any(name in str(summary) for name in ("Ash", "Beech"))


def test_a_school_whose_support_runs_takes_part_and_a_small_count_is_not_told(
    store: Store, keys: dict[str, str], register: None
) -> None:
    with store.operation("Support") as change:
        deployment = change.add(
            Deployment,
            {"client": keys["Hub"], "alliance": keys["Northern"], "need": "A new leader",
             "requested": date(2026, 9, 2), "rating": "2", "priority": "need"},
        )  # fmt: skip
        # As if typed in late: the steps between are of no matter here.
        change._insert(
            SupportStep,
            [SupportStep.starting_values() | {"key": f"{number:032}", "deployment": deployment,
             "number": number, "step": step, "day": day}
             for number, step, day in ((2, "running", date(2026, 9, 14)),
                                       (3, "evaluated", date(2026, 10, 1)),
                                       (4, "closed", date(2026, 10, 2)))],
        )  # fmt: skip
        change._insert(
            Visit,
            [Visit.starting_values() | {"key": f"{number:032}", "deployment": deployment,
             "day": day, "hours": hours, "kind_of_visit": "visit", "recorded": day}
             for number, day, hours in ((1, date(2026, 9, 14), 500), (2, date(2026, 9, 15), 250))],
        )  # fmt: skip
    result = found(store, keys)
    assert rates(result, "By strand")["School-to-school support"] == (1, 6, 1)
    assert rates(result, "By strand")["Any strand"] == (3, 6, 3)
    told = {str(row.cells[1]): row.cells for row in SUMMARIES["engagement"].make(store).rows}
    assert told["School-to-school support"][2:] == ("<3", 6, None, "<3", None)
    autumn = period_of(TODAY)
    figures = {
        name: computed_figure(store, name, keys["Northern"], autumn)
        for name in ("support_days", "support_days_in_need", "support_good", "engaged")
    }
    # Five hours and two and a half, at five hours a day; one rating of one is good.
    assert figures == {
        "support_days": 150, "support_days_in_need": 150, "support_good": 10_000, "engaged": 400,
    }  # fmt: skip


def test_every_figure_that_may_be_chosen_can_be_computed(
    store: Store, keys: dict[str, str]
) -> None:
    autumn = period_of(TODAY)
    for name in FIGURES:
        value = computed_figure(store, name, keys["Northern"], autumn)
        assert value is None or value >= 0
    assert computed_figure(store, "members", keys["Northern"], autumn) == 400
