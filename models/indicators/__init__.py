"""Indicators of an alliance's work, and the published results that its impact is told by."""

KINDS = ("indicator", "indicator_value", "impact_figure")
"""The modules that define kinds of record, each after those that it refers to."""
