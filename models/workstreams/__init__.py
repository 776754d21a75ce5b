"""Workstreams, which member does what in them, who sets their agenda, and their projects."""

KINDS = ("workstream", "commitment", "agenda_period", "project")
"""The modules that define kinds of record, each after those that it refers to."""
