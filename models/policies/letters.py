"""Letters about policies that are overdue: what their words may name."""

from __future__ import annotations

from models.records.letters import declare_letter

declare_letter(
    "policies",
    "Policies to bring to the governors",
    {
        "count": "how many policies are overdue",
        "policies": "a table of them: due, days late, and the meeting that can take each",
        "meeting": "the next governors' meeting",
    },
)
declare_letter(
    "owners",
    "Overdue policies, by owner",
    {
        "count": "how many of the owner's policies are overdue in the schools",
        "policies": "a table of them: school, policy, due, days late",
    },
)
