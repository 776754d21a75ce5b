"""Meetings of alliances and governors, attendance and actions."""

KINDS = ("meeting", "attendance", "action")
"""The modules that define kinds of record, each after those that it refers to."""
