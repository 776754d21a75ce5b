"""Damaged books are answered in a line, and nothing is written into them."""

from __future__ import annotations

from pathlib import Path

from tests.tui.command_line.damaged_stores import try_damage


def test_whatever_is_damaged_nothing_is_written_and_the_answer_says_so(tmp_path: Path) -> None:
    counted, faults = try_damage(tmp_path, stores=8, seed=3)
    assert faults == []
    assert counted[False] > 3
