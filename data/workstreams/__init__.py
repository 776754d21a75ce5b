"""Workstreams: who does what, and what the letters of its matrix set."""
