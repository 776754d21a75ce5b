"""When the desk itself fails: it ends in order, tells one line, and shows nobody's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from data.store.store import Store
from models.schools.school import School
from tests.tui.user import TODAY, at_the_desk
from tui.commands import lists
from tui.desk import crash


async def _fail(desk: Any) -> None:
    secret = " ".join(("Holy", "Trinity", "has", "a", "secret"))
    assert secret
    raise RuntimeError("the screen met an error")


async def test_a_command_that_fails_ends_the_desk_with_a_private_log(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lists, "sort", _fail)
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("One") as change:
            change.add(School, {"name": "Ash Grove"})
    with pytest.raises(Exception, match="the screen met an error"):
        async with at_the_desk(path=path) as user:
            await user.press("1", "s", "a", *"Lost")
    desk = user.desk
    assert isinstance(crash.cause(desk.crashed), RuntimeError)
    log = crash.log_file(path)
    assert log.stat().st_mode & 0o777 == 0o600
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "the screen met an error" not in text
    assert "in _fail" in text
    assert "Holy Trinity has a secret" not in text
    assert "Ash Grove" not in text
    line = crash.one_line(desk.crashed, path)
    assert "\n" not in line
    assert "RuntimeError" in line
    assert str(log) in line
    assert "what was saved is safe" in line
    with Store.open(path, today=TODAY) as store:
        assert store.check() == []


async def test_a_desk_with_a_terminal_ends_with_code_1_instead_of_a_traceback(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "sort", _fail)
    async with at_the_desk(path=path) as user:
        monkeypatch.setattr(type(user.desk), "is_headless", property(lambda desk: False))
        await user.press("1", "s")
        assert user.desk.return_code == 1
        assert user.desk._exit_renderables == []


async def test_what_is_read_to_its_end_when_the_desk_has_ended_is_no_failure(path: Path) -> None:
    async with at_the_desk(path=path) as user:
        await user.press("4", "q")
    desk = user.desk
    assert desk.screen_stack == []
    # What a timer calls, and what work says when it is done.
    desk.refresh_bars()
    with pytest.raises(NoMatches) as said:
        desk.say("Read.")
    desk._handle_exception(WorkerFailed(said.value))
    assert desk.crashed is None
    assert not crash.log_file(path).exists()


def test_two_failures_are_both_in_the_log(path: Path) -> None:
    for kind in (ValueError, KeyError):
        try:
            try:
                raise OSError("/home/holy-trinity")
            except OSError as first:
                raise kind("Holy Trinity") from first
        except (ValueError, KeyError) as error:
            crash.log(error, path)
    text = crash.log_file(path).read_text(encoding="utf-8")
    assert text.index("OSError") < text.index("which led to") < text.index("ValueError")
    assert text.index("ValueError") < text.index("KeyError")
    assert "in test_two_failures_are_both_in_the_log" in text
    assert "oly" not in text


def test_a_log_goes_through_no_link(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.txt"
    target.write_text("Mine")
    crash.log_file(path).symlink_to(target)
    crash.log(ValueError("x"), path)
    assert target.read_text() == "Mine"


def test_the_log_of_the_sample_lies_where_only_its_user_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    crash.log(ValueError("x"), None)
    log = crash.log_file(None)
    assert log.is_relative_to(tmp_path / "data")
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_is_no_second_failure(path: Path) -> None:
    crash.log_file(path).mkdir()
    crash.log(ValueError("x"), path)
    assert list(crash.log_file(path).iterdir()) == []
