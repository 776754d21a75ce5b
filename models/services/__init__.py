"""Services that members share: bought, staffed or run together, and what each saves by it."""

KINDS = ("shared_service", "share")
"""The modules that define kinds of record, each after those that it refers to."""
