"""The rules of the field, each in one place, each saying whether it refuses, warns or reports.

A rule that refuses keeps the change out of the books; one that warns lets it in and says so; one
that reports is silent at the keyboard and speaks in Today and in the summaries. Rules on removal
are declared in the same way, and asked when somebody removes a record.
"""

from __future__ import annotations

# Importing a module declares its rules.
from models.rules import agreements as agreements
from models.rules import attendance as attendance
from models.rules import beginnings as beginnings
from models.rules import calendar as calendar
from models.rules import closed_alliances as closed_alliances
from models.rules import meetings as meetings
from models.rules import memberships as memberships
from models.rules import people as people
from models.rules import policies as policies
from models.rules import reviews as reviews
from models.rules import schools as schools
from models.rules import sharing as sharing
from models.rules import signatures as signatures
from models.rules import signed_texts as signed_texts
from models.rules.alliances import hub_is_a_member, text_is_reviewed
from models.rules.expectations import (
    GRACE_MONTHS,
    lead_is_accountable,
    member_has_a_workstream,
    statement_comes_back,
)
from models.rules.rule import (
    RULES,
    RULES_ON_REMOVAL,
    Books,
    Breach,
    Check,
    Finding,
    Rule,
    Severity,
    findings,
    on_removal,
    removal_findings,
    rule,
)

__all__ = [
    "GRACE_MONTHS",
    "RULES",
    "RULES_ON_REMOVAL",
    "Books",
    "Breach",
    "Check",
    "Finding",
    "Rule",
    "Severity",
    "findings",
    "hub_is_a_member",
    "lead_is_accountable",
    "member_has_a_workstream",
    "on_removal",
    "removal_findings",
    "rule",
    "statement_comes_back",
    "text_is_reviewed",
]
