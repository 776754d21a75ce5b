"""Imports of meetings, attendance and actions: other headings that their columns may have."""

from __future__ import annotations

from data.imports.usual_headings import also_headed
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting

also_headed(
    Meeting,
    {
        "kind_of_meeting": ("Type", "Meeting type", "Type of meeting", "Kind", "Meeting"),
        "held": ("Meeting date", "Date of meeting", "Held", "Held on"),
        "chaired_by": ("Chair", "Chaired", "Chairperson"),
    },
)
also_headed(
    Attendance,
    {
        "meeting": ("Date of meeting", "Meeting date", "Date"),
        "attended": ("Attendance", "Present", "Represented by", "Status"),
        "deputy": ("Name of deputy", "Deputised by"),
    },
)
also_headed(
    Action,
    {
        "what": ("What", "Action point", "Task", "To do", "Description"),
        "done": ("Completed", "Date completed", "Done on", "Complete"),
    },
)
