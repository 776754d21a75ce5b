"""Summaries of memberships."""
