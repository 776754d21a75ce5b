"""Drafts: what was being typed comes back once, and to nobody else."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from data.files import drafts, processes
from data.files.drafts import Draft, file_of
from models.records.record import Values

TYPED = Draft("schools", "a" * 32, {"name": "Ash Grove", "notes": "one\ntwo é"}, "notes")


def test_a_draft_comes_back_as_it_was_and_only_we_may_read_it(path: Path) -> None:
    drafts.keep(path, TYPED)
    assert drafts.found(path).draft == TYPED
    assert file_of(path).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == [file_of(path).name]


def test_a_draft_of_a_new_record_has_no_key(path: Path) -> None:
    drafts.keep(path, Draft("people", None, {"name": "Ada"}))
    found = drafts.found(path).draft
    assert found is not None
    assert (found.kind, found.key) == ("people", None)


def test_a_draft_goes_when_it_is_dropped_or_nothing_is_typed_any_more(path: Path) -> None:
    drafts.keep(path, TYPED)
    drafts.drop(path)
    assert drafts.found(path).draft is None
    drafts.drop(path)
    drafts.keep(path, TYPED)
    drafts.keep(path, Draft("schools", "a" * 32, {}))
    assert drafts.found(path).draft is None
    assert list(path.parent.iterdir()) == []


def test_what_another_desk_is_typing_is_left_alone_until_that_desk_is_gone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep(path, TYPED)
    theirs = file_of(path, os.getppid())
    file_of(path).rename(theirs)
    assert drafts.found(path).draft is None
    assert theirs.exists()
    monkeypatch.setattr(drafts, "is_running", lambda process: False)
    assert drafts.found(path).draft == TYPED
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
    assert drafts.found(path).draft is None


def test_a_field_that_is_no_more_is_left_out_of_a_draft(path: Path) -> None:
    drafts.keep(path, Draft("schools", None, {"name": "Ash", "shoe_size": "9"}))
    found = drafts.found(path).draft
    assert found is not None
    assert found.typed == {"name": "Ash"}


def test_a_draft_that_cannot_be_kept_stops_nobody(path: Path) -> None:
    drafts.keep(path.parent / "none" / "alliance.db", TYPED)
    assert drafts.found(path.parent / "none" / "alliance.db").draft is None


def test_what_was_seen_is_kept_with_what_was_typed(path: Path) -> None:
    seen: Values = {"name": "Ash", "opened": date(1998, 9, 1), "pupils": 204, "notes": None}
    drafts.keep(path, TYPED._replace(seen=seen))
    found = drafts.found(path).draft
    assert found is not None
    assert found.seen == seen


def test_a_number_that_is_in_use_again_after_a_power_cut_hides_no_draft(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.keep(path, TYPED)
    content = json.loads(file_of(path).read_text())
    assert content["process"]["number"] == os.getpid()
    # Init runs always: whoever had its number before the power cut is gone.
    content["process"] |= {"number": 1, "boot": "before the power cut"}
    file_of(path, 1).write_text(json.dumps(content))
    file_of(path).unlink()
    monkeypatch.setattr(processes, "_boot", lambda: "after it")
    assert drafts.found(path).draft == TYPED


def test_a_broken_draft_is_put_aside_told_of_once_and_hides_no_other(path: Path) -> None:
    file_of(path, 1_000_000_001).write_text("{", encoding="utf-8")
    drafts.keep(path, TYPED)
    found = drafts.found(path)
    assert found.draft == TYPED
    assert found.broken is not None
    assert found.broken.read_text() == "{"
    assert drafts.found(path).broken is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="links of others are a matter of POSIX")
def test_a_link_is_no_draft_and_is_never_written_through(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    drafts.keep(path, TYPED)
    file_of(path).rename(other)
    file_of(path, 1_000_000_001).symlink_to(other)
    file_of(path).symlink_to(other)
    before = other.read_text()
    assert drafts.found(path).draft is None
    drafts.keep(path, TYPED._replace(typed={"name": "Oak"}))
    assert other.read_text() == before
    assert not file_of(path).is_symlink()
