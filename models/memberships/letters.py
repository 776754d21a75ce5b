"""Letters to members: what their words may name."""

from __future__ import annotations

from models.records.letters import declare_letter

declare_letter("statement", "Statement to sign", {"version": "the version of the Statement"})
declare_letter("memorandum", "Memorandum to sign", {"version": "the version of the memorandum"})
declare_letter(
    "reminder",
    "Reminder: statement not signed",
    {
        "version": "the version of the Statement",
        "sent": "the day on which it went out",
        "weeks": "how long ago that is",
    },
)
