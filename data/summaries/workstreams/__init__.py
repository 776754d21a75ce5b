"""Summaries of workstreams."""
