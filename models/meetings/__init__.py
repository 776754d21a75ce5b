"""Meetings of alliances and governors, attendance, actions, and agendas of circles."""

KINDS = ("meeting", "attendance", "action", "agenda_item")
"""The modules that define kinds of record, each after those that it refers to."""
