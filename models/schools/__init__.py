"""Schools and other organisations, and the codes of the national register."""

KINDS = (
    "group", "school", "organisation", "register_decision", "urn_period", "group_member",
)  # fmt: skip
"""The modules that define kinds of record, each after those that it refers to."""
