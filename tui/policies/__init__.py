"""Policies on the screen: matrices, approvals, reviews."""
