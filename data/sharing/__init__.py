"""Shared data: which departments of schools may be compared on a day."""
