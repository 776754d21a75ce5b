"""Commands for moving about the desk, and leaving it."""

from __future__ import annotations

from tui.desk.filtering import begin_typing
from tui.desk.showing import Showing
from tui.dialogs.ask import Ask, Confirm


async def go_to_next_section(desk: Showing) -> None:
    """Go to the next section of the tab."""
    await desk.show_tab(desk.tab_index, desk.section_index + 1)


async def go_to_previous_section(desk: Showing) -> None:
    """Go to the section before."""
    await desk.show_tab(desk.tab_index, desk.section_index - 1)


async def go_into_details_and_back(desk: Showing) -> None:
    """Show the details, or go into them and back."""
    desk.toggle_details()


async def begin_filter(desk: Showing) -> None:
    """Begin to type a filter, in place of the line of sections."""
    begin_typing(desk)


async def repaint(desk: Showing) -> None:
    """Paint the screen afresh, when something else has written on it."""
    desk.repaint_all()


async def quit_desk(desk: Showing) -> None:
    """Leave the desk; asks first when something that was typed is not saved."""
    asking = [screen for screen in desk.screen_stack if isinstance(screen, Ask)]
    if any(screen.unsaved for screen in asking):
        question = Confirm("Quit without saving what you typed?", (), "quit")
        if not await desk.ask(question):
            return
        desk.keep_draft(None)
    desk.exit(0)


async def go_back(desk: Showing) -> None:
    """Go back to where one was, with its cursor and its filter."""
    if not await desk.go_back():
        desk.say("Nothing to go back to: you have not jumped from anywhere.", "info")


async def follow(desk: Showing) -> None:
    """Go to the record that the cell of the cursor names, or that its row stands for."""
    from tui.commands.records import go_to

    found = await desk.section.named_in_cell()
    if found is None:
        desk.say("This cell names no record: put the cursor on the name of one.", "info")
        return
    await go_to(desk, *found)
