"""Policies, who must have them, when they fall due, and their reviews."""

KINDS = ("agreements", "policy", "school_policy", "review")
"""The modules that define kinds of record, each after those that it refers to."""
