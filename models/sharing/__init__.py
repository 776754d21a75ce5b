"""Data that members share under the protocol, and what may be shared."""

KINDS = ("shared_item", "department")
"""The modules that define kinds of record, each after those that it refers to."""
