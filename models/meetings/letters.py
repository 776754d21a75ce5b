"""Letters about meetings: what their words may name."""

from __future__ import annotations

from models.records.letters import declare_letter

declare_letter(
    "invitation",
    "Invitation to the annual meeting",
    {
        "meeting": "what the meeting is called",
        "when": "its day, time and place in one phrase",
        "day": "its day",
        "time": "when it begins",
        "place": "where it is held",
        "agenda": "its agenda",
    },
)
declare_letter(
    "minutes",
    "Minutes and actions",
    {
        "meeting": "what the meeting is called",
        "day": "its day",
        "came": "who came, and who did not",
        "notes": "what was noted of it",
        "actions": "a table of the actions of whoever the letter goes to",
        "others": "a table of the actions of all others",
    },
)
