"""Heads of our schools beside those of a register that keeps their names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.people.heads_in_register import compare_heads
from data.schools.register.register import Register
from data.schools.register.update import Options, update
from data.store.store import Store
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School
from tests.conftest import TODAY
from tests.register_extracts import school, write


def with_head(urn: int, first: str, last: str) -> dict[str, str]:
    names = {"HeadTitle (name)": "Dr", "HeadFirstName": first, "HeadLastName": last}
    return school(urn, f"School {urn}") | names


def compared(store: Store, folder: Path, *, heads: bool) -> list[tuple[str, str, str]]:
    rows = [with_head(100_000, "Nemo", "Nobody"), with_head(100_001, "Una", "Known"),
            with_head(100_002, "Vera", "Unnamed")]  # fmt: skip
    path = folder / "register.db"
    extract = write(folder / "edubasealldata20261112.csv", rows)
    update(path, [extract], Options(heads=heads), today=TODAY)
    with store.operation("Begin") as change:
        for urn, name in ((100_000, "Nina Other"), (100_001, "Ms Una Known"), (100_002, "")):
            key = change.add(School, {"urn": str(urn), "name": f"School {urn}"})
            if name:
                person = change.add(Person, {"name": name})
                change.add(Post, {"person": person, "school": key, "role": "headteacher",
                                  "began": date(2020, 9, 1)})  # fmt: skip
    with Register.open(path) as register:
        found = compare_heads(store, register, store.find(School))
    return sorted((each.urn, each.ours, each.register) for each in found)


def test_another_head_is_a_difference_and_a_title_is_none(store: Store, tmp_path: Path) -> None:
    assert compared(store, tmp_path, heads=True) == [
        ("100000", "Nina Other", "Dr Nemo Nobody"), ("100002", "", "Dr Vera Unnamed"),
    ]  # fmt: skip


def test_a_register_without_names_of_heads_has_no_differences(store: Store, tmp_path: Path) -> None:
    assert compared(store, tmp_path, heads=False) == []
