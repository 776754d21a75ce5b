"""Pairs of a school and a policy, as the rows of papers."""

PAIRS = "pairs"
"""What a row of schools' policies stands for: a school and a policy, whether recorded or not."""
