"""What members bring into the list of schools: a key by which schools join an alliance."""

from __future__ import annotations

from models.schools.school import School
from tui.sections.list import also_in_list
from tui.workbench.command import Here

also_in_list(School, Here("join", "", runs="tui.memberships.joining:bring_in"))
