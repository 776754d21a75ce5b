"""The pairs of a school and a policy, which a paper may have a row for each of."""

PAIRS = "pairs"
"""What a row of schools' policies stands for: a school and a policy, whether recorded or not."""
