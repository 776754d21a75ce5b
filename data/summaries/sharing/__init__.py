"""Summaries of shared data."""
