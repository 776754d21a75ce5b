"""Summaries of meetings."""
