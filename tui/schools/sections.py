"""The lists of schools, and our schools beside the register."""

from __future__ import annotations

from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.register_decision import RegisterDecision
from models.schools.school import School
from models.schools.urn_period import UrnPeriod
from tui.sections.list import ListSection, Source, first
from tui.sections.places import Place, declare_places, lists
from tui.sections.section import Section
from tui.workbench.command import Here


@lists(School)
class SchoolsList(ListSection):
    """Schools, which are found by their names from anywhere."""

    order = 10
    commands = first("open", Here("add", runs="tui.schools.adding:add_school"))
    empty_text = (
        "No schools yet. a finds them in the national register as you type. i reads a download of "
        "it first (GIAS, ZIP or CSV), or brings schools in from a workbook."
    )
    example_file = "edubasealldata20261121.csv"
    takes_file = "tui.schools.register_files:rather_as_register"
    in_palette = True
    written_to = True


@lists(Group)
class GroupsList(ListSection):
    """Trusts and federations, which the register knows."""

    order = 70
    empty_text = (
        "No trusts or federations yet. i brings those of your schools in from the register, a "
        "adds one."
    )
    sources = (
        Source("r", "From the register", "those of your schools, and which schools they have",
               "tui.schools.groups:bring_in"),
    )  # fmt: skip


@lists(GroupMember)
class GroupMembersList(ListSection):
    """Which school belongs to which trust."""

    order = 70


@lists(RegisterDecision)
class RegisterDecisionsList(ListSection):
    """Values that are kept as ours, which nobody enters by hand."""

    order = 90
    instead = "Ours is kept by k in Register; d here offers the register’s value again."


@lists(UrnPeriod)
class UrnPeriodsList(ListSection):
    """Former names and URNs of schools, which nobody enters by hand."""

    order = 90
    instead = "It is made when a school converts: {join} on it, in Register."


def _register() -> Section:
    from tui.schools.register_section import RegisterSection

    return RegisterSection()


declare_places("schools", Place("Register", None, _register, 60))
