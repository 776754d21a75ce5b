"""Alliances, and the texts that their members sign."""

KINDS = ("alliance", "agreed_text", "letter")
"""The modules that define kinds of record, each after those that it refers to."""
