"""Workstreams, and which member does what in them."""

KINDS = ("workstream", "commitment")
"""The modules that define kinds of record, each after those that it refers to."""
