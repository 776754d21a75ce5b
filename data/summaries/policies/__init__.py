"""Summaries of policies."""
