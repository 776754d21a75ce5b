"""Drafts: what was being typed comes back once, and to nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.files import drafts
from data.files.drafts import Draft, file_of

TYPED = Draft("schools", "a" * 32, {"name": "Ash Grove", "notes": "one\ntwo é"}, "notes")


def test_a_draft_comes_back_as_it_was_and_only_we_may_read_it(path: Path) -> None:
    drafts.keep(path, TYPED)
    assert drafts.found(path) == TYPED
    assert file_of(path).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == [file_of(path).name]


def test_a_draft_of_a_new_record_has_no_key(path: Path) -> None:
    drafts.keep(path, Draft("people", None, {"name": "Ada"}))
    found = drafts.found(path)
    assert found is not None
    assert (found.kind, found.key) == ("people", None)


def test_a_draft_goes_when_it_is_dropped_or_nothing_is_typed_any_more(path: Path) -> None:
    drafts.keep(path, TYPED)
    drafts.drop(path)
    assert drafts.found(path) is None
    drafts.drop(path)
    drafts.keep(path, TYPED)
    drafts.keep(path, Draft("schools", "a" * 32, {}))
    assert drafts.found(path) is None
    assert list(path.parent.iterdir()) == []


def test_what_another_desk_is_typing_is_left_alone_until_that_desk_is_gone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep(path, TYPED)
    theirs = file_of(path, os.getppid())
    file_of(path).rename(theirs)
    assert drafts.found(path) is None
    assert theirs.exists()
    monkeypatch.setattr(drafts, "_is_running", lambda process: False)
    assert drafts.found(path) == TYPED
    assert not theirs.exists()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"kind": "schools"}',
        '{"kind": "dragons", "key": null, "typed": {"name": "x"}}',
        '{"kind": "schools", "key": null, "typed": {"nothing-known": "x"}}',
        '{"kind": "schools", "key": null, "typed": "name"}',
    ],
)
def test_what_is_no_draft_is_taken_for_none(content: str, path: Path) -> None:
    file_of(path).write_text(content, encoding="utf-8")
    assert drafts.found(path) is None


def test_a_field_that_is_no_more_is_left_out_of_a_draft(path: Path) -> None:
    drafts.keep(path, Draft("schools", None, {"name": "Ash", "shoe_size": "9"}))
    found = drafts.found(path)
    assert found is not None
    assert found.typed == {"name": "Ash"}


def test_a_draft_that_cannot_be_kept_stops_nobody(path: Path) -> None:
    drafts.keep(path.parent / "none" / "alliance.db", TYPED)
    assert drafts.found(path.parent / "none" / "alliance.db") is None
