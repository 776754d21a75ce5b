"""Keys that another process hands over: all of them, in their order, found as in a list."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tables.list_views import KeysInOrder

KEYS = st.integers(0, 3).flatmap(
    lambda width: st.lists(st.text("0123456789abcdef", min_size=width + 1, max_size=width + 1))
)


@given(KEYS, st.slices(12), st.text("0123456789abcdef ", max_size=5))
def test_keys_handed_over_are_found_as_in_the_list_that_they_were(
    keys: list[str], part: slice, other: str
) -> None:
    handed = pickle.loads(pickle.dumps(KeysInOrder("school", keys))).keys
    assert list(handed) == keys
    assert len(handed) == len(keys)
    assert handed[part] == keys[part]
    for key in (*keys, other):
        assert (key in handed) == (key in keys)
    assert [handed.index(key) for key in keys] == [keys.index(key) for key in keys]
    if keys and other not in keys:
        with pytest.raises(ValueError, match="none of the keys"):
            handed.index(other)


def test_keys_of_different_lengths_are_handed_over_as_well() -> None:
    handed = pickle.loads(pickle.dumps(KeysInOrder("school", ["a", "bcd", "ef"]))).keys
    assert [handed[0], handed[1], handed[-1]] == ["a", "bcd", "ef"]
