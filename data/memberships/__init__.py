"""Memberships: their path, letters to sign, what may be circulated."""
