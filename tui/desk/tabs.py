"""The tabs of the desk, and the sections of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.alliances.catalogues import CATALOGUES
from models.calendar.half_terms import HalfTermDates
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership, Step
from models.people.person import Person
from models.people.post import Post
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.sharing.shared_item import SharedItem
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tui.meetings.sections import AttendanceSection
from tui.policies.sections import PoliciesSection, SchoolPoliciesSection
from tui.sections.list import ListSection
from tui.sections.section import Section
from tui.sections.today import TodaySection
from tui.sections.view import ViewSection
from tui.workstreams.sections import CommitmentsSection

TABS = ("Today", "Schools", "Alliances", "Workstreams", "Policies")


class Place(NamedTuple):
    """A section that a tab has: its label, the kind it lists, and how it is made when shown."""

    label: str
    record: type[Record] | None
    make: Callable[[], Section]


def _list_of(record: type[Record], empty: str = "") -> Place:
    label = record.plural().capitalize()
    return Place(label, record, lambda: ListSection(record, label, empty))


def _matrix_of(catalogue: str) -> Place:
    # By the letters that everybody uses, so that all sections fit on a line.
    label = "DfE" if catalogue == "dfe" else CATALOGUES[catalogue]
    return Place(label, None, lambda: PoliciesSection(catalogue, label))


PLACES: tuple[tuple[Place, ...], ...] = (
    (Place("Today", None, TodaySection),),
    (
        _list_of(
            School,
            "No schools yet. a adds one, i brings them in from a file of the national register.",
        ),
        _list_of(Person),
        _list_of(Post),
        _list_of(Organisation),
        _list_of(
            HalfTermDates,
            "No half-terms yet: days are reckoned as they usually fall. i fills in a year.",
        ),
    ),
    (
        _list_of(Alliance),
        _list_of(Membership),
        _list_of(Meeting, "No meeting yet. a adds one, and leads on to who came."),
        Place("Attendance", Attendance, AttendanceSection),
        _list_of(Action),
        _list_of(AgreedText, "No text yet. a adds the Statement of Commitment, word for word."),
        _list_of(SharedItem),
        _list_of(Step),
    ),
    (
        _list_of(Workstream),
        Place("Who does what", None, CommitmentsSection),
        _list_of(Commitment),
    ),
    (
        _list_of(Policy, "No policies yet. i loads a catalogue, a adds one of your own."),
        *(_matrix_of(catalogue) for catalogue in CATALOGUES),
        Place("School policies", SchoolPolicy, lambda: SchoolPoliciesSection("School policies")),
        _list_of(Review),
        _list_of(ServiceAgreement),
        _list_of(Purchase),
        Place("View", None, ViewSection),
    ),
)
"""The sections of each tab."""
