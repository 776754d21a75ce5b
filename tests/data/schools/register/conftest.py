"""A register of a test's own, made of the files that the test writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.schools.register.register import Register
from data.schools.register.update import Options, Update, update
from tests import register_extracts as extracts
from tests.register_extracts import Cells

TODAY = date(2026, 11, 21)

Make = Callable[..., Register]
Read = Callable[..., Update]


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Where the test's register lies: in a folder of its own."""
    folder = tmp_path / "register"
    folder.mkdir(exist_ok=True)
    return folder / "register.db"


@pytest.fixture
def read_files(register_path: Path) -> Read:
    """Update the register from files; keywords are the options of the call."""

    def read(*files: Path, **options: Any) -> Update:
        return update(register_path, files, Options(**options), today=TODAY)

    return read


@pytest.fixture
def open_register(register_path: Path) -> Iterator[Callable[[], Register]]:
    """Open the test's register; closed at the end."""
    opened: list[Register] = []

    def open_one() -> Register:
        opened.append(Register.open(register_path))
        return opened[-1]

    yield open_one
    for register in opened:
        register.close()


@pytest.fixture
def make_register(tmp_path: Path, read_files: Read, open_register: Callable[[], Register]) -> Make:
    """A register of these schools, links, groups and members of groups."""

    def make(
        schools: Iterable[Cells],
        links: Iterable[Cells] = (),
        groups: Iterable[Cells] = (),
        members: Iterable[Cells] = (),
        **options: Any,
    ) -> Register:
        files = [extracts.write(tmp_path / "edubasealldata20261112.csv", schools)]
        for name, rows, headings in (
            ("links_edubasealldata20261112.csv", list(links), extracts.LINK_HEADINGS),
            ("allgroupsdata20261112.csv", list(groups), extracts.GROUP_HEADINGS),
            ("allgroupslinksdata20261112.csv", list(members), extracts.MEMBER_HEADINGS),
        ):
            if rows:
                files.append(extracts.write(tmp_path / name, rows, headings))
        read_files(*files, **options)
        return open_register()

    return make
