"""Memberships of alliances: stages, signatures, the path from enquiry to leaving."""

KINDS = ("membership",)
"""The modules that define kinds of record, each after those that it refers to."""
