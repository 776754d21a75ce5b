"""Summaries: a module each, declared by their subject."""
