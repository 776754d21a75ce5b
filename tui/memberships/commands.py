"""What members bring into the list of schools: a key by which schools join an alliance."""

from __future__ import annotations

from models.schools.school import School
from tui.sections.list import add_list_commands
from tui.workbench.command import Here

add_list_commands(School, Here("join", "", runs="tui.memberships.joining:bring_in"))
