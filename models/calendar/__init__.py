"""Half-terms, school days and bank holidays."""

KINDS = ("half_term_dates",)
"""The modules that define kinds of record, each after those that it refers to."""
