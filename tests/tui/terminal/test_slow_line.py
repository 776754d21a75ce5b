"""On a slow line the desk sends less, and what is typed before anything else."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem
from textual import events

from models.schools.school import School
from tests.tui.user import User, at_the_desk
from tui.forms.form_pane import FormPane
from tui.terminal import slow_line
from tui.terminal.thin_line.pacing import Answer
from tui.widgets.detail_pane import DetailPane


@pytest.fixture(autouse=True)
def keys_never_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was put off is shown before a test says that the keys have paused."""
    monkeypatch.setattr(slow_line, "PAUSE", 3600.0)


async def pause(user: User) -> None:
    user.desk.keys_paused()
    await user.settled()


def colours(user: User) -> set[str]:
    """The codes of all colours on the screen, as the terminal would be sent them."""
    system = ColorSystem[(user.desk.console.color_system or "truecolor").upper()]
    styles = [
        segment.style
        for strip in user.desk.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None
    ]
    shown = [
        ";".join(colour.downgrade(system).get_ansi_codes(foreground))
        for style in styles
        for foreground, colour in ((True, style.color), (False, style.bgcolor))
        if colour is not None
    ]
    return set(shown) - {"39", "49"}


def colour(user: User, words: str) -> str:
    """The colour of a piece of the screen that has only these words."""
    for strip in user.desk.screen._compositor.render_strips():
        for text, style, _ in strip:
            if text.strip() == words and style is not None and style.color is not None:
                return style.color.name
    raise AssertionError(words)


# Colours


async def test_the_terminals_own_colours_tell_states_apart_and_backgrounds_cost_nothing() -> None:
    async with at_the_desk(size=(120, 40), slow_line=True) as user:
        await user.press("4", "]")
        shown = {colour(user, letter) for letter in ("O!", "F", "C", "t")}
        assert len(shown - {"default"}) == 4
        assert colours(user) <= {str(code) for code in range(30, 38)}


async def test_without_a_slow_line_the_desk_has_its_own_colours() -> None:
    async with at_the_desk() as user:
        background = user.style("Schools", 0).bgcolor
        assert background is not None
        assert not background.is_default


@pytest.mark.parametrize("from_the_start", [True, False])
async def test_who_wants_no_colour_is_sent_none(
    monkeypatch: pytest.MonkeyPatch, from_the_start: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(slow_line=from_the_start or None) as user:
        if not from_the_start:
            user.desk.line_turned_out_slow()
        await user.press("4", "]")
        assert colours(user) == set()


async def test_nothing_moves_by_itself() -> None:
    async with at_the_desk(slow_line=True) as user:
        assert user.desk.animation_level == "none"


# Steps


async def test_a_list_scrolls_by_half_a_page_so_that_the_next_moves_need_no_scrolling() -> None:
    async with at_the_desk(size=(80, 14), slow_line=True) as user:
        await user.press("1")
        page = len(user.rows)
        await user.press(*["down"] * page)
        assert user.rows.index(next(row for row in user.rows if row[0] == "›")) < page - 1
        first = user.first_words[0]
        await user.press("down")
        assert user.first_words[0] == first
        await user.press("up", "up")
        assert user.first_words[0] == first


async def test_the_wheel_scrolls_by_half_a_page() -> None:
    async with at_the_desk(size=(80, 14), slow_line=True) as user:
        await user.press("1")
        middle = user.first_words[len(user.rows) // 2]
        grid = user.desk.section.grid
        await user.pilot._post_mouse_events([events.MouseScrollDown], grid, offset=(5, 5))
        await user.settled()
        assert user.first_words[0] == middle


async def test_every_row_can_still_be_reached_one_by_one() -> None:
    async with at_the_desk(size=(80, 14), slow_line=True) as user:
        await user.press("1")
        count = len(user.desk.section.grid.source)
        seen = [user.at]
        for _ in range(count - 1):
            await user.press("down")
            seen.append(user.at)
        assert len(set(seen)) == count
        for place in reversed(seen):
            assert user.at == place
            await user.press("up")


async def test_a_form_scrolls_by_half_a_page() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("1", "e")
        pane = user.desk.screen.query_one(FormPane)
        steps = set()
        for _ in pane.entries:
            before = pane._top
            await user.press("tab")
            assert user.line_of(f"›{'*' if pane.current.field.required else ' '}")
            steps.add(pane._top - before)
        assert 1 not in steps
        assert max(steps) > 5


async def test_details_scroll_by_half_a_page() -> None:
    async with at_the_desk(size=(80, 20), slow_line=True) as user:
        await user.press("1")
        user.desk.toggle_details()
        pane = user.desk.screen.query_one(DetailPane)
        await user.until("Must")
        await user.press("down")
        assert pane._top >= 2


# What is typed comes first


async def test_typed_words_stand_in_the_filter_before_the_list_follows() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("1", "/")
        before = user.rows
        await user.type("blue")
        assert "/ blue" in user.text
        assert user.rows == before
        await pause(user)
        assert user.rows != before
        assert all("blue" in row.lower() for row in user.rows)


async def test_enter_right_after_the_last_letter_filters_by_all_of_them() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("1", "/", *"blue", "enter")
        shown = user.rows
        assert shown
        assert all("blue" in row.lower() for row in shown)
        await pause(user)
        assert user.rows == shown


async def test_escape_right_after_a_letter_shows_all_and_no_late_filter_comes() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("1")
        before = user.rows
        await user.press("/", *"blue", "escape")
        await pause(user)
        assert user.rows == before


async def test_offers_in_a_form_follow_when_the_keys_pause() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("2", "e")
        await _go_to_reference(user)
        before = user.text
        offers = len(user.desk.screen.query_one(FormPane)._offered)
        await user.type("b")
        assert user.text != before
        assert len(user.desk.screen.query_one(FormPane)._offered) == offers
        await pause(user)
        assert len(user.desk.screen.query_one(FormPane)._offered) > offers


async def test_an_offer_is_taken_though_it_was_not_yet_shown() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("2", "e")
        label = await _go_to_reference(user)
        await user.press(*"ashen", "down", "enter")
        assert "Ashenfold" in user.field(label)


async def _go_to_reference(user: User) -> str:
    from models.fields.reference_fields import ReferenceField

    pane = user.desk.screen.query_one(FormPane)
    at = next(
        at
        for at, entry in enumerate(pane.entries)
        if isinstance(entry.field, ReferenceField) and entry.field.to is School
    )
    await user.press(*["tab"] * at)
    return pane.current.field.label


async def test_what_the_palette_finds_follows_when_the_keys_pause() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("ctrl+p")
        await pause(user)
        before = user.lines[4:]
        await user.type("undo")
        assert "/ undo" in user.text
        assert user.lines[4:] == before
        await pause(user)
        assert user.lines[4:] != before
        assert any(line.startswith("›Command  Undo the last change") for line in user.lines)


async def test_the_place_beside_the_list_follows_the_cursor_when_the_keys_pause() -> None:
    async with at_the_desk(slow_line=True) as user:
        await user.press("1")
        await pause(user)
        await user.press("down", "down")
        assert "row 1 of" in user.bar
        await pause(user)
        assert "row 3 of" in user.bar


async def test_what_was_put_off_comes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_line, "PAUSE", 0.01)
    async with at_the_desk(slow_line=True) as user:
        await user.press("1", "down")
        await user.until("row 2 of")


async def test_details_are_sent_once_the_cursor_has_come_to_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_the_desk(size=(120, 40), slow_line=True) as user:
        await user.press("1")
        rests: list[float] = []

        def set_timer(delay: float, _: object) -> _Timer:
            rests.append(delay)
            return _Timer()

        monkeypatch.setattr(user.desk, "set_timer", set_timer)
        user.desk.cursor_moved(user.desk.section)
        assert rests[-1] == slow_line.REST


class _Timer:
    def stop(self) -> None:
        """Never went off."""


async def test_what_is_said_is_brief() -> None:
    async with at_the_desk(slow_line=True) as user:
        user.desk.say("Saved Blue Coat C. of E. School. u undoes it.", "good")
        await user.settled()
        assert user.said == "Saved Blue Coat C. of E. School."
        user.desk.say("This cannot be undone. It is signed.", "warn")
        await user.settled()
        assert user.said == "This cannot be undone. It is signed."


# By itself


async def test_a_line_that_turns_out_slow_is_spared_from_then_on_and_it_is_said() -> None:
    async with at_the_desk() as user:
        await user.press("1", "down")
        at, rows = user.at, user.rows
        user.desk.line_turned_out_slow()
        await user.settled()
        assert user.said.startswith("The line is slow: fewer colours and larger steps.")
        assert (user.at, user.rows) == (at, rows)
        assert colours(user) <= {str(code) for code in range(30, 38)}
        await user.press("down")
        assert "row 2 of" in user.bar


async def test_tabs_and_forms_that_were_made_before_are_spared_as_well() -> None:
    async with at_the_desk(size=(120, 40)) as user:
        await user.press("1", "e", "escape", "2", "4", "]", "e", "escape", "1", "e")
        user.desk.line_turned_out_slow()
        await user.settled()
        own = {str(code) for code in range(30, 38)}
        assert colours(user) <= own
        for keys in (["escape"], ["e"], ["escape", "2"], ["4"], ["e"], ["escape", "?"]):
            await user.press(*keys)
            assert colours(user) <= own, keys


async def test_it_is_said_beside_what_stands_there_already() -> None:
    async with at_the_desk() as user:
        user.desk.say("Mind line 2.", "warn")
        user.desk.line_turned_out_slow()
        await user.settled()
        assert user.said.startswith("Mind line 2. The line is slow")


@pytest.mark.parametrize(
    ("wanted", "answers", "spared"),
    [
        (None, [(0.0, 0.3, 0), (0.3, 0.3, 0)], True),
        # A start that the computer held up, once.
        (None, [(0.0, 0.9, 0), (0.9, 0.01, 0), (2.0, 0.4, 0)], False),
        # Asked one after the other, and held up together.
        (None, [(0.0, 0.9, 0), (0.1, 0.8, 600)], False),
        (None, [(0.0, 0.2, 0), (0.2, 0.2, 0)], False),
        # So much takes its time on a line of 57,600 bit/s.
        (None, [(0.0, 1.0, 6000), (1.0, 1.0, 6000)], False),
        (None, [(0.0, 0.3, 0), (0.3, 1.0, 6000), (1.3, 0.3, 0)], True),
        (False, [(0.0, 9.0, 0), (9.0, 9.0, 0)], False),
        (True, [(0.0, 0.01, 0)], True),
    ],
)
async def test_only_answers_that_are_late_again_make_a_line_slow_and_only_where_they_may(
    wanted: bool | None, answers: list[tuple[float, float, int]], spared: bool
) -> None:
    async with at_the_desk(slow_line=wanted) as user:
        for answer in answers:
            user.desk.terminal_answered(Answer(*answer))
        await user.settled()
        assert user.desk.line_is_slow == spared


async def test_after_one_late_answer_the_desk_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as user:
        asked: list[int] = []
        monkeypatch.setattr(user.desk, "ask_terminal", lambda: asked.append(1))
        user.desk.terminal_answered(Answer(0.0, 0.3, 0))
        assert asked
        user.desk.terminal_answered(Answer(0.3, 0.01, 0))
        assert len(asked) == 1
