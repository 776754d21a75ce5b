"""Policies: which documents are asked of a school, and where each of them stands."""
