"""Summaries of schools."""
