"""Alliances: where their agreed texts stand."""
