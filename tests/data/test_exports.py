"""Files of summaries: what they are called, and that they are the writers' own bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.exports import file_name, write_export
from data.problems import Problem
from data.tables import Column, Row, Summary
from data.writers import FORMATS, write

TABLE = Summary(
    "membership-register",
    "Membership register",
    date(2026, 11, 21),
    [Column("school", "School"), Column("signed", "Signed on", "date")],
    [Row("k1", ("Bede [First] School", date(2026, 3, 9)))],
)


@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_file_says_in_its_name_what_it_is_and_of_which_day(name: str) -> None:
    assert file_name(TABLE, name) == f"membership-register-2026-11-21{FORMATS[name].suffix}"


@pytest.mark.parametrize("iso", [False, True])
def test_an_exported_file_is_what_the_writer_makes_of_the_summary(
    tmp_path: Path, iso: bool
) -> None:
    path = tmp_path / file_name(TABLE, "csv")
    write_export(path, TABLE, "csv", iso=iso)
    assert path.read_bytes() == write(TABLE, "csv", iso=iso)
    assert ("2026-03-09" in path.read_text(encoding="utf-8-sig")) is iso


def test_an_export_that_cannot_be_made_says_why_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="its folder does not exist"):
        write_export(tmp_path / "none" / "register.csv", TABLE, "csv")
    with pytest.raises(Problem, match="“pdf” is not a format"):
        write_export(tmp_path / "register.pdf", TABLE, "pdf")
    assert list(tmp_path.iterdir()) == []
