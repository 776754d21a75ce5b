"""Commands that memberships add to the lists of schools and organisations: joining an alliance."""

from __future__ import annotations

from models.schools.organisation import Organisation
from models.schools.school import School
from tui.sections.list import add_list_commands
from tui.workbench.command import Here

add_list_commands(School, Here("join", "alliance", runs="tui.memberships.joining:bring_in"))
add_list_commands(Organisation, Here("join", "alliance", runs="tui.memberships.joining:bring_in"))
