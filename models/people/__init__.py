"""People, and the posts that they hold over time."""

KINDS = ("person", "post")
"""The modules that define kinds of record, each after those that it refers to."""
