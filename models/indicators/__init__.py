"""Indicators of an alliance's work, and the published results that its impact is told by."""

KINDS = ()
"""The modules that define kinds of record, each after those that it refers to."""
