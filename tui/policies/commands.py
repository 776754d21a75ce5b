"""Commands that policies add to the list of trusts: a trust holds a policy for its schools."""

from __future__ import annotations

from models.schools.group import Group
from tui.sections.list import add_list_commands
from tui.workbench.command import Here

add_list_commands(
    Group,
    Here(
        "join",
        "hold a policy",
        runs="tui.policies.held:hold",
        help="Note that the trust holds a policy for all its schools",
    ),
)
