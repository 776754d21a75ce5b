"""Schools and other organisations, and the codes of the national register."""

KINDS = ("school", "organisation")
"""The modules that define kinds of record, each after those that it refers to."""
