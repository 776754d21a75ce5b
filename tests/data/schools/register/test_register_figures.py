"""Pupil premium figures by school and year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.problems import Problem
from data.schools.register.figures import read_figures, year_of
from data.schools.register.lines import lines_of_school
from data.schools.register.register import Figures, Register
from data.schools.register.replacing import go_back
from tests.data.schools.register.conftest import Make, Read
from tests.register_extracts import school, write

Open = Callable[[], Register]
HEADINGS = ("URN", "NumberOnRoll", "DeprivationPPPupils", "DeprivationPPAllocationGBP")


@pytest.fixture
def register(make_register: Make) -> Register:
    return make_register([school(100_000, "Moor"), school(100_001, "Dale")])


def figures(folder: Path, *rows: tuple[str, ...], name: str = "pupil premium 2021-22.csv") -> Path:
    return write(folder / name, [dict(zip(HEADINGS, row, strict=True)) for row in rows], HEADINGS)


def test_figures_are_kept_by_school_and_year(
    register: Register, tmp_path: Path, open_register: Open
) -> None:
    first = figures(tmp_path, ("100000", "227", "33", "44385"), ("100001", "90", "SUPP", "SUPP"),
                    ("999999", "1", "1", "1"), ("Total", "318", "34", "44386"))  # fmt: skip
    done = read_figures(register.path, first)
    assert done.lines() == [
        "Read the figures of 2021/22 of 3 schools.",
        "Of these 1 is not in the register.",
        "1 row was left out, because there is no URN, as in totals.",
    ]
    second = figures(tmp_path, ("100000", "230", "35", "47075"), name="premium.csv")
    read_figures(register.path, second, "2022/23")
    newer = open_register()
    assert newer.figures("100000") == [
        Figures("2022/23", "230", "35", "47075"), Figures("2021/22", "227", "33", "44385"),
    ]  # fmt: skip
    assert newer.figures("100001") == [Figures("2021/22", "90", "SUPP", "SUPP")]
    assert ("Pupil premium", "33 of 227 (2021/22) · £44385") in lines_of_school(newer, "100000")


def test_figures_of_a_year_are_replaced_and_can_be_taken_back(
    register: Register, tmp_path: Path, open_register: Open
) -> None:
    read_figures(register.path, figures(tmp_path, ("100000", "1", "1", "1")))
    read_figures(register.path, figures(tmp_path, ("100001", "2", "2", "2")))
    assert open_register().figures("100000") == []
    go_back(register.path)
    assert open_register().figures("100000") == [Figures("2021/22", "1", "1", "1")]


def test_figures_stay_when_the_register_is_updated(
    register: Register, tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    read_figures(register.path, figures(tmp_path, ("100000", "1", "1", "1")))
    schools = [school(100_000, "Moor"), school(100_001, "Dale")]
    read_files(write(tmp_path / "edubasealldata20261113.csv", schools))
    assert open_register().figures("100000") == [Figures("2021/22", "1", "1", "1")]


@pytest.mark.parametrize(
    ("name", "year", "why"),
    [
        ("premium.csv", "", "--year 2025/26"),
        ("premium.csv", "last year", "“last year” is no year"),
    ],
)
def test_figures_without_a_year_are_asked_for_it(
    register: Register, tmp_path: Path, name: str, year: str, why: str
) -> None:
    path = figures(tmp_path, ("100000", "1", "1", "1"), name=name)
    with pytest.raises(Problem, match=why):
        read_figures(register.path, path, year)


def test_a_file_that_holds_no_figures_is_refused(register: Register, tmp_path: Path) -> None:
    before = register.path.read_bytes()
    other = tmp_path / "other 2021.csv"
    other.write_text("URN,Premium\n100000,3\n")
    with pytest.raises(Problem, match="figures_pupils"):
        read_figures(register.path, other)
    assert register.path.read_bytes() == before
    done = read_figures(register.path, other, more={"figures_pupils": ("Premium",)})
    assert (done.year, done.schools) == ("2021", 1)


def test_figures_need_a_register(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="alliance register update"):
        read_figures(tmp_path / "register.db", figures(tmp_path, ("100000", "1", "1", "1")))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2021", "2021"),
        ("2021/22", "2021/22"),
        ("PP_allocations_2021-22.csv", "2021/22"),
        ("2021-2022", "2021/22"),
        ("premium 2021 22", "2021/22"),
        ("20211231", ""),
        ("2021-12", "2021"),
        ("none", ""),
    ],
)
def test_years_as_people_write_them(text: str, year: str) -> None:
    assert year_of(text) == year
