"""Events of alliances, and the bookings of schools."""

KINDS = ("event", "booking")
"""The modules that define kinds of record, each after those that it refers to."""
