"""Work that is told to end before it begins is put away without a word."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path

from data.store.store import Store
from tests.tui.user import TODAY, at_the_desk


async def test_work_whose_place_newer_work_takes_leaves_no_warning(path: Path) -> None:
    done: list[str] = []
    Store.open(path, today=TODAY, create=True).close()

    async def look(name: str) -> None:
        done.append(name)

    async with at_the_desk(path=path) as user:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            for name in ("first", "second", "third"):
                user.desk.work_beside(look(name), group="looking")
            user.desk.run_worker(look("fourth"), exclusive=True)
            user.desk.run_worker(look("fifth"), exclusive=True)
            await user.settled()
            gc.collect()
    assert sorted(done) == ["fifth", "third"]
    assert [str(each.message) for each in said] == []
