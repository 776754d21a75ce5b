"""School-to-school support: specialists, charge schemes, deployments, their steps and visits."""

KINDS = ("charge_scheme", "specialist", "deployment", "support_step", "visit")
"""The modules that define kinds of record, each after those that it refers to."""
