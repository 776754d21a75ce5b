"""A terminal is sent the colours that its name says it has."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem

from tests.tui.user import User, at_the_desk
from tui.terminal.colour_depth import colours_of


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ColorSystem.TRUECOLOR),
        ({"TERM": "tmux-256color", "COLORTERM": "24bit"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm-direct"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm-256color"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-kitty"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm"}, ColorSystem.STANDARD),
        ({"TERM": "linux"}, ColorSystem.STANDARD),
        ({"TERM": "wy370", "COLORTERM": "truecolor"}, ColorSystem.STANDARD),
        ({"TERM": "wy370-256color", "COLORTERM": "truecolor"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, None),
        ({"TERM": "vt220-w", "COLORTERM": "truecolor"}, None),
        ({"TERM": "xterm-mono", "COLORTERM": "truecolor"}, None),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, None),
        ({"COLORTERM": "truecolor"}, None),
    ],
)
def test_what_a_terminal_is_called_says_how_many_colours_it_has(
    environment: dict[str, str], colours: ColorSystem | None
) -> None:
    assert colours_of(environment) == colours


def has_colour(user: User) -> bool:
    strips = user.desk.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return any(style.color or style.bgcolor for style in styles)


@pytest.mark.parametrize(
    ("name", "value", "coloured"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)],
)
async def test_who_wants_no_colour_or_has_none_is_sent_no_grey_either(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, coloured: bool
) -> None:
    monkeypatch.setenv(name, value)
    async with at_the_desk() as user:
        await user.press("4", "]")
        assert has_colour(user) == coloured
        await user.press("0", "1", "e")
        assert has_colour(user) == coloured


async def test_without_colours_attributes_tell_apart_what_they_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(read_only=True) as user:
        assert user.style("Today", 0).reverse
        assert not user.style("Schools", 0).reverse
        await user.press("1", "a")
        user.is_told("opened to look only")
        assert user.style("Enter", -1).bold
        assert not user.style("a add", -1).bold


async def test_without_colours_nothing_is_faint_which_would_be_a_grey(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(size=(120, 40)) as user:
        for keys in (["0"], ["1"], ["e"], ["escape", "4", "]"], ["?"], ["escape", "x"]):
            await user.press(*keys)
            strips = user._strips()
            assert not [each for strip in strips for each in strip if each.style and each.style.dim]
