"""A terminal that shows ASCII alone: every sign has one that stands for it, and nothing shifts."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.tui.user import at_the_desk
from tui.terminal.colour_depth import has_unicode
from tui.terminal.plain_signs import plain_line


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_GB.ISO-8859-1"}, False),
        ({"LANG": "de_DE.ISO-8859-15@euro", "LC_CTYPE": "de_DE.utf8"}, True),
        # What Python makes of LANG=C at its start.
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LC_CTYPE": "UTF-8"}, True),
    ],
)
def test_the_locale_says_whether_there_is_more_than_ascii(
    environment: dict[str, str], expected: bool
) -> None:
    assert has_unicode(environment) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("›Overdue   14 ━━━╸─  446 late‹", ">Overdue   14 ####=  446 late<"),
        (" In order  must ███▌░░ 96 of 124", " In order  must ####.. 96 of 124"),
        ("─ Bookings · in 5 days ───", "- Bookings - in 5 days ---"),
        (" Member   C↑    -↓    ·   ↑↓ choose", " Member   C+    --    .   ^v choose"),
        ("•URN ®      900004", "*URN (r)    900004"),
        ("   £966.00   ½ day", " GBP966.00 1/2 day"),
        (" 12/06 → 13/06 “Zoë Łęcka” 名", ' 12/06 ->13/06 "Zoe Lecka" ? '),
        (" Half-terms ▁▂▃█▇  3 4 5 9 8", " Half-terms        3 4 5 9 8"),
    ],
)
def test_each_sign_has_one_that_stands_for_it(line: str, expected: str) -> None:
    assert plain_line((line,)) == (expected,)
    assert cell_len(expected) == cell_len(line)
    halves = line[:7], line[7:]
    assert "".join(plain_line(halves)) == expected, "however the line is coloured"


async def test_a_desk_in_such_a_locale_sends_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with at_the_desk() as user:
        for keys in ("", "1", "2", "3", "4]", "?"):
            await user.press(*keys)
            assert user.text.isascii(), user.text
            assert all(cell_len(line) == 80 for line in user.lines)
        user.sees("^v PgUp PgDn read")
