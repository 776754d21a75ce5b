"""Programmes with their cohorts, and placements of trainees, in numbers and never by name."""

KINDS = ("programme", "cohort", "placement")
"""The modules that define kinds of record, each after those that it refers to."""
