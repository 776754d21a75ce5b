"""A register beside the books of a test, made of invented schools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from data.files.places import register_file
from data.schools.register.update import Options, update
from tests import register_extracts as extracts
from tests.register_extracts import Cells

TODAY = date(2026, 11, 21)


def put_register_beside(
    store: Path,
    schools: Iterable[Cells],
    links: Iterable[Cells] = (),
    groups: Iterable[Cells] = (),
    members: Iterable[Cells] = (),
    *,
    day: date = extracts.DAY,
    **options: Any,
) -> None:
    """Make the register beside the store in a file of these rows, as of a day."""
    folder = store.parent / f"files-{day:%Y%m%d}"
    folder.mkdir(exist_ok=True)
    files = [extracts.write(folder / f"edubasealldata{day:%Y%m%d}.csv", schools)]
    for name, rows, headings in (
        ("links_edubasealldata", list(links), extracts.LINK_HEADINGS),
        ("allgroupsdata", list(groups), extracts.GROUP_HEADINGS),
        ("allgroupslinksdata", list(members), extracts.MEMBER_HEADINGS),
    ):
        if rows:
            files.append(extracts.write(folder / f"{name}{day:%Y%m%d}.csv", rows, headings))
    update(register_file(store), files, Options(**options), today=TODAY)
