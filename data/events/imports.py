"""Imports of events: other headings that their columns may have."""

from __future__ import annotations

from data.imports.usual_headings import also_headed
from models.events.event import Event

also_headed(
    Event,
    {
        "title": ("Event", "Event title", "Course", "Course title", "Session", "Training"),
        "kind_of_event": ("Type", "Event type", "Type of event", "Kind"),
        "held": ("Event date", "Date of event", "Start date", "Course date"),
        "facilitator": ("Led by", "Trainer", "Presenter", "Facilitated by", "Lead"),
        "places": ("Capacity", "Max places", "Number of places", "Max"),
        "price_member": ("Price", "Cost", "Fee", "Member price", "Cost per person"),
        "price_other": ("Non-member price", "Price for non-members", "Non-members"),
    },
)
