"""The lists of members and of their steps."""

from __future__ import annotations

from models.memberships.membership import Membership, Step
from tui.sections.list import ListSection, first
from tui.sections.places import lists
from tui.workbench.command import Here


@lists(Membership)
class MembersList(ListSection):
    """Members, who move on along their path and sign letters."""

    order = 10
    commands = first(
        "open", "add",
        Here("join", "move on", runs="tui.memberships.moving:move_on_along_path",
             help="Move the member on: statement sent, member, partner, leaving"),
        "letter", "import", "filter", "undo", "mark",
    )  # fmt: skip
    written_to = True


@lists(Step)
class StepsList(ListSection):
    """Steps of members along their path, which nobody enters by hand."""

    order = 90
    instead = "A step is made when its membership moves on: {join} on it, in Members."
