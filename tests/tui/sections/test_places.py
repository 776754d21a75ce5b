"""The sections of tabs: those of their subjects, in the order that people know."""

from __future__ import annotations

import pytest

from models.fields.text_fields import TextField
from models.kinds import RECORDS, kinds_of
from models.records.record import Record
from tui.desk.tabs import TABS, places
from tui.sections import places as registry
from tui.sections.places import places_of

LABELS = {
    "Today": ["Today"],
    "Schools": [
        *("Schools", "People", "Posts", "Organisations", "Half-terms", "Register"),
        *("Trusts and federations", "Members of trusts", "Register decisions", "Former URNs"),
    ],
    "Alliances": [
        *("Alliances", "Members", "Meetings", "Attendance", "Actions", "Agenda items", "Texts"),
        *("Letter texts", "Shared items", "Departments", "Letters", "Steps", "View"),
    ],
    "Workstreams": [
        *("Workstreams", "Who does what", "Commitments", "Projects", "Events", "Cohorts"),
        *("Deployments", "Deployment", "Programmes", "Specialists", "Placements", "Invoices"),
        *("Recovery", "Money lines", "Grants", "Grant returns", "Shared services"),
        *("Who shares what", "Engagement", "Charge schemes", "Indicators", "Impact"),
        *("Bookings", "Cohort places", "Visits", "Charges", "Payments", "Shares"),
        *("Indicator values", "Agenda periods", "View"),
    ],
    "Policies": [
        *("Policies", "Northumberland", "DfE", "Our own", "School policies", "Reviews"),
        *("Agreements", "Purchases", "View"),
    ],
}


class Event(Record):
    """Something that a workstream invites to."""

    kind = "events"
    singular = "event"

    name = TextField("Name", "What it is called.", required=True)


def test_each_tab_has_its_sections_in_their_order() -> None:
    found = {
        tab.label: [place.label for place in of_tab if place.label in LABELS[tab.label]]
        for tab, of_tab in zip(TABS, places(), strict=True)
    }
    assert found == LABELS


def test_every_kind_has_one_section_in_one_tab() -> None:
    shown = [place.record for of_tab in places() for place in of_tab if place.record]
    assert sorted(each.kind for each in shown) == sorted(each.kind for each in RECORDS)


def test_a_new_kind_appears_at_the_end_of_its_subjects_tab(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Event, "__module__", "models.workstreams.event")
    monkeypatch.setattr(registry, "kinds_of", lambda subject: (*kinds_of(subject), Event))
    labels = [place.label for place in places_of(("workstreams",))]
    assert labels == [*LABELS["Workstreams"][:4], "Events", "Agenda periods"]
    (events,) = (place for place in places_of(("workstreams",)) if place.record is Event)
    assert events.make().empty == "No events yet. a adds one."
