"""A short run of the desk being sent anything at all; `python -m tests.terminal.random_keys`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal.random_keys import RandomKeys


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_desk_that_is_sent_anything_neither_fails_nor_hangs(tmp_path: Path, seed: int) -> None:
    figures = RandomKeys(tmp_path, seed).play(300)
    assert figures.keys == 300
    assert figures.answers >= 2
