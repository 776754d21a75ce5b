"""Today reads the workstreams of an alliance once, however many members it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from data.today.matters import matters
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School

TODAY = date(2026, 11, 21)
_FEW, _MORE = 10, 30


def _queries_of_today(path: Path, members: int, monkeypatch: pytest.MonkeyPatch) -> int:
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Fill it") as change:
            change.add(Alliance, {"name": "The Alliance"}, "a" * 32)
            for number in range(members):
                key = f"{number:032x}"
                change.add(School, {"name": f"School {number}", "phase": "2"}, key)
                signed = {"statement_signed": date(2024, 9, 1), "signatory": "Ann Example"}
                joined = {"stage": "member"} | signed
                change.add(Membership, {"school": key, "alliance": "a" * 32} | joined)
        asked: list[str] = []
        rows = store.database.rows
        monkeypatch.setattr(
            store.database, "rows", lambda sql, *values: asked.append(sql) or rows(sql, *values)
        )
        found = matters(store)
        told = next(each for each in found if each.title == "Members in no workstream")
        assert len(told.keys) == members
        return sum('FROM "workstream"' in sql or 'FROM "agenda_period"' in sql for sql in asked)


def test_each_member_more_reads_no_workstream_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = _queries_of_today(tmp_path / "few.db", _FEW, monkeypatch)
    more = _queries_of_today(tmp_path / "more.db", _MORE, monkeypatch)
    assert 0 < few == more
